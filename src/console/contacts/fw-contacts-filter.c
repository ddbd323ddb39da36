/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/contacts/fw-contacts-filter.h"

#include "charts/fw-format.h"
#include "console/contacts/fw-contact-detail.h"
#include "console/fw-drop-down.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* What can be chosen of a filter: words, and the pairs that they stand for. */
typedef struct
{
  GPtrArray *words;
  GPtrArray *pairs;
  GtkDropDown *drop_down;
  const char *label; /* N_() */
} Filter;

enum
{
  FILTER_QUEUE,
  FILTER_PERSON,
  FILTER_OUTCOME,
  FILTER_RATING,
  FILTER_RESOLVED,
  FILTER_WAIT,
  FILTER_HANDLING,
  N_FILTERS
};

/* The names of the pairs of each, as one takes the place of what stood before. */
static const char *const names_of[N_FILTERS][3] = {
  [FILTER_QUEUE] = { "queue" },
  [FILTER_PERSON] = { "agent" },
  [FILTER_OUTCOME] = { "outcome" },
  [FILTER_RATING] = { "rating" },
  [FILTER_RESOLVED] = { "resolved" },
  [FILTER_WAIT] = { "wait_from", "wait_to" },
  [FILTER_HANDLING] = { "handling_from", "handling_to" },
};

struct _FwContactsFilter
{
  AdwBin parent_instance;

  FwClient *client;
  FwNames *names;
  GCancellable *cancellable;
  GtkEditable *entry;
  GtkDropDown *what; /* (nullable): whose number */
  GtkMenuButton *button;
  Filter filters[N_FILTERS];
  char *query;
  gboolean showing; /* choices are being set from the query */
};

enum
{
  PROP_0,
  PROP_QUERY,
  N_PROPS
};

enum
{
  FAILED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwContactsFilter, fw_contacts_filter, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* ---- pairs of a question ---- */

static gboolean
has_name (const char *pair, const char *name)
{
  gsize length = strlen (name);

  return strncmp (pair, name, length) == 0 && pair[length] == '=';
}

static char *
remove_pairs (const char *query, const char *const *names)
{
  g_auto (GStrv) pairs = g_strsplit (query, "&", -1);
  GString *rest = g_string_new (NULL);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      gboolean gone = *pairs[i] == '\0';

      for (guint n = 0; n < 3 && names[n] != NULL; n++)
        gone = gone || has_name (pairs[i], names[n]);
      if (!gone)
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? "&" : "", pairs[i]);
    }
  return g_string_free (rest, FALSE);
}

static void
put_pairs (FwContactsFilter *self, const char *const *names, const char *pairs)
{
  g_autofree char *rest = remove_pairs (self->query, names);
  g_autofree char *query = *pairs == '\0'
                               ? g_strdup (rest)
                               : g_strdup_printf ("%s%s%s", rest, *rest != '\0' ? "&" : "", pairs);

  fw_contacts_filter_set_query (self, query);
}

/* A comma parts values: one in a value is written \, */
static char *
write_pair (const char *name, const char *value)
{
  g_auto (GStrv) pieces = g_strsplit (value, ",", -1);
  g_autofree char *text = g_strjoinv ("\\,", pieces);
  g_autofree char *escaped = g_uri_escape_string (text, NULL, FALSE);

  return g_strdup_printf ("%s=%s", name, escaped);
}

/* ---- the choices ---- */

static void
add_choice (Filter *filter, char *words, char *pairs)
{
  g_ptr_array_add (filter->words, words);
  g_ptr_array_add (filter->pairs, pairs);
}

static void
add_lengths (Filter *filter, const char *name, const int *limits)
{
  for (guint i = 0; limits[i] > 0; i++)
    {
      g_autofree char *length = fw_format_duration (limits[i]);

      add_choice (filter, g_strdup_printf (_ ("at least %s"), length),
                  g_strdup_printf ("%s_from=%d", name, limits[i]));
    }
  for (guint i = 0; limits[i] > 0; i++)
    {
      g_autofree char *length = fw_format_duration (limits[i]);

      add_choice (filter, g_strdup_printf (_ ("at most %s"), length),
                  g_strdup_printf ("%s_to=%d", name, limits[i]));
    }
}

static void
add_names (FwContactsFilter *self, Filter *filter, const char *dimension)
{
  g_autoptr (GPtrArray) ids = fw_names_list (self->names, dimension);

  for (guint i = 0; i < ids->len; i++)
    add_choice (filter, g_strdup (fw_names_find (self->names, dimension, ids->pdata[i])),
                write_pair (dimension, ids->pdata[i]));
}

