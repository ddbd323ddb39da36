/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The board over a small house whose dates can be checked by hand. "Today" is 2026-11-30. */
#include "core/people/fw-certificate-board.h"
#include "support/fw-test-record.h"

typedef struct
{
  FwDirectory *directory;
  GPtrArray *people;
  GPtrArray *queues;
  GPtrArray *events;
  GArray *schemes;
  FwScope *all;
} House;

static void
unref_record (gpointer data)
{
  fw_record_unref (data);
}

static gint32
date (const char *text)
{
  gint32 day;

  g_assert_true (fw_date_parse (fw_text (text), &day));
  return day;
}

static void
add_event (House *house, const char *person, const char *what, const char *day, const char *more)
{
  g_autofree char *id = g_strdup_printf ("e%u", house->events->len);

  g_ptr_array_add (house->events,
                   fw_test_record ("certificate-event", id, "person", person, "scheme", "senior",
                                   "event", what, "day", day, "withdrawn", more, NULL));
}

static void
add_scheme (House *house, FwRecord *record, const char *written)
{
  FwRevision revision = { record, (gint64) date (written) * 86400 * 1000000 };

  g_array_append_val (house->schemes, revision);
}

static void
add_person (House *house, GPtrArray *records, const char *id, const char *team, const char *shift)
{
  FwRecord *record =
      fw_test_record ("person", id, "name", id, "site", "sh", "team", team, "shift", shift,
                      "position", g_str_equal (id, "dai") ? "senior" : "agent", NULL);

  g_ptr_array_add (house->people, record);
  g_ptr_array_add (records, fw_record_ref (record));
}

/* Half a year from the pass, thirty days of window, ten of grace. */
static void
set_up (House *house, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (unref_record);

  *house = (House){ .people = g_ptr_array_new_with_free_func (unref_record),
                    .queues = g_ptr_array_new_with_free_func (unref_record),
                    .events = g_ptr_array_new_with_free_func (unref_record),
                    .schemes = g_array_new (FALSE, FALSE, sizeof (FwRevision)),
                    .all = fw_scope_new_administrator () };
  g_ptr_array_add (records, fw_test_record ("site", "sh", "name", "Shanghai", "time_zone",
                                            "Asia/Shanghai", NULL));
  g_ptr_array_add (records, fw_test_record ("team", "a", "name", "A", "site", "sh", NULL));
  g_ptr_array_add (records, fw_test_record ("team", "b", "name", "B", "site", "sh", NULL));
  g_ptr_array_add (house->queues, fw_test_record ("queue", "sales", "name", "Sales", "site", "sh",
                                                  "team", "b", NULL));
  add_person (house, records, "an", "a", "n");
  add_person (house, records, "bo", "a", "n");
  add_person (house, records, "chen", "b", "");
  add_person (house, records, "dai", "a", "");
  house->directory = fw_directory_new_from_records (records);

  add_scheme (house,
              fw_test_record ("certificate-scheme", "senior", "name", "Senior", "months", "6",
                              "window_days", "30", "grace_days", "10", "positions", "senior",
                              "shifts", "n", "queues", "sales", NULL),
              "2025-01-01");
  add_event (house, "an", "pass", "2026-06-10", "no");  /* to 12-10: window */
  add_event (house, "bo", "pass", "2026-09-15", "no");  /* to 2027-03-15 */
  add_event (house, "bo", "pass", "2026-11-01", "yes"); /* entered by mistake */
  add_event (house, "dai", "pass", "2026-05-25", "no"); /* to 11-25: grace to 12-05 */
  add_event (house, "dai", "fail", "2026-11-20", "no");
}

static void
tear_down (House *house, gconstpointer data)
{
  for (guint i = 0; i < house->schemes->len; i++)
    fw_record_unref (g_array_index (house->schemes, FwRevision, i).record);
  g_array_unref (house->schemes);
  g_ptr_array_unref (house->people);
  g_ptr_array_unref (house->queues);
  g_ptr_array_unref (house->events);
  fw_directory_unref (house->directory);
  fw_scope_unref (house->all);
}

static FwCertificateBoard *
make_board (House *house)
{
  return fw_certificate_board_new (house->directory, house->people, house->queues,
                                   (const FwRevision *) (void *) house->schemes->data,
                                   house->schemes->len, house->events);
}

