/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Striking events out: found in the ledger or among those that are held, signed, told to the ledger
 * like any event, and left out of the figures from then on (fw-floor-struck.c). */
#include <string.h>

#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

#define DAY (24 * FW_HOUR)

typedef struct
{
  const FwStrike *strike;
  gint64 from;   /* µs UTC: of the day */
  gint64 *found; /* when each of the ids happened; 0 not found yet */
  guint n, n_found;
} Search;

gboolean
fw_centre_leave_out_struck (FwCentre *self, GError **error)
{
  return !fw_floor_is_misstruck (self->floor) || fw_centre_renew (self, self->directory, error);
}

static void
note_event (Search *search, FwText source, FwText id, gint64 at)
{
  if (at < search->from || at >= search->from + DAY ||
      !fw_text_equal (source, fw_text (search->strike->source)))
    return;
  for (guint i = 0; i < search->n; i++)
    if (search->found[i] == 0 && fw_text_equal (id, fw_text (search->strike->ids[i])))
      {
        search->found[i] = at;
        search->n_found++;
      }
}

static gboolean
search_batch_cb (guint64 number, FwEventBatch *batch, gpointer user_data, GError **error)
{
  Search *search = user_data;
  FwEventIter iter;
  FwEvent event;

  fw_event_iter_init (&iter, batch);
  while (fw_event_iter_next (&iter, &event))
    note_event (search, event.source, event.id, event.at);
  return search->n_found < search->n;
}

static gboolean
search_held (FwLedger *ledger, Search *search, GError **error)
{
  g_autoptr (GPtrArray) list = fw_ledger_list_held (ledger, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const FwHeldEvent *held = list->pdata[i];

      note_event (search, fw_text (held->source), fw_text (held->id), held->at);
    }
  return list != NULL;
}

static gboolean
find_events (FwCentre *self, Search *search, GError **error)
{
  g_autofree char *day = NULL;

  if (!fw_ledger_read_period (self->ledger, search->from, search->from + DAY, search_batch_cb,
                              search, error) ||
      !search_held (self->ledger, search, error))
    return FALSE;

  for (guint i = 0; i < search->n; i++)
    if (search->found[i] == 0)
      {
        day = fw_date_format ((gint32) (search->from / DAY));
        g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND, "%s told no event %s on %s (UTC)",
                     search->strike->source, search->strike->ids[i], day);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_strike (FwCentre *self, const FwStrike *strike, GError **error)
{
  const guint n = g_strv_length ((char **) strike->ids);

  if (strcmp (strike->source, FW_STRUCK_SOURCE) == 0)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                           "source: what strikes out cannot be struck out");
      return FALSE;
    }
  if (n == 0 || n > FW_STRIKE_MOST)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "ids: expected 1 to %u", FW_STRIKE_MOST);
      return FALSE;
    }
  if (*strike->reason == '\0' || strike->day <= 0)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                           *strike->reason == '\0' ? "reason: expected a reason"
                                                   : "day: expected a day after 1970");
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_not_struck (FwCentre *self, const Search *search, GError **error)
{
  g_autoptr (GPtrArray) list = fw_centre_list_struck (self);

  for (guint i = 0; i < list->len; i++)
    {
      const FwStruck *struck = list->pdata[i];

      if (struck->at / DAY != search->from / DAY ||
          strcmp (struck->source, search->strike->source) != 0 ||
          !g_strv_contains (search->strike->ids, struck->id))
        continue;
      g_set_error (error, FW_ERROR, FW_ERROR_CONFLICT, "%s of %s is struck out already (%s)",
                   struck->id, struck->source, struck->account);
      return FALSE;
    }
  return TRUE;
}

static FwStruck *
sign_strike (FwCentre *self, const Search *search, guint i, gint64 moment, GError **error)
{
  g_autoptr (FwStruck) struck = g_new0 (FwStruck, 1);
  g_autofree char *statement = NULL;

  struck->source = g_strdup (search->strike->source);
  struck->id = g_strdup (search->strike->ids[i]);
  struck->at = search->found[i];
  struck->reason = g_strdup (search->strike->reason);
  struck->account = g_strdup (search->strike->account);
  struck->moment = moment;
  statement = fw_struck_make_statement (struck);
  return fw_centre_sign (self->location, statement, &struck->signer, &struck->signature, error)
             ? g_steal_pointer (&struck)
             : NULL;
}

/* Returns: (transfer full) (nullable): the events that say so. */
static FwEventBatch *
make_batch (FwCentre *self, const Search *search, GPtrArray *list, GError **error)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  const gint64 moment = g_get_real_time ();

  for (guint i = 0; i < search->n; i++)
    {
      FwStruck *struck = sign_strike (self, search, i, moment, error);
      g_autofree char *text = NULL;
      FwEvent event;

      if (struck == NULL)
        return NULL;
      g_ptr_array_add (list, struck);
      fw_struck_to_event (struck, &event, &text);
      if (!fw_event_check (&event, error))
        return NULL;
      fw_event_batch_add (batch, &event);
    }
  return g_steal_pointer (&batch);
}

/* What never counted need not wait any more. That it is struck out stands in the ledger by now, so
 * a kill in between leaves nothing but a row that will count for nothing. */
static gboolean
let_go_of_held (FwCentre *self, GPtrArray *list, GError **error)
{
  for (guint i = 0; i < list->len; i++)
    {
      const FwStruck *struck = list->pdata[i];

      if (!fw_ledger_discard_held (self->ledger, struck->source, struck->id, NULL, error))
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
fw_centre_strike (FwCentre *self, const FwStrike *strike, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_struck_free);
  g_autofree gint64 *found = NULL;
  g_autoptr (FwEventBatch) batch = NULL;
  Search search = { .strike = strike };

  g_return_val_if_fail (self != NULL && strike != NULL && strike->source != NULL, NULL);
  g_return_val_if_fail (strike->ids != NULL && strike->reason != NULL, NULL);
  g_return_val_if_fail (strike->account != NULL, NULL);

  if (!check_strike (self, strike, error))
    return NULL;
  search.from = strike->day - strike->day % DAY;
  search.n = g_strv_length ((char **) strike->ids);
  search.found = found = g_new0 (gint64, search.n);
  if (!find_events (self, &search, error) || !check_not_struck (self, &search, error))
    return NULL;

  batch = make_batch (self, &search, list, error);
  if (batch == NULL || !fw_centre_ingest (self, batch, NULL, error) ||
      !let_go_of_held (self, list, error))
    return NULL;
  return g_steal_pointer (&list);
}

GPtrArray *
fw_centre_list_struck (FwCentre *self)
{
  GPtrArray *list;

  g_return_val_if_fail (self != NULL, NULL);

  fw_cube_read_lock (self->cube);
  list = fw_floor_list_struck (self->floor);
  fw_cube_read_unlock (self->cube);
  return list;
}
