/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/cases/fw-case-item.h"

#include "charts/fw-format.h"

#include <glib/gi18n-lib.h>

#define MINUTE (60 * G_USEC_PER_SEC)

struct _FwCaseItem
{
  GObject parent_instance;

  JsonObject *object;
  gint64 due;
  guint changes; /* of what is shown */
};

enum
{
  PROP_0,
  PROP_REVISION,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwCaseItem, fw_case_item, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
fw_case_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_REVISION)
    g_value_set_uint (value, FW_CASE_ITEM (object)->changes);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fw_case_item_finalize (GObject *object)
{
  g_clear_pointer (&FW_CASE_ITEM (object)->object, json_object_unref);

  G_OBJECT_CLASS (fw_case_item_parent_class)->finalize (object);
}

static void
fw_case_item_class_init (FwCaseItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_case_item_get_property;
  object_class->finalize = fw_case_item_finalize;
  properties[PROP_REVISION] = g_param_spec_uint ("revision", NULL, NULL, 0, G_MAXUINT, 0,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fw_case_item_init (FwCaseItem *self)
{
}

FwCaseItem *
fw_case_item_new (JsonObject *object)
{
  FwCaseItem *self;

  g_return_val_if_fail (object != NULL, NULL);

  if (fw_json_find_text (object, "id") == NULL)
    return NULL;
  self = g_object_new (FW_TYPE_CASE_ITEM, NULL);
  self->object = json_object_ref (object);
  self->due = fw_json_find_moment (object, "due");
  return self;
}

void
fw_case_item_take (FwCaseItem *self, FwCaseItem *other)
{
  g_return_if_fail (FW_IS_CASE_ITEM (self) && FW_IS_CASE_ITEM (other));

  json_object_unref (self->object);
  self->object = json_object_ref (other->object);
  self->due = other->due;
  self->changes++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVISION]);
}

const char *
fw_case_item_get (FwCaseItem *self, const char *member)
{
  const char *text;

  g_return_val_if_fail (FW_IS_CASE_ITEM (self), "");

  text = fw_json_find_text (self->object, member);
  return text != NULL ? text : "";
}

gboolean
fw_case_item_is_vip (FwCaseItem *self)
{
  gboolean vip;

  g_return_val_if_fail (FW_IS_CASE_ITEM (self), FALSE);

  return fw_json_has (self->object, "vip") &&
         fw_json_get_boolean (self->object, "vip", &vip, NULL) && vip;
}

gint64
fw_case_item_get_due (FwCaseItem *self)
{
  g_return_val_if_fail (FW_IS_CASE_ITEM (self), 0);

  return self->due;
}

FwCaseUrgency
fw_case_item_get_urgency (FwCaseItem *self, gint64 now)
{
  g_return_val_if_fail (FW_IS_CASE_ITEM (self), FW_CASE_RUNNING);

  if (self->due < now)
    return FW_CASE_OVERDUE;
  return g_str_equal (fw_case_item_get (self, "clock_state"), "warned") ? FW_CASE_WARNED
                                                                        : FW_CASE_RUNNING;
}

FwMarkShape
fw_case_urgency_get_shape (FwCaseUrgency urgency)
{
  return urgency == FW_CASE_OVERDUE  ? FW_MARK_TRIANGLE
         : urgency == FW_CASE_WARNED ? FW_MARK_HALF
                                     : FW_MARK_DISC;
}

FwChartColor
fw_case_urgency_get_color (FwCaseUrgency urgency)
{
  return urgency == FW_CASE_OVERDUE  ? FW_CHART_COLOR_LATE
         : urgency == FW_CASE_WARNED ? FW_CHART_COLOR_WATCH
                                     : FW_CHART_COLOR_IN_ORDER;
}

/* Whole minutes, so that the column is quiet. */
char *
fw_case_item_describe_left (FwCaseItem *self, gint64 now)
{
  g_autofree char *time = NULL;
  gint64 minutes;

  g_return_val_if_fail (FW_IS_CASE_ITEM (self), NULL);

  minutes = ABS (self->due - now) / MINUTE;
  time = fw_format_duration ((double) minutes * 60);
  if (self->due < now)
    /* Translators: %s is a length of time, "2h 05m". */
    return g_strdup_printf (_ ("overdue by %s"), time);
  /* Translators: %s is a length of time, "2h 05m". */
  return g_strdup_printf (_ ("%s left"), time);
}
