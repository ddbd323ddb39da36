/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which contacts of a week are to be reviewed. Drawn of the whole centre, site by site, whoever
 * asks: else a contact would be drawn for one reader and not for another. */
#include "centre/fw-centre-week.h"

#include <string.h>

#include "centre/fw-centre-private.h"

#define WEEK 7

static void
clear_person (gpointer data)
{
  FwWeekPerson *person = data;

  g_free (person->id);
  g_free (person->name);
}

void
fw_week_free (FwWeek *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->people);
  g_array_unref (self->contacts);
  g_hash_table_unref (self->keys);
  fw_directory_unref (self->directory);
  g_free (self);
}

gint32
fw_week_get_monday (gint32 day)
{
  return day - (gint32) fw_zone_get_weekday (day) + 1;
}

/* ---- whose they are ---- */

typedef struct
{
  FwWeek *week;
  FwDictionary *agents;
  GHashTable *by_code, *by_id; /* agent's code, id -> index in people + 1 */
} Reading;

static guint
add_person (Reading *self, const FwMembership *membership)
{
  GArray *people = self->week->people;
  gpointer found = g_hash_table_lookup (self->by_id, membership->person);
  FwWeekPerson person = { .id = g_strdup (membership->person),
                          .name = g_strdup (membership->name) };

  if (found != NULL)
    {
      clear_person (&person);
      return GPOINTER_TO_UINT (found);
    }
  g_array_append_val (people, person);
  g_hash_table_insert (self->by_id, person.id, GUINT_TO_POINTER (people->len));
  return people->len;
}

/* Returns: the place of who answered it, from 1; 0: nobody of the house. */
static guint
find_person (Reading *self, const FwContact *contact)
{
  gpointer key = GUINT_TO_POINTER (contact->agent + 1), value;
  FwMembership membership;
  guint place = 0;

  if (g_hash_table_lookup_extended (self->by_code, key, NULL, &value))
    return GPOINTER_TO_UINT (value);
  if (fw_directory_find_agent (self->week->directory,
                               fw_text (fw_dictionary_get (self->agents, contact->agent)),
                               contact->at, &membership) &&
      *membership.person != '\0')
    place = add_person (self, &membership);
  g_hash_table_insert (self->by_code, key, GUINT_TO_POINTER (place));
  return place;
}

/* ---- what is a risk ---- */

typedef struct
{
  double low_rating;
  double long_ms;
} Limits;

static guint
find_risks (const FwContact *contact, const Limits *limits)
{
  return (contact->rating > 0 && contact->rating <= limits->low_rating ? FW_RISK_RATING : 0) |
         (contact->repeat == FW_REPEAT_REPEATED ? FW_RISK_REPEAT : 0) |
         (contact->handled && contact->handling_ms > limits->long_ms ? FW_RISK_LONG : 0) |
         (contact->transfer != FW_TRANSFER_NONE ? FW_RISK_TRANSFER : 0);
}

static double
get_policy (const FwWeek *week, const char *name, const char *site)
{
  gint64 from, to;

  fw_zone_get_day_bounds (week->zone, week->monday, &from, &to);
  return fw_directory_get_policy (week->directory, name, site, NULL, from);
}

static void
add_contact (Reading *self, const FwContactRef *ref, const FwContact *contact, const Limits *limits)
{
  FwWeek *week = self->week;
  const guint place = find_person (self, contact);
  FwWeekContact one = { .ref = *ref,
                        .at = contact->at,
                        .key = contact->key,
                        .team = contact->team,
                        .risks = find_risks (contact, limits) };

  if (place == 0)
    return;
  one.person = place - 1;
  g_array_index (week->people, FwWeekPerson, one.person).contacts++;
  g_array_append_val (week->contacts, one);
}

/* ---- the plan ---- */

static void
draw_site (FwWeek *week, const char *site, guint first, guint end)
{
  const FwSamplingPlan plan = { .share = get_policy (week, "review-share", site),
                                .random_share = get_policy (week, "review-random-share", site),
                                .seed = (guint64) week->monday };
  g_autofree FwSamplingContact *contacts = g_new (FwSamplingContact, end - first);

  for (guint i = first; i < end; i++)
    {
      const FwWeekContact *one = &g_array_index (week->contacts, FwWeekContact, i);

      contacts[i - first] =
          (FwSamplingContact){ .key = one->key, .stratum = one->person, .risks = one->risks };
    }
  fw_sampling_draw (contacts, end - first, week->people->len, &plan);
  for (guint i = first; i < end; i++)
    g_array_index (week->contacts, FwWeekContact, i).sampled = contacts[i - first].sampled;
}

/* Under the cube's read lock. */
static void
read_site (FwCentre *self, Reading *reading, const FwCubeQuery *query, const char *site)
{
  const Limits limits = { get_policy (reading->week, "review-low-rating", site),
                          1000 * get_policy (reading->week, "talk-limit-seconds", site) };
  guint64 total;
  g_autoptr (GArray) refs =
      fw_cube_list (self->cube, query, FW_MEASURE_ANSWERED, 0, G_MAXUINT, &total);

  for (guint i = 0; i < refs->len; i++)
    {
      const FwContactRef *ref = &g_array_index (refs, FwContactRef, i);
      FwContact contact;

      fw_cube_get (self->cube, ref, &contact);
      add_contact (reading, ref, &contact, &limits);
    }
}

