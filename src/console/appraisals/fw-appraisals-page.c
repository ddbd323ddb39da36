/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/appraisals/fw-appraisals-page.h"

#include "console/appraisals/fw-appraisal-columns.h"
#include "console/appraisals/fw-appraisal-step.h"
#include "console/appraisals/fw-appraisal-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_ROWS 1000
#define OWN "my-appraisal"

struct _FwAppraisalsPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkBox *board, *sheet_board;
  GtkLabel *about, *detail, *keys, *title, *sheet_about, *sheet_keys;
  GtkWidget *draft, *hand_in, *back, *note, *object;
  FwLiveGrid *grid, *sheet_grid;
  GListStore *people, *lines; /* FwAnswerItem */
  JsonObject *answer;         /* (nullable) */
  char *day;                  /* (nullable): of the period that is asked for */
  char *person;               /* (nullable): whose sheet is shown */
};

G_DEFINE_FINAL_TYPE (FwAppraisalsPage, fw_appraisals_page, FW_TYPE_ASKING_PAGE)

static gboolean
is_own (FwAppraisalsPage *self)
{
  return g_strcmp0 (fw_page_get_name (FW_PAGE (self)), OWN) == 0;
}

static gboolean
may_write (FwAppraisalsPage *self)
{
  return !is_own (self) && fw_asking_page_may_write (FW_ASKING_PAGE (self), "appraisal");
}

/* ---- whose row it is ---- */

static FwAnswerItem *
find_item (FwAppraisalsPage *self)
{
  guint place;

  if (self->person == NULL)
    return fw_live_grid_get_selected (self->grid);
  place = fw_answer_items_find (G_LIST_MODEL (self->people), self->person);
  return place != GTK_INVALID_LIST_POSITION
             ? g_list_model_get_item (G_LIST_MODEL (self->people), place)
             : NULL;
}

static gboolean
is_in (FwAnswerItem *item, const char *state)
{
  return item != NULL && g_str_equal (fw_answer_item_get_text (item, "state"), state);
}

static void
enable (FwAppraisalsPage *self, const char *action, GtkWidget *button, gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, enabled);
  gtk_widget_set_visible (button, enabled);
}

/* What can be done now is what stands there. */
static void
show_steps (FwAppraisalsPage *self)
{
  g_autoptr (FwAnswerItem) item = find_item (self);
  const gboolean writes = may_write (self);
  const gboolean has_set = item != NULL && *fw_answer_item_get_text (item, "set") != '\0';

  enable (self, "appraisals.draft", self->draft, writes && is_in (item, "none") && has_set);
  enable (self, "appraisals.hand-in", self->hand_in, writes && is_in (item, "drafted"));
  enable (self, "appraisals.note", self->note, is_own (self) && is_in (item, "handed-in"));
  enable (self, "appraisals.object", self->object, is_own (self) && is_in (item, "handed-in"));
}

/* ---- the list ---- */

static void
show_detail (FwAppraisalsPage *self)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);
  g_autofree char *missing =
      item != NULL ? fw_appraisal_write_missing (fw_answer_item_get_whole (item)) : NULL;
  g_autofree char *range =
      item != NULL ? fw_appraisal_write_range (fw_answer_item_get_whole (item)) : NULL;
  g_autofree char *text = NULL;

  if (missing != NULL && *missing != '\0')
    /* Translators: between which ends a total lies, and which parts have too little data */
    text = g_strdup_printf (_ ("No total, but bounds: %s. Too little data: %s."), range, missing);
  gtk_label_set_text (self->detail, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), text != NULL);
  show_steps (self);
}

static void
show_about (FwAppraisalsPage *self)
{
  g_autofree char *period = fw_appraisal_write_period (self->answer);
  g_autofree char *text = g_strdup_printf (
      _ ("%s. Only whose whole interval is higher or lower surely is: among all others there is no "
         "order."),
      period);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->people));
  const guint total = (guint) fw_json_find_count (self->answer, "total");

  gtk_label_set_text (self->about, text);
  if (total > n)
    {
      /* Translators: how many of how many are shown */
      g_autofree char *part = g_strdup_printf (_ ("%u of %u people"), n, total);

      fw_page_set_subtitle (FW_PAGE (self), part);
    }
  else
    fw_page_set_subtitle (FW_PAGE (self), fw_json_find_text (self->answer, "period"));
}

