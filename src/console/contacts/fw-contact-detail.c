/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/contacts/fw-contact-detail.h"

#include "charts/fw-format.h"
#include "charts/fw-moment.h"
#include "console/cases/fw-case-dialog.h"
#include "console/cases/fw-case-links.h"
#include "console/contacts/fw-contact-said.h"
#include "console/fw-page.h"
#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FwContactDetail
{
  GtkWidget parent_instance;

  FwClient *client;
  FwNames *names;
  GCancellable *cancellable;
  GtkWidget *scrolled;
  GtkLabel *title;
  GtkGrid *facts;
  GtkBox *events;
  GtkWidget *add_case;
  FwDebriefButton *debrief;
  FwContactSaid *said;
  FwCaseLinks *links;
  int n_facts;

  char *path;         /* (nullable): of the contact that is shown */
  GtkLabel *customer; /* (nullable): in facts */
  GtkWidget *reveal;  /* (nullable): the button beside it */
  char *mark;         /* (nullable): of the customer */
  GTimeZone *zone;    /* (nullable) */
  char *contact;      /* (nullable): "source/id" */
  char *team, *channel, *product;
};

enum
{
  OTHERS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FwContactDetail, fw_contact_detail, GTK_TYPE_WIDGET)

static const struct
{
  const char *name;
  const char *word;
} words[] = {
  { "answered", N_ ("answered") },
  { "abandoned", N_ ("abandoned") },
  { "timeout", N_ ("sent on: waited too long") },
  { "empty", N_ ("sent on: nobody signed in") },
  { "key", N_ ("sent on: pressed a key") },
  { "withdrawn", N_ ("taken out of the queue") },
  { "turned-away", N_ ("turned away: could not enter the queue") },
  { "unknown", N_ ("not known: its end was never told") },
  { "none", "" },
  { "blind", N_ ("transferred unannounced") },
  { "attended", N_ ("transferred with announcement") },
  { "offered", N_ ("came into the queue") },
  { "completed", N_ ("conversation ended") },
  { "wrapped-up", N_ ("wrap-up ended") },
  { "left", N_ ("sent on unanswered") },
  { "transferred", N_ ("transferred") },
  { "dialled", N_ ("called by the centre") },
  { "ring-no-answer", N_ ("rang without answer") },
  { "survey", N_ ("customer rated") },
  { "resolution", N_ ("resolution noted") },
  { "contact", N_ ("contact of a call list") },
  { "note", N_ ("note") },
};

const char *
fw_contact_word (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i].name, name) == 0)
      return *words[i].word != '\0' ? _ (words[i].word) : "";
  return name;
}

static GtkWidget *
create_label (const char *text, const char *class_name)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  if (class_name != NULL)
    gtk_widget_add_css_class (label, class_name);
  return label;
}

/* Large text breaks its lines rather than that the pane grows. */
static GtkWidget *
create_button (const char *text)
{
  GtkWidget *button = gtk_button_new (), *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  return button;
}

static void
add_fact (FwContactDetail *self, const char *name, const char *value)
{
  if (value == NULL || *value == '\0' || g_str_equal (value, FW_FORMAT_NONE))
    return;
  gtk_grid_attach (self->facts, create_label (name, "soft"), 0, self->n_facts, 1, 1);
  gtk_grid_attach (self->facts, create_label (value, "numeric"), 1, self->n_facts, 1, 1);
  self->n_facts++;
}

static void
add_duration (FwContactDetail *self, const char *name, double seconds)
{
  g_autofree char *text = fw_format_duration (seconds);

  add_fact (self, name, text);
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_widget_unparent (child);
}

static void
show_facts (FwContactDetail *self, const FwContactFacts *contact)
{
  g_autofree char *clock = fw_format_clock (contact->at, self->zone);
  g_autofree char *day = fw_format_day (contact->at, self->zone);
  g_autofree char *title = g_strdup_printf ("%s · %s", day, clock);
  g_autofree char *rating =
      contact->rating > 0
          ? g_strdup_printf (contact->reopen ? _ ("%d of 5, to be taken up again") : _ ("%d of 5"),
                             contact->rating)
          : NULL;

  gtk_label_set_text (self->title, title);
  clear_box (GTK_WIDGET (self->facts));
  self->n_facts = 0;
  self->customer = NULL;
  self->reveal = NULL;
  add_fact (self, _ ("Outcome"), fw_contact_word (contact->outcome));
  add_fact (self, _ ("Person"), fw_names_find (self->names, "agent", contact->agent));
  add_fact (self, _ ("Team"), fw_names_find (self->names, "team", contact->team));
  add_fact (self, _ ("Queue"), fw_names_find (self->names, "queue", contact->queue));
  add_fact (self, _ ("Channel"), fw_names_find (self->names, "channel", contact->channel));
  add_fact (self, _ ("Product"), fw_names_find (self->names, "product", contact->product));
  add_duration (self, _ ("Waited"), contact->wait);
  add_duration (self, _ ("Handling"), contact->handling);
  if (contact->hold > 0)
    add_duration (self, _ ("of it on hold"), contact->hold);
  if (contact->wrap > 0)
    add_duration (self, _ ("of it wrap-up"), contact->wrap);
  add_fact (self, _ ("Transfer"), fw_contact_word (contact->transfer));
  add_fact (self, _ ("Rating"), rating);
  if (contact->resolved >= 0)
    add_fact (self, C_ ("contact", "Resolved"), contact->resolved ? _ ("yes") : _ ("no"));
  add_fact (self, _ ("Source"), contact->source);
  add_fact (self, _ ("Number"), contact->id);
}

