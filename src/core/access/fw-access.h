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
  FW_ROLE_AGENT = 1 << 5,  /* somebody of the floor, who sees what is about herself alone */
  FW_ROLE_FEED = 1 << 6,   /* a machine: sends events of its sources and sees nothing */
  FW_ROLE_EVERYONE = 0x1f, /* every person whose work is about others: no agents */
  FW_ROLE_SIGNED_IN = FW_ROLE_EVERYONE | FW_ROLE_AGENT
} FwRole;

const char *fw_role_to_name (FwRole role); /* "supervisor", "trainer", "hr", "quality",
                                              "administrator", "agent", "feed" */
gboolean fw_role_from_name (const char *name, FwRole *role);

/**
 * FwScope:
 * What one signed-in person may see. Immutable once made; reference counted.
 * Every read passes fw_scope_reaches(), exports, counts and live frames included.
 */
typedef struct _FwScope FwScope;

/**
 * fw_scope_new:
 * @sites, @teams: (nullable) (array zero-terminated=1): ids; NULL or empty means all. A team
 * outside @sites is not seen.
 */
FwScope *
fw_scope_new (const char *account, FwRole role, const char *const *sites, const char *const *teams);
/**
 * fw_scope_new_of_teams: the same, where it is known to which sites the teams belong.
 * @team_sites: (nullable) (array zero-terminated=1): sites of @teams; of other sites such a scope
 *   sees nothing, not even what belongs to a site as a whole. Ignored without @teams.
 */
FwScope *fw_scope_new_of_teams (const char *account,
                                FwRole role,
                                const char *const *sites,
                                const char *const *teams,
                                const char *const *team_sites);
/** fw_scope_new_feed: of a machine. @sources: (array zero-terminated=1): names of the sources whose
 * events it may send. */
FwScope *fw_scope_new_feed (const char *account, const char *const *sources);
/**
 * fw_scope_new_own: of somebody who sees what is about herself, and of her site what is about
 * nobody. She changes nothing that way: what she asks for goes ways of its own.
 * @person: id of whom the account is for
 * @site: (nullable): hers
 */
FwScope *fw_scope_new_own (const char *account, const char *person, const char *site);
FwScope *
fw_scope_new_administrator (void); /* "local": the command line on a store of its own, tests */
FwScope *fw_scope_ref (FwScope *self);
void fw_scope_unref (FwScope *self);

const char *fw_scope_get_account (FwScope *self);
FwRole fw_scope_get_role (FwScope *self);
const char *const *fw_scope_get_sites (FwScope *self);   /* (nullable) */
const char *const *fw_scope_get_teams (FwScope *self);   /* (nullable) */
const char *const *fw_scope_get_sources (FwScope *self); /* (nullable): of a feed */
const char *fw_scope_get_person (FwScope *self);         /* (nullable): of an agent: whose it is */

/** fw_scope_is_whole: TRUE when neither sites nor teams are limited. */
gboolean fw_scope_is_whole (FwScope *self);

/** FwPlaceLevel: what a thing is a part of. */
typedef enum
{
  FW_LEVEL_TEAM,   /* of a team, or of no team: then of all that its site has */
  FW_LEVEL_SITE,   /* of a site as a whole, or of no site: then of the whole centre */
  FW_LEVEL_CENTRE, /* of everybody: all see it, only people without limits change it */
  FW_LEVEL_LIMITS  /* says what others may see: only for people without limits */
} FwPlaceLevel;

/** FwPlace: where a thing belongs; what belongs to several sites or teams is reached by whom each
 * of them is. The texts are borrowed. */
typedef struct
{
  FwPlaceLevel level;
  const char *const *sites; /* (nullable): ids; none: no site of its own */
  const char *const *teams;
  const char *const *people; /* (nullable): whose it is: ids */
} FwPlace;

typedef enum
{
  FW_ACT_SEE,   /* lists, counts, exports, logs, figures, live frames */
  FW_ACT_CHANGE /* write, delete, restore */
} FwScopeAct;

/**
 * FwScopeCondition:
 * What a scope asks of a place, as plain lists: so that a query can ask it of columns where
 * fw_scope_condition_holds() asks it of one thing. Borrowed from the scope.
 */
typedef struct
{
  gboolean never;                /* no place fulfils it */
  const char *const *sites;      /* (nullable): each site must be one of these */
  const char *const *team_sites; /* (nullable): and one of these */
  gboolean siteless;             /* what has no site fulfils both */
  const char *const *teams;      /* (nullable): each team must be one of these; no team is none */
  const char *person;            /* (nullable): it must be hers, wherever it lies */
} FwScopeCondition;

FwScopeCondition fw_scope_get_condition (FwScope *self, FwPlaceLevel level, FwScopeAct act);
gboolean fw_scope_condition_holds (const FwScopeCondition *self, const FwPlace *place);

/** fw_scope_reaches: the one scope function: whether what is at @place may be seen or changed. All
 * that asks for a scope asks this, or the condition that it asks. It says nothing of roles. */
gboolean fw_scope_reaches (FwScope *self, FwScopeAct act, const FwPlace *place);

/** fw_scope_allows: the same for what belongs to one site and team and is to be seen.
 * @site, @team: (nullable): id; NULL or "": none, then only people who are not limited there see it
 */
gboolean fw_scope_allows (FwScope *self, const char *site, const char *team);

/** fw_scope_sends_source: whether events of @source may be sent: of any by an administrator without
 * limits, by a feed of those that its account names, by nobody else. */
gboolean fw_scope_sends_source (FwScope *self, const char *source);

/** fw_scope_show_account: who did something, as told to @self: an agent is told of herself alone.
 * @account: (nullable). Returns: @account, or "" for somebody else. */
const char *fw_scope_show_account (FwScope *self, const char *account);

/** fw_scope_as_role: Returns: (transfer full): the same limits in another role. */
FwScope *fw_scope_as_role (FwScope *self, FwRole role);

/** fw_scope_get_digest: a short text equal for equal scopes, so that answers and live frames can be
 * shared. */
const char *fw_scope_get_digest (FwScope *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwScope, fw_scope_unref)

G_END_DECLS
