/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-names.h"
#include "intake/calls/fw-call-units.h"
#include "intake/fw-placeholders.h"

/* Name -> GArray of FwCallSense, in the order of the table: a tier's first names first. */
static GHashTable *
get_senses (void)
{
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      GHashTable *table =
          g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);

      for (guint i = 0; i < fw_call_n_names; i++)
        {
          g_auto (GStrv) names = g_strsplit (fw_call_names[i].names, "|", -1);

          for (guint j = 0; names[j] != NULL; j++)
            {
              g_autofree char *name = fw_fold_words (fw_text (names[j]));
              FwCallSense sense = { fw_call_names[i].column, fw_call_names[i].tier, (guint16) j };
              GArray *senses = g_hash_table_lookup (table, name);

              if (senses == NULL)
                {
                  senses = g_array_new (FALSE, FALSE, sizeof (FwCallSense));
                  g_hash_table_insert (table, g_steal_pointer (&name), senses);
                }
              g_array_append_val (senses, sense);
            }
        }
      g_once_init_leave (&ready, GPOINTER_TO_SIZE (table));
    }

  return (GHashTable *) (gpointer) ready;
}

/* Spaces where small letters meet large ones; brackets become words of their own. */
static char *
part_words (FwText header)
{
  g_autofree char *valid =
      g_utf8_make_valid (header.data != NULL ? header.data : "", header.length);
  g_autofree char *narrow = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean lower = FALSE;

  for (const char *p = narrow; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '(' || c == ')' || c == '[' || c == ']')
        g_string_append (words, c == '(' || c == '[' ? " ( " : " ) ");
      else if (c == 0xfeff)
        continue;
      else if (!g_unichar_isalnum (c) && !g_unichar_ismark (c))
        g_string_append_c (words, ' ');
      else
        {
          if (lower && g_unichar_isupper (c))
            g_string_append_c (words, ' ');
          g_string_append_unichar (words, c);
        }
      lower = g_unichar_islower (c);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

char *
fw_call_header_words (FwText header)
{
  g_autofree char *parted = part_words (header);

  return fw_fold_words (fw_text (parted));
}

/* What changes a column's sense: a total or mean of durations is still one, of a moment it is none.
 */
static gboolean
is_gathering (const char *word)
{
  static const char *const words[] = { "avg",        "average",
                                       "mean",       "total",
                                       "sum",        "overall",
                                       "moyen",      "moyenne",
                                       "totale",     "medio",
                                       "promedio",   "gesamt",
                                       "totaal",     "gemiddeld",
                                       "gemiddelde", "srednia",
                                       "sredni",     "общее",
                                       "общая",      "среднее",
                                       "средняя",    "durchschnittliche",
                                       "toplam",     "ortalama",
                                       "平均",       "总",
                                       "合计",       NULL };

  return g_strv_contains (words, word);
}

static gboolean
is_filler (const char *word)
{
  return word[0] == '\0' || g_str_equal (word, "the");
}

/* The numbers behind "UTC". @i: (inout) */
static void
skip_offset (char **words, guint *i)
{
  while (words[*i + 1] != NULL && (words[*i + 1][0] == '\0' || g_ascii_isdigit (words[*i + 1][0])))
    (*i)++;
}

/* Leaves out fillers, what stands in brackets, and a unit at the end, which it reports. */
static GPtrArray *
keep_words (char **words, guint *unit_ms, gboolean *gathers, gboolean *lasts)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  guint depth = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (words[i][0] == '(' || words[i][0] == ')')
        depth = words[i][0] == '(' ? depth + 1 : depth - MIN (depth, 1);
      else if (depth > 0)
        {
          *unit_ms = fw_call_unit_find (words[i]) != 0 ? fw_call_unit_find (words[i]) : *unit_ms;
          *gathers |= is_gathering (words[i]);
        }
      else if (is_gathering (words[i]))
        *gathers = TRUE;
      /* "Start Time GMT+1": whoever reads the zone takes it from the header as it stands. */
      else if (kept->len > 0 && (g_str_equal (words[i], "utc") || g_str_equal (words[i], "gmt")))
        skip_offset (words, &i);
      else if (!is_filler (words[i]))
        g_ptr_array_add (kept, words[i]);
    }
  if (kept->len > 1 && fw_call_unit_find (kept->pdata[kept->len - 1]) != 0)
    {
      *unit_ms = fw_call_unit_find (kept->pdata[kept->len - 1]);
      *lasts = TRUE;
      g_ptr_array_set_size (kept, (gint) kept->len - 1);
    }
  if (kept->len > 1 && g_str_equal (kept->pdata[kept->len - 1], "in"))
    g_ptr_array_set_size (kept, (gint) kept->len - 1); /* of "in seconds" */

  return g_steal_pointer (&kept);
}

