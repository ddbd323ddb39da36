/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From names to codes and back; and where the scope becomes part of a question. */
#include <math.h>

#include "centre/fw-centre-private.h"
#include "core/cube/fw-derived.h"
#include "core/fw-error.h"
#include "core/why/fw-factor.h"

G_STATIC_ASSERT (FW_QUESTION_WEEKDAYS >= FW_FACTOR_MOST);

#define WEEKDAYS 7

#define HALF_HOURS 50 /* a day of 25 hours */

void
fw_question_clear (FwQuestion *question)
{
  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    g_clear_pointer (&question->only[i], g_strfreev);
  for (guint i = 0; i < FW_CUBE_MAX_FILTERS; i++)
    g_clear_pointer (&question->levels[i], g_strfreev);
}

char ***
fw_question_find_filter (FwQuestion *question, FwText name, const char **own_name)
{
  const char *nowhere;
  FwDimension dimension;
  guint factor;

  g_return_val_if_fail (question != NULL, NULL);

  if (own_name == NULL)
    own_name = &nowhere;
  if (fw_dimension_from_name (name, &dimension))
    {
      *own_name = fw_dimension_to_name (dimension);
      return &question->only[dimension];
    }
  if (fw_factor_find (name, &factor))
    {
      *own_name = fw_factor_list ()[factor]->name;
      return &question->levels[factor];
    }
  if (fw_text_equal (name, fw_text (fw_derived_weekday.name)))
    {
      *own_name = fw_derived_weekday.name;
      return &question->levels[FW_QUESTION_WEEKDAYS];
    }
  return NULL;
}

/* Returns: 0 for what is no day of the week. */
static guint
read_weekday (const char *text)
{
  return text[0] >= '1' && text[0] <= '0' + WEEKDAYS && text[1] == '\0' ? (guint) (text[0] - '0')
                                                                        : 0;
}

gboolean
fw_question_check_filters (const FwQuestion *question, GError **error)
{
  char **days = question->levels[FW_QUESTION_WEEKDAYS];

  for (guint i = 0; days != NULL && days[i] != NULL; i++)
    if (read_weekday (days[i]) == 0)
      {
        g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                     "weekday: “%s” is no day of the week; 1 is Monday, 7 is Sunday, as in "
                     "weekday=1,2",
                     days[i]);
        return FALSE;
      }
  return TRUE;
}

/* Wall clock of a half hour on a day without a change of clocks; the first site's. */
static const char *
name_half_hour (FwDirectory *directory, guint16 code)
{
  const FwSiteEntry *site = fw_directory_get_default_site (directory);
  guint minute = (fw_zone_get_day_start (site->zone) + 30u * code) % (24 * 60);
  char text[8];

  g_snprintf (text, sizeof text, "%02u:%02u", minute / 60, minute % 60);
  return g_intern_string (text);
}

const char *
fw_centre_name_code (FwCentre *self, FwDimension dimension, guint16 code)
{
  const char *name;

  g_return_val_if_fail (self != NULL, "");

  switch (dimension)
    {
    case FW_DIMENSION_TENURE:
      return fw_tenure_band_to_name ((guint8) code);
    case FW_DIMENSION_OUTCOME:
      return fw_outcome_to_name ((FwOutcome) code);
    case FW_DIMENSION_TRANSFER:
      return fw_transfer_to_name ((FwTransfer) code);
    case FW_DIMENSION_HALF_HOUR:
      {
        g_autoptr (FwDirectory) directory = fw_centre_ref_directory (self);

        return name_half_hour (directory, code);
      }
    case FW_DIMENSION_SITE:
    case FW_DIMENSION_TEAM:
    case FW_DIMENSION_SHIFT:
    case FW_DIMENSION_QUEUE:
    case FW_DIMENSION_CHANNEL:
    case FW_DIMENSION_PRODUCT:
    case FW_DIMENSION_AGENT:
    case FW_N_DIMENSIONS:
    default:
      break;
    }

  fw_cube_read_lock (self->cube);
  name = fw_dictionary_get (fw_cube_get_dictionary (self->cube, dimension), code);
  fw_cube_read_unlock (self->cube);
  return name;
}

/* The codes that a fixed dimension has. */
static guint
count_fixed_codes (FwDimension dimension)
{
  return dimension == FW_DIMENSION_TENURE     ? FW_N_TENURE_BANDS
         : dimension == FW_DIMENSION_OUTCOME  ? FW_N_OUTCOMES
         : dimension == FW_DIMENSION_TRANSFER ? FW_N_TRANSFERS
                                              : HALF_HOURS;
}

static void
allow_fixed (FwDirectory *directory, FwDimension dimension, const char *name, GByteArray *allow)
{
  for (guint16 code = 0; code < allow->len; code++)
    {
      const char *other =
          dimension == FW_DIMENSION_TENURE     ? fw_tenure_band_to_name ((guint8) code)
          : dimension == FW_DIMENSION_OUTCOME  ? fw_outcome_to_name ((FwOutcome) code)
          : dimension == FW_DIMENSION_TRANSFER ? fw_transfer_to_name ((FwTransfer) code)
                                               : name_half_hour (directory, code);

      if (g_str_equal (other, name))
        allow->data[code] = 1;
    }
}

