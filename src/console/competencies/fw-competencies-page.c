/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/competencies/fw-competencies-page.h"

#include "charts/fw-format.h"
#include "console/competencies/fw-competency-detail.h"
#include "console/competencies/fw-competency-reading.h"
#include "console/competencies/fw-competency-sign.h"
#include "console/competencies/fw-competency-table.h"
#include "console/competencies/fw-competency-words.h"
#include "console/competencies/fw-position-choice.h"
#include "console/fw-drop-down.h"
#include "console/fw-fold-box.h"
#include "console/fw-needle.h"
#include "core/kind/fw-record.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Rows of one answer; a grid of more comes in several. */
#define PAGE 1000

static const struct
{
  const char *order; /* of GET competencies */
  const char *title;
} orders[] = {
  { "readiness", N_ ("Readiness") }, { "-readiness", N_ ("Readiness, least first") },
  { "person", N_ ("Person") },       { "team", N_ ("Team") },
  { "gaps", N_ ("Most gaps") },      { "width", N_ ("Least known") },
};

struct _FwCompetenciesPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  AdwLeaflet *leaflet;
  GtkWidget *left, *right; /* of the leaflet */
  GtkLabel *summary;
  GtkEditable *search;
  GtkDropDown *position;
  GtkDropDown *order;
  GtkWidget *assess;
  FwCompetencyTable *table;
  FwCompetencyDetail *detail;
  FwCompetencySet *set; /* (nullable): of the last answer */
  GPtrArray *coming;    /* of the pages that have come; shown when the last is there */
  gboolean filling;     /* positions are offered: nobody has chosen one */
  char *needle;         /* what is looked for */
  char *path;           /* of the question, without where it begins */
};

G_DEFINE_FINAL_TYPE (FwCompetenciesPage, fw_competencies_page, FW_TYPE_ASKING_PAGE)

/* ---- the filter ---- */

static gboolean
match (gpointer item, gpointer data)
{
  FwCompetenciesPage *self = data;
  const FwCompetencyPerson *person = fw_competency_item_get (item);

  return fw_needle_matches (self->needle, person->name) ||
         fw_needle_matches (self->needle, person->team) ||
         fw_needle_matches (self->needle, person->person);
}

static void
show_count (FwCompetenciesPage *self)
{
  const guint n = fw_competency_table_count (self->table);
  g_autofree char *number = fw_format_count (n);
  g_autofree char *people = g_strdup_printf (ngettext ("%s person", "%s people", n), number);
  /* Translators: how many people, and the day they stand so */
  g_autofree char *text = g_strdup_printf (_ ("%s on %s"), people, self->set->day);

  fw_page_set_subtitle (FW_PAGE (self), text);
}

static void
filter_cb (FwCompetenciesPage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->search)));

  fw_needle_set (&self->needle, text);
  fw_competency_table_refilter (self->table);
  if (self->set != NULL)
    show_count (self);
}

/* ---- showing ---- */

static void
show_summary (FwCompetenciesPage *self)
{
  const FwCompetencySet *set = self->set;
  g_autofree char *ready = fw_format_count (set->ready), *open = fw_format_count (set->open);
  g_autofree char *behind = fw_format_count (set->behind);
  /* Translators: numbers of people */
  g_autofree char *text = g_strdup_printf (
      _ ("Ready: %s. Cannot tell, evidence is missing: %s. Not ready: %s."), ready, open, behind);

  gtk_label_set_text (self->summary, text);
}

/* How many are held against the position of @item. */
static guint
count_rivals (FwCompetenciesPage *self, FwCompetencyItem *item)
{
  const guint position = fw_competency_item_get (item)->position;
  GListModel *everybody = fw_competency_table_get_everybody (self->table);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (everybody); i++)
    {
      g_autoptr (FwCompetencyItem) other = g_list_model_get_item (everybody, i);
      const FwCompetencyPerson *person = fw_competency_item_get (other);

      n += person->position == position && person->best > 0;
    }
  return n;
}

static void
moved_cb (FwCompetenciesPage *self)
{
  FwCompetencyItem *item = fw_competency_table_get_item (self->table);

  fw_competency_detail_show (self->detail, item, fw_competency_table_get_competency (self->table),
                             item != NULL ? count_rivals (self, item) : 0);
}

static void
show_rows (FwCompetenciesPage *self)
{
  self->filling = TRUE;
  fw_position_choice_fill (self->position, self->set);
  self->filling = FALSE;
  show_summary (self);
  fw_competency_table_set (self->table, self->set, self->coming);
  moved_cb (self);
  fw_asking_page_show_part (FW_ASKING_PAGE (self), self->stack,
                            self->set->competencies->len > 0 ? "grid" : "empty");
  show_count (self);
}

/* ---- asking ---- */

static void ask_page (FwCompetenciesPage *self);

