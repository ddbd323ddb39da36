/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digits, what joins them, and the words before them. */
#include "core/quality/fw-mask-private.h"

/* How far a word reaches, in code points. */
#define REACH 20

/* ---- words ---- */

typedef struct
{
  FwCue cue;
  const char *words; /* with "|" between */
} Words;

static const Words words[] = {
  { FW_CUE_ID,
    "身份证|身份証|身份號碼|身份号码|身份证件|证件号|证件号码|公民身份|id card|identity card|"
    "id number|id no|identity number|resident id|identification number" },
  { FW_CUE_CARD,
    "卡号|卡號|银行卡|銀行卡|信用卡|储蓄卡|借记卡|卡|card|cards|card number|card no|amex|visa|"
    "mastercard|credit card|debit card|bank card" },
  { FW_CUE_SSN,
    "ssn|ssns|social|social security|social security number|社会安全号|社会安全号码|社安号" },
  { FW_CUE_PHONE,
    "电话|電話|手机|手機|手机号|座机|固话|致电|拨打|打给|回电|回拨|call me|call us back|call back|"
    "callback|call him|call her|call my|reach me|reach him|reach her|phone|phones|telephone|tel|"
    "cell|cellphone|mobile|text me|my number|contact number|home number|work number|fax|"
    "dial me|ring me|whatsapp" },
  { FW_CUE_CONTACT, "联系电话|聯繫電話|联系方式|联系号码|联络电话" },
  { FW_CUE_PASSPORT, "护照|護照|护照号|护照号码|passport|passports" },
  { FW_CUE_PERMIT, "通行证|通行證|回乡证|台胞证|港澳证|往来港澳|往来台湾|travel permit|exit-entry "
                   "permit|home return permit" },
  { FW_CUE_QQ, "qq|qq号|扣扣|企鹅号|扣扣号" },
  { FW_CUE_WECHAT, "微信|微信号|微信ID|威信|薇信|wechat|weixin|wechat id|vx|wx|v信|加v" },
  { FW_CUE_CVV, "cvv|cvv2|cvc|cvc2|csc|cvn|安全码|security code|card verification "
                "code|背面三位|背面三位数|背面后三位|卡背后三位" },
  { FW_CUE_SECRET,
    "密码|密碼|口令|支付密码|登录密码|password|passwords|passwd|passcode|passphrase|pwd" },
  { FW_CUE_CODE, "验证码|驗證碼|校验码|动态码|动态密码|短信码|随机码|激活码|pin|pin码|pin code|pin "
                 "number|otp|one-time code|one time code|"
                 "verification code|one-time password|one time password|access code|login "
                 "code|sign-in code|auth code|"
                 "authentication code|2fa code" },
  { FW_CUE_THING,
    "订单|訂單|订单号|单号|運單|运单|运单号|快递|快递号|物流|流水|流水号|编号|編號|批次|批号|"
    "序列号|型号|工单|发票|"
    "税号|信用代码|商品|货号|合同号|交易号|order|orders|order number|invoice|tracking|tracking "
    "number|"
    "reference|ref|ticket|serial|serial number|sku|model|case number|transaction|parcel|batch|"
    "claim|policy|confirmation number" },
  { FW_CUE_DEVICE, "imei|imei码|meid|iccid|串号|eid" },
  { FW_CUE_VERSION, "版本|版本号|固件|version|ver|firmware|build|release|v" },
  { FW_CUE_TIMES, "double" },
};

static const char *const digit_words[] = {
  "zero|oh|o|nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"
};

static void
add_words (FwTerms *terms, const char *list, guint id, FwTermBounds bounds)
{
  g_auto (GStrv) each = g_strsplit (list, "|", -1);

  for (guint i = 0; each[i] != NULL; i++)
    fw_terms_add (terms, each[i], id, bounds);
}

FwTerms *
fw_mask_cues (void)
{
  FwTerms *terms = fw_terms_new ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    add_words (terms, words[i].words, words[i].cue, FW_TERM_DIGITS);
  for (guint i = 0; i < G_N_ELEMENTS (digit_words); i++)
    add_words (terms, digit_words[i], FW_CUE_DIGIT + i, FW_TERM_WHOLE);
  fw_terms_compile (terms);
  return terms;
}

/* ---- characters ---- */

