/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-review-keeper.h"

#include <string.h>

#include "server/fw-rounds.h"
#include "store/fw-record-moves.h"
#include "store/fw-record-query.h"

#define FIRST G_USEC_PER_SEC
#define STEP (60 * G_USEC_PER_SEC)

struct _FwReviewKeeper
{
  FwCentre *centre;
  FwHub *hub;
  FwScope *scope;
  FwRounds *rounds; /* (nullable): not started yet */
};

FwReviewKeeper *
fw_review_keeper_new (FwCentre *centre, FwHub *hub)
{
  FwReviewKeeper *self;

  g_return_val_if_fail (centre != NULL, NULL);

  self = g_new0 (FwReviewKeeper, 1);
  self->centre = centre;
  self->hub = hub;
  self->scope = fw_scope_new (FW_REVIEW_RULE, FW_ROLE_ADMINISTRATOR, NULL, NULL);
  return self;
}

void
fw_review_keeper_free (FwReviewKeeper *self)
{
  if (self == NULL)
    return;

  fw_rounds_free (self->rounds);
  fw_scope_unref (self->scope);
  g_free (self);
}

/* ---- one contact ---- */

static gboolean
is_in (const FwRecord *review, const char *state)
{
  return g_strcmp0 (fw_record_text (review, FW_KIND_STATE), state) == 0;
}

/* µs; G_MAXINT64: it is not handed in. */
static gint64
find_handed_in (FwReviewKeeper *self, const FwRecord *review, gint64 now)
{
  g_autoptr (FwRecordCase) where = NULL;

  if (is_in (review, "draft"))
    return G_MAXINT64;
  where = fw_records_read_case (fw_centre_get_records (self->centre), self->scope,
                                fw_record_get_kind (review), fw_record_get_id (review), now, NULL);
  for (guint i = 0; where != NULL && i < where->flow_case->entries->len; i++)
    {
      const FwFlowEntry *entry = where->flow_case->entries->pdata[i];

      if (g_strcmp0 (entry->from, "draft") == 0)
        return entry->time.at;
    }
  return 0; /* it was begun elsewhere */
}

/* Of the reviews of one contact that which was handed in first. Returns: (nullable). */
static FwRecord *
find_first (FwReviewKeeper *self, GPtrArray *reviews, gint64 now)
{
  FwRecord *first = NULL;
  gint64 least = G_MAXINT64;

  for (guint i = 0; i < reviews->len; i++)
    {
      const gint64 at = find_handed_in (self, reviews->pdata[i], now);

      if (at >= least)
        continue;
      least = at;
      first = reviews->pdata[i];
    }
  return first;
}

static void
open_review (FwReviewKeeper *self, const FwRecord *review, gboolean second, gint64 now)
{
  g_autoptr (FwRecord) record = fw_record_copy ((FwRecord *) review);
  g_autoptr (FwDirectory) directory = fw_centre_ref_directory (self->centre);
  g_autoptr (GError) error = NULL;

  fw_record_set_integer (record, fw_record_find (record, "closed"), FALSE);
  if (second)
    fw_record_set_integer (record, fw_record_find (record, "second"),
                           fw_zone_get_day (fw_directory_get_default_site (directory)->zone, now));
  /* Who was faster wrote something else of it: it is looked at again. */
  if (!fw_records_put (fw_centre_get_records (self->centre), self->scope, record, now, &error))
    g_message ("a second scoring waits: %s", error->message);
  else if (self->hub != NULL)
    fw_hub_tell_record (self->hub, record);
}

static gboolean
is_over (FwReviewKeeper *self, const FwRecord *review, gint64 now)
{
  g_autoptr (FwDirectory) directory = fw_centre_ref_directory (self->centre);
  const FwSiteEntry *site = fw_directory_find_site (directory, fw_record_text (review, "site"));
  const double days =
      fw_directory_get_policy (directory, "review-second-days", site ? site->id : NULL, NULL, now);

  if (site == NULL)
    site = fw_directory_get_default_site (directory);
  return (double) (fw_zone_get_day (site->zone, now) - fw_record_integer (review, "day")) > days;
}

