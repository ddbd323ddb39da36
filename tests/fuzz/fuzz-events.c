/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-intake.h"
#include "protocol/fw-event-line.h"
#include "protocol/fw-json.h"

/* A line that is taken is strict JSON, and what is written of it reads back as the same. */
static void
check_line (const char *data, gsize size)
{
  g_autoptr (FwEventScratch) scratch = fw_event_scratch_new ();
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  FwEvent event;

  if (!fw_event_line_parse ((FwText){ data, (guint) size }, scratch, &event, NULL))
    return;
  g_assert_true (fw_json_check (data, size, NULL));
  fw_event_line_append (first, &event);
  g_assert_true (
      fw_event_line_parse ((FwText){ first->str, (guint) first->len - 1 }, scratch, &event, NULL));
  fw_event_line_append (second, &event);
  g_assert_cmpstr (first->str, ==, second->str);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  check_line ((const char *) data, size);
  read_anything (FW_FORMAT_EVENTS, NULL, data, size);

  return 0;
}