static void
add_fixed (FwContactsFilter *self)
{
  static const char *const outcomes[] = { "answered", "abandoned",   "timeout",   "empty",
                                          "key",      "turned-away", "withdrawn", "unknown" };
  static const char *const ratings[] = { "1", "2", "3", "4", "5", "1,2", "4,5", "none" };
  static const char *const resolutions[] = { "yes", "no", "none" };
  static const int waits[] = { 10, 30, 60, 180, 0 };
  static const int lengths[] = { 60, 180, 300, 600, 1200, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    add_choice (&self->filters[FILTER_OUTCOME], g_strdup (fw_contact_word (outcomes[i])),
                g_strconcat ("outcome=", outcomes[i], NULL));
  for (guint i = 0; i < G_N_ELEMENTS (ratings); i++)
    {
      g_auto (GStrv) values = g_strsplit (ratings[i], ",", -1);
      g_autofree char *joined = g_strjoinv (", ", values);

      add_choice (&self->filters[FILTER_RATING],
                  g_strdup (g_ascii_isdigit (*joined) ? joined : _ ("none")),
                  g_strconcat ("rating=", ratings[i], NULL));
    }
  for (guint i = 0; i < G_N_ELEMENTS (resolutions); i++)
    add_choice (&self->filters[FILTER_RESOLVED],
                g_strdup (fw_contacts_filter_word (resolutions[i])),
                g_strconcat ("resolved=", resolutions[i], NULL));
  add_lengths (&self->filters[FILTER_WAIT], "wait", waits);
  add_lengths (&self->filters[FILTER_HANDLING], "handling", lengths);
}

static gboolean
says (FwContactsFilter *self, const char *pairs)
{
  g_auto (GStrv) mine = g_strsplit (self->query, "&", -1);

  return g_strv_contains ((const char *const *) mine, pairs);
}

static void
show_chosen (FwContactsFilter *self)
{
  self->showing = TRUE;
  for (guint f = 0; f < N_FILTERS; f++)
    {
      Filter *filter = &self->filters[f];
      guint chosen = 0;

      for (guint i = 1; i < filter->pairs->len && chosen == 0; i++)
        if (says (self, filter->pairs->pdata[i]))
          chosen = i;
      if (filter->drop_down == NULL || filter->words->len == 0)
        continue;
      gtk_drop_down_set_selected (filter->drop_down, chosen);
      fw_drop_down_set_name (filter->drop_down, _ (filter->label), filter->words->pdata[chosen]);
    }
  self->showing = FALSE;
}

static void
fill (FwContactsFilter *self)
{
  self->showing = TRUE;
  for (guint f = 0; f < N_FILTERS; f++)
    {
      g_ptr_array_set_size (self->filters[f].words, 0);
      g_ptr_array_set_size (self->filters[f].pairs, 0);
      add_choice (&self->filters[f], g_strdup (_ ("all")), g_strdup (""));
    }
  add_names (self, &self->filters[FILTER_QUEUE], "queue");
  add_names (self, &self->filters[FILTER_PERSON], "agent");
  add_fixed (self);
  for (guint f = 0; f < N_FILTERS; f++)
    {
      Filter *filter = &self->filters[f];
      g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

      for (guint i = 0; i < filter->words->len; i++)
        gtk_string_list_append (list, filter->words->pdata[i]);
      gtk_drop_down_set_model (filter->drop_down, G_LIST_MODEL (list));
    }
  self->showing = FALSE;
  show_chosen (self);
}

static void
chosen_cb (GtkDropDown *drop_down, GParamSpec *pspec, gpointer data)
{
  FwContactsFilter *self = data;
  guint chosen = gtk_drop_down_get_selected (drop_down);

  for (guint f = 0; f < N_FILTERS && !self->showing; f++)
    if (self->filters[f].drop_down == drop_down && chosen < self->filters[f].pairs->len)
      put_pairs (self, names_of[f], self->filters[f].pairs->pdata[chosen]);
}

static void
clear_cb (FwContactsFilter *self)
{
  fw_contacts_filter_set_query (self, "");
}

/* ---- a number ---- */

static char *
read_marks (GBytes *bytes, GError **error)
{
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (GString) marks = g_string_new ("customer=");
  JsonArray *array;

  answer = fw_json_parse_bytes (bytes, error);
  if (answer == NULL || !fw_json_get_array (answer, "customers", &array, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_string (node) != NULL)
        g_string_append_printf (marks, "%s%s", i > 0 ? "," : "", json_node_get_string (node));
    }
  return g_string_free (g_steal_pointer (&marks), FALSE);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwContactsFilter) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autofree char *marks = bytes != NULL ? read_marks (bytes, &error) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (marks == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  gtk_editable_set_text (self->entry, "");
  put_pairs (self, (const char *const[]){ "customer", NULL, NULL }, marks);
}

/* Whole numbers go in a body, which no log keeps. */
static void
find_customer (FwContactsFilter *self, const char *number)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "customer", number);
  fw_json_writer_end_object (&writer);
  body = g_bytes_new (json->str, json->len);
  fw_client_request_async (self->client, "POST", "contacts/find", body, "application/json",
                           self->cancellable, found_cb, g_object_ref (self));
}

