/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-panel.h"
#include "protocol/fw-json.h"
#include "store/fw-record-batch.h"
#include "store/fw-record-query.h"

G_BEGIN_DECLS

/* Calls for posts (records of the kind competition), who applies (application), and what the panel
 * gives (panel-score). */

/** The kinds, and the effect of the moves of all three. */
#define FW_COMPETITIONS "competition"
#define FW_APPLICATIONS "application"
#define FW_PANEL_SCORES "panel-score"

/** FwCompetition: a call with all that belongs to it. Begins zeroed. */
typedef struct
{
  FwRecords *records; /* borrowed, as @whole */
  FwScope *whole;
  FwRecord *call;
  GPtrArray *applications; /* FwRecord */
  GPtrArray *scores;       /* FwRecord */
} FwCompetition;

/** fw_competition_load: Returns: FALSE with FW_ERROR_NOT_FOUND where there is none of that id. */
gboolean fw_competition_load (
    FwCompetition *self, FwRecords *records, FwScope *whole, const char *id, GError **error);
void fw_competition_clear (FwCompetition *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwCompetition, fw_competition_clear)

/** fw_competition_is_in: whether @record, of any of the kinds, is in one of @states, which are
 * joined by spaces. */
gboolean fw_competition_is_in (const FwRecord *record, const char *states);
/** fw_competition_count: how many of @records (element-type FwRecord) are in one of @states.
 * @field: (nullable): and hold @value there. */
guint fw_competition_count (const GPtrArray *records,
                            const char *states,
                            const char *field,
                            const char *value);
/** fw_competition_get_panel: Returns: (array zero-terminated=1): ids of people. */
const char *const *fw_competition_get_panel (const FwRecord *call);
/** fw_competition_is_told: whether the panel is through with all applicants: no mark is told to
 * anybody before. */
gboolean fw_competition_is_told (const FwCompetition *self);
/** fw_competition_judge: the marks, by the index of applications and of the panel. */
void fw_competition_judge (const FwCompetition *self, FwPanel *panel);
/** fw_competition_compare: calls (FwRecord **): the latest last day first. */
gint fw_competition_compare (gconstpointer a, gconstpointer b);
/** fw_competition_append_name: what the record of @kind is called as @member; its id, where it is
 * gone. @id: (nullable). */
void fw_competition_append_name (FwJsonWriter *writer,
                                 FwRecords *records,
                                 FwScope *whole,
                                 const char *member,
                                 const char *kind,
                                 const char *id);
/** fw_competition_find_step: the last time that @record was moved to @state.
 * @at: (out): µs UTC; @reason: (out) (transfer full) (nullable). Returns: FALSE: never. */
gboolean fw_competition_find_step (FwRecords *records,
                                   FwScope *whole,
                                   const FwRecord *record,
                                   const char *state,
                                   gint64 *at,
                                   char **reason);
/** fw_competition_find_appeal_end: until when whose @application it is may appeal. @until: (out):
 * µs UTC. Returns: FALSE: nothing was decided that she may appeal against. */
gboolean fw_competition_find_appeal_end (FwRecords *records,
                                         FwScope *whole,
                                         const FwRecord *application,
                                         gint64 *until);
/** fw_competition_find_person: for whom an account is. Returns: (transfer full) (nullable). */
char *fw_competition_find_person (FwRecords *records, FwScope *whole, const char *account);
/** fw_competition_find_account: of somebody of the panel: one that may sign in and scores.
 * Returns: (transfer full) (nullable): NULL also with an error. */
FwRecord *fw_competition_find_account (FwRecords *records,
                                       FwScope *whole,
                                       const char *person,
                                       GError **error);
/** fw_competition_find_obstacle: what keeps a call from its next step: "panel" (fewer than two, or
 * one without an account), "applicant" (of the panel applies herself), "over" (the last day is
 * past), "unscreened", "nobody" (is screened in), "unscored", "undecided", "places" (more are
 * chosen), "feedback", "appeals" (one is on its way), "appealable" (the time for one runs).
 * Returns: (nullable): NULL: nothing. */
const char *fw_competition_find_obstacle (const FwCompetition *self, gint64 now);

/** fw_competitions_have_effect: what follows from a move (FwRecordEffect). */
GArray *fw_competitions_have_effect (FwRecords *records,
                                     const FwRecord *record,
                                     gint64 now,
                                     GError **error);

G_END_DECLS
