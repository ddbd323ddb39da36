/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/import/fw-inspection.h"
#include "console/import/fw-mapping-draft.h"

G_BEGIN_DECLS

/**
 * FwMappingWords:
 * The words that the file has for what is a closed vocabulary here (how a call ended, which way it
 * went, yes and no), each with its rows and a choice of what it means; those that are not
 * understood first. Signal "changed": the draft was.
 */
#define FW_TYPE_MAPPING_WORDS (fw_mapping_words_get_type ())
G_DECLARE_FINAL_TYPE (FwMappingWords, fw_mapping_words, FW, MAPPING_WORDS, AdwBin)

/** fw_mapping_words_show: both are kept by the caller until the next call. */
void
fw_mapping_words_show (FwMappingWords *self, const FwInspection *inspection, FwMappingDraft *draft);
/** fw_mapping_words_find_question: Returns: (transfer none) (nullable): where the first word that
 * is not understood is given a meaning. */
GtkWidget *fw_mapping_words_find_question (FwMappingWords *self);

G_END_DECLS
