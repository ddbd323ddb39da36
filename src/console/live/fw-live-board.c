/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-board.h"

#include "console/fw-one-stop.h"
#include "console/live/fw-live-alerts.h"
#include "console/live/fw-live-nothing.h"
#include "console/live/fw-live-strip.h"
#include "console/live/fw-live-tiles.h"
#include "console/live/fw-live-why.h"
#include "console/live/fw-live-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define LEAST 330         /* px below which the page is cut */
#define SIDE_BY_SIDE 1000 /* px from which table and curve stand beside each other */
#define ROOMY                                                                                      \
  1180               /* px from which they are of one width; below, the table takes what it needs  \
                      */
#define ONE_ROW 1140 /* px from which the tiles stand in one row, as in FwLiveTiles */
#define TALL 600     /* px from which tiles in one row have their sparkline */
#define TALL_TWO 780 /* px for tiles in two rows */

struct _FwLiveBoard
{
  GtkWidget parent_instance;

  FwLive *live;
  GtkStack *outer;
  GtkSpinner *spinner;
  FwLiveNothing *nothing;
  GtkWidget *column;
  GtkRevealer *stale_revealer;
  FwMark *stale_mark;
  GtkLabel *stale_label;
  FwLiveTiles *tiles;
  GtkStack *middle;
  GtkBox *halves;
  FwLiveTable *table;
  FwLiveCurve *curve;
  FwLivePeople *people;
  GtkBox *bottom;
  FwLiveStrip *strip;
  FwLiveAlerts *alerts;
  FwLiveLanding *landing; /* (nullable) */
  gboolean may_fill;
  gboolean days; /* of chosen days, and not of the moment */
  gboolean wide;
  gboolean tall;
  gboolean roomy; /* room to spare */
  guint layout_source;
  guint age_source;
};

enum
{
  OPEN_CONTACTS,
  ASK_WHY,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwLiveBoard, fw_live_board, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
show_age (FwLiveBoard *self)
{
  g_autofree char *clock = NULL, *age = NULL, *text = NULL;

  if (fw_live_get_state (self->live) != FW_LIVE_STALE)
    return;
  clock = fw_format_clock (g_get_real_time () - fw_live_get_age (self->live), NULL);
  age = fw_format_age (fw_live_get_age (self->live));
  text = g_strdup_printf (_ ("Figures of %s, %s. The server does not answer; they catch up by "
                             "themselves when it does."),
                          clock, age);
  gtk_label_set_text (self->stale_label, text);
}

static gboolean
age_cb (gpointer data)
{
  show_age (data);
  return G_SOURCE_CONTINUE;
}

/* A team before its shift has a day a week ago: it sees that, and no data yet. */
static gboolean
has_past (FwLiveBoard *self)
{
  GPtrArray *now, *before;
  gint64 from, step;

  fw_live_get_curve (self->live, &from, &step, &now, &before);
  for (guint i = 0; before != NULL && i < before->len; i++)
    {
      const FwLiveFrameGroup *slot = g_ptr_array_index (before, i);

      if (slot->values[FW_LIVE_OFFERED].value > 0)
        return TRUE;
    }

  return FALSE;
}

/* What stands in place of the board. */
static const char *
choose_page (FwLiveBoard *self)
{
  if (fw_live_get_state (self->live) == FW_LIVE_EMPTY)
    return "loading";
  if (!fw_live_has_nothing (self->live) || has_past (self))
    return "board";
  if (self->days)
    fw_live_nothing_show_days (self->nothing);
  else if (self->landing != NULL && !fw_live_landing_is_settled (self->landing))
    return "loading";
  else if (self->landing != NULL && *fw_live_landing_get_last_day (self->landing) != '\0')
    fw_live_nothing_show_quiet (self->nothing, fw_live_landing_get_last_day (self->landing));
  else
    fw_live_nothing_show_first (self->nothing, self->may_fill);
  return "empty";
}

static void
show_state (FwLiveBoard *self)
{
  FwLiveState state = fw_live_get_state (self->live);
  gboolean stale = state == FW_LIVE_STALE;
  const char *page = choose_page (self);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->outer), page) != 0)
    gtk_stack_set_visible_child_name (self->outer, page);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (page, "loading"));
  if (stale == gtk_revealer_get_reveal_child (self->stale_revealer))
    return;
  gtk_revealer_set_reveal_child (self->stale_revealer, stale);
  if (stale)
    {
      gtk_widget_add_css_class (self->column, "stale");
      show_age (self);
      if (self->age_source == 0)
        self->age_source = g_timeout_add (500, age_cb, self);
    }
  else
    {
      gtk_widget_remove_css_class (self->column, "stale");
      g_clear_handle_id (&self->age_source, g_source_remove);
    }
}

