/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake-support.h"

#define CALL "1795283215|c1|sales|Agent/110|"

static void
read_one (const char *line, FwEvent *event, Caught *caught)
{
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;

  caught_init (caught);
  g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, line, -1, NULL, caught, report, &error));
  g_assert_no_error (error);
  if (report->rejected > 0)
    g_test_message ("%s", ((FwReject *) report->examples->pdata[0])->detail);
  g_assert_cmpuint (report->accepted, >=, 1);
  g_assert_cmpuint (report->rejected, ==, 0);
  *event = *caught_get (caught, 0);
}

/* The last line has no line end: the log is still being written, and what stands there may be its
 * beginning only. */
static void
test_unfinished (void)
{
  static const char log[] = "1795283200|c1|sales|NONE|ENTERQUEUE||1|1\n"
                            "1795283215|c1|sales|NONE|ABANDON|1|1|1";
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;
  Caught caught;

  caught_init (&caught);
  g_assert_true (
      read_text (FW_FORMAT_QUEUE_LOG, log, sizeof log - 1, NULL, &caught, report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->accepted, ==, 1);
  g_assert_cmpuint (report->rejected, ==, 0);
  g_assert_cmpuint (report->unfinished, ==, 2);
  caught_clear (&caught);
}

static void
test_verbs (void)
{
  static const struct
  {
    const char *line;
    FwEventType type;
    const char *reason;
    gint64 wait, talk;
    const char *text;
  } lines[] = {
    { "1795283215|c1|sales|NONE|ENTERQUEUE||13883295684|1", FW_EVENT_OFFERED, "", -1, -1, "" },
    { CALL "CONNECT|3|c2|1", FW_EVENT_ANSWERED, "", 3000, -1, "" },
    { CALL "CONNECT|3", FW_EVENT_ANSWERED, "", 3000, -1, "" },
    { CALL "COMPLETEAGENT|1|10|1", FW_EVENT_COMPLETED, "agent", 1000, 10000, "" },
    { CALL "COMPLETECALLER|0|7|2", FW_EVENT_COMPLETED, "customer", 0, 7000, "" },
    { "1795283215|c1|sales|NONE|ABANDON|1|3|5", FW_EVENT_ABANDONED, "", 5000, -1, "" },
    { "1795283215|c1|sales|NONE|EXITEMPTY|1|2|9", FW_EVENT_LEFT, "empty", 9000, -1, "" },
    { "1795283215|c1|sales|NONE|EXITWITHTIMEOUT|1|2|40", FW_EVENT_LEFT, "timeout", 40000, -1, "" },
    { "1795283215|c1|sales|NONE|EXITWITHTIMEOUT|1", FW_EVENT_LEFT, "timeout", -1, -1, "" },
    { "1795283215|c1|sales|NONE|EXITWITHKEY|5|1|2|12", FW_EVENT_LEFT, "key", 12000, -1, "" },
    { "1795283215|c1|sales|NONE|EXITWITHKEY|5|1", FW_EVENT_LEFT, "key", -1, -1, "" },
    { CALL "RINGNOANSWER|6001", FW_EVENT_RING_NO_ANSWER, "timeout", 6001, -1, "" },
    { CALL "RINGCANCELED|5502", FW_EVENT_RING_NO_ANSWER, "cancelled", 5502, -1, "" },
    { CALL "BLINDTRANSFER|200|default|4|60|1", FW_EVENT_TRANSFERRED, "blind", 4000, 60000,
      "200|default" },
    { CALL "ATTENDEDTRANSFER|BRIDGE|0f3a|4|60|1", FW_EVENT_TRANSFERRED, "attended", 4000, 60000,
      "BRIDGE|0f3a" },
    { CALL "ATTENDEDTRANSFER|LINK|SIP/a|SIP/b|4|60|1", FW_EVENT_TRANSFERRED, "attended", 4000,
      60000, "LINK|SIP/a|SIP/b" },
    { CALL "TRANSFER|200|default|4|60", FW_EVENT_TRANSFERRED, "blind", 4000, 60000, "200|default" },
    { CALL "TRANSFER|200|default|4|60|1", FW_EVENT_TRANSFERRED, "blind", 4000, 60000,
      "200|default" },
    { CALL "SURVEY|4", FW_EVENT_SURVEY, "", -1, -1, "" },
    { "1795283215|NONE|sales|Agent/110|PAUSE|lunch", FW_EVENT_PAUSED, "lunch", -1, -1, "" },
    { "1795283215|NONE|sales|Agent/110|UNPAUSE|", FW_EVENT_UNPAUSED, "", -1, -1, "" },
    { "1795283215|NONE|NONE|Agent/110|PAUSEALL|lunch", FW_EVENT_PAUSED, "lunch", -1, -1, "" },
    { "1795283215|NONE|NONE|Agent/110|UNPAUSEALL|", FW_EVENT_UNPAUSED, "", -1, -1, "" },
    { "1795283215|NONE|NONE|Agent/110|PAUSEREASON|lunch", FW_EVENT_PAUSE_REASON, "lunch", -1, -1,
      "" },
    { "1795283215|c1|sales|NONE|WITHDRAW|1|2|40|moved | away", FW_EVENT_LEFT, "withdrawn", 40000,
      -1, "" },
    { CALL "SYSCOMPAT|", FW_EVENT_LEFT, "withdrawn", -1, -1, "" },
    { "1795283215|c1|sales|NONE|FULL|", FW_EVENT_LEFT, "turned-away", -1, -1, "" },
    { "1795283215|c1|sales|NONE|JOINEMPTY|", FW_EVENT_LEFT, "turned-away", -1, -1, "" },
    { "1795283215|c1|sales|NONE|CLOSED|", FW_EVENT_LEFT, "turned-away", -1, -1, "" },
    { "1795283215|NONE|NONE|NONE|CLOSED|", FW_EVENT_NOTE, "CLOSED", -1, -1, "" },
    /* What is not said is not known. */
    { CALL "CONNECT", FW_EVENT_ANSWERED, "", -1, -1, "" },
    { CALL "CONNECT||c2|", FW_EVENT_ANSWERED, "", -1, -1, "" },
    { CALL "COMPLETEAGENT|600||1", FW_EVENT_COMPLETED, "agent", 600000, -1, "" },
    { CALL "COMPLETEAGENT|1", FW_EVENT_COMPLETED, "agent", 1000, -1, "" },
    { CALL "COMPLETEAGENT|NULL|12.5|1||", FW_EVENT_COMPLETED, "agent", -1, 12500, "" },
    { CALL "RINGNOANSWER|", FW_EVENT_RING_NO_ANSWER, "timeout", -1, -1, "" },
    { "1795283215|c1|sales|NONE|ABANDON|1|1|-1", FW_EVENT_ABANDONED, "", -1, -1, "" },
    { "1795283215|c1|sales|NONE|ABANDON|1|1|9999999999", FW_EVENT_ABANDONED, "", -1, -1, "" },
    { "1795283215|c1|sales|NONE|ABANDON|||  \t", FW_EVENT_ABANDONED, "", -1, -1, "" },
    { CALL "TRANSFER|200|default", FW_EVENT_TRANSFERRED, "blind", -1, -1, "200|default" },
    { CALL "BLINDTRANSFER|200|default|4|60|||", FW_EVENT_TRANSFERRED, "blind", 4000, 60000,
      "200|default" },
    { CALL "BLINDTRANSFER|200|default|4||1", FW_EVENT_TRANSFERRED, "blind", 4000, -1,
      "200|default" },
    { CALL "SURVEY|9", FW_EVENT_NOTE, "SURVEY", -1, -1, "9" },
    { "1795283215|c1|sales|NONE|RINGNOANSWER|100", FW_EVENT_NOTE, "RINGNOANSWER", -1, -1, "100" },
    /* Names that are words, and data that are. */
    { "1795283215|c1|TRANSFER|CONNECT|CONNECT|3", FW_EVENT_ANSWERED, "", 3000, -1, "" },
    { CALL "INFO|SURVEY|5", FW_EVENT_NOTE, "INFO", -1, -1, "SURVEY|5" },
    { CALL "PAUSE|CONNECT", FW_EVENT_PAUSED, "CONNECT", -1, -1, "" },
    { "1795283215|c1|sales|NONE|STARTCALL|PAUSE|1", FW_EVENT_NOTE, "STARTCALL", -1, -1, "PAUSE|1" },
    { "1795283215|MANAGER|sales|Agent/110|ADDMEMBER|", FW_EVENT_SIGNED_IN, "", -1, -1, "" },
    { "1795283215|MANAGER|sales|Agent/110|REMOVEMEMBER|", FW_EVENT_SIGNED_OUT, "", -1, -1, "" },
    { "1795283215|c9|NONE|Agent/110|AGENTLOGIN|SIP/1", FW_EVENT_SIGNED_IN, "", -1, -1, "" },
    { "1795283215|c9|NONE|Agent/110|AGENTLOGOFF|SIP/1|99", FW_EVENT_SIGNED_OUT, "", -1, -1, "" },
    { "1795283215|NONE|NONE|NONE|QUEUESTART|", FW_EVENT_SOURCE_STARTED, "", -1, -1, "" },
    { "1795283215|NONE|NONE|NONE|CONFIGRELOAD|", FW_EVENT_NOTE, "CONFIGRELOAD", -1, -1, "" },
    { "1795283215|c1|sales|NONE|DID|4000", FW_EVENT_NOTE, "DID", -1, -1, "4000" },
    { "1795283215|c1|sales|NONE|INFO|A|B|", FW_EVENT_NOTE, "INFO", -1, -1, "A|B|" },
    { "1795283215|c1|sales|NONE|WHATEVER|A|B", FW_EVENT_NOTE, "WHATEVER", -1, -1, "A|B" },
    { "1795283215|NONE|NONE|NONE|SYSCOMPAT", FW_EVENT_NOTE, "SYSCOMPAT", -1, -1, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      Caught caught;
      FwEvent event;

      g_test_message ("%s", lines[i].line);
      read_one (lines[i].line, &event, &caught);
      g_assert_cmpint (event.type, ==, lines[i].type);
      g_assert_cmpint (event.at, ==, G_GINT64_CONSTANT (1795283215000000));
      g_assert_cmpint (event.wait_ms, ==, lines[i].wait);
      g_assert_cmpint (event.talk_ms, ==, lines[i].talk);
      assert_text (event.reason, lines[i].reason);
      assert_text (event.text, lines[i].text);
      assert_text (event.source, "pbx");
      g_assert_cmpuint (event.id.length, ==, 16);
      caught_clear (&caught);
    }
}

static void
test_fields (void)
{
  Caught caught;
  FwEvent event;

  read_one ("1795283215.25|c1|sales|NONE|ENTERQUEUE||13883295684|1\r\n", &event, &caught);
  g_assert_cmpint (event.at, ==, G_GINT64_CONSTANT (1795283215250000));
  assert_text (event.contact, "c1");
  assert_text (event.queue, "sales");
  assert_text (event.agent, "");
  assert_text (event.customer, "13883295684");
  caught_clear (&caught);

  read_one ("1795283215|c1|sales|NONE|ENTERQUEUE||anonymous|1", &event, &caught);
  assert_text (event.customer, "");
  caught_clear (&caught);

  read_one ("1795283215|c1|sales|NONE|ENTERQUEUE||Restricted|1", &event, &caught);
  assert_text (event.customer, "");
  caught_clear (&caught);

  /* Added as paused: two events. */
  read_one ("1795283215|CLI|sales|Agent/1|ADDMEMBER|PAUSED", &event, &caught);
  g_assert_cmpuint (caught.events->len, ==, 2);
  g_assert_cmpint (caught_get (&caught, 1)->type, ==, FW_EVENT_PAUSED);
  g_assert_false (fw_text_equal (event.id, caught_get (&caught, 1)->id));
  caught_clear (&caught);

  read_one (CALL "SURVEY|5", &event, &caught);
  g_assert_cmpint (event.rating, ==, 5);
  caught_clear (&caught);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *line;
    const char *reason;
  } lines[] = {
    { "x", "too few fields" },
    { "1795283215|c1|sales|NONE", "too few fields" },
    { "1795283215|c1|sales|NONE|", "too few fields" },
    { "today|c1|sales|NONE|ABANDON|1|1|1", "wrong time" },
    { "|c1|sales|NONE|ABANDON|1|1|1", "wrong time" },
    { "-5|c1|sales|NONE|ABANDON|1|1|1", "wrong time" },
    { "0|c1|sales|NONE|ABANDON|1|1|1", "wrong at" },
    { "1795283215|NONE|sales|NONE|ABANDON|1|1|1", "wrong contact" },
    { "1795283215|c1|NONE|NONE|ENTERQUEUE||1|1", "wrong queue" },
    { "1795283215|c1|sales|NONE|ABANDON|1|1|x", "wrong wait" },
    { CALL "CONNECT|soon|c2|1", "wrong wait" },
    { CALL "COMPLETEAGENT|1|long|1", "wrong talk" },
    { "2026-02-30 09:00:00|c1|sales|NONE|ABANDON|1|1|1", "wrong time" },
    /* Two ways to read it. */
    { "1795283215|c1|sales|A|INFO|CONNECT|3|c2|5", "bar within a name" },
    { "1795283215|c1|sales|west|ann|CONNECT|3|c2|5", "bar within a name" },
    { "1795283215|c1|s\xffles|NONE|ABANDON|1|1|1", "wrong queue" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autofree char *text = g_strconcat ("\n", lines[i].line, "\n", NULL);
      FwReject *reject;
      Caught caught;

      g_test_message ("%s", lines[i].line);
      caught_init (&caught);
      g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, text, -1, "{\"encoding\":\"UTF-8\"}", &caught,
                                report, NULL));
      g_assert_cmpuint (report->rows, ==, 1);
      g_assert_cmpuint (report->accepted, ==, 0);
      g_assert_cmpuint (report->rejected, ==, 1);
      g_assert_cmpuint (caught.events->len, ==, 0);
      reject = report->examples->pdata[0];
      g_assert_cmpstr (reject->reason, ==, lines[i].reason);
      g_assert_cmpuint (reject->line, ==, 2);
      g_assert_true (g_utf8_validate (reject->text, -1, NULL));
      g_assert_cmpuint (count_of (report->reasons, lines[i].reason), ==, 1);
      caught_clear (&caught);
    }
}

