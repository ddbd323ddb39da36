/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-error.h"
#include "fuzz-target.h"
#include "intake/fw-intake.h"

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
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (emitted, ==, report->accepted);
  for (guint i = 0; i < report->examples->len; i++)
    {
      FwReject *reject = report->examples->pdata[i];

      g_assert_true (g_utf8_validate (reject->text, -1, NULL));
      g_assert_cmpuint (reject->line, >, 0);
    }
}