static void
updated_cb (FwLive *live, gpointer data)
{
  show_state (data);
}

static void
state_cb (FwLive *live, GParamSpec *pspec, gpointer data)
{
  show_state (data);
}

static void
open_contacts (FwLiveBoard *self,
               const char *dimension,
               const char *key,
               const char *title,
               const char *measure)
{
  g_signal_emit (self, signals[OPEN_CONTACTS], 0, dimension, key, title, measure);
}

static void
show_queues (FwLiveBoard *self)
{
  fw_live_board_go_back (self);
  fw_live_table_set_by (self->table, "queue");
  gtk_widget_grab_focus (GTK_WIDGET (fw_live_table_get_grid (self->table)));
}

static const char *
find_group_title (FwLiveBoard *self, const char *key)
{
  GListModel *groups = fw_live_get_groups (self->live);

  for (guint i = 0; i < g_list_model_get_n_items (groups); i++)
    {
      g_autoptr (FwGroupRow) row = g_list_model_get_item (groups, i);

      if (g_str_equal (fw_group_row_get_key (row), key))
        return fw_live_words_group (fw_live_table_get_by (self->table),
                                    fw_group_row_get_title (row));
    }
  return key;
}

static void
open_cell_cb (FwLiveBoard *self, const char *key, gboolean total, int measure)
{
  const char *name = measure < 0 || measure >= FW_LIVE_IN_QUEUE
                         ? "offered"
                         : fw_live_measure_to_name ((FwLiveMeasure) measure);

  if (measure == FW_LIVE_READY)
    {
      fw_live_board_show_people (self, "ready");
      return;
    }
  if (total)
    open_contacts (self, "", "", "", name);
  else
    open_contacts (self, fw_live_table_get_by (self->table), key, find_group_title (self, key),
                   name);
}

static void
open_tile_cb (FwLiveBoard *self, guint measure)
{
  /* who waits has not been counted anywhere yet: there are no contacts to open */
  if (measure == FW_LIVE_WAITING)
    show_queues (self);
  else
    open_contacts (self, "", "", "", fw_live_measure_to_name (measure));
}

static void
open_person_cb (FwLiveBoard *self, const char *agent)
{
  FwPersonRow *row = fw_live_find_person (self->live, agent);

  open_contacts (self, "agent", agent, row != NULL ? fw_person_row_get_title (row) : agent,
                 "answered");
}

static void
people_closed_cb (FwLiveBoard *self)
{
  fw_live_board_go_back (self);
}

static void
show_state_cb (FwLiveBoard *self, const char *state)
{
  fw_live_board_show_people (self, state);
}

static void
act_cb (FwLiveBoard *self, FwAlertRow *alert)
{
  fw_live_board_act (self, alert);
}

static void
lay_out (FwLiveBoard *self)
{
  GtkOrientation orientation = self->wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->halves), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bottom), orientation);
  gtk_box_set_spacing (self->bottom, self->wide ? 24 : 12);
  gtk_box_set_homogeneous (self->bottom, self->wide);
  /* as much as its columns need; the curve takes what is left */
  gtk_widget_set_size_request (GTK_WIDGET (self->table),
                               self->wide ? (self->roomy ? 600 : 588) : -1, 270);
  gtk_widget_set_hexpand (GTK_WIDGET (self->table), !self->wide);
  fw_live_curve_set_titled (self->curve, !self->wide || self->roomy);
  /* one above the other the page scrolls: a scroller within it would catch the wheel */
  fw_live_grid_set_whole (fw_live_table_get_grid (self->table), !self->wide);
  fw_live_tiles_set_compact (self->tiles, !self->tall);
}

static gboolean
lay_out_cb (gpointer data)
{
  FwLiveBoard *self = data;

  self->layout_source = 0;
  lay_out (self);
  return G_SOURCE_REMOVE;
}

static void
fw_live_board_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FwLiveBoard *self = FW_LIVE_BOARD (widget);
  gboolean wide = width >= SIDE_BY_SIDE, roomy = width >= ROOMY;
  gboolean tall = height >= (width >= ONE_ROW ? TALL : TALL_TWO);

  int least;

  /* for one frame the layout of a wider page may still stand here: then it is cut, not squeezed */
  gtk_widget_measure (GTK_WIDGET (self->outer), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                      NULL);
  gtk_widget_size_allocate (GTK_WIDGET (self->outer),
                            &(GtkAllocation){ 0, 0, MAX (width, least), height }, baseline);
  if (wide == self->wide && tall == self->tall && roomy == self->roomy)
    return;
  self->wide = wide;
  self->tall = tall;
  self->roomy = roomy;
  /* not within an allocation, which it would change */
  if (self->layout_source == 0)
    self->layout_source = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, lay_out_cb, self, NULL);
}