/* One date that tells whether the day stands first tells it of all; where none does, nothing is
 * taken. */
static void
test_order_of_dates (void)
{
  static const char open[] = "02/03/2026 09:00:00|c1|sales|NONE|ABANDON|1|1|1\n";
  g_autoptr (FwIntakeReport) refused = fw_intake_report_new ();
  g_autoptr (FwIntakeReport) stated = fw_intake_report_new ();
  g_autoptr (FwIntakeReport) told = fw_intake_report_new ();
  g_autofree char *both =
      g_strconcat (open, "13/03/2026 09:00:00|c2|sales|NONE|ABANDON|1|1|1\n", NULL);
  g_autoptr (GError) error = NULL;
  Caught caught;

  caught_init (&caught);
  g_assert_false (read_text (FW_FORMAT_QUEUE_LOG, open, -1, NULL, &caught, refused, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "date_order"));
  g_assert_cmpuint (caught.events->len, ==, 0);
  g_assert_true (
      read_text (FW_FORMAT_QUEUE_LOG, open, -1, "{\"date_order\":\"mdy\"}", &caught, stated, NULL));
  g_assert_cmpint (caught_get (&caught, 0)->at, ==, G_GINT64_CONSTANT (1770109200) * FW_SECOND);
  caught_clear (&caught);
  caught_init (&caught);
  g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, both, -1, NULL, &caught, told, NULL));
  g_assert_cmpint (caught_get (&caught, 0)->at, ==, G_GINT64_CONSTANT (1772442000) * FW_SECOND);
  caught_clear (&caught);
}

