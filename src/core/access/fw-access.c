/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/access/fw-access.h"

#include <string.h>

struct _FwScope
{
  gatomicrefcount references;
  char *account;
  FwRole role;
  GStrv sites; /* sorted, without doubles; NULL: all */
  GStrv teams;
  GStrv team_sites; /* of teams; NULL: not known, or no limit of teams */
  GStrv sources;    /* of a feed; else NULL */
  char *person;     /* of an agent; else NULL */
  char *digest;
};

static const struct
{
  FwRole role;
  const char *name;
} roles[] = {
  { FW_ROLE_SUPERVISOR, "supervisor" },
  { FW_ROLE_TRAINER, "trainer" },
  { FW_ROLE_HR, "hr" },
  { FW_ROLE_QUALITY, "quality" },
  { FW_ROLE_ADMINISTRATOR, "administrator" },
  { FW_ROLE_AGENT, "agent" },
  { FW_ROLE_FEED, "feed" },
};

const char *
fw_role_to_name (FwRole role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (roles[i].role == role)
      return roles[i].name;

  return "none";
}

gboolean
fw_role_from_name (const char *name, FwRole *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (roles[i].name, name) == 0)
      {
        *role = roles[i].role;
        return TRUE;
      }

  return FALSE;
}

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GStrv
copy_sorted (const char *const *ids)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  if (ids == NULL || ids[0] == NULL)
    return NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (sorted, (gpointer) ids[i]);
  g_ptr_array_sort (sorted, compare_ids);
  for (guint i = sorted->len - 1; i > 0; i--)
    if (strcmp (sorted->pdata[i], sorted->pdata[i - 1]) == 0)
      g_ptr_array_remove_index (sorted, i);
  g_ptr_array_add (sorted, NULL);

  return g_strdupv ((char **) sorted->pdata);
}

/* Every id goes in with its end, so that no two lists of ids read the same. */
static void
update_digest (GChecksum *checksum, char mark, GStrv ids)
{
  g_checksum_update (checksum, (const guchar *) &mark, 1);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    g_checksum_update (checksum, (const guchar *) ids[i], (gssize) strlen (ids[i]) + 1);
}

FwScope *
fw_scope_new (const char *account, FwRole role, const char *const *sites, const char *const *teams)
{
  return fw_scope_new_of_teams (account, role, sites, teams, NULL);
}

static FwScope *
make_scope (const char *account,
            FwRole role,
            const char *const *sites,
            const char *const *teams,
            const char *const *team_sites,
            const char *const *sources,
            const char *person)
{
  const char *const whose[] = { person, NULL };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const guchar code = (guchar) role;
  FwScope *self = g_new0 (FwScope, 1);

  g_atomic_ref_count_init (&self->references);
  self->account = g_strdup (account);
  self->role = role;
  self->sites = copy_sorted (sites);
  self->teams = copy_sorted (teams);
  self->team_sites = self->teams != NULL ? copy_sorted (team_sites) : NULL;
  self->sources = copy_sorted (sources);
  self->person = g_strdup (person);

  g_checksum_update (checksum, &code, 1);
  update_digest (checksum, 's', self->sites);
  update_digest (checksum, 't', self->teams);
  update_digest (checksum, 'o', self->team_sites);
  update_digest (checksum, 'e', self->sources);
  update_digest (checksum, 'p', (GStrv) whose);
  self->digest = g_strndup (g_checksum_get_string (checksum), 32);
  return self;
}

FwScope *
fw_scope_new_of_teams (const char *account,
                       FwRole role,
                       const char *const *sites,
                       const char *const *teams,
                       const char *const *team_sites)
{
  g_return_val_if_fail (account != NULL, NULL);

  return make_scope (account, role, sites, teams, team_sites, NULL, NULL);
}

FwScope *
fw_scope_new_own (const char *account, const char *person, const char *site)
{
  /* Without a site of hers there is none that she sees, rather than all of them. */
  const char *const sites[] = { site != NULL ? site : "", NULL };

  g_return_val_if_fail (account != NULL && person != NULL, NULL);

  return make_scope (account, FW_ROLE_AGENT, sites, NULL, NULL, NULL, person);
}

FwScope *
fw_scope_new_feed (const char *account, const char *const *sources)
{
  g_return_val_if_fail (account != NULL && sources != NULL, NULL);

  return make_scope (account, FW_ROLE_FEED, NULL, NULL, NULL, sources, NULL);
}

FwScope *
fw_scope_as_role (FwScope *self, FwRole role)
{
  g_return_val_if_fail (self != NULL, NULL);

  return make_scope (self->account, role, (const char *const *) self->sites,
                     (const char *const *) self->teams, (const char *const *) self->team_sites,
                     (const char *const *) self->sources, self->person);
}

FwScope *
fw_scope_new_administrator (void)
{
  return fw_scope_new ("local", FW_ROLE_ADMINISTRATOR, NULL, NULL);
}

