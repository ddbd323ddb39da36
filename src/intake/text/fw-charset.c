/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/text/fw-charset.h"

#include "core/fw-error.h"
#include "intake/text/fw-charset-latin.h"
#include "intake/text/fw-csv.h"

/* Different characters of two bytes that are looked at: the first ones of a text. */
#define MOST_DISTINCT 96

/* Of a Chinese text about two thirds of them are common, of Korean or Japanese that is taken for
 * Chinese one in five. Few say less. */
#define FEW_DISTINCT 12
#define LEAST_DISTINCT 3

/* What a text looks like as GB18030. */
typedef struct
{
  guint64 chars;          /* of two bytes or four */
  guint64 rare;           /* not of the 6,763 of GB 2312 */
  guint64 second;         /* of its second half, ordered by radicals: uncommon */
  gboolean wrong;         /* does not decode, or has kana or other letters of two bytes */
  gboolean beyond_korean; /* a byte that no Hangul begins with */
  guint16 distinct[MOST_DISTINCT];
  guint n_distinct;
  guint n_common; /* of @distinct */
} GbStudy;

struct _FwCharsetStudy
{
  FwUtf8Count utf8;
  FwLatinStudy latin;
  GbStudy gb;
  guint64 first_line;   /* with a byte that is no UTF-8 */
  GByteArray *doubtful; /* the text around it */
  guint64 utf8_line;    /* the first with UTF-8 beyond ASCII */
  GByteArray *utf8_text;
};

/* Characters of names, of call centres and of everyday Chinese. */
static const char common_hanzi[] =
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发"
    "后作里用道行所然家种事成方"
    "多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它"
    "与长把机十民第公此已工使情"
    "明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西"
    "斯月话合回特代内信表化老给"
    "世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神"
    "总何电数安少报才结反受目太"
    "量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却"
    "界达光放强即像难且权思王象"
    "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔"
    "李刘陈杨黄赵吴周徐孙朱胡郭何林罗郑梁谢宋唐冯韩曹曾彭萧蔡潘田董袁余叶蒋杜苏魏吕丁沈姚卢姜崔钟谭"
    "陆汪范廖石贾韦夏付邹熊"
    "孟秦邱侯江尹薛闫段雷黎史陶贺顾毛郝龚邵钱覃武戴莫孔汤康易乔赖殷施洪翟樊颜倪严牛温芦季俞章鲁葛伍"
    "申尤毕聂柴焦柳邢骆岳齐"
    "伟芳娜秀英敏静丽强磊洋艳勇杰娟涛超霞刚桂兰红玉萍琴梅玲慧莹雪琳倩婷欣怡佳嘉俊浩宇轩博晨鹏飞辉军"
    "斌波宁健峰凯龙亮翔志"
    "建华文国庆春冬秋颖洁燕云莉凤珍素清瑞永福祥东来电话叫坐席队列客户呼损接听答未已否是时间长号码编"
    "日期开始结束等待通振铃主被"
    "技能组热线服务咨询投诉订单售前后退款换货物流催查询修改地址发票会员活动优惠价格满意评度非常一般"
    "差解决转移保持静默处理状态类"
    "型原因备注姓名工部门渠道微信网站产品业务办理信用卡贷款存取账户密码挂失跟进回访录音首次重复级别"
    "秒分钟小上下午夜班早晚周星"
    "期六七八九零百千万";

static const guint8 *
get_common (void)
{
  static gsize once = 0;
  static guint8 common[65536 / 8];

  if (g_once_init_enter (&once))
    {
      gsize length;
      g_autofree char *bytes =
          g_convert (common_hanzi, -1, "GB18030", "UTF-8", NULL, &length, NULL);

      for (gsize i = 0; bytes != NULL && i + 1 < length; i += 2)
        {
          guint code = (guint) (guchar) bytes[i] << 8 | (guchar) bytes[i + 1];

          common[code / 8] |= (guint8) (1u << code % 8);
        }
      g_once_init_leave (&once, 1);
    }

  return common;
}

FwCharsetStudy *
fw_charset_study_new (void)
{
  FwCharsetStudy *self = g_new0 (FwCharsetStudy, 1);

  self->doubtful = g_byte_array_new ();
  self->utf8_text = g_byte_array_new ();

  return self;
}

void
fw_charset_study_free (FwCharsetStudy *self)
{
  if (self == NULL)
    return;
  g_byte_array_unref (self->doubtful);
  g_byte_array_unref (self->utf8_text);
  g_free (self);
}

/* ---- GB18030 ---- */

static void
note_distinct (GbStudy *self, guint16 code)
{
  for (guint i = 0; i < self->n_distinct; i++)
    if (self->distinct[i] == code)
      return;
  if (self->n_distinct == MOST_DISTINCT)
    return;
  self->distinct[self->n_distinct++] = code;
  self->n_common += (get_common ()[code / 8] >> code % 8) & 1;
}

