/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is told of a contact beside its way: the first reply where people write, the closing of its
 * matter, complaints, mistakes, and scores of single sides of service. Drawn from streams of their
 * own, so that everything else is as it would be without them. */
#include "core/metric/fw-rated.h"
#include "sample/fw-sample-floor.h"

#include <string.h>

#define LATEST_CLOSING_MS (18 * 3600000.0) /* facts come within a day */
#define NEW_DAYS 75

enum
{
  STREAM_FACTS = 0x66616374,
  STREAM_SCORES = 0x73636f72
};

static FwSampleRandom
open_stream (const FwSampleScene *scene, guint number, guint64 purpose)
{
  return (FwSampleRandom){ fw_sample_hash (scene->plan->seed, (guint64) scene->plan->day, number,
                                           purpose) };
}

/* How long after the connection the first words of a person came, ms; of a letter they are the
 * answer itself. */
static gint64
draw_reply (FwSampleRandom *random, const char *channel, gint64 talked)
{
  double delay = strcmp (channel, "email") == 0 ? (double) talked
                 : strcmp (channel, "social") == 0
                     ? 20000 + fw_sample_random_exponential (random, 40000)
                     : 3000 + fw_sample_random_exponential (random, 9000);

  return CLAMP ((gint64) delay, 0, MAX (talked - 1000, 0)); /* before the end */
}

static gboolean
is_written (const char *channel)
{
  return strcmp (channel, "phone") != 0 && strcmp (channel, "video") != 0;
}

void
fw_sample_play_facts (FwSampleScene *scene,
                      const FwSampleContact *contact,
                      guint number,
                      const FwSampleAgent *agent,
                      const FwSampleEnding *ending)
{
  FwSampleRandom random = open_stream (scene, number, STREAM_FACTS);
  const char *channel = fw_sample_queues[contact->arrival.queue].channel;
  gint64 reply = draw_reply (&random, channel, ending->ended - ending->answered);
  gboolean closes = fw_sample_random_chance (&random, ending->resolved ? 0.10 : 0.85);
  double closing = ending->resolved
                       ? fw_sample_random_exponential (&random, 1.5 * 3600000)
                       : 3600000 + fw_sample_random_exponential (&random, 5.0 * 3600000);
  gboolean complains = fw_sample_random_chance (&random, ending->resolved ? 0.004 : 0.06);
  gboolean errs = fw_sample_random_chance (&random, agent->days_live < NEW_DAYS ? 0.045 : 0.016);
  gint64 spoken = ending->free_at + 600000 + (gint64) (fw_sample_random_unit (&random) * 3600000);

  if (is_written (channel))
    fw_sample_scene_add_contact (scene, FW_EVENT_REPLIED, ending->answered + reply, contact, number)
        ->person = agent->person;
  if (closes)
    fw_sample_scene_add_contact (scene, FW_EVENT_CLOSED,
                                 ending->free_at + (gint64) MIN (closing, LATEST_CLOSING_MS),
                                 contact, number);
  if (complains)
    fw_sample_scene_add_contact (scene, FW_EVENT_COMPLAINT, spoken, contact, number);
  if (errs)
    fw_sample_scene_add_contact (scene, FW_EVENT_SERVICE_ERROR, spoken + 60000, contact, number)
        ->person = agent->person;
}

guint32
fw_sample_draw_scores (const FwSampleScene *scene, guint number, gint8 rating)
{
  static const double lifts[FW_RATED_N_SIDES] = { 0.35, -0.25, 0.1, 0.05, -0.1, -0.55, 0.3, -0.3 };
  FwSampleRandom random = open_stream (scene, number, STREAM_SCORES);
  guint32 scores = 0;

  if (!fw_sample_random_chance (&random, 0.5))
    return 0;
  for (guint i = 0; i < FW_RATED_N_SIDES; i++)
    {
      double score = rating + lifts[i] + fw_sample_random_between (&random, -0.9, 0.9);

      if (fw_sample_random_chance (&random, 0.85)) /* some sides are left out */
        scores = fw_rated_set (scores, i, (guint) CLAMP (score + 0.5, 1, 5));
    }
  return scores;
}