/* ---- the sheet ---- */

static char *
write_total (JsonObject *row)
{
  const double unknown = fw_json_find_number (row, "unknown");
  g_autofree char *total = fw_appraisal_write_total (row), *range = fw_appraisal_write_range (row);
  g_autofree char *rescaled = NULL, *bounds = NULL;

  if (fw_json_find_text (row, "set") == NULL)
    return g_strdup (_ ("No weight set is published for the post."));
  if (!isnan (fw_json_find_number (row, "total")))
    /* Translators: a total of points, and between which ends it lies */
    return g_strdup_printf (_ ("Total %s, lies between %s"), total, range);
  bounds = g_strdup_printf (
      /* Translators: between which ends a total lies, and how many percent are not known */
      _ ("No total: of %.0f %% too little is known. It lies between %s"), unknown, range);
  if (isnan (fw_json_find_number (row, "rescaled")))
    return g_steal_pointer (&bounds);
  rescaled = g_strdup_printf ("%.1f", fw_json_find_number (row, "rescaled"));
  return g_strdup_printf (_ ("%s; the other parts alone come to %s"), bounds, rescaled);
}

static void
show_sheet (FwAppraisalsPage *self)
{
  g_autoptr (FwAnswerItem) item = find_item (self);
  JsonObject *row = item != NULL ? fw_answer_item_get_whole (item) : NULL;
  g_autoptr (JsonArray) lines = NULL;
  g_autofree char *total = NULL, *title = NULL, *about = NULL, *period = NULL;

  if (row == NULL)
    return;
  lines = fw_appraisal_lines_read (row, (guint) fw_json_find_count (self->answer, "least_raters"));
  total = write_total (row);
  period = fw_appraisal_write_period (self->answer);
  /* Translators: a person, and where her appraisal stands */
  title = g_strdup_printf (_ ("%s: %s"), fw_json_find_text (row, "name"),
                           fw_appraisal_state_word (fw_json_find_text (row, "state")));
  /* Translators: a period, a total, and of when the figures are */
  about = g_strdup_printf (_ ("%s. %s. %s"), period, total,
                           fw_json_find_yes (row, "frozen") ? _ ("Figures as they were handed in.")
                                                            : _ ("Figures as they stand now."));
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->sheet_about, about);
  fw_page_set_subtitle (FW_PAGE (self), fw_json_find_text (row, "name"));
  fw_live_grid_take_answers (self->sheet_grid, self->lines, lines);
  fw_live_grid_reshow (self->sheet_grid);
  show_steps (self);
}

/* ---- the answer ---- */

static void
show_part (FwAppraisalsPage *self)
{
  const gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->people)) == 0;

  fw_asking_page_show_part (FW_ASKING_PAGE (self), self->stack,
                            empty                  ? "empty"
                            : self->person != NULL ? "sheet"
                                                   : "list");
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwAppraisalsPage *self = FW_APPRAISALS_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  JsonArray *rows;

  if (answer == NULL || !fw_json_get_array (answer, "rows", &rows, error))
    return FALSE;
  g_clear_pointer (&self->answer, json_object_unref);
  self->answer = json_object_ref (answer);
  fw_live_grid_take_answers (self->grid, self->people, rows);
  fw_live_grid_reshow (self->grid);
  if (is_own (self) && json_array_get_length (rows) > 0)
    {
      g_free (self->person);
      self->person = g_strdup (fw_json_find_text (fw_json_find_element (rows, 0), "id"));
    }
  show_about (self);
  show_detail (self);
  show_part (self);
  if (self->person != NULL)
    show_sheet (self);
  return TRUE;
}

static void
fw_appraisals_page_ask (FwAskingPage *page)
{
  FwAppraisalsPage *self = FW_APPRAISALS_PAGE (page);
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "appraisals?limit=%d", MOST_ROWS);
  fw_asking_page_append (path, "day", self->day != NULL ? self->day : "");
  if (!is_own (self))
    fw_asking_page_append_who (page, path);
  fw_asking_page_get (page, path->str, take_body);
}

