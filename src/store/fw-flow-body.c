/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a case needs to go on, as one text: grade, authors, requests that were answered, and the
 * runs of its clocks. */
#include "protocol/fw-json.h"
#include "store/fw-flow-cases.h"

/* A desk that hears no answer asks again at once, not after so many other moves. */
#define MOST_REQUESTS 32

/* ---- writing ---- */

/* Open hours may be said otherwise later: of one that runs that is noticed by when it was due, and
 * one that was stopped stays as it was. */
static void
append_due (FwJsonWriter *writer, const FwFlowRun *run)
{
  const FwClock *clock = run->clock;
  gint64 due;

  if (!fw_flow_clock_counts_hours (run->description))
    return;
  if (fw_clock_find_due (clock, &due))
    fw_json_member_integer (writer, "due", due);
  if (!clock->settled)
    return;
  fw_json_writer_key (writer, "count");
  fw_json_writer_begin_array (writer);
  fw_json_writer_integer (writer, clock->count.counted);
  fw_json_writer_integer (writer, clock->count.paused);
  fw_json_writer_integer (writer, clock->count.closed);
  fw_json_writer_integer (writer, clock->count.used);
  fw_json_writer_end_array (writer);
}

static void
append_run (FwJsonWriter *writer, const FwFlowRun *run)
{
  const FwClock *clock = run->clock;

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "clock", run->description->name);
  fw_json_member_integer (writer, "run", run->run);
  fw_json_member_integer (writer, "start", clock->start);
  fw_json_member_integer (writer, "stopped", clock->stopped);
  fw_json_member_integer (writer, "result", clock->result);
  fw_json_member_integer (writer, "term", clock->term);
  fw_json_writer_key (writer, "pauses");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < clock->pauses->len; i++)
    {
      fw_json_writer_integer (writer, g_array_index (clock->pauses, FwClockPause, i).from);
      fw_json_writer_integer (writer, g_array_index (clock->pauses, FwClockPause, i).to);
    }
  fw_json_writer_end_array (writer);
  fw_json_writer_key (writer, "terms");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < clock->terms->len; i++)
    {
      const FwClockTerms *terms = &g_array_index (clock->terms, FwClockTerms, i);

      fw_json_writer_integer (writer, terms->limit);
      fw_json_writer_integer (writer, terms->warn_left);
      fw_json_writer_integer (writer, (gint64) terms->told);
    }
  fw_json_writer_end_array (writer);
  fw_json_writer_key (writer, "limits");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < run->description->n_limits; i++)
    fw_json_writer_integer (writer, run->limits[i]);
  fw_json_writer_end_array (writer);
  append_due (writer, run);
  fw_json_writer_end_object (writer);
}

static gint
compare_answers (gconstpointer a, gconstpointer b, gpointer user_data)
{
  GHashTable *requests = user_data;
  const FwFlowAnswer *x = g_hash_table_lookup (requests, *(const char *const *) a);
  const FwFlowAnswer *y = g_hash_table_lookup (requests, *(const char *const *) b);

  return x->revision < y->revision ? 1 : x->revision > y->revision ? -1 : 0;
}

static void
append_requests (FwJsonWriter *writer, GHashTable *requests)
{
  guint n;
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (requests, &n);

  g_qsort_with_data (keys, (gint) n, sizeof *keys, compare_answers, requests);
  fw_json_writer_key (writer, "requests");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < MIN (n, MOST_REQUESTS); i++)
    {
      const FwFlowAnswer *answer = g_hash_table_lookup (requests, keys[i]);

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", keys[i]);
      fw_json_member_text (writer, "state", answer->state);
      fw_json_member_integer (writer, "revision", answer->revision);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

char *
fw_flow_cases_format_body (const FwFlowCase *flow_case)
{
  GString *body = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, body);
  fw_json_writer_begin_object (&writer);
  fw_json_member_integer (&writer, "entered", flow_case->entered);
  if (flow_case->grade != NULL)
    fw_json_member_text (&writer, "grade", flow_case->grade);
  fw_json_writer_key (&writer, "authors");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < flow_case->authors->len; i++)
    fw_json_writer_text (&writer, flow_case->authors->pdata[i]);
  fw_json_writer_end_array (&writer);
  append_requests (&writer, flow_case->requests);
  fw_json_writer_key (&writer, "runs");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < flow_case->runs->len; i++)
    append_run (&writer, flow_case->runs->pdata[i]);
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  return g_string_free (body, FALSE);
}

/* ---- reading ---- */

static gboolean
read_integers (JsonObject *object, const char *member, GArray *integers)
{
  JsonArray *array;

  if (!fw_json_get_array (object, member, &array, NULL))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      gint64 value;

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
        return FALSE;
      value = json_node_get_int (node);
      g_array_append_val (integers, value);
    }
  return TRUE;
}

