/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"
#include "support/fw-test-events.h"

G_BEGIN_DECLS

static inline FwCentre *
fw_test_centre_open (const char *location)
{
  g_autoptr (GError) error = NULL;
  FwCentre *centre = fw_centre_open (location, FW_CENTRE_CREATE, &error);

  g_assert_no_error (error);
  g_assert_nonnull (centre);
  return centre;
}

static inline void
fw_test_centre_put_house (FwCentre *centre, GPtrArray *records)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (GError) error = NULL;

  fw_records_put_all (fw_centre_get_records (centre), scope, records,
                      TEST_START - 365 * 24 * FW_HOUR, &error);
  g_assert_no_error (error);
  fw_centre_house_changed (centre, &error);
  g_assert_no_error (error);
}

/** fw_test_centre_call: one answered call, whole: offered at @second, answered 5 s later, ended
 * after 60 s. */
static inline void
fw_test_centre_add_call (
    FwEventBatch *batch, gint64 second, const char *contact, const char *queue, const char *agent)
{
  FwEvent event = fw_test_event (FW_EVENT_OFFERED, second, contact, queue, NULL);

  event.customer = fw_text (contact);
  fw_test_add (batch, event);
  fw_test_add (batch, fw_test_event (FW_EVENT_ANSWERED, second + 5, contact, queue, agent));
  fw_test_add (batch, fw_test_event (FW_EVENT_COMPLETED, second + 65, contact, queue, agent));
}

static inline FwQuestion
fw_test_question (void)
{
  return (FwQuestion){ .from = TEST_START - 60 * 24 * FW_HOUR,
                       .to = TEST_START + 60 * 24 * FW_HOUR,
                       .now = TEST_START + 90 * 24 * FW_HOUR };
}

static inline FwSums
fw_test_centre_total (FwCentre *centre)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  FwQuestion question = fw_test_question ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FwCubeAnswer) answer = fw_centre_ask (centre, scope, &question, NULL, &error);

  g_assert_no_error (error);
  return answer->total;
}

/** fw_test_centre_verify: asserts that what runs is what the ledger gives. Returns: how many events
 * it holds. */
static inline guint64
fw_test_centre_verify (FwCentre *centre)
{
  g_autoptr (GError) error = NULL;
  FwVerifyReport report;

  fw_centre_verify (centre, &report, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report.live_digest, ==, report.rebuilt_digest);
  fw_verify_report_clear (&report);
  return report.events;
}

G_END_DECLS
