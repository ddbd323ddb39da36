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
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const guchar code = (guchar) role;
  FwScope *self;

  g_return_val_if_fail (account != NULL, NULL);

  self = g_new0 (FwScope, 1);
  g_atomic_ref_count_init (&self->references);
  self->account = g_strdup (account);
  self->role = role;
  self->sites = copy_sorted (sites);
  self->teams = copy_sorted (teams);

  g_checksum_update (checksum, &code, 1);
  update_digest (checksum, 's', self->sites);
  update_digest (checksum, 't', self->teams);
  self->digest = g_strndup (g_checksum_get_string (checksum), 32);
  return self;
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

static gboolean
allows_id (GStrv ids, const char *id)
{
  return ids == NULL ||
         (id != NULL && *id != '\0' && g_strv_contains ((const char *const *) ids, id));
}

gboolean
fw_scope_allows (FwScope *self, const char *site, const char *team)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return allows_id (self->sites, site) && allows_id (self->teams, team);
}

gboolean
fw_scope_allows_site (FwScope *self, const char *site)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return allows_id (self->sites, site);
}

const char *
fw_scope_get_digest (FwScope *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->digest;
}
