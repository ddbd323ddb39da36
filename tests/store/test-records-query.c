/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/fw-error.h"
#include "records-fixture.h"
#include "store/fw-record-moves.h"
#include "store/fw-record-query.h"
#include "support/fw-test-store.h"

static const char *const site_ids[] = { "east", "west" };
static const char *const team_ids[] = { "east-a", "east-b", "west-a", "west-b" };

static void
move_finding (Fixture *f, const char *id, const char *to)
{
  const FwRecordMove move = { .to = to };
  g_autoptr (GError) error = NULL;
  FwFlowRefusal refusal;
  guint revision;

  fw_records_move (f->records, f->all, fw_kind_find ("finding"), id, &move, 1000, &refusal,
                   &revision, &error);
  g_assert_no_error (error);
}

static void
put_findings (Fixture *f, guint n)
{
  static const char *const words[] = { "Ärger", "anger", "Zeit", "zeit ", "夜班", "Anger", "b" };
  static const char *const states[] = { NULL, "real", "chance" };
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (GError) error = NULL;

  put_frame (f);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("f%03u", i);
      g_autofree char *title = g_strdup_printf ("%s%u", words[i % G_N_ELEMENTS (words)], i % 5);
      g_autofree char *day = g_strdup_printf ("2026-0%u-1%u", 1 + i % 3, i % 4);
      const char *team = team_ids[g_test_rand_int_range (0, 4)];
      const char *other = team_ids[g_test_rand_int_range (0, 4)];
      g_autofree char *site = g_strndup (team, 4);
      g_autofree char *teams = g_strdup_printf ("%s;%s", team, other);
      const guint told = (guint) g_test_rand_int_range (0, 3);

      g_ptr_array_add (records, fw_test_record ("finding", id, "title", title, "watch", "w", "day",
                                                day, "metric", i % 2 != 0 ? "csat" : "aht_s",
                                                "site", site, "team", i % 5 == 0 ? "" : team,
                                                "told_sites", told == 0 ? "" : site, "told_teams",
                                                told == 2 ? teams : "", NULL));
    }
  fw_records_put_all (f->records, f->all, records, 1000, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    if (states[i % 3] != NULL)
      move_finding (f, fw_record_get_id (records->pdata[i]), states[i % 3]);
}

static void
pick (const char *const *from, guint n, const char **picked)
{
  guint count = 0;

  for (guint i = 0; i < n; i++)
    if (g_test_rand_int_range (0, 3) > 0)
      picked[count++] = from[i];
  picked[count] = NULL;
}

/* What a condition means, said a second time. */
static gboolean
holds (const FwRecord *record, const FwRecordCondition *condition)
{
  guint field = (guint) fw_kind_find_field (fw_record_get_kind (record), condition->field);
  g_autofree char *text = fw_record_format (record, field);
  g_autofree char *fold = g_utf8_casefold (text, -1);
  g_autofree char *start = g_utf8_casefold (condition->values[0], -1);

  switch (condition->relation)
    {
    case FW_RECORD_IS:
      return g_strv_contains (condition->values, text);
    case FW_RECORD_AT_LEAST: /* days compare as their texts do */
      return *text != '\0' && strcmp (text, condition->values[0]) >= 0;
    case FW_RECORD_AT_MOST:
      return *text != '\0' && strcmp (text, condition->values[0]) <= 0;
    case FW_RECORD_BEGINS:
    default:
      return g_str_has_prefix (fold, start);
    }
}

static gint
compare_keys (const FwRecord *a, const FwRecord *b, const char *order)
{
  gint order_of_ids = strcmp (fw_record_get_id (a), fw_record_get_id (b)), by_field;
  g_autofree char *x = NULL, *y = NULL, *fold_x = NULL, *fold_y = NULL;
  guint field;

  if (order == NULL)
    return order_of_ids;
  field = (guint) fw_kind_find_field (fw_record_get_kind (a), order);
  x = fw_record_format (a, field);
  y = fw_record_format (b, field);
  fold_x = g_utf8_casefold (x, -1);
  fold_y = g_utf8_casefold (y, -1);
  by_field = strcmp (fold_x, fold_y);
  return by_field != 0 ? by_field : order_of_ids;
}