FwScope *
fw_scope_ref (FwScope *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fw_scope_unref (FwScope *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  g_free (self->account);
  g_strfreev (self->sites);
  g_strfreev (self->teams);
  g_strfreev (self->team_sites);
  g_strfreev (self->sources);
  g_free (self->person);
  g_free (self->digest);
  g_free (self);
}

const char *
fw_scope_get_account (FwScope *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->account;
}

FwRole
fw_scope_get_role (FwScope *self)
{
  g_return_val_if_fail (self != NULL, FW_ROLE_NONE);

  return self->role;
}

const char *const *
fw_scope_get_sites (FwScope *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->sites;
}

const char *const *
fw_scope_get_teams (FwScope *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->teams;
}

gboolean
fw_scope_is_whole (FwScope *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->sites == NULL && self->teams == NULL;
}

const char *const *
fw_scope_get_sources (FwScope *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->sources;
}

const char *
fw_scope_get_person (FwScope *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->person;
}

/* ---- the one scope function ---- */

/* What is of a team is about people: of that she sees her own, in whatever role she is asked. Of
 * her site and the centre she sees what is about nobody. */
static FwScopeCondition
get_own_condition (FwScope *self, FwPlaceLevel level, FwScopeAct act)
{
  FwScopeCondition condition = { .never = act == FW_ACT_CHANGE || level == FW_LEVEL_LIMITS };

  if (level == FW_LEVEL_TEAM)
    condition.person = self->person;
  else if (level == FW_LEVEL_SITE)
    condition.sites = (const char *const *) self->sites;
  return condition;
}

FwScopeCondition
fw_scope_get_condition (FwScope *self, FwPlaceLevel level, FwScopeAct act)
{
  FwScopeCondition condition = { .never = TRUE };
  gboolean whole;

  g_return_val_if_fail (self != NULL, condition);

  if (self->role == FW_ROLE_FEED)
    return condition;
  if (self->person != NULL)
    return get_own_condition (self, level, act);

  whole = self->sites == NULL && self->teams == NULL;
  condition.sites = (const char *const *) self->sites;
  switch (level)
    {
    case FW_LEVEL_TEAM:
      condition.never = FALSE;
      condition.teams = (const char *const *) self->teams;
      break;
    case FW_LEVEL_SITE:
      /* Limits of teams forbid to change it, since other teams have their part in it. What belongs
       * to no site belongs to the whole centre, and so to who is limited to teams. */
      condition.never = act == FW_ACT_CHANGE && self->teams != NULL;
      condition.team_sites = (const char *const *) self->team_sites;
      condition.siteless = self->sites == NULL;
      break;
    case FW_LEVEL_CENTRE:
      condition.never = act == FW_ACT_CHANGE && !whole;
      condition.sites = NULL;
      break;
    case FW_LEVEL_LIMITS:
    default:
      condition.never = !whole;
      break;
    }

  return condition;
}

static gboolean
is_empty (const char *const *ids)
{
  return ids == NULL || ids[0] == NULL;
}

/* Whether each of @ids is one of @among. */
static gboolean
are_among (const char *const *ids, const char *const *among)
{
  for (guint i = 0; among != NULL && ids != NULL && ids[i] != NULL; i++)
    if (!g_strv_contains (among, ids[i]))
      return FALSE;

  return TRUE;
}

gboolean
fw_scope_condition_holds (const FwScopeCondition *self, const FwPlace *place)
{
  g_return_val_if_fail (self != NULL && place != NULL, FALSE);

  if (self->person != NULL && !self->never)
    return place->people != NULL && g_strv_contains (place->people, self->person);
  if (self->never || (self->teams != NULL && is_empty (place->teams)) ||
      !are_among (place->teams, self->teams))
    return FALSE;
  if (is_empty (place->sites))
    return self->siteless || (self->sites == NULL && self->team_sites == NULL);

  return are_among (place->sites, self->sites) && are_among (place->sites, self->team_sites);
}

gboolean
fw_scope_reaches (FwScope *self, FwScopeAct act, const FwPlace *place)
{
  FwScopeCondition condition;

  g_return_val_if_fail (self != NULL && place != NULL, FALSE);

  condition = fw_scope_get_condition (self, place->level, act);
  return fw_scope_condition_holds (&condition, place);
}

gboolean
fw_scope_allows (FwScope *self, const char *site, const char *team)
{
  const char *const sites[] = { site != NULL && *site != '\0' ? site : NULL, NULL };
  const char *const teams[] = { team != NULL && *team != '\0' ? team : NULL, NULL };
  const FwPlace place = { FW_LEVEL_TEAM, sites, teams };

  g_return_val_if_fail (self != NULL, FALSE);

  return fw_scope_reaches (self, FW_ACT_SEE, &place);
}

gboolean
fw_scope_sends_source (FwScope *self, const char *source)
{
  g_return_val_if_fail (self != NULL && source != NULL, FALSE);

  if (self->role == FW_ROLE_FEED)
    return self->sources != NULL && g_strv_contains ((const char *const *) self->sources, source);
  return self->role == FW_ROLE_ADMINISTRATOR && fw_scope_is_whole (self);
}

const char *
fw_scope_show_account (FwScope *self, const char *account)
{
  g_return_val_if_fail (self != NULL, "");

  return self->person == NULL || account == NULL || strcmp (account, self->account) == 0 ? account
                                                                                         : "";
}

const char *
fw_scope_get_digest (FwScope *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->digest;
}
