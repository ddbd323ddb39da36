/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Opens every page, dialog, popover and chooser, and asks of everything in them that takes the
 * keys whether it has a name. What there is to open is read from the sources: a file that makes a
 * window, a popover or a menu button and of which nothing was opened here fails the test.
 */
#include "fw-fixture.h"

#include "console/appraisals/fw-appraisal-step.h"
#include "console/cases/fw-case-dialog.h"
#include "console/data/fw-strike-dialog.h"
#include "console/day/fw-day-exception.h"
#include "console/fw-actions.h"
#include "console/fw-pages.h"
#include "console/fw-palette.h"
#include "console/fw-preferences.h"
#include "console/help/fw-help.h"
#include "console/import/fw-import-run.h"
#include "console/live/fw-live-grid.h"
#include "console/live/fw-live-nothing.h"
#include "console/live/fw-live-page.h"
#include "console/own/fw-debriefs-page.h"
#include "console/own/fw-leave-ask.h"
#include "console/own/fw-leave-page.h"
#include "console/own/fw-open-shifts-page.h"
#include "console/own/fw-own-calendar.h"
#include "console/own/fw-own-competitions-page.h"
#include "console/own/fw-own-offer.h"
#include "console/own/fw-swap-pane.h"
#include "console/own/fw-swaps-page.h"
#include "console/programmes/fw-programme-enrol.h"
#include "console/records/fw-conflict-dialog.h"
#include "console/records/fw-move-dialog.h"
#include "console/roster/fw-activity-dialog.h"
#include "console/roster/fw-roster-page-private.h"
#include "console/training/fw-training-enrol.h"
#include "console/wallboard/fw-wallboard.h"
#include "fw-live-fixture.h"
#include "fw-opener.h"
#include "fw-stage.h"
#include "fw-why-fixture.h"
#include "protocol/fw-record-json.h"

#include <glib/gstdio.h>

static void
furnish (FwFixture *f)
{
  g_autofree char *why = fw_why_fixture_json (fw_why_fixture_answer ());

  fw_test_server_answer (f->server, "GET", "why", 200, why);
  fw_test_server_answer (f->server, "GET", "records/policy", 200,
                         "{\"records\":[{\"id\":\"sl\",\"revision\":1,\"subject\":"
                         "\"service-level\",\"value\":0.9,\"from\":\"2026-01-01\"}]}");
  fw_test_server_answer (
      f->server, "GET", "contacts", 200,
      "{\"total\":1,\"contacts\":[{\"source\":\"pbx\",\"id\":\"c1\",\"site\":\"main\",\"at\":"
      "\"2026-11-21T08:12:00Z\",\"team\":\"night-b\",\"shift\":\"night\",\"queue\":\"sales\","
      "\"channel\":\"phone\",\"product\":\"mobile\",\"agent\":\"Agent/"
      "1\",\"outcome\":\"answered\","
      "\"transfer\":\"none\",\"wait_s\":12,\"handling_s\":125,\"rating\":4,\"resolved\":true,"
      "\"in_target\":true}]}");
  fw_test_server_answer (f->server, "GET", "records/finding", 200,
                         "{\"records\":[{\"id\":\"f1\",\"revision\":1,\"title\":\"CSAT fell\","
                         "\"metric\":\"csat\",\"day\":\"2026-11-21\",\"state\":\"new\"}]}");
  fw_test_server_answer (
      f->server, "GET", "records/finding/f1/moves", 200,
      "{\"state\":\"new\",\"label\":\"Not judged\",\"revision\":1,\"moves\":[{\"move\":\"real\","
      "\"label\":\"It is "
      "real\",\"sign\":true,\"allowed\":true,\"refusal\":null,\"sentence\":null}],"
      "\"clocks\":[],\"sound\":true,\"history\":[]}");
}

static void
look_at_page (FwFixture *f, const char *page, const char *id)
{
  fw_window_go (f->window, page, NULL);
  if (id != NULL)
    {
      fw_test_settle (120);
      fw_window_go (f->window, page, g_variant_new_string (id));
      fw_test_settle (120);
    }
  fw_opener_look_at (GTK_WIDGET (f->window), page);
}

static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

