/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/text/fw-csv.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "core/fw-error.h"

/* Walks the delimiters and newlines of a window, sixteen bytes at a time. */
typedef struct
{
  const char *block;
  guint mask; /* what of the block is still to come */
  char delimiter;
#ifdef __SSE2__
  __m128i delimiters;
  __m128i newlines;
#endif
} Walk;

static inline guint
find_in_block (const Walk *walk, const char *block)
{
#ifdef __SSE2__
  __m128i bytes = _mm_loadu_si128 ((const __m128i *) block);

  return (guint) _mm_movemask_epi8 (_mm_or_si128 (_mm_cmpeq_epi8 (bytes, walk->delimiters),
                                                  _mm_cmpeq_epi8 (bytes, walk->newlines)));
#else
  guint mask = 0;

  for (guint i = 0; i < 16; i++)
    if (block[i] == walk->delimiter || block[i] == '\n')
      mask |= 1u << i;

  return mask;
#endif
}

static inline void
start_walk (Walk *walk, const char *at)
{
  walk->block = at;
  walk->mask = find_in_block (walk, at);
}

/* Returns: the next delimiter or newline, or a place at or behind @end. */
static inline const char *
step_walk (Walk *walk, const char *end)
{
  const char *found;

  while (walk->mask == 0)
    {
      walk->block += 16;
      if (walk->block >= end)
        return end;
      walk->mask = find_in_block (walk, walk->block);
    }
  found = walk->block + __builtin_ctz (walk->mask);
  walk->mask &= walk->mask - 1;

  return found;
}

void
fw_csv_init (FwCsv *self, FwInput *input, char delimiter)
{
  memset (self, 0, sizeof *self);
  self->input = input;
  self->delimiter = delimiter;
  self->next_line = 1;
  self->cells = g_new (FwText, FW_CSV_MOST_CELLS);
}

void
fw_csv_clear (FwCsv *self)
{
  g_clear_pointer (&self->cells, g_free);
  g_clear_pointer (&self->room, g_byte_array_unref);
}

typedef enum
{
  ROW_MORE, /* the window ends before the row does */
  ROW_DONE,
  ROW_BAD /* split_row() went to the row's end as well as could be told */
} Row;

static inline gboolean
append_cell (FwCsv *self, const char *start, const char *end)
{
  if (G_UNLIKELY (self->n_cells == FW_CSV_MOST_CELLS))
    {
      self->problem = "too many columns";
      return FALSE;
    }
  self->cells[self->n_cells++] = (FwText){ start, (guint) (end - start) };

  return TRUE;
}

/* @at: behind the opening quote. Returns: the closing quote, or NULL when the window ends before
 * it. */
static const char *
find_closing_quote (FwCsv *self, const char *at, const char *end, gboolean *doubled)
{
  const char *quote = at;

  *doubled = FALSE;
  for (;;)
    {
      quote = memchr (quote, '"', end - quote);
      if (quote == NULL || (quote + 1 >= end && !self->input->eof))
        return NULL;
      if (quote + 1 >= end || quote[1] != '"')
        return quote;
      *doubled = TRUE;
      quote += 2;
      if (quote >= end)
        return NULL;
    }
}

static Row
abandon_row (FwCsv *self, const char *at, const char *end, const char *problem, const char **stop)
{
  const char *newline = memchr (at, '\n', end - at);

  if (newline == NULL && !self->input->eof)
    return ROW_MORE;
  self->problem = problem;
  *stop = newline != NULL ? newline : end;

  return ROW_BAD;
}

/* A cell in quotes at @at. @behind: (out): the delimiter, newline or end that follows it. */
static Row
split_quoted (FwCsv *self, const char *at, const char *end, const char **behind)
{
  gboolean doubled;
  const char *quote = find_closing_quote (self, at + 1, end, &doubled), *next;

  if (quote == NULL && !self->input->eof)
    return ROW_MORE;
  if (quote == NULL)
    return abandon_row (self, at, end, "quote never closed", behind);

  next = quote + 1;
  if (next < end && *next == '\r')
    {
      if (next + 1 >= end && !self->input->eof)
        return ROW_MORE;
      if (next + 1 >= end || next[1] == '\n')
        next++;
    }
  if (next >= end && !self->input->eof)
    return ROW_MORE;
  if (next < end && *next != self->delimiter && *next != '\n')
    {
      /* A quote that was never closed found its end at the next one, some rows below: only the row
       * that it stands in is lost. */
      if (memchr (at, '\n', quote - at) != NULL)
        return abandon_row (self, at, end, "quote never closed", behind);
      return abandon_row (self, next, end, "text after a closing quote", behind);
    }
  if (doubled && self->n_cells < FW_CSV_MOST_CELLS)
    self->doubled[self->n_doubled++] = (guint16) self->n_cells;
  if (!append_cell (self, at + 1, quote))
    return abandon_row (self, next, end, self->problem, behind);
  *behind = next;

  return ROW_DONE;
}

