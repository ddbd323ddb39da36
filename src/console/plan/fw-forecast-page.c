/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/plan/fw-forecast-page.h"

#include "charts/fw-format.h"
#include "charts/fw-line-chart.h"
#include "console/plan/fw-plan-columns.h"
#include "console/plan/fw-plan-publish.h"
#include "console/plan/fw-plan-words.h"
#include "console/plan/fw-staffing-panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Looked ahead, today not counted: two rosters of a week. */
#define DAYS 14
#define HALF_HOUR (30 * G_TIME_SPAN_MINUTE)
/* Seconds between looks at whether another half hour is over, by which today is corrected. */
#define LOOK 30

/* The days, and the half hours of one of them. */
typedef enum
{
  LEVEL_DAYS,
  LEVEL_MOMENTS,
  N_LEVELS
} Level;

struct _FwForecastPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkLabel *errors;
  GtkBox *chart_box;
  GtkWidget *back, *publish;
  GtkLabel *heading;
  GtkStack *tables;
  FwStaffingPanel *panel;
  AdwStatusPage *lack;
  GtkWidget *import;
  FwLineChart *chart;
  FwLiveGrid *grids[N_LEVELS];
  GListStore *items[N_LEVELS]; /* FwPlanItem */
  FwPlanAnswer *answer;        /* (nullable) */
  gint64 asked_at;             /* µs UTC, of the answer */
  Level level;
  guint day;
  gboolean focuses; /* the keys were to come to a table that was not there yet */
  gboolean filling; /* rows come anew: what is chosen then is nobody's choice */
  guint look;
};

G_DEFINE_FINAL_TYPE (FwForecastPage, fw_forecast_page, FW_TYPE_ASKING_PAGE)

static const char *const level_names[N_LEVELS] = { "days", "half-hours" };

/* ---- the chart ---- */

static void
draw_days (FwForecastPage *self)
{
  const FwPlanAnswer *answer = self->answer;
  g_autoptr (FwChartSeries) series =
      fw_chart_series_new (C_ ("forecast", "Expected"), answer->days->len);

  for (guint i = 0; i < answer->days->len; i++)
    {
      const FwPlanDay *day = fw_plan_answer_get_day (answer, i);

      fw_chart_series_set (series, i, day->contacts, day->low, day->high, 0);
    }
  fw_line_chart_set_time (self->chart, fw_plan_answer_get_moment (answer, 0)->at, G_TIME_SPAN_DAY,
                          answer->days->len, answer->zone);
  fw_line_chart_set_series (self->chart, series, NULL);
  fw_line_chart_set_now (self->chart, 0);
}

static void
draw_moments (FwForecastPage *self)
{
  const FwPlanDay *day = fw_plan_answer_get_day (self->answer, self->day);
  g_autoptr (FwChartSeries) expected = fw_chart_series_new (C_ ("forecast", "Expected"), day->n);
  g_autoptr (FwChartSeries) came = fw_chart_series_new (_ ("Came"), day->n);
  gboolean any = FALSE;

  for (guint i = 0; i < day->n; i++)
    {
      const FwPlanMoment *moment = fw_plan_answer_get_moment (self->answer, day->from + i);

      fw_chart_series_set (expected, i, moment->contacts, moment->low, moment->high, 0);
      fw_chart_series_set (came, i, moment->came, NAN, NAN, 0);
      any = any || !isnan (moment->came);
    }
  fw_line_chart_set_time (self->chart, fw_plan_answer_get_moment (self->answer, day->from)->at,
                          HALF_HOUR, day->n, self->answer->zone);
  fw_line_chart_set_series (self->chart, expected, any ? came : NULL);
  fw_line_chart_set_now (self->chart, self->day == 0 ? self->answer->known_until : 0);
}

static void
show_chart (FwForecastPage *self)
{
  g_autofree char *heading = self->level == LEVEL_DAYS
                                 ? g_strdup (_ ("Contacts of the coming days"))
                                 : fw_plan_write_day (self->answer, self->day);

  gtk_label_set_text (self->heading, heading);
  fw_chart_set_title (FW_CHART (self->chart), heading);
  if (self->level == LEVEL_DAYS)
    draw_days (self);
  else
    draw_moments (self);
}

/* ---- the panel ---- */