static void
fw_live_board_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (FW_LIVE_BOARD (widget)->outer), orientation, for_size, minimum,
                      natural, NULL, NULL);
  /* the layout follows the width, so the width must not follow the layout */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST;
      *natural = MAX (*natural, LEAST);
    }
}

static void
fw_live_board_dispose (GObject *object)
{
  FwLiveBoard *self = FW_LIVE_BOARD (object);

  g_clear_handle_id (&self->layout_source, g_source_remove);
  g_clear_handle_id (&self->age_source, g_source_remove);
  if (self->live != NULL)
    g_signal_handlers_disconnect_by_data (self->live, self);
  g_clear_object (&self->live);
  g_clear_object (&self->landing);
  if (self->outer != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->outer));
  self->outer = NULL;
  G_OBJECT_CLASS (fw_live_board_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FwLiveBoard, outer);
  gtk_widget_class_bind_template_child (widget_class, FwLiveBoard, spinner);
  gtk_widget_class_bind_template_child (widget_class, FwLiveBoard, nothing);
  gtk_widget_class_bind_template_child (widget_class, FwLiveBoard, column);
  gtk_widget_class_bind_template_child (widget_class, FwLiveBoard, stale_revealer);
  gtk_widget_class_bind_template_child (widget_class, FwLiveBoard, stale_mark);
  gtk_widget_class_bind_template_child (widget_class, FwLiveBoard, stale_label);
  gtk_widget_class_bind_template_child (widget_class, FwLiveBoard, tiles);
  gtk_widget_class_bind_template_child (widget_class, FwLiveBoard, middle);
  gtk_widget_class_bind_template_child (widget_class, FwLiveBoard, halves);
  gtk_widget_class_bind_template_child (widget_class, FwLiveBoard, table);
  gtk_widget_class_bind_template_child (widget_class, FwLiveBoard, curve);
  gtk_widget_class_bind_template_child (widget_class, FwLiveBoard, people);
  gtk_widget_class_bind_template_child (widget_class, FwLiveBoard, bottom);
  gtk_widget_class_bind_template_child (widget_class, FwLiveBoard, strip);
  gtk_widget_class_bind_template_child (widget_class, FwLiveBoard, alerts);
}

static void
fw_live_board_class_init (FwLiveBoardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_live_board_dispose;
  widget_class->measure = fw_live_board_measure;
  widget_class->size_allocate = fw_live_board_size_allocate;
  g_type_ensure (FW_TYPE_MARK);
  g_type_ensure (FW_TYPE_LIVE_TILES);
  g_type_ensure (FW_TYPE_LIVE_TABLE);
  g_type_ensure (FW_TYPE_LIVE_CURVE);
  g_type_ensure (FW_TYPE_LIVE_PEOPLE);
  g_type_ensure (FW_TYPE_LIVE_STRIP);
  g_type_ensure (FW_TYPE_LIVE_ALERTS);
  g_type_ensure (FW_TYPE_LIVE_NOTHING);
  signals[OPEN_CONTACTS] =
      g_signal_new ("open-contacts", FW_TYPE_LIVE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 4, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  signals[ASK_WHY] = g_signal_new ("ask-why", FW_TYPE_LIVE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_VARIANT);
  g_type_ensure (FW_TYPE_ONE_STOP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/live/fw-live-board.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, open_cell_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_person_cb);
  gtk_widget_class_bind_template_callback (widget_class, people_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_state_cb);
  gtk_widget_class_bind_template_callback (widget_class, act_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_tile_cb);
}

static void
fw_live_board_init (FwLiveBoard *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->wide = self->tall = self->roomy = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fw_mark_set (self->stale_mark, FW_MARK_HALF, FW_CHART_COLOR_WATCH);
}

GtkWidget *
fw_live_board_new (void)
{
  return g_object_new (FW_TYPE_LIVE_BOARD, NULL);
}

GtkWidget *
fw_live_board_new_for_days (void)
{
  FwLiveBoard *self = g_object_new (FW_TYPE_LIVE_BOARD, NULL);

  self->days = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->bottom), FALSE);
  return GTK_WIDGET (self);
}