/* The reason of a move that is signed. */
static void
look_at_reason (FwFixture *f)
{
  GtkWidget *button;

  look_at_page (f, "findings", "f1");
  fw_fixture_wait ((button = find_button (GTK_WIDGET (f->window), "It is real")) != NULL);
  g_signal_emit_by_name (button, "clicked");
  g_assert_nonnull (fw_opener_find_window (f));
  fw_opener_look_at_window (GTK_WIDGET (fw_opener_find_window (f)), "the reason of a move");
  fw_opener_tick ("fw-record-moves");
}

static void
look_at_enrol (FwFixture *f)
{
  g_autoptr (GListStore) items = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  g_autoptr (FwAnswerItem) session = NULL;
  g_autoptr (JsonArray) sessions = json_array_new ();
  JsonObject *object = json_object_new ();
  GtkWidget *window;

  json_object_set_string_member (object, "id", "s1");
  json_object_set_string_member (object, "name", "Calm talks, group 1");
  json_object_set_string_member (object, "competency", "calming");
  json_array_add_object_element (sessions, object);
  fw_answer_items_take (items, sessions);
  session = g_list_model_get_item (G_LIST_MODEL (items), 0);
  window = GTK_WIDGET (fw_training_enrol_new (fw_window_get_page (f->window), session));
  /* Nothing is shown: the window behind it may stand on no monitor yet. Its choosers are those of
   * every form. */
  fw_opener_note (window);
  fw_opener_count (window, "whom to enrol");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_pages (void)
{
  FwFixture f = { 0 };
  FwLiveFixture live;

  fw_live_fixture_init (&live);
  fw_fixture_open (&f, "administrator", 1440, 900);
  furnish (&f);
  fw_stage_feed (fw_live_page_get_live (FW_LIVE_PAGE (fw_window_get_page (f.window))),
                 fw_live_fixture_whole (&live));
  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    if ((entry->roles & FW_ROLE_ADMINISTRATOR) != 0)
      look_at_page (&f, entry->name, NULL);
  look_at_page (&f, "people", "102");
  look_at_page (&f, "teams", "night-b");
  look_at_page (&f, "shifts", "early");
  look_at_page (&f, "queues", "sales");
  look_at_page (&f, "accounts", "mei");
  look_at_reason (&f);
  look_at_page (&f, "policies", "sl");
  look_at_page (&f, "person", "102");
  fw_fixture_close (&f);
  fw_fixture_open (&f, "administrator", 800, 600); /* where the scope bar folds */
  look_at_page (&f, "why", NULL);
  fw_fixture_close (&f);
  g_assert_cmpuint (fw_opener_take_missing (), ==, 0);
}

static void
test_forms (void)
{
  FwFixture f = { 0 };

  fw_fixture_open (&f, "administrator", 1440, 900);
  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    if (entry->kind != NULL && (entry->roles & FW_ROLE_ADMINISTRATOR) != 0)
      {
        fw_window_go (f.window, entry->name, NULL);
        fw_test_settle (60);
        gtk_widget_activate_action (GTK_WIDGET (fw_window_get_page (f.window)), "records.new",
                                    NULL);
        fw_test_settle (60);
        fw_opener_look_at (GTK_WIDGET (f.window), entry->name);
        gtk_widget_activate_action (GTK_WIDGET (fw_window_get_page (f.window)), "records.close",
                                    NULL);
      }
  fw_fixture_close (&f);
  g_assert_cmpuint (fw_opener_take_missing (), ==, 0);
}

static FwRecord *
read_team (const char *text)
{
  g_autoptr (JsonObject) object = fw_json_parse_object (text, strlen (text), NULL);
  FwRecord *record = fw_record_json_read (fw_kind_find ("team"), object, NULL);

  g_assert_nonnull (record);
  return record;
}

static void
look_at_conflict (FwFixture *f)
{
  g_autoptr (FwRecord) mine =
      read_team ("{\"id\":\"night-b\",\"revision\":3,\"name\":\"Mine\",\"site\":\"main\"}");
  g_autoptr (FwRecord) theirs =
      read_team ("{\"id\":\"night-b\",\"revision\":4,\"name\":\"Theirs\",\"site\":\"main\"}");

  fw_opener_look_at_window (fw_conflict_dialog_new (f->client, NULL, mine, theirs), "conflict");
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer done)
{
  g_assert_true (fw_outbox_add_finish (result, NULL));
  *(gboolean *) done = TRUE;
}

/* One that waits is enough to have the button. */
static void
look_at_outbox (FwFixture *f)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean done = FALSE;

  fw_test_server_stop (f->server);
  g_ptr_array_add (edits,
                   fw_outbox_item_new ("PUT", "team", "night-b", 3,
                                       "{\"id\":\"night-b\",\"revision\":3,\"name\":\"Mine\","
                                       "\"site\":\"main\"}",
                                       "Mine"));
  fw_outbox_add_all_async (f->outbox, edits, kept_cb, &done);
  fw_fixture_wait (done);
  fw_opener_look_at (GTK_WIDGET (f->window), "edits that wait");
}

