/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-calendar-template.h"

#define N_(text) text

static const FwCalendarShipped shipped[] = {
  { "morning-meeting",
    N_ ("Morning meeting"),
    { { "what", "meeting" },
      { "often", "working-day" },
      { "whom", "team" },
      { "length_minutes", "15" },
      { "earliest", "07:00" },
      { "latest", "11:00" },
      { "ahead", "7" } },
    { NULL },
    { 0 } },
  { "counselling",
    N_ ("Counselling hour"),
    { { "what", "counselling" },
      { "often", "week" },
      { "whom", "site" },
      { "length_minutes", "45" },
      { "earliest", "09:00" },
      { "latest", "18:00" },
      { "at_once", "1" },
      { "places", "8" },
      { "ahead", "14" } },
    { NULL },
    { 0 } },
  { "team-event",
    N_ ("Team event"),
    { { "what", "team-event" },
      { "often", "quarter" },
      { "whom", "team" },
      { "length_minutes", "120" },
      { "earliest", "09:00" },
      { "latest", "20:00" },
      { "ahead", "92" } },
    { NULL },
    { 0 } },
  { "front-line",
    N_ ("Leaders on the front line"),
    { { "what", "front-line" },
      { "often", "week" },
      { "whom", "positions" },
      { "rank", "3" },
      { "length_minutes", "120" },
      { "earliest", "08:00" },
      { "latest", "20:00" },
      { "at_once", "1" },
      { "places", "1" },
      { "ahead", "14" } },
    { NULL },
    { 0 } },
  { "peak-preparation",
    N_ ("Preparation of a peak"),
    { { "what", "peak" },
      { "often", "peak" },
      { "whom", "positions" },
      { "rank", "3" },
      { "length_minutes", "30" },
      { "earliest", "09:00" },
      { "latest", "18:00" },
      { "before", "7" },
      { "ahead", "30" } },
    { N_ ("Seats: more of them, ready to work"), N_ ("Stress test of lines and systems"),
      N_ ("Temporary scripts, told to everybody") },
    { 5, 3, 1 } },
};

const FwCalendarShipped *
fw_calendar_shipped (guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);

  *n = G_N_ELEMENTS (shipped);
  return shipped;
}
