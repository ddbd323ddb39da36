/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/cases/fw-case-figures-page.h"

#include "charts/fw-interval-chart.h"
#include "console/cases/fw-case-figure-words.h"
#include "console/fw-drop-down.h"
#include "console/fw-lines.h"
#include "console/fw-wrap-layout.h"
#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DAYS 91
#define MOST_CASES 500
#define FIGURE_COLUMN 2 /* of the table: what is chosen above */
#define TILE_CHARS 21
#define BROUGHT_COLUMN 1 /* of the cases */

static const struct
{
  const char *name, *label;
} dimensions[] = {
  { "class", N_ ("By request") },   { "cause", N_ ("By what it concerns") },
  { "grade", N_ ("By grade") },     { "department", N_ ("By department") },
  { "product", N_ ("By product") }, { "device", N_ ("By system or device") },
  { "channel", N_ ("By channel") }, { "source", N_ ("By way in") },
  { "team", N_ ("By team") },
};

/* One figure of all cases, which is chosen by pressing it. */
typedef struct
{
  GtkToggleButton *button;
  GtkLabel *figure, *detail;
} Tile;

struct _FwCaseFiguresPage
{
  FwAskingPage parent_instance;

  GtkStack *stack, *parts;
  GtkBox *tiles_place, *table_place, *chart_place, *cases_place;
  GtkDropDown *by;
  GtkLabel *about, *behind, *over;
  Tile tiles[FW_N_CASE_MEASURES];
  FwIntervalChart *chart;
  FwLiveGrid *table, *cases;
  GListStore *rows, *case_rows; /* FwAnswerItem */
  FwCaseFigureView view;
  JsonObject *answer; /* (nullable) */
  char *value;        /* (nullable): of the dimension whose cases are shown; NULL: none are */
  char *value_title;  /* (nullable) */
};

G_DEFINE_FINAL_TYPE (FwCaseFiguresPage, fw_case_figures_page, FW_TYPE_ASKING_PAGE)

/* ---- what is shown ---- */

static char *
write_day (const char *date)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  gint32 day;

  if (!fw_date_parse (fw_text (date), &day))
    return g_strdup (FW_FORMAT_NONE);
  return fw_format_day ((day * G_GINT64_CONSTANT (24) + 12) * 3600 * G_USEC_PER_SEC, zone);
}

static void
show_tiles (FwCaseFiguresPage *self)
{
  for (guint i = 0; i < FW_N_CASE_MEASURES; i++)
    {
      Tile *tile = &self->tiles[i];
      g_autofree char *figure = fw_case_figure_write (self->answer, (FwCaseMeasure) i);
      g_autofree char *detail = fw_case_figure_write_detail (self->answer, (FwCaseMeasure) i);
      /* Translators: a figure's name, its value, and its interval with n. */
      g_autofree char *whole = g_strdup_printf (
          _ ("%s: %s, %s"), fw_case_measure_get_label ((FwCaseMeasure) i), figure, detail);

      gtk_label_set_text (tile->figure, figure);
      gtk_label_set_text (tile->detail, detail);
      gtk_accessible_update_property (GTK_ACCESSIBLE (tile->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      whole, -1);
    }
}

/* A week of which nothing is known leaves its place empty. */
static void
show_chart (FwCaseFiguresPage *self)
{
  JsonArray *weeks = json_object_get_array_member (self->answer, "weeks");
  const guint n = json_array_get_length (weeks);
  const FwFormat format = fw_case_measure_get_format (self->view.measure);
  g_autofree FwIntervalPoint *points = g_new0 (FwIntervalPoint, n + 1);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  JsonObject *targets = fw_json_find_object (self->answer, "targets");
  const double target =
      targets != NULL ? fw_json_find_number (targets, fw_case_measure_names[self->view.measure])
                      : NAN;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *week = fw_json_find_element (weeks, i);
      JsonObject *figure = fw_case_figure_get (week, self->view.measure);

      g_ptr_array_add (labels, write_day (fw_json_find_text (week, "id")));
      points[i] = (FwIntervalPoint){ .label = labels->pdata[i],
                                     .value = fw_json_find_number (figure, "value"),
                                     .low = fw_json_find_number (figure, "low"),
                                     .high = fw_json_find_number (figure, "high"),
                                     .n = (guint64) fw_json_find_count (figure, "n"),
                                     .state = FW_INTERVAL_PLAIN };
      if (isnan (points[i].low))
        points[i].state = FW_INTERVAL_THIN;
    }
  /* Translators: of a policy, before its value, at its line in a chart. */
  fw_interval_chart_set_reference (self->chart, target, _ ("limit"));
  fw_interval_chart_set (self->chart, format, points, n);
}

