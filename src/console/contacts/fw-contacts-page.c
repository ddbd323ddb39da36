/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/contacts/fw-contacts-page.h"

#include "charts/fw-format.h"
#include "console/contacts/fw-contact-detail.h"
#include "console/contacts/fw-contacts-export.h"
#include "console/contacts/fw-contacts-scope.h"
#include "console/why/fw-why-menu.h"
#include "console/why/fw-why-question.h"
#include "console/why/fw-why-words.h"
#include "core/calendar/fw-zone.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Columns: texts by what they are called, durations by how they read. */
typedef enum
{
  COLUMN_ARRIVAL,
  COLUMN_QUEUE,
  COLUMN_TEAM,
  COLUMN_PERSON,
  COLUMN_PRODUCT,
  COLUMN_OUTCOME,
  COLUMN_WAIT,
  COLUMN_HANDLING,
  COLUMN_RATING,
  COLUMN_RESOLVED,
  N_COLUMNS
} ColumnId;

struct _FwContactsPage
{
  FwPage parent_instance;

  FwContactsModel *model;
  FwNames *names;
  FwLiveGrid *grid;
  FwContactDetail *detail;
  GtkWidget *back_button;
  GtkLabel *sentence;
  GtkSpinner *spinner;
  GtkWidget *export_button;
  GtkStack *stack;
  GtkBox *halves;
  char *measure;
  char *title; /* of the cell; "" */
  gboolean from_cell;
  char *origin; /* the page with the cell */
  char *scope;  /* what the scope bar asks for */
  const char *titles[N_COLUMNS];
};

G_DEFINE_FINAL_TYPE (FwContactsPage, fw_contacts_page, FW_TYPE_PAGE)

typedef struct
{
  FwContactsPage *page;
  ColumnId id;
} ColumnData;

static char *
write_cell (FwContactsPage *self, const FwContactFacts *contact, ColumnId id)
{
  switch (id)
    {
    case COLUMN_ARRIVAL:
      {
        g_autofree char *day = fw_format_day (contact->at, NULL);
        g_autofree char *clock = fw_format_clock (contact->at, NULL);

        return g_strdup_printf ("%s %s", day, clock);
      }
    case COLUMN_QUEUE:
      return g_strdup (fw_names_find (self->names, "queue", contact->queue));
    case COLUMN_TEAM:
      return g_strdup (fw_names_find (self->names, "team", contact->team));
    case COLUMN_PERSON:
      return g_strdup (fw_names_find (self->names, "agent", contact->agent));
    case COLUMN_PRODUCT:
      return g_strdup (fw_names_find (self->names, "product", contact->product));
    case COLUMN_OUTCOME:
      return g_strdup (fw_contact_word (contact->outcome));
    case COLUMN_WAIT:
      return fw_format_duration (contact->wait);
    case COLUMN_HANDLING:
      return g_strcmp0 (contact->outcome, "answered") == 0 ? fw_format_duration (contact->handling)
                                                           : g_strdup (FW_FORMAT_NONE);
    case COLUMN_RATING:
      return contact->rating > 0 ? fw_format_count (contact->rating) : g_strdup (FW_FORMAT_NONE);
    case COLUMN_RESOLVED:
      return g_strdup (contact->resolved < 0 ? FW_FORMAT_NONE
                       : contact->resolved   ? _ ("yes")
                                             : _ ("no"));
    case N_COLUMNS:
    default:
      g_assert_not_reached ();
    }
}

static void
show_cell (gpointer row, FwLiveCell *cell, gpointer data)
{
  ColumnData *column = data;
  const FwContactFacts *contact = fw_contact_row_get (row);
  g_autofree char *text =
      contact != NULL ? write_cell (column->page, contact, column->id) : g_strdup ("…");

  fw_live_cell_set (cell, text, FW_MARK_NONE, FW_CHART_COLOR_TEXT,
                    contact == NULL || g_str_equal (text, FW_FORMAT_NONE), FALSE);
}

static void
show_state (FwContactsPage *self)
{
  gboolean loading = fw_contacts_model_is_loading (self->model);
  gboolean some = g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0;
  g_autofree char *sentence =
      loading && !some ? g_strdup (_ ("Looking for contacts"))
                       : fw_contacts_scope_describe (fw_contacts_model_get_total (self->model),
                                                     self->measure, self->title);

  gtk_label_set_text (self->sentence, sentence);
  gtk_spinner_set_spinning (self->spinner, loading && !some);
  gtk_widget_set_sensitive (self->export_button, some);
  gtk_stack_set_visible_child_name (self->stack, some || loading ? "list" : "empty");
}

/* A cell's own filters stand in the scope bar, or it would speak of other contacts than the list.
 */
