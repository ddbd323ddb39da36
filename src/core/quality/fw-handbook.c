/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-handbook.h"

#include <string.h>

#include "core/fw-error.h"
#include "core/quality/fw-debrief.h"

#define FIRST_WIDE 0x2e80 /* from here on writing has no spaces between words */

/* What people write, and what a word in it is worth. */
static const struct
{
  const char *name;
  guint worth;
} texts[] = { { "title", 4 }, { "topics", 3 }, { "product", 3 }, { "situation", 1 },
              { "done", 1 },  { "right", 1 },  { "lesson", 1 } };

static const char *const names[] = { "title", "topics", "product", "situation",
                                     "done",  "right",  "lesson",  NULL };

/* ---- names ---- */

static gboolean
is_letter (gunichar character)
{
  return character < FIRST_WIDE && g_unichar_isalnum (character);
}

static gboolean
stands_at (const gunichar *text, glong length, glong at, const gunichar *needle, glong n)
{
  if (at + n > length || memcmp (text + at, needle, (gsize) n * sizeof *text) != 0)
    return FALSE;
  if (at > 0 && is_letter (needle[0]) && is_letter (text[at - 1]))
    return FALSE;
  return at + n == length || !is_letter (needle[n - 1]) || !is_letter (text[at + n]);
}

static void
hide (gunichar *text, glong length, const char *name)
{
  glong n = 0;
  g_autofree gunichar *needle = g_utf8_to_ucs4_fast (name, -1, &n);

  for (glong at = 0; n > 1 && at + n <= length; at++)
    if (stands_at (text, length, at, needle, n))
      for (glong i = 0; i < n; i++)
        text[at + i] = '*';
}

char *
fw_handbook_hide_name (const char *text, const char *name)
{
  glong length;
  g_autofree gunichar *characters = NULL;
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (name == NULL || *name == '\0')
    return g_strdup (text);
  characters = g_utf8_to_ucs4_fast (text, -1, &length);
  parts = g_strsplit (name, " ", -1);
  hide (characters, length, name);
  for (char **part = parts; *part != NULL; part++)
    hide (characters, length, *part);
  return g_ucs4_to_utf8 (characters, length, NULL, NULL, NULL);
}

/* ---- topics ---- */

/* As texts are compared: whatever their case, and letters of full width as those of half. */
static char *
fold (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (plain != NULL ? plain : text, -1);
}

static gboolean
is_among (GPtrArray *list, const char *folded)
{
  for (guint i = 0; i < list->len; i++)
    {
      g_autofree char *other = fold (list->pdata[i]);

      if (g_str_equal (other, folded))
        return TRUE;
    }
  return FALSE;
}

static void
take_topic (GPtrArray *list, GString *topic)
{
  g_autofree char *folded = NULL;

  g_strstrip (topic->str);
  folded = fold (topic->str);
  if (*topic->str != '\0' && !is_among (list, folded))
    g_ptr_array_add (list, g_strdup (topic->str));
  g_string_truncate (topic, 0);
}

char **
fw_handbook_read_topics (const char *topics)
{
  GPtrArray *list = g_ptr_array_new ();
  g_autoptr (GString) topic = g_string_new (NULL);

  for (const char *at = topics; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);

      if (g_utf8_strchr (",;，；、", -1, character) != NULL)
        take_topic (list, topic);
      else
        g_string_append_unichar (topic, character);
    }
  take_topic (list, topic);
  g_ptr_array_add (list, NULL);
  return (char **) g_ptr_array_free (list, FALSE);
}

gboolean
fw_handbook_has_topic (const FwRecord *record, const char *topic)
{
  g_auto (GStrv) topics = NULL;
  g_autofree char *folded = NULL;
  gboolean found = FALSE;

  g_return_val_if_fail (record != NULL && topic != NULL, FALSE);

  topics = fw_handbook_read_topics (fw_record_text (record, "topics"));
  folded = fold (topic);
  for (char **each = topics; *each != NULL && !found; each++)
    {
      g_autofree char *other = fold (*each);

      found = g_str_equal (other, folded);
    }
  return found;
}

/* ---- to be found ---- */

char **
fw_handbook_read_words (const char *text)
{
  g_autofree char *folded = fold (text != NULL ? text : "");
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t", -1);
  GPtrArray *words = g_ptr_array_new ();

  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0')
      g_ptr_array_add (words, g_strdup (*part));
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (words, FALSE);
}

guint
fw_handbook_score (const FwRecord *record, char *const *words)
{
  char *folded[G_N_ELEMENTS (texts)];
  guint score = 0;
  gboolean all = TRUE;

  g_return_val_if_fail (record != NULL && words != NULL, 0);

  if (words[0] == NULL)
    return 1;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *text = fw_record_text (record, texts[i].name);

      folded[i] = fold (text != NULL ? text : "");
    }
  for (guint w = 0; words[w] != NULL && all; w++)
    {
      guint worth = 0;

      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        if (strstr (folded[i], words[w]) != NULL)
          worth += texts[i].worth;
      all = worth > 0;
      score += worth;
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (folded[i]);
  return all ? score : 0;
}

/* ---- to be written ---- */

FwRecord *
fw_handbook_make (const FwRecord *debrief)
{
  FwRecord *record;

  g_return_val_if_fail (debrief != NULL, NULL);

  record = fw_record_new (fw_kind_find ("handbook-case"), fw_record_get_id (debrief));
  for (guint i = 0; names[i] != NULL; i++)
    fw_record_put_text (record, names[i], fw_record_text (debrief, names[i]));
  return record;
}

void
fw_handbook_arrange (const FwRecord *stored, FwRecord *record, const FwKindLook *look)
{
  g_autoptr (FwRecord) debrief = NULL, person = NULL;

  g_return_if_fail (record != NULL && look != NULL);

  debrief = look->find (look->data, "debrief", fw_record_get_id (record));
  if (debrief != NULL)
    person = look->find (look->data, "person", fw_record_text (debrief, "person"));
  for (guint i = 0; person != NULL && names[i] != NULL; i++)
    {
      const char *text = fw_record_text (record, names[i]);
      g_autofree char *hidden =
          text != NULL ? fw_handbook_hide_name (text, fw_record_text (person, "name")) : NULL;

      if (hidden != NULL)
        fw_record_put_text (record, names[i], hidden);
    }
}

static void
order_topics (FwRecord *record)
{
  g_auto (GStrv) topics = fw_handbook_read_topics (fw_record_text (record, "topics"));
  g_autofree char *joined = g_strjoinv (", ", topics);

  fw_record_put_text (record, "topics", *joined != '\0' ? joined : NULL);
}

static gboolean
says_the_same (const FwRecord *stored, const FwRecord *record)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_strcmp0 (fw_record_text (stored, names[i]), fw_record_text (record, names[i])) != 0)
      return FALSE;
  return TRUE;
}

void
fw_handbook_derive (const FwRecord *stored, FwRecord *record)
{
  gint64 version = 1;

  g_return_if_fail (record != NULL);

  fw_debrief_mask (record, names);
  order_topics (record);
  if (stored != NULL)
    version = fw_record_integer (stored, "version") + !says_the_same (stored, record);
  fw_record_set_integer (record, fw_record_find (record, "version"), version);
}

gboolean
fw_handbook_check (const FwRecord *record, GError **error)
{
  g_return_val_if_fail (record != NULL, FALSE);

  if (g_strcmp0 (fw_record_text (record, "successor"), fw_record_get_id (record)) != 0)
    return TRUE;
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                       "successor: expected another case than itself");
  return FALSE;
}
