/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/reviews/fw-calibration-page.h"

#include "charts/fw-interval-chart.h"
#include "console/fw-answer-item.h"
#include "console/live/fw-live-grid.h"
#include "console/reviews/fw-calibration-columns.h"
#include "console/reviews/fw-calibration-pair.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DAYS 91

typedef enum
{
  GRADERS,
  ITEMS,
  PAIRS,
  N_PARTS
} Part;

static const char *const part_names[N_PARTS] = { "graders", "items", "pairs" };
static const char *const members[N_PARTS] = { "graders", "items", "rows" };

struct _FwCalibrationPage
{
  FwAskingPage parent_instance;

  GtkStack *stack, *parts;
  GtkBox *places[N_PARTS];
  GtkToggleButton *buttons[N_PARTS];
  GtkBox *chart_place;
  GtkLabel *about, *pair_title;
  GtkWidget *another;
  FwCalibrationPair *pair;
  FwIntervalChart *chart;
  FwLiveGrid *grids[N_PARTS];
  GListStore *items[N_PARTS]; /* FwAnswerItem */
  JsonArray *forms;           /* (nullable) */
  char *form;                 /* (nullable): id of the one whose items are asked for */
};

G_DEFINE_FINAL_TYPE (FwCalibrationPage, fw_calibration_page, FW_TYPE_ASKING_PAGE)

static Part
get_part (FwCalibrationPage *self)
{
  for (guint i = 0; i < N_PARTS; i++)
    if (gtk_toggle_button_get_active (self->buttons[i]))
      return (Part) i;
  return GRADERS;
}

/* ---- the chart ---- */

static FwIntervalState
find_state (const char *verdict)
{
  return g_strcmp0 (verdict, "fair") == 0          ? FW_INTERVAL_PLAIN
         : g_strcmp0 (verdict, "cannot-tell") == 0 ? FW_INTERVAL_THIN
                                                   : FW_INTERVAL_WORSE;
}

/* Of whom nothing is known there is nothing to draw: the table says so. */
static void
show_chart (FwCalibrationPage *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items[GRADERS]));
  g_autofree FwIntervalPoint *points = g_new0 (FwIntervalPoint, n + 1);
  guint known = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FwAnswerItem) item =
          g_list_model_get_item (G_LIST_MODEL (self->items[GRADERS]), i);
      JsonObject *severity = fw_answer_item_get_object (item, "severity");
      const double value = fw_json_find_number (severity, "value");

      if (isnan (value))
        continue;
      points[known++] =
          (FwIntervalPoint){ .label = fw_answer_item_get_text (item, "name"),
                             .value = value,
                             .low = fw_json_find_number (severity, "low"),
                             .high = fw_json_find_number (severity, "high"),
                             .n = fw_answer_item_get_count (item, "n"),
                             .state = find_state (fw_json_find_text (severity, "verdict")) };
    }
  fw_interval_chart_set_reference (self->chart, 0, _ ("the middle grader"));
  fw_interval_chart_set (self->chart, FW_FORMAT_POINTS, points, known);
  gtk_widget_set_visible (GTK_WIDGET (self->chart_place), known > 0);
}

/* ---- a pair ---- */

static void
show_pair (FwCalibrationPage *self)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grids[PAIRS]);
  g_autofree char *title =
      item != NULL ? g_strdup_printf (_ ("%s, %s"), fw_answer_item_get_text (item, "name"),
                                      fw_answer_item_get_text (item, "team_title"))
                   : NULL;

  gtk_label_set_text (self->pair_title, title != NULL ? title : _ ("Choose a pair"));
  fw_calibration_pair_show (self->pair, item);
}

static void
activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (FW_CALIBRATION_PAGE (data)->pair));
}

static void
queue_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwCalibrationPage *self = FW_CALIBRATION_PAGE (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->grids[get_part (self)]));
}

/* ---- the answer ---- */

static JsonObject *
find_form (FwCalibrationPage *self)
{
  for (guint i = 0; self->forms != NULL && i < json_array_get_length (self->forms); i++)
    {
      JsonObject *form = fw_json_find_element (self->forms, i);

      if (g_strcmp0 (fw_json_find_text (form, "id"), self->form) == 0)
        return form;
    }
  return NULL;
}

