/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-fixture.h"

#include "console/records/fw-conflict-dialog.h"
#include "console/records/fw-field-shape.h"
#include "console/records/fw-policy-words.h"
#include "console/records/fw-record-form.h"
#include "console/records/fw-record-list.h"
#include "console/records/fw-record-writer.h"
#include "console/records/fw-records-page.h"

#include <math.h>

#define TEAM                                                                                       \
  "{\"id\":\"night-b\",\"revision\":%d,\"name\":\"%s\",\"site\":\"main\",\"leader\":\"103\"}"

static FwRecordForm *
open_record (FwFixture *f, const char *page, const char *id)
{
  fw_window_go (f->window, page, NULL);
  fw_test_settle (150);
  fw_window_go (f->window, page, g_variant_new_string (id));
  fw_test_settle (200);
  return FW_RECORD_FORM (
      fw_test_find (GTK_WIDGET (fw_window_get_page (f->window)), FW_TYPE_RECORD_FORM, NULL));
}

/* The entry of the field that is the nth line with an entry. */
static GtkEditable *
find_entry (FwRecordForm *form, guint nth)
{
  GtkWidget *grid = fw_test_find (GTK_WIDGET (form), GTK_TYPE_GRID, NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (grid); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_ENTRY (child) && nth-- == 0)
      return GTK_EDITABLE (child);
  return NULL;
}

static gboolean
has_text (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_child_visible (root) &&
      strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;
  return FALSE;
}

static void
act (FwFixture *f, const char *action)
{
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fw_window_get_page (f->window)), action, NULL));
}

static const char *
last_body (FwFixture *f, const char *request)
{
  for (guint i = f->server->requests->len; i > 0; i--)
    if (g_str_has_prefix (g_ptr_array_index (f->server->requests, i - 1), request))
      return g_ptr_array_index (f->server->bodies, i - 1);
  return NULL;
}

static void
test_form (void)
{
  FwFixture f = { 0 };
  FwRecordForm *form;

  fw_fixture_open (&f, "administrator", 1440, 900);
  form = open_record (&f, "people", "102");
  g_assert_true (has_text (GTK_WIDGET (form), "Lin Mei"));
  g_assert_false (fw_record_form_is_dirty (form));
  fw_fixture_picture (&f, "record-form");
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (f.window)), ==, 0);
  fw_fixture_close (&f);
}

static void
test_save (void)
{
  FwFixture f = { 0 };
  g_autofree char *stored = g_strdup_printf (TEAM, 4, "Night Owls");
  FwRecordForm *form;

  fw_fixture_open (&f, "administrator", 1440, 900);
  fw_test_server_answer (f.server, "PUT", "records/team/night-b", 200, stored);
  form = open_record (&f, "teams", "night-b");
  gtk_editable_set_text (find_entry (form, 0), "Night Owls");
  g_assert_true (fw_record_form_is_dirty (form));
  act (&f, "records.save");
  fw_fixture_wait (!fw_record_form_is_dirty (form));
  g_assert_cmpuint (fw_record_get_revision (fw_record_form_get_record (form)), ==, 4);
  g_assert_nonnull (strstr (last_body (&f, "PUT records/team/night-b"), "\"revision\":3"));
  g_assert_nonnull (strstr (last_body (&f, "PUT records/team/night-b"), "Night Owls"));
  fw_fixture_close (&f);
}

static void
test_undo (void)
{
  FwFixture f = { 0 };
  FwRecordForm *form;

  fw_fixture_open (&f, "administrator", 1440, 900);
  form = open_record (&f, "queues", "sales");
  gtk_editable_set_text (find_entry (form, 0), "Sales line");
  gtk_editable_set_text (find_entry (form, 1), "switch");
  act (&f, "records.undo");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, 1)), ==, "router");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, 0)), ==, "Sales line");
  act (&f, "records.undo");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, 0)), ==, "Sales");
  g_assert_false (fw_record_form_is_dirty (form));
  act (&f, "records.redo");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, 0)), ==, "Sales line");
  fw_fixture_close (&f);
}

