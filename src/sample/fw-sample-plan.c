/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-plan.h"

#include <string.h>

const FwSampleShift fw_sample_shifts[FW_SAMPLE_N_SHIFTS] = {
  { "early", "Early", 6 * 60, 510, "E" },
  { "day", "Day", 9 * 60, 510, "D" },
  { "late", "Late", 13 * 60 + 30, 510, "L" },
  { "night", "Night", 22 * 60, 480, "N" },
};

const FwSampleTeam fw_sample_teams[FW_SAMPLE_N_TEAMS] = {
  { "sales-a", "Sales A", FW_SAMPLE_GROUP_SALES }, { "sales-b", "Sales B", FW_SAMPLE_GROUP_SALES },
  { "sales-c", "Sales C", FW_SAMPLE_GROUP_SALES }, { "care-a", "Care A", FW_SAMPLE_GROUP_CARE },
  { "care-b", "Care B", FW_SAMPLE_GROUP_CARE },    { "care-c", "Care C", FW_SAMPLE_GROUP_CARE },
  { "tech-a", "Tech A", FW_SAMPLE_GROUP_TECH },    { "tech-b", "Tech B", FW_SAMPLE_GROUP_TECH },
  { "desk-a", "Desk A", FW_SAMPLE_GROUP_DESK },    { "desk-b", "Desk B", FW_SAMPLE_GROUP_DESK },
  { "night-a", "Night A", FW_SAMPLE_GROUP_NIGHT }, { "night-b", "Night B", FW_SAMPLE_GROUP_NIGHT },
};

#define SALES FW_SAMPLE_GROUP_SALES
#define CARE FW_SAMPLE_GROUP_CARE
#define TECH FW_SAMPLE_GROUP_TECH
#define DESK FW_SAMPLE_GROUP_DESK

const FwSampleQueue fw_sample_queues[FW_SAMPLE_N_QUEUES] = {
  /* id, name, channel, product, team, group, share, night, talk, wrap, patience, delay */
  { "phone-orders", "Orders, phone", "phone", "Orders", 0, SALES, 0.40, 0.20, 196, 24, 170, 0 },
  { "phone-payments", "Payments, phone", "phone", "Payments", 1, SALES, 0.22, 0.10, 214, 30, 190,
    0 },
  { "phone-membership", "Membership, phone", "phone", "Membership", 2, SALES, 0.16, 0.05, 188, 22,
    160, 0 },
  { "chat-orders", "Orders, chat", "chat", "Orders", 2, SALES, 0.22, 0.12, 252, 12, 230, 0 },
  { "phone-delivery", "Delivery, phone", "phone", "Delivery", 3, CARE, 0.36, 0.14, 182, 24, 170,
    0 },
  { "phone-returns", "Returns, phone", "phone", "Returns", 4, CARE, 0.26, 0.07, 224, 36, 190, 0 },
  { "chat-delivery", "Delivery, chat", "chat", "Delivery", 5, CARE, 0.22, 0.11, 236, 12, 230, 0 },
  { "chat-returns", "Returns, chat", "chat", "Returns", 5, CARE, 0.16, 0.05, 262, 14, 230, 0 },
  { "phone-handsets", "Handsets, phone", "phone", "Handsets", 6, TECH, 0.38, 0.07, 262, 34, 200,
    0 },
  { "phone-appliances", "Appliances, phone", "phone", "Appliances", 7, TECH, 0.34, 0.04, 276, 36,
    200, 0 },
  { "chat-app", "App, chat", "chat", "App", 6, TECH, 0.20, 0.05, 270, 14, 240, 0 },
  { "video-appliances", "Appliances, video", "video", "Appliances", 7, TECH, 0.08, 0.00, 390, 46,
    150, 0 },
  { "email-returns", "Returns, e-mail", "email", "Returns", 8, DESK, 0.36, 0.00, 236, 20, 0, 600 },
  { "email-payments", "Payments, e-mail", "email", "Payments", 9, DESK, 0.36, 0.00, 252, 20, 0,
    600 },
  { "social-membership", "Membership, social", "social", "Membership", 9, DESK, 0.28, 0.00, 176, 10,
    0, 240 },
};

static const gint slow_nights[] = { 51, 37, 23, 16, 9, 8, 2 };

const char *const fw_sample_slow_products[FW_SAMPLE_N_SLOW] = { "Orders", "Payments" };

gboolean
fw_sample_is_slow_night (gint before)
{
  for (guint i = 0; i < G_N_ELEMENTS (slow_nights); i++)
    if (slow_nights[i] == before)
      return TRUE;
  return FALSE;
}

/* 22:00 to 04:00, counted from the start of the day at 06:00. */
static gboolean
is_slow_hour (guint elapsed)
{
  return elapsed >= 16 * 60 && elapsed < 22 * 60;
}

double
fw_sample_get_response_s (gint before, guint elapsed)
{
  return fw_sample_is_slow_night (before) && is_slow_hour (elapsed) ? 4.8 : 0.7;
}

void
fw_sample_apply_queue_effect (FwSampleEffect *effect,
                              gint before,
                              guint elapsed,
                              const FwSampleQueue *queue)
{
  if (before <= FW_SAMPLE_FAULT_FIRST && before >= FW_SAMPLE_FAULT_LAST &&
      strcmp (queue->product, FW_SAMPLE_FAULT_PRODUCT) == 0)
    {
      effect->arrivals *= 1.9;
      effect->handling *= 1.30;
      effect->resolution -= 0.20;
      effect->satisfaction -= 0.14;
      effect->repeat *= 2.2;
    }
  if (fw_sample_is_slow_night (before) && is_slow_hour (elapsed) &&
      (strcmp (queue->product, fw_sample_slow_products[0]) == 0 ||
       strcmp (queue->product, fw_sample_slow_products[1]) == 0))
    {
      effect->handling *= 1.35;
      effect->resolution -= 0.03;
      effect->satisfaction -= 0.08;
    }
}

void
fw_sample_apply_person_effect (FwSampleEffect *effect, gint days_live, guint team, guint nights)
{
  if (days_live < 75)
    {
      double newness = CLAMP (1.0 - days_live / 75.0, 0.0, 1.0);

      effect->handling *= 1.0 + 0.45 * newness;
      effect->resolution -= 0.10 * newness;
      effect->satisfaction -= 0.06 * newness;
      effect->transfer *= 1.0 + 1.5 * newness;
    }
  if (team == FW_SAMPLE_TIRED_TEAM && nights > 3)
    {
      double weariness = nights - 3;

      effect->handling *= 1.0 + 0.10 * weariness;
      effect->resolution -= 0.04 * weariness;
      effect->satisfaction -= 0.07 * weariness;
    }
}