/* Behind the cells that are wanted. Returns: the row's newline, or NULL where a quote may hide it.
 */
static const char *
find_plain_end (const char *at, const char *end)
{
  const char *newline = memchr (at, '\n', end - at);

  return newline != NULL && memchr (at, '"', newline - at) == NULL ? newline : NULL;
}

/* From @at to the end of the row. @stop: (out): its newline or the end of the input. */
static Row
split_row (FwCsv *self, const char *at, const char *end, const char **stop)
{
  Walk walk = { .delimiter = self->delimiter };

#ifdef __SSE2__
  walk.delimiters = _mm_set1_epi8 (self->delimiter);
  walk.newlines = _mm_set1_epi8 ('\n');
#endif
  start_walk (&walk, at);
  for (;;)
    {
      const char *found = end;

      if (G_UNLIKELY (at < end && *at == '"'))
        {
          Row row = split_quoted (self, at, end, &found);

          if (row != ROW_DONE)
            {
              *stop = found;
              return row;
            }
          start_walk (&walk, found);
          step_walk (&walk, end); /* @found itself */
        }
      else
        {
          found = step_walk (&walk, end);
          if (found >= end && !self->input->eof)
            return ROW_MORE;
          found = MIN (found, end);
          if (G_UNLIKELY (!append_cell (
                  self, at,
                  found - (found < end && *found == '\n' && found > at && found[-1] == '\r'))))
            return abandon_row (self, found, end, self->problem, stop);
        }
      if (self->n_cells == self->enough && found < end &&
          (*stop = find_plain_end (found, end)) != NULL)
        return ROW_DONE;
      if (found >= end || *found == '\n')
        {
          *stop = found;
          return ROW_DONE;
        }
      at = found + 1;
    }
}

/* Doubled quotes become single ones, in a room of our own: the window stays as it is, for rejects.
 */
static void
undouble_quotes (FwCsv *self)
{
  guint8 *to;

  if (self->room == NULL)
    self->room = g_byte_array_new ();
  g_byte_array_set_size (self->room, self->raw.length);
  to = self->room->data;
  for (guint i = 0; i < self->n_doubled; i++)
    {
      FwText *cell = &self->cells[self->doubled[i]];
      const char *start = (const char *) to;

      for (guint j = 0; j < cell->length; j++)
        {
          *to++ = (guint8) cell->data[j];
          if (cell->data[j] == '"')
            j++;
        }
      *cell = (FwText){ start, (guint) ((const char *) to - start) };
    }
}

static void
finish_row (FwCsv *self, const char *start, const char *stop)
{
  guint64 newlines = 1;

  self->raw = (FwText){ start, (guint) (stop - start) };
  if (self->raw.length > 0 && stop[-1] == '\r')
    self->raw.length--;
  if (!self->count_rows)
    for (const char *p = start; (p = memchr (p, '\n', stop - p)) != NULL; p++)
      newlines++;
  self->line = self->next_line;
  self->next_line += newlines;
  if (self->n_doubled > 0 && self->problem == NULL)
    undouble_quotes (self);
  self->problem_cell = self->n_cells + 1;
  if (self->problem != NULL)
    self->n_cells = 0;
}

static gboolean
read_row (FwCsv *self, GError **error)
{
  FwInput *input = self->input;

  for (;;)
    {
      const char *start = input->data + input->start, *end = input->data + input->end;
      const char *stop = NULL;

      self->n_cells = self->n_doubled = 0;
      self->problem = NULL;
      if (start == end && input->eof)
        return FALSE;
      if (start < end && split_row (self, start, end, &stop) != ROW_MORE)
        {
          finish_row (self, start, stop);
          input->start += (gsize) (stop - start) + (stop < end ? 1 : 0);
          return TRUE;
        }
      if (input->end - input->start > FW_INPUT_MOST_LINE)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                       "line %" G_GUINT64_FORMAT
                       ": expected a row of at most 1 MiB (is a quote never closed?)",
                       self->next_line);
          return FALSE;
        }
      if (!fw_input_fill (input, error))
        return FALSE;
    }
}

gboolean
fw_csv_next (FwCsv *self, GError **error)
{
  do
    if (!read_row (self, error))
      return FALSE;
  while (self->raw.length == 0 && self->problem == NULL && !self->count_rows);

  return TRUE;
}

/* How often each sign stands in each of the first lines. */
#define STUDIED_LINES 32

static const char delimiters[] = FW_CSV_DELIMITERS;
/* The closing NUL is none. */
#define N_DELIMITERS (sizeof delimiters - 1)

/* Rows have the same number of cells: the sign that most lines have the same number of wins. A line
 * that begins the text and goes with them counts for twice as much, being the header. */
