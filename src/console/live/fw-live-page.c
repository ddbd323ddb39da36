/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-page.h"

#include "console/fw-range-chooser.h"
#include "console/fw-settings.h"
#include "console/live/fw-floor-query.h"
#include "console/live/fw-live-board.h"
#include "console/live/fw-live-care.h"
#include "console/live/fw-live-landing.h"
#include "console/live/fw-live-notifier.h"
#include "console/live/fw-live-row-curve.h"
#include "console/live/fw-live-why.h"
#include "console/wallboard/fw-wallboard-buttons.h"
#include "console/wallboard/fw-wallboard.h"

#include <glib/gi18n-lib.h>

/* A whole frame is kept for the next start this often (s); partial ones are of no use then. */
#define REMEMBER_EVERY 60
/* Days that are not over, and what today is held against, are asked again this often (s). */
#define AGAIN_EVERY 60

struct _FwLivePage
{
  FwPage parent_instance;

  FwLive *live;
  GtkStack *stack;
  FwLiveBoard *now;
  FwLiveBoard *past;   /* (nullable): made when days are first chosen */
  FwLiveDays *days;    /* what it shows */
  FwLiveDays *compare; /* what today is held against, where it is not last week */
  FwLiveLanding *landing;
  FwLiveRowCurve *curves[2]; /* of both boards */
  FwLiveNotifier *notifier;
  FwWallboard *wallboard; /* weak */
  guint remember_source;
  guint again_source;
  guint choose_source;
};

G_DEFINE_FINAL_TYPE (FwLivePage, fw_live_page, FW_TYPE_PAGE)

static FwLiveBoard *
get_board (FwLivePage *self)
{
  return self->past != NULL && gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->past)
             ? self->past
             : self->now;
}

static char *
make_question (FwLivePage *self, const char *what)
{
  g_autofree char *filters = fw_view_to_filters (fw_page_get_view (FW_PAGE (self)));
  const char *by = fw_live_table_get_by (fw_live_board_get_table (self->now));

  return *filters != '\0' ? g_strdup_printf ("%s?by=%s&%s", what, by, filters)
                          : g_strdup_printf ("%s?by=%s", what, by);
}

static void
ask (FwLivePage *self)
{
  g_autofree char *filters = fw_view_to_filters (fw_page_get_view (FW_PAGE (self)));

  fw_live_ask (self->live, fw_live_table_get_by (fw_live_board_get_table (self->now)), filters);
}

static void
recalled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwLivePage) self = data;
  gint64 at;
  g_autoptr (GBytes) json = fw_client_recall_finish (FW_CLIENT (source), result, &at, NULL);

  /* none kept is how every first start begins */
  if (json != NULL && self->live != NULL)
    fw_live_show_cached (self->live, json, at);
}

static void
remembered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GBytes) json = fw_client_request_finish (FW_CLIENT (source), result, NULL);

  /* the client keeps answers by itself; one that did not come is asked for again in a minute */
}

static gboolean
remember_cb (gpointer data)
{
  FwLivePage *self = data;
  g_autofree char *path = make_question (self, "live");

  if (fw_live_get_state (self->live) == FW_LIVE_CURRENT)
    fw_client_request_async (fw_page_get_client (FW_PAGE (self)), "GET", path, NULL, NULL,
                             fw_page_get_cancellable (FW_PAGE (self)), remembered_cb, NULL);
  return G_SOURCE_CONTINUE;
}

static void
updated_cb (FwLive *live, gpointer data)
{
  FwLivePage *self = data;
  GBytes *json = fw_live_get_json (live);
  g_autofree char *path = NULL;

  if (json == NULL || g_object_get_data (G_OBJECT (self), "remembered") == json)
    return;
  g_object_set_data (G_OBJECT (self), "remembered", json);
  path = make_question (self, "live");
  fw_client_remember (fw_page_get_client (FW_PAGE (self)), path, json);
}

