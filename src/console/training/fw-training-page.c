/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/training/fw-training-page.h"

#include "console/fw-send.h"
#include "console/training/fw-training-columns.h"
#include "console/training/fw-training-enrol.h"
#include "console/training/fw-training-people.h"

#include <glib/gi18n-lib.h>

struct _FwTrainingPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkBox *sessions_board, *people_board;
  GtkWidget *plan, *enrol, *keys, *nobody;
  GtkLabel *moves;
  GtkLabel *title, *about;
  FwLiveGrid *sessions_grid, *people_grid;
  GListStore *sessions, *people; /* FwAnswerItem */
  char *session;                 /* (nullable): id of the one whose people are shown */
  FwAnswerItem *shown;           /* (nullable): that one, once it has come */
};

G_DEFINE_FINAL_TYPE (FwTrainingPage, fw_training_page, FW_TYPE_ASKING_PAGE)

static gboolean
may_write (FwTrainingPage *self)
{
  return fw_asking_page_may_write (FW_ASKING_PAGE (self), "enrolment");
}

/* ---- showing ---- */

static void
show_part (FwTrainingPage *self)
{
  const gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->sessions)) > 0;

  fw_asking_page_show_part (FW_ASKING_PAGE (self), self->stack,
                            self->session != NULL ? "people"
                            : any                 ? "sessions"
                                                  : "empty");
}

static void
show_sessions (FwTrainingPage *self, JsonArray *sessions)
{
  const guint n = json_array_get_length (sessions);
  g_autofree char *text = g_strdup_printf (ngettext ("%u session", "%u sessions", n), n);

  fw_answer_items_take (self->sessions, sessions);
  fw_page_set_subtitle (FW_PAGE (self), text);
}

static void
add_part (GString *about, const char *text)
{
  if (*text != '\0')
    g_string_append_printf (about, "%s%s", about->len > 0 ? " · " : "", text);
}

static void
show_about (FwTrainingPage *self)
{
  g_autofree char *seats =
      fw_training_write_seats (fw_answer_item_get_count (self->shown, "taken"),
                               fw_answer_item_get_count (self->shown, "seats"),
                               fw_answer_item_get_count (self->shown, "waiting"));
  g_autofree char *time = fw_training_write_time (self->shown);
  g_autoptr (GString) about = g_string_new (NULL);
  const char *name = fw_answer_item_get_text (self->shown, "name");
  const char *course = fw_answer_item_get_text (self->shown, "course_title");

  /* Most are named after their course. */
  if (!g_str_has_prefix (name, course))
    add_part (about, course);
  add_part (about, time);
  add_part (about, fw_answer_item_get_text (self->shown, "place"));
  add_part (about, fw_answer_item_get_text (self->shown, "trainer_name"));
  add_part (about, seats);
  add_part (about, fw_training_state_word (fw_answer_item_get_text (self->shown, "state")));
  gtk_label_set_text (self->title, name);
  gtk_label_set_text (self->about, about->str);
  fw_page_set_subtitle (FW_PAGE (self), name);
}

static void
show_people (FwTrainingPage *self, JsonArray *people)
{
  gtk_widget_set_visible (self->nobody, json_array_get_length (people) == 0);
  gtk_widget_set_visible (self->keys, json_array_get_length (people) > 0 && may_write (self));
  if (!fw_live_grid_take_answers (self->people_grid, self->people, people))
    fw_live_grid_reshow (self->people_grid);
}

/* ---- asking ---- */

static gboolean
take_answer (FwTrainingPage *self, JsonObject *answer, GError **error)
{
  JsonArray *sessions, *people;

  if (!fw_json_get_array (answer, "sessions", &sessions, error) ||
      !fw_json_get_array (answer, "enrolments", &people, error))
    return FALSE;
  if (self->session == NULL)
    show_sessions (self, sessions);
  else
    {
      g_autoptr (GListStore) one = g_list_store_new (FW_TYPE_ANSWER_ITEM);

      fw_answer_items_take (one, sessions);
      g_clear_object (&self->shown);
      self->shown = g_list_model_get_item (G_LIST_MODEL (one), 0);
      if (self->shown != NULL)
        show_about (self);
      show_people (self, people);
    }
  show_part (self);
  return TRUE;
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwTrainingPage *self = FW_TRAINING_PAGE (page);
  g_autoptr (JsonObject) answer = NULL;

  answer = fw_json_parse_bytes (body, error);
  return answer != NULL && take_answer (self, answer, error);
}

