/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/inbox/fw-inbox-page.h"

#include "console/fw-one-stop.h"
#include "console/fw-pages.h"
#include "console/inbox/fw-inbox-act.h"
#include "console/inbox/fw-inbox-beside.h"
#include "console/inbox/fw-inbox-row.h"
#include "console/inbox/fw-inbox.h"
#include "console/live/fw-live-care.h"
#include "console/records/fw-record-ask.h"
#include "console/records/fw-record-moves.h"
#include "console/records/fw-record-writer.h"

#include <glib/gi18n-lib.h>

#define SNOOZE 15 /* minutes */

struct _FwInboxPage
{
  FwPage parent_instance;

  GtkLabel *count;
  GtkToggleButton *all;
  GtkStack *stack;
  GtkListBox *list;
  GtkLabel *beside;
  FwRecordMoves *moves;
  GtkWidget *acknowledge;
  GtkMenuButton *aside;

  FwInbox *inbox;            /* not owned: the client's */
  GCancellable *cancellable; /* of the record that is asked for */
  GVariant *wanted;          /* (nullable): to come to when it is there */
  gint at;                   /* row that was chosen last */
  gboolean had_focus;        /* when the list began to change */
  gboolean gone;
};

G_DEFINE_FINAL_TYPE (FwInboxPage, fw_inbox_page, FW_TYPE_PAGE)

static FwInboxEntry *
get_chosen (FwInboxPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? fw_inbox_row_get_entry (row) : NULL;
}

static gboolean
has_focus (FwInboxPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) &&
         gtk_widget_get_mapped (GTK_WIDGET (self));
}

/* ---- where the chosen one stands ---- */

static void
record_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwInboxPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) record = fw_record_ask_finish (result, &error);

  if (record != NULL && get_chosen (self) != NULL)
    fw_record_moves_show (self->moves, FW_CLIENT (source), record);
}

static void
show_chosen (FwInboxPage *self)
{
  FwInboxEntry *entry = get_chosen (self);
  gboolean alert = entry != NULL && fw_inbox_entry_is_alert (entry);

  fw_record_ask_stop (&self->cancellable);
  gtk_widget_set_visible (self->acknowledge, alert);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "inbox.open", entry != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->aside), entry != NULL);
  if (entry == NULL || alert || fw_pages_find_kind (fw_inbox_entry_get_kind (entry)) == NULL)
    {
      fw_record_moves_show (self->moves, fw_page_get_client (FW_PAGE (self)), NULL);
      gtk_widget_set_visible (GTK_WIDGET (self->beside), FALSE);
      return;
    }
  fw_record_ask_anew (&self->cancellable, fw_page_get_client (FW_PAGE (self)),
                      fw_inbox_entry_get_kind (entry), fw_inbox_entry_get_id (entry), record_cb,
                      g_object_ref (self));
  fw_inbox_beside_show (self->beside, fw_page_get_client (FW_PAGE (self)),
                        fw_inbox_entry_get_kind (entry), fw_inbox_entry_get_id (entry),
                        self->cancellable);
}

static void
row_selected_cb (FwInboxPage *self, GtkListBoxRow *row)
{
  if (self->gone) /* the page takes its rows with it */
    return;
  if (row != NULL)
    self->at = gtk_list_box_row_get_index (row);
  show_chosen (self);
}

/* ---- the list ---- */

static GtkAdjustment *
get_adjustment (FwInboxPage *self)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (self->list), GTK_TYPE_SCROLLED_WINDOW);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
}

static gboolean
show_row_cb (gpointer user_data)
{
  FwInboxPage *self = user_data;
  GtkListBoxRow *row = self->gone ? NULL : gtk_list_box_get_selected_row (self->list);
  graphene_rect_t bounds;

  if (row != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (get_adjustment (self), bounds.origin.y,
                               bounds.origin.y + bounds.size.height);
  return G_SOURCE_REMOVE;
}

/* What stands below grows with what is chosen; that stays in sight, once the rows have their
 * places. */
static void
room_changed_cb (FwInboxPage *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_row_cb, g_object_ref (self), g_object_unref);
}

