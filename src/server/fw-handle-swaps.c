/* SPDX-License-Identifier: GPL-3.0-or-later */

/* own/swaps: what an agent asks of her colleagues' days, and they of hers. She reads neither their
 * rosters nor writes records: each step is judged here and written in her name. */
#include <string.h>

#include "server/fw-server-private.h"
#include "server/fw-swaps.h"

/* Days that are so long over are not listed. */
#define KEPT_DAYS 28
/* Days ahead that can be given back. */
#define AHEAD_DAYS 42

/* ---- which are hers to see ---- */

static gboolean
names (const FwRecord *swap, const char *field, const FwOwn *own)
{
  return g_strcmp0 (fw_record_text (swap, field), fw_record_get_id (own->person)) == 0;
}

static gboolean
is_in (const FwRecord *swap, const char *state)
{
  return g_strcmp0 (fw_record_text (swap, FW_KIND_STATE), state) == 0;
}

static gboolean
is_to_come (const FwRecord *swap, const FwOwn *own)
{
  return (gint32) fw_record_integer (swap, "day") > own->today;
}

/* Offered to her, or to her team. */
static gboolean
is_open (const FwRecord *swap, const FwOwn *own)
{
  if (!is_in (swap, "offered") || names (swap, "person", own) || !is_to_come (swap, own))
    return FALSE;
  return fw_record_lacks (swap, "to")
             ? g_strcmp0 (fw_record_text (swap, "team"), fw_record_text (own->person, "team")) == 0
             : names (swap, "to", own);
}

static gboolean
is_seen (const FwRecord *swap, const FwOwn *own)
{
  return names (swap, "person", own) || names (swap, "colleague", own) || is_open (swap, own);
}

static GPtrArray *
ask_swaps (const FwOwn *own, const char *field, const char *value, GError **error)
{
  g_autofree char *from = fw_date_format (own->today - KEPT_DAYS);
  const char *const values[] = { value, NULL }, *const first[] = { from, NULL };
  const FwRecordCondition conditions[] = { { field, FW_RECORD_IS, values },
                                           { "day", FW_RECORD_AT_LEAST, first } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwRecordAnswer) answer = NULL;

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  query.order = "day";
  query.limit = FW_RECORD_QUERY_MAX_LIMIT;
  answer = fw_records_ask (own->records, own->whole, fw_kind_find ("swap"), &query, error);
  return answer != NULL ? g_ptr_array_ref (answer->records) : NULL;
}

static gint
compare_swaps (gconstpointer a, gconstpointer b)
{
  const FwRecord *one = *(FwRecord *const *) a, *other = *(FwRecord *const *) b;
  const gint64 days = fw_record_integer (one, "day") - fw_record_integer (other, "day");

  return days != 0 ? (days < 0 ? -1 : 1)
                   : strcmp (fw_record_get_id (one), fw_record_get_id (other));
}

/* Each once, whatever she is to it. Returns: (transfer full) (element-type FwRecord): by day. */
static GPtrArray *
list_swaps (const FwOwn *own, GError **error)
{
  const char *id = fw_record_get_id (own->person), *team = fw_record_text (own->person, "team");
  const struct
  {
    const char *field, *value;
  } ways[] = { { "person", id }, { "to", id }, { "colleague", id }, { "team", team } };
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (GPtrArray) swaps = NULL;

      if (ways[i].value == NULL)
        continue;
      swaps = ask_swaps (own, ways[i].field, ways[i].value, error);
      if (swaps == NULL)
        return NULL;
      for (guint j = 0; j < swaps->len; j++)
        if (is_seen (swaps->pdata[j], own) &&
            !g_hash_table_contains (known, fw_record_get_id (swaps->pdata[j])))
          {
            g_ptr_array_add (found, fw_record_ref (swaps->pdata[j]));
            g_hash_table_add (known, (gpointer) fw_record_get_id (swaps->pdata[j]));
          }
    }
  g_ptr_array_sort (found, compare_swaps);
  return g_steal_pointer (&found);
}

/* ---- the list ---- */

static void
append_name (FwJsonWriter *writer, const FwOwn *own, const char *member, const char *person)
{
  g_autoptr (FwRecord) record =
      person != NULL
          ? fw_records_get (own->records, own->whole, fw_kind_find ("person"), person, NULL)
          : NULL;

  fw_json_member_text (writer, member, record != NULL ? fw_record_text (record, "name") : NULL);
}