static guint
rate_delimiter (guint (*counts)[N_DELIMITERS], guint n_lines, guint delimiter)
{
  guint best = 0;

  for (guint i = 0; i < n_lines; i++)
    {
      guint same = 0, count = counts[i][delimiter];

      for (guint j = 0; j < n_lines; j++)
        same += counts[j][delimiter] == count;
      best = MAX (best, same * count * (counts[0][delimiter] == count ? 2 : 1));
    }

  return best;
}

char
fw_csv_guess_delimiter (const char *data, gsize length)
{
  guint counts[STUDIED_LINES][N_DELIMITERS] = { { 0 } };
  guint n_lines = 0, best = 0, best_rate = 0;
  gboolean quoted = FALSE, blank = TRUE;

  for (gsize i = 0; i < length && n_lines < STUDIED_LINES; i++)
    {
      if (data[i] == '"')
        quoted = !quoted;
      if (data[i] == '\n' && !quoted)
        {
          n_lines += !blank;
          blank = TRUE;
          continue;
        }
      blank = blank && data[i] == '\r';
      for (guint j = 0; j < N_DELIMITERS && !quoted; j++)
        counts[n_lines][j] += data[i] == delimiters[j];
    }
  /* What the window cuts off is no whole line, unless it is the only one. */
  n_lines += n_lines == 0;
  for (guint j = 0; j < N_DELIMITERS; j++)
    {
      guint rate = rate_delimiter (counts, n_lines, j);

      if (rate > best_rate)
        {
          best_rate = rate;
          best = j;
        }
    }

  return delimiters[best];
}

/* Excel's first line "sep=;". Returns: its length with its end, 0: there is none. */
static gsize
read_separator (const char *data, gsize length, char *delimiter)
{
  const char *at = data, *end = data + length;
  gboolean quoted = length > 0 && *at == '"';

  at += quoted;
  if (end - at < 5 || g_ascii_strncasecmp (at, "sep=", 4) != 0)
    return 0;
  *delimiter = at[4];
  at += 5;
  if (quoted && at < end && *at == '"')
    at++;
  while (at < end && (*at == '\r' || *at == ' ' || *at == *delimiter))
    at++;
  if (at < end && *at != '\n')
    return 0;

  return (gsize) (at - data) + (at < end ? 1 : 0);
}

void
fw_csv_open (FwCsv *self, FwInput *input)
{
  const char *data = input->data + input->start;
  gsize length = input->end - input->start, stated;
  char delimiter = ',';

  g_return_if_fail (self != NULL && input != NULL);

  stated = read_separator (data, length, &delimiter);
  if (stated == 0 || delimiter == '\n' || delimiter == '\r' || delimiter == '"')
    {
      fw_csv_init (self, input, fw_csv_guess_delimiter (data, length));
      return;
    }
  fw_csv_init (self, input, delimiter);
  input->start += stated;
  self->next_line = 2;
}

const char *
fw_csv_find_charset (const char *data, gsize length)
{
  const guchar *p = (const guchar *) data;
  gsize zeros[2] = { 0, 0 }, pairs = MIN (length, 4096) / 2;

  if (length >= 3 && p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf)
    return "UTF-8";
  if (length >= 2 && p[0] == 0xff && p[1] == 0xfe)
    return "UTF-16LE";
  if (length >= 2 && p[0] == 0xfe && p[1] == 0xff)
    return "UTF-16BE";
  /* Digits and signs, of which a list is full, have a zero beside them in UTF-16. */
  for (gsize i = 0; i < pairs * 2; i++)
    zeros[i % 2] += p[i] == 0;
  if (zeros[1] * 5 > pairs && zeros[0] == 0)
    return "UTF-16LE";
  if (zeros[0] * 5 > pairs && zeros[1] == 0)
    return "UTF-16BE";

  return NULL;
}

void
fw_utf8_count (FwUtf8Count *self, FwText text)
{
  const char *p = text.data, *end = text.data + text.length;
  guint64 word;

  while (p < end)
    {
      if (end - p >= 8)
        {
          memcpy (&word, p, 8);
          if ((word & G_GUINT64_CONSTANT (0x8080808080808080)) == 0)
            {
              p += 8;
              continue;
            }
        }
      if ((guchar) *p < 0x80)
        {
          p++;
          continue;
        }
      switch (g_utf8_get_char_validated (p, end - p))
        {
        case (gunichar) -2: /* cut by the end of the text */
          return;
        case (gunichar) -1:
          self->bad++;
          p++;
          break;
        default:
          self->good++;
          p = g_utf8_next_char (p);
          break;
        }
    }
}

gboolean
fw_utf8_is_foreign (const FwUtf8Count *self)
{
  return self->bad * 10 > self->good;
}