static void
show_measure (FwCaseFiguresPage *self)
{
  const char *label = fw_case_measure_get_label (self->view.measure);
  /* Translators: a figure, over weeks. */
  g_autofree char *title = g_strdup_printf (_ ("%s by the week in which cases came"), label);

  fw_live_grid_set_column_title (self->table, 0,
                                 gettext (dimensions[gtk_drop_down_get_selected (self->by)].label));
  fw_live_grid_set_column_title (self->table, FIGURE_COLUMN, label);
  fw_live_grid_set_column_title (self->cases, BROUGHT_COLUMN, label);
  fw_chart_set_title (FW_CHART (self->chart), title);
  gtk_label_set_text (self->over, title);
  gtk_label_set_text (self->about, fw_case_measure_get_hint (self->view.measure));
  fw_live_grid_reshow (self->table);
  fw_live_grid_reshow (self->cases);
  if (self->answer != NULL)
    show_chart (self);
}

static void
show_subtitle (FwCaseFiguresPage *self)
{
  const guint n = (guint) fw_json_find_count (self->answer, "cases");
  g_autofree char *count = fw_format_count (n);
  g_autofree char *text =
      g_strdup_printf (ngettext ("%s case of 13 weeks", "%s cases of 13 weeks", n), count);

  fw_page_set_subtitle (FW_PAGE (self), text);
}

/* ---- the figures ---- */

static gboolean
take_figures (FwAskingPage *page, GBytes *body, GError **error)
{
  FwCaseFiguresPage *self = FW_CASE_FIGURES_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  JsonArray *rows, *weeks;

  if (answer == NULL || !fw_json_get_array (answer, "rows", &rows, error) ||
      !fw_json_get_array (answer, "weeks", &weeks, error))
    return FALSE;
  g_clear_pointer (&self->answer, json_object_unref);
  self->answer = g_steal_pointer (&answer);
  fw_live_grid_take_answers (self->table, self->rows, rows);
  show_tiles (self);
  show_measure (self);
  show_subtitle (self);
  gtk_stack_set_visible_child_name (self->parts, "table");
  fw_asking_page_show_part (page, self->stack,
                            fw_json_find_count (self->answer, "cases") > 0 ? "figures" : "empty");
  return TRUE;
}

/* ---- the cases behind one ---- */

static gboolean
take_cases (FwAskingPage *page, GBytes *body, GError **error)
{
  FwCaseFiguresPage *self = FW_CASE_FIGURES_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  g_autofree char *count = NULL, *text = NULL;
  JsonArray *rows;
  gboolean fresh;

  if (answer == NULL || !fw_json_get_array (answer, "rows", &rows, error))
    return FALSE;
  fw_live_grid_take_answers (self->cases, self->case_rows, rows);
  count = fw_format_count (fw_json_find_count (answer, "cases"));
  /* Translators: a figure, of what it is told, and of how many cases. */
  text = g_strdup_printf (_ ("%s, %s: the %s cases that it is of. Esc goes back."),
                          fw_case_measure_get_label (self->view.measure), self->value_title, count);
  gtk_label_set_text (self->behind, text);
  show_measure (self);
  fresh = !g_str_equal (gtk_stack_get_visible_child_name (self->parts), "cases");
  gtk_stack_set_visible_child_name (self->parts, "cases");
  fw_asking_page_show_part (page, self->stack, "figures");
  if (fresh && json_array_get_length (rows) > 0)
    fw_live_grid_select (self->cases, 0);
  return TRUE;
}

static void
fw_case_figures_page_ask (FwAskingPage *page)
{
  FwCaseFiguresPage *self = FW_CASE_FIGURES_PAGE (page);
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "cases/figures?days=%d&limit=%d&by=%s", DAYS, MOST_CASES, self->view.by);
  fw_asking_page_append_who (page, path);
  if (self->value != NULL)
    {
      g_autofree char *value = g_uri_escape_string (self->value, NULL, FALSE);

      /* What is empty is a value as well: that nothing was said. */
      g_string_append_printf (path, "&value=%s", value);
      fw_asking_page_append (path, "figure", fw_case_measure_names[self->view.measure]);
    }
  fw_asking_page_get (page, path->str, self->value != NULL ? take_cases : take_figures);
}

static void
choose_value (FwCaseFiguresPage *self, const char *value, const char *title)
{
  g_free (self->value);
  g_free (self->value_title);
  self->value = g_strdup (value);
  self->value_title = g_strdup (title);
  fw_asking_page_focus_later (FW_ASKING_PAGE (self));
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  FwCaseFiguresPage *self = FW_CASE_FIGURES_PAGE (data);
  const char *id = fw_answer_item_get_text (FW_ANSWER_ITEM (row), "id");
  g_autofree char *title = fw_case_value_write (
      self->view.by, id, fw_answer_item_get_text (FW_ANSWER_ITEM (row), "title"));

  choose_value (self, id, title);
}

