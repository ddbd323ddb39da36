/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-lexicon.h"
#include "intake/calls/fw-call-endings.h"
#include "intake/calls/fw-call-words.h"
#include "intake/fw-placeholders.h"

typedef struct
{
  GHashTable *outcomes, *answers, *ways;
  GHashTable *plain; /* outcomes without their endings */
  GHashTable *stems;
} Tables;

static GHashTable *
make_table (const FwCallLexicon *lexicon, guint n)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n; i++)
    fw_fold_list (table, lexicon[i].words, GUINT_TO_POINTER (lexicon[i].meaning));

  return table;
}

/* Of words from here on the ending says gender or number: "perdida", "perdidos". */
#define LEAST_WITH_ENDING 6
#define MOST_ENDING 3

static gboolean
is_ending (gunichar c)
{
  static const char endings[] = "aeiouysаеиоуыйяюєіїь";

  return g_utf8_strchr (endings, -1, c) != NULL;
}

/* Returns: (transfer full): each long word of @folded without its ending. */
static char *
strip_endings (const char *folded)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      glong length = g_utf8_strlen (words[i], -1);
      char *end = words[i] + strlen (words[i]);

      for (guint j = 0; length >= LEAST_WITH_ENDING && j < MOST_ENDING; j++)
        {
          char *last = g_utf8_prev_char (end);

          if (!is_ending (g_utf8_get_char (last)))
            break;
          end = last;
        }
      *end = '\0';
      /* The long forms of Russian participles: "отвеченный" beside "отвечен". */
      if (length >= LEAST_WITH_ENDING && g_str_has_suffix (words[i], "нн"))
        words[i][strlen (words[i]) - strlen ("н")] = '\0';
    }

  return g_strjoinv (" ", words);
}

/* What two meanings share without their endings has none. */
static GHashTable *
make_plain_table (GHashTable *whole)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer words, meaning, other;

  g_hash_table_iter_init (&iter, whole);
  while (g_hash_table_iter_next (&iter, &words, &meaning))
    {
      g_autofree char *plain = strip_endings (words);
      gboolean there = g_hash_table_lookup_extended (table, plain, NULL, &other);

      if (there && other != meaning)
        meaning = GUINT_TO_POINTER (FW_CALL_WORD_UNKNOWN);
      g_hash_table_replace (table, g_steal_pointer (&plain), meaning);
    }

  return table;
}

static const Tables *
get_tables (void)
{
  static gsize ready;
  static Tables tables;

  if (g_once_init_enter (&ready))
    {
      tables.outcomes = make_table (fw_call_outcomes, fw_call_n_outcomes);
      tables.plain = make_plain_table (tables.outcomes);
      tables.answers = make_table (fw_call_answers, fw_call_n_answers);
      tables.ways = make_table (fw_call_ways, fw_call_n_ways);
      tables.stems = make_table (fw_call_stems, fw_call_n_stems);
      g_once_init_leave (&ready, 1);
    }

  return &tables;
}

static FwCallWord
look (GHashTable *table, const char *folded)
{
  return (FwCallWord) GPOINTER_TO_UINT (g_hash_table_lookup (table, folded));
}

/* What may stand round a word for how a call ended without changing it. No agent is among them: who
 * hangs up makes a difference. */
static const char padding[] =
    "|call|calls|the|a|by|caller|customer|inbound|incoming|in|while|queue|queued|status|"
    "anruf|anrufer|vom|von|hat|ist|warteschlange|der|appel|appelant|par|l|le|la|en|file|d|attente|"
    "llamada|cliente|por|el|chamada|pelo|na|fila|chamador|chiamata|chiamante|dal|coda|"
    "oproep|beller|door|wachtrij|polaczenie|w|kolejce|przez|dzwoniacego|dzwoniacy|"
    "звонок|вызов|клиент|клиентом|абонент|абонентом|в|очереди|дзвінок|абонента|абонентом|черзі|"
    "hovor|volajicim|volajicim|volajici|ve|fronte|poziv|pozivatelj|u|redu|cagri|kuyrukta|"
    "samtal|i|kø|ko|køen|koen|puhelu|soittaja|κληση|κλησης|مكالمة|المكالمة|שיחה|cuoc "
    "goi|panggilan|";

static char *
strip_padding (const char *folded)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  g_autoptr (GString) rest = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *fenced = g_strconcat ("|", words[i], "|", NULL);

      if (strstr (padding, fenced) == NULL)
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? " " : "", words[i]);
    }

  return g_string_free (g_steal_pointer (&rest), FALSE);
}

static FwCallWord
find_outcome (const char *folded)
{
  const Tables *tables = get_tables ();
  FwCallWord word = look (tables->outcomes, folded);
  g_autofree char *rest = NULL, *plain = NULL, *before = NULL;

  if (word == FW_CALL_WORD_UNKNOWN)
    {
      rest = strip_padding (folded);
      word = look (tables->outcomes, rest);
    }
  if (word == FW_CALL_WORD_UNKNOWN)
    {
      plain = strip_endings (rest);
      word = look (tables->plain, plain);
    }
  if (word == FW_CALL_WORD_UNKNOWN)
    before = fw_call_ending_before_place (folded);
  if (word == FW_CALL_WORD_UNKNOWN &&
      (fw_call_ending_tells_giving_up (folded) ||
       (before != NULL && look (tables->outcomes, before) == FW_CALL_WORD_ABANDONED)))
    word = FW_CALL_WORD_ABANDONED;

  return word;
}

