/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/access/fw-access.h"

static const char *const east[] = { "east", NULL };
static const char *const nights[] = { "night-a", "night-b", NULL };
static const char *const nights_again[] = { "night-b", "night-a", "night-b", NULL };
static const char *const none[] = { NULL };

static void
test_roles (void)
{
  FwRole role = FW_ROLE_NONE;

  for (guint i = 0; i < 5; i++)
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
  g_assert_true (fw_scope_allows_site (both, "east"));
  g_assert_false (fw_scope_allows_site (both, "west"));
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/access/roles", test_roles);
  g_test_add_func ("/access/whole", test_whole);
  g_test_add_func ("/access/limits", test_limits);
  g_test_add_func ("/access/digest", test_digest);
  return g_test_run ();
}
