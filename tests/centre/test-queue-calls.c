/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What short queue_logs come to: each contact counted as what it is, the same after a replay, and
 * whichever half of the log is imported first. */
#include <gio/gio.h>
#include <stdlib.h>

#include "centre/fw-centre-import.h"
#include "support/fw-test-centre.h"
#include "support/fw-test-store.h"

#define LINE(second, call, queue, agent, rest)                                                     \
  "1772442" #second "|" call "|" queue "|" agent "|" rest "\n"

typedef struct
{
  const char *name;
  const char *log;
  guint offered, answered, abandoned, left, unknown;
  gint64 wait_s; /* of the answered, in sum; */
  gint64 talk_s; /* of the handled */
  guint unended; /* as the report of the import says */
} Log;

static const Log logs[] = {
  { "attended-transfer",
    LINE (043, "A", "1501", "NONE", "ENTERQUEUE||+15550101|1")
        LINE (055, "A", "1501", "PJSIP/9", "CONNECT|12|x|11")
            LINE (174, "B", "1509", "NONE", "ENTERQUEUE||9|1")
                LINE (175, "B", "1501", "PJSIP/9", "ATTENDEDTRANSFER|APP|Queue|12|120|1")
                    LINE (181, "A", "1509", "PJSIP/7", "CONNECT|7|y|6")
                        LINE (354, "A", "1509", "PJSIP/7", "COMPLETEAGENT|7|173|1"),
    2, 2, 0, 0, 0, 19, 293, 0 },
  { "handed-on-and-gone",
    LINE (043, "A", "1501", "NONE", "ENTERQUEUE||+15550101|1")
        LINE (055, "A", "1501", "PJSIP/9", "CONNECT|12|x|11")
            LINE (174, "B", "1509", "NONE", "ENTERQUEUE||9|1")
                LINE (175, "B", "1501", "PJSIP/9", "ATTENDEDTRANSFER|BRIDGE|0f3a|12|120|1")
                    LINE (194, "A", "1509", "NONE", "ABANDON|1|1|20"),
    2, 1, 1, 0, 0, 12, 120, 0 },
  { "end-under-another-id",
    LINE (043, "A", "1501", "NONE", "ENTERQUEUE||+15550101|1")
        LINE (055, "A", "1501", "PJSIP/9", "CONNECT|12|x|11")
            LINE (175, "C", "1501", "PJSIP/9", "COMPLETECALLER|12|120|1"),
    1, 1, 0, 0, 0, 12, 120, 0 },
  { "blind-transfer-into-a-queue",
    LINE (043, "A", "sales", "NONE", "ENTERQUEUE||+15550101|1")
        LINE (055, "A", "sales", "SIP/9", "CONNECT|12|x|11")
            LINE (085, "A", "sales", "SIP/9", "BLINDTRANSFER|600|ext-queues|12|30|1")
                LINE (085, "A", "care", "NONE", "ENTERQUEUE||+15550101|1")
                    LINE (095, "A", "care", "SIP/7", "CONNECT|10|y|6")
                        LINE (155, "A", "care", "SIP/7", "COMPLETECALLER|10|60|1"),
    2, 2, 0, 0, 0, 22, 90, 0 },
  { "on-while-the-first-is-not-over",
    LINE (043, "A", "sales", "NONE", "ENTERQUEUE||+15550101|1")
        LINE (055, "A", "sales", "SIP/9", "CONNECT|12|x|11")
            LINE (085, "A", "care", "NONE", "ENTERQUEUE||+15550101|1")
                LINE (087, "A", "sales", "SIP/9", "COMPLETEAGENT|12|32|1")
                    LINE (095, "A", "care", "SIP/7", "CONNECT|10|y|6")
                        LINE (155, "A", "care", "SIP/7", "COMPLETECALLER|10|60|1"),
    2, 2, 0, 0, 0, 22, 92, 0 },
  { "withdrawn",
    LINE (043, "A", "sales", "NONE", "ENTERQUEUE||+15550101|1")
        LINE (083, "A", "sales", "NONE", "WITHDRAW|1|1|40|moved")
            LINE (083, "A", "vip", "NONE", "ENTERQUEUE||+15550101|1")
                LINE (093, "A", "vip", "SIP/7", "CONNECT|10|y|6")
                    LINE (153, "A", "vip", "SIP/7", "COMPLETECALLER|10|60|1")
                        LINE (160, "C", "vip", "NONE", "ENTERQUEUE||+15550102|1")
                            LINE (165, "C", "vip", "SIP/7", "SYSCOMPAT|"),
    3, 1, 0, 2, 0, 10, 60, 0 },
  { "turned-away",
    LINE (043, "A", "sales", "NONE", "FULL|") LINE (053, "A", "sales", "NONE", "FULL|")
        LINE (063, "A", "sales", "NONE", "ENTERQUEUE||+15550101|1")
            LINE (073, "A", "sales", "SIP/7", "CONNECT|10|y|6")
                LINE (133, "A", "sales", "SIP/7", "COMPLETECALLER|10|60|1")
                    LINE (140, "B", "sales", "NONE", "JOINEMPTY|")
                        LINE (141, "C", "sales", "NONE", "CLOSED|")
                            LINE (150, "C", "night", "NONE", "ENTERQUEUE||+15550102|1")
                                LINE (160, "C", "night", "NONE", "EXITWITHTIMEOUT|1|1|10"),
    4, 1, 0, 3, 0, 10, 60, 0 },
  { "dialled",
    LINE (043, "A", "camp", "NONE", "CALLOUTBOUND|+15550150")
        LINE (053, "A", "camp", "SIP/7", "CONNECT|0|y|6")
            LINE (113, "A", "camp", "SIP/7", "COMPLETEAGENT|0|60|1")
                LINE (114, "A", "camp", "SIP/7", "COMPLETECALLER|0|60|1")
                    LINE (120, "B", "camp", "NONE", "DIALOUT|+15550151")
                        LINE (150, "B", "camp", "NONE", "ABANDON|1|1|30")
                            LINE (160, "C", "in", "NONE", "ENTERQUEUE||+15550102|1")
                                LINE (170, "C", "in", "SIP/7", "CONNECT|10|y|6")
                                    LINE (230, "C", "in", "SIP/7", "COMPLETEAGENT|10|60|1")
                                        LINE (231, "C", "in", "SIP/7", "COMPLETECALLER|10|60|1"),
    1, 1, 0, 0, 0, 10, 60, 0 },
  { "told-twice",
    LINE (043, "A", "in", "NONE", "ENTERQUEUE||+15550101|1") LINE (
        053, "A", "in", "NONE", "ABANDON|1|1|10") LINE (054, "A", "in", "NONE", "ABANDON|1|1|11")
        LINE (055, "A", "in", "NONE", "EXITEMPTY|1|1|"),
    1, 0, 1, 0, 0, 0, 0, 0 },
  { "no-end",
    LINE (043, "A", "in", "NONE", "ENTERQUEUE||+15550101|1")
        LINE (044, "B", "in", "NONE", "ENTERQUEUE||+15550102|1")
            LINE (054,
                  "B",
                  "in",
                  "SIP/7",
                  "CONNECT|10|y|6") "1772460000|C|in|NONE|ENTERQUEUE||+15550103|1\n"
                                    "1772460010|C|in|SIP/8|CONNECT|10|y|6\n"
                                    "1772460070|C|in|SIP/8|COMPLETEAGENT|10|60|1\n",
    3, 2, 0, 1, 1, 20, 60, 1 },
  /* Nothing comes after it, and by the clock it is over long since. */
  { "no-end-at-the-end", LINE (043, "A", "in", "NONE", "ENTERQUEUE||+15550101|1"), 1, 0, 0, 1, 1, 0,
    0, 1 },
  { "restarted",
    LINE (043, "A", "in", "NONE", "ENTERQUEUE||+15550101|1")
        LINE (053, "NONE", "NONE", "NONE", "QUEUESTART|")
            LINE (063, "B", "in", "NONE", "ENTERQUEUE||+15550101|1")
                LINE (073, "B", "in", "NONE", "ABANDON|1|1|10"),
    2, 0, 1, 1, 1, 0, 0, 1 },
  { "answered-after-all",
    LINE (043,
          "A",
          "in",
          "NONE",
          "ENTERQUEUE||+15550101|1") "1772460000|NONE|NONE|NONE|CONFIGRELOAD|\n"
                                     "1772460043|A|in|SIP/7|CONNECT|18000|y|6\n"
                                     "1772460103|A|in|SIP/7|COMPLETEAGENT|18000|60|1\n",
    1, 1, 0, 0, 0, 18000, 60, 1 },
};

