/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-words.h"

#include "intake/fw-intake-run.h"
#include "intake/fw-placeholders.h"
#include "intake/text/fw-cell-text.h"

/* A column with more words than this is no list of words. */
#define MOST_WORDS 4096

static const char *const meaning_names[] = {
  [FW_CALL_WORD_ANSWERED] = "answered",
  [FW_CALL_WORD_ABANDONED] = "abandoned",
  [FW_CALL_WORD_TIMEOUT] = "timeout",
  [FW_CALL_WORD_EMPTY] = "empty",
  [FW_CALL_WORD_KEY] = "key",
  [FW_CALL_WORD_YES] = "yes",
  [FW_CALL_WORD_NO] = "no",
  [FW_CALL_WORD_IN] = "in",
  [FW_CALL_WORD_OUT] = "out",
  [FW_CALL_WORD_INTERNAL] = "internal",
};

const char *
fw_call_word_to_name (FwCallWord word)
{
  return (guint) word < G_N_ELEMENTS (meaning_names) ? meaning_names[word] : NULL;
}

static FwCallWord
find_named (FwCallColumn column, const char *name)
{
  if (name[0] == '\0')
    return FW_CALL_WORD_NOTHING;
  if (column == FW_CALL_AGENT || column == FW_CALL_CUSTOMER)
    return FW_CALL_WORD_NAME;
  for (guint i = 0; i < G_N_ELEMENTS (meaning_names); i++)
    if (g_strcmp0 (meaning_names[i], name) == 0)
      return (FwCallWord) i;

  return FW_CALL_WORD_UNKNOWN;
}

/* As it is written, else in other letters of the same word. */
static const char *
find_stated (GHashTable *stated, FwText cell)
{
  g_autofree char *word = fw_text_dup (cell), *valid = NULL, *folded = NULL;
  const char *meaning = g_hash_table_lookup (stated, word);
  GHashTableIter iter;
  gpointer key, value;

  if (meaning != NULL)
    return meaning;
  valid = g_utf8_make_valid (word, -1);
  folded = g_utf8_casefold (valid, -1);
  g_hash_table_iter_init (&iter, stated);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_autofree char *other = g_utf8_casefold (key, -1);

      if (g_str_equal (g_strstrip (other), folded))
        return value;
    }

  return NULL;
}

/* Whether a row that leaves the column empty can be read. */
static gboolean
must_be_said (FwCallColumn column)
{
  return column == FW_CALL_ANSWERED || column == FW_CALL_OUTCOME || column == FW_CALL_DIRECTION;
}

static FwCallWord
find_meaning (FwCallWords *self, FwText cell, FwText *name)
{
  const char *stated = self->stated != NULL ? find_stated (self->stated, cell) : NULL;
  gboolean blank = fw_is_placeholder (cell);

  *name = FW_TEXT_NONE;
  if (stated == NULL && self->stated != NULL && blank)
    stated = g_hash_table_lookup (self->stated, "");
  if (stated == NULL && self->stated != NULL && (!blank || must_be_said (self->column)))
    stated = g_hash_table_lookup (self->stated, "*");
  if (stated != NULL)
    {
      *name = fw_text (stated);
      return find_named (self->column, stated);
    }
  if (self->column == FW_CALL_AGENT && fw_agent_is_nobody (cell))
    return FW_CALL_WORD_NOTHING;
  if (self->column == FW_CALL_CUSTOMER && fw_customer_is_withheld (cell))
    return FW_CALL_WORD_NOTHING;
  /* "Empty" is a way in which calls end, "нет" is no as well as nothing. */
  if (blank && (self->column == FW_CALL_AGENT || self->column == FW_CALL_CUSTOMER ||
                fw_call_word_find (self->column, cell) == FW_CALL_WORD_UNKNOWN))
    return FW_CALL_WORD_NOTHING;

  return fw_call_word_find (self->column, cell);
}

void
fw_call_words_init (FwCallWords *self, FwCallColumn column, GHashTable *stated)
{
  *self = (FwCallWords){ .column = column, .stated = stated, .size = 64 };
  self->uses = g_new0 (FwCallWordUse, self->size);
}

void
fw_call_words_clear (FwCallWords *self)
{
  for (guint i = 0; i < self->size; i++)
    {
      g_free (self->uses[i].word);
      g_free (self->uses[i].tidy);
    }
  g_clear_pointer (&self->uses, g_free);
  g_clear_pointer (&self->other.word, g_free);
  g_clear_pointer (&self->other.tidy, g_free);
  self->size = self->n = 0;
}

static guint
find_place (const FwCallWords *self, FwText cell, guint64 hash)
{
  guint i = (guint) hash & (self->size - 1);

  while (self->uses[i].word != NULL &&
         !(self->uses[i].hash == hash && self->uses[i].length == cell.length &&
           fw_bytes_equal (self->uses[i].word, cell.data, cell.length)))
    i = (i + 1) & (self->size - 1);

  return i;
}

static void
grow (FwCallWords *self)
{
  FwCallWordUse *old = self->uses;
  guint n = self->size;

  self->size *= 2;
  self->uses = g_new0 (FwCallWordUse, self->size);
  for (guint i = 0; i < n; i++)
    if (old[i].word != NULL)
      self->uses[find_place (self, (FwText){ old[i].word, old[i].length }, old[i].hash)] = old[i];
  g_free (old);
}

static void
fill (FwCallWords *self, FwCallWordUse *use, FwText cell, guint64 hash, guint64 line)
{
  g_free (use->word);
  g_free (use->tidy);
  *use = (FwCallWordUse){
    .word = fw_text_dup (cell), .length = cell.length, .hash = hash, .line = line
  };
  use->meaning = find_meaning (self, (FwText){ use->word, use->length }, &use->name);
  if (use->meaning != FW_CALL_WORD_NAME || use->name.length > 0)
    return;
  use->name = (FwText){ use->word, use->length };
  use->tidy = fw_name_tidy (use->name);
  if (use->tidy != NULL)
    use->name = fw_text (use->tidy);
}

const FwCallWordUse *
fw_call_words_look (FwCallWords *self, FwText cell, guint64 line)
{
  FwCallWordUse *use = self->last;
  guint64 hash;

  if (G_LIKELY (use != NULL && use->length == cell.length &&
                fw_bytes_equal (use->word, cell.data, cell.length)))
    {
      use->rows++;
      return use;
    }

  hash = fw_intake_hash (cell, 0);
  use = &self->uses[find_place (self, cell, hash)];
  if (use->word == NULL && self->n >= MOST_WORDS)
    {
      self->last = NULL;
      fill (self, &self->other, cell, hash, line);
      return &self->other;
    }
  if (use->word == NULL)
    {
      if (++self->n * 2 > self->size)
        grow (self);
      use = &self->uses[find_place (self, cell, hash)];
      fill (self, use, cell, hash, line);
    }
  use->rows++;
  self->last = use;

  return use;
}
