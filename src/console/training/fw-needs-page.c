/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/training/fw-needs-page.h"

#include "charts/fw-format.h"
#include "console/training/fw-need-columns.h"
#include "console/training/fw-need-enrol.h"
#include "console/training/fw-need-heat.h"
#include "console/training/fw-need-words.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_ROWS 500

typedef enum
{
  ALL,
  COMPETENCIES,
  HEAT,
  PREFERENCE,
  FIGURES,
  FEEDBACK,
  N_PARTS
} Part;

static const struct
{
  const char *part; /* (nullable): of the answer; NULL: all */
  const char *label;
} parts[N_PARTS] = {
  [ALL] = { NULL, N_ ("All") },
  [COMPETENCIES] = { "competency", N_ ("Competencies") },
  [HEAT] = { "team", N_ ("Heat map") },
  [PREFERENCE] = { "preference", N_ ("Learning") },
  [FIGURES] = { "figure", N_ ("Figures") },
  [FEEDBACK] = { "feedback", N_ ("Feedback") },
};

struct _FwNeedsPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkBox *chooser, *board;
  GtkScrolledWindow *map;
  GtkLabel *about, *title, *evidence, *measured, *keys, *nothing;
  GtkWidget *pane, *enrol;
  GtkToggleButton *buttons[N_PARTS];
  FwLiveGrid *grid;
  FwGrid *heat_grid;
  FwNeedHeat *heat;
  GListStore *needs; /* FwAnswerItem */
  Part part;
};

G_DEFINE_FINAL_TYPE (FwNeedsPage, fw_needs_page, FW_TYPE_ASKING_PAGE)

static gboolean
may_write (FwNeedsPage *self)
{
  return fw_asking_page_may_write (FW_ASKING_PAGE (self), "enrolment");
}

/* ---- what is chosen ---- */

/* Returns: (transfer full) (nullable): of the heat map that of the cell, where it is one. */
static FwAnswerItem *
get_chosen (FwNeedsPage *self)
{
  guint row, column;

  if (self->part != HEAT)
    return fw_live_grid_get_selected (self->grid);
  if (!fw_grid_get_cursor (self->heat_grid, &row, &column))
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->needs)); i++)
    {
      g_autoptr (FwAnswerItem) item = g_list_model_get_item (G_LIST_MODEL (self->needs), i);

      if (g_str_equal (fw_answer_item_get_text (item, "competency"),
                       fw_need_heat_get_competency (self->heat, row)) &&
          g_str_equal (fw_answer_item_get_text (item, "team"),
                       fw_need_heat_get_team (self->heat, column)))
        return g_steal_pointer (&item);
    }
  return NULL;
}

static void
show_title (FwNeedsPage *self, FwAnswerItem *need)
{
  g_autofree char *what = fw_need_write_what (need), *who = fw_need_write_who (need);
  g_autofree char *help = fw_need_write_help (need), *effect = fw_need_write_effect (need);
  const double won = fw_need_get_number (need, "effect");
  g_autofree char *text =
      isnan (won)
          /* Translators: who, what is lacking, what would help */
          ? g_strdup_printf (_ ("%s · %s · %s"), who, what, help)
          /* Translators: who, what is lacking, what would help, a number of contacts */
          : g_strdup_printf (ngettext ("%s · %s · %s · about %s contact of four weeks won",
                                       "%s · %s · %s · about %s contacts of four weeks won",
                                       (gulong) (won + 0.5)),
                             who, what, help, effect);

  gtk_label_set_text (self->title, text);
}

static void
show_cell (FwNeedsPage *self)
{
  guint row, column;
  g_autofree char *text = NULL;

  if (!fw_grid_get_cursor (self->heat_grid, &row, &column))
    return;
  text = fw_need_heat_describe (self->heat, row, column);
  gtk_label_set_text (self->title, text);
  gtk_label_set_text (self->evidence, _ ("Red and orange cells are needs."));
  gtk_label_set_text (self->measured, "");
}

static void
show_chosen (FwNeedsPage *self)
{
  g_autoptr (FwAnswerItem) need = get_chosen (self);
  g_autofree char *evidence = NULL, *measured = NULL, *next = NULL;

  gtk_widget_set_visible (self->pane, need != NULL || self->part == HEAT);
  gtk_widget_set_visible (self->enrol, need != NULL && may_write (self));
  if (need == NULL)
    {
      if (self->part == HEAT)
        show_cell (self);
      return;
    }
  evidence = fw_need_write_evidence (need);
  measured = fw_need_write_measured (need);
  next = fw_need_write_next (need);
  show_title (self, need);
  gtk_label_set_text (self->evidence, evidence);
  gtk_label_set_text (self->measured, measured);
  gtk_widget_set_visible (GTK_WIDGET (self->measured), *measured != '\0');
  gtk_button_set_label (GTK_BUTTON (self->enrol), next);
}

