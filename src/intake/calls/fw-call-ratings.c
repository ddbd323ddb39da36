/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-ratings.h"

#include "intake/fw-placeholders.h"
#include "intake/text/fw-cell-text.h"

#define MOST_STARS 5

/* Grades of the scale of five, by their words; folded, parted by "|". The first and the last are
 * said of no shorter scale. */
static const char *const grades[FW_CALL_BEST_RATING] = {
  "very dissatisfied|very unsatisfied|extremely dissatisfied|completely dissatisfied|sehr "
  "unzufrieden|tres insatisfait|tres insatisfaite|pas du tout satisfait|muy insatisfecho|muy "
  "insatisfecha|muito insatisfeito|muito insatisfeita|molto insoddisfatto|molto insoddisfatta|zeer "
  "ontevreden|bardzo niezadowolony|bardzo niezadowolona|очень недоволен|очень недовольна|совсем не "
  "доволен|hic memnun degil|cok memnun degil|mycket "
  "missnojd|非常不满意|很不满意|非常不滿意|大変不満|"
  "とても不満|非常に不満|매우 불만족|매우불만족|매우 불만|매우불만|غير راض جدا|rat khong hai long|"
  "sangat tidak puas",
  "dissatisfied|unsatisfied|unzufrieden|insatisfait|insatisfaite|insatisfecho|insatisfecha|"
  "insatisfeito|insatisfeita|insoddisfatto|insoddisfatta|ontevreden|niezadowolony|niezadowolona|"
  "недоволен|недовольна|memnun degil|missnojd|不满意|不滿意|不満|불만족|불만|غير راض|khong hai "
  "long|"
  "tidak puas",
  "neutral|neither|neither satisfied nor dissatisfied|average|teils teils|neutre|neutro|neutrale|"
  "neutraal|neutralny|нейтрально|kararsiz|orta|varken "
  "eller|一般|普通|どちらでもない|どちらともいえない|"
  "보통|محايد|binh thuong|netral|biasa",
  "satisfied|zufrieden|satisfait|satisfaite|satisfecho|satisfecha|satisfeito|satisfeita|"
  "soddisfatto|soddisfatta|tevreden|zadowolony|zadowolona|доволен|довольна|memnun|nojd|满意|滿意|"
  "満足|만족|راض|hai long|puas",
  "very satisfied|extremely satisfied|completely satisfied|sehr zufrieden|tres satisfait|tres "
  "satisfaite|muy satisfecho|muy satisfecha|muito satisfeito|muito satisfeita|molto soddisfatto|"
  "molto soddisfatta|zeer tevreden|bardzo zadowolony|bardzo zadowolona|очень доволен|очень "
  "довольна|cok memnun|mycket nojd|非常满意|很满意|非常滿意|大変満足|とても満足|非常に満足|"
  "매우 만족|매우만족|راض جدا|rat hai long|sangat puas",
};

static GHashTable *
get_grades (void)
{
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint i = 0; i < FW_CALL_BEST_RATING; i++)
        fw_fold_list (table, grades[i], GUINT_TO_POINTER (i + 1));
      g_once_init_leave (&ready, GPOINTER_TO_SIZE (table));
    }

  return (GHashTable *) (gpointer) ready;
}

gboolean
fw_call_whole_read (FwText cell, gint *value)
{
  guint i = 0;

  g_return_val_if_fail (value != NULL, FALSE);

  for (*value = 0; i < cell.length && i < 4 && g_ascii_isdigit (cell.data[i]); i++)
    *value = *value * 10 + (cell.data[i] - '0');
  if (i == 0)
    return FALSE;
  if (i < cell.length && (cell.data[i] == '.' || cell.data[i] == ','))
    for (i++; i < cell.length && cell.data[i] == '0';)
      i++;

  return i == cell.length;
}

/* "4/5", "4 of 5", "4 stars", "4星": a grade with what it is of. Of ten it is another scale. */
static gboolean
read_grade_of_five (FwText cell, gint *value)
{
  static const char *const rests[] = {
    "/5",      "/ 5",      "of 5",      "out of 5", "von 5",    "sur 5",   "de 5",   "su 5",
    "van 5",   "из 5",     "z 5",       "av 5",     "star",     "stars",   "sterne", "stern",
    "etoiles", "etoile",   "estrellas", "estrella", "estrelas", "estrela", "stelle", "stella",
    "sterren", "gwiazdki", "звезд",     "звезды",   "звезда",   "yildiz",  "星",     "★",
    "⭐",       "つ星",     "점",        "分",       "点",       "/5.0",    "/5 分",  NULL
  };
  char folded[FW_CELL_FOLDED];
  guint length = fw_cell_fold (cell, folded);
  const char *rest = folded + 1;

  if (length < 2 || folded[0] < '0' || folded[0] > '5')
    return FALSE;
  if (g_str_has_prefix (rest, ".0"))
    rest += 2;
  while (*rest == ' ')
    rest++;
  *value = folded[0] - '0';

  return g_strv_contains (rests, rest);
}

