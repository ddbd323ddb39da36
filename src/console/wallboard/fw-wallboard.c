/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/wallboard/fw-wallboard.h"

#include "charts/fw-mark.h"
#include "console/fw-settings.h"
#include "console/fw-window.h"
#include "console/live/fw-live-curve.h"
#include "console/live/fw-live-people.h"
#include "console/live/fw-live-strip.h"
#include "console/live/fw-live-table.h"
#include "console/live/fw-live-tiles.h"
#include "console/live/fw-live-words.h"

#include <glib/gi18n-lib.h>

#define LINES 34 /* lines of text a wall is high: 32 px at 1080, read from five metres */

struct _FwWallboard
{
  AdwWindow parent_instance;

  FwLive *live;
  GtkWindow *over; /* weak */
  GtkWidget *column;
  GtkLabel *title;
  GtkLabel *place; /* which centre, whether it is the sample, and whose figures these are */
  GtkWidget *alerts_box;
  FwMark *alerts_mark;
  GtkLabel *alerts;
  FwMark *mark;
  GtkLabel *age;
  GtkLabel *clock;
  GtkStack *stack;
  FwLiveTiles *tiles;
  FwLiveCurve *curve;
  FwLiveTable *queues;
  FwLiveTable *table;
  FwLiveStrip *strip;
  FwLivePeople *people;
  GtkCssProvider *provider;
  int letter; /* px */
  guint turn_source;
  guint age_source;
  guint cookie; /* of the inhibited screen saver */
};

G_DEFINE_FINAL_TYPE (FwWallboard, fw_wallboard, ADW_TYPE_WINDOW)

static const char *const views[] = { "figures", "curve", "queues", "teams", "people", NULL };
static const char *const view_titles[] = { N_ ("Figures"), N_ ("Curve of the day"),
                                           N_ ("Who waits"), N_ ("Table"), N_ ("People") };

const char *const *
fw_wallboard_list_views (void)
{
  return views;
}

const char *
fw_wallboard_get_view_title (const char *view)
{
  for (guint i = 0; views[i] != NULL; i++)
    if (g_str_equal (views[i], view))
      return _ (view_titles[i]);
  return view;
}

/* What is kept are the views left out, so that a view that a later version adds is shown. */
static char **
load_left_out (void)
{
  g_autoptr (GVariant) state = fw_settings_load_table ("wallboard");

  if (state == NULL || !g_variant_is_of_type (state, G_VARIANT_TYPE_STRING_ARRAY))
    return g_new0 (char *, 1);
  return g_variant_dup_strv (state, NULL);
}

gboolean
fw_wallboard_is_chosen (const char *view)
{
  g_auto (GStrv) left_out = load_left_out ();

  return !g_strv_contains ((const char *const *) left_out, view);
}

void
fw_wallboard_choose (const char *view, gboolean chosen)
{
  g_auto (GStrv) left_out = load_left_out ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) now = NULL;

  for (guint i = 0; left_out[i] != NULL; i++)
    if (!g_str_equal (left_out[i], view))
      g_strv_builder_add (builder, left_out[i]);
  if (!chosen)
    g_strv_builder_add (builder, view);
  now = g_strv_builder_end (builder);
  if (g_strv_length (now) < G_N_ELEMENTS (views) - 1)
    fw_settings_save_table ("wallboard", g_variant_new_strv ((const char *const *) now, -1));
}

/* A table is called what it shows. */
static void
show_title (FwWallboard *self)
{
  const char *view = fw_wallboard_get_view (self);

  gtk_label_set_text (self->title,
                      g_str_equal (view, "teams")
                          ? fw_live_words_dimension_plural (fw_live_table_get_by (self->table))
                          : fw_wallboard_get_view_title (view));
}

static void
show_view (FwWallboard *self, const char *view)
{
  gtk_stack_set_visible_child_name (self->stack, view);
  show_title (self);
}

/* The desk below may ask for another breakdown; the wall has the same figures. */
static void
by_changed_cb (FwWallboard *self)
{
  fw_live_table_set_by (self->table, fw_live_get_by (self->live));
  show_title (self);
}

void
fw_wallboard_turn (FwWallboard *self, int by)
{
  int n = G_N_ELEMENTS (views) - 1, at = 0;

  g_return_if_fail (FW_IS_WALLBOARD (self));

  while (at < n && !g_str_equal (views[at], fw_wallboard_get_view (self)))
    at++;
  for (int i = 0; i < n; i++)
    {
      at = (at + by + n) % n;
      if (fw_wallboard_is_chosen (views[at]))
        break;
    }
  show_view (self, views[at]);
}

const char *
fw_wallboard_get_view (FwWallboard *self)
{
  g_return_val_if_fail (FW_IS_WALLBOARD (self), NULL);
  return gtk_stack_get_visible_child_name (self->stack);
}