static void
show_filters (FwContactsPage *self)
{
  const char *query = fw_contacts_model_get_query (self->model);

  fw_page_set_filters (FW_PAGE (self),
                       self->from_cell && query != NULL
                           ? fw_contacts_scope_list (query, self->measure,
                                                     fw_page_get_view (FW_PAGE (self)), self->names)
                           : NULL);
}

static void
ask (FwContactsPage *self, const char *query)
{
  g_autofree char *whole = g_strdup_printf ("%s&measure=%s", query, self->measure);

  fw_page_clear_error (FW_PAGE (self));
  fw_contact_detail_show (self->detail, NULL);
  fw_contacts_model_ask (self->model, whole);
  show_filters (self);
  show_state (self);
}

/* Everything in the scope and time that the bar says. */
static char *
make_scope (FwView *view)
{
  g_autofree char *filters = fw_view_to_filters (view);
  g_autofree char *time = fw_view_to_time (view);

  return *filters != '\0' ? g_strdup_printf ("%s&%s", time, filters) : g_steal_pointer (&time);
}

static void
ask_view (FwContactsPage *self)
{
  g_free (self->scope);
  self->scope = make_scope (fw_page_get_view (FW_PAGE (self)));
  g_free (self->measure);
  g_free (self->title);
  self->measure = g_strdup ("offered");
  self->title = g_strdup ("");
  self->from_cell = FALSE;
  gtk_widget_set_visible (self->back_button, FALSE);
  ask (self, self->scope);
}

static void
go_back_cb (FwContactsPage *self)
{
  fw_page_go (FW_PAGE (self), self->origin != NULL ? self->origin : "live", NULL);
}

static void
view_changed_cb (FwView *view, gpointer data)
{
  FwContactsPage *self = data;
  g_autofree char *scope = make_scope (view);

  /* the view also says things of other pages, which must not take a cell's contacts away */
  if (g_strcmp0 (scope, self->scope) != 0)
    ask_view (self);
}

static void
loaded_cb (FwContactsModel *model, gpointer data)
{
  show_state (data);
}

static void
failed_cb (FwContactsModel *model, const GError *error, gpointer data)
{
  FwContactsPage *self = data;

  fw_page_show_error (FW_PAGE (self), error);
  show_state (self);
}

static void
names_changed_cb (FwNames *names, gpointer data)
{
  fw_live_grid_reshow (FW_CONTACTS_PAGE (data)->grid);
  show_filters (data);
}

static void
activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  fw_contact_detail_show (FW_CONTACTS_PAGE (data)->detail,
                          fw_contact_row_get (FW_CONTACT_ROW (row)));
}

static void
selection_cb (GtkSelectionModel *selection, guint position, guint n, gpointer data)
{
  FwContactsPage *self = data;
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (selection);
  g_autoptr (GObject) row = NULL;

  if (gtk_bitset_get_size (selected) != 1)
    return;
  row = g_list_model_get_item (G_LIST_MODEL (selection), gtk_bitset_get_minimum (selected));
  if (row != NULL)
    fw_contact_detail_show (self->detail, fw_contact_row_get (FW_CONTACT_ROW (row)));
}

static gboolean
fw_contacts_page_export (FwPage *page)
{
  FwContactsPage *self = FW_CONTACTS_PAGE (page);
  const char *query = fw_contacts_model_get_query (self->model);

  if (query == NULL || fw_contacts_model_get_total (self->model) == 0)
    return FALSE;
  fw_contacts_export (page, query, fw_contacts_model_get_total (self->model));
  return TRUE;
}

static void
export_cb (FwContactsPage *self)
{
  fw_contacts_page_export (FW_PAGE (self));
}

static gboolean
shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  FwContactsPage *self = FW_CONTACTS_PAGE (widget);

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (!self->from_cell)
    return FALSE;
  go_back_cb (self);
  return TRUE;
}

