/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/programmes/fw-programmes-page.h"

#include "charts/fw-format.h"
#include "console/fw-drop-down.h"
#include "console/programmes/fw-programme-enrol.h"
#include "console/programmes/fw-programme-matrix.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FwProgrammesPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkDropDown *names;
  GtkWidget *enrol, *take;
  GtkLabel *about, *rates, *trend, *sentence, *keys;
  FwGrid *grid;
  FwProgrammeMatrix *matrix;
  JsonArray *programmes; /* (nullable) */
  char *chosen;          /* (nullable): id of the programme that is shown */
  char *today;           /* (nullable) */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (FwProgrammesPage, fw_programmes_page, FW_TYPE_ASKING_PAGE)

static gboolean
may_write (FwProgrammesPage *self)
{
  return fw_asking_page_may_write (FW_ASKING_PAGE (self), "trainee");
}

/* ---- which programme ---- */

static guint
count_in (JsonObject *programme)
{
  JsonObject *counts = NULL;

  return programme != NULL && fw_json_get_object (programme, "counts", &counts, NULL)
             ? (guint) (fw_json_find_count (counts, "late") +
                        fw_json_find_count (counts, "on-time") +
                        fw_json_find_count (counts, "mark"))
             : 0;
}

/* Returns: G_MAXUINT: it is not there. */
static guint
find_programme (FwProgrammesPage *self, const char *id)
{
  for (guint i = 0; i < json_array_get_length (self->programmes); i++)
    if (g_strcmp0 (fw_json_find_text (fw_json_find_element (self->programmes, i), "id"), id) == 0)
      return i;
  return G_MAXUINT;
}

/* Where nobody chose: the one that most people are in. */
static void
choose (FwProgrammesPage *self)
{
  guint best = 0;

  if (self->chosen != NULL && find_programme (self, self->chosen) != G_MAXUINT)
    return;
  for (guint i = 1; i < json_array_get_length (self->programmes); i++)
    if (count_in (fw_json_find_element (self->programmes, i)) >
        count_in (fw_json_find_element (self->programmes, best)))
      best = i;
  g_free (self->chosen);
  self->chosen = g_strdup (fw_json_find_text (fw_json_find_element (self->programmes, best), "id"));
}

static void
name_drop_down (FwProgrammesPage *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->names);

  fw_drop_down_set_name (self->names, _ ("Programme"),
                         chosen != NULL ? gtk_string_object_get_string (chosen) : NULL);
}

static void
show_names (FwProgrammesPage *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  self->filling = TRUE;
  for (guint i = 0; i < json_array_get_length (self->programmes); i++)
    {
      JsonObject *programme = fw_json_find_element (self->programmes, i);
      /* Translators: a programme, and how many people are in it */
      g_autofree char *text = g_strdup_printf (
          C_ ("programme", "%s · %u"), fw_json_find_text (programme, "name"), count_in (programme));

      gtk_string_list_append (list, text);
    }
  gtk_drop_down_set_model (self->names, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->names, find_programme (self, self->chosen));
  name_drop_down (self);
  self->filling = FALSE;
}

