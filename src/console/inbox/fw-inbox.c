/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/inbox/fw-inbox.h"

#include "console/fw-rows.h"
#include "console/live/fw-live-notifier.h"
#include "core/kind/fw-kind.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

#define MOST_ENTRIES 200
/* Clocks run, and alerts come, without a record being written. */
#define EVERY_S 30
/* Several notices of one change are one question. */
#define AFTER_MS 300

struct _FwInbox
{
  GObject parent_instance;

  FwClient *client; /* not owned: it owns us */
  GListStore *entries;
  GHashTable *told; /* char* of what was told on the desktop, or was so before */
  GCancellable *cancellable;
  GError *error;
  guint timer;
  guint later;
  gboolean all;
  gboolean known;
  gboolean more;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwInbox, fw_inbox, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void ask (FwInbox *self);

/* ---- the desktop ---- */

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (data));

  if (window == NULL)
    return;
  gtk_window_present (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.go", "(smv)", "inbox", parameter);
}

/* A notification can only name an action of the application. */
static void
ensure_action (GApplication *application)
{
  g_autoptr (GSimpleAction) action = NULL;

  if (g_action_map_lookup_action (G_ACTION_MAP (application), "open-inbox") != NULL)
    return;
  action = g_simple_action_new ("open-inbox", G_VARIANT_TYPE ("(ss)"));
  g_signal_connect (action, "activate", G_CALLBACK (open_cb), application);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (action));
}

static void
notify_desktop (FwInboxEntry *entry)
{
  GApplication *application = g_application_get_default ();
  g_autofree char *title = fw_inbox_entry_describe_title (entry);
  g_autofree char *due = fw_inbox_entry_describe_due (entry);
  g_autofree char *limit = fw_inbox_entry_describe_limit (entry);
  g_autofree char *body = g_strdup_printf ("%s\n%s · %s", title, due, limit);
  g_autofree char *id = g_strdup_printf ("inbox/%s/%s", fw_inbox_entry_get_kind (entry),
                                         fw_inbox_entry_get_id (entry));
  g_autoptr (GNotification) notification = NULL;

  if (application == NULL || !g_application_get_is_registered (application) ||
      fw_live_notifier_is_quiet_now ())
    return;
  ensure_action (application);
  notification =
      g_notification_new (fw_inbox_entry_is_late (entry) ? _ ("Overdue") : _ ("Due soon"));
  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.open-inbox", "(ss)",
                                                fw_inbox_entry_get_kind (entry),
                                                fw_inbox_entry_get_id (entry));
  g_application_send_notification (application, id, notification);
}

/* Alerts have notices of their own. What was so when the desk was opened the sidebar tells. */
static void
tell_due (FwInbox *self, FwInboxEntry *entry)
{
  char *key;

  if (fw_inbox_entry_is_alert (entry) || !fw_inbox_entry_waits (entry) ||
      !fw_inbox_entry_is_warned (entry))
    return;
  key = g_strdup_printf ("%s\n%s\n%d", fw_inbox_entry_get_kind (entry),
                         fw_inbox_entry_get_id (entry), fw_inbox_entry_is_late (entry));
  if (g_hash_table_add (self->told, key) && self->known)
    notify_desktop (entry);
}

/* ---- the list ---- */

static const char *
get_key (gpointer row)
{
  return fw_inbox_entry_get_key (row);
}

static void
take_entry (gpointer row, gpointer newer)
{
  fw_inbox_entry_take (row, newer);
}

static GPtrArray *
read_entries (GBytes *answer, gboolean *more, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (JsonObject) object = fw_json_parse_bytes (answer, error);
  JsonArray *array;

  if (object == NULL || !fw_json_get_array (object, "entries", &array, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *element = fw_json_find_element (array, i);
      FwInboxEntry *entry = element != NULL ? fw_inbox_entry_new (element) : NULL;

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  *more = fw_json_has (object, "next");
  return g_steal_pointer (&entries);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwInbox) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (GPtrArray) entries = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_error (&self->error);
  entries = answer != NULL ? read_entries (answer, &self->more, &error) : NULL;
  if (entries == NULL)
    self->error = g_steal_pointer (&error);
  else
    {
      fw_rows_replace (self->entries, entries, get_key, take_entry);
      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->entries)); i++)
        {
          g_autoptr (FwInboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);

          tell_due (self, entry);
        }
      self->known = TRUE;
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
ask (FwInbox *self)
{
  g_autofree char *path =
      g_strdup_printf ("inbox?limit=%d%s", MOST_ENTRIES, self->all ? "&all=1" : "");

  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  if (fw_client_get_role (self->client) == FW_ROLE_NONE)
    return;
  self->cancellable = g_cancellable_new ();
  fw_client_request_async (self->client, "GET", path, NULL, NULL, self->cancellable, answered_cb,
                           g_object_ref (self));
}

