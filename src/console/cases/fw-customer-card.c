/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/cases/fw-customer-card.h"

#include "charts/fw-format.h"
#include "console/fw-asked.h"
#include "console/fw-channel-word.h"
#include "console/fw-lines.h"
#include "console/fw-page.h"
#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"
#include "protocol/fw-record-json.h"

#include <glib/gi18n-lib.h>

/* Of the plan the next step is told; those that are over stand before it. */
#define MOST_STEPS "50"

struct _FwCustomerCard
{
  AdwBin parent_instance;

  GtkBox *box;
  FwClient *client;          /* (nullable) */
  GCancellable *cancellable; /* (nullable): of the questions on their way */
  char *number;              /* (nullable) */
  char *contacts;            /* (nullable) */
  FwRecord *record;          /* (nullable): the card */
  char *advisor;             /* (nullable): their name */
  FwRecord *complaint;       /* (nullable): the last one */
  FwRecord *step;            /* (nullable): of care, the next one */
};

G_DEFINE_FINAL_TYPE (FwCustomerCard, fw_customer_card, ADW_TYPE_BIN)

/* ---- going there ---- */

static void
open_cb (FwCustomerCard *self)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), FW_TYPE_PAGE);

  if (page != NULL && self->record != NULL)
    fw_page_go (FW_PAGE (page), "customers",
                g_variant_new_string (fw_record_get_id (self->record)));
}

static void
begin_cb (FwCustomerCard *self)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), FW_TYPE_PAGE);
  g_auto (GVariantBuilder) preset = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));

  if (page == NULL || self->number == NULL)
    return;
  g_variant_builder_add (&preset, "{ss}", "id", self->number);
  fw_page_go (FW_PAGE (page), "customers", g_variant_builder_end (&preset));
}

/* ---- what is shown ---- */

/* "Advisor: Lin Wei" */
static void
add_fact (FwCustomerCard *self, const char *what, const char *value)
{
  g_autofree char *text = NULL;

  if (value == NULL || *value == '\0')
    return;
  /* Translators: what is told of a customer, and what it is: "Advisor: Lin Wei". */
  text = g_strdup_printf (_ ("%s: %s"), what, value);
  fw_lines_add_wrapped (self->box, text, "caption");
}

/* The word of an enum. Returns: (transfer none) (nullable). */
static const char *
find_word (const FwRecord *record, const char *name)
{
  const FwField *field = &fw_record_get_kind (record)->fields[fw_record_find (record, name)];
  const char *value = fw_record_text (record, name);

  for (guint i = 0; value != NULL && field->values[i] != NULL; i++)
    if (g_str_equal (field->values[i], value))
      return _ (field->labels[i]);
  return NULL;
}

/* "2001 · the bakery at the harbour · VIP" */
static char *
describe (const FwRecord *record)
{
  const char *name = fw_record_text (record, "name"), *tier = find_word (record, "tier");
  g_autoptr (GString) text = g_string_new (fw_record_get_id (record));

  if (name != NULL)
    g_string_append_printf (text, " · %s", name);
  if (tier != NULL)
    g_string_append_printf (text, " · %s", tier);
  return g_strdup (text->str);
}

/* "12 Nov 2026 · The lid does not close" */
static char *
join_date (const FwRecord *record, const char *date, const char *text)
{
  g_autofree char *day = NULL;

  if (fw_record_lacks (record, date))
    return g_strdup (fw_record_text (record, text));
  day = fw_record_format (record, fw_record_find (record, date));
  return g_strdup_printf ("%s · %s", day, fw_record_text (record, text));
}

static char *
describe_complaint (const FwRecord *complaint)
{
  const char *came = fw_record_text (complaint, "came");
  g_autofree char *day = NULL;
  gint64 at = 0;

  if (came == NULL || !fw_time_parse (fw_text (came), &at))
    return g_strdup (fw_record_text (complaint, "title"));
  day = fw_format_day (at, NULL);
  return g_strdup_printf ("%s · %s", day, fw_record_text (complaint, "title"));
}

