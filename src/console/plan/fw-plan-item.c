/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/plan/fw-plan-item.h"

#include <math.h>

struct _FwPlanItem
{
  GObject parent_instance;

  FwPlanFacts facts;
};

enum
{
  PROP_0,
  PROP_REVISION,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwPlanItem, fw_plan_item, G_TYPE_OBJECT)

FwPlanItem *
fw_plan_item_new_day (const FwPlanAnswer *answer, guint i)
{
  const FwPlanDay *day = fw_plan_answer_get_day (answer, i);
  FwPlanItem *self;

  g_return_val_if_fail (day != NULL, NULL);

  self = g_object_new (FW_TYPE_PLAN_ITEM, NULL);
  self->facts = (FwPlanFacts){ .day = TRUE,
                               .index = i,
                               .at = fw_plan_answer_get_moment (answer, day->from)->at,
                               .zone = g_time_zone_ref (answer->zone),
                               .contacts = day->contacts,
                               .low = day->low,
                               .high = day->high,
                               .came = day->so_far,
                               .aht_s = NAN,
                               .peak = day->peak,
                               .people = day->people,
                               .together = day->together,
                               .hours = day->people_hours,
                               .paid_hours = day->people_hours / (1 - answer->shrinkage) };
  return self;
}

FwPlanItem *
fw_plan_item_new_moment (const FwPlanAnswer *answer, guint i)
{
  const FwPlanMoment *moment = fw_plan_answer_get_moment (answer, i);
  FwPlanItem *self;

  g_return_val_if_fail (moment != NULL, NULL);

  self = g_object_new (FW_TYPE_PLAN_ITEM, NULL);
  self->facts = (FwPlanFacts){ .index = i,
                               .at = moment->at,
                               .zone = g_time_zone_ref (answer->zone),
                               .contacts = moment->contacts,
                               .low = moment->low,
                               .high = moment->high,
                               .came = moment->came,
                               .aht_s = moment->aht_s,
                               .people = moment->people,
                               .together = moment->together,
                               .hours = NAN,
                               .paid_hours = NAN };
  return self;
}

const FwPlanFacts *
fw_plan_item_get (FwPlanItem *self)
{
  g_return_val_if_fail (FW_IS_PLAN_ITEM (self), NULL);

  return &self->facts;
}

static void
fw_plan_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_REVISION)
    g_value_set_uint (value, 0);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fw_plan_item_finalize (GObject *object)
{
  FwPlanItem *self = FW_PLAN_ITEM (object);

  g_clear_pointer (&self->facts.zone, g_time_zone_unref);
  G_OBJECT_CLASS (fw_plan_item_parent_class)->finalize (object);
}

static void
fw_plan_item_class_init (FwPlanItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_plan_item_get_property;
  object_class->finalize = fw_plan_item_finalize;
  g_object_class_install_property (object_class, PROP_REVISION,
                                   g_param_spec_uint ("revision", NULL, NULL, 0, G_MAXUINT, 0,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
fw_plan_item_init (FwPlanItem *self)
{
}
