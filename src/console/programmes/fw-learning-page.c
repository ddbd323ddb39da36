/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/programmes/fw-learning-page.h"

#include "charts/fw-format.h"
#include "console/fw-answer-item.h"
#include "console/fw-send.h"
#include "console/live/fw-live-grid.h"
#include "console/programmes/fw-programme-matrix.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FwLearningPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkLabel *results, *next;
  FwLiveGrid *grid;
  GListStore *items; /* FwAnswerItem */
};

G_DEFINE_FINAL_TYPE (FwLearningPage, fw_learning_page, FW_TYPE_ASKING_PAGE)

/* ---- columns ---- */

static char *
write_step (FwAnswerItem *item)
{
  return g_strdup (fw_answer_item_get_text (item, "step"));
}

static char *
write_programme (FwAnswerItem *item)
{
  return g_strdup (fw_answer_item_get_text (item, "programme"));
}

static const char *
get_form_word (FwAnswerItem *item)
{
  static const struct
  {
    const char *name, *word;
  } forms[] = {
    { "reading", N_ ("Reading") },
    { "video", N_ ("Video") },
    { "talk", N_ ("Talk in the group") },
    { "practice", N_ ("Practice") },
    { "drill", N_ ("Drill") },
    { "practical", N_ ("Practical on one's own") },
    { "quiz", N_ ("Quiz") },
    { "course", N_ ("Course") },
    { "exam", N_ ("Exam") },
    { "certificate", N_ ("Certificate") },
  };
  const char *form = fw_answer_item_get_text (item, "form");
  const char *name = *form != '\0' ? form : fw_answer_item_get_text (item, "what");

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].name, name))
      return _ (forms[i].word);
  return name;
}

static char *
write_form (FwAnswerItem *item)
{
  const double minutes = fw_json_find_number (fw_answer_item_get_whole (item), "minutes");

  return isnan (minutes) ? g_strdup (get_form_word (item))
                         /* Translators: what a lesson is, and how long it takes */
                         : g_strdup_printf (_ ("%s, %.0f min"), get_form_word (item), minutes);
}

static char *
write_state (FwAnswerItem *item)
{
  return fw_programme_step_word (fw_answer_item_get_whole (item));
}

static char *
write_material (FwAnswerItem *item)
{
  const char *link = fw_answer_item_get_text (item, "link");

  return g_strdup (*link != '\0' ? link : FW_FORMAT_NONE);
}

typedef struct
{
  const char *id, *title;
  guint chars;
  gboolean expand;
  char *(*write) (FwAnswerItem *item);
} Column;

enum
{
  STATE = 2
};

static const Column columns[] = {
  { "step", N_ ("Step"), 20, TRUE, write_step },
  { "form", N_ ("Form"), 16, FALSE, write_form },
  { "state", N_ ("State"), 22, FALSE, write_state },
  { "material", N_ ("Material"), 18, TRUE, write_material },
  { "programme", N_ ("Programme"), 16, TRUE, write_programme },
};

/* In the order of the programme where nothing else is said: that is how they come. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const Column *column = data;
  g_autofree char *one = NULL, *two = NULL;

  if (column == &columns[STATE])
    return g_strcmp0 (fw_answer_item_get_text ((FwAnswerItem *) a, "due"),
                      fw_answer_item_get_text ((FwAnswerItem *) b, "due"));
  one = column->write ((FwAnswerItem *) a);
  two = column->write ((FwAnswerItem *) b);
  return g_utf8_collate (one, two);
}

static void
show_cell (gpointer row, FwLiveCell *cell, gpointer data)
{
  const Column *column = data;
  g_autofree char *text = column->write (row);
  const char *state = fw_answer_item_get_text (row, "state");
  const gboolean late = g_str_equal (state, "late") || g_str_equal (state, "failed");
  FwMarkShape shape = FW_MARK_NONE;
  FwGridTone tone;

  if (column == &columns[STATE])
    fw_programme_step_mark (state, &shape, &tone);
  fw_live_cell_set (cell, text, shape,
                    shape == FW_MARK_NONE         ? FW_CHART_COLOR_TEXT
                    : late                        ? FW_CHART_COLOR_LATE
                    : g_str_equal (state, "next") ? FW_CHART_COLOR_WATCH
                                                  : FW_CHART_COLOR_TEXT,
                    g_str_equal (state, "done"),
                    fw_json_find_yes (fw_answer_item_get_whole (row), "next"));
}

static void
add_columns (FwLiveGrid *grid)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      FwLiveColumn column = { .id = columns[i].id,
                              .title = _ (columns[i].title),
                              .chars = columns[i].chars,
                              .expand = columns[i].expand,
                              .compare = compare,
                              .compare_data = (gpointer) &columns[i],
                              .show = show_cell,
                              .show_data = (gpointer) &columns[i] };

      fw_live_grid_add_column (grid, &column);
    }
}

/* ---- showing ---- */

static const char *
get_outcome (const char *outcome)
{
  return g_strcmp0 (outcome, "pass") == 0   ? _ ("passed")
         : g_strcmp0 (outcome, "fail") == 0 ? _ ("not passed")
                                            : _ ("does not count");
}

