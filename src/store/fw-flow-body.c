/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a case needs to go on, as one text: grade, authors, requests that were answered, and the
 * runs of its clocks. */
#include "protocol/fw-json-scan.h"
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

/* Token by token: a replay of a quarter reads a hundred thousand of these, and most of its time
 * would go into building objects of them. */

typedef struct
{
  const char *name;
  gboolean needed;
  gboolean (*read) (FwJsonScan *scan, gpointer field);
  gsize offset; /* of the field in what is read into */
} Member;

static gboolean
read_integer (FwJsonScan *scan, gpointer field)
{
  gboolean whole;
  FwText text;

  if (!fw_json_scan_number (scan, &text, &whole) || !whole)
    return FALSE;
  *(gint64 *) field = fw_json_to_integer (text);
  return TRUE;
}

static gboolean
read_text (FwJsonScan *scan, gpointer field)
{
  char **text = field;
  gboolean escaped;
  FwText raw;

  if (!fw_json_scan_string (scan, &raw, &escaped))
    return FALSE;
  g_free (*text);
  if (!escaped)
    {
      *text = g_strndup (raw.data, raw.length);
      return TRUE;
    }
  *text = g_malloc (raw.length + 1);
  (*text)[fw_json_unescape (raw, *text)] = '\0';
  return TRUE;
}

/* Returns: whether there is one more, of which the scan stands before the first sign. */
static gboolean
has_more (FwJsonScan *scan, char close, gboolean *first, gboolean *fault)
{
  fw_json_scan_space (scan);
  if (fw_json_scan_char (scan, close))
    return FALSE;
  *fault = !*first && !fw_json_scan_char (scan, ',');
  *first = FALSE;
  fw_json_scan_space (scan);
  return !*fault;
}

static gboolean
read_list (FwJsonScan *scan, gboolean (*read) (FwJsonScan *scan, gpointer data), gpointer data)
{
  gboolean first = TRUE, fault = FALSE;

  if (!fw_json_scan_char (scan, '['))
    return FALSE;
  while (has_more (scan, ']', &first, &fault))
    if (!read (scan, data))
      return FALSE;
  return !fault;
}

static gboolean
read_name (FwJsonScan *scan, FwText *name)
{
  gboolean escaped;

  if (!fw_json_scan_string (scan, name, &escaped))
    return FALSE;
  fw_json_scan_space (scan);
  if (!fw_json_scan_char (scan, ':'))
    return FALSE;
  fw_json_scan_space (scan);
  return TRUE;
}

static gboolean
read_object (FwJsonScan *scan, const Member *members, guint n_members, gpointer into)
{
  gboolean first = TRUE, fault = FALSE;
  guint seen = 0;

  if (!fw_json_scan_char (scan, '{'))
    return FALSE;
  while (has_more (scan, '}', &first, &fault))
    {
      FwText name;
      guint i = 0;

      if (!read_name (scan, &name))
        return FALSE;
      while (i < n_members && !fw_text_equal (name, fw_text (members[i].name)))
        i++;
      if (i == n_members || !members[i].read (scan, G_STRUCT_MEMBER_P (into, members[i].offset)))
        return FALSE;
      seen |= 1u << i;
    }
  for (guint i = 0; i < n_members; i++)
    if (members[i].needed && (seen & 1u << i) == 0)
      return FALSE;
  return !fault;
}

static gboolean
add_integer (FwJsonScan *scan, gpointer list)
{
  gint64 value;

  if (!read_integer (scan, &value))
    return FALSE;
  g_array_append_val (list, value);
  return TRUE;
}

static gboolean
read_integers (FwJsonScan *scan, gpointer field)
{
  GArray **list = field;

  if (*list == NULL)
    *list = g_array_new (FALSE, FALSE, sizeof (gint64));
  return read_list (scan, add_integer, *list);
}

static gboolean
add_text (FwJsonScan *scan, gpointer list)
{
  char *text = NULL;

  if (!read_text (scan, &text))
    return FALSE;
  g_ptr_array_add (list, text);
  return TRUE;
}

static gboolean
read_texts (FwJsonScan *scan, gpointer field)
{
  return read_list (scan, add_text, *(GPtrArray **) field);
}

/* A run as it is written. */
typedef struct
{
  char *clock;
  gint64 run, start, stopped, result, term, due;
  GArray *pauses, *terms, *limits, *count;
} Run;

