/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/roster/fw-roster-page-private.h"

#include "charts/fw-format.h"
#include "console/records/fw-record-list.h"
#include "console/records/fw-record-reading.h"
#include "console/roster/fw-roster-house.h"
#include "console/roster/fw-roster-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_NAMED                                                                                 \
  3000 /* characters of ids in a question; more people are asked for altogether                    \
        */

G_DEFINE_FINAL_TYPE (FwRosterPage, fw_roster_page, FW_TYPE_ASKING_PAGE)

/* ---- showing ---- */

static FwRosterRow *
find_cursor (FwRosterPage *self, gint32 *day)
{
  guint row, column;

  if (self->plan == NULL || !fw_grid_get_cursor (self->grid, &row, &column) ||
      row >= self->plan->rows->len)
    return NULL;
  *day = self->plan->first + (gint32) column;
  return fw_roster_plan_get_row (self->plan, row);
}

static void
moved_cb (FwRosterPage *self)
{
  gint32 day = 0;
  FwRosterRow *row = find_cursor (self, &day);
  g_autofree char *text = row != NULL ? fw_roster_write_cell (self->plan, row, day) : NULL;
  FwGridBlock block = { 0 };

  fw_grid_get_block (self->grid, &block);
  fw_roster_aside_show (self->aside, self->plan, row, day,
                        self->cover != NULL ? fw_roster_wants_get (self->cover, day) : NULL,
                        (block.last_row - block.first_row + 1) *
                            (block.last_column - block.first_column + 1));
  fw_roster_page_show_cover (self, row != NULL ? day : G_MININT32, text);
  g_clear_pointer (&self->typed, g_free);
}