static void
look_at_wall (FwLive *live)
{
  const char *const *views = fw_wallboard_list_views ();
  FwWallboard *wall = fw_wallboard_new (NULL, live);

  gtk_window_present (GTK_WINDOW (wall));
  for (guint i = 0; views[i] != NULL; i++)
    {
      fw_opener_look_at (GTK_WIDGET (wall), views[i]);
      fw_wallboard_turn (wall, 1);
    }
  gtk_window_destroy (GTK_WINDOW (wall));
}

/* GTK's own window of shortcuts warns of labels that it measures before they have a text. */
static void
look_at_shortcuts (FwFixture *f)
{
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.show-help-overlay", NULL);
  fw_fixture_wait (fw_opener_find_window (f) != NULL);
  fw_opener_look_at_window (GTK_WIDGET (fw_opener_find_window (f)), "shortcuts");
  g_log_set_always_fatal (fatal);
}

/* Of the inbox: to whom a finding is handed on. */
static void
look_at_handing_on (FwFixture *f)
{
  GtkWidget *page;

  fw_window_go (f->window, "inbox", NULL);
  page = GTK_WIDGET (fw_window_get_page (f->window));
  fw_test_settle (100);
  fw_window_go (f->window, "inbox", g_variant_new ("(ss)", "finding", "f1"));
  gtk_widget_activate_action (page, "inbox.give", NULL);
  fw_fixture_wait (fw_opener_find_window (f) != NULL);
  fw_opener_look_at_window (GTK_WIDGET (fw_opener_find_window (f)), "something to be handed on");
  fw_opener_tick ("fw-inbox-act");
  fw_opener_tick ("fw-form-dialog");
}

/* To whom a day is offered, and what is done with such an offer. */
static void
look_at_offer (FwFixture *f)
{
  const FwOwnFacts facts = {
    .day = 20790, .id = "s1", .code = "work\nEarly\n06:00\n14:30", .breaks = ""
  };
  GtkWidget *page;

  fw_test_server_answer (f->server, "GET", "own/swaps", 200,
                         "{\"person\":\"102\",\"name\":\"Mei\",\"today\":\"2026-11-21\","
                         "\"colleagues\":[{\"id\":\"103\",\"name\":\"Lin\"}],\"swaps\":[{\"id\":"
                         "\"w1\",\"revision\":1,\"state\":\"offered\",\"day\":\"2026-11-30\","
                         "\"template\":\"early\",\"name\":\"Early\",\"start\":\"06:00\",\"end\":"
                         "\"14:30\",\"mine\":false,\"taken\":false,\"person\":\"Lin\",\"to\":null,"
                         "\"colleague\":null,\"note\":null,\"moves\":[\"claimed\"]}]}");
  fw_test_server_answer (f->server, "GET", "own/swaps/w1", 200,
                         "{\"id\":\"w1\",\"choices\":[{\"faults\":[]}]}");
  fw_own_offer_day (fw_window_get_page (f->window), &facts);
  fw_fixture_wait (fw_opener_find_window (f) != NULL);
  fw_opener_look_at_window (GTK_WIDGET (fw_opener_find_window (f)), "a day to be offered");
  fw_opener_tick ("fw-own-offer");
  page = g_object_new (FW_TYPE_SWAPS_PAGE, "page-name", "my-requests", NULL);
  fw_page_attach (FW_PAGE (page), f->client, fw_page_get_view (fw_window_get_page (f->window)));
  fw_stage_show (page, 900, 700);
  fw_fixture_wait (fw_test_find (page, FW_TYPE_SWAP_PANE, NULL) != NULL &&
                   gtk_widget_is_visible (fw_test_find (page, FW_TYPE_SWAP_PANE, NULL)));
  fw_test_settle (100);
  fw_opener_look_at (page, "my-requests");
}

