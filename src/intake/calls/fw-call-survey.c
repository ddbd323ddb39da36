/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-survey.h"

#include "intake/calls/fw-call-moment.h"
#include "intake/calls/fw-call-ratings.h"
#include "intake/calls/fw-call-words.h"
#include "intake/fw-placeholders.h"

/* A column with more different cells than this holds no words. */
#define MOST_WORDS 200
/* Of a column of ways: more are no codes for them. */
#define MOST_CODES 10
/* Of a column of channels: more are the lines of a PBX. */
#define MOST_CHANNELS 50

void
fw_survey_init (FwSurvey *self, guint n_columns)
{
  *self = (FwSurvey){ .n_columns = n_columns, .columns = g_new0 (FwSurveyColumn, n_columns + 1) };
  self->sample = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; i < n_columns; i++)
    self->columns[i].words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
fw_survey_clear (FwSurvey *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    g_clear_pointer (&self->columns[i].words, g_hash_table_unref);
  g_clear_pointer (&self->columns, g_free);
  g_clear_pointer (&self->sample, g_ptr_array_unref);
  self->n_columns = 0;
}

static gboolean
is_whole (FwText cell)
{
  for (guint i = 0; i < cell.length; i++)
    if (!g_ascii_isdigit (cell.data[i]))
      return FALSE;

  return cell.length > 0;
}

static void
add_clock_digits (FwSurveyColumn *self, FwText cell)
{
  guint ms;

  if (fw_call_time_read_digits (cell, 4, &ms))
    {
      self->hours_minutes++;
      self->full_hours_minutes += cell.length == 4;
      self->working_hours += cell.length == 3 && *cell.data >= '6';
    }
  if (fw_call_time_read_digits (cell, 6, &ms))
    {
      self->hms_numbers++;
      self->full_hms_numbers += cell.length == 6;
    }
}

guint
fw_survey_find_clock_digits (const FwSurveyColumn *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->n == 0)
    return 0;
  if (self->hours_minutes == self->n &&
      (self->full_hours_minutes > 0 ? self->tiny_numbers * 2 <= self->n
                                    : self->working_hours == self->n))
    return 4;

  return self->hms_numbers == self->n && self->full_hms_numbers > 0 &&
                 self->short_numbers * 2 <= self->n
             ? 6
             : 0;
}

guint
fw_survey_count_clocks (const FwSurveyColumn *self, gboolean by_name)
{
  g_return_val_if_fail (self != NULL, 0);

  return by_name && fw_survey_find_clock_digits (self) != 0 ? self->n : self->clocks;
}

static void
add_whole (FwSurveyColumn *self, FwText cell)
{
  guint i = 0, value = 0;

  while (i < cell.length && value < 1000)
    value = value * 10 + (guint) (cell.data[i++] - '0');
  add_clock_digits (self, cell);
  self->whole++;
  self->durations++;
  self->above_one += value > 1;
  self->long_numbers += cell.length >= 5;
  self->short_numbers += cell.length <= 3;
  self->tiny_numbers += cell.length <= 2;
  self->ratings += value <= 5;
  self->scores += value <= 10;
}

static gboolean
add_date (FwSurveyColumn *self, FwText cell)
{
  FwCallMoment moment;
  guint time;

  if (!fw_call_moment_read (cell, &moment))
    return FALSE;
  if (moment.is_serial)
    {
      self->serials++;
      return FALSE; /* it counts as a number as well */
    }
  if (moment.zone == FW_CALL_ZONE_EPOCH)
    self->epochs++;
  else if (moment.has_date && is_whole (cell))
    self->day_numbers++;
  else if (moment.has_date && moment.has_time)
    {
      self->moments++;
      self->midnights += moment.ms == 0;
    }
  else if (moment.has_date)
    {
      self->days++;
      self->either += fw_call_time_read (cell, &time);
    }
  else
    return FALSE;

  return TRUE;
}

static gboolean
reads_as_clock (FwText cell)
{
  FwCallMoment moment;
  guint time;

  if (memchr (cell.data, ':', cell.length) != NULL || memchr (cell.data, '.', cell.length) != NULL)
    if (fw_call_time_read (cell, &time))
      return TRUE;

  return fw_call_moment_read (cell, &moment) && moment.has_time;
}