static void
import_text (FwCentre *centre, const char *text, gsize length, FwFloorReport *floor)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;
  FwCentreImport import = { .intake = { .format = FW_FORMAT_QUEUE_LOG, .source = "pbx" },
                            .bytes = bytes };

  g_assert_true (fw_centre_import_perform (&import, centre, NULL, report, floor, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->rejected, ==, 0);
}

static void
check (FwCentre *centre, const Log *log)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  FwQuestion question = { .from = 0, .to = G_GINT64_CONSTANT (4000000000) * FW_SECOND };
  g_autoptr (GError) error = NULL;
  g_autoptr (FwCubeAnswer) answer = NULL;
  const FwSums *sums;

  question.now = question.to;
  answer = fw_centre_ask (centre, scope, &question, NULL, &error);
  g_assert_no_error (error);
  sums = &answer->total;
  g_assert_cmpuint (sums->offered, ==, log->offered);
  g_assert_cmpuint (sums->answered, ==, log->answered);
  g_assert_cmpuint (sums->abandoned, ==, log->abandoned);
  g_assert_cmpuint (sums->left, ==, log->left);
  g_assert_cmpuint (sums->unknown, ==, log->unknown);
  g_assert_cmpint (sums->wait_ms, ==, log->wait_s * 1000);
  g_assert_cmpint (sums->handling_ms, ==, log->talk_s * 1000);
  fw_test_centre_verify (centre);
}