/* All pages, one after the other. */
static GPtrArray *
walk (Fixture *f, FwScope *scope, FwRecordQuery query)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autofree char *after = NULL;

  do
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FwRecordAnswer) answer = NULL;

      query.after = after;
      answer = fw_records_ask (f->records, scope, fw_kind_find ("finding"), &query, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (answer->records->len, <=, query.limit);
      for (guint i = 0; i < answer->records->len; i++)
        g_ptr_array_add (all, fw_record_ref (answer->records->pdata[i]));
      g_free (after);
      after = g_steal_pointer (&answer->next);
      /* That there is more is said only where there is. */
      g_assert_true (after == NULL || answer->records->len == query.limit);
    }
  while (after != NULL);
  return all;
}

static void
test_random (Fixture *f, gconstpointer data)
{
  static const char *const day_from[] = { "2026-02-01", NULL }, *const day_to[] = { "2026-03-11",
                                                                                    NULL };
  static const char *const judged[] = { "real", "chance", NULL }, *const metric[] = { "csat",
                                                                                      NULL };
  static const char *const begins[] = { "aN", NULL }, *const teams_or_none[] = { "", "east-a",
                                                                                 NULL };
  static const FwRecordCondition conditions[] = {
    { "day", FW_RECORD_AT_LEAST, day_from }, { "day", FW_RECORD_AT_MOST, day_to },
    { "state", FW_RECORD_IS, judged },       { "metric", FW_RECORD_IS, metric },
    { "title", FW_RECORD_BEGINS, begins },   { "team", FW_RECORD_IS, teams_or_none },
  };
  static const char *const orders[] = { NULL, "day", "title" };
  g_autoptr (GPtrArray) every = NULL;

  put_findings (f, 150);
  fw_records_delete (f->records, f->all, fw_kind_find ("finding"), "f007", 2, 1, NULL);
  every = fw_records_list (f->records, f->all, fw_kind_find ("finding"), NULL);
  g_assert_cmpuint (every->len, ==, 149);

  for (guint i = 0; i < 60; i++)
    {
      const char *sites[3], *teams[5];
      FwRecordCondition chosen[2];
      FwRecordQuery query = FW_RECORD_QUERY_ALL;
      g_autoptr (FwScope) scope = NULL;
      g_autoptr (GPtrArray) found = NULL;
      g_autoptr (FwRecordAnswer) counted = NULL;
      guint expected = 0;

      pick (site_ids, 2, sites);
      pick (team_ids, 4, teams);
      scope = fw_scope_new ("random", FW_ROLE_SUPERVISOR, i % 4 == 0 ? NULL : sites,
                            i % 3 == 0 ? NULL : teams);
      query.n_conditions = (guint) g_test_rand_int_range (0, 3);
      for (guint k = 0; k < query.n_conditions; k++)
        chosen[k] = conditions[g_test_rand_int_range (0, G_N_ELEMENTS (conditions))];
      query.conditions = chosen;
      query.order = orders[i % 3];
      query.descending = i % 2 != 0;
      query.limit = (guint) g_test_rand_int_range (1, 40);
      query.count = TRUE;

      for (guint k = 0; k < every->len; k++)
        {
          gboolean all = fw_record_is_allowed (every->pdata[k], scope);

          for (guint c = 0; c < query.n_conditions; c++)
            all = all && holds (every->pdata[k], &chosen[c]);
          expected += all ? 1 : 0;
        }

      found = walk (f, scope, query);
      g_assert_cmpuint (found->len, ==, expected);
      for (guint k = 0; k < found->len; k++)
        {
          g_assert_true (fw_record_is_allowed (found->pdata[k], scope));
          for (guint c = 0; c < query.n_conditions; c++)
            g_assert_true (holds (found->pdata[k], &chosen[c]));
          if (k > 0)
            g_assert_cmpint (compare_keys (found->pdata[k - 1], found->pdata[k], query.order) *
                                 (query.order != NULL && query.descending ? -1 : 1),
                             <, 0);
        }
      counted = fw_records_ask (f->records, scope, fw_kind_find ("finding"), &query, NULL);
      g_assert_cmpint (counted->count, ==, expected);
      g_assert_false (counted->more);
    }
}

