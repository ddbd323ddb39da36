/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-own-swaps.h"

#include <string.h>

#include "server/fw-server-private.h"

/* Days that are so long over are not listed. */
#define KEPT_DAYS 28

/* ---- which are hers to see ---- */

gboolean
fw_own_swap_names (const FwRecord *swap, const char *field, const FwOwn *own)
{
  return g_strcmp0 (fw_record_text (swap, field), fw_record_get_id (own->person)) == 0;
}

gboolean
fw_own_swap_is_in (const FwRecord *swap, const char *state)
{
  return g_strcmp0 (fw_record_text (swap, FW_KIND_STATE), state) == 0;
}

static gboolean
is_to_come (const FwRecord *swap, const FwOwn *own)
{
  return (gint32) fw_record_integer (swap, "day") > own->today;
}

/* Offered to her, or to her team. */
gboolean
fw_own_swap_is_open (const FwRecord *swap, const FwOwn *own)
{
  if (!fw_own_swap_is_in (swap, "offered") || fw_own_swap_names (swap, "person", own) ||
      !is_to_come (swap, own))
    return FALSE;
  return fw_record_lacks (swap, "to")
             ? g_strcmp0 (fw_record_text (swap, "team"), fw_record_text (own->person, "team")) == 0
             : fw_own_swap_names (swap, "to", own);
}

static gboolean
is_seen (const FwRecord *swap, const FwOwn *own)
{
  return fw_own_swap_names (swap, "person", own) || fw_own_swap_names (swap, "colleague", own) ||
         fw_own_swap_is_open (swap, own);
}

GPtrArray *
fw_own_swaps_ask (const FwOwn *own, const char *field, const char *value, GError **error)
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
GPtrArray *
fw_own_swaps_list (const FwOwn *own, GError **error)
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
      swaps = fw_own_swaps_ask (own, ways[i].field, ways[i].value, error);
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

void
fw_own_swap_append_name (FwJsonWriter *writer,
                         const FwOwn *own,
                         const char *member,
                         const char *person)
{
  g_autoptr (FwRecord) record =
      person != NULL
          ? fw_records_get (own->records, own->whole, fw_kind_find ("person"), person, NULL)
          : NULL;

  fw_json_member_text (writer, member, record != NULL ? fw_record_text (record, "name") : NULL);
}

void
fw_own_swap_append_back (FwJsonWriter *writer, const FwOwn *own, const FwRecord *swap)
{
  const gint32 day = (gint32) fw_record_integer (swap, "back");

  if (fw_record_lacks (swap, "back"))
    return;
  fw_json_writer_key (writer, "back");
  fw_json_writer_begin_object (writer);
  fw_own_append_date (writer, "day", day);
  fw_own_append_shift (writer, own->records, own->whole, own->zone,
                       fw_record_text (swap, "back_template"), day, NULL, FALSE);
  fw_json_writer_end_object (writer);
}

static void
append_steps (FwJsonWriter *writer, const FwOwn *own, const FwRecord *swap)
{
  const gboolean claimed = fw_own_swap_is_in (swap, "claimed");

  fw_json_writer_key (writer, "moves");
  fw_json_writer_begin_array (writer);
  if (fw_own_swap_is_open (swap, own))
    fw_json_writer_text (writer, "claimed");
  if (claimed && fw_own_swap_names (swap, "colleague", own))
    fw_json_writer_text (writer, "offered");
  if ((claimed || fw_own_swap_is_in (swap, "offered")) && fw_own_swap_names (swap, "person", own))
    fw_json_writer_text (writer, "withdrawn");
  fw_json_writer_end_array (writer);
}

void
fw_own_swap_append (FwJsonWriter *writer, const FwOwn *own, const FwRecord *swap)
{
  const gint32 day = (gint32) fw_record_integer (swap, "day");

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (swap));
  fw_json_member_integer (writer, "revision", fw_record_get_revision (swap));
  fw_json_member_text (writer, "state", fw_record_text (swap, FW_KIND_STATE));
  fw_own_append_date (writer, "day", day);
  fw_own_append_shift (writer, own->records, own->whole, own->zone,
                       fw_record_text (swap, "template"), day, NULL, FALSE);
  fw_json_member_boolean (writer, "mine", fw_own_swap_names (swap, "person", own));
  fw_json_member_boolean (writer, "taken", fw_own_swap_names (swap, "colleague", own));
  fw_own_swap_append_name (writer, own, "person", fw_record_text (swap, "person"));
  fw_own_swap_append_name (writer, own, "to", fw_record_text (swap, "to"));
  fw_own_swap_append_name (writer, own, "colleague", fw_record_text (swap, "colleague"));
  fw_own_swap_append_back (writer, own, swap);
  fw_json_member_text (writer, "note", fw_record_text (swap, "note"));
  fw_own_append_reason (writer, own, swap);
  append_steps (writer, own, swap);
  fw_json_writer_end_object (writer);
}

GPtrArray *
fw_own_list_colleagues (const FwOwn *own, GError **error)
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

/* Returns: (transfer full) (nullable): of those she sees; else that there is none was replied. */
FwRecord *
fw_own_swap_find (FwExchange *exchange, const FwOwn *own)
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

GArray *
fw_own_swap_find_faults (
    FwSwaps *swaps, const FwOwn *own, const FwRecord *swap, gint32 back, GError **error)
{
  FwSwapAsked asked;

  fw_swaps_read (swap, &asked);
  asked.taker = fw_record_get_id (own->person);
  asked.back = back;
  asked.back_template = NULL;
  asked.drafts = FALSE; /* what is planned is not hers to know */
  return fw_swaps_find_faults (swaps, &asked, error);
}