/* The half hour that is chosen; of a day the one that needs most people. */
static const FwPlanMoment *
find_moment (FwForecastPage *self)
{
  const FwPlanDay *day;
  const FwPlanMoment *most = NULL;

  if (self->level == LEVEL_MOMENTS)
    {
      g_autoptr (FwPlanItem) item = fw_live_grid_get_selected (self->grids[LEVEL_MOMENTS]);

      if (item != NULL)
        return fw_plan_answer_get_moment (self->answer, fw_plan_item_get (item)->index);
    }
  day = fw_plan_answer_get_day (self->answer, self->day);
  for (guint i = 0; i < day->n; i++)
    {
      const FwPlanMoment *moment = fw_plan_answer_get_moment (self->answer, day->from + i);

      if (!isnan (moment->together) && (most == NULL || moment->together > most->together))
        most = moment;
    }
  return most;
}

static void
show_panel (FwForecastPage *self)
{
  fw_staffing_panel_show (self->panel, self->answer, find_moment (self));
}

static void
selected_cb (FwForecastPage *self)
{
  if (self->filling || self->answer == NULL)
    return;
  if (self->level == LEVEL_DAYS)
    {
      g_autoptr (FwPlanItem) item = fw_live_grid_get_selected (self->grids[LEVEL_DAYS]);

      if (item == NULL)
        return;
      self->day = fw_plan_item_get (item)->index;
    }
  show_panel (self);
}

/* ---- rows ---- */

static guint
find_position (FwLiveGrid *grid, guint index)
{
  GListModel *shown = fw_live_grid_get_shown (grid);

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (FwPlanItem) item = g_list_model_get_item (shown, i);

      if (fw_plan_item_get (item)->index == index)
        return i;
    }
  return 0;
}

/* @index: of the row that is chosen then */
static void
fill (FwForecastPage *self, Level level, guint index)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  const FwPlanDay *day = fw_plan_answer_get_day (self->answer, self->day);
  const guint n = level == LEVEL_DAYS ? self->answer->days->len : day->n;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, level == LEVEL_DAYS
                                ? fw_plan_item_new_day (self->answer, i)
                                : fw_plan_item_new_moment (self->answer, day->from + i));
  self->filling = TRUE;
  fw_plan_columns_choose (self->grids[level], level == LEVEL_DAYS, self->answer,
                          !isnan (day->so_far));
  g_list_store_splice (self->items[level], 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->items[level])), items->pdata,
                       items->len);
  fw_live_grid_sort_now (self->grids[level]);
  fw_live_grid_come_to (self->grids[level], find_position (self->grids[level], index));
  self->filling = FALSE;
}

/* The half hour that runs, else the one that needs most people. */
static guint
choose_moment (FwForecastPage *self)
{
  const FwPlanDay *day = fw_plan_answer_get_day (self->answer, self->day);
  const gint64 now = g_get_real_time ();
  guint chosen = day->from;

  for (guint i = day->from; i < day->from + day->n; i++)
    {
      const gint64 at = fw_plan_answer_get_moment (self->answer, i)->at;

      if (now >= at && now < at + HALF_HOUR)
        return i;
      if (at == day->peak)
        chosen = i;
    }
  return chosen;
}

static void
show_level (FwForecastPage *self, Level level)
{
  self->level = level;
  gtk_stack_set_visible_child_name (self->tables, level_names[level]);
  gtk_widget_set_visible (self->back, level == LEVEL_MOMENTS);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "forecast.days", level == LEVEL_MOMENTS);
  show_chart (self);
  show_panel (self);
}

static void
activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  FwForecastPage *self = data;

  if (self->level != LEVEL_DAYS)
    return;
  self->day = fw_plan_item_get (FW_PLAN_ITEM (row))->index;
  self->level = LEVEL_MOMENTS;
  fill (self, LEVEL_MOMENTS, choose_moment (self));
  show_level (self, LEVEL_MOMENTS);
  gtk_widget_grab_focus (GTK_WIDGET (self->grids[LEVEL_MOMENTS]));
}

static void
days_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwForecastPage *self = FW_FORECAST_PAGE (widget);

  if (self->answer == NULL || self->level == LEVEL_DAYS || self->answer->days->len == 0)
    return;
  show_level (self, LEVEL_DAYS);
  fw_live_grid_come_to (self->grids[LEVEL_DAYS],
                        find_position (self->grids[LEVEL_DAYS], self->day));
  gtk_widget_grab_focus (GTK_WIDGET (self->grids[LEVEL_DAYS]));
}

/* All days, or the one whose half hours are shown. */
static void
publish_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwForecastPage *self = FW_FORECAST_PAGE (widget);

  if (self->answer == NULL || self->answer->days->len == 0)
    return;
  if (self->level == LEVEL_DAYS)
    fw_plan_publish (FW_PAGE (self), self->answer, 0, self->answer->days->len);
  else
    fw_plan_publish (FW_PAGE (self), self->answer, self->day, 1);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_page_go (FW_PAGE (widget), "import", NULL);
}

