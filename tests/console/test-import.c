/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-fixture.h"

#include <glib/gstdio.h>

#include "console/import/fw-import-run.h"

#define REPORT                                                                                     \
  "{\"dry_run\":%s,\"cancelled\":%s,\"rows\":400000,\"accepted\":400000,\"rejected\":0,"           \
  "\"reasons\":{},\"first\":null,\"last\":null,\"mapping\":null,\"unknown\":{},\"floor\":%s,"      \
  "\"examples\":[]}"

/* fw_fixture_wait() waits for a quiet loop each time; under a bar that moves it never is. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 until_ = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;                                 \
    while (!(condition) && g_get_monotonic_time () < until_)                                       \
      if (!g_main_context_iteration (NULL, FALSE))                                                 \
        g_usleep (1000);                                                                           \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

typedef struct
{
  FwFixture f;
  char *path;
  FwImportRun *run;
} Desk;

static void
open_desk (Desk *desk)
{
  g_autoptr (GFile) file = NULL;
  int fd = g_file_open_tmp ("calls-XXXXXX.csv", &desk->path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_file_set_contents (desk->path, "call id;date\n1;2026-09-14\n", -1, NULL);
  fw_fixture_open (&desk->f, "administrator", 1200, 800);
  fw_window_go (desk->f.window, "import", NULL);
  desk->run = FW_IMPORT_RUN (
      fw_test_find (GTK_WIDGET (fw_window_get_page (desk->f.window)), FW_TYPE_IMPORT_RUN, NULL));
}

static void
close_desk (Desk *desk)
{
  fw_fixture_close (&desk->f);
  g_unlink (desk->path);
  g_free (desk->path);
}

static void
read_file (Desk *desk)
{
  g_autoptr (GFile) file = g_file_new_for_path (desk->path);

  fw_import_run_read_file (desk->run, file);
}

/* Returns: (transfer full) (nullable): of the last file that was sent. */
static char *
find_ticket (Desk *desk)
{
  for (guint i = desk->f.server->requests->len; i > 0; i--)
    {
      const char *request = g_ptr_array_index (desk->f.server->requests, i - 1);
      const char *at = strstr (request, "ticket=");

      if (g_str_has_prefix (request, "POST import") && at != NULL)
        {
          at += strlen ("ticket=");
          return g_strndup (at, strcspn (at, "&"));
        }
    }
  return NULL;
}

static gboolean
is_said (Desk *desk, const char *text)
{
  GtkWidget *bar = fw_test_find (GTK_WIDGET (desk->run), GTK_TYPE_PROGRESS_BAR, NULL);
  GtkWidget *label = gtk_widget_get_prev_sibling (bar);

  return strstr (gtk_label_get_text (GTK_LABEL (label)), text) != NULL;
}

static void
tell_progress (Desk *desk, const char *progress)
{
  g_autofree char *ticket = find_ticket (desk);
  g_autofree char *path = g_strconcat ("import/", ticket, NULL);

  g_assert_nonnull (ticket);
  fw_test_server_answer (desk->f.server, "GET", path, 200, progress);
  fw_test_server_answer (desk->f.server, "DELETE", path, 200, "{}");
}

