/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

void
fw_verify_report_clear (FwVerifyReport *report)
{
  g_clear_pointer (&report->live_digest, g_free);
  g_clear_pointer (&report->rebuilt_digest, g_free);
}

typedef struct
{
  char *digest;
  guint64 applied;
  gint64 closed;
  FwDirectory *directory;
} Snapshot;

/* On the writer thread: floor and cube stand still while their digest is made. */
static gboolean
take_snapshot (FwCentre *self, gpointer data, GError **error)
{
  Snapshot *snapshot = data;

  if (!fw_centre_put_in_order (self, error)) /* which else waits until nothing comes */
    return FALSE;

  fw_cube_write_lock (self->cube);
  snapshot->closed = fw_floor_get_closed (self->floor);
  fw_floor_close_states (self->floor, snapshot->closed); /* changes since it was last called */
  snapshot->digest = fw_centre_make_digest (self->cube, self->floor);
  fw_cube_write_unlock (self->cube);
  snapshot->applied = self->applied;
  snapshot->directory = fw_centre_ref_directory (self);
  return TRUE;
}

static gboolean
set_lost (const FwLedgerLoss *loss, GError **error)
{
  g_autofree char *from = fw_time_format (loss->from);
  g_autofree char *until = fw_time_format (loss->until);

  g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT,
               "batches %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT
               " of the ledger are gone (%s): events between %s and %s; “floorwalkerctl salvage” "
               "saves all the rest",
               loss->first, loss->last, loss->reason, from, until);
  return FALSE;
}

/* What is gone cannot differ from anything. */
/* Whoever could write into the database could strike out too, but not sign it. */
static gboolean
check_struck (FwFloor *floor, GError **error)
{
  g_autoptr (GPtrArray) list = fw_floor_list_struck (floor);

  for (guint i = 0; i < list->len; i++)
    {
      const FwStruck *struck = list->pdata[i];
      g_autofree char *statement = fw_struck_make_statement (struck);

      if (fw_centre_is_signed (statement, struck->signer, struck->signature))
        continue;
      g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT,
                   "what strikes out the event %s of %s is not signed by whom it says", struck->id,
                   struck->source);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_whole (FwCentre *self, GError **error)
{
  g_autoptr (GPtrArray) losses = fw_ledger_list_losses (self->ledger);
  g_autoptr (GPtrArray) concerns = fw_ledger_list_concerns (self->ledger);

  if (losses->len > 0)
    return set_lost (losses->pdata[0], error);
  if (concerns->len == 0)
    return TRUE;

  g_set_error_literal (error, FW_ERROR, FW_ERROR_CORRUPT, concerns->pdata[0]);
  return FALSE;
}

gboolean
fw_centre_verify (FwCentre *self, FwVerifyReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (FwCentreAside) aside = NULL;
  g_autoptr (FwCube) cube = NULL;
  g_autoptr (FwFloor) floor = NULL;
  g_autoptr (FwDirectory) directory = NULL;
  Snapshot snapshot = { 0 };
  FwFloorReport replayed = { 0 };

  g_return_val_if_fail (self != NULL && report != NULL, FALSE);

  *report = (FwVerifyReport){ 0 };
  aside = fw_centre_aside_new (error);
  if (aside == NULL || !fw_centre_run (self, take_snapshot, &snapshot, error))
    return FALSE;

  report->live_digest = snapshot.digest;
  report->batches = snapshot.applied;
  directory = snapshot.directory;
  if (!fw_database_verify (self->database, error) || !fw_ledger_check_chain (self->ledger, error) ||
      !fw_records_verify (self->records, error) ||
      !fw_centre_rebuild (self, directory, snapshot.applied, aside, &cube, &floor, &replayed,
                          cancellable, error))
    return FALSE;

  fw_floor_close_states (floor, snapshot.closed);
  report->events = replayed.events;
  report->contacts = fw_cube_count_contacts (cube);
  report->rebuilt_digest = fw_centre_make_digest (cube, floor);
  if (!fw_centre_aside_check (aside, error))
    return FALSE;
  if (!check_whole (self, error) || !check_struck (floor, error))
    return FALSE;
  if (g_str_equal (report->live_digest, report->rebuilt_digest))
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT,
               "the figures differ from what the ledger gives: %s, rebuilt %s", report->live_digest,
               report->rebuilt_digest);
  return FALSE;
}

static gboolean
save_now (FwCentre *self, gpointer data, GError **error)
{
  return fw_centre_save (self, error);
}

gboolean
fw_centre_checkpoint (FwCentre *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->appender == NULL)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_FORBIDDEN,
                           "the centre is open for reading only");
      return FALSE;
    }
  return fw_centre_run (self, save_now, NULL, error);
}