static void
case_activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  fw_page_go (FW_PAGE (data), "case-list",
              g_variant_new_string (fw_answer_item_get_text (FW_ANSWER_ITEM (row), "id")));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwCaseFiguresPage *self = FW_CASE_FIGURES_PAGE (widget);

  if (self->value != NULL)
    choose_value (self, NULL, NULL);
}

/* ---- choices ---- */

static void
measure_cb (FwCaseFiguresPage *self)
{
  for (guint i = 0; i < FW_N_CASE_MEASURES; i++)
    if (gtk_toggle_button_get_active (self->tiles[i].button))
      self->view.measure = (FwCaseMeasure) i;
  show_measure (self);
  if (self->value != NULL)
    fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
measure_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwCaseFiguresPage *self = FW_CASE_FIGURES_PAGE (widget);
  const gint32 measure = g_variant_get_int32 (parameter);

  if (measure >= 0 && measure < FW_N_CASE_MEASURES)
    gtk_toggle_button_set_active (self->tiles[measure].button, TRUE);
}

static void
by_cb (FwCaseFiguresPage *self)
{
  const guint chosen = gtk_drop_down_get_selected (self->by);

  fw_drop_down_set_name (self->by, _ ("Figures"), gettext (dimensions[chosen].label));
  self->view.by = dimensions[chosen].name;
  g_clear_pointer (&self->value, g_free);
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
try_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_page_go (FW_PAGE (widget), "case-replay", NULL);
}

static void
by_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwCaseFiguresPage *self = FW_CASE_FIGURES_PAGE (widget);
  const guint chosen = gtk_drop_down_get_selected (self->by);

  gtk_drop_down_set_selected (self->by, (chosen + 1) % G_N_ELEMENTS (dimensions));
}

/* ---- the page ---- */

static void
fw_case_figures_page_setup (FwPage *page)
{
  FW_PAGE_CLASS (fw_case_figures_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>m", "case-figures.by", NULL);
}

static FwLiveGrid *
get_shown (FwCaseFiguresPage *self)
{
  return self->value != NULL ? self->cases : self->table;
}

static void
fw_case_figures_page_focus (FwPage *page)
{
  FwCaseFiguresPage *self = FW_CASE_FIGURES_PAGE (page);

  if (fw_live_grid_count (get_shown (self)) == 0 ||
      !gtk_widget_grab_focus (GTK_WIDGET (get_shown (self))))
    gtk_widget_grab_focus (GTK_WIDGET (self->tiles[self->view.measure].button));
}

static char *
fw_case_figures_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (get_shown (FW_CASE_FIGURES_PAGE (page)), with_headers, FALSE);
}

static char *
fw_case_figures_page_list (FwPage *page)
{
  return fw_live_grid_list (get_shown (FW_CASE_FIGURES_PAGE (page)), TRUE, TRUE);
}

static void
fw_case_figures_page_dispose (GObject *object)
{
  FwCaseFiguresPage *self = FW_CASE_FIGURES_PAGE (object);

  g_clear_object (&self->rows);
  g_clear_object (&self->case_rows);
  g_clear_pointer (&self->answer, json_object_unref);
  g_clear_pointer (&self->value, g_free);
  g_clear_pointer (&self->value_title, g_free);
  G_OBJECT_CLASS (fw_case_figures_page_parent_class)->dispose (object);
}

static void
fw_case_figures_page_class_init (FwCaseFiguresPageClass *klass)
{
  static const char *const kinds[] = { "case", "department", "promise", "policy", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_case_figures_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_case_figures_page_dispose;
  page_class->setup = fw_case_figures_page_setup;
  page_class->focus = fw_case_figures_page_focus;
  page_class->copy = fw_case_figures_page_copy;
  page_class->list = fw_case_figures_page_list;
  page_class->is_table = TRUE;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/cases/fw-case-figures-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwCaseFiguresPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwCaseFiguresPage, parts);
  gtk_widget_class_bind_template_child (widget_class, FwCaseFiguresPage, tiles_place);
  gtk_widget_class_bind_template_child (widget_class, FwCaseFiguresPage, table_place);
  gtk_widget_class_bind_template_child (widget_class, FwCaseFiguresPage, chart_place);
  gtk_widget_class_bind_template_child (widget_class, FwCaseFiguresPage, cases_place);
  gtk_widget_class_bind_template_child (widget_class, FwCaseFiguresPage, by);
  gtk_widget_class_bind_template_child (widget_class, FwCaseFiguresPage, about);
  gtk_widget_class_bind_template_child (widget_class, FwCaseFiguresPage, behind);
  gtk_widget_class_bind_template_child (widget_class, FwCaseFiguresPage, over);
  gtk_widget_class_install_action (widget_class, "case-figures.by", NULL, by_action);
  gtk_widget_class_install_action (widget_class, "case-figures.try", NULL, try_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, 0, "case-figures.try", NULL);
  gtk_widget_class_install_action (widget_class, "case-figures.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "case-figures.measure", "i", measure_action);
  for (guint i = 0; i < FW_N_CASE_MEASURES; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, 0, "case-figures.measure",
                                         "i", (gint32) i);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "case-figures.back", NULL);
}

