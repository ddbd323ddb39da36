/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/inbox/fw-inbox-act.h"

#include "console/fw-care.h"
#include "console/fw-drop-down.h"
#include "console/fw-form-dialog.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

static void
send (
    FwPage *page, const char *kind, const char *id, const char *act, guint minutes, const char *to)
{
  fw_care_send (page, &(const FwCare){ .path = "inbox",
                                       .kind = kind,
                                       .id = id,
                                       .act = act,
                                       .minutes = minutes,
                                       .to = to,
                                       .said = to != NULL ? _ ("Handed on") : _ ("Put off") });
}

void
fw_inbox_act_snooze (FwPage *page, const char *kind, const char *id, guint minutes)
{
  g_return_if_fail (FW_IS_PAGE (page) && kind != NULL && id != NULL && minutes > 0);

  send (page, kind, id, "snooze", minutes, NULL);
}

void
fw_inbox_act_release (FwPage *page, const char *kind, const char *id)
{
  g_return_if_fail (FW_IS_PAGE (page) && kind != NULL && id != NULL);

  send (page, kind, id, "release", 0, NULL);
}

/* ---- to whom ---- */

typedef struct
{
  FwPage *page;
  char *kind, *id;
  char **accounts; /* (nullable): whom it can be handed on to */
  GtkDropDown *names;
} Gift;

static Gift *
gift_new (FwPage *page, const char *kind, const char *id)
{
  Gift *gift = g_new0 (Gift, 1);

  gift->page = g_object_ref (page);
  gift->kind = g_strdup (kind);
  gift->id = g_strdup (id);
  return gift;
}

static void
gift_free (Gift *gift)
{
  g_object_unref (gift->page);
  g_free (gift->kind);
  g_free (gift->id);
  g_strfreev (gift->accounts);
  g_free (gift);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Gift, gift_free)

static void
give (gpointer data)
{
  const Gift *gift = data;
  guint chosen = gtk_drop_down_get_selected (gift->names);

  if (chosen < g_strv_length (gift->accounts))
    send (gift->page, gift->kind, gift->id, "give", 0, gift->accounts[chosen]);
}

static void
chosen_cb (GtkDropDown *names)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (names);

  fw_drop_down_set_name (names, _ ("Account"),
                         chosen != NULL ? gtk_string_object_get_string (chosen) : NULL);
}

static void
choose (Gift *gift, const char *const *names)
{
  gift->names = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (names));
  g_signal_connect (gift->names, "notify::selected-item", G_CALLBACK (chosen_cb), NULL);
  chosen_cb (gift->names);
  fw_form_dialog_present (
      GTK_WIDGET (gift->page),
      &(const FwFormDialog){ .heading = _ ("Hand It On"),
                             .body = _ ("It then waits for that account alone."),
                             .answer = _ ("Hand On"),
                             .form = GTK_WIDGET (gift->names),
                             .focus = GTK_WIDGET (gift->names) },
      give, gift, (GDestroyNotify) gift_free);
}

static void
accounts_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Gift) gift = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GStrvBuilder) accounts = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  JsonArray *array;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer != NULL)
    object = fw_json_parse_bytes (answer, &error);
  if (object == NULL || !fw_json_get_array (object, "accounts", &array, &error))
    {
      g_autofree char *sentence = fw_error_to_sentence (error);

      fw_page_toast (gift->page, sentence);
      return;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *account = fw_json_find_element (array, i);
      const char *id = account != NULL ? fw_json_find_text (account, "id") : NULL;
      const char *name = account != NULL ? fw_json_find_text (account, "name") : NULL;

      if (id == NULL)
        continue;
      g_strv_builder_add (accounts, id);
      g_strv_builder_add (names, name != NULL ? name : id);
    }
  gift->accounts = g_strv_builder_end (accounts);
  list = g_strv_builder_end (names);
  if (*list == NULL)
    fw_page_toast (gift->page, _ ("Nobody else may move it along"));
  else
    choose (g_steal_pointer (&gift), (const char *const *) list);
}

void
fw_inbox_act_give (FwPage *page, const char *kind, const char *id)
{
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (FW_IS_PAGE (page) && kind != NULL && id != NULL);

  escaped = g_uri_escape_string (id, NULL, FALSE);
  path = g_strdup_printf ("inbox/%s/%s", kind, escaped);
  fw_client_request_async (fw_page_get_client (page), "GET", path, NULL, NULL,
                           fw_page_get_cancellable (page), accounts_cb, gift_new (page, kind, id));
}
