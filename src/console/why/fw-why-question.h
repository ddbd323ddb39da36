/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-view.h"
#include "core/why/fw-why.h"

G_BEGIN_DECLS

/** How a question about a figure of a page is handed to the page "why": a{ss} with these, each left
 * out where it says nothing. */
#define FW_WHY_ASK_METRIC "metric"
#define FW_WHY_ASK_RANGE "range" /* as of the view; "" lets it be chosen by FW_WHY_ASK_N */
#define FW_WHY_ASK_N "n"         /* contacts behind the figure today */
#define FW_WHY_ASK_AGAINST "against"
#define FW_WHY_ASK_WHOLE                                                                           \
  "whole"                    /* anything: what the scope bar chooses beside the site is no part */
#define FW_WHY_ASK_DAY "day" /* a date: that day of the site, whatever the range */
#define FW_WHY_ASK_FILTERS                                                                         \
  "filters" /* "team=night-b&shift=night", escaped: these alone, whatever the scope bar chooses */
#define FW_WHY_ASK_ATTRIBUTE "attribute" /* of the row that was selected */
#define FW_WHY_ASK_VALUE "value"
#define FW_WHY_ASK_TITLE "title"

/** Fewer than these today are too thin to look into: the last seven days are asked about. */
#define FW_WHY_THIN 200

/** Of a figure that is not of today: the range stays as it is. */
#define FW_WHY_N_UNKNOWN G_MAXUINT64

/** fw_why_question_new: Returns: (transfer floating): about @metric (nullable: as before) of
 * @value of @attribute (nullable); @n contacts are behind it today. */
GVariant *fw_why_question_new (
    const char *metric, guint64 n, const char *attribute, const char *value, const char *title);
/** fw_why_question_apply: lets @view say what @question asks and fills @parts (FwWhyPart) with what
 * was selected. */
void fw_why_question_apply (GVariant *question, FwView *view, GArray *parts);

/** fw_why_parts_new: Returns: (transfer full): an empty array of FwWhyPart, each freed with it. */
GArray *fw_why_parts_new (void);
void fw_why_parts_add (GArray *parts, const char *attribute, const char *value, const char *title);

/** fw_why_question_to_path: Returns: (transfer full): "why?metric=…": what @view and @parts ask
 * at @now (µs UTC); 0: as words, the same at any time, under which the answer is kept. */
char *fw_why_question_to_path (FwView *view, const GArray *parts, gint64 now);

/** fw_why_question_to_filters: Returns: (transfer full): "team=night-b&shift=night", escaped. */
char *fw_why_question_to_filters (FwView *view, const GArray *parts);

/** fw_why_question_to_contacts: Returns: (transfer full) (nullable): the query of the contacts that
 * @cell (nullable: all) counts, now or before; NULL with *@reason where they cannot be listed. */
char *fw_why_question_to_contacts (FwView *view,
                                   const GArray *parts,
                                   const FwWhyAnswer *answer,
                                   const FwWhyCell *cell,
                                   gboolean before,
                                   const char **reason);

G_END_DECLS
