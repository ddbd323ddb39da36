/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-row.h"

struct _FwWhyRow
{
  GObject parent_instance;

  FwWhyResult *result; /* holds what the others point into */
  const FwWhyCell *cell;
  const FwWhyCause *cause;
  const FwWhyFactor *factor;
  char *note;
  double effect; /* of a note */
};

G_DEFINE_FINAL_TYPE (FwWhyRow, fw_why_row, G_TYPE_OBJECT)

static void
fw_why_row_finalize (GObject *object)
{
  FwWhyRow *self = FW_WHY_ROW (object);

  g_clear_object (&self->result);
  g_clear_pointer (&self->note, g_free);
  G_OBJECT_CLASS (fw_why_row_parent_class)->finalize (object);
}

static void
fw_why_row_class_init (FwWhyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fw_why_row_finalize;
}

static void
fw_why_row_init (FwWhyRow *self)
{
}

static FwWhyRow *
create_row (FwWhyResult *result)
{
  FwWhyRow *self = g_object_new (FW_TYPE_WHY_ROW, NULL);

  self->result = g_object_ref (result);
  return self;
}

FwWhyRow *
fw_why_row_new (FwWhyResult *result, const FwWhyCell *cell, const FwWhyCause *cause)
{
  FwWhyRow *self = create_row (result);

  self->cell = cell;
  self->cause = cause;
  return self;
}

FwWhyRow *
fw_why_row_new_factor (FwWhyResult *result, const FwWhyFactor *factor)
{
  FwWhyRow *self = create_row (result);

  self->factor = factor;
  return self;
}

FwWhyRow *
fw_why_row_new_note (FwWhyResult *result, const char *name, double effect)
{
  FwWhyRow *self = create_row (result);

  self->note = g_strdup (name);
  self->effect = effect;
  return self;
}

const FwWhyAnswer *
fw_why_row_get_answer (FwWhyRow *self)
{
  g_return_val_if_fail (FW_IS_WHY_ROW (self), NULL);
  return fw_why_result_get (self->result);
}

const FwWhyCell *
fw_why_row_get_cell (FwWhyRow *self)
{
  g_return_val_if_fail (FW_IS_WHY_ROW (self), NULL);
  return self->cell;
}

const FwWhyCause *
fw_why_row_get_cause (FwWhyRow *self)
{
  g_return_val_if_fail (FW_IS_WHY_ROW (self), NULL);
  return self->cause;
}

const FwWhyFactor *
fw_why_row_get_factor (FwWhyRow *self)
{
  g_return_val_if_fail (FW_IS_WHY_ROW (self), NULL);
  return self->factor;
}

const char *
fw_why_row_get_note (FwWhyRow *self)
{
  g_return_val_if_fail (FW_IS_WHY_ROW (self), NULL);
  return self->note;
}

double
fw_why_row_get_effect (FwWhyRow *self)
{
  g_return_val_if_fail (FW_IS_WHY_ROW (self), 0);
  return self->cell != NULL     ? self->cell->effect
         : self->factor != NULL ? self->factor->effect
                                : self->effect;
}
