/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwRole: who somebody is to the product; bits, so that a field can name several. An account has
 * one. */
typedef enum
{
  FW_ROLE_NONE = 0,
  FW_ROLE_SUPERVISOR = 1 << 0,
  FW_ROLE_TRAINER = 1 << 1,
  FW_ROLE_HR = 1 << 2,
  FW_ROLE_QUALITY = 1 << 3,
  FW_ROLE_ADMINISTRATOR = 1 << 4,
  FW_ROLE_EVERYONE = 0x1f
} FwRole;

const char *
fw_role_to_name (FwRole role); /* "supervisor", "trainer", "hr", "quality", "administrator" */
gboolean fw_role_from_name (const char *name, FwRole *role);

/**
 * FwScope:
 * What one signed-in person may see: whose eyes these are. Immutable once made; reference counted.
 * Every read passes fw_scope_allows(), exports, counts and live frames included.
 */
typedef struct _FwScope FwScope;

/**
 * fw_scope_new:
 * @sites, @teams: (nullable) (array zero-terminated=1): ids; NULL or empty means all. A team
 * outside @sites is not seen.
 */
FwScope *
fw_scope_new (const char *account, FwRole role, const char *const *sites, const char *const *teams);
FwScope *
fw_scope_new_administrator (void); /* "local": the command line on a store of its own, tests */
FwScope *fw_scope_ref (FwScope *self);
void fw_scope_unref (FwScope *self);

const char *fw_scope_get_account (FwScope *self);
FwRole fw_scope_get_role (FwScope *self);
const char *const *fw_scope_get_sites (FwScope *self); /* (nullable) */
const char *const *fw_scope_get_teams (FwScope *self); /* (nullable) */

/** fw_scope_is_whole: TRUE when neither sites nor teams are limited. */
gboolean fw_scope_is_whole (FwScope *self);

/**
 * fw_scope_allows: the one scope function.
 * @site: (nullable): id; NULL or "" when the thing belongs to none: then only people whose sites
 * are not limited see it
 * @team: (nullable): id; NULL or "" when the thing belongs to none: then only people whose teams
 * are not limited see it
 */
gboolean fw_scope_allows (FwScope *self, const char *site, const char *team);

/** fw_scope_allows_site: for what belongs to a site as a whole (the site itself, its shift
 * templates): limits of teams do not hide it. */
gboolean fw_scope_allows_site (FwScope *self, const char *site);

/** fw_scope_get_digest: a short text equal for equal scopes, so that answers and live frames can be
 * shared. */
const char *fw_scope_get_digest (FwScope *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwScope, fw_scope_unref)

G_END_DECLS