/* ---- what is done ---- */

static void
enrolled_cb (FwPage *page)
{
  fw_asking_page_ask_soon (FW_ASKING_PAGE (page));
}

static void
enrol_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwNeedsPage *self = FW_NEEDS_PAGE (widget);
  g_autoptr (FwAnswerItem) need = get_chosen (self);

  if (need == NULL || !may_write (self))
    return;
  if (fw_need_has (need, "session") &&
      json_object_get_boolean_member (fw_answer_item_get_whole (need), "enrolled"))
    {
      g_autofree char *text = fw_need_write_help (need);

      fw_page_toast (FW_PAGE (self), text);
    }
  else if (fw_need_has (need, "session") && !fw_need_has (need, "person") &&
           !fw_need_has (need, "team"))
    fw_page_toast (FW_PAGE (self), _ ("Nobody is named in it: choose a person or a team."));
  else if (fw_need_has (need, "session"))
    fw_need_enrol (FW_PAGE (self), need, enrolled_cb);
  else if (fw_need_has (need, "course") || fw_need_has (need, "competency") ||
           fw_need_has (need, "way"))
    fw_need_plan (FW_PAGE (self), need);
  else
    fw_page_go (FW_PAGE (self), "competency-list", NULL);
}

static void
open_team (FwNeedsPage *self, const char *team)
{
  g_object_set (fw_page_get_view (FW_PAGE (self)), "team", team, NULL);
  fw_page_go (FW_PAGE (self), "competencies", NULL);
}

/* Where the evidence comes from. */
static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwNeedsPage *self = FW_NEEDS_PAGE (widget);
  g_autoptr (FwAnswerItem) need = get_chosen (self);
  guint row, column;

  if (need == NULL && self->part == HEAT && fw_grid_get_cursor (self->heat_grid, &row, &column))
    open_team (self, fw_need_heat_get_team (self->heat, column));
  else if (need == NULL)
    return;
  else if (fw_need_has (need, "person"))
    fw_page_go (FW_PAGE (self), "person",
                g_variant_new_string (fw_answer_item_get_text (need, "person")));
  else if (fw_need_has (need, "team"))
    open_team (self, fw_answer_item_get_text (need, "team"));
  else if (fw_need_has (need, "way"))
    fw_page_go (FW_PAGE (self), "people", NULL);
  else
    fw_page_go (FW_PAGE (self), "competency-list", NULL);
}

/* ---- asking ---- */

static const char *
get_about (FwNeedsPage *self)
{
  static const char *const texts[N_PARTS] = {
    [ALL] = N_ ("What training could bring is counted in contacts of four weeks; only the part of "
                "a gap that is surely there counts."),
    [COMPETENCIES] = N_ ("Positions ask for more than was shown. What nobody has looked at is no "
                         "need of training: the page Competencies has it."),
    [HEAT] = N_ ("How much of what positions ask for a team reaches, in per cent. ▲ below 65, ◆ "
                 "below 80, ◐ below 95, ● from there on."),
    [PREFERENCE] = N_ ("How people said they learn best, beside how courses are taught."),
    [FIGURES] = N_ ("Who is surely worse than the others of the team: of all that are named one "
                    "in twenty at most is chance."),
    [FEEDBACK] = N_ ("CSAT beside the others of the team; items of reviews beside the other "
                     "teams, by contacts drawn at random alone."),
  };

  return _ (texts[self->part]);
}

static void
show_days (FwNeedsPage *self, JsonObject *answer)
{
  /* Translators: the first and the last day */
  g_autofree char *days = g_strdup_printf (_ ("%s to %s"), fw_json_find_text (answer, "from"),
                                           fw_json_find_text (answer, "to"));

  fw_page_set_subtitle (FW_PAGE (self), days);
}

static JsonObject *
find_part (JsonObject *answer, const char *part)
{
  JsonArray *array = NULL;

  if (!fw_json_get_array (answer, "parts", &array, NULL))
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = fw_json_find_element (array, i);

      if (object != NULL && g_strcmp0 (fw_json_find_text (object, "part"), part) == 0)
        return object;
    }
  return NULL;
}

static void
show_counts (FwNeedsPage *self, JsonObject *answer)
{
  guint64 all = 0;

  for (guint i = N_PARTS; i-- > 0;)
    {
      JsonObject *part = parts[i].part != NULL ? find_part (answer, parts[i].part) : NULL;
      const guint64 n = i == ALL ? all : part != NULL ? fw_json_find_count (part, "needs") : 0;
      g_autofree char *count = fw_format_count ((gint64) n);
      /* Translators: a part and how much is in it */
      g_autofree char *text = g_strdup_printf (C_ ("training", "%s %s"), _ (parts[i].label), count);

      all += i == ALL ? 0 : n;
      gtk_button_set_label (GTK_BUTTON (self->buttons[i]), text);
    }
}

