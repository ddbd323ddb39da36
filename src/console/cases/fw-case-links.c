/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/cases/fw-case-links.h"

#include "charts/fw-format.h"
#include "console/cases/fw-customer-card.h"
#include "console/contacts/fw-contact-detail.h"
#include "console/fw-asked.h"
#include "console/fw-channel-word.h"
#include "console/fw-lines.h"
#include "console/fw-page.h"
#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"
#include "protocol/fw-record-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A customer's contacts are looked for this long before and after the one that is known. */
#define AROUND (366 * 24 * G_TIME_SPAN_HOUR)
/* One of which nothing but the id is known is looked for this long back. */
#define BACK (92 * 24 * G_TIME_SPAN_HOUR)
#define MOST_CONTACTS 50 /* that cases are looked for by */
#define SHOWN_CONTACTS 5
#define SHOWN_CASES 8
/* Who goes down a list rests on few of its rows. */
#define REST_MS 150
#define AGAIN_MS 600

struct _FwCaseLinks
{
  AdwBin parent_instance;

  FwCustomerCard *card;
  GtkBox *box;
  FwClient *client;          /* (nullable) */
  GCancellable *cancellable; /* (nullable): of the questions on their way */
  guint rest;
  char *id;            /* (nullable): of the case */
  char *contact;       /* (nullable): "source/id", or the id alone */
  char *customer;      /* (nullable) */
  GPtrArray *contacts; /* FwContactFacts: the one it came from first */
  GPtrArray *cases;    /* FwRecord */
};

G_DEFINE_FINAL_TYPE (FwCaseLinks, fw_case_links, ADW_TYPE_BIN)

static void ask_cases (FwCaseLinks *self);

/* ---- going there ---- */

static void
go_to_contact (FwCaseLinks *self, const char *id, gint64 at)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), FW_TYPE_PAGE);
  const gint64 now = g_get_real_time ();
  g_autofree char *from = fw_time_format (at != 0 ? at : now - BACK);
  g_autofree char *to = fw_time_format (at != 0 ? at + G_USEC_PER_SEC : now);
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *query = g_strdup_printf ("from=%s&to=%s&id=%s", from, to, escaped);

  if (page != NULL)
    fw_page_go (FW_PAGE (page), "contacts",
                g_variant_new ("(ssss)", query, "offered", id, fw_page_get_name (FW_PAGE (page))));
}

static void
contact_clicked_cb (FwCaseLinks *self, GtkButton *button)
{
  const gint64 *at = g_object_get_data (G_OBJECT (button), "at");

  go_to_contact (self, g_object_get_data (G_OBJECT (button), "id"), *at);
}

static void
id_clicked_cb (FwCaseLinks *self)
{
  go_to_contact (self, self->contact, 0);
}

static void
case_clicked_cb (FwCaseLinks *self, GtkButton *button)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), FW_TYPE_PAGE);

  if (page != NULL)
    fw_page_go (FW_PAGE (page), "case-list",
                g_variant_new_string (g_object_get_data (G_OBJECT (button), "id")));
}

/* ---- what is shown ---- */

static void
add_heading (FwCaseLinks *self, const char *text)
{
  const gboolean first = gtk_widget_get_first_child (GTK_WIDGET (self->box)) == NULL;

  gtk_widget_set_margin_top (GTK_WIDGET (fw_lines_add_wrapped (self->box, text, "heading")),
                             first ? 0 : 9);
}

/* "21 Nov · 09:12 · Phone · mobile · answered" */
static char *
describe_contact (const FwContactFacts *contact)
{
  g_autofree char *day = fw_format_day (contact->at, NULL);
  g_autofree char *clock = fw_format_clock (contact->at, NULL);
  const char *const parts[] = { day, clock, fw_channel_word (contact->channel), contact->product,
                                fw_contact_word (contact->outcome) };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_strdup (text->str);
}

/* "The kettle leaks · Closed" */
static char *
describe_case (FwCaseLinks *self, const FwRecord *record)
{
  const char *state = fw_record_text (record, FW_KIND_STATE);
  const FwFlowState *found =
      state != NULL ? fw_flow_find_state (fw_record_get_kind (record)->flow, state) : NULL;
  const char *title = fw_record_text (record, "title");

  return g_strdup_printf ("%s · %s", title != NULL ? title : fw_record_get_id (record),
                          found != NULL && found->label != NULL ? _ (found->label) : "");
}