void
fw_live_board_set_landing (FwLiveBoard *self, FwLiveLanding *landing, gboolean may_fill)
{
  g_return_if_fail (FW_IS_LIVE_BOARD (self));
  g_return_if_fail (FW_IS_LIVE_LANDING (landing));

  g_set_object (&self->landing, landing);
  self->may_fill = may_fill;
  g_signal_connect_object (landing, "notify::last-day", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  show_state (self);
}

void
fw_live_board_set_live (FwLiveBoard *self, FwLive *live)
{
  g_return_if_fail (FW_IS_LIVE_BOARD (self));

  g_set_object (&self->live, live);
  fw_live_tiles_set_live (self->tiles, live, self->days);
  fw_live_table_set_live (self->table, live);
  fw_live_table_remember (self->table);
  fw_live_curve_set_live (self->curve, live);
  fw_live_people_set_live (self->people, live);
  fw_live_people_remember (self->people);
  fw_live_strip_set_live (self->strip, live);
  fw_live_alerts_set_live (self->alerts, live);
  g_signal_connect (live, "updated", G_CALLBACK (updated_cb), self);
  g_signal_connect (live, "notify::state", G_CALLBACK (state_cb), self);
  lay_out (self);
  show_state (self);
}

FwLive *
fw_live_board_get_live (FwLiveBoard *self)
{
  g_return_val_if_fail (FW_IS_LIVE_BOARD (self), NULL);
  return self->live;
}

FwLiveTable *
fw_live_board_get_table (FwLiveBoard *self)
{
  g_return_val_if_fail (FW_IS_LIVE_BOARD (self), NULL);
  return self->table;
}

FwLiveCurve *
fw_live_board_get_curve (FwLiveBoard *self)
{
  g_return_val_if_fail (FW_IS_LIVE_BOARD (self), NULL);
  return self->curve;
}

FwLivePeople *
fw_live_board_get_people (FwLiveBoard *self)
{
  g_return_val_if_fail (FW_IS_LIVE_BOARD (self), NULL);
  return self->people;
}

void
fw_live_board_show_people (FwLiveBoard *self, const char *state)
{
  g_return_if_fail (FW_IS_LIVE_BOARD (self));

  fw_live_people_show_state (self->people, state);
  gtk_stack_set_visible_child_name (self->middle, "people");
}

void
fw_live_board_show_person (FwLiveBoard *self, const char *agent)
{
  g_return_if_fail (FW_IS_LIVE_BOARD (self));

  fw_live_people_show_person (self->people, agent);
  gtk_stack_set_visible_child_name (self->middle, "people");
}

void
fw_live_board_act (FwLiveBoard *self, FwAlertRow *row)
{
  const FwLiveFrameAlert *alert;

  g_return_if_fail (FW_IS_LIVE_BOARD (self));

  alert = fw_alert_row_get (row);
  if (g_strcmp0 (alert->dimension, "agent") == 0)
    fw_live_board_show_person (self, alert->key);
  else if (alert->measure == FW_LIVE_WAITING)
    show_queues (self);
  else if (g_strcmp0 (alert->action, "why") == 0 && alert->measure < FW_LIVE_WAITING)
    {
      g_autoptr (GVariant) question = fw_live_why_of_alert (alert);

      g_signal_emit (self, signals[ASK_WHY], 0, question);
    }
  else
    open_contacts (self, *alert->key != '\0' ? alert->dimension : "", alert->key, alert->title,
                   alert->metric);
}

void
fw_live_board_start_search (FwLiveBoard *self)
{
  g_return_if_fail (FW_IS_LIVE_BOARD (self));

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->middle), "people") == 0)
    fw_live_people_start_search (self->people);
  else
    fw_live_table_start_search (self->table);
}

gboolean
fw_live_board_go_back (FwLiveBoard *self)
{
  g_return_val_if_fail (FW_IS_LIVE_BOARD (self), FALSE);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->middle), "people") != 0)
    return FALSE;
  gtk_stack_set_visible_child_name (self->middle, "floor");
  gtk_widget_grab_focus (GTK_WIDGET (fw_live_table_get_grid (self->table)));
  return TRUE;
}

char *
fw_live_board_copy (FwLiveBoard *self, gboolean with_headers, gboolean whole)
{
  gboolean people;

  g_return_val_if_fail (FW_IS_LIVE_BOARD (self), NULL);

  people = g_strcmp0 (gtk_stack_get_visible_child_name (self->middle), "people") == 0;
  return fw_live_grid_to_table (people ? fw_live_people_get_grid (self->people)
                                       : fw_live_table_get_grid (self->table),
                                with_headers, whole);
}