/* Why it was refused is hers to know, and not by whom. */
static void
append_reason (FwJsonWriter *writer, const FwOwn *own, const FwRecord *swap)
{
  g_autoptr (FwRecordCase) answer = NULL;
  const FwFlowEntry *last;

  if (!is_in (swap, "refused"))
    return;
  answer = fw_records_read_case (own->records, own->whole, fw_record_get_kind (swap),
                                 fw_record_get_id (swap), g_get_real_time (), NULL);
  if (answer == NULL || answer->flow_case->entries->len == 0)
    return;
  last = answer->flow_case->entries->pdata[answer->flow_case->entries->len - 1];
  fw_json_member_text (writer, "reason", last->reason);
}

static void
append_back (FwJsonWriter *writer, const FwOwn *own, const FwRecord *swap)
{
  const gint32 day = (gint32) fw_record_integer (swap, "back");

  if (fw_record_lacks (swap, "back"))
    return;
  fw_json_writer_key (writer, "back");
  fw_json_writer_begin_object (writer);
  fw_own_append_date (writer, "day", day);
  fw_own_append_shift (writer, own->records, own->whole, own->zone,
                       fw_record_text (swap, "back_template"), day, FALSE);
  fw_json_writer_end_object (writer);
}

static void
append_steps (FwJsonWriter *writer, const FwOwn *own, const FwRecord *swap)
{
  const gboolean claimed = is_in (swap, "claimed");

  fw_json_writer_key (writer, "moves");
  fw_json_writer_begin_array (writer);
  if (is_open (swap, own))
    fw_json_writer_text (writer, "claimed");
  if (claimed && names (swap, "colleague", own))
    fw_json_writer_text (writer, "offered");
  if ((claimed || is_in (swap, "offered")) && names (swap, "person", own))
    fw_json_writer_text (writer, "withdrawn");
  fw_json_writer_end_array (writer);
}

static void
append_swap (FwJsonWriter *writer, const FwOwn *own, const FwRecord *swap)
{
  const gint32 day = (gint32) fw_record_integer (swap, "day");

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (swap));
  fw_json_member_integer (writer, "revision", fw_record_get_revision (swap));
  fw_json_member_text (writer, "state", fw_record_text (swap, FW_KIND_STATE));
  fw_own_append_date (writer, "day", day);
  fw_own_append_shift (writer, own->records, own->whole, own->zone,
                       fw_record_text (swap, "template"), day, FALSE);
  fw_json_member_boolean (writer, "mine", names (swap, "person", own));
  fw_json_member_boolean (writer, "taken", names (swap, "colleague", own));
  append_name (writer, own, "person", fw_record_text (swap, "person"));
  append_name (writer, own, "to", fw_record_text (swap, "to"));
  append_name (writer, own, "colleague", fw_record_text (swap, "colleague"));
  append_back (writer, own, swap);
  fw_json_member_text (writer, "note", fw_record_text (swap, "note"));
  append_reason (writer, own, swap);
  append_steps (writer, own, swap);
  fw_json_writer_end_object (writer);
}

/* Whoever of her site may be asked: who signs in as an agent. */
static GPtrArray *
list_colleagues (const FwOwn *own, GError **error)
{
  g_autoptr (GPtrArray) accounts =
      fw_records_list (own->records, own->whole, fw_kind_find ("account"), error);
  GPtrArray *people;

  if (accounts == NULL)
    return NULL;
  people = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  for (guint i = 0; i < accounts->len; i++)
    {
      const FwRecord *account = accounts->pdata[i];
      const char *id = fw_record_text (account, "person");
      g_autoptr (FwRecord) person = NULL;

      if (g_strcmp0 (fw_record_text (account, "role"), "agent") != 0 ||
          fw_record_integer (account, "disabled") != 0 || id == NULL ||
          g_str_equal (id, fw_record_get_id (own->person)))
        continue;
      person = fw_records_get (own->records, own->whole, fw_kind_find ("person"), id, NULL);
      if (person != NULL &&
          g_strcmp0 (fw_record_text (person, "site"), fw_record_text (own->person, "site")) == 0)
        g_ptr_array_add (people, g_steal_pointer (&person));
    }
  return people;
}

