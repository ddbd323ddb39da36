/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/day/fw-day-page.h"

#include "charts/fw-cover-chart.h"
#include "console/day/fw-day-exception.h"
#include "console/day/fw-day-source.h"
#include "console/day/fw-day-words.h"
#include "core/roster/fw-cover.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* How often a day that runs is asked for again. */
#define AGAIN 20
/* Height of the window below which the chart and what keys do have no room. */
#define ROOM 780

struct _FwDayPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkLabel *total, *title, *evidence, *others, *keys;
  AdwStatusPage *empty;
  GtkWidget *pane, *except, *chart_box, *hint;
  FwGrid *grid;
  FwCoverChart *chart;
  FwDayShown shown;
  gint32 day;      /* that is asked for; G_MININT32: the one that runs */
  char *person;    /* (nullable): with the cursor */
  gboolean placed; /* the cursor was put somewhere */
  gboolean has_room;
  guint again, room_source;
};

G_DEFINE_FINAL_TYPE (FwDayPage, fw_day_page, FW_TYPE_ASKING_PAGE)

static gboolean
may_write (FwDayPage *self)
{
  return fw_asking_page_may_write (FW_ASKING_PAGE (self), "day-exception");
}

/* ---- who is chosen ---- */

/* Returns: (nullable): NULL where nobody is shown. @column: (out) (optional) */
static const FwDayRow *
get_chosen (FwDayPage *self, guint *column)
{
  guint row, at;

  if (self->shown.rows == NULL || !fw_grid_get_cursor (self->grid, &row, &at) ||
      row >= self->shown.rows->rows->len)
    return NULL;
  if (column != NULL)
    *column = at;
  return fw_day_rows_get (self->shown.rows, row);
}

static void
show_chosen (FwDayPage *self)
{
  guint column = 0;
  const FwDayRow *row = get_chosen (self, &column);
  g_autofree char *shift = NULL, *standing = NULL, *figures = NULL, *title = NULL, *moment = NULL;
  g_autofree char *time = NULL, *evidence = NULL;
  gint64 from, to;

  gtk_widget_set_visible (self->pane, row != NULL);
  if (row == NULL)
    return;
  g_free (self->person);
  self->person = g_strdup (row->person);
  shift = fw_day_write_shift (self->shown.rows, row);
  standing = fw_day_write_standing (self->shown.rows, row);
  figures = fw_day_write_figures (row);
  /* Translators: who, of which team, what was planned, how the day stands, its figures */
  title = g_strdup_printf (_ ("%s · %s · %s · %s · %s"), row->name, row->team_title, shift,
                           standing, figures);
  fw_day_get_column (self->shown.rows, column, &from, &to);
  time = fw_day_write_time (self->shown.rows, from, to);
  moment = fw_day_write_moment (self->shown.rows, row, from, to);
  /* Translators: from when to when, and what was then */
  evidence = g_strdup_printf (_ ("%s: %s"), time, moment);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->evidence, evidence);
}

static void
moved_cb (FwDayPage *self)
{
  self->placed = TRUE;
  show_chosen (self);
}

/* ---- what is done ---- */

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const FwDayRow *row = get_chosen (FW_DAY_PAGE (widget), NULL);

  if (row != NULL)
    fw_page_go (FW_PAGE (widget), "person", g_variant_new_string (row->person));
}

static void
activated_cb (FwDayPage *self)
{
  open_action (GTK_WIDGET (self), NULL, NULL);
}

static gint64
get_start (const FwDayRow *row)
{
  return g_array_index (row->plan, FwDayPart, 0).from;
}

/* When somebody was first seen after the start; what is proposed for who was late ends there. */
static gint64
find_came (const FwDayRow *row, gint64 otherwise)
{
  for (guint i = 0; i < row->states->len; i++)
    if (g_array_index (row->states, FwDayPart, i).to > get_start (row))
      return MAX (g_array_index (row->states, FwDayPart, i).from, get_start (row));
  return otherwise;
}

