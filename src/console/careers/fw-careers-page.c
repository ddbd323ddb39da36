/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/careers/fw-careers-page.h"

#include "console/careers/fw-career-columns.h"
#include "console/careers/fw-career-file.h"
#include "console/careers/fw-career-map.h"
#include "console/careers/fw-career-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_ROWS 1000
#define OWN "my-steps"
/* Some candidates stand beneath the map, however high that is: then the page scrolls. */
#define LEAST_HEIGHT 260

struct _FwCareersPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkBox *board, *file_board;
  AdwBin *map_place;
  GtkLabel *about, *detail, *keys, *title, *file_about, *nobody;
  GtkWidget *add;
  FwCareerMap *map;
  FwLiveGrid *grid, *file_grid;
  GListStore *people, *lines; /* FwAnswerItem */
  guint pace_days, total;
  char *day;             /* (nullable): that was asked of */
  gboolean asked_of_all; /* the steps are known, of the chosen one nothing was asked yet */
  char *step, *person;   /* (nullable): whose file is shown */
};

G_DEFINE_FINAL_TYPE (FwCareersPage, fw_careers_page, FW_TYPE_ASKING_PAGE)

static gboolean
is_own (FwCareersPage *self)
{
  return g_strcmp0 (fw_page_get_name (FW_PAGE (self)), OWN) == 0;
}

static gboolean
may_write (FwCareersPage *self)
{
  return fw_asking_page_may_write (FW_ASKING_PAGE (self), "work");
}

/* ---- who is chosen ---- */

static void
show_detail (FwCareersPage *self)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);
  g_autoptr (GString) text = g_string_new (NULL);
  JsonArray *demands = NULL;

  if (item != NULL)
    fw_json_get_array (fw_answer_item_get_whole (item), "demands", &demands, NULL);
  for (guint i = 0; demands != NULL && i < json_array_get_length (demands); i++)
    {
      JsonObject *demand = fw_json_find_element (demands, i);
      g_autofree char *rest =
          demand != NULL ? fw_career_write_rest (demand, self->pace_days) : NULL;
      g_autofree char *words = demand != NULL ? fw_career_write_demand (demand) : NULL;

      if (rest == NULL || *rest == '\0')
        continue;
      /* Translators: what is asked for with what is there, and on what a forecast rests */
      g_string_append_printf (text, _ ("%s (%s)"), words, rest);
      g_string_append_c (text, '\n');
    }
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);
  gtk_label_set_text (self->detail, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), text->len > 0);
}

/* ---- the answer ---- */

static void
show_about (FwCareersPage *self)
{
  g_autofree char *text = fw_career_map_describe (self->map);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->people));

  gtk_label_set_text (self->about, text != NULL && !is_own (self) ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->about), text != NULL && !is_own (self));
  gtk_label_set_text (self->nobody,
                      is_own (self) ? _ ("No step leads on from your post.")
                                    : _ ("Nobody here holds the post that this step leads from."));
  gtk_widget_set_visible (GTK_WIDGET (self->nobody), n == 0);
  if (self->total > n && n > 0)
    {
      /* Translators: how many of how many are shown */
      g_autofree char *part = g_strdup_printf (_ ("%u of %u people"), n, self->total);

      fw_page_set_subtitle (FW_PAGE (self), part);
    }
  else
    fw_page_set_subtitle (FW_PAGE (self), NULL);
}

static void
show_part (FwCareersPage *self)
{
  const gboolean empty = fw_career_map_is_empty (self->map);

  fw_asking_page_show_part (FW_ASKING_PAGE (self), self->stack,
                            self->person != NULL ? "file"
                            : empty              ? "empty"
                                                 : "list");
}

static gboolean
take_people (FwAskingPage *page, GBytes *body, GError **error)
{
  FwCareersPage *self = FW_CAREERS_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  JsonArray *rows;

  if (answer == NULL || !fw_json_get_array (answer, "rows", &rows, error) ||
      !fw_career_map_take (self->map, answer, error))
    return FALSE;
  self->pace_days = (guint) fw_json_find_count (answer, "pace_days");
  g_free (self->day);
  self->day = g_strdup (fw_json_find_text (answer, "day"));
  if (self->asked_of_all)
    {
      self->asked_of_all = FALSE;
      if (fw_career_map_get_chosen (self->map) != NULL)
        {
          fw_asking_page_ask_soon (page);
          return TRUE;
        }
    }
  self->total = (guint) fw_json_find_count (answer, "total");
  fw_live_grid_take_answers (self->grid, self->people, rows);
  fw_live_grid_reshow (self->grid);
  show_about (self);
  show_part (self);
  show_detail (self);
  return TRUE;
}