static void
show_fill (FwRosterPage *self)
{
  const gint32 last = self->plan->first + (gint32) self->plan->n_days - 1;

  gtk_button_set_label (GTK_BUTTON (self->fill), self->filling != NULL ? _ ("Stop") : _ ("Fill"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "roster.fill",
                                 last >= self->shown.today && fw_roster_page_may_write (self));
}

static void
show_subtitle (FwRosterPage *self)
{
  const guint drafts = fw_roster_plan_count_drafts (self->plan);
  const guint broken = fw_roster_plan_count_breaches (self->plan);
  g_autofree char *from = fw_roster_write_day (self->plan->first);
  g_autofree char *to = fw_roster_write_day (self->plan->first + (gint32) self->plan->n_days - 1);
  g_autofree char *drafts_text =
      g_strdup_printf (ngettext ("%u draft", "%u drafts", drafts), drafts);
  g_autofree char *broken_text =
      g_strdup_printf (ngettext ("%u rule broken", "%u rules broken", broken), broken);
  g_autofree char *text = g_strdup_printf ("%s – %s · %s · %s", from, to, drafts_text, broken_text);

  fw_page_set_subtitle (FW_PAGE (self), text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "roster.publish",
                                 drafts > 0 && fw_roster_page_may_write (self));
}

static void
size_grid (FwRosterPage *self)
{
  self->feet = fw_roster_shown_count_feet (&self->shown);
  fw_grid_set_size (self->grid, self->plan->rows->len, self->plan->n_days, FW_ROSTER_N_SUMS,
                    self->feet);
}

void
fw_roster_page_show (FwRosterPage *self)
{
  fw_roster_wants_count (self->cover, self->plan);
  if (self->feet != fw_roster_shown_count_feet (&self->shown))
    size_grid (self);
  fw_grid_changed (self->grid);
  moved_cb (self);
  show_subtitle (self);
  show_fill (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "roster.redo",
                                 fw_roster_history_can_redo (self->history));
}

static gboolean
has_teams (FwRosterPlan *plan)
{
  for (guint i = 1; i < plan->rows->len; i++)
    if (g_strcmp0 (fw_roster_plan_get_row (plan, i)->team,
                   fw_roster_plan_get_row (plan, 0)->team) != 0)
      return TRUE;
  return FALSE;
}

static void
show_nothing (FwRosterPage *self)
{
  const gboolean people = self->plan->rows->len > 0;

  adw_status_page_set_title (self->empty,
                             people ? _ ("No shifts are defined yet") : _ ("Nobody to plan for"));
  adw_status_page_set_description (
      self->empty, people ? _ ("Say when each shift begins and how long it lasts. Each then has a "
                               "letter here, which writes it into a cell.")
                          : _ ("There are no people in what is chosen above."));
  gtk_widget_set_visible (self->define, people);
}

static void
show_plan (FwRosterPage *self)
{
  const gboolean any = self->plan->rows->len > 0 && self->plan->templates->len > 0;

  self->shown.plan = self->plan;
  self->shown.cover = self->cover;
  self->shown.teams = has_teams (self->plan);
  fw_roster_palette_fill (self->palette, self->plan);
  fw_roster_wants_count (self->cover, self->plan);
  size_grid (self);
  if (!any)
    show_nothing (self);
  fw_asking_page_show_part (FW_ASKING_PAGE (self), self->stack, any ? "grid" : "empty");
  fw_roster_page_show (self);
  if (self->wants_focus)
    fw_page_focus (FW_PAGE (self));
}

/* ---- the plan ---- */

/* Of the first site: what day it is there. */
static gint32
find_today (const FwRosterHouse *house)
{
  const char *name =
      house->sites->len > 0 ? fw_record_text (house->sites->pdata[0], "time_zone") : NULL;
  g_autoptr (FwZone) zone = name != NULL ? fw_zone_new (name, 0, NULL) : NULL;
  const gint64 now = g_get_real_time ();

  return zone != NULL ? fw_zone_get_day (zone, now) : (gint32) (now / (24 * FW_HOUR));
}

static void
make_cover (FwRosterPage *self, const FwRosterHouse *house)
{
  FwView *view = fw_page_get_view (FW_PAGE (self));
  g_autoptr (FwRosterWants) before = g_steal_pointer (&self->cover);

  self->cover =
      fw_roster_wants_new (house, fw_view_get (view, "site"), fw_view_get (view, "team"),
                           fw_client_get_account_teams (fw_page_get_client (FW_PAGE (self))),
                           self->first, FW_ROSTER_PLAN_DAYS);
  if (before != NULL)
    fw_roster_wants_carry (self->cover, before);
}

static gboolean
make_plan (FwRosterPage *self)
{
  FwClient *client = fw_page_get_client (FW_PAGE (self));
  FwView *view = fw_page_get_view (FW_PAGE (self));
  g_autoptr (FwRosterPlan) before = NULL;
  g_auto (FwRosterHouse) house = { NULL };

  if (!fw_roster_house_is_there (client))
    return FALSE;
  fw_roster_house_init (&house, client);
  self->shown.today = find_today (&house);
  if (self->first == 0)
    self->first = fw_date_get_monday (self->shown.today);
  before = g_steal_pointer (&self->plan);
  self->plan =
      fw_roster_plan_new (&house, fw_client_find_kind (client, "shift"), fw_view_get (view, "site"),
                          fw_view_get (view, "team"), self->first, FW_ROSTER_PLAN_DAYS);
  if (before != NULL)
    fw_roster_plan_carry (self->plan, before);
  make_cover (self, &house);
  show_plan (self);
  return TRUE;
}

/* ---- asking ---- */

static char *
make_question (FwRosterPage *self)
{
  g_autofree char *from = fw_date_format (self->first - FW_ROSTER_PLAN_BEFORE);
  g_autofree char *to = fw_date_format (self->first + FW_ROSTER_PLAN_DAYS - 1);
  GString *path = g_string_new (NULL);
  g_autoptr (GString) people = g_string_new (NULL);

  g_string_printf (path, "records/shift?from.day=%s&to.day=%s", from, to);
  for (guint i = 0; i < self->plan->rows->len && people->len <= MOST_NAMED; i++)
    g_string_append_printf (people, "%s%s", i > 0 ? ";" : "",
                            fw_roster_plan_get_row (self->plan, i)->person);
  if (people->len <= MOST_NAMED)
    fw_asking_page_append (path, "where.person", people->str);
  return g_string_free (path, FALSE);
}

static void
ask_all (FwRosterPage *self)
{
  self->change = -1;
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwRosterPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecordReading) reading = fw_record_reading_read_finish (result, &error);
  FwOutbox *outbox = fw_outbox_of (fw_page_get_client (FW_PAGE (self)));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->plan == NULL)
    return;
  if (reading == NULL)
    {
      fw_page_show_error (FW_PAGE (self), error);
      return;
    }
  /* It may hold what is on its way, which would be taken for somebody else's where it was taken
   * back meanwhile. The batch's own answer comes first. */
  if (self->saving != NULL)
    {
      self->passed_over = TRUE;
      return;
    }
  if (reading->next != NULL)
    {
      ask_all (self);
      return;
    }
  self->change = reading->change;
  fw_roster_plan_take (self->plan, reading->records, reading->deleted, self->fresh);
  if (outbox != NULL)
    fw_roster_save_take_waiting (self->plan, fw_outbox_get_items (outbox));
  fw_roster_page_show (self);
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwRosterPage *self = FW_ROSTER_PAGE (page);

  if (self->plan != NULL)
    fw_record_reading_read_async (body, self->plan->kind, fw_asking_page_get_cancellable (page),
                                  read_cb, g_object_ref (self));
  return TRUE;
}

