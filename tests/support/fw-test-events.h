/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/floor/fw-event-batch.h"
#include "core/floor/fw-floor.h"
#include "core/people/fw-directory.h"

G_BEGIN_DECLS

/* 2026-03-02 (a Monday) 09:00:00 UTC: tests count seconds from here. */
#define TEST_START (G_GINT64_CONSTANT (1772442000) * FW_SECOND)

/** fw_test_event: an event of source "pbx" whose id follows from what it says. */
static inline FwEvent
fw_test_event (
    FwEventType type, gint64 second, const char *contact, const char *queue, const char *agent)
{
  FwEvent event = FW_EVENT_INIT;

  event.type = type;
  event.at = TEST_START + second * FW_SECOND;
  event.source = fw_text ("pbx");
  event.contact = fw_text (contact);
  event.queue = fw_text (queue);
  event.agent = fw_text (agent);
  return event;
}

/** fw_test_add: gives the event an id of its own and adds it. */
static inline void
fw_test_add (FwEventBatch *batch, FwEvent event)
{
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  if (event.id.length == 0)
    {
      id = g_strdup_printf (
          "%d/%" G_GINT64_FORMAT "/%.*s/%.*s/%.*s/%.*s", event.type, event.at,
          (int) event.contact.length, event.contact.data != NULL ? event.contact.data : "",
          (int) event.queue.length, event.queue.data != NULL ? event.queue.data : "",
          (int) event.agent.length, event.agent.data != NULL ? event.agent.data : "",
          (int) event.reason.length, event.reason.data != NULL ? event.reason.data : "");
      event.id = fw_text (id);
    }
  fw_event_check (&event, &error);
  g_assert_no_error (error);
  fw_event_batch_add (batch, &event);
}

/** fw_test_record: Returns: (transfer full): a record from names and CSV texts, NULL-terminated. */
static inline FwRecord *
fw_test_record (const char *kind, const char *id, ...)
{
  FwRecord *record = fw_record_new (fw_kind_find (kind), id);
  const char *name;
  va_list arguments;

  fw_record_set_fallbacks (record);
  va_start (arguments, id);
  while ((name = va_arg (arguments, const char *)) != NULL)
    {
      g_autoptr (GError) error = NULL;
      gint field = fw_kind_find_field (fw_record_get_kind (record), name);

      g_assert_cmpint (field, >=, 0);
      fw_record_parse (record, (guint) field, fw_text (va_arg (arguments, const char *)), &error);
      g_assert_no_error (error);
    }
  va_end (arguments);
  return record;
}

/** fw_test_house: Returns: (transfer full) (element-type FwRecord): site "sh" in UTC, teams "a" and
 * "b", an early and a late shift, queues "sales" and "support", people Agent/1 (a) and Agent/2 (b).
 */
static inline GPtrArray *
fw_test_house (void)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

  g_ptr_array_add (records,
                   fw_test_record ("site", "sh", "name", "Shanghai", "time_zone", "UTC", NULL));
  g_ptr_array_add (records, fw_test_record ("team", "a", "name", "A", "site", "sh", NULL));
  g_ptr_array_add (records, fw_test_record ("team", "b", "name", "B", "site", "sh", NULL));
  g_ptr_array_add (records, fw_test_record ("shift-template", "early", "name", "Early", "site",
                                            "sh", "start", "06:00", "length_minutes", "480", NULL));
  g_ptr_array_add (records, fw_test_record ("shift-template", "late", "name", "Late", "site", "sh",
                                            "start", "14:00", "length_minutes", "480", NULL));
  g_ptr_array_add (records, fw_test_record ("queue", "sales", "name", "Sales", "site", "sh", "team",
                                            "a", "channel", "phone", "product", "loans", NULL));
  g_ptr_array_add (records,
                   fw_test_record ("queue", "support", "name", "Support", "site", "sh", "team", "b",
                                   "channel", "phone", "product", "cards", NULL));
  g_ptr_array_add (records,
                   fw_test_record ("person", "p1", "name", "Lin", "login", "Agent/1", "site", "sh",
                                   "team", "a", "hired", "2026-02-20", NULL));
  g_ptr_array_add (records,
                   fw_test_record ("person", "p2", "name", "Mei", "login", "Agent/2", "site", "sh",
                                   "team", "b", "hired", "2020-01-01", NULL));
  return records;
}

G_END_DECLS