static void
test_field_error (void)
{
  FwFixture f = { 0 };
  FwRecordForm *form;

  fw_fixture_open (&f, "administrator", 1440, 900);
  form = open_record (&f, "people", "102");
  gtk_editable_set_text (find_entry (form, 0), "");
  act (&f, "records.save");
  fw_test_settle (50);
  /* The name is required: it never went out. */
  g_assert_cmpuint (fw_test_server_count (f.server, "PUT"), ==, 0);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (find_entry (form, 0)), "error"));

  fw_test_server_answer (f.server, "PUT", "records/person/102", 400,
                         "{\"error\":{\"code\":\"invalid\",\"message\":\"login: there is no "
                         "login 999\",\"field\":\"login\"}}");
  gtk_editable_set_text (find_entry (form, 0), "Lin Mei 2");
  gtk_editable_set_text (find_entry (form, 1), "999");
  act (&f, "records.save");
  fw_fixture_wait (gtk_widget_has_css_class (GTK_WIDGET (find_entry (form, 1)), "error"));
  g_assert_true (has_text (GTK_WIDGET (form), "there is no login 999"));
  fw_fixture_picture (&f, "record-error");
  fw_fixture_close (&f);
}

static guint
count_errors (GtkWidget *root)
{
  guint n = gtk_widget_has_css_class (root, "error");

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_errors (child);
  return n;
}

/* Name, start and length are missing, and all three say so; the one site is there already. */
static void
test_all_errors (void)
{
  FwFixture f = { 0 };
  FwRecordForm *form;

  fw_fixture_open (&f, "administrator", 1440, 900);
  form = open_record (&f, "shifts", "early");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, 2)), ==, "8:00");
  act (&f, "records.new");
  fw_test_settle (50);
  gtk_editable_set_text (find_entry (form, 2), "half a day");
  act (&f, "records.save");
  fw_test_settle (50);
  g_assert_cmpuint (count_errors (GTK_WIDGET (form)), >=, 3);
  g_assert_true (has_text (GTK_WIDGET (form), "This is needed."));
  g_assert_true (has_text (GTK_WIDGET (form), "Enter hours and minutes from 0:30 to 24:00."));
  fw_fixture_picture (&f, "record-all-errors");
  g_assert_cmpuint (fw_test_server_count (f.server, "PUT"), ==, 0);
  fw_fixture_close (&f);
}

/* An id follows from the name until a person writes another. */
static void
test_id_proposed (void)
{
  FwFixture f = { 0 };
  FwRecordForm *form;

  fw_fixture_open (&f, "administrator", 1440, 900);
  form = open_record (&f, "teams", "night-b");
  act (&f, "records.new");
  fw_test_settle (50);
  gtk_editable_set_text (find_entry (form, 0), "Sales  Ost!");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, 1)), ==, "sales-ost");
  gtk_editable_set_text (find_entry (form, 0), "Sales A");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, 1)), ==, "sales-a-2");
  gtk_editable_set_text (find_entry (form, 0), "夜班组");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, 1)), ==, "team-4");
  gtk_editable_set_text (find_entry (form, 1), "night-9");
  gtk_editable_set_text (find_entry (form, 0), "Night 10");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, 1)), ==, "night-9");
  fw_fixture_close (&f);
}

static FwConflictDialog *
find_dialog (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (FW_IS_CONFLICT_DIALOG (window))
        return FW_CONFLICT_DIALOG (window);
    }
  return NULL;
}