/* What has changed since is asked for where all of the same was asked before. */
static void
fw_roster_page_ask (FwAskingPage *page)
{
  FwRosterPage *self = FW_ROSTER_PAGE (page);
  g_autofree char *question = NULL, *path = NULL;

  if (!make_plan (self) || self->plan->rows->len == 0)
    return;
  question = make_question (self);
  self->fresh = self->change < 0 || g_strcmp0 (question, self->asked) != 0;
  path = self->fresh
             ? g_strdup (question)
             : g_strdup_printf ("%s&changed_since=%" G_GINT64_FORMAT, question, self->change);
  g_free (self->asked);
  self->asked = g_steal_pointer (&question);
  fw_roster_page_ask_needs (self);
  fw_asking_page_get (page, path, take_body);
}

/* ---- weeks ---- */

static void
go_weeks (FwRosterPage *self, gint weeks)
{
  if (self->first == 0)
    return;
  self->first = weeks == 0 ? fw_date_get_monday (self->shown.today) : self->first + 7 * weeks;
  self->change = -1;
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
earlier_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_weeks (FW_ROSTER_PAGE (widget), -1);
}

static void
later_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_weeks (FW_ROSTER_PAGE (widget), 1);
}

static void
now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_weeks (FW_ROSTER_PAGE (widget), 0);
}

/* ---- edits ---- */

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_roster_page_undo (FW_ROSTER_PAGE (widget));
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_roster_page_redo (FW_ROSTER_PAGE (widget));
}

static void
publish_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_roster_page_publish (FW_ROSTER_PAGE (widget));
}

static void
fill_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_roster_page_fill (FW_ROSTER_PAGE (widget));
}