static char *
join_words (GPtrArray *words)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? " " : "", (const char *) words->pdata[i]);

  return g_string_free (g_steal_pointer (&joined), FALSE);
}

/* Folds each word by itself, so that brackets stay. */
static char **
split_words (FwText header)
{
  gboolean bracketed = /* "[Call ID]", as some databases write names */
      header.length > 2 && header.data[0] == '[' && header.data[header.length - 1] == ']';
  g_autofree char *parted =
      part_words (bracketed ? (FwText){ header.data + 1, header.length - 2 } : header);
  char **words = g_strsplit_set (parted, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '(' && words[i][0] != ')')
      {
        char *folded = fw_fold_words (fw_text (words[i]));

        g_free (words[i]);
        words[i] = folded;
      }

  return words;
}

static GArray *
look (const char *name)
{
  return g_hash_table_lookup (get_senses (), name);
}

/* The same where words are not set apart: "平均等待时长", "通话时长秒". */
static void
take_joined (char **name, guint *unit_ms, gboolean *gathers)
{
  static const char *const gathering[] = { "平均", "总", "合计", "總", "合計", "총", "평균" };
  static const char *const ends[] = { "毫秒", "分钟", "小时", "秒", "分鐘", "초" };

  for (guint i = 0; i < G_N_ELEMENTS (gathering); i++)
    if (look (*name) == NULL && g_str_has_prefix (*name, gathering[i]))
      {
        char *rest = g_strdup (*name + strlen (gathering[i]));

        g_free (*name);
        *name = g_strstrip (rest);
        *gathers = TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (ends) && look (*name) == NULL; i++)
    if (g_str_has_suffix (*name, ends[i]))
      {
        g_autofree char *rest = g_strndup (*name, strlen (*name) - strlen (ends[i]));

        if (look (rest) == NULL)
          continue;
        *unit_ms = fw_call_unit_find (ends[i]);
        g_free (*name);
        *name = g_steal_pointer (&rest);
      }
}

/* Words that join others, and what a call is called: a name without them says the same. Plurals are
 * not among them: "number of calls" counts. */
static const char noise[] =
    "of|a|an|for|de|d|del|la|le|les|l|el|du|des|do|da|dos|das|di|della|delle|dell|il|lo|der|die|"
    "das|"
    "dem|den|von|vom|zum|zur|beim|van|het|een|bij|og|och|av|af|i|u|w|we|na|v|ve|od|pro|до|за|на|по|"
    "у|"
    "в|"
    "της|του|το|η|ο|της|no|na|"
    "call|contact|interaction|session|segment|anruf|anrufs|anrufes|gesprachs|kontakt|appel|contact|"
    "interaccion|llamada|contacto|chamada|ligacao|contato|interacao|chiamata|contatto|interazione|"
    "oproep|gesprek|gespreks|polaczenia|kontaktu|hovoru|volani|kontaktu|poziva|klica|cagri|"
    "cagrinin|"
    "arama|gorusme|samtal|samtals|samtalets|opkald|opkalds|anrop|puhelun|yhteyden|κλησης|κληση|"
    "звонка|вызова|обращения|дзвінка|виклику|المكالمة|שיחה|השיחה|panggilan|apelului";

/* What durations are told of, where it is told. */
static const char tellers[] = "customer|caller|client|cliente|kunde|kunden|klant|agent|operator";