static void
choose_row (FwInboxPage *self, gint at)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, at);

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  if (self->had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* What somebody was sent to, once it is there. Returns: FALSE: it is not. */
static gboolean
choose_wanted (FwInboxPage *self)
{
  const char *kind, *id;
  GtkListBoxRow *row;

  if (self->wanted == NULL)
    return FALSE;
  g_variant_get (self->wanted, "(&s&s)", &kind, &id);
  for (gint i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      FwInboxEntry *entry = fw_inbox_row_get_entry (row);

      if (!g_str_equal (fw_inbox_entry_get_kind (entry), kind) ||
          !g_str_equal (fw_inbox_entry_get_id (entry), id))
        continue;
      self->had_focus = TRUE;
      choose_row (self, i);
      g_clear_pointer (&self->wanted, g_variant_unref);
      return TRUE;
    }
  return FALSE;
}

static char *
describe_count (FwInboxPage *self)
{
  guint n = fw_inbox_count_waiting (self->inbox);

  if (fw_inbox_has_more (self->inbox))
    return g_strdup_printf (ngettext ("More than %u waits for you", "More than %u wait for you", n),
                            n);
  return g_strdup_printf (ngettext ("%u waits for you", "%u wait for you", n), n);
}

static void
show_inbox (FwInboxPage *self)
{
  const GError *error = fw_inbox_get_error (self->inbox);
  guint n = g_list_model_get_n_items (fw_inbox_get_entries (self->inbox));
  g_autofree char *count = describe_count (self);
  gboolean known = fw_inbox_is_known (self->inbox);

  if (error != NULL)
    fw_page_show_error (FW_PAGE (self), error);
  else
    fw_page_clear_error (FW_PAGE (self));
  gtk_label_set_text (self->count, known ? count : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->count), known ? count : NULL);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : known ? "empty" : "loading");
  if (!choose_wanted (self) && get_chosen (self) == NULL)
    choose_row (self, MIN (self->at, (gint) n - 1));
  if (n == 0 && self->had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->all));
  self->had_focus = FALSE;
}

/* Before the rows follow. */
static void
items_changed_cb (FwInboxPage *self)
{
  self->had_focus = self->had_focus || has_focus (self);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  return fw_inbox_row_new (item);
}

static void
all_toggled_cb (FwInboxPage *self)
{
  fw_inbox_set_all (self->inbox, gtk_toggle_button_get_active (self->all));
}

/* ---- what is done about it ---- */

static const FwPageEntry *
find_page (const char *kind)
{
  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    if (g_strcmp0 (entry->kind, kind) == 0)
      return entry;
  return NULL;
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwInboxPage *self = FW_INBOX_PAGE (widget);
  FwInboxEntry *entry = get_chosen (self);
  const FwPageEntry *page;

  if (entry == NULL)
    return;
  if (fw_inbox_entry_is_alert (entry))
    {
      fw_page_go (FW_PAGE (self), "live", g_variant_new_string (fw_inbox_entry_get_id (entry)));
      return;
    }
  page = find_page (fw_inbox_entry_get_kind (entry));
  if (page != NULL)
    fw_page_go (FW_PAGE (self), page->name, g_variant_new_string (fw_inbox_entry_get_id (entry)));
}

static void
row_activated_cb (FwInboxPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "inbox.open", NULL);
}

/* An alert is taken up as on the page that shows it. */
static void
act_on_alert (FwInboxPage *self, FwInboxEntry *entry, const char *act, guint minutes)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "live.alert", "(ssu)",
                              fw_inbox_entry_get_id (entry), act, minutes);
}

