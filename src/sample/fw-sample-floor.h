/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/fw-sample-day.h"
#include "sample/fw-sample-random.h"

G_BEGIN_DECLS

/** Private to the simulation of a day. Times are ms since the start of the day. */

typedef struct
{
  gint64 at;
  gint64 length;
  guint8 reason; /* FwSampleReason */
} FwSamplePause;

#define FW_SAMPLE_MAX_PAUSES 5

typedef enum
{
  FW_SAMPLE_AWAY,
  FW_SAMPLE_IDLE,
  FW_SAMPLE_BUSY
} FwSampleAgentState;

/** FwSampleAgent: a person at work today. */
typedef struct
{
  guint16 person;
  guint8 group;
  FwSampleAgentState state;
  gint64 sign_in, sign_out;
  gint64 idle_since;
  FwSamplePause pauses[FW_SAMPLE_MAX_PAUSES];
  guint n_pauses, next_pause;
  guint nights; /* days in a row, today included */
  gint days_live;
  guint n_events; /* of its own states */
} FwSampleAgent;

typedef struct
{
  FwSampleArrival arrival;
  gint64 gives_up; /* G_MAXINT64: never */
  guint8 leaves;   /* FwSampleReason when it goes on instead of hanging up */
  guint8 attempts; /* times it rang in vain */
} FwSampleContact;

typedef struct
{
  const FwSampleDayPlan *plan;
  FwSampleRandom random;
  GArray *events; /* FwSampleEvent */
} FwSampleScene;

/** fw_sample_scene_add: appends an event with nothing in it but what is always there; fill the
 * rest. */
FwSampleEvent *fw_sample_scene_add (FwSampleScene *scene, FwEventType type, gint64 at);
FwSampleEvent *fw_sample_scene_add_contact (FwSampleScene *scene,
                                            FwEventType type,
                                            gint64 at,
                                            const FwSampleContact *contact,
                                            guint number);

/** fw_sample_draw_patience: decides when and how a caller would give up. */
void fw_sample_draw_patience (FwSampleScene *scene, FwSampleContact *contact);
/** fw_sample_play_lost: the caller was not answered in time. */
void fw_sample_play_lost (FwSampleScene *scene, const FwSampleContact *contact, guint number);
/** fw_sample_play_answered: conversation, after-contact work, survey, resolution. Returns: when the
 * agent is free again. */
gint64 fw_sample_play_answered (FwSampleScene *scene,
                                const FwSampleContact *contact,
                                guint number,
                                const FwSampleAgent *agent,
                                gint64 answered);

/** FwSampleEnding: how a conversation went; times as those of events. */
typedef struct
{
  gint64 answered;
  gint64 ended;
  gint64 free_at; /* of the agent */
  gboolean resolved;
} FwSampleEnding;

/** fw_sample_play_facts: the first reply where people write, the closing, a complaint, a mistake.
 */
void fw_sample_play_facts (FwSampleScene *scene,
                           const FwSampleContact *contact,
                           guint number,
                           const FwSampleAgent *agent,
                           const FwSampleEnding *ending);
/** fw_sample_draw_scores: of single sides of service, as an event has them; 0: none given. */
guint32 fw_sample_draw_scores (const FwSampleScene *scene, guint number, gint8 rating);

/** fw_sample_list_agents: Returns: (transfer full): GArray of FwSampleAgent: who comes today, with
 * hours and pauses. */
GArray *fw_sample_list_agents (FwSampleScene *scene);

/** fw_sample_begin_day: Returns: the numbers of chance that a day begins with. */
FwSampleRandom fw_sample_begin_day (const FwSampleDayPlan *plan);

G_END_DECLS
