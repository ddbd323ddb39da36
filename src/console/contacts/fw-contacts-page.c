/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/contacts/fw-contacts-page.h"

#include "charts/fw-format.h"
#include "console/cases/fw-case-links.h"
#include "console/contacts/fw-contact-columns.h"
#include "console/contacts/fw-contact-detail.h"
#include "console/contacts/fw-contacts-export.h"
#include "console/contacts/fw-contacts-filter.h"
#include "console/contacts/fw-contacts-scope.h"
#include "console/why/fw-why-menu.h"
#include "console/why/fw-why-question.h"
#include "console/why/fw-why-words.h"
#include "core/calendar/fw-zone.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const FwContactColumn columns[] = {
  FW_CONTACT_ARRIVAL, FW_CONTACT_QUEUE, FW_CONTACT_TEAM,     FW_CONTACT_PERSON, FW_CONTACT_PRODUCT,
  FW_CONTACT_OUTCOME, FW_CONTACT_WAIT,  FW_CONTACT_HANDLING, FW_CONTACT_RATING, FW_CONTACT_RESOLVED
};

/* A customer's other contacts are looked for this long before and after. */
#define AROUND (30 * 24 * G_TIME_SPAN_HOUR)

/* What the list is of, to come back to it. */
typedef struct
{
  char *base; /* of the cell, or what the scope bar asks for */
  char *measure;
  char *title;   /* of the cell; "" */
  char *filters; /* what somebody looks for */
  char *origin;  /* the page with the cell; NULL: "live" */
  gboolean from_cell;
} Looked;

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
  FwContactsFilter *filter;
  GtkBox *head;
  char *base; /* of the cell, or what the scope bar asks for */
  char *measure;
  char *title; /* of the cell; "" */
  gboolean from_cell;
  char *origin;     /* the page with the cell */
  char *scope;      /* what the scope bar asks for */
  Looked *before;   /* (nullable): where Esc leads from a customer's contacts */
  gboolean settled; /* changes of the filter are questions */
};

G_DEFINE_FINAL_TYPE (FwContactsPage, fw_contacts_page, FW_TYPE_PAGE)

