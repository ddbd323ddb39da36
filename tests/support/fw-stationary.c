/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/fw-stationary.h"

#include <math.h>

#define N_TEAMS 8
#define N_PEOPLE 10 /* of a team */
#define N_PRODUCTS 6
#define N_CHANNELS 4
#define N_CUSTOMERS 20000
#define DAY (24 * FW_HOUR)

static const char *const products[N_PRODUCTS] = { "orders", "returns", "payments",
                                                  "phones", "post",    "other" };
static const char *const channels[N_CHANNELS] = { "phone", "chat", "email", "social" };

/* The sum of twelve is normal enough. */
static double
draw_normal (GRand *rand)
{
  double sum = -6;

  for (guint i = 0; i < 12; i++)
    sum += g_rand_double (rand);
  return sum;
}

typedef struct
{
  guint16 teams[N_TEAMS], shifts[3], products[N_PRODUCTS], channels[N_CHANNELS];
  guint16 agents[N_TEAMS * N_PEOPLE];
  double pace[N_TEAMS * N_PEOPLE], liked[N_TEAMS * N_PEOPLE];
  double mood[N_CUSTOMERS];
} Cast;

static guint16
intern (FwCube *cube, FwDimension dimension, const char *name)
{
  return fw_dictionary_intern (fw_cube_get_dictionary (cube, dimension), fw_text (name));
}

static void
fill_cast (Cast *cast, FwCube *cube, GRand *rand)
{
  static const char *const shifts[] = { "early", "late", "night" };

  for (guint i = 0; i < 3; i++)
    cast->shifts[i] = intern (cube, FW_DIMENSION_SHIFT, shifts[i]);
  for (guint i = 0; i < N_PRODUCTS; i++)
    cast->products[i] = intern (cube, FW_DIMENSION_PRODUCT, products[i]);
  for (guint i = 0; i < N_CHANNELS; i++)
    cast->channels[i] = intern (cube, FW_DIMENSION_CHANNEL, channels[i]);
  for (guint i = 0; i < N_TEAMS; i++)
    {
      g_autofree char *name = g_strdup_printf ("team-%u", i);

      cast->teams[i] = intern (cube, FW_DIMENSION_TEAM, name);
    }
  for (guint i = 0; i < N_TEAMS * N_PEOPLE; i++)
    {
      g_autofree char *name = g_strdup_printf ("Agent/%u", 100 + i);

      cast->agents[i] = intern (cube, FW_DIMENSION_AGENT, name);
      cast->pace[i] = exp (0.12 * draw_normal (rand));
      cast->liked[i] = 0.03 * draw_normal (rand);
    }
  for (guint i = 0; i < N_CUSTOMERS; i++)
    cast->mood[i] = 0.05 * draw_normal (rand);
}

/* Which of the team's ten is at work: six of ten, another six each day. */
static guint
choose_person (GRand *rand, guint team, guint day)
{
  return team * N_PEOPLE +
         (guint) (g_rand_int_range (rand, 0, 6) + (gint) (day * 3 + team)) % N_PEOPLE;
}

typedef struct
{
  double pace, liked;
} Weather;

static void
add_contact (const Cast *cast,
             FwCube *cube,
             guint16 site,
             GRand *rand,
             guint day,
             const Weather *weather,
             guint64 key)
{
  guint team = (guint) g_rand_int_range (rand, 0, N_TEAMS);
  guint person = choose_person (rand, team, day);
  guint product = (guint) (N_PRODUCTS * pow (g_rand_double (rand), 1.6));
  guint channel = (guint) (N_CHANNELS * pow (g_rand_double (rand), 1.8));
  guint customer = (guint) g_rand_int_range (rand, 0, N_CUSTOMERS);
  double pleasure = 0.88 + cast->liked[person] + weather->liked + cast->mood[customer];
  FwContact contact = FW_CONTACT_INIT;
  FwContactRef ref;

  contact.at =
      FW_STATIONARY_START + day * DAY + (gint64) (g_rand_double (rand) * 86399) * FW_SECOND;
  contact.key = contact.ledger = key;
  contact.team = cast->teams[team];
  contact.shift = cast->shifts[(contact.at - FW_STATIONARY_START) % DAY / (8 * FW_HOUR)];
  contact.product = cast->products[product];
  contact.channel = cast->channels[channel];
  contact.agent = cast->agents[person];
  contact.tenure = (guint8) (2 + person % 4);
  contact.outcome = g_rand_double (rand) < 0.96 ? FW_OUTCOME_ANSWERED : FW_OUTCOME_ABANDONED;
  contact.wait_ms = (guint32) (-8000 * log (1 - g_rand_double (rand)));
  contact.in_target = contact.wait_ms <= 30000;
  if (contact.outcome == FW_OUTCOME_ANSWERED)
    {
      contact.handled = TRUE;
      contact.handling_ms = (guint32) (1000 * exp (5.2 + 0.1 * product + 0.6 * draw_normal (rand)) *
                                       cast->pace[person] * weather->pace);
      if (g_rand_double (rand) < 0.3)
        contact.rating = g_rand_double (rand) < pleasure ? 5 : 2;
      contact.resolution =
          g_rand_double (rand) < pleasure - 0.02 ? FW_RESOLUTION_YES : FW_RESOLUTION_NO;
    }
  fw_cube_append (cube, site, &contact, &ref);
}