static void
show_file (FwCareersPage *self, JsonObject *answer)
{
  const char *state = fw_career_state_word (fw_json_find_text (answer, "state"));
  g_autofree char *lacks = fw_career_write_lacks (answer);
  g_autofree char *by = fw_career_write_by (answer);
  g_autofree char *title = NULL, *about = NULL;

  /* Translators: a person, the post that a step leads to, and how she stands before it */
  title = g_strdup_printf (_ ("%s → %s: %s"), fw_json_find_text (answer, "name"),
                           fw_json_find_text (answer, "to_title"), state);
  if (g_strcmp0 (fw_json_find_text (answer, "state"), "ready") == 0)
    about = g_strdup (_ ("Everything that is asked for is there. Whoever decides signs."));
  else if (fw_json_has (answer, "by"))
    /* Translators: what lacks, and a day */
    about = g_strdup_printf (_ ("%s. At the present pace by %s."), lacks, by);
  else
    /* Translators: what lacks */
    about = g_strdup_printf (_ ("%s. By when cannot be told."), lacks);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->file_about, about);
  fw_page_set_subtitle (FW_PAGE (self), fw_json_find_text (answer, "name"));
}

static gboolean
take_file (FwAskingPage *page, GBytes *body, GError **error)
{
  FwCareersPage *self = FW_CAREERS_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  g_autoptr (JsonArray) lines = NULL;
  JsonArray *array;

  if (answer == NULL || !fw_json_get_array (answer, "pieces", &array, error) ||
      !fw_json_get_array (answer, "demands", &array, error))
    return FALSE;
  lines = fw_career_file_read (answer);
  show_file (self, answer);
  fw_live_grid_take_answers (self->file_grid, self->lines, lines);
  fw_live_grid_reshow (self->file_grid);
  show_part (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->file_grid));
  return TRUE;
}

/* ---- asking ---- */

static void
ask_people (FwCareersPage *self)
{
  FwAskingPage *page = FW_ASKING_PAGE (self);
  const char *step = fw_career_map_get_chosen (self->map);
  g_autoptr (GString) path = g_string_new (NULL);

  self->asked_of_all = step == NULL && !is_own (self);
  g_string_printf (path, "careers?limit=%d", self->asked_of_all ? 0 : MOST_ROWS);
  if (!is_own (self))
    {
      fw_asking_page_append (path, "step", step != NULL ? step : "");
      fw_asking_page_append_who (page, path);
    }
  fw_asking_page_get (page, path->str, take_people);
}

static void
fw_careers_page_ask (FwAskingPage *page)
{
  FwCareersPage *self = FW_CAREERS_PAGE (page);
  g_autofree char *step = NULL, *person = NULL, *path = NULL;

  if (self->person == NULL)
    {
      ask_people (self);
      return;
    }
  step = g_uri_escape_string (self->step, NULL, FALSE);
  person = g_uri_escape_string (self->person, NULL, FALSE);
  path = g_strdup_printf ("careers/%s/%s", step, person);
  fw_asking_page_get (page, path, take_file);
}

