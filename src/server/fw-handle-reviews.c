/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET reviews: the plan of a week: which contacts are reviewed and why, how far that has come, and
 * what is known of quality by now. */
#include <math.h>
#include <string.h>

#include "centre/fw-centre-week.h"
#include "protocol/fw-contact-json.h"
#include "protocol/fw-json.h"
#include "server/fw-asked.h"
#include "server/fw-server-private.h"
#include "server/fw-week-reviews.h"
#include "store/fw-record-query.h"

#define WEEK 7
#define USUAL_ROWS 300
#define MOST_ROWS 1000
#define MOST_NAMES 20
/* Of scores, as long as nobody knows better. */
#define USUAL_SPREAD 10
#define NORMAL_95 1.959964

static const char *const part_names[FW_N_REVIEW_PARTS] = { "todo", "waiting", "done" };

typedef struct
{
  guint contact; /* index in the week */
  FwSampled sampled;
  FwRecord *review; /* (nullable) */
  FwReviewPart part;
  guint rank; /* lower ones come first */
} Row;

typedef struct
{
  FwExchange *exchange;
  FwCentre *centre;
  FwScope *scope;
  char **sites, **teams, **people; /* (nullable) */
  FwReviewPart part;
  guint64 limit;
  FwWeek *week;
  FwWeekReviews *reviews;
  FwStratum *strata;  /* by person */
  guint *planned;     /* by person: at random */
  gboolean *reviewed; /* by person: something was handed in */
  GArray *rows;       /* Row */
  guint counts[FW_N_REVIEW_PARTS], n_random, n_risk, n_contacts, n_people;
} Answer;

static void
clear_answer (Answer *self)
{
  g_strfreev (self->sites);
  g_strfreev (self->teams);
  g_strfreev (self->people);
  g_clear_pointer (&self->reviews, fw_week_reviews_free);
  g_clear_pointer (&self->week, fw_week_free);
  g_clear_pointer (&self->rows, g_array_unref);
  g_free (self->strata);
  g_free (self->planned);
  g_free (self->reviewed);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, clear_answer)

/* ---- the question ---- */

static gboolean
read_part (FwExchange *exchange, Answer *self)
{
  const char *text = fw_exchange_get_query (exchange, "part");

  if (text == NULL)
    return TRUE;
  for (guint i = 0; i < FW_N_REVIEW_PARTS; i++)
    if (strcmp (part_names[i], text) == 0)
      {
        self->part = (FwReviewPart) i;
        return TRUE;
      }
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "part",
                    "part: expected todo, waiting or done, not “%s”", text);
  return FALSE;
}

/* Without one it is the last week that is over: a plan of one that runs still grows. */
static gboolean
read_week (FwExchange *exchange, FwDirectory *directory, gint32 *day)
{
  const FwSiteEntry *site = fw_directory_get_default_site (directory);
  const gint32 today = fw_zone_get_day (site->zone, g_get_real_time ());
  const char *text = fw_exchange_get_query (exchange, "week");

  *day = today - WEEK;
  if (text == NULL || fw_day_parse (fw_text (text), today, day))
    return TRUE;
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "week",
                    "week: expected a day of it, such as 2026-11-21 or today-6");
  return FALSE;
}

static gboolean
read_question (FwExchange *exchange, Answer *self, gint32 *day)
{
  static const char *const known[] = { "week", "site", "team", "person", "part", "limit", NULL };
  static const char *const names[] = { "site", "team", "person" };
  char **lists[G_N_ELEMENTS (names)] = { NULL };
  g_autoptr (FwDirectory) directory = fw_centre_ref_directory (self->centre);

  self->limit = USUAL_ROWS;
  if (!fw_exchange_check_query (exchange, known) || !read_part (exchange, self) ||
      !fw_exchange_read_number (exchange, "limit", MOST_ROWS, &self->limit))
    return FALSE;
  fw_asked_read_lists (exchange, names, G_N_ELEMENTS (names), lists);
  self->sites = lists[0];
  self->teams = lists[1];
  self->people = lists[2];
  return read_week (exchange, directory, day);
}

static gboolean
holds (char **list, const char *name)
{
  return list == NULL || g_strv_contains ((const char *const *) list, name);
}