static void
show_contacts (FwCaseLinks *self)
{
  add_heading (self, _ ("Contacts"));
  for (guint i = 0; i < MIN (self->contacts->len, SHOWN_CONTACTS); i++)
    {
      const FwContactFacts *contact = self->contacts->pdata[i];
      g_autofree char *text = describe_contact (contact);
      GObject *button =
          G_OBJECT (fw_lines_add_button (self->box, text, self, G_CALLBACK (contact_clicked_cb)));

      g_object_set_data_full (button, "id", g_strdup (contact->id), g_free);
      g_object_set_data_full (button, "at", g_memdup2 (&contact->at, sizeof contact->at), g_free);
    }
  if (self->contacts->len == 0 && self->contact != NULL)
    fw_lines_add_button (self->box, self->contact, self, G_CALLBACK (id_clicked_cb));
  else if (self->contacts->len == 0)
    fw_lines_add_wrapped (self->box, _ ("None is noted"), "dim-label");
}

static void
show_all (FwCaseLinks *self)
{
  fw_lines_clear (self->box);
  if (self->id != NULL)
    show_contacts (self);
  add_heading (self, self->id != NULL ? _ ("Other cases of this customer")
                                      : _ ("Cases of this customer"));
  for (guint i = 0; i < MIN (self->cases->len, SHOWN_CASES); i++)
    {
      const FwRecord *record = self->cases->pdata[i];
      g_autofree char *text = describe_case (self, record);

      g_object_set_data_full (
          G_OBJECT (fw_lines_add_button (self->box, text, self, G_CALLBACK (case_clicked_cb))),
          "id", g_strdup (fw_record_get_id (record)), g_free);
    }
  if (self->cases->len == 0)
    fw_lines_add_wrapped (self->box,
                          self->contact == NULL && self->customer == NULL
                              ? _ ("No contact and no number is noted to find them by")
                              : _ ("None is known"),
                          "dim-label");
}

/* By the number in the register, where one is known; else by a contact that the card names. */
static void
show_card (FwCaseLinks *self)
{
  const char *number = self->customer != NULL ? self->customer : fw_case_links_get_customer (self);
  g_autoptr (GString) contacts = g_string_new (NULL);

  if (number == NULL && self->contact != NULL && strchr (self->contact, ';') == NULL)
    g_string_append (contacts, self->contact);
  for (guint i = 0; number == NULL && i < self->contacts->len; i++)
    {
      const FwContactFacts *contact = self->contacts->pdata[i];

      if (strchr (contact->id, ';') == NULL && strchr (contact->source, ';') == NULL)
        g_string_append_printf (contacts, "%s%s/%s", contacts->len > 0 ? ";" : "", contact->source,
                                contact->id);
    }
  fw_customer_card_show (self->card, self->client, number,
                         contacts->len > 0 ? contacts->str : NULL);
}

/* ---- questions ---- */

static void
ask (FwCaseLinks *self, const char *path, FwAskedFunc func)
{
  fw_asked_get (self->client, path, self->cancellable, self, func);
}

static gboolean
is_known (FwCaseLinks *self, const char *id)
{
  for (guint i = 0; i < self->cases->len; i++)
    if (g_str_equal (fw_record_get_id (self->cases->pdata[i]), id))
      return TRUE;
  return g_strcmp0 (self->id, id) == 0;
}

static void
take_cases (FwCaseLinks *self, JsonObject *answer)
{
  const FwKind *kind = fw_client_find_kind (self->client, "case");
  JsonArray *array;

  if (answer == NULL || !fw_json_get_array (answer, "records", &array, NULL))
    return;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *element = fw_json_find_element (array, i);
      FwRecord *record = element != NULL ? fw_record_json_take (kind, element, NULL) : NULL;

      if (record != NULL && !is_known (self, fw_record_get_id (record)))
        g_ptr_array_add (self->cases, record);
      else
        g_clear_pointer (&record, fw_record_unref);
    }
}

