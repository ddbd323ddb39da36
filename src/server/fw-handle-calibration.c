/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET calibration: how far graders agree in the items of a form, how severe each is, what became of
 * disputes, and the contacts that two of them scored. */
#include <math.h>
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-asked.h"
#include "server/fw-calibration-reading.h"
#include "server/fw-server-private.h"

#define USUAL_DAYS 91
#define MOST_DAYS 36600
#define USUAL_ROWS 300
#define MOST_ROWS 1000

typedef struct
{
  FwExchange *exchange;
  FwCentre *centre;
  FwDirectory *directory;
  char **sites, **teams; /* (nullable) */
  guint64 days, limit;
  gint32 from, to;
  FwCalibrationReading *reading;
  guint form;                 /* index of the one that is asked for; G_MAXUINT: there is none */
  FwGraderFigures *figures;   /* by grader */
  FwCalibrationPair **sorted; /* pairs by how far apart they are */
} Answer;

static void
clear_answer (Answer *self)
{
  g_strfreev (self->sites);
  g_strfreev (self->teams);
  g_clear_pointer (&self->directory, fw_directory_unref);
  g_clear_pointer (&self->reading, fw_calibration_reading_free);
  g_free (self->figures);
  g_free (self->sorted);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, clear_answer)

static gboolean
read_question (FwExchange *exchange, Answer *self)
{
  static const char *const known[] = { "days", "site", "team", "form", "limit", NULL };
  static const char *const names[] = { "site", "team" };
  char **lists[G_N_ELEMENTS (names)] = { NULL };

  self->days = USUAL_DAYS;
  self->limit = USUAL_ROWS;
  if (!fw_exchange_check_query (exchange, known) ||
      !fw_exchange_read_number (exchange, "days", MOST_DAYS, &self->days) ||
      !fw_exchange_read_number (exchange, "limit", MOST_ROWS, &self->limit))
    return FALSE;
  fw_asked_read_lists (exchange, names, G_N_ELEMENTS (names), lists);
  self->sites = lists[0];
  self->teams = lists[1];
  self->to =
      fw_zone_get_day (fw_directory_get_default_site (self->directory)->zone, g_get_real_time ());
  self->from = self->to - (gint32) self->days + 1;
  return TRUE;
}

/* ---- what follows ---- */

static FwCalibrationForm *
get_form (const Answer *self, guint i)
{
  return &g_array_index (self->reading->forms, FwCalibrationForm, i);
}

static FwCalibrationGrader *
get_grader (const Answer *self, guint i)
{
  return &g_array_index (self->reading->graders, FwCalibrationGrader, i);
}

/* The one that is asked for, else that of most pairs. FALSE: the exchange has its reply. */
static gboolean
find_form (Answer *self)
{
  const char *asked = fw_exchange_get_query (self->exchange, "form");

  self->form = G_MAXUINT;
  for (guint i = 0; i < self->reading->forms->len; i++)
    if (asked != NULL ? g_str_equal (get_form (self, i)->id, asked)
                      : self->form == G_MAXUINT ||
                            get_form (self, i)->pairs > get_form (self, self->form)->pairs)
      self->form = i;
  if (asked == NULL || self->form != G_MAXUINT)
    return TRUE;
  fw_exchange_fail (self->exchange, FW_ERROR_INVALID, "form",
                    "form: expected one that two graders used, not “%s”", asked);
  return FALSE;
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const FwCalibrationPair *x = *(FwCalibrationPair *const *) a,
                          *y = *(FwCalibrationPair *const *) b;
  const double first = isnan (x->apart) ? -1 : x->apart, second = isnan (y->apart) ? -1 : y->apart;
  const gint64 day = fw_record_integer (x->first, "day"),
               other = fw_record_integer (y->first, "day");

  if (first < second || first > second)
    return first > second ? -1 : 1;
  return day != other ? (day > other ? -1 : 1)
                      : g_strcmp0 (fw_record_get_id (x->first), fw_record_get_id (y->first));
}

static void
compute (Answer *self)
{
  const GArray *pairs = self->reading->pairs, *sheets = self->reading->sheets;

  self->figures = g_new0 (FwGraderFigures, self->reading->graders->len + 1);
  fw_calibration_find_graders ((const FwSheet *) (const void *) sheets->data, sheets->len,
                               self->reading->graders->len, self->figures);
  self->sorted = g_new (FwCalibrationPair *, pairs->len + 1);
  for (guint i = 0; i < pairs->len; i++)
    self->sorted[i] = &g_array_index (pairs, FwCalibrationPair, i);
  qsort (self->sorted, pairs->len, sizeof *self->sorted, compare_pairs);
}

