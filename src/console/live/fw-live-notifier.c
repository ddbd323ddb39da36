/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-notifier.h"

#include "console/fw-settings.h"
#include "console/live/fw-live-alerts.h"
#include "console/live/fw-live-words.h"

#include <glib/gi18n-lib.h>

/* A figure that moves every second would be a notification every second. */
#define REPLACE_EVERY (60 * G_USEC_PER_SEC)
#define SOUND_EVERY (10 * G_USEC_PER_SEC)

struct _FwLiveNotifier
{
  GObject parent_instance;

  FwLive *live;
  GtkWidget *page;   /* not owned: it owns us */
  GHashTable *shown; /* id -> monotonic time of the last notification (gint64 *) */
  GHashTable *rows;  /* alerts watched */
  gint64 sounded;    /* monotonic; 0: never */
  GHashTable *told;  /* id -> since when it stands (gint64 *), of those told of */
};

G_DEFINE_FINAL_TYPE (FwLiveNotifier, fw_live_notifier, G_TYPE_OBJECT)

gboolean
fw_live_notifier_is_quiet (guint minute, guint from, guint until)
{
  if (from == until)
    return FALSE;
  return from < until ? minute >= from && minute < until : minute >= from || minute < until;
}

gboolean
fw_live_notifier_is_quiet_now (void)
{
  GSettings *settings = fw_settings ();
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_settings_get_boolean (settings, "quiet-hours") &&
         fw_live_notifier_is_quiet (
             (guint) (g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now)),
             (guint) g_settings_get_int (settings, "quiet-from"),
             (guint) g_settings_get_int (settings, "quiet-until"));
}

static gboolean
is_in_front (FwLiveNotifier *self)
{
  GtkRoot *root = gtk_widget_get_root (self->page);

  return gtk_widget_get_mapped (self->page) && GTK_IS_WINDOW (root) &&
         gtk_window_is_active (GTK_WINDOW (root));
}

static void
open_alert_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (data));

  if (window == NULL)
    return;
  gtk_window_present (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.go", "(smv)", "live", parameter);
}

/* "win.go" wants a page and a target; a notification can only name an action of the application. */
static void
ensure_action (GApplication *application)
{
  g_autoptr (GSimpleAction) action = NULL;

  if (g_action_map_lookup_action (G_ACTION_MAP (application), "open-alert") != NULL)
    return;
  action = g_simple_action_new ("open-alert", G_VARIANT_TYPE_STRING);
  g_signal_connect (action, "activate", G_CALLBACK (open_alert_cb), application);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (action));
}

static char *
make_id (const char *alert)
{
  return g_strconcat ("alert/", alert, NULL);
}

static gboolean
was_told (FwLiveNotifier *self, const FwLiveFrameAlert *alert)
{
  const gint64 *since = g_hash_table_lookup (self->told, alert->id);

  return since != NULL && *since == alert->since;
}

static void withdraw (FwLiveNotifier *self, const char *alert);

/* Somebody sees to it, or it is put off. */
static gboolean
is_taken_up (const FwLiveFrameAlert *alert)
{
  return alert->snoozed_until != 0 ||
         (alert->acknowledged_by != NULL && *alert->acknowledged_by != '\0');
}

static void
notify_desktop (FwLiveNotifier *self, FwAlertRow *row)
{
  GApplication *application = g_application_get_default ();
  const FwLiveFrameAlert *alert = fw_alert_row_get (row);
  gint64 *at = g_hash_table_lookup (self->shown, alert->id);
  gint64 now = g_get_monotonic_time ();
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *body = NULL, *id = NULL;

  if (is_taken_up (alert))
    {
      withdraw (self, alert->id);
      /* what was put off is told of again */
      g_hash_table_remove (self->told, alert->id);
      return;
    }
  /* back within minutes it is the same alert, and nobody is told of it again */
  if (at == NULL && was_told (self, alert))
    return;
  if (application == NULL || !g_application_get_is_registered (application) ||
      fw_live_notifier_is_quiet_now () || is_in_front (self) ||
      (at != NULL && now - *at < REPLACE_EVERY))
    return;
  ensure_action (application);
  body = fw_live_words_alert (alert, fw_live_get_zone (self->live));
  id = make_id (alert->id);
  notification = g_notification_new (_ ("Over its limit"));
  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action_and_target (notification, "app.open-alert", "s", alert->id);
  g_notification_add_button_with_target (notification, fw_live_alerts_get_action (alert),
                                         "app.open-alert", "s", alert->id);
  g_application_send_notification (application, id, notification);
  if (at == NULL)
    {
      at = g_new (gint64, 1);
      g_hash_table_insert (self->shown, g_strdup (alert->id), at);
      g_hash_table_insert (self->told, g_strdup (alert->id),
                           g_memdup2 (&alert->since, sizeof (gint64)));
    }
  *at = now;
}