static void
show_facts (FwCustomerCard *self)
{
  g_autofree char *orders =
      fw_record_format (self->record, fw_record_find (self->record, "orders"));
  g_autofree char *worth =
      fw_record_format (self->record, fw_record_find (self->record, "order_value"));
  g_autofree char *bought = fw_record_lacks (self->record, "bought")
                                ? NULL
                                : join_date (self->record, "bought_on", "bought");
  g_autofree char *complaint =
      self->complaint != NULL ? describe_complaint (self->complaint) : NULL;
  g_autofree char *care = self->step != NULL ? join_date (self->step, "day", "what") : NULL;
  const char *prefers = fw_record_text (self->record, "prefers");

  add_fact (self, _ ("Advisor"), self->advisor);
  add_fact (self, _ ("Preferred channel"), prefers != NULL ? fw_channel_word (prefers) : NULL);
  add_fact (self, _ ("Preferences"), fw_record_text (self->record, "preferences"));
  add_fact (self, _ ("Bought last"), bought);
  add_fact (self, _ ("Orders in twelve months"), orders);
  add_fact (self, _ ("Worth of the orders"), worth);
  add_fact (self, _ ("Last complaint"), complaint);
  add_fact (self, _ ("Next care"), care);
}

static gboolean
may_write (FwCustomerCard *self)
{
  const FwKind *kind = fw_client_find_kind (self->client, "customer");

  return kind != NULL && (kind->write & fw_client_get_role (self->client)) != 0;
}

static void
show_all (FwCustomerCard *self)
{
  const gboolean begins = self->record == NULL && self->number != NULL && may_write (self);
  g_autofree char *text = NULL;
  GtkWidget *button;

  fw_lines_clear (self->box);
  gtk_widget_set_visible (GTK_WIDGET (self), self->record != NULL || begins);
  if (self->record == NULL && !begins)
    return;
  fw_lines_add_wrapped (self->box, _ ("Customer"), "heading");
  if (self->record == NULL)
    {
      /* Translators: a customer's number in the register. */
      text = g_strdup_printf (_ ("Begin a card for %s"), self->number);
      button = fw_lines_add_button (self->box, text, self, G_CALLBACK (begin_cb));
      gtk_widget_set_tooltip_text (button, _ ("Tier, preferences and what is planned for them"));
      return;
    }
  text = describe (self->record);
  button = fw_lines_add_button (self->box, text, self, G_CALLBACK (open_cb));
  gtk_widget_set_tooltip_text (button, _ ("Open the card"));
  show_facts (self);
}

/* ---- questions ---- */

static void
ask (FwCustomerCard *self, const char *path, FwAskedFunc func)
{
  fw_asked_get (self->client, path, self->cancellable, self, func);
}

static FwRecord *
take (FwCustomerCard *self, const char *kind, JsonObject *object)
{
  const FwKind *found = fw_client_find_kind (self->client, kind);

  return object != NULL && found != NULL ? fw_record_json_take (found, object, NULL) : NULL;
}

/* The first of the list; with a flow, the first that has not ended. Returns: (transfer full)
 * (nullable). */
static FwRecord *
take_first (FwCustomerCard *self, const char *kind, JsonObject *answer, gboolean open)
{
  JsonArray *array;

  if (answer == NULL || !fw_json_get_array (answer, "records", &array, NULL))
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autoptr (FwRecord) record = take (self, kind, fw_json_find_element (array, i));
      const char *state = record != NULL && open ? fw_record_text (record, FW_KIND_STATE) : NULL;
      const FwFlowState *found =
          state != NULL ? fw_flow_find_state (fw_record_get_kind (record)->flow, state) : NULL;

      /* What waits for its day has not ended. */
      if (record != NULL &&
          (!open ||
           (found != NULL &&
            (!found->ends || g_str_equal (state, fw_record_get_kind (record)->flow->start)))))
        return g_steal_pointer (&record);
    }
  return NULL;
}

static void
steps_cb (gpointer owner, JsonObject *answer)
{
  FwCustomerCard *self = owner;

  self->step = take_first (self, "care-step", answer, TRUE);
  show_all (self);
}