static void
append_colleagues (FwJsonWriter *writer, GPtrArray *people)
{
  fw_json_writer_key (writer, "colleagues");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < people->len; i++)
    {
      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", fw_record_get_id (people->pdata[i]));
      fw_json_member_text (writer, "name", fw_record_text (people->pdata[i], "name"));
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

void
fw_handle_own_swaps (FwExchange *exchange)
{
  g_auto (FwOwn) own = { NULL };
  g_autoptr (GPtrArray) swaps = NULL, colleagues = NULL;
  g_autoptr (GError) error = NULL;
  GString *json;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  swaps = list_swaps (&own, &error);
  colleagues = swaps != NULL ? list_colleagues (&own, &error) : NULL;
  if (colleagues == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "person", fw_record_get_id (own.person));
  fw_json_member_text (&writer, "name", fw_record_text (own.person, "name"));
  fw_own_append_date (&writer, "today", own.today);
  append_colleagues (&writer, colleagues);
  fw_json_writer_key (&writer, "swaps");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < swaps->len; i++)
    append_swap (&writer, &own, swaps->pdata[i]);
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

/* ---- to offer ---- */

typedef struct
{
  JsonObject *object;
  const char *to, *note, *move, *back_text; /* (nullable) */
  gint32 day, back;
  gint64 revision;
} Asked;

static void
clear_asked (Asked *self)
{
  g_clear_pointer (&self->object, json_object_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, clear_asked)

static gboolean
read_text (JsonObject *object, const char *member, const char **text, GError **error)
{
  return !fw_json_has (object, member) ||
         JSON_NODE_HOLDS_NULL (json_object_get_member (object, member)) ||
         fw_json_get_text (object, member, text, error);
}

static gboolean
read_day (JsonObject *object, const char *member, gint32 *day, GError **error)
{
  const char *text;

  return fw_json_get_text (object, member, &text, error) &&
         (fw_date_parse (fw_text (text), day) ||
          fw_json_refuse (error, member, "a date such as 2026-11-21"));
}

static gboolean
refuse (GError **error, FwError code, const char *message)
{
  g_set_error_literal (error, FW_ERROR, code, message);
  return FALSE;
}

/* Returns: (transfer full) (nullable): the id of the shift that she was told to work on the day. */
static char *
find_worked (const FwOwn *own, gint32 day, GError **error)
{
  g_autoptr (FwRecordAnswer) answer =
      fw_own_ask_shifts (own->records, own->whole, fw_record_get_id (own->person), day, day, error);
  FwToldShift told;

  if (answer == NULL)
    return NULL;
  if (answer->records->len > 0 && fw_told_shift_read (answer->records->pdata[0], &told) &&
      g_str_equal (told.type, "work") && told.template != NULL)
    return g_strdup (told.template);
  refuse (error, FW_ERROR_INVALID, "day: expected one on which you were told to work");
  return NULL;
}

static gboolean
check_colleague (const FwOwn *own, const char *to, GError **error)
{
  g_autoptr (GPtrArray) people = to != NULL ? list_colleagues (own, error) : NULL;

  if (to == NULL)
    return TRUE;
  if (people == NULL)
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    if (g_str_equal (fw_record_get_id (people->pdata[i]), to))
      return TRUE;
  return refuse (error, FW_ERROR_INVALID, "to: expected a colleague of your site who signs in");
}

/* One question about a day at a time. */
static gboolean
check_once (const FwOwn *own, gint32 day, GError **error)
{
  g_autoptr (GPtrArray) swaps = ask_swaps (own, "person", fw_record_get_id (own->person), error);

  if (swaps == NULL)
    return FALSE;
  for (guint i = 0; i < swaps->len; i++)
    if (fw_record_integer (swaps->pdata[i], "day") == day &&
        (is_in (swaps->pdata[i], "offered") || is_in (swaps->pdata[i], "claimed")))
      return refuse (error, FW_ERROR_CONFLICT, "the day is offered already");
  return TRUE;
}

static FwRecord *
make_swap (const FwOwn *own, const Asked *asked, const char *template)
{
  const FwKind *kind = fw_kind_find ("swap");
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *date = fw_date_format (asked->day);
  g_autoptr (FwRecord) shift =
      fw_records_get (own->records, own->whole, fw_kind_find ("shift-template"), template, NULL);
  g_autofree char *name =
      g_strdup_printf ("%s · %s · %s", fw_record_text (own->person, "name"), date,
                       shift != NULL ? fw_record_text (shift, "name") : template);
  FwRecord *swap = fw_record_new (kind, id);

  fw_record_put_text (swap, "name", name);
  fw_record_put_text (swap, "person", fw_record_get_id (own->person));
  fw_record_set_integer (swap, (guint) fw_kind_find_field (kind, "day"), asked->day);
  fw_record_put_text (swap, "template", template);
  fw_record_put_text (swap, "to", asked->to);
  fw_record_put_text (swap, "note", asked->note);
  return swap;
}

/* In her name, with the rights that this way has. */
static FwScope *
make_writer (FwExchange *exchange)
{
  return fw_scope_new (fw_scope_get_account (fw_exchange_get_scope (exchange)),
                       FW_ROLE_ADMINISTRATOR, NULL, NULL);
}

static gboolean
read_offer (FwExchange *exchange, const FwOwn *own, Asked *asked, GError **error)
{
  asked->object = fw_json_parse_bytes (fw_exchange_get_body (exchange), error);
  if (asked->object == NULL || !read_day (asked->object, "day", &asked->day, error) ||
      !read_text (asked->object, "to", &asked->to, error) ||
      !read_text (asked->object, "note", &asked->note, error))
    return FALSE;
  return asked->day > own->today ||
         refuse (error, FW_ERROR_INVALID, "day: expected a day after today");
}

static void
reply_swap (FwExchange *exchange, const FwOwn *own, const char *id, guint revision, guint status)
{
  const FwKind *kind = fw_kind_find ("swap");
  g_autoptr (FwRecord) stored = fw_records_get (own->records, own->whole, kind, id, NULL);
  GString *json;
  FwJsonWriter writer;

  if (!fw_handle_tell_change (exchange, kind, id, revision) || stored == NULL)
    return;
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  append_swap (&writer, own, stored);
  fw_exchange_reply_json (exchange, status, json);
}

void
fw_handle_offer_swap (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  g_auto (FwOwn) own = { NULL };
  g_auto (Asked) asked = { NULL };
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (FwScope) writer = NULL;
  g_autoptr (FwRecord) swap = NULL;
  g_autofree char *template = NULL;
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  locker = g_mutex_locker_new (&server->offering);
  writer = make_writer (exchange);
  if (read_offer (exchange, &own, &asked, &error) && check_colleague (&own, asked.to, &error) &&
      (template = find_worked (&own, asked.day, &error)) != NULL &&
      check_once (&own, asked.day, &error))
    swap = make_swap (&own, &asked, template);
  if (swap != NULL && fw_records_put (own.records, writer, swap, g_get_real_time (), &error))
    reply_swap (exchange, &own, fw_record_get_id (swap), fw_record_get_revision (swap), 201);
  else
    fw_exchange_reply_error (exchange, error);
}

/* ---- what it would be to take it ---- */

/* Returns: (transfer full) (nullable): of those she sees; else that there is none was replied. */
static FwRecord *
find_swap (FwExchange *exchange, const FwOwn *own)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) swap = fw_records_get (own->records, own->whole, fw_kind_find ("swap"),
                                              fw_exchange_get_parameter (exchange, 0), &error);

  if (swap != NULL && is_seen (swap, own))
    return g_steal_pointer (&swap);
  if (error != NULL && !g_error_matches (error, FW_ERROR, FW_ERROR_NOT_FOUND))
    fw_exchange_reply_error (exchange, error);
  else
    fw_exchange_fail (exchange, FW_ERROR_NOT_FOUND, NULL, "there is no swap of that id");
  return NULL;
}