/* Also where the page is in front: eyes may be elsewhere. Several at once are one sound. */
static void
sound (FwLiveNotifier *self)
{
  gint64 now = g_get_monotonic_time ();

  if (!g_settings_get_boolean (fw_settings (), "sounds") || fw_live_notifier_is_quiet_now () ||
      (self->sounded != 0 && now - self->sounded < SOUND_EVERY))
    return;
  self->sounded = now;
  gdk_display_beep (gtk_widget_get_display (self->page));
}

static void
revision_cb (FwAlertRow *row, GParamSpec *pspec, gpointer data)
{
  FwLiveNotifier *self = data;

  if (g_hash_table_contains (self->shown, fw_alert_row_get_id (row)) ||
      !was_told (self, fw_alert_row_get (row)))
    notify_desktop (self, row);
}

static void
withdraw (FwLiveNotifier *self, const char *alert)
{
  GApplication *application = g_application_get_default ();
  g_autofree char *id = make_id (alert);

  if (g_hash_table_remove (self->shown, alert) && application != NULL)
    g_application_withdraw_notification (application, id);
}

static void
items_changed_cb (GListModel *alerts, guint position, guint removed, guint added, gpointer data)
{
  FwLiveNotifier *self = data;
  g_autoptr (GHashTable) present = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer row;

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr (FwAlertRow) alert = g_list_model_get_item (alerts, i);

      g_hash_table_add (present, alert);
      if (g_hash_table_contains (self->rows, alert))
        continue;
      g_hash_table_add (self->rows, g_object_ref (alert));
      g_signal_connect_object (alert, "notify::revision", G_CALLBACK (revision_cb), self, 0);
      notify_desktop (self, alert);
      sound (self);
    }
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    if (!g_hash_table_contains (present, row))
      {
        withdraw (self, fw_alert_row_get_id (row));
        g_signal_handlers_disconnect_by_data (row, self);
        g_hash_table_iter_remove (&iter);
      }
}

static void
fw_live_notifier_dispose (GObject *object)
{
  FwLiveNotifier *self = FW_LIVE_NOTIFIER (object);

  if (self->live != NULL)
    g_signal_handlers_disconnect_by_data (fw_live_get_alerts (self->live), self);
  g_clear_object (&self->live);
  g_hash_table_remove_all (self->rows);
  G_OBJECT_CLASS (fw_live_notifier_parent_class)->dispose (object);
}

static void
fw_live_notifier_finalize (GObject *object)
{
  FwLiveNotifier *self = FW_LIVE_NOTIFIER (object);

  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  G_OBJECT_CLASS (fw_live_notifier_parent_class)->finalize (object);
}

static void
fw_live_notifier_class_init (FwLiveNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_live_notifier_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_live_notifier_finalize;
}

static void
fw_live_notifier_init (FwLiveNotifier *self)
{
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->rows = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

FwLiveNotifier *
fw_live_notifier_new (FwLive *live, GtkWidget *page)
{
  FwLiveNotifier *self = g_object_new (FW_TYPE_LIVE_NOTIFIER, NULL);

  self->live = g_object_ref (live);
  self->page = page;
  g_signal_connect (fw_live_get_alerts (live), "items-changed", G_CALLBACK (items_changed_cb),
                    self);
  return self;
}
