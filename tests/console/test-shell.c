/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-fixture.h"

#include "console/fw-pages.h"
#include "console/fw-pill.h"
#include "console/fw-range-chooser.h"
#include "console/fw-scope-bar.h"
#include "console/fw-scope-fold.h"
#include "console/fw-sidebar-row.h"
#include "console/fw-sidebar.h"
#include "console/fw-sign-in.h"
#include "console/help/fw-help.h"

static guint
count_rows (FwFixture *f)
{
  GtkWidget *sidebar = fw_test_find (GTK_WIDGET (f->window), FW_TYPE_SIDEBAR, NULL);
  GtkWidget *list = fw_test_find (sidebar, GTK_TYPE_LIST_BOX, NULL);
  guint n = 0;

  while (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (gint) n) != NULL)
    n++;
  return n;
}

/* Rooms that the role may enter, and the pages of the open one. */
static guint
count_expected (FwRole role, FwRoom open)
{
  guint n = 0;

  for (FwRoom room = 0; room < FW_N_ROOMS; room++)
    {
      guint pages = fw_pages_count_rows (room, role);

      n += pages > 0;
      n += room == open && pages > 1 ? pages : 0;
    }
  return n;
}

static void
go_to_room (FwFixture *f, FwRoom room)
{
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.room", "i", (gint) room);
}

static void
test_roles (void)
{
  FwFixture f = { 0 };

  fw_fixture_open (&f, "administrator", 1440, 900);
  for (FwRoom room = 0; room < FW_N_ROOMS; room++)
    {
      if (fw_pages_count_rows (room, FW_ROLE_ADMINISTRATOR) == 0)
        continue;
      go_to_room (&f, room);
      g_assert_cmpuint (count_rows (&f), ==, count_expected (FW_ROLE_ADMINISTRATOR, room));
    }
  fw_fixture_close (&f);

  fw_fixture_open (&f, "trainer", 1440, 900);
  go_to_room (&f, FW_ROOM_CENTRE);
  g_assert_cmpuint (count_rows (&f), ==, count_expected (FW_ROLE_TRAINER, FW_ROOM_CENTRE));
  g_assert_cmpuint (count_rows (&f), <, count_expected (FW_ROLE_ADMINISTRATOR, FW_ROOM_CENTRE));
  /* A page of another role is not shown, whoever asks for it. */
  fw_window_go (f.window, "people", NULL);
  fw_window_go (f.window, "accounts", NULL);
  g_assert_cmpstr (fw_page_get_name (fw_window_get_page (f.window)), ==, "people");
  fw_fixture_close (&f);
}

/* A room is entered where it was left; a room without a page leads nowhere. */
/* Whether a row of the sidebar is heard as this. */
static gboolean
has_row (GtkWidget *root, const char *name)
{
  if (FW_IS_SIDEBAR_ROW (root) &&
      gtk_test_accessible_has_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL))
    {
      g_autofree char *problem = gtk_test_accessible_check_property (
          GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL, name);

      if (problem == NULL)
        return TRUE;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_row (child, name))
      return TRUE;
  return FALSE;
}

/* What waits on a page stands on its row, and on its room's where that is not open. */
static void
test_counts (void)
{
  FwFixture f = { 0 };
  FwPage *live;

  fw_fixture_open (&f, "administrator", 1440, 900);
  fw_window_go (f.window, "live", NULL);
  live = fw_window_get_page (f.window);
  fw_page_set_count (live, 3, "alerts");
  g_assert_true (has_row (GTK_WIDGET (f.window), "Live, 3 alerts"));
  g_assert_true (has_row (GTK_WIDGET (f.window), "Floor"));
  fw_window_go (f.window, "queues", NULL);
  g_assert_true (has_row (GTK_WIDGET (f.window), "Floor, 3 alerts"));
  fw_page_set_count (live, 0, "alerts");
  g_assert_true (has_row (GTK_WIDGET (f.window), "Floor"));
  fw_fixture_close (&f);
}

