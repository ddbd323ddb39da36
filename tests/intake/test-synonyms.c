/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-names.h"

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    FwCallColumn column;
    guint unit_ms; /* 0: none stated */
  } names[] = {
    { "call id", FW_CALL_ID, 0 },
    { "Call Id", FW_CALL_ID, 0 },
    { "CALL_ID", FW_CALL_ID, 0 },
    { "uniqueid", FW_CALL_ID, 0 },
    { "answered (Y/N)", FW_CALL_ANSWERED, 0 },
    { "speed of answer in seconds", FW_CALL_WAIT, 1000 },
    { "Average speed of answer [sec]", FW_CALL_WAIT, 1000 },
    { "Time in queue (s)", FW_CALL_WAIT, 1000 },
    { "Queue time, ms", FW_CALL_WAIT, 1 },
    { "AvgTalkDuration", FW_CALL_TALK, 0 },
    { "avg_talk_duration", FW_CALL_TALK, 0 },
    { "Talk time (min)", FW_CALL_TALK, 60000 },
    { "talk time in hours", FW_CALL_TALK, 3600000 },
    { "Satisfaction rating", FW_CALL_RATING, 0 },
    { " Date ", FW_CALL_DATE, 0 },
    { "通话时长（秒）", FW_CALL_TALK, 1000 },
    { "等待时长(毫秒)", FW_CALL_WAIT, 1 },
    { "处理时长 分钟", FW_CALL_TALK, 60000 },
    { "满意度", FW_CALL_RATING, 0 },
    { "是否解决", FW_CALL_RESOLVED, 0 },
    { "来电时间", FW_CALL_DATE_TIME, 0 },
    { "技能组", FW_CALL_QUEUE, 0 },
    { "Date et heure", FW_CALL_DATE_TIME, 0 },
    { "Data/Hora", FW_CALL_DATE_TIME, 0 },
    { "Fecha y hora", FW_CALL_DATE_TIME, 0 },
    { "Datum i vrijeme", FW_CALL_DATE_TIME, 0 },
    { "Inicio de la interacción", FW_CALL_DATE_TIME, 0 },
    { "N° appelant", FW_CALL_CUSTOMER, 0 },
    { "Customer hold duration (s)", FW_CALL_HOLD, 1000 },
    { "Durée de l'appel", FW_CALL_TALK, 0 },
    { "Call queue", FW_CALL_QUEUE, 0 },
    { "Duração da conversa", FW_CALL_TALK, 0 },
    { "Czas trwania rozmowy (s)", FW_CALL_TALK, 1000 },
    { "Durée totale d'attente", FW_CALL_WAIT, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GArray) senses = NULL;
      gboolean gathers;
      guint unit_ms = 7;

      g_test_message ("%s", names[i].name);
      senses = fw_call_senses_find (fw_text (names[i].name), &unit_ms, &gathers);
      g_assert_cmpuint (senses->len, >, 0);
      g_assert_cmpint (g_array_index (senses, FwCallSense, 0).column, ==, names[i].column);
      g_assert_cmpuint (unit_ms, ==, names[i].unit_ms);
    }
}

static void
test_strangers (void)
{
  static const char *const names[] = { "",
                                       " ",
                                       "seconds",
                                       "colour",
                                       "(date)",
                                       "\xff\xfe",
                                       "date2",
                                       "Number of calls",
                                       "Call end time",
                                       "Agent wait time",
                                       "Call score",
                                       "Conversation date",
                                       "Wait for talk",
                                       "Número de llamadas",
                                       "Total Time",
                                       "Average date" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gboolean gathers;
      guint unit_ms;
      g_autoptr (GArray) senses = fw_call_senses_find (fw_text (names[i]), &unit_ms, &gathers);

      g_test_message ("%s", names[i]);
      g_assert_cmpuint (senses->len, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/synonyms/names", test_names);
  g_test_add_func ("/synonyms/strangers", test_strangers);

  return g_test_run ();
}
