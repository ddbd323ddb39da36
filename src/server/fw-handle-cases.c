/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET cases: the queue of clocks: which case breaks its next promise first, and whose it is. */
#include <string.h>

#include "server/fw-asked.h"
#include "server/fw-server-private.h"
#include "store/fw-record-due.h"

#define USUAL_LIMIT 200
#define VIP_PLACE "vip."

typedef struct
{
  FwRecordDueQuestion question;
  char **lists[2]; /* site, team */
  char *after;
  guint limit;
  gint64 now;
} Asked;

static void
clear_asked (Asked *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    g_strfreev (self->lists[i]);
  g_free (self->after);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, clear_asked)

/* ---- the question ---- */

/* "1764547200000000.ID": what stands behind that row; "vip.1764547200000000.ID": behind that one of
 * the VIP customers', which come first. */
static gboolean
read_after (FwExchange *exchange, Asked *asked)
{
  const char *text = fw_exchange_get_query (exchange, "after");
  const gboolean vip = text != NULL && g_str_has_prefix (text, VIP_PLACE);
  g_auto (GStrv) parts =
      text != NULL ? g_strsplit (text + (vip ? strlen (VIP_PLACE) : 0), ".", 2) : NULL;

  asked->question.marked = text == NULL || vip;
  if (text == NULL)
    return TRUE;
  if (g_strv_length (parts) == 2 && fw_record_is_id (parts[1]) &&
      g_ascii_string_to_signed (parts[0], 10, -FW_CALENDAR_LAST, FW_CALENDAR_LAST,
                                &asked->question.after_due, NULL))
    {
      asked->question.after = asked->after = g_strdup (parts[1]);
      return TRUE;
    }
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "after",
                    "after: expected the “next” of an answer to the same question");
  return FALSE;
}

static gboolean
read_owner (FwExchange *exchange, Asked *asked)
{
  const char *owner = fw_exchange_get_query (exchange, "owner");

  if (owner == NULL)
    return TRUE;
  if (g_str_equal (owner, "me"))
    asked->question.owner = fw_scope_get_account (fw_exchange_get_scope (exchange));
  else if (g_str_equal (owner, "nobody"))
    asked->question.owner = "";
  else
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "owner",
                        "owner: expected me or nobody, not “%s”", owner);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_asked (FwExchange *exchange, Asked *asked)
{
  static const char *const known[] = { "site", "team", "owner", "words", "after", "limit", NULL };
  static const char *const names[] = { "site", "team" };
  guint64 limit = USUAL_LIMIT;

  if (!fw_exchange_check_query (exchange, known) || !read_owner (exchange, asked) ||
      !read_after (exchange, asked) ||
      !fw_exchange_read_number (exchange, "limit", FW_RECORD_DUE_MOST, &limit))
    return FALSE;
  fw_asked_read_lists (exchange, names, G_N_ELEMENTS (names), asked->lists);
  asked->question.sites = (const char *const *) asked->lists[0];
  asked->question.teams = (const char *const *) asked->lists[1];
  asked->question.words = fw_exchange_get_query (exchange, "words");
  asked->question.mark = "vip";
  asked->question.before = G_MAXINT64;
  asked->question.limit = asked->limit = (guint) MAX (limit, 1);
  return TRUE;
}

/* ---- the answer ---- */

typedef struct
{
  FwRecords *records;
  FwDirectory *directory;
  FwScope *whole;    /* names are for everybody who may read the case */
  GHashTable *names; /* "department/ID" -> what it is called */
} Answer;