static void
test_conflict (void)
{
  FwFixture f = { 0 };
  g_autofree char *theirs = g_strdup_printf (
      "{\"error\":{\"code\":\"conflict\",\"message\":\"changed\"},\"stored\":" TEAM "}", 9,
      "Night X");
  g_autofree char *stored = g_strdup_printf (TEAM, 10, "Night Mine");
  FwRecordForm *form;

  fw_fixture_open (&f, "administrator", 1440, 900);
  fw_test_server_answer (f.server, "PUT", "records/team/night-b", 409, theirs);
  form = open_record (&f, "teams", "night-b");
  gtk_editable_set_text (find_entry (form, 0), "Night Mine");
  act (&f, "records.save");
  fw_fixture_wait (find_dialog () != NULL);
  fw_test_settle (150);
  fw_test_picture (GTK_WIDGET (find_dialog ()), "record-conflict");
  g_assert_true (has_text (GTK_WIDGET (find_dialog ()), "Night X"));
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (find_dialog ())), ==, 0);

  /* Mine on top of theirs: the body carries the revision that is stored now. */
  fw_test_server_answer (f.server, "PUT", "records/team/night-b", 200, stored);
  fw_conflict_dialog_keep (find_dialog (), TRUE);
  fw_fixture_wait (!fw_record_form_is_dirty (form));
  g_assert_nonnull (strstr (last_body (&f, "PUT"), "\"revision\":9"));
  g_assert_nonnull (strstr (last_body (&f, "PUT"), "Night Mine"));
  fw_fixture_close (&f);
}

/* Nobody is asked about what only one of them changed: both stand. */
static void
test_merge (void)
{
  FwFixture f = { 0 };
  FwRecordForm *form;

  fw_fixture_open (&f, "administrator", 1440, 900);
  fw_test_server_answer (
      f.server, "PUT", "records/team/night-b", 409,
      "{\"error\":{\"code\":\"conflict\",\"message\":\"changed\"},\"stored\":{\"id\":"
      "\"night-b\",\"revision\":9,\"name\":\"Night B\",\"site\":\"main\",\"leader\":\"104\"}}");
  form = open_record (&f, "teams", "night-b");
  gtk_editable_set_text (find_entry (form, 0), "Night Owls");
  act (&f, "records.save");
  fw_fixture_wait (fw_test_server_count (f.server, "PUT") >= 2);
  g_assert_null (find_dialog ());
  g_assert_nonnull (strstr (last_body (&f, "PUT"), "\"revision\":9"));
  g_assert_nonnull (strstr (last_body (&f, "PUT"), "Night Owls"));
  g_assert_nonnull (strstr (last_body (&f, "PUT"), "\"104\""));
  fw_fixture_close (&f);
}

/* What is in use is not deleted, and the reason is told by names. */
static void
test_in_use (void)
{
  FwFixture f = { 0 };
  FwRecordForm *form;

  fw_fixture_open (&f, "administrator", 1440, 900);
  fw_record_list_get (f.client, fw_kind_find ("person"));
  fw_fixture_wait (fw_record_list_title ("queue", "sales", f.client) != NULL);
  fw_test_server_answer (
      f.server, "DELETE", "records/team/night-b", 409,
      "{\"error\":{\"code\":\"conflict\",\"message\":\"2 records refer to team “night-b”: person "
      "“101”, queue “sales”\"},\"stored\":{\"id\":\"night-b\",\"revision\":3,\"name\":\"Night "
      "B\",\"site\":\"main\",\"leader\":\"103\"}}");
  form = open_record (&f, "teams", "night-b");
  act (&f, "records.delete");
  fw_fixture_wait (has_text (GTK_WIDGET (form), "It is in use by Wu Jie, Sales, so it stays."));
  g_assert_null (find_dialog ());
  fw_fixture_close (&f);
}

static void
assert_reads (const char *policy, const char *text, double expected)
{
  double value = -1;

  if (!fw_policy_words_parse (fw_policy_find (policy), text, &value) ||
      fabs (value - expected) > 1e-9)
    g_error ("%s: “%s” reads as %g, not %g", policy, text, value, expected);
}

