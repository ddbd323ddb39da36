/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/cases/fw-case-replay-page.h"

#include "charts/fw-format.h"
#include "console/cases/fw-case-replay-words.h"
#include "console/fw-drop-down.h"
#include "console/records/fw-policy-words.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DAYS 91
#define MOST_CASES 500

struct _FwCaseReplayPage
{
  FwAskingPage parent_instance;

  GtkStack *stack, *parts;
  GtkBox *clocks_place, *cases_place;
  GtkDropDown *policy;
  GtkEntry *limit;
  GtkLabel *about, *behind;
  FwLiveGrid *clocks, *cases;
  GListStore *rows, *case_rows; /* FwAnswerItem */
  GPtrArray *policies;          /* FwPolicy, borrowed: of the drop-down */
  GHashTable *values;           /* double in force by name of a policy */
  char *wanted;                 /* (nullable): the policy that it was opened with */
  double tried;                 /* NaN: what is in force */
  char *clock, *clock_title;    /* (nullable): whose cases are shown */
};

G_DEFINE_FINAL_TYPE (FwCaseReplayPage, fw_case_replay_page, FW_TYPE_ASKING_PAGE)

static const FwPolicy *
get_policy (FwCaseReplayPage *self)
{
  const guint chosen = gtk_drop_down_get_selected (self->policy);

  return chosen < self->policies->len ? self->policies->pdata[chosen] : NULL;
}

static double
get_value (FwCaseReplayPage *self)
{
  const FwPolicy *policy = get_policy (self);
  const double *value = policy != NULL ? g_hash_table_lookup (self->values, policy->name) : NULL;

  return value != NULL ? *value : NAN;
}

/* ---- what is shown ---- */

static void
show_about (FwCaseReplayPage *self)
{
  const FwPolicy *policy = get_policy (self);
  g_autofree char *value = NULL, *text = NULL;

  if (policy == NULL)
    return;
  value = fw_policy_words_value (policy, get_value (self));
  /* Translators: a limit as it holds now. */
  text = g_strdup_printf (_ ("In force: %s. What was done is taken as it was done. Enter tries "
                             "another limit; nothing is written."),
                          value);
  gtk_label_set_text (self->about, text);
}

static void
show_subtitle (FwCaseReplayPage *self, JsonObject *answer)
{
  const guint n = (guint) fw_json_find_count (answer, "cases");
  g_autofree char *count = fw_format_count (n);
  g_autofree char *text =
      g_strdup_printf (ngettext ("%s case of 13 weeks", "%s cases of 13 weeks", n), count);

  fw_page_set_subtitle (FW_PAGE (self), text);
}

static void
policy_cb (FwCaseReplayPage *self)
{
  const FwPolicy *policy = get_policy (self);
  g_autofree char *value = NULL;

  if (policy == NULL)
    return;
  fw_drop_down_set_name (self->policy, _ ("Limit"), gettext (policy->label));
  value = fw_policy_words_value (policy, get_value (self));
  gtk_editable_set_text (GTK_EDITABLE (self->limit), value);
  self->tried = NAN;
  g_clear_pointer (&self->clock, g_free);
  show_about (self);
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

/* The limits that clocks of cases go by, once they are known. */
static void
take_policies (FwCaseReplayPage *self, JsonArray *policies)
{
  const gboolean first = self->policies->len == 0;
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i < json_array_get_length (policies); i++)
    {
      JsonObject *object = fw_json_find_element (policies, i);
      const char *name = object != NULL ? fw_json_find_text (object, "id") : NULL;
      const FwPolicy *policy = name != NULL ? fw_policy_find (name) : NULL;
      double *value;

      if (policy == NULL)
        continue;
      value = g_new (double, 1);
      *value = fw_json_find_number (object, "value");
      g_hash_table_insert (self->values, (gpointer) policy->name, value);
      if (!first)
        continue;
      g_ptr_array_add (self->policies, (gpointer) policy);
      gtk_string_list_append (words, gettext (policy->label));
    }
  if (first)
    gtk_drop_down_set_model (self->policy, G_LIST_MODEL (words));
}

static void
choose_wanted (FwCaseReplayPage *self)
{
  g_autofree char *wanted = g_steal_pointer (&self->wanted);

  for (guint i = 0; wanted != NULL && i < self->policies->len; i++)
    if (g_str_equal (((const FwPolicy *) self->policies->pdata[i])->name, wanted))
      gtk_drop_down_set_selected (self->policy, i);
}