static void
chosen_cb (FwCareersPage *self)
{
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

/* ---- from one table into the other ---- */

static void
open_file (FwCareersPage *self, const char *step, const char *person)
{
  g_free (self->step);
  g_free (self->person);
  self->step = g_strdup (step);
  self->person = g_strdup (person);
  g_list_store_remove_all (self->lines);
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
person_activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  FwAnswerItem *item = FW_ANSWER_ITEM (row);

  open_file (data, fw_answer_item_get_text (item, "step"),
             fw_answer_item_get_text (item, "person"));
}

/* An agent has pages of her own for what is about herself. */
static const char *
find_page (FwCareersPage *self, const char *page)
{
  static const char *const own[][2] = { { "competency-evidence", "my-evidence" },
                                        { "certificate-events", "my-certificates" },
                                        { "enrolments", "my-training" },
                                        { "works", "my-works" },
                                        { "awards", "my-awards" } };

  for (guint i = 0; is_own (self) && i < G_N_ELEMENTS (own); i++)
    if (g_str_equal (own[i][0], page))
      return own[i][1];
  return page;
}

static void
line_activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  FwAnswerItem *item = FW_ANSWER_ITEM (row);
  const char *record = fw_answer_item_get_text (item, "record");

  if (*record != '\0')
    fw_page_go (data, find_page (data, fw_answer_item_get_text (item, "page")),
                g_variant_new_string (record));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwCareersPage *self = FW_CAREERS_PAGE (widget);

  if (self->person == NULL)
    return;
  g_clear_pointer (&self->person, g_free);
  g_clear_pointer (&self->step, g_free);
  show_part (self);
  show_about (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

/* Returns: what a piece of work is that would bring somebody nearer. */
static const char *
find_work (FwAnswerItem *item)
{
  JsonArray *demands = NULL;

  fw_json_get_array (fw_answer_item_get_whole (item), "demands", &demands, NULL);
  for (guint i = 0; demands != NULL && i < json_array_get_length (demands); i++)
    {
      JsonObject *demand = fw_json_find_element (demands, i);

      if (demand != NULL && g_strcmp0 (fw_json_find_text (demand, "asked"), "courses") == 0 &&
          g_strcmp0 (fw_json_find_text (demand, "verdict"), "met") != 0)
        return "course";
    }
  return "case";
}

/* What shows something of a person is entered where it is kept, with all in it that is known. */
static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwCareersPage *self = FW_CAREERS_PAGE (widget);
  g_autoptr (FwAnswerItem) item =
      self->person == NULL ? fw_live_grid_get_selected (self->grid) : NULL;
  const char *person = item != NULL ? fw_answer_item_get_text (item, "person") : self->person;
  GVariantBuilder fields;

  if (person == NULL || !may_write (self))
    return;
  g_variant_builder_init (&fields, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&fields, "{ss}", "person", person);
  if (self->day != NULL)
    g_variant_builder_add (&fields, "{ss}", "day", self->day);
  if (item != NULL)
    g_variant_builder_add (&fields, "{ss}", "what", find_work (item));
  fw_page_go (FW_PAGE (self), "works", g_variant_builder_end (&fields));
}

static void
fw_careers_page_open (FwPage *page, GVariant *target)
{
  const char *id, *slash;
  g_autofree char *step = NULL;

  if (target == NULL || !g_variant_is_of_type (target, G_VARIANT_TYPE_STRING))
    return;
  id = g_variant_get_string (target, NULL);
  slash = strchr (id, '/');
  if (slash == NULL)
    return;
  step = g_strndup (id, (gsize) (slash - id));
  fw_career_map_choose (FW_CAREERS_PAGE (page)->map, step);
  open_file (FW_CAREERS_PAGE (page), step, slash + 1);
}

/* ---- the class ---- */

static FwLiveGrid *
get_grid (FwCareersPage *self)
{
  return self->person != NULL ? self->file_grid : self->grid;
}

static char *
fw_careers_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (get_grid (FW_CAREERS_PAGE (page)), with_headers, FALSE);
}

static char *
fw_careers_page_list (FwPage *page)
{
  return fw_live_grid_list (get_grid (FW_CAREERS_PAGE (page)), TRUE, TRUE);
}