/* The age is that of what is shown: days were asked once, and are as of then. */
static void
state_cb (FwLive *live, GParamSpec *pspec, gpointer data)
{
  FwLivePage *self = data;
  gboolean runs = FALSE;
  gboolean old =
      fw_live_get_state (live) == FW_LIVE_STALE || (fw_live_get_days (live, &runs) > 0 && runs);

  if (live == fw_live_board_get_live (get_board (self)))
    fw_page_set_as_of (data, old ? g_get_real_time () - fw_live_get_age (live) : 0);
}

static void
open_contacts_cb (FwLiveBoard *board,
                  const char *dimension,
                  const char *key,
                  const char *title,
                  const char *measure,
                  gpointer data)
{
  FwLivePage *self = data;
  g_autofree char *time = fw_view_to_time (fw_page_get_view (FW_PAGE (self)));
  g_autoptr (GString) query = g_string_new (time);

  fw_floor_query_append_filters (query, fw_page_get_view (FW_PAGE (self)), dimension, key);
  fw_page_go (FW_PAGE (self), "contacts",
              g_variant_new ("(sss)", query->str, fw_floor_query_choose_measure (measure),
                             *dimension != '\0' ? title : ""));
}

static void
ask_why_cb (FwLiveBoard *board, GVariant *question, gpointer data)
{
  fw_page_go (data, "why", question);
}

static gboolean choose_cb (gpointer data);

/* Several properties of the view change one after the other: one question. */
static void
choose_soon (FwLivePage *self)
{
  if (self->choose_source == 0)
    self->choose_source = g_idle_add (choose_cb, self);
}

static void
answered_cb (FwLiveDays *days, FwLiveFrame *frame, gpointer data)
{
  fw_page_clear_error (data);
  state_cb (fw_live_days_get_live (days), NULL, data);
}

static void
days_failed_cb (FwLiveDays *days, GError *error, gpointer data)
{
  fw_page_show_error (data, error);
}

/* Both boards are by the same thing and show the same curve. */
static void
follow_board (FwLivePage *self, FwLiveBoard *from, FwLiveBoard *to)
{
  fw_live_table_set_by (fw_live_board_get_table (to),
                        fw_live_table_get_by (fw_live_board_get_table (from)));
  fw_live_curve_set_measure (fw_live_board_get_curve (to),
                             fw_live_curve_get_measure (fw_live_board_get_curve (from)));
}

static void
by_cb (FwLiveTable *table, GParamSpec *pspec, gpointer data)
{
  FwLivePage *self = data;
  FwLiveBoard *board = get_board (self);

  fw_settings_save_table ("live-groups",
                          g_variant_new ("(ss)", fw_live_table_get_by (table),
                                         fw_live_measure_to_name (fw_live_curve_get_measure (
                                             fw_live_board_get_curve (board)))));
  if (self->past != NULL)
    follow_board (self, board, board == self->now ? self->past : self->now);
  choose_soon (self);
}

/* What a board tells, be it of now or of days. */
static void
watch_board (FwLivePage *self, FwLiveBoard *board, guint i)
{
  FwLiveTable *table = fw_live_board_get_table (board);
  FwLive *live = fw_live_board_get_live (board);

  g_signal_connect (live, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect (board, "open-contacts", G_CALLBACK (open_contacts_cb), self);
  g_signal_connect (board, "ask-why", G_CALLBACK (ask_why_cb), self);
  g_signal_connect_object (table, "notify::by", G_CALLBACK (by_cb), self, 0);
  self->curves[i] =
      fw_live_row_curve_new (fw_page_get_client (FW_PAGE (self)), fw_page_get_view (FW_PAGE (self)),
                             live, table, fw_live_board_get_curve (board));
}

static void
make_past (FwLivePage *self)
{
  self->days = fw_live_days_new (fw_page_get_client (FW_PAGE (self)));
  self->past = FW_LIVE_BOARD (fw_live_board_new_for_days ());
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->past));
  fw_live_board_set_live (self->past, fw_live_days_get_live (self->days));
  follow_board (self, self->now, self->past);
  g_signal_connect (self->days, "answered", G_CALLBACK (answered_cb), self);
  g_signal_connect (self->days, "failed", G_CALLBACK (days_failed_cb), self);
  watch_board (self, self->past, 1);
}