/* Numbers below nothing, and nothing at all, stand where they belong. */
static void
test_numbers (Fixture *f, gconstpointer data)
{
  static const char *const ranks[] = { "", "99", "0", "7", "10" };
  static const char *const expected[] = { "p0", "p2", "p3", "p4", "p1" };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwRecordAnswer) answer = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    {
      g_autofree char *id = g_strdup_printf ("p%u", i);

      put (f, fw_test_record ("position", id, "name", "P", "rank", ranks[i], NULL));
    }
  query.order = "rank";
  answer = fw_records_ask (f->records, f->all, fw_kind_find ("position"), &query, NULL);
  g_assert_cmpuint (answer->records->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (fw_record_get_id (answer->records->pdata[i]), ==, expected[i]);
  g_assert_null (answer->next);
}

static void
expect_refused (
    Fixture *f, FwRole role, const char *kind, FwRecordQuery query, FwError code, const char *word)
{
  g_autoptr (FwScope) scope = fw_scope_new ("somebody", role, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (fw_records_ask (f->records, scope, fw_kind_find (kind), &query, &error));
  g_assert_error (error, FW_ERROR, (gint) code);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  static const char *const day[] = { "yesterday", NULL }, *const team[] = { "a", NULL };
  static const char *const hired[] = { "2026-01-01", NULL }, *const none[] = { NULL };
  static const FwRecordCondition wrong[] = {
    { "nosuch", FW_RECORD_IS, team },     { "note", FW_RECORD_IS, team },
    { "day", FW_RECORD_AT_LEAST, day },   { "team", FW_RECORD_AT_MOST, team },
    { "causes", FW_RECORD_BEGINS, team }, { "day", FW_RECORD_IS, none },
    { "told_teams", FW_RECORD_IS, team }, { "title", FW_RECORD_IS, team },
  };
  static const FwRecordCondition hidden = { "hired", FW_RECORD_AT_LEAST, hired };
  g_autofree FwRecordCondition *many = g_new (FwRecordCondition, 100000);
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  FwRecordCondition long_one = { "team", FW_RECORD_IS, NULL };

  put_findings (f, 30);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      query.conditions = &wrong[i];
      query.n_conditions = 1;
      expect_refused (f, FW_ROLE_SUPERVISOR, "finding", query, FW_ERROR_INVALID, wrong[i].field);
    }
  query.conditions = &hidden;
  expect_refused (f, FW_ROLE_QUALITY, "person", query, FW_ERROR_FORBIDDEN, "hired: ");

  for (guint i = 0; i < 100000; i++)
    {
      many[i] = (FwRecordCondition){ "team", FW_RECORD_IS, team };
      g_ptr_array_add (values, (gpointer) "a");
    }
  query.conditions = many;
  query.n_conditions = 100000;
  expect_refused (f, FW_ROLE_SUPERVISOR, "finding", query, FW_ERROR_INVALID, "64 conditions");
  g_ptr_array_add (values, NULL);
  long_one.values = (const char *const *) values->pdata;
  query.conditions = &long_one;
  query.n_conditions = 1;
  expect_refused (f, FW_ROLE_SUPERVISOR, "finding", query, FW_ERROR_INVALID, "256 values");

  query = FW_RECORD_QUERY_ALL;
  query.limit = 1001;
  expect_refused (f, FW_ROLE_SUPERVISOR, "finding", query, FW_ERROR_INVALID, "limit: ");
  query.limit = 5;
  query.order = "causes";
  expect_refused (f, FW_ROLE_SUPERVISOR, "finding", query, FW_ERROR_INVALID, "order: ");
  query.order = "day";
  query.after = "title;YWJj";
  expect_refused (f, FW_ROLE_SUPERVISOR, "finding", query, FW_ERROR_INVALID, "after: ");
  query.after = "day;not base64!";
  expect_refused (f, FW_ROLE_SUPERVISOR, "finding", query, FW_ERROR_INVALID, "after: ");
  query.after = "f003";
  expect_refused (f, FW_ROLE_SUPERVISOR, "finding", query, FW_ERROR_INVALID, "after: ");
  query.after = NULL;
  query.changed_since = 0;
  expect_refused (f, FW_ROLE_SUPERVISOR, "finding", query, FW_ERROR_INVALID, "order: ");
}

