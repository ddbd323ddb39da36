/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-target.h"
#include "protocol/fw-json.h"
#include "protocol/fw-why-json.h"

static void
try_why (const char *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwWhyAnswer) answer = fw_why_json_read (data, size, &error), again = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  FwJsonWriter writer;

  g_assert_true ((answer == NULL) == (error != NULL));
  if (answer == NULL)
    return;
  fw_json_writer_init (&writer, text);
  fw_why_json_append (&writer, answer);
  again = fw_why_json_read (text->str, text->len, &error);
  g_assert_no_error (error);
}

/* What passes the check must be read by json-glib, and an answer to why that is taken is written
 * again as what is taken. */
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
  try_why ((const char *) data, size);

  return 0;
}
