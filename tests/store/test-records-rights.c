/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points 8 and 12 of docs/attacks.md: what is replaced is asked at its own time, a used id is given
 * once, and a refusal does not tell what is there. */
#include "core/fw-error.h"
#include "records-fixture.h"

#define DAY (86400 * SECOND)
/* 2026-11-29 12:00 in Shanghai. */
#define NOW (G_GINT64_CONSTANT (1795924800) * SECOND)

typedef struct
{
  Fixture store;
  FwScope *east;   /* HR of the site east */
  FwScope *east_a; /* HR of a team */
  FwScope *lead;   /* supervisor of that team */
} Rights;

static void
set_up_rights (Rights *f, gconstpointer data)
{
  static const char *const east[] = { "east", NULL }, *const team[] = { "east-a", NULL };

  set_up (&f->store, NULL);
  put_frame (&f->store);
  f->east = fw_scope_new ("hr-east", FW_ROLE_HR, east, NULL);
  f->east_a = fw_scope_new_of_teams ("hr-a", FW_ROLE_HR, NULL, team, east);
  f->lead = fw_scope_new_of_teams ("lead", FW_ROLE_SUPERVISOR, NULL, team, east);
}

static void
tear_down_rights (Rights *f, gconstpointer data)
{
  fw_scope_unref (f->east);
  fw_scope_unref (f->east_a);
  fw_scope_unref (f->lead);
  tear_down (&f->store, NULL);
}

static void
put_at (Rights *f, FwScope *scope, FwRecord *record, gint64 at)
{
  put_as (&f->store, scope, record, at);
}

/* Says @word, and leaves the record as it was. */
static char *
refuse (Rights *f, FwScope *scope, FwRecord *record, FwError code, const char *word)
{
  g_autoptr (GError) error = NULL;
  guint revision = fw_record_get_revision (record);

  if (fw_records_put (f->store.records, scope, record, NOW, &error))
    g_error ("%s %s was taken", fw_record_get_kind (record)->name, fw_record_get_id (record));
  g_assert_error (error, FW_ERROR, (gint) code);
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
  g_assert_cmpuint (fw_record_get_revision (record), ==, revision);
  return g_strdup (error->message);
}

static void
expect_refusal (Rights *f, FwScope *scope, FwRecord *record, FwError code, const char *word)
{
  g_free (refuse (f, scope, record, code, word));
}

/* Lin was of west-a since the year's start and moved to east-a on 20 November. */
static void
put_moved (Rights *f)
{
  g_autoptr (FwRecord) moved = NULL;

  put_at (f, f->store.all,
          fw_test_record ("person", "lin", "name", "Lin", "login", "Agent/1", "site", "west",
                          "team", "west-a", "since", "2026-01-01", NULL),
          NOW - 300 * DAY);
  moved = get (&f->store, fw_kind_find ("person"), "lin");
  fw_test_record_set (moved, "site", "east");
  fw_test_record_set (moved, "team", "east-a");
  fw_test_record_set (moved, "since", "2026-11-20");
  put_at (f, f->store.all, g_steal_pointer (&moved), NOW - 9 * DAY);
}

static FwRecord *
get_with (Rights *f, const char *id, const char *field, const char *value)
{
  FwRecord *record = get (&f->store, fw_kind_find ("person"), id);

  fw_test_record_set (record, field, value);
  return record;
}

static void
test_backdated (Rights *f, gconstpointer data)
{
  FwScope *const scopes[] = { f->east, f->east_a, f->lead };

  put_moved (f);
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      static const char *const days[] = { "2026-11-19", "2026-01-01", "2025-01-01" };
      g_autoptr (FwRecord) same = get_with (f, "lin", "team", "east-a");

      for (guint j = 0; j < G_N_ELEMENTS (days); j++)
        {
          g_autoptr (FwRecord) record = get_with (f, "lin", "since", days[j]);

          expect_refusal (f, scopes[i], record, FW_ERROR_FORBIDDEN, "since: ");
        }
      put_at (f, scopes[i], g_steal_pointer (&same), NOW);
    }

  /* From the move on it is theirs: corrected, and moved on. */
  put_at (f, f->lead, get_with (f, "lin", "since", "2026-11-21"), NOW);
  put_at (f, f->east, get_with (f, "lin", "team", "east-b"), NOW);
  put_at (f, f->store.all, get_with (f, "lin", "since", "2026-11-19"), NOW);
}

