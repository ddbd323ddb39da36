/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-placeholders.h"

/* Longer texts are no placeholders: names, addresses. */
#define MOST_PLACEHOLDER 100

/* No value at all, whatever it would be of. */
static const char no_value[] =
    "null|nil|none|n a|na|n v|n d|s o|s d|nan|undefined|empty|blank|not set|not available|"
    "not applicable|no data|no value|keine|keine angabe|k a|aucun|aucune|non renseigne|ninguno|"
    "ninguna|sin datos|nenhum|nenhuma|nessuno|nessuna|geen|nvt|brak|нет|нет данных|無|无|空|なし|"
    "该项为空|yok|없음|ingen|inget|zadny|nincs|nimic|không có|tidak ada|لا يوجد|ไม่มี";

/* The caller withheld the number, or the network did not send it. */
static const char withheld[] =
    "anonymous|anonymous caller|anonymous call|anon|unknown|unknown caller|unknown number|"
    "unknown name|caller unknown|number unknown|unidentified|not identified|private|"
    "private caller|private number|private name|privacy|withheld|number withheld|"
    "withheld number|caller withheld|restricted|restricted number|unavailable|"
    "caller unavailable|number unavailable|id unavailable|blocked|blocked number|"
    "blocked caller|blocked id|hidden|hidden number|no caller id|no number|no caller id available|"
    "caller id blocked|caller id withheld|id withheld|not provided|not disclosed|undisclosed|"
    "suppressed|ex directory|unlisted|out of area|international|payphone|coin phone|coin line|"
    "asserted identity|invalid|guest|"
    "unbekannt|unbekannter anrufer|unbekannte nummer|anonym|anonymer anrufer|unterdruckt|"
    "nummer unterdruckt|rufnummer unterdruckt|unterdruckte nummer|unterdrueckt|"
    "nummer unterdrueckt|keine nummer|keine rufnummer|ohne nummer|privat|nicht verfugbar|"
    "nicht ubermittelt|rufnummer nicht ubermittelt|gesperrt|geheim|verborgen|"
    "anonyme|appel anonyme|numero anonyme|appelant inconnu|inconnu|inconnue|numero inconnu|masque|"
    "numero masque|appel masque|numero cache|cache|prive|numero prive|confidentiel|"
    "non disponible|indisponible|secret|"
    "anonimo|anonima|llamada anonima|desconocido|desconocida|numero desconocido|oculto|oculta|"
    "numero oculto|privado|privada|numero privado|restringido|numero restringido|bloqueado|"
    "no disponible|no identificado|sin identificar|sin identificacion|sin numero|reservado|"
    "desconhecido|desconhecida|numero desconhecido|nao identificado|nao identificada|"
    "numero nao identificado|numero restrito|restrito|confidencial|indisponivel|sem numero|"
    "nao disponivel|sem identificacao|"
    "sconosciuto|sconosciuta|numero sconosciuto|nascosto|numero nascosto|privato|"
    "numero privato|riservato|numero riservato|non identificato|"
    "onbekend|onbekend nummer|anoniem|afgeschermd|prive nummer|verborgen nummer|niet beschikbaar|"
    "nieznany|nieznany numer|numer nieznany|anonimowy|zastrzezony|numer "
    "zastrzezony|ukryty|prywatny|"
    "niedostepny|"
    "неизвестно|неизвестный|неизвестный номер|неизвестен|номер неизвестен|аноним|анонимно|"
    "анонимный|скрыт|скрытый|скрытый номер|номер скрыт|номер не определен|не определен|"
    "не определён|неопределен|без номера|частный номер|невідомий|невідомо|прихований|анонім|"
    "匿名|匿名来电|匿名号码|匿名用户|未知|未知号码|未知来电|未知用户|隐藏号码|隐藏|号码隐藏|"
    "私人号码|私密号码|私人|保密|保密号码|无号码|无主叫|无主叫号码|无来电显示|来电不显示|"
    "号码不详|不详|不显示|未显示|无法显示|受限|限制号码|未提供|"
    "未知號碼|匿名來電|隱藏號碼|隱藏|私人號碼|無號碼|無來電顯示|不明|保密號碼|"
    "非通知|非通知設定|番号非通知|通知不可|通知不可能|表示圏外|公衆電話|番号なし|不明な番号|"
    "番号不明|ヒツウチ|アノニマス|"
    "익명|알수없음|알 수 없음|발신번호표시제한|발신자표시제한|발신번호 "
    "표시제한|번호없음|비공개|표시제한|"
    "bilinmeyen|bilinmiyor|bilinmeyen numara|gizli|gizli numara|ozel|ozel numara|isimsiz|anonim|"
    "neznamy|nezname|neznamy volajici|neznáme číslo|skryte|skryte cislo|anonymni|utajeno|"
    "ismeretlen|rejtett|rejtett szam|nevtelen|necunoscut|numar necunoscut|ascuns|numar ascuns|"
    "okand|okant nummer|okant|hemligt|hemligt nummer|skyddat nummer|dolt nummer|ukjent|"
    "ukjent nummer|skjult nummer|hemmelig|hemmeligt nummer|ukendt|ukendt nummer|skjult|"
    "tuntematon|tuntematon numero|salainen|salainen numero|"
    "άγνωστος|άγνωστο|απόκρυψη|ανώνυμος|απόρρητο|неизвестен номер|скрит номер|"
    "nepoznat|nepoznati broj|skriven broj|neznana|"
    "مجهول|غير معروف|رقم مخفي|رقم خاص|محجوب|غير متاح|חסוי|מספר חסוי|לא ידוע|אנונימי|"
    "ไม่ทราบ|ไม่ระบุ|ไม่แสดงหมายเลข|เบอร์ส่วนตัว|ẩn danh|số ẩn|không xác định|không rõ|"
    "tidak diketahui|nomor pribadi|nomor tersembunyi|tanpa nama|tak dikenal";