/* "★★★★☆" */
static gboolean
read_stars (FwText cell, gint *value)
{
  gboolean empty = FALSE;
  guint full = 0, all = 0;

  for (const char *p = cell.data, *end = cell.data + cell.length; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char_validated (p, end - p);

      if (c == 0xfe0f) /* "in colours" */
        continue;
      if (c != 0x2605 && c != 0x2606 && c != 0x2b50)
        return FALSE;
      if (c == 0x2606)
        empty = TRUE;
      else if (empty)
        return FALSE;
      else
        full++;
      all++;
    }
  *value = (gint) full;

  return full > 0 && all <= MOST_STARS;
}

/* Said of a call that nobody rated. */
static const char unrated[] =
    "not rated|unrated|no rating|no score|no response|no answer|not answered|no survey|nicht "
    "bewertet|keine bewertung|keine antwort|non note|pas de note|non evalue|sans reponse|sin "
    "calificar|no calificado|sin calificacion|sin respuesta|sem avaliacao|nao avaliado|sem "
    "resposta|"
    "nao respondeu|non valutato|nessuna risposta|geen beoordeling|niet beoordeeld|brak oceny|nie "
    "oceniono|нет оценки|без оценки|не оценено|не оценил|degerlendirilmedi|puanlanmadi|"
    "未评价|未评|未评分|无评价|未参评|未参与评价|未打分|没有评价|默认未评价|未評價|未評分|無評價|"
    "未評価|評価なし|未回答|無回答|미평가|평가없음|미응답|무응답|không đánh giá|chưa đánh giá|"
    "tidak dinilai|بدون تقييم|لم يقيم";

gboolean
fw_call_rating_is_none (FwText cell)
{
  static gsize ready;
  g_autofree char *words = fw_fold_words (cell);

  if (g_once_init_enter (&ready))
    g_once_init_leave (&ready, GPOINTER_TO_SIZE (fw_fold_set (unrated)));

  return g_hash_table_contains ((GHashTable *) (gpointer) ready, words);
}

/* Of "5 - Very satisfied", "5-非常满意", "Very satisfied (5)" the words.
 * @words: folded, and cut here; @number: (out): the key that was pressed. */
static const char *
part_number (char *words, guint *number)
{
  gsize length = strlen (words);

  if (g_ascii_isdigit (words[0]) && !g_ascii_isdigit (words[1]))
    {
      *number = (guint) (words[0] - '0');
      return words + 1 + (words[1] == ' ');
    }
  if (length < 3 || !g_ascii_isdigit (words[length - 1]) || words[length - 2] != ' ')
    return "";
  *number = (guint) (words[length - 1] - '0');
  words[length - 2] = '\0';

  return words;
}

static guint
find_grade (const char *words)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (get_grades (), words));
}

FwCallRatingForm
fw_call_rating_read (FwText cell, gint *value)
{
  g_autofree char *words = NULL;
  guint grade, number = 0;

  g_return_val_if_fail (value != NULL, FW_CALL_RATING_NONE);

  if (cell.length == 0)
    return FW_CALL_RATING_NONE;
  if (fw_call_whole_read (cell, value))
    return *value <= FW_CALL_BEST_RATING ? FW_CALL_RATING_NUMBER : FW_CALL_RATING_NONE;
  if (read_stars (cell, value) || read_grade_of_five (cell, value))
    return FW_CALL_RATING_NUMBER;
  words = fw_fold_words (cell);
  grade = find_grade (words);
  *value = (gint) grade;
  if (grade == 0)
    {
      /* 1 may be the best key: where number and words differ the words say what was meant. */
      grade = find_grade (part_number (words, &number));
      *value = (gint) grade;
      if (grade > 0 && grade == number)
        return FW_CALL_RATING_NUMBER;
    }
  if (grade == 0)
    return FW_CALL_RATING_NONE;

  return grade == 1 || grade == FW_CALL_BEST_RATING ? FW_CALL_RATING_END : FW_CALL_RATING_WORD;
}
