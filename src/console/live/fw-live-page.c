/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-page.h"

#include "console/fw-settings.h"
#include "console/live/fw-live-board.h"
#include "console/live/fw-live-notifier.h"
#include "console/live/fw-live-why.h"
#include "console/wallboard/fw-wallboard.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A whole frame is kept for the next start this often (s); partial ones are of no use then. */
#define REMEMBER_EVERY 60

struct _FwLivePage
{
  FwPage parent_instance;

  FwLive *live;
  FwLiveBoard *board;
  FwLiveNotifier *notifier;
  FwWallboard *wallboard; /* weak */
  guint remember_source;
  gboolean set_up;
};

G_DEFINE_FINAL_TYPE (FwLivePage, fw_live_page, FW_TYPE_PAGE)

static char *
make_question (FwLivePage *self, const char *what)
{
  g_autofree char *filters = fw_view_to_filters (fw_page_get_view (FW_PAGE (self)));
  const char *by = fw_live_table_get_by (fw_live_board_get_table (self->board));

  return *filters != '\0' ? g_strdup_printf ("%s?by=%s&%s", what, by, filters)
                          : g_strdup_printf ("%s?by=%s", what, by);
}

static void
ask (FwLivePage *self)
{
  g_autofree char *filters = fw_view_to_filters (fw_page_get_view (FW_PAGE (self)));

  fw_live_ask (self->live, fw_live_table_get_by (fw_live_board_get_table (self->board)), filters);
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

static void
state_cb (FwLive *live, GParamSpec *pspec, gpointer data)
{
  gint64 as_of =
      fw_live_get_state (live) == FW_LIVE_STALE ? g_get_real_time () - fw_live_get_age (live) : 0;

  fw_page_set_as_of (data, as_of);
}

static void
by_cb (FwLiveTable *table, GParamSpec *pspec, gpointer data)
{
  FwLivePage *self = data;

  fw_settings_save_table ("live-groups",
                          g_variant_new ("(ss)", fw_live_table_get_by (table),
                                         fw_live_measure_to_name (fw_live_curve_get_measure (
                                             fw_live_board_get_curve (self->board)))));
  ask (self);
}

static void
view_changed_cb (FwView *view, gpointer data)
{
  ask (data);
}

/* The view's filters without the one that the cell itself says. */
static void
append_filters (GString *query, const char *filters, const char *dimension)
{
  g_auto (GStrv) parts = g_strsplit (filters, "&", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *equals = strchr (parts[i], '=');
      gsize length = equals != NULL ? (gsize) (equals - parts[i]) : strlen (parts[i]);

      if (*parts[i] != '\0' &&
          !(length == strlen (dimension) && strncmp (parts[i], dimension, length) == 0))
        g_string_append_printf (query, "&%s", parts[i]);
    }
}

static const char *
choose_measure (const char *name)
{
  static const char *const pairs[][2] = {
    { "connection_rate", "offered" },
    { "service_level", "offered" },
    { "asa_s", "answered" },
    { "aht_s", "handled" },
    { "csat", "rated" },
    { "occupancy", "handled" },
    { "resolution_rate", "resolution_known" },
    { "waiting", "offered" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (g_str_equal (pairs[i][0], name))
      return pairs[i][1];
  return name;
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
  g_autofree char *filters = fw_view_to_filters (fw_page_get_view (FW_PAGE (self)));
  g_autoptr (GString) query = g_string_new (NULL);
  gint64 from, to;
  g_autofree char *from_text = NULL, *to_text = NULL;

  fw_live_get_day (self->live, &from, &to);
  from_text = fw_time_format (from);
  to_text = fw_time_format (to);
  g_string_append_printf (query, "from=%s&to=%s", from_text, to_text);
  append_filters (query, filters, dimension);
  if (*dimension != '\0')
    {
      /* a comma parts values: one in a value is written \, */
      g_auto (GStrv) pieces = g_strsplit (key, ",", -1);
      g_autofree char *value = g_strjoinv ("\\,", pieces);
      g_autofree char *escaped = g_uri_escape_string (value, NULL, TRUE);

      g_string_append_printf (query, "&%s=%s", dimension, escaped);
    }
  fw_page_go (FW_PAGE (self), "contacts",
              g_variant_new ("(sss)", query->str, choose_measure (measure),
                             *dimension != '\0' ? title : ""));
}

static void
ask_why_cb (FwLiveBoard *board, GVariant *question, gpointer data)
{
  fw_page_go (data, "why", question);
}

static GVariant *
fw_live_page_ask_why (FwPage *page)
{
  FwLivePage *self = FW_LIVE_PAGE (page);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));

  return fw_live_why_find (self->board, root != NULL ? gtk_root_get_focus (root) : NULL);
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
  gtk_window_present (GTK_WINDOW (self->wallboard));
}

static void
wallboard_clicked_cb (GtkButton *button, gpointer data)
{
  show_wallboard (data);
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
    fw_live_board_start_search (self->board);
  else if (g_str_equal (what, "wallboard"))
    show_wallboard (self);
  else
    return fw_live_board_go_back (self->board);
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
  fw_live_table_set_by (fw_live_board_get_table (self->board), by);
  if (fw_live_measure_from_name (measure_name, &measure))
    fw_live_curve_set_measure (fw_live_board_get_curve (self->board), measure);
}

static void
view_toggled_cb (GtkCheckButton *check, gpointer data)
{
  const char *view = data;

  fw_wallboard_choose (view, gtk_check_button_get_active (check));
  /* the last one stays: an empty wall helps nobody */
  gtk_check_button_set_active (check, fw_wallboard_is_chosen (view));
}

/* The wall, and beside it which views take part. */
static GtkWidget *
create_wallboard_buttons (FwLivePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *button = gtk_button_new_from_icon_name ("view-fullscreen-symbolic");
  GtkWidget *menu = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  const char *const *views = fw_wallboard_list_views ();

  for (guint i = 0; views[i] != NULL; i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (fw_wallboard_get_view_title (views[i]));

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), fw_wallboard_is_chosen (views[i]));
      g_signal_connect (check, "toggled", G_CALLBACK (view_toggled_cb), (gpointer) views[i]);
      gtk_box_append (GTK_BOX (list), check);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), list);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (menu), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "pan-down-symbolic");
  gtk_widget_set_tooltip_text (menu, _ ("Views on the wall"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Views on the wall"), -1);
  gtk_widget_set_tooltip_text (button, _ ("Wallboard (F11)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Wallboard"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (wallboard_clicked_cb), self, 0);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), menu);
  return box;
}

