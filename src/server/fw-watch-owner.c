/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-watch-owner.h"

/* Of a watch that was kept before watches had owners: who made it. */
static char *
find_author (FwRecords *records, const FwRecord *watch)
{
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autoptr (GPtrArray) changes = fw_records_get_log (records, whole, fw_kind_find ("watch"),
                                                      fw_record_get_id (watch), G_MAXUINT, NULL);

  if (changes == NULL || changes->len == 0)
    return NULL;
  return g_strdup (((FwChange *) changes->pdata[changes->len - 1])->account);
}

FwScope *
fw_watch_find_eyes (FwRecords *records, const FwRecord *watch, const char **state, GError **error)
{
  const char *named = fw_record_text (watch, "owner");
  g_autofree char *owner = named != NULL ? g_strdup (named) : find_author (records, watch);
  g_autoptr (GError) failure = NULL;
  g_autoptr (FwScope) eyes =
      owner != NULL ? fw_records_find_scope (records, owner, &failure) : NULL;

  *state = NULL;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (eyes == NULL)
    *state = "owner-gone";
  else if ((fw_scope_get_role (eyes) & fw_kind_find ("watch")->read) == 0 ||
           !fw_record_is_allowed (watch, eyes))
    *state = "owner-limited";

  return *state == NULL ? g_steal_pointer (&eyes) : NULL;
}

static void
set_list (FwRecord *finding, const char *field, const char *const *ids)
{
  fw_record_set_list (finding, (guint) fw_kind_find_field (fw_kind_find ("finding"), field), ids);
}

/* Returns: (transfer full): without doubles; empty where one of them is not known. */
static GStrv
list_sites_of (FwRecords *records, const char *const *teams)
{
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autoptr (GPtrArray) sites = g_ptr_array_new ();
  GStrv list;

  for (guint i = 0; teams != NULL && teams[i] != NULL; i++)
    {
      g_autoptr (FwRecord) team =
          fw_records_get (records, whole, fw_kind_find ("team"), teams[i], NULL);
      const char *site = team != NULL ? g_intern_string (fw_record_text (team, "site")) : NULL;

      if (site == NULL)
        {
          g_ptr_array_set_size (sites, 0);
          break;
        }
      if (!g_ptr_array_find (sites, site, NULL))
        g_ptr_array_add (sites, (gpointer) site);
    }
  g_ptr_array_add (sites, NULL);
  list = g_strdupv ((char **) sites->pdata);
  return list;
}

void
fw_watch_tell (FwRecords *records, const FwRecord *watch, FwScope *eyes, FwRecord *finding)
{
  gboolean all = g_strcmp0 (fw_record_text (watch, "baseline"), "others") == 0;
  const char *const site[] = { all ? NULL : fw_record_text (watch, "site"), NULL };
  const char *const team[] = { all ? NULL : fw_record_text (watch, "team"), NULL };
  const char *const *teams = team[0] != NULL ? team : fw_scope_get_teams (eyes);
  const char *const *sites = site[0] != NULL ? site : fw_scope_get_sites (eyes);
  g_auto (GStrv) sites_of_teams = NULL;

  if (sites == NULL)
    {
      sites_of_teams = list_sites_of (records, teams);
      sites = (const char *const *) sites_of_teams;
    }
  set_list (finding, "told_sites", sites);
  set_list (finding, "told_teams", teams);
}