static gboolean
later_cb (gpointer user_data)
{
  FwInbox *self = user_data;

  self->later = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static gboolean
timer_cb (gpointer user_data)
{
  FwInbox *self = user_data;

  if (fw_client_get_state (self->client) == FW_CLIENT_ONLINE && self->later == 0)
    ask (self);
  return G_SOURCE_CONTINUE;
}

/* Several kinds at once are told as one, with none named. */
static void
record_changed_cb (FwInbox *self, const char *name, const char *id, guint revision)
{
  const FwKind *kind = fw_client_find_kind (self->client, name);

  if (kind != NULL && kind->flow == NULL && !g_str_has_suffix (name, "-note"))
    return;
  if (self->later == 0)
    self->later = g_timeout_add (AFTER_MS, later_cb, self);
}

/* What one account saw is not shown to the next. */
static void
account_cb (FwInbox *self)
{
  self->known = FALSE;
  self->more = FALSE;
  g_clear_error (&self->error);
  g_hash_table_remove_all (self->told);
  g_list_store_remove_all (self->entries);
  g_signal_emit (self, signals[CHANGED], 0);
  ask (self);
}

static void
state_cb (FwInbox *self)
{
  if (fw_client_get_state (self->client) == FW_CLIENT_ONLINE &&
      (!self->known || self->error != NULL))
    ask (self);
}

static void
fw_inbox_dispose (GObject *object)
{
  FwInbox *self = FW_INBOX (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->later, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->entries);

  G_OBJECT_CLASS (fw_inbox_parent_class)->dispose (object);
}

static void
fw_inbox_finalize (GObject *object)
{
  FwInbox *self = FW_INBOX (object);

  g_clear_error (&self->error);
  g_clear_pointer (&self->told, g_hash_table_unref);

  G_OBJECT_CLASS (fw_inbox_parent_class)->finalize (object);
}

static void
fw_inbox_class_init (FwInboxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_inbox_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_inbox_finalize;
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_INBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
fw_inbox_init (FwInbox *self)
{
  self->entries = g_list_store_new (FW_TYPE_INBOX_ENTRY);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

FwInbox *
fw_inbox_get (FwClient *client)
{
  FwInbox *self;

  g_return_val_if_fail (FW_IS_CLIENT (client), NULL);

  self = g_object_get_data (G_OBJECT (client), "fw-inbox");
  if (self != NULL)
    return self;
  self = g_object_new (FW_TYPE_INBOX, NULL);
  self->client = client;
  self->timer = g_timeout_add_seconds (EVERY_S, timer_cb, self);
  g_signal_connect_object (client, "record-changed", G_CALLBACK (record_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::account-name", G_CALLBACK (account_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (client), "fw-inbox", self, g_object_unref);
  ask (self);
  return self;
}

GListModel *
fw_inbox_get_entries (FwInbox *self)
{
  g_return_val_if_fail (FW_IS_INBOX (self), NULL);

  return G_LIST_MODEL (self->entries);
}

guint
fw_inbox_count_waiting (FwInbox *self)
{
  guint n = 0;

  g_return_val_if_fail (FW_IS_INBOX (self), 0);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->entries)); i++)
    {
      g_autoptr (FwInboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);

      n += fw_inbox_entry_waits (entry);
    }
  return n;
}

gboolean
fw_inbox_is_known (FwInbox *self)
{
  g_return_val_if_fail (FW_IS_INBOX (self), FALSE);

  return self->known;
}

gboolean
fw_inbox_has_more (FwInbox *self)
{
  g_return_val_if_fail (FW_IS_INBOX (self), FALSE);

  return self->more;
}

const GError *
fw_inbox_get_error (FwInbox *self)
{
  g_return_val_if_fail (FW_IS_INBOX (self), NULL);

  return self->error;
}

void
fw_inbox_set_all (FwInbox *self, gboolean all)
{
  g_return_if_fail (FW_IS_INBOX (self));

  if (all == self->all)
    return;
  self->all = all;
  ask (self);
}

void
fw_inbox_refresh (FwInbox *self)
{
  g_return_if_fail (FW_IS_INBOX (self));

  ask (self);
}
