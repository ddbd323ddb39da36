/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/text/fw-charset-latin.h"

/* Letters beyond ASCII of the languages that are written in each encoding, a language a string. A
 * word is one where all its letters are of one language. */
static const char *const western[] = { "àâæçéèêëîïôœùûü", "äöüßé",      "áéíóúüñ", "áàâãçéêíóôõúü",
                                       "àèéìíîòóùú",      "áéëïíóöüèê", "åäöéàü",  "æøåéèêóòôäöü",
                                       "áéíóúýþðæö",      "àçèéíïòóúü", "áéíóöúü", NULL };
static const char *const central[] = { "ąćęłńóśźż",
                                       "áčďéěíňóřšťúůýž",
                                       "áäčďéíĺľňóôŕšťúýž",
                                       "áéíóöőúüűä",
                                       "ăâîşţ",
                                       "čćđšž",
                                       "äöüßé",
                                       "ëç",
                                       NULL };
static const char *const turkish[] = { "çğıöşüâîû", "äöüßé", "àâçéèêëîïôùûü", "áéíóúüñ", NULL };
static const char *const baltic[] = { "ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž", NULL };

static const struct
{
  const char *charset;
  const char *const *languages;
} encodings[FW_N_LATIN] = {
  [FW_LATIN_WESTERN] = { "WINDOWS-1252", western },
  [FW_LATIN_CENTRAL] = { "WINDOWS-1250", central },
  [FW_LATIN_TURKISH] = { "WINDOWS-1254", turkish },
  [FW_LATIN_BALTIC] = { "WINDOWS-1257", baltic },
};

#define MOST_LANGUAGES 12
#define MOST_WORD 64

typedef struct
{
  gunichar chars[FW_N_LATIN][128];    /* of the bytes from 0x80 on; 0: none */
  guint16 languages[FW_N_LATIN][128]; /* a bit for each that has the letter */
} Tables;

static void
fill_encoding (Tables *tables, guint encoding)
{
  for (guint byte = 0; byte < 128; byte++)
    {
      const char text[] = { (char) (byte + 128), '\0' };
      g_autofree char *utf8 =
          g_convert (text, 1, "UTF-8", encodings[encoding].charset, NULL, NULL, NULL);
      gunichar c = utf8 != NULL ? g_utf8_get_char (utf8) : 0;

      tables->chars[encoding][byte] = c;
      for (guint i = 0; c != 0 && encodings[encoding].languages[i] != NULL; i++)
        if (g_utf8_strchr (encodings[encoding].languages[i], -1, g_unichar_tolower (c)) != NULL ||
            (c == 0x130 && encoding == FW_LATIN_TURKISH && i == 0))
          tables->languages[encoding][byte] |= (guint16) (1u << i);
    }
}

static const Tables *
get_tables (void)
{
  static gsize once = 0;
  static Tables tables;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < FW_N_LATIN; i++)
        fill_encoding (&tables, i);
      g_once_init_leave (&once, 1);
    }

  return &tables;
}

/* Signs that stand beside words in all of the encodings, and mean the same in them. */
static gboolean
is_common_sign (guchar byte)
{
  return byte == 0x85 || (byte >= 0x91 && byte <= 0x97) || byte == 0xa0 || byte == 0xa7 ||
         byte == 0xa9 || byte == 0xab || byte == 0xac || byte == 0xad || byte == 0xae ||
         byte == 0xb0 || byte == 0xb1 || byte == 0xb6 || byte == 0xb7 || byte == 0xbb;
}

typedef struct
{
  const guchar *data;
  guint length;
  gunichar chars[MOST_WORD];
} Word;

static gunichar
get_char (const Word *word, guint i)
{
  return i < word->length ? g_unichar_tolower (word->chars[i]) : 0;
}

static gboolean
is_vowel (gunichar c)
{
  return c != 0 && g_utf8_strchr ("aeiouyáéíóúàèìòùâêîôûäöü", -1, c) != NULL;
}

