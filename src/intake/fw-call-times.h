/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/fw-call-mapping.h"

G_BEGIN_DECLS

static inline gboolean
fw_call_is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static inline FwText
fw_call_trim (FwText text)
{
  while (text.length > 0 && fw_call_is_space (text.data[0]))
    {
      text.data++;
      text.length--;
    }
  while (text.length > 0 && fw_call_is_space (text.data[text.length - 1]))
    text.length--;

  return text;
}

/** FwCallDate: a date as it was written: the order of day and month may be open. */
typedef struct
{
  guint year;
  guint first, second; /* in written order; month and day when @settled */
  gboolean settled;
  guint taken; /* bytes of the text; a time may follow */
} FwCallDate;

/** fw_call_date_read: with "-", "/", "." or Chinese signs between, as eight digits, or with an
 * English month. FALSE: not a date. */
gboolean fw_call_date_read (FwText text, FwCallDate *date);
/** fw_call_date_to_days: FALSE when @order makes no date of it. @days: since 1970-01-01 */
gboolean fw_call_date_to_days (const FwCallDate *date, FwDateOrder order, gint32 *days);

/** FwDateStudy: what the whole column says about its order. */
typedef struct
{
  struct
  {
    guint64 n;
    guint64 line; /* the first example */
    char text[32];
  } day_first, month_first, open;
} FwDateStudy;

void fw_date_study_add (FwDateStudy *self, guint64 line, FwText text);
/** fw_date_study_settle: FW_ERROR_INVALID with examples when the column contradicts itself or
 * cannot be decided. */
gboolean fw_date_study_settle (const FwDateStudy *self, FwDateOrder *order, GError **error);

/** fw_call_time_read: "9:12", "09:12:58.5", "9:12:58 PM". @ms: after midnight */
gboolean fw_call_time_read (FwText text, guint *ms);
/** fw_call_duration_read: a number of @unit_ms, "mm:ss" or "h:mm:ss". */
gboolean fw_call_duration_read (FwText text, guint unit_ms, gint64 *ms);

G_END_DECLS
