/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-competency-grid.h"
#include "store/fw-records.h"

G_BEGIN_DECLS

/** FwEnrolOutcome: what becomes of somebody who is to be enrolled. */
typedef enum
{
  FW_ENROL_ENROLLED, /* has a seat now */
  FW_ENROL_WAITING,  /* no seat was free, or others waited before */
  FW_ENROL_ALREADY,  /* had a seat before */
  FW_ENROL_OVERLAP,  /* is in another session at that time; nothing was written */
  FW_N_ENROL_OUTCOMES
} FwEnrolOutcome;

const char *fw_enrol_outcome_to_name (FwEnrolOutcome outcome);

/** FwEnrolPerson: one of those who are to be enrolled. */
typedef struct
{
  const char *person; /* the caller's */
  const char *name;
  const char *team;
  double level;    /* of what the course teaches; NAN: nothing was shown, or it teaches nothing */
  double required; /* NAN: the position asks for none */
  FwEnrolOutcome outcome;
  char *with; /* (nullable): name of the session that it overlaps with */
} FwEnrolPerson;

/** FwEnrol: an enrolment of several people in one session. */
typedef struct
{
  FwRecords *records;
  FwScope *scope; /* of who enrols */
  FwRecord *session;
  FwRecord *course;            /* (nullable) */
  gint32 today;                /* at the site of the session */
  gint64 now;                  /* µs UTC */
  GArray *people;              /* FwEnrolPerson: in the order in which they get seats */
  guint seats, taken, waiting; /* (out): as they are afterwards */
} FwEnrol;

/** fw_enrol_people_new: Returns: (transfer full): an empty array for FwEnrol.people. */
GArray *fw_enrol_people_new (void);

/** fw_enrol_run: says what becomes of each, and writes it. One at a time, as seats are counted
 * first. Who already waits gets a seat that is free, ahead of others; who is new goes behind those
 * who wait. @dry: nothing is written. Returns: FALSE: the store refused, as fw_records_put(). */
gboolean fw_enrol_run (FwEnrol *self, gboolean dry, GError **error);

G_END_DECLS