static void
fill_clock (FwClock *clock, const GArray *pauses, const GArray *terms)
{
  for (guint i = 0; i + 1 < pauses->len; i += 2)
    {
      const FwClockPause pause = { g_array_index (pauses, gint64, i),
                                   g_array_index (pauses, gint64, i + 1) };

      g_array_append_val (clock->pauses, pause);
    }
  g_array_set_size (clock->terms, 0);
  for (guint i = 0; i + 2 < terms->len; i += 3)
    {
      const FwClockTerms one = { g_array_index (terms, gint64, i),
                                 g_array_index (terms, gint64, i + 1), NULL,
                                 (guint64) g_array_index (terms, gint64, i + 2) };

      g_array_append_val (clock->terms, one);
    }
}

static gboolean
read_due (FwFlowRun *run, JsonObject *object)
{
  g_autoptr (GArray) count = g_array_new (FALSE, FALSE, sizeof (gint64));
  FwClock *clock = run->clock;

  if (!fw_json_get_integer (object, "due", &run->known_due, NULL))
    run->known_due = G_MAXINT64;
  if (!fw_json_has (object, "count"))
    return TRUE;
  if (!read_integers (object, "count", count) || count->len != 4)
    return FALSE;
  clock->settled = TRUE;
  clock->due = run->known_due;
  clock->count =
      (FwClockCount){ g_array_index (count, gint64, 0), g_array_index (count, gint64, 1),
                      g_array_index (count, gint64, 2), g_array_index (count, gint64, 3) };
  return TRUE;
}

static gboolean
read_run (FwFlowCase *flow_case, JsonObject *object)
{
  g_autoptr (GArray) pauses = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) limits = g_array_new (FALSE, FALSE, sizeof (gint64));
  const FwFlowClock *description;
  const char *name;
  gint64 number, start, stopped, result, term;
  FwFlowRun *run;

  if (!fw_json_get_text (object, "clock", &name, NULL) ||
      !fw_json_get_integer (object, "run", &number, NULL) ||
      !fw_json_get_integer (object, "start", &start, NULL) ||
      !fw_json_get_integer (object, "stopped", &stopped, NULL) ||
      !fw_json_get_integer (object, "result", &result, NULL) ||
      !fw_json_get_integer (object, "term", &term, NULL) ||
      !read_integers (object, "pauses", pauses) || !read_integers (object, "terms", terms) ||
      !read_integers (object, "limits", limits))
    return FALSE;
  description = fw_flow_find_clock (flow_case->flow, name);
  if (description == NULL || limits->len != description->n_limits || terms->len == 0 ||
      terms->len % 3 != 0 || pauses->len % 2 != 0 || term < 0 || term >= terms->len / 3)
    return FALSE;

  run = g_new0 (FwFlowRun, 1);
  run->description = description;
  run->run = (guint) number;
  run->limits = g_memdup2 (limits->data, limits->len * sizeof (gint64));
  run->calendars = g_new0 (FwCalendar *, limits->len);
  run->clock = fw_clock_new (start, g_array_index (terms, gint64, 0),
                             g_array_index (terms, gint64, 1), NULL);
  fill_clock (run->clock, pauses, terms);
  run->clock->term = (guint) term;
  run->clock->stopped = stopped;
  run->clock->result = (FwClockState) result;
  g_ptr_array_add (flow_case->runs, run);
  return read_due (run, object);
}

static gboolean
read_request (FwFlowCase *flow_case, JsonObject *object)
{
  const char *id, *state;
  gint64 revision;
  FwFlowAnswer *answer;

  if (!fw_json_get_text (object, "id", &id, NULL) ||
      !fw_json_get_text (object, "state", &state, NULL) ||
      !fw_json_get_integer (object, "revision", &revision, NULL))
    return FALSE;
  answer = g_new0 (FwFlowAnswer, 1);
  answer->done = TRUE;
  answer->state = g_strdup (state);
  answer->revision = (guint) revision;
  g_hash_table_insert (flow_case->requests, g_strdup (id), answer);
  return TRUE;
}

static gboolean
read_each (FwFlowCase *flow_case,
           JsonObject *object,
           const char *member,
           gboolean (*read) (FwFlowCase *, JsonObject *))
{
  JsonArray *array;

  if (!fw_json_get_array (object, member, &array, NULL))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return FALSE;
      if (!read (flow_case, json_node_get_object (node)))
        return FALSE;
    }
  return TRUE;
}

gboolean
fw_flow_cases_read_body (FwFlowCase *flow_case, const char *body)
{
  g_autoptr (JsonObject) object = fw_json_parse_object (body, strlen (body), NULL);
  g_auto (GStrv) authors = NULL;

  if (object == NULL || !fw_json_get_integer (object, "entered", &flow_case->entered, NULL) ||
      !read_each (flow_case, object, "requests", read_request) ||
      !read_each (flow_case, object, "runs", read_run))
    return FALSE;

  flow_case->grade = g_strdup (fw_json_find_text (object, "grade"));
  authors = fw_json_find_texts (object, "authors");
  for (guint i = 0; authors != NULL && authors[i] != NULL; i++)
    g_ptr_array_add (flow_case->authors, g_strdup (authors[i]));
  return TRUE;
}
