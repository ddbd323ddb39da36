/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <math.h>

G_BEGIN_DECLS

/** FwSampleRandom: splitmix64; a stream for each purpose and day, so that a change in one place
 * leaves the rest alone. */
typedef struct
{
  guint64 state;
} FwSampleRandom;

static inline guint64
fw_sample_mix (guint64 value)
{
  value += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  value = (value ^ (value >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  value = (value ^ (value >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return value ^ (value >> 31);
}

/** fw_sample_hash: one number from several, for decisions that must not depend on any order. */
static inline guint64
fw_sample_hash (guint64 seed, guint64 a, guint64 b, guint64 c)
{
  return fw_sample_mix (fw_sample_mix (fw_sample_mix (seed ^ a) ^ b) ^ c);
}

/** fw_sample_unit: a hash as a number in [0, 1). */
static inline double
fw_sample_unit (guint64 hash)
{
  return (double) (hash >> 11) * 0x1p-53;
}

static inline guint64
fw_sample_random_next (FwSampleRandom *self)
{
  self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return fw_sample_mix (self->state);
}

static inline double
fw_sample_random_unit (FwSampleRandom *self)
{
  return fw_sample_unit (fw_sample_random_next (self));
}

static inline double
fw_sample_random_between (FwSampleRandom *self, double low, double high)
{
  return low + (high - low) * fw_sample_random_unit (self);
}

static inline gboolean
fw_sample_random_chance (FwSampleRandom *self, double probability)
{
  return fw_sample_random_unit (self) < probability;
}

static inline double
fw_sample_random_exponential (FwSampleRandom *self, double mean)
{
  return -mean * log (1.0 - fw_sample_random_unit (self));
}

static inline double
fw_sample_random_normal (FwSampleRandom *self)
{
  double u = 1.0 - fw_sample_random_unit (self);
  double v = fw_sample_random_unit (self);

  return sqrt (-2.0 * log (u)) * cos (2.0 * G_PI * v);
}

/** fw_sample_random_spread: log-normal around a mean of 1; @sigma of the logarithm. */
static inline double
fw_sample_random_spread (FwSampleRandom *self, double sigma)
{
  return exp (sigma * fw_sample_random_normal (self) - sigma * sigma / 2.0);
}

G_END_DECLS
