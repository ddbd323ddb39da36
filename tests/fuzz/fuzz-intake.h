/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-error.h"
#include "fuzz-target.h"
#include "intake/calls/fw-inspect.h"

/* What holds of every read, whatever comes in. */

static inline gboolean
check_batch_cb (FwEventBatch *batch, gpointer user_data, GError **error)
{
  guint64 *emitted = user_data;
  FwEventIter iter;
  FwEvent event;

  fw_event_iter_init (&iter, batch);
  while (fw_event_iter_next (&iter, &event))
    {
      g_assert_true (fw_event_check (&event, NULL));
      (*emitted)++;
    }

  return TRUE;
}

/* What is shown of it is JSON, whatever was read and however far. */
static inline void
inspect_anything (GBytes *bytes, const FwIntakeReport *report)
{
  g_auto (FwInspect) inspect = { 0 };
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  FwJsonWriter writer;

  fw_inspect_read (&inspect, bytes, report);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_inspect_append (&inspect, &writer);
  fw_json_writer_end_object (&writer);
  fw_json_check (json->str, json->len, &error);
  g_assert_no_error (error);
}

static inline void
read_anything (FwFormat format, const char *mapping, const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;
  guint64 emitted = 0;
  FwIntake intake = { .format = format,
                      .source = "fuzz",
                      .mapping = mapping,
                      .sink = check_batch_cb,
                      .user_data = &emitted };

  if (!fw_intake_read_bytes (&intake, bytes, report, NULL, &error))
    {
      g_assert_true (error != NULL && error->domain == FW_ERROR && error->message[0] != '\0');
      if (format == FW_FORMAT_CALLS)
        inspect_anything (bytes, report);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (emitted, ==, report->accepted);
  if (format == FW_FORMAT_CALLS)
    inspect_anything (bytes, report);
  for (guint i = 0; i < report->examples->len; i++)
    {
      FwReject *reject = report->examples->pdata[i];

      g_assert_true (g_utf8_validate (reject->text, -1, NULL));
      g_assert_cmpuint (reject->line, >, 0);
    }
}
