/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/floor/fw-event.h"
#include "sample/fw-sample-people.h"

G_BEGIN_DECLS

/** FwSampleEvent: an event before it is given its texts. Times are ms since the start of the site
 * day. */
typedef struct
{
  gint64 at;
  guint32 order;   /* of making: decides between events of one moment */
  guint32 contact; /* number within the day; of states: number of the event */
  guint64 customer;
  gint32 wait_ms, talk_ms, hold_ms, wrap_ms; /* FW_EVENT_NO_TIME: not said */
  guint16 person;                            /* index; G_MAXUINT16 none */
  guint8 type;                               /* FwEventType */
  guint8 queue;                              /* index; G_MAXUINT8 none */
  guint8 reason;                             /* FwSampleReason */
  guint8 attempt;                            /* of ringing */
  gint8 rating, nps, resolved;
  guint32 scores; /* fw-rated.h */
} FwSampleEvent;

typedef enum
{
  FW_SAMPLE_REASON_NONE,
  FW_SAMPLE_REASON_AGENT,
  FW_SAMPLE_REASON_CUSTOMER,
  FW_SAMPLE_REASON_TIMEOUT,
  FW_SAMPLE_REASON_KEY,
  FW_SAMPLE_REASON_BLIND,
  FW_SAMPLE_REASON_ATTENDED,
  FW_SAMPLE_REASON_BREAK,
  FW_SAMPLE_REASON_LUNCH,
  FW_SAMPLE_REASON_COACHING,
  FW_SAMPLE_REASON_BACK_OFFICE,
  FW_SAMPLE_REASON_SYSTEM, /* the order system was timed */
  FW_SAMPLE_N_REASONS
} FwSampleReason;

/** What a day is made of. */
typedef struct
{
  guint64 seed;
  const FwSamplePerson *people;
  gint32 made;   /* the sample's day */
  gint32 day;    /* the day to simulate */
  gint64 length; /* of that day in ms: 23, 24 or 25 hours */
} FwSampleDayPlan;

/** Late facts come at most this long after the day's end. */
#define FW_SAMPLE_SPILL_MS (24 * G_GINT64_CONSTANT (3600000))

/**
 * fw_sample_simulate_day: one site day, from an empty floor to an empty floor: callers arrive,
 * wait, give up or are answered by whoever is free and trained, people come, pause and go. Returns:
 * (transfer full): GArray of FwSampleEvent in order; the last contacts end and the last facts come
 * after the day's end.
 */
GArray *fw_sample_simulate_day (const FwSampleDayPlan *plan);

/** fw_sample_plan_breaks: Returns: (transfer full) (array length=FW_SAMPLE_N_PEOPLE) (element-type
 * utf8): the breaks of each who comes that day, as a shift has them; NULL for who does not. */
char **fw_sample_plan_breaks (const FwSampleDayPlan *plan);

/** FwSampleArrival: somebody comes; ms since the start of the day. */
typedef struct
{
  gint64 at;
  guint64 customer; /* number of the customer; one whose number is hard brings a hard case */
  guint8 queue;
} FwSampleArrival;

/** fw_sample_make_arrivals: Returns: (transfer full): GArray of FwSampleArrival by time. */
GArray *fw_sample_make_arrivals (const FwSampleDayPlan *plan);

/** fw_sample_is_hard: some cases cannot be resolved by anybody at once. */
gboolean fw_sample_is_hard (guint64 seed, guint64 customer);

G_END_DECLS
