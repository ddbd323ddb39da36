/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/own/fw-own-rows.h"

#include "console/fw-send.h"
#include "console/own/fw-swap-columns.h"
#include "protocol/fw-json.h"

gboolean
fw_own_rows_check (JsonArray *rows, GError **error)
{
  g_return_val_if_fail (rows != NULL, FALSE);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = fw_json_find_element (rows, i);

      if (row == NULL || fw_json_find_text (row, "id") == NULL)
        return fw_json_refuse (error, "id", "an id");
    }
  return TRUE;
}

guint
fw_own_rows_count_open (GListModel *rows, const char *move)
{
  guint n = 0;

  g_return_val_if_fail (G_IS_LIST_MODEL (rows) && move != NULL, 0);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (FwAnswerItem) row = g_list_model_get_item (rows, i);

      n += fw_swap_has_move (row, move);
    }
  return n;
}

void
fw_own_rows_focus (FwAskingPage *page, GtkStack *stack, FwLiveGrid *rows)
{
  g_return_if_fail (FW_IS_ASKING_PAGE (page) && GTK_IS_STACK (stack) && FW_IS_LIVE_GRID (rows));

  if (g_strcmp0 (gtk_stack_get_visible_child_name (stack), "empty") == 0)
    gtk_widget_child_focus (GTK_WIDGET (stack), GTK_DIR_TAB_FORWARD);
  else
    fw_asking_page_focus_or_wait (page, GTK_WIDGET (rows), NULL);
}

static void
sent_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  if (refusal != NULL)
    fw_page_toast (FW_PAGE (owner), refusal);
  fw_asking_page_ask_soon (FW_ASKING_PAGE (owner));
}

void
fw_own_rows_send (FwAskingPage *page, const char *path, FwAnswerItem *row, GString *body)
{
  g_autofree char *escaped = NULL, *whole = NULL;

  g_return_if_fail (FW_IS_ASKING_PAGE (page) && path != NULL);
  g_return_if_fail (FW_IS_ANSWER_ITEM (row) && body != NULL);

  escaped = g_uri_escape_string (fw_answer_item_get_text (row, "id"), NULL, FALSE);
  whole = g_strconcat (path, "/", escaped, NULL);
  fw_send_post (FW_PAGE (page), whole, body, G_OBJECT (page), sent_cb);
}
