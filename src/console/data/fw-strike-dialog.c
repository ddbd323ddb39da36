/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/data/fw-strike-dialog.h"

#include "console/fw-page.h"
#include "core/fw-error.h"
#include "protocol/fw-json.h"

struct _FwStrikeDialog
{
  AdwWindow parent_instance;

  AdwEntryRow *source;
  AdwEntryRow *day;
  AdwEntryRow *id;
  AdwEntryRow *reason;
  GtkLabel *problem;
  GtkButton *strike;

  FwClient *client;
  GCancellable *cancellable;
};

enum
{
  STRUCK,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwStrikeDialog, fw_strike_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
update (FwStrikeDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->strike),
                            *get_text (self->source) != '\0' && *get_text (self->day) != '\0' &&
                                *get_text (self->id) != '\0' && *get_text (self->reason) != '\0');
}

static void
show_problem (FwStrikeDialog *self, const char *sentence)
{
  gtk_label_set_text (self->problem, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *sentence != '\0');
}

/* What a person can mend is said in words of its own. */
static char *
describe (const GError *error)
{
  if (g_error_matches (error, FW_ERROR, FW_ERROR_NOT_FOUND))
    return g_strdup (_ ("No such event was told by this source on that day, by the clock of UTC. "
                        "Nothing was struck out."));
  if (g_error_matches (error, FW_ERROR, FW_ERROR_CONFLICT))
    return g_strdup (_ ("This event is struck out already."));
  return fw_error_to_sentence (error);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwStrikeDialog) self = FW_STRIKE_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (answer != NULL)
    {
      g_signal_emit (self, signals[STRUCK], 0);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  sentence = describe (error);
  show_problem (self, sentence);
  update (self);
}

static GBytes *
write_strike (FwStrikeDialog *self)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "source", get_text (self->source));
  fw_json_member_text (&writer, "day", get_text (self->day));
  fw_json_member_text (&writer, "reason", get_text (self->reason));
  fw_json_writer_key (&writer, "ids");
  fw_json_writer_begin_array (&writer);
  fw_json_writer_text (&writer, get_text (self->id));
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  return g_string_free_to_bytes (json);
}

static void
strike_clicked_cb (FwStrikeDialog *self)
{
  g_autoptr (GBytes) body = write_strike (self);

  show_problem (self, "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->strike), FALSE);
  fw_client_request_async (self->client, "POST", "events/struck", body, "application/json",
                           self->cancellable, answered_cb, g_object_ref (self));
}

static void
cancel_clicked_cb (FwStrikeDialog *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
fw_strike_dialog_dispose (GObject *object)
{
  FwStrikeDialog *self = FW_STRIKE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (fw_strike_dialog_parent_class)->dispose (object);
}

static void
fw_strike_dialog_finalize (GObject *object)
{
  g_clear_object (&FW_STRIKE_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (fw_strike_dialog_parent_class)->finalize (object);
}

static void
fw_strike_dialog_class_init (FwStrikeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_strike_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_strike_dialog_finalize;
  signals[STRUCK] = g_signal_new ("struck", FW_TYPE_STRIKE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/data/fw-strike-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FwStrikeDialog, source);
  gtk_widget_class_bind_template_child (widget_class, FwStrikeDialog, day);
  gtk_widget_class_bind_template_child (widget_class, FwStrikeDialog, id);
  gtk_widget_class_bind_template_child (widget_class, FwStrikeDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, FwStrikeDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, FwStrikeDialog, strike);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, strike_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
fw_strike_dialog_init (FwStrikeDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fw_strike_dialog_new (FwClient *client, const char *source, const char *day, const char *id)
{
  FwStrikeDialog *self;

  g_return_val_if_fail (FW_IS_CLIENT (client), NULL);

  self = g_object_new (FW_TYPE_STRIKE_DIALOG, NULL);
  self->client = g_object_ref (client);
  gtk_editable_set_text (GTK_EDITABLE (self->source), source != NULL ? source : "");
  gtk_editable_set_text (GTK_EDITABLE (self->day), day != NULL ? day : "");
  gtk_editable_set_text (GTK_EDITABLE (self->id), id != NULL ? id : "");
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (id != NULL ? self->reason : self->source));
  return GTK_WIDGET (self);
}
