/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-transcripts.h"

#include "centre/fw-centre-week.h"
#include "centre/fw-rule-trial.h"
#include "sample/fw-sample-cases.h"
#include "sample/fw-sample-centre.h"
#include "sample/fw-sample-record.h"

#define MINUTE ((gint64) 60 * G_USEC_PER_SEC)
#define ROUNDS 4 /* the same was said so often, the last time today */

/* What is planted stands in data/sample/README.md; times are milliseconds from the beginning. */
static const struct
{
  const char *english, *chinese;
  guint right; /* of the rounds before today, so many were worth following up */
  guint ago;   /* minutes before now at which it came in today */
} said[] = {
  /* A threat, and a number that nobody is to read. */
  { "A@0-4000 Good morning, this is the Harbour centre, how may I help you? ¶ C@4500-11000 My "
    "order "
    "has been late for ten days. You can reach me at 415-555-0134. ¶ A@11500-16000 I am sorry "
    "about "
    "that. Let me check it. ¶ C@17000-23000 If it is not here tomorrow I will report you to the "
    "consumer protection agency. ¶ A@24000-30000 I understand. I will ask the warehouse and call "
    "you back. ¶ C@30500-32000 Please do. ¶ A@32500-36000 Is there anything else I can help you "
    "with? Thank you for calling, goodbye.",
    "A@0-4000 您好，很高兴为您服务，请问有什么可以帮您？ ¶ C@4500-11000 "
    "我的订单晚了十天，我的电话是13800138000。 ¶ A@11500-16000 非常抱歉，我帮您查一下。 ¶ "
    "C@17000-23000 明天再不到我就要投诉到消费者协会。 ¶ A@24000-30000 "
    "我理解，我联系仓库后给您回电。 ¶ C@30500-32000 好的。 ¶ A@32500-36000 "
    "请问还有其他可以帮您的吗？感谢您的来电，再见。",
    3, 75 },
  /* Forty seconds of silence. */
  { "A@0-4000 Good afternoon, this is the Harbour centre, how may I help you? ¶ C@4500-9000 I "
    "would "
    "like to change my address. ¶ A@9500-11000 One moment, please. ¶ A@51000-55000 Thank you for "
    "waiting. It is changed. ¶ C@56000-57000 Thanks. ¶ A@57500-61000 Is there anything else I can "
    "help you with? Thank you for calling, goodbye.",
    "A@0-4000 您好，很高兴为您服务，请问有什么可以帮您？ ¶ C@4500-9000 我想改一下收货地址。 ¶ "
    "A@9500-11000 请稍等。 ¶ A@51000-55000 感谢您的等待，已经改好了。 ¶ C@56000-57000 谢谢。 ¶ "
    "A@57500-61000 请问还有其他可以帮您的吗？感谢您的来电，再见。",
    2, 50 },
  /* The customer abuses. */
  { "A@0-4000 Good evening, this is the Harbour centre, how may I help you? ¶ C@4500-8000 You are "
    "a "
    "bunch of fucking idiots. ¶ A@8500-13000 I am sorry that you are upset. What happened? ¶ "
    "C@13500-18000 The kettle leaks again. ¶ A@18500-24000 I will send you another one today.",
    "A@0-4000 您好，很高兴为您服务，请问有什么可以帮您？ ¶ C@4500-8000 你们都是傻逼。 ¶ "
    "A@8500-13000 让您生气了，非常抱歉，请问发生了什么？ ¶ C@13500-18000 水壶又漏水了。 ¶ "
    "A@18500-24000 我马上为您登记换货。",
    3, 20 },
  /* No greeting. */
  { "A@0-1500 What is it? ¶ C@2000-6000 I would like to know where my parcel is. ¶ A@6500-11000 It "
    "is with the carrier.",
    "A@0-1500 什么事？ ¶ C@2000-6000 我想查一下我的包裹。 ¶ A@6500-11000 在快递那里。", 1, 5 },
  /* Nothing to follow up. */
  { "A@0-4000 Good morning, this is the Harbour centre, how may I help you? ¶ C@4500-9000 Do you "
    "have the blue one? ¶ A@9500-14000 Yes, we have it in two sizes. ¶ C@14500-16000 Thank you. ¶ "
    "A@16500-20000 Is there anything else I can help you with? Thank you for calling, goodbye.",
    "A@0-4000 您好，很高兴为您服务，请问有什么可以帮您？ ¶ C@4500-9000 蓝色的有货吗？ ¶ "
    "A@9500-14000 有的，有两种尺寸。 ¶ C@14500-16000 谢谢。 ¶ A@16500-20000 "
    "请问还有其他可以帮您的吗？感谢您的来电，再见。",
    0, 2 },
};

#define N_SAID G_N_ELEMENTS (said)
#define QUIET (N_SAID - 1)

typedef struct
{
  FwCentre *centre;
  const char *language; /* (nullable) */
  const FwWeek *week;
  GPtrArray *lines; /* FwContactLine: a contact for each */
  const guint32 *places;
  gint64 now;
} Making;

static gint64
get_moment (const Making *self, guint round, guint i)
{
  const gint64 ago = said[i].ago + (gint64) (ROUNDS - 1 - round) * 24 * 60;

  return self->now - ago * MINUTE;
}

