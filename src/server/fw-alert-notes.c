/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-alert-notes.h"

#include <string.h>

#include "core/calendar/fw-zone.h"

#define KIND "alert-note"

struct _FwAlertNotes
{
  GHashTable *notes; /* char* id of an alert -> FwRecord* */
  GHashTable *names; /* char* id of a person -> char* name */
};

static const char *
read_text (const FwRecord *note, const char *field)
{
  const char *text = fw_record_text (note, field);

  return text != NULL ? text : "";
}

/* An id of an alert is longer than one of a record may be. */
static char *
make_id (const char *alert)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA1, alert, -1);
}

static char *
format_moment (gint64 at)
{
  return at != 0 ? fw_time_format (at) : g_strdup ("");
}

/* The same window; of what is measured at a moment, raised at the same time. */
static gboolean
is_same (const FwRecord *note, const FwAlert *alert, gboolean restarted)
{
  g_autofree char *window = format_moment (alert->from);
  g_autofree char *since = format_moment (alert->since);

  return strcmp (read_text (note, "window"), window) == 0 &&
         (alert->from != 0 || restarted || strcmp (read_text (note, "since"), since) == 0);
}

static void
begin_note (FwRecord *note, const FwAlert *alert)
{
  static const char *const acts[] = { "acknowledged_by", "snoozed_until", "given_to" };
  g_autofree char *window = format_moment (alert->from);
  g_autofree char *since = format_moment (alert->since);

  fw_record_put_text (note, "alert", alert->id);
  fw_record_put_text (note, "site", *alert->site != '\0' ? alert->site : NULL);
  fw_record_put_text (note, "team", *alert->team != '\0' ? alert->team : NULL);
  fw_record_put_text (note, "window", window);
  fw_record_put_text (note, "since", since);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    fw_record_put_text (note, acts[i], NULL);
}

static void
apply_care (FwRecord *note, const FwCare *care, const char *account, gint64 now)
{
  g_autofree char *until = NULL;

  switch (care->act)
    {
    case FW_CARE_SNOOZE:
      until = fw_time_format (now + care->minutes * FW_MINUTE);
      fw_record_put_text (note, "snoozed_until", until);
      return; /* whose it is then is open */
    case FW_CARE_GIVE:
      fw_record_put_text (note, "given_to", care->to);
      break;
    case FW_CARE_RELEASE:
      fw_record_put_text (note, "acknowledged_by", NULL);
      fw_record_put_text (note, "snoozed_until", NULL);
      fw_record_put_text (note, "given_to", NULL);
      return;
    case FW_CARE_ACKNOWLEDGE:
    case FW_N_CARE_ACTS:
    default:
      break;
    }
  /* who gives it away has seen it */
  fw_record_put_text (note, "acknowledged_by", account);
}

FwRecord *
fw_alert_notes_write (FwRecords *records,
                      const FwAlert *alert,
                      const FwCare *care,
                      const char *account,
                      gint64 now,
                      GError **error)
{
  /* Who sees an alert may take it up, also where no team of theirs has it. */
  g_autoptr (FwScope) writer = fw_scope_new (account, FW_ROLE_ADMINISTRATOR, NULL, NULL);
  g_autofree char *id = make_id (alert->id);
  g_autoptr (FwRecord) note = fw_records_get (records, writer, fw_kind_find (KIND), id, NULL);

  if (note == NULL)
    {
      note = fw_record_new (fw_kind_find (KIND), id);
      begin_note (note, alert);
    }
  else if (!is_same (note, alert, FALSE))
    begin_note (note, alert);
  apply_care (note, care, account, now);
  return fw_records_put (records, writer, note, now, error) ? g_steal_pointer (&note) : NULL;
}

static GHashTable *
read_names (FwRecords *records, FwScope *scope)
{
  const FwKind *kind = fw_kind_find ("person");
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) people = fw_records_list (records, scope, kind, NULL);

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const FwRecord *person = people->pdata[i];

      g_hash_table_insert (names, g_strdup (fw_record_get_id (person)),
                           g_strdup (fw_record_text (person, kind->title)));
    }
  return names;
}

FwAlertNotes *
fw_alert_notes_read (FwRecords *records, GError **error)
{
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autoptr (GPtrArray) list = fw_records_list (records, whole, fw_kind_find (KIND), error);
  FwAlertNotes *self;

  if (list == NULL)
    return NULL;
  self = g_new0 (FwAlertNotes, 1);
  self->notes =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) fw_record_unref);
  self->names = list->len > 0 ? read_names (records, whole) : g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < list->len; i++)
    g_hash_table_insert (self->notes, g_strdup (read_text (list->pdata[i], "alert")),
                         fw_record_ref (list->pdata[i]));
  return self;
}

void
fw_alert_notes_free (FwAlertNotes *self)
{
  g_hash_table_unref (self->notes);
  g_hash_table_unref (self->names);
  g_free (self);
}

static char *
dup_some (const char *text)
{
  return *text != '\0' ? g_strdup (text) : NULL;
}

void
fw_alert_notes_apply (FwAlertNotes *self, FwAlert *alert, gboolean restarted, gint64 now)
{
  const FwRecord *note = g_hash_table_lookup (self->notes, alert->id);
  const char *person, *name;
  gint64 until;

  if (note == NULL || alert->over != 0 || !is_same (note, alert, restarted))
    return;

  person = read_text (note, "given_to");
  name = g_hash_table_lookup (self->names, person);
  alert->acknowledged_by = dup_some (read_text (note, "acknowledged_by"));
  alert->given_to = dup_some (name != NULL ? name : person);
  if (fw_time_parse (fw_text (read_text (note, "snoozed_until")), &until) && until > now)
    alert->snoozed_until = until;
}
