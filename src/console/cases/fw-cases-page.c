/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/cases/fw-cases-page.h"

#include "charts/fw-format.h"
#include "console/cases/fw-case-checks.h"
#include "console/cases/fw-case-columns.h"
#include "console/cases/fw-case-dialog.h"
#include "console/cases/fw-case-item.h"
#include "console/cases/fw-case-links.h"
#include "console/cases/fw-case-said.h"
#include "console/fw-fold-box.h"
#include "console/records/fw-record-ask.h"
#include "console/records/fw-record-moves.h"
#include "console/records/fw-record-writer.h"

#include <glib/gi18n-lib.h>

/* Nobody works on more at once; who looks for one that stands behind finds it by words. */
#define MOST_ROWS 200
/* The time that is left is told in minutes. */
#define TICK 20 /* seconds */

struct _FwCasesPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkLabel *count;
  GtkEditable *search;
  GtkToggleButton *mine;
  GtkWidget *add;
  GtkWidget *take;
  FwRecordMoves *moves;
  FwCaseLinks *links;
  FwCaseSaid *said;
  FwCaseChecks *checks;
  FwLiveGrid *grid;
  GListStore *items;         /* FwCaseItem */
  FwRecord *record;          /* (nullable): of the chosen row, as it was answered */
  GCancellable *cancellable; /* (nullable): of the record that is asked for */
  char *awaited;             /* (nullable): the case to come to when its row is there */
  guint tick;
  gboolean replacing; /* rows are being changed: what is chosen meanwhile is nobody's choice */
};

G_DEFINE_FINAL_TYPE (FwCasesPage, fw_cases_page, FW_TYPE_ASKING_PAGE)

/* ---- the chosen one ---- */

static gboolean
is_mine (FwCasesPage *self)
{
  const char *account = fw_client_get_account_id (fw_page_get_client (FW_PAGE (self)));

  return self->record != NULL && g_strcmp0 (fw_record_text (self->record, "owner"), account) == 0;
}

static void
show_record (FwCasesPage *self)
{
  const gboolean writes = fw_asking_page_may_write (FW_ASKING_PAGE (self), "case");

  fw_record_moves_show (self->moves, fw_page_get_client (FW_PAGE (self)), self->record);
  fw_case_links_show (self->links, fw_page_get_client (FW_PAGE (self)),
                      self->record != NULL ? fw_record_get_id (self->record) : NULL,
                      self->record != NULL ? fw_record_text (self->record, "contact") : NULL,
                      self->record != NULL ? fw_record_text (self->record, "customer") : NULL);
  fw_case_said_show (self->said, fw_page_get_client (FW_PAGE (self)),
                     self->record != NULL ? fw_record_get_id (self->record) : NULL);
  fw_case_checks_show (self->checks, fw_page_get_client (FW_PAGE (self)), self->record, writes);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cases.note", writes && self->record != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cases.promise",
                                 writes && self->record != NULL);
  gtk_button_set_label (GTK_BUTTON (self->take), is_mine (self) ? _ ("Give back") : _ ("Take"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cases.take", writes && self->record != NULL);
}

static void
record_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwCasesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  FwRecord *record = fw_record_ask_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->record, fw_record_unref);
  self->record = record;
  show_record (self);
}

static void
show_chosen (FwCasesPage *self)
{
  g_autoptr (FwCaseItem) item = fw_live_grid_get_selected (self->grid);

  fw_record_ask_stop (&self->cancellable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cases.open", item != NULL);
  if (item == NULL)
    {
      g_clear_pointer (&self->record, fw_record_unref);
      show_record (self);
      return;
    }
  fw_record_ask_anew (&self->cancellable, fw_page_get_client (FW_PAGE (self)), "case",
                      fw_case_item_get (item, "id"), record_cb, g_object_ref (self));
}

static void
selection_cb (FwCasesPage *self)
{
  if (self->replacing)
    return;
  g_clear_pointer (&self->awaited, g_free); /* somebody has chosen another */
  show_chosen (self);
}

/* ---- rows ---- */

static gint
find_row (FwCasesPage *self, const char *id)
{
  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (FwCaseItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_str_equal (fw_case_item_get (item, "id"), id))
        return (gint) i;
    }
  return -1;
}

