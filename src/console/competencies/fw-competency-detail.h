/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "console/competencies/fw-competency-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FwCompetencyDetail:
 * Somebody against a position: how ready, what is missing, what would tell most; and of the
 * competency under the cursor its evidence, with a form for a new assessment.
 *
 * Signal "signed" (double level, string reason): the account signs it; the page writes it.
 */
#define FW_TYPE_COMPETENCY_DETAIL (fw_competency_detail_get_type ())
G_DECLARE_FINAL_TYPE (FwCompetencyDetail, fw_competency_detail, FW, COMPETENCY_DETAIL, AdwBin)

GtkWidget *fw_competency_detail_new (void);
/** fw_competency_detail_set_client: who asks and signs; once. */
void fw_competency_detail_set_client (FwCompetencyDetail *self, FwClient *client);
/** fw_competency_detail_show: @item: (nullable). @of: how many people are held against what she is.
 */
void fw_competency_detail_show (FwCompetencyDetail *self,
                                FwCompetencyItem *item,
                                guint competency,
                                guint of);
/** fw_competency_detail_refresh: its evidence is asked for anew. */
void fw_competency_detail_refresh (FwCompetencyDetail *self);
/** fw_competency_detail_begin: to the form, with @level (NaN: the one that she has). FALSE: the
 * account signs nothing. */
gboolean fw_competency_detail_begin (FwCompetencyDetail *self, double level);
/** fw_competency_detail_end: the form is emptied: what was in it is written. */
void fw_competency_detail_end (FwCompetencyDetail *self);
/** fw_competency_detail_show_error: under the form; @sentence: (nullable). */
void fw_competency_detail_show_error (FwCompetencyDetail *self, const char *sentence);

G_END_DECLS
