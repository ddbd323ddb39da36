/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/why/fw-why-figures.h"

G_BEGIN_DECLS

/**
 * FwChance: how a made centre is made. Contacts come to units (persons at work, or half hours of
 * queues); figures differ by day, by person or queue, by half of the time (people change) and by
 * unit and day. All spreads are in the unit of a rate, or of a mean in standard deviations of one
 * contact.
 */
typedef struct
{
  const char *metric;
  guint days;    /* a side */
  guint n;       /* contacts of the denominator, a side */
  guint n_units; /* people, or queues */
  double base;   /* rate; or mean in seconds */
  double day;    /* standard deviation between days */
  double unit;   /* between people or queues */
  double drift;  /* of one person, between the sides */
  double burst;  /* of one person's day, or one queue's half hour */
} FwChance;

/** FwChanceWorld: one made centre, counted. */
typedef struct
{
  FwWhyFrame frame; /* filled */
  FwWhyClusters clusters;
  double known; /* variance of the change for who knows how it was made */
} FwChanceWorld;

/** fw_chance_draw: @change: what truly happened, in the unit of the metric. */
void fw_chance_draw (const FwChance *self, GRand *rand, double change, FwChanceWorld *world);
void fw_chance_world_clear (FwChanceWorld *self);

/** fw_chance_get_known_sd: the standard error of a change for who knows how a centre like this is
 * made, before any is drawn. */
double fw_chance_get_known_sd (const FwChance *self);

/** fw_chance_ask: as an answer does. @cell: what is said of the whole */
void fw_chance_ask (const FwChanceWorld *self, FwWhyCell *cell);

/** FwChanceTally: many centres with one true change. */
typedef struct
{
  guint n;
  double covered; /* share whose 95 % interval holds the true change */
  double found;   /* share with p of 5 % at most and the right direction (any where it is 0) */
  double known;   /* share that a test finds which knows how the centres are made */
} FwChanceTally;

/** fw_chance_measure: @n centres of seeds from @seed on. */
FwChanceTally fw_chance_measure (const FwChance *self, double change, guint n, guint32 seed);

/** fw_chance_get_scale: of a rate 1; of a mean one standard deviation of a contact, in seconds. */
double fw_chance_get_scale (const FwChance *self);

G_END_DECLS