static void
by_customer_cb (gpointer owner, JsonObject *answer)
{
  FwCaseLinks *self = owner;

  take_cases (self, answer);
  show_all (self);
  show_card (self);
}

static void
ask_by_customer (FwCaseLinks *self)
{
  g_autofree char *escaped = NULL, *path = NULL;
  const char *customer =
      self->customer != NULL ? self->customer : fw_case_links_get_customer (self);

  if (customer == NULL || strchr (customer, ';') != NULL)
    {
      show_all (self);
      show_card (self);
      return;
    }
  escaped = g_uri_escape_string (customer, NULL, FALSE);
  path = g_strdup_printf ("records/case?where.customer=%s&limit=20", escaped);
  ask (self, path, by_customer_cb);
}

static void
by_contact_cb (gpointer owner, JsonObject *answer)
{
  FwCaseLinks *self = owner;

  take_cases (self, answer);
  ask_by_customer (self);
}

/* Those that came from one of the customer's contacts. */
static void
ask_cases (FwCaseLinks *self)
{
  g_autoptr (GString) path = g_string_new ("records/case?limit=20&where.contact=");
  g_autofree char *own =
      self->contact != NULL ? g_uri_escape_string (self->contact, NULL, FALSE) : NULL;

  if (self->contact == NULL || strchr (self->contact, ';') != NULL)
    {
      ask_by_customer (self);
      return;
    }
  g_string_append (path, own);
  for (guint i = 0; i < self->contacts->len; i++)
    {
      const FwContactFacts *contact = self->contacts->pdata[i];
      g_autofree char *name = g_strdup_printf ("%s/%s", contact->source, contact->id);
      g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);

      if (strchr (name, ';') == NULL && !g_str_equal (name, self->contact))
        g_string_append_printf (path, "%%3B%s", escaped);
    }
  ask (self, path->str, by_contact_cb);
}

static gboolean
has_contact (FwCaseLinks *self, const FwContactFacts *contact)
{
  for (guint i = 0; i < self->contacts->len; i++)
    {
      const FwContactFacts *known = self->contacts->pdata[i];

      if (g_str_equal (known->id, contact->id) && g_str_equal (known->source, contact->source))
        return TRUE;
    }
  return FALSE;
}

static void
others_cb (gpointer owner, JsonObject *answer)
{
  FwCaseLinks *self = owner;
  JsonArray *array;

  if (answer != NULL && fw_json_get_array (answer, "contacts", &array, NULL))
    for (guint i = 0; i < json_array_get_length (array); i++)
      {
        JsonObject *element = fw_json_find_element (array, i);
        g_autoptr (FwContactFacts) contact =
            element != NULL ? fw_contact_facts_read (element, NULL) : NULL;

        if (contact != NULL && !has_contact (self, contact))
          g_ptr_array_add (self->contacts, g_steal_pointer (&contact));
      }
  ask_cases (self);
}

static void
ask_others (FwCaseLinks *self, const char *mark, gint64 at)
{
  g_autofree char *from = fw_time_format (at - AROUND);
  g_autofree char *to = fw_time_format (at + AROUND);
  g_autofree char *path =
      g_strdup_printf ("contacts?from=%s&to=%s&customer=%s&measure=offered&order=-at&limit=%d",
                       from, to, mark, MOST_CONTACTS);

  ask (self, path, others_cb);
}

static void
contact_cb (gpointer owner, JsonObject *answer)
{
  FwCaseLinks *self = owner;
  const char *mark = answer != NULL ? fw_json_find_text (answer, "customer_mark") : NULL;
  FwContactFacts *contact = NULL;
  JsonObject *object;

  if (answer != NULL && fw_json_get_object (answer, "contact", &object, NULL))
    contact = fw_contact_facts_read (object, NULL);
  if (contact != NULL)
    g_ptr_array_add (self->contacts, contact);
  if (contact != NULL && mark != NULL)
    ask_others (self, mark, contact->at);
  else
    ask_cases (self);
}

