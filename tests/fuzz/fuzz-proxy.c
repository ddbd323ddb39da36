/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz-target.h"
#include "server/fw-proxy-scan.h"

/* What stands before the first byte of a proxy's connection: wherever its segments end, it says the
 * same, and what it says is an address. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *bytes = (const char *) data;
  FwProxyScan whole = { FW_PROXY_PENDING };
  FwProxyScan pieces = { FW_PROXY_PENDING };
  gsize used = fw_proxy_scan_feed (&whole, bytes, size);
  gsize sum = 0;

  for (gsize at = 0; at < size; at += 7)
    sum += fw_proxy_scan_feed (&pieces, bytes + at, MIN (7, size - at));
  g_assert_cmpuint (used, <=, size);
  g_assert_cmpuint (sum, ==, used);
  g_assert_cmpint (pieces.state, ==, whole.state);
  g_assert_cmpint (pieces.has_address, ==, whole.has_address);
  g_assert_cmpstr (pieces.address.text, ==, whole.address.text);
  g_assert_true (whole.state != FW_PROXY_PENDING || used == size);
  g_assert_true (whole.state == FW_PROXY_WHOLE || !whole.has_address);
  g_assert_true (!whole.has_address || g_hostname_is_ip_address (whole.address.text));

  return 0;
}
