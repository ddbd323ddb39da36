/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-live-rows.h"

#include <math.h>

struct _FwAlertRow
{
  GObject parent_instance;

  guint revision;
  FwLiveFrameAlert alert;
};

enum
{
  PROP_0,
  PROP_REVISION,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwAlertRow, fw_alert_row, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
bump_revision (FwAlertRow *self)
{
  self->revision++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVISION]);
}

static void
clear_alert (FwLiveFrameAlert *alert)
{
  g_free (alert->id);
  g_free (alert->metric);
  g_free (alert->dimension);
  g_free (alert->key);
  g_free (alert->title);
  g_free (alert->site);
  g_free (alert->reason);
  g_free (alert->action);
  g_free (alert->acknowledged_by);
  g_free (alert->given_to);
}

static void
fw_alert_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_REVISION)
    g_value_set_uint (value, FW_ALERT_ROW (object)->revision);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fw_alert_row_finalize (GObject *object)
{
  FwAlertRow *self = FW_ALERT_ROW (object);

  clear_alert (&self->alert);
  G_OBJECT_CLASS (fw_alert_row_parent_class)->finalize (object);
}

static void
fw_alert_row_class_init (FwAlertRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_alert_row_get_property;
  object_class->finalize = fw_alert_row_finalize;
  properties[PROP_REVISION] =
      g_param_spec_uint ("revision", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fw_alert_row_init (FwAlertRow *self)
{
  self->alert.value = self->alert.limit = NAN;
}

FwAlertRow *
fw_alert_row_new (const char *id)
{
  FwAlertRow *self = g_object_new (FW_TYPE_ALERT_ROW, NULL);

  self->alert.id = g_strdup (id);
  return self;
}

const char *
fw_alert_row_get_id (FwAlertRow *self)
{
  g_return_val_if_fail (FW_IS_ALERT_ROW (self), NULL);
  return self->alert.id;
}

const FwLiveFrameAlert *
fw_alert_row_get (FwAlertRow *self)
{
  g_return_val_if_fail (FW_IS_ALERT_ROW (self), NULL);
  return &self->alert;
}

static gboolean
equal_number (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

void
fw_alert_row_apply (FwAlertRow *self, const FwLiveFrameAlert *alert)
{
  FwLiveFrameAlert *mine = &self->alert;
  char *id;

  g_return_if_fail (FW_IS_ALERT_ROW (self));

  if (mine->metric != NULL && equal_number (mine->value, alert->value) &&
      equal_number (mine->limit, alert->limit) && mine->n == alert->n &&
      equal_number (mine->low, alert->low) && equal_number (mine->high, alert->high) &&
      mine->from == alert->from && mine->to == alert->to && mine->since == alert->since &&
      g_str_equal (mine->site, alert->site) && g_str_equal (mine->reason, alert->reason) &&
      g_str_equal (mine->title, alert->title) && g_str_equal (mine->action, alert->action) &&
      g_strcmp0 (mine->acknowledged_by, alert->acknowledged_by) == 0 &&
      mine->snoozed_until == alert->snoozed_until &&
      g_strcmp0 (mine->given_to, alert->given_to) == 0)
    return;
  /* The id stays the same text: the table of alerts by id points to it. */
  id = g_steal_pointer (&mine->id);
  clear_alert (mine);
  *mine = *alert;
  mine->id = id;
  mine->metric = g_strdup (alert->metric);
  mine->dimension = g_strdup (alert->dimension);
  mine->key = g_strdup (alert->key);
  mine->title = g_strdup (alert->title);
  mine->site = g_strdup (alert->site);
  mine->reason = g_strdup (alert->reason);
  mine->action = g_strdup (alert->action);
  mine->acknowledged_by = g_strdup (alert->acknowledged_by);
  mine->given_to = g_strdup (alert->given_to);
  bump_revision (self);
}