static void
study_pair (GbStudy *self, guchar lead, guchar trail)
{
  self->chars++;
  if (trail >= 0xa1 && lead >= 0xb0 && lead <= 0xf7)
    {
      self->second += lead >= 0xd8;
      self->beyond_korean |= lead > 0xc8;
      note_distinct (self, (guint16) (lead << 8 | trail));
    }
  else if (trail >= 0xa1 && lead >= 0xa4 && lead <= 0xa9)
    self->wrong = TRUE;                                      /* kana, Greek, Cyrillic, frames */
  else if (!(trail >= 0xa1 && lead >= 0xa1 && lead <= 0xa3)) /* punctuation and wide letters */
    self->rare++;
}

static void
study_gb (GbStudy *self, FwText line)
{
  const guchar *at = (const guchar *) line.data, *end = at + line.length;

  while (at < end && !self->wrong)
    {
      if (*at < 0x80)
        at++;
      else if (*at == 0x80 || *at == 0xff || at + 1 >= end)
        self->wrong = TRUE;
      else if (at[1] >= 0x40 && at[1] != 0x7f && at[1] != 0xff)
        {
          study_pair (self, at[0], at[1]);
          at += 2;
        }
      else if (at + 3 < end && at[1] >= 0x30 && at[1] <= 0x39 && at[2] >= 0x81 && at[2] != 0xff &&
               at[3] >= 0x30 && at[3] <= 0x39)
        {
          self->chars++;
          self->rare++;
          at += 4;
        }
      else
        self->wrong = TRUE;
    }
}

static gboolean
is_chinese (const GbStudy *self)
{
  guint least = self->n_distinct < FEW_DISTINCT ? 60 : 42;

  return !self->wrong && self->n_distinct >= LEAST_DISTINCT && self->rare * 10 <= self->chars &&
         self->second * 5 <= self->chars && self->n_common * 100 >= self->n_distinct * least &&
         (self->beyond_korean || self->n_common * 100 >= self->n_distinct * 90);
}

/* ---- lines ---- */

static gboolean
is_ascii (FwText text)
{
  guint i = 0;
  guint64 word, all = 0;

  for (; i + 8 <= text.length; i += 8)
    {
      memcpy (&word, text.data + i, 8);
      all |= word;
    }
  for (; i < text.length; i++)
    all |= (guchar) text.data[i];

  return (all & G_GUINT64_CONSTANT (0x8080808080808080)) == 0;
}

/* The cell around the byte at @at. */
static void
keep_cell (GByteArray *to, FwText line, guint at)
{
  guint from = at, until = at;

  while (from > 0 && at - from < 20 && strchr (",;\t|\"", line.data[from - 1]) == NULL)
    from--;
  while (until < line.length && until - at < 24 && line.data[until] != '\0' &&
         strchr (",;\t|\"\r", line.data[until]) == NULL)
    until++;
  g_byte_array_append (to, (const guint8 *) line.data + from, until - from);
}

static guint
find_foreign (FwText line)
{
  const char *bad = NULL;

  if (g_utf8_validate_len (line.data, line.length, &bad))
    return line.length;
  /* A NUL is no letter of another encoding. */
  return (guint) (bad - line.data);
}

static void
keep_utf8 (FwCharsetStudy *self, guint64 number, FwText line)
{
  guint i = 0;

  while (i < line.length && (guchar) line.data[i] < 0x80)
    i++;
  self->utf8_line = number;
  keep_cell (self->utf8_text, line, i);
}

void
fw_charset_study_add (FwCharsetStudy *self, guint64 number, FwText line)
{
  FwUtf8Count before = self->utf8;

  if (G_LIKELY (is_ascii (line)))
    return;
  fw_utf8_count (&self->utf8, line);
  if (self->utf8.bad == before.bad && self->utf8_line == 0)
    keep_utf8 (self, number, line);
  if (self->utf8.bad > before.bad && self->first_line == 0)
    {
      guint at = find_foreign (line);

      self->first_line = number;
      if (at < line.length)
        keep_cell (self->doubtful, line, at);
    }
  /* Once it is sure that the text is UTF-8, or that it is in two encodings, the rest says nothing.
   */
  if (self->utf8.good > 1000 && self->utf8.bad == 0)
    return;
  fw_latin_study_add (&self->latin, line);
  study_gb (&self->gb, line);
}

/* ---- what comes of it ---- */

static char *
decode (const GByteArray *bytes, const char *charset)
{
  g_autofree char *text =
      g_convert ((const char *) bytes->data, bytes->len, "UTF-8", charset, NULL, NULL, NULL);

  if (text == NULL)
    return NULL;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isprint (g_utf8_get_char (p)))
      return NULL;

  return g_steal_pointer (&text);
}