/* Moved away and back: the time between is not theirs, though both ends are. */
static void
test_away_and_back (Rights *f, gconstpointer data)
{
  static const struct
  {
    const char *site, *team, *since;
  } moves[] = { { "east", "east-a", "2026-02-01" },
                { "west", "west-a", "2026-06-01" },
                { "east", "east-a", "2026-11-20" } };
  g_autoptr (FwRecord) over = NULL;

  put_at (
      f, f->store.all,
      fw_test_record ("person", "wu", "name", "Wu", "site", "east", "since", "2026-01-01", NULL),
      NOW - 300 * DAY);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autoptr (FwRecord) record = get_with (f, "wu", "site", moves[i].site);

      fw_test_record_set (record, "team", moves[i].team);
      fw_test_record_set (record, "since", moves[i].since);
      put_at (f, f->store.all, g_steal_pointer (&record), NOW - 200 * DAY + i * DAY);
    }

  over = get_with (f, "wu", "since", "2026-03-01");
  expect_refusal (f, f->east, over, FW_ERROR_FORBIDDEN, "since: ");
  put_at (f, f->east, get_with (f, "wu", "since", "2026-11-25"), NOW);
}

/* Another id and the login of somebody who left, or of nobody. */
static void
test_login_taken_over (Rights *f, gconstpointer data)
{
  static const char *const logins[] = { "Agent/1", "Agent/77" };
  g_autoptr (GError) error = NULL;

  put_at (f, f->store.all,
          fw_test_record ("person", "lin", "name", "Lin", "login", "Agent/1", "site", "west",
                          "team", "west-a", "since", "2026-01-01", NULL),
          NOW - 300 * DAY);
  fw_records_delete (f->store.records, f->store.all, fw_kind_find ("person"), "lin", 1,
                     NOW - 10 * DAY, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (logins); i++)
    {
      g_autofree char *id = g_strdup_printf ("new-%u", i);
      g_autoptr (FwRecord) fresh =
          fw_test_record ("person", id, "name", "New", "login", logins[i], "site", "east", "team",
                          "east-a", "since", "2026-01-01", NULL);
      g_autoptr (FwRecord) stored = NULL;

      expect_refusal (f, f->east_a, fresh, FW_ERROR_FORBIDDEN, "since: ");
      fw_test_record_set (fresh, "since", "2026-11-25"); /* nobody's, yet not theirs either */
      expect_refusal (f, f->east_a, fresh, FW_ERROR_FORBIDDEN, "since: ");
      fw_test_record_set (fresh, "since", ""); /* holds from today */
      put_at (f, f->east_a, fw_record_ref (fresh), NOW);
      stored = get_with (f, id, "name", "Newer");
      g_assert_cmpint (fw_record_integer (stored, "since"), ==, NOW / DAY);
      put_at (f, f->east_a, g_steal_pointer (&stored), NOW);
      stored = get_with (f, id, "since", "2026-11-25");
      expect_refusal (f, f->east_a, stored, FW_ERROR_FORBIDDEN, "since: ");
    }
}