/* ---- who it was ---- */

static void
revealed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwContactDetail) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) answer = NULL;
  g_autofree char *sentence = NULL;
  const char *whole = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->customer == NULL)
    return;
  if (bytes != NULL)
    answer = fw_json_parse_bytes (bytes, &error);
  if (answer == NULL || !fw_json_get_text (answer, "customer", &whole, &error))
    {
      sentence = fw_error_to_sentence (error);
      gtk_widget_set_sensitive (self->reveal, TRUE);
    }
  else
    gtk_widget_set_visible (self->reveal, FALSE);
  gtk_label_set_text (self->customer, whole != NULL ? whole : sentence);
}

static void
reveal_cb (FwContactDetail *self)
{
  g_autofree char *path = g_strconcat (self->path, "/reveal", NULL);

  gtk_widget_set_sensitive (self->reveal, FALSE);
  fw_client_request_async (self->client, "POST", path, NULL, NULL, self->cancellable, revealed_cb,
                           g_object_ref (self));
}

static gboolean
may_reveal (FwRole role)
{
  return (role & (FW_ROLE_ADMINISTRATOR | FW_ROLE_SUPERVISOR | FW_ROLE_QUALITY)) != 0;
}

/* Masked as it came; whole by an act of its own, which the server writes down. */
static void
add_customer (FwContactDetail *self, JsonObject *answer)
{
  const char *masked;

  if (!fw_json_has (answer, "customer") || !fw_json_get_text (answer, "customer", &masked, NULL))
    return;
  self->customer = GTK_LABEL (create_label (masked, "numeric"));
  gtk_grid_attach (self->facts, create_label (_ ("Customer"), "soft"), 0, self->n_facts, 1, 1);
  gtk_grid_attach (self->facts, GTK_WIDGET (self->customer), 1, self->n_facts, 1, 1);
  self->n_facts++;
  if (!may_reveal (fw_client_get_role (self->client)))
    return;

  self->reveal = create_button (_ ("Show the Whole Number"));
  gtk_widget_set_tooltip_text (self->reveal, _ ("That you looked is written down"));
  g_signal_connect_swapped (self->reveal, "clicked", G_CALLBACK (reveal_cb), self);
  gtk_grid_attach (self->facts, self->reveal, 0, self->n_facts, 2, 1);
  self->n_facts++;
}

static void
others_cb (FwContactDetail *self)
{
  g_signal_emit (self, signals[OTHERS], 0, self->mark);
}

