/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-fixture.h"

#include <glib/gstdio.h>

#include "console/import/fw-import-run.h"
#include "console/import/fw-mapping-choice.h"
#include "console/import/fw-mapping-names.h"

typedef struct
{
  FwFixture f;
  char *path;
  char *answer;
  FwImportRun *run;
} Desk;

static void
open_desk (Desk *desk, int width, int height)
{
  g_autofree char *inspection =
      g_test_build_filename (G_TEST_DIST, "console", "inspection.json", NULL);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("Anrufliste-XXXXXX.csv", &desk->path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (desk->path, "Nummer;Datum\n1;2026-09-14\n", -1, NULL);
  g_file_get_contents (inspection, &desk->answer, NULL, &error);
  g_assert_no_error (error);
  fw_fixture_open (&desk->f, "administrator", width, height);
  fw_test_server_answer (desk->f.server, "POST", "import/inspect", 200, desk->answer);
  fw_window_go (desk->f.window, "import", NULL);
  desk->run = FW_IMPORT_RUN (
      fw_test_find (GTK_WIDGET (fw_window_get_page (desk->f.window)), FW_TYPE_IMPORT_RUN, NULL));
  file = g_file_new_for_path (desk->path);
  fw_import_run_read_file (desk->run, file);
  for (guint i = 0; i < 500 && !g_str_equal (fw_import_run_get_stage (desk->run), "report"); i++)
    fw_test_settle (10);
  g_assert_cmpstr (fw_import_run_get_stage (desk->run), ==, "report");
}

static void
close_desk (Desk *desk)
{
  fw_fixture_close (&desk->f);
  g_unlink (desk->path);
  g_free (desk->path);
  g_free (desk->answer);
}

static void
test_look (void)
{
  static const struct
  {
    const char *name;
    int width, height;
    double text;
    gboolean dark;
  } looks[] = {
    { "mapping-wide", 1440, 900, 1, FALSE },
    { "mapping-wide-dark", 1440, 900, 1, TRUE },
    { "mapping-small", 900, 600, 1, FALSE },
    { "mapping-large-text", 1440, 900, 1.5, FALSE },
    { "mapping-small-large-text", 900, 600, 1.5, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      Desk desk = { 0 };
      g_autofree char *low = NULL;

      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * looks[i].text),
                    NULL);
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                          looks[i].dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                        : ADW_COLOR_SCHEME_FORCE_LIGHT);
      open_desk (&desk, looks[i].width, looks[i].height);
      fw_fixture_picture (&desk.f, looks[i].name);
      g_assert_cmpuint (fw_test_audit (GTK_WIDGET (desk.run)), ==, 0);
      /* The lower half. */
      gtk_widget_child_focus (GTK_WIDGET (fw_import_run_get_foot (desk.run)), GTK_DIR_TAB_FORWARD);
      low = g_strconcat (looks[i].name, "-low", NULL);
      fw_fixture_picture (&desk.f, low);
      /* Larger text is no reason for a window that is wider than it was asked to be. */
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (desk.f.window)), <=, looks[i].width);
      close_desk (&desk);
    }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