/* Days that are over are not "Live". */
static void
show_title (FwLivePage *self)
{
  FwView *view = fw_page_get_view (FW_PAGE (self));
  g_autofree char *days = fw_floor_query_is_now (view) ? NULL : fw_range_describe (view);
  /* Translators: the page of the floor, and which days it shows: "Floor · Yesterday" */
  g_autofree char *title = days != NULL ? g_strdup_printf (_ ("Floor · %s"), days) : NULL;

  fw_page_set_title (FW_PAGE (self), title);
}

/* What has the page of days asked, and where it is shown. */
static void
ask_days (FwLivePage *self)
{
  FwView *view = fw_page_get_view (FW_PAGE (self));
  g_autofree char *path = NULL;

  if (!fw_floor_query_is_now (view))
    {
      path = fw_floor_query_new (view, fw_live_table_get_by (fw_live_board_get_table (self->past)),
                                 "", "");
      fw_live_days_ask (self->days, path);
    }
  else if (!fw_floor_query_is_plain (view))
    {
      path = fw_floor_query_new (view, "", "", "");
      fw_live_days_ask (self->compare, path);
    }
  else
    fw_live_days_stop (self->compare);
}

static void
show_days (FwLivePage *self)
{
  FwView *view = fw_page_get_view (FW_PAGE (self));
  gboolean now = fw_floor_query_is_now (view);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus;

  if (!now && self->past == NULL)
    make_past (self);
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (now ? self->now : self->past));
  if (now && fw_floor_query_is_plain (view))
    fw_live_compare (self->live, NULL);
  /* what had the keys is on the board that went */
  if (focus != NULL && !gtk_widget_get_mapped (focus))
    fw_page_focus (FW_PAGE (self));
  fw_page_clear_error (FW_PAGE (self));
  show_title (self);
  fw_page_set_subtitle (FW_PAGE (self), fw_live_landing_is_away (self->landing)
                                            ? _ ("nobody has come today yet")
                                            : NULL);
  ask_days (self);
  state_cb (fw_live_board_get_live (get_board (self)), NULL, self);
}

static gboolean
choose_cb (gpointer data)
{
  FwLivePage *self = data;

  self->choose_source = 0;
  ask (self);
  show_days (self);
  return G_SOURCE_REMOVE;
}

static gboolean
again_cb (gpointer data)
{
  FwLivePage *self = data;
  gboolean runs = TRUE;

  if (self->past != NULL && get_board (self) == self->past)
    fw_live_get_days (fw_live_board_get_live (self->past), &runs);
  if (runs && gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask_days (self);
  return G_SOURCE_CONTINUE;
}

static void
compared_cb (FwLiveDays *days, FwLiveFrame *frame, gpointer data)
{
  FwLivePage *self = data;

  if (!fw_floor_query_is_plain (fw_page_get_view (FW_PAGE (self))))
    fw_live_compare (self->live, frame);
}

static void
today_began_cb (FwLiveLanding *landing, gpointer data)
{
  fw_page_toast (data, _ ("The first have come: this is today"));
}

static void
view_changed_cb (FwView *view, gpointer data)
{
  choose_soon (data);
}

static GVariant *
fw_live_page_ask_why (FwPage *page)
{
  FwLivePage *self = FW_LIVE_PAGE (page);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));

  return fw_live_why_find (get_board (self), root != NULL ? gtk_root_get_focus (root) : NULL);
}

static void
show_wallboard (FwLivePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->wallboard != NULL)
    return;
  g_set_weak_pointer (
      &self->wallboard,
      fw_wallboard_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->live));
  fw_wallboard_set_client (FW_WALLBOARD (self->wallboard), fw_page_get_client (FW_PAGE (self)));
  gtk_window_present (GTK_WINDOW (self->wallboard));
}

