/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-outbox-item.h"

enum
{
  PROP_0,
  PROP_STATE,
  PROP_MESSAGE,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwOutboxItem, fw_outbox_item, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
fw_outbox_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FwOutboxItem *self = FW_OUTBOX_ITEM (object);

  if (id == PROP_STATE)
    g_value_set_uint (value, self->state);
  else
    g_value_set_string (value, self->message);
}

static void
fw_outbox_item_finalize (GObject *object)
{
  FwOutboxItem *self = FW_OUTBOX_ITEM (object);

  g_free (self->method);
  g_free (self->kind);
  g_free (self->id);
  g_free (self->body);
  g_free (self->title);
  g_free (self->stored);
  g_free (self->message);
  g_clear_object (&self->changed);

  G_OBJECT_CLASS (fw_outbox_item_parent_class)->finalize (object);
}

static void
fw_outbox_item_class_init (FwOutboxItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fw_outbox_item_get_property;
  object_class->finalize = fw_outbox_item_finalize;
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, FW_OUTBOX_REFUSED, 0, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fw_outbox_item_init (FwOutboxItem *self)
{
}

FwOutboxItem *
fw_outbox_item_new (const char *method,
                    const char *kind,
                    const char *id,
                    guint revision,
                    const char *body,
                    const char *title)
{
  FwOutboxItem *self = g_object_new (FW_TYPE_OUTBOX_ITEM, NULL);

  self->at = g_get_real_time ();
  self->method = g_strdup (method);
  self->kind = g_strdup (kind);
  self->id = g_strdup (id);
  self->revision = revision;
  self->body = g_strdup (body);
  self->title = g_strdup (title);
  return self;
}

FwOutboxItem *
fw_outbox_item_copy (FwOutboxItem *self)
{
  FwOutboxItem *copy;

  g_return_val_if_fail (FW_IS_OUTBOX_ITEM (self), NULL);

  copy = fw_outbox_item_new (self->method, self->kind, self->id, self->revision, self->body,
                             self->title);
  copy->number = self->number;
  copy->at = self->at;
  copy->batch = self->batch;
  copy->state = self->state;
  copy->stored = g_strdup (self->stored);
  copy->message = g_strdup (self->message);
  return copy;
}

void
fw_outbox_item_take (FwOutboxItem *self, FwOutboxItem *changed)
{
  g_return_if_fail (FW_IS_OUTBOX_ITEM (self));
  g_return_if_fail (FW_IS_OUTBOX_ITEM (changed));

  g_free (self->method);
  self->method = g_strdup (changed->method);
  g_free (self->body);
  self->body = g_strdup (changed->body);
  self->revision = changed->revision;
  fw_outbox_item_set_state (self, changed->state, changed->stored, changed->message);
}

void
fw_outbox_item_set_state (FwOutboxItem *self,
                          FwOutboxState state,
                          const char *stored,
                          const char *message)
{
  g_return_if_fail (FW_IS_OUTBOX_ITEM (self));

  self->state = state;
  g_free (self->stored);
  self->stored = g_strdup (stored);
  g_free (self->message);
  self->message = g_strdup (message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
}