static void
acknowledge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwInboxPage *self = FW_INBOX_PAGE (widget);
  FwInboxEntry *entry = get_chosen (self);

  if (entry != NULL && fw_inbox_entry_is_alert (entry))
    act_on_alert (self, entry, "acknowledge", 0);
}

static void
snooze_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwInboxPage *self = FW_INBOX_PAGE (widget);
  FwInboxEntry *entry = get_chosen (self);
  guint minutes = g_variant_get_uint32 (parameter);

  if (entry == NULL)
    return;
  if (fw_inbox_entry_is_alert (entry))
    act_on_alert (self, entry, "snooze", minutes);
  else
    fw_inbox_act_snooze (FW_PAGE (self), fw_inbox_entry_get_kind (entry),
                         fw_inbox_entry_get_id (entry), minutes);
}

static void
give_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwInboxPage *self = FW_INBOX_PAGE (widget);
  FwInboxEntry *entry = get_chosen (self);

  if (entry == NULL)
    return;
  if (fw_inbox_entry_is_alert (entry))
    gtk_widget_activate_action (widget, "live.alert-give", "s", fw_inbox_entry_get_id (entry));
  else
    fw_inbox_act_give (FW_PAGE (self), fw_inbox_entry_get_kind (entry),
                       fw_inbox_entry_get_id (entry));
}

static void
release_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwInboxPage *self = FW_INBOX_PAGE (widget);
  FwInboxEntry *entry = get_chosen (self);

  if (entry == NULL)
    return;
  if (fw_inbox_entry_is_alert (entry))
    act_on_alert (self, entry, "release", 0);
  else
    fw_inbox_act_release (FW_PAGE (self), fw_inbox_entry_get_kind (entry),
                          fw_inbox_entry_get_id (entry));
}

static void
all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwInboxPage *self = FW_INBOX_PAGE (widget);

  gtk_toggle_button_set_active (self->all, !gtk_toggle_button_get_active (self->all));
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwInboxPage) self = user_data;

  if (!fw_record_moves_finish (FW_PAGE (self), result))
    return;
  /* What it is now, after the move or because somebody else was first. */
  show_chosen (self);
  fw_inbox_refresh (self->inbox);
}

static void
move_chosen_cb (
    FwInboxPage *self, FwRecord *record, const char *move, const char *reason, char **names)
{
  fw_record_moves_make (FW_PAGE (self), record, move, reason, names, moved_cb);
}

/* Of the row that has the keys. */
static gboolean
key_pressed_cb (FwInboxPage *self, guint key, guint code, GdkModifierType state)
{
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = {
    { GDK_KEY_a, "inbox.acknowledge" },
    { GDK_KEY_g, "inbox.give" },
    { GDK_KEY_r, "inbox.release" },
  };

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (fw_record_moves_press_key (self->moves, key))
    return TRUE;
  key = gdk_keyval_to_lower (key);
  if (key == GDK_KEY_s)
    return gtk_widget_activate_action (GTK_WIDGET (self), "inbox.snooze", "u", SNOOZE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (key == keys[i].key)
      return gtk_widget_activate_action (GTK_WIDGET (self), keys[i].action, NULL);
  return FALSE;
}

/* ---- the page ---- */

static void
fw_inbox_page_setup (FwPage *page)
{
  FwInboxPage *self = FW_INBOX_PAGE (page);
  GListModel *entries;

  self->inbox = fw_inbox_get (fw_page_get_client (page));
  entries = fw_inbox_get_entries (self->inbox);
  g_signal_connect_object (entries, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->list, entries, create_row, NULL, NULL);
  g_signal_connect_object (get_adjustment (self), "notify::page-size", G_CALLBACK (room_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inbox, "changed", G_CALLBACK (show_inbox), self,
                           G_CONNECT_SWAPPED);
  fw_page_add_key (page, "<Control>h", "inbox.all", NULL);
  show_chosen (self);
  show_inbox (self);
  fw_inbox_refresh (self->inbox);
}

static void
fw_inbox_page_refresh (FwPage *page)
{
  fw_inbox_refresh (FW_INBOX_PAGE (page)->inbox);
}

static void
fw_inbox_page_open (FwPage *page, GVariant *target)
{
  FwInboxPage *self = FW_INBOX_PAGE (page);

  if (target == NULL || !g_variant_is_of_type (target, G_VARIANT_TYPE ("(ss)")))
    return;
  g_clear_pointer (&self->wanted, g_variant_unref);
  self->wanted = g_variant_ref (target);
  choose_wanted (self);
  fw_inbox_refresh (self->inbox);
}

static void
fw_inbox_page_focus (FwPage *page)
{
  FwInboxPage *self = FW_INBOX_PAGE (page);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->all));
      self->had_focus = TRUE; /* rows that come take it */
    }
}

