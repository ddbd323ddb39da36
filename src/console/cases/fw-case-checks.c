/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/cases/fw-case-checks.h"

#include "charts/fw-format.h"
#include "console/cases/fw-case-dialog.h"
#include "console/cases/fw-checklist-row.h"
#include "console/fw-page.h"
#include "console/records/fw-record-list.h"
#include "console/records/fw-record-moves.h"
#include "console/records/fw-record-writer.h"
#include "core/calendar/fw-zone.h"
#include "core/quality/fw-checklist.h"
#include "protocol/fw-json.h"
#include "protocol/fw-record-json.h"

#include <glib/gi18n-lib.h>

#define WAIT_MS 150
#define STEP FW_CHECKLIST_ROW_STEP

struct _FwCaseChecks
{
  AdwBin parent_instance;

  GtkBox *box;
  GtkListBox *list; /* (nullable): of all steps */
  FwClient *client; /* (nullable) */
  FwRecordList *lists, *steps;
  FwRecord *record;  /* (nullable) */
  GPtrArray *checks; /* FwRecord, of the case */
  GHashTable *begun; /* ids of checklists that were begun at this desk, without a tick yet */
  GCancellable *cancellable; /* of the question */
  guint rest;
  gboolean writes;
};

G_DEFINE_FINAL_TYPE (FwCaseChecks, fw_case_checks, ADW_TYPE_BIN)

static void ask_soon (FwCaseChecks *self);
static void show_all (FwCaseChecks *self);

static FwPage *
get_page (FwCaseChecks *self)
{
  return FW_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), FW_TYPE_PAGE));
}

/* ---- what is known ---- */

static gint
compare_steps (gconstpointer a, gconstpointer b)
{
  const FwRecord *x = *(FwRecord *const *) a, *y = *(FwRecord *const *) b;
  const gint64 first = fw_record_integer (x, "place"), second = fw_record_integer (y, "place");

  return first != second ? (first < second ? -1 : 1)
                         : g_strcmp0 (fw_record_get_id (x), fw_record_get_id (y));
}

static gint
compare_lists (gconstpointer a, gconstpointer b)
{
  const FwRecord *x = *(FwRecord *const *) a, *y = *(FwRecord *const *) b;

  return g_utf8_collate (fw_record_text (x, "name"), fw_record_text (y, "name"));
}

/* @checklist: (nullable): of which; NULL: all. Returns: (transfer full) (element-type FwRecord). */
static GPtrArray *
list_records (FwRecordList *from, const char *checklist, GCompareFunc compare)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  GListModel *items = fw_record_list_get_items (from);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (FwRecordItem) item = g_list_model_get_item (items, i);
      FwRecord *record = fw_record_item_get_record (item);

      if (record != NULL && fw_checklist_is_used (record) &&
          (checklist == NULL || g_strcmp0 (fw_record_text (record, "checklist"), checklist) == 0))
        g_ptr_array_add (records, fw_record_ref (record));
    }
  g_ptr_array_sort (records, compare);
  return records;
}

static FwChecklistJudged
judge (FwCaseChecks *self, const FwRecord *record, const FwChecklistCheck *checks)
{
  const FwChecklistStep step = fw_checklist_step_read (record);
  const char *text = fw_record_text (self->record, "came");
  const gint64 now = g_get_real_time ();
  gint64 came;

  if (text == NULL || !fw_time_parse (fw_text (text), &came))
    came = now;
  return fw_checklist_judge (&step, checks, self->checks->len, came, now);
}

