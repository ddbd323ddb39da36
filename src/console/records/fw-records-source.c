/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

/* Where the rows come from: all of them are here, and searched here; or they are too many to be
 * held, and searched, narrowed and put in order by the server. */

#include "console/records/fw-record-ask.h"
#include "console/records/fw-records-page-private.h"

#include "charts/fw-format.h"
#include "console/fw-table-memory.h"
#include "console/records/fw-account-names.h"
#include "console/records/fw-field-shape.h"
#include "console/records/fw-record-table.h"

gboolean
fw_records_page_may_write (FwRecordsPage *self)
{
  return (self->kind->write & fw_client_get_role (fw_page_get_client (FW_PAGE (self)))) != 0;
}

/* Does the record lie within what the scope bar says? A field that is empty or hidden excludes
 * nothing. */
static gboolean
is_in_view (FwRecordsPage *self, FwRecord *record, const char *name)
{
  const char *wanted = fw_view_get (fw_page_get_view (FW_PAGE (self)), name);
  gint field = fw_kind_find_field (self->kind, name);

  if (*wanted == '\0' || field < 0 || self->kind->fields[field].type != FW_FIELD_REF ||
      fw_record_is_empty (record, (guint) field))
    return TRUE;
  return g_strcmp0 (fw_record_get_text (record, (guint) field), wanted) == 0;
}

gboolean
fw_records_page_filter (gpointer item, gpointer user_data)
{
  FwRecordsPage *self = FW_RECORDS_PAGE (user_data);
  FwRecord *record = fw_record_item_get_record (item);

  if (fw_page_get_view (FW_PAGE (self)) == NULL)
    return TRUE; /* on its way out */
  return is_in_view (self, record, "site") && is_in_view (self, record, "team") &&
         fw_record_item_matches (item, self->folded, fw_record_list_title,
                                 fw_page_get_client (FW_PAGE (self)));
}

static void
select_row (FwRecordsPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)),
                              "list.scroll-to-item", "u", position);
}

gboolean
fw_records_page_select (FwRecordsPage *self, const char *id)
{
  guint position;

  if (self->pages != NULL)
    {
      if (fw_record_pages_find (self->pages, id, &position) == NULL)
        return FALSE;
      select_row (self, position);
      return TRUE;
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autoptr (FwRecordItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (!g_str_equal (fw_record_item_get_id (item), id))
        continue;
      select_row (self, i);
      return TRUE;
    }
  return FALSE;
}

FwRecordItem *
fw_records_page_find (FwRecordsPage *self, const char *id)
{
  return self->pages != NULL ? fw_record_pages_find (self->pages, id, NULL)
                             : fw_record_list_find (self->list, id);
}

void
fw_records_page_put (FwRecordsPage *self, FwRecord *record)
{
  if (self->pages != NULL)
    fw_record_pages_put (self->pages, record);
  else
    fw_record_list_put (self->list, record);
}

void
fw_records_page_remove (FwRecordsPage *self, const char *id)
{
  if (self->pages != NULL)
    fw_record_pages_refresh (self->pages);
  else
    fw_record_list_remove (self->list, id);
}

GListModel *
fw_records_page_get_rows (FwRecordsPage *self)
{
  return self->pages != NULL ? fw_record_pages_get_loaded (self->pages)
                             : G_LIST_MODEL (g_object_ref (self->selection));
}

void
fw_records_page_failed (FwRecordsPage *self, GError *error)
{
  if (self->form == NULL)
    return;
  fw_records_page_update_count (self);
  fw_page_show_error (FW_PAGE (self), error);
}

static void
append_condition (GString *conditions, const char *relation, const char *field, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (conditions, "&%s.%s=%s", relation, field, escaped);
}

/* The field whose beginning is searched for: the title, or the first text that is an order. */
static const char *
find_searched (const FwKind *kind)
{
  const char *found = NULL;

  for (guint i = 0; kind->orders[i] != NULL; i++)
    {
      gint field = fw_kind_find_field (kind, kind->orders[i]);

      if (field < 0 || kind->fields[field].type != FW_FIELD_TEXT)
        continue;
      if (found == NULL || g_str_equal (kind->orders[i], kind->title))
        found = kind->orders[i];
    }
  return found;
}

/* As where all rows are here: what is empty is within every scope. */
static void
append_scope (FwRecordsPage *self, GString *conditions)
{
  static const char *const names[] = { "site", "team" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *wanted = fw_view_get (fw_page_get_view (FW_PAGE (self)), names[i]);
      gint field = fw_kind_find_field (self->kind, names[i]);
      g_autofree char *values = g_strconcat (wanted, ";", NULL);

      if (*wanted != '\0' && field >= 0 && self->kind->fields[field].type == FW_FIELD_REF)
        append_condition (conditions, "where", names[i], values);
    }
}

void
fw_records_page_ask (FwRecordsPage *self)
{
  g_autoptr (GString) conditions = g_string_new (NULL);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  const char *searched = find_searched (self->kind);
  const char *order = NULL;
  gboolean descending = FALSE;

  if (fw_page_get_view (FW_PAGE (self)) == NULL)
    return; /* on its way out */
  append_scope (self, conditions);
  if (*text != '\0' && searched != NULL)
    append_condition (conditions, "begins", searched, text);
  fw_record_table_get_order (self->view, self->kind, &order, &descending);
  fw_record_pages_ask (self->pages, conditions->str, order, descending);
}

static void
order_changed_cb (FwRecordsPage *self)
{
  if (self->pages == NULL)
    return;
  fw_records_page_ask (self);
  gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)),
                              "list.scroll-to-item", "u", 0);
}

