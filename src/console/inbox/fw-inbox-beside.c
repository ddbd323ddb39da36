/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/inbox/fw-inbox-beside.h"

#include "console/fw-debrief-words.h"
#include "console/fw-leave-words.h"
#include "console/fw-page.h"
#include "console/fw-swap-words.h"
#include "protocol/fw-json.h"

static const struct
{
  const char *kind, *path; /* before the id */
  char *(*write) (JsonObject *answer);
} kinds[] = {
  { "debrief", "records/debrief/", fw_debrief_write },
  { "leave-request", "leave/", fw_leave_write_decision },
  { "shift-claim", "shift-claims/", fw_swap_write_claim },
  { "swap", "swaps/", fw_swap_write_check },
};

typedef struct
{
  GtkLabel *label;
  guint kind;
} Asked;

static void
asked_free (Asked *self)
{
  g_object_unref (self->label);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) answer = NULL;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes != NULL)
    answer = fw_json_parse_bytes (bytes, &error);
  text = answer != NULL ? kinds[self->kind].write (answer) : fw_error_to_sentence (error);
  gtk_label_set_text (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->label), TRUE);
}

void
fw_inbox_beside_show (
    GtkLabel *label, FwClient *client, const char *kind, const char *id, GCancellable *cancellable)
{
  g_return_if_fail (GTK_IS_LABEL (label) && FW_IS_CLIENT (client));

  gtk_widget_set_visible (GTK_WIDGET (label), FALSE);
  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *escaped = NULL, *path = NULL;
      Asked *asked;

      if (!g_str_equal (kinds[i].kind, kind))
        continue;
      escaped = g_uri_escape_string (id, NULL, FALSE);
      path = g_strconcat (kinds[i].path, escaped, NULL);
      asked = g_new (Asked, 1);
      *asked = (Asked){ g_object_ref (label), i };
      fw_client_request_async (client, "GET", path, NULL, NULL, cancellable, answered_cb, asked);
    }
}