/* ---- asking ---- */

static void
show_lack (FwForecastPage *self)
{
  g_autofree char *title = NULL, *text = NULL;

  fw_plan_write_lack (self->answer, &title, &text);
  adw_status_page_set_title (self->lack, title);
  adw_status_page_set_description (self->lack, text);
  fw_page_set_subtitle (FW_PAGE (self), NULL);
  fw_asking_page_show_part (FW_ASKING_PAGE (self), self->stack, "empty");
}

static void
show_subtitle (FwForecastPage *self)
{
  g_autofree char *queues = g_strdup_printf (
      ngettext ("%u queue", "%u queues", self->answer->n_queues), self->answer->n_queues);
  g_autofree char *days = g_strdup_printf (
      ngettext ("%d day of history", "%d days of history", (gulong) self->answer->history_days),
      (int) self->answer->history_days);
  /* Translators: how many queues, how many days of history */
  g_autofree char *text = g_strdup_printf (_ ("%s, %s"), queues, days);
  g_autofree char *published = fw_plan_write_published (self->answer);
  g_autofree char *all = published != NULL ? g_strdup_printf ("%s · %s", text, published) : NULL;

  fw_page_set_subtitle (FW_PAGE (self), all != NULL ? all : text);
}

static void
show_answer (FwForecastPage *self)
{
  g_autoptr (FwPlanItem) item = fw_live_grid_get_selected (self->grids[LEVEL_MOMENTS]);
  guint moment = item != NULL ? fw_plan_item_get (item)->index : 0;
  g_autofree char *errors = fw_plan_write_errors (self->answer);

  fw_page_set_as_of (FW_PAGE (self), self->answer->known_until);
  if (self->answer->lack != FW_PLAN_READY)
    {
      show_lack (self);
      return;
    }
  self->day = MIN (self->day, self->answer->days->len - 1);
  gtk_label_set_text (self->errors, errors);
  show_subtitle (self);
  fill (self, LEVEL_DAYS, self->day);
  if (self->level == LEVEL_MOMENTS)
    fill (self, LEVEL_MOMENTS, moment);
  fw_asking_page_show_part (FW_ASKING_PAGE (self), self->stack, "board");
  show_level (self, self->level);
  if (self->focuses)
    fw_page_focus (FW_PAGE (self));
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwForecastPage *self = FW_FORECAST_PAGE (page);
  FwPlanAnswer *answer = fw_plan_answer_read (body, error);

  if (answer == NULL)
    return FALSE;
  g_clear_pointer (&self->answer, fw_plan_answer_free);
  self->answer = answer;
  self->asked_at = g_get_real_time ();
  show_answer (self);
  return TRUE;
}

static void
fw_forecast_page_ask (FwAskingPage *page)
{
  static const char *const filters[] = { "queue", "channel", "product" };
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "forecast?days=%d", DAYS);
  fw_asking_page_append_who (page, path);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    fw_asking_page_append (path, filters[i],
                           fw_view_get (fw_page_get_view (FW_PAGE (page)), filters[i]));
  fw_asking_page_get (page, path->str, take_body);
}

static gboolean
look_cb (gpointer data)
{
  FwForecastPage *self = data;

  if (self->answer != NULL && g_get_real_time () / HALF_HOUR != self->asked_at / HALF_HOUR)
    fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
  return G_SOURCE_CONTINUE;
}

/* ---- what a page does ---- */

static FwLiveGrid *
get_grid (FwForecastPage *self)
{
  return self->grids[self->level];
}

static char *
fw_forecast_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (get_grid (FW_FORECAST_PAGE (page)), with_headers, FALSE);
}

static char *
fw_forecast_page_list (FwPage *page)
{
  return fw_live_grid_list (get_grid (FW_FORECAST_PAGE (page)), TRUE, TRUE);
}

static void
fw_forecast_page_focus (FwPage *page)
{
  FwForecastPage *self = FW_FORECAST_PAGE (page);

  self->focuses = self->answer == NULL;
  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "board") ||
      !gtk_widget_grab_focus (GTK_WIDGET (get_grid (self))))
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
people_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_staffing_panel_focus (FW_FORECAST_PAGE (widget)->panel);
}

static void
fw_forecast_page_setup (FwPage *page)
{
  FwForecastPage *self = FW_FORECAST_PAGE (page);
  const gboolean imports =
      (fw_client_get_role (fw_page_get_client (page)) & FW_ROLE_ADMINISTRATOR) != 0;

  const gboolean publishes = fw_asking_page_may_write (FW_ASKING_PAGE (self), "published-forecast");

  FW_PAGE_CLASS (fw_forecast_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>g", "forecast.people", NULL);
  fw_page_add_key (page, "<Control>Return", "forecast.publish", NULL);
  gtk_widget_set_visible (self->publish, publishes);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "forecast.publish", publishes);
  gtk_widget_set_visible (self->import, imports);
}