static void
assert_says (const char *policy, double value, const char *expected)
{
  g_autofree char *sentence = fw_policy_words_sentence (fw_policy_find (policy), value);

  g_assert_cmpstr (sentence, ==, expected);
}

static void
test_policy_words (void)
{
  const FwPolicy *policies = fw_policy_list ();
  double value;

  assert_reads ("service-level", "95 %", 0.95);
  assert_reads ("service-level", "95", 0.95);
  assert_reads ("service-level", "0,95", 0.95);
  assert_reads ("service-level", "97.5%", 0.975);
  assert_reads ("service-level-seconds", "30", 30);
  assert_reads ("service-level-seconds", "30 s", 30);
  assert_reads ("service-level-seconds", "4:30", 270);
  assert_reads ("service-level-seconds", "5m 45s", 345);
  assert_reads ("service-level-seconds", "10 min", 600);
  assert_reads ("service-level-seconds", "10分钟", 600);
  assert_reads ("email-response-seconds", "1 h", 3600);
  assert_reads ("break-limit-minutes", "1:15", 75);
  assert_reads ("waiting-limit", "5", 5);
  g_assert_false (fw_policy_words_parse (fw_policy_find ("service-level"), "many", &value));
  g_assert_false (fw_policy_words_parse (fw_policy_find ("service-level-seconds"), "30 %", &value));
  g_assert_false (fw_policy_words_parse (fw_policy_find ("waiting-limit"), "1:30", &value));
  assert_says ("service-level", 0.9, "Answered in time: at least 90 %");
  assert_says ("service-level-seconds", 600, "Answered in time means within 10 min");
  assert_says ("service-level-variant", 1,
               "The service level counts short abandons as answered in time");
  /* What every policy says is read back as what it was. */
  for (guint i = 0; policies[i].name != NULL; i++)
    {
      g_autofree char *text = fw_policy_words_value (&policies[i], policies[i].maximum);

      if (fw_policy_words_choices (&policies[i]) == NULL && policies[i].maximum < 1000)
        assert_reads (policies[i].name, text, policies[i].maximum);
    }
}

static void
test_lengths (void)
{
  gint64 minutes;

  g_assert_true (fw_field_shape_parse_length ("8:30", &minutes));
  g_assert_cmpint (minutes, ==, 510);
  g_assert_true (fw_field_shape_parse_length ("8", &minutes));
  g_assert_cmpint (minutes, ==, 480);
  g_assert_true (fw_field_shape_parse_length ("510", &minutes));
  g_assert_cmpint (minutes, ==, 510);
  g_assert_false (fw_field_shape_parse_length ("8:60", &minutes));
  g_assert_false (fw_field_shape_parse_length ("", &minutes));
  g_assert_false (fw_field_shape_parse_length ("eight", &minutes));
}

static void
test_read_only (void)
{
  FwFixture f = { 0 };
  FwRecordForm *form;

  fw_fixture_open (&f, "quality", 1440, 900);
  form = open_record (&f, "teams", "night-b");
  g_assert_null (find_entry (form, 0));
  g_assert_true (has_text (GTK_WIDGET (form), "Night B"));
  fw_fixture_picture (&f, "record-read-only");
  fw_fixture_close (&f);
}

static void
test_offline (void)
{
  FwFixture f = { 0 };
  FwRecordForm *form;
  FwOutboxItem *item;

  fw_fixture_open (&f, "administrator", 1440, 900);
  form = open_record (&f, "teams", "night-b");
  fw_test_server_stop (f.server);
  gtk_editable_set_text (find_entry (form, 0), "Night Owls");
  act (&f, "records.save");
  fw_fixture_wait (fw_outbox_find (f.outbox, "team", "night-b") != NULL);
  item = fw_outbox_find (f.outbox, "team", "night-b");
  g_assert_cmpuint (item->revision, ==, 3);
  g_assert_cmpuint (fw_client_get_state (f.client), ==, FW_CLIENT_OFFLINE);
  /* The form shows what it will be. */
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, 0)), ==, "Night Owls");
  fw_fixture_picture (&f, "record-offline");
  fw_fixture_close (&f);
}

