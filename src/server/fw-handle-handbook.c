/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET handbook: the cases of the handbook that are in force, by words and by topic. */
#include <string.h>

#include "core/quality/fw-handbook.h"
#include "server/fw-handbook.h"
#include "server/fw-server-private.h"
#include "store/fw-record-query.h"

#define MOST_CASES 200

typedef struct
{
  FwRecord *record; /* borrowed */
  guint score;
} Found;

typedef struct
{
  char *name;
  guint n;
} Topic;

static void
clear_topic (gpointer data)
{
  g_free (((Topic *) data)->name);
}

/* The best answers first, equal ones by their titles. */
static gint
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *one = a, *other = b;
  gint order;

  if (one->score != other->score)
    return one->score > other->score ? -1 : 1;
  order = g_utf8_collate (fw_record_text (one->record, "title"),
                          fw_record_text (other->record, "title"));
  return order != 0 ? order
                    : strcmp (fw_record_get_id (one->record), fw_record_get_id (other->record));
}

/* What most cases are about comes first. */
static gint
compare_topics (gconstpointer a, gconstpointer b)
{
  const Topic *one = a, *other = b;

  if (one->n != other->n)
    return one->n > other->n ? -1 : 1;
  return g_utf8_collate (one->name, other->name);
}

static void
count_topics (GArray *topics, GHashTable *places, const FwRecord *record)
{
  g_auto (GStrv) names = fw_handbook_read_topics (fw_record_text (record, "topics"));

  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *folded = g_utf8_casefold (*name, -1);
      gpointer place;

      if (g_hash_table_lookup_extended (places, folded, NULL, &place))
        g_array_index (topics, Topic, GPOINTER_TO_UINT (place)).n++;
      else
        {
          const Topic topic = { g_strdup (*name), 1 };

          g_hash_table_insert (places, g_steal_pointer (&folded), GUINT_TO_POINTER (topics->len));
          g_array_append_val (topics, topic);
        }
    }
}

/* Topics are those of all cases, so that another one can be chosen. */
static void
append_topics (FwJsonWriter *writer, GPtrArray *records)
{
  g_autoptr (GArray) topics = g_array_new (FALSE, FALSE, sizeof (Topic));
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_array_set_clear_func (topics, clear_topic);
  for (guint i = 0; i < records->len; i++)
    count_topics (topics, places, records->pdata[i]);
  g_array_sort (topics, compare_topics);
  fw_json_writer_key (writer, "topics");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < topics->len; i++)
    {
      const Topic *topic = &g_array_index (topics, Topic, i);

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "name", topic->name);
      fw_json_member_integer (writer, "cases", topic->n);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

/* Who may see what it came from is told; its review as well, by the rights on reviews. */
static void
append_origin (FwJsonWriter *writer, FwExchange *exchange, const FwRecord *record)
{
  FwRecords *records = fw_server_of (exchange)->records;
  FwScope *scope = fw_exchange_get_scope (exchange);
  const FwKind *kind = fw_kind_find (FW_DEBRIEFS);
  g_autoptr (FwRecord) debrief = NULL, review = NULL;

  if (fw_scope_get_role (scope) != FW_ROLE_AGENT && (kind->read & fw_scope_get_role (scope)) != 0)
    debrief = fw_records_get (records, scope, kind, fw_record_get_id (record), NULL);
  if (debrief != NULL && !fw_record_lacks (debrief, "review"))
    review = fw_records_get (records, scope, fw_kind_find ("review"),
                             fw_record_text (debrief, "review"), NULL);
  fw_json_member_text (writer, "debrief", debrief != NULL ? fw_record_get_id (debrief) : NULL);
  fw_json_member_text (writer, "review", review != NULL ? fw_record_get_id (review) : NULL);
}

static void
append_case (FwJsonWriter *writer, FwExchange *exchange, const FwRecord *record)
{
  static const char *const names[] = { "title",  "situation", "done",   "right",
                                       "lesson", "topics",    "product" };

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (record));
  fw_json_member_integer (writer, "revision", fw_record_get_revision (record));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fw_json_member_text (writer, names[i], fw_record_text (record, names[i]));
  fw_json_member_integer (writer, "version", fw_record_integer (record, "version"));
  append_origin (writer, exchange, record);
  fw_json_writer_end_object (writer);
}

static GArray *
find_cases (FwExchange *exchange, GPtrArray *records)
{
  g_auto (GStrv) words = fw_handbook_read_words (fw_exchange_get_query (exchange, "words"));
  const char *topic = fw_exchange_get_query (exchange, "topic");
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Found));

  for (guint i = 0; i < records->len; i++)
    {
      const Found found = { records->pdata[i], fw_handbook_score (records->pdata[i], words) };

      if (found.score > 0 &&
          (topic == NULL || *topic == '\0' || fw_handbook_has_topic (found.record, topic)))
        g_array_append_val (list, found);
    }
  g_array_sort (list, compare_found);
  return list;
}

static GPtrArray *
ask_cases (FwExchange *exchange, GError **error)
{
  static const char *const in_force[] = { "in-force", NULL };
  static const FwRecordCondition conditions[] = { { FW_KIND_STATE, FW_RECORD_IS, in_force } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  return fw_records_ask_all (fw_server_of (exchange)->records, fw_exchange_get_scope (exchange),
                             fw_kind_find (FW_HANDBOOK_CASES), &query, error);
}

void
fw_handle_handbook (FwExchange *exchange)
{
  static const char *const known[] = { "words", "topic", "limit", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GArray) list = NULL;
  guint64 limit = MOST_CASES;
  GString *json;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, known) ||
      !fw_exchange_read_number (exchange, "limit", MOST_CASES, &limit))
    return;
  records = ask_cases (exchange, &error);
  if (records == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  list = find_cases (exchange, records);
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_integer (&writer, "all", records->len);
  fw_json_member_integer (&writer, "total", list->len);
  append_topics (&writer, records);
  fw_json_writer_key (&writer, "cases");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < MIN (list->len, limit); i++)
    append_case (&writer, exchange, g_array_index (list, Found, i).record);
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}