/* Of which form the items are matters where there are several. */
static void
show_about (FwCalibrationPage *self, JsonObject *answer)
{
  JsonObject *form = find_form (self);
  const guint pairs = (guint) fw_json_find_count (answer, "pairs");
  g_autofree char *contacts =
      g_strdup_printf (ngettext ("%u contact of 13 weeks scored twice",
                                 "%u contacts of 13 weeks scored twice", pairs),
                       pairs);
  g_autofree char *text = NULL;

  if (form != NULL)
    /* Translators: the name of a form and its version; how many contacts. */
    text = g_strdup_printf (_ ("%s, version %d; %s"), fw_json_find_text (form, "name"),
                            (int) fw_json_find_count (form, "version"), contacts);
  gtk_label_set_text (self->about, text != NULL ? text : contacts);
  fw_page_set_subtitle (FW_PAGE (self), contacts);
  gtk_widget_set_visible (self->another,
                          self->forms != NULL && json_array_get_length (self->forms) > 1);
}

static gboolean
take_rows (FwCalibrationPage *self, JsonObject *answer, GError **error)
{
  for (guint i = 0; i < N_PARTS; i++)
    {
      JsonArray *rows;

      if (!fw_json_get_array (answer, members[i], &rows, error))
        return FALSE;
      fw_live_grid_take_answers (self->grids[i], self->items[i], rows);
    }
  return TRUE;
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwCalibrationPage *self = FW_CALIBRATION_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  JsonArray *forms;

  if (answer == NULL || !fw_json_get_array (answer, "forms", &forms, error) ||
      !take_rows (self, answer, error))
    return FALSE;
  g_clear_pointer (&self->forms, json_array_unref);
  self->forms = json_array_ref (forms);
  g_free (self->form);
  self->form = g_strdup (fw_json_find_text (answer, "form"));
  show_about (self, answer);
  show_chart (self);
  show_pair (self);
  fw_asking_page_show_part (page, self->stack,
                            fw_json_find_count (answer, "pairs") > 0 ? "figures" : "empty");
  return TRUE;
}

static void
fw_calibration_page_ask (FwAskingPage *page)
{
  FwCalibrationPage *self = FW_CALIBRATION_PAGE (page);
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "calibration?days=%d", DAYS);
  /* A form that nobody was compared by in this scope is no reason to show nothing. */
  if (find_form (self) != NULL)
    fw_asking_page_append (path, "form", self->form);
  fw_asking_page_append_who (page, path);
  fw_asking_page_get (page, path->str, take_body);
}

static void
form_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwCalibrationPage *self = FW_CALIBRATION_PAGE (widget);
  const guint n = self->forms != NULL ? json_array_get_length (self->forms) : 0;

  for (guint i = 0; i < n; i++)
    if (find_form (self) == fw_json_find_element (self->forms, i))
      {
        g_free (self->form);
        self->form =
            g_strdup (fw_json_find_text (fw_json_find_element (self->forms, (i + 1) % n), "id"));
        fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
        return;
      }
}

static void
part_cb (FwCalibrationPage *self)
{
  gtk_stack_set_visible_child_name (self->parts, part_names[get_part (self)]);
}

static void
part_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwCalibrationPage *self = FW_CALIBRATION_PAGE (widget);
  const gint32 part = g_variant_get_int32 (parameter);

  if (part < 0 || part >= N_PARTS)
    return;
  gtk_toggle_button_set_active (self->buttons[part], TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->grids[part]));
}

/* ---- the page ---- */