static void
test_follows (void)
{
  FwFixture f = { 0 };
  g_autofree char *one = g_strdup_printf ("{\"records\":[" TEAM "]}", 4, "Renamed");
  FwRecordList *list;

  fw_fixture_open (&f, "administrator", 1440, 900);
  open_record (&f, "teams", "night-b");
  list = fw_record_list_get (f.client, fw_kind_find ("team"));
  g_assert_cmpuint (g_list_model_get_n_items (fw_record_list_get_items (list)), ==, 3);
  fw_test_server_answer (f.server, "GET", "records/team", 200, one);
  fw_client_report_record (f.client, "team", "night-b", 4);
  fw_fixture_wait (g_list_model_get_n_items (fw_record_list_get_items (list)) == 1);
  g_assert_cmpstr (fw_record_item_get_title (fw_record_list_find (list, "night-b")), ==, "Renamed");
  fw_fixture_close (&f);
}

#define FINDING                                                                                    \
  "{\"id\":\"f1\",\"revision\":%d,\"title\":\"CSAT fell\",\"watch\":\"w\",\"metric\":\"csat\","    \
  "\"day\":\"2026-11-21\",\"state\":\"%s\"}"
#define WAY(move, label, sign)                                                                     \
  "{\"move\":\"" move "\",\"label\":\"" label "\",\"sign\":" sign                                  \
  ",\"allowed\":true,\"refusal\":null,\"sentence\":null}"
#define ENTRY(from, to, label, reason)                                                             \
  "{\"at\":\"2026-11-21T10:00:00Z\",\"made_at\":\"2026-11-21T10:00:00Z\",\"account\":\"mei\","     \
  "\"from\":" from ",\"to\":\"" to "\",\"label\":\"" label                                         \
  "\",\"message\":null,\"reason\":" reason ",\"revision\":1,\"signed\":false}"

/* One move that is the reader's at once, one that is signed, and one that is not his. */
static const char new_case[] =
    "{\"state\":\"new\",\"label\":\"Not judged\",\"revision\":1,\"moves\":[" WAY (
        "real",
        "It is real",
        "false") "," WAY ("closed",
                          "Close",
                          "true") ",{\"move\":\"known\",\"label\":\"It is "
                                  "known\",\"sign\":false,\"allowed\":false,\"refusal\":"
                                  "\"not-yours\",\"sentence\":\"Others may do this; your roles do "
                                  "not allow it.\"}],\"clocks\":["
                                  "{\"clock\":\"judge\",\"label\":\"Judgement\",\"run\":1,"
                                  "\"state\":\"breached\",\"stopped\":null,"
                                  "\"due\":\"2026-11-23T10:00:00Z\"},{\"clock\":\"judge\","
                                  "\"label\":\"Another\",\"state\":\"kept\","
                                  "\"stopped\":\"2026-11-22T10:00:00Z\",\"due\":\"2026-11-23T10:00:"
                                  "00Z\"}],\"sound\":true,"
                                  "\"history\":[" ENTRY ("null", "new", "Not judged", "null") "]}";
static const char real_case[] =
    "{\"state\":\"real\",\"label\":\"Real\",\"revision\":2,\"moves\":"
    "[" WAY ("closed", "Close", "true") "],\"clocks\":[],\"sound\":true,\"history\":"
                                        "[" ENTRY ("\"new\"",
                                                   "real",
                                                   "Real",
                                                   "\"It rang all night\"") "," ENTRY ("nu"
                                                                                       "l"
                                                                                       "l",
                                                                                       "ne"
                                                                                       "w",
                                                                                       "No"
                                                                                       "t "
                                                                                       "ju"
                                                                                       "dg"
                                                                                       "e"
                                                                                       "d",
                                                                                       "nu"
                                                                                       "l"
                                                                                       "l") "]}";

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

