/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/access/fw-access.h"

static const char *const east[] = { "east", NULL };
static const char *const nights[] = { "night-a", "night-b", NULL };
static const char *const nights_again[] = { "night-b", "night-a", "night-b", NULL };
static const char *const none[] = { NULL };

/* Of a site as a whole; NULL: of the whole centre. */
static gboolean
reaches_site (FwScope *scope, FwScopeAct act, const char *site)
{
  const char *const sites[] = { site, NULL };

  return fw_scope_reaches (scope, act, &(FwPlace){ FW_LEVEL_SITE, sites, NULL });
}

static void
test_roles (void)
{
  FwRole role = FW_ROLE_NONE;

  for (guint i = 0; i < 7; i++)
    {
      g_assert_true (fw_role_from_name (fw_role_to_name (1 << i), &role));
      g_assert_cmpint (role, ==, 1 << i);
    }
  g_assert_false (fw_role_from_name ("Supervisor", &role));
  g_assert_false (fw_role_from_name ("", &role));
  g_assert_false (fw_role_from_name (NULL, &role));
  g_assert_cmpstr (fw_role_to_name (FW_ROLE_NONE), ==, "none");
}

static void
test_whole (void)
{
  g_autoptr (FwScope) all = fw_scope_new ("ann", FW_ROLE_SUPERVISOR, NULL, none);

  g_assert_true (fw_scope_is_whole (all));
  g_assert_null (fw_scope_get_sites (all));
  g_assert_true (fw_scope_allows (all, "east", "night-a"));
  g_assert_true (fw_scope_allows (all, NULL, NULL));
  g_assert_true (fw_scope_allows (all, "", ""));
}

static void
test_limits (void)
{
  g_autoptr (FwScope) site = fw_scope_new ("ann", FW_ROLE_HR, east, NULL);
  g_autoptr (FwScope) both = fw_scope_new ("ann", FW_ROLE_HR, east, nights);

  g_assert_false (fw_scope_is_whole (site));
  g_assert_true (fw_scope_allows (site, "east", "day-a"));
  g_assert_true (fw_scope_allows (site, "east", NULL));
  g_assert_false (fw_scope_allows (site, "west", "day-a"));
  g_assert_false (fw_scope_allows (site, "", "day-a"));
  g_assert_false (fw_scope_allows (site, "eas", NULL));

  g_assert_true (fw_scope_allows (both, "east", "night-a"));
  g_assert_false (fw_scope_allows (both, "east", "day-a"));
  g_assert_false (fw_scope_allows (both, "east", ""));
  g_assert_false (fw_scope_allows (both, "west", "night-a"));
  g_assert_true (reaches_site (both, FW_ACT_SEE, "east"));
  g_assert_false (reaches_site (both, FW_ACT_SEE, "west"));
}

static void
test_sites_of_teams (void)
{
  g_autoptr (FwScope) teams = fw_scope_new_of_teams ("ann", FW_ROLE_HR, NULL, nights, east);
  g_autoptr (FwScope) elsewhere = fw_scope_new ("ann", FW_ROLE_HR, NULL, nights);
  g_autoptr (FwScope) site = fw_scope_new ("ann", FW_ROLE_HR, east, NULL);
  g_autoptr (FwScope) all = fw_scope_new ("ann", FW_ROLE_HR, NULL, NULL);

  g_assert_true (reaches_site (teams, FW_ACT_SEE, "east"));
  g_assert_false (reaches_site (teams, FW_ACT_SEE, "west"));
  g_assert_true (reaches_site (teams, FW_ACT_SEE, NULL));
  g_assert_false (reaches_site (teams, FW_ACT_CHANGE, "east"));
  g_assert_false (reaches_site (teams, FW_ACT_CHANGE, NULL));
  g_assert_true (reaches_site (site, FW_ACT_CHANGE, "east"));
  g_assert_false (reaches_site (site, FW_ACT_CHANGE, "west"));
  g_assert_false (reaches_site (site, FW_ACT_CHANGE, NULL));
  g_assert_true (reaches_site (all, FW_ACT_CHANGE, NULL));
  g_assert_cmpstr (fw_scope_get_digest (teams), !=, fw_scope_get_digest (elsewhere));
}