static void
fw_live_page_setup (FwPage *page)
{
  FwLivePage *self = FW_LIVE_PAGE (page);
  FwClient *client = fw_page_get_client (page);
  g_autofree char *path = NULL;

  fw_page_set_header_end (page, create_wallboard_buttons (self));

  self->live = fw_live_new (client);
  restore (self);
  fw_live_board_set_live (self->board, self->live);
  fw_live_people_set_client (fw_live_board_get_people (self->board), client);
  self->notifier = fw_live_notifier_new (self->live, GTK_WIDGET (self));
  g_signal_connect (self->live, "updated", G_CALLBACK (updated_cb), self);
  g_signal_connect (self->live, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect_object (fw_live_board_get_table (self->board), "notify::by", G_CALLBACK (by_cb),
                           self, 0);
  g_signal_connect_object (fw_page_get_view (page), "changed", G_CALLBACK (view_changed_cb), self,
                           0);
  path = make_question (self, "live");
  fw_client_recall_async (client, path, fw_page_get_cancellable (page), recalled_cb,
                          g_object_ref (self));
  ask (self);
  self->remember_source = g_timeout_add_seconds (REMEMBER_EVERY, remember_cb, self);
}

static void
fw_live_page_refresh (FwPage *page)
{
  FwLivePage *self = FW_LIVE_PAGE (page);

  if (fw_live_get_feed (self->live) != NULL)
    fw_live_feed_resync (fw_live_get_feed (self->live));
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
          fw_live_board_act (self->board, alert);
          return;
        }
    }
  fw_page_toast (page, _ ("That alert is over"));
}

static gboolean
fw_live_page_copy (FwPage *page, gboolean with_headers)
{
  FwLivePage *self = FW_LIVE_PAGE (page);
  g_autofree char *text = fw_live_board_copy (self->board, with_headers);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (page)), text);
  return TRUE;
}

static void
fw_live_page_dispose (GObject *object)
{
  FwLivePage *self = FW_LIVE_PAGE (object);

  g_clear_handle_id (&self->remember_source, g_source_remove);
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

  G_OBJECT_CLASS (klass)->dispose = fw_live_page_dispose;
  page_class->setup = fw_live_page_setup;
  page_class->refresh = fw_live_page_refresh;
  page_class->open = fw_live_page_open;
  page_class->copy = fw_live_page_copy;
  page_class->ask_why = fw_live_page_ask_why;
}

static void
fw_live_page_init (FwLivePage *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  self->board = FW_LIVE_BOARD (fw_live_board_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->board));
  g_signal_connect (self->board, "open-contacts", G_CALLBACK (open_contacts_cb), self);
  g_signal_connect (self->board, "ask-why", G_CALLBACK (ask_why_cb), self);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  add_shortcut (shortcuts, "<Control>f", "search");
  add_shortcut (shortcuts, "F11", "wallboard");
  add_shortcut (shortcuts, "Escape", "back");
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

FwLive *
fw_live_page_get_live (FwLivePage *self)
{
  g_return_val_if_fail (FW_IS_LIVE_PAGE (self), NULL);
  return self->live;
}