/* Who jumps into a list finds there what stands there, and how many follow the place it began at.
 */
static void
test_skip (Fixture *f, gconstpointer data)
{
  FwRecordQuery query = { .order = "title", .descending = TRUE, .limit = 30, .changed_since = -1 };
  g_autoptr (FwRecordAnswer) all = NULL;
  g_autoptr (FwRecordAnswer) first = NULL;
  g_autoptr (GError) error = NULL;

  put_findings (f, 30);
  all = fw_records_ask (f->records, f->all, fw_kind_find ("finding"), &query, &error);
  g_assert_no_error (error);
  query.limit = 4;
  first = fw_records_ask (f->records, f->all, fw_kind_find ("finding"), &query, &error);
  g_assert_no_error (error);
  query.after = first->next;
  query.count_rest = TRUE;
  for (query.skip = 0; query.skip <= 30; query.skip += 5)
    {
      g_autoptr (FwRecordAnswer) page =
          fw_records_ask (f->records, f->all, fw_kind_find ("finding"), &query, &error);

      g_assert_no_error (error);
      g_assert_cmpint (page->count, ==, 26);
      g_assert_cmpuint (page->records->len, ==, query.skip < 26 ? MIN (4, 26 - query.skip) : 0);
      for (guint i = 0; i < page->records->len; i++)
        g_assert_cmpstr (fw_record_get_id (page->records->pdata[i]), ==,
                         fw_record_get_id (all->records->pdata[4 + query.skip + i]));
    }
}

/* Who keeps a copy asks what was written since it was last brought up to date, and has the same as
 * who asks for all. */
static void
test_changed_since (Fixture *f, gconstpointer data)
{
  const FwKind *kind = fw_kind_find ("finding");
  g_autoptr (GHashTable) copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 since = 0;

  put_findings (f, 40);
  for (guint round = 0; round < 6; round++)
    {
      FwRecordQuery query = { .changed_since = since, .limit = 7 };
      g_autoptr (GPtrArray) changed = walk (f, f->all, query);
      g_autoptr (GPtrArray) all = fw_records_list (f->records, f->all, kind, NULL);

      for (guint i = 0; i < changed->len; i++)
        {
          const FwRecord *record = changed->pdata[i];

          if (fw_record_is_deleted (record))
            g_hash_table_remove (copy, fw_record_get_id (record));
          else
            g_hash_table_insert (copy, g_strdup (fw_record_get_id (record)),
                                 GUINT_TO_POINTER (fw_record_get_revision (record)));
        }
      g_assert_cmpuint (changed->len, ==, round == 0 ? 40 : 3);
      g_assert_cmpuint (g_hash_table_size (copy), ==, all->len);
      for (guint i = 0; i < all->len; i++)
        g_assert_cmpuint (
            GPOINTER_TO_UINT (g_hash_table_lookup (copy, fw_record_get_id (all->pdata[i]))), ==,
            fw_record_get_revision (all->pdata[i]));

      fw_records_get_last_change (f->records, &since, NULL);
      fw_records_delete (f->records, f->all, kind, fw_record_get_id (all->pdata[0]),
                         fw_record_get_revision (all->pdata[0]), 1, NULL);
      for (guint i = 1; i < 3; i++)
        {
          fw_test_record_set (all->pdata[i], "causes", round % 2 != 0 ? "team=a" : "team=b");
          fw_test_record_set (all->pdata[i], "title", round % 2 != 0 ? "One" : "Two");
          put (f, fw_record_ref (all->pdata[i]));
        }
    }
}

