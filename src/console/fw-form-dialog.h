/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** FwFormDialog: something that is asked by a few fields; the texts are translated. */
typedef struct
{
  const char *heading;
  const char *body;
  const char *answer; /* what is done then, on its button */
  const char *close;  /* (nullable): on the other one; NULL: "Cancel" */
  GtkWidget *form;
  GtkWidget *focus; /* of the form: what has the keys first */
} FwFormDialog;

/**
 * fw_form_dialog_present: shows it over the window of @parent. Enter answers, Esc does not.
 * @answered: with @data, when it is answered; the form is still there
 * @destroy: of @data, when the dialog goes, answered or not
 */
void fw_form_dialog_present (GtkWidget *parent,
                             const FwFormDialog *dialog,
                             void (*answered) (gpointer data),
                             gpointer data,
                             GDestroyNotify destroy);

/** fw_form_grid_new: Returns: (transfer floating): for the lines of a form. */
GtkWidget *fw_form_grid_new (void);
/** fw_form_grid_add: a line: @name, and @widget, which has it for assistive technology where it is
 * an entry; Enter in it answers. Returns: (transfer none): the label. */
GtkWidget *fw_form_grid_add (GtkWidget *grid, const char *name, GtkWidget *widget, int row);

G_END_DECLS
