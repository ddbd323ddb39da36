/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-floor.h"

#define MINUTE_MS 60000.0
#define STREAM_LATE 0x6c617465
#define LATE 0.03 /* share of those who come */

static void
add_pause (FwSampleScene *scene,
           FwSampleAgent *agent,
           double minutes_in,
           double minutes,
           FwSampleReason reason)
{
  FwSampleRandom *random = &scene->random;
  FwSamplePause *pause = &agent->pauses[agent->n_pauses++];

  g_assert (agent->n_pauses <= FW_SAMPLE_MAX_PAUSES);
  pause->at = agent->sign_in + (gint64) (minutes_in * MINUTE_MS);
  pause->length = (gint64) (minutes * fw_sample_random_between (random, 0.88, 1.0) * MINUTE_MS);
  if (fw_sample_random_chance (random, 0.05)) /* somebody is always late */
    pause->length += (gint64) (fw_sample_random_between (random, 4, 12) * MINUTE_MS);
  pause->reason = reason;
}

static gint
compare_pauses (gconstpointer a, gconstpointer b)
{
  const FwSamplePause *first = a, *second = b;

  return first->at < second->at ? -1 : first->at > second->at;
}

/* Spread over the shift, so that they take from every hour alike. */
static void
plan_pauses (FwSampleScene *scene, FwSampleAgent *agent)
{
  FwSampleRandom *random = &scene->random;
  gboolean night = agent->group == FW_SAMPLE_GROUP_NIGHT;

  add_pause (scene, agent, fw_sample_random_between (random, 60, 170), 15, FW_SAMPLE_REASON_BREAK);
  add_pause (scene, agent, fw_sample_random_between (random, 180, 330), 30, FW_SAMPLE_REASON_LUNCH);
  add_pause (scene, agent, fw_sample_random_between (random, 340, 440), 15, FW_SAMPLE_REASON_BREAK);
  if (!night && fw_sample_random_chance (random, 0.30))
    add_pause (scene, agent, fw_sample_random_between (random, 60, 440), 40,
               FW_SAMPLE_REASON_COACHING);
  if (fw_sample_random_chance (random, night ? 0.5 : 0.75))
    add_pause (scene, agent, fw_sample_random_between (random, 30, 430), 60,
               FW_SAMPLE_REASON_BACK_OFFICE);
  qsort (agent->pauses, agent->n_pauses, sizeof (FwSamplePause), compare_pauses);
}

/* From the day before the sample was made on a few come late, each by her own dice: the days that
 * were are as they are. */
static gint64
get_lateness (const FwSampleDayPlan *plan, guint person)
{
  const guint64 dice = fw_sample_hash (plan->seed, STREAM_LATE, person, (guint64) plan->day);

  if (plan->day < plan->made - 1 || fw_sample_unit (dice) >= LATE)
    return 0;
  return (gint64) ((8 + 30 * fw_sample_unit (fw_sample_mix (dice))) * MINUTE_MS);
}

GArray *
fw_sample_list_agents (FwSampleScene *scene)
{
  const FwSampleDayPlan *plan = scene->plan;
  GArray *agents = g_array_sized_new (FALSE, TRUE, sizeof (FwSampleAgent), FW_SAMPLE_N_PEOPLE);

  for (guint i = 0; i < FW_SAMPLE_N_PEOPLE; i++)
    {
      const FwSamplePerson *person = &plan->people[i];
      const FwSampleShift *shift = &fw_sample_shifts[person->shift];
      FwSampleAgent agent = { .person = i, .group = fw_sample_teams[person->team].group };

      if (person->position == 0 || !fw_sample_is_present (plan->seed, person, i, plan->day))
        continue;
      agent.sign_in = (gint64) ((shift->start - 360.0) * MINUTE_MS);
      /* A night ends with the site's day, which has 23 or 25 hours when the clocks change. */
      agent.sign_out = person->shift == FW_SAMPLE_NIGHT
                           ? plan->length
                           : agent.sign_in + (gint64) (shift->length * MINUTE_MS);
      agent.sign_in += (gint64) (fw_sample_random_between (&scene->random, 0, 3) * MINUTE_MS);
      agent.sign_out += (gint64) (fw_sample_random_between (&scene->random, 0, 3) * MINUTE_MS);
      agent.nights = fw_sample_count_nights (plan->seed, person, i, plan->day);
      agent.days_live = plan->day - person->live;
      plan_pauses (scene, &agent);
      agent.sign_in += get_lateness (plan, i);
      g_array_append_val (agents, agent);
    }
  return agents;
}

/* ---- the breaks that a roster plans ---- */

static void
append_break (GString *text, const FwSampleShift *shift, guint minutes, guint length)
{
  const guint from = (shift->start + minutes) % (24 * 60), to = (from + length) % (24 * 60);

  g_string_append_printf (text, "%s%02u:%02u-%02u:%02u", text->len > 0 ? "; " : "", from / 60,
                          from % 60, to / 60, to % 60);
}

/* As they are wanted, to five minutes: when they are really taken follows from who waits. */
static char *
write_breaks (const FwSampleAgent *agent, gint64 start, const FwSampleShift *shift)
{
  GString *text = g_string_new (NULL);
  guint free_from = 0;

  for (guint i = 0; i < agent->n_pauses; i++)
    {
      const FwSamplePause *pause = &agent->pauses[i];
      const guint length = pause->reason == FW_SAMPLE_REASON_LUNCH ? 30 : 15;
      guint at = (guint) ((double) (pause->at - start) / MINUTE_MS / 5 + 0.5) * 5;

      if (pause->reason != FW_SAMPLE_REASON_BREAK && pause->reason != FW_SAMPLE_REASON_LUNCH)
        continue;
      at = MAX (at, free_from);
      free_from = at + length;
      append_break (text, shift, at, length);
    }
  return g_string_free (text, FALSE);
}

char **
fw_sample_plan_breaks (const FwSampleDayPlan *plan)
{
  FwSampleScene scene = { .plan = plan };
  g_autoptr (GArray) agents = NULL;
  char **breaks;

  g_return_val_if_fail (plan != NULL, NULL);

  scene.random = fw_sample_begin_day (plan);
  agents = fw_sample_list_agents (&scene);
  breaks = g_new0 (char *, FW_SAMPLE_N_PEOPLE);
  for (guint i = 0; i < agents->len; i++)
    {
      const FwSampleAgent *agent = &g_array_index (agents, FwSampleAgent, i);
      const FwSampleShift *shift = &fw_sample_shifts[plan->people[agent->person].shift];

      breaks[agent->person] =
          write_breaks (agent, (gint64) ((shift->start - 360.0) * MINUTE_MS), shift);
    }
  return breaks;
}
