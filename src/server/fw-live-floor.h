/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"
#include "core/metric/fw-metric.h"

G_BEGIN_DECLS

/** FwLivePerson: one person on the floor, in texts; those not marked are borrowed from centre and
 * directory. */
typedef struct
{
  const char *agent; /* login */
  char *title;       /* owned */
  const char *site;
  const char *team;
  char *team_title; /* owned */
  FwAgentState state;
  char *reason;   /* owned */
  char *queue;    /* owned */
  gint64 since;   /* µs UTC */
  double for_s;   /* whole seconds in the state */
  double limit_s; /* NaN: none for this state */
  gboolean late;
  guint contacts;
  guint16 code;           /* in the cube's dictionary of agents */
  guint queues, n_queues; /* in FwLiveFloor.queue_codes: those it takes contacts of, as was told */
  gboolean all_queues;    /* nobody told which */
} FwLivePerson;

typedef struct
{
  const char *site, *queue, *team, *channel, *product;
  gint64 since;
  guint16 code; /* of the queue in the cube's dictionary */
  guint place;  /* of its queue in FwLiveFloor.queues */
} FwLiveWait;

/** FwLiveQueue: who waits in one queue, held against that queue's own limits; whoever shows or
 * tells that a queue is late takes it from here. */
typedef struct
{
  const char *site, *queue, *team, *channel, *product;
  guint count;
  double longest_s; /* whole seconds: between two of them nothing changed that a person could use */
  double limit;     /* of count */
  double limit_s;   /* of longest_s */
  FwVerdict count_verdict, longest_verdict;
} FwLiveQueue;

/**
 * FwLiveFloor:
 * The floor at one moment: who does what, who waits. Taken once for all frames of that moment; each
 * frame shows the part that its scope and filters let through.
 */
typedef struct
{
  gint64 now;
  gint64 last_event; /* 0: none */
  FwDirectory *directory;
  GArray *people;      /* FwLivePerson */
  GArray *waiting;     /* FwLiveWait, longest first */
  GArray *queues;      /* FwLiveQueue: where somebody waits */
  GArray *queue_codes; /* guint16 */
} FwLiveFloor;

FwLiveFloor *fw_live_floor_take (FwCentre *centre, gint64 now);
void fw_live_floor_free (FwLiveFloor *self);

/** fw_live_person_allowed: what the scope and the filters (FwQuestion only) let through. */
gboolean
fw_live_person_allowed (const FwLivePerson *person, FwScope *scope, const FwQuestion *question);
/** fw_live_person_is_ready: whether the next contact may go to the person; one that rings is. */
gboolean fw_live_person_is_ready (const FwLivePerson *person);
gboolean fw_live_wait_allowed (const FwLiveWait *wait, FwScope *scope, const FwQuestion *question);

/** fw_live_queue_is_late: whether one of its two limits is passed. */
gboolean fw_live_queue_is_late (const FwLiveQueue *queue);
/** fw_live_queue_strain: how near to its limits, or how far beyond them: 1 at the nearer one. */
double fw_live_queue_strain (const FwLiveQueue *queue);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwLiveFloor, fw_live_floor_free)

G_END_DECLS
