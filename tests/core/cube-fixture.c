/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cube-fixture.h"

#include <string.h>

gint64
parse_time (const char *text)
{
  gint64 at;

  g_assert_true (fw_time_parse (fw_text (text), &at));
  return at;
}

void
fixture_set_up (Fixture *f, gconstpointer data)
{
  f->cube = fw_cube_new ();
  f->contacts = g_array_new (FALSE, FALSE, sizeof (FwContact));
  f->sites = g_array_new (FALSE, FALSE, sizeof (guint16));
  f->states = g_array_new (FALSE, FALSE, sizeof (State));
  f->n_teams = 9;
  f->n_agents = 60;
  f->unknown_waits = data != NULL;
  f->zones[0] = NULL;
  f->zones[1] = fw_zone_new ("Europe/Berlin", 360, NULL);
  f->zones[2] = fw_zone_new ("Australia/Lord_Howe", 0, NULL);
  for (guint16 site = 1; site <= 2; site++)
    {
      g_autofree char *name = g_strdup_printf ("site-%u", site);
      FwDictionary *sites = fw_cube_get_dictionary (f->cube, FW_DIMENSION_SITE);

      g_assert_cmpuint (fw_dictionary_intern (sites, fw_text (name)), ==, site);
      fw_cube_add_site (f->cube, site, f->zones[site]);
    }
}

void
fixture_tear_down (Fixture *f, gconstpointer data)
{
  fw_cube_free (f->cube);
  g_array_unref (f->contacts);
  g_array_unref (f->sites);
  g_array_unref (f->states);
  fw_zone_unref (f->zones[1]);
  fw_zone_unref (f->zones[2]);
}

