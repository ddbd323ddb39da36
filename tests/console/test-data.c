/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the server says is damaged, what waits for its time, and striking events out at the desk. */
#include <string.h>

#include "console/data/fw-strike-dialog.h"
#include "console/fw-source-notice.h"
#include "fw-fixture.h"

#define HEALTH                                                                                     \
  "{\"losses\":[%s],\"concerns\":%u,\"held\":1,\"held_until\":\"2100-01-01T00:00:00Z\","           \
  "\"status\":\"%s\",\"reason\":null,\"version\":\"1\",\"sample\":false,\"sources\":[],"           \
  "\"audit\":null}"
#define LOSS "{\"batches\":2,\"from\":\"2026-03-02T09:00:00Z\",\"until\":\"2026-03-02T10:00:00Z\"}"
#define HELD                                                                                       \
  "{\"total\":1,\"held\":[{\"source\":\"pbx\",\"id\":\"<b>7</b>\",\"at\":\"2099-12-31T12:00:00Z\"" \
  ",\"arrived\":\"2026-03-02T09:00:00Z\"}]}"
#define STRUCK                                                                                     \
  "{\"struck\":[{\"source\":\"pbx\",\"id\":\"wrong\",\"at\":\"2026-03-02T09:00:00Z\",\"reason\":"  \
  "\"the clock was wrong\",\"account\":\"anna\",\"moment\":\"2026-03-03T09:00:00Z\",\"signer\":"   \
  "\"00\",\"signature\":\"00\"}]}"

static void
tell_health (FwFixture *f, const char *loss, guint concerns, const char *status)
{
  g_autofree char *health = g_strdup_printf (HEALTH, loss, concerns, status);

  fw_test_server_answer (f->server, "GET", "health", 200, health);
}

static void
open_page (FwFixture *f)
{
  fw_fixture_open (f, "administrator", 1200, 900);
  tell_health (f, LOSS, 1, "damaged");
  fw_test_server_answer (f->server, "GET", "events/held", 200, HELD);
  fw_test_server_answer (f->server, "GET", "events/struck", 200, STRUCK);
  fw_window_go (f->window, "data", NULL);
}

/* Returns: (nullable): the row that says this. */
static GtkWidget *
find_row (GtkWidget *root, const char *text)
{
  if (ADW_IS_ACTION_ROW (root) &&
      (strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), text) != NULL ||
       strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (root)), text) != NULL))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_here (FwFixture *f, const char *text)
{
  return find_row (GTK_WIDGET (fw_window_get_page (f->window)), text);
}

static void
test_said (void)
{
  FwFixture f;

  open_page (&f);
  fw_fixture_wait (find_here (&f, "are gone") != NULL && find_here (&f, "<b>7</b>") != NULL &&
                   find_here (&f, "the clock was wrong") != NULL);
  g_assert_nonnull (find_here (&f, "1 more thing"));
  g_assert_nonnull (find_here (&f, "2099"));
  g_assert_nonnull (find_here (&f, "salvage"));
  g_assert_nonnull (find_here (&f, "anna"));
  fw_fixture_picture (&f, "data-damaged");

  tell_health (&f, "", 0, "ok");
  fw_test_server_answer (f.server, "GET", "events/held", 200, "{\"total\":0,\"held\":[]}");
  fw_page_refresh (FW_PAGE (fw_window_get_page (f.window)));
  fw_fixture_wait (find_here (&f, "No damage is known") != NULL &&
                   find_here (&f, "Nothing waits") != NULL);
  g_assert_null (find_here (&f, "are gone"));
  fw_fixture_close (&f);
}

static FwStrikeDialog *
find_dialog (FwFixture *f)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      if (FW_IS_STRIKE_DIALOG (window))
        return FW_STRIKE_DIALOG (window);
    }
  return NULL;
}

/* Returns: (nullable): the button of @root that says this. */
static GtkWidget *
find_button (GtkWidget *root, const char *text)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), text) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_entry (GtkWidget *root, const char *title)
{
  if (ADW_IS_ENTRY_ROW (root) &&
      strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) != NULL)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_entry (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
click (GtkWidget *root, const char *label)
{
  GtkWidget *button = find_button (root, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/* Of what is held all but the reason is known; without one nothing can be struck out. */
static void
test_strike (void)
{
  GtkWidget *dialog, *row;
  FwFixture f;

  open_page (&f);
  fw_fixture_wait ((row = find_here (&f, "<b>7</b>")) != NULL);
  click (row, "Strike out…");
  fw_fixture_wait ((dialog = (GtkWidget *) find_dialog (&f)) != NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_entry (dialog, "Day"))), ==,
                   "2099-12-31");
  g_assert_false (gtk_widget_get_sensitive (find_button (dialog, "Strike out")));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (dialog, "Why")), "a test of the exchange");
  fw_test_settle (50);
  fw_test_picture (dialog, "data-strike");

  fw_test_server_answer (f.server, "POST", "events/struck", 409,
                         "{\"error\":{\"code\":\"conflict\",\"message\":\"x\"}}");
  click (dialog, "Strike out");
  fw_fixture_wait (gtk_widget_get_sensitive (find_button (dialog, "Strike out")));
  g_assert_cmpuint (fw_test_server_count (f.server, "POST events/struck"), ==, 1);

  fw_test_server_answer (f.server, "POST", "events/struck", 200, STRUCK);
  fw_test_server_answer (f.server, "GET", "events/held", 200, "{\"total\":0,\"held\":[]}");
  click (dialog, "Strike out");
  fw_fixture_wait (find_dialog (&f) == NULL && find_here (&f, "Nothing waits") != NULL);
  fw_fixture_close (&f);
}

/* Wherever an administrator is. */
static void
test_notice (void)
{
  FwFixture f;
  FwSourceNotice *notice;
  const char *sentence;

  fw_fixture_open (&f, "administrator", 1200, 900);
  tell_health (&f, LOSS, 0, "damaged");
  notice = FW_SOURCE_NOTICE (fw_test_find (GTK_WIDGET (f.window), FW_TYPE_SOURCE_NOTICE, NULL));
  fw_fixture_wait (fw_source_notice_get_sentence (notice) != NULL);
  sentence = fw_source_notice_get_sentence (notice);
  g_assert_nonnull (strstr (sentence, "State of the data"));
  fw_fixture_close (&f);
}

int
main (int argc, char **argv)
{
  fw_fixture_init (&argc, &argv);
  g_test_add_func ("/data/said", test_said);
  g_test_add_func ("/data/strike", test_strike);
  g_test_add_func ("/data/notice", test_notice);
  return g_test_run ();
}