static gboolean
turn_cb (gpointer data)
{
  fw_wallboard_turn (data, 1);
  return G_SOURCE_CONTINUE;
}

static void
hold (FwWallboard *self, gboolean held)
{
  g_clear_handle_id (&self->turn_source, g_source_remove);
  if (!held)
    self->turn_source = g_timeout_add_seconds (FW_WALLBOARD_SECONDS, turn_cb, self);
}

/* On every view, and only what is known now. */
static void
show_alerts (FwWallboard *self, gboolean current)
{
  guint n = g_list_model_get_n_items (fw_live_get_alerts (self->live));
  g_autofree char *text = g_strdup_printf (_ ("Alerts: %u"), n);

  gtk_label_set_text (self->alerts, text);
  fw_mark_set (self->alerts_mark, n > 0 ? FW_MARK_TRIANGLE : FW_MARK_DISC,
               n > 0 ? FW_CHART_COLOR_LATE : FW_CHART_COLOR_IN_ORDER);
  gtk_widget_set_visible (self->alerts_box, current);
}

static gboolean
age_cb (gpointer data)
{
  FwWallboard *self = data;
  gboolean current = fw_live_get_state (self->live) == FW_LIVE_CURRENT;
  gint64 age = fw_live_get_age (self->live);
  g_autofree char *text = age >= 0 ? fw_format_age (age) : g_strdup ("");
  g_autofree char *line =
      g_strdup_printf (current ? _ ("live · %s") : _ ("no connection · %s"), text);
  g_autofree char *clock = fw_format_clock (g_get_real_time (), NULL);

  gtk_label_set_text (self->age, line);
  gtk_label_set_text (self->clock, clock);
  show_alerts (self, current);
  fw_mark_set (self->mark, current ? FW_MARK_DISC : FW_MARK_TRIANGLE,
               current ? FW_CHART_COLOR_IN_ORDER : FW_CHART_COLOR_LATE);
  if (current)
    gtk_widget_remove_css_class (self->column, "stale");
  else
    gtk_widget_add_css_class (self->column, "stale");
  return G_SOURCE_CONTINUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                gpointer data)
{
  FwWallboard *self = data;

  switch (keyval)
    {
    case GDK_KEY_Escape:
    case GDK_KEY_F11:
      if (self->over != NULL)
        gtk_window_present (self->over);
      gtk_window_close (GTK_WINDOW (self));
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      fw_wallboard_turn (self, keyval == GDK_KEY_Left ? -1 : 1);
      if (self->turn_source != 0)
        hold (self, FALSE);
      return TRUE;
    case GDK_KEY_space:
      hold (self, self->turn_source != 0);
      return TRUE;
    default:
      return FALSE;
    }
}

/* The size of letters follows the height of the wall: a class cannot, so the window has a style of
 * its own. */
static void
fw_wallboard_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FwWallboard *self = FW_WALLBOARD (widget);
  int letter = CLAMP (MIN (height / LINES, width / 58), 14, 90);

  GTK_WIDGET_CLASS (fw_wallboard_parent_class)->size_allocate (widget, width, height, baseline);
  if (letter == self->letter)
    return;
  self->letter = letter;
  {
    /* the heads of tables have a size of the desk's own, which the wall's does not reach */
    g_autofree char *css = g_strdup_printf (".wall { font-size: %dpx; }"
                                            ".wall columnview.data-table > header > button,"
                                            ".wall columnview.data-table > header > button label"
                                            " { font-size: %dpx; }",
                                            letter, letter * 4 / 5);

    gtk_css_provider_load_from_data (self->provider, css, -1);
  }
}

static void
fw_wallboard_realize (GtkWidget *widget)
{
  FwWallboard *self = FW_WALLBOARD (widget);
  GApplication *application = g_application_get_default ();

  GTK_WIDGET_CLASS (fw_wallboard_parent_class)->realize (widget);
  gtk_widget_set_cursor_from_name (widget, "none");
  if (GTK_IS_APPLICATION (application) && self->cookie == 0)
    self->cookie =
        gtk_application_inhibit (GTK_APPLICATION (application), GTK_WINDOW (self),
                                 GTK_APPLICATION_INHIBIT_IDLE, _ ("The floor is on the wall"));
}

static void
fw_wallboard_dispose (GObject *object)
{
  FwWallboard *self = FW_WALLBOARD (object);
  GApplication *application = g_application_get_default ();

  g_clear_handle_id (&self->turn_source, g_source_remove);
  g_clear_handle_id (&self->age_source, g_source_remove);
  if (self->cookie != 0 && GTK_IS_APPLICATION (application))
    gtk_application_uninhibit (GTK_APPLICATION (application), self->cookie);
  self->cookie = 0;
  if (self->provider != NULL)
    gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                   GTK_STYLE_PROVIDER (self->provider));
  g_clear_object (&self->provider);
  g_clear_weak_pointer (&self->over);
  g_clear_object (&self->live);
  G_OBJECT_CLASS (fw_wallboard_parent_class)->dispose (object);
}

