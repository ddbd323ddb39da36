/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-live-rows.h"

#include <math.h>
#include <string.h>

struct _FwGroupRow
{
  GObject parent_instance;

  guint revision;
  char *key;
  char *title;
  char *collation;
  FwLiveValue values[FW_LIVE_N_MEASURES];
};

enum
{
  PROP_0,
  PROP_REVISION,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwGroupRow, fw_group_row, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
bump_revision (FwGroupRow *self)
{
  self->revision++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVISION]);
}

static void
fw_group_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_REVISION)
    g_value_set_uint (value, FW_GROUP_ROW (object)->revision);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fw_group_row_finalize (GObject *object)
{
  FwGroupRow *self = FW_GROUP_ROW (object);

  g_free (self->key);
  g_free (self->title);
  g_free (self->collation);
  G_OBJECT_CLASS (fw_group_row_parent_class)->finalize (object);
}

static void
fw_group_row_class_init (FwGroupRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_group_row_get_property;
  object_class->finalize = fw_group_row_finalize;
  properties[PROP_REVISION] =
      g_param_spec_uint ("revision", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fw_group_row_init (FwGroupRow *self)
{
  for (guint i = 0; i < FW_LIVE_N_MEASURES; i++)
    self->values[i] = FW_LIVE_VALUE_NONE;
}

FwGroupRow *
fw_group_row_new (const char *key)
{
  FwGroupRow *self = g_object_new (FW_TYPE_GROUP_ROW, NULL);

  self->key = g_strdup (key);
  self->title = g_strdup (key);
  self->collation = g_utf8_collate_key_for_filename (key, -1);
  return self;
}

const char *
fw_group_row_get_key (FwGroupRow *self)
{
  g_return_val_if_fail (FW_IS_GROUP_ROW (self), NULL);
  return self->key;
}

const char *
fw_group_row_get_title (FwGroupRow *self)
{
  g_return_val_if_fail (FW_IS_GROUP_ROW (self), NULL);
  return self->title;
}

const char *
fw_group_row_get_collation (FwGroupRow *self)
{
  g_return_val_if_fail (FW_IS_GROUP_ROW (self), NULL);
  return self->collation;
}

const FwLiveValue *
fw_group_row_get_value (FwGroupRow *self, FwLiveMeasure measure)
{
  g_return_val_if_fail (FW_IS_GROUP_ROW (self) && measure < FW_LIVE_N_MEASURES, NULL);
  return &self->values[measure];
}

gboolean
fw_group_row_is_total (FwGroupRow *self)
{
  g_return_val_if_fail (FW_IS_GROUP_ROW (self), FALSE);
  return *self->key == '\0' && *self->title == '\0';
}

static gboolean
set_title (FwGroupRow *self, const char *title)
{
  if (g_str_equal (self->title, title))
    return FALSE;
  g_free (self->title);
  g_free (self->collation);
  self->title = g_strdup (title);
  self->collation = g_utf8_collate_key_for_filename (title, -1);
  return TRUE;
}

static gboolean
set_values (FwGroupRow *self, const FwLiveValue *values, guint first, guint end)
{
  gboolean same = TRUE;

  for (guint i = first; same && i < end; i++)
    same = fw_live_value_equal (&self->values[i], &values[i]);
  if (!same)
    memcpy (self->values + first, values + first, (end - first) * sizeof *values);
  return !same;
}

void
fw_group_row_apply (FwGroupRow *self, const FwLiveFrameGroup *group)
{
  gboolean changed;

  g_return_if_fail (FW_IS_GROUP_ROW (self) && group != NULL);

  changed =
      set_title (self, group->title != NULL && *group->title != '\0' ? group->title : self->key);
  changed |= set_values (self, group->values, 0, FW_LIVE_IN_QUEUE);
  if (changed)
    bump_revision (self);
}

void
fw_group_row_apply_queue (FwGroupRow *self, const char *title, const FwLiveValue *values)
{
  gboolean changed;

  g_return_if_fail (FW_IS_GROUP_ROW (self) && values != NULL);

  changed = title != NULL && g_str_equal (self->title, self->key) && set_title (self, title);
  changed |= set_values (self, values, FW_LIVE_IN_QUEUE, FW_LIVE_N_MEASURES);
  if (changed)
    bump_revision (self);
}