void
fw_stationary_fill (FwCentre *centre, guint32 seed, guint contacts_a_day)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autofree Cast *cast = g_new0 (Cast, 1);
  g_autoptr (FwZone) zone = fw_zone_new ("UTC", 360, NULL);
  g_autoptr (GArray) keys = NULL;
  FwCube *cube = fw_centre_get_cube (centre);
  guint16 site;
  guint64 key = 1;

  fw_cube_write_lock (cube);
  site = intern (cube, FW_DIMENSION_SITE, "main");
  fw_cube_add_site (cube, site, zone);
  fill_cast (cast, cube, rand);
  for (guint day = 0; day < FW_STATIONARY_DAYS; day++)
    {
      Weather weather = { exp (0.025 * draw_normal (rand)), 0.008 * draw_normal (rand) };
      guint n =
          (guint) (contacts_a_day * (day % 7 >= 5 ? 0.6 : 1) * (1 + 0.04 * draw_normal (rand)));

      for (guint i = 0; i < n; i++)
        add_contact (cast, cube, site, rand, day, &weather, key++);
    }
  keys = fw_cube_list_segments (cube);
  for (guint i = 0; i < keys->len; i++)
    fw_cube_seal (cube, &g_array_index (keys, FwSegmentKey, i));
  fw_cube_write_unlock (cube);
}

static char **
make_filter (const char *name)
{
  const char *const only[] = { name, NULL };

  return g_strdupv ((char **) only);
}

FwWhyQuestion
fw_stationary_question (guint32 seed, guint index)
{
  static const char *const metrics[] = {
    "csat", "aht_s", "resolution_rate", "connection_rate", "service_level", "asa_s"
  };
  static const FwWhyBaseline baselines[] = { FW_WHY_LAST_WEEK, FW_WHY_PREVIOUS, FW_WHY_FORECAST,
                                             FW_WHY_PERIOD };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed + 7919 * index);
  gint length = g_rand_int_range (rand, 1, 11), from;
  FwWhyQuestion question = {
    .metric = fw_metric_find (metrics[index % G_N_ELEMENTS (metrics)]),
    .baseline = baselines[index / G_N_ELEMENTS (metrics) % G_N_ELEMENTS (baselines)]
  };

  if (question.baseline == FW_WHY_LAST_WEEK)
    length = MIN (length, 7);
  from = g_rand_int_range (rand, 35, FW_STATIONARY_DAYS - length);
  question.window.from = FW_STATIONARY_START + from * DAY;
  question.window.to = question.window.from + length * DAY;
  if (g_rand_double (rand) < 0.25)
    question.window.to = question.window.from + g_rand_int_range (rand, 4, 16) * FW_HOUR;
  question.window.now = FW_STATIONARY_START + (FW_STATIONARY_DAYS + 20) * DAY;
  question.baseline_from = question.window.from - 28 * DAY;
  question.baseline_to = question.window.from - 7 * DAY;
  if (g_rand_double (rand) < 0.25)
    question.window.only[FW_DIMENSION_PRODUCT] =
        make_filter (products[g_rand_int_range (rand, 0, N_PRODUCTS)]);
  return question;
}
