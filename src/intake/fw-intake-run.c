/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-intake-run.h"

#include "core/fw-error.h"
#include "intake/log/fw-queue-log.h"

#define BATCH_EVENTS 10000
#define MOST_EXAMPLES 100
#define MOST_WORDS 1000
#define MOST_TEXT 1000  /* bytes of a rejected line that the report keeps */
#define TICK_MASK 0xfff /* every 4,096 lines */
#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 10)

void
fw_intake_run_init (FwIntakeRun *self,
                    const FwIntake *intake,
                    FwIntakeReport *report,
                    GCancellable *cancellable)
{
  *self = (FwIntakeRun){ .intake = intake, .report = report, .cancellable = cancellable };
  self->source = fw_text (intake->source);
}

void
fw_intake_run_clear (FwIntakeRun *self)
{
  g_clear_pointer (&self->batch, fw_event_batch_unref);
  g_clear_pointer (&self->queue_log, fw_queue_log_free);
  fw_text_form_clear (&self->form);
  fw_alike_names_clear (&self->alike);
}

gboolean
fw_intake_run_settle_text (FwIntakeRun *self, FwInput *input, GError **error)
{
  g_return_val_if_fail (self != NULL && input != NULL, FALSE);

  if (!fw_input_settle_encoding (input, self->form.encoding, error))
    return FALSE;
  g_free (self->report->text.encoding);
  self->report->text.encoding = g_strdup (input->encoding);

  return TRUE;
}

static guint64 *
count (GHashTable *table, const char *key)
{
  guint64 *value = g_hash_table_lookup (table, key);

  if (value == NULL)
    {
      value = g_new0 (guint64, 1);
      g_hash_table_insert (table, g_strdup (key), value);
    }
  (*value)++;

  return value;
}

/* As it stood, but as text that can be shown: without control characters, cut between characters.
 */
static char *
make_shown_text (FwText text)
{
  g_autofree char *valid =
      g_utf8_make_valid (text.length > 0 ? text.data : "", MIN (text.length, MOST_TEXT));
  gsize length = strlen (valid);

  if (length > MOST_TEXT)
    *g_utf8_find_prev_char (valid, valid + MOST_TEXT + 1) = '\0';
  for (char *p = valid; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || *p == 0x7f)
      *p = ' ';

  return g_steal_pointer (&valid);
}

static gboolean
write_reject (FwIntakeRun *self, const FwReject *reject, FwText text, GError **error)
{
  g_autofree char *head = NULL;
  g_autoptr (GError) reason = NULL;

  if (self->intake->rejects == NULL)
    return TRUE;

  head = g_strdup_printf ("# line %" G_GUINT64_FORMAT ": %s: %s\n", reject->line, reject->reason,
                          reject->detail);
  if (!g_output_stream_write_all (self->intake->rejects, head, strlen (head), NULL,
                                  self->cancellable, &reason) ||
      !g_output_stream_write_all (self->intake->rejects, text.data, text.length, NULL,
                                  self->cancellable, &reason) ||
      !g_output_stream_write_all (self->intake->rejects, "\n", 1, NULL, self->cancellable, &reason))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_FAILED, "rejected lines: %s", reason->message);
      return FALSE;
    }

  return TRUE;
}

gboolean
fw_intake_run_reject (FwIntakeRun *self,
                      guint64 line,
                      FwText text,
                      const char *reason,
                      const char *detail,
                      GError **error)
{
  FwReject reject = { line, (char *) reason, (char *) (detail != NULL ? detail : reason), NULL };

  self->report->rejected++;
  count (self->report->reasons, reason);
  if (self->report->examples->len < MOST_EXAMPLES)
    {
      FwReject *kept = g_new (FwReject, 1);

      *kept =
          (FwReject){ line, g_strdup (reason), g_strdup (reject.detail), make_shown_text (text) };
      g_ptr_array_add (self->report->examples, kept);
    }

  if ((self->report->rejected & TICK_MASK) == 0 && !fw_intake_run_tick (self, error))
    return FALSE;

  return write_reject (self, &reject, text, error);
}

gboolean
fw_intake_run_reject_error (
    FwIntakeRun *self, guint64 line, FwText text, const GError *why, GError **error)
{
  const char *message = why->message, *colon;
  g_autofree char *reason = NULL;

  if (g_str_has_prefix (message, "column ") && (colon = strstr (message, ": ")) != NULL)
    message = colon + 2;
  colon = strchr (message, ':');
  if (g_str_has_prefix (message, "unknown member"))
    reason = g_strdup ("unknown member");
  else if (g_str_has_prefix (message, "a second time"))
    reason = g_strdup ("member given twice");
  else if (colon != NULL && colon - message < 20 && !g_str_has_prefix (message, "expected"))
    reason = g_strdup_printf ("wrong %.*s", (int) (colon - message), message);
  else
    reason = g_strdup ("not an event");

  return fw_intake_run_reject (self, line, text, reason, why->message, error);
}