/* What no word of the language has: as letters alone, French è and Czech č would be one. */
static gboolean
has_odd_neighbours (const Word *word, guint i)
{
  gunichar c = get_char (word, i), next = get_char (word, i + 1), after = get_char (word, i + 2);

  if (c == 0x144) /* ń: a vowel behind it is written ni */
    return is_vowel (next);
  if (c == 0x155) /* ŕ: between consonants, never at an end */
    return next == 0 || i == 0;
  if (c == 0x10d) /* č: -ère, -ène, -èle and their like are French */
    return next != 0 && g_utf8_strchr ("nrlsvtmdg", -1, next) != NULL && after == 'e' &&
           (i + 3 == word->length || (i + 4 == word->length && get_char (word, i + 3) == 's'));
  if (c == 0x103) /* ă: -ão and -ãe are Portuguese */
    return next == 'o' || next == 'e';
  if (c == 0x153) /* œ */
    return next != 'u' && next != 'i' && next != 'e' && next != 't' && next != 'n';

  return FALSE;
}

/* Whether the letters can stand so: capitals at the beginning or throughout, at least one plain
 * letter, hardly ever three others in a row. */
static gboolean
has_form (const Word *word)
{
  guint plain = 0, run = 0;

  for (guint i = 0; i < word->length; i++)
    {
      gboolean other = word->data[i] >= 0x80;

      if (word->chars[i] == 0 || !g_unichar_isalpha (word->chars[i]))
        return FALSE;
      plain += !other;
      run = other ? run + 1 : 0;
      if (run > 2)
        return FALSE;
      if (other && i > 0 && g_unichar_isupper (word->chars[i]) &&
          g_unichar_islower (word->chars[i - 1]))
        return FALSE;
    }

  return plain > 0 || (word->length == 1 && strchr ("\xe0\xe9\xc0\xe8\xf3\xf6\xe5", word->data[0]));
}

static gboolean
is_word_of (const Tables *tables, guint encoding, Word *word)
{
  guint16 languages = (guint16) ~0u;

  for (guint i = 0; i < word->length; i++)
    {
      guchar byte = word->data[i];

      word->chars[i] = byte < 0x80 ? byte : tables->chars[encoding][byte - 128];
      if (byte >= 0x80)
        languages &= tables->languages[encoding][byte - 128];
    }
  if (languages == 0 || !has_form (word))
    return FALSE;
  for (guint i = 0; i < word->length; i++)
    if (word->data[i] >= 0x80 && has_odd_neighbours (word, i))
      return FALSE;

  return TRUE;
}

static void
study_word (FwLatinStudy *self, const guchar *data, guint length)
{
  const Tables *tables = get_tables ();
  Word word = { .data = data, .length = length };

  self->words++;
  for (guint e = 0; e < FW_N_LATIN; e++)
    {
      if (length > MOST_WORD || !is_word_of (tables, e, &word))
        self->wrong[e] = TRUE;
      for (guint i = 0; i < length; i++)
        if (data[i] >= 0x80 &&
            tables->chars[e][data[i] - 128] != tables->chars[FW_LATIN_WESTERN][data[i] - 128])
          self->differs[e] = TRUE;
    }
}

static gboolean
is_letter (guchar byte)
{
  return g_ascii_isalpha ((char) byte) || (byte >= 0x80 && !is_common_sign (byte));
}

void
fw_latin_study_add (FwLatinStudy *self, FwText line)
{
  const guchar *at = (const guchar *) line.data, *end = at + line.length;

  while (at < end)
    {
      const guchar *start = at;
      gboolean other = FALSE;

      for (; at < end && is_letter (*at); at++)
        other |= *at >= 0x80;
      if (other)
        study_word (self, start, (guint) (at - start));
      if (at == end)
        break;
      /* A dash or a quote of these within a word is a letter of a DOS or a Macintosh. */
      if (*at >= 0x80 && *at != 0x92 && *at != 0xa0 && at > start && at + 1 < end &&
          is_letter (at[1]))
        for (guint e = 0; e < FW_N_LATIN; e++)
          self->wrong[e] = TRUE;
      /* Two signs in a row are a character of two bytes. */
      if (*at >= 0x80 && at + 1 < end && at[1] >= 0x80 && *at != 0xa0 && at[1] != 0xa0)
        for (guint e = 0; e < FW_N_LATIN; e++)
          self->wrong[e] = TRUE;
      at++;
    }
}

gboolean
fw_latin_study_is_western (const FwLatinStudy *self)
{
  if (self->wrong[FW_LATIN_WESTERN])
    return FALSE;
  for (guint e = 0; e < FW_N_LATIN; e++)
    if (!self->wrong[e] && self->differs[e])
      return FALSE;

  return TRUE;
}