/* Who it was need not be told to see what else she came for. */
static void
add_others (FwContactDetail *self, JsonObject *answer)
{
  GtkWidget *button;
  const char *mark;

  if (!fw_json_has (answer, "customer_mark") ||
      !fw_json_get_text (answer, "customer_mark", &mark, NULL))
    return;
  g_free (self->mark);
  self->mark = g_strdup (mark);
  button = create_button (_ ("Other Contacts of This Customer"));
  gtk_widget_set_tooltip_text (button, _ ("Of thirty days before and after, without the number"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (others_cb), self);
  gtk_grid_attach (self->facts, button, 0, self->n_facts, 2, 1);
  self->n_facts++;
}

/* ---- its cases ---- */

static void
put (FwRecord *record, const char *field, const char *value)
{
  if (value != NULL && *value != '\0')
    fw_record_put_text (record, field, value);
}

/* To who may read cases. */
static void
show_cases (FwContactDetail *self, const FwContactFacts *contact)
{
  const gboolean reads = fw_case_links_may_show (self->client);
  const FwKind *kind = reads ? fw_client_find_kind (self->client, "case") : NULL;

  g_free (self->contact);
  g_free (self->team);
  g_free (self->channel);
  g_free (self->product);
  self->contact = g_strdup_printf ("%s/%s", contact->source, contact->id);
  self->team = g_strdup (contact->team);
  self->channel = g_strdup (contact->channel);
  self->product = g_strdup (contact->product);
  fw_case_links_show (self->links, self->client, NULL, reads ? self->contact : NULL, NULL);
  gtk_widget_set_visible (self->add_case,
                          reads && (kind->write & fw_client_get_role (self->client)) != 0);
}

/* The day is that of the clock by which it is shown. */
static void
show_debrief (FwContactDetail *self, const FwContactFacts *contact)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (contact->at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local =
      self->zone != NULL ? g_date_time_to_timezone (utc, self->zone) : g_date_time_to_local (utc);
  g_autofree char *day = g_date_time_format (local, "%Y-%m-%d");
  const FwDebriefOrigin origin = { .contact = self->contact, .day = day, .login = contact->agent };

  fw_debrief_button_set (self->debrief, self->client, &origin);
}

FwDebriefButton *
fw_contact_detail_get_debrief (FwContactDetail *self)
{
  g_return_val_if_fail (FW_IS_CONTACT_DETAIL (self), NULL);

  return self->debrief;
}

gboolean
fw_contact_detail_add_case (FwContactDetail *self)
{
  GtkWidget *page;
  g_autoptr (FwRecord) record = NULL;

  g_return_val_if_fail (FW_IS_CONTACT_DETAIL (self), FALSE);

  page = gtk_widget_get_ancestor (GTK_WIDGET (self), FW_TYPE_PAGE);
  if (page == NULL || self->contact == NULL || !gtk_widget_get_visible (self->add_case))
    return FALSE;
  record = fw_case_dialog_begin (FW_PAGE (page));
  put (record, "contact", self->contact);
  put (record, "customer", fw_case_links_get_customer (self->links));
  put (record, "channel", self->channel);
  put (record, "product", self->product);
  put (record, "team", self->team);
  fw_case_dialog_present (FW_PAGE (page), record, NULL, NULL);
  return TRUE;
}

/* ---- what happened ---- */

/* What the customer said. */
static void
add_answers (JsonObject *event, GStrvBuilder *parts)
{
  gint64 rating = 0;
  gboolean resolved;

  if (fw_json_has (event, "rating") && fw_json_get_integer (event, "rating", &rating, NULL) &&
      rating > 0)
    {
      g_autofree char *text = g_strdup_printf (_ ("%d of 5"), (int) rating);

      g_strv_builder_add (parts, text);
    }
  if (fw_json_has (event, "resolved") && fw_json_get_boolean (event, "resolved", &resolved, NULL))
    g_strv_builder_add (parts, resolved ? _ ("resolved") : _ ("not resolved"));
}

static char *
describe_event (FwContactDetail *self, JsonObject *event)
{
  static const struct
  {
    const char *member;
    const char *label;
  } durations[] = { { "wait", N_ ("waited") },
                    { "talk", N_ ("talked") },
                    { "hold", N_ ("on hold") },
                    { "wrap", N_ ("wrap-up") } };
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;
  const char *text;

  if (fw_json_has (event, "agent") && fw_json_get_text (event, "agent", &text, NULL) &&
      *text != '\0')
    g_strv_builder_add (parts, fw_names_find (self->names, "agent", text));
  if (fw_json_has (event, "queue") && fw_json_get_text (event, "queue", &text, NULL) &&
      *text != '\0')
    g_strv_builder_add (parts, fw_names_find (self->names, "queue", text));
  for (guint i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      g_autofree char *seconds = g_strconcat (durations[i].member, "_s", NULL);
      g_autofree char *milliseconds = g_strconcat (durations[i].member, "_ms", NULL);
      g_autofree char *shown = NULL, *part = NULL;
      double value = NAN;

      if (fw_json_has (event, seconds) && fw_json_get_number (event, seconds, &value, NULL))
        shown = fw_format_duration (value);
      else if (fw_json_has (event, milliseconds) &&
               fw_json_get_number (event, milliseconds, &value, NULL))
        shown = fw_format_duration (value / 1000);
      if (isnan (value) || value <= 0)
        continue;
      part = g_strdup_printf ("%s %s", _ (durations[i].label), shown);
      g_strv_builder_add (parts, part);
    }
  add_answers (event, parts);
  strv = g_strv_builder_end (parts);
  return g_strjoinv (" · ", strv);
}

static void
add_event (FwContactDetail *self, JsonObject *event)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *at_text = "", *type = "";
  g_autofree char *clock = NULL, *detail = describe_event (self, event);
  gint64 at = 0;
  GtkWidget *time_label;

  if (!fw_json_get_text (event, "at", &at_text, NULL) || !fw_time_parse (fw_text (at_text), &at) ||
      !fw_json_get_text (event, "type", &type, NULL))
    {
      g_object_ref_sink (row);
      g_object_unref (row);
      g_object_ref_sink (texts);
      g_object_unref (texts);
      return;
    }
  clock = fw_moment_format_seconds (at, self->zone);
  time_label = create_label (clock, "numeric");
  gtk_widget_set_valign (time_label, GTK_ALIGN_START);
  gtk_widget_add_css_class (time_label, "soft");
  gtk_box_append (GTK_BOX (row), time_label);
  gtk_box_append (GTK_BOX (texts), create_label (fw_contact_word (type), NULL));
  if (*detail != '\0')
    {
      GtkWidget *label = create_label (detail, "soft");

      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "numeric");
      gtk_box_append (GTK_BOX (texts), label);
    }
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (self->events, row);
}