static void
free_looked (Looked *looked)
{
  g_free (looked->base);
  g_free (looked->measure);
  g_free (looked->title);
  g_free (looked->filters);
  g_free (looked->origin);
  g_free (looked);
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

static GVariant *
list_filters (FwContactsPage *self, const char *query)
{
  return fw_contacts_scope_list (query, self->measure, fw_page_get_view (FW_PAGE (self)),
                                 self->names, fw_contacts_model_get_zone (self->model));
}

/* A cell's own filters, and what somebody looks for, stand in the scope bar, or it would speak of
 * other contacts than the list. */
static void
show_filters (FwContactsPage *self)
{
  const char *filters;
  g_autofree char *query = NULL;

  /* names come late, and the page may be going */
  if (self->model == NULL)
    return;
  filters = fw_contacts_filter_get_query (self->filter);
  query = g_strdup_printf ("%s&%s", self->from_cell ? self->base : "", filters);
  fw_page_set_filters (FW_PAGE (self),
                       self->from_cell || *filters != '\0' ? list_filters (self, query) : NULL);
}

static void
ask (FwContactsPage *self)
{
  const char *filters = fw_contacts_filter_get_query (self->filter);
  g_autofree char *order = fw_contact_columns_get_order (self->grid, columns);
  g_autofree char *whole =
      g_strdup_printf ("%s%s%s&measure=%s%s", self->base, *filters != '\0' ? "&" : "", filters,
                       self->measure, order);

  fw_page_clear_error (FW_PAGE (self));
  fw_contact_detail_show (self->detail, NULL, NULL);
  fw_contacts_model_ask (self->model, whole);
  show_filters (self);
  show_state (self);
}

/* What was looked for before goes with what it was looked for in. */
static void
look (FwContactsPage *self,
      const char *base,
      const char *measure,
      const char *title,
      gboolean from_cell,
      const char *filters)
{
  g_autofree char *held = g_strdup (base);

  g_free (self->measure);
  g_free (self->title);
  g_free (self->base);
  self->measure = g_strdup (measure);
  self->title = g_strdup (title);
  self->base = g_steal_pointer (&held);
  self->from_cell = from_cell;
  gtk_widget_set_visible (self->back_button, from_cell);
  self->settled = FALSE;
  fw_contacts_filter_set_query (self->filter, filters);
  self->settled = TRUE;
  ask (self);
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
  g_autofree char *filters = g_strdup (fw_contacts_filter_get_query (self->filter));

  g_free (self->scope);
  self->scope = make_scope (fw_page_get_view (FW_PAGE (self)));
  g_clear_pointer (&self->before, free_looked);
  look (self, self->scope, "offered", "", FALSE, filters);
}

static void
go_back_cb (FwContactsPage *self)
{
  Looked *before = g_steal_pointer (&self->before);

  if (before == NULL)
    {
      fw_page_go (FW_PAGE (self), self->origin != NULL ? self->origin : "live", NULL);
      return;
    }
  g_free (self->origin);
  self->origin = g_strdup (before->origin);
  look (self, before->base, before->measure, before->title, before->from_cell, before->filters);
  free_looked (before);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
filter_cb (FwContactsPage *self)
{
  if (self->settled)
    ask (self);
}

static void
sorted_cb (FwContactsPage *self)
{
  /* columns that go with the page are no choice of anybody */
  if (self->base != NULL && self->model != NULL)
    ask (self);
}

/* Whatever the scope bar says: of all that the account may see. */
static void
others_cb (FwContactsPage *self, const char *mark)
{
  g_autoptr (FwContactRow) row = fw_live_grid_get_selected (self->grid);
  const FwContactFacts *contact = row != NULL ? fw_contact_row_get (row) : NULL;
  g_autofree char *from = NULL, *to = NULL, *base = NULL, *customer = NULL;

  if (contact == NULL)
    return;
  from = fw_time_format (contact->at - AROUND);
  to = fw_time_format (contact->at + AROUND);
  base = g_strdup_printf ("from=%s&to=%s", from, to);
  customer = g_strconcat ("customer=", mark, NULL);
  g_clear_pointer (&self->before, free_looked);
  self->before = g_new (Looked, 1);
  *self->before =
      (Looked){ g_strdup (self->base),   g_strdup (self->measure),
                g_strdup (self->title),  g_strdup (fw_contacts_filter_get_query (self->filter)),
                g_strdup (self->origin), self->from_cell };
  look (self, base, "offered", "", TRUE, customer);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
filter_failed_cb (FwContactsPage *self, const GError *error)
{
  fw_page_show_error (FW_PAGE (self), error);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_contacts_filter_start (FW_CONTACTS_PAGE (widget)->filter);
}

static void
filter_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_contacts_filter_open (FW_CONTACTS_PAGE (widget)->filter);
}

static void
case_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwContactDetail *detail = FW_CONTACTS_PAGE (widget)->detail;

  if (!gtk_widget_get_visible (GTK_WIDGET (detail)) || !fw_contact_detail_add_case (detail))
    fw_page_toast (FW_PAGE (widget), _ ("Choose the contact that it comes from first"));
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
  show_filters (data);
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
  FwContactsPage *self = data;

  fw_contact_detail_show (self->detail, fw_contact_row_get (FW_CONTACT_ROW (row)),
                          fw_contacts_model_get_zone (self->model));
}

static void
selection_cb (GtkSelectionModel *selection, guint position, guint n, gpointer data)
{
  FwContactsPage *self = data;
  g_autoptr (GObject) row = fw_live_grid_get_selected (self->grid);

  if (row != NULL)
    fw_contact_detail_show (self->detail, fw_contact_row_get (FW_CONTACT_ROW (row)),
                            fw_contacts_model_get_zone (self->model));
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
fw_contacts_page_setup (FwPage *page)
{
  FwContactsPage *self = FW_CONTACTS_PAGE (page);
  FwClient *client = fw_page_get_client (page);

  self->names = fw_names_new (client, fw_page_get_cancellable (page));
  self->model = fw_contacts_model_new (client);
  self->detail = FW_CONTACT_DETAIL (fw_contact_detail_new (client, self->names));
  gtk_box_append (self->halves, GTK_WIDGET (self->detail));
  self->filter = FW_CONTACTS_FILTER (fw_contacts_filter_new (client, self->names));
  /* a row of its own: beside the sentence it leaves none of it in a narrow window */
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self->head))),
                              GTK_WIDGET (self->filter), GTK_WIDGET (self->head));
  fw_contact_columns_add (self->grid, self->model, self->names, columns, G_N_ELEMENTS (columns));
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->model), NULL);
  fw_live_grid_remember (self->grid);
  g_signal_connect_object (self->grid, "sorted", G_CALLBACK (sorted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "notify::query", G_CALLBACK (filter_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "failed", G_CALLBACK (filter_failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->detail, "others", G_CALLBACK (others_cb), self, G_CONNECT_SWAPPED);
  fw_page_add_key (page, "<Control>f", "contacts.search", NULL);
  fw_page_add_key (page, "<Control>l", "contacts.filter", NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.case",
                                 fw_case_links_may_show (client));
  fw_page_add_key (page, "<Control>n", "contacts.case", NULL);
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
  g_clear_pointer (&self->before, free_looked);
  look (self, query, measure, title, TRUE, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
fw_contacts_page_remove_filter (FwPage *page, const char *id)
{
  FwContactsPage *self = FW_CONTACTS_PAGE (page);
  g_autofree char *rest = NULL, *filters = NULL;
  g_autoptr (GVariant) left = NULL;

  if (fw_contacts_filter_has (self->filter, id))
    {
      fw_contacts_filter_remove (self->filter, id);
      return;
    }
  if (self->base == NULL)
    return;
  rest = fw_contacts_scope_remove (self->base, id, fw_page_get_view (page));
  filters = g_strdup (fw_contacts_filter_get_query (self->filter));
  /* the title was that of the cell */
  look (self, rest, g_str_equal (id, "measure") ? "offered" : self->measure, "", TRUE, filters);
  left = list_filters (self, self->base);
  if (left == NULL)
    ask_view (self);
  else
    g_variant_ref_sink (left);
}

static char *
fw_contacts_page_copy (FwPage *page, gboolean with_headers)
{
  FwContactsPage *self = FW_CONTACTS_PAGE (page);

  return g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0
             ? fw_live_grid_to_table (self->grid, with_headers, FALSE)
             : NULL;
}

static char *
fw_contacts_page_list (FwPage *page)
{
  FwContactsPage *self = FW_CONTACTS_PAGE (page);

  return fw_contact_columns_list (self->model, self->names, columns, G_N_ELEMENTS (columns));
}

/* The figure whose contacts these are, of the group whose cell they came from. */
static GVariant *
fw_contacts_page_ask_why (FwPage *page)
{
  FwContactsPage *self = FW_CONTACTS_PAGE (page);
  g_auto (GStrv) pairs = NULL;
  g_autofree char *value = NULL;
  const char *attribute = NULL;

  pairs = g_strsplit (self->from_cell && self->base != NULL ? self->base : "", "&", -1);
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
  g_clear_pointer (&self->base, g_free);
  g_clear_pointer (&self->before, free_looked);
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
  gtk_widget_class_bind_template_child (widget_class, FwContactsPage, head);
  gtk_widget_class_install_action (widget_class, "contacts.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "contacts.filter", NULL, filter_action);
  gtk_widget_class_install_action (widget_class, "contacts.case", NULL, case_action);
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
  fw_why_menu_attach_to_grid (self->grid, _ ("_Open"));
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
