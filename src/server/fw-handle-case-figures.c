/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET cases/figures: how long cases take, how often complaints come again, what was kept, by a
 * dimension and over weeks; and the very cases behind one of these figures. */
#include <math.h>
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-asked.h"
#include "server/fw-case-reading.h"
#include "server/fw-server-private.h"

#define USUAL_DAYS 91
#define MOST_DAYS 36600
#define USUAL_ROWS 200
#define MOST_ROWS 1000
#define WEEK 7

/* Each is a field of the kind. */
static const char *const dimensions[] = { "class",  "cause",   "grade",  "department", "product",
                                          "device", "channel", "source", "team" };

/* Those by which a complaint has a type: who asks or where it came in is none. */
static const char *const types[] = { "cause", "product", "device", NULL };

typedef struct
{
  const char *value; /* "": none */
  GPtrArray *facts;  /* FwCaseFact, borrowed */
  guint complaints;
} Group;

typedef struct
{
  FwExchange *exchange;
  FwRecords *records;
  FwDirectory *directory;
  char **sites, **teams; /* (nullable) */
  guint64 days, limit;
  guint by;
  gboolean drills;       /* the cases are asked for */
  FwCaseMeasure measure; /* whose cases */
  gint32 first, last;    /* days */
  FwZone *zone;          /* of the directory */
  FwCaseReading *reading;
  double threshold;
  FwScope *whole; /* names are for everybody who may read the case */
} Answer;

static void
clear_answer (Answer *self)
{
  g_strfreev (self->sites);
  g_strfreev (self->teams);
  g_clear_pointer (&self->directory, fw_directory_unref);
  g_clear_pointer (&self->reading, fw_case_reading_free);
  g_clear_pointer (&self->whole, fw_scope_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, clear_answer)

/* ---- the question ---- */

/* Returns: which of @words the parameter is; 0 without it, @n for another. */
static guint
find_word (FwExchange *exchange, const char *name, const char *const *words, guint n)
{
  const char *text = fw_exchange_get_query (exchange, name);
  guint i = 0;

  while (text != NULL && i < n && strcmp (words[i], text) != 0)
    i++;
  return i;
}

static gboolean
read_words (Answer *self)
{
  FwExchange *exchange = self->exchange;
  const char *by = fw_exchange_get_query (exchange, "by"),
             *figure = fw_exchange_get_query (exchange, "figure");

  self->by = find_word (exchange, "by", dimensions, G_N_ELEMENTS (dimensions));
  self->drills = figure != NULL;
  self->measure =
      (FwCaseMeasure) find_word (exchange, "figure", fw_case_measure_names, FW_N_CASE_MEASURES);
  if (self->by == G_N_ELEMENTS (dimensions))
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "by",
                        "by: expected a field that cases are told by, not “%s”", by);
      return FALSE;
    }
  if (self->measure < FW_N_CASE_MEASURES)
    return TRUE;
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "figure",
                    "figure: expected close, spread, response, kept, repeated, departments, "
                    "promises or checklists, not “%s”",
                    figure);
  return FALSE;
}

static gboolean
read_question (Answer *self)
{
  static const char *const known[] = { "days",   "site",  "team",  "by",
                                       "figure", "value", "limit", NULL };
  static const char *const names[] = { "site", "team" };
  FwExchange *exchange = self->exchange;
  char **lists[G_N_ELEMENTS (names)] = { NULL };

  self->days = USUAL_DAYS;
  self->limit = USUAL_ROWS;
  if (!fw_exchange_check_query (exchange, known) ||
      !fw_exchange_read_number (exchange, "days", MOST_DAYS, &self->days) ||
      !fw_exchange_read_number (exchange, "limit", MOST_ROWS, &self->limit) || !read_words (self))
    return FALSE;
  fw_asked_read_lists (exchange, names, G_N_ELEMENTS (names), lists);
  self->sites = lists[0];
  self->teams = lists[1];
  self->zone = fw_directory_get_default_site (self->directory)->zone;
  self->last = fw_zone_get_day (self->zone, g_get_real_time ());
  self->first = self->last - (gint32) MAX (self->days, 1) + 1;
  return TRUE;
}