/* The half hours that are selected; of one alone what the standing is about. */
static void
propose (FwDayPage *self, const FwDayRow *row, gint64 *from, gint64 *to)
{
  FwGridBlock block;
  gint64 end;

  if (!fw_grid_get_block (self->grid, &block))
    return;
  fw_day_get_column (self->shown.rows, block.first_column, from, &end);
  fw_day_get_column (self->shown.rows, block.last_column, &end, to);
  if (block.first_column != block.last_column || row->plan->len == 0)
    return;
  end = g_array_index (row->plan, FwDayPart, row->plan->len - 1).to;
  if (row->standing == FW_DAY_STANDS_LATE)
    {
      *from = get_start (row);
      *to = find_came (row, *to);
    }
  else if (row->standing == FW_DAY_STANDS_MISSING)
    {
      *from = get_start (row);
      *to = end;
    }
  else if (row->standing == FW_DAY_STANDS_AWAY)
    {
      *from = row->since;
      *to = end;
    }
  else if (row->standing == FW_DAY_STANDS_LEFT)
    {
      *from = end - (gint64) (row->early_s * FW_SECOND);
      *to = end;
    }
}

static void
except_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwDayPage *self = FW_DAY_PAGE (widget);
  const FwDayRow *row = get_chosen (self, NULL);
  gint64 from = 0, to = 0;

  if (row == NULL || !may_write (self))
    return;
  if (row->plan->len == 0)
    {
      fw_page_toast (FW_PAGE (self), _ ("Nothing was planned: there is nothing to except."));
      return;
    }
  propose (self, row, &from, &to);
  fw_day_except (FW_PAGE (self), self->shown.rows, row, from, to);
}

/* ---- which day ---- */

static void
go_to (FwDayPage *self, gint32 day)
{
  self->day = day;
  self->placed = FALSE;
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
earlier_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwDayPage *self = FW_DAY_PAGE (widget);

  if (self->shown.rows != NULL)
    go_to (self, self->shown.rows->day - 1);
}

static void
later_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwDayPage *self = FW_DAY_PAGE (widget);

  if (self->shown.rows != NULL)
    go_to (self, self->shown.rows->day + 1);
}

static void
now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_to (FW_DAY_PAGE (widget), G_MININT32);
}

/* ---- asking ---- */

static void
show_title (FwDayPage *self)
{
  FwDayRows *rows = self->shown.rows;
  /* its middle is in it, whenever it begins */
  g_autofree char *day = fw_format_weekday (rows->from + (rows->to - rows->from) / 2, rows->clock);

  fw_page_set_subtitle (FW_PAGE (self), day);
  fw_page_set_as_of (FW_PAGE (self), rows->runs ? rows->now : 0);
}

static void
show_chart (FwDayPage *self)
{
  FwDayRows *rows = self->shown.rows;
  guint lacks[FW_DAY_MOST_MOMENTS];
  double scheduled[FW_DAY_MOST_MOMENTS];

  for (guint i = 0; i < rows->n; i++)
    {
      scheduled[i] = isnan (rows->scheduled[i]) ? 0 : rows->scheduled[i];
      lacks[i] = fw_cover_count_short (rows->wanted[i], scheduled[i]);
    }
  fw_cover_chart_set (self->chart, rows->from, rows->n, rows->clock, rows->wanted, scheduled, lacks,
                      NULL);
  fw_cover_chart_set_actual (self->chart, rows->actual, rows->n);
}

/* The person who had it keeps the cursor, wherever she stands now; at first it is where the day
 * runs. */
static void
place_cursor (FwDayPage *self)
{
  FwDayRows *rows = self->shown.rows;
  guint row = self->placed ? fw_day_rows_find (rows, self->person) : G_MAXUINT, at, column;

  if (rows->rows->len == 0 || !fw_grid_get_cursor (self->grid, &at, &column))
    return;
  if (!self->placed)
    {
      const gint64 moment = rows->runs ? rows->now : get_start (fw_day_rows_get (rows, 0));

      column =
          (guint) CLAMP ((moment - rows->first) / FW_DAY_STEP, 0, (gint64) rows->n_columns - 1);
      fw_grid_set_cursor (self->grid, 0, column);
    }
  else if (row != at && row != G_MAXUINT)
    fw_grid_set_cursor (self->grid, row, column);
}

