/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "centre/fw-centre-private.h"
#include "centre/fw-centre-why.h"
#include "core/fw-error.h"

static FwZone *
choose_zone (FwDirectory *directory, const FwRecord *period, char **sites)
{
  const char *own = fw_record_text (period, "site");
  const FwSiteEntry *site = NULL;

  if (own != NULL && *own != '\0')
    site = fw_directory_find_site (directory, own);
  else if (sites != NULL && sites[0] != NULL && sites[1] == NULL)
    site = fw_directory_find_site (directory, sites[0]);
  if (site == NULL)
    site = fw_directory_get_default_site (directory);
  return site->zone;
}

gboolean
fw_centre_read_period (FwCentre *self,
                       FwScope *scope,
                       const char *id,
                       FwWhyQuestion *question,
                       char **title,
                       GError **error)
{
  g_autoptr (FwRecord) period = NULL;
  g_autoptr (FwDirectory) directory = NULL;
  FwZone *zone;
  gint64 end;

  g_return_val_if_fail (self != NULL && scope != NULL && id != NULL, FALSE);

  period = fw_records_get (self->records, scope, fw_kind_find ("period"), id, error);
  if (period == NULL)
    return FALSE;

  directory = fw_centre_ref_directory (self);
  zone = choose_zone (directory, period, question->window.only[FW_DIMENSION_SITE]);
  fw_zone_get_day_bounds (zone, (gint32) fw_record_integer (period, "from"),
                          &question->baseline_from, &end);
  fw_zone_get_day_bounds (zone, (gint32) fw_record_integer (period, "to"), &end,
                          &question->baseline_to);
  *title = g_strdup (fw_record_text (period, "name"));
  return TRUE;
}