static FwWeekContact *
get_contact (const Answer *self, guint i)
{
  return &g_array_index (self->week->contacts, FwWeekContact, i);
}

static FwWeekPerson *
get_person (const Answer *self, guint i)
{
  return &g_array_index (self->week->people, FwWeekPerson, i);
}

static gboolean
is_asked (const Answer *self, const FwWeekContact *contact)
{
  const char *site = fw_week_get_site (self->centre, contact);
  const char *team = fw_week_get_team (self->centre, contact);

  return fw_scope_allows (self->scope, site, team) && holds (self->sites, site) &&
         holds (self->teams, team) && holds (self->people, get_person (self, contact->person)->id);
}

/* ---- what follows ---- */

/* A review keeps what it was drawn as; a plan that grew may have drawn otherwise since. */
static FwSampled
find_sampled (const FwWeekContact *contact, const FwRecord *review)
{
  const char *sampled = review != NULL ? fw_record_text (review, "sampled") : NULL;

  if (sampled == NULL)
    return contact->sampled;
  return strcmp (sampled, "random") == 0 ? FW_SAMPLED_RANDOM
         : strcmp (sampled, "risk") == 0 ? FW_SAMPLED_RISK
                                         : FW_SAMPLED_NOT;
}

static void
count_value (Answer *self, const FwWeekContact *contact, const Row *row)
{
  FwStratum *stratum = &self->strata[contact->person];
  double total;

  if (row->part == FW_REVIEW_TODO)
    return;
  self->reviewed[contact->person] = TRUE;
  if (row->sampled != FW_SAMPLED_RANDOM || fw_record_lacks (row->review, "total"))
    return;
  total = fw_record_get_number (row->review, fw_record_find (row->review, "total"));
  stratum->n++;
  stratum->sum += total;
  stratum->sum_of_squares += total * total;
}

static void
count_contact (Answer *self, guint i)
{
  const FwWeekContact *contact = get_contact (self, i);
  Row row = { .contact = i, .review = fw_week_reviews_get (self->reviews, i) };

  if (!is_asked (self, contact))
    return;
  self->n_contacts++;
  self->strata[contact->person].size++;
  self->n_random += contact->sampled == FW_SAMPLED_RANDOM;
  self->n_risk += contact->sampled == FW_SAMPLED_RISK;
  self->planned[contact->person] += contact->sampled == FW_SAMPLED_RANDOM;
  if ((contact->sampled == FW_SAMPLED_NOT && row.review == NULL) ||
      fw_week_reviews_is_for_others (self->reviews, i))
    return;
  row.sampled = find_sampled (contact, row.review);
  row.part = fw_review_find_part (row.review);
  self->counts[row.part]++;
  count_value (self, contact, &row);
  g_array_append_val (self->rows, row);
}

/* What was begun comes first, then somebody of whom nothing is known yet. */
static guint
rank (const Answer *self, const Row *row)
{
  return row->review != NULL ? 0 : self->reviewed[get_contact (self, row->contact)->person] ? 2 : 1;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Answer *self = user_data;
  const Row *x = a, *y = b;
  const gint64 first = get_contact (self, x->contact)->at,
               second = get_contact (self, y->contact)->at;

  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  return first != second ? (first < second ? -1 : 1)
                         : (x->contact > y->contact) - (x->contact < y->contact);
}

static gboolean
compute (Answer *self, GError **error)
{
  const guint n = self->week->people->len;

  self->strata = g_new0 (FwStratum, n + 1);
  self->planned = g_new0 (guint, n + 1);
  self->reviewed = g_new0 (gboolean, n + 1);
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->reviews = fw_week_reviews_read (self->centre, self->scope, self->week, error);
  if (self->reviews == NULL)
    return FALSE;
  for (guint i = 0; i < self->week->contacts->len; i++)
    count_contact (self, i);
  for (guint i = self->rows->len; i-- > 0;)
    {
      Row *row = &g_array_index (self->rows, Row, i);

      row->rank = rank (self, row);
      if (row->part != self->part)
        g_array_remove_index_fast (self->rows, i);
    }
  g_array_sort_with_data (self->rows, compare_rows, self);
  for (guint i = 0; i < n; i++)
    self->n_people += self->strata[i].size > 0;
  return TRUE;
}

/* ---- the answer ---- */