/* Whether the window that stands now has a field, as the question before it had none. */
static gboolean
is_answered (FwFixture *f)
{
  GtkWindow *window = fw_opener_find_window (f);

  return window != NULL && fw_test_find (GTK_WIDGET (window), GTK_TYPE_ENTRY, NULL) != NULL;
}

/* What an agent may claim. */
static void
look_at_open_shifts (FwFixture *f)
{
  GtkWidget *page, *grid;

  fw_test_server_answer (
      f->server, "GET", "own/open-shifts", 200,
      "{\"person\":\"102\",\"name\":\"Mei\",\"today\":\"2026-11-21\",\"offers\":[{\"id\":"
      "\"o1\",\"state\":\"open\",\"day\":\"2026-11-30\",\"template\":\"early\",\"name\":"
      "\"Early\",\"start\":\"06:00\",\"end\":\"14:30\",\"minutes\":510,\"paid\":480,\"breaks\":"
      "\"\",\"people\":2,\"free\":1,\"until\":null,\"queue\":null,\"note\":null,\"claim\":null,"
      "\"faults\":[],\"moves\":[\"claimed\"]}]}");
  page = g_object_new (FW_TYPE_OPEN_SHIFTS_PAGE, "page-name", "my-open-shifts", NULL);
  fw_page_attach (FW_PAGE (page), f->client, fw_page_get_view (fw_window_get_page (f->window)));
  fw_stage_show (page, 900, 700);
  grid = fw_test_find (page, FW_TYPE_LIVE_GRID, NULL);
  fw_fixture_wait (fw_live_grid_count (FW_LIVE_GRID (grid)) == 1 && gtk_widget_get_mapped (grid));
  fw_test_settle (100);
  fw_opener_look_at (page, "my-open-shifts");
}

/* What an agent writes of a contact of hers. */
static void
look_at_debriefs (FwFixture *f)
{
  GtkWidget *page, *grid;

  fw_test_server_answer (
      f->server, "GET", "own/debriefs", 200,
      "{\"person\":\"102\",\"name\":\"Mei\",\"today\":\"2026-11-21\",\"debriefs\":[{\"id\":\"d1\","
      "\"revision\":1,\"state\":\"own\",\"day\":\"2026-11-20\",\"matter\":\"A "
      "promise\",\"contact\":"
      "\"pbx/7\",\"happened\":null,\"differently\":null,\"due\":\"2026-11-22T08:00:00Z\","
      "\"moves\":[\"leader\"]}]}");
  page = g_object_new (FW_TYPE_DEBRIEFS_PAGE, "page-name", "my-debriefs", NULL);
  fw_page_attach (FW_PAGE (page), f->client, fw_page_get_view (fw_window_get_page (f->window)));
  fw_stage_show (page, 900, 700);
  grid = fw_test_find (page, FW_TYPE_LIVE_GRID, NULL);
  fw_fixture_wait (fw_live_grid_count (FW_LIVE_GRID (grid)) == 1 && gtk_widget_get_mapped (grid));
  fw_test_settle (100);
  fw_opener_look_at (page, "my-debriefs");
}