/* What carriers and keypads send in place of the words above: ANONYMOUS, RESTRICTED and UNAVAILABLE
 * spelt as digits, and with a "+" alone, as they are short enough to be somebody's, UNKNOWN and
 * BLOCKED. */
static const char *const spelt[] = { "266696687", "7378742833", "86282452253", "+8656696",
                                     "+2562533" };

static const char nobody[] =
    "no agent|nobody|no one|unassigned|not assigned|no user|unknown agent|unknown|no operator|"
    "no answer|unattended|not answered|anonymous|system|ivr|auto attendant|systeem|sistema|systeme|"
    "система|系统|系統|システム|"
    "ohne|niemand|kein agent|nicht zugewiesen|nicht zugeordnet|unbekannt|ohne agent|"
    "sans agent|personne|non attribue|non affecte|non assigne|inconnu|"
    "sin agente|sin asignar|no asignado|nadie|desconocido|"
    "sem agente|nao atribuido|sem atribuicao|ninguem|desconhecido|"
    "nessun agente|non assegnato|sconosciuto|geen agent|niet toegewezen|onbekend|"
    "brak agenta|nieprzypisany|nie przypisano|nieznany|не назначен|нет оператора|без оператора|"
    "никто|неизвестно|未分配|未指派|无坐席|无客服|无人|無人|未指定|未割当|未割り当て|担当なし|"
    "担当者なし|"
    "未対応|atanmamis|temsilci yok|미배정|미지정|담당자 없음|ej tilldelad|ikke tildelt|"
    "neprirazeno|nincs kijelolve|nealocat|غير معين|לא משויך";