/* All pages are of one set: what a later one says beside its rows is what the first said. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwCompetenciesPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwCompetencyReading) reading = fw_competency_reading_new_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reading == NULL)
    {
      fw_page_show_error (FW_PAGE (self), error);
      return;
    }
  if (self->coming->len == 0)
    {
      fw_competency_set_unref (self->set);
      self->set = fw_competency_set_ref (reading->set);
    }
  for (guint i = 0; i < reading->items->len; i++)
    g_ptr_array_add (self->coming, g_object_ref (reading->items->pdata[i]));
  if (self->coming->len < reading->total && reading->items->len > 0)
    ask_page (self);
  else
    show_rows (self);
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwCompetenciesPage *self = FW_COMPETENCIES_PAGE (page);

  fw_competency_reading_new_async (body, self->coming->len > 0 ? self->set : NULL,
                                   fw_asking_page_get_cancellable (page), read_cb,
                                   g_object_ref (self));
  return TRUE;
}

static void
ask_page (FwCompetenciesPage *self)
{
  g_autofree char *path = g_strdup_printf ("%s&offset=%u", self->path, self->coming->len);

  fw_asking_page_get (FW_ASKING_PAGE (self), path, take_body);
}

static void
fw_competencies_page_ask (FwAskingPage *page)
{
  FwCompetenciesPage *self = FW_COMPETENCIES_PAGE (page);
  const guint order = gtk_drop_down_get_selected (self->order);
  g_autoptr (GString) path = g_string_new ("competencies?limit=" G_STRINGIFY (PAGE));

  fw_asking_page_append_who (page, path);
  fw_asking_page_append (path, "position", fw_position_choice_get (self->position));
  fw_asking_page_append (path, "order", orders[order < G_N_ELEMENTS (orders) ? order : 0].order);
  g_free (self->path);
  self->path = g_strdup (path->str);
  g_ptr_array_unref (self->coming);
  self->coming = g_ptr_array_new_with_free_func (g_object_unref);
  ask_page (self);
}

static void
position_cb (FwCompetenciesPage *self)
{
  if (!self->filling)
    fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
order_cb (FwCompetenciesPage *self)
{
  const guint order = gtk_drop_down_get_selected (self->order);

  fw_drop_down_set_name (self->order, _ ("Sorted by"),
                         _ (orders[order < G_N_ELEMENTS (orders) ? order : 0].title));
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

/* ---- a new assessment ---- */

static void
signed_done (FwPage *page, const char *refusal)
{
  FwCompetenciesPage *self = FW_COMPETENCIES_PAGE (page);

  fw_competency_detail_show_error (self->detail, refusal);
  if (refusal != NULL)
    return;
  fw_competency_detail_end (self->detail);
  adw_leaflet_set_visible_child (self->leaflet, self->left);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
signed_cb (FwCompetencyDetail *detail, double level, const char *reason, gpointer data)
{
  FwCompetenciesPage *self = data;
  FwCompetencyItem *item = fw_competency_table_get_item (self->table);
  const guint competency = fw_competency_table_get_competency (self->table);
  FwCompetencySign sign = { .level = level, .reason = reason };
  FwCompetencySet *set;

  if (item == NULL || competency == FW_COMPETENCY_NOTHING)
    return;
  set = fw_competency_item_get_set (item);
  if (!fw_date_parse (fw_text (set->day), &sign.day))
    return;
  sign.person = fw_competency_item_get (item)->person;
  sign.competency = fw_competency_set_get (set, competency)->id;
  fw_competency_sign (FW_PAGE (self), &sign, signed_done);
}

static void
begin (FwCompetenciesPage *self, double level)
{
  if (fw_competency_table_get_item (self->table) == NULL ||
      !fw_asking_page_may_write (FW_ASKING_PAGE (self), "evidence"))
    return;
  adw_leaflet_set_visible_child (self->leaflet, self->right);
  fw_competency_detail_begin (self->detail, level);
}

/* A digit beyond the scale is the highest of it: what was typed is seen before it is signed. */
static void
level_cb (FwCompetencyTable *table, guint digit, gpointer data)
{
  begin (data, digit);
}

static void
assess_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  begin (FW_COMPETENCIES_PAGE (widget), NAN);
}

/* Enter opens what stands behind a cell; where nothing can be signed there is nothing to go into.
 */
static void
activated_cb (FwCompetenciesPage *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->right);
  if (!fw_competency_detail_begin (self->detail, NAN))
    gtk_widget_child_focus (GTK_WIDGET (self->detail), GTK_DIR_TAB_FORWARD);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwCompetenciesPage *self = FW_COMPETENCIES_PAGE (widget);

  adw_leaflet_set_visible_child (self->leaflet, self->left);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwCompetenciesPage *self = FW_COMPETENCIES_PAGE (widget);

  adw_leaflet_set_visible_child (self->leaflet, self->left);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
define_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_page_go (FW_PAGE (widget), "competency-list",
              fw_asking_page_may_write (FW_ASKING_PAGE (widget), "competency")
                  ? g_variant_new_boolean (TRUE)
                  : NULL);
}