/* Nobody is named of whom too little is known; how many that are is told. */
static void
show_left_out (FwNeedsPage *self, JsonObject *answer)
{
  JsonObject *part =
      parts[self->part].part != NULL ? find_part (answer, parts[self->part].part) : NULL;
  const guint64 few = part != NULL ? fw_json_find_count (part, "too_few") : 0,
                looked = part != NULL ? fw_json_find_count (part, "looked") : 0;
  const char *about = get_about (self);
  g_autofree char *text = NULL;

  if (self->part == PREFERENCE)
    text = g_strdup_printf (ngettext ("%s %u person has not been asked.",
                                      "%s %u people have not been asked.", (gulong) few),
                            about, (guint) few);
  else if (part != NULL && few > 0)
    /* Translators: sentences; then how many figures or cells were judged and how many were not */
    text = g_strdup_printf (_ ("%s %u judged; of %u more too little is known to name anybody."),
                            about, (guint) looked, (guint) few);
  gtk_label_set_text (self->about, text != NULL ? text : about);
}

static void
show_rows (FwNeedsPage *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->needs));
  const gboolean any = self->part == HEAT ? fw_need_heat_count_rows (self->heat) > 0 &&
                                                fw_need_heat_count_columns (self->heat) > 0
                                          : n > 0;

  gtk_label_set_text (self->nothing,
                      self->part == PREFERENCE
                          ? _ ("Nobody has been asked. “Learns best by” is a field of the page "
                               "People: trainers and HR fill it in.")
                          : _ ("Nothing is surely lacking here."));
  fw_asking_page_show_part (FW_ASKING_PAGE (self), self->stack,
                            !any                 ? "nothing"
                            : self->part == HEAT ? "heat"
                                                 : "needs");
  show_chosen (self);
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwNeedsPage *self = FW_NEEDS_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  JsonArray *needs;

  if (answer == NULL || !fw_json_get_array (answer, "needs", &needs, error) ||
      !fw_need_heat_take (self->heat, answer, error))
    return FALSE;
  show_counts (self, answer);
  show_left_out (self, answer);
  show_days (self, answer);
  fw_live_grid_take_answers (self->grid, self->needs, needs);
  fw_live_grid_reshow (self->grid);
  fw_grid_set_size (self->heat_grid, fw_need_heat_count_rows (self->heat),
                    fw_need_heat_count_columns (self->heat), 0, 0);
  fw_grid_changed (self->heat_grid);
  show_rows (self);
  return TRUE;
}

static void
fw_needs_page_ask (FwAskingPage *page)
{
  FwNeedsPage *self = FW_NEEDS_PAGE (page);
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "needs?limit=%d", MOST_ROWS);
  if (parts[self->part].part != NULL)
    fw_asking_page_append (path, "part", parts[self->part].part);
  fw_asking_page_append_who (page, path);
  fw_asking_page_get (page, path->str, take_body);
}

static void
choose_part (FwNeedsPage *self, Part part)
{
  if (self->part == part)
    return;
  self->part = part;
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
part_cb (FwNeedsPage *self)
{
  for (guint i = 0; i < N_PARTS; i++)
    if (gtk_toggle_button_get_active (self->buttons[i]))
      choose_part (self, (Part) i);
}

/* ---- the class ---- */

static gboolean
key_cb (
    GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer data)
{
  FwNeedsPage *self = data;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || key < GDK_KEY_1 ||
      key >= GDK_KEY_1 + N_PARTS)
    return FALSE;
  fw_asking_page_focus_later (FW_ASKING_PAGE (self));
  gtk_toggle_button_set_active (self->buttons[key - GDK_KEY_1], TRUE);
  return TRUE;
}

static char *
fw_needs_page_copy (FwPage *page, gboolean with_headers)
{
  FwNeedsPage *self = FW_NEEDS_PAGE (page);

  return self->part == HEAT ? fw_grid_to_text (self->heat_grid, with_headers)
                            : fw_live_grid_list (self->grid, with_headers, FALSE);
}

static char *
fw_needs_page_list (FwPage *page)
{
  FwNeedsPage *self = FW_NEEDS_PAGE (page);

  if (self->part != HEAT)
    return fw_live_grid_list (self->grid, TRUE, TRUE);
  return fw_need_heat_count_columns (self->heat) > 0 ? fw_grid_to_table (self->heat_grid) : NULL;
}