char *
fw_fold_words (FwText text)
{
  g_autofree char *valid = g_utf8_make_valid (text.data != NULL ? text.data : "", text.length);
  g_autofree char *apart = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  g_autofree char *small = g_utf8_casefold (apart, -1);
  g_autoptr (GString) folded = g_string_new (NULL);

  for (const char *p = small; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_ismark (c))
        continue;
      if (c == 0x131) /* i without its dot */
        c = 'i';
      if (c == 0x142) /* l with a stroke, which is no mark */
        c = 'l';
      if (c == 0xf8)
        c = 'o';
      if (c == 0x111) /* d with a stroke */
        c = 'd';
      if (g_unichar_isalnum (c))
        g_string_append_unichar (folded, c);
      else if (folded->len > 0 && folded->str[folded->len - 1] != ' ')
        g_string_append_c (folded, ' ');
    }
  if (folded->len > 0 && folded->str[folded->len - 1] == ' ')
    g_string_truncate (folded, folded->len - 1);

  return g_string_free (g_steal_pointer (&folded), FALSE);
}

void
fw_fold_list (GHashTable *table, const char *list, gpointer value)
{
  g_auto (GStrv) words = g_strsplit (list, "|", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *folded = fw_fold_words (fw_text (words[i]));

      if (words[i][0] == '\0')
        continue;
      /* A sign alone, such as a tick, stays as it is. */
      g_hash_table_insert (table, g_strdup (folded[0] != '\0' ? folded : words[i]), value);
    }
}

GHashTable *
fw_fold_set (const char *list)
{
  GHashTable *table;

  g_return_val_if_fail (list != NULL, NULL);

  table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fw_fold_list (table, list, GUINT_TO_POINTER (1));

  return table;
}

typedef enum
{
  NO_VALUE = 1 << 0,
  WITHHELD = 1 << 1,
  NOBODY = 1 << 2
} Kind;

static void
add_kind (GHashTable *table, const char *list, Kind kind)
{
  g_auto (GStrv) words = g_strsplit (list, "|", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *word = fw_fold_words (fw_text (words[i]));
      guint kinds = GPOINTER_TO_UINT (g_hash_table_lookup (table, word)) | kind;

      g_hash_table_replace (table, word, GUINT_TO_POINTER (kinds));
    }
}

static GHashTable *
get_words (void)
{
  static gsize words;

  if (g_once_init_enter (&words))
    {
      GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      add_kind (table, no_value, NO_VALUE | WITHHELD | NOBODY);
      add_kind (table, withheld, WITHHELD);
      add_kind (table, nobody, NOBODY);
      g_once_init_leave (&words, GPOINTER_TO_SIZE (table));
    }

  return (GHashTable *) (gpointer) words;
}

/* Folds plain ASCII without taking memory. Returns: FALSE: it is none, or too long. */
static gboolean
fold_ascii (FwText text, char *folded)
{
  guint n = 0;

  if (text.length > MOST_PLACEHOLDER)
    return FALSE;
  for (guint i = 0; i < text.length; i++)
    {
      char c = text.data[i];

      if ((guchar) c >= 0x80)
        return FALSE;
      if (g_ascii_isalnum (c))
        folded[n++] = g_ascii_tolower (c);
      else if (n > 0 && folded[n - 1] != ' ')
        folded[n++] = ' ';
    }
  while (n > 0 && folded[n - 1] == ' ')
    n--;
  folded[n] = '\0';

  return TRUE;
}

static gboolean
is_word (const char *word, Kind kind)
{
  return (GPOINTER_TO_UINT (g_hash_table_lookup (get_words (), word)) & kind) != 0;
}

/* "sip:anonymous@anonymous.invalid", "\"Anonymous\" <sip:anonymous@10.0.0.1>". */
static gboolean
is_address (const char *word, Kind kind)
{
  const char *name = g_str_has_prefix (word, "sip ") ? word + 4 : word;
  g_autofree char *first = g_strndup (name, strcspn (name, " "));

  return is_word (first, kind) &&
         (name != word || strstr (word, " sip ") != NULL || g_str_equal (first, "anonymous") ||
          g_str_equal (first, "unknown"));
}