static void
show_all (FwDayPage *self)
{
  FwDayRows *rows = self->shown.rows;
  g_autofree char *total = fw_day_write_total (rows);
  g_autofree char *others = g_strdup_printf (
      ngettext ("%u person is not planned.", "%u people are not planned.", rows->n_others),
      rows->n_others);
  const gboolean placed = self->placed;

  show_title (self);
  gtk_label_set_text (self->total, total);
  gtk_label_set_text (self->others, others);
  gtk_widget_set_visible (GTK_WIDGET (self->others), rows->n_others > 0);
  fw_grid_set_size (self->grid, rows->rows->len, rows->n_columns, FW_DAY_N_SUMS, 0);
  place_cursor (self);
  self->placed = placed || rows->rows->len > 0;
  fw_grid_changed (self->grid);
  show_chart (self);
  show_chosen (self);
  fw_asking_page_show_part (FW_ASKING_PAGE (self), self->stack,
                            rows->rows->len > 0 ? "grid" : "empty");
}

static gboolean
again_cb (gpointer data)
{
  FwDayPage *self = data;

  self->again = 0;
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
  return G_SOURCE_REMOVE;
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwDayPage *self = FW_DAY_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  FwDayRows *rows = answer != NULL ? fw_day_rows_read (answer, error) : NULL;

  if (rows == NULL)
    return FALSE;
  fw_day_rows_free (self->shown.rows);
  self->shown.rows = rows;
  show_all (self);
  g_clear_handle_id (&self->again, g_source_remove);
  if (rows->runs)
    self->again = g_timeout_add_seconds (AGAIN, again_cb, self);
  return TRUE;
}

static void
fw_day_page_ask (FwAskingPage *page)
{
  FwDayPage *self = FW_DAY_PAGE (page);
  g_autoptr (GString) path = g_string_new ("day?");

  if (self->day != G_MININT32)
    {
      g_autofree char *date = fw_date_format (self->day);

      g_string_append_printf (path, "day=%s", date);
    }
  fw_asking_page_append_who (page, path);
  fw_asking_page_get (page, path->str, take_body);
}

/* ---- room ---- */

static gboolean
show_room_cb (gpointer data)
{
  FwDayPage *self = data;

  self->room_source = 0;
  gtk_widget_set_visible (self->chart_box, self->has_room);
  gtk_widget_set_visible (self->hint, self->has_room);
  return G_SOURCE_REMOVE;
}

/* What is seen may not change while the window is laid out. */
static void
resized_cb (FwDayPage *self, GParamSpec *pspec, GdkSurface *surface)
{
  const gboolean room = gdk_surface_get_height (surface) >= ROOM;

  if (room == self->has_room)
    return;
  self->has_room = room;
  if (self->room_source == 0)
    self->room_source = g_idle_add (show_room_cb, self);
}

static void
fw_day_page_map (GtkWidget *widget)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (widget));

  GTK_WIDGET_CLASS (fw_day_page_parent_class)->map (widget);
  g_signal_handlers_disconnect_by_func (surface, resized_cb, widget);
  g_signal_connect_object (surface, "notify::height", G_CALLBACK (resized_cb), widget,
                           G_CONNECT_SWAPPED);
  resized_cb (FW_DAY_PAGE (widget), NULL, surface);
}

/* ---- copies ---- */

static void
append_row (GString *text, const FwDayRows *rows, const FwDayRow *row)
{
  g_autofree char *shift = fw_day_write_shift (rows, row);
  g_autofree char *standing = fw_day_write_standing (rows, row);
  g_autofree char *adherence = fw_format_value (FW_FORMAT_RATIO, row->adherence);
  g_autofree char *conformance = fw_format_value (FW_FORMAT_RATIO, row->conformance);

  g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\t%s\n", row->name, row->team_title, shift,
                          standing, adherence, conformance);
}

static char *
fw_day_page_list (FwPage *page)
{
  FwDayPage *self = FW_DAY_PAGE (page);
  GString *text;

  if (self->shown.rows == NULL || self->shown.rows->rows->len == 0)
    return NULL;
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\t%s\n", _ ("Person"), _ ("Team"), _ ("Shift"),
                          _ ("Stands"), _ ("Adherence"), _ ("Conformance"));
  for (guint i = 0; i < self->shown.rows->rows->len; i++)
    append_row (text, self->shown.rows, fw_day_rows_get (self->shown.rows, i));
  return g_string_free (text, FALSE);
}