/* ---- the page ---- */

static char *
fw_competencies_page_copy (FwPage *page, gboolean with_headers)
{
  FwCompetenciesPage *self = FW_COMPETENCIES_PAGE (page);

  return fw_competency_table_count (self->table) > 0
             ? fw_competency_table_to_text (self->table, with_headers, FALSE)
             : NULL;
}

static char *
fw_competencies_page_list (FwPage *page)
{
  FwCompetenciesPage *self = FW_COMPETENCIES_PAGE (page);

  return fw_competency_table_count (self->table) > 0
             ? fw_competency_table_to_text (self->table, TRUE, TRUE)
             : NULL;
}

static void
fw_competencies_page_focus (FwPage *page)
{
  FwCompetenciesPage *self = FW_COMPETENCIES_PAGE (page);

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "grid"))
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
  else if (fw_competency_table_count (self->table) == 0 ||
           !gtk_widget_grab_focus (GTK_WIDGET (self->table)))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
fw_competencies_page_setup (FwPage *page)
{
  FwCompetenciesPage *self = FW_COMPETENCIES_PAGE (page);
  const gboolean signs = fw_asking_page_may_write (FW_ASKING_PAGE (self), "evidence");

  FW_PAGE_CLASS (fw_competencies_page_parent_class)->setup (page);
  fw_competency_detail_set_client (self->detail, fw_page_get_client (page));
  fw_page_add_key (page, "<Control>n", "competencies.assess", NULL);
  fw_page_add_key (page, "<Control>f", "competencies.search", NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "competencies.assess", signs);
  gtk_widget_set_visible (self->assess, signs);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "competencies.define",
                                 fw_asking_page_may_write (FW_ASKING_PAGE (self), "competency"));
}

static void
fw_competencies_page_finalize (GObject *object)
{
  FwCompetenciesPage *self = FW_COMPETENCIES_PAGE (object);

  fw_competency_set_unref (self->set);
  g_ptr_array_unref (self->coming);
  g_free (self->needle);
  g_free (self->path);
  G_OBJECT_CLASS (fw_competencies_page_parent_class)->finalize (object);
}

static void
fw_competencies_page_class_init (FwCompetenciesPageClass *klass)
{
  static const char *const kinds[] = { "evidence", "competency", "requirement", "position", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_competencies_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->finalize = fw_competencies_page_finalize;
  page_class->setup = fw_competencies_page_setup;
  page_class->focus = fw_competencies_page_focus;
  page_class->copy = fw_competencies_page_copy;
  page_class->list = fw_competencies_page_list;
  page_class->is_table = TRUE;
  /* the template names them */
  g_type_ensure (FW_TYPE_FOLD_BOX);
  g_type_ensure (FW_TYPE_COMPETENCY_TABLE);
  g_type_ensure (FW_TYPE_COMPETENCY_DETAIL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/competencies/fw-competencies-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwCompetenciesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwCompetenciesPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, FwCompetenciesPage, left);
  gtk_widget_class_bind_template_child (widget_class, FwCompetenciesPage, right);
  gtk_widget_class_bind_template_child (widget_class, FwCompetenciesPage, summary);
  gtk_widget_class_bind_template_child (widget_class, FwCompetenciesPage, search);
  gtk_widget_class_bind_template_child (widget_class, FwCompetenciesPage, position);
  gtk_widget_class_bind_template_child (widget_class, FwCompetenciesPage, order);
  gtk_widget_class_bind_template_child (widget_class, FwCompetenciesPage, assess);
  gtk_widget_class_bind_template_child (widget_class, FwCompetenciesPage, table);
  gtk_widget_class_bind_template_child (widget_class, FwCompetenciesPage, detail);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, level_cb);
  gtk_widget_class_bind_template_callback (widget_class, signed_cb);
  gtk_widget_class_install_action (widget_class, "competencies.assess", NULL, assess_action);
  gtk_widget_class_install_action (widget_class, "competencies.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "competencies.define", NULL, define_action);
  gtk_widget_class_install_action (widget_class, "competencies.search", NULL, search_action);
}

static void
fill_orders (FwCompetenciesPage *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    gtk_string_list_append (words, _ (orders[i].title));
  gtk_drop_down_set_model (self->order, G_LIST_MODEL (words));
  g_signal_connect_object (self->order, "notify::selected", G_CALLBACK (order_cb), self,
                           G_CONNECT_SWAPPED);
  fw_drop_down_set_name (self->order, _ ("Sorted by"), _ (orders[0].title));
}

static void
fw_competencies_page_init (FwCompetenciesPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->coming = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  fw_competency_table_set_filter (self->table, match, self);
  fill_orders (self);
  g_signal_connect_object (self->position, "notify::selected", G_CALLBACK (position_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Escape"),
                        gtk_named_action_new ("competencies.back")));
  gtk_widget_add_controller (self->right, keys);
}
