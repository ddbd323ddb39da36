/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "../support/fw-test-record.h"
#include "core/people/fw-directory.h"

static gint64
moment (const char *text)
{
  gint64 at;

  g_assert_true (fw_time_parse (fw_text (text), &at));
  return at;
}

static FwDirectory *
build (FwRevision *revisions, guint n)
{
  FwDirectory *directory = fw_directory_new (revisions, n);

  for (guint i = 0; i < n; i++)
    fw_record_unref (revisions[i].record);
  return directory;
}

#define BUILD(...)                                                                                 \
  build ((FwRevision[]){ __VA_ARGS__ },                                                            \
         sizeof ((FwRevision[]){ __VA_ARGS__ }) / sizeof (FwRevision))
#define EVER(record)                                                                               \
  {                                                                                                \
    record, G_MININT64                                                                             \
  }
#define SITE                                                                                       \
  EVER (fw_test_record ("site", "sh", "name", "Shanghai", "time_zone", "Asia/Shanghai", NULL))

static void
check_team (FwDirectory *directory, const char *login, const char *at, const char *team)
{
  FwMembership membership;

  g_assert_true (fw_directory_find_agent (directory, fw_text (login), moment (at), &membership));
  g_assert_cmpstr (membership.team, ==, team);
}

static void
test_empty (void)
{
  g_autoptr (FwDirectory) directory = fw_directory_new (NULL, 0);
  const GArray *sites = fw_directory_get_sites (directory);
  FwMembership membership;
  FwQueueEntry queue;

  g_assert_cmpuint (sites->len, ==, 1);
  g_assert_cmpstr (g_array_index (sites, FwSiteEntry, 0).id, ==, "main");
  g_assert_nonnull (fw_directory_find_site (directory, "main"));
  g_assert_null (fw_directory_find_site (directory, "nosuch"));
  g_assert_false (fw_directory_find_agent (directory, fw_text ("Agent/1"), 0, &membership));
  g_assert_cmpstr (membership.team, ==, "");
  g_assert_cmpint (membership.hired, ==, G_MININT32);
  g_assert_false (fw_directory_find_queue (directory, FW_TEXT_NONE, &queue));
  g_assert_cmpstr (fw_directory_get_shift (directory, "main", "", 0), ==, "");
  g_assert_cmpstr (fw_directory_get_title (directory, "team", "night-b"), ==, "night-b");
  g_assert_cmpfloat (fw_directory_get_policy (directory, "csat", "", NULL, 0), ==, 0.9);
}

/* A day counts from its start at the site, not from midnight UTC. */
static void
test_history (void)
{
  g_autoptr (FwDirectory) directory =
      BUILD (SITE,
             { fw_test_record ("person", "lin", "name", "Lin", "login", "Agent/1", "site", "sh",
                               "team", "a", NULL),
               moment ("2026-01-05T00:00:00Z") },
             { fw_test_record ("person", "lin", "name", "Lin", "login", "Agent/1", "site", "sh",
                               "team", "b", "since", "2026-03-01", NULL),
               moment ("2026-02-20T00:00:00Z") },
             { fw_test_record ("person", "lin", "name", "Lin Mei", "login", "Agent/1", "site", "sh",
                               "team", "c", NULL),
               moment ("2026-04-01T12:00:00Z") });
  FwMembership membership;

  check_team (directory, "Agent/1", "2020-01-01T00:00:00Z", "a");
  check_team (directory, "Agent/1", "2026-02-28T15:59:59Z", "a");
  check_team (directory, "Agent/1", "2026-02-28T16:00:00Z", "b");
  check_team (directory, "Agent/1", "2026-04-01T11:59:59Z", "b");
  check_team (directory, "Agent/1", "2026-04-01T12:00:00Z", "c");
  fw_directory_find_agent (directory, fw_text ("Agent/1"), 0, &membership);
  g_assert_cmpstr (membership.name, ==, "Lin Mei");
  g_assert_cmpstr (membership.person, ==, "lin");
  g_assert_cmpstr (fw_directory_get_title (directory, "agent", "Agent/1"), ==, "Lin Mei");
  g_assert_cmpstr (fw_directory_get_title (directory, "person", "lin"), ==, "Lin Mei");
  g_assert_false (fw_directory_find_agent (directory, fw_text ("Agent/11"), 0, &membership));
  g_assert_false (fw_directory_find_agent (directory, (FwText){ "Agent/1", 6 }, 0, &membership));
}

