/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz-target.h"
#include "server/fw-asked.h"
#include "server/fw-head-scan.h"
#include "server/fw-route.h"

/* What a connection sends: wherever its segments end, the gate says the same of it. */
static void
check_pieces (const char *bytes, gsize size, const FwHeadScan *whole, gsize piece)
{
  FwHeadScan scan;

  fw_head_scan_init (&scan);
  for (gsize at = 0; at < size; at += piece)
    fw_head_scan_feed (&scan, bytes + at, MIN (piece, size - at));
  g_assert_cmpint (scan.state, ==, whole->state);
  g_assert_cmpuint (scan.status, ==, whole->status);
  g_assert_cmpstr (scan.reason, ==, whole->reason);
  g_assert_cmpuint (scan.body_left, ==, whole->body_left);
  fw_head_scan_clear (&scan);
}

/* The first line's target goes to the router, its query to the reader of lists. */
static void
check_target (const char *bytes, gsize size)
{
  g_autofree char *text = g_strndup (bytes, size);
  g_auto (GStrv) words = g_strsplit (text, " ", 3);
  char *parameters[FW_ROUTE_MAX_PARAMETERS] = { NULL };
  const FwRoute *route;
  FwMatch match;

  if (g_strv_length (words) < 2)
    return;

  match = fw_route_match (fw_routes, fw_n_routes, words[0], words[1], &route, parameters);
  g_assert_cmpint (match == FW_MATCH_ROUTE, ==, route != NULL);
  for (guint i = 0; i < FW_ROUTE_MAX_PARAMETERS; i++)
    {
      g_auto (GStrv) values = parameters[i] != NULL ? fw_asked_split (parameters[i]) : NULL;

      g_assert_true (parameters[i] == NULL ||
                     (route != NULL && g_utf8_validate (parameters[i], -1, NULL)));
      g_assert_true (values == NULL || g_strv_length (values) > 0);
      g_free (parameters[i]);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *bytes = (const char *) data;
  FwHeadScan scan;

  fw_head_scan_init (&scan);
  g_assert_cmpint (fw_head_scan_feed (&scan, bytes, size), ==, scan.state != FW_SCAN_REFUSED);
  g_assert_cmpint (scan.reason != NULL, ==, scan.state == FW_SCAN_REFUSED);
  g_assert_cmpuint (scan.head->len, <=, FW_HEAD_MAX_BYTES);
  check_pieces (bytes, size, &scan, 1);
  check_pieces (bytes, size, &scan, 7);
  check_target (bytes, size);
  fw_head_scan_clear (&scan);

  return 0;
}
