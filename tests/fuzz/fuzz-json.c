/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-target.h"
#include "protocol/fw-json.h"

/* What passes the check must be read by json-glib, and be written again as what passes. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  if (!fw_json_check ((const char *) data, size, &error))
    {
      g_assert_nonnull (error);
      g_assert_true (g_str_has_prefix (error->message, "line "));
      return 0;
    }
  node = fw_json_parse ((const char *) data, size, &error);
  g_assert_no_error (error);
  g_assert_nonnull (node);

  return 0;
}