static void
chosen_cb (FwProgrammesPage *self)
{
  const guint chosen = gtk_drop_down_get_selected (self->names);

  if (self->filling || self->programmes == NULL ||
      chosen >= json_array_get_length (self->programmes))
    return;
  name_drop_down (self);
  g_free (self->chosen);
  self->chosen =
      g_strdup (fw_json_find_text (fw_json_find_element (self->programmes, chosen), "id"));
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

/* ---- what is said of it ---- */

static const char *
get_audience (JsonObject *programme)
{
  const char *audience = fw_json_find_text (programme, "audience");

  return g_strcmp0 (audience, "newcomer") == 0 ? _ ("Newcomers")
         : g_strcmp0 (audience, "leader") == 0 ? _ ("Leaders")
                                               : _ ("Staff in post");
}

static void
show_about (FwProgrammesPage *self, JsonObject *programme)
{
  const guint days = (guint) fw_json_find_count (programme, "days");
  JsonObject *counts = NULL;
  g_autofree char *length = g_strdup_printf (ngettext ("%u day", "%u days", days), days);
  g_autofree char *text = NULL;

  if (!fw_json_get_object (programme, "counts", &counts, NULL))
    return;
  /* Translators: for whom, how long, then numbers of people */
  text = g_strdup_printf (
      _ ("%s · %s · %u late, %u on time, %u passed, %u have left it%s"), get_audience (programme),
      length, (guint) fw_json_find_count (counts, "late"),
      (guint) (fw_json_find_count (counts, "on-time") + fw_json_find_count (counts, "mark")),
      (guint) fw_json_find_count (counts, "passed"), (guint) fw_json_find_count (counts, "stopped"),
      fw_json_find_yes (programme, "gates")
          ? _ (" · no contacts before passing: the roster refuses them")
          : "");
  gtk_label_set_text (self->about, text);
  fw_page_set_subtitle (FW_PAGE (self), fw_json_find_text (programme, "name"));
}

/* "8 of 10, 80 % (49 to 94 %)"; nobody yet: a dash. */
static char *
write_share (JsonObject *rates, const char *member)
{
  JsonObject *share = NULL;
  g_autofree char *low = NULL, *high = NULL, *rate = NULL;
  guint64 k, n;

  if (!fw_json_get_object (rates, member, &share, NULL) || fw_json_find_count (share, "n") == 0)
    return g_strdup (FW_FORMAT_NONE);
  k = fw_json_find_count (share, "k");
  n = fw_json_find_count (share, "n");
  rate = fw_format_value (FW_FORMAT_RATIO, (double) k / (double) n);
  low = fw_format_value (FW_FORMAT_RATIO, fw_json_find_number (share, "low"));
  high = fw_format_value (FW_FORMAT_RATIO, fw_json_find_number (share, "high"));
  /* Translators: a share with its interval, then of how many */
  return g_strdup_printf (_ ("%s (%s to %s), %u of %u"), rate, low, high, (guint) k, (guint) n);
}

static const char *
get_verdict (JsonObject *rates)
{
  const char *verdict = fw_json_find_text (rates, "verdict");

  return verdict == NULL                    ? ""
         : g_str_equal (verdict, "reached") ? _ (" · the aim is reached")
         : g_str_equal (verdict, "missed")  ? _ (" · the aim is missed")
                                            : _ (" · whether the aim is reached cannot be told");
}

static void
show_rates (FwProgrammesPage *self, JsonObject *programme, JsonObject *rates)
{
  g_autofree char *first = write_share (rates, "first_time"), *final = write_share (rates, "final"),
                  *all = write_share (rates, "of_enrolled"), *aim = NULL, *text = NULL;
  const double target = fw_json_find_number (programme, "target");

  if (!isnan (target))
    {
      g_autofree char *share = fw_format_value (FW_FORMAT_RATIO, target);

      aim = g_strdup_printf (_ (" · aim %s"), share);
    }
  /* Translators: three shares that passed, then the aim and whether it is reached, or nothing */
  text = g_strdup_printf (_ ("Passed the first time %s · in the end %s · of all who began %s%s%s"),
                          first, final, all, aim != NULL ? aim : "", get_verdict (rates));
  gtk_label_set_text (self->rates, text);
}

/* By month, the latest last; the last six. */
static void
show_trend (FwProgrammesPage *self, JsonObject *answer)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonArray *cohorts = NULL;
  JsonObject *trend = NULL;
  guint n;

  if (!fw_json_get_array (answer, "cohorts", &cohorts, NULL) ||
      !fw_json_get_object (answer, "trend", &trend, NULL))
    return;
  n = json_array_get_length (cohorts);
  for (guint i = n > 6 ? n - 6 : 0; i < n; i++)
    {
      JsonObject *cohort = fw_json_find_element (cohorts, i), *final = NULL;
      const char *month = fw_json_find_text (cohort, "month");

      if (month == NULL || !fw_json_get_object (cohort, "final", &final, NULL))
        continue;
      g_string_append_printf (text, "%s%.7s %u/%u", text->len > 0 ? " · " : "", month,
                              (guint) fw_json_find_count (final, "k"),
                              (guint) fw_json_find_count (final, "n"));
    }
  if (n > 1)
    {
      const double p = fw_json_find_number (trend, "p");

      g_string_append (text, " · ");
      g_string_append (text, isnan (p) || p > 0.05                      ? _ ("no trend can be told")
                             : fw_json_find_number (trend, "slope") > 0 ? _ ("it rises")
                                                                        : _ ("it falls"));
    }
  gtk_label_set_text (self->trend, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->trend), n > 0);
}

static void
show_cell (FwProgrammesPage *self)
{
  guint row, column;
  g_autofree char *text = NULL;

  if (fw_grid_get_cursor (self->grid, &row, &column))
    text = fw_programme_matrix_describe (self->matrix, row, column);
  gtk_label_set_text (self->sentence, text != NULL ? text : "");
}

