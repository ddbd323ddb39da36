/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From names to codes and back; and where the scope becomes part of a question. */
#include <math.h>

#include "centre/fw-centre-private.h"
#include "core/fw-error.h"
#include "core/why/fw-factor.h"

G_STATIC_ASSERT (FW_CUBE_MAX_FILTERS >= FW_FACTOR_MOST);

#define HALF_HOURS 50 /* a day of 25 hours */

void
fw_question_clear (FwQuestion *question)
{
  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    g_clear_pointer (&question->only[i], g_strfreev);
  for (guint i = 0; i < FW_CUBE_MAX_FILTERS; i++)
    g_clear_pointer (&question->levels[i], g_strfreev);
}

/* Wall clock of a half hour on a day without a change of clocks; the first site's. */
static const char *
name_half_hour (FwDirectory *directory, guint16 code)
{
  const FwSiteEntry *site = &g_array_index (fw_directory_get_sites (directory), FwSiteEntry, 0);
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

static const char *const *
get_scope_names (FwScope *scope, FwDimension dimension)
{
  const char *const *names = dimension == FW_DIMENSION_SITE   ? fw_scope_get_sites (scope)
                             : dimension == FW_DIMENSION_TEAM ? fw_scope_get_teams (scope)
                                                              : NULL;

  return names != NULL && names[0] != NULL ? names : NULL;
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

static void
add_filters (FwCentre *self, const FwQuestion *question, FwCubeQuery *query)
{
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

  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    {
      const char *const *names = get_scope_names (scope, (FwDimension) i);
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
