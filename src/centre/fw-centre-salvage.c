/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A new centre of what is left of a damaged one. Figures are made anew when it is opened. */
#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

static gboolean
salvage_into (
    const char *location, FwDatabase *from, FwLedger *source, FwSalvage *salvage, GError **error)
{
  g_autoptr (FwDatabase) to = fw_database_open (location, FALSE, error);
  g_autoptr (FwLedger) target = NULL;
  g_autoptr (FwRecords) records = NULL;

  if (to == NULL)
    return FALSE;
  fw_database_set_synchronous (to, FALSE); /* the checkpoint at the end is */
  target = fw_ledger_open_encrypted (to, FALSE, fw_centre_find_cipher, (gpointer) location, error);
  if (target == NULL)
    return FALSE;
  records = fw_records_open (to, error);
  return records != NULL && fw_salvage (salvage, from, source, to, target, records, error);
}

gboolean
fw_centre_salvage (const char *damaged, const char *location, FwSalvage *salvage, GError **error)
{
  g_autoptr (FwDatabase) from = NULL;
  g_autoptr (FwLedger) source = NULL;
  g_autoptr (FwCentre) centre = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (damaged != NULL && location != NULL && salvage != NULL, FALSE);

  *salvage = (FwSalvage){ 0 };
  if (fw_database_exists (location, &failure) || failure != NULL)
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        g_set_error_literal (error, FW_ERROR, FW_ERROR_CONFLICT,
                             "what is saved goes to a place that holds no centre");
      return FALSE;
    }
  from = fw_database_open (damaged, TRUE, error);
  if (from == NULL)
    return FALSE;
  source = fw_ledger_open_encrypted (from, TRUE, fw_centre_find_cipher, (gpointer) damaged, error);
  if (source == NULL || !salvage_into (location, from, source, salvage, error))
    return FALSE;

  /* Figures, witness and checkpoint of what was saved. */
  centre = fw_centre_open (location, FW_CENTRE_DEFAULT, error);
  return centre != NULL && fw_centre_checkpoint (centre, error);
}
