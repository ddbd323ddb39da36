/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-own.h"

G_BEGIN_DECLS

/** FwCalendarWords: how training and leave are called in a calendar; a shift has a name of its own.
 */
typedef struct
{
  const char *training, *leave;
} FwCalendarWords;

/**
 * fw_calendar_days_write:
 * @person: of the kind "person"
 * @now: µs UTC
 * Returns: (transfer full): iCalendar: what @person was told of four weeks before @now and of what
 * lies ahead, never what is planned only. NULL: the store does not answer.
 */
char *fw_calendar_days_write (FwRecords *records,
                              FwScope *whole,
                              const FwRecord *person,
                              const FwCalendarWords *words,
                              gint64 now,
                              GError **error);

G_END_DECLS