/* The word tells where the name before it ends; what was named before tells queue from agent. */
static void
test_bars (void)
{
  static const struct
  {
    const char *line;
    const char *queue;
    const char *agent;
    FwEventType type;
  } lines[] = {
    { "1795283215|c1|2600|Bob Roy | Acme|CONNECT|12|x.3|9", "2600", "Bob Roy | Acme",
      FW_EVENT_ANSWERED },
    { "1795283215|c1|2600|Bob|Acme|CONNECT|12|x.3|9", "2600", "Bob|Acme", FW_EVENT_ANSWERED },
    { "1795283215|c1|2600|Bob|A|B|RINGNOANSWER|2000", "2600", "Bob|A|B", FW_EVENT_RING_NO_ANSWER },
    { "1795283215|c1|North|West|SIP/101|CONNECT|12|x.3|9", "North|West", "SIP/101",
      FW_EVENT_ANSWERED },
    { "1795283215|c1|North|West|NONE|ENTERQUEUE||5550101|1", "North|West", "", FW_EVENT_OFFERED },
    { "1795283215|c1|North | West|Ann|CONNECT|1|x|1", "North | West", "Ann", FW_EVENT_ANSWERED },
    { "1795283215|NONE|NONE|Bob|Acme|PAUSEALL|lunch", "", "Bob|Acme", FW_EVENT_PAUSED },
    { "1795283215|c1|2600|Bob|PAUSE|CONNECT|12|x.3|9", "2600", "Bob|PAUSE", FW_EVENT_ANSWERED },
    { "1795283215|c1|2600|Bob|CONNECT|CONNECT|12|x.3|9", "2600", "Bob|CONNECT", FW_EVENT_ANSWERED },
    { "1795283215|c1|2600|Bob|ACME|COMPLETEAGENT|12|200|1", "2600", "Bob|ACME",
      FW_EVENT_COMPLETED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *text =
          g_strconcat ("1795283000|c0|2600|NONE|ENTERQUEUE||5550100|1\n", lines[i].line, NULL);
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      Caught caught;
      FwEvent *event;

      g_test_message ("%s", lines[i].line);
      caught_init (&caught);
      g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, text, -1, NULL, &caught, report, NULL));
      g_assert_cmpuint (report->rejected, ==, 0);
      event = caught_get (&caught, 1);
      g_assert_cmpint (event->type, ==, lines[i].type);
      assert_text (event->queue, lines[i].queue);
      assert_text (event->agent, lines[i].agent);
      caught_clear (&caught);
    }
}

