/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/careers/fw-proposals-page.h"

#include "console/careers/fw-proposal-words.h"
#include "core/calendar/fw-zone.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_AWARDS 2
#define MONTH_CHARS 7 /* of a date */

struct _FwProposalsPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkBox *place;
  GtkToggleButton *star, *solver;
  GtkLabel *month_label, *rule, *channels, *why, *keys;
  GtkWidget *grant;
  FwLiveGrid *grid;
  GListStore *people; /* FwAnswerItem */
  JsonObject *answer; /* (nullable) */
  char *month;        /* (nullable): that is asked for; NULL: the last that is over */
  guint award;        /* index in the answer's */
};

G_DEFINE_FINAL_TYPE (FwProposalsPage, fw_proposals_page, FW_TYPE_ASKING_PAGE)

/* Returns: (transfer none) (nullable): the award that is shown. */
static JsonObject *
get_award (FwProposalsPage *self)
{
  JsonArray *awards = NULL;

  if (self->answer == NULL || !fw_json_get_array (self->answer, "awards", &awards, NULL) ||
      self->award >= json_array_get_length (awards))
    return NULL;
  return fw_json_find_element (awards, self->award);
}

static gboolean
may_write (FwProposalsPage *self)
{
  return fw_asking_page_may_write (FW_ASKING_PAGE (self), "award");
}

/* ---- who is chosen ---- */

static void
show_chosen (FwProposalsPage *self)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);
  JsonObject *award = get_award (self);
  const gboolean any = item != NULL && award != NULL;
  const gboolean given = any && fw_json_find_yes (fw_answer_item_get_whole (item), "given");
  g_autofree char *text =
      any ? fw_proposal_write_why (award, fw_answer_item_get_whole (item)) : g_strdup ("");

  gtk_label_set_text (self->why, text);
  gtk_widget_set_visible (GTK_WIDGET (self->why), any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "proposals.grant",
                                 any && !given && may_write (self));
}

/* ---- the answer ---- */

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  JsonObject *one = *(JsonObject *const *) a, *two = *(JsonObject *const *) b;
  const guint x = fw_proposal_rank (fw_json_find_text (one, "standing"));
  const guint y = fw_proposal_rank (fw_json_find_text (two, "standing"));

  return x != y ? (x > y) - (x < y)
                : g_utf8_collate (fw_json_find_text (one, "name"), fw_json_find_text (two, "name"));
}

/* Returns: (transfer full): rows by where they stand, and by name. */
static JsonArray *
sort_rows (JsonArray *rows)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < json_array_get_length (rows); i++)
    g_ptr_array_add (sorted, fw_json_find_element (rows, i));
  g_ptr_array_sort (sorted, compare_rows);
  for (guint i = 0; i < sorted->len; i++)
    json_array_add_object_element (array, json_object_ref (sorted->pdata[i]));
  return array;
}

static void
show_month (FwProposalsPage *self)
{
  const char *month = fw_json_find_text (self->answer, "month");
  const gboolean over = fw_json_find_yes (self->answer, "over");
  g_autofree char *running = NULL;

  if (!over)
    /* Translators: a month, and the last day of it that counts */
    running = g_strdup_printf (_ ("%s, which still runs: to %s"), month,
                               fw_json_find_text (self->answer, "as_of"));
  gtk_label_set_text (self->month_label, over ? month : running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "proposals.later", over);
  fw_page_set_subtitle (FW_PAGE (self), month);
}

static void
show_award (FwProposalsPage *self)
{
  JsonObject *award = get_award (self);
  JsonArray *rows = NULL;
  g_autoptr (JsonArray) sorted = NULL;
  g_autofree char *rule = NULL, *channels = NULL;

  if (award == NULL || !fw_json_get_array (award, "rows", &rows, NULL))
    return;
  rule = fw_proposal_write_rule (award, fw_json_find_text (self->answer, "month"));
  channels = fw_proposal_write_channels (award);
  sorted = sort_rows (rows);
  gtk_label_set_text (self->rule, rule);
  gtk_label_set_text (self->channels, channels);
  gtk_widget_set_visible (GTK_WIDGET (self->channels), *channels != '\0');
  fw_live_grid_show_column (self->grid, FW_PROPOSAL_STANDARDS, fw_json_has (award, "standards"));
  fw_live_grid_take_answers (self->grid, self->people, sorted);
  fw_live_grid_reshow (self->grid);
  fw_asking_page_show_part (FW_ASKING_PAGE (self), self->stack,
                            json_array_get_length (sorted) > 0 ? "list" : "empty");
  show_chosen (self);
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwProposalsPage *self = FW_PROPOSALS_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  JsonArray *awards;

  if (answer == NULL || !fw_json_get_array (answer, "awards", &awards, error))
    return FALSE;
  g_clear_pointer (&self->answer, json_object_unref);
  self->answer = json_object_ref (answer);
  show_month (self);
  show_award (self);
  return TRUE;
}

static void
fw_proposals_page_ask (FwAskingPage *page)
{
  g_autoptr (GString) path = g_string_new ("award-proposals");
  FwProposalsPage *self = FW_PROPOSALS_PAGE (page);

  fw_asking_page_append (path, "month", self->month != NULL ? self->month : "");
  fw_asking_page_append_who (page, path);
  fw_asking_page_get (page, path->str, take_body);
}

/* ---- what is done ---- */

static void
award_cb (FwProposalsPage *self)
{
  const guint award = gtk_toggle_button_get_active (self->solver) ? 1 : 0;

  if (award == self->award)
    return;
  self->award = award;
  g_list_store_remove_all (self->people);
  show_award (self);
}