static gboolean
is_begun (FwCaseChecks *self, const char *checklist)
{
  if (g_hash_table_contains (self->begun, checklist))
    return TRUE;
  for (guint i = 0; i < self->checks->len; i++)
    {
      FwRecordItem *item =
          fw_record_list_find (self->steps, fw_record_text (self->checks->pdata[i], "step"));

      if (item != NULL && g_strcmp0 (fw_record_text (fw_record_item_get_record (item), "checklist"),
                                     checklist) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Returns: (transfer none) (nullable): what this reader said of a step. */
static FwRecord *
find_own (FwCaseChecks *self, const char *step)
{
  const char *account = fw_client_get_account_id (self->client);

  for (guint i = 0; i < self->checks->len; i++)
    if (g_strcmp0 (fw_record_text (self->checks->pdata[i], "step"), step) == 0 &&
        g_strcmp0 (fw_record_text (self->checks->pdata[i], "owner"), account) == 0)
      return self->checks->pdata[i];
  return NULL;
}

/* ---- ticking ---- */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwCaseChecks) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  FwPage *page = get_page (self);
  const FwWriteOutcome outcome = fw_record_write_finish (result, NULL, NULL, &error);

  if (page == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (outcome == FW_WRITE_WAITING)
    fw_page_toast_waiting (page);
  else if (outcome == FW_WRITE_FAILED)
    {
      sentence = fw_record_moves_describe_error (error);
      fw_page_toast (page, sentence);
    }
  ask_soon (self);
}

static FwRecord *
begin_check (FwCaseChecks *self, FwPage *page, const char *step, const char *what)
{
  FwRecord *record = fw_case_dialog_begin_of (page, "case-check", fw_record_get_id (self->record));

  fw_record_put_text (record, "step", step);
  fw_record_put_text (record, "what", what);
  return record;
}

static void
dialog_done_cb (FwPage *page, const char *id)
{
}

static void
tick (FwCaseChecks *self, const char *step)
{
  FwRecord *own = find_own (self, step);
  FwPage *page = get_page (self);

  if (!self->writes || page == NULL)
    return;
  if (own != NULL)
    fw_record_delete_async (self->client, own, fw_page_get_cancellable (page), written_cb,
                            g_object_ref (self));
  else
    {
      g_autoptr (FwRecord) record = begin_check (self, page, step, "done");
      g_autoptr (FwRecord) named = fw_case_dialog_name (record);

      fw_record_write_async (self->client, named, fw_page_get_cancellable (page), written_cb,
                             g_object_ref (self));
    }
}

static void
tick_with (FwCaseChecks *self, const char *step, const char *what)
{
  FwPage *page = get_page (self);
  g_autoptr (FwRecord) record = NULL;

  if (!self->writes || page == NULL)
    return;
  record = begin_check (self, page, step, what);
  fw_case_dialog_present (page, record, NULL, dialog_done_cb);
}

static void
activated_cb (FwCaseChecks *self, GtkListBoxRow *row)
{
  const char *step = g_object_get_data (G_OBJECT (row), STEP);

  if (step != NULL)
    tick (self, step);
}

static gboolean
key_pressed_cb (FwCaseChecks *self, guint key, guint code, GdkModifierType state)
{
  GtkWidget *row = self->list != NULL ? gtk_widget_get_focus_child (GTK_WIDGET (self->list)) : NULL;
  const char *step = row != NULL ? g_object_get_data (G_OBJECT (row), STEP) : NULL;

  if (step == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (key == GDK_KEY_space)
    tick (self, step);
  else if (gdk_keyval_to_lower (key) == GDK_KEY_x)
    tick_with (self, step, "apart");
  else if (gdk_keyval_to_lower (key) == GDK_KEY_w)
    tick_with (self, step, "done");
  else
    return FALSE;
  return TRUE;
}

static void
begin_cb (FwCaseChecks *self, GtkButton *button)
{
  g_hash_table_add (self->begun, g_strdup (g_object_get_data (G_OBJECT (button), STEP)));
  show_all (self);
  fw_case_checks_focus (self);
}

/* ---- what is shown ---- */

static void
add_row (FwCaseChecks *self, const FwRecord *step, const FwChecklistJudged *judged)
{
  gtk_list_box_append (self->list, fw_checklist_row_new (step, judged));
}

static void
add_head (FwCaseChecks *self, const FwRecord *list, const FwChecklistSum *sum, gint at)
{
  GtkWidget *row = gtk_list_box_row_new (), *label;
  g_autofree char *done = fw_format_count (sum->done), *owed = fw_format_count (sum->owed);
  /* Translators: a checklist, how many of its steps are done, and how many there are. */
  g_autofree char *text =
      g_strdup_printf (_ ("%s · %s of %s done"), fw_record_text (list, "name"), done, owed);

  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  fw_checklist_row_set_margins (label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_insert (self->list, row, at);
}

static void
add_list (FwCaseChecks *self, const FwRecord *list, const FwChecklistCheck *checks, gint *at)
{
  g_autoptr (GPtrArray) steps = list_records (self->steps, fw_record_get_id (list), compare_steps);
  FwChecklistSum sum = { 0 };

  if (steps->len == 0)
    return;
  for (guint i = 0; i < steps->len; i++)
    {
      const FwChecklistJudged judged = judge (self, steps->pdata[i], checks);

      fw_checklist_add (&sum, &judged);
      add_row (self, steps->pdata[i], &judged);
    }
  add_head (self, list, &sum, *at);
  *at += 1 + (gint) steps->len;
}

static void
add_begin (FwCaseChecks *self, GtkFlowBox *box, const FwRecord *list)
{
  /* Translators: a checklist. */
  g_autofree char *text = g_strdup_printf (_ ("Begin “%s”"), fw_record_text (list, "name"));
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, "small");
  gtk_widget_set_sensitive (button, self->writes);
  g_object_set_data_full (G_OBJECT (button), STEP, g_strdup (fw_record_get_id (list)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (begin_cb), self, G_CONNECT_SWAPPED);
  gtk_flow_box_insert (box, button, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

/* Returns: (transfer full) (nullable): the step that the cursor is on. */
static char *
dup_cursor (FwCaseChecks *self)
{
  GtkWidget *row = self->list != NULL ? gtk_widget_get_focus_child (GTK_WIDGET (self->list)) : NULL;

  return row != NULL ? g_strdup (g_object_get_data (G_OBJECT (row), STEP)) : NULL;
}

static void
come_to (FwCaseChecks *self, const char *step)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), STEP), step) == 0)
      gtk_widget_grab_focus (row);
}

static void
make_list (FwCaseChecks *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->list),
                               _ ("Space ticks a step or takes your tick back, X says that it does "
                                  "not apply, W ticks it with a note"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Checklists of the case"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->box, GTK_WIDGET (self->list));
}

static void
fill (FwCaseChecks *self)
{
  g_autoptr (GPtrArray) lists = list_records (self->lists, NULL, compare_lists);
  g_autofree FwChecklistCheck *checks = g_new (FwChecklistCheck, self->checks->len + 1);
  GtkFlowBox *others = GTK_FLOW_BOX (gtk_flow_box_new ());
  const char *class = fw_record_text (self->record, "class");
  gint at = 0;

  for (guint i = 0; i < self->checks->len; i++)
    checks[i] = fw_checklist_check_read (self->checks->pdata[i]);
  make_list (self);
  gtk_flow_box_set_selection_mode (others, GTK_SELECTION_NONE);
  for (guint i = 0; i < lists->len; i++)
    {
      const FwRecord *list = lists->pdata[i];

      if (fw_checklist_fits (list, class, is_begun (self, fw_record_get_id (list))))
        add_list (self, list, checks, &at);
      else if (fw_checklist_fits (list, class, TRUE))
        add_begin (self, others, list);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), at > 0);
  gtk_box_append (self->box, GTK_WIDGET (others));
}