static void
test_times (void)
{
  static const struct
  {
    const char *time;
    gint64 at;
  } times[] = {
    { "1772442010", G_GINT64_CONSTANT (1772442010000000) },
    { "1772442010.1203349", G_GINT64_CONSTANT (1772442010120334) },
    { "1772442010120", G_GINT64_CONSTANT (1772442010120000) },
    { "2026-03-02 09:00:10", G_GINT64_CONSTANT (1772442010000000) },
    { "2026-03-02 09:00:10.120334", G_GINT64_CONSTANT (1772442010120000) },
    { "2026-03-02T09:00:10Z", G_GINT64_CONSTANT (1772442010000000) },
    { "2026-03-02 10:00:10.5+01", G_GINT64_CONSTANT (1772442010500000) },
    { "2026-03-02 04:00:10-0500", G_GINT64_CONSTANT (1772442010000000) },
    { "2026-03-02 14:30:10 +05:30", G_GINT64_CONSTANT (1772442010000000) },
    { "2026/03/02 09:00:10 UTC", G_GINT64_CONSTANT (1772442010000000) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *line =
          g_strconcat (times[i].time, "|c1|sales|NONE|ENTERQUEUE||5550101|1||", NULL);
      Caught caught;
      FwEvent event;

      g_test_message ("%s", line);
      read_one (line, &event, &caught);
      g_assert_cmpint (event.at, ==, times[i].at);
      caught_clear (&caught);
    }
}

/* The zone of the mapping holds for times without one, and only for those. */
static void
test_zone (void)
{
  static const char text[] = "2026-03-02 06:00:10|c1|sales|NONE|ENTERQUEUE||5550101|1\n"
                             "2026-03-02 09:00:10+00|c2|sales|NONE|ENTERQUEUE||5550101|1\n"
                             "1772442010|c3|sales|NONE|ENTERQUEUE||5550101|1\n";
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;
  Caught caught;

  caught_init (&caught);
  g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, text, -1, "{\"zone\":\"America/Sao_Paulo\"}",
                            &caught, report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (caught.events->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (caught_get (&caught, i)->at, ==, G_GINT64_CONSTANT (1772442010000000));
  caught_clear (&caught);
}

/* The same two calls, however a database writes them out. */
static void
test_tables (void)
{
  static const char *const tables[] = {
    "id,time,callid,queuename,agent,event,data1,data2,data3,data4,data5\r\n"
    "1,2026-03-02 09:00:10.000000,c1,9,NONE,ENTERQUEUE,,+15550101,1,,\r\n"
    "2,2026-03-02 09:00:22.000000,c1,9,Ann|Lee,CONNECT,12,c1.2,9,,\r\n",

    "\xef\xbb\xbf\"Event\";\"Agent\";\"QueueName\";\"CallId\";\"Time\";\"Data2\";\"Data1\"\n"
    "\"ENTERQUEUE\";\"NONE\";\"9\";\"c1\";\"1772442010\";\"+15550101\";\"\"\n"
    "\"CONNECT\";\"Ann|Lee\";\"9\";\"c1\";\"1772442022\";\"c1.2\";\"12\"\n",

    "partition\ttime_id\tcall_id\tqueue\tagent\tverb\tdata1\tdata2\tdata3\tserverid\n"
    "P001\t1772442010\tc1\t9\tNONE\tENTERQUEUE\tNULL\t+15550101\t1\ta\n"
    "P001\t1772442022\tc1\t9\tAnn|Lee\tCONNECT\t12\tc1.2\t9\ta\n",

    "time,callid,queuename,agent,event,data,data1,data2\n"
    "1772442010,c1,9,NONE,ENTERQUEUE,|+15550101|1,,\n"
    "1772442022,c1,9,Ann|Lee,CONNECT,12|c1.2|9,,\n",

    "1,2026-03-02 09:00:10,c1,9,NONE,ENTERQUEUE,,+15550101,1\n"
    "2,2026-03-02 09:00:22,c1,9,Ann|Lee,CONNECT,12,c1.2,9\n",

    "2026-03-02 09:00:10\tc1\t9\tNONE\tENTERQUEUE\t\\N\t+15550101\n\n"
    "2026-03-02 09:00:22\tc1\t9\tAnn|Lee\tconnect\t12\n",

    " id |        time         | callid | queuename |  agent  |   event    | data1 |   data2   \n"
    "----+---------------------+--------+-----------+---------+------------+-------+-----------\n"
    "  1 | 2026-03-02 09:00:10 | c1     | 9         | NONE    | ENTERQUEUE |       | +15550101 \n"
    "  2 | 2026-03-02 09:00:22 | c1     | 9         | Ann/Lee | CONNECT    | 12    | c1.2      \n"
    "(2 rows)\n",

    "+----+------------+--------+-------+---------+------------+-------+-----------+\n"
    "| id | time       | callid | queue | agent   | event      | data1 | data2     |\n"
    "+----+------------+--------+-------+---------+------------+-------+-----------+\n"
    "|  1 | 1772442010 | c1     | 9     | NONE    | ENTERQUEUE |       | +15550101 |\n"
    "|  2 | 1772442022 | c1     | 9     | Ann/Lee | CONNECT    | 12    | c1.2      |\n"
    "+----+------------+--------+-------+---------+------------+-------+-----------+\n",

    "1|1772442010|c1|9|NONE|ENTERQUEUE||+15550101|1\n2|1772442022|c1|9|Ann/Lee|CONNECT|12|c1.2|9\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autoptr (GError) error = NULL;
      Caught caught;
      FwEvent *event;

      g_test_message ("%s", tables[i]);
      caught_init (&caught);
      g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, tables[i], -1, NULL, &caught, report, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (report->rows, ==, 2);
      g_assert_cmpuint (report->rejected, ==, 0);
      event = caught_get (&caught, 0);
      g_assert_cmpint (event->type, ==, FW_EVENT_OFFERED);
      g_assert_cmpint (event->at, ==, G_GINT64_CONSTANT (1772442010000000));
      assert_text (event->contact, "c1");
      assert_text (event->queue, "9");
      assert_text (event->agent, "");
      assert_text (event->customer, "+15550101");
      event = caught_get (&caught, 1);
      g_assert_cmpint (event->type, ==, FW_EVENT_ANSWERED);
      g_assert_cmpint (event->at, ==, G_GINT64_CONSTANT (1772442022000000));
      g_assert_cmpint (event->wait_ms, ==, 12000);
      assert_text (event->agent, strstr (tables[i], "Ann|") != NULL ? "Ann|Lee" : "Ann/Lee");
      caught_clear (&caught);
    }
}

static void
test_table_refused (void)
{
  static const char text[] = "time,callid,queuename,agent,event,data1\n"
                             "1772442010,c1,9,NONE,,\n"
                             "yesterday,c1,9,NONE,ABANDON,1\n"
                             "1772442010,c1,9,NONE,ABANDON,1\n";
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();

  g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, text, -1, NULL, NULL, report, NULL));
  g_assert_cmpuint (report->rows, ==, 3);
  g_assert_cmpuint (report->accepted, ==, 1);
  g_assert_cmpuint (count_of (report->reasons, "too few fields"), ==, 1);
  g_assert_cmpuint (count_of (report->reasons, "wrong time"), ==, 1);
  g_assert_cmpuint (((FwReject *) report->examples->pdata[1])->line, ==, 3);
}