static void
test_rooms (void)
{
  FwFixture f = { 0 };

  fw_fixture_open (&f, "administrator", 1440, 900);
  fw_window_go (f.window, "queues", NULL);
  go_to_room (&f, FW_ROOM_FLOOR);
  g_assert_cmpstr (fw_page_get_name (fw_window_get_page (f.window)), ==, "live");
  fw_window_go (f.window, "findings", NULL);
  go_to_room (&f, FW_ROOM_REPORTS); /* which has no page */
  g_assert_cmpstr (fw_page_get_name (fw_window_get_page (f.window)), ==, "findings");
  go_to_room (&f, FW_ROOM_CENTRE);
  g_assert_cmpstr (fw_page_get_name (fw_window_get_page (f.window)), ==, "queues");
  go_to_room (&f, FW_ROOM_FLOOR);
  g_assert_cmpstr (fw_page_get_name (fw_window_get_page (f.window)), ==, "findings");
  fw_fixture_close (&f);
}

static gboolean
has_label (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;
  return FALSE;
}

static void
test_pins (void)
{
  FwFixture f = { 0 };
  guint n;

  fw_fixture_open (&f, "administrator", 1440, 900);
  n = count_rows (&f);
  fw_window_go (f.window, "findings", NULL);
  gtk_widget_activate_action (GTK_WIDGET (f.window), "win.pin", NULL);
  g_assert_cmpuint (count_rows (&f), ==, n + 1);
  fw_fixture_picture (&f, "shell-pinned");
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (f.window)), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (f.window), "win.pin", NULL);
  g_assert_cmpuint (count_rows (&f), ==, n);
  fw_fixture_close (&f);
}

/* Every change of page and every F6 puts the keys where they are of use. */
static void
test_focus (void)
{
  FwFixture f = { 0 };
  GtkWidget *sidebar, *focus;

  fw_fixture_open (&f, "administrator", 1440, 900);
  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    {

      if ((entry->roles & FW_ROLE_ADMINISTRATOR) == 0)
        continue; /* an agent's own */
      fw_window_go (f.window, entry->name, NULL);
      fw_test_settle (20);
      focus = gtk_window_get_focus (GTK_WINDOW (f.window));
      if (g_str_equal (entry->name, "live"))
        continue; /* the first page: nobody has come from another one */
      g_test_message ("%s", entry->name);
      g_assert_nonnull (focus);
      g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (fw_window_get_page (f.window))));
    }
  sidebar = fw_test_find (GTK_WIDGET (f.window), FW_TYPE_SIDEBAR, NULL);
  gtk_widget_activate_action (GTK_WIDGET (f.window), "win.pane", "i", 1);
  focus = gtk_window_get_focus (GTK_WINDOW (f.window));
  g_assert_true (gtk_widget_is_ancestor (focus, sidebar));
  gtk_widget_activate_action (GTK_WIDGET (f.window), "win.pane", "i", -1);
  focus = gtk_window_get_focus (GTK_WINDOW (f.window));
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (fw_window_get_page (f.window))));
  fw_fixture_close (&f);
}

static void
test_pages (void)
{
  FwFixture f = { 0 };

  fw_fixture_open (&f, "administrator", 1440, 900);
  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    {
      g_autofree char *name = g_strdup_printf ("page-%s", entry->name);

      if ((entry->roles & FW_ROLE_ADMINISTRATOR) == 0)
        continue; /* an agent's own */

      fw_window_go (f.window, entry->name, NULL);
      fw_fixture_picture (&f, name);
      g_assert_cmpstr (fw_page_get_name (fw_window_get_page (f.window)), ==, entry->name);
      g_assert_cmpuint (fw_test_audit (GTK_WIDGET (f.window)), ==, 0);
    }
  fw_fixture_close (&f);
}