/* ---- from one to the other ---- */

static void
person_activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  FwAppraisalsPage *self = data;

  g_free (self->person);
  self->person = g_strdup (fw_answer_item_get_text (FW_ANSWER_ITEM (row), "id"));
  show_part (self);
  show_sheet (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet_grid));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwAppraisalsPage *self = FW_APPRAISALS_PAGE (widget);

  if (self->person == NULL || is_own (self))
    return;
  g_clear_pointer (&self->person, g_free);
  show_part (self);
  show_about (self);
  show_detail (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
move_period (FwAppraisalsPage *self, const char *member, gint by)
{
  gint32 day;

  if (self->answer == NULL ||
      !fw_date_parse (fw_text (fw_json_find_text (self->answer, member)), &day))
    return;
  g_free (self->day);
  self->day = fw_date_format (day + by);
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
earlier_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move_period (FW_APPRAISALS_PAGE (widget), "from", -1);
}

static void
later_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move_period (FW_APPRAISALS_PAGE (widget), "to", 1);
}

/* ---- steps ---- */

/* What a person says of it is written where it is kept, with all in it that is known. */
static void
draft_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const members[] = { "period", "from", "to" };
  FwAppraisalsPage *self = FW_APPRAISALS_PAGE (widget);
  g_autoptr (FwAnswerItem) item = find_item (self);
  GVariantBuilder fields;

  if (item == NULL)
    return;
  g_variant_builder_init (&fields, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&fields, "{ss}", "person", fw_answer_item_get_text (item, "id"));
  g_variant_builder_add (&fields, "{ss}", "set", fw_answer_item_get_text (item, "set"));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_variant_builder_add (&fields, "{ss}", members[i],
                           fw_json_find_text (self->answer, members[i]));
  fw_page_go (FW_PAGE (self), "appraisal-list", g_variant_builder_end (&fields));
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwAppraisalsPage *self = FW_APPRAISALS_PAGE (widget);
  g_autoptr (FwAnswerItem) item = find_item (self);

  if (item == NULL)
    return;
  if (g_str_equal (name, "appraisals.hand-in"))
    fw_appraisal_hand_in (FW_PAGE (self), fw_answer_item_get_whole (item));
  else if (g_str_equal (name, "appraisals.object"))
    fw_appraisal_object (FW_PAGE (self), fw_answer_item_get_whole (item));
  else
    fw_appraisal_take_note (FW_PAGE (self), fw_answer_item_get_whole (item));
}

/* ---- the class ---- */

static FwLiveGrid *
get_grid (FwAppraisalsPage *self)
{
  return self->person != NULL ? self->sheet_grid : self->grid;
}

static char *
fw_appraisals_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (get_grid (FW_APPRAISALS_PAGE (page)), with_headers, FALSE);
}

static char *
fw_appraisals_page_list (FwPage *page)
{
  return fw_live_grid_list (get_grid (FW_APPRAISALS_PAGE (page)), TRUE, TRUE);
}

static void
fw_appraisals_page_focus (FwPage *page)
{
  FwAppraisalsPage *self = FW_APPRAISALS_PAGE (page);

  if (!gtk_widget_grab_focus (GTK_WIDGET (get_grid (self))))
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
add_grids (FwAppraisalsPage *self)
{
  GtkWidget *grid = fw_live_grid_new ("appraisals", _ ("Appraisals"));

  self->grid = FW_LIVE_GRID (grid);
  gtk_widget_set_vexpand (grid, TRUE);
  gtk_box_insert_child_after (self->board, grid, GTK_WIDGET (self->about));
  fw_appraisal_columns_add_people (self->grid);
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->people), NULL);
  fw_live_grid_remember (self->grid);
  g_signal_connect (grid, "activated", G_CALLBACK (person_activated_cb), self);
  g_signal_connect_object (fw_live_grid_get_shown (self->grid), "selection-changed",
                           G_CALLBACK (show_detail), self, G_CONNECT_SWAPPED);

  grid = fw_live_grid_new ("appraisal-sheet", _ ("Sheet of the appraisal"));
  self->sheet_grid = FW_LIVE_GRID (grid);
  gtk_widget_set_vexpand (grid, TRUE);
  gtk_box_append (self->sheet_board, grid);
  fw_appraisal_columns_add_sheet (self->sheet_grid);
  fw_live_grid_set_models (self->sheet_grid, G_LIST_MODEL (self->lines), NULL);
}

