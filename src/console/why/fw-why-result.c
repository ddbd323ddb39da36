/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-result.h"

struct _FwWhyResult
{
  GObject parent_instance;

  FwWhyAnswer *answer;
  gint64 at;
  gboolean kept;
};

G_DEFINE_FINAL_TYPE (FwWhyResult, fw_why_result, G_TYPE_OBJECT)

static void
fw_why_result_finalize (GObject *object)
{
  g_clear_pointer (&FW_WHY_RESULT (object)->answer, fw_why_answer_free);
  G_OBJECT_CLASS (fw_why_result_parent_class)->finalize (object);
}

static void
fw_why_result_class_init (FwWhyResultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fw_why_result_finalize;
}

static void
fw_why_result_init (FwWhyResult *self)
{
}

FwWhyResult *
fw_why_result_new (FwWhyAnswer *answer, gint64 at, gboolean kept)
{
  FwWhyResult *self = g_object_new (FW_TYPE_WHY_RESULT, NULL);

  self->answer = answer;
  self->at = at;
  self->kept = kept;
  return self;
}

const FwWhyAnswer *
fw_why_result_get (FwWhyResult *self)
{
  g_return_val_if_fail (FW_IS_WHY_RESULT (self), NULL);
  return self->answer;
}

gint64
fw_why_result_get_at (FwWhyResult *self)
{
  g_return_val_if_fail (FW_IS_WHY_RESULT (self), 0);
  return self->at;
}

gboolean
fw_why_result_is_kept (FwWhyResult *self)
{
  g_return_val_if_fail (FW_IS_WHY_RESULT (self), FALSE);
  return self->kept;
}