/* Returns: (nullable): the label or button that says this. */
static GtkWidget *
find_text (GtkWidget *root, GType type, const char *text)
{
  const char *said = NULL;

  if (G_OBJECT_TYPE (root) == type)
    said = GTK_IS_LABEL (root) ? gtk_label_get_text (GTK_LABEL (root))
                               : gtk_button_get_label (GTK_BUTTON (root));
  if (said != NULL && strstr (said, text) != NULL)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, type, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
press (Desk *desk, const char *label)
{
  GtkWidget *button = find_text (GTK_WIDGET (desk->run), GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
test_progress (void)
{
  Desk desk = { 0 };
  GtkWidget *bar;

  open_desk (&desk);
  fw_test_server_answer (desk.f.server, "POST", "import/inspect", 0, NULL);
  read_file (&desk);
  wait_until (fw_test_server_count (desk.f.server, "POST import") == 1);
  g_assert_true (is_said (&desk, "Reading calls-"));
  tell_progress (&desk, "{\"done\":25,\"size\":100,\"rows\":100000}");
  wait_until (is_said (&desk, "100000 rows"));
  bar = fw_test_find (GTK_WIDGET (desk.run), GTK_TYPE_PROGRESS_BAR, NULL);
  wait_until (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)) == 0.25);
  wait_until (is_said (&desk, "left"));
  fw_fixture_picture (&desk.f, "import-progress");
  g_assert_cmpstr (fw_import_run_get_stage (desk.run), ==, "reading");
  /* Somewhere else meanwhile, and back: it goes on. */
  fw_window_go (desk.f.window, "teams", NULL);
  fw_test_settle (50);
  fw_window_go (desk.f.window, "import", NULL);
  g_assert_cmpstr (fw_import_run_get_stage (desk.run), ==, "reading");
  /* A file that is only read is let go at once; the server hears of it. */
  press (&desk, "Cancel");
  g_assert_cmpstr (fw_import_run_get_stage (desk.run), ==, "choose");
  wait_until (fw_test_server_count (desk.f.server, "DELETE import/") == 1);
  close_desk (&desk);
}

static void
test_stopped (void)
{
  g_autofree char *dry = g_strdup_printf (
      "{\"format\":\"calls\",\"refusal\":null,\"report\":" REPORT "}", "true", "false", "null");
  g_autofree char *stopped =
      g_strdup_printf (REPORT, "false", "true",
                       "{\"events\":120000,\"applied\":120000,\"duplicates\":0,\"orphans\":0,"
                       "\"backwards\":0,\"notes\":0,\"unmatched\":0}");
  Desk desk = { 0 };
  GtkWidget *heading;

  open_desk (&desk);
  fw_test_server_answer (desk.f.server, "POST", "import/inspect", 200, dry);
  read_file (&desk);
  wait_until (g_str_equal (fw_import_run_get_stage (desk.run), "report"));
  fw_test_server_answer (desk.f.server, "POST", "import", 0, NULL);
  fw_import_run_confirm (desk.run);
  wait_until (fw_test_server_count (desk.f.server, "POST import") == 2);
  tell_progress (&desk, "{\"done\":50,\"size\":100,\"rows\":200000}");
  wait_until (is_said (&desk, "200000 rows"));
  press (&desk, "Cancel");
  g_assert_true (is_said (&desk, "Stopping"));
  wait_until (fw_test_server_count (desk.f.server, "DELETE import/") == 1);
  g_assert_cmpstr (fw_import_run_get_stage (desk.run), ==, "reading");

  fw_test_server_resume (desk.f.server, stopped);
  wait_until (g_str_equal (fw_import_run_get_stage (desk.run), "report"));
  heading = find_text (GTK_WIDGET (desk.run), GTK_TYPE_LABEL, "stopped after 120000 rows");
  g_assert_nonnull (heading);
  fw_fixture_picture (&desk.f, "import-stopped");
  close_desk (&desk);
}

/* A list of days is told before it is taken: no half hour is known of its contacts. */
static void
test_days_only (void)
{
  static const char dry[] =
      "{\"format\":\"calls\",\"refusal\":null,\"report\":{\"dry_run\":true,\"cancelled\":false,"
      "\"rows\":2,\"accepted\":2,\"rejected\":0,\"reasons\":{},\"first\":\"2026-03-02T12:00:00Z\","
      "\"last\":\"2026-03-03T12:00:00Z\",\"mapping\":null,\"unknown\":{},\"floor\":null,"
      "\"text\":{\"encoding\":\"UTF-8\",\"no_time\":true},\"examples\":[]}}";
  Desk desk = { 0 };

  open_desk (&desk);
  fw_test_server_answer (desk.f.server, "POST", "import/inspect", 200, dry);
  read_file (&desk);
  wait_until (g_str_equal (fw_import_run_get_stage (desk.run), "report"));
  g_assert_nonnull (
      find_text (GTK_WIDGET (desk.run), GTK_TYPE_LABEL, "all contacts stand at noon"));
  close_desk (&desk);
}

int
main (int argc, char **argv)
{
  fw_fixture_init (&argc, &argv);
  g_test_add_func ("/console/import/progress", test_progress);
  g_test_add_func ("/console/import/stopped", test_stopped);
  g_test_add_func ("/console/import/days-only", test_days_only);
  return g_test_run ();
}
