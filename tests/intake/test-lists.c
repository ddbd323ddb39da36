/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake-support.h"

/* What foreign lists hold besides calls, and what they call it: each small list is read, and what
 * became of its rows compared. */
typedef struct
{
  const char *what;
  const char *text;
  const char *mapping;
  guint calls, answered;
  guint left_out[FW_N_LEFT_OUT];
} List;

static guint
count_answered (Caught *caught)
{
  guint n = 0;

  for (guint i = 0; i < caught->events->len; i++)
    n += fw_text_equal (caught_get (caught, i)->reason, FW_TEXT_LITERAL ("answered"));

  return n;
}

static void
read_list (const char *text, const char *mapping, Caught *caught, FwIntakeReport *report)
{
  g_autoptr (GError) error = NULL;

  caught_init (caught);
  g_assert_true (read_text (FW_FORMAT_CALLS, text, -1, mapping, caught, report, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < report->examples->len; i++)
    g_test_message ("%s", ((FwReject *) report->examples->pdata[i])->detail);
}

static void
check_lists (const List *lists, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autoptr (FwIntakeReport) again = fw_intake_report_new ();
      Caught caught;

      g_test_message ("%s", lists[i].what);
      read_list (lists[i].text, lists[i].mapping, &caught, report);
      g_assert_cmpuint (report->rejected, ==, 0);
      g_assert_cmpuint (caught.events->len, ==, lists[i].calls);
      g_assert_cmpuint (count_answered (&caught), ==, lists[i].answered);
      for (guint j = 0; j < FW_N_LEFT_OUT; j++)
        g_assert_cmpuint (report->list.left_out[j], ==, lists[i].left_out[j]);
      /* Nothing is lost between the counts. */
      g_assert_cmpuint (report->rows, ==,
                        report->accepted + report->rejected +
                            fw_list_report_count_left_out (&report->list));
      caught_clear (&caught);

      /* The mapping that is told means the same when it is stated. */
      read_list (lists[i].text, report->mapping, &caught, again);
      g_assert_cmpuint (caught.events->len, ==, lists[i].calls);
      g_assert_cmpuint (count_answered (&caught), ==, lists[i].answered);
      g_assert_cmpstr (again->mapping, ==, report->mapping);
      caught_clear (&caught);
    }
}