static void
wallboard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_wallboard (FW_LIVE_PAGE (widget));
}

static gboolean
shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  FwLivePage *self = FW_LIVE_PAGE (widget);
  const char *what = data;

  /* the window keeps pages that are not shown */
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (g_str_equal (what, "search"))
    fw_live_board_start_search (get_board (self));
  else
    return fw_live_board_go_back (get_board (self));
  return TRUE;
}

static void
add_shortcut (GtkEventController *controller, const char *trigger, const char *what)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                        gtk_callback_action_new (shortcut_cb, (gpointer) what, NULL)));
}

static void
restore (FwLivePage *self)
{
  g_autoptr (GVariant) state = fw_settings_load_table ("live-groups");
  const char *by, *measure_name;
  FwLiveMeasure measure;

  if (state == NULL || !g_variant_is_of_type (state, G_VARIANT_TYPE ("(ss)")))
    return;
  g_variant_get (state, "(&s&s)", &by, &measure_name);
  fw_live_table_set_by (fw_live_board_get_table (self->now), by);
  if (fw_live_measure_from_name (measure_name, &measure))
    fw_live_curve_set_measure (fw_live_board_get_curve (self->now), measure);
}

static void
alerts_cb (FwLivePage *self)
{
  guint n = g_list_model_get_n_items (fw_live_get_alerts (self->live));

  /* Translators: after a number */
  fw_page_set_count (FW_PAGE (self), n, ngettext ("alert", "alerts", n));
}

static void
fw_live_page_setup (FwPage *page)
{
  FwLivePage *self = FW_LIVE_PAGE (page);
  FwClient *client = fw_page_get_client (page);
  g_autofree char *path = NULL;

  fw_page_set_header_end (page, fw_wallboard_buttons_new ());
  fw_page_add_key (page, "<Control>m", "live.misses", NULL);
  fw_page_add_key (page, "<Control>t", "live.today", NULL);
  fw_page_add_key (page, "<Control>j", "live.alerts", NULL);

  self->live = fw_live_new (client);
  self->compare = fw_live_days_new (client);
  self->landing = fw_live_landing_new (client, self->live, fw_page_get_view (page));
  restore (self);
  fw_live_board_set_live (self->now, self->live);
  fw_live_board_set_landing (self->now, self->landing,
                             fw_client_get_role (client) == FW_ROLE_ADMINISTRATOR);
  fw_live_people_set_client (fw_live_board_get_people (self->now), client);
  self->notifier = fw_live_notifier_new (self->live, GTK_WIDGET (self));
  watch_board (self, self->now, 0);
  g_signal_connect (self->live, "updated", G_CALLBACK (updated_cb), self);
  g_signal_connect_object (fw_live_get_alerts (self->live), "items-changed", G_CALLBACK (alerts_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect (self->compare, "answered", G_CALLBACK (compared_cb), self);
  g_signal_connect (self->landing, "today-began", G_CALLBACK (today_began_cb), self);
  g_signal_connect_object (fw_page_get_view (page), "changed", G_CALLBACK (view_changed_cb), self,
                           0);
  path = make_question (self, "live");
  fw_client_recall_async (client, path, fw_page_get_cancellable (page), recalled_cb,
                          g_object_ref (self));
  ask (self);
  show_days (self);
  self->remember_source = g_timeout_add_seconds (REMEMBER_EVERY, remember_cb, self);
  self->again_source = g_timeout_add_seconds (AGAIN_EVERY, again_cb, self);
}

static void
fw_live_page_refresh (FwPage *page)
{
  FwLivePage *self = FW_LIVE_PAGE (page);

  if (fw_live_get_feed (self->live) != NULL)
    fw_live_feed_resync (fw_live_get_feed (self->live));
  ask_days (self);
}

static void
today_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_view_set (fw_page_get_view (FW_PAGE (widget)), "range", "today");
}

static void
last_day_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_live_landing_show_last_day (FW_LIVE_PAGE (widget)->landing);
}