/* How exactly the mean will be known when all that is planned at random is reviewed: from the
 * spread that is known by now. */
static double
foresee (const Answer *self)
{
  const guint n = self->week->people->len;
  g_autofree guint *sizes = g_new0 (guint, n + 1);
  g_autofree double *spreads = g_new0 (double, n + 1);
  double sum = 0;
  guint freedom = 0;

  for (guint i = 0; i < n; i++)
    if (self->strata[i].n > 1)
      {
        const double mean = self->strata[i].sum / self->strata[i].n;

        sum += MAX (0, self->strata[i].sum_of_squares - self->strata[i].n * mean * mean);
        freedom += self->strata[i].n - 1;
      }
  for (guint i = 0; i < n; i++)
    {
      sizes[i] = self->strata[i].size;
      spreads[i] = freedom > 0 ? sqrt (sum / freedom) : USUAL_SPREAD;
    }
  return NORMAL_95 * fw_sampling_foresee_error (sizes, spreads, self->planned, n);
}

static void
write_figures (FwJsonWriter *writer, const Answer *self)
{
  const FwStratifiedMean mean = fw_sampling_estimate (self->strata, self->week->people->len);
  guint without = 0;

  fw_json_member_integer (writer, "contacts", self->n_contacts);
  fw_json_member_integer (writer, "random", self->n_random);
  fw_json_member_integer (writer, "risk", self->n_risk);
  for (guint i = 0; i < FW_N_REVIEW_PARTS; i++)
    fw_json_member_integer (writer, part_names[i], self->counts[i]);
  fw_json_member_integer (writer, "people", self->n_people);
  fw_json_writer_key (writer, "without");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < self->week->people->len; i++)
    if (self->strata[i].size > 0 && !self->reviewed[i] && without++ < MOST_NAMES)
      fw_json_writer_text (writer, get_person (self, i)->name);
  fw_json_writer_end_array (writer);
  fw_json_member_integer (writer, "people_without", without);
  fw_json_member_integer (writer, "n", mean.n);
  fw_json_member_number (writer, "mean", mean.mean);
  fw_json_member_number (writer, "low", MAX (mean.interval.low, 0));
  fw_json_member_number (writer, "high", MIN (mean.interval.high, 100));
  fw_json_member_number (writer, "expected", foresee (self));
}

static const char *
name_code_cb (FwDimension dimension, guint16 code, gpointer user_data)
{
  return fw_centre_name_code (user_data, dimension, code);
}

static void
write_review (FwJsonWriter *writer, const FwRecord *review)
{
  fw_json_writer_key (writer, "review");
  if (review == NULL)
    {
      fw_json_writer_null (writer);
      return;
    }
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (review));
  fw_json_member_integer (writer, "revision", fw_record_get_revision (review));
  fw_json_member_text (writer, "state", fw_record_text (review, FW_KIND_STATE));
  fw_json_member_text (writer, "grader", fw_record_text (review, "grader"));
  fw_json_member_number (writer, "total",
                         fw_record_get_number (review, fw_record_find (review, "total")));
  fw_json_writer_end_object (writer);
}

static void
write_row (FwJsonWriter *writer, const Answer *self, const Row *row, const FwContactLine *line)
{
  static const char *const sampled[] = {
    [FW_SAMPLED_NOT] = "chosen", [FW_SAMPLED_RANDOM] = "random", [FW_SAMPLED_RISK] = "risk"
  };
  const FwWeekContact *contact = get_contact (self, row->contact);
  const FwWeekPerson *person = get_person (self, contact->person);
  const FwContactForm form = { .source = line->source,
                               .id = line->id,
                               .site = line->site,
                               .contact = &line->contact,
                               .reopen = line->reopen,
                               .name = name_code_cb,
                               .user_data = self->centre };
  g_autofree char *id = g_strconcat (line->source, "/", line->id, NULL);
  g_autofree char *day = fw_date_format (fw_zone_get_day (self->week->zone, contact->at));

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", id);
  fw_json_member_text (writer, "day", day);
  fw_json_member_text (writer, "person", person->id);
  fw_json_member_text (writer, "name", person->name);
  fw_json_member_text (writer, "team_title",
                       fw_directory_get_title (self->week->directory, "team",
                                               fw_week_get_team (self->centre, contact)));
  fw_json_member_text (writer, "sampled", sampled[row->sampled]);
  fw_json_writer_key (writer, "risks");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < FW_N_RISKS; i++)
    if ((contact->risks & (1u << i)) != 0)
      fw_json_writer_text (writer, fw_risk_names[i]);
  fw_json_writer_end_array (writer);
  write_review (writer, row->review);
  fw_json_writer_key (writer, "contact");
  fw_contact_json_append (writer, &form);
  fw_json_writer_end_object (writer);
}