static void
fw_needs_page_focus (FwPage *page)
{
  FwNeedsPage *self = FW_NEEDS_PAGE (page);
  GtkWidget *widget = self->part == HEAT ? GTK_WIDGET (self->heat_grid) : GTK_WIDGET (self->grid);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "nothing") == 0 ||
      !gtk_widget_grab_focus (widget))
    gtk_widget_grab_focus (GTK_WIDGET (self->buttons[self->part]));
}

static void
fw_needs_page_setup (FwPage *page)
{
  FwNeedsPage *self = FW_NEEDS_PAGE (page);

  FW_PAGE_CLASS (fw_needs_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>Return", "needs.enrol", NULL);
  fw_page_add_key (page, "<Control>KP_Enter", "needs.enrol", NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "needs.enrol", may_write (self));
  if (!may_write (self))
    gtk_label_set_text (self->keys, _ ("1 to 6 choose what is shown; Enter opens where it comes "
                                       "from. Trainers enrol people."));
}

static void
fw_needs_page_dispose (GObject *object)
{
  FwNeedsPage *self = FW_NEEDS_PAGE (object);

  g_clear_object (&self->needs);
  G_OBJECT_CLASS (fw_needs_page_parent_class)->dispose (object);
}

static void
fw_needs_page_finalize (GObject *object)
{
  fw_need_heat_free (FW_NEEDS_PAGE (object)->heat);
  G_OBJECT_CLASS (fw_needs_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/training/fw-needs-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwNeedsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwNeedsPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, FwNeedsPage, board);
  gtk_widget_class_bind_template_child (widget_class, FwNeedsPage, map);
  gtk_widget_class_bind_template_child (widget_class, FwNeedsPage, about);
  gtk_widget_class_bind_template_child (widget_class, FwNeedsPage, title);
  gtk_widget_class_bind_template_child (widget_class, FwNeedsPage, evidence);
  gtk_widget_class_bind_template_child (widget_class, FwNeedsPage, measured);
  gtk_widget_class_bind_template_child (widget_class, FwNeedsPage, keys);
  gtk_widget_class_bind_template_child (widget_class, FwNeedsPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, FwNeedsPage, pane);
  gtk_widget_class_bind_template_child (widget_class, FwNeedsPage, enrol);
}

static void
fw_needs_page_class_init (FwNeedsPageClass *klass)
{
  static const char *const kinds[] = { "training-session", "enrolment", "course", "competency",
                                       "requirement",      "evidence",  "person", "review",
                                       "policy",           NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_needs_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_needs_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_needs_page_finalize;
  page_class->setup = fw_needs_page_setup;
  page_class->focus = fw_needs_page_focus;
  page_class->copy = fw_needs_page_copy;
  page_class->list = fw_needs_page_list;
  page_class->is_table = TRUE;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "needs.enrol", NULL, enrol_action);
  gtk_widget_class_install_action (widget_class, "needs.open", NULL, open_action);
}

static void
activated_cb (FwNeedsPage *self)
{
  open_action (GTK_WIDGET (self), NULL, NULL);
}

static void
add_buttons (FwNeedsPage *self)
{
  for (guint i = 0; i < N_PARTS; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_ (parts[i].label));

      self->buttons[i] = GTK_TOGGLE_BUTTON (button);
      if (i > 0)
        gtk_toggle_button_set_group (self->buttons[i], self->buttons[0]);
      else
        gtk_toggle_button_set_active (self->buttons[0], TRUE);
      gtk_box_append (self->chooser, button);
    }
  for (guint i = 0; i < N_PARTS; i++)
    g_signal_connect_object (self->buttons[i], "toggled", G_CALLBACK (part_cb), self,
                             G_CONNECT_SWAPPED);
}

static void
add_heat (FwNeedsPage *self)
{
  GtkWidget *grid = fw_grid_new ();

  self->heat = fw_need_heat_new ();
  self->heat_grid = FW_GRID (grid);
  fw_grid_set_source (self->heat_grid, &fw_need_heat_source, self->heat);
  fw_grid_set_label (self->heat_grid, _ ("Heat map of teams and competencies"));
  gtk_scrolled_window_set_child (self->map, grid);
  g_signal_connect_object (grid, "moved", G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (grid, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
}

static void
fw_needs_page_init (FwNeedsPage *self)
{
  GtkWidget *grid;
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->needs = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  grid = fw_live_grid_new ("training-needs", _ ("Needs of training"));
  self->grid = FW_LIVE_GRID (grid);
  gtk_widget_set_vexpand (grid, TRUE);
  gtk_box_append (self->board, grid);
  fw_need_columns_add (self->grid);
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->needs), NULL);
  fw_live_grid_remember (self->grid);
  g_signal_connect_object (grid, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fw_live_grid_get_shown (self->grid), "selection-changed",
                           G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  add_buttons (self);
  add_heat (self);
  /* Before the heat map, which takes every character for what is typed into a cell. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