static void
test_whole (gconstpointer data)
{
  const Log *log = data;
  char *location = fw_test_store_new ();
  FwCentre *centre = fw_test_centre_open (location);
  FwFloorReport floor = { 0 };

  import_text (centre, log->log, strlen (log->log), &floor);
  g_assert_cmpuint (floor.unended, ==, log->unended);
  check (centre, log);

  /* Once more changes nothing, nor does a start from the checkpoint. */
  floor = (FwFloorReport){ 0 };
  import_text (centre, log->log, strlen (log->log), &floor);
  g_assert_cmpuint (floor.applied, ==, 0);
  check (centre, log);
  fw_centre_close (centre);
  centre = fw_test_centre_open (location);
  check (centre, log);
  fw_centre_close (centre);
  fw_test_store_free (location);
}

/* Cut behind every line, the later half first. */
static void
test_backwards (gconstpointer data)
{
  const Log *log = data;

  for (const char *cut = strchr (log->log, '\n'); cut != NULL && cut[1] != '\0';
       cut = strchr (cut + 1, '\n'))
    {
      char *location = fw_test_store_new ();
      FwCentre *centre = fw_test_centre_open (location);
      FwFloorReport floor = { 0 };

      g_test_message ("cut at %.30s", cut + 1);
      import_text (centre, cut + 1, strlen (cut + 1), &floor);
      import_text (centre, log->log, (gsize) (cut + 1 - log->log), &floor);
      check (centre, log);
      fw_centre_close (centre);
      fw_test_store_free (location);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autofree char *whole = g_strconcat ("/queue-calls/whole/", logs[i].name, NULL);
      g_autofree char *backwards = g_strconcat ("/queue-calls/backwards/", logs[i].name, NULL);

      g_test_add_data_func (whole, &logs[i], test_whole);
      g_test_add_data_func (backwards, &logs[i], test_backwards);
    }

  return g_test_run ();
}