static void
award_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwProposalsPage *self = FW_PROPOSALS_PAGE (widget);

  gtk_toggle_button_set_active (g_variant_get_int32 (parameter) == 0 ? self->star : self->solver,
                                TRUE);
}

static void
move_month (FwProposalsPage *self, const char *member, gint by)
{
  gint32 day;

  if (self->answer == NULL ||
      !fw_date_parse (fw_text (fw_json_find_text (self->answer, member)), &day))
    return;
  g_free (self->month);
  self->month = fw_date_format (day + by);
  self->month[MONTH_CHARS] = '\0';
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
earlier_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move_month (FW_PROPOSALS_PAGE (widget), "from", -1);
}

static void
later_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move_month (FW_PROPOSALS_PAGE (widget), "to", 1);
}

/* Whoever grants it writes why, and signs: where awards are kept, with all in it that is known. */
static void
grant_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwProposalsPage *self = FW_PROPOSALS_PAGE (widget);
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);
  JsonObject *award = get_award (self);
  g_autofree char *evidence = NULL;
  GVariantBuilder fields;

  if (item == NULL || award == NULL)
    return;
  evidence = fw_proposal_write_evidence (award, fw_answer_item_get_whole (item),
                                         fw_json_find_text (self->answer, "month"));
  g_variant_builder_init (&fields, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&fields, "{ss}", "person", fw_answer_item_get_text (item, "id"));
  g_variant_builder_add (&fields, "{ss}", "award", fw_json_find_text (award, "award"));
  g_variant_builder_add (&fields, "{ss}", "month", fw_json_find_text (self->answer, "from"));
  g_variant_builder_add (&fields, "{ss}", "day", fw_json_find_text (self->answer, "today"));
  g_variant_builder_add (&fields, "{ss}", "evidence", evidence);
  fw_page_go (FW_PAGE (self), "awards", g_variant_builder_end (&fields));
}

static void
activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  fw_page_go (data, "person",
              g_variant_new_string (fw_answer_item_get_text (FW_ANSWER_ITEM (row), "id")));
}

/* ---- the class ---- */

static char *
fw_proposals_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (FW_PROPOSALS_PAGE (page)->grid, with_headers, FALSE);
}

static char *
fw_proposals_page_list (FwPage *page)
{
  return fw_live_grid_list (FW_PROPOSALS_PAGE (page)->grid, TRUE, TRUE);
}

static void
fw_proposals_page_focus (FwPage *page)
{
  FwProposalsPage *self = FW_PROPOSALS_PAGE (page);

  fw_asking_page_focus_or_wait (FW_ASKING_PAGE (self), GTK_WIDGET (self->grid),
                                GTK_WIDGET (self->award == 0 ? self->star : self->solver));
}

static void
fw_proposals_page_setup (FwPage *page)
{
  FwProposalsPage *self = FW_PROPOSALS_PAGE (page);

  FW_PAGE_CLASS (fw_proposals_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Alt>Page_Up", "proposals.earlier", NULL);
  fw_page_add_key (page, "<Alt>Page_Down", "proposals.later", NULL);
  fw_page_add_key (page, "<Control>Return", "proposals.grant", NULL);
  fw_page_add_key (page, "<Control>KP_Enter", "proposals.grant", NULL);
  gtk_widget_set_visible (self->grant, may_write (self));
  show_chosen (self);
}

static void
fw_proposals_page_dispose (GObject *object)
{
  FwProposalsPage *self = FW_PROPOSALS_PAGE (object);

  g_clear_object (&self->people);
  g_clear_pointer (&self->answer, json_object_unref);
  g_clear_pointer (&self->month, g_free);
  G_OBJECT_CLASS (fw_proposals_page_parent_class)->dispose (object);
}

#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, FwProposalsPage, name)

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/careers/fw-proposals-page.ui");
  CHILD (stack);
  CHILD (place);
  CHILD (star);
  CHILD (solver);
  CHILD (month_label);
  CHILD (rule);
  CHILD (channels);
  CHILD (why);
  CHILD (keys);
  CHILD (grant);
}

static void
fw_proposals_page_class_init (FwProposalsPageClass *klass)
{
  static const char *const kinds[] = { "award", "review", "person", "policy", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_proposals_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_proposals_page_dispose;
  page_class->setup = fw_proposals_page_setup;
  page_class->focus = fw_proposals_page_focus;
  page_class->copy = fw_proposals_page_copy;
  page_class->list = fw_proposals_page_list;
  page_class->is_table = TRUE;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "proposals.award", "i", award_action);
  gtk_widget_class_install_action (widget_class, "proposals.earlier", NULL, earlier_action);
  gtk_widget_class_install_action (widget_class, "proposals.later", NULL, later_action);
  gtk_widget_class_install_action (widget_class, "proposals.grant", NULL, grant_action);
  for (gint i = 0; i < N_AWARDS; i++)
    gtk_widget_class_add_binding_action (widget_class, (guint) (GDK_KEY_1 + i), 0,
                                         "proposals.award", "i", i);
}

static void
fw_proposals_page_init (FwProposalsPage *self)
{
  GtkWidget *grid;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->people = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  grid = fw_live_grid_new ("award-proposals", _ ("Proposals of awards"));
  self->grid = FW_LIVE_GRID (grid);
  gtk_widget_set_vexpand (grid, TRUE);
  gtk_box_append (self->place, grid);
  fw_proposal_columns_add (self->grid);
  fw_live_grid_set_presorted (self->grid);
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->people), NULL);
  fw_live_grid_remember (self->grid);
  g_signal_connect (grid, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_object (fw_live_grid_get_shown (self->grid), "selection-changed",
                           G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->solver, "toggled", G_CALLBACK (award_cb), self, G_CONNECT_SWAPPED);
}
