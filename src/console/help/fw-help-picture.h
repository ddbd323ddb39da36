/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * The pictures of the help. They are made of the product's own charts and marks, so that each is as
 * the page is: in the desk's language, colours and size of text. Figures in them are examples, and
 * each says so. They take neither keys nor pointer.
 *
 * All return (transfer floating).
 */

/** fw_help_picture_live: the marks with their words, and a curve with its target, its interval and
 * the half hour that is running. */
GtkWidget *fw_help_picture_live (void);

/** fw_help_picture_figures: what is offered in its parts, and a handling time in its parts. */
GtkWidget *fw_help_picture_figures (void);

/** fw_help_picture_why: the change of a figure in its parts. */
GtkWidget *fw_help_picture_why (void);

/** fw_help_picture_findings: a watched figure, week by week. */
GtkWidget *fw_help_picture_findings (void);

/** fw_help_picture_calibration: four graders against the middle one. */
GtkWidget *fw_help_picture_calibration (void);

/** fw_help_picture_certificates: a certificate from its first day to the end of its grace. */
GtkWidget *fw_help_picture_certificates (void);

/** fw_help_picture_forecast: a day that is foretold, and what of it has come. */
GtkWidget *fw_help_picture_forecast (void);

/** fw_help_picture_contacts: one contact from its arrival on. */
GtkWidget *fw_help_picture_cases (void);
GtkWidget *fw_help_picture_contacts (void);

/** fw_help_picture_reviews: what the plan of a week is made of. */
GtkWidget *fw_help_picture_reviews (void);

/** fw_help_picture_quality: what of a written contact is response, handling and time to close. */
GtkWidget *fw_help_picture_quality (void);

/** fw_help_picture_competencies: people whose readiness is known more or less well. */
GtkWidget *fw_help_picture_competencies (void);
/** fw_help_picture_appraisals: the keys of the list and of a sheet. */
GtkWidget *fw_help_picture_appraisals (void);
/** fw_help_picture_careers: the keys of the map and of a file. */
GtkWidget *fw_help_picture_careers (void);

/** fw_help_picture_training: the keys of somebody who is in a session. */
GtkWidget *fw_help_picture_training (void);

/** fw_help_picture_import: the way of a file. */
GtkWidget *fw_help_picture_import (void);

/** fw_help_picture_inbox: the keys of a row. */
GtkWidget *fw_help_picture_inbox (void);

/** fw_help_picture_records: the keys of a table of records. */
GtkWidget *fw_help_picture_records (void);

/** fw_help_picture_data: how batches of events that are damaged are set apart from those that
 * count. */
GtkWidget *fw_help_picture_data (void);

/** fw_help_picture_roster: the keys of a cell. */
GtkWidget *fw_help_picture_roster (void);
GtkWidget *fw_help_picture_day (void);
GtkWidget *fw_help_picture_own (void);

/** fw_help_picture_keys: the keys that are alike on all pages. */
GtkWidget *fw_help_picture_keys (void);

G_END_DECLS