/* The same where words are not set apart. */
static const char *const joined_noise[] = { "呼叫", "通话", "来电", "会话",   "通話",
                                            "來電", "電話", "电话", "コール", "통화",
                                            "콜",   "전화", "상담", NULL };

/* Alone they say nothing of what they number. */
static const char bare[] =
    "number|no|num|nr|n|numero|nummer|numer|cislo|broj|номер|号码|号|番号|번호|"
    "tel|id|name|名|time|zeit|hora|heure|ora|tijd|date|datum|data|fecha";

static gboolean
is_one_of (const char *list, const char *word)
{
  g_autofree char *fenced = g_strconcat ("|", word, "|", NULL);
  g_autofree char *all = g_strconcat ("|", list, "|", NULL);

  return strstr (all, fenced) != NULL;
}

/* Returns: (transfer full): @name without noise; of @tellers too. */
static char *
strip_noise (const char *name, gboolean with_tellers)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (!is_one_of (noise, words[i]) && !(with_tellers && is_one_of (tellers, words[i])))
      g_ptr_array_add (rest, words[i]);
  if (rest->len == 1)
    for (guint i = 0; joined_noise[i] != NULL; i++)
      if (g_str_has_prefix (rest->pdata[0], joined_noise[i]))
        {
          rest->pdata[0] = (char *) rest->pdata[0] + strlen (joined_noise[i]);
          break;
        }

  return join_words (rest);
}

/* Whether a name that was found only without its noise may have this sense: a score of a call need
 * not be the customer's, and a number is of anything. */
static gboolean
may_be_stripped (FwCallColumn column, gboolean with_tellers)
{
  if (with_tellers)
    return fw_call_column_is_duration (column) && column != FW_CALL_WAIT;

  return column != FW_CALL_ID && column != FW_CALL_RATING && column != FW_CALL_NPS &&
         column != FW_CALL_RESOLVED;
}

/* "Inicio de la interacción" is "Inicio", "Customer hold duration" is "Hold duration". @found:
 * (inout) */
static void
find_stripped (const char *name, GArray *found)
{
  for (guint tellers_too = 0; tellers_too < 2 && found->len == 0; tellers_too++)
    {
      g_autofree char *rest = strip_noise (name, tellers_too);
      const GArray *senses = rest[0] != '\0' && !is_one_of (bare, rest) && !g_str_equal (rest, name)
                                 ? look (rest)
                                 : NULL;

      for (guint i = 0; senses != NULL && i < senses->len; i++)
        {
          FwCallSense sense = g_array_index (senses, FwCallSense, i);

          if (!may_be_stripped (sense.column, tellers_too))
            continue;
          sense.tier = MAX (sense.tier, 1);
          g_array_append_val (found, sense);
        }
    }
}

/* Words for a length of time, and for what lasts. Together they name a column in any order. */
static const char lengths[] =
    "time|duration|length|seconds|zeit|dauer|temps|duree|tiempo|duracion|tempo|duracao|durata|tijd|"
    "duur|tijdsduur|czas|trwania|doba|cas|delka|trvani|dlzka|trvanie|vrijeme|trajanje|время|"
    "длительность|продолжительность|час|тривалість|време|продължителност|χρονος|διαρκεια|مدة|وقت|"
    "زمن|זמן|משך|sure|suresi|zamani|waktu|lama|durasi|tid|langd|varaktighet|varighed|varighet|aika|"
    "kesto|ido|idotartam|timp";

static const char answering[] =
    "answer|answered|antwort|annahme|reponse|decroche|respuesta|resposta|risposta|antwoord|svar|"
    "odebranie|odebrania|odpowiedz|odpoved|odgovor|ответа|ответ|відповіді|cevap|yanit|vastaus";

