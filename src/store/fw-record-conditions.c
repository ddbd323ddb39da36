/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/fw-record-conditions.h"

#include <string.h>

static const struct
{
  const char *prefix;
  FwRecordRelation relation;
} relations[] = {
  { "where.", FW_RECORD_IS },
  { "from.", FW_RECORD_AT_LEAST },
  { "to.", FW_RECORD_AT_MOST },
  { "begins.", FW_RECORD_BEGINS },
};

static void
free_strv (gpointer data)
{
  g_strfreev (data);
}

void
fw_record_conditions_init (FwRecordConditions *self)
{
  self->list = g_array_new (FALSE, FALSE, sizeof (FwRecordCondition));
  self->kept = g_ptr_array_new_with_free_func (free_strv);
}

void
fw_record_conditions_clear (FwRecordConditions *self)
{
  g_clear_pointer (&self->list, g_array_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
}

gboolean
fw_record_conditions_add (FwRecordConditions *self, const char *name, const char *text)
{
  g_return_val_if_fail (self != NULL && name != NULL && text != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    {
      FwRecordCondition condition = { .relation = relations[i].relation };
      GStrv values, field;

      if (!g_str_has_prefix (name, relations[i].prefix))
        continue;
      /* Several are joined as they are in a table; nothing at all is a value too. */
      values = relations[i].relation == FW_RECORD_IS && *text != '\0'
                   ? g_strsplit (text, ";", FW_RECORD_QUERY_MAX_VALUES + 2)
                   : g_strdupv ((char *[]){ (char *) text, NULL });
      field = g_strdupv ((char *[]){ (char *) name + strlen (relations[i].prefix), NULL });
      g_ptr_array_add (self->kept, field);
      g_ptr_array_add (self->kept, values);
      condition.field = field[0];
      condition.values = (const char *const *) values;
      g_array_append_val (self->list, condition);
      return TRUE;
    }
  return FALSE;
}

void
fw_record_conditions_set (const FwRecordConditions *self, FwRecordQuery *query)
{
  g_return_if_fail (self != NULL && query != NULL);

  query->conditions = (const FwRecordCondition *) (void *) self->list->data;
  query->n_conditions = self->list->len;
}
