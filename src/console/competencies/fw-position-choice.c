/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/competencies/fw-position-choice.h"

#include "console/fw-drop-down.h"

#include <glib/gi18n-lib.h>

#define IDS "fw-position-ids"

const char *
fw_position_choice_get (GtkDropDown *drop_down)
{
  GPtrArray *ids;
  guint i;

  g_return_val_if_fail (GTK_IS_DROP_DOWN (drop_down), "");

  ids = g_object_get_data (G_OBJECT (drop_down), IDS);
  i = gtk_drop_down_get_selected (drop_down);
  return ids != NULL && i < ids->len ? ids->pdata[i] : "";
}

static gboolean
offers (GtkDropDown *drop_down, GtkStringList *words)
{
  GListModel *model = gtk_drop_down_get_model (drop_down);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (words));

  if (model == NULL || g_list_model_get_n_items (model) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i),
                      gtk_string_list_get_string (words, i)))
      return FALSE;
  return TRUE;
}

void
fw_position_choice_fill (GtkDropDown *drop_down, const FwCompetencySet *set)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  guint selected = 0;

  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down) && set != NULL);

  g_ptr_array_add (ids, g_strdup (""));
  gtk_string_list_append (words, _ ("Own position"));
  for (guint i = 0; i < set->positions->len; i++)
    {
      const FwPositionFacts *position = fw_competency_set_get_position (set, i);

      if (position->n_asked == 0)
        continue;
      if (g_str_equal (position->id, fw_position_choice_get (drop_down)))
        selected = ids->len;
      g_ptr_array_add (ids, g_strdup (position->id));
      gtk_string_list_append (words, position->name);
    }
  if (!offers (drop_down, words))
    gtk_drop_down_set_model (drop_down, G_LIST_MODEL (words));
  g_object_set_data_full (G_OBJECT (drop_down), IDS, ids, (GDestroyNotify) g_ptr_array_unref);
  gtk_drop_down_set_selected (drop_down, selected);
  fw_drop_down_set_name (drop_down, _ ("Position"), gtk_string_list_get_string (words, selected));
}