/* What is written later about an earlier day is a correction of all that followed. */
static void
test_correction (void)
{
  g_autoptr (FwDirectory) directory = BUILD (
      SITE,
      { fw_test_record ("person", "lin", "site", "sh", "team", "a", "since", "2026-01-01", NULL),
        1 },
      { fw_test_record ("person", "lin", "site", "sh", "team", "b", "since", "2026-03-01", NULL),
        2 },
      { fw_test_record ("person", "lin", "site", "sh", "team", "c", "since", "2026-02-01", NULL),
        3 });

  check_team (directory, "lin", "2025-12-31T15:00:00Z", ""); /* before anybody told */
  check_team (directory, "lin", "2026-01-15T00:00:00Z", "a");
  check_team (directory, "lin", "2026-02-15T00:00:00Z", "c");
  check_team (directory, "lin", "2026-03-15T00:00:00Z", "c");
}

static void
test_deleted (void)
{
  FwRecord *gone = fw_test_record ("person", "lin", "name", "Lin", "login", "Agent/1", "site", "sh",
                                   "team", "a", "since", "2026-01-01", NULL);
  FwRecord *heir = fw_test_record ("person", "wu", "name", "Wu", "login", "Agent/1", "site", "sh",
                                   "team", "b", "since", "2026-05-01", NULL);
  g_autoptr (FwDirectory) directory = NULL;
  FwMembership membership;

  fw_record_set_deleted (gone, TRUE);
  directory =
      BUILD (SITE,
             { fw_test_record ("person", "lin", "name", "Lin", "login", "Agent/1", "site", "sh",
                               "team", "a", "since", "2026-01-01", NULL),
               1 },
             { gone, moment ("2026-04-01T00:00:00Z") }, { heir, moment ("2026-04-20T00:00:00Z") });

  check_team (directory, "Agent/1", "2026-02-01T00:00:00Z", "a");
  check_team (directory, "Agent/1", "2026-04-10T00:00:00Z", "");
  check_team (directory, "Agent/1", "2026-06-01T00:00:00Z", "b");
  fw_directory_find_agent (directory, fw_text ("Agent/1"), moment ("2026-02-01T00:00:00Z"),
                           &membership);
  g_assert_cmpstr (membership.person, ==, "lin");
  g_assert_cmpstr (fw_directory_get_title (directory, "person", "lin"), ==, "Lin");
}

static FwDirectory *
build_shifts (const char *zone)
{
  return BUILD (EVER (fw_test_record ("site", "s", "name", "S", "time_zone", zone, NULL)),
                EVER (fw_test_record ("shift-template", "early", "name", "E", "site", "s", "start",
                                      "06:00", "length_minutes", "480", NULL)),
                EVER (fw_test_record ("shift-template", "day", "name", "D", "site", "s", "start",
                                      "10:00", "length_minutes", "480", NULL)),
                EVER (fw_test_record ("shift-template", "night", "name", "N", "site", "s", "start",
                                      "22:00", "length_minutes", "480", NULL)),
                EVER (fw_test_record ("shift-template", "away", "name", "A", "site", "other",
                                      "start", "00:00", "length_minutes", "1440", NULL)));
}

static void
check_shift (FwDirectory *directory, const char *own, const char *at, const char *shift)
{
  g_assert_cmpstr (fw_directory_get_shift (directory, "s", own, moment (at)), ==, shift);
}

static void
test_shifts (void)
{
  g_autoptr (FwDirectory) directory = build_shifts ("Asia/Shanghai");

  check_shift (directory, "", "2026-11-20T21:59:59Z", "night"); /* 05:59:59 there */
  check_shift (directory, "", "2026-11-20T22:00:00Z", "early");
  check_shift (directory, "", "2026-11-21T01:59:59Z", "early");
  check_shift (directory, "", "2026-11-21T02:00:00Z", "day"); /* started last */
  check_shift (directory, "early", "2026-11-21T02:00:00Z", "early");
  check_shift (directory, "night", "2026-11-21T02:00:00Z", "day"); /* own one is over */
  check_shift (directory, "nosuch", "2026-11-21T02:00:00Z", "day");
  check_shift (directory, "", "2026-11-21T10:00:00Z", ""); /* 18:00: nobody */
  check_shift (directory, "", "2026-11-21T14:00:00Z", "night");
  check_shift (directory, NULL, "2026-11-21T16:30:00Z", "night"); /* after midnight */
}

