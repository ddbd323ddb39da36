/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-records-page-private.h"

#include "console/fw-one-stop.h"
#include "console/fw-pages.h"
#include "console/fw-whole-cells.h"
#include "console/records/fw-policy-figures.h"
#include "console/records/fw-record-offer.h"
#include "console/records/fw-record-table.h"
#include "console/records/fw-record-transfer.h"
#include "console/records/fw-record-writer.h"
#include "core/fw-error.h"
#include "protocol/fw-record-json.h"

#define SCROLL_MS 60

enum
{
  PROP_0,
  PROP_KIND,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwRecordsPage, fw_records_page, FW_TYPE_PAGE)

static const FwPageEntry *
get_entry (FwRecordsPage *self)
{
  return fw_pages_find (fw_page_get_name (FW_PAGE (self)));
}

static void
take_offered_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_record_offer_take (FW_PAGE (widget), fw_page_get_name (FW_PAGE (widget)));
}

static const char *
describe_next_step (FwRecordsPage *self)
{
  const FwPageEntry *entry = get_entry (self);

  if (entry != NULL && entry->empty != NULL)
    return _ (entry->empty);
  return fw_records_page_may_add (self) ? _ ("Add the first one, or import a file.") : NULL;
}

static gboolean
is_loading (FwRecordsPage *self)
{
  return self->pages != NULL ? fw_record_pages_is_loading (self->pages)
                             : fw_record_list_is_loading (self->list);
}

void
fw_records_page_update_count (FwRecordsPage *self)
{
  if (self->form == NULL)
    return;
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint all = g_list_model_get_n_items (fw_record_list_get_items (self->list));
  g_autofree char *text = NULL;
  const char *label = _ (self->kind->plural);
  g_autofree char *title = NULL;
  gboolean offers;

  if (self->pages != NULL)
    text = fw_records_page_describe_length (self);
  else if (shown == all)
    text = g_strdup_printf (ngettext ("%u record", "%u records", all), all);
  else
    text = g_strdup_printf (_ ("%u of %u"), shown, all);
  gtk_label_set_text (self->count, text);
  if (self->pages != NULL)
    all = shown > 0 || fw_record_pages_is_loading (self->pages) ? 0 : 1; /* nothing matches */
  if (all == 0)
    {
      title = g_strdup_printf (_ ("%s: none yet"), label);
      adw_status_page_set_title (self->empty, title);
      adw_status_page_set_description (self->empty, describe_next_step (self));
    }
  else
    {
      adw_status_page_set_title (self->empty, _ ("Nothing matches"));
      adw_status_page_set_description (self->empty,
                                       _ ("Change what is searched for, or the scope above."));
    }
  offers = all == 0 && get_entry (self) != NULL &&
           (get_entry (self)->offer != NULL ? fw_records_page_may_add (self)
                                            : get_entry (self)->next != NULL);
  fw_record_offer_show (self->empty, get_entry (self), offers, "records.take-offered");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "records.take-offered", offers);
  gtk_stack_set_visible_child_name (self->stack, shown > 0                       ? "table"
                                                 : all == 0 && is_loading (self) ? "loading"
                                                                                 : "empty");
}

static FwRecordItem *
get_selected (FwRecordsPage *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

/* Returns: (transfer full) (nullable): the record as it will be when the server has what waits
 * here. */
static FwRecord *
read_waiting (FwRecordsPage *self, const char *id)
{
  FwOutbox *outbox = fw_outbox_of (fw_page_get_client (FW_PAGE (self)));
  FwOutboxItem *item = outbox != NULL ? fw_outbox_find (outbox, self->kind->name, id) : NULL;
  g_autoptr (JsonObject) object = NULL;

  if (item == NULL || *item->body == '\0')
    return NULL;
  object = fw_json_parse_object (item->body, strlen (item->body), NULL);
  return object != NULL ? fw_record_json_take (self->kind, object, NULL) : NULL;
}

void
fw_records_page_show_selected (FwRecordsPage *self)
{
  FwRecordItem *item = get_selected (self);
  g_autoptr (FwRecord) waiting = NULL;

  if (item != NULL && fw_record_item_get_record (item) == NULL)
    return; /* it is shown when it has come */
  waiting = item != NULL ? read_waiting (self, fw_record_item_get_id (item)) : NULL;

  if (waiting != NULL)
    {
      fw_record_form_edit (self->form, waiting);
      fw_record_form_set_notice (self->form, _ ("A change of this waits for the server."));
    }
  else
    fw_record_form_edit (self->form, item != NULL ? fw_record_item_get_record (item) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->form), item != NULL);
}

void
fw_records_page_close_form (FwRecordsPage *self)
{
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  fw_record_form_edit (self->form, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->form), FALSE);
  adw_leaflet_set_visible_child (
      self->leaflet,
      adw_leaflet_get_adjacent_child (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK) != NULL
          ? adw_leaflet_get_adjacent_child (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK)
          : adw_leaflet_get_visible_child (self->leaflet));
}

