/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-people.h"

#include "core/calendar/fw-zone.h"
#include "sample/fw-sample-random.h"

#define STREAM_NAMES 0x6e616d65
#define STREAM_TRAITS 0x74726169
#define STREAM_ROSTER 0x726f7374
#define STREAM_AWAY 0x61776179

static const char *const family_names[] = {
  "Lin",   "Wang",  "Li",   "Zhang", "Liu",  "Chen", "Yang", "Huang", "Zhao", "Wu",
  "Zhou",  "Xu",    "Sun",  "Ma",    "Zhu",  "Hu",   "Guo",  "He",    "Gao",  "Luo",
  "Zheng", "Liang", "Xie",  "Song",  "Tang", "Deng", "Han",  "Feng",  "Cao",  "Peng",
  "Zeng",  "Xiao",  "Tian", "Dong",  "Pan",  "Yuan", "Cai",  "Jiang", "Yu",   "Du",
};
static const char *const given_names[] = {
  "Mei",    "Wei",    "Fang",  "Jing",   "Lei",     "Na",       "Yan",    "Jie",
  "Xiaoyu", "Haoran", "Zihan", "Yutong", "Minghao", "Xinyi",    "Jiayi",  "Chenxi",
  "Ruoxi",  "Siyuan", "Bowen", "Yichen", "Lihua",   "Guoqiang", "Xiulan", "Jianhua",
  "Ting",   "Peng",   "Shan",  "Yue",    "Qiang",   "Rui",
};
static const char *const western_given[] = {
  "Anna",  "Tom",    "Maria", "James", "Sophie", "Daniel", "Elena", "Lucas", "Hannah", "Oliver",
  "Grace", "Martin", "Julia", "Peter", "Emma",   "Victor", "Clara", "Simon", "Nora",   "David",
};
static const char *const western_family[] = {
  "Novak",  "Fischer", "Martin", "Rossi",  "Jensen", "Walker",   "Costa",
  "Meyer",  "Laurent", "Hughes", "Silva",  "Becker", "Bennett",  "Moreau",
  "Larsen", "Romano",  "Keller", "Turner", "Dubois", "Campbell",
};

static char *
make_name (FwSampleRandom *random)
{
  guint64 pick = fw_sample_random_next (random);

  if (pick % 5 == 0)
    return g_strdup_printf ("%s %s", western_given[(pick >> 8) % G_N_ELEMENTS (western_given)],
                            western_family[(pick >> 24) % G_N_ELEMENTS (western_family)]);
  return g_strdup_printf ("%s %s", family_names[(pick >> 8) % G_N_ELEMENTS (family_names)],
                          given_names[(pick >> 24) % G_N_ELEMENTS (given_names)]);
}

static void
set_tenure (FwSamplePerson *person, FwSampleRandom *random, guint in_team, gint32 day)
{
  gboolean wave = (person->team == 2 || person->team == 5) &&
                  in_team > FW_SAMPLE_TEAM_SIZE - 1 - FW_SAMPLE_WAVE_SIZE / 2;
  double draw = fw_sample_random_unit (random);
  gint days;

  if (wave)
    {
      person->hired = day - FW_SAMPLE_WAVE_HIRED;
      person->live = day - FW_SAMPLE_WAVE_LIVE;
      person->position = 3;
      return;
    }
  if (in_team == 0)
    days = 900 + (gint) (draw * 2600);
  else if (draw < 0.15)
    days = 190 + (gint) (draw / 0.15 * 170);
  else
    days = 370 + (gint) ((draw - 0.15) / 0.85 * 2400);
  person->hired = day - days;
  person->live = person->hired + 14;
  person->position = in_team == 0 ? 0 : days > 1400 ? 1 : 2;
}