static gboolean
take_clocks (FwAskingPage *page, GBytes *body, GError **error)
{
  FwCaseReplayPage *self = FW_CASE_REPLAY_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  JsonArray *rows, *policies;

  if (answer == NULL || !fw_json_get_array (answer, "rows", &rows, error) ||
      !fw_json_get_array (answer, "policies", &policies, error))
    return FALSE;
  take_policies (self, policies);
  choose_wanted (self);
  fw_live_grid_take_answers (self->clocks, self->rows, rows);
  show_about (self);
  show_subtitle (self, answer);
  gtk_stack_set_visible_child_name (self->parts, "clocks");
  fw_asking_page_show_part (page, self->stack,
                            fw_json_find_count (answer, "cases") > 0 ? "replay" : "empty");
  return TRUE;
}

static gboolean
take_cases (FwAskingPage *page, GBytes *body, GError **error)
{
  FwCaseReplayPage *self = FW_CASE_REPLAY_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  g_autofree char *count = NULL, *text = NULL;
  JsonArray *rows;
  gboolean fresh;
  guint n;

  if (answer == NULL || !fw_json_get_array (answer, "rows", &rows, error))
    return FALSE;
  fw_live_grid_take_answers (self->cases, self->case_rows, rows);
  n = (guint) fw_json_find_count (answer, "changed");
  count = fw_format_count (n);
  /* Translators: a clock, and how many cases would have come out otherwise. */
  text =
      g_strdup_printf (ngettext ("%s: %s case would have come out otherwise. Esc goes back.",
                                 "%s: %s cases would have come out otherwise. Esc goes back.", n),
                       self->clock_title, count);
  gtk_label_set_text (self->behind, text);
  fresh = !g_str_equal (gtk_stack_get_visible_child_name (self->parts), "cases");
  gtk_stack_set_visible_child_name (self->parts, "cases");
  fw_asking_page_show_part (page, self->stack, "replay");
  if (fresh && json_array_get_length (rows) > 0)
    fw_live_grid_select (self->cases, 0);
  return TRUE;
}

static void
fw_case_replay_page_ask (FwAskingPage *page)
{
  FwCaseReplayPage *self = FW_CASE_REPLAY_PAGE (page);
  const FwPolicy *policy = get_policy (self);
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "cases/replay?days=%d&limit=%d", DAYS, MOST_CASES);
  fw_asking_page_append_who (page, path);
  if (policy != NULL && !isnan (self->tried))
    {
      char value[G_ASCII_DTOSTR_BUF_SIZE];

      fw_asking_page_append (path, "policy", policy->name);
      fw_asking_page_append (path, "value", g_ascii_dtostr (value, sizeof value, self->tried));
    }
  if (self->clock != NULL)
    fw_asking_page_append (path, "clock", self->clock);
  fw_asking_page_get (page, path->str, self->clock != NULL ? take_cases : take_clocks);
}

/* ---- what is done ---- */

static void
choose_clock (FwCaseReplayPage *self, const char *clock, const char *title)
{
  g_free (self->clock);
  g_free (self->clock_title);
  self->clock = g_strdup (clock);
  self->clock_title = g_strdup (title);
  fw_asking_page_focus_later (FW_ASKING_PAGE (self));
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

/* What is no limit is said where it was typed, and what stood there stays. */
static void
try_cb (FwCaseReplayPage *self)
{
  const FwPolicy *policy = get_policy (self);
  double value;

  if (policy == NULL)
    return;
  if (!fw_policy_words_parse (policy, gtk_editable_get_text (GTK_EDITABLE (self->limit)), &value) ||
      !(value >= policy->minimum && value <= policy->maximum))
    {
      g_autofree char *hint = fw_policy_words_hint (policy);

      gtk_widget_add_css_class (GTK_WIDGET (self->limit), "error");
      gtk_label_set_text (self->about, hint);
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->limit), "error");
  self->tried = value;
  choose_clock (self, NULL, NULL);
}

static void
activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  choose_clock (FW_CASE_REPLAY_PAGE (data), fw_answer_item_get_text (FW_ANSWER_ITEM (row), "id"),
                _ (fw_answer_item_get_text (FW_ANSWER_ITEM (row), "title")));
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
  FwCaseReplayPage *self = FW_CASE_REPLAY_PAGE (widget);

  if (self->clock != NULL)
    choose_clock (self, NULL, NULL);
}

static void
limit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (FW_CASE_REPLAY_PAGE (widget)->limit));
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwCaseReplayPage *self = FW_CASE_REPLAY_PAGE (widget);

  if (self->policies->len > 0)
    gtk_drop_down_set_selected (self->policy, (gtk_drop_down_get_selected (self->policy) + 1) %
                                                  self->policies->len);
}

/* ---- the page ---- */