/* A name that nothing has allows nothing: what is not there is not an error. */
static GByteArray *
allow_names (FwCentre *self,
             FwDirectory *directory,
             FwDimension dimension,
             const char *const *names)
{
  FwDictionary *dictionary = fw_cube_get_dictionary (self->cube, dimension);
  GByteArray *allow = g_byte_array_new ();
  guint n =
      dictionary != NULL ? fw_dictionary_get_length (dictionary) : count_fixed_codes (dimension);

  g_byte_array_set_size (allow, n);
  memset (allow->data, 0, n);
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint16 code;

      if (dictionary == NULL)
        allow_fixed (directory, dimension, names[i], allow);
      else if (fw_dictionary_find (dictionary, fw_text (names[i]), &code))
        allow->data[code] = 1;
    }
  return allow;
}

static void
intersect (GByteArray **allow, GByteArray *other)
{
  if (*allow == NULL)
    {
      *allow = other;
      return;
    }

  g_byte_array_set_size (*allow, MIN ((*allow)->len, other->len));
  for (guint i = 0; i < (*allow)->len; i++)
    (*allow)->data[i] &= other->data[i];
  g_byte_array_unref (other);
}

/* The scope function as a condition on the columns of the cube. */
static const char *const *
get_scope_names (const FwScopeCondition *condition, FwDimension dimension)
{
  static const char *const nothing[] = { NULL };

  /* Figures are of everybody. */
  if (condition->never || condition->person != NULL)
    return nothing;
  return dimension == FW_DIMENSION_SITE   ? condition->sites
         : dimension == FW_DIMENSION_TEAM ? condition->teams
                                          : NULL;
}

static GBytes *
allow_levels (guint factor, const char *const *names)
{
  guint n = fw_factor_list ()[factor]->n_levels + 1, level;
  guint8 *allow = g_malloc0 (n);

  for (guint i = 0; names[i] != NULL; i++)
    if (fw_factor_find_level (factor, fw_text (names[i]), &level))
      allow[level] = 1;
  return g_bytes_new_take (allow, n);
}

/* A day is that of the site, which may begin after midnight. */
static GBytes *
allow_weekdays (const char *const *names)
{
  guint8 *allow = g_malloc0 (WEEKDAYS + 1);

  for (guint i = 0; names[i] != NULL; i++)
    allow[read_weekday (names[i])] = 1;
  allow[0] = 0;
  return g_bytes_new_take (allow, WEEKDAYS + 1);
}

static void
add_filters (FwCentre *self, const FwQuestion *question, FwCubeQuery *query)
{
  char **days = question->levels[FW_QUESTION_WEEKDAYS];

  if (days != NULL)
    query->filters[query->n_filters++] =
        (FwCubeFilter){ &fw_derived_weekday, allow_weekdays ((const char *const *) days) };
  for (guint i = 0; i < fw_factor_count (); i++)
    if (question->levels[i] != NULL)
      {
        if (query->filter_owner == NULL)
          query->filter_owner = fw_factors_new (self->cube);
        query->filters[query->n_filters++] =
            (FwCubeFilter){ fw_factors_get_axis (query->filter_owner, i),
                            allow_levels (i, (const char *const *) question->levels[i]) };
      }
}

/* Under the cube's read lock. */
void
fw_centre_fill_query (FwCentre *self,
                      FwScope *scope,
                      const FwQuestion *question,
                      FwCubeQuery *query)
{
  g_autoptr (FwDirectory) directory = fw_centre_ref_directory (self);
  const FwScopeCondition condition = fw_scope_get_condition (scope, FW_LEVEL_TEAM, FW_ACT_SEE);

  *query = (FwCubeQuery) FW_CUBE_QUERY_INIT;
  query->from = question->from;
  query->to = question->to;
  query->now = question->now;
  query->repeat_window =
      fw_directory_get_policy (directory, "repeat-window-days", NULL, NULL, question->now) * 24 *
      FW_HOUR;
  memcpy (query->by, question->by, sizeof query->by);
  query->n_by = question->n_by;
  query->bucket = question->bucket;
  query->most_groups = question->most_groups;

  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    {
      const char *const *names = get_scope_names (&condition, (FwDimension) i);
      GByteArray *allow = NULL;

      if (question->only[i] != NULL)
        intersect (&allow, allow_names (self, directory, (FwDimension) i,
                                        (const char *const *) question->only[i]));
      if (names != NULL)
        intersect (&allow, allow_names (self, directory, (FwDimension) i, names));
      if (allow != NULL)
        query->allow[i] = g_byte_array_free_to_bytes (allow);
    }
  add_filters (self, question, query);
}

void
fw_centre_clear_query (FwCubeQuery *query)
{
  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    g_clear_pointer (&query->allow[i], g_bytes_unref);
  for (guint i = 0; i < query->n_filters; i++)
    g_clear_pointer (&query->filters[i].allow, g_bytes_unref);
  query->n_filters = 0;
  fw_factors_unref (g_steal_pointer (&query->filter_owner));
}