static const struct
{
  FwCallColumn column;
  const char *words;
} lasting[] = {
  { FW_CALL_TALK,
    "talk|talking|talked|conversation|speaking|speech|conversations|gesprach|"
    "gesprachs|sprechen|parole|communication|conversacion|conversada|hablado|conversa|"
    "conversacao|fala|falado|conversazione|parlato|gesprek|gesprekken|rozmowy|rozmow|"
    "hovoru|rozhovoru|razgovora|pogovora|разговора|розмови|беседы|разговор|разговора|"
    "ομιλιας|συνομιλιας|المحادثة|التحدث|דיבור|שיחה|konusma|gorusme|bicara|percakapan|"
    "samtal|samtale|puhe|keskustelu|beszelgetes|beszelgetesi|convorbire|convorbirii" },
  { FW_CALL_WAIT,
    "wait|waiting|warten|wartens|attente|espera|esperado|attesa|wachten|oczekiwania|"
    "cekani|cakania|cekanja|cakanja|ожидания|очікування|изчакване|αναμονης|الانتظار|"
    "انتظار|המתנה|bekleme|tunggu|vantan|ventetid|odotus|varakozas|varakozasi|asteptare|"
    "asteptarii" },
};

/* Words that say that a call is over, and what may stand beside one: "Trabalho pós-chamada". */
static const char behind[] =
    "wrap|wrapup|acw|after|post|pos|po|posterior|apres|despues|depois|dopo|nach|sonrasi|efter|"
    "etter|jalki|после|після";
static const char work[] =
    "up|work|working|processing|arbeit|bearbeitung|trabajo|trabalho|travail|traitement|lavoro|"
    "atendimento|obsluga|obslugi|praca|pracy|prace|calisma|islem|is|arbete|arbeid|arbejde|"
    "handling|zpracovani|vyrizeni|spracovanie|spracovania|obrada|obrade|verwerking|afhandeling|"
    "hantering|behandling|kasittely|feldolgozas|feldolgozasi|"
    "обработка|обработки|работа|работы|обробка|обробки|rozmowie|rozmowy|hovoru|conversation|"
    "conversacion|conversa|conversazione|gesprach|gesprek|разговора|розмови|kontakcie|"
    "chat|kontaktu";

/* "Wrap-up duration", "Agent after contact work", "Czas obsługi po rozmowie". @found: (inout) */
static void
find_behind (const char *name, GArray *found)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  FwCallSense sense = { FW_CALL_WRAP, 1, 0 };
  guint n_behind = 0, n_beside = 0;

  for (guint i = 0; words[i] != NULL; i++)
    if (is_one_of (behind, words[i]))
      n_behind++;
    else if (is_one_of (lengths, words[i]) || is_one_of (work, words[i]))
      n_beside++;
    else if (!is_one_of (noise, words[i]) && !is_one_of (tellers, words[i]))
      return;
  if (n_behind == 1 && n_beside > 0)
    g_array_append_val (found, sense);
}

/* "Rufrichtung", "Skill direction": the words of the column have to bear it out. @found: (inout) */
static void
find_way_at_end (const char *name, GArray *found)
{
  static const char *const ends[] = { "richtung", "direction",   "riktning", "retning",
                                      "richting", "suunta",      "kierunek", "direccion",
                                      "direcao",  "direzione",   "sentido",  "smer",
                                      "yonu",     "направление", "方向",     "방향",
                                      NULL };
  FwCallSense sense = { FW_CALL_DIRECTION, 2, 0 };

  for (guint i = 0; ends[i] != NULL; i++)
    if (g_str_has_suffix (name, ends[i]))
      {
        g_array_append_val (found, sense);
        return;
      }
}

static gboolean
means (const char *name, FwCallColumn column)
{
  const GArray *senses = look (name);

  for (guint i = 0; senses != NULL && i < senses->len; i++)
    if (g_array_index (senses, FwCallSense, i).column == column)
      return TRUE;

  return FALSE;
}

/* "Dato/tid": a name for a day and one for a time. @found: (inout) */
static void
find_day_and_time (const char *name, GArray *found)
{
  FwCallSense sense = { FW_CALL_DATE_TIME, 1, 0 };

  for (const char *blank = strchr (name, ' '); blank != NULL; blank = strchr (blank + 1, ' '))
    {
      g_autofree char *day = g_strndup (name, (gsize) (blank - name));
      g_autofree char *rest = strip_noise (blank + 1, FALSE);

      if (means (day, FW_CALL_DATE) &&
          (means (rest, FW_CALL_TIME) || means (rest, FW_CALL_DATE_TIME)))
        {
          g_array_append_val (found, sense);
          return;
        }
    }
}