static void
run_clear (Run *self)
{
  g_clear_pointer (&self->clock, g_free);
  g_clear_pointer (&self->pauses, g_array_unref);
  g_clear_pointer (&self->terms, g_array_unref);
  g_clear_pointer (&self->limits, g_array_unref);
  g_clear_pointer (&self->count, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static const Member run_members[] = {
  { "clock", TRUE, read_text, G_STRUCT_OFFSET (Run, clock) },
  { "run", TRUE, read_integer, G_STRUCT_OFFSET (Run, run) },
  { "start", TRUE, read_integer, G_STRUCT_OFFSET (Run, start) },
  { "stopped", TRUE, read_integer, G_STRUCT_OFFSET (Run, stopped) },
  { "result", TRUE, read_integer, G_STRUCT_OFFSET (Run, result) },
  { "term", TRUE, read_integer, G_STRUCT_OFFSET (Run, term) },
  { "pauses", TRUE, read_integers, G_STRUCT_OFFSET (Run, pauses) },
  { "terms", TRUE, read_integers, G_STRUCT_OFFSET (Run, terms) },
  { "limits", TRUE, read_integers, G_STRUCT_OFFSET (Run, limits) },
  { "due", FALSE, read_integer, G_STRUCT_OFFSET (Run, due) },
  { "count", FALSE, read_integers, G_STRUCT_OFFSET (Run, count) },
};

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

static FwClock *
make_clock (const Run *read)
{
  FwClock *clock = fw_clock_new (read->start, g_array_index (read->terms, gint64, 0),
                                 g_array_index (read->terms, gint64, 1), NULL);
  const GArray *count = read->count;

  fill_clock (clock, read->pauses, read->terms);
  clock->term = (guint) read->term;
  clock->stopped = read->stopped;
  clock->result = (FwClockState) read->result;
  if (count == NULL)
    return clock;
  clock->settled = TRUE;
  clock->due = read->due;
  clock->count =
      (FwClockCount){ g_array_index (count, gint64, 0), g_array_index (count, gint64, 1),
                      g_array_index (count, gint64, 2), g_array_index (count, gint64, 3) };
  return clock;
}

static gboolean
add_run (FwJsonScan *scan, gpointer data)
{
  g_auto (Run) read = { .due = G_MAXINT64 };
  FwFlowCase *flow_case = data;
  const FwFlowClock *description;
  FwFlowRun *run;

  if (!read_object (scan, run_members, G_N_ELEMENTS (run_members), &read))
    return FALSE;
  description = fw_flow_find_clock (flow_case->flow, read.clock);
  if (description == NULL || read.limits->len != description->n_limits || read.terms->len == 0 ||
      read.terms->len % 3 != 0 || read.pauses->len % 2 != 0 || read.term < 0 ||
      read.term >= read.terms->len / 3 || (read.count != NULL && read.count->len != 4))
    return FALSE;

  run = g_new0 (FwFlowRun, 1);
  run->description = description;
  run->run = (guint) read.run;
  run->limits = g_memdup2 (read.limits->data, read.limits->len * sizeof (gint64));
  run->calendars = g_new0 (FwCalendar *, read.limits->len);
  run->clock = make_clock (&read);
  run->known_due = read.due;
  g_ptr_array_add (flow_case->runs, run);
  return TRUE;
}

static gboolean
read_runs (FwJsonScan *scan, gpointer flow_case)
{
  return read_list (scan, add_run, flow_case);
}

/* A request as it is written. */
typedef struct
{
  char *id, *state;
  gint64 revision;
} Request;

static void
request_clear (Request *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->state, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

static const Member request_members[] = {
  { "id", TRUE, read_text, G_STRUCT_OFFSET (Request, id) },
  { "state", TRUE, read_text, G_STRUCT_OFFSET (Request, state) },
  { "revision", TRUE, read_integer, G_STRUCT_OFFSET (Request, revision) },
};

static gboolean
add_request (FwJsonScan *scan, gpointer requests)
{
  g_auto (Request) read = { NULL };
  FwFlowAnswer *answer;

  if (!read_object (scan, request_members, G_N_ELEMENTS (request_members), &read))
    return FALSE;
  answer = g_new0 (FwFlowAnswer, 1);
  answer->done = TRUE;
  answer->state = g_steal_pointer (&read.state);
  answer->revision = (guint) read.revision;
  g_hash_table_insert (requests, g_steal_pointer (&read.id), answer);
  return TRUE;
}

static gboolean
read_requests (FwJsonScan *scan, gpointer field)
{
  return read_list (scan, add_request, *(GHashTable **) field);
}

static const Member case_members[] = {
  { "entered", TRUE, read_integer, G_STRUCT_OFFSET (FwFlowCase, entered) },
  { "grade", FALSE, read_text, G_STRUCT_OFFSET (FwFlowCase, grade) },
  { "authors", FALSE, read_texts, G_STRUCT_OFFSET (FwFlowCase, authors) },
  { "requests", TRUE, read_requests, G_STRUCT_OFFSET (FwFlowCase, requests) },
  { "runs", TRUE, read_runs, 0 },
};

gboolean
fw_flow_cases_read_body (FwFlowCase *flow_case, const char *body)
{
  FwJsonScan scan = { body, body + strlen (body), NULL };

  return read_object (&scan, case_members, G_N_ELEMENTS (case_members), flow_case) &&
         scan.at == scan.end;
}
