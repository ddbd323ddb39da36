/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badge/fw-badge.h"
#include "fuzz-target.h"

/* Some moment; every badge has an answer at it. */
#define AT G_GINT64_CONSTANT (1795000000000000)

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (FwBadgeAnswer) answer = fw_badge_verify (bytes, AT, NULL);

  g_assert_nonnull (answer->parse);
  g_assert_nonnull (answer->verdict);
  g_assert_true (g_utf8_validate (answer->parse, -1, NULL));
  /* Either all is said of a badge, or nothing but why it cannot be read. */
  if (answer->credential == NULL)
    {
      g_assert_true (answer->structure == NULL && answer->time == NULL);
      g_assert_cmpstr (answer->verdict, ==, "reject");
      return 0;
    }
  g_assert_cmpstr (answer->parse, ==, "ok");
  g_assert_true (answer->structure != NULL && answer->time != NULL);
  if (answer->signature == FW_BADGE_SIGNATURE_INVALID)
    g_assert_cmpstr (answer->verdict, ==, "reject");
  if (g_str_equal (answer->verdict, "accept"))
    g_assert_cmpint (answer->signature, ==, FW_BADGE_SIGNATURE_VALID);
  fw_badge_is_of (answer->credential, "lin.qiao@example.org");
  return 0;
}