static gboolean
is_sign_of_fraction (char c)
{
  return c == '.' || c == ',';
}

/* "4.05", and "4.1", which is what a spreadsheet leaves of "4.10". @n_digits: (out): behind the
 * sign. */
static gboolean
has_two_parts (FwText cell, guint *n_digits)
{
  guint sign = cell.length >= 3 && is_sign_of_fraction (cell.data[cell.length - 2])
                   ? cell.length - 2
                   : cell.length - 3;

  *n_digits = cell.length - sign - 1;

  return cell.length >= 3 && cell.length <= 5 && sign > 0 && sign <= 2 &&
         is_sign_of_fraction (cell.data[sign]) && is_whole ((FwText){ cell.data, sign }) &&
         is_whole ((FwText){ cell.data + sign + 1, *n_digits }) && cell.data[sign + 1] < '6';
}

static gboolean
is_part_of_day (FwText cell)
{
  return cell.length >= 10 && cell.data[0] == '0' && is_sign_of_fraction (cell.data[1]) &&
         is_whole ((FwText){ cell.data + 2, cell.length - 2 });
}

static void
add_decimal (FwSurveyColumn *self, guint64 line, FwText cell)
{
  guint n_digits;

  self->decimals++;
  self->parts_of_day += is_part_of_day (cell);
  if (!has_two_parts (cell, &n_digits))
    return;
  self->two_parts++;
  self->short_parts += n_digits == 1;
  if (n_digits == 1 || fw_bytes_equal (cell.data + cell.length - 2, "00", 2))
    return;
  if (self->with_seconds++ == 0)
    {
      g_snprintf (self->parted, sizeof self->parted, "%.*s", (int) cell.length, cell.data);
      self->parted_line = line;
    }
}

static void
add_other (FwSurveyColumn *self, guint64 line, FwText cell)
{
  gboolean clock = memchr (cell.data, ':', cell.length) != NULL;
  gint64 ms;

  if (cell.data[cell.length - 1] == '%')
    {
      self->percents++;
      return;
    }
  /* Which sign stands before a fraction is not known yet. */
  if (fw_call_duration_read (cell, 1000, '.', &ms) || fw_call_duration_read (cell, 1000, ',', &ms))
    {
      self->durations++;
      self->clocks += clock;
      self->long_clocks += clock && ms >= 3600000 && ms < 86400000;
      if (!clock)
        add_decimal (self, line, cell);
      if (!clock && ms % 1000 == 0)
        {
          self->ratings += ms <= 5000;
          self->scores += ms <= 10000;
        }
    }
  else
    self->clocks += reads_as_clock (cell);
}

static void
add_word (FwSurveyColumn *self, FwText cell)
{
  g_autofree char *word = fw_text_dup (cell);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->words, word));

  if (n == 0 && g_hash_table_size (self->words) >= MOST_WORDS)
    g_clear_pointer (&self->words, g_hash_table_unref);
  else
    g_hash_table_replace (self->words, g_steal_pointer (&word), GUINT_TO_POINTER (n + 1));
}

/* Grades that are no plain numbers: those are counted already. */
static void
add_grade (FwSurveyColumn *self, FwText cell)
{
  gint value;
  FwCallRatingForm form;

  if (self->words == NULL || fw_call_whole_read (cell, &value))
    return;
  form = fw_call_rating_read (cell, &value);
  self->ratings += form == FW_CALL_RATING_NUMBER ||
                   (form == FW_CALL_RATING_NONE && fw_call_rating_is_none (cell));
  self->grades += form == FW_CALL_RATING_WORD;
  self->ends += form == FW_CALL_RATING_END;
}

static gboolean
has_digit (FwText cell)
{
  for (guint i = 0; i < cell.length; i++)
    if (g_ascii_isdigit (cell.data[i]))
      return TRUE;
  /* Those of other scripts. */
  for (guint i = 0; i < cell.length; i += (guint) g_utf8_skip[(guchar) cell.data[i]])
    if ((guchar) cell.data[i] >= 0x80)
      {
        gunichar c = g_utf8_get_char_validated (cell.data + i, cell.length - i);

        if (c < (gunichar) -2 && g_unichar_isdigit (c))
          return TRUE;
      }

  return FALSE;
}