/* A person of one's own is given the login of others. */
static void
test_login_changed (Rights *f, gconstpointer data)
{
  g_autoptr (FwRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  put_at (f, f->store.all,
          fw_test_record ("person", "own", "name", "Own", "login", "Agent/5", "site", "east",
                          "team", "east-a", "since", "2026-01-01", NULL),
          NOW - 300 * DAY);
  put_at (f, f->store.all,
          fw_test_record ("person", "Agent/6", "name", "Far", "site", "west", "team", "west-a",
                          "since", "2026-01-01", NULL),
          NOW - 300 * DAY);
  record = get_with (f, "own", "login", "Agent/6");
  expect_refusal (f, f->east_a, record, FW_ERROR_FORBIDDEN, "since: ");
  fw_test_record_set (record, "login", "Agent/7");
  expect_refusal (f, f->east_a, record, FW_ERROR_FORBIDDEN, "since: ");
  fw_test_record_set (record, "since", "2026-11-29");
  put_at (f, f->east_a, g_steal_pointer (&record), NOW);
}

static void
delete_at (Rights *f, FwScope *scope, const FwKind *kind, const char *id, gint64 at)
{
  g_autoptr (FwRecord) record = get (&f->store, kind, id);
  g_autoptr (GError) error = NULL;

  fw_records_delete (f->store.records, scope, kind, id, fw_record_get_revision (record), at,
                     &error);
  g_assert_no_error (error);
}

static guint
count_log (Rights *f, FwScope *scope, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) log =
      fw_records_get_log (f->store.records, scope, fw_kind_find ("person"), id, 100, &error);

  g_assert_no_error (error);
  return log->len;
}

