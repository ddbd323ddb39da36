/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-warning-keeper.h"

#include "core/people/fw-certificate-warnings.h"
#include "server/fw-rounds.h"

#define FIRST (5 * G_USEC_PER_SEC)
#define STEP (60 * G_USEC_PER_SEC)

static const char *const policies[] = { "certificate-first-warning", "certificate-second-warning",
                                        "certificate-last-warning" };

struct _FwWarningKeeper
{
  FwCentre *centre;
  FwCertificates *certificates;
  FwHub *hub;
  FwScope *whole;
  GHashTable *days; /* char* site -> gint32: the day of the last look, which left nothing to do */
  gint64 change;    /* the last one before that look */
  FwRounds *rounds; /* (nullable): not started yet */
};

FwWarningKeeper *
fw_warning_keeper_new (FwCentre *centre, FwCertificates *certificates, FwHub *hub)
{
  FwWarningKeeper *self;

  g_return_val_if_fail (centre != NULL && certificates != NULL, NULL);

  self = g_new0 (FwWarningKeeper, 1);
  self->centre = centre;
  self->certificates = certificates;
  self->hub = hub;
  self->whole = fw_scope_new_administrator ();
  self->days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->change = -1;
  return self;
}

void
fw_warning_keeper_free (FwWarningKeeper *self)
{
  if (self == NULL)
    return;

  fw_rounds_free (self->rounds);
  g_hash_table_unref (self->days);
  fw_scope_unref (self->whole);
  g_free (self);
}

/* Returns: whether it is stored. Somebody who has it open writes at the same time: the next look
 * does it again. */
static gboolean
store (FwWarningKeeper *self, FwRecord *warning, gint64 now)
{
  g_autoptr (GError) error = NULL;

  if (!fw_records_put (fw_centre_get_records (self->centre), self->whole, warning, now, &error))
    {
      g_message ("a certificate warning waits: %s", error->message);
      return FALSE;
    }
  fw_hub_tell_record (self->hub, warning);
  return TRUE;
}

static GPtrArray *
pick_known (GPtrArray *all, const char *site)
{
  GPtrArray *known = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (fw_record_text (all->pdata[i], "site"), site) == 0)
      g_ptr_array_add (known, all->pdata[i]);
  return known;
}

static gboolean
look_at_site (FwWarningKeeper *self,
              FwCertificateBoard *board,
              const FwSiteEntry *site,
              GPtrArray *all,
              gint64 now)
{
  const char *const sites[] = { site->id, NULL };
  const FwCertificateQuestion question = { .day = fw_zone_get_day (site->zone, now),
                                           .scope = self->whole,
                                           .sites = sites };
  g_autoptr (FwCertificateAnswer) answer = fw_certificate_board_ask (board, &question);
  g_autoptr (GPtrArray) known = pick_known (all, site->id);
  g_autoptr (GPtrArray) found = NULL;
  guint days[G_N_ELEMENTS (policies)];
  gboolean stored = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    days[i] = (guint) fw_directory_get_policy (fw_certificate_board_get_directory (board),
                                               policies[i], site->id, NULL, now);
  found = fw_certificate_warnings_find (answer, known, question.day, days, G_N_ELEMENTS (days));
  for (guint i = 0; i < found->len; i++)
    stored = store (self, found->pdata[i], now) && stored;
  return stored;
}

static gboolean
is_another_day (FwWarningKeeper *self, const FwSiteEntry *site, gint64 now)
{
  gpointer day;

  return !g_hash_table_lookup_extended (self->days, site->id, NULL, &day) ||
         GPOINTER_TO_INT (day) != fw_zone_get_day (site->zone, now);
}

static gboolean
look (FwWarningKeeper *self, gint64 now, GError **error)
{
  FwRecords *records = fw_centre_get_records (self->centre);
  g_autoptr (FwCertificateBoard) board = NULL;
  g_autoptr (GPtrArray) all = NULL;
  const GArray *sites;
  gboolean written;
  gint64 change;

  /* The change is read first: what is written from here on is looked at the next time. */
  if (!fw_records_get_last_change (records, &change, error) ||
      (board = fw_certificates_get (self->certificates, error)) == NULL)
    return FALSE;
  written = change != self->change;
  sites = fw_directory_get_sites (fw_certificate_board_get_directory (board));
  for (guint i = 0; i < sites->len; i++)
    {
      const FwSiteEntry *site = &g_array_index (sites, FwSiteEntry, i);

      if (!written && !is_another_day (self, site, now))
        continue;
      if (all == NULL)
        all = fw_records_list (records, self->whole, fw_kind_find ("certificate-warning"), error);
      if (all == NULL)
        return FALSE;
      if (look_at_site (self, board, site, all, now))
        g_hash_table_insert (self->days, g_strdup (site->id),
                             GINT_TO_POINTER (fw_zone_get_day (site->zone, now)));
      else
        g_hash_table_remove (self->days, site->id);
    }
  self->change = change;
  return TRUE;
}

void
fw_warning_keeper_step (FwWarningKeeper *self, gint64 now)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL);

  if (!look (self, now, &error))
    g_message ("certificate warnings wait: %s", error->message);
}

static void
step_cb (gpointer data)
{
  fw_warning_keeper_step (data, g_get_real_time ());
}

void
fw_warning_keeper_start (FwWarningKeeper *self)
{
  g_return_if_fail (self != NULL && self->rounds == NULL);

  self->rounds = fw_rounds_new ("fw-warnings", FIRST, STEP, step_cb, self);
}