static void
add_columns (FwContactsPage *self)
{
  const struct
  {
    ColumnId id;
    const char *name;
    const char *title;
    double xalign;
    guint chars;
  } columns[] = {
    { COLUMN_ARRIVAL, "arrival", _ ("Arrived"), 0, 15 },
    { COLUMN_QUEUE, "queue", _ ("Queue"), 0, 15 },
    { COLUMN_TEAM, "team", _ ("Team"), 0, 12 },
    { COLUMN_PERSON, "person", _ ("Person"), 0, 14 },
    { COLUMN_PRODUCT, "product", _ ("Product"), 0, 12 },
    { COLUMN_OUTCOME, "outcome", _ ("Outcome"), 0, 9 },
    { COLUMN_WAIT, "wait", _ ("Waited"), 1, 5 },
    { COLUMN_HANDLING, "handling", _ ("Handling"), 1, 5 },
    { COLUMN_RATING, "rating", _ ("Rating"), 1, 3 },
    { COLUMN_RESOLVED, "resolved", C_ ("contact", "Resolved"), 1, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      ColumnData *data = g_new (ColumnData, 1);
      FwLiveColumn column = { columns[i].name,
                              columns[i].title,
                              columns[i].xalign,
                              columns[i].chars,
                              columns[i].xalign == 0 && columns[i].id != COLUMN_ARRIVAL,
                              columns[i].id == COLUMN_ARRIVAL ? 132 : 0,
                              NULL,
                              NULL,
                              show_cell,
                              data };

      data->page = self;
      data->id = columns[i].id;
      self->titles[data->id] = columns[i].title;
      g_object_set_data_full (G_OBJECT (self), columns[i].name, data, g_free);
      fw_live_grid_add_column (self->grid, &column);
    }
}

static void
fw_contacts_page_setup (FwPage *page)
{
  FwContactsPage *self = FW_CONTACTS_PAGE (page);
  FwClient *client = fw_page_get_client (page);

  self->names = fw_names_new (client, fw_page_get_cancellable (page));
  self->model = fw_contacts_model_new (client);
  self->detail = FW_CONTACT_DETAIL (fw_contact_detail_new (client, self->names));
  gtk_box_append (self->halves, GTK_WIDGET (self->detail));
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->model), NULL);
  g_signal_connect_object (self->model, "loaded", G_CALLBACK (loaded_cb), self, 0);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (failed_cb), self, 0);
  g_signal_connect_object (self->names, "changed", G_CALLBACK (names_changed_cb), self, 0);
  g_signal_connect_object (fw_live_grid_get_shown (self->grid), "selection-changed",
                           G_CALLBACK (selection_cb), self, 0);
  g_signal_connect_object (fw_page_get_view (page), "changed", G_CALLBACK (view_changed_cb), self,
                           0);
  ask_view (self);
}

static void
fw_contacts_page_refresh (FwPage *page)
{
  FwContactsPage *self = FW_CONTACTS_PAGE (page);
  g_autofree char *query = g_strdup (fw_contacts_model_get_query (self->model));

  fw_contacts_model_ask (self->model, query);
  show_state (self);
}

static void
fw_contacts_page_open (FwPage *page, GVariant *target)
{
  FwContactsPage *self = FW_CONTACTS_PAGE (page);
  const char *query, *measure, *title, *origin = "live";

  if (target == NULL)
    return;
  if (g_variant_is_of_type (target, G_VARIANT_TYPE ("(ssss)")))
    g_variant_get (target, "(&s&s&s&s)", &query, &measure, &title, &origin);
  else if (g_variant_is_of_type (target, G_VARIANT_TYPE ("(sss)")))
    g_variant_get (target, "(&s&s&s)", &query, &measure, &title);
  else
    return;
  g_free (self->origin);
  self->origin = g_strdup (origin);
  g_free (self->measure);
  g_free (self->title);
  self->measure = g_strdup (measure);
  self->title = g_strdup (title);
  self->from_cell = TRUE;
  gtk_widget_set_visible (self->back_button, TRUE);
  ask (self, query);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
fw_contacts_page_remove_filter (FwPage *page, const char *id)
{
  FwContactsPage *self = FW_CONTACTS_PAGE (page);
  const char *query = fw_contacts_model_get_query (self->model);
  g_autofree char *rest =
      query != NULL ? fw_contacts_scope_remove (query, id, fw_page_get_view (page)) : NULL;

  if (rest == NULL)
    return;
  /* the title was that of the cell */
  g_free (self->title);
  self->title = g_strdup ("");
  if (g_str_equal (id, "measure"))
    {
      g_free (self->measure);
      self->measure = g_strdup ("offered");
    }
  ask (self, rest);
  if (fw_page_get_filters (page) == NULL)
    ask_view (self);
}

static gboolean
fw_contacts_page_copy (FwPage *page, gboolean with_headers)
{
  FwContactsPage *self = FW_CONTACTS_PAGE (page);
  g_autofree char *text = NULL;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    return FALSE;
  text = fw_live_grid_to_table (self->grid, with_headers, FALSE);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (page)), text);
  return TRUE;
}

static void
append_contact (FwContactsPage *self, GString *text, guint position)
{
  g_autoptr (FwContactRow) row = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autofree char *cell = write_cell (self, fw_contact_row_get (row), i);

      g_string_append_printf (text, "%s%c", cell, i + 1 < N_COLUMNS ? '\t' : '\n');
    }
}

