/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-fixture.h"

#include <glib/gstdio.h>

#include "console/fw-outbox-button.h"
#include "console/fw-pages.h"
#include "console/fw-palette-item.h"
#include "console/fw-palette.h"
#include "console/fw-pill.h"
#include "console/fw-preferences.h"
#include "console/fw-scope-bar.h"
#include "console/fw-sidebar.h"
#include "console/fw-sign-in.h"
#include "console/fw-source-notice.h"
#include "console/import/fw-import-page.h"
#include "console/import/fw-import-run.h"
#include "console/import/fw-report-view.h"
#include "console/records/fw-conflict-dialog.h"
#include "console/records/fw-record-form.h"
#include "console/records/fw-record-log.h"
#include "console/records/fw-record-moves.h"
#include "console/records/fw-ref-choice.h"

/* A template that does not hold together is a critical, and those are fatal here. */
static void
test_templates (void)
{
  const GType types[] = {
    FW_TYPE_PILL,          FW_TYPE_SCOPE_BAR,     FW_TYPE_SIDEBAR,     FW_TYPE_SIGN_IN,
    FW_TYPE_SOURCE_NOTICE, FW_TYPE_OUTBOX_BUTTON, FW_TYPE_IMPORT_PAGE, FW_TYPE_IMPORT_RUN,
    FW_TYPE_REPORT_VIEW,   FW_TYPE_RECORD_FORM,   FW_TYPE_RECORD_LOG,  FW_TYPE_RECORD_MOVES,
    FW_TYPE_REF_CHOICE,
  };
  const GType windows[] = { FW_TYPE_PREFERENCES, FW_TYPE_PALETTE, FW_TYPE_CONFLICT_DIALOG,
                            FW_TYPE_WINDOW };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget *widget = g_object_ref_sink (g_object_new (types[i], NULL));

      g_assert_nonnull (gtk_widget_get_first_child (widget));
      g_object_unref (widget);
    }
  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    gtk_window_destroy (g_object_new (windows[i], NULL));
  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    {
      GtkWidget *page = g_object_ref_sink (GTK_WIDGET (fw_page_entry_new (entry)));

      g_assert_true (FW_IS_PAGE (page));
      g_object_unref (page);
    }
}

static void
test_preferences (void)
{
  GtkWidget *preferences = fw_preferences_new ();
  GtkWidget *page;

  gtk_window_present (GTK_WINDOW (preferences));
  fw_test_settle (200);
  g_assert_true (fw_test_picture (preferences, "preferences"));
  /* The page, not the search that libadwaita hides around it. */
  page = fw_test_find (preferences, ADW_TYPE_PREFERENCES_PAGE, NULL);
  g_assert_cmpuint (fw_test_audit (page), ==, 0);
  gtk_window_destroy (GTK_WINDOW (preferences));
}

static void
test_initials (void)
{
  static const struct
  {
    const char *text;
    const char *initials;
  } cases[] = {
    { "Lin Mei", "lm" }, { "李梅", "lm" },    { "王伟", "ww" },       { "夜班B组", "ybbz" },
    { "", "" },          { "Sales A", "sa" }, { "Zoë Ørsted", "zø" }, { "张 san", "zs" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *initials = fw_palette_get_initials (cases[i].text);

      g_assert_cmpstr (initials, ==, cases[i].initials);
    }
}

static void
test_palette (void)
{
  FwFixture f = { 0 };
  GtkWidget *palette;

  fw_fixture_open (&f, "administrator", 1440, 900);
  fw_window_go (f.window, "people", NULL);
  fw_test_settle (200);
  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    g_assert_true (gtk_icon_theme_has_icon (
        gtk_icon_theme_get_for_display (gdk_display_get_default ()), entry->icon));
  palette = fw_palette_new (f.client, GTK_WINDOW (f.window));
  gtk_window_present (GTK_WINDOW (palette));
  g_assert_cmpuint (fw_palette_search (FW_PALETTE (palette), "preferences"), ==, 1);
  g_assert_cmpuint (fw_palette_search (FW_PALETTE (palette), "lm"), >=,
                    32); /* Lin Mei and 李梅, 16 each */
  g_assert_cmpuint (fw_palette_search (FW_PALETTE (palette), "night b"), >=, 1);
  g_assert_cmpuint (fw_palette_search (FW_PALETTE (palette), "no such thing"), ==, 0);
  fw_palette_search (FW_PALETTE (palette), "chen");
  fw_test_settle (200);
  fw_test_picture (palette, "palette");
  g_assert_cmpuint (fw_test_audit (palette), ==, 0);
  gtk_window_destroy (GTK_WINDOW (palette));
  fw_fixture_close (&f);
}

static void
test_import (void)
{
  static const char report[] =
      "{\"format\":\"calls\",\"refusal\":null,\"report\":{\"dry_run\":true,\"rows\":5003,"
      "\"accepted\":5000,\"rejected\":3,\"reasons\":{\"no such "
      "date\":2,\"no queue\":1},"
      "\"first\":\"2026-01-01T08:00:00Z\",\"last\":\"2026-03-31T21:59:00Z\",\"mapping\":{\"date\":"
      "\"Call Date\","
      "\"wait\":\"Speed of answer in "
      "seconds\",\"date_order\":\"day-month-year\"},\"floor\":null,\"examples\":[{\"line\":17,"
      "\"reason\":\"no such date\",\"detail\":\"date: expected a "
      "day\",\"text\":\"31/02/2026,Router <b>X2</b>,12\"},"
      "{\"line\":40,\"reason\":\"no queue\",\"detail\":null,\"text\":\"\"}]}}";
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  FwFixture f = { 0 };
  GtkWidget *run;
  int fd = g_file_open_tmp ("fw-calls-XXXXXX.csv", &path, NULL);

  g_close (fd, NULL);
  g_file_set_contents (path, "date,queue\n", -1, NULL);
  file = g_file_new_for_path (path);
  fw_fixture_open (&f, "administrator", 1440, 900);
  fw_test_server_answer (f.server, "POST", "import/inspect", 200, report);
  fw_window_go (f.window, "import", NULL);
  run = fw_test_find (GTK_WIDGET (f.window), FW_TYPE_IMPORT_RUN, NULL);
  fw_import_run_read_file (FW_IMPORT_RUN (run), file);
  fw_fixture_wait (g_str_equal (fw_import_run_get_stage (FW_IMPORT_RUN (run)), "report"));
  g_assert_cmpuint (
      fw_test_server_count (f.server, "POST import/inspect?format=calls&source=calls"), ==, 1);
  fw_fixture_picture (&f, "import-report");
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (f.window)), ==, 0);
  fw_import_run_confirm (FW_IMPORT_RUN (run));
  /* Those that were rejected are left behind knowingly. */
  fw_fixture_wait (fw_test_server_count (
                       f.server, "POST import?format=calls&source=calls&skip_rejected=1") == 1);
  fw_test_settle (50);
  fw_fixture_close (&f);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  fw_fixture_init (&argc, &argv);
  g_test_add_func ("/templates/all", test_templates);
  g_test_add_func ("/templates/preferences", test_preferences);
  g_test_add_func ("/palette/initials", test_initials);
  g_test_add_func ("/palette/search", test_palette);
  g_test_add_func ("/import/report", test_import);
  return g_test_run ();
}
