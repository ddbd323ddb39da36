/* SPDX-License-Identifier: GPL-3.0-or-later */

/* own/calendar: the secret address at which an agent's calendar program asks for what she was told
 * of her days, and calendar/{address}, where it does. Whoever has the address needs no session. */
#include "core/fw-error.h"
#include "server/fw-calendar-days.h"
#include "server/fw-server-private.h"
#include "store/fw-secret.h"

#define KIND "calendar-address"
#define SUFFIX ".ics"
#define MOST_LETTERS 128
#define TYPE "text/calendar; charset=utf-8"

static char *
write_hash (const char *secret)
{
  guint8 hash[FW_SECRET_HASH_BYTES];
  GString *text = g_string_new (NULL);

  fw_secret_hash (secret, hash);
  for (guint i = 0; i < G_N_ELEMENTS (hash); i++)
    g_string_append_printf (text, "%02x", hash[i]);

  return g_string_free (text, FALSE);
}

/* @found: (out) (nullable). FALSE: the store does not answer. */
static gboolean
find_record (FwRecords *records,
             FwScope *whole,
             const char *kind,
             const char *field,
             const char *value,
             FwRecord **found,
             GError **error)
{
  const char *const values[] = { value, NULL };
  const FwRecordCondition condition = { field, FW_RECORD_IS, values };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwRecordAnswer) answer = NULL;

  query.conditions = &condition;
  query.n_conditions = 1;
  query.limit = 1;
  answer = fw_records_ask (records, whole, fw_kind_find (kind), &query, error);
  if (answer == NULL)
    return FALSE;
  *found = answer->records->len > 0 ? fw_record_ref (answer->records->pdata[0]) : NULL;

  return TRUE;
}

static gboolean
find_own (const FwOwn *own, FwRecord **found, GError **error)
{
  return find_record (own->records, own->whole, KIND, "person", fw_record_get_id (own->person),
                      found, error);
}

/* ---- hers ---- */

/* @secret: (nullable): it is told once. */
static void
reply_own (FwExchange *exchange,
           const FwOwn *own,
           const FwRecord *address,
           const char *secret,
           guint status)
{
  FwJsonWriter writer;
  GString *json = fw_own_begin_answer (&writer, own);

  if (address != NULL)
    fw_own_append_date (&writer, "since", (gint32) fw_record_integer (address, "since"));
  else
    fw_json_member_text (&writer, "since", NULL);
  if (secret != NULL)
    {
      g_autofree char *path = g_strconcat (FW_ROUTE_PREFIX "calendar/", secret, SUFFIX, NULL);

      fw_json_member_text (&writer, "path", path);
    }
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, status, json);
}

void
fw_handle_own_calendar (FwExchange *exchange)
{
  g_auto (FwOwn) own = { NULL };
  g_autoptr (FwRecord) address = NULL;
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  if (find_own (&own, &address, &error))
    reply_own (exchange, &own, address, NULL, 200);
  else
    fw_exchange_reply_error (exchange, error);
}

/* Her calendar as a file. */
void
fw_handle_own_calendar_file (FwExchange *exchange)
{
  g_auto (FwOwn) own = { NULL };
  FwCalendarWords words = { fw_exchange_get_query (exchange, "training"),
                            fw_exchange_get_query (exchange, "leave") };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ "training", "leave", NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  words.training = words.training != NULL ? words.training : "Training";
  words.leave = words.leave != NULL ? words.leave : "Leave";
  text = fw_calendar_days_write (own.records, own.whole, own.person, &words, g_get_real_time (),
                                 &error);
  if (text != NULL)
    fw_exchange_reply (exchange, 200, g_string_new (text), TYPE);
  else
    fw_exchange_reply_error (exchange, error);
}