/* Whoever stands on a step stands on it afterwards. */
static void
show_all (FwCaseChecks *self)
{
  g_autofree char *cursor = dup_cursor (self);
  GtkWidget *child;

  self->list = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  if (self->record != NULL)
    fill (self);
  gtk_widget_set_visible (GTK_WIDGET (self), self->record != NULL);
  if (cursor != NULL && self->list != NULL)
    come_to (self, cursor);
}

gboolean
fw_case_checks_focus (FwCaseChecks *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (FW_IS_CASE_CHECKS (self), FALSE);

  /* The first row is a heading. */
  row = self->list != NULL ? gtk_list_box_get_row_at_index (self->list, 1) : NULL;
  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* ---- questions ---- */

static void
take (FwCaseChecks *self, GBytes *body)
{
  g_autoptr (JsonObject) answer = body != NULL ? fw_json_parse_bytes (body, NULL) : NULL;
  const FwKind *kind = fw_client_find_kind (self->client, "case-check");
  JsonArray *array;

  if (answer == NULL || !fw_json_get_array (answer, "records", &array, NULL))
    return;
  g_ptr_array_set_size (self->checks, 0);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *element = fw_json_find_element (array, i);
      FwRecord *record = element != NULL ? fw_record_json_take (kind, element, NULL) : NULL;

      if (record != NULL)
        g_ptr_array_add (self->checks, record);
    }
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwCaseChecks) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = fw_client_request_finish (FW_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  take (self, body);
  show_all (self);
}

