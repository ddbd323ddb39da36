/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>

#include "core/fw-error.h"
#include "intake/fw-intake.h"

/** Events of a read, kept with the batches that hold their texts. */
typedef struct
{
  GPtrArray *batches;
  GArray *events;  /* FwEvent */
  gboolean refuse; /* the sink fails */
} Caught;

static inline void
caught_init (Caught *self)
{
  self->batches = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_event_batch_unref);
  self->events = g_array_new (FALSE, FALSE, sizeof (FwEvent));
  self->refuse = FALSE;
}

static inline void
caught_clear (Caught *self)
{
  g_ptr_array_unref (self->batches);
  g_array_unref (self->events);
}

static inline gboolean
catch_cb (FwEventBatch *batch, gpointer user_data, GError **error)
{
  Caught *self = user_data;
  FwEventIter iter;
  FwEvent event;

  if (self->refuse)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_FULL, "no room");
      return FALSE;
    }
  g_ptr_array_add (self->batches, fw_event_batch_ref (batch));
  fw_event_iter_init (&iter, batch);
  while (fw_event_iter_next (&iter, &event))
    g_array_append_val (self->events, event);

  return TRUE;
}

static inline FwEvent *
caught_get (Caught *self, guint i)
{
  g_assert_cmpuint (i, <, self->events->len);

  return &g_array_index (self->events, FwEvent, i);
}

/** Reads @text; returns whether it went through. Where @length is -1 a log's last line is whole and
 * need not be written with its line end. */
static inline gboolean
read_text (FwFormat format,
           const char *text,
           gssize length,
           const char *mapping,
           Caught *caught,
           FwIntakeReport *report,
           GError **error)
{
  const gboolean ends =
      length >= 0 || format != FW_FORMAT_QUEUE_LOG || g_str_has_suffix (text, "\n");
  g_autofree char *ended = ends ? NULL : g_strconcat (text, "\n", NULL);
  g_autoptr (GBytes) bytes =
      g_bytes_new (ended != NULL ? ended : text, length >= 0     ? (gsize) length
                                                 : ended != NULL ? strlen (ended)
                                                                 : strlen (text));
  FwIntake intake = { .format = format, .source = "pbx", .mapping = mapping };

  if (caught != NULL)
    {
      intake.sink = catch_cb;
      intake.user_data = caught;
    }

  return fw_intake_read_bytes (&intake, bytes, report, NULL, error);
}

static inline guint64
count_of (GHashTable *table, const char *key)
{
  guint64 *value = g_hash_table_lookup (table, key);

  return value != NULL ? *value : 0;
}

#define assert_text(view, expected)                                                                \
  g_assert_cmpmem ((view).data, (view).length, (expected), strlen (expected))