static double
get_policy (const Answer *self, const char *name)
{
  return fw_directory_get_policy (self->directory, name, NULL, NULL, g_get_real_time ());
}

static gboolean
read_cases (Answer *self, GError **error)
{
  FwCaseWindow window = { .sites = (const char *const *) self->sites,
                          .teams = (const char *const *) self->teams,
                          .repeat_days = get_policy (self, "case-repeat-days") };
  gint64 ignored;

  fw_zone_get_day_bounds (self->zone, self->first, &window.from, &ignored);
  fw_zone_get_day_bounds (self->zone, self->last, &ignored, &window.to);
  self->threshold = get_policy (self, "case-type-share");
  self->reading =
      fw_case_read (self->records, fw_exchange_get_scope (self->exchange), &window, error);
  return self->reading != NULL;
}

/* ---- groups ---- */

static const char *
get_value (const Answer *self, const FwCaseSeen *seen)
{
  const char *value = fw_record_text (seen->record, dimensions[self->by]);

  return value != NULL ? value : "";
}

static FwCaseSeen *
get_case (const Answer *self, guint i)
{
  return self->reading->cases->pdata[i];
}

static void
add_fact (Group *group, const FwCaseFact *fact)
{
  g_ptr_array_add (group->facts, (gpointer) fact);
  group->complaints += fact->complaint;
}

static void
clear_group (gpointer data)
{
  g_ptr_array_unref (((Group *) data)->facts);
}

/* Most cases first. */
static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const Group *x = a, *y = b;

  if (x->facts->len != y->facts->len)
    return x->facts->len > y->facts->len ? -1 : 1;
  return strcmp (x->value, y->value);
}

/* Returns: (transfer full) (element-type Group). */
static GArray *
group_cases (const Answer *self)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (Group));
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  g_array_set_clear_func (groups, clear_group);
  for (guint i = 0; i < self->reading->cases->len; i++)
    {
      const FwCaseSeen *seen = get_case (self, i);
      const char *value = get_value (self, seen);
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, value));

      if (place == 0)
        {
          Group group = { .value = value, .facts = g_ptr_array_new () };

          g_array_append_val (groups, group);
          place = groups->len;
          g_hash_table_insert (places, (gpointer) value, GUINT_TO_POINTER (place));
        }
      add_fact (&g_array_index (groups, Group, place - 1), &seen->fact);
    }
  g_array_sort (groups, compare_groups);
  return groups;
}

/* ---- the answer ---- */

