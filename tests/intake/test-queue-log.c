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
    { "1795283215|NONE|NONE|Agent/110|PAUSEALL|lunch", FW_EVENT_NOTE, "PAUSEALL", -1, -1, "lunch" },
    { "1795283215|NONE|NONE|Agent/110|UNPAUSEALL|", FW_EVENT_NOTE, "UNPAUSEALL", -1, -1, "" },
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
    { "1795283215.1234567|c1|sales|NONE|ABANDON|1|1|1", "wrong time" },
    { "99999999999999999999|c1|sales|NONE|ABANDON|1|1|1", "wrong time" },
    { "0|c1|sales|NONE|ABANDON|1|1|1", "wrong at" },
    { "1795283215|NONE|sales|NONE|ABANDON|1|1|1", "wrong contact" },
    { "1795283215|c1|NONE|NONE|ENTERQUEUE||1|1", "wrong queue" },
    { "1795283215|c1|sales|NONE|CONNECT|1|c2|1", "wrong agent" },
    { "1795283215|c1|sales|NONE|ABANDON|1|1|x", "wrong wait" },
    { "1795283215|c1|sales|NONE|ABANDON|1|1|-1", "wrong wait" },
    { CALL "CONNECT", "wrong wait" },
    { CALL "COMPLETEAGENT|1", "wrong talk" },
    { CALL "RINGNOANSWER|", "wrong wait" },
    { CALL "BLINDTRANSFER|200|4|60", "wrong transfer" },
    { CALL "ATTENDEDTRANSFER|BRIDGE|x|a|60|1", "wrong wait" },
    { CALL "SURVEY|6", "wrong rating" },
    { CALL "SURVEY|", "wrong rating" },
    { "1795283215|c1|s\xffles|NONE|ABANDON|1|1|1", "wrong queue" },
    { "1795283215|c1|sales|NONE|ABANDON|1|1|9999999999", "wrong wait" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autofree char *text = g_strconcat ("\n", lines[i].line, "\n", NULL);
      FwReject *reject;
      Caught caught;

      g_test_message ("%s", lines[i].line);
      caught_init (&caught);
      g_assert_true (read_text (FW_FORMAT_QUEUE_LOG, text, -1, NULL, &caught, report, NULL));
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
  const char *shared = g_getenv ("FW_SHARED_DATA");
  g_autofree char *path =
      g_build_filename (shared != NULL ? shared : "", "asterisk", "queue_log", NULL);
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;
  FwIntake intake = { .format = FW_FORMAT_QUEUE_LOG, .source = "pbx", .sink = catch_cb };
  Caught caught;
  Sums sums;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no data");
      return;
    }
  caught_init (&caught);
  intake.user_data = &caught;
  g_assert_true (fw_intake_read_file (&intake, path, report, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->rows, ==, 9963);
  g_assert_cmpuint (report->rejected, ==, 0);
  g_assert_cmpuint (g_hash_table_size (report->unknown), ==, 0);

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
  g_assert_cmpuint (count_of (report->unknown, "VERB7"), ==, 2);
  g_assert_cmpuint (count_of (report->unknown, "(others)"), ==, 1000);
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
  g_test_add_func ("/queue-log/fields", test_fields);
  g_test_add_func ("/queue-log/refused", test_refused);
  g_test_add_func ("/queue-log/asterisk", test_asterisk);
  g_test_add_func ("/queue-log/cut", test_cut);
  g_test_add_func ("/queue-log/unknown", test_unknown);
  g_test_add_func ("/queue-log/overlong", test_overlong);

  return g_test_run ();
}