static void
add_cell (FwSurveyColumn *self, guint64 line, FwText cell)
{
  if (cell.length == 0 || (cell.length < 10 && fw_is_placeholder (cell)))
    return;
  if (self->n++ == 0)
    {
      g_autofree char *valid = g_utf8_make_valid (cell.data, MIN (cell.length, 50));

      g_strlcpy (self->example, valid, sizeof self->example);
      self->line = line;
    }
  if (is_whole (cell))
    add_whole (self, cell);
  if (has_digit (cell) && !add_date (self, cell) && !is_whole (cell))
    add_other (self, line, cell);
  add_grade (self, cell);
  if (self->words != NULL)
    add_word (self, cell);
}

static void
keep_sample (FwSurvey *self, const FwText *cells, guint n_cells)
{
  char **row = g_new0 (char *, self->n_columns + 1);

  for (guint i = 0; i < self->n_columns; i++)
    {
      FwText cell = i < n_cells ? fw_cell_trim (cells[i]) : FW_TEXT_NONE;

      row[i] = g_utf8_make_valid (cell.length > 0 ? cell.data : "", MIN (cell.length, 80));
    }
  g_ptr_array_add (self->sample, row);
}

void
fw_survey_add (FwSurvey *self, guint64 line, const FwText *cells, guint n_cells)
{
  g_return_if_fail (self != NULL && (cells != NULL || n_cells == 0));

  if (self->sample->len < FW_SURVEY_SAMPLE_ROWS)
    keep_sample (self, cells, n_cells);
  self->n_rows++;
  for (guint i = 0; i < MIN (n_cells, self->n_columns); i++)
    add_cell (&self->columns[i], line, fw_cell_trim (cells[i]));
}

gboolean
fw_call_word_is_stated (GHashTable *stated, const char *word)
{
  g_return_val_if_fail (word != NULL, FALSE);

  return stated != NULL &&
         (g_hash_table_contains (stated, word) || g_hash_table_contains (stated, "*"));
}

gboolean
fw_survey_count_words (const FwSurveyColumn *self,
                       FwCallColumn column,
                       GHashTable *stated,
                       guint *known)
{
  GHashTableIter iter;
  gpointer word, rows;

  g_return_val_if_fail (self != NULL && known != NULL, FALSE);

  *known = 0;
  if (self->words == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->words);
  while (g_hash_table_iter_next (&iter, &word, &rows))
    if (fw_call_word_find (column, fw_text (word)) != FW_CALL_WORD_UNKNOWN ||
        fw_call_word_is_stated (stated, word))
      *known += GPOINTER_TO_UINT (rows);

  return TRUE;
}

/* What most of the cells are, said in the plural. */
static const char *
find_kind (const FwSurveyColumn *self)
{
  if (self->moments * 2 > self->n)
    return "moments";
  if (self->days * 2 > self->n)
    return "dates";
  if (self->clocks * 2 > self->n)
    return "times or durations";
  if (self->percents * 2 > self->n)
    return "percentages";
  if (self->decimals * 2 > self->n)
    return "numbers with decimals";

  return NULL;
}

/* A word in two must be one of ours: a single strange one is a word to be explained, a column of
 * them is another column. */
static const char *
contradict_words (const FwSurveyColumn *self, FwCallColumn column)
{
  guint known;

  if (find_kind (self) != NULL)
    return find_kind (self);
  if (column == FW_CALL_OUTCOME)
    return self->words == NULL ? "too many different texts" : NULL;
  if (!fw_survey_count_words (self, column, NULL, &known))
    return self->above_one * 2 > self->n ? "numbers" : "too many different texts";
  /* A few of them are codes, which somebody has to explain: what they say must not be lost. */
  if (self->above_one * 4 > self->n && known * 2 < self->n &&
      (column != FW_CALL_DIRECTION || g_hash_table_size (self->words) > MOST_CODES))
    return "numbers";
  if (column == FW_CALL_RESOLVED && known == 0)
    return "other words than yes and no";

  return NULL;
}

