/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/import/fw-import-page.h"

#include "console/import/fw-import-run.h"
#include "console/import/fw-kept-mapping.h"
#include "console/import/fw-mapping-choice.h"
#include "console/records/fw-record-writer.h"

struct _FwImportPage
{
  FwPage parent_instance;

  GtkDropDown *format;
  GtkEntry *source;
  GtkBox *mapping_box;
  FwMappingChoice *mapping;
  FwImportRun *run;
  GtkCheckButton *keep;
  GtkEntry *name;

  FwRecordList *kept;
  char *proposed; /* (nullable): "format/source" for which a mapping was proposed last */
};

G_DEFINE_FINAL_TYPE (FwImportPage, fw_import_page, FW_TYPE_PAGE)

static const char *const formats[] = { "calls", "queue-log", "events" };
static const char *const sources[] = { "calls", "pbx", "events" };

static guint
get_selected (FwImportPage *self)
{
  return MIN (gtk_drop_down_get_selected (self->format), G_N_ELEMENTS (formats) - 1);
}

static const char *
get_format (FwImportPage *self)
{
  return formats[get_selected (self)];
}

static const char *
get_source (FwImportPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->source));

  return *text != '\0' ? text : sources[get_selected (self)];
}

/* Returns: (transfer none) (nullable): the kept mapping that is chosen. */
static FwRecord *
get_chosen (FwImportPage *self)
{
  const char *id = fw_mapping_choice_get (self->mapping);
  FwRecordItem *item = *id != '\0' ? fw_record_list_find (self->kept, id) : NULL;

  return item != NULL ? fw_record_item_get_record (item) : NULL;
}

static void
show_name (FwImportPage *self)
{
  FwRecord *chosen = get_chosen (self);

  gtk_editable_set_text (GTK_EDITABLE (self->name),
                         chosen != NULL ? fw_record_text (chosen, "name") : get_source (self));
}

static void
use_chosen (FwImportPage *self)
{
  FwRecord *chosen = get_chosen (self);

  fw_import_run_set_mapping (self->run, chosen != NULL ? fw_record_text (chosen, "mapping") : NULL);
  show_name (self);
}

/* The mappings of the source; the one that was used last is proposed when another source is named.
 */
static void
show_mappings (FwImportPage *self)
{
  GListModel *items;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  g_autofree char *asked = g_strconcat (get_format (self), "/", get_source (self), NULL);
  FwRecord *last;

  if (self->kept == NULL)
    return;
  items = fw_record_list_get_items (self->kept);
  g_ptr_array_add (names, (char *) "");
  g_ptr_array_add (titles, (char *) _ ("As found in the file"));
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (FwRecordItem) item = g_list_model_get_item (items, i);

      if (!fw_kept_mapping_fits (fw_record_item_get_record (item), get_format (self),
                                 get_source (self)))
        continue;
      g_ptr_array_add (names, (char *) fw_record_item_get_id (item));
      g_ptr_array_add (titles, (char *) fw_record_item_get_title (item));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->mapping_box), names->len > 1);
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (titles, NULL);
  fw_mapping_choice_fill (self->mapping, (const char *const *) names->pdata,
                          (const char *const *) titles->pdata);
  if (g_strcmp0 (asked, self->proposed) == 0 || fw_record_list_get_as_of (self->kept) == 0)
    return;
  g_free (self->proposed);
  self->proposed = g_steal_pointer (&asked);
  last = fw_kept_mapping_find_last (self->kept, get_format (self), get_source (self));
  fw_mapping_choice_show (self->mapping, last != NULL ? fw_record_get_id (last) : "");
  use_chosen (self);
}

static void
update_path (FwImportPage *self)
{
  g_autofree char *source = g_uri_escape_string (get_source (self), NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("import?format=%s&source=%s", get_format (self), source);

  gtk_entry_set_placeholder_text (self->source, sources[get_selected (self)]);
  show_mappings (self);
  fw_import_run_set_path (self->run, path);
}

/* ---- keeping ---- */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwImportPage) self = FW_IMPORT_PAGE (user_data);
  g_autoptr (FwRecord) stored = NULL;
  g_autoptr (GError) error = NULL;

  if (fw_record_write_finish (result, &stored, NULL, &error) == FW_WRITE_FAILED)
    {
      fw_page_show_error (FW_PAGE (self), error);
      return;
    }
  if (stored == NULL)
    return;
  fw_record_list_put (self->kept, stored);
  /* What was said is what it holds, so it is what is chosen now. */
  fw_mapping_choice_show (self->mapping, fw_record_get_id (stored));
}

