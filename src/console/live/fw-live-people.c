/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-people.h"

#include "console/fw-needle.h"
#include "console/fw-one-stop.h"
#include "console/fw-table-memory.h"
#include "console/live/fw-live-words.h"
#include "console/records/fw-record-list.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

struct _FwLivePeople
{
  GtkWidget parent_instance;

  FwClient *client; /* (nullable): for the names of queues */
  gboolean queues_asked;
  FwLive *live;
  const char *state; /* "" everybody; one of the choices */
  char *needle;      /* folded; NULL */
  gint64 now;        /* µs UTC, of the server's clock as far as it is known */
  GtkWidget *box;
  GtkWidget *bar;
  GtkWidget *close_button;
  GtkLabel *heading;
  GtkBox *toggles;
  GtkSearchEntry *search;
  FwLiveGrid *grid;
  gboolean remembered; /* the desk's; the wall shows everything */
  guint tick_source;
};

enum
{
  CLOSED,
  OPEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwLivePeople, fw_live_people, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static const struct
{
  const char *state;
  const char *label;
} choices[] = {
  { "", N_ ("Everybody") },  { "talking", N_ ("Talking") }, { "wrap-up", N_ ("Wrap-up") },
  { "ready", N_ ("Ready") }, { "paused", N_ ("Paused") },   { "late", N_ ("Late") },
};

static int
compare_people (gconstpointer a, gconstpointer b, gpointer data)
{
  FwPersonRow *one = (FwPersonRow *) a, *two = (FwPersonRow *) b;
  gint64 first, second;

  switch (GPOINTER_TO_UINT (data))
    {
    case 0:
      return g_strcmp0 (fw_person_row_get_collation (one), fw_person_row_get_collation (two));
    case 1:
      return g_utf8_collate (fw_person_row_get_team_title (one),
                             fw_person_row_get_team_title (two));
    case 2:
      if (fw_person_row_is_late (one) != fw_person_row_is_late (two))
        return fw_person_row_is_late (one) ? -1 : 1;
      if (fw_person_row_get_state (one) != fw_person_row_get_state (two))
        return fw_person_row_get_state (one) < fw_person_row_get_state (two) ? 1 : -1;
      break;
    case 5:
      return (fw_person_row_get_contacts (one) > fw_person_row_get_contacts (two)) -
             (fw_person_row_get_contacts (one) < fw_person_row_get_contacts (two));
    default:
      break;
    }
  /* longest first */
  first = fw_person_row_get_since (one);
  second = fw_person_row_get_since (two);
  return first < second ? -1 : first > second;
}

static void
show_name (gpointer row, FwLiveCell *cell, gpointer data)
{
  fw_live_cell_set (cell, fw_person_row_get_title (row), FW_MARK_NONE, FW_CHART_COLOR_TEXT, FALSE,
                    FALSE);
}

static void
show_team (gpointer row, FwLiveCell *cell, gpointer data)
{
  fw_live_cell_set (cell, fw_person_row_get_team_title (row), FW_MARK_NONE, FW_CHART_COLOR_TEXT,
                    TRUE, FALSE);
}

static void
show_state (gpointer row, FwLiveCell *cell, gpointer data)
{
  FwAgentState state = fw_person_row_get_state (row);
  gboolean late = fw_person_row_is_late (row);
  const char *reason = fw_live_words_reason (fw_person_row_get_reason (row));
  const char *text =
      state == FW_AGENT_PAUSED && *reason != '\0' ? reason : fw_live_words_state (state);

  fw_live_cell_set (cell, text, late ? FW_MARK_TRIANGLE : FW_MARK_NONE, FW_CHART_COLOR_LATE, FALSE,
                    late);
}

static void
show_since (gpointer row, FwLiveCell *cell, gpointer data)
{
  FwLivePeople *self = data;
  double seconds =
      fw_person_row_get_since (row) > 0 ? (self->now - fw_person_row_get_since (row)) / 1e6 : NAN;
  g_autofree char *text = fw_format_duration (isnan (seconds) ? NAN : MAX (seconds, 0));
  g_autofree char *limit = NULL;
  g_autofree char *both = NULL;

  if (!isnan (fw_person_row_get_limit (row)))
    {
      limit = fw_format_duration (fw_person_row_get_limit (row));
      both = g_strdup_printf (_ ("%s of %s"), text, limit);
    }
  fw_live_cell_set (cell, both != NULL ? both : text, FW_MARK_NONE, FW_CHART_COLOR_TEXT, FALSE,
                    fw_person_row_is_late (row));
}

static void
queues_changed_cb (FwLivePeople *self)
{
  fw_live_grid_reshow (self->grid);
}

static const char *
find_queue_title (FwLivePeople *self, FwPersonRow *row)
{
  const char *id = fw_person_row_get_queue (row);
  const char *title = NULL;

  if (self->client != NULL && *id != '\0')
    title = fw_record_list_title ("queue", id, self->client);
  return title != NULL ? title : id;
}

static int
compare_queues (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_utf8_collate (find_queue_title (data, (FwPersonRow *) a),
                         find_queue_title (data, (FwPersonRow *) b));
}

static void
show_queue (gpointer row, FwLiveCell *cell, gpointer data)
{
  FwLivePeople *self = data;

  /* the names are asked for when somebody looks */
  if (self->client != NULL && !self->queues_asked)
    {
      self->queues_asked = TRUE;
      g_signal_connect_object (fw_record_list_get (self->client, fw_kind_find ("queue")), "changed",
                               G_CALLBACK (queues_changed_cb), self, G_CONNECT_SWAPPED);
    }
  fw_live_cell_set (cell, find_queue_title (self, row), FW_MARK_NONE, FW_CHART_COLOR_TEXT, TRUE,
                    FALSE);
}

static void
show_contacts (gpointer row, FwLiveCell *cell, gpointer data)
{
  g_autofree char *text = fw_format_count (fw_person_row_get_contacts (row));

  fw_live_cell_set (cell, text, FW_MARK_NONE, FW_CHART_COLOR_TEXT, FALSE, FALSE);
}

static gboolean
match_state (FwLivePeople *self, FwPersonRow *row)
{
  if (*self->state == '\0')
    return TRUE;
  if (g_str_equal (self->state, "late"))
    return fw_person_row_is_late (row);
  /* who is late is counted there alone, here as in the bar */
  if (fw_person_row_is_late (row))
    return FALSE;
  if (g_str_has_prefix (self->state, FW_LIVE_PAUSED))
    return fw_person_row_get_state (row) == FW_AGENT_PAUSED &&
           g_str_equal (fw_person_row_get_reason (row), self->state + strlen (FW_LIVE_PAUSED));
  /* a phone that rings is in the hands of somebody who was ready */
  if (g_str_equal (self->state, "ready") && fw_person_row_get_state (row) == FW_AGENT_RINGING)
    return TRUE;
  return g_str_equal (fw_agent_state_to_name (fw_person_row_get_state (row)), self->state);
}

static gboolean
match_row (gpointer item, gpointer data)
{
  FwLivePeople *self = data;
  g_autofree char *text = NULL;

  if (!match_state (self, item))
    return FALSE;
  if (self->needle == NULL)
    return TRUE;
  text = g_strjoin ("\n", fw_person_row_get_title (item), fw_person_row_get_team_title (item),
                    fw_person_row_get_agent (item), NULL);
  return fw_needle_matches (self->needle, text);
}

static void
show_heading (FwLivePeople *self)
{
  guint shown = fw_live_grid_count (self->grid);
  guint all = fw_live_get_counts (self->live)->signed_in;
  g_autofree char *text = shown == all
                              ? g_strdup_printf (ngettext ("%u person", "%u people", all), all)
                              : g_strdup_printf (_ ("%u of %u people"), shown, all);

  if (g_str_has_prefix (self->state, FW_LIVE_PAUSED) &&
      self->state[strlen (FW_LIVE_PAUSED)] != '\0')
    {
      char *who = g_steal_pointer (&text);

      text = g_strdup_printf ("%s: %s", who,
                              fw_live_words_reason (self->state + strlen (FW_LIVE_PAUSED)));
      g_free (who);
    }
  if (g_strcmp0 (gtk_label_get_text (self->heading), text) != 0)
    gtk_label_set_text (self->heading, text);
}

static void
filter_changed_cb (FwLivePeople *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  fw_needle_set (&self->needle, text);
  fw_live_grid_refilter (self->grid);
  if (self->remembered)
    fw_table_keep ("live-people", "filter", g_variant_new_string (text));
  if (self->live != NULL)
    show_heading (self);
}

static void
close_cb (FwLivePeople *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
stop_search_cb (FwLivePeople *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    close_cb (self);
}

static void
toggled_cb (GtkToggleButton *button, gpointer data)
{
  FwLivePeople *self = data;

  if (!gtk_toggle_button_get_active (button))
    return;
  self->state = g_object_get_data (G_OBJECT (button), "state");
  filter_changed_cb (self);
}

static void
activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  g_signal_emit (data, signals[OPEN], 0, fw_person_row_get_agent (FW_PERSON_ROW (row)));
}

/* Once a second: who is in a state for how long, and who has come into or left the state that is
 * shown. */
static gboolean
tick_cb (gpointer data)
{
  FwLivePeople *self = data;

  self->now = g_get_real_time ();
  fw_live_grid_reshow (self->grid);
  if (*self->state != '\0')
    fw_live_grid_refilter (self->grid);
  show_heading (self);
  return G_SOURCE_CONTINUE;
}

static void
fw_live_people_map (GtkWidget *widget)
{
  FwLivePeople *self = FW_LIVE_PEOPLE (widget);

  GTK_WIDGET_CLASS (fw_live_people_parent_class)->map (widget);
  if (self->live != NULL && self->tick_source == 0)
    {
      tick_cb (self);
      self->tick_source = g_timeout_add_seconds (1, tick_cb, self);
    }
}

static void
fw_live_people_unmap (GtkWidget *widget)
{
  FwLivePeople *self = FW_LIVE_PEOPLE (widget);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  GTK_WIDGET_CLASS (fw_live_people_parent_class)->unmap (widget);
}

static void
fw_live_people_dispose (GObject *object)
{
  FwLivePeople *self = FW_LIVE_PEOPLE (object);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_object (&self->client);
  g_clear_object (&self->live);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fw_live_people_parent_class)->dispose (object);
}