static void
test_widths (void)
{
  static const int widths[] = { 1440, 900, 600, 400 };
  FwFixture f = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *name = g_strdup_printf ("shell-%d", widths[i]);
      GtkWidget *sidebar;

      fw_fixture_open (&f, "administrator", widths[i], 600);
      fw_window_go (f.window, "people", NULL);
      gtk_window_set_default_size (GTK_WINDOW (f.window), widths[i], 600);
      fw_fixture_picture (&f, name);
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (f.window)), <=, widths[i] + 2);
      sidebar = fw_test_find (GTK_WIDGET (f.window), FW_TYPE_SIDEBAR, NULL);
      g_assert_cmpint (gtk_widget_has_css_class (sidebar, "rail"), ==, widths[i] == 900);
      fw_fixture_close (&f);
    }
}

/* Where the pills find no room side by side they stand behind one button, which says how many
 * narrow. */
static void
test_fold (void)
{
  FwFixture f = { 0 };
  GtkWidget *fold;

  fw_fixture_open (&f, "administrator", 1440, 900);
  fw_window_go (f.window, "why", NULL);
  fw_view_set (fw_window_get_view (f.window), "team", "night-b");
  fold = fw_test_find (GTK_WIDGET (f.window), FW_TYPE_SCOPE_FOLD, NULL);
  fw_test_settle (100);
  g_assert_false (gtk_widget_get_visible (fold));
  fw_fixture_close (&f);

  fw_fixture_open (&f, "administrator", 800, 600);
  fw_window_go (f.window, "why", NULL);
  fw_view_set (fw_window_get_view (f.window), "team", "night-b");
  fold = fw_test_find (GTK_WIDGET (f.window), FW_TYPE_SCOPE_FOLD, NULL);
  fw_fixture_wait (gtk_widget_get_visible (fold));
  fw_fixture_wait (has_label (fold, "Scope (1)"));
  fw_fixture_picture (&f, "scope-folded");
  fw_view_set (fw_window_get_view (f.window), "team", "");
  fw_fixture_wait (has_label (fold, "Scope"));
  fw_window_go (f.window, "positions", NULL); /* which has no scope to fold */
  fw_fixture_wait (!gtk_widget_get_visible (fold));
  fw_fixture_close (&f);
}

static void
test_signed_out (void)
{
  FwFixture f = { 0 };
  GtkWidget *sign_in;

  fw_fixture_open (&f, NULL, 1000, 700);
  sign_in = fw_test_find (GTK_WIDGET (f.window), FW_TYPE_SIGN_IN, NULL);
  g_assert_true (gtk_widget_get_mapped (sign_in));
  fw_fixture_picture (&f, "sign-in");
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (f.window)), ==, 0);
  fw_fixture_close (&f);
}

static gint64
get_hours (FwView *view)
{
  gint64 from, to;

  g_object_get (view, "from", &from, "to", &to, NULL);
  return (to - from) / G_USEC_PER_SEC / 3600;
}

static void
test_custom_range (void)
{
  FwFixture f = { 0 };
  FwView *view;
  FwRangeChooser *chooser;
  g_autofree char *one = NULL, *several = NULL;

  fw_fixture_open (&f, "administrator", 1440, 900);
  view = fw_window_get_view (f.window);
  fw_window_go (f.window, "contacts", NULL);
  chooser = FW_RANGE_CHOOSER (fw_test_find (GTK_WIDGET (f.window), FW_TYPE_RANGE_CHOOSER, NULL));
  gtk_popover_popup (GTK_POPOVER (chooser));
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (chooser)), ==, 0);

  fw_range_chooser_set (chooser, "2026-11-16", "2026-11-02");
  g_assert_false (fw_range_chooser_apply (chooser));
  fw_range_chooser_set (chooser, "2026-11-02", "soon");
  g_assert_false (fw_range_chooser_apply (chooser));
  fw_range_chooser_set (chooser, "2026-02-30", "2026-11-02");
  g_assert_false (fw_range_chooser_apply (chooser));
  g_assert_cmpstr (fw_view_get (view, "range"), ==, "today");

  fw_range_chooser_set (chooser, "2026-11-02", "2026-11-16");
  g_assert_true (fw_range_chooser_apply (chooser));
  g_assert_cmpstr (fw_view_get (view, "range"), ==, "custom");
  g_assert_cmpint (get_hours (view), ==, 15 * 24);
  several = fw_range_chooser_describe (FW_RANGE_CHOOSER (chooser));
  g_assert_cmpstr (several, ==, "2026-11-02 – 2026-11-16");
  fw_fixture_picture (&f, "scope-custom");

  fw_range_chooser_set (chooser, "2026-11-03", "2026-11-03");
  g_assert_true (fw_range_chooser_apply (chooser));
  g_assert_cmpint (get_hours (view), ==, 24);
  one = fw_range_chooser_describe (FW_RANGE_CHOOSER (chooser));
  g_assert_cmpstr (one, ==, "2026-11-03");
  fw_view_set (view, "range", "today");
  fw_fixture_close (&f);
}