/* 8: one function, asked for every level, act and kind of limit; and the same as a condition on
 * columns. What it must say stands here by itself: the sites and teams that there are, one by one.
 */
static const struct
{
  const char *site, *team;
} all_teams[] = {
  { "east", "night-a" }, { "east", "day-a" }, { "west", "night-b" }, { "west", "day-b" }
};

static gboolean
is_one_of (const char *const *ids, const char *id)
{
  return ids == NULL || g_strv_contains (ids, id);
}

/* Of the teams within a place (all of them where it names none), how many there are, and how many
 * of these an account with the limits has. */
static void
count_teams (const char *const *sites,
             const char *const *teams,
             const char *site,
             const char *team,
             guint *n_has,
             guint *n_all)
{
  *n_has = *n_all = 0;
  for (guint i = 0; i < G_N_ELEMENTS (all_teams); i++)
    {
      if ((site != NULL && strcmp (site, all_teams[i].site) != 0) ||
          (team != NULL && strcmp (team, all_teams[i].team) != 0))
        continue;
      ++*n_all;
      *n_has += is_one_of (sites, all_teams[i].site) && is_one_of (teams, all_teams[i].team);
    }
}

static void
check_reach (FwScope *scope, const char *const *sites, const char *const *teams)
{
  static const char *const site_ids[] = { NULL, "east", "west" };
  guint has, all;

  for (guint i = 0; i < G_N_ELEMENTS (site_ids); i++)
    {
      const char *const site[] = { site_ids[i], NULL };

      count_teams (sites, teams, site_ids[i], NULL, &has, &all);
      g_assert_cmpint (reaches_site (scope, FW_ACT_CHANGE, site_ids[i]), ==,
                       has == all && (site_ids[i] != NULL || sites == NULL));
      g_assert_cmpint (reaches_site (scope, FW_ACT_SEE, site_ids[i]), ==,
                       site_ids[i] != NULL ? has > 0 : sites == NULL);
      for (guint j = 0; j < G_N_ELEMENTS (all_teams); j++)
        {
          const char *const team[] = { all_teams[j].team, NULL };
          FwPlace place = { FW_LEVEL_TEAM, site, team };

          if (site_ids[i] == NULL || strcmp (site_ids[i], all_teams[j].site) != 0)
            continue;
          count_teams (sites, teams, site_ids[i], all_teams[j].team, &has, &all);
          g_assert_cmpint (fw_scope_reaches (scope, FW_ACT_SEE, &place), ==, has == 1);
          g_assert_cmpint (fw_scope_reaches (scope, FW_ACT_CHANGE, &place), ==, has == 1);
          g_assert_cmpint (fw_scope_allows (scope, site_ids[i], team[0]), ==, has == 1);
        }
    }

  g_assert_true (fw_scope_reaches (scope, FW_ACT_SEE, &(FwPlace){ FW_LEVEL_CENTRE, NULL, NULL }));
  for (FwScopeAct act = FW_ACT_SEE; act <= FW_ACT_CHANGE; act++)
    g_assert_cmpint (fw_scope_reaches (scope, act, &(FwPlace){ FW_LEVEL_LIMITS, NULL, NULL }), ==,
                     sites == NULL && teams == NULL);
  g_assert_cmpint (
      fw_scope_reaches (scope, FW_ACT_CHANGE, &(FwPlace){ FW_LEVEL_CENTRE, NULL, NULL }), ==,
      sites == NULL && teams == NULL);
}