static void
press (FwRecordForm *form, const char *label)
{
  GtkWidget *button = find_button (GTK_WIDGET (form), label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static FwRecordForm *
open_finding (FwFixture *f, const char *role)
{
  g_autofree char *list = g_strdup_printf ("{\"records\":[" FINDING "]}", 1, "new");
  FwRecordForm *form;

  fw_fixture_open (f, role, 1440, 900);
  fw_test_server_answer (f->server, "GET", "records/finding", 200, list);
  fw_test_server_answer (f->server, "GET", "records/finding/f1/moves", 200, new_case);
  form = open_record (f, "findings", "f1");
  fw_fixture_wait (find_button (GTK_WIDGET (form), "It is real") != NULL);
  return form;
}

static void
test_move (void)
{
  FwFixture f = { 0 };
  g_autofree char *stored = g_strdup_printf (FINDING, 2, "real");
  FwRecordForm *form = open_finding (&f, "administrator");
  GtkWidget *expander;

  g_assert_true (has_text (GTK_WIDGET (form), "Not judged"));
  g_assert_true (has_text (GTK_WIDGET (form), "It is known: Others may do this"));
  g_assert_null (find_button (GTK_WIDGET (form), "It is known"));
  g_assert_true (has_text (GTK_WIDGET (form), "Judgement: overdue since"));
  g_assert_false (has_text (GTK_WIDGET (form), "Another"));
  fw_fixture_picture (&f, "record-moves");
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (f.window)), ==, 0);

  fw_test_server_answer (f.server, "POST", "records/finding/f1/moves", 200, stored);
  fw_test_server_answer (f.server, "GET", "records/finding/f1/moves", 200, real_case);
  press (form, "It is real");
  fw_fixture_wait (fw_record_get_revision (fw_record_form_get_record (form)) == 2 &&
                   find_button (GTK_WIDGET (form), "It is real") == NULL);
  g_assert_nonnull (strstr (last_body (&f, "POST records/finding/f1/moves"),
                            "\"move\":\"real\",\"revision\":1,\"reason\":null"));
  g_assert_false (has_text (GTK_WIDGET (form), "Judgement: "));
  /* Not on a button, which a second Enter would press. */
  expander = gtk_root_get_focus (GTK_ROOT (f.window));
  g_assert_nonnull (expander);
  g_assert_nonnull (gtk_widget_get_ancestor (expander, GTK_TYPE_EXPANDER));
  gtk_expander_set_expanded (GTK_EXPANDER (gtk_widget_get_ancestor (expander, GTK_TYPE_EXPANDER)),
                             TRUE);
  fw_test_settle (50);
  g_assert_true (has_text (GTK_WIDGET (form), "Not judged → Real"));
  g_assert_true (has_text (GTK_WIDGET (form), "It rang all night"));
  fw_fixture_close (&f);
}

/* Neither on a move nor on “Delete”, where no field is the reader's to write. */
static void
test_move_focus (void)
{
  FwFixture f = { 0 };
  FwRecordForm *form = open_finding (&f, "supervisor");
  GtkWidget *focus;

  fw_record_form_focus (form);
  focus = gtk_root_get_focus (GTK_ROOT (f.window));
  g_assert_nonnull (focus);
  g_assert_nonnull (gtk_widget_get_ancestor (focus, GTK_TYPE_EXPANDER));
  fw_fixture_close (&f);
}