/* What posts an agent may apply for, and how. */
static void
look_at_own_competitions (FwFixture *f)
{
  GtkWidget *page, *grid;

  fw_test_server_answer (
      f->server, "GET", "own/competitions", 200,
      "{\"person\":\"102\",\"name\":\"Mei\",\"today\":\"2026-11-21\",\"calls\":[{\"id\":\"c1\","
      "\"state\":\"open\",\"post\":\"Team leader\",\"site\":\"Harbour\",\"quarter\":\"2026 Q4\","
      "\"places\":1,\"until\":\"2026-12-01\",\"called_for\":\"A team more\",\"note\":null,"
      "\"application\":null,\"moves\":[\"applied\"]}]}");
  page = g_object_new (FW_TYPE_OWN_COMPETITIONS_PAGE, "page-name", "my-competitions", NULL);
  fw_page_attach (FW_PAGE (page), f->client, fw_page_get_view (fw_window_get_page (f->window)));
  fw_stage_show (page, 900, 700);
  grid = fw_test_find (page, FW_TYPE_LIVE_GRID, NULL);
  fw_fixture_wait (fw_live_grid_count (FW_LIVE_GRID (grid)) == 1 && gtk_widget_get_mapped (grid));
  fw_test_settle (100);
  fw_opener_look_at (page, "my-competitions");
}

/* How shifts come into a calendar, and the address, which is told once. */
static void
look_at_calendar (FwFixture *f)
{
  AdwMessageDialog *dialog;

  fw_test_server_answer (f->server, "GET", "own/calendar", 200, "{\"since\":\"2026-11-21\"}");
  fw_test_server_answer (f->server, "POST", "own/calendar", 201,
                         "{\"since\":\"2026-11-22\",\"path\":\"/api/v1/calendar/x.ics\"}");
  fw_own_calendar_present (fw_window_get_page (f->window));
  fw_fixture_wait (fw_opener_find_window (f) != NULL);
  dialog = ADW_MESSAGE_DIALOG (fw_opener_find_window (f));
  fw_opener_look_at (GTK_WIDGET (dialog), "a calendar");
  adw_message_dialog_response (dialog, "make");
  gtk_window_destroy (GTK_WINDOW (dialog));
  fw_fixture_wait (is_answered (f));
  fw_opener_look_at_window (GTK_WIDGET (fw_opener_find_window (f)), "the address of a calendar");
  fw_opener_tick ("fw-own-calendar");
}

/* What a calendar template would plan. */
static void
look_at_activities (FwFixture *f)
{
  g_autoptr (FwRecord) template = fw_record_new (fw_kind_find ("calendar-template"), "t");

  fw_record_put_text (template, "name", "Morning meeting");
  fw_record_set_integer (template, fw_record_find (template, "ahead"), 7);
  fw_activity_dialog_present (fw_window_get_page (f->window), template);
  fw_fixture_wait (fw_opener_find_window (f) != NULL);
  fw_opener_look_at_window (GTK_WIDGET (fw_opener_find_window (f)), "activities to be planned");
  fw_opener_tick ("fw-activity-dialog");
}

/* What is left of leave, and the form that asks for some. */
static void
look_at_leave (FwFixture *f)
{
  GtkWidget *page;

  fw_test_server_answer (
      f->server, "GET", "own/leave", 200,
      "{\"person\":\"102\",\"name\":\"Mei\",\"today\":\"2026-11-21\",\"rights\":[{\"id\":"
      "\"y\",\"name\":\"Annual leave 2026\",\"type\":\"annual\",\"first\":\"2026-01-01\","
      "\"last\":\"2026-12-31\",\"days\":12,\"granted\":3,\"asked\":2,\"left\":7}],"
      "\"requests\":[{\"id\":\"l1\",\"revision\":1,\"state\":\"asked\",\"type\":\"annual\","
      "\"first\":\"2026-12-03\",\"last\":\"2026-12-04\",\"days\":2,\"note\":null,\"moves\":"
      "[\"withdrawn\"]}]}");
  page = g_object_new (FW_TYPE_LEAVE_PAGE, "page-name", "my-leave", NULL);
  fw_page_attach (FW_PAGE (page), f->client, fw_page_get_view (fw_window_get_page (f->window)));
  fw_stage_show (page, 900, 700);
  fw_fixture_wait (fw_test_find (page, GTK_TYPE_FLOW_BOX_CHILD, NULL) != NULL);
  fw_test_settle (100);
  fw_opener_look_at (page, "my-leave");
  fw_leave_ask (fw_window_get_page (f->window), "2026-11-22");
  fw_fixture_wait (fw_opener_find_window (f) != NULL);
  fw_opener_look_at_window (GTK_WIDGET (fw_opener_find_window (f)), "leave to be asked for");
  fw_opener_tick ("fw-leave-ask");
}

