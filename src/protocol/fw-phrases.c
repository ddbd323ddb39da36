/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* strchrnul() */
#include "protocol/fw-phrases.h"

#include <stdlib.h>
#include <string.h>

/* Texts within texts: sentences are a few deep, what is deeper was not said by us. */
#define DEEPEST 16
/* Bytes that are read for one sentence at most: so often its length, and enough for every way in
 * which one of ours can be taken apart. What a hostile one has left over stays as it is. */
#define MOST_READINGS 8
#define LEAST_READ (64 * 1024)
#define MOST_VALUES 12
/* Longer texts are no names. */
#define LONGEST_NAME 64

/** A piece of a format or a sentence. */
typedef struct
{
  const char *data;
  gsize length;
} Piece;

typedef struct
{
  const char *text; /* as it was given: what is looked up */
  Piece *literals;  /* one more than there are conversions */
  guint n_values;
  gsize weight;                 /* bytes of all literals */
  guint words;                  /* letters and figures of them */
  gboolean quoted[MOST_VALUES]; /* what stands there is somebody's own words */
  gboolean list; /* joins several: names in it stay, as they are what is to be written */
} Format;

struct _FwPhrases
{
  Format *formats; /* the heaviest first */
  guint n_formats;
  FwPhraseLookup translate;
  FwPhraseLookup name;
  gpointer user_data;
};

/** One sentence under way. */
typedef struct
{
  const FwPhrases *phrases;
  gsize left; /* bytes that may still be read */
} Reading;

static char *translate_piece (Reading *self, Piece text, guint depth, gboolean names, gsize *score);

/* ---- formats ---- */

/* "%%" stays as it is here, and so no sentence with a percent sign of its own fits: see unescape().
 */
static const char *
find_conversion (const char *format)
{
  for (const char *p = strchr (format, '%'); p != NULL; p = strchr (p + 2, '%'))
    if (p[1] != '%')
      return p;
  return NULL;
}

/* The text of a literal, with "%%" as it is said. */
static Piece
unescape (const char *from, gsize length)
{
  g_autoptr (GString) text = g_string_new_len (from, (gssize) length);

  g_string_replace (text, "%%", "%", 0);
  length = text->len;
  return (Piece){ g_string_free (g_steal_pointer (&text), FALSE), length };
}

