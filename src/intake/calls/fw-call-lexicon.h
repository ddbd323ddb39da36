/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-words.h"

G_BEGIN_DECLS

/** FwCallLexicon: words of many languages that mean the same, folded, parted by "|". */
typedef struct
{
  FwCallWord meaning;
  const char *words;
} FwCallLexicon;

/* How calls ended; yes and no; their ways, as whole words and wherever they stand. */
extern const FwCallLexicon fw_call_outcomes[], fw_call_answers[], fw_call_ways[], fw_call_stems[];
extern const guint fw_call_n_outcomes, fw_call_n_answers, fw_call_n_ways, fw_call_n_stems;

G_END_DECLS