static void
clear_answer (Answer *self)
{
  g_clear_pointer (&self->directory, fw_directory_unref);
  g_clear_pointer (&self->whole, fw_scope_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, clear_answer)

static void
append_fields (FwJsonWriter *writer, const FwRecord *record)
{
  static const char *const names[] = { "title",    "class", "grade",      "owner", "contact",
                                       "customer", "site",  "department", "team" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fw_json_member_text (writer, names[i], fw_record_text (record, names[i]));
}

/* What a department or an account is called; a page of rows has few of them. Returns: (nullable).
 */
static const char *
find_name (Answer *answer, const char *kind, const char *id)
{
  g_autofree char *key = id != NULL ? g_strconcat (kind, "/", id, NULL) : NULL;
  g_autoptr (FwRecord) record = NULL;
  const char *name;

  if (id == NULL)
    return NULL;
  name = g_hash_table_lookup (answer->names, key);
  if (name != NULL)
    return name;
  record = fw_records_get (answer->records, answer->whole, fw_kind_find (kind), id, NULL);
  name = record != NULL ? fw_record_text (record, "name") : NULL;
  g_hash_table_insert (answer->names, g_strdup (key), g_strdup (name != NULL ? name : id));
  return g_hash_table_lookup (answer->names, key);
}

static gboolean
is_vip (const FwRecordDue *due)
{
  return fw_record_integer (due->record, "vip") != 0;
}

static void
append_row (FwJsonWriter *writer, Answer *answer, const FwRecordDue *due, gint64 now)
{
  const FwFlow *flow = fw_record_get_kind (due->record)->flow;
  const FwFlowClock *clock = fw_flow_find_clock (flow, due->clock);
  const char *state = fw_record_text (due->record, FW_KIND_STATE);
  const char *team = fw_record_text (due->record, "team");
  g_autofree char *moment = fw_time_format (due->due);

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (due->record));
  fw_json_member_integer (writer, "revision", fw_record_get_revision (due->record));
  append_fields (writer, due->record);
  fw_json_member_boolean (writer, "vip", is_vip (due));
  fw_json_member_text (writer, "owner_name",
                       find_name (answer, "account", fw_record_text (due->record, "owner")));
  fw_json_member_text (
      writer, "department_title",
      find_name (answer, "department", fw_record_text (due->record, "department")));
  fw_json_member_text (writer, "team_title",
                       team != NULL ? fw_directory_get_title (answer->directory, "team", team)
                                    : NULL);
  fw_json_member_text (writer, "state", state);
  fw_json_member_text (writer, "label", fw_handle_find_state_label (flow, state));
  fw_json_member_text (writer, "clock", due->clock);
  fw_json_member_text (writer, "clock_label",
                       clock != NULL && clock->label != NULL ? clock->label : due->clock);
  fw_json_member_text (writer, "due", moment);
  fw_json_member_text (writer, "clock_state",
                       due->due < now                          ? "breached"
                       : (due->told & FW_CLOCK_TOLD_WARN) != 0 ? "warned"
                                                               : "running");
  fw_json_writer_end_object (writer);
}

static guint
count_overdue (const GPtrArray *list, gint64 now)
{
  guint n = 0;

  for (guint i = 0; i < list->len; i++)
    n += ((const FwRecordDue *) list->pdata[i])->due < now;
  return n;
}

/* Whether the answer has all that is overdue: it ends with the last case, or behind the last one of
 * those that are late. */
static gboolean
has_all_overdue (const Asked *asked, const GPtrArray *list)
{
  const FwRecordDue *last = list->len > 0 ? list->pdata[list->len - 1] : NULL;

  return asked->after == NULL &&
         (list->len < asked->limit || (last != NULL && !is_vip (last) && last->due >= asked->now));
}

/* How many are overdue, counted as far as an answer goes. */
static gboolean
append_overdue (FwJsonWriter *writer,
                FwExchange *exchange,
                const Asked *asked,
                const GPtrArray *list,
                GError **error)
{
  FwRecordDueQuestion question = asked->question;
  guint n = count_overdue (list, asked->now);

  if (has_all_overdue (asked, list))
    {
      fw_json_member_integer (writer, "overdue", n);
      fw_json_member_boolean (writer, "more_overdue", FALSE);
      return TRUE;
    }
  question.mark = NULL;
  question.before = asked->now;
  question.after = NULL;
  question.limit = FW_RECORD_DUE_MOST;
  if (!fw_records_count_due (fw_server_of (exchange)->records, fw_exchange_get_scope (exchange),
                             fw_kind_find ("case"), &question, &n, error))
    return FALSE;
  fw_json_member_integer (writer, "overdue", n);
  fw_json_member_boolean (writer, "more_overdue", n == FW_RECORD_DUE_MOST);
  return TRUE;
}

static void
append_next (FwJsonWriter *writer, const GPtrArray *list, guint limit)
{
  const FwRecordDue *last = list->len == limit ? list->pdata[list->len - 1] : NULL;
  g_autofree char *next =
      last != NULL ? g_strdup_printf ("%s%" G_GINT64_FORMAT ".%s", is_vip (last) ? VIP_PLACE : "",
                                      last->due, fw_record_get_id (last->record))
                   : NULL;

  fw_json_member_text (writer, "next", next);
}

/* Those of VIP customers first, then the others, each by what is due first. @asked: its question is
 * that of the last part. Returns: (transfer full) (element-type FwRecordDue). */
static GPtrArray *
list_rows (FwExchange *exchange, Asked *asked, GError **error)
{
  FwRecords *records = fw_server_of (exchange)->records;
  FwScope *scope = fw_exchange_get_scope (exchange);
  const FwKind *kind = fw_kind_find ("case");
  g_autoptr (GPtrArray) rows = fw_records_list_due (records, scope, kind, &asked->question, error);
  g_autoptr (GPtrArray) others = NULL;

  if (rows == NULL || !asked->question.marked || rows->len == asked->limit)
    return g_steal_pointer (&rows);
  asked->question.marked = FALSE;
  asked->question.after = NULL;
  asked->question.limit = asked->limit - rows->len;
  others = fw_records_list_due (records, scope, kind, &asked->question, error);
  if (others == NULL)
    return NULL;
  g_ptr_array_extend_and_steal (rows, g_steal_pointer (&others));
  return g_steal_pointer (&rows);
}

void
fw_handle_cases (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  g_auto (Asked) asked = { .now = g_get_real_time () };
  g_auto (Answer) answer = { .records = server->records };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  FwJsonWriter writer;

  if (!read_asked (exchange, &asked))
    return;
  list = list_rows (exchange, &asked, &error);
  if (list == NULL ||
      (answer.directory = fw_records_get_directory (server->records, &error)) == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  answer.whole = fw_scope_new_administrator ();
  answer.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "rows");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < list->len; i++)
    append_row (&writer, &answer, list->pdata[i], asked.now);
  fw_json_writer_end_array (&writer);
  append_next (&writer, list, asked.limit);
  if (!append_overdue (&writer, exchange, &asked, list, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}
