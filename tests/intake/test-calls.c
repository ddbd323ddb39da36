/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake-support.h"

#define HEADER                                                                                     \
  "call id,agent,date,time,topic,answered (Y/N),resolved,speed of answer in seconds,talk "         \
  "duration,satisfaction rating\n"

static void
read_good (
    const char *text, gssize length, const char *mapping, Caught *caught, FwIntakeReport *report)
{
  g_autoptr (GError) error = NULL;

  caught_init (caught);
  g_assert_true (read_text (FW_FORMAT_CALLS, text, length, mapping, caught, report, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < report->examples->len; i++)
    g_test_message ("%s", ((FwReject *) report->examples->pdata[i])->detail);
}

/* @whole: nothing at all may be taken. */
static void
assert_refused (const char *text, gssize length, const char *mapping, const char *message)
{
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;
  Caught caught;

  caught_init (&caught);
  g_assert_false (read_text (FW_FORMAT_CALLS, text, length, mapping, &caught, report, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == FW_ERROR);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpuint (caught.events->len, ==, 0);
  g_assert_cmpuint (report->accepted, ==, 0);
  caught_clear (&caught);
}

static void
test_row (void)
{
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  FwEvent *event;
  Caught caught;

  read_good (
      HEADER
      "A1,\"Li, \"\"Wei\"\"\",1/13/2021, 9:12:58 PM ,\"a\001sign\",Y,y,1:10,0:02:23.5,4.0\n\n"
      "A2,-,1/1/2021,9:12:58,Loans,N,N,,0,\n"
      "A3,Bo,1/1/2021,9:12,Loans,no,-,-,-,0\n",
      -1, NULL, &caught, report);
  g_assert_cmpuint (report->rows, ==, 3);
  g_assert_cmpuint (report->rejected, ==, 1); /* signs that nobody sees are no text of ours */
  g_assert_cmpuint (caught.events->len, ==, 2);
  g_assert_cmpuint (((FwReject *) report->examples->pdata[0])->line, ==, 2);
  g_assert_cmpuint (count_of (report->reasons, "wrong product"), ==, 1);

  event = caught_get (&caught, 0);
  assert_text (event->id, "A2");
  assert_text (event->agent, "");
  assert_text (event->reason, "abandoned");
  g_assert_cmpint (event->wait_ms, ==, FW_EVENT_NO_TIME);
  g_assert_cmpint (event->talk_ms, ==, FW_EVENT_NO_TIME);
  g_assert_cmpint (event->resolved, ==, -1);
  g_assert_cmpint (event->rating, ==, 0);
  g_assert_cmpint (event->at, ==, G_GINT64_CONSTANT (1609492378) * 1000000);
  event = caught_get (&caught, 1);
  g_assert_cmpint (event->wait_ms, ==, FW_EVENT_NO_TIME);
  g_assert_cmpint (event->rating, ==, 0);
  caught_clear (&caught);

  g_clear_pointer (&report, fw_intake_report_free);
  report = fw_intake_report_new ();
  read_good (HEADER
             "A1,\"Li, \"\"Wei\"\"\",1/13/2021, 9:12:58 PM ,Loans,Y,y,1:10,0:02:23.5,4.0\r\n",
             -1, NULL, &caught, report);
  event = caught_get (&caught, 0);
  assert_text (event->agent, "Li, \"Wei\"");
  assert_text (event->product, "Loans");
  assert_text (event->queue, "pbx");
  assert_text (event->reason, "answered");
  g_assert_cmpint (event->wait_ms, ==, 70000);
  g_assert_cmpint (event->talk_ms, ==, 143500);
  g_assert_cmpint (event->rating, ==, 4);
  g_assert_cmpint (event->resolved, ==, 1);
  g_assert_cmpint (event->at, ==, G_GINT64_CONSTANT (1610572378) * 1000000);
  caught_clear (&caught);
}

/* One strange value is a mistake; among few it would be another column. */
#define GOOD(id) id ",b,1/13/2021,9:12,x,Y,Y,1,2,3\n"

static void
test_row_refused (void)
{
  static const struct
  {
    const char *row;
    const char *reason;
    const char *detail;
  } rows[] = {
    { "A,b,31/31/2021,9:12,x,Y,Y,1,2,3", "no such date",
      "date (column 3 \"date\"): expected a date, not \"31/31/2021\"" },
    { "A,b,2/29/2021,9:12,x,Y,Y,1,2,3", "no such date",
      "date (column 3 \"date\"): expected a date, not \"2/29/2021\"" },
    { "A,b,,9:12,x,Y,Y,1,2,3", "no such date",
      "date (column 3 \"date\"): expected a date, not \"\"" },
    { "A,b,1/2/2021 10:00,9:12,x,Y,Y,1,2,3", "no such date", NULL },
    { "A,b,1/2/2021,24:12,x,Y,Y,1,2,3", "no such time",
      "time (column 4 \"time\"): expected a time such as 9:12:58, not \"24:12\"" },
    { "A,b,1/2/2021,13:12 PM,x,Y,Y,1,2,3", "no such time", NULL },
    { "A,b,1/2/2021,,x,Y,Y,1,2,3", "no such time", NULL },
    { "A,b,1/2/2021,9:12,x,maybe,Y,1,2,3", "wrong answered",
      "answered (column 6 \"answered (Y/N)\"): expected yes or no, not \"maybe\"; say what it "
      "means "
      "in the mapping, such as \"words\": {\"answered\": {\"maybe\": \"no\"}}" },
    { "A,b,1/2/2021,9:12,x,,Y,1,2,3", "wrong answered", NULL },
    { "A,b,1/2/2021,9:12,x,Y,perhaps,1,2,3", "wrong resolved", NULL },
    { "A,b,1/2/2021,9:12,x,Y,Y,-5,2,3", "no such duration", NULL },
    { "A,b,1/2/2021,9:12,x,Y,Y,1,2:61,3", "no such duration", NULL },
    { "A,b,1/2/2021,9:12,x,Y,Y,1,2 apples,3", "no such duration", NULL },
    { "A,b,1/2/2021,9:12,x,Y,Y,99999999,2,3", "wrong wait", NULL },
    { "A,b,1/2/2021,9:12,x,Y,Y,20210131143500999999,2,3", "no such duration", NULL },
    { "A,b,1/2/2021,9:12,x,Y,Y,20210131143500999999.5,2,3", "no such duration", NULL },
    { "A,b,1/2/2021,9:12,x,Y,Y,1,2,6", "wrong rating", NULL },
    { "A,b,1/2/2021,9:12,x,Y,Y,1,2,0", "wrong rating",
      "rating (column 10 \"satisfaction rating\"): expected 1 to 5, or nothing, not \"0\"" },
    { "A,b,1/2/2021,9:12,x,Y,Y,1,2,3.5", "wrong rating", NULL },
    { "A,b,1/2/2021,9:12,x,Y,Y,1,2,3,4", "too many cells", "row: expected 10 cells, not 11" },
    { "A,\"b\"c,1/2/2021,9:12,x,Y,Y,1,2,3", "text after a closing quote", NULL },
    { "A,b,1/2/1921,9:12,x,Y,Y,1,2,3", "wrong at", NULL },
    { "A,b,1/2/2021", "no such time", NULL },
    { "A\x01,b,1/2/2021,9:12,x,Y,Y,1,2,3", "wrong id", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text =
          g_strconcat (HEADER GOOD ("0") GOOD ("1") GOOD ("2") GOOD ("3"), rows[i].row, "\n", NULL);
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      FwReject *reject;
      Caught caught;

      g_test_message ("%s", rows[i].row);
      read_good (text, -1, NULL, &caught, report);
      g_assert_cmpuint (report->rows, ==, 5);
      g_assert_cmpuint (report->accepted, ==, 4);
      g_assert_cmpuint (report->rejected, ==, 1);
      reject = report->examples->pdata[0];
      g_assert_cmpstr (reject->reason, ==, rows[i].reason);
      if (rows[i].detail != NULL)
        g_assert_cmpstr (reject->detail, ==, rows[i].detail);
      g_assert_cmpuint (reject->line, ==, 6);
      caught_clear (&caught);
    }
}

static void
test_date_order (void)
{
#define DATES "date,time,answered\n"
  static const struct
  {
    const char *text;
    gint64 first_day; /* of the first row */
    const char *order;
  } lists[] = {
    { DATES "1/2/2021,9:00,Y\n1/13/2021,9:00,Y\n", 18629, "\"date_order\":\"mdy\"" },
    { DATES "01-02-2021,9:00,Y\n1/13/2021,9:00,Y\n", 18629, "\"date_order\":\"mdy\"" },
    { DATES "1/2/2021,9:00,Y\n13/1/2021,9:00,Y\n", 18659, "\"date_order\":\"dmy\"" },
    { DATES "1.2.2021,9:00,Y\n13.1.21,9:00,Y\n", 18659, "\"date_order\":\"dmy\"" },
    { DATES "2021-01-02,9:00,Y\n", 18629, "\"date_order\":\"ymd\"" },
    { DATES "2021/1/2,9:00,Y\n", 18629, "\"date_order\":\"ymd\"" },
    { DATES "20210102,9:00,Y\n", 18629, "\"date_order\":\"ymd\"" },
    { DATES "2-Jan-2021,9:00,Y\n", 18629, "\"date_order\":\"ymd\"" },
    { DATES "\"January 2, 2021\",9:00,Y\n", 18629, "\"date_order\":\"ymd\"" },
    { DATES "2021\xe5\xb9\xb4"
            "1\xe6\x9c\x88"
            "2\xe6\x97\xa5,9:00,Y\n",
      18629, "\"date_order\":\"ymd\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      Caught caught;

      g_test_message ("%s", lists[i].text);
      read_good (lists[i].text, -1, NULL, &caught, report);
      g_assert_cmpuint (report->rejected, ==, 0);
      g_assert_cmpint (caught_get (&caught, 0)->at / 86400000000, ==, lists[i].first_day);
      g_assert_nonnull (strstr (report->mapping, lists[i].order));
      caught_clear (&caught);
    }

  assert_refused (
      DATES "1/2/2021,9:00,Y\n3/4/2021,9:00,Y\n", -1, NULL,
      "date: the column cannot be decided: every date can be read day first or month "
      "first, such as line 2 \"1/2/2021\"; state \"date_order\" in the mapping (dmy or mdy)");
  assert_refused (
      DATES "1/1/2021,9:00,Y\n13/1/2021,9:00,Y\n1/13/2021,9:00,Y\n", -1, NULL,
      "date: the column contradicts itself: line 3 \"13/1/2021\" has the day first, line 4 "
      "\"1/13/2021\" the month first; state \"date_order\" in the mapping");
  {
    g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
    Caught caught;

    read_good (DATES "1/2/2021,9:00,Y\n1/13/2021,9:00,Y\n", -1, "{\"date_order\":\"dmy\"}", &caught,
               report);
    g_assert_cmpint (caught_get (&caught, 0)->at / 86400000000, ==, 18659);
    g_assert_cmpuint (report->rejected, ==, 1);
    caught_clear (&caught);
  }
}

static void
test_headers (void)
{
  static const struct
  {
    const char *text;
    const char *mapping;
  } lists[] = {
    { "CallId;Start Time;Operator;Skill Group;Call Status;Wait (ms);TalkTime (min);ACW\n"
      "7;2021-01-02T09:00:00;Ann;sales;Answered;1500;2.5;10\n",
      "{\"id\":\"CallId\",\"date_time\":\"Start Time\",\"agent\":\"Operator\",\"queue\":\"Skill "
      "Group\","
      "\"outcome\":\"Call Status\",\"wait\":\"Wait (ms)\",\"talk\":\"TalkTime "
      "(min)\",\"wrap\":\"ACW\","
      "\"wait_unit\":\"ms\",\"talk_unit\":\"min\",\"wrap_unit\":\"s\",\"date_order\":\"ymd\"}" },
    /* 来电时间 坐席 是否接通 等待时长(毫秒) 通话时长(分钟) 满意度 */
    { "\xe6\x9d\xa5\xe7\x94\xb5\xe6\x97\xb6\xe9\x97\xb4\t\xe5\x9d\x90\xe5\xb8\xad\t"
      "\xe6\x98\xaf\xe5\x90\xa6\xe6\x8e\xa5\xe9\x80\x9a\t"
      "\xe7\xad\x89\xe5\xbe\x85\xe6\x97\xb6\xe9\x95\xbf\xef\xbc\x88\xe6\xaf\xab\xe7\xa7\x92\xef\xbc"
      "\x89\t"
      "\xe9\x80\x9a\xe8\xaf\x9d\xe6\x97\xb6\xe9\x95\xbf(\xe5\x88\x86\xe9\x92\x9f)\n"
      "2021-01-02 09:00\t\xe6\x9d\x8e\t\xe6\x98\xaf\t1500\t2.5\n",
      NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      FwEvent *event;
      Caught caught;

      read_good (lists[i].text, -1, NULL, &caught, report);
      if (lists[i].mapping != NULL)
        g_assert_cmpstr (report->mapping, ==, lists[i].mapping);
      g_assert_cmpuint (report->rejected, ==, 0);
      event = caught_get (&caught, 0);
      g_assert_cmpint (event->at, ==, G_GINT64_CONSTANT (1609578000) * 1000000);
      g_assert_cmpint (event->wait_ms, ==, 1500);
      g_assert_cmpint (event->talk_ms, ==, 150000);
      assert_text (event->reason, "answered");
      caught_clear (&caught);

      /* What is printed can be stated, and means the same. */
      {
        g_autoptr (FwIntakeReport) again = fw_intake_report_new ();

        read_good (lists[i].text, -1, report->mapping, &caught, again);
        g_assert_cmpstr (again->mapping, ==, report->mapping);
        caught_clear (&caught);
      }
    }
}

static void
test_mapping_refused (void)
{
  assert_refused ("", -1, NULL, "line 1: expected a header, but the file is empty");
  assert_refused ("\n\n", -1, NULL, "line 1: expected a header, but the file is empty");
  assert_refused (
      "a,b\n1,2\n", -1, NULL,
      "header: no column found for date (or date_time), answered (or outcome, or talk) among "
      "\"a\", \"b\"; name it in the mapping");
  assert_refused ("Date,Date,Answered\n", -1, NULL,
                  "header: columns 1 \"Date\" and 2 \"Date\" both mean \"date\"; choose one in the "
                  "mapping, such as {\"date\": 1}");
  assert_refused (HEADER, -1, "{\"agent\":\"nobody\"}",
                  "mapping: agent: the header has no column \"nobody\"; it has \"call id\", "
                  "\"agent\", \"date\", \"time\", \"topic\", \"answered (Y/N)\", \"resolved\", "
                  "\"speed of answer in seconds\", \"talk duration\", \"satisfaction rating\"");
  assert_refused (
      HEADER, -1, "{\"agnet\":\"agent\"}",
      "mapping: unknown member \"agnet\"; there are id, date, time, date_time, direction, agent, "
      "agent_family, queue, product, channel, customer, answered, outcome, resolved, wait, talk, "
      "hold, wrap, rating, nps, date_order, zero_rating, same_id, header_row, words, ignore, "
      "people, queues, wait_unit, talk_unit, hold_unit, wrap_unit, encoding, sheet, zone, decimal");
  assert_refused (HEADER, -1, "{\"date_order\":\"xyz\"}",
                  "mapping: date_order: expected ymd, dmy or mdy");
  assert_refused (HEADER, -1, "{\"wait_unit\":\"days\"}",
                  "mapping: wait_unit: expected ms, s, min, h, day, m.ss, h:mm or hhmmss for wait, "
                  "talk, hold or wrap");
  assert_refused (HEADER, -1, "{\"agent\":true}", "mapping: agent: expected a text");
  assert_refused (HEADER, -1, "{\"agent\":11}",
                  "mapping: agent: the header has 10 columns, and no column 11");
  assert_refused (HEADER, -1, "{", "mapping: line 1, column 2: expected a key in double quotes");
  assert_refused ("date,\"open\n", -1, NULL, "line 1: header: quote never closed");
}

static void
test_overrides (void)
{
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  Caught caught;
  FwEvent *event;

  read_good ("day,hour,who,yes,score,secs\n2021-01-02,9:00,Ann,Y,0,2\n", -1,
             "{\"time\":\"hour\",\"agent\":\"who\",\"answered\":\"yes\",\"rating\":\"score\","
             "\"zero_rating\":\"none\",\"talk\":\"secs\",\"talk_unit\":\"h\"}",
             &caught, report);
  event = caught_get (&caught, 0);
  assert_text (event->agent, "Ann");
  g_assert_cmpint (event->rating, ==, 0);
  g_assert_cmpint (event->talk_ms, ==, 7200000);
  caught_clear (&caught);

  read_good ("date,time,answered,agent\n2021-01-02,9:00,Y,Ann\n", -1, "{\"agent\":null}", &caught,
             report);
  assert_text (caught_get (&caught, 0)->agent, "");
  caught_clear (&caught);
}

/* Rows without an id: each is told apart, and the same list read again gives the same ids. */
static void
test_twins (void)
{
  static const char text[] =
      "date,time,agent,answered\n2021-01-02,9:00,Ann,Y\n2021-01-02,9:00,Ann,Y\n"
      "2021-01-02,9:00,Bo,Y\n2021-01-02,9:00,Ann,Y\n";
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  Caught first, second;

  read_good (text, -1, NULL, &first, report);
  read_good (text, -1, NULL, &second, report);
  g_assert_cmpuint (first.events->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_true (fw_text_equal (caught_get (&first, i)->id, caught_get (&second, i)->id));
      for (guint j = 0; j < i; j++)
        g_assert_false (fw_text_equal (caught_get (&first, i)->id, caught_get (&first, j)->id));
    }
  caught_clear (&first);
  caught_clear (&second);
}

static void
test_charsets (void)
{
  /* 李伟 and 已接通, as they stand in UTF-8. */
  static const char utf8[] =
      "date,time,agent,answered\n"
      "2021-01-02,9:00,\xe6\x9d\x8e\xe4\xbc\x9f,\xe5\xb7\xb2\xe6\x8e\xa5\xe9\x80\x9a\n";
  static const char *const charsets[] = { "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030" };

  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    for (guint mark = 0; mark < 2; mark++)
      {
        g_autofree char *marked = g_strconcat (mark != 0 ? "\xef\xbb\xbf" : "", utf8, NULL);
        g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
        g_autofree char *text = NULL;
        Caught caught;
        gsize length;

        if (mark != 0 && i == 3)
          continue;
        text = g_convert (marked, -1, charsets[i], "UTF-8", NULL, &length, NULL);
        g_assert_nonnull (text);
        g_test_message ("%s %u", charsets[i], mark);
        read_good (text, (gssize) length, NULL, &caught, report);
        g_assert_cmpuint (report->accepted, ==, 1);
        assert_text (caught_get (&caught, 0)->agent, "\xe6\x9d\x8e\xe4\xbc\x9f");
        assert_text (caught_get (&caught, 0)->reason, "answered");
        caught_clear (&caught);
      }
}

/* One damaged place in a long UTF-8 list is a bad row, not another encoding. */
static void
test_damaged_utf8 (void)
{
  g_autoptr (GString) text = g_string_new ("date,time,agent,answered\n");
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  Caught caught;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, "2021-01-02,9:00,%s,Y\n", i == 50 ? "\xe6\x9d" : "\xe6\x9d\x8e");
  read_good (text->str, -1, NULL, &caught, report);
  g_assert_cmpuint (report->accepted, ==, 99);
  g_assert_cmpuint (report->rejected, ==, 1);
  g_assert_cmpuint (((FwReject *) report->examples->pdata[0])->line, ==, 52);
  g_assert_cmpuint (count_of (report->reasons, "wrong agent"), ==, 1);
  caught_clear (&caught);
  assert_refused ("date,time,answered\n2021-01-02,9:00,\xff\xff\n", -1, NULL,
                  "line 2: the encoding of the text cannot be told: it is no UTF-8, and would be "
                  "\"ÿÿ\" in windows-1252, \"˙˙\" in windows-1250, \"яя\" in windows-1251; state "
                  "\"encoding\" in the mapping, such as windows-1252, windows-1250, windows-1251, "
                  "GB18030 or Shift_JIS (UTF-8: to have such lines rejected), or save the file "
                  "as UTF-8");
}

/* Wall clock to UTC through a day that jumps: 28 March 2021 in Berlin has no half past two. */
static void
test_zone (void)
{
  static const char text[] =
      "timestamp,answered\n2021-03-28 01:30,Y\n2021-03-28 03:30,Y\n2021-03-29 03:30,Y\n"
      "2021-03-29T03:30:00+05:00,Y\n";
  g_autoptr (FwZone) zone = fw_zone_new ("Europe/Berlin", 0, NULL);
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GError) error = NULL;
  FwIntake intake = { .format = FW_FORMAT_CALLS, .source = "pbx", .zone = zone, .sink = catch_cb };
  Caught caught;

  caught_init (&caught);
  intake.user_data = &caught;
  g_assert_true (fw_intake_read_bytes (&intake, bytes, report, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (caught_get (&caught, 0)->at, ==, G_GINT64_CONSTANT (1616891400) * 1000000);
  g_assert_cmpint (caught_get (&caught, 1)->at, ==, G_GINT64_CONSTANT (1616895000) * 1000000);
  g_assert_cmpint (caught_get (&caught, 2)->at, ==, G_GINT64_CONSTANT (1616981400) * 1000000);
  g_assert_cmpint (caught_get (&caught, 3)->at, ==, G_GINT64_CONSTANT (1616970600) * 1000000);
  caught_clear (&caught);
}

/* Rows that lie across the reader's chunks, with quoted newlines in them. */
static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new ("id,date,time,topic,answered,customer\n");
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autofree char *path = NULL;
  g_autofree char *directory = g_dir_make_tmp ("fw-calls-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  FwIntake intake = { .format = FW_FORMAT_CALLS, .source = "pbx", .sink = catch_cb };
  Caught caught;

  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (text, "%u,%s,9:00,\"a \"\"b\"\", c\",%s,\"%0*u\"%s\n", i,
                            i % 2 == 0 ? "01-02-2021" : "1/13/2021", i % 7 == 0 ? "N" : "Y",
                            1 + (gint) (i % 97), i, i % 3 == 0 ? "\r" : "");
  path = g_build_filename (directory, "calls.csv", NULL);
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  caught_init (&caught);
  intake.user_data = &caught;
  g_assert_true (fw_intake_read_file (&intake, path, report, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->accepted, ==, 60000);
  for (guint i = 0; i < 60000; i++)
    {
      FwEvent *event = caught_get (&caught, i);
      g_autofree char *id = g_strdup_printf ("%u", i);

      assert_text (event->id, id);
      assert_text (event->product, "a \"b\", c");
    }
  caught_clear (&caught);
  g_remove (path);
  g_rmdir (directory);
}

static void
count_progress_cb (guint64 done, guint64 size, guint64 rows, gpointer user_data)
{
  guint *calls = user_data;

  g_assert_cmpuint (done, <=, size);
  (*calls)++;
}

static void
test_sink_and_cancel (void)
{
  g_autoptr (GBytes) bytes =
      g_bytes_new_static (HEADER "A1,b,1/13/2021,9:12,x,Y,Y,1,2,3\n",
                          strlen (HEADER "A1,b,1/13/2021,9:12,x,Y,Y,1,2,3\n"));
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GOutputStream) rejects = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  guint progress = 0;
  Caught caught = { 0 };
  FwIntake intake = {
    .format = FW_FORMAT_CALLS, .source = "pbx", .sink = catch_cb, .user_data = &caught
  };

  caught_init (&caught);
  caught.refuse = TRUE;
  g_assert_false (fw_intake_read_bytes (&intake, bytes, report, NULL, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FULL);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_false (fw_intake_read_bytes (&intake, bytes, report, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  caught_clear (&caught);

  intake = (FwIntake){ .format = FW_FORMAT_CALLS,
                       .source = "pbx",
                       .progress = count_progress_cb,
                       .user_data = &progress,
                       .rejects = rejects };
  g_assert_true (fw_intake_read_bytes (&intake, bytes, report, NULL, &error));
  g_assert_cmpuint (progress, >=, 1);
  g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (rejects)), ==, 0);
  intake.source = "";
  g_assert_false (fw_intake_read_bytes (&intake, bytes, report, NULL, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
}

static void
test_rejects_stream (void)
{
  static const char text[] =
      HEADER "0,b,1/13/2021,9:12,x,Y,Y,1,2,3\n1,b,1/13/2021,9:12,x,what,Y,1,2,3\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GOutputStream) rejects = g_memory_output_stream_new_resizable ();
  FwIntake intake = { .format = FW_FORMAT_CALLS, .source = "pbx", .rejects = rejects };

  g_assert_true (fw_intake_read_bytes (&intake, bytes, report, NULL, NULL));
  g_output_stream_write_all (rejects, "", 1, NULL, NULL, NULL);
  g_assert_cmpstr (
      g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (rejects)), ==,
      "# line 3: wrong answered: answered (column 6 \"answered (Y/N)\"): expected yes or no, "
      "not \"what\"; say what it means in the mapping, such as \"words\": {\"answered\": "
      "{\"what\": \"no\"}}\n1,b,1/13/2021,9:12,x,what,Y,1,2,3\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/calls/row", test_row);
  g_test_add_func ("/calls/row-refused", test_row_refused);
  g_test_add_func ("/calls/date-order", test_date_order);
  g_test_add_func ("/calls/headers", test_headers);
  g_test_add_func ("/calls/mapping-refused", test_mapping_refused);
  g_test_add_func ("/calls/overrides", test_overrides);
  g_test_add_func ("/calls/twins", test_twins);
  g_test_add_func ("/calls/charsets", test_charsets);
  g_test_add_func ("/calls/damaged-utf8", test_damaged_utf8);
  g_test_add_func ("/calls/zone", test_zone);
  g_test_add_func ("/calls/large", test_large);
  g_test_add_func ("/calls/sink-and-cancel", test_sink_and_cancel);
  g_test_add_func ("/calls/rejects-stream", test_rejects_stream);

  return g_test_run ();
}