static void
fw_live_people_finalize (GObject *object)
{
  g_clear_pointer (&FW_LIVE_PEOPLE (object)->needle, g_free);
  G_OBJECT_CLASS (fw_live_people_parent_class)->finalize (object);
}

static void
fw_live_people_class_init (FwLivePeopleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_live_people_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_live_people_finalize;
  widget_class->map = fw_live_people_map;
  widget_class->unmap = fw_live_people_unmap;
  signals[CLOSED] = g_signal_new ("closed", FW_TYPE_LIVE_PEOPLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[OPEN] = g_signal_new ("open", FW_TYPE_LIVE_PEOPLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (FW_TYPE_ONE_STOP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/live/fw-live-people.ui");
  gtk_widget_class_bind_template_child (widget_class, FwLivePeople, box);
  gtk_widget_class_bind_template_child (widget_class, FwLivePeople, bar);
  gtk_widget_class_bind_template_child (widget_class, FwLivePeople, close_button);
  gtk_widget_class_bind_template_child (widget_class, FwLivePeople, heading);
  gtk_widget_class_bind_template_child (widget_class, FwLivePeople, toggles);
  gtk_widget_class_bind_template_child (widget_class, FwLivePeople, search);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
add_columns (FwLivePeople *self)
{
  const FwLiveColumn columns[] = {
    { "name", _ ("Name"), 0, 16, TRUE, 0, compare_people, GUINT_TO_POINTER (0), show_name, self },
    { "team", _ ("Team"), 0, 12, TRUE, 0, compare_people, GUINT_TO_POINTER (1), show_team, self },
    { "state", _ ("State"), 0, 12, FALSE, 0, compare_people, GUINT_TO_POINTER (2), show_state,
      self },
    { "since", _ ("For"), 1, 15, FALSE, FW_LIVE_ROOM_MARKED, compare_people, GUINT_TO_POINTER (3),
      show_since, self },
    { "queue", _ ("Queue"), 0, 12, FALSE, 0, compare_queues, self, show_queue, self },
    { "contacts", _ ("Contacts"), 1, 9, FALSE, 0, compare_people, GUINT_TO_POINTER (5),
      show_contacts, self },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      FwLiveColumn column = columns[i];

      fw_live_grid_add_column (self->grid, &column);
    }
}

static void
fw_live_people_init (FwLivePeople *self)
{
  GtkToggleButton *group = NULL;

  self->state = "";
  gtk_widget_init_template (GTK_WIDGET (self));
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("live-people", _ ("People on the floor")));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->grid));
  add_columns (self);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_ (choices[i].label));

      g_object_set_data (G_OBJECT (button), "state", (gpointer) choices[i].state);
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group);
      if (group == NULL)
        group = GTK_TOGGLE_BUTTON (button);
      g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
      gtk_box_append (self->toggles, button);
    }
  gtk_toggle_button_set_active (group, TRUE);
  g_signal_connect (self->grid, "activated", G_CALLBACK (activated_cb), self);
}