static GArray *
find_faults (FwSwaps *swaps, const FwOwn *own, const FwRecord *swap, gint32 back, GError **error)
{
  FwSwapAsked asked;

  fw_swaps_read (swap, &asked);
  asked.taker = fw_record_get_id (own->person);
  asked.back = back;
  asked.back_template = NULL;
  asked.drafts = FALSE; /* what is planned is not hers to know */
  return fw_swaps_find_faults (swaps, &asked, error);
}

static gboolean
append_choice (FwJsonWriter *writer,
               FwSwaps *swaps,
               const FwOwn *own,
               const FwRecord *swap,
               const FwToldShift *back,
               GError **error)
{
  g_autoptr (GArray) faults =
      find_faults (swaps, own, swap, back != NULL ? back->day : FW_SWAP_ALONE, error);

  if (faults == NULL)
    return FALSE;
  fw_json_writer_begin_object (writer);
  if (back != NULL)
    {
      fw_own_append_date (writer, "day", back->day);
      fw_own_append_shift (writer, own->records, own->whole, own->zone, back->template, back->day,
                           FALSE);
    }
  fw_swaps_append_faults (writer, faults, FW_SWAP_TAKER);
  fw_json_writer_end_object (writer);
  return TRUE;
}

/* Alone first, then for each of her days to come. */
static gboolean
append_choices (
    FwJsonWriter *writer, FwSwaps *swaps, const FwOwn *own, const FwRecord *swap, GError **error)
{
  g_autoptr (FwRecordAnswer) shifts =
      fw_own_ask_shifts (own->records, own->whole, fw_record_get_id (own->person), own->today + 1,
                         own->today + AHEAD_DAYS, error);
  FwToldShift told;

  if (shifts == NULL || !append_choice (writer, swaps, own, swap, NULL, error))
    return FALSE;
  for (guint i = 0; i < shifts->records->len; i++)
    if (fw_told_shift_read (shifts->records->pdata[i], &told) && g_str_equal (told.type, "work") &&
        told.template != NULL && !append_choice (writer, swaps, own, swap, &told, error))
      return FALSE;
  return TRUE;
}