/* ---- asking ---- */

static gboolean
show_programme (FwProgrammesPage *self, JsonObject *answer, GError **error)
{
  JsonObject *programme =
      fw_json_find_element (self->programmes, find_programme (self, self->chosen));
  JsonArray *rows = NULL;
  JsonObject *rates = NULL;

  if (!fw_json_get_array (answer, "rows", &rows, error) ||
      !fw_json_get_object (answer, "rates", &rates, error))
    return FALSE;
  show_about (self, programme);
  show_rates (self, programme, rates);
  show_trend (self, answer);
  fw_programme_matrix_take (self->matrix, programme, rows);
  fw_grid_set_size (self->grid, fw_programme_matrix_count_rows (self->matrix),
                    fw_programme_matrix_count_columns (self->matrix), 2, 1);
  fw_grid_changed (self->grid);
  show_cell (self);
  fw_asking_page_show_part (FW_ASKING_PAGE (self), self->stack,
                            json_array_get_length (rows) > 0 ? "board" : "nobody");
  return TRUE;
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwProgrammesPage *self = FW_PROGRAMMES_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  JsonArray *programmes = NULL;

  if (answer == NULL || !fw_json_get_array (answer, "programmes", &programmes, error))
    return FALSE;
  json_array_ref (programmes);
  g_clear_pointer (&self->programmes, json_array_unref);
  self->programmes = programmes;
  g_free (self->today);
  self->today = g_strdup (fw_json_find_text (answer, "day"));
  gtk_widget_set_visible (GTK_WIDGET (self->names), json_array_get_length (programmes) > 0);
  gtk_widget_set_visible (self->enrol, json_array_get_length (programmes) > 0 && may_write (self));
  if (json_array_get_length (programmes) == 0)
    {
      gtk_widget_set_visible (self->take, may_write (self));
      fw_asking_page_show_part (page, self->stack, "none");
      return TRUE;
    }
  choose (self);
  show_names (self);
  if (fw_json_has (answer, "rows"))
    return show_programme (self, answer, error);
  fw_asking_page_ask_soon (page);
  return TRUE;
}

static void
fw_programmes_page_ask (FwAskingPage *page)
{
  FwProgrammesPage *self = FW_PROGRAMMES_PAGE (page);
  g_autoptr (GString) path = g_string_new ("programmes");

  if (self->chosen != NULL)
    fw_asking_page_append (path, "programme", self->chosen);
  fw_asking_page_append_who (page, path);
  fw_asking_page_get (page, path->str, take_body);
}

/* ---- what is done ---- */

static void
enrol_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwProgrammesPage *self = FW_PROGRAMMES_PAGE (widget);
  JsonObject *programme;

  if (self->programmes == NULL || self->chosen == NULL || self->today == NULL)
    return;
  programme = fw_json_find_element (self->programmes, find_programme (self, self->chosen));
  if (programme != NULL)
    fw_programme_enrol (FW_PAGE (self), self->chosen, fw_json_find_text (programme, "name"),
                        self->today);
}

static void
take_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_programme_take_templates (FW_PAGE (widget));
}

static void
activated_cb (FwProgrammesPage *self)
{
  guint row, column;
  JsonObject *person, *step, *cell;
  const char *what;

  if (!fw_grid_get_cursor (self->grid, &row, &column))
    return;
  person = fw_programme_matrix_get_row (self->matrix, row);
  step = fw_programme_matrix_get_step (self->matrix, column);
  cell = fw_programme_matrix_get_cell (self->matrix, row, column);
  if (person == NULL || step == NULL || cell == NULL)
    return;
  what = fw_json_find_text (step, "what");
  if (g_strcmp0 (what, "course") == 0)
    fw_page_go (FW_PAGE (self), "training", NULL);
  else if (g_strcmp0 (what, "exam") == 0)
    fw_page_go (FW_PAGE (self), "exam-results", NULL);
  else if (g_strcmp0 (what, "certificate") == 0)
    fw_page_go (FW_PAGE (self), "certificates", NULL);
  else if (g_strcmp0 (fw_json_find_text (cell, "state"), "done") == 0 || !may_write (self))
    fw_page_go (FW_PAGE (self), "person",
                g_variant_new_string (fw_json_find_text (person, "person")));
  else
    fw_programme_note_done (FW_PAGE (self), fw_json_find_text (person, "person"),
                            fw_json_find_text (step, "lesson"), self->today);
}