static void
paint_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwRosterPage *self = FW_ROSTER_PAGE (widget);

  fw_roster_page_paint (self, g_variant_get_string (parameter, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
define_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_page_go (FW_PAGE (widget), "shifts", NULL);
}

static void
typed_cb (FwRosterPage *self, const char *letter)
{
  fw_roster_page_type (self, letter);
}

static void
erase_cb (FwRosterPage *self)
{
  fw_roster_page_paint (self, "");
}

static void
paste_cb (FwRosterPage *self, const char *text)
{
  fw_roster_page_paste (self, text);
}

/* Enter leads to the person. */
static void
activated_cb (FwRosterPage *self)
{
  gint32 day;
  FwRosterRow *row = find_cursor (self, &day);

  if (row != NULL)
    fw_page_go (FW_PAGE (self), "person", g_variant_new_string (row->person));
}

static gboolean
show_sentence_cb (gpointer data)
{
  FwRosterPage *self = data;

  self->folded_source = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), adw_leaflet_get_folded (self->leaflet));
  return G_SOURCE_REMOVE;
}

/* It folds while it is allocated, when nothing may change its size. */
static void
folded_cb (FwRosterPage *self)
{
  if (self->folded_source == 0)
    self->folded_source = g_idle_add (show_sentence_cb, self);
}

/* ---- the page ---- */

static char *
fw_roster_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_grid_to_text (FW_ROSTER_PAGE (page)->grid, with_headers);
}

static char *
fw_roster_page_list (FwPage *page)
{
  FwRosterPage *self = FW_ROSTER_PAGE (page);

  return self->plan != NULL && self->plan->rows->len > 0 ? fw_grid_to_table (self->grid) : NULL;
}

static void
fw_roster_page_focus (FwPage *page)
{
  FwRosterPage *self = FW_ROSTER_PAGE (page);

  /* what is not there yet takes the keys when it has come */
  self->wants_focus = self->plan == NULL;
  if (!self->wants_focus && !gtk_widget_grab_focus (GTK_WIDGET (self->grid)))
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
fw_roster_page_refresh (FwPage *page)
{
  ask_all (FW_ROSTER_PAGE (page));
}

/* Before the window takes them back what other pages have done. */
static void
add_undo_keys (FwRosterPage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>z"),
                        gtk_named_action_new ("roster.undo")));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control><Shift>z"),
                        gtk_named_action_new ("roster.redo")));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
fw_roster_page_setup (FwPage *page)
{
  static const struct
  {
    const char *key, *action;
  } keys[] = {
    { "<Control>Page_Up", "roster.earlier" }, { "<Control>Page_Down", "roster.later" },
    { "<Control>Return", "roster.publish" },  { "<Control>g", "roster.fill" },
    { "<Control>i", "roster.repair" },
  };
  FwRosterPage *self = FW_ROSTER_PAGE (page);
  FwOutbox *outbox = fw_outbox_of (fw_page_get_client (page));
  const gboolean writes = fw_roster_page_may_write (self);

  FW_PAGE_CLASS (fw_roster_page_parent_class)->setup (page);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    fw_page_add_key (page, keys[i].key, keys[i].action, NULL);
  add_undo_keys (self);
  fw_roster_house_watch (fw_page_get_client (page), G_CALLBACK (fw_asking_page_ask_soon), self);
  if (outbox != NULL)
    g_signal_connect_object (outbox, "settled", G_CALLBACK (ask_all), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self->palette), writes);
  gtk_widget_set_visible (self->publish, writes);
  gtk_widget_set_visible (self->fill, writes);
  gtk_widget_set_visible (self->repair, writes);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "roster.fill", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "roster.publish", FALSE);
}

static void
fw_roster_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fw_roster_page_parent_class)->map (widget);
  fw_roster_page_watch_room (FW_ROSTER_PAGE (widget));
}

static void
fw_roster_page_dispose (GObject *object)
{
  FwRosterPage *self = FW_ROSTER_PAGE (object);

  g_clear_handle_id (&self->folded_source, g_source_remove);
  g_clear_handle_id (&self->room_source, g_source_remove);
  g_cancellable_cancel (self->asking_needs);
  g_clear_object (&self->asking_needs);
  g_cancellable_cancel (self->filling);
  /* the grid would ask a plan that is gone */
  if (self->grid != NULL)
    fw_grid_set_size (self->grid, 0, 0, 0, 0);
  self->grid = NULL;
  g_clear_pointer (&self->plan, fw_roster_plan_free);
  g_clear_pointer (&self->cover, fw_roster_wants_free);
  self->shown.plan = NULL;
  self->shown.cover = NULL;
  G_OBJECT_CLASS (fw_roster_page_parent_class)->dispose (object);
}