static void
fw_training_page_ask (FwAskingPage *page)
{
  FwTrainingPage *self = FW_TRAINING_PAGE (page);
  g_autoptr (GString) path = g_string_new ("training");
  g_autofree char *site = NULL;

  g_object_get (fw_page_get_view (FW_PAGE (self)), "site", &site, NULL);
  if (self->session != NULL)
    fw_asking_page_append (path, "session", self->session);
  else
    fw_asking_page_append (path, "site", site);
  fw_asking_page_get (page, path->str, take_body);
}

/* ---- from one table into the other ---- */

static void
open_session (FwTrainingPage *self, const char *id)
{
  g_free (self->session);
  self->session = g_strdup (id);
  g_clear_object (&self->shown);
  g_list_store_remove_all (self->people);
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
session_activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  open_session (data, fw_answer_item_get_text (FW_ANSWER_ITEM (row), "id"));
}

static void
person_activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  fw_page_go (data, "person",
              g_variant_new_string (fw_answer_item_get_text (FW_ANSWER_ITEM (row), "person")));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwTrainingPage *self = FW_TRAINING_PAGE (widget);

  if (self->session == NULL)
    return;
  g_clear_pointer (&self->session, g_free);
  g_clear_object (&self->shown);
  show_part (self);
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
fw_training_page_open (FwPage *page, GVariant *target)
{
  if (target != NULL && g_variant_is_of_type (target, G_VARIANT_TYPE_STRING))
    open_session (FW_TRAINING_PAGE (page), g_variant_get_string (target, NULL));
}

/* ---- what is done to sessions ---- */

static void
plan_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwTrainingPage *self = FW_TRAINING_PAGE (widget);
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->sessions_grid);
  static const char *const members[] = { "course", "site", "trainer", "place" };
  GVariantBuilder fields;

  if (!may_write (self))
    return;
  g_variant_builder_init (&fields, G_VARIANT_TYPE ("a{ss}"));
  for (guint i = 0; item != NULL && i < G_N_ELEMENTS (members); i++)
    if (*fw_answer_item_get_text (item, members[i]) != '\0')
      g_variant_builder_add (&fields, "{ss}", members[i],
                             fw_answer_item_get_text (item, members[i]));
  fw_page_go (FW_PAGE (self), "training-sessions", g_variant_builder_end (&fields));
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwTrainingPage *self = FW_TRAINING_PAGE (widget);
  g_autoptr (FwAnswerItem) item =
      self->session == NULL ? fw_live_grid_get_selected (self->sessions_grid) : NULL;
  const char *id = item != NULL ? fw_answer_item_get_text (item, "id") : self->session;

  if (id != NULL)
    fw_page_go (FW_PAGE (self), "training-sessions", g_variant_new_string (id));
}

/* A move of a session that was made, to be taken back. */
typedef struct
{
  char *path;
  char *to;
  guint revision;
} Moved;

static void
moved_free (gpointer data)
{
  g_free (((Moved *) data)->path);
  g_free (((Moved *) data)->to);
  g_free (data);
}

static void
moved_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  if (refusal != NULL)
    fw_page_toast (FW_PAGE (owner), refusal);
}

static void
send_move (FwPage *page, const Moved *moved)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "move", moved->to);
  fw_json_member_integer (&writer, "revision", moved->revision);
  fw_json_writer_end_object (&writer);
  fw_send_post (page, moved->path, json, G_OBJECT (page), moved_cb);
}

static void
undo_move (FwPage *page, gpointer data)
{
  send_move (page, data);
}

/* @back: the state that takes it back. */
static void
move_session (FwTrainingPage *self, const char *to, const char *back, const char *text)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->sessions_grid);
  g_autofree char *escaped = NULL, *path = NULL, *said = NULL;
  Moved *moved;

  if (item == NULL || !may_write (self))
    return;
  escaped = g_uri_escape_string (fw_answer_item_get_text (item, "id"), NULL, FALSE);
  path = g_strdup_printf ("records/training-session/%s/moves", escaped);
  moved = g_new0 (Moved, 1);
  *moved = (Moved){ g_strdup (path), g_strdup (to), fw_answer_item_get_count (item, "revision") };
  send_move (FW_PAGE (self), moved);
  g_free (moved->to);
  moved->to = g_strdup (back);
  moved->revision++;
  /* Translators: a session and what became of it */
  said = g_strdup_printf (_ ("%s: %s"), fw_answer_item_get_text (item, "name"), text);
  fw_page_toast_undo (FW_PAGE (self), said, undo_move, moved, moved_free);
}