static const FwCertificateRow *
row_of (FwCertificateAnswer *answer, guint i, const char *person)
{
  const FwCertificateRow *row = &g_array_index (answer->rows, FwCertificateRow, i);

  g_assert_cmpuint (i, <, answer->rows->len);
  g_assert_cmpstr (row->who.person, ==, person);
  return row;
}

static void
test_rows (House *house, gconstpointer data)
{
  g_autoptr (FwCertificateBoard) board = make_board (house);
  FwCertificateQuestion question = { .day = date ("2026-11-30"), .scope = house->all };
  g_autoptr (FwCertificateAnswer) answer = fw_certificate_board_ask (board, &question);
  g_autoptr (FwCertificateAnswer) before = NULL;
  const FwCertificateRow *row;

  g_assert_cmpuint (answer->rows->len, ==, 4);
  row = row_of (answer, 0, "chen"); /* by the queue of the team */
  g_assert_cmpint (row->standing.state, ==, FW_CERTIFICATE_NONE);
  g_assert_true (row->needed);
  g_assert_cmpint (row->missing, ==, FW_MISSING_FIRST_PASS);

  row = row_of (answer, 1, "dai");
  g_assert_cmpint (row->standing.state, ==, FW_CERTIFICATE_GRACE);
  g_assert_cmpint (row->missing, ==, FW_MISSING_GRACE_PASS);
  g_assert_cmpint (row->by, ==, date ("2026-12-05"));
  g_assert_cmpint (row->failed, ==, date ("2026-11-20"));
  g_assert_false (row->standing.on_roster);

  row = row_of (answer, 2, "an");
  g_assert_cmpint (row->standing.state, ==, FW_CERTIFICATE_WINDOW);
  g_assert_cmpint (row->standing.days_left, ==, 10);
  g_assert_cmpint (row->missing, ==, FW_MISSING_RENEWAL);
  g_assert_cmpint (row->by, ==, date ("2026-12-10"));

  row = row_of (answer, 3, "bo");
  g_assert_cmpint (row->standing.state, ==, FW_CERTIFICATE_VALID);
  g_assert_cmpint (row->period.valid_until, ==, date ("2027-03-15"));

  /* As of a day of the past, what came later is not known. */
  question.day = date ("2026-06-09");
  before = fw_certificate_board_ask (board, &question);
  g_assert_cmpuint (before->counts[FW_CERTIFICATE_NONE], ==, 3);
  g_assert_cmpuint (before->counts[FW_CERTIFICATE_VALID], ==, 1);
}

static void
test_summary (House *house, gconstpointer data)
{
  g_autoptr (FwCertificateBoard) board = make_board (house);
  FwCertificateQuestion question = { .day = date ("2026-11-30"),
                                     .scope = house->all,
                                     .states = 1u << FW_CERTIFICATE_WINDOW };
  g_autoptr (FwCertificateAnswer) answer = fw_certificate_board_ask (board, &question);
  const FwCertificateForecast *all, *nights;

  /* States filter rows alone. */
  g_assert_cmpuint (answer->rows->len, ==, 1);
  g_assert_cmpuint (answer->n_people, ==, 4);
  g_assert_cmpuint (answer->lacking, ==, 2);
  g_assert_cmpuint (answer->counts[FW_CERTIFICATE_VALID], ==, 1);

  g_assert_cmpuint (answer->forecast->len, ==, 2);
  all = &g_array_index (answer->forecast, FwCertificateForecast, 0);
  nights = &g_array_index (answer->forecast, FwCertificateForecast, 1);
  g_assert_cmpstr (all->shift, ==, "");
  g_assert_cmpstr (nights->shift, ==, "n");
  g_assert_cmpuint (nights->of, ==, 2);
  /* 12-10 is the last day of it: the eleventh, in the second week, is the first without. */
  g_assert_cmpuint (nights->by[0], ==, 0);
  g_assert_cmpuint (nights->by[1], ==, 1);
  g_assert_cmpuint (nights->by[FW_FORECAST_WEEKS - 1], ==, 1);
}