/* Rows come in parts as they are looked at; what has not come is not left out in silence. */
static char *
fw_contacts_page_list (FwPage *page)
{
  FwContactsPage *self = FW_CONTACTS_PAGE (page);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = fw_contacts_model_count_known (self->model);
  guint64 total = fw_contacts_model_get_total (self->model);

  if (n == 0)
    return NULL;
  for (guint i = 0; i < N_COLUMNS; i++)
    g_string_append_printf (text, "%s%c", self->titles[i], i + 1 < N_COLUMNS ? '\t' : '\n');
  for (guint i = 0; i < n; i++)
    append_contact (self, text, i);
  if (n < total)
    {
      g_autofree char *shown = fw_format_count (n);
      g_autofree char *all = fw_format_count ((gint64) total);

      g_string_append_printf (
          text, _ ("The first %s of %s contacts. An export (Ctrl+E) has all of them."), shown, all);
    }
  return g_strdup (text->str);
}

/* The figure whose contacts these are, of the group whose cell they came from. */
static GVariant *
fw_contacts_page_ask_why (FwPage *page)
{
  FwContactsPage *self = FW_CONTACTS_PAGE (page);
  const char *query = fw_contacts_model_get_query (self->model);
  g_auto (GStrv) pairs = NULL;
  g_autofree char *value = NULL;
  const char *attribute = NULL;

  pairs = g_strsplit (self->from_cell && query != NULL ? query : "", "&", -1);
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');

      if (equals == NULL)
        continue;
      *equals = '\0';
      if (g_str_equal (pairs[i], "from") || g_str_equal (pairs[i], "to") ||
          g_str_equal (pairs[i], "measure") || g_str_equal (pairs[i], "site"))
        continue;
      attribute = pairs[i];
      g_free (value);
      value = g_uri_unescape_string (equals + 1, NULL);
    }
  return fw_why_question_new (fw_why_words_metric_of (self->measure), FW_WHY_N_UNKNOWN, attribute,
                              value, *self->title != '\0' ? self->title : value);
}

static void
fw_contacts_page_dispose (GObject *object)
{
  FwContactsPage *self = FW_CONTACTS_PAGE (object);

  if (self->model != NULL)
    fw_contacts_model_ask (self->model, NULL);
  g_clear_object (&self->model);
  g_clear_object (&self->names);
  G_OBJECT_CLASS (fw_contacts_page_parent_class)->dispose (object);
}

static void
fw_contacts_page_finalize (GObject *object)
{
  FwContactsPage *self = FW_CONTACTS_PAGE (object);

  g_clear_pointer (&self->measure, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->origin, g_free);
  g_clear_pointer (&self->scope, g_free);
  G_OBJECT_CLASS (fw_contacts_page_parent_class)->finalize (object);
}

static void
fw_contacts_page_class_init (FwContactsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_contacts_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_contacts_page_finalize;
  page_class->setup = fw_contacts_page_setup;
  page_class->refresh = fw_contacts_page_refresh;
  page_class->open = fw_contacts_page_open;
  page_class->copy = fw_contacts_page_copy;
  page_class->remove_filter = fw_contacts_page_remove_filter;
  page_class->list = fw_contacts_page_list;
  page_class->export = fw_contacts_page_export;
  page_class->is_table = TRUE;
  page_class->ask_why = fw_contacts_page_ask_why;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/contacts/fw-contacts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwContactsPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, FwContactsPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, FwContactsPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, FwContactsPage, export_button);
  gtk_widget_class_bind_template_child (widget_class, FwContactsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwContactsPage, halves);
  gtk_widget_class_bind_template_callback (widget_class, go_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
}

static void
add_shortcut (GtkEventController *controller, const char *trigger, const char *what)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                        gtk_callback_action_new (shortcut_cb, (gpointer) what, NULL)));
}

static void
fw_contacts_page_init (FwContactsPage *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("contacts", _ ("Contacts")));
  gtk_widget_set_hexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_box_append (self->halves, GTK_WIDGET (self->grid));
  add_columns (self);
  fw_why_menu_attach_to_grid (self->grid, _ ("_Open"));
  fw_live_grid_remember (self->grid);
  g_signal_connect (self->grid, "activated", G_CALLBACK (activated_cb), self);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  add_shortcut (shortcuts, "Escape", "back");
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

FwContactsModel *
fw_contacts_page_get_model (FwContactsPage *self)
{
  g_return_val_if_fail (FW_IS_CONTACTS_PAGE (self), NULL);
  return self->model;
}

FwLiveGrid *
fw_contacts_page_get_grid (FwContactsPage *self)
{
  g_return_val_if_fail (FW_IS_CONTACTS_PAGE (self), NULL);
  return self->grid;
}

const char *
fw_contacts_page_get_sentence (FwContactsPage *self)
{
  g_return_val_if_fail (FW_IS_CONTACTS_PAGE (self), NULL);
  return gtk_label_get_text (self->sentence);
}
