/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-dimension.h"

#include "core/fw-name.h"

static const char *const dimension_names[FW_N_DIMENSIONS] = {
  [FW_DIMENSION_SITE] = "site",           [FW_DIMENSION_TEAM] = "team",
  [FW_DIMENSION_SHIFT] = "shift",         [FW_DIMENSION_QUEUE] = "queue",
  [FW_DIMENSION_CHANNEL] = "channel",     [FW_DIMENSION_PRODUCT] = "product",
  [FW_DIMENSION_AGENT] = "agent",         [FW_DIMENSION_TENURE] = "tenure",
  [FW_DIMENSION_HALF_HOUR] = "half_hour", [FW_DIMENSION_OUTCOME] = "outcome",
  [FW_DIMENSION_TRANSFER] = "transfer",
};

static const char *const outcome_names[FW_N_OUTCOMES] = {
  [FW_OUTCOME_UNKNOWN] = "unknown",          [FW_OUTCOME_ANSWERED] = "answered",
  [FW_OUTCOME_ABANDONED] = "abandoned",      [FW_OUTCOME_LEFT_TIMEOUT] = "timeout",
  [FW_OUTCOME_LEFT_EMPTY] = "empty",         [FW_OUTCOME_LEFT_KEY] = "key",
  [FW_OUTCOME_LEFT_WITHDRAWN] = "withdrawn", [FW_OUTCOME_TURNED_AWAY] = "turned-away",
};

static const char *const transfer_names[FW_N_TRANSFERS] = {
  [FW_TRANSFER_NONE] = "none",
  [FW_TRANSFER_BLIND] = "blind",
  [FW_TRANSFER_ATTENDED] = "attended",
};

static const char *const tenure_names[FW_N_TENURE_BANDS] = { "",       "0-29",    "30-89",
                                                             "90-179", "180-364", "365+" };

const char *
fw_dimension_to_name (FwDimension dimension)
{
  g_return_val_if_fail ((guint) dimension < FW_N_DIMENSIONS, NULL);

  return dimension_names[dimension];
}

gboolean
fw_dimension_from_name (FwText name, FwDimension *dimension)
{
  guint index;

  if (!fw_name_find (dimension_names, FW_N_DIMENSIONS, name, &index))
    return FALSE;

  *dimension = (FwDimension) index;
  return TRUE;
}

const char *
fw_outcome_to_name (FwOutcome outcome)
{
  g_return_val_if_fail ((guint) outcome < FW_N_OUTCOMES, NULL);

  return outcome_names[outcome];
}

gboolean
fw_outcome_from_name (FwText name, FwOutcome *outcome)
{
  guint index;

  if (!fw_name_find (outcome_names, FW_N_OUTCOMES, name, &index))
    return FALSE;

  *outcome = (FwOutcome) index;
  return TRUE;
}

const char *
fw_transfer_to_name (FwTransfer transfer)
{
  g_return_val_if_fail ((guint) transfer < FW_N_TRANSFERS, NULL);

  return transfer_names[transfer];
}

gboolean
fw_transfer_from_name (FwText name, FwTransfer *transfer)
{
  guint index;

  if (!fw_name_find (transfer_names, FW_N_TRANSFERS, name, &index))
    return FALSE;

  *transfer = (FwTransfer) index;
  return TRUE;
}

guint8
fw_tenure_band (gint days_since_hire)
{
  static const gint ends[] = { 30, 90, 180, 365 };
  guint8 band = 1;

  if (days_since_hire < 0)
    return 0;
  while (band <= G_N_ELEMENTS (ends) && days_since_hire >= ends[band - 1])
    band++;

  return band;
}

gboolean
fw_tenure_band_from_name (FwText name, guint8 *band)
{
  guint index;

  if (!fw_name_find (tenure_names, FW_N_TENURE_BANDS, name, &index))
    return FALSE;

  *band = (guint8) index;
  return TRUE;
}

const char *
fw_tenure_band_to_name (guint8 band)
{
  g_return_val_if_fail (band < FW_N_TENURE_BANDS, NULL);

  return tenure_names[band];
}