static void
fw_careers_page_focus (FwPage *page)
{
  FwCareersPage *self = FW_CAREERS_PAGE (page);

  if (self->person == NULL && !is_own (self) &&
      gtk_widget_child_focus (GTK_WIDGET (self->map), GTK_DIR_TAB_FORWARD))
    return;
  if (!gtk_widget_grab_focus (GTK_WIDGET (get_grid (self))))
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
add_grids (FwCareersPage *self)
{
  GtkWidget *grid = fw_live_grid_new (is_own (self) ? "own-steps" : "careers",
                                      is_own (self) ? _ ("My next steps") : _ ("Candidates"));

  self->grid = FW_LIVE_GRID (grid);
  gtk_widget_set_vexpand (grid, TRUE);
  gtk_widget_set_size_request (grid, -1, LEAST_HEIGHT);
  gtk_box_insert_child_after (self->board, grid, GTK_WIDGET (self->nobody));
  fw_career_columns_add_people (self->grid, is_own (self));
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->people), NULL);
  fw_live_grid_remember (self->grid);
  g_signal_connect (grid, "activated", G_CALLBACK (person_activated_cb), self);
  g_signal_connect_object (fw_live_grid_get_shown (self->grid), "selection-changed",
                           G_CALLBACK (show_detail), self, G_CONNECT_SWAPPED);

  grid = fw_live_grid_new ("career-file", _ ("File of the candidate"));
  self->file_grid = FW_LIVE_GRID (grid);
  gtk_widget_set_vexpand (grid, TRUE);
  gtk_box_append (self->file_board, grid);
  fw_career_columns_add_file (self->file_grid);
  fw_live_grid_set_models (self->file_grid, G_LIST_MODEL (self->lines), NULL);
  g_signal_connect (grid, "activated", G_CALLBACK (line_activated_cb), self);
}

static void
fw_careers_page_setup (FwPage *page)
{
  FwCareersPage *self = FW_CAREERS_PAGE (page);
  const gboolean writes = may_write (self) && !is_own (self);

  FW_PAGE_CLASS (fw_careers_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>n", "careers.add", NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "careers.add", writes);
  gtk_widget_set_visible (self->add, writes);
  gtk_widget_set_visible (GTK_WIDGET (self->map_place), !is_own (self));
  if (is_own (self))
    gtk_label_set_text (self->keys, _ ("Enter opens what is asked for and what you have shown."));
  else if (!writes)
    gtk_label_set_text (self->keys, _ ("Arrows and Space choose a step; Enter opens the file of a "
                                       "candidate."));
}

static void
fw_careers_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (fw_careers_page_parent_class)->constructed (object);
  add_grids (FW_CAREERS_PAGE (object));
}

static void
fw_careers_page_dispose (GObject *object)
{
  FwCareersPage *self = FW_CAREERS_PAGE (object);

  g_clear_object (&self->people);
  g_clear_object (&self->lines);
  G_OBJECT_CLASS (fw_careers_page_parent_class)->dispose (object);
}

static void
fw_careers_page_finalize (GObject *object)
{
  g_free (FW_CAREERS_PAGE (object)->day);
  g_free (FW_CAREERS_PAGE (object)->step);
  g_free (FW_CAREERS_PAGE (object)->person);
  G_OBJECT_CLASS (fw_careers_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/careers/fw-careers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwCareersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwCareersPage, board);
  gtk_widget_class_bind_template_child (widget_class, FwCareersPage, file_board);
  gtk_widget_class_bind_template_child (widget_class, FwCareersPage, map_place);
  gtk_widget_class_bind_template_child (widget_class, FwCareersPage, about);
  gtk_widget_class_bind_template_child (widget_class, FwCareersPage, detail);
  gtk_widget_class_bind_template_child (widget_class, FwCareersPage, keys);
  gtk_widget_class_bind_template_child (widget_class, FwCareersPage, title);
  gtk_widget_class_bind_template_child (widget_class, FwCareersPage, file_about);
  gtk_widget_class_bind_template_child (widget_class, FwCareersPage, nobody);
  gtk_widget_class_bind_template_child (widget_class, FwCareersPage, add);
}

static void
fw_careers_page_class_init (FwCareersPageClass *klass)
{
  static const char *const kinds[] = { "career-step",       "work",       "award",    "evidence",
                                       "requirement",       "competency", "position", "person",
                                       "certificate-event", "enrolment",  "policy",   NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_careers_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->constructed = fw_careers_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = fw_careers_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_careers_page_finalize;
  page_class->setup = fw_careers_page_setup;
  page_class->open = fw_careers_page_open;
  page_class->focus = fw_careers_page_focus;
  page_class->copy = fw_careers_page_copy;
  page_class->list = fw_careers_page_list;
  page_class->is_table = TRUE;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "careers.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "careers.back", NULL, back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "careers.back", NULL);
}

static void
fw_careers_page_init (FwCareersPage *self)
{
  GtkWidget *map = fw_career_map_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->people = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->lines = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->map = FW_CAREER_MAP (map);
  adw_bin_set_child (self->map_place, map);
  g_signal_connect_object (map, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}