static void
look_at_repair (FwFixture *f)
{
  GtkWidget *page = g_object_new (FW_TYPE_ROSTER_PAGE, "page-name", "roster", NULL);

  fw_page_attach (FW_PAGE (page), f->client, fw_page_get_view (fw_window_get_page (f->window)));
  fw_stage_show (page, 900, 700);
  fw_roster_page_ask_repair (FW_ROSTER_PAGE (page), "102", "Mei", 20790, 20791);
  fw_fixture_wait (fw_opener_find_window (f) != NULL);
  fw_opener_look_at_window (GTK_WIDGET (fw_opener_find_window (f)), "a repair of a roster");
  fw_opener_tick ("fw-roster-repair");
}

static void
look_at_day (FwFixture *f)
{
  const char *answer =
      "{\"day\":\"2026-03-02\",\"zone\":\"UTC\",\"from\":\"2026-03-02T00:00:00Z\","
      "\"to\":\"2026-03-03T00:00:00Z\",\"now\":\"2026-03-02T12:00:00Z\",\"runs\":false,"
      "\"people\":[{\"id\":\"p1\",\"name\":\"Lin\",\"team_title\":\"A\",\"standing\":\"late\","
      "\"late_s\":600,\"early_s\":0,\"adherence\":0.833,\"conformance\":1,"
      "\"shift\":{\"name\":\"Early\",\"type\":\"work\",\"letter\":\"E\",\"draft\":false},"
      "\"plan\":[{\"from\":\"2026-03-02T09:00:00Z\",\"to\":\"2026-03-02T10:00:00Z\","
      "\"kind\":\"work\"}],"
      "\"states\":[{\"from\":\"2026-03-02T09:10:00Z\",\"to\":\"2026-03-02T10:10:00Z\","
      "\"state\":\"work\",\"reason\":\"\",\"works\":true}]}],"
      "\"total\":{\"planned\":1,\"with_data\":1,\"adherence\":0.833,\"conformance\":1}}";
  g_autoptr (JsonObject) object = fw_json_parse_object (answer, strlen (answer), NULL);
  g_autoptr (FwDayRows) rows = fw_day_rows_read (object, NULL);

  g_assert_nonnull (rows);
  fw_day_except (fw_window_get_page (f->window), rows, fw_day_rows_get (rows, 0), rows->from,
                 rows->to);
  fw_fixture_wait (fw_opener_find_window (f) != NULL);
  fw_opener_look_at_window (GTK_WIDGET (fw_opener_find_window (f)), "an exception");
  fw_opener_tick ("fw-day-exception");
}

static void
given_cb (FwRecord *record, const char *reason, gpointer user_data)
{
}

static void
look_at_move (FwFixture *f)
{
  static const char *const asks[] = { "plan", NULL };
  g_autoptr (FwRecord) record = fw_record_new (fw_kind_find ("case"), "c1");

  fw_move_dialog_present (GTK_WIDGET (f->window), f->client, record, "Set the plan", TRUE, asks,
                          given_cb, NULL, NULL);
  fw_fixture_wait (fw_opener_find_window (f) != NULL);
  fw_opener_look_at_window (GTK_WIDGET (fw_opener_find_window (f)), "what a move asks for");
  fw_opener_tick ("fw-move-dialog");
}

static void
look_at_trainees (FwFixture *f)
{
  fw_programme_enrol (FW_PAGE (fw_window_get_page (f->window)), "month", "One month", "2026-03-02");
  fw_fixture_wait (fw_opener_find_window (f) != NULL);
  fw_opener_look_at_window (GTK_WIDGET (fw_opener_find_window (f)), "people into a programme");
  fw_opener_tick ("fw-programme-enrol");
}