FwCubeQuery
fw_centre_copy_query (const FwCubeQuery *query)
{
  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    if (query->allow[i] != NULL)
      g_bytes_ref (query->allow[i]);
  for (guint i = 0; i < query->n_filters; i++)
    g_bytes_ref (query->filters[i].allow);
  if (query->filter_owner != NULL)
    fw_factors_ref (query->filter_owner);
  return *query;
}

FwCubeAnswer *
fw_centre_ask (FwCentre *self,
               FwScope *scope,
               const FwQuestion *question,
               GCancellable *cancellable,
               GError **error)
{
  FwCubeAnswer *answer;
  FwCubeQuery query;

  g_return_val_if_fail (self != NULL && scope != NULL && question != NULL, NULL);

  fw_cube_read_lock (self->cube);
  fw_centre_fill_query (self, scope, question, &query);
  answer = fw_cube_ask (self->cube, &query, cancellable, error);
  fw_cube_read_unlock (self->cube);
  fw_centre_clear_query (&query);
  return answer;
}

void
fw_centre_sum_rated (FwCentre *self, FwScope *scope, const FwQuestion *question, FwRatedSums *sums)
{
  FwCubeQuery query;

  g_return_if_fail (self != NULL && scope != NULL && question != NULL && sums != NULL);

  fw_cube_read_lock (self->cube);
  fw_centre_fill_query (self, scope, question, &query);
  fw_cube_sum_rated (self->cube, &query, sums);
  fw_cube_read_unlock (self->cube);
  fw_centre_clear_query (&query);
}

gboolean
fw_centre_ask_waits (FwCentre *self,
                     FwScope *scope,
                     const FwQuestion *question,
                     FwWaits *waits,
                     GCancellable *cancellable,
                     GError **error)
{
  FwCubeQuery query;
  gboolean done;

  g_return_val_if_fail (self != NULL && scope != NULL && question != NULL, FALSE);

  fw_cube_read_lock (self->cube);
  fw_centre_fill_query (self, scope, question, &query);
  done = fw_cube_count_waits (self->cube, &query, waits, cancellable, error);
  fw_cube_read_unlock (self->cube);
  fw_centre_clear_query (&query);
  return done;
}

/* Two hours of the busiest centre; more could only wait in a flood, whose count is beside the
 * point. */
#define MAX_LOOKED_AT 1000000

guint
fw_centre_count_waiting (FwCentre *self, FwScope *scope, const FwQuestion *question, gint64 at)
{
  FwQuestion asked = *question;
  FwCubeQuery query = FW_CUBE_QUERY_INIT;
  g_autoptr (GArray) refs = NULL;
  guint64 total;
  guint n = 0;

  g_return_val_if_fail (self != NULL && scope != NULL, 0);

  asked.from = at - 2 * FW_HOUR;
  asked.to = at + 1;
  asked.now = at;
  asked.n_by = 0;
  fw_cube_read_lock (self->cube);
  fw_centre_fill_query (self, scope, &asked, &query);
  refs = fw_cube_list (self->cube, &query, FW_MEASURE_OFFERED, 0, MAX_LOOKED_AT, &total);
  for (guint i = 0; i < refs->len; i++)
    {
      FwContact contact;

      fw_cube_get (self->cube, &g_array_index (refs, FwContactRef, i), &contact);
      n += contact.at + (gint64) contact.wait_ms * 1000 > at;
    }
  fw_cube_read_unlock (self->cube);
  fw_centre_clear_query (&query);

  return n;
}

double
fw_centre_get_target (
    FwCentre *self, const FwMetric *metric, const char *site, const char *queue, gint64 at)
{
  g_autoptr (FwDirectory) directory = NULL;

  g_return_val_if_fail (self != NULL && metric != NULL, NAN);

  if (metric->target_policy == NULL)
    return NAN;
  directory = fw_centre_ref_directory (self);
  return fw_directory_get_policy (directory, metric->target_policy, site, queue, at);
}

FwStandard
fw_centre_get_standard (
    FwCentre *self, const FwMetric *metric, const char *site, const char *queue, gint64 at)
{
  FwStandard standard = { .target = NAN };
  g_autoptr (FwDirectory) directory = NULL;

  g_return_val_if_fail (self != NULL && metric != NULL, standard);

  directory = fw_centre_ref_directory (self);
  if (metric->least_policy != NULL)
    standard.least_n =
        (guint64) ceil (fw_directory_get_policy (directory, metric->least_policy, site, queue, at));
  if (metric->target_policy == NULL)
    return standard;

  standard.target = fw_directory_get_policy (directory, metric->target_policy, site, queue, at);
  standard.watch_margin = fw_directory_get_policy (directory, "watch-margin", site, queue, at);
  /* The policy's margin is a share: as it stands for a rate, of the target for all else. */
  if (metric->unit != FW_UNIT_RATIO)
    standard.watch_margin *= fabs (standard.target);
  /* A margin as wide as a low ceiling would leave nothing in order below it. */
  else if (!metric->at_least)
    standard.watch_margin = MIN (standard.watch_margin, standard.target / 4);

  return standard;
}