static void
fw_wallboard_class_init (FwWallboardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_wallboard_dispose;
  widget_class->size_allocate = fw_wallboard_size_allocate;
  widget_class->realize = fw_wallboard_realize;
  g_type_ensure (FW_TYPE_MARK);
  g_type_ensure (FW_TYPE_LIVE_TILES);
  g_type_ensure (FW_TYPE_LIVE_CURVE);
  g_type_ensure (FW_TYPE_LIVE_TABLE);
  g_type_ensure (FW_TYPE_LIVE_STRIP);
  g_type_ensure (FW_TYPE_LIVE_PEOPLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/wallboard/fw-wallboard.ui");
  gtk_widget_class_bind_template_child (widget_class, FwWallboard, column);
  gtk_widget_class_bind_template_child (widget_class, FwWallboard, title);
  gtk_widget_class_bind_template_child (widget_class, FwWallboard, place);
  gtk_widget_class_bind_template_child (widget_class, FwWallboard, alerts_box);
  gtk_widget_class_bind_template_child (widget_class, FwWallboard, alerts_mark);
  gtk_widget_class_bind_template_child (widget_class, FwWallboard, alerts);
  gtk_widget_class_bind_template_child (widget_class, FwWallboard, mark);
  gtk_widget_class_bind_template_child (widget_class, FwWallboard, age);
  gtk_widget_class_bind_template_child (widget_class, FwWallboard, clock);
  gtk_widget_class_bind_template_child (widget_class, FwWallboard, stack);
  gtk_widget_class_bind_template_child (widget_class, FwWallboard, tiles);
  gtk_widget_class_bind_template_child (widget_class, FwWallboard, curve);
  gtk_widget_class_bind_template_child (widget_class, FwWallboard, queues);
  gtk_widget_class_bind_template_child (widget_class, FwWallboard, table);
  gtk_widget_class_bind_template_child (widget_class, FwWallboard, strip);
  gtk_widget_class_bind_template_child (widget_class, FwWallboard, people);
}

static void
fw_wallboard_init (FwWallboard *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->provider = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (self->provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  fw_live_curve_set_bare (self->curve, TRUE);
  fw_live_table_set_bare (self->queues, TRUE);
  fw_live_table_set_bare (self->table, TRUE);
  fw_live_strip_set_bare (self->strip, TRUE);
  fw_live_people_set_bare (self->people, TRUE);
}

FwWallboard *
fw_wallboard_new (GtkWindow *over, FwLive *live)
{
  FwWallboard *self = g_object_new (FW_TYPE_WALLBOARD, NULL);

  g_return_val_if_fail (FW_IS_LIVE (live), self);

  self->live = g_object_ref (live);
  g_set_weak_pointer (&self->over, over);
  if (over != NULL && gtk_window_get_application (over) != NULL)
    gtk_window_set_application (GTK_WINDOW (self), gtk_window_get_application (over));
  fw_live_tiles_set_live (self->tiles, live, FALSE);
  fw_live_tiles_set_columns (self->tiles, 4);
  fw_live_curve_set_live (self->curve, live);
  fw_live_table_show_queues (self->queues, live);
  fw_live_table_set_live (self->table, live);
  g_signal_connect_object (live, "notify::by", G_CALLBACK (by_changed_cb), self, G_CONNECT_SWAPPED);
  fw_live_strip_set_live (self->strip, live);
  fw_live_people_set_live (self->people, live);
  show_view (self, views[0]);
  by_changed_cb (self);
  if (!fw_wallboard_is_chosen (views[0]))
    fw_wallboard_turn (self, 1);
  gtk_window_set_default_size (GTK_WINDOW (self), 1280, 720);
  gtk_window_fullscreen (GTK_WINDOW (self));
  hold (self, FALSE);
  age_cb (self);
  self->age_source = g_timeout_add (500, age_cb, self);
  return self;
}

static void
show_place (FwWallboard *self, FwClient *client)
{
  const char *name = fw_client_get_centre_name (client);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *line = NULL;

  if (name != NULL)
    g_ptr_array_add (parts, fw_client_is_sample (client) ? g_strdup_printf (_ ("%s · sample"), name)
                                                         : g_strdup (name));
  if (FW_IS_WINDOW (self->over))
    g_ptr_array_add (parts,
                     fw_scope_bar_describe (fw_window_get_scope_bar (FW_WINDOW (self->over))));
  g_ptr_array_add (parts, NULL);
  line = g_strjoinv (" · ", (GStrv) parts->pdata);
  gtk_label_set_text (self->place, line);
}

void
fw_wallboard_set_client (FwWallboard *self, FwClient *client)
{
  g_return_if_fail (FW_IS_WALLBOARD (self));
  fw_live_people_set_client (self->people, client);
  show_place (self, client);
}