static void
append_cell (GString *table, char *text, const char *end)
{
  g_string_append_printf (table, "%s%s", text, end);
  g_free (text);
}

static char *
fw_inbox_page_list (FwPage *page)
{
  GListModel *entries = fw_inbox_get_entries (FW_INBOX_PAGE (page)->inbox);
  GString *table = g_string_new (NULL);

  g_string_append_printf (table, "%s\t%s\t%s\t%s\n", _ ("What waits"), _ ("State"), _ ("Whose"),
                          _ ("Until when"));
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr (FwInboxEntry) entry = g_list_model_get_item (entries, i);

      append_cell (table, fw_inbox_entry_describe_title (entry), "\t");
      append_cell (table, fw_inbox_entry_describe_state (entry), "\t");
      append_cell (table, fw_inbox_entry_describe_whose (entry), "\t");
      append_cell (table, fw_inbox_entry_describe_due (entry), "\n");
    }
  return g_string_free (table, FALSE);
}

static void
fw_inbox_page_dispose (GObject *object)
{
  FwInboxPage *self = FW_INBOX_PAGE (object);

  self->gone = TRUE;
  fw_record_ask_stop (&self->cancellable);
  g_clear_pointer (&self->wanted, g_variant_unref);

  G_OBJECT_CLASS (fw_inbox_page_parent_class)->dispose (object);
}

static void
fw_inbox_page_class_init (FwInboxPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  g_type_ensure (FW_TYPE_ONE_STOP);
  g_type_ensure (FW_TYPE_RECORD_MOVES);
  G_OBJECT_CLASS (klass)->dispose = fw_inbox_page_dispose;
  page_class->setup = fw_inbox_page_setup;
  page_class->refresh = fw_inbox_page_refresh;
  page_class->open = fw_inbox_page_open;
  page_class->focus = fw_inbox_page_focus;
  page_class->list = fw_inbox_page_list;
  page_class->is_table = TRUE;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/inbox/fw-inbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwInboxPage, count);
  gtk_widget_class_bind_template_child (widget_class, FwInboxPage, all);
  gtk_widget_class_bind_template_child (widget_class, FwInboxPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwInboxPage, list);
  gtk_widget_class_bind_template_child (widget_class, FwInboxPage, beside);
  gtk_widget_class_bind_template_child (widget_class, FwInboxPage, moves);
  gtk_widget_class_bind_template_child (widget_class, FwInboxPage, acknowledge);
  gtk_widget_class_bind_template_child (widget_class, FwInboxPage, aside);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_chosen_cb);
  fw_live_care_install (widget_class);
  gtk_widget_class_install_action (widget_class, "inbox.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "inbox.acknowledge", NULL, acknowledge_action);
  gtk_widget_class_install_action (widget_class, "inbox.snooze", "u", snooze_action);
  gtk_widget_class_install_action (widget_class, "inbox.give", NULL, give_action);
  gtk_widget_class_install_action (widget_class, "inbox.release", NULL, release_action);
  gtk_widget_class_install_action (widget_class, "inbox.all", NULL, all_action);
}

static void
fw_inbox_page_init (FwInboxPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