static void
selected_cb (FwRecordsPage *self)
{
  if (self->quiet || self->list == NULL || self->form == NULL)
    return;
  /* What was typed is not lost to a click beside it. */
  if (fw_record_form_is_dirty (self->form))
    {
      FwRecord *record = fw_record_form_get_record (self->form);
      FwRecordItem *item = get_selected (self);

      if (item == NULL || !g_str_equal (fw_record_item_get_id (item), fw_record_get_id (record)))
        {
          self->quiet = TRUE;
          fw_records_page_select (self, fw_record_get_id (record));
          self->quiet = FALSE;
          fw_record_form_set_notice (self->form, _ ("Save or discard this change first."));
        }
      return;
    }
  fw_records_page_show_selected (self);
}

static void
open_selected (FwRecordsPage *self)
{
  if (get_selected (self) == NULL)
    return;
  fw_records_page_show_selected (self);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->form));
  fw_record_form_focus (self->form);
}

/* A row that Tab led to has the focus and is not selected yet. */
static void
activated_cb (FwRecordsPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  open_selected (self);
}

static gboolean
open_cb (gpointer user_data)
{
  g_autoptr (FwRecordsPage) self = FW_RECORDS_PAGE (user_data);

  if (self->form == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) || self->wanted == NULL)
    return G_SOURCE_REMOVE;
  if (fw_records_page_select (self, self->wanted))
    {
      g_clear_pointer (&self->wanted, g_free);
      open_selected (self);
    }
  else if (self->pages != NULL)
    {
      g_autofree char *id = g_steal_pointer (&self->wanted);

      fw_records_page_open_record (self, id);
    }
  return G_SOURCE_REMOVE;
}

/* Rows that have just come are laid out first: a list that is made narrower before shows one row
 * only. */
static void
open_later (FwRecordsPage *self)
{
  g_timeout_add (SCROLL_MS, open_cb, g_object_ref (self));
}

/* The row that was selected before it had come, or what the form shows has another version. */
static void
bring_form_up (FwRecordsPage *self)
{
  FwRecord *record = fw_record_form_get_record (self->form);
  FwRecordItem *item = get_selected (self);

  if (record == NULL && item != NULL)
    {
      fw_records_page_show_selected (self);
      return;
    }
  item = record != NULL ? fw_records_page_find (self, fw_record_get_id (record)) : NULL;
  if (item == NULL || fw_record_get_revision (record) == 0 ||
      fw_record_get_revision (fw_record_item_get_record (item)) == fw_record_get_revision (record))
    return;
  if (fw_record_form_is_dirty (self->form))
    fw_record_form_set_notice (
        self->form, _ ("Somebody changed this in the meantime. Saving shows both versions."));
  else if (get_selected (self) == item)
    fw_records_page_show_selected (self);
  else
    fw_record_form_edit (self->form, fw_record_item_get_record (item));
}

void
fw_records_page_changed (FwRecordsPage *self)
{
  if (self->form == NULL)
    return; /* on its way out */
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  fw_records_page_update_count (self);
  if (!self->filled && g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    {
      self->filled = TRUE;
      if (!fw_records_page_recall_place (self))
        fw_records_page_scroll_later (self);
    }
  fw_page_set_as_of (FW_PAGE (self), self->pages != NULL ? fw_record_pages_get_as_of (self->pages)
                                                         : fw_record_list_get_as_of (self->list));
  fw_page_clear_error (FW_PAGE (self));
  if (self->wanted != NULL)
    open_later (self);
  bring_form_up (self);
}

static void
search_changed_cb (FwRecordsPage *self)
{
  if (self->form == NULL)
    return;
  g_free (self->folded);
  self->folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  if (self->filter == NULL)
    return;
  if (self->pages != NULL)
    {
      fw_records_page_ask (self);
      return;
    }
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  fw_records_page_update_count (self);
}

static void
action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwRecordsPage *self = FW_RECORDS_PAGE (widget);

  if (g_str_equal (name, "records.new"))
    fw_records_page_start_new (self, NULL);
  else if (g_str_equal (name, "records.save"))
    fw_records_page_save (self);
  else if (g_str_equal (name, "records.delete"))
    fw_records_page_delete (self);
  else if (g_str_equal (name, "records.undo"))
    {
      if (!fw_record_form_undo (self->form))
        gtk_widget_activate_action (widget, "win.undo", NULL);
    }
  else if (g_str_equal (name, "records.redo"))
    fw_record_form_redo (self->form);
  else if (g_str_equal (name, "records.import"))
    fw_record_transfer_import (FW_PAGE (self), self->kind);
  else if (g_str_equal (name, "records.export"))
    fw_record_transfer_export (FW_PAGE (self), self->kind, g_variant_get_string (parameter, NULL));
  else if (g_str_equal (name, "records.show-ids"))
    fw_record_table_show_ids (self->view, self->kind, !fw_record_table_shows_ids (self->kind));
  else if (g_str_equal (name, "records.find"))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  else if (g_str_equal (name, "records.act"))
    fw_records_page_act (self);
  else if (g_str_equal (name, "records.back") && !fw_record_form_is_dirty (self->form))
    fw_records_page_close_form (self);
}

