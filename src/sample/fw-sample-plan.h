/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The fixed plan of the sample centre: what would stand in its handbook. */

/** FwSampleGroup: who is trained for what. Night takes everything. */
typedef enum
{
  FW_SAMPLE_GROUP_SALES,
  FW_SAMPLE_GROUP_CARE,
  FW_SAMPLE_GROUP_TECH,
  FW_SAMPLE_GROUP_DESK, /* written channels */
  FW_SAMPLE_GROUP_NIGHT,
  FW_SAMPLE_N_GROUPS
} FwSampleGroup;

typedef enum
{
  FW_SAMPLE_EARLY,
  FW_SAMPLE_DAY,
  FW_SAMPLE_LATE,
  FW_SAMPLE_NIGHT,
  FW_SAMPLE_N_SHIFTS
} FwSampleShiftIndex;

typedef struct
{
  const char *id;
  const char *name;
  guint start;  /* minutes after midnight */
  guint length; /* minutes */
  const char *letter;
} FwSampleShift;

typedef struct
{
  const char *id;
  const char *name;
  FwSampleGroup group;
} FwSampleTeam;

typedef struct
{
  const char *id;
  const char *name;
  const char *channel;
  const char *product;
  guint team; /* that answers for it */
  FwSampleGroup group;
  double share;       /* of its group's work by day */
  double night_share; /* of all work by night */
  double talk_s;      /* mean */
  double wrap_s;      /* mean */
  double patience_s;  /* mean; 0: it waits until it is read */
  double delay_s;     /* written work waits behind a voice that came this much later */
} FwSampleQueue;

#define FW_SAMPLE_N_TEAMS 12
#define FW_SAMPLE_N_QUEUES 15
#define FW_SAMPLE_TEAM_SIZE 20
#define FW_SAMPLE_N_PEOPLE (FW_SAMPLE_N_TEAMS * FW_SAMPLE_TEAM_SIZE)
#define FW_SAMPLE_TIRED_TEAM 11 /* Night B */

extern const FwSampleShift fw_sample_shifts[FW_SAMPLE_N_SHIFTS];
extern const FwSampleTeam fw_sample_teams[FW_SAMPLE_N_TEAMS];
extern const FwSampleQueue fw_sample_queues[FW_SAMPLE_N_QUEUES];

/**
 * FwSampleEffect: how far a contact departs from the ordinary, by the planted causes. Factors and
 * differences of probabilities.
 */
typedef struct
{
  double arrivals;     /* factor */
  double handling;     /* factor */
  double resolution;   /* difference */
  double satisfaction; /* difference */
  double repeat;       /* factor */
  double transfer;     /* factor */
} FwSampleEffect;

#define FW_SAMPLE_EFFECT_NONE ((FwSampleEffect){ 1.0, 1.0, 0.0, 0.0, 1.0, 1.0 })

/** The product fault: days before the sample's day, both inclusive. */
#define FW_SAMPLE_FAULT_PRODUCT "Handsets"
#define FW_SAMPLE_FAULT_FIRST 18
#define FW_SAMPLE_FAULT_LAST 12

/** Products that the order system is for. */
#define FW_SAMPLE_N_SLOW 2
extern const char *const fw_sample_slow_products[FW_SAMPLE_N_SLOW];

/** fw_sample_is_slow_night: @before: days before the sample's day. The order system is slow from
 * 22:00 to 04:00. */
gboolean fw_sample_is_slow_night (gint before);
/** fw_sample_get_response_s: how long the order system takes to answer; @elapsed: minutes since
 * 06:00. */
double fw_sample_get_response_s (gint before, guint elapsed);

/** fw_sample_apply_queue_effect: product fault and slow system. */
void fw_sample_apply_queue_effect (FwSampleEffect *effect,
                                   gint before,
                                   guint elapsed,
                                   const FwSampleQueue *queue);
/** fw_sample_apply_person_effect: newness (days since the first contact) and nights in a row (1 =
 * the first). */
void
fw_sample_apply_person_effect (FwSampleEffect *effect, gint days_live, guint team, guint nights);

G_END_DECLS
