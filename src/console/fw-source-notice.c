/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-source-notice.h"

#include <glib/gi18n-lib.h>

#include "charts/fw-format.h"
#include "protocol/fw-json.h"

/* Longer than the connection waits for a word before it opens a stream of its own: these answers
 * must not pass for a stream. */
#define ASK_EVERY_S 5

struct _FwSourceNotice
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;

  FwClient *client;
  GCancellable *cancellable;
  gboolean asking;
  guint source;
};

G_DEFINE_FINAL_TYPE (FwSourceNotice, fw_source_notice, ADW_TYPE_BIN)

/* Returns: (transfer full) (nullable): NULL for a log that delivers all. */
static char *
describe (const char *name, const char *status, JsonObject *source)
{
  g_autofree char *rejected = NULL;
  gint64 n = 0;

  if (g_str_equal (status, "missing"))
    return g_strdup_printf (_ ("The log “%s” is not there, so nothing new comes in from it. See "
                               "that the telephone system runs, and that the server was given "
                               "the right file (--queue-log)."),
                            name);
  if (g_str_equal (status, "unreadable"))
    return g_strdup_printf (_ ("The log “%s” cannot be read, so nothing new comes in from it. "
                               "Allow the server's user to read the file."),
                            name);
  if (g_str_equal (status, "not-taken"))
    return g_strdup_printf (_ ("The log “%s” is read, but the centre does not take what is in it. "
                               "See that the server's disk has room; nothing is lost meanwhile."),
                            name);
  if (g_str_equal (status, "not-understood"))
    return g_strdup_printf (_ ("The log “%s” is read, but its lines are none that the centre "
                               "understands. See that the server was given the queue_log "
                               "(--queue-log); its output shows the first such line."),
                            name);
  if (g_str_equal (status, "undecided"))
    return g_strdup_printf (_ ("The dates of the log “%s” can be read with the day or the month "
                               "first, so nothing is taken from it yet; nothing is lost. Say "
                               "\"date_order\": \"dmy\" or \"mdy\" in its mapping "
                               "(--queue-log-map) and start the server again, or wait for a date "
                               "that tells."),
                            name);
  if (g_str_equal (status, "silent"))
    return g_strdup_printf (_ ("Nothing has come in from “%s” for a while, although people are "
                               "signed in or callers wait. See that whatever sends its events runs "
                               "and reaches the server."),
                            name);
  if (g_str_equal (status, "gap"))
    return g_strdup_printf (_ ("A piece of the log “%s” is missing: it was put away where the "
                               "server did not find it, so figures of that time are too low. "
                               "Import the missing file; nothing counts twice."),
                            name);
  if (!g_str_equal (status, "some-rejected") || !fw_json_has (source, "rejected") ||
      !fw_json_get_integer (source, "rejected", &n, NULL))
    return NULL;
  rejected = fw_format_count (n);
  /* Translators: the first %s is a number, the second the name of a log. */
  return g_strdup_printf (ngettext ("%s line of the log “%s” could not be understood. The "
                                    "server's output shows the first.",
                                    "%s lines of the log “%s” could not be understood. The "
                                    "server's output shows the first.",
                                    (gulong) n),
                          rejected, name);
}

/* Returns: (nullable): what the page of the data says more of. */
static const char *
describe_damage (JsonObject *health)
{
  const char *status = fw_json_find_text (health, "status");

  return g_strcmp0 (status, "damaged") == 0
             ? _ ("Something that the server kept is damaged or gone. “State of the data” in the "
                  "room Centre says what, and what to do.")
             : NULL;
}

/* Returns: (nullable): what is wrong with the audit trail; a log that fails is told first. */
static const char *
describe_audit (JsonObject *health)
{
  JsonObject *audit;
  const char *status;

  if (!fw_json_has (health, "audit") || !fw_json_get_object (health, "audit", &audit, NULL) ||
      !fw_json_get_text (audit, "status", &status, NULL))
    return NULL;
  if (g_str_equal (status, "full"))
    return _ ("The audit trail cannot be written, because the server's disk is full. Contacts and "
              "people cannot be looked at until there is room again.");
  if (g_str_equal (status, "failing"))
    return _ ("The audit trail cannot be written. Contacts and people cannot be looked at until it "
              "can; the server's output says why.");
  if (g_str_equal (status, "cut"))
    return _ ("Lines were missing at the end of the audit trail when the server started. "
              "“floorwalkerctl audit verify” shows where.");
  return NULL;
}