/* The night of a clock change is one hour longer or shorter, and still one shift from 22:00 to
 * 06:00. */
static void
test_shifts_on_clock_changes (void)
{
  g_autoptr (FwDirectory) directory = build_shifts ("Europe/Berlin");

  check_shift (directory, "", "2026-03-28T21:00:00Z", "night"); /* 22:00 */
  check_shift (directory, "", "2026-03-29T03:59:59Z", "night"); /* 05:59:59, seven hours later */
  check_shift (directory, "", "2026-03-29T04:00:00Z", "early");
  check_shift (directory, "", "2026-10-24T20:00:00Z", "night"); /* 22:00 */
  check_shift (directory, "", "2026-10-25T00:30:00Z", "night"); /* 02:30, the first */
  check_shift (directory, "", "2026-10-25T01:30:00Z", "night"); /* 02:30, the second */
  check_shift (directory, "", "2026-10-25T04:59:59Z", "night"); /* 05:59:59, nine hours later */
  check_shift (directory, "", "2026-10-25T05:00:00Z", "early");
}

#define POLICY(id, site, queue, value, since)                                                      \
  fw_test_record ("policy", id, "subject", "service-level-seconds", "site", site, "queue", queue,  \
                  "value", value, "since", since, NULL)
#define QUEUE(id, short_abandon)                                                                   \
  EVER (fw_test_record ("queue", id, "name", id, "site", "sh", "team", "a", "channel", "chat",     \
                        "product", "App", "short_abandon_s", short_abandon, NULL))

static double
get_seconds (FwDirectory *directory, const char *site, const char *queue, const char *at)
{
  return fw_directory_get_policy (directory, "service-level-seconds", site, queue, moment (at));
}

static void
test_policies (void)
{
  g_autoptr (FwDirectory) directory =
      BUILD (SITE, QUEUE ("vip", "3"), QUEUE ("plain", ""),
             { POLICY ("all", "", "", "25", "2026-02-01"), 1 },
             { POLICY ("site", "sh", "", "20", "2026-03-01"), 2 },
             { POLICY ("queue", "", "vip", "10", ""), moment ("2026-06-01T00:00:00Z") },
             { POLICY ("queue", "", "vip", "8", ""), moment ("2026-07-01T00:00:00Z") },
             { POLICY ("site-2", "sh", "", "15", "2026-05-01"), 3 });

  g_assert_cmpfloat (get_seconds (directory, "sh", "plain", "2026-01-01T00:00:00Z"), ==, 30);
  g_assert_cmpfloat (get_seconds (directory, "sh", "plain", "2026-01-31T15:59:59Z"), ==, 30);
  g_assert_cmpfloat (get_seconds (directory, "sh", "plain", "2026-01-31T16:00:00Z"), ==, 25);
  g_assert_cmpfloat (get_seconds (directory, "sh", "plain", "2026-03-10T00:00:00Z"), ==, 20);
  g_assert_cmpfloat (get_seconds (directory, "other", NULL, "2026-03-10T00:00:00Z"), ==, 25);
  g_assert_cmpfloat (get_seconds (directory, NULL, "plain", "2026-05-10T00:00:00Z"), ==, 15);
  g_assert_cmpfloat (get_seconds (directory, "sh", "vip", "2026-01-01T00:00:00Z"), ==, 10);
  g_assert_cmpfloat (get_seconds (directory, "sh", "vip", "2026-07-02T00:00:00Z"), ==, 8);

  g_assert_cmpfloat (fw_directory_get_policy (directory, "short-abandon-seconds", "sh", "vip", 0),
                     ==, 3);
  g_assert_cmpfloat (fw_directory_get_policy (directory, "short-abandon-seconds", "sh", "plain", 0),
                     ==, 5);
}

#define CHANNEL(id, channel)                                                                       \
  EVER (fw_test_record ("queue", id, "name", id, "site", "sh", "channel", channel, NULL))
#define RULE(id, subject, queue, value)                                                            \
  EVER (fw_test_record ("policy", id, "subject", subject, "queue", queue, "value", value, NULL))