static gboolean
put_one (const Making *self, guint round, guint i, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  const guint place = round * N_SAID + i;
  const FwWeekContact *contact =
      &g_array_index (self->week->contacts, FwWeekContact, self->places[place]);
  const FwContactLine *line = self->lines->pdata[place];
  g_autofree char *id = g_strdup_printf ("said-%u-%u", round + 1, i + 1);
  g_autofree char *name = g_strconcat (line->source, "/", line->id, NULL);
  FwRecord *record = fw_sample_add_record (made, "transcript", id, NULL);

  fw_sample_set (record, "person",
                 g_array_index (self->week->people, FwWeekPerson, contact->person).id);
  fw_sample_set (record, "contact", name);
  fw_sample_set_date (record, "day", fw_zone_get_day (self->week->zone, contact->at));
  fw_sample_set (record, "said", self->language != NULL ? said[i].chinese : said[i].english);
  return fw_records_put (fw_centre_get_records (self->centre), scope, record,
                         get_moment (self, round, i), error);
}

/* Of the rounds before today everything is judged, within the hour. */
static gboolean
judge_one (const Making *self, guint round, guint i, GError **error)
{
  const gboolean right = round < said[i].right;
  const char *chinese = right ? "已回电并登记" : "听了录音，没有问题";
  const char *english = right ? "Called back, and noted" : "Listened to it: nothing is wrong";
  const FwSampleMove move = { .to = right ? "followed" : "not-a-hit",
                              .field = "outcome",
                              .value = self->language != NULL ? chinese : english };
  g_autofree char *id = g_strdup_printf ("said-%u-%u", round + 1, i + 1);

  return fw_sample_move (fw_centre_get_records (self->centre), "transcript", id, "quality", &move,
                         get_moment (self, round, i) + 40 * MINUTE, error);
}

/* ---- the centre's own rules ---- */

/* One in force, which marks what a rule of the program marks as well, and one in the shadow. */
static const struct
{
  const char *id, *english, *chinese, *marks, *english_terms, *chinese_terms, *speaker;
  gboolean live;
} rules[] = {
  { "agency", "The consumer protection agency", "消费者协会", "threat",
    "consumer protection agency|consumer council", "消费者协会|消协", "customer", TRUE },
  { "moment", "A wait without saying how long", "让客户等待却不说多久", "forbidden",
    "one moment|just a moment", "请稍等|稍等一下", "agent", FALSE },
};

static GArray *
have_effect (FwRecords *records,
             const char *name,
             const FwRecord *record,
             gint64 now,
             gpointer user_data,
             GError **error)
{
  return fw_rule_trial_check (records, record, now, error);
}

static gboolean
move_rule (const Making *self, guint i, gint64 at, GError **error)
{
  static const FwSampleMove shadow = { .to = "shadow" };
  const FwSampleMove live = { .to = "live",
                              .reason =
                                  self->language != NULL ? "试运行正常" : "Tried, and right" };
  FwRecords *records = fw_centre_get_records (self->centre);

  return fw_sample_move (records, "text-rule", rules[i].id, "quality", &shadow, at, error) &&
         (!rules[i].live ||
          fw_sample_move (records, "text-rule", rules[i].id, "quality", &live, at + MINUTE, error));
}

static gboolean
put_rules (const Making *self, GError **error)
{
  FwRecords *records = fw_centre_get_records (self->centre);
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  const gint64 at = get_moment (self, 0, 0) - 60 * MINUTE;
  const gboolean chinese = self->language != NULL;
  gboolean done = TRUE;

  fw_records_set_effect (records, have_effect, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rules) && done; i++)
    {
      g_autoptr (GPtrArray) made =
          g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
      FwRecord *record = fw_sample_add_record (made, "text-rule", rules[i].id,
                                               chinese ? rules[i].chinese : rules[i].english);

      fw_sample_set (record, "language", chinese ? "zh" : "en");
      fw_sample_set (record, "marks", rules[i].marks);
      fw_sample_set (record, "terms", chinese ? rules[i].chinese_terms : rules[i].english_terms);
      fw_sample_set (record, "speaker", rules[i].speaker);
      fw_sample_set (record, "promised", "70");
      done = fw_records_put (records, scope, record, at, error) && move_rule (self, i, at, error);
    }
  fw_records_set_effect (records, NULL, NULL);
  return done;
}

/* The server looks at each as it comes in. */
static gboolean
put_all (const Making *self, GError **error)
{
  FwRecords *records = fw_centre_get_records (self->centre);

  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < N_SAID; i++)
      if (!put_one (self, round, i, error) ||
          !fw_sample_run_clocks (records, get_moment (self, round, i), error) ||
          (round + 1 < ROUNDS && i != QUIET && !judge_one (self, round, i, error)))
        return FALSE;
  return fw_sample_run_clocks (records, self->now, error);
}

gboolean
fw_sample_put_transcripts (
    FwCentre *centre, const char *language, gint32 day, gint64 now, GError **error)
{
  guint32 places[ROUNDS * N_SAID];
  guint n = 0;
  g_autoptr (FwWeek) week = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  g_return_val_if_fail (centre != NULL, FALSE);

  /* Those that the plan of the week has: what was said stands beside the sheets. */
  week = fw_centre_read_week (centre, day - 7);
  for (guint i = 0; i < week->contacts->len && n < G_N_ELEMENTS (places); i++)
    if (g_array_index (week->contacts, FwWeekContact, i).sampled != FW_SAMPLED_NOT)
      places[n++] = i;
  if (n < G_N_ELEMENTS (places))
    return TRUE; /* a sample of a few days has no such week */
  lines = fw_centre_name_week (centre, week, places, n, error);
  if (lines == NULL)
    return FALSE;
  const Making making = { centre, language, week, lines, places, now };

  return put_rules (&making, error) && put_all (&making, error);
}
