/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/** Halves of the day. NOON is the hours around twelve: eleven is before it, one behind. */
typedef enum
{
  FW_CLOCK_WHOLE,
  FW_CLOCK_BEFORE_NOON,
  FW_CLOCK_AFTER_NOON,
  FW_CLOCK_NOON
} FwClockHalf;

/** FwClockWord: all that a word beside a date or a time can mean; "mar" is March and Tuesday, "de"
 * is "of" and, in Hungarian, the morning. */
typedef struct
{
  guint8 month;   /* 1-12, 0: none */
  guint8 weekday; /* 1 (Monday) to 7, 0: none */
  guint8 half;    /* FwClockHalf */
  gboolean filler;
} FwClockWord;

/** fw_clock_word_find: @word: as fw_cell_fold() writes it. FALSE: not known. */
gboolean fw_clock_word_find (FwText word, FwClockWord *found);

/** fw_clock_month_find_by_point: a word that is one month behind an ordinal, "13. listopada", and
 * another behind a number, "13 listopada". @has_point: the day has one. Returns: 1-12, 0: neither.
 */
guint8 fw_clock_month_find_by_point (FwText word, gboolean has_point);

/** fw_clock_word_find_prefix: for writing without blanks (Chinese, Japanese, Korean): the longest
 * word that @text begins with. Returns: its length, 0 for none. */
guint fw_clock_word_find_prefix (FwText text, FwClockWord *found);

/** fw_clock_zone_find: a name of a zone that means one offset the world over, such as "utc", "cet"
 * or "jst". @seconds: (out): east of Greenwich. FALSE: not known, or not the same everywhere. */
gboolean fw_clock_zone_find (FwText word, gint *seconds);

/** fw_duration_word_find: Returns: the milliseconds of a unit such as "min", "std", "分钟"; 0: not
 * known. @word: folded. */
gint64 fw_duration_word_find (FwText word);

G_END_DECLS
