/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What waits is put off, handed on or taken back: whoever may move it along may, and it is handed
 * to whoever may. */
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-care.h"
#include "server/fw-hub.h"
#include "server/fw-inbox-notes.h"
#include "server/fw-server-private.h"

#define MOST_ACCOUNTS 1000

static gboolean
may_move (FwRecords *records, FwScope *scope, const FwKind *kind, const char *id, GError **error)
{
  g_autoptr (FwRecordCase) where =
      fw_records_read_case (records, scope, kind, id, g_get_real_time (), error);

  if (where == NULL)
    return FALSE;
  if (where->told || fw_record_case_may_move (where))
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN, "nothing of this %s waits for you", kind->name);
  return FALSE;
}

/* ---- whom it may be handed on to ---- */

static const FwKind *
find_accounts (void)
{
  const FwKind *const *kinds = fw_kinds ();

  while (*kinds != NULL && !(*kinds)->accounts)
    kinds++;
  return *kinds;
}

static gboolean
may_take (FwRecords *records, const char *account, const FwKind *kind, const char *id)
{
  g_autoptr (FwScope) scope = fw_records_find_scope (records, account, NULL);

  return scope != NULL && (kind->read & fw_scope_get_role (scope)) != 0 &&
         may_move (records, scope, kind, id, NULL);
}

static void
append_account (FwJsonWriter *writer, const FwRecord *account)
{
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (account));
  fw_json_member_text (writer, "name", fw_record_text (account, "name"));
  fw_json_member_text (writer, "role", fw_record_text (account, "role"));
  fw_json_writer_end_object (writer);
}

void
fw_handle_inbox_accounts (FwExchange *exchange)
{
  FwRecords *records = fw_server_of (exchange)->records;
  FwScope *scope = fw_exchange_get_scope (exchange);
  const FwKind *kind = fw_handle_find_kind (exchange);
  const char *id = fw_exchange_get_parameter (exchange, 1);
  const FwRecordsPage page = { .limit = MOST_ACCOUNTS };
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;
  gboolean more;
  GString *json;
  FwJsonWriter writer;

  if (kind == NULL || !fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;
  if (!may_move (records, scope, kind, id, &error) ||
      (accounts = fw_records_list_page (records, whole, find_accounts (), &page, &more, &error)) ==
          NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }

  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "accounts");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < accounts->len; i++)
    if (strcmp (fw_record_get_id (accounts->pdata[i]), fw_scope_get_account (scope)) != 0 &&
        may_take (records, fw_record_get_id (accounts->pdata[i]), kind, id))
      append_account (&writer, accounts->pdata[i]);
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

/* ---- acts ---- */

typedef struct
{
  const FwKind *kind;
  const char *id;
  FwCare care;
} Asked;

static gboolean
read_asked (FwRecords *records, JsonObject *object, Asked *asked, GError **error)
{
  const char *name;

  if (!fw_json_get_text (object, "kind", &name, error))
    return FALSE;
  asked->kind = fw_records_find_kind (records, name);
  if (asked->kind == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "kind: there is no “%s”", name);
      return FALSE;
    }
  return fw_json_get_text (object, "id", &asked->id, error) &&
         fw_care_read (object, FW_CARE_SNOOZE, &asked->care, error);
}

/* Who takes it back puts it off no longer and has handed it on to nobody. Returns: (transfer full):
 * the note that was written last. */
static FwRecord *
write_note (FwRecords *records, const Asked *asked, const char *account, GError **error)
{
  const gint64 now = g_get_real_time ();
  const gboolean snoozes = asked->care.act == FW_CARE_SNOOZE;
  g_autoptr (FwRecord) note = NULL;

  if (asked->care.act == FW_CARE_GIVE)
    {
      if (may_take (records, asked->care.to, asked->kind, asked->id))
        return fw_inbox_notes_give (records, asked->kind, asked->id, account, asked->care.to, now,
                                    error);
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "to: nobody of that name may move it along");
      return NULL;
    }
  note = fw_inbox_notes_snooze (records, asked->kind, asked->id, account,
                                snoozes ? now + asked->care.minutes * FW_MINUTE : 0, now, error);
  if (note == NULL || snoozes)
    return g_steal_pointer (&note);
  return fw_inbox_notes_give (records, asked->kind, asked->id, account, NULL, now, error);
}

void
fw_handle_inbox_act (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  FwScope *scope = fw_exchange_get_scope (exchange);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (FwRecord) note = NULL;
  g_autoptr (GError) error = NULL;
  Asked asked = { NULL };
  GString *json;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;

  object = fw_json_parse_bytes (fw_exchange_get_body (exchange), &error);
  if (object == NULL || !read_asked (server->records, object, &asked, &error) ||
      !may_move (server->records, scope, asked.kind, asked.id, &error) ||
      (note = write_note (server->records, &asked, fw_scope_get_account (scope), &error)) == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  fw_hub_tell_record (server->hub, note);
  json = g_string_new ("{}");
  fw_exchange_reply_json (exchange, 200, json);
}