static void
fw_case_replay_page_setup (FwPage *page)
{
  FW_PAGE_CLASS (fw_case_replay_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>m", "case-replay.next", NULL);
  fw_page_add_key (page, "<Control>f", "case-replay.limit", NULL);
}

static void
fw_case_replay_page_open (FwPage *page, GVariant *target)
{
  FwCaseReplayPage *self = FW_CASE_REPLAY_PAGE (page);

  if (target == NULL || !g_variant_is_of_type (target, G_VARIANT_TYPE_STRING))
    return;
  g_free (self->wanted);
  self->wanted = g_variant_dup_string (target, NULL);
  if (self->policies->len > 0)
    choose_wanted (self);
}

static FwLiveGrid *
get_shown (FwCaseReplayPage *self)
{
  return self->clock != NULL ? self->cases : self->clocks;
}

static void
fw_case_replay_page_focus (FwPage *page)
{
  FwCaseReplayPage *self = FW_CASE_REPLAY_PAGE (page);

  if (fw_live_grid_count (get_shown (self)) == 0 ||
      !gtk_widget_grab_focus (GTK_WIDGET (get_shown (self))))
    gtk_widget_grab_focus (GTK_WIDGET (self->limit));
}

static char *
fw_case_replay_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (get_shown (FW_CASE_REPLAY_PAGE (page)), with_headers, FALSE);
}

static char *
fw_case_replay_page_list (FwPage *page)
{
  return fw_live_grid_list (get_shown (FW_CASE_REPLAY_PAGE (page)), TRUE, TRUE);
}

static void
fw_case_replay_page_dispose (GObject *object)
{
  FwCaseReplayPage *self = FW_CASE_REPLAY_PAGE (object);

  g_clear_object (&self->rows);
  g_clear_object (&self->case_rows);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->clock, g_free);
  g_clear_pointer (&self->clock_title, g_free);
  G_OBJECT_CLASS (fw_case_replay_page_parent_class)->dispose (object);
}

static void
fw_case_replay_page_finalize (GObject *object)
{
  FwCaseReplayPage *self = FW_CASE_REPLAY_PAGE (object);

  g_ptr_array_unref (self->policies);
  g_hash_table_unref (self->values);
  G_OBJECT_CLASS (fw_case_replay_page_parent_class)->finalize (object);
}

static void
fw_case_replay_page_class_init (FwCaseReplayPageClass *klass)
{
  static const char *const kinds[] = { "case", "policy", "open-hours", "special-day", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_case_replay_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_case_replay_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_case_replay_page_finalize;
  page_class->setup = fw_case_replay_page_setup;
  page_class->open = fw_case_replay_page_open;
  page_class->focus = fw_case_replay_page_focus;
  page_class->copy = fw_case_replay_page_copy;
  page_class->list = fw_case_replay_page_list;
  page_class->is_table = TRUE;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/cases/fw-case-replay-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwCaseReplayPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwCaseReplayPage, parts);
  gtk_widget_class_bind_template_child (widget_class, FwCaseReplayPage, clocks_place);
  gtk_widget_class_bind_template_child (widget_class, FwCaseReplayPage, cases_place);
  gtk_widget_class_bind_template_child (widget_class, FwCaseReplayPage, policy);
  gtk_widget_class_bind_template_child (widget_class, FwCaseReplayPage, limit);
  gtk_widget_class_bind_template_child (widget_class, FwCaseReplayPage, about);
  gtk_widget_class_bind_template_child (widget_class, FwCaseReplayPage, behind);
  gtk_widget_class_install_action (widget_class, "case-replay.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "case-replay.limit", NULL, limit_action);
  gtk_widget_class_install_action (widget_class, "case-replay.back", NULL, back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "case-replay.back", NULL);
}

static FwLiveGrid *
create_grid (const char *name,
             const char *label,
             GListStore *rows,
             GtkBox *place,
             void (*add) (FwLiveGrid *))
{
  FwLiveGrid *grid = FW_LIVE_GRID (fw_live_grid_new (name, label));

  add (grid);
  fw_live_grid_set_presorted (grid);
  fw_live_grid_set_models (grid, G_LIST_MODEL (rows), NULL);
  fw_live_grid_remember (grid);
  gtk_widget_set_vexpand (GTK_WIDGET (grid), TRUE);
  gtk_box_append (place, GTK_WIDGET (grid));
  return grid;
}

static void
fw_case_replay_page_init (FwCaseReplayPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->tried = NAN;
  self->policies = g_ptr_array_new ();
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->rows = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->case_rows = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->clocks = create_grid ("case-replay", _ ("Clocks of cases"), self->rows, self->clocks_place,
                              fw_case_replay_columns_add);
  self->cases = create_grid ("case-replay-cases", _ ("Cases that would have come out otherwise"),
                             self->case_rows, self->cases_place, fw_case_replay_columns_add_cases);
  g_signal_connect (self->clocks, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect (self->cases, "activated", G_CALLBACK (case_activated_cb), self);
  g_signal_connect_object (self->policy, "notify::selected", G_CALLBACK (policy_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->limit, "activate", G_CALLBACK (try_cb), self, G_CONNECT_SWAPPED);
}