static void
test_text (void)
{
  static const char text[] = "1795283215|c1|sales|NONE|ENTERQUEUE||5550101|1\r\n"
                             "\xef\xbb\xbf"
                             "1795283216|c1|sales|J\xc3\xb6rg|CONNECT|1|x|1  \t\r\n"
                             " \r\n";
  static const char *const charsets[] = { "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-16" };

  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autofree char *converted = NULL;
      g_autoptr (GError) error = NULL;
      Caught caught;
      gsize length;

      converted = g_convert (text, sizeof text - 1, charsets[i], "UTF-8", NULL, &length, &error);
      g_assert_no_error (error);
      caught_init (&caught);
      g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, converted, (gssize) length, NULL, &caught,
                                report, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (report->rows, ==, 2);
      g_assert_cmpuint (report->rejected, ==, 0);
      assert_text (caught_get (&caught, 1)->agent, "J\xc3\xb6rg");
      caught_clear (&caught);
    }
}

static void
test_people (void)
{
  static const char mapping[] =
      "{\"people\":{\"Ann Lee\":[\"Local/101@from-queue/n\",\"SIP/101\"],\"Bob\":[\"102\"]},"
      "\"queues\":{\"Sales\":[\"sales\"]},\"outcome\":\"Status\"}";
  static const struct
  {
    const char *name;
    const char *person;
  } names[] = {
    { "Local/101@from-queue/n", "Ann Lee" },
    { "Local/101@from-queue", "Ann Lee" },
    { "Local/101@from-queue/n;2", "Ann Lee" },
    { "SIP/101", "Ann Lee" },
    { "Ann Lee", "Ann Lee" },
    { "102", "Bob" },
    { "SIP/1011", "SIP/1011" },
    { "ann lee", "ann lee" },
  };
  static const char *const wrong[] = {
    "{\"people\":{\"Ann\":\"SIP/1\"}}",
    "{\"people\":{\"Ann\":[5]}}",
    "{\"people\":{\"Ann\":[\"\"]}}",
    "{\"people\":{\"Ann\":[\"SIP/1\"],\"Bob\":[\"SIP/1\"]}}",
    "{\"people\":[]}",
    "{\"queues\":{\"Sales\":\"600\"}}",
    "{\"zone\":\"Nowhere/Land\"}",
    "{",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *line =
          g_strconcat ("1795283215|c1|sales|", names[i].name, "|CONNECT|3", NULL);
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autoptr (GError) error = NULL;
      Caught caught;

      caught_init (&caught);
      g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, line, -1, mapping, &caught, report, &error));
      g_assert_no_error (error);
      assert_text (caught_get (&caught, 0)->agent, names[i].person);
      assert_text (caught_get (&caught, 0)->queue, "Sales");
      caught_clear (&caught);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", wrong[i]);
      g_assert_false (read_text (FW_FORMAT_QUEUE_LOG, "", -1, wrong[i], NULL, report, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
    }
}