/* What is said of a column, a word, a row and a header, as the reading takes it. */
static void
test_draft (void)
{
  g_autoptr (FwMappingDraft) draft = fw_mapping_draft_new ("{\"date\":\"Tag\",\"zone\":\"UTC\"}");
  g_autofree char *columns = NULL, *words = NULL, *rows = NULL, *header = NULL, *sheet = NULL;
  g_autofree char *people = NULL, *queues = NULL;

  fw_mapping_draft_set_column (draft, "Dauer", 0, "talk", "wait");
  fw_mapping_draft_set_column (draft, "", 4, "agent", NULL);
  fw_mapping_draft_set_column (draft, "Rest", 0, NULL, "queue");
  columns = fw_mapping_draft_to_json (draft);
  g_assert_cmpstr (columns, ==,
                   "{\"date\":\"Tag\",\"zone\":\"UTC\",\"wait\":null,\"talk\":\"Dauer\","
                   "\"agent\":4,\"queue\":null}");

  fw_mapping_draft_reset (draft, NULL);
  g_assert_true (fw_mapping_draft_is_empty (draft));
  fw_mapping_draft_set_word (draft, "outcome", "Entgangen", "abandoned");
  fw_mapping_draft_set_word (draft, "agent", "", NULL);
  words = fw_mapping_draft_to_json (draft);
  g_assert_cmpstr (words, ==,
                   "{\"words\":{\"outcome\":{\"Entgangen\":\"abandoned\"},\"agent\":{\"\":null}}}");

  fw_mapping_draft_reset (draft, "[]");
  fw_mapping_draft_ignore (draft, "Tag", "Gesamt", TRUE);
  fw_mapping_draft_ignore (draft, "Tag", "Gesamt", TRUE);
  fw_mapping_draft_ignore (draft, "Tag", "", TRUE);
  rows = fw_mapping_draft_to_json (draft);
  g_assert_cmpstr (rows, ==, "{\"ignore\":{\"Tag\":[\"Gesamt\",\"\"]}}");
  fw_mapping_draft_ignore (draft, "Tag", "", FALSE);
  fw_mapping_draft_ignore (draft, "Tag", "Gesamt", FALSE);
  g_assert_true (fw_mapping_draft_is_empty (draft));

  /* A name is one person: said of another it is hers no more. */
  fw_mapping_draft_reset (draft, NULL);
  fw_mapping_draft_add_name (draft, "people", "Ann Lee", "SIP/101");
  fw_mapping_draft_add_name (draft, "people", "Ann Lee", "ANN LEE");
  fw_mapping_draft_add_name (draft, "people", "Bo Chan", "SIP/101");
  people = fw_mapping_draft_to_json (draft);
  g_assert_cmpstr (people, ==,
                   "{\"people\":{\"Ann Lee\":[\"ANN LEE\"],\"Bo Chan\":[\"SIP/101\"]}}");
  fw_mapping_draft_add_name (draft, "people", "SIP/101", "SIP/101");
  fw_mapping_draft_remove_name (draft, "people", "Ann Lee", "ANN LEE");
  g_assert_true (fw_mapping_draft_is_empty (draft));

  fw_mapping_draft_add_name (draft, "queues", "Sales", "sales");
  queues = fw_mapping_draft_to_json (draft);
  g_assert_cmpstr (queues, ==, "{\"queues\":{\"Sales\":[\"sales\"]}}");
  fw_mapping_draft_remove_name (draft, "queues", "Sales", "sales");
  g_assert_true (fw_mapping_draft_is_empty (draft));

  /* Another header has other columns; how the file is written stays. */
  fw_mapping_draft_set_column (draft, "Tag", 0, "date", NULL);
  fw_mapping_draft_set_text (draft, "encoding", "windows-1252");
  fw_mapping_draft_set_header_row (draft, 4);
  header = fw_mapping_draft_to_json (draft);
  g_assert_cmpstr (header, ==, "{\"encoding\":\"windows-1252\",\"header_row\":4}");
  g_assert_cmpstr (fw_mapping_draft_get_text (draft, "encoding"), ==, "windows-1252");
  fw_mapping_draft_set_sheet (draft, "Calls");
  fw_mapping_draft_set_text (draft, "encoding", NULL);
  sheet = fw_mapping_draft_to_json (draft);
  g_assert_cmpstr (sheet, ==, "{\"sheet\":\"Calls\"}");
}

/* Returns: (transfer full): the mapping that the last inspection was asked with. */
static char *
find_sent (Desk *desk)
{
  for (guint i = desk->f.server->requests->len; i > 0; i--)
    {
      const char *request = g_ptr_array_index (desk->f.server->requests, i - 1);
      const char *at = strstr (request, "map=");

      if (g_str_has_prefix (request, "POST import") && at != NULL)
        return g_uri_unescape_segment (at + 4, at + 4 + strcspn (at + 4, "&"), NULL);
      if (g_str_has_prefix (request, "POST import"))
        return g_strdup ("");
    }
  return g_strdup ("none");
}

static void
expect_sent (Desk *desk, const char *mapping)
{
  g_autofree char *sent = NULL;

  fw_test_settle (150);
  sent = find_sent (desk);
  g_assert_cmpstr (sent, ==, mapping);
}

