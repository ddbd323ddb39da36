/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/* Cases of the handbook: what is taken out of them as they are written, and how they are found. */

/**
 * fw_handbook_hide_name: lays "*" over a name, as long as it is: the whole name, and each of its
 * parts where it has spaces. Letters of an alphabet have to match as whole words and in their case,
 * so that "Lin" stays in "Line" and "Grace" in "grace"; one character alone is no name.
 * @name: (nullable). Returns: (transfer full).
 */
char *fw_handbook_hide_name (const char *text, const char *name);

/** fw_handbook_read_topics: @topics: (nullable): with commas (also full width, "、") or semicolons
 * between them. Returns: (transfer full): each once, whatever its case, as it was written first. */
char **fw_handbook_read_topics (const char *topics);
/** fw_handbook_has_topic: whatever the case. */
gboolean fw_handbook_has_topic (const FwRecord *record, const char *topic);

/** fw_handbook_read_words: what somebody looks for. @text: (nullable). Returns: (transfer full):
 * its words, in the form in which they are compared. */
char **fw_handbook_read_words (const char *text);
/**
 * fw_handbook_score: how well a case answers: of each word 4 where it stands in the title, 3 in the
 * topics, 3 in the product, 1 in each of the other texts, whatever the case and width of letters.
 * Returns: 0 where one of the words stands nowhere; 1 where there are none.
 */
guint fw_handbook_score (const FwRecord *record, char *const *words);

/** fw_handbook_make: @debrief: concluded. Returns: (transfer full): the case that follows from it,
 * under its id. */
FwRecord *fw_handbook_make (const FwRecord *debrief);

/** fw_handbook_arrange: takes the name out of whom the debrief was about. @stored: (nullable). */
void fw_handbook_arrange (const FwRecord *stored, FwRecord *record, const FwKindLook *look);
/** fw_handbook_derive: masks personal numbers, puts topics in order, and counts the version where
 * the texts are others. @stored: (nullable). */
void fw_handbook_derive (const FwRecord *stored, FwRecord *record);
gboolean fw_handbook_check (const FwRecord *record, GError **error);

G_END_DECLS
