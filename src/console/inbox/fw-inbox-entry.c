/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/inbox/fw-inbox-entry.h"

#include "console/fw-function-words.h"
#include "console/fw-pages.h"

#include "charts/fw-format.h"
#include "console/live/fw-live-words.h"
#include "core/kind/fw-kind.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

struct _FwInboxEntry
{
  GObject parent_instance;

  JsonObject *object;
  char *key;
  FwLiveFrameAlert *alert; /* (nullable) */
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwInboxEntry, fw_inbox_entry, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
fw_inbox_entry_finalize (GObject *object)
{
  FwInboxEntry *self = FW_INBOX_ENTRY (object);

  g_clear_pointer (&self->object, json_object_unref);
  g_free (self->key);
  g_clear_pointer (&self->alert, fw_live_frame_alert_free);

  G_OBJECT_CLASS (fw_inbox_entry_parent_class)->finalize (object);
}

static void
fw_inbox_entry_class_init (FwInboxEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fw_inbox_entry_finalize;
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_INBOX_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
fw_inbox_entry_init (FwInboxEntry *self)
{
}

FwInboxEntry *
fw_inbox_entry_new (JsonObject *object)
{
  g_autoptr (FwInboxEntry) self = g_object_new (FW_TYPE_INBOX_ENTRY, NULL);
  JsonObject *alert;

  g_return_val_if_fail (object != NULL, NULL);

  self->object = json_object_ref (object);
  if (fw_json_find_text (object, "kind") == NULL || fw_json_find_text (object, "id") == NULL)
    return NULL;
  self->key =
      g_strdup_printf ("%s\n%s", fw_inbox_entry_get_kind (self), fw_inbox_entry_get_id (self));
  if (fw_json_has (object, "alert") &&
      (!fw_json_get_object (object, "alert", &alert, NULL) ||
       (self->alert = fw_live_frame_alert_read (alert, NULL)) == NULL))
    return NULL;
  return g_steal_pointer (&self);
}

void
fw_inbox_entry_take (FwInboxEntry *self, FwInboxEntry *other)
{
  FwLiveFrameAlert *alert;
  JsonObject *object;

  g_return_if_fail (FW_IS_INBOX_ENTRY (self) && FW_IS_INBOX_ENTRY (other));

  object = self->object;
  alert = self->alert;
  self->object = other->object;
  self->alert = other->alert;
  other->object = object;
  other->alert = alert;
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
fw_inbox_entry_get_key (FwInboxEntry *self)
{
  g_return_val_if_fail (FW_IS_INBOX_ENTRY (self), NULL);

  return self->key;
}

const char *
fw_inbox_entry_get_kind (FwInboxEntry *self)
{
  g_return_val_if_fail (FW_IS_INBOX_ENTRY (self), NULL);

  return fw_json_find_text (self->object, "kind");
}

const char *
fw_inbox_entry_get_id (FwInboxEntry *self)
{
  g_return_val_if_fail (FW_IS_INBOX_ENTRY (self), NULL);

  return fw_json_find_text (self->object, "id");
}

gboolean
fw_inbox_entry_is_alert (FwInboxEntry *self)
{
  g_return_val_if_fail (FW_IS_INBOX_ENTRY (self), FALSE);

  return self->alert != NULL;
}

gboolean
fw_inbox_entry_waits (FwInboxEntry *self)
{
  gboolean waits;

  g_return_val_if_fail (FW_IS_INBOX_ENTRY (self), FALSE);

  return fw_json_get_boolean (self->object, "waits", &waits, NULL) && waits;
}

static JsonObject *
find_clock (FwInboxEntry *self)
{
  JsonObject *clock;

  return fw_json_has (self->object, "clock") &&
                 fw_json_get_object (self->object, "clock", &clock, NULL)
             ? clock
             : NULL;
}

static const char *
find_clock_state (FwInboxEntry *self)
{
  JsonObject *clock = find_clock (self);
  const char *state = clock != NULL ? fw_json_find_text (clock, "state") : NULL;

  return state != NULL ? state : "";
}

gboolean
fw_inbox_entry_is_late (FwInboxEntry *self)
{
  g_return_val_if_fail (FW_IS_INBOX_ENTRY (self), FALSE);

  return self->alert != NULL || g_str_equal (find_clock_state (self), "breached");
}

gboolean
fw_inbox_entry_is_warned (FwInboxEntry *self)
{
  return fw_inbox_entry_is_late (self) || g_str_equal (find_clock_state (self), "warned");
}

/* ---- words ---- */

/* What flows and kinds call things is English on the wire. */
static const char *
translate (const char *text)
{
  return text != NULL && *text != '\0' ? _ (text) : "";
}

/* The day only where it is another one than today. */
static char *
describe_moment (gint64 at)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = NULL;
  g_autofree char *clock = fw_format_clock (at, NULL);

  if (moment != NULL && g_date_time_get_day_of_year (moment) == g_date_time_get_day_of_year (now) &&
      g_date_time_get_year (moment) == g_date_time_get_year (now))
    return g_steal_pointer (&clock);
  day = fw_format_day (at, NULL);
  /* Translators: a day and a time of day. */
  return g_strdup_printf (C_ ("moment", "%s, %s"), day, clock);
}

char *
fw_inbox_entry_describe_title (FwInboxEntry *self)
{
  const char *title;

  g_return_val_if_fail (FW_IS_INBOX_ENTRY (self), NULL);

  if (self->alert != NULL)
    return fw_live_words_alert (self->alert, NULL);
  title = fw_json_find_text (self->object, "title");
  return g_strdup (title != NULL ? title : fw_inbox_entry_get_id (self));
}

char *
fw_inbox_entry_describe_state (FwInboxEntry *self)
{
  const FwKind *kind = fw_pages_find_kind (fw_inbox_entry_get_kind (self));
  gint64 since = fw_json_find_moment (self->object, "since");
  g_autofree char *moment = since != 0 ? describe_moment (since) : NULL;
  const char *label = translate (kind != NULL ? kind->label : fw_inbox_entry_get_kind (self));
  const char *state = translate (fw_json_find_text (self->object, "label"));

  if (self->alert != NULL)
    return g_strdup (_ ("Alert")); /* its words say since when */
  if (moment == NULL)
    return g_strdup_printf ("%s · %s", label, state);
  /* Translators: a kind, its state, and since when: "Finding · Not judged since 14:05". */
  return g_strdup_printf (_ ("%s · %s since %s"), label, state, moment);
}

/* Of an alert the name of a person, of anything else an account. */
static char *
describe_gift (FwInboxEntry *self, const char *to)
{
  const char *by = fw_json_find_text (self->object, "given_by");

  if (by == NULL)
    return g_strdup_printf (_ ("handed on to %s"), to);
  if (fw_inbox_entry_waits (self))
    /* Translators: %s is a user name. */
    return g_strdup_printf (_ ("handed on to you by %s"), by);
  /* Translators: to whom, and by whom. */
  return g_strdup_printf (_ ("handed on to %s by %s"), to, by);
}

char *
fw_inbox_entry_describe_whose (FwInboxEntry *self)
{
  const char *to, *owner;
  g_autofree char *until = NULL;
  gint64 at;

  g_return_val_if_fail (FW_IS_INBOX_ENTRY (self), NULL);

  at = fw_json_find_moment (self->object, "snoozed_until");
  to = fw_json_find_text (self->object, "given_to");
  owner = fw_json_find_text (self->object, "owner");
  if (at != 0)
    {
      until = describe_moment (at);
      /* Translators: %s is a time of day, or a day and a time of day. */
      return g_strdup_printf (_ ("put off until %s"), until);
    }
  if (to != NULL)
    return describe_gift (self, to);
  if (self->alert != NULL)
    return fw_live_words_alert_care (self->alert, NULL);
  return owner != NULL ? g_strdup (owner) : g_strdup ("");
}

char *
fw_inbox_entry_describe_for (FwInboxEntry *self)
{
  char *acts;

  g_return_val_if_fail (FW_IS_INBOX_ENTRY (self), NULL);

  acts = fw_function_write_for (self->object);
  return acts != NULL ? acts : g_strdup ("");
}

char *
fw_inbox_entry_describe_due (FwInboxEntry *self)
{
  gint64 due;
  g_autofree char *moment = NULL;

  g_return_val_if_fail (FW_IS_INBOX_ENTRY (self), NULL);

  due = fw_json_find_moment (self->object, "due");
  if (self->alert != NULL)
    return g_strdup (_ ("beyond its limit"));
  if (due == 0)
    return g_strdup ("");
  moment = describe_moment (due);
  if (fw_inbox_entry_is_late (self))
    /* Translators: %s is a time of day, or a day and a time of day. */
    return g_strdup_printf (_ ("overdue since %s"), moment);
  /* Translators: %s is a time of day, or a day and a time of day. */
  return g_strdup_printf (_ ("until %s"), moment);
}

char *
fw_inbox_entry_describe_limit (FwInboxEntry *self)
{
  JsonObject *clock = find_clock (self);
  g_autofree char *limit = NULL;

  if (clock == NULL)
    return g_strdup ("");
  limit = fw_format_duration ((double) fw_json_find_count (clock, "limit_s"));
  /* Translators: a clock and how long it may take: "Judgement, limit 48h 00m". */
  return g_strdup_printf (_ ("%s, limit %s"), translate (fw_json_find_text (clock, "label")),
                          limit);
}