static const char *
get_key (gpointer row)
{
  return fw_case_item_get (row, "id");
}

static void
take_row (gpointer row, gpointer newer)
{
  fw_case_item_take (row, newer);
}

/* What was registered here is chosen once it is there; and what was chosen and went, as a case does
 * for a moment between its call-back and being opened again, when it comes back. */
static void
replace_rows (FwCasesPage *self, GPtrArray *rows)
{
  g_autoptr (FwCaseItem) chosen = fw_live_grid_get_selected (self->grid);
  const gboolean waited = self->awaited != NULL;
  gint at;

  if (!waited && chosen != NULL)
    self->awaited = g_strdup (fw_case_item_get (chosen, "id"));
  self->replacing = TRUE;
  fw_live_grid_replace (self->grid, self->items, rows, get_key, take_row);
  at = find_row (self, self->awaited);
  if (at >= 0)
    {
      g_autoptr (FwCaseItem) now = fw_live_grid_get_selected (self->grid);

      if (now == NULL || !g_str_equal (fw_case_item_get (now, "id"), self->awaited))
        fw_live_grid_come_to (self->grid, (guint) at);
    }
  if (at >= 0 || waited)
    g_clear_pointer (&self->awaited, g_free); /* not in the next answer either: it is gone */
  self->replacing = FALSE;
  show_chosen (self);
}

static gboolean
is_narrowed (FwCasesPage *self)
{
  return gtk_toggle_button_get_active (self->mine) || *gtk_editable_get_text (self->search) != '\0';
}

static void
show_count (FwCasesPage *self, guint n, gboolean more, gint64 overdue, gboolean more_overdue)
{
  g_autofree char *number = fw_format_count (n);
  g_autofree char *late = fw_format_count (overdue);
  g_autofree char *cases = NULL, *text = NULL;

  cases = g_strdup_printf (more ? _ ("the first %s cases") : ngettext ("%s case", "%s cases", n),
                           number);
  /* Translators: how many cases are shown, and how many are overdue. */
  text = g_strdup_printf (more_overdue ? _ ("%s, more than %s overdue") : _ ("%s, %s overdue"),
                          cases, late);
  gtk_label_set_text (self->count,
                      n == 0 && is_narrowed (self) ? _ ("No open case is like that") : text);
  fw_page_set_count (FW_PAGE (self), (guint) overdue, _ ("overdue"));
}

static gboolean
take_answer (FwCasesPage *self, JsonObject *answer, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array;
  gint64 overdue;
  gboolean more_overdue;

  if (!fw_json_get_array (answer, "rows", &array, error) ||
      !fw_json_get_integer (answer, "overdue", &overdue, error) ||
      !fw_json_get_boolean (answer, "more_overdue", &more_overdue, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *row = fw_json_find_element (array, i);
      FwCaseItem *item = row != NULL ? fw_case_item_new (row) : NULL;

      if (item == NULL)
        return fw_json_refuse (error, "id", "an id");
      g_ptr_array_add (rows, item);
    }
  replace_rows (self, rows);
  fw_asking_page_show_part (FW_ASKING_PAGE (self), self->stack,
                            rows->len > 0 || is_narrowed (self) ? "queue" : "empty");
  show_count (self, rows->len, fw_json_find_text (answer, "next") != NULL, overdue, more_overdue);
  return TRUE;
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwCasesPage *self = FW_CASES_PAGE (page);
  g_autoptr (JsonObject) answer = NULL;

  answer = fw_json_parse_bytes (body, error);
  return answer != NULL && take_answer (self, answer, error);
}

static void
fw_cases_page_ask (FwAskingPage *page)
{
  FwCasesPage *self = FW_CASES_PAGE (page);
  g_autoptr (GString) path = g_string_new ("cases?limit=" G_STRINGIFY (MOST_ROWS));
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (self->search)));

  fw_asking_page_append_who (page, path);
  fw_asking_page_append (path, "words", words);
  if (gtk_toggle_button_get_active (self->mine))
    fw_asking_page_append (path, "owner", "me");
  fw_asking_page_get (page, path->str, take_body);
}