/* ---- what is done to people ---- */

static void
enrolled_cb (FwTrainingPage *self, const char *text)
{
  fw_page_toast (FW_PAGE (self), text);
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
enrol_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwTrainingPage *self = FW_TRAINING_PAGE (widget);
  FwTrainingEnrol *window;

  if (self->shown == NULL || !may_write (self))
    return;
  window = fw_training_enrol_new (FW_PAGE (self), self->shown);
  g_signal_connect_object (window, "enrolled", G_CALLBACK (enrolled_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/* Raters and marks belong into the form; what is known stands there already. */
static void
enter_result (FwTrainingPage *self)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->people_grid);
  GVariantBuilder fields;

  if (item == NULL || self->shown == NULL)
    return;
  g_variant_builder_init (&fields, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&fields, "{ss}", "person", fw_answer_item_get_text (item, "person"));
  if (*fw_answer_item_get_text (self->shown, "scheme") != '\0')
    g_variant_builder_add (&fields, "{ss}", "scheme",
                           fw_answer_item_get_text (self->shown, "scheme"));
  g_variant_builder_add (&fields, "{ss}", "day", fw_answer_item_get_text (self->shown, "last_day"));
  g_variant_builder_add (&fields, "{ss}", "session", self->session);
  fw_page_go (FW_PAGE (self), "exam-results", g_variant_builder_end (&fields));
}

static gboolean
press_person (FwTrainingPage *self, guint key)
{
  const FwTrainingPeople people = { FW_PAGE (self), self->people_grid, self->session };

  switch (key)
    {
    case GDK_KEY_a:
      fw_training_people_mark (&people, "attended", NULL);
      return TRUE;
    case GDK_KEY_A:
      fw_training_people_mark_all (&people);
      return TRUE;
    case GDK_KEY_x:
      fw_training_people_mark (&people, "absent", "");
      return TRUE;
    case GDK_KEY_c:
      fw_training_people_mark (&people, "attended", "completed");
      return TRUE;
    case GDK_KEY_n:
      fw_training_people_mark (&people, "attended", "not-completed");
      return TRUE;
    case GDK_KEY_b:
      fw_training_people_mark (&people, "enrolled", "");
      return TRUE;
    case GDK_KEY_w:
      fw_training_people_mark (&people, "withdrawn", NULL);
      return TRUE;
    case GDK_KEY_s:
      fw_training_people_seat (&people);
      return TRUE;
    case GDK_KEY_r:
      enter_result (self);
      return TRUE;
    case GDK_KEY_e:
      enrol_action (GTK_WIDGET (self), NULL, NULL);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
press_session (FwTrainingPage *self, guint key)
{
  if (key == GDK_KEY_h)
    move_session (self, "held", "closing", fw_training_state_word ("held"));
  else if (key == GDK_KEY_x)
    move_session (self, "cancelled", "planned", fw_training_state_word ("cancelled"));
  else
    return FALSE;
  return TRUE;
}

static gboolean
key_cb (
    GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer data)
{
  FwTrainingPage *self = data;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || !may_write (self))
    return FALSE;
  return self->session != NULL ? press_person (self, key) : press_session (self, key);
}

/* ---- the class ---- */

static FwLiveGrid *
get_grid (FwTrainingPage *self)
{
  return self->session != NULL ? self->people_grid : self->sessions_grid;
}

static char *
fw_training_page_copy (FwPage *page, gboolean with_headers)
{
  FwLiveGrid *grid = get_grid (FW_TRAINING_PAGE (page));

  return fw_live_grid_list (grid, with_headers, FALSE);
}

static char *
fw_training_page_list (FwPage *page)
{
  FwLiveGrid *grid = get_grid (FW_TRAINING_PAGE (page));

  return fw_live_grid_list (grid, TRUE, TRUE);
}

static void
fw_training_page_focus (FwPage *page)
{
  FwTrainingPage *self = FW_TRAINING_PAGE (page);
  FwLiveGrid *grid = get_grid (self);

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "empty") &&
      fw_live_grid_count (grid) > 0 && gtk_widget_grab_focus (GTK_WIDGET (grid)))
    return;
  if (self->session == NULL || !gtk_widget_grab_focus (self->enrol))
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
fw_training_page_setup (FwPage *page)
{
  FwTrainingPage *self = FW_TRAINING_PAGE (page);
  const gboolean writes = may_write (self);

  FW_PAGE_CLASS (fw_training_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>n", "training.plan", NULL);
  fw_page_add_key (page, "F2", "training.edit", NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "training.plan", writes);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "training.enrol", writes);
  gtk_widget_set_visible (self->plan, writes);
  if (!writes)
    gtk_label_set_text (self->moves, _ ("Enter opens a session."));
  gtk_widget_set_visible (self->enrol, writes);
}

static void
fw_training_page_dispose (GObject *object)
{
  FwTrainingPage *self = FW_TRAINING_PAGE (object);

  g_clear_object (&self->sessions);
  g_clear_object (&self->people);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (fw_training_page_parent_class)->dispose (object);
}

static void
fw_training_page_finalize (GObject *object)
{
  g_free (FW_TRAINING_PAGE (object)->session);
  G_OBJECT_CLASS (fw_training_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/training/fw-training-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwTrainingPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwTrainingPage, sessions_board);
  gtk_widget_class_bind_template_child (widget_class, FwTrainingPage, people_board);
  gtk_widget_class_bind_template_child (widget_class, FwTrainingPage, plan);
  gtk_widget_class_bind_template_child (widget_class, FwTrainingPage, enrol);
  gtk_widget_class_bind_template_child (widget_class, FwTrainingPage, keys);
  gtk_widget_class_bind_template_child (widget_class, FwTrainingPage, moves);
  gtk_widget_class_bind_template_child (widget_class, FwTrainingPage, nobody);
  gtk_widget_class_bind_template_child (widget_class, FwTrainingPage, title);
  gtk_widget_class_bind_template_child (widget_class, FwTrainingPage, about);
}

static void
fw_training_page_class_init (FwTrainingPageClass *klass)
{
  static const char *const kinds[] = { "training-session", "enrolment", "exam-result",
                                       "course",           "person",    NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_training_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_training_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_training_page_finalize;
  page_class->setup = fw_training_page_setup;
  page_class->open = fw_training_page_open;
  page_class->focus = fw_training_page_focus;
  page_class->copy = fw_training_page_copy;
  page_class->list = fw_training_page_list;
  page_class->is_table = TRUE;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "training.plan", NULL, plan_action);
  gtk_widget_class_install_action (widget_class, "training.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "training.enrol", NULL, enrol_action);
  gtk_widget_class_install_action (widget_class, "training.back", NULL, back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "training.back", NULL);
}

static FwLiveGrid *
add_grid (FwTrainingPage *self, GtkBox *board, const char *name, const char *label)
{
  GtkWidget *grid = fw_live_grid_new (name, label);
  GtkEventController *keys = gtk_event_controller_key_new ();

  /* Of all of it: whom to enrol is asked while nobody is in the table. */
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (board), keys);
  gtk_widget_set_vexpand (grid, TRUE);
  gtk_box_append (board, grid);
  return FW_LIVE_GRID (grid);
}

static void
fw_training_page_init (FwTrainingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sessions = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->people = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->sessions_grid =
      add_grid (self, self->sessions_board, "training-sessions", _ ("Training sessions"));
  self->people_grid =
      add_grid (self, self->people_board, "training-people", _ ("People of the session"));
  fw_training_columns_add_sessions (self->sessions_grid);
  fw_training_columns_add_people (self->people_grid);
  fw_live_grid_set_models (self->sessions_grid, G_LIST_MODEL (self->sessions), NULL);
  fw_live_grid_set_models (self->people_grid, G_LIST_MODEL (self->people), NULL);
  g_signal_connect (self->sessions_grid, "activated", G_CALLBACK (session_activated_cb), self);
  g_signal_connect (self->people_grid, "activated", G_CALLBACK (person_activated_cb), self);
  fw_live_grid_sort_by (self->sessions_grid, 0, GTK_SORT_ASCENDING);
  fw_live_grid_sort_by (self->people_grid, 0, GTK_SORT_ASCENDING);
  fw_live_grid_remember (self->sessions_grid);
  fw_live_grid_remember (self->people_grid);
}