static void
complaint_cb (gpointer owner, JsonObject *answer)
{
  FwCustomerCard *self = owner;
  g_autofree char *id = NULL, *path = NULL;

  self->complaint = take_first (self, "case", answer, FALSE);
  id = g_uri_escape_string (fw_record_get_id (self->record), NULL, FALSE);
  path = g_strdup_printf ("records/care-step?where.customer=%s&order=day&limit=" MOST_STEPS, id);
  ask (self, path, steps_cb);
}

static void
ask_complaint (FwCustomerCard *self)
{
  g_autofree char *id = g_uri_escape_string (fw_record_get_id (self->record), NULL, FALSE);
  g_autofree char *path = g_strdup_printf (
      "records/case?where.customer=%s&where.class=complaint&order=-came&limit=1", id);

  ask (self, path, complaint_cb);
}

static void
advisor_cb (gpointer owner, JsonObject *answer)
{
  FwCustomerCard *self = owner;
  const char *name = answer != NULL ? fw_json_find_text (answer, "name") : NULL;

  self->advisor = g_strdup (name != NULL ? name : fw_record_text (self->record, "advisor"));
  ask_complaint (self);
}

static void
go_on (FwCustomerCard *self)
{
  const char *advisor = self->record != NULL ? fw_record_text (self->record, "advisor") : NULL;
  g_autofree char *escaped = NULL, *path = NULL;

  if (self->record == NULL)
    {
      show_all (self);
      return;
    }
  if (advisor == NULL)
    {
      ask_complaint (self);
      return;
    }
  escaped = g_uri_escape_string (advisor, NULL, FALSE);
  path = g_strdup_printf ("records/person/%s", escaped);
  ask (self, path, advisor_cb);
}

static void
by_number_cb (gpointer owner, JsonObject *answer)
{
  FwCustomerCard *self = owner;

  self->record = take (self, "customer", answer);
  go_on (self);
}

static void
by_contact_cb (gpointer owner, JsonObject *answer)
{
  FwCustomerCard *self = owner;

  self->record = take_first (self, "customer", answer, FALSE);
  go_on (self);
}

static void
forget (FwCustomerCard *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->record, fw_record_unref);
  g_clear_pointer (&self->complaint, fw_record_unref);
  g_clear_pointer (&self->step, fw_record_unref);
  g_clear_pointer (&self->advisor, g_free);
}

void
fw_customer_card_show (FwCustomerCard *self,
                       FwClient *client,
                       const char *number,
                       const char *contacts)
{
  g_autofree char *escaped = NULL, *path = NULL;
  const FwKind *kind;

  g_return_if_fail (FW_IS_CUSTOMER_CARD (self) && FW_IS_CLIENT (client));

  forget (self);
  g_set_object (&self->client, client);
  g_free (self->number);
  g_free (self->contacts);
  self->number = g_strdup (number);
  self->contacts = g_strdup (contacts);
  kind = fw_client_find_kind (client, "customer");
  if (kind == NULL || (kind->read & fw_client_get_role (client)) == 0 ||
      (number == NULL && contacts == NULL))
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }
  self->cancellable = g_cancellable_new ();
  escaped = g_uri_escape_string (number != NULL ? number : contacts, NULL, FALSE);
  path = number != NULL ? g_strdup_printf ("records/customer/%s", escaped)
                        : g_strdup_printf ("records/customer?limit=1&where.contact=%s", escaped);
  ask (self, path, number != NULL ? by_number_cb : by_contact_cb);
}

const char *
fw_customer_card_get_number (FwCustomerCard *self)
{
  g_return_val_if_fail (FW_IS_CUSTOMER_CARD (self), NULL);

  return self->record != NULL ? fw_record_get_id (self->record) : NULL;
}

/* ---- the widget ---- */

static void
fw_customer_card_dispose (GObject *object)
{
  FwCustomerCard *self = FW_CUSTOMER_CARD (object);

  forget (self);
  g_clear_object (&self->client);
  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->contacts, g_free);

  G_OBJECT_CLASS (fw_customer_card_parent_class)->dispose (object);
}

static void
fw_customer_card_class_init (FwCustomerCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_customer_card_dispose;
}

static void
fw_customer_card_init (FwCustomerCard *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 9);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
