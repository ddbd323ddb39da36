/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-people.h"

#include "core/calendar/fw-zone.h"
#include "sample/fw-sample-random.h"

#define STREAM_NAMES 0x6e616d65
#define STREAM_TRAITS 0x74726169
#define STREAM_ROSTER 0x726f7374
#define STREAM_AWAY 0x61776179

/* A part of a name, as it is written in English and in Chinese. */
typedef struct
{
  const char *english, *chinese;
} Name;

static const Name family_names[] = {
  { "Lin", "林" },   { "Wang", "王" },  { "Li", "李" },    { "Zhang", "张" }, { "Liu", "刘" },
  { "Chen", "陈" },  { "Yang", "杨" },  { "Huang", "黄" }, { "Zhao", "赵" },  { "Wu", "吴" },
  { "Zhou", "周" },  { "Xu", "徐" },    { "Sun", "孙" },   { "Ma", "马" },    { "Zhu", "朱" },
  { "Hu", "胡" },    { "Guo", "郭" },   { "He", "何" },    { "Gao", "高" },   { "Luo", "罗" },
  { "Zheng", "郑" }, { "Liang", "梁" }, { "Xie", "谢" },   { "Song", "宋" },  { "Tang", "唐" },
  { "Deng", "邓" },  { "Han", "韩" },   { "Feng", "冯" },  { "Cao", "曹" },   { "Peng", "彭" },
  { "Zeng", "曾" },  { "Xiao", "肖" },  { "Tian", "田" },  { "Dong", "董" },  { "Pan", "潘" },
  { "Yuan", "袁" },  { "Cai", "蔡" },   { "Jiang", "蒋" }, { "Yu", "余" },    { "Du", "杜" },
};
static const Name given_names[] = {
  { "Mei", "梅" },       { "Wei", "伟" },        { "Fang", "芳" },     { "Jing", "静" },
  { "Lei", "磊" },       { "Na", "娜" },         { "Yan", "燕" },      { "Jie", "杰" },
  { "Xiaoyu", "晓雨" },  { "Haoran", "浩然" },   { "Zihan", "子涵" },  { "Yutong", "雨桐" },
  { "Minghao", "明浩" }, { "Xinyi", "欣怡" },    { "Jiayi", "佳怡" },  { "Chenxi", "晨曦" },
  { "Ruoxi", "若曦" },   { "Siyuan", "思远" },   { "Bowen", "博文" },  { "Yichen", "奕辰" },
  { "Lihua", "丽华" },   { "Guoqiang", "国强" }, { "Xiulan", "秀兰" }, { "Jianhua", "建华" },
  { "Ting", "婷" },      { "Peng", "鹏" },       { "Shan", "珊" },     { "Yue", "悦" },
  { "Qiang", "强" },     { "Rui", "睿" },
};
static const Name western_given[] = {
  { "Anna", "安娜" },    { "Tom", "汤姆" },      { "Maria", "玛丽亚" }, { "James", "詹姆斯" },
  { "Sophie", "索菲" },  { "Daniel", "丹尼尔" }, { "Elena", "埃琳娜" }, { "Lucas", "卢卡斯" },
  { "Hannah", "汉娜" },  { "Oliver", "奥利弗" }, { "Grace", "格蕾丝" }, { "Martin", "马丁" },
  { "Julia", "朱莉娅" }, { "Peter", "彼得" },    { "Emma", "艾玛" },    { "Victor", "维克多" },
  { "Clara", "克拉拉" }, { "Simon", "西蒙" },    { "Nora", "诺拉" },    { "David", "大卫" },
};
static const Name western_family[] = {
  { "Novak", "诺瓦克" },   { "Fischer", "费舍尔" },  { "Martin", "马丁" },
  { "Rossi", "罗西" },     { "Jensen", "延森" },     { "Walker", "沃克" },
  { "Costa", "科斯塔" },   { "Meyer", "迈耶" },      { "Laurent", "洛朗" },
  { "Hughes", "休斯" },    { "Silva", "席尔瓦" },    { "Becker", "贝克尔" },
  { "Bennett", "贝内特" }, { "Moreau", "莫罗" },     { "Larsen", "拉森" },
  { "Romano", "罗马诺" },  { "Keller", "凯勒" },     { "Turner", "特纳" },
  { "Dubois", "杜布瓦" },  { "Campbell", "坎贝尔" },
};

#define CHOOSE(names, pick) (&(names)[(pick) % G_N_ELEMENTS (names)])

static void
make_name (FwSamplePerson *person, FwSampleRandom *random)
{
  guint64 pick = fw_sample_random_next (random);
  gboolean western = pick % 5 == 0;
  const Name *family =
      western ? CHOOSE (western_family, pick >> 24) : CHOOSE (family_names, pick >> 8);
  const Name *given =
      western ? CHOOSE (western_given, pick >> 8) : CHOOSE (given_names, pick >> 24);

  g_free (person->name);
  g_free (person->chinese_name);
  person->name = western ? g_strdup_printf ("%s %s", given->english, family->english)
                         : g_strdup_printf ("%s %s", family->english, given->english);
  person->chinese_name = western ? g_strdup_printf ("%s·%s", given->chinese, family->chinese)
                                 : g_strconcat (family->chinese, given->chinese, NULL);
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
        make_name (person, &random);
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
fw_sample_people_write_chinese (FwSamplePerson *people)
{
  for (guint i = 0; i < FW_SAMPLE_N_PEOPLE; i++)
    {
      g_free (people[i].name);
      people[i].name = g_strdup (people[i].chinese_name);
    }
}

void
fw_sample_people_free (FwSamplePerson *people)
{
  for (guint i = 0; people != NULL && i < FW_SAMPLE_N_PEOPLE; i++)
    {
      g_free (people[i].name);
      g_free (people[i].chinese_name);
    }
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