/* A second one of the same grader is no second opinion. */
static gboolean
is_pair (const FwRecord *first, const FwRecord *review)
{
  return review != first && !is_in (review, "draft") &&
         g_strcmp0 (fw_record_text (first, "grader"), fw_record_text (review, "grader")) != 0;
}

/* Whether it is time to open it. @first: (nullable); @known: there is a pair. */
static gboolean
is_due (
    FwReviewKeeper *self, const FwRecord *review, const FwRecord *first, gboolean known, gint64 now)
{
  return (first != NULL && is_pair (first, review)) || (known && review == first) ||
         is_in (review, "disputed") || is_in (review, "settled") || is_over (self, review, now);
}

/* Who handed in after the first was opened may have seen it: that is a review as any other. The
 * first is opened last, so that who is stopped in between goes on in the same way. */
static void
look_at_contact (FwReviewKeeper *self, GPtrArray *reviews, gint64 now)
{
  FwRecord *first = find_first (self, reviews, now);
  const gboolean blind = first != NULL && fw_record_integer (first, "closed") != 0;
  gboolean known = FALSE;

  for (guint i = 0; i < reviews->len; i++)
    {
      FwRecord *review = reviews->pdata[i];
      const gboolean pair = first != NULL && is_pair (first, review);

      known = known || pair;
      if (review != first && fw_record_integer (review, "closed") != 0 &&
          is_due (self, review, first, FALSE, now))
        open_review (self, review, pair && blind && is_in (review, "handed-in"), now);
    }
  if (blind && is_due (self, first, first, known, now))
    open_review (self, first, FALSE, now);
}

/* ---- a look ---- */

static void
add_contacts (GPtrArray *records, gpointer contacts)
{
  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (contacts, g_strdup (fw_record_text (records->pdata[i], "contact")));
}

static void
add_reviews (GPtrArray *records, gpointer reviews)
{
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (reviews, fw_record_ref (records->pdata[i]));
}

static gboolean
ask (FwReviewKeeper *self,
     const char *field,
     const char *value,
     void (*take) (GPtrArray *, gpointer),
     gpointer data,
     GError **error)
{
  const char *const values[] = { value, NULL };
  const FwRecordCondition condition = { field, FW_RECORD_IS, values };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = &condition;
  query.n_conditions = 1;
  return fw_records_ask_pages (fw_centre_get_records (self->centre), self->scope,
                               fw_kind_find ("review"), &query, take, data, error);
}

static gboolean
look (FwReviewKeeper *self, gint64 now, GError **error)
{
  g_autoptr (GHashTable) contacts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer contact;

  if (!ask (self, "closed", "yes", add_contacts, contacts, error))
    return FALSE;
  g_hash_table_iter_init (&iter, contacts);
  while (g_hash_table_iter_next (&iter, &contact, NULL))
    {
      g_autoptr (GPtrArray) reviews =
          g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

      if (!ask (self, "contact", contact, add_reviews, reviews, error))
        return FALSE;
      look_at_contact (self, reviews, now);
    }
  return TRUE;
}

void
fw_review_keeper_step (FwReviewKeeper *self, gint64 now)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL);

  if (!look (self, now, &error))
    g_message ("second scorings wait: %s", error->message);
}

static void
step_cb (gpointer data)
{
  fw_review_keeper_step (data, g_get_real_time ());
}

void
fw_review_keeper_start (FwReviewKeeper *self)
{
  g_return_if_fail (self != NULL && self->rounds == NULL);

  self->rounds = fw_rounds_new ("fw-reviews", FIRST, STEP, step_cb, self);
}

void
fw_review_keeper_wake (FwReviewKeeper *self)
{
  g_return_if_fail (self != NULL);

  if (self->rounds != NULL)
    fw_rounds_wake (self->rounds);
}
