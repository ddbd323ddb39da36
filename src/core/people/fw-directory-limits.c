/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a channel may take, in one place for contacts that are counted and for those that wait.
 */
#include <math.h>

#include "core/people/fw-directory-private.h"

#define WEEK 7

static const struct
{
  const char *channel;
  FwPace pace;
} channels[] = {
  { "chat", FW_PACE_CHAT },   { "messaging", FW_PACE_MESSAGE }, { "social", FW_PACE_MESSAGE },
  { "sms", FW_PACE_MESSAGE }, { "email", FW_PACE_MAIL },        { "e-mail", FW_PACE_MAIL },
  { "mail", FW_PACE_MAIL },
};

FwPace
fw_pace_of_channel (const char *channel)
{
  for (guint i = 0; channel != NULL && i < G_N_ELEMENTS (channels); i++)
    if (g_ascii_strcasecmp (channels[i].channel, channel) == 0)
      return channels[i].pace;

  return FW_PACE_VOICE;
}

/* Of a week that begins on Monday the first days are worked. */
static void
find_days_off (FwZone *zone, guint worked, gint64 at, FwAnswerLimit *limit)
{
  gint32 day = fw_zone_get_day (zone, at);
  gint32 monday = day - (gint32) fw_zone_get_weekday (day) + 1;
  gint64 end;

  if (worked >= WEEK)
    return;

  fw_zone_get_day_bounds (zone, monday + WEEK, &end, &(gint64){ 0 });
  if (day >= monday + (gint32) worked)
    {
      limit->opens = end;
      monday += WEEK;
      fw_zone_get_day_bounds (zone, monday + WEEK, &end, &(gint64){ 0 });
    }
  fw_zone_get_day_bounds (zone, monday + (gint32) worked, &limit->closes, &(gint64){ 0 });
  limit->off = end - limit->closes;
}

static FwZone *
find_zone (FwDirectory *self, const char *site)
{
  const FwSiteEntry *entry =
      site != NULL && *site != '\0' ? fw_directory_find_site (self, site) : NULL;

  return (entry != NULL ? entry : &g_array_index (self->sites, FwSiteEntry, 0))->zone;
}

FwAnswerLimit
fw_directory_get_answer_limit (
    FwDirectory *self, const char *site, const char *queue, FwPace pace, gint64 at)
{
  static const char *const policies[FW_N_PACES] = {
    [FW_PACE_VOICE] = "service-level-seconds",
    [FW_PACE_CHAT] = "first-response-seconds",
    [FW_PACE_MESSAGE] = "connected-within-seconds",
    [FW_PACE_MAIL] = "email-response-seconds",
  };
  FwAnswerLimit limit = { .opens = G_MININT64, .closes = G_MAXINT64 };
  gboolean own;
  double seconds;

  g_return_val_if_fail (self != NULL && pace < FW_N_PACES, limit);

  own = fw_directory_find_queue_policy (self, "service-level-seconds", queue, at, &seconds);
  if (!own)
    seconds = fw_directory_get_policy (self, policies[pace], site, queue, at);
  limit.limit = (gint64) (seconds * FW_SECOND);
  if (pace == FW_PACE_MAIL && !own)
    find_days_off (find_zone (self, site),
                   (guint) fw_directory_get_policy (self, "working-days", site, queue, at), at,
                   &limit);

  return limit;
}

double
fw_directory_get_longest_wait_s (
    FwDirectory *self, const char *site, const char *queue, FwPace pace, gint64 at)
{
  FwAnswerLimit limit;
  double seconds;

  g_return_val_if_fail (self != NULL && pace < FW_N_PACES, NAN);

  if (pace == FW_PACE_VOICE)
    return fw_directory_get_policy (self, "waiting-seconds-limit", site, queue, at);
  if (fw_directory_find_queue_policy (self, "waiting-seconds-limit", queue, at, &seconds))
    return seconds;

  limit = fw_directory_get_answer_limit (self, site, queue, pace, at);
  return (double) ((fw_answer_limit_get_due (&limit, at) - at) / FW_SECOND);
}

double
fw_directory_get_waiting_limit (
    FwDirectory *self, const char *site, const char *queue, FwPace pace, gint64 at)
{
  double count = NAN;

  g_return_val_if_fail (self != NULL && pace < FW_N_PACES, NAN);

  if (pace == FW_PACE_VOICE)
    return fw_directory_get_policy (self, "waiting-limit", site, queue, at);

  fw_directory_find_queue_policy (self, "waiting-limit", queue, at, &count);
  return count;
}
