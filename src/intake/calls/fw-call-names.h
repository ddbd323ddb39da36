/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-stated.h"

G_BEGIN_DECLS

/** FwCallSense: what a header may mean. */
typedef struct
{
  FwCallColumn column;
  guint8
      tier; /* 0: said of nothing else; 1: also said of something near; 2: only the values tell */
  guint16 place; /* in its tier: the surer name comes first */
} FwCallSense;

/** FwCallNames: names of one column, written as people write them, parted by "|". */
typedef struct
{
  FwCallColumn column;
  guint8 tier;
  const char *names;
} FwCallNames;

extern const FwCallNames fw_call_names[];
extern const guint fw_call_n_names;

/** fw_call_senses_find: what @header may mean, the surest first. @unit_ms: (out): the unit it
 * states, 0 for none. @gathers: (out): it says "total" or "average". Returns: (transfer full):
 * FwCallSense, none for a stranger. */
GArray *fw_call_senses_find (FwText header, guint *unit_ms, gboolean *gathers);

/** fw_call_senses_get_best_tier: of @n senses, each (nullable). Returns: G_MAXUINT8: there is none.
 */
guint fw_call_senses_get_best_tier (const FwCallSense *const *senses, guint n);

/** fw_call_header_asks_way: whether @header asks of a call which way it went, as "is_outbound"
 * does. @outbound: (out): what a yes says. */
gboolean fw_call_header_asks_way (FwText header, gboolean *outbound);
/** fw_call_header_asks_missed: whether @header asks of a call whether it was lost, "Missed". */
gboolean fw_call_header_asks_missed (FwText header);
/** fw_call_header_names_team: whether @header names a group of people, which may be called
 * "Outbound" whatever calls it takes. */
gboolean fw_call_header_names_team (FwText header);

/** fw_call_header_names_zone: whether @header is that of a column of time zones. */
gboolean fw_call_header_names_zone (FwText header);

/** fw_call_header_words: @header as it is compared: "AvgTalkDuration" becomes "avg talk duration".
 * Returns: (transfer full). */
char *fw_call_header_words (FwText header);

G_END_DECLS