static void
fw_appraisals_page_setup (FwPage *page)
{
  static const char *const keys[][2] = {
    { "<Alt>Page_Up", "appraisals.earlier" }, { "<Alt>Page_Down", "appraisals.later" },
    { "<Control>n", "appraisals.draft" },     { "<Control>Return", "appraisals.hand-in" },
    { "<Control>m", "appraisals.note" },      { "<Control>o", "appraisals.object" },
  };
  FwAppraisalsPage *self = FW_APPRAISALS_PAGE (page);

  FW_PAGE_CLASS (fw_appraisals_page_parent_class)->setup (page);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    fw_page_add_key (page, keys[i][0], keys[i][1], NULL);
  gtk_widget_set_visible (self->back, !is_own (self));
  if (is_own (self))
    gtk_label_set_text (
        self->sheet_keys,
        _ ("Ctrl+M takes note, Ctrl+O objects; Alt+Page Up and Page Down show other "
           "periods. Nothing is decided by the program."));
  show_steps (self);
}

static void
fw_appraisals_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (fw_appraisals_page_parent_class)->constructed (object);
  add_grids (FW_APPRAISALS_PAGE (object));
}

static void
fw_appraisals_page_dispose (GObject *object)
{
  FwAppraisalsPage *self = FW_APPRAISALS_PAGE (object);

  g_clear_object (&self->people);
  g_clear_object (&self->lines);
  g_clear_pointer (&self->answer, json_object_unref);
  G_OBJECT_CLASS (fw_appraisals_page_parent_class)->dispose (object);
}

static void
fw_appraisals_page_finalize (GObject *object)
{
  g_free (FW_APPRAISALS_PAGE (object)->day);
  g_free (FW_APPRAISALS_PAGE (object)->person);
  G_OBJECT_CLASS (fw_appraisals_page_parent_class)->finalize (object);
}

#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, FwAppraisalsPage, name)

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/appraisals/fw-appraisals-page.ui");
  CHILD (stack);
  CHILD (board);
  CHILD (sheet_board);
  CHILD (about);
  CHILD (detail);
  CHILD (keys);
  CHILD (title);
  CHILD (sheet_about);
  CHILD (sheet_keys);
  CHILD (draft);
  CHILD (hand_in);
  CHILD (back);
  CHILD (note);
  CHILD (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "appraisals.draft", NULL, draft_action);
  gtk_widget_class_install_action (widget_class, "appraisals.hand-in", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "appraisals.note", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "appraisals.object", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "appraisals.earlier", NULL, earlier_action);
  gtk_widget_class_install_action (widget_class, "appraisals.later", NULL, later_action);
  gtk_widget_class_install_action (widget_class, "appraisals.back", NULL, back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "appraisals.back", NULL);
}

static void
fw_appraisals_page_class_init (FwAppraisalsPageClass *klass)
{
  static const char *const kinds[] = {
    "appraisal", "weight-set", "indicator",         "view", "work", "award", "review", "evidence",
    "person",    "policy",     "certificate-event", NULL
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_appraisals_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->constructed = fw_appraisals_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = fw_appraisals_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_appraisals_page_finalize;
  page_class->setup = fw_appraisals_page_setup;
  page_class->focus = fw_appraisals_page_focus;
  page_class->copy = fw_appraisals_page_copy;
  page_class->list = fw_appraisals_page_list;
  page_class->is_table = TRUE;
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
fw_appraisals_page_init (FwAppraisalsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->people = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->lines = g_list_store_new (FW_TYPE_ANSWER_ITEM);
}
