/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-target.h"
#include "intake/ical/fw-ical.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (FwIcalReader) reader = fw_ical_reader_new ("Europe/Berlin", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) offers = NULL;

  if (!fw_ical_reader_add (reader, "calendar.ics", bytes, &error))
    {
      g_assert_true (error != NULL && error->message[0] != '\0');
      return 0;
    }
  offers = fw_ical_reader_expand (reader, 1767225600, 1798761600);
  for (guint i = 0; i < offers->len; i++)
    {
      const FwShiftOffer *offer = offers->pdata[i];

      g_assert_true (offer->uid != NULL && offer->status != NULL && offer->summary != NULL);
      if (offer->rejected)
        g_assert_true (offer->note != NULL && offer->note[0] != '\0');
      else
        g_assert_cmpint (offer->end, >=, offer->start);
    }
  return 0;
}