/* Seconds that an answer to what came at @at may take. */
static double
get_answer_s (FwDirectory *directory, const char *queue, const char *channel, const char *at)
{
  FwAnswerLimit limit = fw_directory_get_answer_limit (directory, "sh", queue,
                                                       fw_pace_of_channel (channel), moment (at));

  return (double) ((fw_answer_limit_get_due (&limit, moment (at)) - moment (at)) / FW_SECOND);
}

/* A letter is not late after the half minute of a telephone; a queue's own value goes first. */
static void
test_answer_limits (void)
{
  const char *at = "2026-11-25T02:00:00Z"; /* a Wednesday morning there */
  g_autoptr (FwDirectory) plain = BUILD (SITE, CHANNEL ("post", "email"));
  g_autoptr (FwDirectory) own =
      BUILD (SITE, CHANNEL ("post", "email"), RULE ("t", "service-level-seconds", "", "20"),
             RULE ("c", "first-response-seconds", "", "40"),
             RULE ("m", "service-level-seconds", "post", "600"),
             RULE ("w", "waiting-limit", "post", "50"));

  g_assert_cmpfloat (get_answer_s (plain, "", "phone", at), ==, 30);
  g_assert_cmpfloat (get_answer_s (plain, "", "video", at), ==, 30);
  g_assert_cmpfloat (get_answer_s (plain, "", "", at), ==, 30);
  g_assert_cmpfloat (get_answer_s (plain, "", "chat", at), ==, 30);
  g_assert_cmpfloat (get_answer_s (plain, "", "social", at), ==, 300);
  g_assert_cmpfloat (get_answer_s (plain, "", "messaging", at), ==, 300);
  g_assert_cmpfloat (get_answer_s (plain, "post", "email", at), ==, 86400);
  g_assert_cmpfloat (get_answer_s (own, "", "phone", at), ==, 20);
  g_assert_cmpfloat (get_answer_s (own, "", "chat", at), ==, 40);
  g_assert_cmpfloat (get_answer_s (own, "", "email", at), ==, 86400);
  g_assert_cmpfloat (get_answer_s (own, "post", "email", at), ==, 600);

  g_assert_cmpfloat (fw_directory_get_longest_wait_s (plain, "sh", "", FW_PACE_VOICE, moment (at)),
                     ==, 60);
  g_assert_cmpfloat (
      fw_directory_get_longest_wait_s (plain, "sh", "post", FW_PACE_MAIL, moment (at)), ==, 86400);
  g_assert_cmpfloat (fw_directory_get_waiting_limit (plain, "sh", "", FW_PACE_VOICE, moment (at)),
                     ==, 5);
  g_assert_true (
      isnan (fw_directory_get_waiting_limit (plain, "sh", "post", FW_PACE_MAIL, moment (at))));
  g_assert_cmpfloat (fw_directory_get_waiting_limit (own, "sh", "post", FW_PACE_MAIL, moment (at)),
                     ==, 50);
}

/* One working day: what comes on Friday is due on Monday, what comes on a day off a day after the
 * next one begins. */
static void
test_days_off (void)
{
  g_autoptr (FwDirectory) plain = BUILD (SITE, CHANNEL ("post", "email"));
  g_autoptr (FwDirectory) six = BUILD (SITE, RULE ("d", "working-days", "", "6"));
  g_autoptr (FwDirectory) always = BUILD (SITE, RULE ("d", "working-days", "", "7"));

  /* The site's days begin at midnight in Shanghai, 16:00 UTC of the day before. */
  g_assert_cmpfloat (get_answer_s (plain, "post", "email", "2026-11-26T15:59:59Z"), ==, 86400);
  g_assert_cmpfloat (get_answer_s (plain, "post", "email", "2026-11-27T02:00:00Z"), ==, 3 * 86400);
  g_assert_cmpfloat (get_answer_s (plain, "post", "email", "2026-11-28T02:00:00Z"), ==,
                     38 * 3600 + 86400);
  g_assert_cmpfloat (get_answer_s (plain, "post", "email", "2026-11-29T15:00:00Z"), ==,
                     3600 + 86400);
  g_assert_cmpfloat (get_answer_s (plain, "post", "email", "2026-11-29T16:00:00Z"), ==, 86400);
  g_assert_cmpfloat (get_answer_s (six, "post", "email", "2026-11-27T02:00:00Z"), ==, 86400);
  g_assert_cmpfloat (get_answer_s (six, "post", "email", "2026-11-28T02:00:00Z"), ==, 2 * 86400);
  g_assert_cmpfloat (get_answer_s (always, "post", "email", "2026-11-28T02:00:00Z"), ==, 86400);
}