/* A new one takes the place of the old one, which ends. */
static FwRecord *
make_address (FwExchange *exchange, const FwOwn *own, const char *secret, GError **error)
{
  g_autoptr (JsonObject) object = fw_json_parse_bytes (fw_exchange_get_body (exchange), error);
  const char *training = "Training", *leave = "Leave";
  g_autofree char *hash = write_hash (secret);
  g_autofree char *id = NULL;
  g_autoptr (FwRecord) before = NULL, address = NULL;

  if (object == NULL || !fw_own_read_text (object, "training", &training, error) ||
      !fw_own_read_text (object, "leave", &leave, error) || !find_own (own, &before, error))
    return NULL;
  id = before != NULL ? g_strdup (fw_record_get_id (before)) : g_uuid_string_random ();
  address = fw_record_new (fw_kind_find (KIND), id);
  if (before != NULL)
    fw_record_set_revision (address, fw_record_get_revision (before));
  fw_record_put_text (address, "name", fw_record_text (own->person, "name"));
  fw_record_put_text (address, "person", fw_record_get_id (own->person));
  fw_record_put_text (address, "hash", hash);
  fw_record_put_text (address, "training", training);
  fw_record_put_text (address, "leave", leave);
  fw_record_set_integer (address, (guint) fw_kind_find_field (fw_kind_find (KIND), "since"),
                         own->today);

  return g_steal_pointer (&address);
}

void
fw_handle_make_calendar (FwExchange *exchange)
{
  g_auto (FwOwn) own = { NULL };
  g_autofree char *secret = fw_secret_make ();
  g_autoptr (FwScope) writer = NULL;
  g_autoptr (FwRecord) address = NULL;
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  writer = fw_own_make_writer (exchange);
  address = make_address (exchange, &own, secret, &error);
  if (address == NULL || !fw_records_put (own.records, writer, address, g_get_real_time (), &error))
    fw_exchange_reply_error (exchange, error);
  else if (fw_handle_tell_change (exchange, fw_kind_find (KIND), fw_record_get_id (address),
                                  fw_record_get_revision (address)))
    reply_own (exchange, &own, address, secret, 201);
}

void
fw_handle_end_calendar (FwExchange *exchange)
{
  g_auto (FwOwn) own = { NULL };
  g_autoptr (FwScope) writer = NULL;
  g_autoptr (FwRecord) address = NULL;
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  writer = fw_own_make_writer (exchange);
  if (find_own (&own, &address, &error) && address == NULL)
    g_set_error_literal (&error, FW_ERROR, FW_ERROR_NOT_FOUND, "there is no calendar address");
  if (address == NULL ||
      !fw_records_delete (own.records, writer, fw_kind_find (KIND), fw_record_get_id (address),
                          fw_record_get_revision (address), g_get_real_time (), &error))
    fw_exchange_reply_error (exchange, error);
  else if (fw_handle_tell_change (exchange, fw_kind_find (KIND), fw_record_get_id (address), 0))
    reply_own (exchange, &own, NULL, NULL, 200);
}

/* ---- whoever has the address ---- */

/* @name: "SECRET.ics". Who may sign in no more has no calendar either. Returns: (transfer full)
 * (nullable): whose it is. */
static FwRecord *
find_person (
    FwRecords *records, FwScope *whole, const char *name, FwRecord **address, GError **error)
{
  g_autoptr (FwRecord) account = NULL;

  if (g_str_has_suffix (name, SUFFIX) && strlen (name) <= MOST_LETTERS)
    {
      g_autofree char *secret = g_strndup (name, strlen (name) - strlen (SUFFIX));
      g_autofree char *hash = write_hash (secret);

      if (!find_record (records, whole, KIND, "hash", hash, address, error))
        return NULL;
    }
  if (*address != NULL && !find_record (records, whole, "account", "person",
                                        fw_record_text (*address, "person"), &account, error))
    return NULL;
  if (account == NULL)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_NOT_FOUND, "there is no such calendar");
      return NULL;
    }

  return fw_records_get (records, whole, fw_kind_find ("person"),
                         fw_record_text (*address, "person"), error);
}

void
fw_handle_calendar (FwExchange *exchange)
{
  FwRecords *records = fw_server_of (exchange)->records;
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autoptr (FwRecord) address = NULL, person = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;
  person = find_person (records, whole, fw_exchange_get_parameter (exchange, 0), &address, &error);
  if (person != NULL)
    {
      FwCalendarWords words = { fw_record_text (address, "training"),
                                fw_record_text (address, "leave") };

      text = fw_calendar_days_write (records, whole, person, &words, g_get_real_time (), &error);
    }
  if (text != NULL)
    fw_exchange_reply (exchange, 200, g_string_new (text), TYPE);
  else
    fw_exchange_reply_error (exchange, error);
}
