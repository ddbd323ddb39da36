/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-format.h"
#include "console/contacts/fw-contact-columns.h"
#include "console/live/fw-floor-query.h"
#include "console/person/fw-person-panels.h"

#include <glib/gi18n-lib.h>

#define HEIGHT 260 /* px: heads and seven rows; the rest scrolls */

#define FW_TYPE_PERSON_CONTACTS (fw_person_contacts_get_type ())
G_DECLARE_FINAL_TYPE (FwPersonContacts, fw_person_contacts, FW, PERSON_CONTACTS, AdwBin)

static const FwContactColumn columns[] = { FW_CONTACT_ARRIVAL,  FW_CONTACT_QUEUE,
                                           FW_CONTACT_OUTCOME,  FW_CONTACT_WAIT,
                                           FW_CONTACT_HANDLING, FW_CONTACT_RATING,
                                           FW_CONTACT_RESOLVED };

struct _FwPersonContacts
{
  AdwBin parent_instance;

  FwPersonShown *shown;
  FwContactsModel *model;
  FwNames *names;
  FwLiveGrid *grid;
  GtkLabel *sentence;
  guint ask_source;
};

G_DEFINE_FINAL_TYPE (FwPersonContacts, fw_person_contacts, ADW_TYPE_BIN)

/* The person's contacts of the days that the scope bar says, without its filters: as the figures.
 * NULL: nobody is shown. */
static char *
make_query (FwPersonContacts *self)
{
  FwPage *page = fw_person_shown_get_page (self->shown);
  const char *agent = fw_person_shown_get_agent (self->shown);

  return page != NULL && *agent != '\0'
             ? fw_floor_query_new_contacts_alone (fw_page_get_view (page), "agent", agent)
             : NULL;
}

static gboolean
ask_cb (gpointer data)
{
  FwPersonContacts *self = data;
  g_autofree char *query = make_query (self);
  g_autofree char *order = fw_contact_columns_get_order (self->grid, columns);
  g_autofree char *whole =
      query != NULL ? g_strdup_printf ("%s&measure=offered%s", query, order) : NULL;

  self->ask_source = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      g_strcmp0 (whole, fw_contacts_model_get_query (self->model)) != 0)
    fw_contacts_model_ask (self->model, whole);
  return G_SOURCE_REMOVE;
}

/* Several properties of the view change one after the other: one question. */
static void
ask_soon (FwPersonContacts *self)
{
  if (self->ask_source == 0)
    self->ask_source = g_idle_add (ask_cb, self);
}

static void
loaded_cb (FwPersonContacts *self)
{
  guint64 total = fw_contacts_model_get_total (self->model);
  g_autofree char *number = fw_format_count ((gint64) total);
  g_autofree char *text = g_strdup_printf (
      ngettext ("%s contact in these days", "%s contacts in these days", (gulong) total), number);

  gtk_label_set_text (self->sentence, total > 0 ? text : _ ("No contacts in these days"));
  gtk_widget_set_visible (GTK_WIDGET (self->grid), total > 0);
}

static void
failed_cb (FwPersonContacts *self, const GError *error)
{
  g_autofree char *text = fw_error_to_sentence (error);

  gtk_label_set_text (self->sentence, text);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), FALSE);
}

static void
names_cb (FwPersonContacts *self)
{
  fw_live_grid_reshow (self->grid);
}

/* That one contact, where all of it is told. */
static void
activated_cb (FwPersonContacts *self, GObject *row, guint column)
{
  FwPage *page = fw_person_shown_get_page (self->shown);
  const FwContactFacts *contact = fw_contact_row_get (FW_CONTACT_ROW (row));
  g_autofree char *query = make_query (self);
  g_autofree char *id = NULL, *whole = NULL;

  if (page == NULL || contact == NULL || query == NULL)
    return;
  id = g_uri_escape_string (contact->id, NULL, FALSE);
  whole = g_strdup_printf ("%s&id=%s", query, id);
  fw_page_go (
      page, "contacts",
      g_variant_new ("(ssss)", whole, "offered", fw_person_shown_get_name (self->shown), "person"));
}

static void
fw_person_contacts_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fw_person_contacts_parent_class)->map (widget);
  ask_soon (FW_PERSON_CONTACTS (widget));
}

static void
fw_person_contacts_dispose (GObject *object)
{
  FwPersonContacts *self = FW_PERSON_CONTACTS (object);

  g_clear_handle_id (&self->ask_source, g_source_remove);
  if (self->model != NULL)
    fw_contacts_model_ask (self->model, NULL);
  g_clear_object (&self->model);
  g_clear_object (&self->names);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (fw_person_contacts_parent_class)->dispose (object);
}

static void
fw_person_contacts_class_init (FwPersonContactsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_person_contacts_dispose;
  GTK_WIDGET_CLASS (klass)->map = fw_person_contacts_map;
}

static void
fw_person_contacts_init (FwPersonContacts *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->sentence = GTK_LABEL (gtk_label_new (_ ("Looking for contacts")));
  gtk_label_set_xalign (self->sentence, 0);
  gtk_label_set_wrap (self->sentence, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->sentence), "numeric");
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("person-contacts", _ ("The person’s contacts")));
  gtk_widget_set_size_request (GTK_WIDGET (self->grid), -1, HEIGHT);
  gtk_widget_set_vexpand (GTK_WIDGET (self->grid), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sentence));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
fw_person_contacts_new (FwPersonShown *shown)
{
  FwPersonContacts *self = g_object_new (FW_TYPE_PERSON_CONTACTS, NULL);
  FwPage *page = fw_person_shown_get_page (shown);

  self->shown = g_object_ref (shown);
  self->model = fw_contacts_model_new (fw_page_get_client (page));
  self->names = fw_names_new (fw_page_get_client (page), fw_page_get_cancellable (page));
  fw_contact_columns_add (self->grid, self->model, self->names, columns, G_N_ELEMENTS (columns));
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->model), NULL);
  fw_live_grid_remember (self->grid);
  g_signal_connect_object (self->grid, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "sorted", G_CALLBACK (ask_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->names, "changed", G_CALLBACK (names_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "changed", G_CALLBACK (ask_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fw_page_get_view (page), "changed", G_CALLBACK (ask_soon), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