static gboolean
write_rows (FwJsonWriter *writer, const Answer *self, GError **error)
{
  const guint n = (guint) MIN (self->limit, self->rows->len);
  g_autofree guint *indices = g_new (guint, n + 1);
  g_autoptr (GPtrArray) lines = NULL;

  for (guint i = 0; i < n; i++)
    indices[i] = g_array_index (self->rows, Row, i).contact;
  lines = fw_centre_name_week (self->centre, self->week, indices, n, error);
  if (lines == NULL)
    return FALSE;
  fw_json_writer_key (writer, "rows");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < n; i++)
    write_row (writer, self, &g_array_index (self->rows, Row, i), lines->pdata[i]);
  fw_json_writer_end_array (writer);
  fw_json_member_boolean (writer, "more", n < self->rows->len);
  return TRUE;
}

/* ---- forms ---- */

/* Of each name the newest version that is in use. */
static gboolean
is_newest (GPtrArray *forms, const FwRecord *form)
{
  if (fw_record_integer (form, "used") == 0)
    return FALSE;
  for (guint i = 0; i < forms->len; i++)
    if (fw_record_integer (forms->pdata[i], "used") != 0 &&
        g_strcmp0 (fw_record_text (forms->pdata[i], "name"), fw_record_text (form, "name")) == 0 &&
        fw_record_integer (forms->pdata[i], "version") > fw_record_integer (form, "version"))
      return FALSE;
  return TRUE;
}

static gboolean
write_forms (FwJsonWriter *writer, const Answer *self, GError **error)
{
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwRecordAnswer) answer = NULL;

  query.order = "name";
  query.limit = FW_RECORD_QUERY_MAX_LIMIT;
  answer = fw_records_ask (fw_centre_get_records (self->centre), self->scope,
                           fw_kind_find ("review-form"), &query, error);
  if (answer == NULL)
    return FALSE;
  fw_json_writer_key (writer, "forms");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < answer->records->len; i++)
    {
      const FwRecord *form = answer->records->pdata[i];

      if (!is_newest (answer->records, form))
        continue;
      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", fw_record_get_id (form));
      fw_json_member_text (writer, "name", fw_record_text (form, "name"));
      fw_json_member_integer (writer, "version", fw_record_integer (form, "version"));
      fw_json_member_integer (writer, "scale", fw_record_integer (form, "scale"));
      fw_json_member_text (writer, "items", fw_record_text (form, "items"));
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
  return TRUE;
}

static void
reply (Answer *self)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *first = fw_date_format (self->week->monday),
                  *last = fw_date_format (self->week->monday + WEEK - 1);
  FwJsonWriter writer;

  if (!compute (self, &error))
    {
      fw_exchange_reply_error (self->exchange, error);
      return;
    }
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "week", first);
  fw_json_member_text (&writer, "last", last);
  fw_json_member_text (&writer, "zone", fw_zone_get_identifier (self->week->zone));
  write_figures (&writer, self);
  if (!write_forms (&writer, self, &error) || !write_rows (&writer, self, &error))
    {
      fw_exchange_reply_error (self->exchange, error);
      return;
    }
  fw_json_writer_end_object (&writer);
  if (fw_exchange_check_size (self->exchange, json, "ask with a smaller limit"))
    fw_exchange_reply_json (self->exchange, 200, g_steal_pointer (&json));
}

void
fw_handle_reviews (FwExchange *exchange)
{
  g_auto (Answer) answer = { .exchange = exchange };
  gint32 day;

  answer.centre = fw_server_of (exchange)->centre;
  answer.scope = fw_exchange_get_scope (exchange);
  if (!read_question (exchange, &answer, &day))
    return;
  answer.week = fw_centre_read_week (answer.centre, day);
  reply (&answer);
}
