/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-competency-record.h"

#include "core/calendar/fw-months.h"
#include "core/fw-error.h"

static const struct
{
  const char *name;
  FwDecayKind kind;
} decays[] = {
  { "none", FW_DECAY_NONE },
  { "expire", FW_DECAY_EXPIRE },
  { "step", FW_DECAY_STEP },
  { "half-life", FW_DECAY_HALF_LIFE },
};

gboolean
fw_competency_read_decay (const FwRecord *record, FwDecay *decay, GError **error)
{
  const char *name;

  g_return_val_if_fail (record != NULL && decay != NULL, FALSE);

  *decay = (FwDecay){ FW_DECAY_NONE, (guint) fw_record_integer (record, "months"),
                      (guint) fw_record_integer (record, "further") };
  name = fw_record_text (record, "decay");
  for (guint i = 0; i < G_N_ELEMENTS (decays); i++)
    if (g_strcmp0 (decays[i].name, name) == 0)
      decay->kind = decays[i].kind;
  if (decay->kind != FW_DECAY_NONE && (decay->months < 1 || decay->months > FW_MONTHS_MOST))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "months: expected 1 to %d, after which what was shown counts less",
                   FW_MONTHS_MOST);
      return FALSE;
    }
  if (decay->kind == FW_DECAY_STEP && (decay->further < 1 || decay->further > FW_MONTHS_MOST))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "further: expected 1 to %d months between further steps", FW_MONTHS_MOST);
      return FALSE;
    }
  return TRUE;
}