static void
write_figures (FwJsonWriter *writer, const Group *group)
{
  fw_json_writer_key (writer, "figures");
  fw_json_writer_begin_object (writer);
  for (guint i = 0; i < FW_N_CASE_MEASURES; i++)
    {
      const FwCaseFigure figure = fw_case_figure_find (
          (const FwCaseFact *const *) group->facts->pdata, group->facts->len, (FwCaseMeasure) i);

      fw_json_writer_key (writer, fw_case_measure_names[i]);
      fw_json_writer_begin_object (writer);
      fw_json_member_integer (writer, "n", (gint64) figure.n);
      fw_json_member_number (writer, "value", figure.value);
      fw_json_member_number (writer, "low", figure.interval.low);
      fw_json_member_number (writer, "high", figure.interval.high);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_object (writer);
}

static void
write_counts (FwJsonWriter *writer, const Group *group)
{
  fw_json_member_integer (writer, "cases", group->facts->len);
  fw_json_member_integer (writer, "complaints", group->complaints);
}

/* What a value is called where it refers to a record; else the reader knows it by the kind.
 * Returns: (transfer full) (nullable). */
static char *
find_title (const Answer *self, const char *field, const char *value)
{
  g_autoptr (FwRecord) record = NULL;
  const char *name;

  if (value == NULL || *value == '\0')
    return NULL;
  if (g_str_equal (field, "team"))
    return g_strdup (fw_directory_get_title (self->directory, "team", value));
  if (!g_str_equal (field, "department"))
    return NULL;
  record = fw_records_get (self->records, self->whole, fw_kind_find ("department"), value, NULL);
  name = record != NULL ? fw_record_text (record, "name") : NULL;
  return g_strdup (name != NULL ? name : value);
}

static void
write_whole (FwJsonWriter *writer, const Answer *self, Group *whole)
{
  whole->facts = g_ptr_array_new ();
  for (guint i = 0; i < self->reading->cases->len; i++)
    add_fact (whole, &get_case (self, i)->fact);
  write_counts (writer, whole);
  write_figures (writer, whole);
}

static void
write_rows (FwJsonWriter *writer, const Answer *self, guint complaints)
{
  g_autoptr (GArray) groups = group_cases (self);

  fw_json_writer_key (writer, "rows");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < MIN (groups->len, self->limit); i++)
    {
      const Group *group = &g_array_index (groups, Group, i);
      FwInterval interval;
      /* Of what nobody said there is no type. */
      const gboolean is_type =
          *group->value != '\0' && g_strv_contains (types, dimensions[self->by]);
      const FwCaseShare share = fw_case_share_judge (
          group->complaints, complaints, is_type ? self->threshold : INFINITY, &interval);
      g_autofree char *title = find_title (self, dimensions[self->by], group->value);

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", group->value);
      fw_json_member_text (writer, "title", title);
      write_counts (writer, group);
      fw_json_member_number (writer, "share",
                             complaints > 0 ? (double) group->complaints / complaints : NAN);
      fw_json_member_number (writer, "share_low", complaints > 0 ? interval.low : NAN);
      fw_json_member_number (writer, "share_high", complaints > 0 ? interval.high : NAN);
      fw_json_member_text (writer, "share_verdict", fw_case_share_to_name (share));
      write_figures (writer, group);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
  fw_json_member_boolean (writer, "more", groups->len > self->limit);
}

/* Weeks of seven days back from the last one, by when cases came; the first may be shorter. */
static void
write_weeks (FwJsonWriter *writer, const Answer *self)
{
  guint next = 0;

  fw_json_writer_key (writer, "weeks");
  fw_json_writer_begin_array (writer);
  for (gint32 day = self->last - (self->last - self->first) / WEEK * WEEK; day <= self->last;
       day += WEEK)
    {
      const gint32 first = MAX (day - WEEK + 1, self->first);
      Group group = { .facts = g_ptr_array_new () };
      g_autofree char *date = fw_date_format (first);
      gint64 ignored, until;

      fw_zone_get_day_bounds (self->zone, day, &ignored, &until);
      for (; next < self->reading->cases->len && get_case (self, next)->fact.came < until; next++)
        add_fact (&group, &get_case (self, next)->fact);
      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", date);
      write_counts (writer, &group);
      write_figures (writer, &group);
      fw_json_writer_end_object (writer);
      clear_group (&group);
    }
  fw_json_writer_end_array (writer);
}

static void
write_targets (FwJsonWriter *writer, const Answer *self)
{
  fw_json_writer_key (writer, "targets");
  fw_json_writer_begin_object (writer);
  fw_json_member_number (writer, "close", get_policy (self, "time-to-close-limit"));
  fw_json_member_number (writer, "spread", get_policy (self, "case-spread-seconds"));
  fw_json_writer_end_object (writer);
}

/* ---- the cases behind a figure ---- */

/* What weighs most first: the longest, the late, the repeated, the broken. */
static int
compare_weight (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Answer *self = user_data;
  const FwCaseFact *x = &(*(FwCaseSeen *const *) a)->fact, *y = &(*(FwCaseSeen *const *) b)->fact;
  double first = fw_case_fact_get (x, self->measure), second = fw_case_fact_get (y, self->measure);

  if (self->measure == FW_CASE_PROMISES)
    {
      first -= x->promises;
      second -= y->promises;
    }
  if (self->measure == FW_CASE_KEPT || self->measure == FW_CASE_PROMISES ||
      self->measure == FW_CASE_CHECKLISTS)
    {
      first = -first;
      second = -second;
    }
  if (first < second || first > second)
    return first > second ? -1 : 1;
  return x->came != y->came ? (x->came > y->came ? -1 : 1) : 0;
}

static GPtrArray *
choose_cases (Answer *self)
{
  const char *value = fw_exchange_get_query (self->exchange, "value");
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < self->reading->cases->len; i++)
    {
      FwCaseSeen *seen = get_case (self, i);

      if (fw_case_fact_counts (&seen->fact, self->measure) &&
          (value == NULL || g_str_equal (get_value (self, seen), value)))
        g_ptr_array_add (chosen, seen);
    }
  g_ptr_array_sort_with_data (chosen, compare_weight, self);
  return chosen;
}