static void
narrow_cb (FwCasesPage *self)
{
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static gboolean
tick_cb (gpointer user_data)
{
  fw_live_grid_reshow (FW_CASES_PAGE (user_data)->grid);
  return G_SOURCE_CONTINUE;
}

/* ---- what is done ---- */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwCasesPage) self = user_data;

  if (!fw_record_moves_finish (FW_PAGE (self), result))
    return;
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
move_chosen_cb (
    FwCasesPage *self, FwRecord *record, const char *move, const char *reason, char **names)
{
  fw_record_moves_make (FW_PAGE (self), record, move, reason, names, written_cb);
}

static void
take_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwCasesPage *self = FW_CASES_PAGE (widget);
  FwClient *client = fw_page_get_client (FW_PAGE (self));
  g_autoptr (FwRecord) changed = NULL;

  if (self->record == NULL)
    return;
  changed = fw_record_copy (self->record);
  fw_record_put_text (changed, "owner", is_mine (self) ? NULL : fw_client_get_account_id (client));
  fw_record_write_async (client, changed, fw_page_get_cancellable (FW_PAGE (self)), written_cb,
                         g_object_ref (self));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwCasesPage *self = FW_CASES_PAGE (widget);
  g_autoptr (FwCaseItem) item = fw_live_grid_get_selected (self->grid);

  if (item != NULL)
    fw_page_go (FW_PAGE (self), "case-list", g_variant_new_string (fw_case_item_get (item, "id")));
}

/* The queue stays where it is, and comes to the new one. */
static void
registered_cb (FwPage *page, const char *id)
{
  FwCasesPage *self = FW_CASES_PAGE (page);

  g_free (self->awaited);
  self->awaited = g_strdup (id);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (FwRecord) record = fw_case_dialog_begin (FW_PAGE (widget));

  fw_case_dialog_present (FW_PAGE (widget), record, NULL, registered_cb);
}

static void
write_of (FwCasesPage *self, const char *kind)
{
  g_autoptr (FwRecord) record = NULL;

  if (self->record == NULL)
    return;
  record = fw_case_dialog_begin_of (FW_PAGE (self), kind, fw_record_get_id (self->record));
  fw_case_dialog_present (FW_PAGE (self), record, NULL, NULL);
}

static void
note_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  write_of (FW_CASES_PAGE (widget), "case-note");
}

static void
promise_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  write_of (FW_CASES_PAGE (widget), "promise");
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (FW_CASES_PAGE (widget)->search));
}

static void
mine_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkToggleButton *mine = FW_CASES_PAGE (widget)->mine;

  gtk_toggle_button_set_active (mine, !gtk_toggle_button_get_active (mine));
}

static void
activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  open_action (data, NULL, NULL);
}

/* Of the chosen row, wherever nothing is typed. */
static gboolean
key_pressed_cb (FwCasesPage *self, guint key, guint code, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (fw_record_moves_press_key (self->moves, key))
    return TRUE;
  switch (gdk_keyval_to_lower (key))
    {
    case GDK_KEY_t:
      return gtk_widget_activate_action (GTK_WIDGET (self), "cases.take", NULL);
    case GDK_KEY_c:
      return fw_case_checks_focus (self->checks);
    case GDK_KEY_n:
      return gtk_widget_activate_action (GTK_WIDGET (self), "cases.note", NULL);
    case GDK_KEY_p:
      return gtk_widget_activate_action (GTK_WIDGET (self), "cases.promise", NULL);
    default:
      return FALSE;
    }
}

/* ---- the page ---- */

