/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Customers' numbers are kept as many days as the policy customer-days says; then a token stands in
 * their place, by which who calls again is the same still. */
#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

#define DAY (24 * FW_HOUR)

typedef struct
{
  FwCentre *centre;
  FwDirectory *directory;
  gint64 now;
  GHashTable *cuts; /* char* queue -> gint64*: what happened before is old enough */
  gint64 latest;    /* of all of them */
  guint64 n;        /* numbers that were forgotten */
} Forgetting;

static gint64
make_cut (const Forgetting *self, const char *queue)
{
  FwQueueEntry entry = { .site = "" };
  double days;

  fw_directory_find_queue (self->directory, fw_text (queue), &entry);
  days = fw_directory_get_policy (self->directory, "customer-days", entry.site, queue, self->now);
  return days >= 1 ? self->now - (gint64) days * DAY : G_MININT64;
}

static gint64
find_cut (Forgetting *self, FwText queue)
{
  g_autofree char *name = queue.length > 0 ? fw_text_dup (queue) : g_strdup ("");
  gint64 *cut = g_hash_table_lookup (self->cuts, name);

  if (cut == NULL)
    {
      cut = g_new (gint64, 1);
      *cut = make_cut (self, name);
      self->latest = MAX (self->latest, *cut);
      g_hash_table_insert (self->cuts, g_steal_pointer (&name), cut);
    }
  return *cut;
}

/* What may tell who called: the number, and the text of what was not understood, which changes no
 * figure. */
static gboolean
tells (const FwEvent *event)
{
  guint64 hash;

  return (event->customer.length > 0 && !fw_customer_read_token (event->customer, &hash)) ||
         (event->type == FW_EVENT_NOTE && event->text.length > 0);
}

/* Whether anything of a batch is to be forgotten, before it is written anew for it. */
static gboolean
is_due (Forgetting *self, FwEventBatch *batch, gboolean *rest)
{
  gboolean due = FALSE;
  FwEventIter iter;
  FwEvent event;

  *rest = FALSE;
  fw_event_iter_init (&iter, batch);
  while (fw_event_iter_next (&iter, &event))
    if (tells (&event))
      {
        gboolean old = event.at < find_cut (self, event.queue);

        due |= old;
        *rest |= !old;
      }
  return due;
}

static FwEventBatch *
forget_cb (FwEventBatch *batch, gboolean *rest, gpointer user_data)
{
  Forgetting *self = user_data;
  FwEventBatch *again;
  FwEventIter iter;
  FwEvent event;

  if (!is_due (self, batch, rest))
    return NULL;

  again = fw_event_batch_new ();
  fw_event_iter_init (&iter, batch);
  while (fw_event_iter_next (&iter, &event))
    {
      g_autofree char *token = NULL;

      if (tells (&event) && event.at < find_cut (self, event.queue))
        {
          token = fw_floor_make_token (self->centre->floor, &event);
          event.customer = fw_text (token);
          if (event.type == FW_EVENT_NOTE)
            event.text = FW_TEXT_NONE;
          self->n++;
        }
      fw_event_batch_add (again, &event);
    }
  return again;
}

/* The queues that there are say how far back the shortest policy lets see. */
static void
look_at_queues (Forgetting *self)
{
  FwDictionary *queues = fw_cube_get_dictionary (self->centre->cube, FW_DIMENSION_QUEUE);

  find_cut (self, FW_TEXT_NONE);
  fw_cube_read_lock (self->centre->cube);
  for (guint code = 1; code < fw_dictionary_get_length (queues); code++)
    find_cut (self, fw_text (fw_dictionary_get (queues, (guint16) code)));
  fw_cube_read_unlock (self->centre->cube);
}

gboolean
fw_centre_forget_customers (FwCentre *self, guint64 *n, GCancellable *cancellable, GError **error)
{
  g_autoptr (FwDirectory) directory = NULL;
  g_autoptr (GHashTable) cuts = NULL;
  Forgetting forgetting = { .centre = self, .now = g_get_real_time (), .latest = G_MININT64 };
  gboolean done;

  g_return_val_if_fail (self != NULL && n != NULL, FALSE);

  *n = 0;
  if (self->flags & FW_CENTRE_READ_ONLY)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_FORBIDDEN,
                           "the centre is open for reading only");
      return FALSE;
    }
  forgetting.directory = directory = fw_centre_ref_directory (self);
  forgetting.cuts = cuts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  look_at_queues (&forgetting);
  if (forgetting.latest == G_MININT64)
    return TRUE;

  done = fw_ledger_forget (self->ledger, forgetting.latest, forget_cb, &forgetting, cancellable,
                           error);
  *n = forgetting.n;
  return done;
}