static gboolean
is_channel (FwText word)
{
  static const char *const names[] = { "phone",     "voice",  "call",    "telephone", "chat",
                                       "email",     "e mail", "mail",    "sms",       "whatsapp",
                                       "web",       "video",  "telefon", "telefono",  "telefone",
                                       "téléphone", "电话",   "语音",    "邮件",      "聊天",
                                       "電話",      "メール", NULL };
  g_autofree char *folded = fw_fold_words (word);

  return g_strv_contains (names, folded);
}

/* "Answered" and "Missed", "Inbound" and "Outbound", "Y" and "N" are no topics. */
static const char *
contradict_product (const FwSurveyColumn *self)
{
  guint outcomes = 0, ways = 0, answers = 0, channels = 0;
  GHashTableIter iter;
  gpointer word, rows;

  if (find_kind (self) != NULL)
    return find_kind (self);
  if (self->words == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, self->words);
  while (g_hash_table_iter_next (&iter, &word, &rows))
    {
      FwText text = fw_text (word);

      channels += is_channel (text) ? GPOINTER_TO_UINT (rows) : 0;
      if (fw_call_word_find (FW_CALL_RESOLVED, text) != FW_CALL_WORD_UNKNOWN)
        answers += GPOINTER_TO_UINT (rows);
      if (fw_call_word_find (FW_CALL_OUTCOME, text) != FW_CALL_WORD_UNKNOWN)
        outcomes += GPOINTER_TO_UINT (rows);
      else if (fw_call_word_find (FW_CALL_DIRECTION, text) != FW_CALL_WORD_UNKNOWN)
        ways += GPOINTER_TO_UINT (rows);
    }
  if (outcomes + ways == self->n)
    return ways == 0 ? "words for how a call ended" : "words for the way of a call";

  if (channels == self->n)
    return "channels";

  return answers == self->n ? "yes and no" : NULL;
}

/* "SIP/101-0000002a" is a channel to Asterisk, and none of ours. */
static gboolean
holds_lines (const FwSurveyColumn *self)
{
  GHashTableIter iter;
  gpointer word, rows;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->words);
  while (g_hash_table_iter_next (&iter, &word, &rows))
    n += strchr (word, '/') != NULL ? GPOINTER_TO_UINT (rows) : 0;

  return n * 2 > self->n;
}

/* "Satisfied" is the best of three and the second of five: five it is where an end of five is. */
static const char *
contradict_rating (const FwSurveyColumn *self)
{
  guint known = self->ratings + (self->ends > 0 ? self->grades + self->ends : 0);

  return (self->n - MIN (known, self->n)) * 4 > self->n ? "other values than 1 to 5" : NULL;
}

const char *
fw_survey_contradicts (const FwSurveyColumn *self, FwCallColumn column)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->n == 0)
    return NULL;
  switch (column)
    {
    case FW_CALL_ANSWERED:
    case FW_CALL_OUTCOME:
    case FW_CALL_RESOLVED:
    case FW_CALL_DIRECTION:
      return contradict_words (self, column);
    case FW_CALL_PRODUCT:
      return contradict_product (self);
    case FW_CALL_WAIT:
    case FW_CALL_TALK:
    case FW_CALL_HOLD:
    case FW_CALL_WRAP:
      if (self->moments * 2 > self->n || self->days * 2 > self->n)
        return "moments";
      if (self->epochs * 2 > self->n || self->long_clocks * 2 > self->n)
        return "times of day";
      return self->durations * 2 < self->n ? "texts" : NULL;
    case FW_CALL_RATING:
      return contradict_rating (self);
    case FW_CALL_NPS:
      return (self->n - MIN (self->scores, self->n)) * 4 > self->n ? "other values than 0 to 10"
                                                                   : NULL;
    case FW_CALL_CHANNEL:
      if (self->words == NULL || g_hash_table_size (self->words) > MOST_CHANNELS)
        return "too many different texts";
      return holds_lines (self) ? "lines of a telephone system" : find_kind (self);
    case FW_CALL_ID:
    case FW_CALL_CUSTOMER:
      return self->decimals * 2 > self->n ? NULL : find_kind (self);
    case FW_CALL_AGENT:
    case FW_CALL_AGENT_FAMILY:
    case FW_CALL_QUEUE:
      return find_kind (self);
    case FW_CALL_DATE:
    case FW_CALL_TIME:
    case FW_CALL_DATE_TIME:
    case FW_CALL_N_COLUMNS:
    default:
      return NULL;
    }
}