static void
fw_cases_page_setup (FwPage *page)
{
  FwCasesPage *self = FW_CASES_PAGE (page);
  const gboolean writes = fw_asking_page_may_write (FW_ASKING_PAGE (self), "case");

  FW_PAGE_CLASS (fw_cases_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>f", "cases.search", NULL);
  fw_page_add_key (page, "<Control>n", "cases.add", NULL);
  fw_page_add_key (page, "<Control>m", "cases.mine", NULL);
  gtk_widget_set_visible (self->add, writes);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cases.add", writes);
  show_record (self);
}

static void
fw_cases_page_focus (FwPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (FW_CASES_PAGE (page)->grid));
}

static char *
fw_cases_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (FW_CASES_PAGE (page)->grid, with_headers, FALSE);
}

static char *
fw_cases_page_list (FwPage *page)
{
  return fw_live_grid_list (FW_CASES_PAGE (page)->grid, TRUE, TRUE);
}

static void
fw_cases_page_dispose (GObject *object)
{
  FwCasesPage *self = FW_CASES_PAGE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  fw_record_ask_stop (&self->cancellable);
  g_clear_object (&self->items);
  g_clear_pointer (&self->awaited, g_free);
  g_clear_pointer (&self->record, fw_record_unref);

  G_OBJECT_CLASS (fw_cases_page_parent_class)->dispose (object);
}

static void
fw_cases_page_class_init (FwCasesPageClass *klass)
{
  static const char *const kinds[] = { "case", "department", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  g_type_ensure (FW_TYPE_FOLD_BOX); /* the template names them */
  g_type_ensure (FW_TYPE_RECORD_MOVES);
  g_type_ensure (FW_TYPE_CASE_LINKS);
  g_type_ensure (FW_TYPE_CASE_SAID);
  g_type_ensure (FW_TYPE_CASE_CHECKS);
  FW_ASKING_PAGE_CLASS (klass)->ask = fw_cases_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_cases_page_dispose;
  page_class->setup = fw_cases_page_setup;
  page_class->focus = fw_cases_page_focus;
  page_class->copy = fw_cases_page_copy;
  page_class->list = fw_cases_page_list;
  page_class->is_table = TRUE;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/cases/fw-cases-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwCasesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwCasesPage, count);
  gtk_widget_class_bind_template_child (widget_class, FwCasesPage, search);
  gtk_widget_class_bind_template_child (widget_class, FwCasesPage, mine);
  gtk_widget_class_bind_template_child (widget_class, FwCasesPage, add);
  gtk_widget_class_bind_template_child (widget_class, FwCasesPage, take);
  gtk_widget_class_bind_template_child (widget_class, FwCasesPage, moves);
  gtk_widget_class_bind_template_child (widget_class, FwCasesPage, links);
  gtk_widget_class_bind_template_child (widget_class, FwCasesPage, said);
  gtk_widget_class_bind_template_child (widget_class, FwCasesPage, checks);
  gtk_widget_class_bind_template_child_full (widget_class, "board", FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_chosen_cb);
  gtk_widget_class_install_action (widget_class, "cases.take", NULL, take_action);
  gtk_widget_class_install_action (widget_class, "cases.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "cases.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "cases.note", NULL, note_action);
  gtk_widget_class_install_action (widget_class, "cases.promise", NULL, promise_action);
  gtk_widget_class_install_action (widget_class, "cases.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "cases.mine", NULL, mine_action);
}

static void
fw_cases_page_init (FwCasesPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkBox *board;

  gtk_widget_init_template (GTK_WIDGET (self));
  board = GTK_BOX (gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_CASES_PAGE, "board"));
  self->items = g_list_store_new (FW_TYPE_CASE_ITEM);
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("cases", _ ("Cases by what is due first")));
  fw_case_columns_add (self->grid);
  fw_live_grid_set_presorted (self->grid);
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->items), NULL);
  fw_live_grid_remember (self->grid);
  g_signal_connect (self->grid, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_object (fw_live_grid_get_shown (self->grid), "selection-changed",
                           G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_vexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_box_append (board, GTK_WIDGET (self->grid));
  self->tick = g_timeout_add_seconds (TICK, tick_cb, self);
}
