/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"

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
  double limit_s; /* NaN: none for this state */
  gboolean late;
  guint contacts;
} FwLivePerson;

typedef struct
{
  const char *site, *queue, *team, *channel, *product;
  gint64 since;
} FwLiveWait;

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
  GArray *people;  /* FwLivePerson */
  GArray *waiting; /* FwLiveWait, longest first */
} FwLiveFloor;

FwLiveFloor *fw_live_floor_take (FwCentre *centre, gint64 now);
void fw_live_floor_free (FwLiveFloor *self);

/** fw_live_person_allowed: what the scope and the filters (FwQuestion only) let through. */
gboolean
fw_live_person_allowed (const FwLivePerson *person, FwScope *scope, const FwQuestion *question);
gboolean fw_live_wait_allowed (const FwLiveWait *wait, FwScope *scope, const FwQuestion *question);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwLiveFloor, fw_live_floor_free)

G_END_DECLS