static void
create_tile (FwCaseFiguresPage *self, FwCaseMeasure measure)
{
  Tile *tile = &self->tiles[measure];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  /* Translators: how a figure is counted, and the key that chooses it. */
  g_autofree char *tooltip =
      g_strdup_printf (_ ("%s (%u)"), fw_case_measure_get_hint (measure), measure + 1);

  tile->button = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  fw_lines_add (GTK_BOX (box), fw_case_measure_get_label (measure), "dim-label");
  tile->figure = fw_lines_add (GTK_BOX (box), FW_FORMAT_NONE, "title-2");
  tile->detail = fw_lines_add (GTK_BOX (box), "", "caption");
  /* Tiles are equally wide, whatever they hold. */
  gtk_label_set_width_chars (tile->detail, TILE_CHARS);
  gtk_widget_add_css_class (GTK_WIDGET (tile->figure), "figures");
  gtk_widget_add_css_class (GTK_WIDGET (tile->detail), "figures");
  gtk_button_set_child (GTK_BUTTON (tile->button), box);
  gtk_widget_set_tooltip_text (GTK_WIDGET (tile->button), tooltip);
  if (measure > 0)
    gtk_toggle_button_set_group (tile->button, self->tiles[0].button);
  gtk_box_append (self->tiles_place, GTK_WIDGET (tile->button));
}

static FwLiveGrid *
create_grid (const char *name,
             const char *label,
             GListStore *rows,
             GtkBox *place,
             void (*add) (FwLiveGrid *, FwCaseFigureView *),
             FwCaseFigureView *view)
{
  FwLiveGrid *grid = FW_LIVE_GRID (fw_live_grid_new (name, label));

  add (grid, view);
  fw_live_grid_set_presorted (grid);
  fw_live_grid_set_models (grid, G_LIST_MODEL (rows), NULL);
  fw_live_grid_remember (grid);
  gtk_widget_set_vexpand (GTK_WIDGET (grid), TRUE);
  gtk_box_append (place, GTK_WIDGET (grid));
  return grid;
}

static void
fill_by (FwCaseFiguresPage *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    gtk_string_list_append (words, gettext (dimensions[i].label));
  gtk_drop_down_set_model (self->by, G_LIST_MODEL (words));
  fw_drop_down_set_name (self->by, _ ("Figures"), gettext (dimensions[0].label));
  g_signal_connect_object (self->by, "notify::selected", G_CALLBACK (by_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
fw_case_figures_page_init (FwCaseFiguresPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->view = (FwCaseFigureView){ FW_CASE_CLOSE, dimensions[0].name };
  self->rows = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->case_rows = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  gtk_widget_set_layout_manager (GTK_WIDGET (self->tiles_place), fw_wrap_layout_new (6));
  for (guint i = 0; i < FW_N_CASE_MEASURES; i++)
    create_tile (self, (FwCaseMeasure) i);
  gtk_toggle_button_set_active (self->tiles[0].button, TRUE);
  self->table = create_grid ("case-figures", _ ("Figures of cases"), self->rows, self->table_place,
                             fw_case_figure_columns_add, &self->view);
  self->cases = create_grid ("case-figures-cases", _ ("Cases behind the figure"), self->case_rows,
                             self->cases_place, fw_case_figure_columns_add_cases, &self->view);
  g_signal_connect (self->table, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect (self->cases, "activated", G_CALLBACK (case_activated_cb), self);
  self->chart = FW_INTERVAL_CHART (fw_interval_chart_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->chart), TRUE);
  gtk_box_append (self->chart_place, GTK_WIDGET (self->chart));
  fill_by (self);
  for (guint i = 0; i < FW_N_CASE_MEASURES; i++)
    g_signal_connect_object (self->tiles[i].button, "toggled", G_CALLBACK (measure_cb), self,
                             G_CONNECT_SWAPPED);
  show_measure (self);
}