static gboolean
fail_unsure (const FwCharsetStudy *self, GError **error)
{
  static const char *const names[] = { "windows-1252", "windows-1250", "windows-1251",
                                       "GB18030",      "Shift_JIS",    "Big5" };
  g_autoptr (GString) readings = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names) && self->doubtful->len > 0; i++)
    {
      g_autofree char *text = decode (self->doubtful, names[i]);

      if (text != NULL)
        {
          if (readings->len > 0)
            g_string_append (readings, ", ");
          g_string_append_printf (readings, "\"%s\" in %s", text, names[i]);
        }
    }
  if (readings->len > 0)
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                 "line %" G_GUINT64_FORMAT
                 ": the encoding of the text cannot be told: it is no UTF-8, and would be %s; "
                 "state \"encoding\" in the mapping, such as windows-1252, windows-1250, "
                 "windows-1251, GB18030 or Shift_JIS (UTF-8: to have such lines rejected), or "
                 "save the file as UTF-8",
                 self->first_line, readings->str);
  else
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                 "line %" G_GUINT64_FORMAT
                 ": the encoding of the text cannot be told: it is no UTF-8; state \"encoding\" "
                 "in the mapping, such as windows-1252, windows-1250, windows-1251, GB18030 or "
                 "Shift_JIS (UTF-8: to have such lines rejected), or save the file as UTF-8",
                 self->first_line);

  return FALSE;
}

gboolean
fw_charset_study_settle (const FwCharsetStudy *self, const char **charset, GError **error)
{
  gboolean western, chinese;

  g_return_val_if_fail (self != NULL && charset != NULL, FALSE);

  *charset = "UTF-8";
  if (!fw_utf8_is_foreign (&self->utf8))
    return TRUE;
  western = fw_latin_study_is_western (&self->latin);
  chinese = is_chinese (&self->gb);
  if (western == chinese)
    return fail_unsure (self, error);
  *charset = western ? "windows-1252" : "GB18030";

  return TRUE;
}

/* ---- names ---- */

static gboolean
has_prefix (const char *name, const char *const *prefixes)
{
  for (guint i = 0; prefixes[i] != NULL; i++)
    if (g_str_has_prefix (name, prefixes[i]))
      return TRUE;

  return FALSE;
}

gboolean
fw_charset_study_contradicts (const FwCharsetStudy *self, const char *charset, GError **error)
{
  static const char *const single[] = { "windows-", "WINDOWS-", "ISO-8859", "iso-8859", "KOI8",
                                        "MAC",      "CP8",      "IBM8",     NULL };
  g_autofree char *as_it_is = NULL, *as_stated = NULL;

  g_return_val_if_fail (self != NULL && charset != NULL, FALSE);

  if (self->utf8.good == 0 || self->utf8.bad > 0 || !has_prefix (charset, single))
    return FALSE;
  as_it_is = decode (self->utf8_text, "UTF-8");
  as_stated = decode (self->utf8_text, charset);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "line %" G_GUINT64_FORMAT ": the encoding is UTF-8 (\"%s\"), not %s as the mapping "
               "states (\"%s\"); leave \"encoding\" out",
               self->utf8_line, as_it_is != NULL ? as_it_is : "", charset,
               as_stated != NULL ? as_stated : "");

  return TRUE;
}

static const struct
{
  const char *name; /* small letters and digits of what people say */
  const char *charset;
} aliases[] = {
  { "utf8", "UTF-8" },
  { "utf8bom", "UTF-8" },
  { "utf8sig", "UTF-8" },
  { "unicode", "UTF-16" },
  { "ansi1252", "windows-1252" },
  { "latin1", "windows-1252" },
  { "iso88591", "windows-1252" },
  { "usascii", "UTF-8" },
  { "ascii", "UTF-8" },
  { "gbk", "GB18030" },
  { "gb2312", "GB18030" },
  { "gb18030", "GB18030" },
  { "cp936", "GB18030" },
  { "windows936", "GB18030" },
  { "shiftjis", "CP932" },
  { "sjis", "CP932" },
  { "windows31j", "CP932" },
  { "ms932", "CP932" },
  { "euckr", "UHC" },
  { "cp949", "UHC" },
  { "ksc5601", "UHC" },
  { "big5", "BIG5-HKSCS" },
  { "cp950", "BIG5-HKSCS" },
};

static gboolean
is_known (const char *charset)
{
  GIConv converter = g_iconv_open ("UTF-8", charset);

  if (converter == (GIConv) -1) /* NOLINT: what iconv() returns */
    return FALSE;
  g_iconv_close (converter);

  return TRUE;
}

char *
fw_charset_find (const char *name, GError **error)
{
  g_autofree char *plain = NULL;
  g_autofree char *windows = NULL;
  guint length = 0;

  g_return_val_if_fail (name != NULL, NULL);

  plain = g_ascii_strdown (name, -1);
  for (const char *p = plain; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      plain[length++] = *p;
  plain[length] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (g_str_equal (aliases[i].name, plain))
      return g_strdup (aliases[i].charset);

  /* "Windows 1251", "win1251", "cp1251", "ANSI-1251" and "1251" are one. */
  if (length >= 4 && strspn (plain + length - 4, "0123456789") == 4 &&
      g_str_has_prefix (plain + length - 4, "125"))
    windows = g_strconcat ("windows-", plain + length - 4, NULL);
  if (windows != NULL && is_known (windows))
    return g_steal_pointer (&windows);
  if (length > 0 && is_known (name) && strchr (name, '/') == NULL)
    return g_strdup (name);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "mapping: encoding: \"%.40s\" is not known; expected a name such as UTF-8, "
               "windows-1252, windows-1251, ISO-8859-2, GB18030, Big5, Shift_JIS or EUC-KR",
               name);

  return NULL;
}