/* What was read is told whole: what says something, what is a note, what was rejected. */
static void
test_notes (void)
{
  static const char text[] = "1772442010|c1|201|NONE|ENTERQUEUE||+15550101|1\n"
                             "1772442011|c1|201|NONE|STARTCALL|a|b|\n"
                             "1772442100|NONE|NONE|NONE|CONFIGRELOAD|\n"
                             "1772442101|NONE|NONE|NONE|CONFIGRELOAD|\n"
                             "1772442102|c2|camp|NONE|CALLOUTBOUND|+15550150\n"
                             "1772442101\n";
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();

  g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, text, -1, NULL, NULL, report, NULL));
  g_assert_cmpuint (report->rows, ==, 6);
  g_assert_cmpuint (report->accepted, ==, 5);
  g_assert_cmpuint (report->dialled, ==, 1);
  g_assert_cmpuint (report->rejected, ==, 1);
  g_assert_cmpuint (count_of (report->notes, "CONFIGRELOAD"), ==, 2);
  g_assert_cmpuint (count_of (report->notes, "STARTCALL"), ==, 1);
  g_assert_cmpuint (g_hash_table_size (report->notes), ==, 2);
}

typedef struct
{
  guint completed, exits, in_target, exits_in_target;
} Sums;

/* Asterisk's own counting: C calls completed, A abandoned or sent on; SL and SL2 within five
 * seconds. */