static char *
fw_day_page_copy (FwPage *page, gboolean with_headers)
{
  FwDayPage *self = FW_DAY_PAGE (page);
  const FwDayRow *row = get_chosen (self, NULL);
  GString *text;

  if (with_headers)
    return fw_day_page_list (page);
  if (row == NULL)
    return NULL;
  text = g_string_new (NULL);
  append_row (text, self->shown.rows, row);
  return g_string_free (text, FALSE);
}

/* ---- the class ---- */

static void
fw_day_page_focus (FwPage *page)
{
  FwDayPage *self = FW_DAY_PAGE (page);

  fw_asking_page_focus_or_wait (FW_ASKING_PAGE (self), GTK_WIDGET (self->grid), NULL);
}

static void
fw_day_page_setup (FwPage *page)
{
  static const struct
  {
    const char *key, *action;
  } keys[] = {
    { "<Control>Page_Up", "day.earlier" },
    { "<Control>Page_Down", "day.later" },
    { "<Control>Return", "day.except" },
    { "<Control>KP_Enter", "day.except" },
  };
  FwDayPage *self = FW_DAY_PAGE (page);

  FW_PAGE_CLASS (fw_day_page_parent_class)->setup (page);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    fw_page_add_key (page, keys[i].key, keys[i].action, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "day.except", may_write (self));
  gtk_widget_set_visible (self->except, may_write (self));
  if (!may_write (self))
    gtk_label_set_text (self->keys, _ ("Arrows move between people and half hours; Enter opens the "
                                       "person; Ctrl+Page Up and Ctrl+Page Down change the day."));
}

static void
fw_day_page_dispose (GObject *object)
{
  FwDayPage *self = FW_DAY_PAGE (object);

  g_clear_handle_id (&self->again, g_source_remove);
  g_clear_handle_id (&self->room_source, g_source_remove);
  G_OBJECT_CLASS (fw_day_page_parent_class)->dispose (object);
}

static void
fw_day_page_finalize (GObject *object)
{
  FwDayPage *self = FW_DAY_PAGE (object);

  fw_day_rows_free (self->shown.rows);
  g_free (self->shown.text);
  g_free (self->person);
  G_OBJECT_CLASS (fw_day_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/day/fw-day-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwDayPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwDayPage, total);
  gtk_widget_class_bind_template_child (widget_class, FwDayPage, title);
  gtk_widget_class_bind_template_child (widget_class, FwDayPage, evidence);
  gtk_widget_class_bind_template_child (widget_class, FwDayPage, others);
  gtk_widget_class_bind_template_child (widget_class, FwDayPage, keys);
  gtk_widget_class_bind_template_child (widget_class, FwDayPage, empty);
  gtk_widget_class_bind_template_child (widget_class, FwDayPage, pane);
  gtk_widget_class_bind_template_child (widget_class, FwDayPage, except);
  gtk_widget_class_bind_template_child (widget_class, FwDayPage, chart_box);
  gtk_widget_class_bind_template_child (widget_class, FwDayPage, hint);
  gtk_widget_class_bind_template_child (widget_class, FwDayPage, grid);
  gtk_widget_class_bind_template_child (widget_class, FwDayPage, chart);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
fw_day_page_class_init (FwDayPageClass *klass)
{
  static const char *const kinds[] = {
    "shift",  "shift-template",     "day-exception",
    "person", "enrolment",          "training-session",
    "policy", "published-forecast", NULL,
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_day_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_day_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_day_page_finalize;
  widget_class->map = fw_day_page_map;
  page_class->setup = fw_day_page_setup;
  page_class->focus = fw_day_page_focus;
  page_class->copy = fw_day_page_copy;
  page_class->list = fw_day_page_list;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "day.earlier", NULL, earlier_action);
  gtk_widget_class_install_action (widget_class, "day.later", NULL, later_action);
  gtk_widget_class_install_action (widget_class, "day.now", NULL, now_action);
  gtk_widget_class_install_action (widget_class, "day.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "day.except", NULL, except_action);
}

static void
fw_day_page_init (FwDayPage *self)
{
  g_type_ensure (FW_TYPE_GRID);
  g_type_ensure (FW_TYPE_COVER_CHART);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->day = G_MININT32;
  fw_grid_set_label (self->grid, _ ("People and half hours of the day"));
  fw_chart_set_title (FW_CHART (self->chart), _ ("People by half hour"));
  fw_grid_set_source (self->grid, &fw_day_source, &self->shown);
}