static void
show_sentence (FwSourceNotice *self, const char *sentence)
{
  if (sentence != NULL)
    gtk_label_set_text (self->label, sentence);
  gtk_revealer_set_reveal_child (self->revealer, sentence != NULL);
}

/* Folded away it says nothing, to a screen reader neither. */
static void
revealed_cb (FwSourceNotice *self)
{
  if (!gtk_revealer_get_child_revealed (self->revealer) &&
      !gtk_revealer_get_reveal_child (self->revealer))
    gtk_label_set_text (self->label, "");
}

/* One line for all logs, as one cause often stops them together: the first that does not deliver.
 */
static char *
read_sources (JsonObject *health, GError **error)
{
  JsonArray *sources;

  if (!fw_json_has (health, "sources") || !fw_json_get_array (health, "sources", &sources, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (sources); i++)
    {
      JsonNode *node = json_array_get_element (sources, i);
      const char *name, *status;
      char *sentence;

      if (!JSON_NODE_HOLDS_OBJECT (node) ||
          !fw_json_get_text (json_node_get_object (node), "name", &name, error) ||
          !fw_json_get_text (json_node_get_object (node), "status", &status, error))
        return NULL;
      sentence = describe (name, status, json_node_get_object (node));
      if (sentence != NULL)
        return sentence;
    }
  return NULL;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwSourceNotice) self = FW_SOURCE_NOTICE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) health = NULL;
  g_autofree char *sentence = NULL;

  self->asking = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (answer != NULL)
    health = fw_json_parse_bytes (answer, &error);
  if (health != NULL)
    sentence = read_sources (health, &error);
  if (sentence == NULL && health != NULL &&
      fw_client_get_role (self->client) == FW_ROLE_ADMINISTRATOR)
    {
      const char *audit = describe_audit (health);

      sentence = g_strdup (audit != NULL ? audit : describe_damage (health));
    }
  /* A server that does not answer is said elsewhere; what was wrong with a log stays said. */
  if (answer != NULL)
    show_sentence (self, sentence);
}

static gboolean
may_mend (FwRole role)
{
  return (role & (FW_ROLE_ADMINISTRATOR | FW_ROLE_SUPERVISOR)) != 0;
}

static gboolean
ask_cb (gpointer user_data)
{
  FwSourceNotice *self = FW_SOURCE_NOTICE (user_data);

  if (!may_mend (fw_client_get_role (self->client)))
    show_sentence (self, NULL);
  else if (!self->asking && fw_client_get_state (self->client) == FW_CLIENT_ONLINE)
    {
      self->asking = TRUE;
      fw_client_request_async (self->client, "GET", "health", NULL, NULL, self->cancellable,
                               answered_cb, g_object_ref (self));
    }
  return G_SOURCE_CONTINUE;
}

static void
state_changed_cb (FwSourceNotice *self)
{
  ask_cb (self);
}

static void
fw_source_notice_dispose (GObject *object)
{
  FwSourceNotice *self = FW_SOURCE_NOTICE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (fw_source_notice_parent_class)->dispose (object);
}

static void
fw_source_notice_finalize (GObject *object)
{
  g_clear_object (&FW_SOURCE_NOTICE (object)->cancellable);

  G_OBJECT_CLASS (fw_source_notice_parent_class)->finalize (object);
}

static void
fw_source_notice_class_init (FwSourceNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_source_notice_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_source_notice_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/fw-source-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, FwSourceNotice, revealer);
  gtk_widget_class_bind_template_child (widget_class, FwSourceNotice, label);
  gtk_widget_class_bind_template_callback (widget_class, revealed_cb);
}

static void
fw_source_notice_init (FwSourceNotice *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fw_source_notice_bind (FwSourceNotice *self, FwClient *client)
{
  g_return_if_fail (FW_IS_SOURCE_NOTICE (self));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (state_changed_cb), self);
  self->source = g_timeout_add_seconds (ASK_EVERY_S, ask_cb, self);
}

const char *
fw_source_notice_get_sentence (FwSourceNotice *self)
{
  g_return_val_if_fail (FW_IS_SOURCE_NOTICE (self), NULL);

  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_text (self->label) : NULL;
}
