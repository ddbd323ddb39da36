/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** FwProgrammeWord: Returns: (transfer none): a text of a template in the centre's language. */
typedef const char *(*FwProgrammeWord) (const char *text);

/**
 * fw_programme_templates: the programmes that every centre may take, with their certificates,
 * courses, lessons and steps, in the order in which they can be written: what is referred to first.
 * They are then the centre's, in its language.
 * Returns: (transfer full) (element-type FwRecord)
 */
GPtrArray *fw_programme_templates (FwProgrammeWord word);

G_END_DECLS