static void
keep_mapping (FwImportPage *self)
{
  FwMappingView *view = fw_import_run_get_mapping (self->run);
  const FwInspection *inspection = fw_mapping_view_get_inspection (view);
  FwRecord *chosen = get_chosen (self);
  gboolean keeps = gtk_check_button_get_active (self->keep);
  const char *name = keeps            ? gtk_editable_get_text (GTK_EDITABLE (self->name))
                     : chosen != NULL ? fw_record_text (chosen, "name")
                                      : "";
  g_autoptr (FwRecord) record = NULL;

  if (inspection == NULL || *name == '\0')
    return;
  record = fw_kept_mapping_make (self->kept, get_format (self), get_source (self), name,
                                 keeps ? inspection->mapping : NULL);
  if (record != NULL)
    fw_record_write_async (fw_page_get_client (FW_PAGE (self)), record,
                           fw_page_get_cancellable (FW_PAGE (self)), written_cb,
                           g_object_ref (self));
}

/* Once something was said of a file it would be a pity to say it again next time. */
static void
inspected_cb (FwImportRun *run, FwImportPage *self)
{
  FwMappingView *view = fw_import_run_get_mapping (run);
  const FwInspection *inspection = fw_mapping_view_get_inspection (view);
  gboolean is_list = inspection != NULL && inspection->is_list && inspection->mapping != NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->keep), is_list);
  gtk_check_button_set_active (self->keep, fw_mapping_view_is_changed (view));
  if (*gtk_editable_get_text (GTK_EDITABLE (self->name)) == '\0')
    show_name (self);
}

static void
done_cb (FwImportPage *self)
{
  keep_mapping (self);
}

static void
show_days_cb (FwImportPage *self)
{
  FwView *view = fw_page_get_view (FW_PAGE (self));
  gint64 first, last;

  if (!fw_import_run_get_period (self->run, &first, &last))
    return;
  fw_view_set_days (view, first, last);
  fw_page_go (FW_PAGE (self), "live", NULL);
}

/* ---- building ---- */

static void
fill_foot (FwImportPage *self)
{
  GtkBox *foot = fw_import_run_get_foot (self->run);
  GtkWidget *heading = gtk_label_new (_ ("Next time"));
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  self->keep = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_ ("Keep this mapping as")));
  self->name = GTK_ENTRY (gtk_entry_new ());
  gtk_editable_set_width_chars (GTK_EDITABLE (self->name), 18);
  gtk_entry_set_max_length (self->name, 64);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name of the mapping"), -1);
  g_object_bind_property (self->keep, "active", self->name, "sensitive", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->keep));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->name));
  gtk_box_append (foot, heading);
  gtk_box_append (foot, line);
  g_signal_connect_object (self->run, "inspected", G_CALLBACK (inspected_cb), self, 0);
}

static void
fw_import_page_setup (FwPage *page)
{
  FwImportPage *self = FW_IMPORT_PAGE (page);

  fw_import_run_bind (self->run, fw_page_get_client (page), _ ("Bring contacts in"),
                      _ ("Choose or drop a file. It is read first and shown; nothing is written "
                         "before you say so."));
  self->kept =
      g_object_ref (fw_record_list_get (fw_page_get_client (page), fw_kind_find ("mapping")));
  g_signal_connect_object (self->kept, "changed", G_CALLBACK (show_mappings), self,
                           G_CONNECT_SWAPPED);
  update_path (self);
}

static void
fw_import_page_dispose (GObject *object)
{
  g_clear_object (&FW_IMPORT_PAGE (object)->kept);

  G_OBJECT_CLASS (fw_import_page_parent_class)->dispose (object);
}

static void
fw_import_page_finalize (GObject *object)
{
  g_free (FW_IMPORT_PAGE (object)->proposed);

  G_OBJECT_CLASS (fw_import_page_parent_class)->finalize (object);
}

static void
fw_import_page_class_init (FwImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FW_TYPE_IMPORT_RUN);
  G_OBJECT_CLASS (klass)->dispose = fw_import_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_import_page_finalize;
  FW_PAGE_CLASS (klass)->setup = fw_import_page_setup;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/import/fw-import-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwImportPage, format);
  gtk_widget_class_bind_template_child (widget_class, FwImportPage, source);
  gtk_widget_class_bind_template_child (widget_class, FwImportPage, mapping_box);
  gtk_widget_class_bind_template_child (widget_class, FwImportPage, run);
  gtk_widget_class_bind_template_callback (widget_class, update_path);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_days_cb);
}

static void
fw_import_page_init (FwImportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->mapping = FW_MAPPING_CHOICE (fw_mapping_choice_new (_ ("Mapping")));
  gtk_box_append (self->mapping_box, GTK_WIDGET (self->mapping));
  g_signal_connect_object (self->mapping, "chosen", G_CALLBACK (use_chosen), self,
                           G_CONNECT_SWAPPED);
  fw_import_run_offer_days (self->run);
  fill_foot (self);
}
