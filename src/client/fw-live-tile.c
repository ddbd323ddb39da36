/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-live-rows.h"

#include <math.h>
#include <string.h>

#define WAITING_TREND 120 /* points */
#define WAITING_EVERY (30 * G_USEC_PER_SEC)

struct _FwTile
{
  GObject parent_instance;

  guint revision;
  FwLiveMeasure measure;
  FwLiveValue value;
  double before;
  double longest;
  FwLiveWorst worst;
  double *trend;
  guint n_trend;
  gint64 trend_at; /* of the latest point of the waiting tile */
};

enum
{
  PROP_0,
  PROP_REVISION,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwTile, fw_tile, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
bump_revision (FwTile *self)
{
  self->revision++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVISION]);
}

static void
fw_tile_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_REVISION)
    g_value_set_uint (value, FW_TILE (object)->revision);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
clear_worst (FwTile *self)
{
  g_clear_pointer (&self->worst.queue, g_free);
  g_clear_pointer (&self->worst.title, g_free);
}

static void
fw_tile_finalize (GObject *object)
{
  FwTile *self = FW_TILE (object);

  clear_worst (self);
  g_free (self->trend);
  G_OBJECT_CLASS (fw_tile_parent_class)->finalize (object);
}

static void
fw_tile_class_init (FwTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_tile_get_property;
  object_class->finalize = fw_tile_finalize;
  properties[PROP_REVISION] =
      g_param_spec_uint ("revision", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fw_tile_init (FwTile *self)
{
  self->value = FW_LIVE_VALUE_NONE;
  self->before = self->longest = NAN;
}

FwTile *
fw_tile_new (FwLiveMeasure measure)
{
  FwTile *self = g_object_new (FW_TYPE_TILE, NULL);

  self->measure = measure;
  return self;
}

FwLiveMeasure
fw_tile_get_measure (FwTile *self)
{
  g_return_val_if_fail (FW_IS_TILE (self), 0);
  return self->measure;
}

const FwLiveValue *
fw_tile_get_value (FwTile *self)
{
  g_return_val_if_fail (FW_IS_TILE (self), NULL);
  return &self->value;
}

double
fw_tile_get_before (FwTile *self)
{
  g_return_val_if_fail (FW_IS_TILE (self), NAN);
  return self->before;
}

double
fw_tile_get_longest (FwTile *self)
{
  g_return_val_if_fail (FW_IS_TILE (self), NAN);
  return self->longest;
}

const FwLiveWorst *
fw_tile_get_worst (FwTile *self)
{
  g_return_val_if_fail (FW_IS_TILE (self), NULL);
  return self->worst.queue != NULL ? &self->worst : NULL;
}

const double *
fw_tile_get_trend (FwTile *self, guint *n)
{
  g_return_val_if_fail (FW_IS_TILE (self), NULL);
  *n = self->n_trend;
  return self->trend;
}

static gboolean
equal_number (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

void
fw_tile_apply (FwTile *self, const FwLiveFrameTile *tile)
{
  g_return_if_fail (FW_IS_TILE (self));

  if (fw_live_value_equal (&self->value, &tile->value) &&
      equal_number (self->before, tile->before) && self->n_trend == tile->n_trend &&
      (tile->n_trend == 0 ||
       memcmp (self->trend, tile->trend, tile->n_trend * sizeof (double)) == 0))
    return;
  self->value = tile->value;
  self->before = tile->before;
  g_free (self->trend);
  self->n_trend = tile->n_trend;
  self->trend = tile->n_trend > 0 ? g_memdup2 (tile->trend, tile->n_trend * sizeof (double)) : NULL;
  bump_revision (self);
}

void
fw_tile_set_before (FwTile *self, double before)
{
  g_return_if_fail (FW_IS_TILE (self));

  if (equal_number (self->before, before))
    return;
  self->before = before;
  bump_revision (self);
}

static gboolean
equal_worst (FwTile *self, const FwLiveWorst *worst)
{
  const FwLiveWorst *mine = &self->worst;

  return g_strcmp0 (mine->queue, worst->queue) == 0 && g_strcmp0 (mine->title, worst->title) == 0 &&
         mine->count == worst->count && equal_number (mine->limit, worst->limit) &&
         equal_number (mine->longest, worst->longest) &&
         equal_number (mine->limit_s, worst->limit_s);
}

void
fw_tile_apply_waiting (FwTile *self, const FwLiveWaiting *waiting, gint64 at)
{
  g_return_if_fail (FW_IS_TILE (self));

  if (self->trend == NULL)
    self->trend = g_new (double, WAITING_TREND);
  if (self->n_trend == 0 || at - self->trend_at >= WAITING_EVERY)
    {
      if (self->n_trend == WAITING_TREND)
        memmove (self->trend, self->trend + 1, --self->n_trend * sizeof (double));
      self->n_trend++;
      self->trend_at = at;
    }
  else if (equal_number (self->value.value, waiting->count) &&
           equal_number (self->longest, waiting->longest) &&
           equal_number (self->before, waiting->before) && equal_worst (self, &waiting->worst) &&
           self->value.verdict == waiting->verdict)
    return;
  self->trend[self->n_trend - 1] = waiting->count;
  self->value.value = waiting->count;
  self->value.verdict = waiting->verdict;
  self->longest = waiting->longest;
  self->before = waiting->before;
  clear_worst (self);
  self->worst = waiting->worst;
  self->worst.queue = g_strdup (waiting->worst.queue);
  self->worst.title = g_strdup (waiting->worst.title);
  bump_revision (self);
}
