/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/import/fw-import-progress.h"

#include "charts/fw-format.h"

#define PULSE_MS 120

struct _FwImportProgress
{
  AdwBin parent_instance;

  GtkLabel *label;
  GtkProgressBar *bar;

  FwImportWatch *watch; /* (nullable) */
  char *doing;
  gboolean stopping;
  gint64 began; /* monotonic µs */
  guint source;
};

enum
{
  CANCELLED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwImportProgress, fw_import_progress, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* How far it is, where that is told; else how long it takes. */
static void
show (FwImportProgress *self)
{
  guint seconds = (guint) ((g_get_monotonic_time () - self->began) / G_USEC_PER_SEC);
  g_autofree char *far =
      self->watch != NULL ? fw_import_watch_describe (self->watch) : g_strdup ("");
  g_autofree char *text = NULL;

  if (self->stopping)
    text = g_strdup (_ ("Stopping"));
  else if (*self->doing == '\0')
    text = g_strdup ("");
  else if (*far != '\0')
    text = g_strdup_printf ("%s · %s", self->doing, far);
  else
    {
      g_autofree char *taken = fw_format_duration (seconds);

      text = g_strdup_printf ("%s · %s", self->doing, taken);
    }
  if (!g_str_equal (text, gtk_label_get_text (self->label)))
    gtk_label_set_text (self->label, text);
}

static gboolean
pulse_cb (gpointer user_data)
{
  FwImportProgress *self = FW_IMPORT_PROGRESS (user_data);
  double fraction = self->watch != NULL ? fw_import_watch_get_fraction (self->watch) : -1;

  if (fraction < 0 || self->stopping)
    gtk_progress_bar_pulse (self->bar);
  else
    gtk_progress_bar_set_fraction (self->bar, fraction);
  show (self);
  return G_SOURCE_CONTINUE;
}

static void
cancel_clicked_cb (FwImportProgress *self)
{
  g_signal_emit (self, signals[CANCELLED], 0);
}

static void
fw_import_progress_dispose (GObject *object)
{
  fw_import_progress_stop (FW_IMPORT_PROGRESS (object));

  G_OBJECT_CLASS (fw_import_progress_parent_class)->dispose (object);
}

static void
fw_import_progress_finalize (GObject *object)
{
  g_free (FW_IMPORT_PROGRESS (object)->doing);

  G_OBJECT_CLASS (fw_import_progress_parent_class)->finalize (object);
}

static void
fw_import_progress_class_init (FwImportProgressClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_import_progress_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_import_progress_finalize;
  signals[CANCELLED] = g_signal_new ("cancelled", FW_TYPE_IMPORT_PROGRESS, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/import/fw-import-progress.ui");
  gtk_widget_class_bind_template_child (widget_class, FwImportProgress, label);
  gtk_widget_class_bind_template_child (widget_class, FwImportProgress, bar);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
fw_import_progress_init (FwImportProgress *self)
{
  self->doing = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fw_import_progress_start (FwImportProgress *self, const char *doing, FwImportWatch *watch)
{
  g_return_if_fail (FW_IS_IMPORT_PROGRESS (self) && doing != NULL);

  g_set_object (&self->watch, watch);
  g_free (self->doing);
  self->doing = g_strdup (doing);
  self->stopping = FALSE;
  self->began = g_get_monotonic_time ();
  show (self);
  if (self->source == 0)
    self->source = g_timeout_add (PULSE_MS, pulse_cb, self);
}

void
fw_import_progress_tell_stopping (FwImportProgress *self)
{
  g_return_if_fail (FW_IS_IMPORT_PROGRESS (self));

  self->stopping = TRUE;
  show (self);
}

void
fw_import_progress_stop (FwImportProgress *self)
{
  g_return_if_fail (FW_IS_IMPORT_PROGRESS (self));

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->watch);
}