/* ---- the answer ---- */

static void
write_forms (FwJsonWriter *writer, const Answer *self)
{
  fw_json_member_text (writer, "form",
                       self->form != G_MAXUINT ? get_form (self, self->form)->id : NULL);
  fw_json_writer_key (writer, "forms");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < self->reading->forms->len; i++)
    {
      const FwCalibrationForm *form = get_form (self, i);

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", form->id);
      fw_json_member_text (writer, "name", form->name != NULL ? form->name : form->id);
      fw_json_member_integer (writer, "version", form->version);
      fw_json_member_integer (writer, "pairs", form->pairs);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

/* Sheets stand two by two, as their pairs do. */
static FwSheet *
list_sheets (const Answer *self, guint *n)
{
  const GArray *pairs = self->reading->pairs;
  FwSheet *sheets = g_new (FwSheet, self->reading->sheets->len + 1);

  *n = 0;
  for (guint i = 0; i < pairs->len; i++)
    if (g_array_index (pairs, FwCalibrationPair, i).form == self->form)
      for (guint k = 0; k < 2; k++)
        sheets[(*n)++] = g_array_index (self->reading->sheets, FwSheet, 2 * i + k);
  return sheets;
}

static void
write_items (FwJsonWriter *writer, const Answer *self)
{
  const FwReviewForm *items = self->form != G_MAXUINT ? get_form (self, self->form)->items : NULL;
  guint n;
  g_autofree FwSheet *sheets = list_sheets (self, &n);

  fw_json_writer_key (writer, "items");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; items != NULL && i < items->n; i++)
    {
      const FwItemAgreement found = fw_calibration_find_item (sheets, n, i);
      g_autofree char *id = g_strdup_printf ("%u", i + 1);

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", id);
      fw_json_member_text (writer, "dimension", items->items[i].dimension);
      fw_json_member_text (writer, "name", items->items[i].name);
      fw_json_member_integer (writer, "weight", items->items[i].weight);
      fw_json_member_integer (writer, "n", found.n);
      fw_json_member_boolean (writer, "known", found.known);
      fw_json_member_number (writer, "alpha", found.known ? found.alpha : NAN);
      fw_json_member_number (writer, "low", found.interval.low);
      fw_json_member_number (writer, "high", found.interval.high);
      fw_json_member_number (writer, "agreement", found.agreement);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
write_figure (FwJsonWriter *writer, const char *key, const FwGraderFigure *figure)
{
  fw_json_writer_key (writer, key);
  fw_json_writer_begin_object (writer);
  fw_json_member_number (writer, "value", figure->value);
  fw_json_member_number (writer, "low", figure->interval.low);
  fw_json_member_number (writer, "high", figure->interval.high);
  fw_json_member_text (writer, "verdict", fw_grader_verdict_to_name (figure->verdict));
  fw_json_writer_end_object (writer);
}

/* The severest first; of whom nothing is known last. */
static int
compare_graders (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Answer *self = user_data;
  const guint x = *(const guint *) a, y = *(const guint *) b;
  const double first = self->figures[x].severity.value, second = self->figures[y].severity.value;

  if (isnan (first) != isnan (second))
    return isnan (first) ? 1 : -1;
  if (first < second || first > second)
    return first < second ? -1 : 1;
  return strcmp (get_grader (self, x)->id, get_grader (self, y)->id);
}

static void
write_graders (FwJsonWriter *writer, Answer *self)
{
  const guint n = self->reading->graders->len;
  g_autofree guint *order = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (gint) n, sizeof (guint), compare_graders, self);
  fw_json_writer_key (writer, "graders");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < n; i++)
    {
      const FwCalibrationGrader *grader = get_grader (self, order[i]);
      const FwGraderFigures *figures = &self->figures[order[i]];

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", grader->id);
      fw_json_member_text (writer, "name", grader->name != NULL ? grader->name : grader->id);
      fw_json_member_integer (writer, "reviews", grader->reviews);
      fw_json_member_integer (writer, "n", figures->n);
      fw_json_member_integer (writer, "weeks", figures->weeks);
      if (figures->part != G_MAXUINT)
        fw_json_member_integer (writer, "part", figures->part);
      else
        fw_json_member_text (writer, "part", NULL);
      write_figure (writer, "severity", &figures->severity);
      write_figure (writer, "drift", &figures->drift);
      fw_json_writer_key (writer, "disputes");
      fw_json_writer_begin_object (writer);
      for (guint k = 0; k < FW_N_DISPUTES; k++)
        fw_json_member_integer (writer, fw_dispute_names[k], grader->disputes[k]);
      fw_json_writer_end_object (writer);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
write_sheet (
    FwJsonWriter *writer, const Answer *self, const char *key, const FwRecord *review, guint grader)
{
  const FwCalibrationGrader *whose = get_grader (self, grader);

  fw_json_writer_key (writer, key);
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (review));
  fw_json_member_text (writer, "grader", whose->id);
  fw_json_member_text (writer, "grader_name", whose->name != NULL ? whose->name : whose->id);
  fw_json_member_text (writer, "scores", fw_record_text (review, "scores"));
  fw_json_member_text (writer, "comments", fw_record_text (review, "comments"));
  fw_json_member_number (writer, "total", fw_calibration_get_total (review, NULL));
  fw_json_writer_end_object (writer);
}

static void
write_row (FwJsonWriter *writer, const Answer *self, const FwCalibrationPair *pair)
{
  const char *person = fw_record_text (pair->first, "person"),
             *team = fw_record_text (pair->first, "team");
  g_autofree char *day = fw_date_format ((gint32) fw_record_integer (pair->first, "day"));

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_text (pair->first, "contact"));
  fw_json_member_text (writer, "day", day);
  fw_json_member_text (writer, "person", person);
  fw_json_member_text (writer, "name",
                       person != NULL ? fw_directory_get_title (self->directory, "person", person)
                                      : NULL);
  fw_json_member_text (writer, "team_title",
                       team != NULL ? fw_directory_get_title (self->directory, "team", team)
                                    : NULL);
  fw_json_member_text (writer, "form", get_form (self, pair->form)->id);
  fw_json_member_text (writer, "items", fw_record_text (pair->first, "items"));
  fw_json_member_integer (writer, "scale", get_form (self, pair->form)->scale);
  fw_json_member_number (writer, "apart", pair->apart);
  write_sheet (writer, self, "first", pair->first, pair->graders[0]);
  write_sheet (writer, self, "second", pair->second, pair->graders[1]);
  fw_json_writer_end_object (writer);
}

