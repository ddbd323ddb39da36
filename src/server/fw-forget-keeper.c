/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-forget-keeper.h"

#include "server/fw-rounds.h"

#define FIRST (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define EVERY (60 * FIRST)

struct _FwForgetKeeper
{
  FwCentre *centre;
  FwTrail *trail; /* (nullable) */
  GCancellable *cancellable;
  GMutex stepping;
  FwRounds *rounds;
};

void
fw_forget_keeper_step (FwForgetKeeper *self)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *detail = NULL;
  FwTrailEvent event = { .what = "customers-forget", .outcome = "done" };
  guint64 n = 0;

  g_return_if_fail (self != NULL);

  locker = g_mutex_locker_new (&self->stepping);
  if (!fw_centre_forget_customers (self->centre, &n, self->cancellable, &error) &&
      !g_cancellable_is_cancelled (self->cancellable))
    g_message ("customers' numbers are not forgotten now: %s", error->message);
  if (n == 0 || self->trail == NULL)
    return;
  detail = g_strdup_printf ("%" G_GUINT64_FORMAT, n);
  event.detail = detail;
  fw_trail_record (self->trail, &event, FW_TRAIL_KEEP, NULL, NULL);
}

static void
step_cb (gpointer data)
{
  fw_forget_keeper_step (data);
}

FwForgetKeeper *
fw_forget_keeper_new (FwCentre *centre, FwTrail *trail)
{
  FwForgetKeeper *self;

  g_return_val_if_fail (centre != NULL, NULL);

  self = g_new0 (FwForgetKeeper, 1);
  self->centre = centre;
  self->trail = trail;
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->stepping);
  self->rounds = fw_rounds_new ("fw-forgets", FIRST, EVERY, step_cb, self);
  return self;
}

void
fw_forget_keeper_free (FwForgetKeeper *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  fw_rounds_free (self->rounds);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->stepping);
  g_free (self);
}