static void
test_one_function (void)
{
  static const char *const two[] = { "night-a", "night-b", NULL };
  static const char *const one[] = { "night-a", NULL };
  static const char *const both_sites[] = { "east", "west", NULL };
  g_autoptr (FwScope) all = fw_scope_new ("x", FW_ROLE_HR, NULL, NULL);
  g_autoptr (FwScope) site = fw_scope_new ("x", FW_ROLE_HR, east, NULL);
  g_autoptr (FwScope) team = fw_scope_new_of_teams ("x", FW_ROLE_HR, NULL, one, east);
  g_autoptr (FwScope) teams = fw_scope_new_of_teams ("x", FW_ROLE_HR, NULL, two, both_sites);
  g_autoptr (FwScope) crossed = fw_scope_new_of_teams ("x", FW_ROLE_HR, east, two, both_sites);
  g_autoptr (FwScope) feed = fw_scope_new_feed ("pbx", east);
  FwScopeCondition condition = fw_scope_get_condition (crossed, FW_LEVEL_TEAM, FW_ACT_SEE);

  check_reach (all, NULL, NULL);
  check_reach (site, east, NULL);
  check_reach (team, NULL, one);
  check_reach (teams, NULL, two);
  check_reach (crossed, east, two);

  /* What a query would ask of its columns. */
  g_assert_true (g_strv_equal (condition.sites, east));
  g_assert_true (g_strv_equal (condition.teams, two));
  g_assert_false (condition.never);

  /* Several: each of them. */
  g_assert_true (
      fw_scope_reaches (teams, FW_ACT_SEE, &(FwPlace){ FW_LEVEL_TEAM, both_sites, two }));
  g_assert_false (fw_scope_reaches (team, FW_ACT_SEE, &(FwPlace){ FW_LEVEL_TEAM, east, two }));

  for (FwPlaceLevel level = FW_LEVEL_TEAM; level <= FW_LEVEL_LIMITS; level++)
    g_assert_false (fw_scope_reaches (feed, FW_ACT_SEE, &(FwPlace){ level, east, NULL }));
}

/* 10 */
static void
test_sources (void)
{
  g_autoptr (FwScope) feed = fw_scope_new_feed ("pbx", nights);
  g_autoptr (FwScope) boss = fw_scope_new ("boss", FW_ROLE_ADMINISTRATOR, NULL, NULL);
  g_autoptr (FwScope) local = fw_scope_new ("local", FW_ROLE_ADMINISTRATOR, east, NULL);
  g_autoptr (FwScope) lead = fw_scope_new ("lead", FW_ROLE_SUPERVISOR, NULL, NULL);

  g_assert_true (fw_scope_sends_source (feed, "night-a"));
  g_assert_false (fw_scope_sends_source (feed, "night-c"));
  g_assert_false (fw_scope_sends_source (feed, ""));
  g_assert_true (fw_scope_sends_source (boss, "whatever"));
  g_assert_false (fw_scope_sends_source (local, "night-a"));
  g_assert_false (fw_scope_sends_source (lead, "night-a"));
}

static void
test_digest (void)
{
  static const char *const a_b[] = { "a", "b", NULL };
  static const char *const ab[] = { "ab", NULL };
  g_autoptr (FwScope) one = fw_scope_new ("ann", FW_ROLE_HR, NULL, nights);
  g_autoptr (FwScope) same = fw_scope_new ("bob", FW_ROLE_HR, none, nights_again);
  g_autoptr (FwScope) other_role = fw_scope_new ("ann", FW_ROLE_QUALITY, NULL, nights);
  g_autoptr (FwScope) as_sites = fw_scope_new ("ann", FW_ROLE_HR, nights, NULL);
  g_autoptr (FwScope) split = fw_scope_new ("ann", FW_ROLE_HR, a_b, NULL);
  g_autoptr (FwScope) joined = fw_scope_new ("ann", FW_ROLE_HR, ab, NULL);

  g_assert_cmpstr (fw_scope_get_digest (one), ==, fw_scope_get_digest (same));
  g_assert_cmpstr (fw_scope_get_digest (one), !=, fw_scope_get_digest (other_role));
  g_assert_cmpstr (fw_scope_get_digest (one), !=, fw_scope_get_digest (as_sites));
  g_assert_cmpstr (fw_scope_get_digest (split), !=, fw_scope_get_digest (joined));
}