static void
write_rows (FwJsonWriter *writer, const Answer *self)
{
  const guint n = (guint) MIN (self->limit, self->reading->pairs->len);

  fw_json_member_integer (writer, "pairs", self->reading->pairs->len);
  fw_json_writer_key (writer, "rows");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < n; i++)
    write_row (writer, self, self->sorted[i]);
  fw_json_writer_end_array (writer);
  fw_json_member_boolean (writer, "more", n < self->reading->pairs->len);
}

static void
reply (Answer *self)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autofree char *first = fw_date_format (self->from), *last = fw_date_format (self->to);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "from", first);
  fw_json_member_text (&writer, "to", last);
  fw_json_member_integer (&writer, "least_pairs", FW_CALIBRATION_LEAST_PAIRS);
  fw_json_member_integer (&writer, "least_contacts", FW_CALIBRATION_LEAST_CONTACTS);
  write_forms (&writer, self);
  write_items (&writer, self);
  write_graders (&writer, self);
  write_rows (&writer, self);
  fw_json_writer_end_object (&writer);
  if (fw_exchange_check_size (self->exchange, json, "ask with a smaller limit"))
    fw_exchange_reply_json (self->exchange, 200, g_steal_pointer (&json));
}

void
fw_handle_calibration (FwExchange *exchange)
{
  g_auto (Answer) answer = { .exchange = exchange, .centre = fw_server_of (exchange)->centre };
  g_autoptr (GError) error = NULL;
  FwCalibrationQuestion question;

  answer.directory = fw_centre_ref_directory (answer.centre);
  if (!read_question (exchange, &answer))
    return;
  question = (FwCalibrationQuestion){ answer.from, answer.to, (const char *const *) answer.sites,
                                      (const char *const *) answer.teams };
  answer.reading = fw_calibration_read (fw_server_of (exchange)->records,
                                        fw_exchange_get_scope (exchange), &question, &error);
  if (answer.reading == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  if (!find_form (&answer))
    return;
  compute (&answer);
  reply (&answer);
}