static void
fw_roster_page_finalize (GObject *object)
{
  FwRosterPage *self = FW_ROSTER_PAGE (object);

  fw_roster_shown_clear (&self->shown);
  fw_roster_history_free (self->history);
  g_clear_pointer (&self->saving, fw_roster_save_free);
  g_free (self->asked);
  g_free (self->typed);
  G_OBJECT_CLASS (fw_roster_page_parent_class)->finalize (object);
}

static void
fw_roster_page_class_init (FwRosterPageClass *klass)
{
  static const char *const kinds[] = { "shift", "published-forecast", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_roster_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_roster_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_roster_page_finalize;
  widget_class->map = fw_roster_page_map;
  page_class->setup = fw_roster_page_setup;
  page_class->refresh = fw_roster_page_refresh;
  page_class->focus = fw_roster_page_focus;
  page_class->copy = fw_roster_page_copy;
  page_class->list = fw_roster_page_list;
  page_class->is_table = TRUE;
  /* the template names them */
  g_type_ensure (FW_TYPE_COVER_CHART);
  g_type_ensure (FW_TYPE_GRID);
  g_type_ensure (FW_TYPE_ROSTER_ASIDE);
  g_type_ensure (FW_TYPE_ROSTER_PALETTE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/roster/fw-roster-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwRosterPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwRosterPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, FwRosterPage, empty);
  gtk_widget_class_bind_template_child (widget_class, FwRosterPage, define);
  gtk_widget_class_bind_template_child (widget_class, FwRosterPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, FwRosterPage, grid);
  gtk_widget_class_bind_template_child (widget_class, FwRosterPage, aside);
  gtk_widget_class_bind_template_child (widget_class, FwRosterPage, palette);
  gtk_widget_class_bind_template_child (widget_class, FwRosterPage, publish);
  gtk_widget_class_bind_template_child (widget_class, FwRosterPage, fill);
  gtk_widget_class_bind_template_child (widget_class, FwRosterPage, repair);
  gtk_widget_class_bind_template_child (widget_class, FwRosterPage, cover_box);
  gtk_widget_class_bind_template_child (widget_class, FwRosterPage, cover_title);
  gtk_widget_class_bind_template_child (widget_class, FwRosterPage, cover_note);
  gtk_widget_class_bind_template_child (widget_class, FwRosterPage, forecast);
  gtk_widget_class_bind_template_child (widget_class, FwRosterPage, chart);
  gtk_widget_class_bind_template_callback (widget_class, fw_roster_page_go_forecast);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, erase_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "roster.earlier", NULL, earlier_action);
  gtk_widget_class_install_action (widget_class, "roster.later", NULL, later_action);
  gtk_widget_class_install_action (widget_class, "roster.now", NULL, now_action);
  gtk_widget_class_install_action (widget_class, "roster.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "roster.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "roster.publish", NULL, publish_action);
  gtk_widget_class_install_action (widget_class, "roster.fill", NULL, fill_action);
  gtk_widget_class_install_action (widget_class, "roster.repair", NULL, fw_roster_page_repair);
  gtk_widget_class_install_action (widget_class, "roster.paint", "s", paint_action);
  gtk_widget_class_install_action (widget_class, "roster.define", NULL, define_action);
}

static void
fw_roster_page_init (FwRosterPage *self)
{
  self->history = fw_roster_history_new ();
  self->change = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  fw_grid_set_source (self->grid, &fw_roster_source, &self->shown);
  fw_grid_set_label (self->grid, _ ("Roster"));
}
