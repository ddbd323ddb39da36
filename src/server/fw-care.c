/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-care.h"

#include "core/fw-error.h"
#include "protocol/fw-json.h"

#define MOST_MINUTES (24 * 60)

static gboolean
read_minutes (JsonObject *object, guint *minutes, GError **error)
{
  gint64 value;

  if (!fw_json_get_integer (object, "minutes", &value, error))
    return FALSE;
  if (value < 1 || value > MOST_MINUTES)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "minutes: 1 to %d", MOST_MINUTES);
      return FALSE;
    }
  *minutes = (guint) value;
  return TRUE;
}

gboolean
fw_care_read (JsonObject *object, FwCareAct first, FwCare *care, GError **error)
{
  static const char *const acts[FW_N_CARE_ACTS] = { [FW_CARE_ACKNOWLEDGE] = "acknowledge",
                                                    [FW_CARE_SNOOZE] = "snooze",
                                                    [FW_CARE_GIVE] = "give",
                                                    [FW_CARE_RELEASE] = "release" };
  const char *act;

  g_return_val_if_fail (object != NULL && first <= FW_CARE_SNOOZE && care != NULL, FALSE);

  if (!fw_json_get_text (object, "act", &act, error))
    return FALSE;
  for (FwCareAct i = first; i < FW_N_CARE_ACTS; i++)
    if (g_str_equal (acts[i], act))
      {
        *care = (FwCare){ .act = i };
        return (i != FW_CARE_SNOOZE || read_minutes (object, &care->minutes, error)) &&
               (i != FW_CARE_GIVE || fw_json_get_text (object, "to", &care->to, error));
      }
  if (first == FW_CARE_ACKNOWLEDGE)
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "act: acknowledge, snooze, give or release");
  else
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "act: snooze, give or release");
  return FALSE;
}