void
fw_handle_swap_choices (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  g_auto (FwOwn) own = { NULL };
  g_auto (FwSwaps) swaps = { NULL };
  g_autoptr (FwRecord) swap = NULL;
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own) || (swap = find_swap (exchange, &own)) == NULL)
    return;
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "id", fw_record_get_id (swap));
  fw_json_writer_key (&writer, "choices");
  fw_json_writer_begin_array (&writer);
  if (is_open (swap, &own) && (!fw_swaps_init (&swaps, own.records, server->certificates, &error) ||
                               !append_choices (&writer, &swaps, &own, swap, &error)))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}

/* ---- what is done with it ---- */

static gboolean
read_step (FwExchange *exchange, Asked *asked, GError **error)
{
  asked->back = FW_SWAP_ALONE;
  asked->object = fw_json_parse_bytes (fw_exchange_get_body (exchange), error);
  if (asked->object == NULL || !fw_json_get_text (asked->object, "move", &asked->move, error) ||
      !fw_json_get_integer (asked->object, "revision", &asked->revision, error) ||
      !read_text (asked->object, "back", &asked->back_text, error))
    return FALSE;
  if (asked->revision < 1 || asked->revision > G_MAXINT32)
    return refuse (error, FW_ERROR_INVALID, "revision: the one that was looked at");
  return asked->back_text == NULL || read_day (asked->object, "back", &asked->back, error);
}

/* What the flow does not know: who the colleague may be, and whether it fits. */
static gboolean
check_claim (
    FwServer *server, const FwOwn *own, const FwRecord *swap, const Asked *asked, GError **error)
{
  g_auto (FwSwaps) swaps = { NULL };
  g_autoptr (GArray) faults = NULL;

  if (!is_open (swap, own))
    return refuse (error, FW_ERROR_CONFLICT, "it is not open to you any more");
  if (asked->back != FW_SWAP_ALONE && asked->back <= own->today)
    return refuse (error, FW_ERROR_INVALID, "back: expected a day after today");
  if (!fw_swaps_init (&swaps, own->records, server->certificates, error))
    return FALSE;
  faults = find_faults (&swaps, own, swap, asked->back, error);
  return faults != NULL && (faults->len == 0 || refuse (error, FW_ERROR_CONFLICT,
                                                        "the swap does not fit both rosters"));
}

static gboolean
check_step (
    FwServer *server, const FwOwn *own, const FwRecord *swap, const Asked *asked, GError **error)
{
  if (g_str_equal (asked->move, "claimed"))
    return check_claim (server, own, swap, asked, error);
  if (g_str_equal (asked->move, "offered"))
    return names (swap, "colleague", own) ||
           refuse (error, FW_ERROR_FORBIDDEN, "only who took it gives it back");
  if (g_str_equal (asked->move, "withdrawn"))
    return names (swap, "person", own) ||
           refuse (error, FW_ERROR_FORBIDDEN, "only who offered it takes it back");
  return refuse (error, FW_ERROR_INVALID, "move: expected claimed, offered or withdrawn");
}

