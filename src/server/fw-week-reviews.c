/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-week-reviews.h"

#include <string.h>

#include "store/fw-record-query.h"

#define WEEK 7

struct _FwWeekReviews
{
  FwCentre *centre;
  FwScope *scope;
  const FwWeek *week;
  FwRecord **reviews; /* by contact: the one that counts (nullable) */
  FwRecord **closed;  /* by contact: one that the reader does not know of (nullable) */
  GPtrArray *graders; /* FwScope: of whom one scores what is closed a second time */
  GPtrArray *records; /* FwRecord: holds them */
};

FwReviewPart
fw_review_find_part (const FwRecord *review)
{
  const char *state = review != NULL ? fw_record_text (review, FW_KIND_STATE) : "draft";

  if (g_strcmp0 (state, "draft") == 0)
    return FW_REVIEW_TODO;
  return g_strcmp0 (state, "handed-in") == 0 || g_strcmp0 (state, "disputed") == 0
             ? FW_REVIEW_WAITING
             : FW_REVIEW_DONE;
}

/* A second scoring counts where nobody knows of a first one. */
static guint
weigh_review (const FwRecord *review)
{
  return fw_review_find_part (review) == FW_REVIEW_TODO ? 1
         : fw_record_lacks (review, "second")           ? 3
                                                        : 2;
}

/* Of several of one contact that which is handed in, then the older one, counts. */
static void
take_review (FwWeekReviews *self, FwRecord *review)
{
  const gint i = fw_week_find (self->centre, self->week, fw_record_text (review, "contact"));

  if (i >= 0 &&
      (self->reviews[i] == NULL || weigh_review (self->reviews[i]) < weigh_review (review)))
    self->reviews[i] = review;
}

static void
take_reviews_cb (GPtrArray *records, gpointer user_data)
{
  FwWeekReviews *self = user_data;

  for (guint i = 0; i < records->len; i++)
    {
      g_ptr_array_add (self->records, fw_record_ref (records->pdata[i]));
      take_review (self, records->pdata[i]);
    }
}

/* What the reader would not be shown. */
static void
take_closed_cb (GPtrArray *records, gpointer user_data)
{
  FwWeekReviews *self = user_data;

  for (guint i = 0; i < records->len; i++)
    {
      FwRecord *review = records->pdata[i];
      const gint at = fw_week_find (self->centre, self->week, fw_record_text (review, "contact"));

      if (at < 0 || fw_record_is_allowed (review, self->scope) ||
          (self->closed[at] != NULL && fw_review_find_part (self->closed[at]) != FW_REVIEW_TODO))
        continue;
      g_ptr_array_add (self->records, fw_record_ref (review));
      self->closed[at] = review;
    }
}

/* Who may score what lies where the reader sees it is asked for each contact. */
static gboolean
list_graders (FwWeekReviews *self, GError **error)
{
  static const char *const roles[] = { "quality", NULL };
  const FwRecordCondition condition = { "role", FW_RECORD_IS, roles };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autoptr (FwRecordAnswer) answer = NULL;

  query.conditions = &condition;
  query.n_conditions = 1;
  answer = fw_records_ask (fw_centre_get_records (self->centre), whole, fw_kind_find ("account"),
                           &query, error);
  if (answer == NULL)
    return FALSE;
  for (guint i = 0; i < answer->records->len; i++)
    {
      FwScope *scope = fw_records_find_scope (fw_centre_get_records (self->centre),
                                              fw_record_get_id (answer->records->pdata[i]), NULL);

      if (scope != NULL)
        g_ptr_array_add (self->graders, scope);
    }
  return TRUE;
}

static gboolean
read_closed (FwWeekReviews *self, const FwRecordCondition *days, GError **error)
{
  static const char *const yes[] = { "yes", NULL };
  const FwRecordCondition conditions[] = { days[0], days[1], { "closed", FW_RECORD_IS, yes } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();

  if ((fw_kind_get_closed_roles (fw_kind_find ("review")) & fw_scope_get_role (self->scope)) == 0)
    return TRUE;
  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  return list_graders (self, error) &&
         fw_records_ask_pages (fw_centre_get_records (self->centre), whole, fw_kind_find ("review"),
                               &query, take_closed_cb, self, error);
}

static gboolean
read_reviews (FwWeekReviews *self, GError **error)
{
  g_autofree char *from = fw_date_format (self->week->monday),
                  *to = fw_date_format (self->week->monday + WEEK - 1);
  const char *const least[] = { from, NULL }, *const most[] = { to, NULL };
  const FwRecordCondition conditions[] = { { "day", FW_RECORD_AT_LEAST, least },
                                           { "day", FW_RECORD_AT_MOST, most } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  return fw_records_ask_pages (fw_centre_get_records (self->centre), self->scope,
                               fw_kind_find ("review"), &query, take_reviews_cb, self, error) &&
         read_closed (self, conditions, error);
}

FwWeekReviews *
fw_week_reviews_read (FwCentre *centre, FwScope *scope, const FwWeek *week, GError **error)
{
  g_autoptr (FwWeekReviews) self = NULL;

  g_return_val_if_fail (centre != NULL && scope != NULL && week != NULL, NULL);

  self = g_new0 (FwWeekReviews, 1);
  self->centre = centre;
  self->scope = fw_scope_ref (scope);
  self->week = week;
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  self->graders = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_scope_unref);
  self->reviews = g_new0 (FwRecord *, week->contacts->len + 1);
  self->closed = g_new0 (FwRecord *, week->contacts->len + 1);
  return read_reviews (self, error) ? g_steal_pointer (&self) : NULL;
}

void
fw_week_reviews_free (FwWeekReviews *self)
{
  if (self == NULL)
    return;

  g_free (self->reviews);
  g_free (self->closed);
  g_ptr_array_unref (self->graders);
  g_ptr_array_unref (self->records);
  fw_scope_unref (self->scope);
  g_free (self);
}

FwRecord *
fw_week_reviews_get (const FwWeekReviews *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->week->contacts->len, NULL);

  return self->reviews[i];
}

/* ---- whose the second scorings are ---- */

/* Returns: (transfer full): those that see the contact. */
static GStrv
find_graders_of (const FwWeekReviews *self, const FwWeekContact *contact)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->graders->len; i++)
    if (fw_scope_allows (self->graders->pdata[i], fw_week_get_site (self->centre, contact),
                         fw_week_get_team (self->centre, contact)))
      g_strv_builder_add (builder, fw_scope_get_account (self->graders->pdata[i]));
  return g_strv_builder_end (builder);
}

/* Who scores it a second time is told of a contact like any other. */
gboolean
fw_week_reviews_is_for_others (const FwWeekReviews *self, guint i)
{
  const FwRecord *first;
  const FwWeekContact *contact;
  g_auto (GStrv) graders = NULL;

  g_return_val_if_fail (self != NULL && i < self->week->contacts->len, FALSE);

  first = self->closed[i];
  contact = &g_array_index (self->week->contacts, FwWeekContact, i);
  if (first == NULL || self->reviews[i] != NULL)
    return FALSE;
  if (fw_review_find_part (first) == FW_REVIEW_TODO)
    return TRUE;
  graders = find_graders_of (self, contact);
  return g_strcmp0 (fw_sampling_choose_second (contact->key, (const char *const *) graders,
                                               fw_record_text (first, "grader")),
                    fw_scope_get_account (self->scope)) != 0;
}
