/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/grid/fw-grid.h"
#include "core/kind/fw-record.h"
#include "core/roster/fw-breaks.h"
#include "core/roster/fw-duty.h"

G_BEGIN_DECLS

/** Days before the first that is shown of which shifts are known too: what rests and runs look back
 * to. Whole weeks. */
#define FW_ROSTER_PLAN_BEFORE 14
#define FW_ROSTER_PLAN_DAYS 14

/** FwRosterHouse: what rosters follow from, each (element-type FwRecord). */
typedef struct
{
  GPtrArray *people, *teams, *sites, *templates, *rules;
} FwRosterHouse;

/** FwRosterTemplate: a shift that can be given. */
typedef struct
{
  char *id, *name, *letter, *site;
  guint start, length; /* minutes */
  FwBreak breaks[FW_BREAKS_MOST];
  guint n_breaks;
  gboolean night;
  FwGridTone tone;
} FwRosterTemplate;

/** FwRosterRow: one person. */
typedef struct
{
  char *person, *name, *site, *team, *team_title;
  FwZone *zone; /* (nullable): of a site without one */
  FwDutyLimits limits;
  FwRecord **stored; /* (nullable) each, of every known day: what the server has */
  FwRecord **wanted; /* what is shown: the same, or what is on its way there */
  gboolean fresh;    /* what follows is worked out */
  GArray *breaches;  /* FwDutyBreach, of the shown days */
  gint64 worked;     /* µs, of the shown days */
  guint nights;
} FwRosterRow;

/**
 * FwRosterPlan:
 * A roster on the desk: people × days, what the server has and what is on its way there. No
 * widgets. Invariant: a cell is changed where wanted is not stored (the same record).
 */
typedef struct
{
  const FwKind *kind;
  gint32 first;    /* the first day that is shown, a Monday */
  guint n_days;    /* shown */
  GPtrArray *rows; /* FwRosterRow */
  GHashTable *by_person;
  GHashTable *by_id;    /* id to FwRecord: stored */
  GPtrArray *templates; /* FwRosterTemplate, of the sites that are shown, by start */
} FwRosterPlan;

/** fw_roster_plan_new: everybody in @site and @team (nullable each; ids, comma separated): by team
 * and name. @kind: of shifts. */
FwRosterPlan *fw_roster_plan_new (const FwRosterHouse *house,
                                  const FwKind *kind,
                                  const char *site,
                                  const char *team,
                                  gint32 first,
                                  guint n_days);
void fw_roster_plan_free (FwRosterPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRosterPlan, fw_roster_plan_free)

/** fw_roster_plan_carry: takes over what @old has of the same people and days. */
void fw_roster_plan_carry (FwRosterPlan *self, FwRosterPlan *old);
/** fw_roster_plan_take: what the server has. @all: (element-type FwRecord): all of it, where
 * @whole; else what has changed, and @deleted (nullable) (element-type utf8) the ids of those that
 * have gone. What is on its way stays as it is shown. */
void fw_roster_plan_take (FwRosterPlan *self, GPtrArray *all, GPtrArray *deleted, gboolean whole);

FwRosterRow *fw_roster_plan_get_row (FwRosterPlan *self, guint row);
FwRosterRow *fw_roster_plan_find_row (FwRosterPlan *self, const char *person);
/** fw_roster_plan_get: Returns: (transfer none) (nullable): what is shown. @day: of those known. */
FwRecord *fw_roster_plan_get (FwRosterPlan *self, const FwRosterRow *row, gint32 day);
void fw_roster_plan_put (FwRosterPlan *self, FwRosterRow *row, gint32 day, FwRecord *value);
/** fw_roster_plan_reset: what is shown is what the server has. */
void fw_roster_plan_reset (FwRosterPlan *self, FwRosterRow *row, gint32 day);
/** fw_roster_plan_settle: the server has taken @value (nullable), which was sent. */
void fw_roster_plan_settle (
    FwRosterPlan *self, FwRosterRow *row, gint32 day, FwRecord *value, FwRecord *sent);
gboolean fw_roster_plan_knows (FwRosterPlan *self, gint32 day);

/** fw_roster_plan_find_template: Returns: (transfer none) (nullable): by id, or by what people
 * write in cells: letter or name, whatever the case, among those of @site. */
const FwRosterTemplate *fw_roster_plan_find_template (FwRosterPlan *self, const char *id);
const FwRosterTemplate *
fw_roster_plan_find_written (FwRosterPlan *self, const char *site, const char *text);

/** fw_roster_plan_refresh: works out hours, nights and breaches of @row where they are old. */
void fw_roster_plan_refresh (FwRosterPlan *self, FwRosterRow *row);
/** fw_roster_plan_find_breach: Returns: (transfer none) (nullable): the @i-th of that day. */
const FwDutyBreach *
fw_roster_plan_find_breach (FwRosterPlan *self, FwRosterRow *row, gint32 day, guint i);
guint fw_roster_plan_count_breaches (FwRosterPlan *self);
guint fw_roster_plan_count_drafts (FwRosterPlan *self);
/** fw_roster_plan_count: how many are given that shift on that day. */
guint fw_roster_plan_count (FwRosterPlan *self, const FwRosterTemplate *template, gint32 day);

/* ---- what a cell becomes; each (transfer full) (nullable: nothing stands there) ---- */

/** fw_roster_plan_make_shift: @template: (nullable): with @type "training" and "leave". What
 * equals what was published last is published. */
FwRecord *fw_roster_plan_make_shift (FwRosterPlan *self,
                                     const FwRosterRow *row,
                                     gint32 day,
                                     const char *type,
                                     const FwRosterTemplate *template);
/** fw_roster_plan_make_free: what was published says that it is taken off until that is published
 * too. */
FwRecord *fw_roster_plan_make_free (FwRosterPlan *self, const FwRosterRow *row, gint32 day);
FwRecord *fw_roster_plan_make_published (FwRosterPlan *self, const FwRosterRow *row, gint32 day);

/** fw_roster_shift_is: of a record of the kind, (nullable). */
gboolean fw_roster_shift_is (const FwRecord *shift, const char *type);
gboolean fw_roster_shift_is_draft (const FwRecord *shift);
/** fw_roster_shift_is_same: whether both (nullable) say the same to a person. */
gboolean fw_roster_shift_is_same (const FwRecord *one, const FwRecord *other);

G_END_DECLS