static void
fold (Caught *caught, const char *queue, Sums *sums)
{
  *sums = (Sums){ 0 };
  for (guint i = 0; i < caught->events->len; i++)
    {
      FwEvent *event = caught_get (caught, i);

      if (!fw_text_equal (event->queue, fw_text (queue)))
        continue;
      if (event->type == FW_EVENT_COMPLETED)
        {
          sums->completed++;
          sums->in_target += event->wait_ms <= 5000;
        }
      else if (event->type == FW_EVENT_ABANDONED || event->type == FW_EVENT_LEFT)
        {
          sums->exits++;
          sums->exits_in_target += event->wait_ms <= 5000;
        }
    }
}

static void
test_asterisk (void)
{
  static const struct
  {
    const char *queue;
    guint c, a;
    double sl, sl2;
  } queues[] = {
    { "billing", 526, 20, 80.4, 78.6 },
    { "sales", 736, 389, 15.2, 14.7 },
    { "support", 800, 293, 21.2, 19.5 },
  };
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "asterisk", "queue_log.gz", NULL);
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;
  FwIntake intake = { .format = FW_FORMAT_QUEUE_LOG, .source = "pbx", .sink = catch_cb };
  Caught caught;
  Sums sums;

  caught_init (&caught);
  intake.user_data = &caught;
  g_assert_true (fw_intake_read_file (&intake, path, report, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->rows, ==, 9963);
  g_assert_cmpuint (report->rejected, ==, 0);
  g_assert_cmpuint (g_hash_table_size (report->notes), ==, 1);
  g_assert_cmpuint (count_of (report->notes, "INFO"), ==, 1344);

  for (guint i = 0; i < G_N_ELEMENTS (queues); i++)
    {
      fold (&caught, queues[i].queue, &sums);
      g_assert_cmpuint (sums.completed, ==, queues[i].c);
      g_assert_cmpuint (sums.exits, ==, queues[i].a);
      /* As Asterisk rounds them, to a tenth. */
      g_assert_cmpfloat_with_epsilon (100.0 * sums.in_target / sums.completed, queues[i].sl, 0.051);
      g_assert_cmpfloat_with_epsilon (100.0 * (sums.in_target + sums.exits_in_target) /
                                          (sums.completed + sums.exits),
                                      queues[i].sl2, 0.051);
    }
  caught_clear (&caught);
}