static guint
pick (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

void
random_contact (Fixture *f, gint64 at, FwContact *contact)
{
  guint agent = pick (4) > 0 ? 1 + pick (f->n_agents) : 0;

  *contact = (FwContact){
    .at = at - at % 1000,
    .key = (guint64) g_test_rand_int () << 20 | pick (1000),
    .ledger = f->contacts->len,
    .team = (guint16) pick (f->n_teams),
    .shift = (guint16) pick (4),
    .queue = (guint16) pick (300),
    .channel = (guint16) pick (5),
    .product = (guint16) (1 + pick (20)),
    .agent = (guint16) agent,
    .tenure = (guint8) (pick (50) == 0 ? pick (6) : agent % 6),
    .outcome = agent > 0 ? FW_OUTCOME_ANSWERED : (FwOutcome) pick (FW_N_OUTCOMES),
    .transfer = (FwTransfer) (pick (9) == 0 ? pick (3) : 0),
    .in_target = pick (3) > 0,
    .short_wait = pick (2) == 0,
    .handled = pick (9) > 0,
    .wait_ms = pick (10) == 0 ? 40000000 - pick (1000) : pick (600000),
    .handling_ms = pick (900) * 1000,
    .hold_ms = pick (3) == 0 ? pick (5000) : 0,
    .wrap_ms = pick (70000),
    .rating = (guint8) (pick (3) == 0 ? pick (6) : 0),
    .nps = (gint8) (pick (3) == 0 ? (gint) pick (12) - 1 : -1),
    .resolution = (FwResolution) pick (3),
    .repeat = (FwRepeat) pick (3),
    .channel_stated = pick (2) == 0,
    .product_stated = pick (2) == 0,
    .whole = pick (3) == 0,
  };
  /* by day, so that some segments have none: what they cost nothing for must not be missed either
   */
  if (f->unknown_waits && at / (24 * FW_HOUR) % 3 != 0 && pick (4) == 0)
    {
      contact->wait_unknown = TRUE;
      contact->wait_ms = 0;
      contact->in_target = contact->short_wait = FALSE;
    }
  /* The same of what few contacts have. */
  if (at / (24 * FW_HOUR) % 4 == 0)
    return;
  if (contact->outcome == FW_OUTCOME_ANSWERED && pick (3) == 0)
    {
      contact->reply = pick (2) == 0 ? FW_REPLY_STATED : FW_REPLY_UNKNOWN;
      contact->reply_ms =
          contact->reply == FW_REPLY_STATED ? pick (5) == 0 ? FW_REPLY_MOST_MS : pick (900000) : 0;
      contact->reply_in_time = contact->reply == FW_REPLY_STATED && pick (2) == 0;
    }
  contact->closed = pick (5) == 0;
  contact->closed_ms = contact->closed ? pick (20000000) : 0;
  contact->complaint = pick (20) == 0;
  contact->service_error = pick (20) == 0;
  if (pick (9) == 0)
    contact->scores =
        fw_rated_set (fw_rated_set (0, pick (4), 1 + pick (5)), 4 + pick (4), 1 + pick (5));
}

void
fixture_fill (Fixture *f, guint n, gint64 from, gint64 to)
{
  for (guint i = 0; i < n; i++)
    {
      gint64 at = from + (gint64) (g_test_rand_double () * (double) (to - from));
      guint16 site = (guint16) (1 + pick (2));
      FwContact contact;
      FwContactRef ref;

      random_contact (f, at, &contact);
      fw_cube_append (f->cube, site, &contact, &ref);
      g_array_append_val (f->contacts, contact);
      g_array_append_val (f->sites, site);
    }

  for (guint i = 0; i < n / 10; i++)
    {
      gint64 at = from + (gint64) (g_test_rand_double () * (double) (to - from));
      State state = {
        .at = at - at % 1000,
        .to = at - at % 1000 + (gint64) pick (20000) * 1000000,
        .site = (guint16) (1 + pick (2)),
        .agent = (guint16) (1 + pick (f->n_agents + 20)),
        .team = (guint16) pick (f->n_teams + 2),
        .shift = (guint16) pick (4),
        .tenure = (guint8) pick (6),
        .state = (FwAgentState) pick (FW_N_AGENT_STATES),
      };

      fw_cube_add_agent_time (f->cube, state.site, state.agent, state.team, state.shift,
                              state.tenure, state.state, state.at, state.to);
      g_array_append_val (f->states, state);
    }

  for (guint i = 0; i < 40; i++)
    fw_cube_add_response (f->cube, (guint16) (1 + i % 2), i % 3 == 0,
                          fw_text (i % 4 == 0 ? "crm" : "orders"), (guint16) (i % 3),
                          from + (to - from) / 40 * i, 700 + i % 5 * 3911);
}

void
fixture_seal_all (Fixture *f)
{
  g_autoptr (GArray) keys = fw_cube_list_segments (f->cube);

  for (guint i = 0; i < keys->len; i++)
    fw_cube_seal (f->cube, &g_array_index (keys, FwSegmentKey, i));
}

/* ---- the naive way ---- */

static void
find_half_hour (FwZone *zone, gint64 at, guint *half_hour, gint64 *start)
{
  fw_zone_get_day_bounds (zone, fw_zone_get_day (zone, at), start, NULL);
  *half_hour = (guint) ((at - *start) / FW_HALF_HOUR);
}

guint16
get_code (guint16 site, FwZone *zone, const FwContact *contact, FwDimension dimension)
{
  guint half_hour;
  gint64 start;

  find_half_hour (zone, contact->at, &half_hour, &start);
  const guint16 codes[FW_N_DIMENSIONS] = {
    [FW_DIMENSION_SITE] = site,
    [FW_DIMENSION_TEAM] = contact->team,
    [FW_DIMENSION_SHIFT] = contact->shift,
    [FW_DIMENSION_QUEUE] = contact->queue,
    [FW_DIMENSION_CHANNEL] = contact->channel,
    [FW_DIMENSION_PRODUCT] = contact->product,
    [FW_DIMENSION_AGENT] = contact->agent,
    [FW_DIMENSION_TENURE] = contact->tenure,
    [FW_DIMENSION_HALF_HOUR] = (guint16) half_hour,
    [FW_DIMENSION_OUTCOME] = (guint16) contact->outcome,
    [FW_DIMENSION_TRANSFER] = (guint16) contact->transfer,
  };

  return codes[dimension];
}

static gint64
get_bucket (FwZone *zone, gint64 at, FwBucket bucket)
{
  gint32 day = fw_zone_get_day (zone, at);
  gint64 start;
  guint half_hour;

  find_half_hour (zone, at, &half_hour, &start);
  if (bucket == FW_BUCKET_NONE)
    return 0;
  if (bucket == FW_BUCKET_HALF_HOUR)
    return start + half_hour * FW_HALF_HOUR;
  if (bucket == FW_BUCKET_WEEK)
    while (fw_zone_get_weekday (day) != 1)
      day--;
  if (bucket == FW_BUCKET_MONTH)
    {
      gint year;
      guint month, first;

      fw_date_to_civil (day, &year, &month, &first);
      day = fw_date_from_civil (year, month, 1);
    }
  fw_zone_get_day_bounds (zone, day, &start, NULL);
  return start;
}

gboolean
is_wanted (const FwCubeQuery *query, FwDimension dimension, guint16 code)
{
  gsize length;
  const guint8 *data;

  if (query->allow[dimension] == NULL)
    return TRUE;
  data = g_bytes_get_data (query->allow[dimension], &length);
  return code < length && data[code];
}

static FwSums *
find_group (FwCubeAnswer *answer, gint64 bucket, const guint16 *codes, guint n)
{
  FwCubeGroup *group;

  for (guint i = 0; i < answer->groups->len; i++)
    {
      group = &g_array_index (answer->groups, FwCubeGroup, i);
      if (group->bucket == bucket && memcmp (group->codes, codes, n * sizeof *codes) == 0)
        return &group->sums;
    }
  g_array_set_size (answer->groups, answer->groups->len + 1);
  group = &g_array_index (answer->groups, FwCubeGroup, answer->groups->len - 1);
  group->bucket = bucket;
  memcpy (group->codes, codes, n * sizeof *codes);
  return &group->sums;
}

static double
square (guint32 ms)
{
  return (double) fw_sums_square (ms) / 256;
}

/* The difference to what it would be if its reply were the connection. */
static void
count_reply (FwSums *sums, const FwContact *contact)
{
  if (contact->reply == FW_REPLY_CONNECTION)
    return;
  if (!contact->wait_unknown)
    {
      sums->reply_extra--;
      sums->reply_extra_in_time -= contact->in_target ? 1 : 0;
      sums->reply_extra_ms -= contact->wait_ms;
      sums->reply_extra_square -= (gint64) fw_sums_square (contact->wait_ms);
    }
  if (contact->reply != FW_REPLY_STATED)
    return;
  sums->reply_extra++;
  sums->reply_extra_in_time += contact->reply_in_time ? 1 : 0;
  sums->reply_extra_ms += contact->reply_ms;
  sums->reply_extra_square += (gint64) fw_sums_square (contact->reply_ms);
}

static void
count (FwSums *sums, const FwContact *contact, const FwCubeQuery *query)
{
  sums->offered++;
  sums->unknown += contact->outcome == FW_OUTCOME_UNKNOWN ? 1 : 0;
  if (contact->rating > 0)
    sums->rated++;
  if (contact->rating == 4 || contact->rating == 5)
    sums->satisfied++;
  sums->rating_points += contact->rating;
  sums->complaints += contact->complaint ? 1 : 0;
  if (contact->closed)
    {
      guint64 seconds = ((guint64) contact->closed_ms + 500) / 1000;

      sums->closed++;
      sums->closed_ms += contact->closed_ms;
      sums->closed_square += seconds * seconds;
    }
  if (contact->nps >= 0)
    sums->nps_given++;
  if (contact->nps >= 9)
    sums->promoters++;
  if (contact->nps >= 0 && contact->nps <= 6)
    sums->detractors++;
  if (contact->outcome == FW_OUTCOME_ABANDONED)
    {
      sums->abandoned++;
      sums->abandoned_in_target += contact->in_target ? 1 : 0;
      sums->short_abandoned += contact->short_wait ? 1 : 0;
    }
  else if (contact->outcome != FW_OUTCOME_ANSWERED)
    sums->left++;
  if (contact->outcome != FW_OUTCOME_ANSWERED)
    return;

  sums->answered++;
  sums->service_errors += contact->service_error ? 1 : 0;
  count_reply (sums, contact);
  sums->wait_unknown += contact->wait_unknown ? 1 : 0;
  sums->answered_in_target += contact->in_target ? 1 : 0;
  sums->wait_ms += contact->wait_ms;
  sums->wait_square_s += square (contact->wait_ms);
  sums->transferred += contact->transfer != FW_TRANSFER_NONE ? 1 : 0;
  if (contact->handled)
    {
      sums->handled++;
      sums->handling_ms += contact->handling_ms;
      sums->handling_square_s += square (contact->handling_ms);
    }
  sums->resolution_known += contact->resolution != FW_RESOLUTION_UNKNOWN ? 1 : 0;
  sums->resolved += contact->resolution == FW_RESOLUTION_YES ? 1 : 0;
  if (contact->repeat != FW_REPEAT_UNKNOWN && contact->at + query->repeat_window > query->now)
    sums->immature++;
  else if (contact->repeat != FW_REPEAT_UNKNOWN)
    {
      sums->mature++;
      sums->first_contact += contact->repeat == FW_REPEAT_FIRST ? 1 : 0;
    }
}

static void
count_contacts (Fixture *f, const FwCubeQuery *query, FwCubeAnswer *answer)
{
  for (guint i = 0; i < f->contacts->len; i++)
    {
      const FwContact *contact = &g_array_index (f->contacts, FwContact, i);
      guint16 site = g_array_index (f->sites, guint16, i), codes[FW_CUBE_MAX_BY] = { 0 };
      gboolean wanted = contact->at >= query->from && contact->at < query->to;

      for (guint d = 0; d < FW_N_DIMENSIONS && wanted; d++)
        wanted = is_wanted (query, d, get_code (site, f->zones[site], contact, d));
      if (!wanted)
        continue;

      for (guint j = 0; j < query->n_by; j++)
        codes[j] = get_code (site, f->zones[site], contact, query->by[j]);
      count (find_group (answer, get_bucket (f->zones[site], contact->at, query->bucket), codes,
                         query->n_by),
             contact, query);
      count (&answer->total, contact, query);
    }
}

static void
count_piece (Fixture *f,
             const FwCubeQuery *query,
             const State *state,
             gint64 at,
             gint64 ms,
             FwCubeAnswer *answer)
{
  FwZone *zone = f->zones[state->site];
  FwContact like = { .at = at,
                     .agent = state->agent,
                     .team = state->team,
                     .shift = state->shift,
                     .tenure = state->tenure };
  guint16 codes[FW_CUBE_MAX_BY] = { 0 };
  gboolean grouped = TRUE;
  guint half_hour;
  gint64 start;

  find_half_hour (zone, at, &half_hour, &start);
  start += half_hour * FW_HALF_HOUR;
  if (start < query->from || start >= query->to)
    return;
  for (guint d = 0; d < FW_N_DIMENSIONS; d++)
    if (!is_wanted (query, d, get_code (state->site, zone, &like, d)))
      return;
  for (guint j = 0; j < query->n_by; j++)
    codes[j] = get_code (state->site, zone, &like, query->by[j]);
  for (guint d = 0; d < FW_N_DIMENSIONS; d++)
    if (d == FW_DIMENSION_QUEUE || d == FW_DIMENSION_CHANNEL || d == FW_DIMENSION_PRODUCT ||
        d == FW_DIMENSION_OUTCOME || d == FW_DIMENSION_TRANSFER)
      {
        if (query->allow[d] != NULL)
          return;
        for (guint j = 0; j < query->n_by; j++)
          grouped = grouped && query->by[j] != d;
      }

  for (guint i = 0; i < 2; i++)
    {
      FwSums *sums = i == 0 ? &answer->total : NULL;

      if (i == 1 && grouped)
        sums = find_group (answer, get_bucket (zone, at, query->bucket), codes, query->n_by);
      if (sums == NULL)
        continue;
      if (state->state == FW_AGENT_TALKING || state->state == FW_AGENT_WRAP_UP)
        sums->busy_ms += (guint64) ms;
      else if (state->state == FW_AGENT_PAUSED)
        sums->paused_ms += (guint64) ms;
      else
        sums->ready_ms += (guint64) ms;
    }
}

/* Second by second is too slow; from one border of a half hour or day to the next is as plain. */
static void
count_states (Fixture *f, const FwCubeQuery *query, FwCubeAnswer *answer)
{
  for (guint i = 0; i < f->states->len; i++)
    {
      const State *state = &g_array_index (f->states, State, i);
      gint64 at = state->at;

      while (at < state->to && state->state != FW_AGENT_SIGNED_OUT)
        {
          FwZone *zone = f->zones[state->site];
          guint half_hour;
          gint64 start, end, day_end;

          find_half_hour (zone, at, &half_hour, &start);
          fw_zone_get_day_bounds (zone, fw_zone_get_day (zone, at), NULL, &day_end);
          end = MIN (MIN (state->to, day_end), start + (half_hour + 1) * FW_HALF_HOUR);
          count_piece (f, query, state, at, (end - at) / 1000, answer);
          at = end;
        }
    }
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const FwCubeGroup *left = a, *right = b;

  if (left->bucket != right->bucket)
    return left->bucket < right->bucket ? -1 : 1;
  for (guint i = 0; i < FW_CUBE_MAX_BY; i++)
    if (left->codes[i] != right->codes[i])
      return left->codes[i] < right->codes[i] ? -1 : 1;
  return 0;
}

static gboolean
is_empty (const FwSums *sums)
{
  return sums->offered + sums->unknown + sums->busy_ms + sums->ready_ms + sums->paused_ms == 0;
}

static void
keep_core (FwSums *sums)
{
  *sums = (FwSums){ .offered = sums->offered,
                    .answered = sums->answered,
                    .answered_in_target = sums->answered_in_target,
                    .wait_unknown = sums->wait_unknown,
                    .handled = sums->handled,
                    .handling_ms = sums->handling_ms,
                    .rated = sums->rated,
                    .satisfied = sums->satisfied,
                    .resolution_known = sums->resolution_known,
                    .resolved = sums->resolved };
}

/* Where a complaint was ever told, contacts without one count as such; of errors alike. */
static void
note_told (Fixture *f, FwSums *sums)
{
  gboolean complaints = FALSE, errors = FALSE;

  for (guint i = 0; i < f->contacts->len; i++)
    {
      complaints |= g_array_index (f->contacts, FwContact, i).complaint;
      errors |= g_array_index (f->contacts, FwContact, i).service_error;
    }
  sums->complaints_of = complaints ? sums->offered : 0;
  sums->service_errors_of = errors ? sums->answered : 0;
}

FwCubeAnswer *
ask_naively (Fixture *f, const FwCubeQuery *query)
{
  FwCubeAnswer *answer = g_new0 (FwCubeAnswer, 1);

  answer->groups = g_array_new (FALSE, TRUE, sizeof (FwCubeGroup));
  count_contacts (f, query, answer);
  count_states (f, query, answer);
  if (query->level == FW_CUBE_CORE)
    keep_core (&answer->total);
  else
    note_told (f, &answer->total);
  for (guint i = answer->groups->len; i > 0; i--)
    {
      FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i - 1);

      if (query->level == FW_CUBE_CORE)
        keep_core (&group->sums);
      else
        note_told (f, &group->sums);
      if (is_empty (&group->sums))
        g_array_remove_index (answer->groups, i - 1);
    }
  g_array_sort (answer->groups, compare_groups);
  return answer;
}