static guint8
choose_shift (guint team, guint in_team)
{
  if (fw_sample_teams[team].group == FW_SAMPLE_GROUP_NIGHT)
    return FW_SAMPLE_NIGHT;
  if (in_team == 0)
    return FW_SAMPLE_DAY;
  /* 7 early, 5 by day, 7 late, spread over the list so that newcomers stand in every shift. */
  switch (in_team % 8)
    {
    case 0:
    case 3:
      return FW_SAMPLE_DAY;
    case 1:
    case 4:
    case 6:
      return FW_SAMPLE_EARLY;
    default:
      return FW_SAMPLE_LATE;
    }
}

FwSamplePerson *
fw_sample_people_new (guint64 seed, gint32 day)
{
  FwSamplePerson *people = g_new0 (FwSamplePerson, FW_SAMPLE_N_PEOPLE);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  FwSampleRandom random = { fw_sample_hash (seed, STREAM_NAMES, 0, 0) };
  FwSampleRandom traits = { fw_sample_hash (seed, STREAM_TRAITS, 0, 0) };

  for (guint i = 0; i < FW_SAMPLE_N_PEOPLE; i++)
    {
      FwSamplePerson *person = &people[i];
      guint in_team = i % FW_SAMPLE_TEAM_SIZE;

      person->team = i / FW_SAMPLE_TEAM_SIZE;
      g_snprintf (person->id, sizeof person->id, "%u", 1000 + (person->team + 1) * 100 + in_team);
      g_snprintf (person->login, sizeof person->login, "Agent/%s", person->id);
      do
        {
          g_free (person->name);
          person->name = make_name (&random);
        }
      while (g_hash_table_contains (names, person->name));
      g_hash_table_add (names, person->name);
      person->shift = choose_shift (person->team, in_team);
      set_tenure (person, &traits, in_team, day);
      person->pace = fw_sample_random_spread (&traits, 0.10);
      person->skill = 0.02 * fw_sample_random_normal (&traits);
      person->warmth = 0.02 * fw_sample_random_normal (&traits);
    }
  return people;
}

void
fw_sample_people_free (FwSamplePerson *people)
{
  for (guint i = 0; people != NULL && i < FW_SAMPLE_N_PEOPLE; i++)
    g_free (people[i].name);
  g_free (people);
}

gboolean
fw_sample_is_rostered (guint64 seed, const FwSamplePerson *person, guint index, gint32 day)
{
  guint weekday, off;
  guint64 week;

  if (day < person->live)
    return FALSE;
  if (person->team == FW_SAMPLE_TIRED_TEAM)
    return (day + index * 5) % 9 < 6; /* six nights, three off: the rota that tires */
  if (person->shift == FW_SAMPLE_NIGHT)
    return (day + index * 3) % 7 < 4;
  weekday = fw_zone_get_weekday (day);
  week = (day + 3) / 7; /* 1970-01-01 was a Thursday: weeks begin on Monday */
  off = fw_sample_hash (seed, STREAM_ROSTER, index, week) % 10;
  if (off < 4) /* the weekend off, or two other days in a row */
    return weekday < 6;
  off = 1 + (off - 4) % 6;
  return weekday != off && weekday != off % 7 + 1;
}

gboolean
fw_sample_is_on_leave (guint64 seed, guint index, gint32 day)
{
  return fw_sample_unit (fw_sample_hash (seed, STREAM_AWAY, index, (day + 3) / 7)) <
         FW_SAMPLE_LEAVE;
}

gboolean
fw_sample_is_present (guint64 seed, const FwSamplePerson *person, guint index, gint32 day)
{
  if (!fw_sample_is_rostered (seed, person, index, day) || fw_sample_is_on_leave (seed, index, day))
    return FALSE;
  return fw_sample_unit (fw_sample_hash (seed, STREAM_AWAY + 1, index, day)) >= 0.05;
}

guint
fw_sample_count_nights (guint64 seed, const FwSamplePerson *person, guint index, gint32 day)
{
  guint nights = 1;

  while (nights < 12 && fw_sample_is_present (seed, person, index, day - nights))
    nights++;
  return nights;
}