static void
name_search (FwRecordsPage *self)
{
  const char *searched = find_searched (self->kind);
  gint field = searched != NULL ? fw_kind_find_field (self->kind, searched) : -1;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->search), field >= 0);
  if (field < 0)
    return;
  /* Translators: %s is a field of a record, such as Name: the search finds how it begins. */
  text = g_strdup_printf (_ ("%s begins with"), _ (self->kind->fields[field].label));
  g_object_set (self->search, "placeholder-text", text, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->search), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
}

static void
show_pages (FwRecordsPage *self)
{
  self->pages = fw_record_pages_new (fw_page_get_client (FW_PAGE (self)), self->kind);
  fw_record_table_keep_orders (self->view, self->kind);
  name_search (self);
  g_signal_connect_object (self->pages, "changed", G_CALLBACK (fw_records_page_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages, "failed", G_CALLBACK (fw_records_page_failed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (order_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->pages));
  fw_records_page_ask (self);
  fw_records_page_update_count (self);
}

void
fw_records_page_choose_source (FwRecordsPage *self)
{
  /* One that has shrunk stays as it is until the page is made again. */
  if (self->pages == NULL && self->form != NULL && fw_record_list_is_large (self->list))
    show_pages (self);
}

char *
fw_records_page_describe_length (FwRecordsPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->pages));
  g_autofree char *count = fw_format_count (n);

  if (fw_record_pages_is_counted (self->pages))
    return g_strdup_printf (ngettext ("%s record", "%s records", n), count);
  return g_strdup_printf (_ ("more than %s records"), count);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRecordsPage) self = FW_RECORDS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) record = fw_record_ask_finish (result, &error);

  if (self->form == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (record == NULL)
    {
      fw_page_show_error (FW_PAGE (self), error);
      return;
    }
  fw_record_form_edit (self->form, record);
  gtk_widget_set_visible (GTK_WIDGET (self->form), TRUE);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->form));
  fw_record_form_focus (self->form);
}

void
fw_records_page_open_record (FwRecordsPage *self, const char *id)
{
  if (fw_record_form_is_dirty (self->form))
    return;
  fw_record_ask_async (fw_page_get_client (FW_PAGE (self)), self->kind->name, id,
                       fw_page_get_cancellable (FW_PAGE (self)), opened_cb, g_object_ref (self));
}

/* ---- what its rows and its form are made of ---- */

/* What a team or a position is called has come or changed. */
static void
titles_changed_cb (FwRecordsPage *self)
{
  GListModel *items = fw_record_list_get_items (self->list);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (FwRecordItem) item = g_list_model_get_item (items, i);

      fw_record_item_forget_texts (item);
    }
  if (self->pages != NULL)
    fw_record_pages_forget_texts (self->pages);
  if (self->form != NULL)
    fw_record_form_names_changed (self->form);
}

static void
watch_titles (FwRecordsPage *self)
{
  FwClient *client = fw_page_get_client (FW_PAGE (self));

  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const char *to = self->kind->fields[i].to;

      if (self->kind->fields[i].account)
        g_signal_connect_object (fw_account_names_get (client), "changed",
                                 G_CALLBACK (titles_changed_cb), self, G_CONNECT_SWAPPED);
      if (to == NULL)
        to = fw_field_shape_find (self->kind, &self->kind->fields[i])->to;
      if (to != NULL)
        g_signal_connect_object (fw_record_list_get (client, fw_client_find_kind (client, to)),
                                 "changed", G_CALLBACK (titles_changed_cb), self,
                                 G_CONNECT_SWAPPED);
    }
}

static gboolean
tell_stale_cb (gpointer user_data)
{
  FwRecordsPage *self = user_data;

  if (self->form != NULL && !fw_record_form_is_dirty (self->form))
    g_signal_emit_by_name (self, "stale");
  return G_SOURCE_REMOVE;
}

/* Later: whoever tells of it is still at work on the page. */
static void
check_kind (FwRecordsPage *self)
{
  if (self->form == NULL || fw_record_form_is_dirty (self->form) ||
      fw_client_find_kind (fw_page_get_client (FW_PAGE (self)), self->kind_name) == self->kind)
    return;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, tell_stale_cb, g_object_ref (self), g_object_unref);
}

void
fw_records_page_watch (FwRecordsPage *self)
{
  watch_titles (self);
  g_signal_connect_object (fw_page_get_client (FW_PAGE (self)), "kinds-changed",
                           G_CALLBACK (check_kind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "changed", G_CALLBACK (check_kind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "notify::visible", G_CALLBACK (check_kind), self,
                           G_CONNECT_SWAPPED);
}
