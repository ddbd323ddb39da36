/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/floor/fw-event-batch.h"
#include "core/floor/fw-event-wire.h"
#include "fuzz-target.h"

/* The checksum is put right, so that damage reaches what stands behind it. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree guint8 *copy = g_memdup2 (data, size);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (FwEventBatch) batch = NULL;
  guint64 checksum;
  FwEventIter iter;
  FwEvent event;

  if (size >= 8)
    {
      checksum = GUINT64_TO_LE (fw_wire_checksum (copy, size - 8));
      memcpy (copy + size - 8, &checksum, 8);
    }
  bytes = g_bytes_new (copy, size);
  batch = fw_event_batch_from_bytes (bytes, NULL);
  if (batch == NULL)
    return 0;

  fw_event_iter_init (&iter, batch);
  while (fw_event_iter_next (&iter, &event))
    g_assert_true (fw_event_check (&event, NULL));
  g_assert_cmpuint (iter.index, ==, fw_event_batch_get_length (batch));

  return 0;
}