/* "Duração da conversa", "Czas trwania rozmowy". @found: (inout) */
static void
find_lasting (const char *name, GArray *found)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  FwCallSense sense = { FW_CALL_N_COLUMNS, 1, 0 };
  gboolean answers = FALSE;
  guint n_lengths = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      FwCallColumn column = FW_CALL_N_COLUMNS;

      for (guint j = 0; j < G_N_ELEMENTS (lasting); j++)
        if (is_one_of (lasting[j].words, words[i]))
          column = lasting[j].column;
      if (column != FW_CALL_N_COLUMNS && sense.column != FW_CALL_N_COLUMNS)
        return;
      if (column != FW_CALL_N_COLUMNS)
        sense.column = column;
      else if (is_one_of (lengths, words[i]))
        n_lengths++;
      else if (!is_one_of (noise, words[i]) && !is_one_of (answering, words[i]))
        return;
      else
        answers |= is_one_of (answering, words[i]);
    }
  /* Only a wait is one for an answer. */
  if (answers && sense.column != FW_CALL_WAIT)
    return;
  /* Alone, "Conversa" says what lasted; the values have to be durations. */
  if (n_lengths == 0)
    sense.tier = 2;
  if (sense.column != FW_CALL_N_COLUMNS)
    g_array_append_val (found, sense);
}

GArray *
fw_call_senses_find (FwText header, guint *unit_ms, gboolean *gathers)
{
  g_auto (GStrv) words = split_words (header);
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GArray) stripped = g_array_new (FALSE, FALSE, sizeof (FwCallSense));
  g_autofree char *whole = fw_call_header_words (header), *name = NULL;
  GArray *found = g_array_new (FALSE, FALSE, sizeof (FwCallSense));
  const GArray *senses;
  gboolean lasts = FALSE;
  guint notation;

  *unit_ms = 0;
  *gathers = FALSE;
  notation = fw_call_unit_take_notation (words);
  kept = keep_words (words, unit_ms, gathers, &lasts);
  if (notation != 0)
    *unit_ms = notation;
  name = join_words (kept);
  take_joined (&name, unit_ms, gathers);
  senses = look (name);
  /* What stands in brackets is mostly a remark, but may belong to the name: "duration (in call)".
   */
  if (kept->len > 0 && *unit_ms == 0 && !*gathers && !lasts && look (whole) != NULL)
    senses = look (whole);
  /* What is a unit elsewhere may as well: "bill seconds", "date et heure". */
  if ((senses == NULL && kept->len > 0) || (lasts && look (whole) != NULL))
    {
      senses = look (whole);
      if (senses != NULL && lasts)
        {
          lasts = FALSE;
          /* An hour of the day is no unit. */
          if (!fw_call_column_is_duration (g_array_index (senses, FwCallSense, 0).column))
            *unit_ms = 0;
        }
    }
  if (senses == NULL)
    {
      find_stripped (name, stripped);
      if (stripped->len == 0)
        find_lasting (name, stripped);
      if (stripped->len == 0)
        find_behind (name, stripped);
      if (stripped->len == 0)
        find_day_and_time (name, stripped);
      if (stripped->len == 0)
        find_way_at_end (name, stripped);
      senses = stripped;
    }
  for (guint i = 0; i < senses->len; i++)
    {
      FwCallSense sense = g_array_index (senses, FwCallSense, i);

      /* Of moments and words there is neither a total nor a mean, and no number of seconds:
       * "queue_seconds" is no queue. "Agent(s)" is a plural. */
      if ((!*gathers && !lasts) || fw_call_column_is_duration (sense.column) ||
          sense.column == FW_CALL_RATING || sense.column == FW_CALL_NPS)
        g_array_append_val (found, sense);
    }

  return found;
}

guint
fw_call_senses_get_best_tier (const FwCallSense *const *senses, guint n)
{
  guint best = G_MAXUINT8;

  g_return_val_if_fail (senses != NULL || n == 0, best);

  for (guint i = 0; i < n; i++)
    if (senses[i] != NULL)
      best = MIN (best, senses[i]->tier);

  return best;
}