/* She sees what is about her wherever it lies, of her site what is about nobody, and changes
 * nothing. */
static void
test_own (void)
{
  static const char *const hers[] = { "lin", NULL }, *const both[] = { "wei", "lin", NULL },
                           *const other[] = { "wei", NULL }, *const west[] = { "west", NULL };
  g_autoptr (FwScope) own = fw_scope_new_own ("ann", "lin", "east");
  g_autoptr (FwScope) same = fw_scope_new_own ("ann", "lin", "east");
  g_autoptr (FwScope) else_ = fw_scope_new_own ("ann", "wei", "east");
  g_autoptr (FwScope) nowhere = fw_scope_new_own ("ann", "lin", NULL);
  g_autoptr (FwScope) raised = fw_scope_as_role (own, FW_ROLE_ADMINISTRATOR);
  FwScope *const scopes[] = { own, raised, nowhere };

  g_assert_cmpint (fw_scope_get_role (own), ==, FW_ROLE_AGENT);
  g_assert_cmpint (FW_ROLE_EVERYONE & FW_ROLE_AGENT, ==, 0);
  g_assert_cmpstr (fw_scope_get_person (own), ==, "lin");
  g_assert_cmpstr (fw_scope_get_digest (own), ==, fw_scope_get_digest (same));
  g_assert_cmpstr (fw_scope_get_digest (own), !=, fw_scope_get_digest (else_));
  g_assert_cmpstr (fw_scope_show_account (own, "ann"), ==, "ann");
  g_assert_cmpstr (fw_scope_show_account (own, "boss"), ==, "");
  g_assert_null (fw_scope_show_account (own, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      FwScope *scope = scopes[i];

      g_assert_false (fw_scope_is_whole (scope));
      g_assert_true (
          fw_scope_reaches (scope, FW_ACT_SEE, &(FwPlace){ FW_LEVEL_TEAM, west, nights, hers }));
      g_assert_true (
          fw_scope_reaches (scope, FW_ACT_SEE, &(FwPlace){ FW_LEVEL_TEAM, east, NULL, both }));
      g_assert_false (
          fw_scope_reaches (scope, FW_ACT_SEE, &(FwPlace){ FW_LEVEL_TEAM, east, nights, other }));
      g_assert_false (fw_scope_allows (scope, "east", "night-a"));
      g_assert_false (fw_scope_allows (scope, "east", NULL));
      g_assert_false (fw_scope_allows (scope, NULL, NULL));
      g_assert_cmpint (reaches_site (scope, FW_ACT_SEE, "east"), ==, scope != nowhere);
      g_assert_false (reaches_site (scope, FW_ACT_SEE, "west"));
      g_assert_false (reaches_site (scope, FW_ACT_SEE, NULL));
      g_assert_true (fw_scope_reaches (scope, FW_ACT_SEE, &(FwPlace){ .level = FW_LEVEL_CENTRE }));
      g_assert_false (fw_scope_reaches (scope, FW_ACT_SEE, &(FwPlace){ .level = FW_LEVEL_LIMITS }));
      for (FwPlaceLevel level = FW_LEVEL_TEAM; level <= FW_LEVEL_LIMITS; level++)
        g_assert_false (
            fw_scope_reaches (scope, FW_ACT_CHANGE, &(FwPlace){ level, east, NULL, hers }));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/access/own", test_own);
  g_test_add_func ("/access/roles", test_roles);
  g_test_add_func ("/access/whole", test_whole);
  g_test_add_func ("/access/limits", test_limits);
  g_test_add_func ("/access/7-sites-of-teams", test_sites_of_teams);
  g_test_add_func ("/access/8-one-function", test_one_function);
  g_test_add_func ("/access/10-sources", test_sources);
  g_test_add_func ("/access/digest", test_digest);
  return g_test_run ();
}