static void
test_cut (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "queue_log", "queue_log", NULL);
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (FwIntakeReport) dry = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Caught caught;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, &error));
  g_assert_no_error (error);
  caught_init (&caught);
  g_assert_true (
      read_text (FW_FORMAT_QUEUE_LOG, text, (gssize) length, NULL, &caught, report, &error));
  g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, text, (gssize) length, NULL, NULL, dry, &error));
  g_assert_cmpuint (report->rows, ==, 300);
  g_assert_cmpuint (report->accepted, ==, 300);
  g_assert_cmpuint (dry->accepted, ==, 300);
  g_assert_cmpint (dry->first, ==, report->first);
  g_assert_cmpint (dry->last, ==, report->last);
  for (guint i = 0; i < caught.events->len; i++)
    g_hash_table_add (ids, fw_text_dup (caught_get (&caught, i)->id));
  g_assert_cmpuint (g_hash_table_size (ids), ==, 300);
  caught_clear (&caught);
}

static void
test_unknown (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "1795283215|c1|sales|NONE|VERB%u|x\n", i / 2);
  g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, text->str, -1, NULL, NULL, report, NULL));
  g_assert_cmpuint (report->accepted, ==, 3000);
  g_assert_cmpuint (count_of (report->notes, "VERB7"), ==, 2);
  g_assert_cmpuint (count_of (report->notes, "(others)"), ==, 1000);
}

static void
test_overlong (void)
{
  g_autofree char *filler = g_strnfill (3 << 20, 'x');
  g_autofree char *text = g_strconcat ("1795283215|c1|sales|NONE|DID|1\n1795283215|", filler,
                                       "|q|NONE|DID|1\n1795283215|c2|sales|NONE|DID|1", NULL);
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();

  g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, text, -1, NULL, NULL, report, NULL));
  g_assert_cmpuint (report->rows, ==, 3);
  g_assert_cmpuint (report->accepted, ==, 2);
  g_assert_cmpuint (count_of (report->reasons, "line too long"), ==, 1);
  g_assert_cmpuint (((FwReject *) report->examples->pdata[0])->line, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/queue-log/verbs", test_verbs);
  g_test_add_func ("/queue-log/unfinished", test_unfinished);
  g_test_add_func ("/queue-log/fields", test_fields);
  g_test_add_func ("/queue-log/refused", test_refused);
  g_test_add_func ("/queue-log/order-of-dates", test_order_of_dates);
  g_test_add_func ("/queue-log/bars", test_bars);
  g_test_add_func ("/queue-log/times", test_times);
  g_test_add_func ("/queue-log/zone", test_zone);
  g_test_add_func ("/queue-log/tables", test_tables);
  g_test_add_func ("/queue-log/table-refused", test_table_refused);
  g_test_add_func ("/queue-log/text", test_text);
  g_test_add_func ("/queue-log/people", test_people);
  g_test_add_func ("/queue-log/notes", test_notes);
  g_test_add_func ("/queue-log/asterisk", test_asterisk);
  g_test_add_func ("/queue-log/cut", test_cut);
  g_test_add_func ("/queue-log/unknown", test_unknown);
  g_test_add_func ("/queue-log/overlong", test_overlong);

  return g_test_run ();
}
