/* SPDX-License-Identifier: GPL-3.0-or-later */

/* POST own/swaps: an agent reads neither the rosters of others nor writes records: each step is
 * judged here and written in her name. */
#include "server/fw-own-swaps.h"
#include "server/fw-server-private.h"

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
  g_autoptr (GPtrArray) people = to != NULL ? fw_own_list_colleagues (own, error) : NULL;

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
  g_autoptr (GPtrArray) swaps =
      fw_own_swaps_ask (own, "person", fw_record_get_id (own->person), error);

  if (swaps == NULL)
    return FALSE;
  for (guint i = 0; i < swaps->len; i++)
    if (fw_record_integer (swaps->pdata[i], "day") == day &&
        (fw_own_swap_is_in (swaps->pdata[i], "offered") ||
         fw_own_swap_is_in (swaps->pdata[i], "claimed")))
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

static gboolean
read_offer (FwExchange *exchange, const FwOwn *own, Asked *asked, GError **error)
{
  asked->object = fw_json_parse_bytes (fw_exchange_get_body (exchange), error);
  if (asked->object == NULL || !fw_own_read_day (asked->object, "day", &asked->day, error) ||
      !fw_own_read_text (asked->object, "to", &asked->to, error) ||
      !fw_own_read_text (asked->object, "note", &asked->note, error))
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
  fw_own_swap_append (&writer, own, stored);
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
  writer = fw_own_make_writer (exchange);
  if (read_offer (exchange, &own, &asked, &error) && check_colleague (&own, asked.to, &error) &&
      (template = find_worked (&own, asked.day, &error)) != NULL &&
      check_once (&own, asked.day, &error))
    swap = make_swap (&own, &asked, template);
  if (swap != NULL && fw_records_put (own.records, writer, swap, g_get_real_time (), &error))
    reply_swap (exchange, &own, fw_record_get_id (swap), fw_record_get_revision (swap), 201);
  else
    fw_exchange_reply_error (exchange, error);
}

/* ---- what is done with it ---- */

static gboolean
read_step (FwExchange *exchange, Asked *asked, GError **error)
{
  asked->back = FW_SWAP_ALONE;
  asked->object = fw_json_parse_bytes (fw_exchange_get_body (exchange), error);
  if (asked->object == NULL || !fw_json_get_text (asked->object, "move", &asked->move, error) ||
      !fw_json_get_integer (asked->object, "revision", &asked->revision, error) ||
      !fw_own_read_text (asked->object, "back", &asked->back_text, error))
    return FALSE;
  if (asked->revision < 1 || asked->revision > G_MAXINT32)
    return refuse (error, FW_ERROR_INVALID, "revision: the one that this change was based on");
  return asked->back_text == NULL || fw_own_read_day (asked->object, "back", &asked->back, error);
}

/* What the flow does not know: who the colleague may be, and whether it fits. */
static gboolean
check_claim (
    FwServer *server, const FwOwn *own, const FwRecord *swap, const Asked *asked, GError **error)
{
  g_auto (FwSwaps) swaps = { NULL };
  g_autoptr (GArray) faults = NULL;

  if (!fw_own_swap_is_open (swap, own))
    return refuse (error, FW_ERROR_CONFLICT, "it is not open to you any more");
  if (asked->back != FW_SWAP_ALONE && asked->back <= own->today)
    return refuse (error, FW_ERROR_INVALID, "back: expected a day after today");
  if (!fw_swaps_init (&swaps, own->records, server->certificates, error))
    return FALSE;
  faults = fw_own_swap_find_faults (&swaps, own, swap, asked->back, error);
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
    return fw_own_swap_names (swap, "colleague", own) ||
           refuse (error, FW_ERROR_FORBIDDEN, "only who took it gives it back");
  if (g_str_equal (asked->move, "withdrawn"))
    return fw_own_swap_names (swap, "person", own) ||
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
  g_autoptr (FwScope) writer = fw_own_make_writer (exchange);
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
      !fw_own_begin (exchange, &own) || (swap = fw_own_swap_find (exchange, &own)) == NULL)
    return;
  if (read_step (exchange, &asked, &error) &&
      check_step (fw_server_of (exchange), &own, swap, &asked, &error) &&
      step (exchange, &own, swap, &asked, &revision, &error))
    reply_swap (exchange, &own, fw_record_get_id (swap), revision, 200);
  else
    fw_exchange_reply_error (exchange, error);
}
