/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/** The encodings of one byte for Latin letters that are told apart. */
typedef enum
{
  FW_LATIN_WESTERN, /* Windows-1252 */
  FW_LATIN_CENTRAL, /* Windows-1250 */
  FW_LATIN_TURKISH, /* Windows-1254 */
  FW_LATIN_BALTIC,  /* Windows-1257 */
  FW_N_LATIN
} FwLatin;

/** FwLatinStudy: in which of them all words make sense so far. Zeroed at the beginning. */
typedef struct
{
  guint64 words;                /* with a byte beyond ASCII */
  gboolean wrong[FW_N_LATIN];   /* some word is none in it */
  gboolean differs[FW_N_LATIN]; /* some word is another than in Windows-1252 */
} FwLatinStudy;

void fw_latin_study_add (FwLatinStudy *self, FwText line);
/** fw_latin_study_is_western: read as Windows-1252 every word makes sense, and where it does in
 * another one too, it says the same. */
gboolean fw_latin_study_is_western (const FwLatinStudy *self);

G_END_DECLS