static void
write_case (FwJsonWriter *writer, const Answer *self, const FwCaseSeen *seen)
{
  static const char *const names[] = { "title", "class", "cause", "grade", "department", "team" };
  const char *state = fw_record_text (seen->record, FW_KIND_STATE);
  g_autofree char *came = fw_time_format (seen->fact.came);
  g_autofree char *closed = seen->fact.closed != 0 ? fw_time_format (seen->fact.closed) : NULL;
  g_autofree char *team = find_title (self, "team", fw_record_text (seen->record, "team"));

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (seen->record));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fw_json_member_text (writer, names[i], fw_record_text (seen->record, names[i]));
  fw_json_member_text (writer, "team_title", team);
  fw_json_member_text (writer, "label",
                       fw_handle_find_state_label (fw_record_get_kind (seen->record)->flow, state));
  fw_json_member_text (writer, "came", came);
  fw_json_member_text (writer, "closed", closed);
  fw_json_member_number (writer, "value", fw_case_fact_get (&seen->fact, self->measure));
  fw_json_member_integer (writer, "promises", seen->fact.promises);
  fw_json_member_integer (writer, "steps", seen->fact.steps);
  fw_json_member_integer (writer, "steps_done", seen->fact.steps_done);
  fw_json_member_boolean (writer, "late", seen->fact.late);
  fw_json_writer_end_object (writer);
}

static void
write_cases (FwJsonWriter *writer, Answer *self)
{
  g_autoptr (GPtrArray) chosen = choose_cases (self);

  fw_json_member_text (writer, "figure", fw_case_measure_names[self->measure]);
  fw_json_member_integer (writer, "cases", chosen->len);
  fw_json_writer_key (writer, "rows");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < MIN (chosen->len, self->limit); i++)
    write_case (writer, self, chosen->pdata[i]);
  fw_json_writer_end_array (writer);
  fw_json_member_boolean (writer, "more", chosen->len > self->limit);
}

static void
write_answer (FwJsonWriter *writer, Answer *self)
{
  Group whole = { .value = "" };

  fw_json_member_number (writer, "threshold", self->threshold);
  write_targets (writer, self);
  write_whole (writer, self, &whole);
  write_rows (writer, self, whole.complaints);
  write_weeks (writer, self);
  clear_group (&whole);
}

void
fw_handle_case_figures (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  g_auto (Answer) self = { .exchange = exchange, .records = server->records };
  g_autofree char *first = NULL, *last = NULL;
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  FwJsonWriter writer;

  self.directory = fw_centre_ref_directory (server->centre);
  self.whole = fw_scope_new_administrator ();
  if (!read_question (&self))
    return;
  if (!read_cases (&self, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  first = fw_date_format (self.first);
  last = fw_date_format (self.last);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "from", first);
  fw_json_member_text (&writer, "to", last);
  fw_json_member_text (&writer, "by", dimensions[self.by]);
  if (self.drills)
    write_cases (&writer, &self);
  else
    write_answer (&writer, &self);
  fw_json_writer_end_object (&writer);
  if (fw_exchange_check_size (exchange, json, "ask with a smaller limit"))
    fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}