static void
search_cb (FwContactsFilter *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  g_autofree char *pair = NULL;

  if (self->what != NULL && gtk_drop_down_get_selected (self->what) == 1 && *text != '\0')
    {
      find_customer (self, text);
      return;
    }
  pair = *text != '\0' ? write_pair ("id", text) : g_strdup ("");
  put_pairs (self, (const char *const[]){ "id", NULL, NULL }, pair);
}

static void
stop_cb (FwContactsFilter *self)
{
  gtk_editable_set_text (self->entry, "");
  put_pairs (self, (const char *const[]){ "id", NULL, NULL }, "");
}

static gboolean
may_find (FwRole role)
{
  return (role & (FW_ROLE_ADMINISTRATOR | FW_ROLE_SUPERVISOR | FW_ROLE_QUALITY)) != 0;
}

static void
name_what_cb (GtkDropDown *what)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (what);

  fw_drop_down_set_name (what, _ ("What to look for"),
                         item != NULL ? gtk_string_object_get_string (item) : NULL);
}

static GtkWidget *
create_what (void)
{
  const char *const choices[] = { _ ("Contact’s number"), _ ("Customer’s number"), NULL };
  GtkWidget *what = gtk_drop_down_new_from_strings (choices);

  gtk_widget_set_valign (what, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (what, _ ("That a customer’s number was looked for is written down"));
  g_signal_connect (what, "notify::selected", G_CALLBACK (name_what_cb), NULL);
  name_what_cb (GTK_DROP_DOWN (what));
  return what;
}

static GtkWidget *
create_popover (FwContactsFilter *self)
{
  static const char *const labels[N_FILTERS] = {
    [FILTER_QUEUE] = N_ ("Queue"),       [FILTER_PERSON] = N_ ("Person"),
    [FILTER_OUTCOME] = N_ ("Outcome"),   [FILTER_RATING] = N_ ("Rating"),
    [FILTER_RESOLVED] = N_ ("Resolved"), [FILTER_WAIT] = N_ ("Waited"),
    [FILTER_HANDLING] = N_ ("Handling"),
  };
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *clear = gtk_button_new_with_label (_ ("Take All Off"));

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  for (guint f = 0; f < N_FILTERS; f++)
    {
      Filter *filter = &self->filters[f];
      GtkWidget *label = gtk_label_new (_ (labels[f]));
      GtkWidget *drop_down = gtk_drop_down_new (
          NULL, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));

      filter->label = labels[f];
      filter->drop_down = GTK_DROP_DOWN (drop_down);
      gtk_drop_down_set_enable_search (filter->drop_down, f == FILTER_QUEUE || f == FILTER_PERSON);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_set_hexpand (drop_down, TRUE);
      g_signal_connect (drop_down, "notify::selected", G_CALLBACK (chosen_cb), self);
      gtk_grid_attach (GTK_GRID (grid), label, 0, (int) f, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), drop_down, 1, (int) f, 1, 1);
    }
  g_signal_connect_swapped (clear, "clicked", G_CALLBACK (clear_cb), self);
  gtk_widget_set_halign (clear, GTK_ALIGN_END);
  gtk_grid_attach (GTK_GRID (grid), clear, 0, N_FILTERS, 2, 1);
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  return popover;
}

static void
fw_contacts_filter_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_QUERY)
    g_value_set_string (value, FW_CONTACTS_FILTER (object)->query);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fw_contacts_filter_dispose (GObject *object)
{
  FwContactsFilter *self = FW_CONTACTS_FILTER (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->names);
  G_OBJECT_CLASS (fw_contacts_filter_parent_class)->dispose (object);
}

