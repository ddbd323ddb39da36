/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/** FwCare: what somebody does about what waits: an alert ("alerts") or a record ("inbox"). */
typedef struct
{
  const char *path;   /* where it is posted; static */
  const char *kind;   /* (nullable): of a record */
  const char *id;     /* of the alert or the record */
  const char *act;    /* "acknowledge", "snooze", "give", "release"; static */
  guint minutes;      /* of a snooze; else 0 */
  const char *to;     /* (nullable): of a gift */
  const char *said;   /* (nullable): toast when it is done, which can be taken back; static */
  const char *undone; /* (nullable): toast when it is taken back, which cannot; static */
} FwCare;

/** fw_care_send: posts it; @page says in a toast that it is done, or why not. Ctrl+Z sends the act
 * "release". */
void fw_care_send (FwPage *page, const FwCare *care);

G_END_DECLS
