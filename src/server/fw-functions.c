/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-functions.h"

#include "core/calendar/fw-zone.h"

/* Whoever may read a record is told who decides of it. */
static void
append_name (FwJsonWriter *writer, FwRecords *records, const char *key, const char *person)
{
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autoptr (FwRecord) record =
      fw_records_get (records, whole, fw_kind_find ("person"), person, NULL);

  fw_json_member_text (writer, key, record != NULL ? fw_record_text (record, "name") : person);
}

static void
append_day (FwJsonWriter *writer, const char *key, gint32 day)
{
  g_autofree char *text = day != G_MININT32 ? fw_date_format (day) : NULL;

  fw_json_member_text (writer, key, text);
}

static const char *
find_label (const FwRecordFunction *function)
{
  return function->function->label != NULL ? function->function->label : function->function->name;
}

static void
append_actor (FwJsonWriter *writer,
              FwRecords *records,
              const FwRecordFunction *function,
              const FwFunctionActor *actor)
{
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "function", find_label (function));
  append_name (writer, records, "name", actor->person);
  if (g_str_equal (actor->person, actor->holder))
    fw_json_member_text (writer, "for", NULL);
  else
    append_name (writer, records, "for", actor->holder);
  append_day (writer, "until", actor->until);
  fw_json_writer_end_object (writer);
}

/* Where nobody is there roles act, and the sentence says that. */
void
fw_functions_append_who (FwJsonWriter *writer,
                         FwRecords *records,
                         FwScope *scope,
                         const FwRecordCase *where,
                         const FwRecordWay *way)
{
  g_return_if_fail (writer != NULL && records != NULL && scope != NULL);
  g_return_if_fail (where != NULL && way != NULL);

  fw_json_writer_key (writer, "who");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; way->refusal == FW_FLOW_NOT_YOURS && i < where->functions->len; i++)
    {
      const FwRecordFunction *each = &g_array_index (where->functions, FwRecordFunction, i);

      if (!each->covered || fw_scope_get_role (scope) == FW_ROLE_AGENT ||
          !g_strv_contains ((const char *const *) way->move->by, each->function->name))
        continue;
      for (guint a = 0; a < each->actors->len; a++)
        append_actor (writer, records, each, &g_array_index (each->actors, FwFunctionActor, a));
    }
  fw_json_writer_end_array (writer);
}

void
fw_functions_append_for (FwJsonWriter *writer, FwRecords *records, const FwRecordCase *where)
{
  const FwRecordFunction *function;

  g_return_if_fail (writer != NULL && records != NULL && where != NULL);

  function = where->stands_in;
  fw_json_writer_key (writer, "acts_for");
  if (function == NULL)
    {
      fw_json_writer_null (writer);
      return;
    }
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "function", find_label (function));
  append_name (writer, records, "name", function->as->holder);
  append_day (writer, "until", function->as->until);
  fw_json_writer_end_object (writer);
}