/* @words: each stands in the refusal; parted by "|". */
static void
check_refused (const char *text, const char *mapping, const char *words)
{
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_auto (GStrv) wanted = g_strsplit (words, "|", -1);
  g_autoptr (GError) error = NULL;
  Caught caught;

  caught_init (&caught);
  g_assert_false (read_text (FW_FORMAT_CALLS, text, -1, mapping, &caught, report, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_test_message ("%s", error->message);
  for (guint i = 0; wanted[i] != NULL; i++)
    g_assert_nonnull (strstr (error->message, wanted[i]));
  g_assert_cmpuint (caught.events->len, ==, 0);
  caught_clear (&caught);
}

static void
test_direction (void)
{
  static const List lists[] = {
    { "English",
      "Date,Time,Direction,Status,Talk\n2026-03-02,09:00,Inbound,Answered,60\n"
      "2026-03-02,09:01,Outbound,Answered,60\n2026-03-02,09:02,Internal,Missed,0\n",
      NULL,
      1,
      1,
      { [FW_LEFT_OUT_DIRECTION] = 2 } },
    { "German",
      "Datum;Uhrzeit;Richtung;Status;Gesprächsdauer\n02.03.2026;09:00;eingehend;Verpasst;0\n"
      "13.03.2026;09:01;ausgehend;Angenommen;60\n",
      NULL,
      1,
      0,
      { [FW_LEFT_OUT_DIRECTION] = 1 } },
    { "Chinese, by the values of a column of types",
      "日期时间,呼叫类型,是否接通,通话时长\n2026-03-02 09:00:00,呼入,是,60\n"
      "2026-03-02 09:01:00,呼出,否,0\n2026-03-02 09:02:00,内部,是,5\n",
      NULL,
      1,
      1,
      { [FW_LEFT_OUT_DIRECTION] = 2 } },
    { "Russian",
      "Дата;Время;Направление;Статус\n02.03.2026;09:00;Входящий;Отвечен\n"
      "13.03.2026;09:01;Исходящий;Отвечен\n",
      NULL,
      1,
      1,
      { [FW_LEFT_OUT_DIRECTION] = 1 } },
    { "a column of no name that says so",
      "Date,Time,What,Status\n2026-03-02,09:00,Inbound,Answered\n"
      "2026-03-02,09:01,CALLOUTBOUND,Answered\n2026-03-02,09:02,Outbound dialer,Missed\n",
      NULL,
      1,
      1,
      { [FW_LEFT_OUT_DIRECTION] = 2 } },
    { "a telephone's log",
      "Date,Type,Duration\n2026-03-02 09:00:00,INCOMING,60\n2026-03-02 09:01:00,OUTGOING,30\n"
      "2026-03-02 09:02:00,MISSED,0\n",
      NULL,
      2,
      1,
      { [FW_LEFT_OUT_DIRECTION] = 1 } },
    { "a telephone's log that counts the ringing of missed calls",
      "Date,Type,Duration\n2026-03-02 09:00:00,Incoming,60\n2026-03-02 09:01:00,Outgoing,30\n"
      "2026-03-02 09:02:00,Missed,20\n",
      NULL,
      2,
      1,
      { [FW_LEFT_OUT_DIRECTION] = 1 } },
    { "an end under a name that is not known",
      "Date,Time,Direction,What became of it,Duration\n2026-03-02,09:00,Incoming,Accepted,60\n"
      "2026-03-02,09:01,Incoming,Missed,20\n",
      NULL,
      2,
      1,
      { 0 } },
    { "words of one's own",
      "Date,Time,Way,Status\n2026-03-02,09:00,R,Answered\n2026-03-02,09:01,Z,Answered\n",
      "{\"direction\":\"Way\",\"words\":{\"direction\":{\"R\":\"in\",\"*\":\"out\"}}}",
      1,
      1,
      { [FW_LEFT_OUT_DIRECTION] = 1 } },
    { "no direction: the mapping says that the column is none",
      "Date,Time,Direction,Status\n2026-03-02,09:00,North,Answered\n",
      "{\"direction\":null}",
      1,
      1,
      { 0 } },
    { "zeal: places of work",
      "Date,Time,Site,Status\n2026-03-02,09:00,internal,Answered\n"
      "2026-03-02,09:01,external,Answered\n",
      NULL,
      2,
      2,
      { 0 } },
  };
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  Caught caught;

  check_lists (lists, G_N_ELEMENTS (lists));
  read_list ("Date,Time,Direction,Status\n2026-03-02,09:00,Inbound,Answered\n"
             "2026-03-02,09:01,Sideways,Answered\n",
             NULL, &caught, report);
  g_assert_cmpuint (report->rejected, ==, 1);
  g_assert_nonnull (strstr (((FwReject *) report->examples->pdata[0])->detail,
                            "\"direction\": {\"Sideways\": \"in\"}"));
  caught_clear (&caught);
}

static void
test_reports (void)
{
  check_refused ("Date,Time,Calls Offered,Calls Handled,Avg Talk Time\n2026-03-02,09:00,10,9,60\n",
                 NULL, "Calls Offered|Calls Handled|line 2");
  check_refused ("StartDate,StartTime,ContactsQueued,ContactsHandled,AvgHandleTime\n"
                 "2026-01-20,09:00:00,800,720,00:04:00\n",
                 NULL, "ContactsQueued");
  check_refused ("Agent,Date,#Calls,Talk Time\nAnn,2026-03-02,35,00:03:20\n", NULL, "#Calls");
  check_refused ("日期,时间,来电数,接听数,平均通话时长\n2026-03-02,09:00,100,90,60\n", NULL,
                 "来电数");
  check_refused ("Datum;Anzahl Anrufe;Gesprächsdauer\n02.03.2026;35;00:03:20\n", NULL,
                 "Anzahl Anrufe");
  check_refused ("Date,Heure,Appels reçus,Appels traités,Durée\n02/03/2026,09:00,35,30,00:03:20\n",
                 NULL, "Appels reçus");
  check_refused ("Дата;Принято звонков;Длительность\n02.03.2026;35;00:03:20\n", NULL,
                 "Принято звонков");
  check_refused ("Date,Disposition,Calls,Talk Time\n2026-03-02,Answered,35,60\n"
                 "2026-03-02,No answer,12,0\n",
                 NULL, "Calls|35");
  check_refused ("Date,Time,Calls Offered,Calls Answered,Talk Time\n2026-03-02,03:00,1,1,60\n"
                 "2026-03-02,03:30,0,0,0\n",
                 NULL, "Calls Offered");
  check_refused ("Date,Time,Offered,Answered,Abandoned,Talk\n2026-03-02,09:00,10,9,1,60\n", NULL,
                 "Offered");
}

/* Lists of single calls that count something. */
static void
test_no_reports (void)
{
  static const List lists[] = {
    { "transfers and holds",
      "Date,Time,Answered,Talk,Transfers,Hold count,Calls in queue,Call count\n"
      "2026-03-02,09:00,Y,60,2,3,7,1\n2026-03-02,09:01,N,0,0,2,9,1\n",
      NULL,
      2,
      1,
      { 0 } },
    { "without a word for the end",
      "Date,Time,Talk,Transfers,Calls waiting\n2026-03-02,09:00,60,2,4\n",
      NULL,
      1,
      1,
      { 0 } },
    { "one for one",
      "Date,Time,Offered,Answered,Abandoned,Talk\n2026-03-02,09:00,1,1,0,60\n"
      "2026-03-02,09:01,1,0,1,0\n",
      NULL,
      2,
      1,
      { 0 } },
    { "each is a call, as the mapping says",
      "Date,Time,Total Calls,Talk\n2026-03-02,09:00,2,60\n",
      "{\"same_id\":\"calls\"}",
      1,
      1,
      { 0 } },
    { "calls have ids",
      "Call ID,Date,Time,Talk,Calls handled\nA-1,2026-03-02,09:00,60,3\n",
      NULL,
      1,
      1,
      { 0 } },
    { "callers are named, and seldom more than one call",
      "Date,Time,Caller,Talk,Calls handled\n2026-03-02,09:00,+15550101,60,3\n"
      "2026-03-02,09:01,+15550102,60,1\n2026-03-02,09:02,+15550103,60,1\n",
      NULL,
      3,
      3,
      { 0 } },
  };

  check_lists (lists, G_N_ELEMENTS (lists));
}

static void
test_choice (void)
{
  check_refused ("datetime (local),datetime (utc),answered\n2026-03-02 10:00,2026-03-02 09:00,Y\n",
                 NULL, "datetime (local)|datetime (utc)|date_time");
  check_refused ("Datum,Uhrzeit,Gesprächsdauer,Sprechzeit\n2026-03-02,09:00,60,50\n", NULL,
                 "Gesprächsdauer|Sprechzeit");
  check_refused ("Date,Time,Agent,Agent,Answered\n2026-03-02,09:00,a,b,Y\n", NULL,
                 "columns 3 \"Agent\" and 4 \"Agent\"|{\"agent\": 3}");
  check_refused ("Date,Answered,Talk Time\n0:04:00,Y,60\n", NULL, "Date|durations|0:04:00");
}

/* A header is a hint, the values are the proof. */
static void
test_values (void)
{
  static const struct
  {
    const char *text;
    const char *has;   /* in the mapping as it is told */
    const char *lacks; /* (nullable) */
  } lists[] = {
    { "Date,Start Time,Total Time,Talk Time,Answered\n2026-03-02,09:00:00,0:04:20,0:04:00,Y\n",
      "\"time\":\"Start Time\"", "Total Time" },
    { "Call Date,Total Time,Disposition\n7/28/2026 13:07,00:06:53,Answered\n",
      "\"date_time\":\"Call Date\"", "Total Time" },
    { "date time,answered,call type\n2026-03-02 09:00,Y,Answered\n2026-03-02 09:01,N,Missed\n",
      "\"answered\":\"answered\"", "call type" },
    { "date time,answered,call type\n2026-03-02 09:00,Y,Billing\n2026-03-02 09:01,N,Repairs\n",
      "\"product\":\"call type\"", NULL },
    { "Date,Time,Answered,Talk\n2026-03-02,09:00,2026-03-02 09:00:12,60\n", "\"talk\":\"Talk\"",
      "Answered" },
    { "Date,Time,Answered,Talk,Rating\n2026-03-02,09:00,Y,60,9\n2026-03-02,09:01,Y,60,10\n",
      "\"talk\":\"Talk\"", "Rating" },
    { "Date,Start Time,Answer Time,Talk Time,Status\n2026-03-02,09:00:00,09:00:12,60,Answered\n",
      "\"talk\":\"Talk Time\"", "Answer Time" },
    { "Date,Time,Status,queue_seconds,Agent(s)\n2026-03-02,09:00,Answered,12,Ann\n",
      "\"wait\":\"queue_seconds\"", "\"queue\"" },
    { "Date,Time,Status,Agent(s)\n2026-03-02,09:00,Answered,Ann\n", "\"agent\":\"Agent(s)\"",
      NULL },
    { "calldate,channel,disposition\n2026-03-02 09:00:00,SIP/t-1,ANSWERED\n",
      "\"outcome\":\"disposition\"", "channel" },
    { "Date,Time,Disposition,Talk Time\n2026-03-02,09:00,,60\n", "\"talk\":\"Talk Time\"",
      "Disposition" },
    { "Date,Time,Answered,Contact Type\n2026-03-02,09:00,Y,Phone\n2026-03-02,09:01,Y,Chat\n",
      "\"answered\":\"Answered\"", "Contact Type" },
    { "linkedid,uniqueid,calldate,disposition\n1.1,1.1,2026-03-02 09:00:00,ANSWERED\n",
      "\"id\":\"linkedid\"", "uniqueid" },
    { "Date,Time,Answered,Agent,User\n2026-03-02,09:00,Y,0:00:12,Ann\n", "\"agent\":\"User\"",
      NULL },
    { "Date,Time,Answered,Agent,Agent name\n2026-03-02,09:00,Y,,Ann\n", "\"agent\":\"Agent name\"",
      NULL },
    { "Date,Start,Answered\n2026-03-02 00:00:00,09:00:00,Y\n", "\"time\":\"Start\"", NULL },
    { "Call Time,Ringing,Talking,Status\n2026-03-02 09:00:00,12,60,Answered\n",
      "\"wait\":\"Ringing\",\"talk\":\"Talking\"", NULL },
    { "来电时间,振铃时长,通话时长秒,是否接通\n2026-03-02 09:00:00,12,60,是\n",
      "\"talk\":\"通话时长秒\"", NULL },
    { "Datum;Uhrzeit;Klingeldauer;Gesprächszeit;Nachbearbeitung\n02.03.2026;09:00;1;2;3\n"
      "13.03.2026;09:00;1;2;3\n",
      "\"wrap\":\"Nachbearbeitung\"", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      Caught caught;

      g_test_message ("%s", lists[i].text);
      read_list (lists[i].text, NULL, &caught, report);
      g_test_message ("%s", report->mapping);
      g_assert_nonnull (strstr (report->mapping, lists[i].has));
      if (lists[i].lacks != NULL)
        g_assert_null (strstr (report->mapping, lists[i].lacks));
      g_assert_cmpuint (report->rejected, ==, 0);
      caught_clear (&caught);
    }
}

#define LEGS                                                                                       \
  "1,2026-03-02 09:00:00,101,NO ANSWER,0\n1,2026-03-02 09:00:00,103,ANSWERED,60\n"                 \
  "2,2026-03-02 09:05:00,101,NO ANSWER,0\n2,2026-03-02 09:05:00,102,NO ANSWER,0\n"

static void
test_same_id (void)
{
  static const List lists[] = {
    { "legs of one moment",
      "id,call date time,agent,status,talk\n" LEGS,
      NULL,
      2,
      1,
      { [FW_LEFT_OUT_JOINED] = 2 } },
    { "the same, the answered one first",
      "id,call date time,agent,status,talk\n1,2026-03-02 09:00:00,103,ANSWERED,60\n"
      "1,2026-03-02 09:00:00,101,NO ANSWER,0\n",
      NULL,
      1,
      1,
      { [FW_LEFT_OUT_JOINED] = 1 } },
    { "a row twice",
      "id,date,time,status\n1,2026-03-02,09:00,Answered\n"
      "1,2026-03-02,09:00,Answered\n2,2026-03-02,09:00,Missed\n",
      NULL,
      2,
      1,
      { [FW_LEFT_OUT_REPEATED] = 1 } },
    { "each row a call",
      "id,date,time,status\n77,2026-03-02,09:00,Answered\n"
      "77,2026-03-02,09:30,Answered\n",
      "{\"same_id\":\"calls\"}",
      2,
      2,
      { 0 } },
    { "parts at several moments",
      "id,date,time,status\n77,2026-03-02,09:00,Missed\n"
      "77,2026-03-02,09:30,Answered\n",
      "{\"same_id\":\"parts\"}",
      1,
      1,
      { [FW_LEFT_OUT_JOINED] = 1 } },
    { "a leg inside the house belongs to its call",
      "id,date,time,direction,status\n1,2026-03-02,09:00,Inbound,Missed\n"
      "1,2026-03-02,09:01,Internal,Answered\n2,2026-03-02,09:02,Internal,Answered\n",
      "{\"same_id\":\"parts\"}",
      1,
      1,
      { [FW_LEFT_OUT_JOINED] = 1, [FW_LEFT_OUT_DIRECTION] = 1 } },
    { "no ids in blank cells",
      "id,date,time,status\n,2026-03-02,09:00,Answered\n"
      ",2026-03-02,09:30,Answered\n-,2026-03-02,09:31,Missed\n",
      NULL,
      3,
      2,
      { 0 } },
  };

  check_lists (lists, G_N_ELEMENTS (lists));
  check_refused ("call id,date,time,answered\n77,2026-03-02,09:00,Y\n77,2026-03-02,09:30,Y\n", NULL,
                 "call id|\"77\"|lines 2 and 3|same_id");
  check_refused ("id,date,time,caller,answered\n7,2026-03-02,09:00,+15550101,N\n"
                 "7,2026-03-02,09:00,+15550102,N\n",
                 NULL, "\"7\"|same_id");
}

/* Rows in any order are the same calls. */
static void
test_parts_in_any_order (void)
{
  static const char *const rows[] = {
    "1,2026-03-02 09:00:00,101,NO ANSWER,15,,a\n",
    "1,2026-03-02 09:00:15,102,ANSWERED,5,60,b\n",
    "1,2026-03-02 09:02:00,103,ANSWERED,2,30,b\n",
  };
  static const guint orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
                                     { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *text =
          g_strconcat ("id,call date time,agent,status,ring time,talk time,queue\n",
                       rows[orders[i][0]], rows[orders[i][1]], rows[orders[i][2]], NULL);
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      const FwEvent *event;
      Caught caught;

      read_list (text, "{\"same_id\":\"parts\"}", &caught, report);
      g_assert_cmpuint (caught.events->len, ==, 1);
      event = caught_get (&caught, 0);
      g_assert_cmpint (event->at, ==, G_GINT64_CONSTANT (1772442000) * 1000000);
      assert_text (event->agent, "102");
      assert_text (event->queue, "b");
      g_assert_cmpint (event->wait_ms, ==, 20000);
      g_assert_cmpint (event->talk_ms, ==, 90000);
      caught_clear (&caught);
    }
}

static void
test_titles_and_totals (void)
{
  static const List lists[] = {
    { "titles above, a total and a note below",
      "Queue Report;;;;\nPeriod: 02/03/2026 - 08/03/2026;;;;\n\nDate/Time;Agent;Status;Wait;Talk\n"
      "13/03/2026 09:00:00;Ann;Answered;10;60\n13/03/2026 09:05:00;;Abandoned;10;\n"
      "Summe;;;20;60\nErstellt am 9. März;;;;\n",
      NULL,
      2,
      1,
      { [FW_LEFT_OUT_TOTAL] = 2 } },
    { "the header once more",
      "Date,Time,Answered\n2026-03-02,09:00,Y\nDate,Time,Answered\n"
      "2026-03-02,09:01,N\n",
      NULL,
      2,
      1,
      { [FW_LEFT_OUT_TOTAL] = 1 } },
    { "a total in Chinese",
      "日期,时间,是否接通,通话时长\n2026-03-02,09:00,是,60\n合计,,,60\n",
      NULL,
      1,
      1,
      { [FW_LEFT_OUT_TOTAL] = 1 } },
    { "as the mapping says",
      "A title,of three,cells\n\nDate/Time,Agent,Status\n2026-03-02 09:00,Ann,Answered\n,,Total\n",
      "{\"header_row\":3,\"ignore\":{\"Status\":[\"Total\"]}}",
      1,
      1,
      { [FW_LEFT_OUT_IGNORED] = 1 } },
    { "rows to leave out by a name of ours",
      "date,time,outcome\n2026-03-02,09:00,Answered\n2026-03-02,09:01,PHANTOM\n",
      "{\"ignore\":{\"outcome\":[\"phantom\"]}}",
      1,
      1,
      { [FW_LEFT_OUT_IGNORED] = 1 } },
  };
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  Caught caught;

  check_lists (lists, G_N_ELEMENTS (lists));
  check_refused ("Date,Time,Answered\n2026-03-02,09:00,Y\n", "{\"header_row\":9}", "line 9");

  /* A total without a word for it, and a row of which only the id is there, are no calls and no
   * notes: they are refused with their lines. */
  read_list ("id,date,time,answered,talk\n1,2026-03-02,09:00,Y,60\n,,,,60\nA2\n,,,No Body,\n", NULL,
             &caught, report);
  g_assert_cmpuint (report->rejected, ==, 3);
  g_assert_cmpuint (((FwReject *) report->examples->pdata[0])->line, ==, 3);
  caught_clear (&caught);
}

static void
test_words (void)
{
  static const List lists[] = {
    { "an empty cell is a word",
      "date,time,接通情况\n2026-03-02,09:00,已接通\n2026-03-02,09:01,\n",
      "{\"answered\":\"接通情况\",\"words\":{\"answered\":{\"\":\"no\"}}}",
      2,
      1,
      { 0 } },
    { "every other word",
      "date,time,status\n2026-03-02,09:00,Ok\n2026-03-02,09:01,Busy line\n"
      "2026-03-02,09:02,\n",
      "{\"words\":{\"outcome\":{\"ok\":\"answered\",\"*\":\"abandoned\"}}}",
      3,
      1,
      { 0 } },
    { "nothing is said",
      "date,time,status,talk\n2026-03-02,09:00,?,60\n2026-03-02,09:01,?,0\n",
      "{\"words\":{\"outcome\":{\"?\":null}}}",
      2,
      1,
      { 0 } },
    { "many languages",
      "date,time,status\n2026-03-02,09:00,Verpasst\n2026-03-02,09:01,Répondu\n"
      "2026-03-02,09:02,Não atendida\n2026-03-02,09:03,Odebrane\n2026-03-02,09:04,不在着信\n"
      "2026-03-02,09:05,Cevaplandı\n2026-03-02,09:06,Пропущенный\n2026-03-02,09:07,Contestada\n"
      "2026-03-02,09:08,NO ANSWER\n2026-03-02,09:09,BUSY\n2026-03-02,09:10,Voicemail\n",
      NULL,
      11,
      4,
      { 0 } },
  };
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  const FwListWord *word;
  Caught caught;

  check_lists (lists, G_N_ELEMENTS (lists));
  read_list ("date,time,outcome\n2026-03-02,09:00,Answered\n2026-03-02,09:01,HANG\n"
             "2026-03-02,09:02,HANG\n",
             NULL, &caught, report);
  g_assert_cmpuint (report->rejected, ==, 2);
  word = report->list.words->pdata[0];
  g_assert_cmpstr (word->word, ==, "HANG");
  g_assert_null (word->meaning);
  g_assert_cmpuint (word->rows, ==, 2);
  g_assert_cmpuint (word->line, ==, 3);
  caught_clear (&caught);

  check_refused ("date,time,outcome\n", "{\"words\":{\"outcome\":{\"x\":\"lost\"}}}",
                 "\"x\"|\"lost\"|abandoned");
  check_refused ("date,time,outcome\n", "{\"words\":{\"talk\":{}}}", "\"talk\"|outcome, answered");
  check_refused ("date,time,outcome\n", "{\"same_id\":\"both\"}", "same_id|parts|calls|both");
  check_refused ("date,time,outcome\n2026-03-02,09:00,Answered\n",
                 "{\"ignore\":{\"Stutus\":[\"x\"]}}", "Stutus|\"outcome\"");
}

static void
test_people (void)
{
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  Caught caught;

  read_list ("date,time,agent,caller,answered\n2026-03-02,09:00,NONE,Anonymous,N\n"
             "2026-03-02,09:01,Ann,<unknown>,N\n2026-03-02,09:02,X,Kiosk,Y\n",
             "{\"words\":{\"agent\":{\"X\":null},\"customer\":{\"Kiosk\":null}}}", &caught, report);
  g_assert_cmpuint (caught.events->len, ==, 3);
  assert_text (caught_get (&caught, 0)->agent, "");
  assert_text (caught_get (&caught, 0)->customer, "");
  /* Whose phone rang in vain is kept. */
  assert_text (caught_get (&caught, 1)->agent, "Ann");
  assert_text (caught_get (&caught, 1)->customer, "");
  assert_text (caught_get (&caught, 2)->agent, "");
  assert_text (caught_get (&caught, 2)->customer, "");
  caught_clear (&caught);
}

/* What a page shows that lets the mapping be mended, of a list that is refused as well. */
static void
test_told (void)
{
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  const FwListColumn *column;
  Caught caught;

  read_list ("Call Time,Ringing (ms),Cost,Status\n2026-03-02 09:00:00,12,5,Answered\n", NULL,
             &caught, report);
  g_assert_cmpuint (report->list.header_row, ==, 1);
  g_assert_cmpuint (report->list.columns->len, ==, 4);
  column = report->list.columns->pdata[1];
  g_assert_cmpstr (column->used_as, ==, "wait");
  g_assert_cmpstr (column->unit, ==, "ms");
  g_assert_cmpstr (column->sample[0], ==, "12");
  column = report->list.columns->pdata[2];
  g_assert_cmpstr (column->header, ==, "Cost");
  g_assert_null (column->used_as);
  caught_clear (&caught);

  g_clear_pointer (&report, fw_intake_report_free);
  report = fw_intake_report_new ();
  caught_init (&caught);
  g_assert_false (
      read_text (FW_FORMAT_CALLS, "who,when\nAnn,noon\n", -1, NULL, &caught, report, NULL));
  g_assert_cmpuint (report->list.columns->len, ==, 2);
  column = report->list.columns->pdata[1];
  g_assert_cmpstr (column->sample[0], ==, "noon");
  caught_clear (&caught);
}

/* One person under several names, here and in the mapping that is told. */
static void
test_names_of_one_person (void)
{
  static const char text[] = "call id,date time,agent,answered,wait time,talk time\n"
                             "1,2026-03-02 09:00:00,Ann Lee,Y,5,60\n"
                             "2,2026-03-02 09:05:00,SIP/101,Y,5,60\n"
                             "3,2026-03-02 09:10:00,a.lee@example.org,N,5,\n"
                             "4,2026-03-02 09:15:00,Bob,Y,5,60\n";
  static const char *const agents[] = { "Ann Lee", "Ann Lee", "Ann Lee", "Bob" };
  g_autofree char *mapping =
      g_strdup ("{\"people\":{\"Ann Lee\":[\"SIP/101\",\"a.lee@example.org\"]}}");

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      Caught caught;

      read_list (text, mapping, &caught, report);
      g_assert_cmpuint (caught.events->len, ==, 4);
      for (guint i = 0; i < 4; i++)
        g_assert_true (fw_text_equal (caught_get (&caught, i)->agent, fw_text (agents[i])));
      caught_clear (&caught);
      g_free (mapping);
      mapping = g_strdup (report->mapping);
    }
}

/* A queue has further names as a person has; what is no queue keeps its own. */
static void
test_names_of_a_queue (void)
{
  static const char text[] = "call id,date time,queue,agent,answered,wait time,talk time\n"
                             "1,2026-03-02 09:00:00,Sales,600,Y,5,60\n"
                             "2,2026-03-02 09:05:00,sales,600,Y,5,60\n"
                             "3,2026-03-02 09:10:00,600,Bob,N,5,\n"
                             "4,2026-03-02 09:15:00,Local/600@a/n,Bob,Y,5,60\n";
  static const char *const queues[] = { "Sales", "Sales", "Sales", "Local/600@a/n" };
  static const char *const agents[] = { "600", "600", "Bob", "Bob" };
  g_autofree char *mapping =
      g_strdup ("{\"queues\":{\"Sales\":[\"sales\",\"600\",\"Local/600@a\"]}}");

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      Caught caught;

      read_list (text, mapping, &caught, report);
      g_assert_cmpuint (caught.events->len, ==, 4);
      g_assert_cmpuint (report->alike->len, ==, 0);
      for (guint i = 0; i < 4; i++)
        {
          g_assert_true (fw_text_equal (caught_get (&caught, i)->queue, fw_text (queues[i])));
          g_assert_true (fw_text_equal (caught_get (&caught, i)->agent, fw_text (agents[i])));
        }
      caught_clear (&caught);
      g_free (mapping);
      mapping = g_strdup (report->mapping);
    }
}

/* Rows of a list whose agents' names stand in two columns, and the names that are meant. */
static void
test_names_in_two_columns (void)
{
  static const struct
  {
    const char *header, *mapping, *cells[4], *agents[4];
  } lists[] = {
    { "Agent First Name,Agent Last Name",
      NULL,
      { "Ann,Lee", "Ann,Meyer", " Bob , Lee", "," },
      { "Ann Lee", "Ann Meyer", "Bob Lee", "" } },
    { "Nachname Mitarbeiter,Vorname Mitarbeiter",
      NULL,
      { "Groß,Jürgen", ",Jürgen", "Groß,", "-,N/A" },
      { "Jürgen Groß", "Jürgen", "Groß", "" } },
    { "姓,名",
      "{\"agent\":\"名\",\"agent_family\":\"姓\"}",
      { "王,小明", "李,小明", "Lee,小明", "," },
      { "王小明", "李小明", "小明 Lee", "" } },
    /* Whoever these are, they may be customers. */
    { "First Name,Last Name",
      NULL,
      { "Ann,Lee", "Ann,Meyer", "Bob,Lee", "," },
      { "", "", "", "" } },
    /* A whole name needs no second column. */
    { "Agent,Agent Last Name",
      NULL,
      { "Ann Lee,Lee", "Ann Meyer,Meyer", "Bob,Lee", ",Lee" },
      { "Ann Lee", "Ann Meyer", "Bob", "" } },
    /* Half a name would make one person of two. */
    { "Agent First Name,Note", NULL, { "Ann,x", "Ann,y", "Bob,z", "," }, { "", "", "", "" } },
    { "Agent First Name,Agent Last Name",
      "{\"people\":{\"A. Lee\":[\"Ann Lee\"]}}",
      { "Ann,Lee", "Ann,Meyer", "Bob,Lee", "," },
      { "A. Lee", "Ann Meyer", "Bob Lee", "" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *mapping = g_strdup (lists[i].mapping);

      g_string_printf (text, "Call ID,Start Time,%s,Disposition,Talk Time\n", lists[i].header);
      for (guint j = 0; j < 4; j++)
        g_string_append_printf (text, "%u,2026-03-02 09:%02u:00,%s,Answered,60\n", j + 1, j,
                                lists[i].cells[j]);
      /* And once more with the mapping that was told. */
      for (guint round = 0; round < 2; round++)
        {
          g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
          Caught caught;

          read_list (text->str, mapping, &caught, report);
          g_assert_cmpuint (report->accepted, ==, 4);
          for (guint j = 0; j < caught.events->len; j++)
            assert_text (caught_get (&caught, j)->agent, lists[i].agents[j]);
          caught_clear (&caught);
          g_free (mapping);
          mapping = g_strdup (report->mapping);
        }
    }
}

static void
test_names_refused (void)
{
  static const char *const mappings[] = {
    "{\"people\":[\"Ann\"]}",
    "{\"people\":{\"Ann\":\"SIP/1\"}}",
    "{\"people\":{\"Ann\":[\"SIP/1\"],\"Bob\":[\"SIP/1\"]}}",
    "{\"queues\":[\"Sales\"]}",
    "{\"queues\":{\"Sales\":[\"600\"],\"Care\":[\"600\"]}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (mappings); i++)
    {
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autoptr (GError) error = NULL;
      Caught caught;

      caught_init (&caught);
      g_assert_false (read_text (FW_FORMAT_CALLS, "date,agent,answered\n2026-03-02,Ann,Y\n", -1,
                                 mappings[i], &caught, report, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, i < 3 ? "people" : "queues"));
      caught_clear (&caught);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lists/direction", test_direction);
  g_test_add_func ("/lists/reports", test_reports);
  g_test_add_func ("/lists/no-reports", test_no_reports);
  g_test_add_func ("/lists/choice", test_choice);
  g_test_add_func ("/lists/values", test_values);
  g_test_add_func ("/lists/same-id", test_same_id);
  g_test_add_func ("/lists/parts-in-any-order", test_parts_in_any_order);
  g_test_add_func ("/lists/titles-and-totals", test_titles_and_totals);
  g_test_add_func ("/lists/words", test_words);
  g_test_add_func ("/lists/people", test_people);
  g_test_add_func ("/lists/told", test_told);

  g_test_add_func ("/lists/names-of-one-person", test_names_of_one_person);
  g_test_add_func ("/lists/names-in-two-columns", test_names_in_two_columns);
  g_test_add_func ("/lists/names-refused", test_names_refused);
  g_test_add_func ("/lists/names-of-a-queue", test_names_of_a_queue);
  return g_test_run ();
}