guint64 *
fw_intake_run_count_note (FwIntakeRun *self, FwText word)
{
  g_autofree char *shown = make_shown_text ((FwText){ word.data, MIN (word.length, 60) });
  GHashTable *notes = self->report->notes;

  if (g_hash_table_size (notes) >= MOST_WORDS && !g_hash_table_contains (notes, shown))
    return count (notes, "(others)");

  return count (notes, shown);
}

gboolean
fw_intake_run_flush (FwIntakeRun *self, GError **error)
{
  g_autoptr (FwEventBatch) batch = g_steal_pointer (&self->batch);

  if (batch == NULL || fw_event_batch_get_length (batch) == 0)
    return TRUE;

  return self->intake->sink == NULL || self->intake->sink (batch, self->intake->user_data, error);
}

gboolean
fw_intake_run_tick (FwIntakeRun *self, GError **error)
{
  gint64 now;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->intake->progress == NULL || self->input == NULL)
    return TRUE;

  now = g_get_monotonic_time ();
  if (now >= self->next_progress)
    {
      self->next_progress = now + PROGRESS_INTERVAL;
      self->intake->progress (self->input->done, self->input->total, self->report->rows,
                              self->intake->user_data);
    }

  return TRUE;
}

gboolean
fw_intake_run_emit (FwIntakeRun *self,
                    guint64 line,
                    FwText text,
                    const FwEvent *event,
                    gboolean *accepted,
                    GError **error)
{
  FwIntakeReport *report = self->report;
  g_autoptr (GError) why = NULL;

  if (accepted != NULL)
    *accepted = FALSE;
  if (G_UNLIKELY (!fw_event_check (event, &why)))
    return fw_intake_run_reject_error (self, line, text, why, error);

  if (accepted != NULL)
    *accepted = TRUE;
  report->first = report->accepted == 0 ? event->at : MIN (report->first, event->at);
  report->last = report->accepted == 0 ? event->at : MAX (report->last, event->at);
  report->accepted++;
  fw_alike_names_add (&self->alike, "agent", event->agent);
  fw_alike_names_add (&self->alike, "queue", event->queue);
  if ((report->accepted & TICK_MASK) == 0 && !fw_intake_run_tick (self, error))
    return FALSE;
  if (self->intake->sink == NULL)
    return TRUE;

  if (self->batch == NULL)
    self->batch = fw_event_batch_new ();
  fw_event_batch_add (self->batch, event);
  if (G_LIKELY (fw_event_batch_get_length (self->batch) < BATCH_EVENTS))
    return TRUE;

  return fw_intake_run_flush (self, error);
}

/* The full product of two words, folded: every bit of both reaches every bit of the result. */
static inline guint64
fold (guint64 a, guint64 b)
{
  unsigned __int128 product = (unsigned __int128) a * b;

  return (guint64) product ^ (guint64) (product >> 64);
}

guint64
fw_intake_hash (FwText text, guint64 seed)
{
  const guint64 keys[3] = { 0x9e3779b97f4a7c15, 0xd1b54a32d192ed03, 0x8cb92ba72f3d8dd7 };
  guint64 hash = fold (seed ^ keys[0], text.length + keys[1]), words[2];
  guint i = 0;

  for (; i + 16 <= text.length; i += 16)
    {
      memcpy (words, text.data + i, 16);
      hash =
          fold (GUINT64_FROM_LE (words[0]) ^ hash ^ keys[2], GUINT64_FROM_LE (words[1]) ^ keys[1]) +
          hash * keys[0];
    }
  words[0] = words[1] = 0;
  if (i < text.length)
    memcpy (words, text.data + i, text.length - i);
  hash = fold (GUINT64_FROM_LE (words[0]) ^ hash ^ keys[2], GUINT64_FROM_LE (words[1]) ^ keys[1]) +
         hash * keys[0];

  return fold (hash ^ keys[0], keys[1]);
}

FwText
fw_intake_put_hash (char *to, guint64 hash)
{
  static const char digits[] = "0123456789abcdef";

  for (guint i = 0; i < 16; i++)
    to[i] = digits[(hash >> (60 - 4 * i)) & 15];

  return (FwText){ to, 16 };
}
