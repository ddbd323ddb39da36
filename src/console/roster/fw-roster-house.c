/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/roster/fw-roster-house.h"

#include "console/records/fw-record-list.h"

static const struct
{
  const char *kind;
  gsize offset;
} parts[] = {
  { "person", G_STRUCT_OFFSET (FwRosterHouse, people) },
  { "team", G_STRUCT_OFFSET (FwRosterHouse, teams) },
  { "site", G_STRUCT_OFFSET (FwRosterHouse, sites) },
  { "shift-template", G_STRUCT_OFFSET (FwRosterHouse, templates) },
  { "roster-rule", G_STRUCT_OFFSET (FwRosterHouse, rules) },
};

static FwRecordList *
get_list (FwClient *client, guint part)
{
  return fw_record_list_get (client, fw_client_find_kind (client, parts[part].kind));
}

void
fw_roster_house_init (FwRosterHouse *self, FwClient *client)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      GListModel *items = fw_record_list_get_items (get_list (client, i));
      GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

      for (guint each = 0; each < g_list_model_get_n_items (items); each++)
        {
          g_autoptr (FwRecordItem) item = g_list_model_get_item (items, each);

          g_ptr_array_add (records, fw_record_ref (fw_record_item_get_record (item)));
        }
      G_STRUCT_MEMBER (GPtrArray *, self, parts[i].offset) = records;
    }
}

void
fw_roster_house_clear (FwRosterHouse *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_clear_pointer (&G_STRUCT_MEMBER (GPtrArray *, self, parts[i].offset), g_ptr_array_unref);
}

void
fw_roster_house_watch (FwClient *client, GCallback changed, gpointer object)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_signal_connect_object (get_list (client, i), "changed", changed, object, G_CONNECT_SWAPPED);
}

gboolean
fw_roster_house_is_there (FwClient *client)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (fw_record_list_get_as_of (get_list (client, i)) == 0)
      return FALSE;
  return TRUE;
}