static gboolean
has_policies (const FwKind *kind)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].unit_of != NULL)
      return TRUE;
  return FALSE;
}

static void
fw_records_page_setup (FwPage *page)
{
  FwRecordsPage *self = FW_RECORDS_PAGE (page);
  FwClient *client = fw_page_get_client (page);

  self->kind = fw_client_find_kind (client, self->kind_name);
  self->list = fw_record_list_get (client, self->kind);
  fw_records_page_bind_form (self);
  fw_record_table_build (self->view, client, self->kind);
  self->filter = gtk_custom_filter_new (fw_records_page_filter, self, NULL);
  gtk_filter_list_model_set_filter (self->filtered, GTK_FILTER (self->filter));
  gtk_filter_list_model_set_model (self->filtered, fw_record_list_get_items (self->list));
  gtk_sort_list_model_set_sorter (self->sorted, gtk_column_view_get_sorter (self->view));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (self->kind->plural), -1);
  gtk_widget_set_visible (GTK_WIDGET (self->add), fw_records_page_may_add (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "records.import",
                                 fw_records_page_may_add (self));
  gtk_widget_set_visible (GTK_WIDGET (self->form), FALSE);
  fw_records_page_offer_act (self);
  if (has_policies (self->kind))
    gtk_widget_insert_after (fw_policy_figures_button_new (fw_record_list_get_items (self->list)),
                             gtk_widget_get_parent (GTK_WIDGET (self->count)),
                             GTK_WIDGET (self->count));

  g_signal_connect_object (self->list, "changed", G_CALLBACK (fw_records_page_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "failed", G_CALLBACK (fw_records_page_failed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::large", G_CALLBACK (fw_records_page_choose_source),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (fw_records_page_update_count),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fw_page_get_view (page), "changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  fw_records_page_watch (self);
  fw_records_page_recall_filter (self);
  fw_records_page_choose_source (self);
  fw_records_page_changed (self);
}

static void
fw_records_page_refresh (FwPage *page)
{
  FwRecordsPage *self = FW_RECORDS_PAGE (page);

  if (self->pages != NULL)
    fw_record_pages_refresh (self->pages);
  fw_record_list_refresh (self->list);
}

static void
fw_records_page_open (FwPage *page, GVariant *target)
{
  FwRecordsPage *self = FW_RECORDS_PAGE (page);

  if (target == NULL || !g_variant_is_of_type (target, G_VARIANT_TYPE_STRING))
    {
      if (target != NULL && g_variant_is_of_type (target, G_VARIANT_TYPE_BOOLEAN))
        fw_records_page_start_new (self, NULL);
      else if (target != NULL && g_variant_is_of_type (target, G_VARIANT_TYPE ("a{ss}")))
        fw_records_page_start_new (self, target);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  g_free (self->wanted);
  self->wanted = g_variant_dup_string (target, NULL);
  open_later (self);
}

static void
fw_records_page_focus (FwPage *page)
{
  FwRecordsPage *self = FW_RECORDS_PAGE (page);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "table") != 0 ||
      !gtk_widget_child_focus (gtk_widget_get_last_child (GTK_WIDGET (self->view)),
                               GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static char *
fw_records_page_copy (FwPage *page, gboolean with_headers)
{
  FwRecordsPage *self = FW_RECORDS_PAGE (page);
  FwRecordItem *item = get_selected (self);
  g_autoptr (GListModel) rows = fw_records_page_get_rows (self);

  if (item != NULL && fw_record_item_get_record (item) != NULL)
    {
      g_autoptr (GListStore) one = g_list_store_new (FW_TYPE_RECORD_ITEM);

      g_list_store_append (one, item);
      g_set_object (&rows, G_LIST_MODEL (one));
    }
  return fw_record_table_to_tsv (rows, fw_page_get_client (page), self->kind, with_headers);
}

/* The rows as they stand, in the columns that the table shows. */
static char *
fw_records_page_list (FwPage *page)
{
  FwRecordsPage *self = FW_RECORDS_PAGE (page);

  g_autoptr (GListModel) rows = fw_records_page_get_rows (self);

  if (g_list_model_get_n_items (rows) == 0)
    return NULL;
  return fw_record_table_to_tsv (rows, fw_page_get_client (page), self->kind, TRUE);
}

static gboolean
fw_records_page_export (FwPage *page)
{
  fw_record_transfer_export (page, FW_RECORDS_PAGE (page)->kind, "csv");
  return TRUE;
}

static void
fw_records_page_unmap (GtkWidget *widget)
{
  FwRecordsPage *self = FW_RECORDS_PAGE (widget);

  if (self->list != NULL)
    fw_records_page_keep (self);
  GTK_WIDGET_CLASS (fw_records_page_parent_class)->unmap (widget);
}

static void
fw_records_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FwRecordsPage *self = FW_RECORDS_PAGE (object);

  self->kind_name = g_value_dup_string (value);
}

static void
fw_records_page_dispose (GObject *object)
{
  FwRecordsPage *self = FW_RECORDS_PAGE (object);

  /* The children go first; what is still under way must not look for them. */
  self->form = NULL;
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->pages);

  G_OBJECT_CLASS (fw_records_page_parent_class)->dispose (object);
}

static void
fw_records_page_finalize (GObject *object)
{
  FwRecordsPage *self = FW_RECORDS_PAGE (object);

  g_clear_object (&self->filter);
  g_free (self->kind_name);
  g_free (self->folded);
  g_free (self->wanted);

  G_OBJECT_CLASS (fw_records_page_parent_class)->finalize (object);
}

/* Keys without a modifier are for what has the focus; the others work anywhere in the window. */
static const struct
{
  const char *name;
  const char *key;
} keys[] = {
  { "records.new", "<Control>n" },  { "records.save", "<Control>s" },
  { "records.undo", "<Control>z" }, { "records.redo", "<Control><Shift>z" },
  { "records.find", "<Control>f" }, { "records.import", "<Control>i" },
};

static void
install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_install_action (widget_class, keys[i].name, NULL, action);
  gtk_widget_class_install_action (widget_class, "records.take-offered", NULL, take_offered_action);
  gtk_widget_class_install_action (widget_class, "records.export", "s", action);
  gtk_widget_class_install_action (widget_class, "records.show-ids", NULL, action);
  gtk_widget_class_install_action (widget_class, "records.delete", NULL, action);
  gtk_widget_class_install_action (widget_class, "records.act", NULL, action);
  gtk_widget_class_install_action (widget_class, "records.back", NULL, action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "records.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "records.back", NULL);
}

static void
add_keys (FwRecordsPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    fw_page_add_key (FW_PAGE (self), keys[i].key, keys[i].name, NULL);
  fw_page_add_key (FW_PAGE (self), "<Control>t", "records.take-offered", NULL);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  g_type_ensure (FW_TYPE_ONE_STOP);
  g_type_ensure (FW_TYPE_WHOLE_CELLS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/records/fw-records-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwRecordsPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, FwRecordsPage, search);
  gtk_widget_class_bind_template_child (widget_class, FwRecordsPage, count);
  gtk_widget_class_bind_template_child (widget_class, FwRecordsPage, add);
  gtk_widget_class_bind_template_child (widget_class, FwRecordsPage, act);
  gtk_widget_class_bind_template_child (widget_class, FwRecordsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwRecordsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, FwRecordsPage, view);
  gtk_widget_class_bind_template_child (widget_class, FwRecordsPage, selection);
  gtk_widget_class_bind_template_child (widget_class, FwRecordsPage, sorted);
  gtk_widget_class_bind_template_child (widget_class, FwRecordsPage, filtered);
  gtk_widget_class_bind_template_child (widget_class, FwRecordsPage, form);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, fw_records_page_save);
  gtk_widget_class_bind_template_callback (widget_class, fw_records_page_delete);
  gtk_widget_class_bind_template_callback (widget_class, fw_records_page_move);
  gtk_widget_class_bind_template_callback (widget_class, fw_records_page_close_form);
}

static void
fw_records_page_class_init (FwRecordsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  g_type_ensure (FW_TYPE_RECORD_FORM);
  object_class->set_property = fw_records_page_set_property;
  object_class->dispose = fw_records_page_dispose;
  object_class->finalize = fw_records_page_finalize;
  widget_class->unmap = fw_records_page_unmap;
  page_class->setup = fw_records_page_setup;
  page_class->refresh = fw_records_page_refresh;
  page_class->open = fw_records_page_open;
  page_class->copy = fw_records_page_copy;
  page_class->list = fw_records_page_list;
  page_class->export = fw_records_page_export;
  page_class->is_table = TRUE;
  page_class->focus = fw_records_page_focus;
  page_class->ask_why = fw_records_page_ask_why;
  g_object_class_install_property (
      object_class, PROP_KIND,
      g_param_spec_string ("kind", NULL, NULL, NULL,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  bind_children (widget_class);
  install_actions (widget_class);
}

static void
fw_records_page_init (FwRecordsPage *self)
{
  self->folded = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
}