static gboolean
rested_cb (gpointer user_data)
{
  FwCaseChecks *self = user_data;
  g_autofree char *id = NULL, *path = NULL;

  self->rest = 0;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->record == NULL)
    return G_SOURCE_REMOVE;
  id = g_uri_escape_string (fw_record_get_id (self->record), NULL, FALSE);
  path = g_strdup_printf ("records/case-check?where.case=%s&limit=1000", id);
  fw_client_request_async (self->client, "GET", path, NULL, NULL, self->cancellable, answered_cb,
                           g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
ask_soon (FwCaseChecks *self)
{
  if (self->rest == 0)
    self->rest = g_timeout_add (WAIT_MS, rested_cb, self);
}

static void
record_changed_cb (FwCaseChecks *self, const char *kind)
{
  if (g_strcmp0 (kind, "case-check") == 0)
    ask_soon (self);
}

static void
attach (FwCaseChecks *self, FwClient *client)
{
  self->client = g_object_ref (client);
  self->lists = fw_record_list_get (client, fw_client_find_kind (client, "checklist"));
  self->steps = fw_record_list_get (client, fw_client_find_kind (client, "checklist-step"));
  g_signal_connect_object (self->lists, "changed", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->steps, "changed", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "record-changed", G_CALLBACK (record_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
fw_case_checks_show (FwCaseChecks *self, FwClient *client, FwRecord *record, gboolean writes)
{
  const gboolean other = record == NULL || self->record == NULL ||
                         !g_str_equal (fw_record_get_id (record), fw_record_get_id (self->record));

  g_return_if_fail (FW_IS_CASE_CHECKS (self) && FW_IS_CLIENT (client));

  if (self->client == NULL)
    attach (self, client);
  if (other)
    {
      g_ptr_array_set_size (self->checks, 0);
      g_hash_table_remove_all (self->begun);
    }
  g_clear_pointer (&self->record, fw_record_unref);
  self->record = record != NULL ? fw_record_copy (record) : NULL;
  self->writes = writes;
  if (other)
    show_all (self);
  ask_soon (self);
}

/* ---- the widget ---- */

static void
fw_case_checks_dispose (GObject *object)
{
  FwCaseChecks *self = FW_CASE_CHECKS (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);
  g_clear_pointer (&self->record, fw_record_unref);
  G_OBJECT_CLASS (fw_case_checks_parent_class)->dispose (object);
}

static void
fw_case_checks_finalize (GObject *object)
{
  FwCaseChecks *self = FW_CASE_CHECKS (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->checks);
  g_hash_table_unref (self->begun);
  G_OBJECT_CLASS (fw_case_checks_parent_class)->finalize (object);
}

static void
fw_case_checks_class_init (FwCaseChecksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_case_checks_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_case_checks_finalize;
}

static void
fw_case_checks_init (FwCaseChecks *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->cancellable = g_cancellable_new ();
  self->checks = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  self->begun = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