static void
read_sites (FwCentre *self, Reading *reading)
{
  FwWeek *week = reading->week;
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  const GArray *sites = fw_directory_get_sites (week->directory);

  for (guint i = 0; i < sites->len; i++)
    {
      const char *site = g_array_index (sites, FwSiteEntry, i).id;
      const char *const only[] = { site, NULL };
      const guint first = week->contacts->len;
      FwQuestion question = { .only[FW_DIMENSION_SITE] = (char **) only };
      FwCubeQuery query;
      gint64 end;

      fw_zone_get_day_bounds (week->zone, week->monday, &question.from, &end);
      fw_zone_get_day_bounds (week->zone, week->monday + WEEK - 1, &end, &question.to);
      question.now = question.to;
      fw_cube_read_lock (self->cube);
      fw_centre_fill_query (self, whole, &question, &query);
      read_site (self, reading, &query, site);
      fw_cube_read_unlock (self->cube);
      fw_centre_clear_query (&query);
      draw_site (week, site, first, week->contacts->len);
    }
}

FwWeek *
fw_centre_read_week (FwCentre *self, gint32 monday)
{
  g_autoptr (GHashTable) by_code = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  FwWeek *week = g_new0 (FwWeek, 1);
  Reading reading = { .week = week, .by_code = by_code, .by_id = by_id };

  g_return_val_if_fail (self != NULL, NULL);

  week->monday = fw_week_get_monday (monday);
  week->directory = fw_centre_ref_directory (self);
  week->zone = fw_directory_get_default_site (week->directory)->zone;
  week->people = g_array_new (FALSE, FALSE, sizeof (FwWeekPerson));
  g_array_set_clear_func (week->people, clear_person);
  week->contacts = g_array_new (FALSE, FALSE, sizeof (FwWeekContact));
  week->keys = g_hash_table_new (g_int64_hash, g_int64_equal);
  reading.agents = fw_cube_get_dictionary (self->cube, FW_DIMENSION_AGENT);
  read_sites (self, &reading);
  for (guint i = 0; i < week->contacts->len; i++)
    g_hash_table_insert (week->keys, &g_array_index (week->contacts, FwWeekContact, i).key,
                         GUINT_TO_POINTER (i));
  return week;
}

/* ---- what is scored twice ---- */

static gboolean
is_second (FwDirectory *directory, const char *site, gint32 monday, guint64 key)
{
  gint64 from, to;

  fw_zone_get_day_bounds (fw_directory_get_default_site (directory)->zone, monday, &from, &to);
  return fw_sampling_is_second (
      key, (guint64) monday,
      fw_directory_get_policy (directory, "review-second-share", site, NULL, from));
}

gboolean
fw_week_is_second (FwCentre *centre, const FwWeek *self, const FwWeekContact *contact)
{
  g_return_val_if_fail (centre != NULL && self != NULL && contact != NULL, FALSE);

  return is_second (self->directory, fw_week_get_site (centre, contact), self->monday,
                    contact->key);
}

/* What somebody chose by hand is in no plan, and what comes complete was scored elsewhere. */
gboolean
fw_centre_draw_review (const FwRecord *review, gpointer centre)
{
  FwCentre *self = centre;
  const char *contact = fw_record_text (review, "contact"), *sampled, *slash;
  g_autoptr (FwDirectory) directory = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  sampled = fw_record_text (review, "sampled");
  slash = contact != NULL ? strchr (contact, '/') : NULL;
  if (slash == NULL || g_strcmp0 (sampled, "chosen") == 0 || !fw_record_lacks (review, "told") ||
      !fw_record_lacks (review, "second"))
    return FALSE;
  directory = fw_centre_ref_directory (self);
  return is_second (directory, fw_record_text (review, "site"),
                    fw_week_get_monday ((gint32) fw_record_integer (review, "day")),
                    fw_floor_get_contact_key (self->floor,
                                              (FwText){ contact, (gsize) (slash - contact) },
                                              fw_text (slash + 1)));
}

/* ---- what they are called ---- */

gint
fw_week_find (FwCentre *centre, const FwWeek *self, const char *contact)
{
  const char *slash = contact != NULL ? strchr (contact, '/') : NULL;
  guint64 key;
  gpointer index;

  if (slash == NULL)
    return -1;
  key = fw_floor_get_contact_key (centre->floor, (FwText){ contact, (gsize) (slash - contact) },
                                  fw_text (slash + 1));
  return g_hash_table_lookup_extended (self->keys, &key, NULL, &index)
             ? (gint) GPOINTER_TO_UINT (index)
             : -1;
}

const char *
fw_week_get_site (FwCentre *centre, const FwWeekContact *contact)
{
  return fw_dictionary_get (fw_cube_get_dictionary (centre->cube, FW_DIMENSION_SITE),
                            contact->ref.site);
}

const char *
fw_week_get_team (FwCentre *centre, const FwWeekContact *contact)
{
  return fw_dictionary_get (fw_cube_get_dictionary (centre->cube, FW_DIMENSION_TEAM),
                            contact->team);
}

GPtrArray *
fw_centre_name_week (
    FwCentre *self, const FwWeek *week, const guint *indices, guint n, GError **error)
{
  g_autoptr (GArray) refs = g_array_new (FALSE, FALSE, sizeof (FwContactRef));

  g_return_val_if_fail (self != NULL && week != NULL, NULL);

  for (guint i = 0; i < n; i++)
    g_array_append_val (refs, g_array_index (week->contacts, FwWeekContact, indices[i]).ref);
  return fw_centre_name_contacts (self, refs, error);
}