/* A week ends with its seventh day. */
static void
test_edge_of_a_week (House *house, gconstpointer data)
{
  FwCertificateQuestion question = { .day = date ("2026-12-03"), .scope = house->all };
  g_autoptr (FwCertificateBoard) board = make_board (house);
  g_autoptr (FwCertificateAnswer) answer = fw_certificate_board_ask (board, &question);
  g_autoptr (FwCertificateAnswer) later = NULL;

  /* 12-10 is the seventh day: she still has it, and lapses on the eighth. */
  g_assert_cmpuint (g_array_index (answer->forecast, FwCertificateForecast, 0).by[0], ==, 0);
  question.day = date ("2026-12-04");
  later = fw_certificate_board_ask (board, &question);
  g_assert_cmpuint (g_array_index (later->forecast, FwCertificateForecast, 0).by[0], ==, 1);
}

static void
test_filters (House *house, gconstpointer data)
{
  const char *const teams[] = { "b", NULL }, *const people[] = { "an", "bo", NULL };
  g_autoptr (FwScope) lead =
      fw_scope_new ("lead", FW_ROLE_SUPERVISOR, NULL, (const char *const[]){ "b", NULL });
  g_autoptr (FwCertificateBoard) board = make_board (house);
  FwCertificateQuestion question = { .day = date ("2026-11-30"),
                                     .scope = house->all,
                                     .people = people,
                                     .order = FW_CERTIFICATE_BY_PERSON,
                                     .descending = TRUE };
  g_autoptr (FwCertificateAnswer) named = fw_certificate_board_ask (board, &question);
  g_autoptr (FwCertificateAnswer) team = NULL, seen = NULL;

  g_assert_cmpuint (named->rows->len, ==, 2);
  row_of (named, 0, "bo");
  question = (FwCertificateQuestion){ question.day, .scope = house->all, .teams = teams };
  team = fw_certificate_board_ask (board, &question);
  g_assert_cmpuint (team->rows->len, ==, 1);
  row_of (team, 0, "chen");

  /* Who is limited is told of nobody else, in rows and in counts. */
  question = (FwCertificateQuestion){ question.day, .scope = lead };
  seen = fw_certificate_board_ask (board, &question);
  g_assert_cmpuint (seen->rows->len, ==, 1);
  g_assert_cmpuint (seen->n_people, ==, 1);
  g_assert_cmpuint (g_array_index (seen->forecast, FwCertificateForecast, 0).of, ==, 0);
}

/* Shorter from autumn on: what was issued in summer keeps its end, what is passed then does not. */
static void
test_change_of_rules (House *house, gconstpointer data)
{
  FwCertificateQuestion question = { .day = date ("2026-11-30"),
                                     .scope = house->all,
                                     .order = FW_CERTIFICATE_BY_PERSON };
  g_autoptr (FwCertificateBoard) board = NULL;
  g_autoptr (FwCertificateAnswer) answer = NULL;

  add_scheme (house,
              fw_test_record ("certificate-scheme", "senior", "name", "Senior", "months", "3",
                              "window_days", "30", "positions", "senior", "since", "2026-09-01",
                              NULL),
              "2026-08-20");
  board = make_board (house);
  answer = fw_certificate_board_ask (board, &question);
  g_assert_cmpuint (answer->rows->len, ==, 3); /* the queue and the shift do not need it any more */
  g_assert_cmpint (row_of (answer, 0, "an")->period.valid_until, ==, date ("2026-12-10"));
  g_assert_cmpint (row_of (answer, 1, "bo")->period.valid_until, ==, date ("2026-12-15"));
  g_assert_false (row_of (answer, 0, "an")->needed);
  g_assert_true (row_of (answer, 2, "dai")->needed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/certificate-board/rows", House, NULL, set_up, test_rows, tear_down);
  g_test_add ("/certificate-board/summary", House, NULL, set_up, test_summary, tear_down);
  g_test_add ("/certificate-board/edge", House, NULL, set_up, test_edge_of_a_week, tear_down);
  g_test_add ("/certificate-board/filters", House, NULL, set_up, test_filters, tear_down);
  g_test_add ("/certificate-board/rules", House, NULL, set_up, test_change_of_rules, tear_down);

  return g_test_run ();
}