static void
fw_forecast_page_map (GtkWidget *widget)
{
  FwForecastPage *self = FW_FORECAST_PAGE (widget);

  GTK_WIDGET_CLASS (fw_forecast_page_parent_class)->map (widget);
  if (self->look == 0)
    self->look = g_timeout_add_seconds (LOOK, look_cb, self);
}

static void
fw_forecast_page_unmap (GtkWidget *widget)
{
  FwForecastPage *self = FW_FORECAST_PAGE (widget);

  g_clear_handle_id (&self->look, g_source_remove);
  GTK_WIDGET_CLASS (fw_forecast_page_parent_class)->unmap (widget);
}

static void
fw_forecast_page_dispose (GObject *object)
{
  FwForecastPage *self = FW_FORECAST_PAGE (object);

  g_clear_handle_id (&self->look, g_source_remove);
  for (guint level = 0; level < N_LEVELS; level++)
    g_clear_object (&self->items[level]);
  g_clear_pointer (&self->answer, fw_plan_answer_free);
  G_OBJECT_CLASS (fw_forecast_page_parent_class)->dispose (object);
}

/* ---- the class ---- */

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/plan/fw-forecast-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwForecastPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwForecastPage, errors);
  gtk_widget_class_bind_template_child (widget_class, FwForecastPage, chart_box);
  gtk_widget_class_bind_template_child (widget_class, FwForecastPage, back);
  gtk_widget_class_bind_template_child (widget_class, FwForecastPage, publish);
  gtk_widget_class_bind_template_child (widget_class, FwForecastPage, heading);
  gtk_widget_class_bind_template_child (widget_class, FwForecastPage, tables);
  gtk_widget_class_bind_template_child (widget_class, FwForecastPage, panel);
  gtk_widget_class_bind_template_child (widget_class, FwForecastPage, lack);
  gtk_widget_class_bind_template_child (widget_class, FwForecastPage, import);
}

static void
fw_forecast_page_class_init (FwForecastPageClass *klass)
{
  static const char *const kinds[] = { "policy", "queue", "published-forecast", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_forecast_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_forecast_page_dispose;
  widget_class->map = fw_forecast_page_map;
  widget_class->unmap = fw_forecast_page_unmap;
  page_class->setup = fw_forecast_page_setup;
  page_class->focus = fw_forecast_page_focus;
  page_class->copy = fw_forecast_page_copy;
  page_class->list = fw_forecast_page_list;
  g_type_ensure (FW_TYPE_STAFFING_PANEL); /* the template names it */
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "forecast.days", NULL, days_action);
  gtk_widget_class_install_action (widget_class, "forecast.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "forecast.people", NULL, people_action);
  gtk_widget_class_install_action (widget_class, "forecast.publish", NULL, publish_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "forecast.days", NULL);
}

static void
add_grid (FwForecastPage *self, Level level)
{
  GtkWidget *grid = fw_live_grid_new (level == LEVEL_DAYS ? "forecast-days" : "forecast-half-hours",
                                      level == LEVEL_DAYS ? _ ("Days") : _ ("Half hours"));

  self->grids[level] = FW_LIVE_GRID (grid);
  self->items[level] = g_list_store_new (FW_TYPE_PLAN_ITEM);
  fw_plan_columns_add (self->grids[level], level == LEVEL_DAYS);
  fw_live_grid_set_models (self->grids[level], G_LIST_MODEL (self->items[level]), NULL);
  fw_live_grid_sort_by (self->grids[level], FW_PLAN_COLUMN_WHEN, GTK_SORT_ASCENDING);
  fw_live_grid_remember (self->grids[level]);
  g_signal_connect (grid, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_object (fw_live_grid_get_shown (self->grids[level]), "selection-changed",
                           G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->tables, grid, level_names[level]);
}

static void
fw_forecast_page_init (FwForecastPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->chart = FW_LINE_CHART (fw_line_chart_new ());
  fw_line_chart_set_format (self->chart, FW_FORMAT_COUNT);
  fw_chart_set_title (FW_CHART (self->chart), _ ("Contacts of the coming days"));
  gtk_widget_set_size_request (GTK_WIDGET (self->chart), -1, 120);
  gtk_box_append (self->chart_box, GTK_WIDGET (self->chart));
  for (guint level = 0; level < N_LEVELS; level++)
    add_grid (self, level);
}