/* More than a count is exact to; written past the log, for it would take a minute. */
static void
test_more_than (Fixture *f, gconstpointer data)
{
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwRecordAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  put (f, fw_test_record ("position", "a", "name", "A", "rank", "1", NULL));
  for (guint n = 1; n <= FW_RECORD_QUERY_MAX_COUNT; n *= 2)
    {
      g_autofree char *sql = g_strdup_printf (
          "INSERT INTO record_position (id, revision, deleted, written, f_name, f_rank, sum, "
          "changed, o_id, o_name, o_rank) SELECT id || '-%u', 1, 0, 1, f_name, f_rank, 0, 0, o_id, "
          "o_name, o_rank FROM record_position",
          n);

      fw_database_execute (f->database, sql, NULL, 0, NULL, &error);
      g_assert_no_error (error);
    }

  query.limit = 0;
  answer = fw_records_ask (f->records, f->all, fw_kind_find ("position"), &query, &error);
  g_assert_null (answer);
  g_assert_error (error, FW_ERROR, FW_ERROR_TOO_LARGE);
  g_clear_error (&error);

  g_assert_cmpint (fw_records_count (f->records, f->all, fw_kind_find ("position"), &error), ==,
                   131072);
  query.limit = 1;
  query.count = TRUE;
  query.order = "name";
  query.after =
      "name;_w=="; /* behind all texts: the rows, whose sums are not theirs, are not read */
  answer = fw_records_ask (f->records, f->all, fw_kind_find ("position"), &query, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->count, ==, FW_RECORD_QUERY_MAX_COUNT);
  g_assert_true (answer->more);
}

/* The house of a store that was written before records had keys: the statements make it anew on
 * either engine. */
static void
put_older_house (FwDatabase *database)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "house-before-keys.sql", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, ";\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      const char *const define[] = { *line, NULL };

      if (g_str_has_prefix (*line, "CREATE"))
        fw_database_define (database, define, &error);
      else if (**line != '\0')
        fw_database_execute (database, *line, NULL, 0, NULL, &error);
      g_assert_no_error (error);
    }
}

static char *
list_ids (FwRecords *records, FwScope *scope, const char *kind, const char *order)
{
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwRecordAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  GString *ids = g_string_new (NULL);

  query.order = order;
  answer = fw_records_ask (records, scope, fw_kind_find (kind), &query, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < answer->records->len; i++)
    g_string_append_printf (ids, "%s ", fw_record_get_id (answer->records->pdata[i]));
  return g_strchomp (g_string_free (ids, FALSE));
}