/* Returns: (transfer full): the swap with what comes with the move. */
static FwRecord *
fill (const FwOwn *own, const FwRecord *swap, const Asked *asked, GError **error)
{
  const gint back = fw_kind_find_field (fw_record_get_kind (swap), "back");
  const gboolean claims = g_str_equal (asked->move, "claimed");
  g_autoptr (FwRecord) filled = fw_record_copy ((FwRecord *) swap);
  g_autofree char *template = NULL;

  fw_record_put_text (filled, "colleague", claims ? fw_record_get_id (own->person) : NULL);
  fw_record_put_text (filled, "back_template", NULL);
  fw_record_clear (filled, (guint) back);
  if (!claims || asked->back == FW_SWAP_ALONE)
    return g_steal_pointer (&filled);
  template = find_worked (own, asked->back, error);
  if (template == NULL)
    return NULL;
  fw_record_set_integer (filled, (guint) back, asked->back);
  fw_record_put_text (filled, "back_template", template);
  return g_steal_pointer (&filled);
}

static gboolean
step (FwExchange *exchange,
      const FwOwn *own,
      const FwRecord *swap,
      const Asked *asked,
      guint *revision,
      GError **error)
{
  static const char *const names[] = { "colleague", "back", "back_template", NULL };
  g_autoptr (FwScope) writer = make_writer (exchange);
  g_autoptr (FwRecord) filled = fill (own, swap, asked, error);
  FwFlowRefusal refusal;
  const FwRecordMove move = { .to = asked->move,
                              .revision = (guint) asked->revision,
                              .fields = filled,
                              .names = g_str_equal (asked->move, "withdrawn") ? NULL : names };

  return filled != NULL &&
         fw_records_move (own->records, writer, fw_record_get_kind (swap), fw_record_get_id (swap),
                          &move, g_get_real_time (), &refusal, revision, error);
}

void
fw_handle_step_swap (FwExchange *exchange)
{
  g_auto (FwOwn) own = { NULL };
  g_auto (Asked) asked = { NULL };
  g_autoptr (FwRecord) swap = NULL;
  g_autoptr (GError) error = NULL;
  guint revision;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own) || (swap = find_swap (exchange, &own)) == NULL)
    return;
  if (read_step (exchange, &asked, &error) &&
      check_step (fw_server_of (exchange), &own, swap, &asked, &error) &&
      step (exchange, &own, swap, &asked, &revision, &error))
    reply_swap (exchange, &own, fw_record_get_id (swap), revision, 200);
  else
    fw_exchange_reply_error (exchange, error);
}

/* ---- who decides ---- */

void
fw_handle_swap (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  g_auto (FwSwaps) swaps = { NULL };
  g_autoptr (FwRecord) swap = NULL;
  g_autoptr (GArray) faults = NULL;
  g_autoptr (GError) error = NULL;
  FwOwn all = { .records = server->records };
  GString *json;
  FwJsonWriter writer;
  FwSwapAsked asked;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;
  swap = fw_records_get (server->records, fw_exchange_get_scope (exchange), fw_kind_find ("swap"),
                         fw_exchange_get_parameter (exchange, 0), &error);
  if (swap == NULL || !fw_swaps_init (&swaps, server->records, server->certificates, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  fw_swaps_read (swap, &asked);
  faults = asked.taker != NULL ? fw_swaps_find_faults (&swaps, &asked, &error)
                               : fw_swap_fault_new_array ();
  if (faults == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  all.whole = swaps.whole;
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "id", fw_record_get_id (swap));
  append_name (&writer, &all, "person", asked.giver);
  append_name (&writer, &all, "colleague", asked.taker);
  fw_own_append_date (&writer, "day", asked.day);
  all.zone = fw_own_find_zone (swaps.directory, swap);
  fw_own_append_shift (&writer, server->records, swaps.whole, all.zone, asked.template, asked.day,
                       FALSE);
  append_back (&writer, &all, swap);
  fw_json_member_text (&writer, "note", fw_record_text (swap, "note"));
  fw_swaps_append_faults (&writer, faults, FW_SWAP_N_SIDES);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}
