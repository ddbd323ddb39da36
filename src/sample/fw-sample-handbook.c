/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A handbook that is begun, so that there is something to be found in it. */
#include "sample/fw-sample-handbook.h"

#include "sample/fw-sample-record.h"
#include "sample/fw-sample-words.h"

static const char *const fields[] = { "title", "situation", "done", "right", "lesson", "topics" };

static const struct
{
  const char *id, *texts[G_N_ELEMENTS (fields)];
} cases[] = {
  { "handbook-word",
    { "Promise the next word, not the result",
      "An order was late, and the customer wanted the money back at once.",
      "“You have your money tomorrow.” Nobody had asked finance.",
      "“I ask finance now, and call you by four.” Then the call comes by four, whatever there is "
      "to "
      "say.",
      "A date that holds calms more than a date that is early.", "promise, refund" } },
  { "handbook-silence",
    { "Say what you are doing", "A caller waited while a form was looked for.",
      "Two minutes of silence, twice.",
      "“I look for your form, that takes a minute”, and a word before the minute is over.",
      "Silence sounds like neglect.", "silence" } },
  { "handbook-lamp",
    { "Ask before you explain",
      "A device did not switch on, and the customer had tried for an hour.",
      "The whole menu was explained from its beginning.",
      "“What does the lamp show?” Then one step at a time, each confirmed.",
      "Who is asked first feels heard, and half of the steps are not needed.", "inquiry" } },
};

gboolean
fw_sample_put_handbook (FwRecords *records, const char *language, gint64 at, GError **error)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

  g_return_val_if_fail (records != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FwRecord *record = fw_sample_add_record (made, "handbook-case", cases[i].id, NULL);

      for (guint k = 0; k < G_N_ELEMENTS (fields); k++)
        fw_sample_set (record, fields[k], fw_sample_word (language, cases[i].texts[k]));
      if (!fw_records_put (records, scope, record, at, error))
        return FALSE;
    }
  return TRUE;
}