static void
fw_contacts_filter_finalize (GObject *object)
{
  FwContactsFilter *self = FW_CONTACTS_FILTER (object);

  for (guint f = 0; f < N_FILTERS; f++)
    {
      g_ptr_array_unref (self->filters[f].words);
      g_ptr_array_unref (self->filters[f].pairs);
    }
  g_clear_pointer (&self->query, g_free);
  G_OBJECT_CLASS (fw_contacts_filter_parent_class)->finalize (object);
}

static void
fw_contacts_filter_class_init (FwContactsFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_contacts_filter_get_property;
  object_class->dispose = fw_contacts_filter_dispose;
  object_class->finalize = fw_contacts_filter_finalize;
  properties[PROP_QUERY] = g_param_spec_string (
      "query", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[FAILED] = g_signal_new ("failed", FW_TYPE_CONTACTS_FILTER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
fw_contacts_filter_init (FwContactsFilter *self)
{
  self->query = g_strdup ("");
  self->cancellable = g_cancellable_new ();
  for (guint f = 0; f < N_FILTERS; f++)
    {
      self->filters[f].words = g_ptr_array_new_with_free_func (g_free);
      self->filters[f].pairs = g_ptr_array_new_with_free_func (g_free);
    }
}

GtkWidget *
fw_contacts_filter_new (FwClient *client, FwNames *names)
{
  FwContactsFilter *self = g_object_new (FW_TYPE_CONTACTS_FILTER, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = gtk_search_entry_new ();

  self->client = g_object_ref (client);
  self->names = g_object_ref (names);
  self->entry = GTK_EDITABLE (entry);
  if (may_find (fw_client_get_role (client)))
    {
      self->what = GTK_DROP_DOWN (create_what ());
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->what));
    }
  g_object_set (entry, "placeholder-text", _ ("Number, then Enter"), NULL);
  gtk_editable_set_width_chars (self->entry, 12);
  gtk_editable_set_max_width_chars (self->entry, 18);
  gtk_widget_set_tooltip_text (entry, _ ("Find a contact by its number (Ctrl+F)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find contacts by number"), -1);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (search_cb), self);
  g_signal_connect_swapped (entry, "stop-search", G_CALLBACK (stop_cb), self);
  gtk_box_append (GTK_BOX (box), entry);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->button, _ ("Filters"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button),
                               _ ("Queue, person, outcome, length, rating (Ctrl+L)"));
  gtk_menu_button_set_popover (self->button, create_popover (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->button));
  adw_bin_set_child (ADW_BIN (self), box);

  g_signal_connect_object (names, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WIDGET (self);
}

const char *
fw_contacts_filter_get_query (FwContactsFilter *self)
{
  g_return_val_if_fail (FW_IS_CONTACTS_FILTER (self), "");
  return self->query;
}

void
fw_contacts_filter_set_query (FwContactsFilter *self, const char *query)
{
  g_return_if_fail (FW_IS_CONTACTS_FILTER (self) && query != NULL);

  if (g_str_equal (self->query, query))
    return;
  g_free (self->query);
  self->query = g_strdup (query);
  if (!fw_contacts_filter_has (self, "id"))
    gtk_editable_set_text (self->entry, "");
  show_chosen (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
}

gboolean
fw_contacts_filter_has (FwContactsFilter *self, const char *name)
{
  g_auto (GStrv) pairs = NULL;

  g_return_val_if_fail (FW_IS_CONTACTS_FILTER (self), FALSE);

  pairs = g_strsplit (self->query, "&", -1);
  for (guint i = 0; pairs[i] != NULL; i++)
    if (has_name (pairs[i], name))
      return TRUE;
  return FALSE;
}

void
fw_contacts_filter_remove (FwContactsFilter *self, const char *name)
{
  g_return_if_fail (FW_IS_CONTACTS_FILTER (self));

  put_pairs (self, (const char *const[]){ name, NULL, NULL }, "");
}

void
fw_contacts_filter_start (FwContactsFilter *self)
{
  g_return_if_fail (FW_IS_CONTACTS_FILTER (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
fw_contacts_filter_open (FwContactsFilter *self)
{
  g_return_if_fail (FW_IS_CONTACTS_FILTER (self));

  gtk_menu_button_popup (self->button);
}