void
random_query (Fixture *f, gint64 from, gint64 to, FwCubeQuery *query)
{
  static const guint sizes[FW_N_DIMENSIONS] = { 3, 9, 4, 300, 5, 21, 61, 6, 50, 6, 3 };

  *query = (FwCubeQuery) FW_CUBE_QUERY_INIT;
  query->from = from + (gint64) (g_test_rand_double () * 0.5 * (double) (to - from));
  query->to = to - (gint64) (g_test_rand_double () * 0.4 * (double) (to - from));
  if (pick (2) == 0)
    {
      /* whole days of the first site */
      fw_zone_get_day_bounds (f->zones[1], fw_zone_get_day (f->zones[1], query->from), &query->from,
                              NULL);
      fw_zone_get_day_bounds (f->zones[1], fw_zone_get_day (f->zones[1], query->to), NULL,
                              &query->to);
    }
  query->repeat_window = pick (3) * FW_HOUR * 24;
  query->now = from + (gint64) (g_test_rand_double () * 1.5 * (double) (to - from));
  query->n_by = pick (FW_CUBE_MAX_BY);
  query->bucket = (FwBucket) (pick (2) == 0 ? 0 : pick (FW_BUCKET_MONTH + 1));
  query->level = pick (2) == 0 ? FW_CUBE_ALL : FW_CUBE_CORE;
  for (guint i = 0; i < query->n_by; i++)
    {
      gboolean again = FALSE;

      query->by[i] = (FwDimension) pick (FW_N_DIMENSIONS);
      for (guint j = 0; j < i; j++)
        again = again || query->by[j] == query->by[i];
      if (again)
        query->n_by = i;
    }
  for (guint d = 0; d < FW_N_DIMENSIONS; d++)
    if (pick (6) == 0)
      {
        guint size = 1 + pick (sizes[d]);
        guint8 *wanted = g_malloc0 (size);

        for (guint i = 0; i < size; i++)
          wanted[i] = pick (3) == 0;
        wanted[pick (size)] = 1;
        query->allow[d] = g_bytes_new_take (wanted, size);
      }
}

