/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake-support.h"

#define LINE "1772442600|600.1|help|NONE|ENTERQUEUE||5551|1\n"

/* What a file looks like, and what it is then read as. */
static const struct
{
  const char *text;
  FwFormat format;
} looks[] = {
  { LINE, FW_FORMAT_QUEUE_LOG },
  { "2026-03-02 09:00:00|600.1|help|NONE|ENTERQUEUE||5551|1\n", FW_FORMAT_QUEUE_LOG },
  { "elp|NONE|ABANDON|1|1|30\n" LINE, FW_FORMAT_QUEUE_LOG },
  { "\xef\xbb\xbf" LINE, FW_FORMAT_QUEUE_LOG },
  { "time,callid,queuename,agent,event,data1,data2\n", FW_FORMAT_QUEUE_LOG },
  { "{\"source\":\"w\",\"id\":\"1\",\"at\":\"2026-03-02T09:00:00Z\",\"type\":\"note\"}\n",
    FW_FORMAT_EVENTS },
  { "[{\"start\":\"2026-03-02 09:00\",\"type\":\"inbound\",\"status\":\"answered\"}]",
    FW_FORMAT_CALLS },
  { "{\"calls\":[{\"at\":\"2026-03-02 09:00\",\"type\":\"inbound\"}]}", FW_FORMAT_CALLS },
  { "Start,Queue,Status\n2026-03-02 09:00,Sales,Answered\n", FW_FORMAT_CALLS },
  { "Start|Queue|Agent|Customer|Status\n2026-03-02 09:00|Sales|Ann|5551|Answered\n",
    FW_FORMAT_CALLS },
  { "PK\003\004 a workbook, or an archive", FW_FORMAT_CALLS },
  { "", FW_FORMAT_CALLS },
};

static void
test_looks (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fw-formats-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "file", NULL);
  g_autoptr (GError) error = NULL;
  FwFormat format;

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_assert_true (g_file_set_contents (path, looks[i].text, -1, &error));
      g_assert_no_error (error);
      g_assert_true (fw_format_tell_file (path, &format, &error));
      g_assert_no_error (error);
      g_test_message ("%.40s", looks[i].text);
      g_assert_cmpstr (fw_format_to_name (format), ==, fw_format_to_name (looks[i].format));
    }
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_false (fw_format_tell_file (path, &format, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Names that differ only in case, whatever the order of the rows; of other names nothing. */
static void
test_alike (void)
{
  static const char *const orders[] = {
    "1,2026-03-02 09:00,Sales,Ann Lee,Answered\n2,2026-03-02 09:01,sales,ANN LEE,Answered\n"
    "3,2026-03-02 09:02,Support,ann lee,Answered\n4,2026-03-02 09:03,Support,Anne Lee,Answered\n",
    "4,2026-03-02 09:03,Support,Anne Lee,Answered\n3,2026-03-02 09:02,Support,ann lee,Answered\n"
    "2,2026-03-02 09:01,sales,ANN LEE,Answered\n1,2026-03-02 09:00,Sales,Ann Lee,Answered\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *text = g_strconcat ("ID,Start,Queue,Agent,Status\n", orders[i], NULL);
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *people = NULL, *queues = NULL;

      g_assert_true (read_text (FW_FORMAT_CALLS, text, -1, NULL, NULL, report, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (report->alike->len, ==, 2);
      people = g_strjoinv ("/", report->alike->pdata[0]);
      queues = g_strjoinv ("/", report->alike->pdata[1]);
      g_assert_cmpstr (people, ==, "agent/ANN LEE/ann lee/Ann Lee");
      g_assert_cmpstr (queues, ==, "queue/sales/Sales");
    }
}

/* Who says that they are one has one, and is told nothing. */
static void
test_one_person (void)
{
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (
      read_text (FW_FORMAT_CALLS,
                 "ID,Start,Queue,Agent,Status\n1,2026-03-02 09:00,Sales,Ann Lee,Answered\n"
                 "2,2026-03-02 09:01,Sales,ANN LEE,Answered\n",
                 -1, "{\"people\":{\"Ann Lee\":[\"ANN LEE\"]}}", NULL, report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->alike->len, ==, 0);
}

/* What the centre knows is told too where the file has another form of it, and stands last; what
 * the file does not have, or has as it is known, or what the mapping joins is not. */
static void
test_alike_known (void)
{
  static const char *const agents[] = { "Ann Lee", "Bo", "BO", "Cy", NULL };
  static const char *const queues[] = { "SALES", "care", NULL };
  static const char text[] = "ID,Start,Queue,Agent,Status\n"
                             "1,2026-03-02 09:00,Sales,ann lee,Answered\n"
                             "2,2026-03-02 09:01,care,Cy,Answered\n";
  static const char *const mappings[] = {
    NULL, "{\"people\":{\"Ann Lee\":[\"ann lee\"]},\"queues\":{\"Sales\":[\"SALES\"]}}"
  };

  for (guint i = 0; i < G_N_ELEMENTS (mappings); i++)
    {
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
      const FwIntake intake = { .format = FW_FORMAT_CALLS,
                                .source = "calls",
                                .mapping = mappings[i],
                                .known_agents = agents,
                                .known_queues = queues };
      g_autofree char *people = NULL, *queue = NULL;

      g_assert_true (fw_intake_read_bytes (&intake, bytes, report, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (report->alike->len, ==, i == 0 ? 2 : 0);
      if (i > 0)
        continue;
      people = g_strjoinv ("/", report->alike->pdata[0]);
      queue = g_strjoinv ("/", report->alike->pdata[1]);
      g_assert_cmpstr (people, ==, "agent/ann lee/Ann Lee");
      g_assert_cmpstr (queue, ==, "queue/Sales/SALES");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/looks", test_looks);
  g_test_add_func ("/formats/alike", test_alike);
  g_test_add_func ("/formats/one-person", test_one_person);
  g_test_add_func ("/formats/alike-known", test_alike_known);

  return g_test_run ();
}
