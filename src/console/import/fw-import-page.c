/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/import/fw-import-page.h"

#include "console/import/fw-import-run.h"

struct _FwImportPage
{
  FwPage parent_instance;

  GtkDropDown *format;
  GtkEntry *source;
  FwImportRun *run;
};

G_DEFINE_FINAL_TYPE (FwImportPage, fw_import_page, FW_TYPE_PAGE)

static const char *const formats[] = { "calls", "queue-log", "events" };
static const char *const sources[] = { "calls", "pbx", "events" };

static void
update_path (FwImportPage *self)
{
  guint selected = MIN (gtk_drop_down_get_selected (self->format), G_N_ELEMENTS (formats) - 1);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->source));
  g_autofree char *source =
      g_uri_escape_string (*text != '\0' ? text : sources[selected], NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("import?format=%s&source=%s", formats[selected], source);

  gtk_entry_set_placeholder_text (self->source, sources[selected]);
  fw_import_run_set_path (self->run, path);
}

static void
done_cb (FwImportPage *self)
{
  fw_page_toast (FW_PAGE (self), _ ("Imported. The figures include it now."));
}

static void
fw_import_page_setup (FwPage *page)
{
  FwImportPage *self = FW_IMPORT_PAGE (page);

  fw_import_run_bind (self->run, fw_page_get_client (page), _ ("Bring contacts in"),
                      _ ("Choose or drop a file. It is read first and shown; nothing is written "
                         "before you say so."));
  update_path (self);
}

static void
fw_import_page_class_init (FwImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FW_TYPE_IMPORT_RUN);
  FW_PAGE_CLASS (klass)->setup = fw_import_page_setup;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/import/fw-import-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwImportPage, format);
  gtk_widget_class_bind_template_child (widget_class, FwImportPage, source);
  gtk_widget_class_bind_template_child (widget_class, FwImportPage, run);
  gtk_widget_class_bind_template_callback (widget_class, update_path);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
}

static void
fw_import_page_init (FwImportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