/* Two ways in one text are none. */
static FwCallWord
find_stem (const char *folded)
{
  FwCallWord found = FW_CALL_WORD_UNKNOWN;
  GHashTableIter iter;
  gpointer stem, meaning;

  g_hash_table_iter_init (&iter, get_tables ()->stems);
  while (g_hash_table_iter_next (&iter, &stem, &meaning))
    {
      FwCallWord word = (FwCallWord) GPOINTER_TO_UINT (meaning);

      if (strstr (folded, stem) == NULL)
        continue;
      if (found != FW_CALL_WORD_UNKNOWN && found != word)
        return FW_CALL_WORD_UNKNOWN;
      found = word;
    }

  return found;
}

/* Logs of telephones say "Missed" where others say "Inbound", and mean both; what else can be said
 * of a call that the centre made says nothing about its way. */
static FwCallWord
find_way (const char *folded)
{
  FwCallWord word = look (get_tables ()->ways, folded);

  if (word == FW_CALL_WORD_UNKNOWN)
    word = find_stem (folded);
  /* "Llamada interna". */
  if (word == FW_CALL_WORD_UNKNOWN)
    {
      g_autofree char *rest = strip_padding (folded);

      word = look (get_tables ()->ways, rest);
    }
  if (word != FW_CALL_WORD_UNKNOWN)
    return word;
  switch (find_outcome (folded))
    {
    case FW_CALL_WORD_ABANDONED:
      return g_str_has_prefix (folded, "no ") || g_str_has_prefix (folded, "cancel") ||
                     strstr (folded, "noanswer") != NULL
                 ? FW_CALL_WORD_UNKNOWN
                 : FW_CALL_WORD_IN;
    case FW_CALL_WORD_ANSWERED:
    case FW_CALL_WORD_KEY:
      return FW_CALL_WORD_IN;
    case FW_CALL_WORD_UNKNOWN:
    case FW_CALL_WORD_NOTHING:
    case FW_CALL_WORD_TIMEOUT:
    case FW_CALL_WORD_EMPTY:
    case FW_CALL_WORD_YES:
    case FW_CALL_WORD_NO:
    case FW_CALL_WORD_IN:
    case FW_CALL_WORD_OUT:
    case FW_CALL_WORD_INTERNAL:
    case FW_CALL_WORD_NAME:
    default:
      return FW_CALL_WORD_UNKNOWN;
    }
}

static FwCallWord
find_answer (const char *folded)
{
  FwCallWord word = look (get_tables ()->answers, folded);

  return word != FW_CALL_WORD_UNKNOWN ? word : find_outcome (folded);
}

/* "User_in", "ucap_out": codes, as against "Check in". */
static gboolean
ends_with (FwText cell, const char *end)
{
  gsize length = strlen (end);

  return cell.length > length &&
         g_ascii_strncasecmp (cell.data + cell.length - length, end, length) == 0;
}

/* "NotAnswered", "InBound": words that only their capitals part. Returns: (transfer full)
 * (nullable) */
static char *
part_capitals (FwText cell)
{
  g_autoptr (GString) parted = g_string_new (NULL);

  for (guint i = 0; i < cell.length; i++)
    {
      if (i > 0 && g_ascii_isupper (cell.data[i]) && g_ascii_islower (cell.data[i - 1]))
        g_string_append_c (parted, ' ');
      g_string_append_c (parted, cell.data[i]);
    }

  return parted->len > cell.length ? fw_fold_words (fw_text (parted->str)) : NULL;
}

static FwCallWord
find_parted (FwText cell, FwCallWord (*find) (const char *folded))
{
  g_autofree char *parted = part_capitals (cell);

  return parted != NULL ? find (parted) : FW_CALL_WORD_UNKNOWN;
}

static FwCallWord
find_outcome_or_parted (const char *folded, FwText cell)
{
  FwCallWord word = find_outcome (folded);

  return word != FW_CALL_WORD_UNKNOWN ? word : find_parted (cell, find_outcome);
}

FwCallWord
fw_call_word_find (FwCallColumn column, FwText cell)
{
  g_autofree char *folded = fw_fold_words (cell);

  /* A sign alone, such as a tick, has no letters. */
  if (folded[0] == '\0')
    g_clear_pointer (&folded, g_free);
  if (folded == NULL)
    folded = fw_text_dup (cell);
  if (column == FW_CALL_OUTCOME)
    return find_outcome_or_parted (folded, cell);
  if (column == FW_CALL_DIRECTION && ends_with (cell, "_in"))
    return FW_CALL_WORD_IN;
  if (column == FW_CALL_DIRECTION && ends_with (cell, "_out"))
    return FW_CALL_WORD_OUT;
  if (column == FW_CALL_DIRECTION)
    return find_way (folded);
  if (column == FW_CALL_ANSWERED)
    return find_answer (folded);
  if (column == FW_CALL_RESOLVED)
    return look (get_tables ()->answers, folded);

  return cell.length > 0 ? FW_CALL_WORD_NAME : FW_CALL_WORD_NOTHING;
}

gboolean
fw_call_word_is_sure_direction (FwText cell)
{
  g_autofree char *folded = fw_fold_words (cell);
  FwCallWord word = find_stem (folded);

  return word == FW_CALL_WORD_IN || word == FW_CALL_WORD_OUT;
}