static GtkWidget *
find_reason_dialog (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

/* A signed one asks for the reason first, and no blank is one. */
static void
test_signed_move (void)
{
  FwFixture f = { 0 };
  g_autofree char *stored = g_strdup_printf (FINDING, 2, "closed");
  FwRecordForm *form = open_finding (&f, "administrator");
  AdwMessageDialog *dialog;
  GtkWidget *entry;

  fw_test_server_answer (f.server, "POST", "records/finding/f1/moves", 200, stored);
  press (form, "Close");
  dialog = ADW_MESSAGE_DIALOG (find_reason_dialog ());
  g_assert_nonnull (dialog);
  g_assert_cmpuint (fw_test_server_count (f.server, "POST records/finding"), ==, 0);
  entry = fw_test_find (adw_message_dialog_get_extra_child (dialog), GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "  ");
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "move"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "Mended ");
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "move"));
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (dialog)), ==, 0);
  adw_message_dialog_response (dialog, "move");
  fw_fixture_wait (fw_record_get_revision (fw_record_form_get_record (form)) == 2);
  g_assert_nonnull (
      strstr (last_body (&f, "POST records/finding/f1/moves"), "\"reason\":\"Mended\""));
  gtk_window_destroy (GTK_WINDOW (dialog));
  fw_fixture_close (&f);
}

/* Somebody else was first: the banner says so, and the form stands on what is there now. */
static void
test_move_refused (void)
{
  FwFixture f = { 0 };
  g_autofree char *changed = g_strdup_printf (
      "{\"error\":{\"code\":\"conflict\",\"message\":\"Somebody changed this in the meantime. "
      "Look at it again.\"},\"refusal\":\"changed\",\"stored\":" FINDING "}",
      2, "real");
  FwRecordForm *form = open_finding (&f, "administrator");
  guint asked = fw_test_server_count (f.server, "GET records/finding/f1/moves");

  fw_test_server_answer (f.server, "POST", "records/finding/f1/moves", 403,
                         "{\"error\":{\"code\":\"forbidden\",\"message\":\"This needs a second "
                         "person: you entered or changed it.\"},\"refusal\":\"two-persons\"}");
  press (form, "It is real");
  fw_fixture_wait (has_text (GTK_WIDGET (form), "This needs a second person"));
  fw_fixture_wait (fw_test_server_count (f.server, "GET records/finding/f1/moves") > asked);
  g_assert_cmpuint (fw_record_get_revision (fw_record_form_get_record (form)), ==, 1);

  fw_test_settle (50);
  fw_test_server_answer (f.server, "POST", "records/finding/f1/moves", 409, changed);
  fw_test_server_answer (f.server, "GET", "records/finding/f1/moves", 200, real_case);
  press (form, "It is real");
  fw_fixture_wait (find_button (GTK_WIDGET (form), "It is real") == NULL);
  g_assert_true (has_text (GTK_WIDGET (form), "Somebody changed this in the meantime. Look"));
  g_assert_cmpuint (fw_record_get_revision (fw_record_form_get_record (form)), ==, 2);
  fw_fixture_close (&f);
}

int
main (int argc, char **argv)
{
  fw_fixture_init (&argc, &argv);
  g_test_add_func ("/records/form", test_form);
  g_test_add_func ("/records/save", test_save);
  g_test_add_func ("/records/undo", test_undo);
  g_test_add_func ("/records/field-error", test_field_error);
  g_test_add_func ("/records/conflict", test_conflict);
  g_test_add_func ("/records/all-errors", test_all_errors);
  g_test_add_func ("/records/id-proposed", test_id_proposed);
  g_test_add_func ("/records/merge", test_merge);
  g_test_add_func ("/records/in-use", test_in_use);
  g_test_add_func ("/records/policy-words", test_policy_words);
  g_test_add_func ("/records/lengths", test_lengths);
  g_test_add_func ("/records/read-only", test_read_only);
  g_test_add_func ("/records/offline", test_offline);
  g_test_add_func ("/records/follows", test_follows);
  g_test_add_func ("/records/move", test_move);
  g_test_add_func ("/records/move-focus", test_move_focus);
  g_test_add_func ("/records/signed-move", test_signed_move);
  g_test_add_func ("/records/move-refused", test_move_refused);
  return g_test_run ();
}