static void
look_at_hand_in (FwFixture *f)
{
  const char *answer = "{\"appraisal\":\"a1\",\"name\":\"Lin\",\"revision\":1}";
  g_autoptr (JsonObject) row = fw_json_parse_object (answer, strlen (answer), NULL);

  fw_appraisal_hand_in (FW_PAGE (fw_window_get_page (f->window)), row);
  fw_fixture_wait (fw_opener_find_window (f) != NULL);
  fw_opener_look_at_window (GTK_WIDGET (fw_opener_find_window (f)), "handing an appraisal in");
  fw_opener_tick ("fw-appraisal-step");
}

static void
look_at_new_case (FwFixture *f)
{
  g_autoptr (FwRecord) record = NULL;
  FwPage *page;

  fw_window_go (f->window, "cases", NULL);
  page = FW_PAGE (fw_window_get_page (f->window));
  fw_test_settle (100);
  record = fw_case_dialog_begin (page);
  fw_case_dialog_present (page, record, "The server does not answer.", NULL);
  fw_fixture_wait (fw_opener_find_window (f) != NULL);
  fw_opener_look_at_window (GTK_WIDGET (fw_opener_find_window (f)), "a new case");
  fw_opener_tick ("fw-case-dialog");
  fw_window_go (f->window, "people", NULL);
  fw_test_settle (100);
}

static void
test_windows (void)
{
  FwFixture f = { 0 };
  FwLiveFixture fixture;
  g_autoptr (FwLive) live = fw_live_new (NULL);
  GtkWidget *preferences, *palette;

  fw_live_fixture_init (&fixture);
  fw_fixture_open (&f, "administrator", 1440, 900);
  fw_window_go (f.window, "people", NULL);
  fw_test_settle (100);

  palette = fw_palette_new (f.client, GTK_WINDOW (f.window));
  fw_palette_search (FW_PALETTE (palette), "chen");
  fw_opener_look_at_window (palette, "palette");
  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    {
      GtkWidget *help = fw_help_new (entry->name);
      g_autofree char *topic = g_strdup_printf ("help on %s", fw_help_get_topic (help));

      if (fw_opener_tick (topic))
        fw_opener_look_at_window (help, topic);
      else
        gtk_window_destroy (GTK_WINDOW (help));
      fw_opener_tick ("fw-help");
    }
  preferences = fw_preferences_new ();
  gtk_window_present (GTK_WINDOW (preferences));
  fw_opener_note (preferences);
  /* The page, not the search that libadwaita hides around it. */
  fw_opener_look_at (fw_test_find (preferences, ADW_TYPE_PREFERENCES_PAGE, NULL), "preferences");
  gtk_window_destroy (GTK_WINDOW (preferences));
  fw_opener_look_at_window (fw_strike_dialog_new (f.client, NULL, NULL, NULL), "strike out");
  look_at_enrol (&f);
  look_at_conflict (&f);
  look_at_move (&f);
  look_at_day (&f);
  look_at_trainees (&f);
  look_at_hand_in (&f);
  look_at_new_case (&f);
  fw_opener_look_at_window (fw_actions_ask_about_sample (GTK_WINDOW (f.window), "Harbour"),
                            "the question about the sample");
  fw_opener_tick ("fw-actions");
  look_at_shortcuts (&f);
  gtk_widget_activate_action (GTK_WIDGET (fw_window_get_page (f.window)), "records.import", NULL);
  fw_test_settle (100);
  g_assert_nonnull (
      fw_test_find (GTK_WIDGET (fw_opener_find_window (&f)), FW_TYPE_IMPORT_RUN, NULL));
  fw_opener_look_at_window (GTK_WIDGET (fw_opener_find_window (&f)), "records from a file");
  fw_opener_tick ("fw-record-transfer");
  fw_window_go (f.window, "live", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fw_window_get_page (f.window)), "live.alert-give", "s",
                              "csat/team/main/a");
  fw_test_settle (100);
  fw_opener_look_at_window (GTK_WIDGET (fw_opener_find_window (&f)), "an alert to be given");
  fw_opener_tick ("fw-live-care");
  look_at_handing_on (&f);
  look_at_calendar (&f);
  look_at_offer (&f);
  look_at_open_shifts (&f);
  look_at_debriefs (&f);
  look_at_own_competitions (&f);
  look_at_activities (&f);
  look_at_leave (&f);
  look_at_repair (&f);
  fw_stage_feed (live, fw_live_fixture_whole (&fixture));
  look_at_wall (live);
  fw_opener_look_at_window (
      GTK_WIDGET (fw_stage_show (g_object_new (FW_TYPE_LIVE_NOTHING, NULL), 900, 700)),
      "an empty centre");
  look_at_outbox (&f);
  fw_fixture_close (&f);

  fw_fixture_open (&f, NULL, 1000, 700);
  fw_opener_look_at (GTK_WIDGET (f.window), "sign-in");
  fw_fixture_close (&f);
  g_assert_cmpuint (fw_opener_take_missing (), ==, 0);
}