static gboolean
is_known (FwText text, Kind kind)
{
  char ascii[MOST_PLACEHOLDER + 1];
  g_autofree char *other = NULL, *first = NULL;
  const char *word = ascii, *space;

  if (text.length > MOST_PLACEHOLDER)
    return FALSE;
  if (fw_text_equal (text, FW_TEXT_LITERAL ("\\N")) || /* of a database's dump */
      fw_text_equal (text, FW_TEXT_LITERAL ("-1")))
    return TRUE;
  if (!fold_ascii (text, ascii))
    word = other = fw_fold_words (text);
  if (is_word (word, kind))
    return TRUE;
  if (memchr (text.data, '@', text.length) != NULL)
    return is_address (word, kind);

  /* "Unknown <unknown>" */
  space = text.data[text.length - 1] == '>' ? strrchr (word, ' ') : NULL;
  if (space == NULL)
    return FALSE;
  first = g_strndup (word, (gsize) (space - word));

  return is_word (first, kind) && is_word (space + 1, kind);
}

/* Signs, zeros and x alone: "-", "****", "0", "+0000000", "XXXXXXXX", "?". */
static gboolean
is_filling (FwText text)
{
  guint letters = 0;

  for (guint i = 0; i < text.length; i++)
    {
      char c = text.data[i];

      if (c == 'x' || c == 'X')
        letters++;
      else if (strchr ("-_*#?.+0 ()<>/\\\"'~", c) == NULL || c == '\0')
        return FALSE;
    }

  return letters == 0 || letters == text.length;
}

static inline gboolean
is_digits (FwText text)
{
  for (guint i = text.data[0] == '+' ? 1 : 0; i < text.length; i++)
    if (!g_ascii_isdigit (text.data[i]))
      return FALSE;

  return TRUE;
}

static gboolean
is_spelt (FwText number)
{
  FwText plain = number.data[0] == '+' ? (FwText){ number.data + 1, number.length - 1 } : number;

  for (guint i = 0; i < G_N_ELEMENTS (spelt); i++)
    if (fw_text_equal (fw_text (spelt[i]), number) || fw_text_equal (fw_text (spelt[i]), plain))
      return TRUE;

  return FALSE;
}

gboolean
fw_customer_is_withheld (FwText customer)
{
  if (customer.length == 0 || is_filling (customer))
    return TRUE;
  if (is_digits (customer))
    return is_spelt (customer);

  return is_known (customer, WITHHELD);
}

gboolean
fw_agent_is_nobody (FwText agent)
{
  if (agent.length == 0 || is_filling (agent))
    return TRUE;

  return is_known (agent, NOBODY);
}

gboolean
fw_is_placeholder (FwText text)
{
  if (text.length == 0 || (is_filling (text) && memchr (text.data, '0', text.length) == NULL))
    return TRUE;

  return is_known (text, NO_VALUE);
}

/* Shorter numbers are no telephones, and are written out. */
#define LEAST_EXPONENT 9

gboolean
fw_number_is_cut (FwText text)
{
  guint at = 0, behind = 0, exponent = 0, digits = 0;

  if (text.length < 5 || !g_ascii_isdigit (text.data[at++]))
    return FALSE;
  if (text.data[at] == '.' || text.data[at] == ',')
    for (at++; at < text.length && g_ascii_isdigit (text.data[at]); at++)
      behind++;
  if (at + 2 >= text.length || g_ascii_toupper (text.data[at]) != 'E' || text.data[at + 1] != '+')
    return FALSE;
  for (at += 2; at < text.length && g_ascii_isdigit (text.data[at]) && digits < 3; at++, digits++)
    exponent = exponent * 10 + (guint) (text.data[at] - '0');

  return at == text.length && exponent >= LEAST_EXPONENT && exponent > behind;
}