gint
fw_mask_digit (gunichar c)
{
  if (c < 0x660)
    return c >= '0' && c <= '9' ? (gint) c - '0' : -1;
  if (c >= 0x2e80 && c < 0xa620)
    return -1; /* Chinese, Japanese, Yi */
  if (c >= 0xff10 && c <= 0xff19)
    return (gint) c - 0xff10;
  return g_unichar_isdigit (c) ? g_unichar_digit_value (c) : -1;
}

gboolean
fw_mask_is_letter (gunichar c)
{
  c = fw_rune_fold (c);
  return c < 128 ? g_ascii_isalpha ((char) c) : c < 0x600 && g_unichar_isalpha (c);
}

static gint
read_spoken (gunichar c)
{
  switch (c)
    {
    case 0x96f6: /* 零 */
    case 0x3007: /* 〇 */
    case 0x25cb: /* ○ */
      return 0;
    case 0x4e00: /* 一 */
    case 0x58f9: /* 壹 */
    case 0x5e7a: /* 幺 */
      return 1;
    case 0x4e8c: /* 二 */
    case 0x8d30: /* 贰 */
      return 2;
    case 0x4e09: /* 三 */
    case 0x53c1: /* 叁 */
      return 3;
    case 0x56db: /* 四 */
    case 0x8086: /* 肆 */
      return 4;
    case 0x4e94: /* 五 */
    case 0x4f0d: /* 伍 */
      return 5;
    case 0x516d: /* 六 */
    case 0x9646: /* 陆 */
      return 6;
    case 0x4e03: /* 七 */
    case 0x67d2: /* 柒 */
      return 7;
    case 0x516b: /* 八 */
    case 0x634c: /* 捌 */
      return 8;
    case 0x4e5d: /* 九 */
    case 0x7396: /* 玖 */
      return 9;
    default:
      return -1;
    }
}

guint8 *
fw_mask_classes (void)
{
  guint8 *classes = g_new0 (guint8, FW_MASK_CLASSES);

  for (gunichar c = 0; c < FW_MASK_CLASSES; c++)
    if (fw_mask_digit (c) >= 0)
      classes[c] = (guint8) (FW_CLASS_DIGIT + fw_mask_digit (c));
    else if (read_spoken (c) >= 0)
      classes[c] = (guint8) (FW_CLASS_SPOKEN + read_spoken (c));
  classes['@'] = classes[0xff20] = classes[':'] = classes['.'] = FW_CLASS_SIGN;
  return classes;
}

static FwJoin
read_join (const FwMask *self, guint from, guint to)
{
  guint n[FW_JOIN_COMMA + 1] = { 0 };

  if (to - from > 4)
    return FW_JOIN_NONE;
  for (; from < to; from++)
    {
      const gunichar c = fw_rune_fold (g_array_index (self->runes, gunichar, from));

      if (c == ' ' || c == '\t' || c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f)
        n[FW_JOIN_SPACE]++;
      else if (c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe63)
        n[FW_JOIN_DASH]++;
      else if (c == '.')
        n[FW_JOIN_DOT]++;
      else if (c == '(' || c == ')')
        n[FW_JOIN_BRACKET]++;
      else if (c == ',' || c == 0x3001)
        n[FW_JOIN_COMMA]++;
      else if (!fw_rune_is_hidden (c))
        return FW_JOIN_NONE;
    }
  if (n[FW_JOIN_DASH] + n[FW_JOIN_DOT] + n[FW_JOIN_BRACKET] + n[FW_JOIN_COMMA] > 1)
    return FW_JOIN_NONE;
  for (FwJoin join = FW_JOIN_DASH; join <= FW_JOIN_COMMA; join++)
    if (n[join] > 0)
      return join;
  return FW_JOIN_SPACE;
}

/* ---- groups ---- */

static void
add_digit (FwMask *self, guint value, guint place)
{
  const guint8 byte = (guint8) value;

  g_byte_array_append (self->digits, &byte, 1);
  g_array_append_val (self->places, place);
}

static FwGroup *
begin_group (FwMask *self, guint from, gboolean spoken)
{
  FwGroup group = { .from = from, .first = self->digits->len, .spoken = spoken };

  if (self->groups->len > 0)
    group.join =
        read_join (self, g_array_index (self->groups, FwGroup, self->groups->len - 1).to, from);
  g_array_append_val (self->groups, group);
  return &g_array_index (self->groups, FwGroup, self->groups->len - 1);
}