/* The first lines of a list as they were understood, with a choice for each column. */
static void
test_mapping (void)
{
  g_autofree char *inspection =
      g_test_build_filename (G_TEST_DIST, "console", "inspection.json", NULL);
  g_autofree char *path = NULL, *answer = NULL;
  g_autoptr (GFile) file = NULL;
  FwFixture f = { 0 };
  FwImportRun *run;
  int fd = g_file_open_tmp ("calls-XXXXXX.csv", &path, NULL);

  g_close (fd, NULL);
  g_file_set_contents (path, "Nummer;Datum\n1;2026-09-14\n", -1, NULL);
  g_assert_true (g_file_get_contents (inspection, &answer, NULL, NULL));
  file = g_file_new_for_path (path);
  fw_fixture_open (&f, "administrator", 1440, 900);
  fw_test_server_answer (f.server, "POST", "import/inspect", 200, answer);
  fw_window_go (f.window, "import", NULL);
  run = FW_IMPORT_RUN (
      fw_test_find (GTK_WIDGET (fw_window_get_page (f.window)), FW_TYPE_IMPORT_RUN, NULL));
  fw_import_run_read_file (run, file);
  fw_fixture_wait (g_str_equal (fw_import_run_get_stage (run), "report"));
  fw_opener_look_at (GTK_WIDGET (f.window), "mapping");
  fw_fixture_close (&f);
  g_unlink (path);
  g_assert_cmpuint (fw_opener_take_missing (), ==, 0);
}

static guint
look_through (const char *folder, GRegex *makes)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL, *stem = g_strndup (name, strcspn (name, "."));

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n += look_through (path, makes);
      else if ((g_str_has_suffix (name, ".c") || g_str_has_suffix (name, ".ui")) &&
               g_file_get_contents (path, &text, NULL, NULL) &&
               g_regex_match (makes, text, 0, NULL) && !g_str_equal (stem, "help-overlay") &&
               !fw_opener_has_opened (stem))
        {
          g_test_message ("nothing of %s was opened", path);
          n++;
        }
    }
  return n;
}

static void
test_nothing_is_left_out (void)
{
  g_autoptr (GRegex) makes =
      g_regex_new ("gtk_popover(_menu)?_new|(gtk|adw)_window_new|message_dialog_new|"
                   "form_dialog_present|"
                   "menu_button_new|TYPE_([A-Z]+_)?(WINDOW|POPOVER|DIALOG)\\)$|"
                   "class=\"Gtk(MenuButton|Popover)\"",
                   G_REGEX_MULTILINE, 0, NULL);
  g_autofree char *console = g_build_filename (FW_TEST_SOURCE, "src", "console", NULL);
  g_autofree char *charts = g_build_filename (FW_TEST_SOURCE, "src", "charts", NULL);
  g_autofree char *templates = g_build_filename (FW_TEST_SOURCE, "ui", NULL);

  g_assert_cmpuint (look_through (console, makes) + look_through (charts, makes) +
                        look_through (templates, makes),
                    ==, 0);
}

int
main (int argc, char **argv)
{
  int status;

  fw_fixture_init (&argc, &argv);
  fw_stage_init ();
  g_test_add_func ("/focusables/pages", test_pages);
  g_test_add_func ("/focusables/forms", test_forms);
  g_test_add_func ("/focusables/windows", test_windows);
  g_test_add_func ("/focusables/mapping", test_mapping);
  g_test_add_func ("/focusables/nothing-is-left-out", test_nothing_is_left_out);
  status = g_test_run ();
  fw_opener_forget ();
  return status;
}