/* What she was told, the latest first; of a failure the plan and the resit. */
static void
show_results (FwLearningPage *self, JsonArray *results)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (json_array_get_length (results), 3); i++)
    {
      JsonObject *result = fw_json_find_element (results, i);
      g_autofree char *day = fw_programme_write_day (fw_json_find_text (result, "day"));
      const double mark = fw_json_find_number (result, "mark");
      const char *plan = fw_json_find_text (result, "plan");

      g_string_append (text, text->len > 0 ? "\n" : "");
      /* Translators: an exam, its day, its outcome */
      g_string_append_printf (text, _ ("%s, %s: %s"), fw_json_find_text (result, "exam"), day,
                              get_outcome (fw_json_find_text (result, "outcome")));
      if (!isnan (mark))
        g_string_append_printf (text, _ (", %g points"), mark);
      if (fw_json_has (result, "resit"))
        {
          g_autofree char *resit = fw_programme_write_day (fw_json_find_text (result, "resit"));

          g_string_append_printf (text, _ (" · resit from %s"), resit);
        }
      if (plan != NULL && *plan != '\0')
        g_string_append_printf (text, _ (" · plan: %s"), plan);
    }
  gtk_label_set_text (self->results, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->results), text->len > 0);
}

static void
show_next (FwLearningPage *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint late = 0, open = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FwAnswerItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      const char *state = fw_answer_item_get_text (item, "state");

      open += !g_str_equal (state, "done");
      late += g_str_equal (state, "late") || g_str_equal (state, "failed");
    }
  /* Translators: numbers of steps */
  text = g_strdup_printf (_ ("%u of %u steps are done, %u are late."), n - open, n, late);
  gtk_label_set_text (self->next, text);
  fw_page_set_count (FW_PAGE (self), late, _ ("late steps"));
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwLearningPage *self = FW_LEARNING_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  JsonArray *steps, *results;

  if (answer == NULL || !fw_json_get_array (answer, "steps", &steps, error) ||
      !fw_json_get_array (answer, "results", &results, error))
    return FALSE;
  fw_live_grid_take_answers (self->grid, self->items, steps);
  fw_live_grid_reshow (self->grid);
  show_results (self, results);
  show_next (self);
  fw_page_set_subtitle (FW_PAGE (self), fw_json_find_text (answer, "name"));
  fw_asking_page_show_part (page, self->stack,
                            json_array_get_length (steps) > 0 ? "board" : "nothing");
  return TRUE;
}

static void
fw_learning_page_ask (FwAskingPage *page)
{
  fw_asking_page_get (page, "own/learning", take_body);
}

/* ---- what is done ---- */

static void
done_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  fw_page_toast (FW_PAGE (owner), answer != NULL ? _ ("Noted as done today.") : refusal);
  fw_asking_page_ask_soon (FW_ASKING_PAGE (owner));
}

static void
done_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwLearningPage *self = FW_LEARNING_PAGE (widget);
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);
  g_autofree char *escaped = NULL, *path = NULL;

  if (item == NULL)
    return;
  if (!fw_json_find_yes (fw_answer_item_get_whole (item), "by_herself"))
    {
      fw_page_toast (FW_PAGE (self),
                     _ ("A trainer notes this step; what you read or watch you tick yourself."));
      return;
    }
  escaped = g_uri_escape_string (fw_answer_item_get_text (item, "lesson"), NULL, FALSE);
  path = g_strdup_printf ("own/lessons/%s", escaped);
  fw_send_post (FW_PAGE (self), path, g_string_new ("{}"), G_OBJECT (self), done_cb);
}

/* The material, in whatever the desktop opens it with. */
static void
activated_cb (FwLearningPage *self)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);
  const char *link = item != NULL ? fw_answer_item_get_text (item, "link") : "";

  if (g_str_has_prefix (link, "https://") || g_str_has_prefix (link, "http://"))
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), link, GDK_CURRENT_TIME);
  else
    fw_page_toast (FW_PAGE (self), _ ("This step has no material of its own."));
}

static char *
fw_learning_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (FW_LEARNING_PAGE (page)->grid, with_headers, FALSE);
}

static char *
fw_learning_page_list (FwPage *page)
{
  return fw_live_grid_list (FW_LEARNING_PAGE (page)->grid, TRUE, TRUE);
}

static void
fw_learning_page_focus (FwPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (FW_LEARNING_PAGE (page)->grid));
}

static void
fw_learning_page_setup (FwPage *page)
{
  FW_PAGE_CLASS (fw_learning_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>Return", "learning.done", NULL);
  fw_page_add_key (page, "<Control>KP_Enter", "learning.done", NULL);
}

static void
fw_learning_page_dispose (GObject *object)
{
  g_clear_object (&FW_LEARNING_PAGE (object)->items);
  G_OBJECT_CLASS (fw_learning_page_parent_class)->dispose (object);
}

static void
fw_learning_page_class_init (FwLearningPageClass *klass)
{
  static const char *const kinds[] = { "lesson",  "lesson-result", "programme", "programme-step",
                                       "trainee", "enrolment",     NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_learning_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_learning_page_dispose;
  page_class->setup = fw_learning_page_setup;
  page_class->focus = fw_learning_page_focus;
  page_class->copy = fw_learning_page_copy;
  page_class->list = fw_learning_page_list;
  page_class->is_table = TRUE;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/programmes/fw-learning-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwLearningPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwLearningPage, results);
  gtk_widget_class_bind_template_child (widget_class, FwLearningPage, next);
  gtk_widget_class_bind_template_child_full (widget_class, "board", FALSE, 0);
  gtk_widget_class_install_action (widget_class, "learning.done", NULL, done_action);
}

static void
fw_learning_page_init (FwLearningPage *self)
{
  GtkWidget *grid;
  GObject *board;

  gtk_widget_init_template (GTK_WIDGET (self));
  board = gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_LEARNING_PAGE, "board");
  self->items = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  grid = fw_live_grid_new ("own-learning", _ ("My learning"));
  self->grid = FW_LIVE_GRID (grid);
  add_columns (self->grid);
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->items), NULL);
  fw_live_grid_remember (self->grid);
  gtk_widget_set_vexpand (grid, TRUE);
  gtk_box_append (GTK_BOX (board), grid);
  g_signal_connect_object (grid, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
}
