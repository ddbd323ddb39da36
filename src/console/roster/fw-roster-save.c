/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/roster/fw-roster-save.h"

#include "core/fw-error.h"
#include "protocol/fw-record-json.h"
#include "protocol/fw-said.h"

typedef struct
{
  char *person;
  gint32 day;
  FwRecord *sent;   /* (nullable): what was wanted; NULL: it is deleted */
  FwRecord *record; /* as it goes up, on the revision that the server has */
} Write;

struct _FwRosterSave
{
  GArray *writes; /* deletions first */
  guint n_deletions;
};

static void
clear_write (gpointer data)
{
  Write *write = data;

  g_free (write->person);
  g_clear_pointer (&write->sent, fw_record_unref);
  g_clear_pointer (&write->record, fw_record_unref);
}

/* Under an id of its own: one that was given once, and deleted, is not given again. */
static FwRecord *
make_new (FwRecord *wanted)
{
  const FwKind *kind = fw_record_get_kind (wanted);
  g_autofree char *id = g_uuid_string_random ();
  FwRecord *record = fw_record_new (kind, id);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *text = fw_record_format (wanted, i);

      fw_record_parse (record, i, fw_text (text), NULL);
    }
  return record;
}

/* What is wanted, under the id and on the revision of what is there. */
static FwRecord *
make_record (FwRecord *stored, FwRecord *wanted)
{
  static const char *const fields[] = { "type", "template", "state", "told", "note" };
  FwRecord *record;

  if (stored == NULL)
    return make_new (wanted);
  record = fw_record_copy (stored);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    fw_record_put_text (record, fields[i], fw_record_text (wanted, fields[i]));
  return record;
}

static void
add_write (
    FwRosterSave *self, const FwRosterRow *row, gint32 day, FwRecord *stored, FwRecord *wanted)
{
  Write write = { .person = g_strdup (row->person), .day = day };

  if (wanted == NULL)
    {
      write.record = fw_record_ref (stored);
      g_array_insert_val (self->writes, self->n_deletions, write);
      self->n_deletions++;
      return;
    }
  write.sent = fw_record_ref (wanted);
  write.record = make_record (stored, wanted);
  g_array_append_val (self->writes, write);
}

FwRosterSave *
fw_roster_save_new (FwRosterPlan *plan)
{
  FwRosterSave *self;

  g_return_val_if_fail (plan != NULL, NULL);

  self = g_new0 (FwRosterSave, 1);
  self->writes = g_array_new (FALSE, FALSE, sizeof (Write));
  g_array_set_clear_func (self->writes, clear_write);
  for (guint i = 0; i < plan->rows->len; i++)
    for (guint day = 0; day < FW_ROSTER_PLAN_BEFORE + plan->n_days; day++)
      {
        FwRosterRow *row = plan->rows->pdata[i];
        const gint32 date = plan->first - FW_ROSTER_PLAN_BEFORE + (gint32) day;

        if (row->wanted[day] == row->stored[day])
          continue;
        if (fw_roster_shift_is_same (row->wanted[day], row->stored[day]))
          fw_roster_plan_put (plan, row, date, row->stored[day]);
        else
          add_write (self, row, date, row->stored[day], row->wanted[day]);
      }
  if (self->writes->len > 0)
    return self;
  fw_roster_save_free (self);
  return NULL;
}

void
fw_roster_save_free (FwRosterSave *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->writes);
  g_free (self);
}

GBytes *
fw_roster_save_to_body (FwRosterSave *self)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "writes");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < self->writes->len; i++)
    {
      const Write *write = &g_array_index (self->writes, Write, i);

      fw_json_writer_begin_object (&writer);
      fw_json_member_text (&writer, "kind", fw_record_get_kind (write->record)->name);
      if (write->sent == NULL)
        {
          fw_json_member_text (&writer, "delete", fw_record_get_id (write->record));
          fw_json_member_integer (&writer, "revision", fw_record_get_revision (write->record));
        }
      else
        {
          fw_json_writer_key (&writer, "record");
          fw_record_json_append (&writer, write->record, TRUE);
        }
      fw_json_writer_end_object (&writer);
    }
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  return g_string_free_to_bytes (json);
}

/* The answer has a line for each write, in their order. */
gboolean
fw_roster_save_finish (FwRosterSave *self, FwRosterPlan *plan, GBytes *answer, GError **error)
{
  g_autoptr (JsonObject) object =
      fw_json_parse_object (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), error);
  JsonArray *written;

  if (object == NULL || !fw_json_get_array (object, "written", &written, error))
    return FALSE;
  for (guint i = 0; i < self->writes->len; i++)
    {
      const Write *write = &g_array_index (self->writes, Write, i);
      FwRosterRow *row = fw_roster_plan_find_row (plan, write->person);
      JsonObject *line = fw_json_find_element (written, i);
      gint64 revision;

      if (line == NULL)
        return fw_json_refuse (error, "written", "a line for each write");
      if (!fw_json_get_integer (line, "revision", &revision, error))
        return FALSE;
      fw_record_set_revision (write->record, (guint) CLAMP (revision, 0, G_MAXUINT));
      if (row != NULL && fw_roster_plan_knows (plan, write->day))
        fw_roster_plan_settle (plan, row, write->day, write->sent != NULL ? write->record : NULL,
                               write->sent);
    }
  return TRUE;
}

void
fw_roster_save_revert (FwRosterSave *self, FwRosterPlan *plan)
{
  for (guint i = 0; i < self->writes->len; i++)
    {
      const Write *write = &g_array_index (self->writes, Write, i);
      FwRosterRow *row = fw_roster_plan_find_row (plan, write->person);

      if (row != NULL)
        fw_roster_plan_reset (plan, row, write->day);
    }
}

char *
fw_roster_save_read_refusal (JsonObject *refusal)
{
  JsonObject *first;
  JsonArray *refused;
  const char *message;

  if (refusal == NULL || !fw_json_get_array (refusal, "refused", &refused, NULL))
    return NULL;
  first = fw_json_find_element (refused, 0);
  message = first != NULL ? fw_json_find_text (first, "message") : NULL;
  return message != NULL ? fw_said_translate (message) : NULL;
}

guint
fw_roster_save_count (const FwRosterSave *self)
{
  return self->writes->len;
}