static void
misses_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwLiveTable *table = fw_live_board_get_table (get_board (FW_LIVE_PAGE (widget)));

  fw_live_table_show_misses (table, !fw_live_table_shows_misses (table));
}

static void
fw_live_page_open (FwPage *page, GVariant *target)
{
  FwLivePage *self = FW_LIVE_PAGE (page);
  GListModel *alerts = fw_live_get_alerts (self->live);

  if (target == NULL || !g_variant_is_of_type (target, G_VARIANT_TYPE_STRING))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr (FwAlertRow) alert = g_list_model_get_item (alerts, i);

      if (g_str_equal (fw_alert_row_get_id (alert), g_variant_get_string (target, NULL)))
        {
          /* an alert is of now */
          fw_view_set (fw_page_get_view (page), "range", "today");
          fw_live_board_act (self->now, alert);
          return;
        }
    }
  fw_page_toast (page, _ ("That alert is over"));
}

static char *
fw_live_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_board_copy (get_board (FW_LIVE_PAGE (page)), with_headers, FALSE);
}

static char *
fw_live_page_list (FwPage *page)
{
  return fw_live_board_copy (get_board (FW_LIVE_PAGE (page)), TRUE, TRUE);
}

static void
drop_days (FwLivePage *self, FwLiveDays **days)
{
  if (*days == NULL)
    return;
  g_signal_handlers_disconnect_by_data (*days, self);
  g_signal_handlers_disconnect_by_data (fw_live_days_get_live (*days), self);
  fw_live_days_stop (*days);
  g_clear_object (days);
}

static void
fw_live_page_dispose (GObject *object)
{
  FwLivePage *self = FW_LIVE_PAGE (object);

  g_clear_handle_id (&self->remember_source, g_source_remove);
  g_clear_handle_id (&self->again_source, g_source_remove);
  g_clear_handle_id (&self->choose_source, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (self->curves); i++)
    g_clear_object (&self->curves[i]);
  drop_days (self, &self->days);
  drop_days (self, &self->compare);
  g_clear_object (&self->landing);
  if (self->wallboard != NULL)
    gtk_window_destroy (GTK_WINDOW (self->wallboard));
  g_clear_weak_pointer (&self->wallboard);
  g_clear_object (&self->notifier);
  if (self->live != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->live, self);
      fw_live_stop (self->live);
    }
  g_clear_object (&self->live);
  G_OBJECT_CLASS (fw_live_page_parent_class)->dispose (object);
}

static void
fw_live_page_class_init (FwLivePageClass *klass)
{
  FwPageClass *page_class = FW_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_live_page_dispose;
  page_class->setup = fw_live_page_setup;
  page_class->refresh = fw_live_page_refresh;
  page_class->open = fw_live_page_open;
  page_class->copy = fw_live_page_copy;
  page_class->list = fw_live_page_list;
  page_class->ask_why = fw_live_page_ask_why;
  fw_live_care_install (widget_class);
  gtk_widget_class_install_action (widget_class, "live.wallboard", NULL, wallboard_action);
  gtk_widget_class_install_action (widget_class, "live.today", NULL, today_action);
  gtk_widget_class_install_action (widget_class, "live.last-day", NULL, last_day_action);
  gtk_widget_class_install_action (widget_class, "live.misses", NULL, misses_action);
}

static void
fw_live_page_init (FwLivePage *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  self->now = FW_LIVE_BOARD (fw_live_board_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->now));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  add_shortcut (shortcuts, "<Control>f", "search");
  add_shortcut (shortcuts, "Escape", "back");
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

FwLive *
fw_live_page_get_live (FwLivePage *self)
{
  g_return_val_if_fail (FW_IS_LIVE_PAGE (self), NULL);
  return self->live;
}
