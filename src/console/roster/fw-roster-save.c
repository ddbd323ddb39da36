/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/roster/fw-roster-save.h"

#include <string.h>

#include "protocol/fw-record-json.h"

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
  static const char *const fields[] = { "type", "template", "state", "told", "note", "breaks" };
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

GArray *
fw_roster_save_make_changes (FwRosterSave *self)
{
  GArray *changes = fw_record_changes_new ();

  for (guint i = 0; i < self->writes->len; i++)
    {
      const Write *write = &g_array_index (self->writes, Write, i);
      FwRecordChange change = { .record = fw_record_ref (write->record),
                                .deletes = write->sent == NULL };

      g_array_append_val (changes, change);
    }
  return changes;
}

void
fw_roster_save_settle (FwRosterSave *self, FwRosterPlan *plan)
{
  for (guint i = 0; i < self->writes->len; i++)
    {
      const Write *write = &g_array_index (self->writes, Write, i);
      FwRosterRow *row = fw_roster_plan_find_row (plan, write->person);

      if (row != NULL && fw_roster_plan_knows (plan, write->day))
        fw_roster_plan_settle (plan, row, write->day, write->sent != NULL ? write->record : NULL,
                               write->sent);
    }
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

/* As if the server had it: what is edited next stands on it. What of it somebody else was faster
 * with is shown as the server has it, and waits for a decision. */
void
fw_roster_save_take_waiting (FwRosterPlan *plan, GListModel *items)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (GPtrArray) deleted = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (FwOutboxItem) item = g_list_model_get_item (items, i);
      g_autoptr (JsonObject) object = NULL;
      FwRecord *record;

      if (item->state != FW_OUTBOX_WAITING || !g_str_equal (item->kind, plan->kind->name))
        continue;
      if (g_str_equal (item->method, "DELETE"))
        {
          g_ptr_array_add (deleted, g_strdup (item->id));
          continue;
        }
      object = fw_json_parse_object (item->body, strlen (item->body), NULL);
      record = object != NULL ? fw_record_json_take (plan->kind, object, NULL) : NULL;
      if (record == NULL)
        continue;
      fw_record_set_revision (record, item->revision);
      g_ptr_array_add (records, record);
    }
  fw_roster_plan_take (plan, records, deleted, FALSE);
}

guint
fw_roster_save_count (const FwRosterSave *self)
{
  return self->writes->len;
}
