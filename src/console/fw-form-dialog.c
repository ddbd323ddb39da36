/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-form-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  void (*answered) (gpointer data);
  gpointer data;
  GDestroyNotify destroy;
} Asked;

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  const Asked *asked = user_data;

  if (g_str_equal (response, "answer"))
    asked->answered (asked->data);
}

static void
free_asked (gpointer user_data, GClosure *closure)
{
  Asked *asked = user_data;

  asked->destroy (asked->data);
  g_free (asked);
}

void
fw_form_dialog_present (GtkWidget *parent,
                        const FwFormDialog *dialog,
                        void (*answered) (gpointer data),
                        gpointer data,
                        GDestroyNotify destroy)
{
  AdwMessageDialog *message;
  GtkRoot *root;
  Asked *asked;

  g_return_if_fail (GTK_IS_WIDGET (parent) && dialog != NULL && GTK_IS_WIDGET (dialog->form));
  g_return_if_fail (GTK_IS_WIDGET (dialog->focus) && answered != NULL && destroy != NULL);

  root = gtk_widget_get_root (parent);
  message = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, dialog->heading, dialog->body));
  adw_message_dialog_set_extra_child (message, dialog->form);
  adw_message_dialog_add_responses (message, "cancel",
                                    dialog->close != NULL ? dialog->close : _ ("Cancel"), "answer",
                                    dialog->answer, NULL);
  adw_message_dialog_set_response_appearance (message, "answer", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, "answer");
  adw_message_dialog_set_close_response (message, "cancel");
  asked = g_new (Asked, 1);
  *asked = (Asked){ answered, data, destroy };
  g_signal_connect_data (message, "response", G_CALLBACK (response_cb), asked, free_asked, 0);
  gtk_window_present (GTK_WINDOW (message));
  gtk_widget_grab_focus (dialog->focus);
}

GtkWidget *
fw_form_grid_new (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 9);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  return grid;
}

GtkWidget *
fw_form_grid_add (GtkWidget *grid, const char *name, GtkWidget *widget, int row)
{
  GtkWidget *label = gtk_label_new (name);

  g_return_val_if_fail (GTK_IS_GRID (grid) && GTK_IS_WIDGET (widget), label);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_grid_attach (GTK_GRID (grid), label, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), widget, 1, row, 1, 1);
  if (GTK_IS_ENTRY (widget))
    {
      gtk_entry_set_activates_default (GTK_ENTRY (widget), TRUE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
    }
  return label;
}
