/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/kind/fw-record.h"
#include "fuzz-target.h"
#include "protocol/fw-record-json.h"

/* What was taken from JSON and found right reads the same from its own JSON and from its own CSV
 * texts. */
static void
check_forms (FwRecord *record)
{
  const FwKind *kind = fw_record_get_kind (record);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (FwRecord) back = NULL;
  g_autoptr (GError) error = NULL;
  FwJsonWriter writer;

  fw_json_writer_init (&writer, text);
  fw_record_json_append (&writer, record, TRUE);
  object = fw_json_parse_object (text->str, text->len, &error);
  g_assert_no_error (error);
  back = fw_record_json_read (kind, object, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *cell = fw_record_format (record, i);

      g_assert_true (fw_record_equal_field (record, back, i));
      if (kind->fields[i].type == FW_FIELD_SECRET)
        continue;
      g_assert_true (fw_record_parse (back, i, fw_text (cell), NULL));
      g_assert_true (fw_record_equal_field (record, back, i));
    }
}

/* The first byte chooses the kind, what follows is the document. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const FwKind *const *kinds = fw_kinds ();
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (FwRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  guint n_kinds = 0;

  if (size == 0)
    return 0;

  while (kinds[n_kinds] != NULL)
    n_kinds++;
  object = fw_json_parse_object ((const char *) data + 1, size - 1, &error);
  if (object != NULL)
    record = fw_record_json_read (kinds[data[0] % n_kinds], object, &error);
  g_assert_true ((record != NULL) == (error == NULL));
  if (record != NULL && fw_record_check (record, &error))
    check_forms (record);

  return 0;
}