/* ---- the class ---- */

static char *
fw_programmes_page_copy (FwPage *page, gboolean with_headers)
{
  FwProgrammesPage *self = FW_PROGRAMMES_PAGE (page);

  return fw_grid_to_text (self->grid, with_headers);
}

static char *
fw_programmes_page_list (FwPage *page)
{
  FwProgrammesPage *self = FW_PROGRAMMES_PAGE (page);

  return fw_programme_matrix_count_rows (self->matrix) > 0 ? fw_grid_to_table (self->grid) : NULL;
}

static void
fw_programmes_page_focus (FwPage *page)
{
  FwProgrammesPage *self = FW_PROGRAMMES_PAGE (page);
  const char *part = gtk_stack_get_visible_child_name (self->stack);

  GtkWidget *next = g_str_equal (part, "none")     ? self->take
                    : g_str_equal (part, "nobody") ? self->enrol
                                                   : GTK_WIDGET (self->names);

  fw_asking_page_focus_or_wait (FW_ASKING_PAGE (self), GTK_WIDGET (self->grid), next);
}

static void
fw_programmes_page_setup (FwPage *page)
{
  FwProgrammesPage *self = FW_PROGRAMMES_PAGE (page);

  FW_PAGE_CLASS (fw_programmes_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>n", "programmes.enrol", NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "programmes.enrol", may_write (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "programmes.take", may_write (self));
  if (may_write (self))
    gtk_label_set_text (self->keys, _ ("Enter notes a lesson as done today, or opens the sessions, "
                                       "exams or certificates; Ctrl+N puts people in."));
}

static void
fw_programmes_page_dispose (GObject *object)
{
  FwProgrammesPage *self = FW_PROGRAMMES_PAGE (object);

  g_clear_pointer (&self->programmes, json_array_unref);
  g_clear_pointer (&self->chosen, g_free);
  g_clear_pointer (&self->today, g_free);
  G_OBJECT_CLASS (fw_programmes_page_parent_class)->dispose (object);
}

static void
fw_programmes_page_finalize (GObject *object)
{
  fw_programme_matrix_free (FW_PROGRAMMES_PAGE (object)->matrix);
  G_OBJECT_CLASS (fw_programmes_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/programmes/fw-programmes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwProgrammesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwProgrammesPage, names);
  gtk_widget_class_bind_template_child (widget_class, FwProgrammesPage, enrol);
  gtk_widget_class_bind_template_child (widget_class, FwProgrammesPage, take);
  gtk_widget_class_bind_template_child (widget_class, FwProgrammesPage, about);
  gtk_widget_class_bind_template_child (widget_class, FwProgrammesPage, rates);
  gtk_widget_class_bind_template_child (widget_class, FwProgrammesPage, trend);
  gtk_widget_class_bind_template_child (widget_class, FwProgrammesPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, FwProgrammesPage, keys);
  gtk_widget_class_bind_template_child_full (widget_class, "place", FALSE, 0);
}

static void
fw_programmes_page_class_init (FwProgrammesPageClass *klass)
{
  static const char *const kinds[] = {
    "programme",        "programme-step",    "lesson",    "trainee",
    "lesson-result",    "exam-result",       "enrolment", "person",
    "training-session", "certificate-event", NULL
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_programmes_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_programmes_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_programmes_page_finalize;
  page_class->setup = fw_programmes_page_setup;
  page_class->focus = fw_programmes_page_focus;
  page_class->copy = fw_programmes_page_copy;
  page_class->list = fw_programmes_page_list;
  page_class->is_table = TRUE;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "programmes.enrol", NULL, enrol_action);
  gtk_widget_class_install_action (widget_class, "programmes.take", NULL, take_action);
}

static void
fw_programmes_page_init (FwProgrammesPage *self)
{
  GtkWidget *grid = fw_grid_new ();
  GObject *place;

  gtk_widget_init_template (GTK_WIDGET (self));
  place = gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_PROGRAMMES_PAGE, "place");
  self->matrix = fw_programme_matrix_new ();
  self->grid = FW_GRID (grid);
  fw_grid_set_source (self->grid, &fw_programme_matrix_source, self->matrix);
  fw_grid_set_label (self->grid, _ ("People and steps of the programme"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (place), grid);
  g_signal_connect_object (grid, "moved", G_CALLBACK (show_cell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (grid, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->names, "notify::selected", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  name_drop_down (self);
}
