/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-fixture.h"

#include "console/records/fw-conflict-dialog.h"
#include "console/records/fw-record-form.h"
#include "console/records/fw-record-list.h"
#include "console/records/fw-record-writer.h"
#include "console/records/fw-records-page.h"

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
  form = open_record (&f, "teams", "night-b");
  gtk_editable_set_text (find_entry (form, 0), "Night C");
  gtk_editable_set_text (find_entry (form, 1), "104");
  act (&f, "records.undo");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, 1)), ==, "103");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, 0)), ==, "Night C");
  act (&f, "records.undo");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, 0)), ==, "Night B");
  g_assert_false (fw_record_form_is_dirty (form));
  act (&f, "records.redo");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, 0)), ==, "Night C");
  fw_fixture_close (&f);
}

static void
test_field_error (void)
{
  FwFixture f = { 0 };
  FwRecordForm *form;

  fw_fixture_open (&f, "administrator", 1440, 900);
  form = open_record (&f, "teams", "night-b");
  gtk_editable_set_text (find_entry (form, 0), "");
  act (&f, "records.save");
  fw_test_settle (50);
  /* The name is required: it never went out. */
  g_assert_cmpuint (fw_test_server_count (f.server, "PUT"), ==, 0);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (find_entry (form, 0)), "error"));

  fw_test_server_answer (f.server, "PUT", "records/team/night-b", 400,
                         "{\"error\":{\"code\":\"invalid\",\"message\":\"leader: there is no "
                         "person 999\",\"field\":\"leader\"}}");
  gtk_editable_set_text (find_entry (form, 0), "Night");
  gtk_editable_set_text (find_entry (form, 1), "999");
  act (&f, "records.save");
  fw_fixture_wait (gtk_widget_has_css_class (GTK_WIDGET (find_entry (form, 1)), "error"));
  g_assert_true (has_text (GTK_WIDGET (form), "there is no person 999"));
  fw_fixture_picture (&f, "record-error");
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
  list = fw_record_list_get (f.client, &fw_kind_team);
  g_assert_cmpuint (g_list_model_get_n_items (fw_record_list_get_items (list)), ==, 3);
  fw_test_server_answer (f.server, "GET", "records/team", 200, one);
  fw_client_report_record (f.client, "team", "night-b", 4);
  fw_fixture_wait (g_list_model_get_n_items (fw_record_list_get_items (list)) == 1);
  g_assert_cmpstr (fw_record_item_get_title (fw_record_list_find (list, "night-b")), ==, "Renamed");
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
  g_test_add_func ("/records/read-only", test_read_only);
  g_test_add_func ("/records/offline", test_offline);
  g_test_add_func ("/records/follows", test_follows);
  return g_test_run ();
}
