/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-inbox-notes.h"

#include "core/calendar/fw-zone.h"

#define KIND "inbox-note"

void
fw_inbox_note_free (FwInboxNote *self)
{
  if (self == NULL)
    return;

  g_free (self->given_to);
  g_free (self->given_by);
  g_free (self);
}

/* One for each account that puts it off, and one of whose it is. */
static char *
make_id (const FwKind *kind, const char *id, const char *account)
{
  g_autofree char *text = g_strjoin ("\n", kind->name, id, account != NULL ? account : "", NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA1, text, -1);
}

static FwRecord *
find_note (FwRecords *records, const FwKind *kind, const char *id, const char *account)
{
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autofree char *note = make_id (kind, id, account);

  return fw_records_get (records, whole, fw_kind_find (KIND), note, NULL);
}

FwInboxNote *
fw_inbox_notes_read (
    FwRecords *records, const FwKind *kind, const char *id, const char *account, gint64 now)
{
  g_autoptr (FwRecord) own = find_note (records, kind, id, account);
  g_autoptr (FwRecord) given = find_note (records, kind, id, NULL);
  FwInboxNote *self = g_new0 (FwInboxNote, 1);
  const char *until = own != NULL ? fw_record_text (own, "snoozed_until") : NULL;

  if (until != NULL &&
      (!fw_time_parse (fw_text (until), &self->snoozed_until) || self->snoozed_until <= now))
    self->snoozed_until = 0;
  if (given != NULL)
    {
      self->given_to = g_strdup (fw_record_text (given, "given_to"));
      self->given_by = g_strdup (fw_record_text (given, "given_by"));
    }
  return self;
}

/* Rights were asked for before: whoever may move a record along may put it off and hand it on. */
static FwRecord *
take_note (FwRecords *records, const FwKind *kind, const char *id, const char *account)
{
  FwRecord *note = find_note (records, kind, id, account);
  g_autofree char *made = NULL;

  if (note != NULL)
    return note;
  made = make_id (kind, id, account);
  note = fw_record_new (fw_kind_find (KIND), made);
  fw_record_put_text (note, "about", kind->name);
  fw_record_put_text (note, "record", id);
  fw_record_put_text (note, "account", account);
  return note;
}

static FwRecord *
put (FwRecords *records, FwRecord *note, const char *account, gint64 now, GError **error)
{
  g_autoptr (FwScope) writer = fw_scope_new (account, FW_ROLE_ADMINISTRATOR, NULL, NULL);

  return fw_records_put (records, writer, note, now, error) ? fw_record_ref (note) : NULL;
}

FwRecord *
fw_inbox_notes_snooze (FwRecords *records,
                       const FwKind *kind,
                       const char *id,
                       const char *account,
                       gint64 until,
                       gint64 now,
                       GError **error)
{
  g_autoptr (FwRecord) note = take_note (records, kind, id, account);
  g_autofree char *text = until != 0 ? fw_time_format (until) : NULL;

  fw_record_put_text (note, "snoozed_until", text);
  return put (records, note, account, now, error);
}

FwRecord *
fw_inbox_notes_give (FwRecords *records,
                     const FwKind *kind,
                     const char *id,
                     const char *account,
                     const char *to,
                     gint64 now,
                     GError **error)
{
  g_autoptr (FwRecord) note = take_note (records, kind, id, NULL);

  fw_record_put_text (note, "given_to", to);
  fw_record_put_text (note, "given_by", to != NULL ? account : NULL);
  return put (records, note, account, now, error);
}
