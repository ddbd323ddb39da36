/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/person/fw-person-shown.h"

G_BEGIN_DECLS

/** FwPersonPanel: a part of the page of a person. A room adds its own as a line of the table in
 * fw-person-panels.c; the page knows none of them. */
typedef struct
{
  const char *title; /* N_() */
  FwRole roles;      /* who sees it */
  /** Returns: (transfer floating): a widget that follows the signal "changed" of @shown. */
  GtkWidget *(*create) (FwPersonShown *shown);
} FwPersonPanel;

/** fw_person_panels: Returns: the table, in the order of the page, ended by one without title. */
const FwPersonPanel *fw_person_panels (void);

/** fw_person_now_new: what the person does now, and since when. */
GtkWidget *fw_person_now_new (FwPersonShown *shown);
/** fw_person_figures_new: the person's figures of the days that the scope bar says; each opens its
 * contacts. */
GtkWidget *fw_person_figures_new (FwPersonShown *shown);
/** fw_person_contacts_new: the person's contacts of those days, as a list; Enter opens one. */
GtkWidget *fw_person_contacts_new (FwPersonShown *shown);
/** fw_person_certificates_new, _competencies_new, _training_new: certificates with state and last
 * day, what the position asks for, and sessions that come and were; Enter opens the page. */
GtkWidget *fw_person_certificates_new (FwPersonShown *shown);
GtkWidget *fw_person_competencies_new (FwPersonShown *shown);
GtkWidget *fw_person_training_new (FwPersonShown *shown);
/** fw_person_careers_new: how the person stands before each step that leads on from the post; Enter
 * opens the file. */
GtkWidget *fw_person_careers_new (FwPersonShown *shown);
/** fw_person_reviews_new: the average of reviews drawn at random with its interval, the lowest
 * items, and the last reviews; Enter opens one. */
GtkWidget *fw_person_reviews_new (FwPersonShown *shown);

G_END_DECLS