/* Who only reads it cannot give it keys, and is told all the same what is there. */
static void
expect_only_read (const char *location, FwScope *all)
{
  const FwKind *person = fw_kind_find ("person");
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = NULL;
  FwDatabase *database = fw_database_open (location, TRUE, &error);
  FwRecords *records;

  g_assert_no_error (error);
  records = fw_records_open (database, &error);
  g_assert_no_error (error);
  people = fw_records_list (records, all, person, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (people->len, ==, 3);
  g_assert_cmpstr (fw_record_get_id (people->pdata[2]), ==, "zoe");
  g_assert_cmpint (fw_records_count (records, all, person, &error), ==, 3);
  query.limit = 1;
  g_assert_null (fw_records_ask (records, all, person, &query, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE);
  fw_records_close (records);
  fw_database_close (database);
}

/* Where a finding stands was a field that anybody wrote; now its flow says it, whose clock counts
 * from the day of the upgrade on. */
static void
expect_carried (FwRecords *records, FwScope *all)
{
  static const struct
  {
    const char *id, *state;
    guint n_clocks;
  } findings[] = { { "n1", "new", 1 }, { "n2", "real", 0 }, { "n3", "new", 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FwRecordCase) answer = fw_records_read_case (
          records, all, fw_kind_find ("finding"), findings[i].id, g_get_real_time (), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (fw_record_text (answer->record, FW_KIND_STATE), ==, findings[i].state);
      g_assert_cmpstr (answer->flow_case->state, ==, findings[i].state);
      g_assert_cmpuint (answer->flow_case->runs->len, ==, findings[i].n_clocks);
    }
}

static void
test_older_store (void)
{
  static const char *const teams[] = { "east-a", NULL }, *const sites[] = { "east", NULL };
  static const struct
  {
    const char *kind, *order, *all, *of_east_a;
  } lists[] = {
    { "site", "name", "east west", "east" },
    { "team", NULL, "east-a west-a", "east-a" },
    { "person", "name", "lin wu zoe", "lin wu" },
    { "position", "rank", "agent lead", "agent lead" },
    { "policy", "since", "sl", "sl" },
    { "finding", "day", "n1 n2 n3", "n1" },
  };
  g_autofree char *location = fw_test_store_new ();
  g_autoptr (FwScope) all = fw_scope_new_administrator ();
  g_autoptr (FwScope) lead =
      fw_scope_new_of_teams ("lead", FW_ROLE_SUPERVISOR, sites, teams, sites);
  g_autoptr (GError) error = NULL;
  FwDatabase *database = fw_database_open (location, FALSE, &error);
  FwRecords *records;

  g_assert_no_error (error);
  put_older_house (database);
  fw_database_execute (database,
                       "UPDATE record_finding SET f_judgement = 'right', sum = NULL WHERE id = "
                       "'n2'",
                       NULL, 0, NULL, &error);
  g_assert_no_error (error);
  expect_only_read (location, all);
  records = fw_records_open (database, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *whole = list_ids (records, all, lists[i].kind, lists[i].order);
      g_autofree char *some = list_ids (records, lead, lists[i].kind, lists[i].order);

      g_assert_cmpstr (whole, ==, lists[i].all);
      g_assert_cmpstr (some, ==, lists[i].of_east_a);
    }
  expect_carried (records, all);
  g_assert_true (fw_records_verify (records, &error));
  g_assert_no_error (error);

  /* What lists refer to is known as well. */
  g_assert_false (fw_records_delete (records, all, fw_kind_find ("team"), "west-a", 1, 1, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "finding “n3”"));
  g_clear_error (&error);

  /* Once is enough; and what is written from here on is asked for like the rest. */
  fw_records_close (records);
  records = fw_records_open (database, &error);
  g_assert_no_error (error);
  {
    g_autoptr (FwRecord) record = fw_test_record ("position", "first", "name", "B", NULL);
    g_autofree char *ids = NULL;

    fw_records_put (records, all, record, 1, &error);
    g_assert_no_error (error);
    ids = list_ids (records, all, "position", "name");
    g_assert_cmpstr (ids, ==, "agent first lead");
  }
  fw_records_close (records);
  fw_database_close (database);
  fw_test_store_free (g_steal_pointer (&location));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/records-query/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("random", test_random);
  ADD ("numbers", test_numbers);
  ADD ("refused", test_refused);
  ADD ("skip", test_skip);
  ADD ("changed-since", test_changed_since);
  ADD ("more-than", test_more_than);
  g_test_add_func ("/records-query/older-store", test_older_store);
  return g_test_run ();
}