static void
test_queues (void)
{
  g_autoptr (FwDirectory) directory = BUILD (SITE, QUEUE ("vip", "3"));
  FwQueueEntry queue;

  g_assert_true (fw_directory_find_queue (directory, FW_TEXT_LITERAL ("vip"), &queue));
  g_assert_cmpstr (queue.team, ==, "a");
  g_assert_cmpstr (queue.channel, ==, "chat");
  g_assert_cmpstr (queue.product, ==, "App");
  g_assert_false (fw_directory_find_queue (directory, (FwText){ "vip2", 4 }, &queue));
  g_assert_cmpstr (queue.team, ==, "");
}

#define PERSON(team, since)                                                                        \
  fw_test_record ("person", "lin", "name", "Lin", "site", "sh", "team", team, "since", since, NULL)

static void
test_first_difference (void)
{
  const gint64 april = moment ("2026-03-31T16:00:00Z"); /* its first moment in Shanghai */
  g_autoptr (FwDirectory) base = BUILD (SITE, QUEUE ("vip", ""), { PERSON ("a", "2026-01-01"), 1 });
  g_autoptr (FwDirectory) same = BUILD (SITE, QUEUE ("vip", ""), { PERSON ("a", "2026-01-01"), 5 });
  g_autoptr (FwDirectory) moved = BUILD (SITE, QUEUE ("vip", ""), { PERSON ("a", "2026-01-01"), 1 },
                                         { PERSON ("b", "2026-04-01"), 2 });
  g_autoptr (FwDirectory) limit = BUILD (SITE, QUEUE ("vip", ""), { PERSON ("a", "2026-01-01"), 1 },
                                         { POLICY ("p", "", "vip", "9", "2026-04-01"), 2 });
  g_autoptr (FwDirectory) target =
      BUILD (SITE, QUEUE ("vip", ""), { PERSON ("a", "2026-01-01"), 1 },
             { fw_test_record ("policy", "t", "subject", "csat", "value", "0.8", NULL), 2 });
  g_autoptr (FwDirectory) queue =
      BUILD (SITE, QUEUE ("vip", "4"), { PERSON ("a", "2026-01-01"), 1 });

  g_assert_cmpint (fw_directory_get_first_difference (base, base), ==, G_MAXINT64);
  g_assert_cmpint (fw_directory_get_first_difference (base, same), ==, G_MAXINT64);
  g_assert_cmpint (fw_directory_get_first_difference (base, moved), ==, april);
  g_assert_cmpint (fw_directory_get_first_difference (moved, base), ==, april);
  g_assert_cmpint (fw_directory_get_first_difference (base, limit), ==, april);
  g_assert_cmpint (fw_directory_get_first_difference (base, target), ==, G_MAXINT64);
  g_assert_cmpint (fw_directory_get_first_difference (base, queue), ==, G_MININT64);

  /* The stamp differs just where figures can. */
  g_assert_cmpuint (fw_directory_get_stamp (base), ==, fw_directory_get_stamp (same));
  g_assert_cmpuint (fw_directory_get_stamp (base), ==, fw_directory_get_stamp (target));
  g_assert_cmpuint (fw_directory_get_stamp (base), !=, fw_directory_get_stamp (moved));
  g_assert_cmpuint (fw_directory_get_stamp (base), !=, fw_directory_get_stamp (limit));
  g_assert_cmpuint (fw_directory_get_stamp (base), !=, fw_directory_get_stamp (queue));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/directory/empty", test_empty);
  g_test_add_func ("/directory/history", test_history);
  g_test_add_func ("/directory/correction", test_correction);
  g_test_add_func ("/directory/deleted", test_deleted);
  g_test_add_func ("/directory/shifts", test_shifts);
  g_test_add_func ("/directory/shifts-on-clock-changes", test_shifts_on_clock_changes);
  g_test_add_func ("/directory/policies", test_policies);
  g_test_add_func ("/directory/answer-limits", test_answer_limits);
  g_test_add_func ("/directory/days-off", test_days_off);
  g_test_add_func ("/directory/queues", test_queues);
  g_test_add_func ("/directory/first-difference", test_first_difference);
  return g_test_run ();
}