static gboolean
rested_cb (gpointer user_data)
{
  FwCaseLinks *self = user_data;
  const char *slash = self->contact != NULL ? strchr (self->contact, '/') : NULL;
  g_autofree char *source = NULL, *id = NULL, *path = NULL;

  self->rest = 0;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_ptr_array_set_size (self->contacts, 0);
  g_ptr_array_set_size (self->cases, 0);
  if (slash == NULL)
    {
      ask_cases (self);
      return G_SOURCE_REMOVE;
    }
  source =
      g_uri_escape_bytes ((const guint8 *) self->contact, (gsize) (slash - self->contact), NULL);
  id = g_uri_escape_string (slash + 1, NULL, FALSE);
  path = g_strdup_printf ("contacts/%s/%s", source, id);
  ask (self, path, contact_cb);
  return G_SOURCE_REMOVE;
}

/* Somebody wrote a case or a card: perhaps of this customer. What is shown stays until the answer.
 */
static void
record_changed_cb (FwCaseLinks *self, const char *kind)
{
  static const char *const kinds[] = { "case", "customer", "care-step", NULL };

  if (kind != NULL && g_strv_contains (kinds, kind) && self->rest == 0 && self->cancellable != NULL)
    self->rest = g_timeout_add (AGAIN_MS, rested_cb, self);
}

/* ---- the widget ---- */

static void
fw_case_links_dispose (GObject *object)
{
  FwCaseLinks *self = FW_CASE_LINKS (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (fw_case_links_parent_class)->dispose (object);
}

static void
fw_case_links_finalize (GObject *object)
{
  FwCaseLinks *self = FW_CASE_LINKS (object);

  g_free (self->id);
  g_free (self->contact);
  g_free (self->customer);
  g_ptr_array_unref (self->contacts);
  g_ptr_array_unref (self->cases);

  G_OBJECT_CLASS (fw_case_links_parent_class)->finalize (object);
}

static void
fw_case_links_class_init (FwCaseLinksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_case_links_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_case_links_finalize;
}

static void
fw_case_links_init (FwCaseLinks *self)
{
  GtkWidget *parts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_contact_facts_free);
  self->cases = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  self->card = g_object_new (FW_TYPE_CUSTOMER_CARD, NULL);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  gtk_box_append (GTK_BOX (parts), GTK_WIDGET (self->card));
  gtk_box_append (GTK_BOX (parts), GTK_WIDGET (self->box));
  adw_bin_set_child (ADW_BIN (self), parts);
}

gboolean
fw_case_links_may_show (FwClient *client)
{
  const FwKind *kind = fw_client_find_kind (client, "case");

  return kind != NULL && (kind->read & fw_client_get_role (client)) != 0;
}

void
fw_case_links_show (
    FwCaseLinks *self, FwClient *client, const char *id, const char *contact, const char *customer)
{
  g_return_if_fail (FW_IS_CASE_LINKS (self) && FW_IS_CLIENT (client));

  /* What is shown of the same one stays: a queue is asked for every few seconds. */
  if (self->cancellable != NULL && g_strcmp0 (self->id, id) == 0 &&
      g_strcmp0 (self->contact, contact) == 0 && g_strcmp0 (self->customer, customer) == 0)
    return;
  g_clear_handle_id (&self->rest, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (g_set_object (&self->client, client))
    g_signal_connect_object (client, "record-changed", G_CALLBACK (record_changed_cb), self,
                             G_CONNECT_SWAPPED);
  g_free (self->id);
  g_free (self->contact);
  g_free (self->customer);
  self->id = g_strdup (id);
  self->contact = g_strdup (contact);
  self->customer = g_strdup (customer);
  gtk_widget_set_visible (GTK_WIDGET (self), id != NULL || contact != NULL);
  fw_lines_clear (self->box);
  fw_customer_card_show (self->card, client, NULL, NULL);
  g_ptr_array_set_size (self->contacts, 0);
  g_ptr_array_set_size (self->cases, 0);
  if (id == NULL && contact == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  self->rest = g_timeout_add (REST_MS, rested_cb, self);
}

const char *
fw_case_links_get_customer (FwCaseLinks *self)
{
  g_return_val_if_fail (FW_IS_CASE_LINKS (self), NULL);

  for (guint i = 0; i < self->cases->len; i++)
    {
      const char *customer = fw_record_text (self->cases->pdata[i], "customer");

      if (customer != NULL)
        return customer;
    }
  return fw_customer_card_get_number (self->card);
}