void
fw_live_people_set_live (FwLivePeople *self, FwLive *live)
{
  g_return_if_fail (FW_IS_LIVE_PEOPLE (self));

  g_set_object (&self->live, live);
  self->now = g_get_real_time ();
  fw_live_grid_set_models (self->grid, fw_live_get_people (live), NULL);
  fw_live_grid_set_filter (self->grid, match_row, self);
  fw_live_grid_sort_by (self->grid, 2, GTK_SORT_ASCENDING); /* who is late stands first */
  show_heading (self);
}

void
fw_live_people_remember (FwLivePeople *self)
{
  g_autoptr (GVariant) filter = fw_table_recall ("live-people", "filter", G_VARIANT_TYPE_STRING);

  g_return_if_fail (FW_IS_LIVE_PEOPLE (self));

  self->remembered = TRUE;
  fw_live_grid_remember (self->grid);
  if (filter != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->search), g_variant_get_string (filter, NULL));
}

void
fw_live_people_set_client (FwLivePeople *self, FwClient *client)
{
  g_return_if_fail (FW_IS_LIVE_PEOPLE (self));
  g_set_object (&self->client, client);
}

void
fw_live_people_show_state (FwLivePeople *self, const char *state)
{
  gboolean narrow;

  g_return_if_fail (FW_IS_LIVE_PEOPLE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  /* one reason of several is chosen in the bar; the button of all pauses leads back to them */
  narrow = g_str_has_prefix (state, FW_LIVE_PAUSED);
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->toggles)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    if (narrow)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
    else if (g_str_equal (g_object_get_data (G_OBJECT (button), "state"), state))
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  if (!narrow)
    return;
  self->state = g_intern_string (state);
  filter_changed_cb (self);
}

void
fw_live_people_show_person (FwLivePeople *self, const char *agent)
{
  FwPersonRow *row;

  g_return_if_fail (FW_IS_LIVE_PEOPLE (self));

  fw_live_people_show_state (self, "");
  row = fw_live_find_person (self->live, agent);
  gtk_editable_set_text (GTK_EDITABLE (self->search),
                         row != NULL ? fw_person_row_get_title (row) : agent);
}

FwLiveGrid *
fw_live_people_get_grid (FwLivePeople *self)
{
  g_return_val_if_fail (FW_IS_LIVE_PEOPLE (self), NULL);
  return self->grid;
}

void
fw_live_people_start_search (FwLivePeople *self)
{
  g_return_if_fail (FW_IS_LIVE_PEOPLE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
fw_live_people_set_bare (FwLivePeople *self, gboolean bare)
{
  g_return_if_fail (FW_IS_LIVE_PEOPLE (self));
  gtk_widget_set_visible (self->bar, !bare);
}
