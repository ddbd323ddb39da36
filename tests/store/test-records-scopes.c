/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "records-fixture.h"

static void
test_roles (Fixture *f, gconstpointer data)
{
  g_autoptr (FwScope) supervisor = fw_scope_new ("sue", FW_ROLE_SUPERVISOR, NULL, NULL);
  g_autoptr (FwScope) quality = fw_scope_new ("quinn", FW_ROLE_QUALITY, NULL, NULL);
  g_autoptr (FwRecord) person = NULL;
  g_autoptr (FwRecord) seen = NULL;
  g_autoptr (FwRecord) stored = NULL;
  g_autoptr (FwRecord) fresh = make_person ("new", "east", "east-a");
  g_autoptr (GError) error = NULL;

  put_frame (f);
  put (f, fw_test_record ("person", "lin", "name", "Lin", "site", "east", "team", "east-a", "hired",
                          "2026-01-02", NULL));

  seen = fw_records_get (f->records, quality, fw_kind_find ("person"), "lin", NULL);
  g_assert_true (
      fw_record_is_empty (seen, (guint) fw_kind_find_field (fw_kind_find ("person"), "hired")));
  expect (f, quality, seen, FW_ERROR_FORBIDDEN, NULL);

  /* A supervisor moves people, but neither names nor makes them. */
  person = fw_records_get (f->records, supervisor, fw_kind_find ("person"), "lin", NULL);
  fw_test_record_set (person, "name", "Linda");
  expect (f, supervisor, person, FW_ERROR_FORBIDDEN, "name: ");
  fw_test_record_set (person, "name", "Lin");
  fw_test_record_set (person, "team", "east-b");
  put_as (f, supervisor, fw_record_ref (person), 1000);
  expect (f, supervisor, fresh, FW_ERROR_FORBIDDEN, NULL);
  g_assert_false (
      fw_records_delete (f->records, supervisor, fw_kind_find ("person"), "lin", 2, 1000, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FORBIDDEN);
  g_clear_error (&error);

  stored = get (f, fw_kind_find ("person"), "lin");
  g_assert_cmpstr (fw_record_text (stored, "team"), ==, "east-b");
  g_assert_cmpint (fw_record_integer (stored, "hired"), !=, 0);

  g_assert_null (fw_records_list (f->records, supervisor, fw_kind_find ("account"), &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FORBIDDEN);
}

/* ---- scope ---- */

static const char *const site_ids[] = { "east", "west" };

static gboolean
is_listed (const char *const *ids, const char *id)
{
  return ids == NULL || ids[0] == NULL || (id != NULL && g_strv_contains (ids, id));
}

/* What a scope means, said a second time and differently. */
static gboolean
may_see (const FwRecord *record, const char *const *sites, const char *const *teams)
{
  const FwKind *kind = fw_record_get_kind (record);
  const char *id = fw_record_get_id (record);

  if (kind == fw_kind_find ("position"))
    return TRUE;
  if (kind == fw_kind_find ("site"))
    return is_listed (sites, id);
  if (kind == fw_kind_find ("account"))
    return sites[0] == NULL && teams[0] == NULL;
  if (!is_listed (sites, fw_record_text (record, "site")))
    return FALSE;
  if (kind == fw_kind_find ("team"))
    return is_listed (teams, id);
  if (kind == fw_kind_find ("person") || kind == fw_kind_find ("queue"))
    return is_listed (teams, fw_record_text (record, "team"));
  return TRUE;
}

static void
put_many (Fixture *f)
{
  put_frame (f);
  for (guint i = 0; i < 60; i++)
    {
      const char *site = site_ids[i % 2];
      g_autofree char *id = g_strdup_printf ("p%u", i);
      g_autofree char *team =
          i % 7 == 0 ? g_strdup ("") : g_strdup_printf ("%s-%c", site, 'a' + i % 3);

      put (f, make_person (id, site, team));
      if (i < 12)
        put (f, fw_test_record ("queue", id, "name", id, "site", site, "team", team, "channel",
                                "phone", NULL));
      if (i < 4)
        {
          put (f, fw_test_record ("policy", id, "subject", "csat", "value", "0.9", "site",
                                  i < 2 ? "" : site, NULL));
          put (f, fw_test_record ("shift-template", id, "name", id, "site", site, "start", "08:00",
                                  "length_minutes", "480", NULL));
        }
    }
  put (f, fw_test_record ("account", "root", "name", "Root", "role", "administrator", NULL));
}

static void
pick (const char *const *from, guint n, const char **picked)
{
  guint count = 0;

  if (g_test_rand_bit ())
    for (guint i = 0; i < n; i++)
      if (g_test_rand_int_range (0, 3) == 0)
        picked[count++] = from[i];
  picked[count] = NULL;
}

static void
check_kind (Fixture *f,
            FwScope *scope,
            const FwKind *kind,
            const char *const *sites,
            const char *const *teams)
{
  g_autoptr (GPtrArray) everything = fw_records_list (f->records, f->all, kind, NULL);
  g_autoptr (GPtrArray) seen = fw_records_list (f->records, scope, kind, NULL);
  guint expected = 0;

  if ((kind->read & fw_scope_get_role (scope)) == 0)
    {
      g_assert_null (seen);
      return;
    }

  for (guint i = 0; i < everything->len; i++)
    {
      FwRecord *record = everything->pdata[i];
      g_autoptr (FwRecord) one =
          fw_records_get (f->records, scope, kind, fw_record_get_id (record), NULL);
      g_autoptr (GPtrArray) log =
          fw_records_get_log (f->records, scope, kind, fw_record_get_id (record), 10, NULL);
      gboolean may = may_see (record, sites, teams);

      expected += may;
      g_assert_cmpint (one != NULL, ==, may);
      g_assert_cmpint (log->len > 0, ==, may);
    }
  g_assert_cmpuint (seen->len, ==, expected);
  g_assert_cmpint (fw_records_count (f->records, scope, kind, NULL), ==, expected);
  for (guint i = 0; i < seen->len; i++)
    g_assert_true (may_see (seen->pdata[i], sites, teams));
}

static void
test_scopes (Fixture *f, gconstpointer data)
{
  static const char *const team_ids[] = {
    "east-a", "east-b", "east-c", "west-a", "west-b", "gone"
  };

  put_many (f);
  for (guint i = 0; i < 25; i++)
    {
      const char *sites[3], *teams[7];
      g_autoptr (FwScope) scope = NULL;

      pick (site_ids, 2, sites);
      pick (team_ids, 6, teams);
      scope = fw_scope_new ("random", 1 << g_test_rand_int_range (0, 5), sites, teams);
      for (const FwKind *const *kind = fw_kinds (); *kind != NULL; kind++)
        check_kind (f, scope, *kind, sites, teams);
    }
}

/* Neither into nor out of a scope: both the old and the new record have to lie in it. */
static void
test_scope_of_writes (Fixture *f, gconstpointer data)
{
  static const char *const east[] = { "east", NULL };
  g_autoptr (FwScope) scope = fw_scope_new ("hr-east", FW_ROLE_HR, east, NULL);
  g_autoptr (FwScope) local = fw_scope_new ("root-east", FW_ROLE_ADMINISTRATOR, east, NULL);
  g_autoptr (FwRecord) far = NULL;
  g_autoptr (FwRecord) near = NULL;
  g_autoptr (FwRecord) stranger = make_person ("stranger", "west", "west-a");
  g_autoptr (FwRecord) king =
      fw_test_record ("account", "king", "name", "King", "role", "administrator", NULL);
  g_autoptr (GError) error = NULL;

  put_many (f);
  far = get (f, fw_kind_find ("person"), "p1");
  near = get (f, fw_kind_find ("person"), "p2");
  fw_test_record_set (far, "site", "east");
  fw_test_record_set (far, "team", "east-a");
  expect (f, scope, far, FW_ERROR_NOT_FOUND, NULL);
  fw_test_record_set (near, "site", "west");
  fw_test_record_set (near, "team", "west-a");
  expect (f, scope, near, FW_ERROR_FORBIDDEN, NULL);
  expect (f, scope, stranger, FW_ERROR_FORBIDDEN, NULL);
  g_assert_false (
      fw_records_delete (f->records, scope, fw_kind_find ("person"), "p1", 1, 1, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);

  /* Who is limited may not make somebody who is not. */
  expect (f, local, king, FW_ERROR_FORBIDDEN, NULL);
}

/* What a whole site or the centre shares is changed by nobody who is limited to a part of it,
 * though it may be seen. */
static void
test_shared (Fixture *f, gconstpointer data)
{
  static const char *const east[] = { "east", NULL }, *const teams[] = { "east-a", NULL };
  static const struct
  {
    const char *kind, *id, *field, *value;
    gboolean of_east;
  } shared[] = {
    { "site", "east", "time_zone", "Europe/Berlin", TRUE },
    { "site", "west", "time_zone", "Europe/Berlin", FALSE },
    { "shift-template", "p0", "start", "09:00", TRUE },
    { "shift-template", "p1", "start", "09:00", FALSE },
    { "policy", "p0", "value", "0.1", FALSE },
    { "policy", "p2", "value", "0.1", TRUE },
    { "policy", "p3", "value", "0.1", FALSE },
    { "position", "agent", "name", "Other", FALSE },
  };
  g_autoptr (FwScope) site = fw_scope_new ("site", FW_ROLE_ADMINISTRATOR, east, NULL);
  g_autoptr (FwScope) team =
      fw_scope_new_of_teams ("team", FW_ROLE_ADMINISTRATOR, NULL, teams, east);

  put_many (f);
  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    {
      const FwKind *kind = fw_kind_find (shared[i].kind);
      g_autoptr (FwRecord) record = get (f, kind, shared[i].id);
      gboolean seen = fw_record_is_allowed (record, team);
      guint revision = fw_record_get_revision (record);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s %s", kind->name, shared[i].id);
      g_assert_false (
          fw_records_delete (f->records, team, kind, shared[i].id, revision, 1, &error));
      g_assert_error (error, FW_ERROR, (seen ? FW_ERROR_FORBIDDEN : FW_ERROR_NOT_FOUND));
      fw_test_record_set (record, shared[i].field, shared[i].value);
      expect (f, team, record, seen ? FW_ERROR_FORBIDDEN : FW_ERROR_NOT_FOUND, NULL);
      if (shared[i].of_east)
        put_as (f, site, fw_record_ref (record), 1);
      else
        expect (f, site, record,
                fw_record_is_allowed (record, site) ? FW_ERROR_FORBIDDEN : FW_ERROR_NOT_FOUND,
                NULL);
    }
}

#define ADD(path, function)                                                                        \
  g_test_add ("/records-scopes/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("roles", test_roles);
  ADD ("scopes", test_scopes);
  ADD ("scope-of-writes", test_scope_of_writes);
  ADD ("shared", test_shared);
  return g_test_run ();
}