static void
check_topic (const char *page, const char *topic)
{
  GtkWidget *help = fw_help_new (page);

  g_assert_cmpstr (fw_help_get_topic (help), ==, topic);
  gtk_window_present (GTK_WINDOW (help));
  g_assert_cmpuint (fw_test_audit (help), ==, 0);
  gtk_window_destroy (GTK_WINDOW (help));
}

static void
test_help (void)
{
  check_topic ("contacts", "contacts");
  check_topic ("import", "import");
  check_topic ("teams", "records");
  check_topic ("watches", "findings");
  check_topic ("competency-evidence", "competencies");
  check_topic ("works", "careers");
  check_topic ("talks", "appraisals");
  check_topic (NULL, "live");
}

static void
test_scope (void)
{
  FwFixture f = { 0 };
  FwView *view;
  g_autofree char *filters = NULL;

  fw_fixture_open (&f, "administrator", 1440, 900);
  view = fw_window_get_view (f.window);
  fw_window_go (f.window, "people", NULL);
  fw_view_set (view, "team", "night-b");
  fw_view_set (view, "queue", "a,b & c");
  filters = fw_view_to_filters (view);
  g_assert_cmpstr (filters, ==, "team=night-b&queue=a%5C%2Cb%20%26%20c");
  fw_fixture_picture (&f, "scope-team");
  fw_view_set (view, "team", "");
  fw_view_set (view, "queue", "");
  fw_fixture_close (&f);
}

static void
test_age (void)
{
  static const struct
  {
    FwClientState state;
    gint64 age;
    const char *text;
    const char *css_class;
  } cases[] = {
    { FW_CLIENT_ONLINE, 400000, "live · 0.4 s ago", "in-order" },
    { FW_CLIENT_ONLINE, 5 * G_USEC_PER_SEC, "as of 5.0 s ago", "quiet" },
    { FW_CLIENT_ONLINE, -1, "connected", "quiet" },
    { FW_CLIENT_OFFLINE, 12 * G_USEC_PER_SEC, "offline · figures of 12 s ago", "late" },
    { FW_CLIENT_OFFLINE, -1, "offline", "late" },
    { FW_CLIENT_CONNECTING, -1, "connecting", "watch" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *css_class = NULL;
      g_autofree char *text = fw_scope_bar_describe_age (cases[i].state, cases[i].age, &css_class);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (css_class, ==, cases[i].css_class);
    }
}

int
main (int argc, char **argv)
{
  fw_fixture_init (&argc, &argv);
  g_test_add_func ("/shell/roles", test_roles);
  g_test_add_func ("/shell/rooms", test_rooms);
  g_test_add_func ("/shell/counts", test_counts);
  g_test_add_func ("/shell/pins", test_pins);
  g_test_add_func ("/shell/focus", test_focus);
  g_test_add_func ("/shell/pages", test_pages);
  g_test_add_func ("/shell/widths", test_widths);
  g_test_add_func ("/shell/fold", test_fold);
  g_test_add_func ("/shell/signed-out", test_signed_out);
  g_test_add_func ("/shell/scope", test_scope);
  g_test_add_func ("/shell/help", test_help);
  g_test_add_func ("/shell/custom-range", test_custom_range);
  g_test_add_func ("/shell/age", test_age);
  return g_test_run ();
}