static void
events_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwContactDetail) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) answer = NULL;
  JsonArray *array;
  gsize length;
  const char *text;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  clear_box (GTK_WIDGET (self->events));
  if (bytes != NULL)
    {
      text = g_bytes_get_data (bytes, &length);
      answer = fw_json_parse_object (text != NULL ? text : "", length, &error);
    }
  if (answer == NULL || !fw_json_get_array (answer, "events", &array, &error))
    {
      g_autofree char *sentence = fw_error_to_sentence (error);

      gtk_box_append (self->events, create_label (sentence, "soft"));
      return;
    }
  add_customer (self, answer);
  add_others (self, answer);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        add_event (self, json_node_get_object (node));
    }
}

static void
fw_contact_detail_dispose (GObject *object)
{
  FwContactDetail *self = FW_CONTACT_DETAIL (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->names);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->mark, g_free);
  g_clear_pointer (&self->contact, g_free);
  g_clear_pointer (&self->team, g_free);
  g_clear_pointer (&self->channel, g_free);
  g_clear_pointer (&self->product, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->customer = NULL;
  self->reveal = NULL;
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (fw_contact_detail_parent_class)->dispose (object);
}

static void
fw_contact_detail_class_init (FwContactDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_contact_detail_dispose;
  signals[OTHERS] = g_signal_new ("others", FW_TYPE_CONTACT_DETAIL, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "contactdetail");
}

static void
fw_contact_detail_init (FwContactDetail *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->scrolled = gtk_scrolled_window_new ();
  self->title = GTK_LABEL (create_label ("", "heading"));
  self->facts = GTK_GRID (gtk_grid_new ());
  self->events = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_grid_set_column_spacing (self->facts, 18);
  gtk_grid_set_row_spacing (self->facts, 3);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->facts));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), create_label (_ ("What happened"), "heading"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->events));
  self->said = g_object_new (FW_TYPE_CONTACT_SAID, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->said));
  self->links = g_object_new (FW_TYPE_CASE_LINKS, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->links));
  self->add_case = gtk_button_new_with_label (_ ("New Case…"));
  gtk_widget_set_halign (self->add_case, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->add_case,
                               _ ("Write down what this customer wants settled (Ctrl+N)"));
  g_signal_connect_swapped (self->add_case, "clicked", G_CALLBACK (fw_contact_detail_add_case),
                            self);
  gtk_box_append (GTK_BOX (box), self->add_case);
  self->debrief = g_object_new (FW_TYPE_DEBRIEF_BUTTON, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->debrief));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), box);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  gtk_widget_set_size_request (GTK_WIDGET (self), 288, -1);
}

GtkWidget *
fw_contact_detail_new (FwClient *client, FwNames *names)
{
  FwContactDetail *self = g_object_new (FW_TYPE_CONTACT_DETAIL, NULL);

  self->client = g_object_ref (client);
  self->names = g_object_ref (names);
  return GTK_WIDGET (self);
}

void
fw_contact_detail_show (FwContactDetail *self, const FwContactFacts *contact, GTimeZone *zone)
{
  g_autofree char *source = NULL, *id = NULL;

  g_return_if_fail (FW_IS_CONTACT_DETAIL (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (GTK_WIDGET (self), contact != NULL);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  if (contact == NULL)
    return;
  if (zone != NULL)
    self->zone = g_time_zone_ref (zone);
  show_facts (self, contact);
  clear_box (GTK_WIDGET (self->events));
  source = g_uri_escape_string (contact->source, NULL, FALSE);
  id = g_uri_escape_string (contact->id, NULL, FALSE);
  g_free (self->path);
  self->path = g_strdup_printf ("contacts/%s/%s", source, id);
  show_cases (self, contact);
  show_debrief (self, contact);
  fw_contact_said_show (self->said, self->client, self->contact);
  self->cancellable = g_cancellable_new ();
  fw_client_request_async (self->client, "GET", self->path, NULL, NULL, self->cancellable,
                           events_cb, g_object_ref (self));
}
