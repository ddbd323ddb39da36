/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the database holds is held against its witness (fw-witness.h) when a centre opens, and the
 * witness follows what is stored. */
#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

#define SYNC_INTERVAL G_USEC_PER_SEC

char *
fw_centre_get_state_path (const char *location, const char *name)
{
  const char *given = g_getenv ("STATE_DIRECTORY"); /* of a service; the first of several */
  g_autofree char *directory = NULL;

  g_return_val_if_fail (location != NULL && name != NULL, NULL);

  if (strstr (location, "://") == NULL)
    return g_build_filename (location, name, NULL);

  directory = given != NULL && *given != '\0'
                  ? g_strndup (given, strcspn (given, ":"))
                  : g_build_filename (g_get_user_state_dir (), "floorwalker", NULL);
  g_mkdir_with_parents (directory, 0700);
  return g_build_filename (directory, name, NULL);
}

static char *
format_identity (FwLedger *ledger)
{
  const guint8 *identity = fw_ledger_get_identity (ledger);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < FW_LEDGER_KEY_SIZE; i++)
    g_string_append_printf (text, "%02x", identity[i]);
  return g_string_free (text, FALSE);
}

char *
fw_centre_get_identity (FwCentre *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return format_identity (self->ledger);
}

char *
fw_centre_read_identity (const char *location, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (FwDatabase) database = NULL;
  g_autoptr (FwLedger) ledger = NULL;

  g_return_val_if_fail (location != NULL, NULL);

  if (!fw_database_exists (location, &failure))
    {
      if (failure == NULL)
        return g_strdup ("");
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  database = fw_database_open (location, TRUE, error);
  ledger = database != NULL ? fw_ledger_open (database, TRUE, error) : NULL;
  return ledger != NULL ? format_identity (ledger) : NULL;
}

/* A database is known by its identity: its address may be spelt in several ways. */
static char *
get_path (FwCentre *self)
{
  g_autofree char *digest = NULL;
  g_autofree char *name = NULL;

  if (strstr (self->location, "://") == NULL)
    return fw_centre_get_state_path (self->location, "witness");

  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, fw_ledger_get_identity (self->ledger),
                                        FW_LEDGER_KEY_SIZE);
  name = g_strdup_printf ("%.32s.witness", digest);
  return fw_centre_get_state_path (self->location, name);
}

static gboolean
count_stored (FwCentre *self, FwWitnessCount *count, GError **error)
{
  gint64 change;

  *count = (FwWitnessCount){ .batch = fw_ledger_get_last (self->ledger), .at = g_get_real_time () };
  if (!fw_ledger_get_end (self->ledger, &count->batch, &count->chain) ||
      !fw_records_get_last_change (self->records, &change, error))
    return FALSE;
  count->change = (guint64) change;
  return TRUE;
}

/* Batches that were acknowledged and are not there: their numbers are not given again. */
static void
note_cut (FwCentre *self, const FwWitnessCount *witnessed, const FwWitnessCount *stored)
{
  FwLedgerLoss *loss = g_new0 (FwLedgerLoss, 1);

  loss->first = stored->batch + 1;
  loss->last = witnessed->batch;
  loss->chain = witnessed->chain;
  loss->until = witnessed->at;
  loss->reason = g_strdup ("cut off from the end of the ledger");
  fw_ledger_note_loss (self->ledger, loss);
}

static void G_GNUC_PRINTF (2, 3) note_concern (FwCentre *self, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list list;

  va_start (list, format);
  sentence = g_strdup_vprintf (format, list);
  va_end (list);
  fw_ledger_note_concern (self->ledger, sentence);
}

static gboolean
compare (FwCentre *self, const FwWitnessCount *witnessed, GError **error)
{
  FwWitnessCount stored;
  guint64 chain, seam, before;

  if (!fw_ledger_get_seam (self->ledger, &seam, &before, error) ||
      !count_stored (self, &stored, error))
    return FALSE;

  if (witnessed->batch > stored.batch)
    note_cut (self, witnessed, &stored);
  else if (!fw_ledger_get_chain (self->ledger, witnessed->batch, &chain, error))
    return FALSE;
  else if (chain != witnessed->chain && chain != 0 &&
           (witnessed->batch != seam || witnessed->chain != before))
    note_concern (self,
                  "the ledger is not the one that was served before: its batch %" G_GUINT64_FORMAT
                  " is another",
                  witnessed->batch);
  if (witnessed->change > stored.change)
    note_concern (self,
                  "the last %" G_GUINT64_FORMAT " changes of records that were acknowledged are "
                  "gone",
                  witnessed->change - stored.change);
  return TRUE;
}

gboolean
fw_centre_open_witness (FwCentre *self, GError **error)
{
  g_autofree char *path = get_path (self);
  FwWitnessCount witnessed;
  FwWitnessState state;

  if (self->flags & FW_CENTRE_READ_ONLY)
    return TRUE;

  self->witness = fw_witness_open (path, error);
  if (self->witness == NULL)
    return FALSE;
  state = fw_witness_get (self->witness, &witnessed);
  if (state == FW_WITNESS_SOUND && !compare (self, &witnessed, error))
    return FALSE;
  if (state == FW_WITNESS_DAMAGED)
    note_concern (self, "the count beside the database was damaged (%s) and is begun anew", path);
  fw_centre_note_stored (self);
  fw_witness_sync (self->witness);
  return TRUE;
}

/* Encrypting makes other chains: the witness knows the last one before and the last one after, and
 * the ledger which was which, until both are on disk. */
gboolean
fw_centre_encrypt_rest (FwCentre *self, GError **error)
{
  if (self->flags & FW_CENTRE_READ_ONLY)
    return TRUE;
  if (!fw_ledger_encrypt_rest (self->ledger, error))
    return FALSE;

  fw_centre_note_stored (self);
  fw_witness_sync (self->witness);
  return fw_ledger_end_encrypting (self->ledger, error);
}

void
fw_centre_note_stored (FwCentre *self)
{
  FwWitnessCount count;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->witness_lock);

  if (count_stored (self, &count, NULL))
    fw_witness_note (self->witness, &count);
}

void
fw_centre_sync_witness_if_due (FwCentre *self)
{
  g_autoptr (GMutexLocker) locker = NULL;
  gint64 now = g_get_monotonic_time ();

  if (now - self->witnessed_at < SYNC_INTERVAL)
    return;
  self->witnessed_at = now;
  locker = g_mutex_locker_new (&self->witness_lock);
  fw_witness_sync (self->witness);
}