static void
fw_calibration_page_setup (FwPage *page)
{
  FW_PAGE_CLASS (fw_calibration_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>m", "calibration.form", NULL);
}

static void
fw_calibration_page_focus (FwPage *page)
{
  FwCalibrationPage *self = FW_CALIBRATION_PAGE (page);
  const Part part = get_part (self);

  if (fw_live_grid_count (self->grids[part]) == 0 ||
      !gtk_widget_grab_focus (GTK_WIDGET (self->grids[part])))
    gtk_widget_grab_focus (GTK_WIDGET (self->buttons[part]));
}

static char *
fw_calibration_page_copy (FwPage *page, gboolean with_headers)
{
  FwCalibrationPage *self = FW_CALIBRATION_PAGE (page);

  return fw_live_grid_list (self->grids[get_part (self)], with_headers, FALSE);
}

static char *
fw_calibration_page_list (FwPage *page)
{
  FwCalibrationPage *self = FW_CALIBRATION_PAGE (page);

  return fw_live_grid_list (self->grids[get_part (self)], TRUE, TRUE);
}

static void
fw_calibration_page_dispose (GObject *object)
{
  FwCalibrationPage *self = FW_CALIBRATION_PAGE (object);

  for (guint i = 0; i < N_PARTS; i++)
    g_clear_object (&self->items[i]);
  g_clear_pointer (&self->forms, json_array_unref);
  g_clear_pointer (&self->form, g_free);
  G_OBJECT_CLASS (fw_calibration_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  static const char *const buttons[N_PARTS] = { "graders_button", "items_button", "pairs_button" };
  static const char *const places[N_PARTS] = { "graders_place", "items_place", "pairs_place" };

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/reviews/fw-calibration-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwCalibrationPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwCalibrationPage, parts);
  gtk_widget_class_bind_template_child (widget_class, FwCalibrationPage, chart_place);
  gtk_widget_class_bind_template_child (widget_class, FwCalibrationPage, about);
  gtk_widget_class_bind_template_child (widget_class, FwCalibrationPage, another);
  gtk_widget_class_bind_template_child (widget_class, FwCalibrationPage, pair_title);
  gtk_widget_class_bind_template_child (widget_class, FwCalibrationPage, pair);
  for (guint i = 0; i < N_PARTS; i++)
    {
      gtk_widget_class_bind_template_child_full (
          widget_class, buttons[i], FALSE,
          (gssize) (G_STRUCT_OFFSET (FwCalibrationPage, buttons) + i * sizeof (gpointer)));
      gtk_widget_class_bind_template_child_full (
          widget_class, places[i], FALSE,
          (gssize) (G_STRUCT_OFFSET (FwCalibrationPage, places) + i * sizeof (gpointer)));
    }
  gtk_widget_class_bind_template_callback (widget_class, part_cb);
}

static void
fw_calibration_page_class_init (FwCalibrationPageClass *klass)
{
  static const char *const kinds[] = { "review", "review-form", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  g_type_ensure (FW_TYPE_CALIBRATION_PAIR); /* the template names it */
  FW_ASKING_PAGE_CLASS (klass)->ask = fw_calibration_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_calibration_page_dispose;
  page_class->setup = fw_calibration_page_setup;
  page_class->focus = fw_calibration_page_focus;
  page_class->copy = fw_calibration_page_copy;
  page_class->list = fw_calibration_page_list;
  page_class->is_table = TRUE;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "calibration.form", NULL, form_action);
  gtk_widget_class_install_action (widget_class, "calibration.queue", NULL, queue_action);
  gtk_widget_class_install_action (widget_class, "calibration.part", "i", part_action);
  for (guint i = 0; i < N_PARTS; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, 0, "calibration.part", "i",
                                         (gint32) i);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "calibration.queue", NULL);
}

static void
create_grid (FwCalibrationPage *self, Part part, const char *label)
{
  static void (*const add[N_PARTS]) (FwLiveGrid *) = { fw_calibration_columns_add_graders,
                                                       fw_calibration_columns_add_items,
                                                       fw_calibration_columns_add_pairs };
  g_autofree char *name = g_strconcat ("calibration-", part_names[part], NULL);

  self->items[part] = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->grids[part] = FW_LIVE_GRID (fw_live_grid_new (name, label));
  add[part](self->grids[part]);
  fw_live_grid_set_presorted (self->grids[part]);
  fw_live_grid_set_models (self->grids[part], G_LIST_MODEL (self->items[part]), NULL);
  fw_live_grid_remember (self->grids[part]);
  gtk_widget_set_vexpand (GTK_WIDGET (self->grids[part]), TRUE);
  gtk_box_append (self->places[part], GTK_WIDGET (self->grids[part]));
}

static void
fw_calibration_page_init (FwCalibrationPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  create_grid (self, GRADERS, _ ("Graders"));
  create_grid (self, ITEMS, _ ("Items of the form"));
  create_grid (self, PAIRS, _ ("Contacts that were scored twice"));
  g_signal_connect (self->grids[PAIRS], "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_object (fw_live_grid_get_shown (self->grids[PAIRS]), "selection-changed",
                           G_CALLBACK (show_pair), self, G_CONNECT_SWAPPED);
  self->chart = FW_INTERVAL_CHART (fw_interval_chart_new ());
  fw_chart_set_title (FW_CHART (self->chart), _ ("Points of 100 against the middle grader"));
  gtk_widget_set_vexpand (GTK_WIDGET (self->chart), TRUE);
  gtk_box_append (self->chart_place, GTK_WIDGET (self->chart));
}