void
clear_query (FwCubeQuery *query)
{
  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    g_clear_pointer (&query->allow[i], g_bytes_unref);
}

void
assert_same_sums (const FwSums *a, const FwSums *b)
{
  const guint64 *left = (const guint64 *) a, *right = (const guint64 *) b;

  for (guint i = 0; i < sizeof (FwSums) / sizeof (guint64); i++)
    if (left[i] != right[i])
      g_error ("member %u of the sums differs: %" G_GUINT64_FORMAT " and %" G_GUINT64_FORMAT, i,
               left[i], right[i]);
}

void
assert_same_answers (FwCubeAnswer *a, FwCubeAnswer *b)
{
  for (guint i = 0; i < MIN (a->groups->len, b->groups->len); i++)
    {
      const FwCubeGroup *left = &g_array_index (a->groups, FwCubeGroup, i);
      const FwCubeGroup *right = &g_array_index (b->groups, FwCubeGroup, i);

      g_assert_cmpint (left->bucket, ==, right->bucket);
      for (guint j = 0; j < FW_CUBE_MAX_BY; j++)
        g_assert_cmpuint (left->codes[j], ==, right->codes[j]);
      assert_same_sums (&left->sums, &right->sums);
    }
  g_assert_cmpuint (a->groups->len, ==, b->groups->len);
  assert_same_sums (&a->total, &b->total);
}

/* Random questions, over both changes of the clock, against a loop over plain rows. */
void
ask_at_random (Fixture *f, gint64 from, gint64 to, guint times)
{
  for (guint i = 0; i < times; i++)
    {
      FwCubeQuery query;
      g_autoptr (FwCubeAnswer) answer = NULL;
      g_autoptr (FwCubeAnswer) expected = NULL;
      g_autoptr (GError) error = NULL;

      random_query (f, from, to, &query);
      answer = fw_cube_ask (f->cube, &query, NULL, &error);
      g_assert_no_error (error);
      expected = ask_naively (f, &query);
      assert_same_answers (answer, expected);

      /* What pair sums tell and what the rows tell is the same. */
      g_clear_pointer (&answer, fw_cube_answer_free);
      query.avoid_pairs = TRUE;
      answer = fw_cube_ask (f->cube, &query, NULL, &error);
      assert_same_answers (answer, expected);
      clear_query (&query);
    }
}