static void
test_used_id (Rights *f, gconstpointer data)
{
  g_autoptr (FwRecord) again = fw_test_record ("person", "lin", "name", "Mine", "login", "Agent/1",
                                               "site", "east", "team", "east-a", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) restored = NULL;

  put_at (f, f->store.all,
          fw_test_record ("person", "lin", "name", "Lin", "login", "Agent/1", "site", "west",
                          "team", "west-a", "since", "2026-01-01", NULL),
          NOW - 300 * DAY);
  delete_at (f, f->store.all, fw_kind_find ("person"), "lin", NOW - 10 * DAY);

  expect_refusal (f, f->east, again, FW_ERROR_FORBIDDEN, "outside");
  g_assert_cmpuint (count_log (f, f->east, "lin"), ==, 0);
  expect_refusal (f, f->store.all, again, FW_ERROR_CONFLICT, "restore it");
  g_assert_false (
      fw_records_restore (f->store.records, f->east, fw_kind_find ("person"), "lin", NOW, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
  g_clear_error (&error);

  fw_records_restore (f->store.records, f->store.all, fw_kind_find ("person"), "lin", NOW, &error);
  g_assert_no_error (error);
  restored = get (&f->store, fw_kind_find ("person"), "lin");
  g_assert_cmpstr (fw_record_text (restored, "team"), ==, "west-a");
  g_assert_cmpuint (count_log (f, f->store.all, "lin"), ==, 7); /* five fields, gone, back */
  g_assert_false (fw_records_restore (f->store.records, f->store.all, fw_kind_find ("person"),
                                      "lin", NOW, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CONFLICT);
}

/* Whose it was may restore it, with its own past; who may only read may not. */
static void
test_restore (Rights *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put_at (f, f->store.all,
          fw_test_record ("person", "lin", "name", "Lin", "login", "Agent/1", "site", "east",
                          "team", "east-a", "since", "2026-01-01", NULL),
          NOW - 300 * DAY);
  delete_at (f, f->east_a, fw_kind_find ("person"), "lin", NOW - 10 * DAY);
  g_assert_false (
      fw_records_restore (f->store.records, f->lead, fw_kind_find ("person"), "lin", NOW, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FORBIDDEN);
  g_clear_error (&error);
  fw_records_restore (f->store.records, f->east_a, fw_kind_find ("person"), "lin", NOW, &error);
  g_assert_no_error (error);

  /* Her team went meanwhile, or her login is another's now. */
  delete_at (f, f->east_a, fw_kind_find ("person"), "lin", NOW);
  put_at (f, f->store.all,
          fw_test_record ("person", "wu", "name", "Wu", "login", "Agent/1", "site", "west", "since",
                          "2026-11-29", NULL),
          NOW);
  g_assert_false (fw_records_restore (f->store.records, f->east_a, fw_kind_find ("person"), "lin",
                                      NOW, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FORBIDDEN);
  g_clear_error (&error);
  delete_at (f, f->store.all, fw_kind_find ("person"), "wu", NOW);
  delete_at (f, f->store.all, fw_kind_find ("team"), "east-a", NOW);
  g_assert_false (fw_records_restore (f->store.records, f->store.all, fw_kind_find ("person"),
                                      "lin", NOW, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
}

/* The log of who moved in begins with the move; what was before it is told to whom it belonged. */
static void
test_log_of_moved (Rights *f, gconstpointer data)
{
  g_autoptr (GPtrArray) log = NULL;
  g_autoptr (GError) error = NULL;

  put_moved (f);
  put_at (f, f->store.all, get_with (f, "lin", "name", "Linda"), NOW);
  log = fw_records_get_log (f->store.records, f->lead, fw_kind_find ("person"), "lin", 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (log->len, ==, 4); /* the name, and three fields of the move */
  for (guint i = 0; i < log->len; i++)
    {
      const FwChange *change = log->pdata[i];

      g_assert_cmpuint (change->revision, >=, 2);
      g_assert_cmpstr (change->before, !=, "west");
      g_assert_cmpstr (change->before, !=, "west-a");
    }
  g_assert_cmpuint (count_log (f, f->store.all, "lin"), ==, 9);
}

/* A name at the PBX under which calls came already is nobody's to give who sees a part. */
static void
test_queue_of_nobody (Rights *f, gconstpointer data)
{
  static const char *const east[] = { "east", NULL };
  g_autoptr (FwScope) local = fw_scope_new ("local", FW_ROLE_ADMINISTRATOR, east, NULL);
  g_autoptr (FwRecord) queue =
      fw_test_record ("queue", "hotline", "name", "Hotline", "site", "east", NULL);

  expect_refusal (f, local, queue, FW_ERROR_FORBIDDEN, "outside");
  put_at (f, f->store.all, fw_record_ref (queue), NOW);
  fw_test_record_set (queue, "name", "Mine");
  put_at (f, local, fw_record_ref (queue), NOW);
}

/* A policy that was another site's, and one for the queue of another site. */
static void
test_policies (Rights *f, gconstpointer data)
{
  static const char *const east[] = { "east", NULL };
  g_autoptr (FwScope) local = fw_scope_new ("local", FW_ROLE_ADMINISTRATOR, east, NULL);
  g_autoptr (FwRecord) policy = fw_test_record ("policy", "p", "subject", "csat", "value", "0.9",
                                                "site", "west", "since", "2026-01-01", NULL);
  g_autoptr (FwRecord) far = fw_test_record ("policy", "q", "subject", "csat", "value", "0.1",
                                             "site", "east", "queue", "far", NULL);

  put_at (f, f->store.all, fw_record_ref (policy), NOW - 100 * DAY);
  fw_test_record_set (policy, "site", "east");
  fw_test_record_set (policy, "since", "2026-11-01");
  put_at (f, f->store.all, fw_record_ref (policy), NOW - 20 * DAY);
  fw_test_record_set (policy, "since", "2026-02-01");
  expect_refusal (f, local, policy, FW_ERROR_FORBIDDEN, "since: ");
  fw_test_record_set (policy, "since", "2026-11-02");
  put_at (f, local, fw_record_ref (policy), NOW);

  put_at (f, f->store.all, fw_test_record ("queue", "far", "name", "Far", "site", "west", NULL),
          NOW);
  expect_refusal (f, local, far, FW_ERROR_INVALID, "there is no");
  expect_refusal (f, f->store.all, far, FW_ERROR_INVALID, "belongs to");
}

/* 12: whatever is done with an id that is used where one does not see, the answer is that to any
 * record outside; and what would be refused anyhow is refused alike. */
static void
test_used_elsewhere (Rights *f, gconstpointer data)
{
  static const char *const ids[] = { "far", "gone" };
  g_autoptr (FwRecord) outside = make_person ("free", "west", "west-a");
  g_autofree char *words = refuse (f, f->east, outside, FW_ERROR_FORBIDDEN, "free");
  g_auto (GStrv) parts = g_strsplit (words, "free", 2);

  put_at (f, f->store.all, make_person ("far", "west", "west-a"), NOW - DAY);
  put_at (f, f->store.all, make_person ("gone", "west", "west-a"), NOW - DAY);
  delete_at (f, f->store.all, fw_kind_find ("person"), "gone", NOW - DAY);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (FwRecord) mine = make_person (ids[i], "east", "east-a");
      g_autoptr (FwRecord) wrong = make_person (ids[i], "east", "nowhere");
      g_autofree char *expected = g_strconcat (parts[0], ids[i], parts[1], NULL);
      g_autofree char *told = refuse (f, f->east, mine, FW_ERROR_FORBIDDEN, "outside");
      g_autoptr (GError) error = NULL;

      g_assert_cmpstr (told, ==, expected);
      expect_refusal (f, f->east, wrong, FW_ERROR_INVALID, "team: ");
      fw_record_set_revision (mine, 1);
      expect_refusal (f, f->east, mine, FW_ERROR_NOT_FOUND, "is not there");
      g_assert_false (fw_records_delete (f->store.records, f->east, fw_kind_find ("person"), ids[i],
                                         1, NOW, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
    }
}

/* 12: the same of logins, and of what can be referred to. */
static void
test_values_elsewhere (Rights *f, gconstpointer data)
{
  g_autoptr (FwRecord) login = fw_test_record ("person", "x", "name", "X", "login", "Agent/9",
                                               "site", "east", "team", "east-a", NULL);
  g_autoptr (FwRecord) shift = fw_test_record ("person", "x", "name", "X", "site", "east", "team",
                                               "east-a", "shift", "far", NULL);
  g_autofree char *there = NULL;
  g_autofree char *not_there = NULL;

  put_at (f, f->store.all,
          fw_test_record ("person", "far", "name", "Far", "login", "Agent/9", "site", "west", NULL),
          NOW - DAY);
  put_at (f, f->store.all,
          fw_test_record ("shift-template", "far", "name", "Far", "site", "west", "start", "08:00",
                          "length_minutes", "480", NULL),
          NOW);
  expect_refusal (f, f->east, login, FW_ERROR_FORBIDDEN, "outside");
  there = refuse (f, f->east, shift, FW_ERROR_INVALID, "shift: ");
  fw_test_record_set (shift, "shift", "fat");
  not_there = refuse (f, f->east, shift, FW_ERROR_INVALID, "shift: ");
  g_assert_cmpuint (strlen (there), ==, strlen (not_there));
  g_assert_nonnull (strstr (there, "there is no “far”"));
}

/* 12: a day of hiring is not guessed by what is refused. */
static void
test_hired (Rights *f, gconstpointer data)
{
  g_autoptr (FwScope) quality = fw_scope_new ("quinn", FW_ROLE_QUALITY, NULL, NULL);
  g_autoptr (FwRecord) right = NULL;
  g_autoptr (FwRecord) wrong = NULL;
  g_autofree char *at_right = NULL;
  g_autofree char *at_wrong = NULL;

  put_at (f, f->store.all,
          fw_test_record ("person", "lin", "name", "Lin", "site", "east", "hired", "2026-01-02",
                          "since", "2026-02-01", NULL),
          NOW);
  right = get_with (f, "lin", "hired", "2026-01-02");
  wrong = get_with (f, "lin", "hired", "2026-01-03");
  at_right = refuse (f, quality, right, FW_ERROR_FORBIDDEN, "");
  at_wrong = refuse (f, quality, wrong, FW_ERROR_FORBIDDEN, "");
  g_assert_cmpstr (at_right, ==, at_wrong);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/records-rights/" path, Rights, NULL, set_up_rights, function, tear_down_rights)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("8-backdated", test_backdated);
  ADD ("8-away-and-back", test_away_and_back);
  ADD ("8-login-taken-over", test_login_taken_over);
  ADD ("8-login-changed", test_login_changed);
  ADD ("8-used-id", test_used_id);
  ADD ("8-restore", test_restore);
  ADD ("8-log-of-moved", test_log_of_moved);
  ADD ("8-queue-of-nobody", test_queue_of_nobody);
  ADD ("8-policies", test_policies);
  ADD ("12-used-elsewhere", test_used_elsewhere);
  ADD ("12-values-elsewhere", test_values_elsewhere);
  ADD ("12-hired", test_hired);
  return g_test_run ();
}
