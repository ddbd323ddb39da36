/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-call-mapping.h"

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
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      FwCallColumn column = FW_CALL_N_COLUMNS;
      guint unit_ms = 7, rank;

      g_test_message ("%s", names[i].name);
      g_assert_true (fw_call_synonym_find (fw_text (names[i].name), &column, &unit_ms, &rank));
      g_assert_cmpint (column, ==, names[i].column);
      g_assert_cmpuint (unit_ms, ==, names[i].unit_ms);
    }
}

static void
test_strangers (void)
{
  static const char *const names[] = {
    "", " ", "seconds", "colour", "(date)", "\xff\xfe", "date2"
  };
  FwCallColumn column;
  guint unit_ms, rank;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_false (fw_call_synonym_find (fw_text (names[i]), &column, &unit_ms, &rank));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/synonyms/names", test_names);
  g_test_add_func ("/synonyms/strangers", test_strangers);

  return g_test_run ();
}