static gboolean
is_quoted (Piece before, Piece after)
{
  static const char *const pairs[][2] = { { "“", "”" }, { "\"", "\"" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      gsize open = strlen (pairs[i][0]), close = strlen (pairs[i][1]);

      if (before.length >= open && after.length >= close &&
          memcmp (before.data + before.length - open, pairs[i][0], open) == 0 &&
          memcmp (after.data, pairs[i][1], close) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
count_words (Format *format, Piece literal)
{
  format->weight += literal.length;
  for (gsize i = 0; i < literal.length; i++)
    format->words += g_ascii_isalnum (literal.data[i]);
}

static void
init_format (Format *format, const char *text)
{
  GArray *literals = g_array_new (FALSE, FALSE, sizeof (Piece));
  const char *from = text, *conversion;
  Piece literal;

  *format = (Format){ .text = text };
  while ((conversion = find_conversion (from)) != NULL)
    {
      literal = unescape (from, (gsize) (conversion - from));
      g_array_append_val (literals, literal);
      count_words (format, literal);
      format->n_values++;
      from = conversion + 2;
    }
  literal = unescape (from, strlen (from));
  g_array_append_val (literals, literal);
  count_words (format, literal);
  g_assert (format->n_values <= MOST_VALUES);
  format->literals = (Piece *) (gpointer) g_array_free (literals, FALSE);
  for (guint i = 0; i < format->n_values; i++)
    format->quoted[i] = is_quoted (format->literals[i], format->literals[i + 1]);
  format->list = g_str_equal (text, "%s, %s") || g_str_equal (text, "%s; %s");
}

static gint
compare_weights (gconstpointer a, gconstpointer b)
{
  const Format *x = a, *y = b;

  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  return strcmp (x->text, y->text);
}

/* ---- matching ---- */

/* Reads on to @to and tells whether that lies outside of all quotes. */
static gboolean
read_quotes (const char **at, const char *to, gboolean *straight, gint *curved)
{
  static const char open[] = "“", close[] = "”";

  for (; *at < to; (*at)++)
    if (**at == '"')
      *straight = !*straight;
    else if (strncmp (*at, open, strlen (open)) == 0)
      (*curved)++;
    else if (strncmp (*at, close, strlen (close)) == 0)
      (*curved)--;
  return !*straight && *curved == 0;
}

/* Where @literal begins first; a text that is not itself in quotes does not end within some. */
static const char *
find_literal (const char *at, const char *end, Piece literal, gboolean quoted)
{
  const char *read = at, *found = at;
  gboolean straight = FALSE;
  gint curved = 0;

  while ((found = g_strstr_len (found, end - found, literal.data)) != NULL)
    {
      if (quoted || read_quotes (&read, found, &straight, &curved))
        return found;
      found++;
    }
  return NULL;
}

/* A match anywhere is found by taking the first place of each literal in turn: what follows has the
 * more room. So there is no going back, and each byte is looked at once a format. */
static gboolean
match (const Format *format, Piece text, Piece values[MOST_VALUES])
{
  const Piece *first = &format->literals[0], *last = &format->literals[format->n_values];
  const char *at = text.data + first->length, *end = text.data + text.length - last->length;
  gboolean straight = FALSE;
  gint curved = 0;

  if (text.length < format->weight || memcmp (text.data, first->data, first->length) != 0)
    return FALSE;
  if (format->n_values == 0)
    return text.length == first->length;
  if (memcmp (end, last->data, last->length) != 0)
    return FALSE;

  for (guint i = 1; i < format->n_values; i++)
    {
      const Piece *literal = &format->literals[i];
      const char *found = find_literal (at, end, *literal, format->quoted[i - 1]);

      if (found == NULL)
        return FALSE;
      values[i - 1] = (Piece){ at, (gsize) (found - at) };
      at = found + literal->length;
    }
  values[format->n_values - 1] = (Piece){ at, (gsize) (end - at) };
  return format->quoted[format->n_values - 1] || read_quotes (&at, end, &straight, &curved);
}

static gboolean
is_number (Piece text)
{
  for (gsize i = 0; i < text.length; i++)
    if (!g_ascii_isdigit (text.data[i]) && strchr (".,+-", text.data[i]) == NULL)
      return FALSE;
  return text.length > 0;
}

static gboolean
is_han (const char *p)
{
  return g_unichar_get_script (g_utf8_get_char_validated (p, -1)) == G_UNICODE_SCRIPT_HAN;
}

/* Chinese writes Latin letters and figures apart from its own characters; which of them a text
 * begins and ends with is not known to the format. */
static void
append_value (GString *out, const char *value, const char *rest)
{
  const char *before = out->len > 0 ? g_utf8_find_prev_char (out->str, out->str + out->len) : NULL;

  if (before != NULL && ((is_han (before) && g_ascii_isalnum (value[0])) ||
                         (g_ascii_isalnum (*before) && is_han (value))))
    g_string_append_c (out, ' ');
  g_string_append (out, value);
  if (*value != '\0' && g_ascii_isalnum (value[strlen (value) - 1]) && is_han (rest))
    g_string_append_c (out, ' ');
}

/* Puts the texts where the translation wants them; one that it does not want is left out. */
static char *
fill (const char *translation, char *const *values, guint n_values)
{
  GString *out = g_string_new (NULL);
  guint next = 0;

  for (const char *p = translation; *p != '\0';)
    {
      const char *percent = strchr (p, '%');
      char *end = NULL;
      guint64 position;

      g_string_append_len (out, p, percent != NULL ? percent - p : (gssize) strlen (p));
      if (percent == NULL)
        break;
      p = percent + 1;
      position = g_ascii_strtoull (p, &end, 10);
      if (*p == 's')
        position = ++next;
      if (*p != 's' && (end == p || end[0] != '$' || end[1] != 's'))
        {
          g_string_append_c (out, '%');
          p += *p == '%';
          continue;
        }
      p = *p == 's' ? p + 1 : end + 2;
      if (position >= 1 && position <= n_values)
        append_value (out, values[position - 1], p);
    }
  return g_string_free (out, FALSE);
}

/* A list is one where each of it is known, "%s to %s" where both are or are figures. */
static gboolean
is_doubtful (const Format *format, guint n_known, guint n_numbers)
{
  if (format->list)
    return n_known < format->n_values;
  if (format->words == 0)
    return n_known == 0 && format->n_values > 0;
  return format->words < 3 && format->literals[0].length == 0 &&
         n_known + n_numbers < format->n_values;
}

/* Returns: (transfer full) (nullable): NULL where the format only seemed to fit. @score: (out): how
 * much of it is known, in bytes. */
static char *
say (Reading *self, const Format *format, const Piece *values, guint depth, gsize *score)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  const char *translation;
  guint n_known = 0, n_numbers = 0;

  /* Signs fit everywhere: a sentence is not better understood because of a comma in it. */
  *score = format->words > 0 ? format->weight : 0;
  for (guint i = 0; i < format->n_values; i++)
    {
      gsize known = 0;

      if (format->quoted[i])
        g_ptr_array_add (said, g_strndup (values[i].data, values[i].length));
      else
        g_ptr_array_add (said, translate_piece (self, values[i], depth + 1, !format->list, &known));
      *score += known;
      n_known += known > 0;
      n_numbers += known == 0 && is_number (values[i]);
    }
  if (is_doubtful (format, n_known, n_numbers))
    return NULL;

  translation = self->phrases->translate (format->text, self->phrases->user_data);
  return fill (translation != NULL ? translation : format->text, (char **) said->pdata, said->len);
}

static const char *
find_name (const FwPhrases *self, Piece text)
{
  char name[LONGEST_NAME + 1];

  if (text.length == 0 || text.length > LONGEST_NAME)
    return NULL;
  memcpy (name, text.data, text.length);
  name[text.length] = '\0';
  return self->name (name, self->user_data);
}

/* Of all formats that fit, the one of which most is known: "line 7: since: expected a day" is a
 * line with a sentence behind it rather than something that was expected to be a day. @score:
 * (out): 0 where nothing is known. */
static char *
translate_piece (Reading *self, Piece text, guint depth, gboolean names, gsize *score)
{
  const FwPhrases *phrases = self->phrases;
  const char *label = names ? find_name (phrases, text) : NULL;
  gboolean readable = depth < DEEPEST && text.length <= self->left && !is_number (text);
  g_autofree char *best = NULL;

  *score = label != NULL ? text.length : 0;
  if (label != NULL)
    return g_strdup (label);
  if (readable)
    self->left -= text.length;
  for (guint i = 0; readable && i < phrases->n_formats; i++)
    {
      g_autofree char *said = NULL;
      Piece values[MOST_VALUES];
      gsize known = 0;

      if (!match (&phrases->formats[i], text, values))
        continue;
      said = say (self, &phrases->formats[i], values, depth, &known);
      if (said == NULL || known <= *score)
        continue;
      *score = known;
      g_free (best);
      best = g_steal_pointer (&said);
    }
  return best != NULL ? g_steal_pointer (&best) : g_strndup (text.data, text.length);
}

/* ---- public ---- */

FwPhrases *
fw_phrases_new (const char *const *formats,
                guint n_formats,
                FwPhraseLookup translate,
                FwPhraseLookup name,
                gpointer user_data)
{
  FwPhrases *self;

  g_return_val_if_fail (formats != NULL || n_formats == 0, NULL);
  g_return_val_if_fail (translate != NULL && name != NULL, NULL);

  self = g_new0 (FwPhrases, 1);
  *self = (FwPhrases){ g_new0 (Format, n_formats), n_formats, translate, name, user_data };
  for (guint i = 0; i < n_formats; i++)
    init_format (&self->formats[i], formats[i]);
  if (n_formats > 0)
    qsort (self->formats, n_formats, sizeof (Format), compare_weights);
  return self;
}

void
fw_phrases_free (FwPhrases *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_formats; i++)
    {
      for (guint j = 0; j <= self->formats[i].n_values; j++)
        g_free ((char *) self->formats[i].literals[j].data);
      g_free (self->formats[i].literals);
    }
  g_free (self->formats);
  g_free (self);
}

char *
fw_phrases_translate (const FwPhrases *self, const char *sentence)
{
  Reading reading;
  GString *out;

  g_return_val_if_fail (self != NULL && sentence != NULL, NULL);

  reading = (Reading){ self, LEAST_READ + strlen (sentence) * MOST_READINGS };
  out = g_string_new (NULL);
  for (const char *line = sentence, *end; line != NULL; line = *end != '\0' ? end + 1 : NULL)
    {
      g_autofree char *said = NULL;
      gsize known;

      end = strchrnul (line, '\n');
      said = translate_piece (&reading, (Piece){ line, (gsize) (end - line) }, 0, FALSE, &known);
      g_string_append (out, said);
      if (*end != '\0')
        g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}