/* The choice whose name for those who cannot see begins so. */
static FwMappingChoice *
find_choice (GtkWidget *root, const char *label)
{
  if (FW_IS_MAPPING_CHOICE (root) &&
      g_strcmp0 (fw_mapping_choice_get_label (FW_MAPPING_CHOICE (root)), label) == 0)
    return FW_MAPPING_CHOICE (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      FwMappingChoice *found = find_choice (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
choose (Desk *desk, const char *label, const char *name)
{
  FwMappingChoice *choice = find_choice (GTK_WIDGET (desk->run), label);

  g_assert_nonnull (choice);
  gtk_widget_grab_focus (GTK_WIDGET (choice));
  fw_mapping_choice_choose (choice, name);
}

/* Each choice is sent, the file read again, and the focus stays where it was. */
static void
test_mend (void)
{
  Desk desk = { 0 };
  GtkWidget *focus;

  open_desk (&desk, 1440, 900);
  expect_sent (&desk, "");
  choose (&desk, "What “Entgangen” in “Status” means", "abandoned");
  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (desk.run)));
  expect_sent (&desk, "{\"words\":{\"outcome\":{\"Entgangen\":\"abandoned\"}}}");
  g_assert_true (focus == gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (desk.run))));
  choose (&desk, "What “Klingeldauer” holds", "hold");
  expect_sent (&desk, "{\"words\":{\"outcome\":{\"Entgangen\":\"abandoned\"}},"
                      "\"hold\":\"Klingeldauer\"}");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fw_import_run_get_mapping (desk.run)),
                                             "mapping.undo", NULL));
  expect_sent (&desk, "{\"words\":{\"outcome\":{\"Entgangen\":\"abandoned\"}}}");
  choose (&desk, "Days are written as", "mdy");
  expect_sent (&desk, "{\"words\":{\"outcome\":{\"Entgangen\":\"abandoned\"}},"
                      "\"date_order\":\"mdy\"}");
  choose (&desk, "What “Aufgelegt” in “Status” means", "\x01leave-out");
  expect_sent (&desk, "{\"words\":{\"outcome\":{\"Entgangen\":\"abandoned\"}},"
                      "\"date_order\":\"mdy\",\"ignore\":{\"Status\":[\"Aufgelegt\"]}}");
  close_desk (&desk);
}

/* Two names of one person: as they are proposed, and any other by the two fields. */
static void
test_people (void)
{
  Desk desk = { 0 };
  GtkWidget *people, *person;

  open_desk (&desk, 1440, 900);
  people = fw_test_find (GTK_WIDGET (desk.run), FW_TYPE_MAPPING_NAMES, NULL);
  g_assert_true (gtk_widget_get_visible (people));
  g_signal_emit_by_name (fw_test_find (people, GTK_TYPE_BUTTON, NULL), "clicked");
  expect_sent (&desk, "{\"people\":{\"Änne Müller\":[\"ÄNNE MÜLLER\"]}}");

  person = fw_test_find (people, GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (person), " SIP/101 ");
  g_signal_emit_by_name (person, "activate");
  expect_sent (&desk, "{\"people\":{\"Änne Müller\":[\"ÄNNE MÜLLER\"]}}");
  person = gtk_widget_get_next_sibling (person);
  gtk_editable_set_text (GTK_EDITABLE (person), "Jürgen Groß");
  g_signal_emit_by_name (person, "activate");
  expect_sent (&desk, "{\"people\":{\"Änne Müller\":[\"ÄNNE MÜLLER\"],"
                      "\"Jürgen Groß\":[\"SIP/101\"]}}");
  close_desk (&desk);
}

/* Likewise of a queue: the second part of the page. */
static void
test_queues (void)
{
  Desk desk = { 0 };
  GtkWidget *queues, *entry;

  open_desk (&desk, 1440, 900);
  queues = fw_test_find (GTK_WIDGET (desk.run), FW_TYPE_MAPPING_NAMES, NULL);
  queues = gtk_widget_get_next_sibling (gtk_widget_get_parent (queues));
  queues = fw_test_find (queues, FW_TYPE_MAPPING_NAMES, NULL);
  g_assert_true (gtk_widget_get_visible (queues));
  g_signal_emit_by_name (fw_test_find (queues, GTK_TYPE_BUTTON, NULL), "clicked");
  expect_sent (&desk, "{\"queues\":{\"Bad\":[\"BAD\"]}}");

  entry = fw_test_find (queues, GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "600");
  entry = gtk_widget_get_next_sibling (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Küche");
  g_signal_emit_by_name (entry, "activate");
  expect_sent (&desk, "{\"queues\":{\"Bad\":[\"BAD\"],\"Küche\":[\"600\"]}}");
  close_desk (&desk);
}

int
main (int argc, char **argv)
{
  fw_fixture_init (&argc, &argv);
  g_test_add_func ("/console/mapping/draft", test_draft);
  g_test_add_func ("/console/mapping/mend", test_mend);
  g_test_add_func ("/console/mapping/people", test_people);
  g_test_add_func ("/console/mapping/queues", test_queues);
  g_test_add_func ("/console/mapping/look", test_look);
  return g_test_run ();
}