/* Digits from @at on. Returns: where they end, without what is hidden behind them. */
static guint
read_group (FwMask *self, guint at, gboolean spoken)
{
  FwGroup *group = begin_group (self, at, spoken);

  for (; at < self->runes->len; at++)
    {
      const gunichar c = g_array_index (self->runes, gunichar, at);
      const gint value = spoken ? read_spoken (c) : fw_mask_digit (c);

      if (value >= 0)
        {
          add_digit (self, (guint) value, at);
          group->to = at + 1;
        }
      else if (!fw_rune_is_hidden (c))
        break;
    }
  group->n = self->digits->len - group->first;
  return group->to;
}

/* A word of English that is a digit, or two of it after "double". */
static guint
read_word (FwMask *self, const FwTermHit *hit, guint times)
{
  FwGroup *group = begin_group (self, hit->from, TRUE);

  for (guint i = 0; i < times; i++)
    add_digit (self, hit->id - FW_CUE_DIGIT, hit->from);
  group->to = hit->to;
  group->n = times;
  return hit->to;
}

/* ---- what the words say ---- */

static gboolean
ends_clause (gunichar c)
{
  c = fw_rune_fold (c);
  return c == '\n' || c == ';' || c == '!' || c == '?' || c == 0x3002;
}

/* Whether a word at [.., from) still speaks of what begins at @to. */
static gboolean
reaches (const FwMask *self, guint from, guint to)
{
  guint digits = 0;

  if (to - from > REACH)
    return FALSE;
  for (guint i = from; i < to; i++)
    {
      const gunichar c = g_array_index (self->runes, gunichar, i);

      if (ends_clause (c))
        return FALSE;
      digits += fw_mask_digit (c) >= 0;
    }
  return digits <= 2;
}

/* @n_before: of the cues up to the last one that ends before the group and is no digit. */
static void
set_cue (const FwMask *self, FwGroup *group, guint n_before)
{
  const FwTermHit *hit = (const FwTermHit *) self->cues->data + n_before;

  if (n_before == 0)
    return;
  hit--;
  /* Of those that end here the first is the longest. */
  while (hit != (const FwTermHit *) self->cues->data && hit[-1].to == hit->to &&
         hit[-1].id < FW_CUE_TIMES)
    hit--;
  if (!reaches (self, hit->to, group->from))
    return;
  group->cue = (FwCue) hit->id;
  group->cue_to = hit->to;
}

/* Passes what is no digit, from @at to the next word that is one at most. */
static guint
skip_others (const FwMask *self, guint at, guint to)
{
  const gunichar *runes = (const gunichar *) self->runes->data;

  while (at < to && (runes[at] < FW_MASK_CLASSES ? self->classes[runes[at]] < FW_CLASS_DIGIT
                                                 : fw_mask_digit (runes[at]) < 0))
    at++;
  return at;
}

static gboolean
is_blank (const FwMask *self, guint from, guint to)
{
  for (; from < to; from++)
    if (g_array_index (self->runes, gunichar, from) != ' ')
      return FALSE;
  return TRUE;
}

void
fw_mask_read_groups (FwMask *self)
{
  const FwTermHit *hits = (const FwTermHit *) self->cues->data;
  guint next = 0, last = 0, word = 0, doubled = G_MAXUINT; /* where "double" ended */

  g_array_set_size (self->groups, 0);
  g_array_set_size (self->places, 0);
  g_byte_array_set_size (self->digits, 0);
  for (guint at = 0; at < self->runes->len;)
    {
      const guint before = self->groups->len;
      guint end;

      while (word < self->cues->len && (hits[word].id < FW_CUE_TIMES || hits[word].from < at))
        word++;
      end = word < self->cues->len ? hits[word].from : self->runes->len;
      at = skip_others (self, at, end);
      for (; next < self->cues->len && hits[next].to <= at; next++)
        if (hits[next].id < FW_CUE_TIMES)
          last = next + 1;
      if (at < end)
        at = read_group (self, at, fw_mask_digit (g_array_index (self->runes, gunichar, at)) < 0);
      else if (at == self->runes->len)
        break;
      else if (hits[word].id == FW_CUE_TIMES)
        at = doubled = hits[word].to;
      else
        at = read_word (self, &hits[word],
                        doubled < at && is_blank (self, doubled, hits[word].from) ? 2 : 1);
      if (self->groups->len > before)
        set_cue (self, &g_array_index (self->groups, FwGroup, before), last);
    }
}
