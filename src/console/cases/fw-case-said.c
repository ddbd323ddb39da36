/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/cases/fw-case-said.h"

#include "charts/fw-format.h"
#include "console/fw-cut-text.h"
#include "console/fw-page.h"
#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"
#include "protocol/fw-record-json.h"

#include <glib/gi18n-lib.h>

#define SHOWN 3
#define WAIT_MS 150

typedef enum
{
  PROMISES,
  NOTES,
  N_LISTS
} List;

static const struct
{
  const char *kind, *page, *order;
} lists[N_LISTS] = {
  [PROMISES] = { "promise", "promises", "-until" },
  [NOTES] = { "case-note", "case-notes", "-noted" },
};

struct _FwCaseSaid
{
  AdwBin parent_instance;

  GtkBox *box;
  FwClient *client; /* (nullable) */
  GCancellable *cancellable;
  char *id; /* (nullable) */
  guint rest;
  GPtrArray *records[N_LISTS]; /* FwRecord */
};

G_DEFINE_FINAL_TYPE (FwCaseSaid, fw_case_said, ADW_TYPE_BIN)

/* ---- what is shown ---- */

static void
clicked_cb (FwCaseSaid *self, GtkButton *button)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), FW_TYPE_PAGE);

  if (page != NULL)
    fw_page_go (FW_PAGE (page), g_object_get_data (G_OBJECT (button), "page"),
                g_variant_new_string (g_object_get_data (G_OBJECT (button), "id")));
}

static void
add_button (FwCaseSaid *self, List list, const FwRecord *record, const char *text)
{
  GtkWidget *button = gtk_button_new (), *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  fw_cut_text_watch (label);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data (G_OBJECT (button), "page", (gpointer) lists[list].page);
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (fw_record_get_id (record)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, button);
}

static const char *
get_text (const FwRecord *record, const char *field)
{
  const char *text = fw_record_text (record, field);

  return text != NULL ? text : "";
}

/* "Thu 3 Dec · A call · Broken" */
static char *
describe_promise (const FwRecord *record)
{
  const char *state = fw_record_text (record, FW_KIND_STATE);
  const FwFlowState *found =
      state != NULL ? fw_flow_find_state (fw_record_get_kind (record)->flow, state) : NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *day =
      fw_format_day ((fw_record_integer (record, "until") * 24 + 12) * 3600 * G_USEC_PER_SEC, zone);

  return g_strdup_printf ("%s · %s · %s", day, get_text (record, "what"),
                          found != NULL && found->label != NULL ? _ (found->label) : "");
}

static char *
describe_note (const FwRecord *record)
{
  /* Translators: a note on a case, and the step that is next. */
  return g_strdup_printf (_ ("%s → %s"), get_text (record, "note"), get_text (record, "next"));
}

static void
show_all (FwCaseSaid *self)
{
  const char *const headings[N_LISTS] = { _ ("Promised"), _ ("Notes and next steps") };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < N_LISTS; i++)
    {
      GtkWidget *heading = gtk_label_new (headings[i]);

      if (self->records[i]->len == 0)
        continue;
      gtk_label_set_xalign (GTK_LABEL (heading), 0);
      gtk_widget_add_css_class (heading, "heading");
      gtk_box_append (self->box, heading);
      for (guint k = 0; k < self->records[i]->len; k++)
        {
          const FwRecord *record = self->records[i]->pdata[k];
          g_autofree char *text =
              i == PROMISES ? describe_promise (record) : describe_note (record);

          add_button (self, (List) i, record, text);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self),
                          self->records[PROMISES]->len > 0 || self->records[NOTES]->len > 0);
}

/* ---- questions ---- */

static void ask (FwCaseSaid *self, List list);

static void
take (FwCaseSaid *self, List list, GBytes *body)
{
  g_autoptr (JsonObject) answer = body != NULL ? fw_json_parse_bytes (body, NULL) : NULL;
  const FwKind *kind = fw_client_find_kind (self->client, lists[list].kind);
  JsonArray *array;

  g_ptr_array_set_size (self->records[list], 0);
  if (answer == NULL || !fw_json_get_array (answer, "records", &array, NULL))
    return;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *element = fw_json_find_element (array, i);
      FwRecord *record = element != NULL ? fw_record_json_take (kind, element, NULL) : NULL;

      if (record != NULL)
        g_ptr_array_add (self->records[list], record);
    }
}

static void
answered (GObject *source, GAsyncResult *result, FwCaseSaid *self, List list)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = fw_client_request_finish (FW_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  take (self, list, body);
  if (list == PROMISES)
    ask (self, NOTES);
  else
    show_all (self);
}

static void
promises_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwCaseSaid) self = user_data;

  answered (source, result, self, PROMISES);
}

static void
notes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwCaseSaid) self = user_data;

  answered (source, result, self, NOTES);
}

static void
ask (FwCaseSaid *self, List list)
{
  g_autofree char *id = g_uri_escape_string (self->id, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("records/%s?where.case=%s&order=%s&limit=%d",
                                           lists[list].kind, id, lists[list].order, SHOWN);

  fw_client_request_async (self->client, "GET", path, NULL, NULL, self->cancellable,
                           list == PROMISES ? promises_cb : notes_cb, g_object_ref (self));
}

static gboolean
rested_cb (gpointer user_data)
{
  FwCaseSaid *self = user_data;

  self->rest = 0;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  ask (self, PROMISES);
  return G_SOURCE_REMOVE;
}

static void
ask_soon (FwCaseSaid *self)
{
  if (self->rest == 0 && self->id != NULL)
    self->rest = g_timeout_add (WAIT_MS, rested_cb, self);
}

static void
record_changed_cb (FwCaseSaid *self, const char *kind)
{
  for (guint i = 0; i < N_LISTS; i++)
    if (g_strcmp0 (kind, lists[i].kind) == 0)
      ask_soon (self);
}

void
fw_case_said_show (FwCaseSaid *self, FwClient *client, const char *id)
{
  g_return_if_fail (FW_IS_CASE_SAID (self) && FW_IS_CLIENT (client));

  if (self->client == NULL)
    {
      self->client = g_object_ref (client);
      g_signal_connect_object (client, "record-changed", G_CALLBACK (record_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  if (g_strcmp0 (self->id, id) != 0)
    {
      g_free (self->id);
      self->id = g_strdup (id);
      g_cancellable_cancel (self->cancellable);
      for (guint i = 0; i < N_LISTS; i++)
        g_ptr_array_set_size (self->records[i], 0);
      show_all (self);
    }
  ask_soon (self);
}

/* ---- the widget ---- */

static void
fw_case_said_dispose (GObject *object)
{
  FwCaseSaid *self = FW_CASE_SAID (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (fw_case_said_parent_class)->dispose (object);
}

static void
fw_case_said_finalize (GObject *object)
{
  FwCaseSaid *self = FW_CASE_SAID (object);

  g_clear_object (&self->cancellable);
  g_free (self->id);
  for (guint i = 0; i < N_LISTS; i++)
    g_ptr_array_unref (self->records[i]);
  G_OBJECT_CLASS (fw_case_said_parent_class)->finalize (object);
}

static void
fw_case_said_class_init (FwCaseSaidClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_case_said_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_case_said_finalize;
}

static void
fw_case_said_init (FwCaseSaid *self)
{
  self->cancellable = g_cancellable_new ();
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  for (guint i = 0; i < N_LISTS; i++)
    self->records[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
