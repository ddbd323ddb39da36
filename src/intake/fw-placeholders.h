/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/** fw_customer_is_withheld: a word that stands where a number was withheld or is not known, such as
 * "Anonymous", "<unknown>", "N/A", "0" or "****", in many languages and any case: such a caller is
 * nobody in particular. The empty text is one, too. */
gboolean fw_customer_is_withheld (FwText customer);

/** fw_agent_is_nobody: a word that stands where there is no agent: "None", "-", "unassigned". */
gboolean fw_agent_is_nobody (FwText agent);

/** fw_is_placeholder: a word by which databases and spreadsheets say that there is no value:
 * "NULL", "N/A", "-", "#N/A". The empty text is one, too. */
gboolean fw_is_placeholder (FwText text);

/** fw_fold_words: what is compared of words and headers: small letters without their marks, full
 * width as half, signs as single spaces; "<Unknown>" becomes "unknown", "Não-atendida" "nao
 * atendida". Returns: (transfer full). */
char *fw_fold_words (FwText text);

/** fw_fold_list: a table of the words in @list, which are parted by "|", folded. Returns: (transfer
 * full): char* -> @value. */
void fw_fold_list (GHashTable *table, const char *list, gpointer value);
/** fw_fold_set: the words of one such list, to ask whether a folded word is among them. Returns:
 * (transfer full). */
GHashTable *fw_fold_set (const char *list);

/** fw_number_is_cut: "8.61381E+12": what a spreadsheet wrote of a long number, of which it kept
 * only the first digits: many numbers look so. */
gboolean fw_number_is_cut (FwText text);

G_END_DECLS
