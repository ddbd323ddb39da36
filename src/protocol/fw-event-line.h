/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/floor/fw-event.h"

G_BEGIN_DECLS

/**
 * Event lines (NDJSON), the hot path: one object a line, members of FwEvent by name; "at" is RFC
 * 3339 or whole µs since 1970, "type" a name of fw_event_type_to_name(), durations "wait_s" and so
 * on in seconds (fractions allowed) or "wait_ms" whole.
 *
 *   {"source":"pbx","id":"17","at":"2026-11-21T09:00:00Z","type":"offered","contact":"c1","queue":"sales"}
 *
 * Unknown members are an error that names them: a misspelt "raiting" must not vanish.
 */

/** FwEventScratch: room for texts with escapes; reuse it from line to line. */
typedef struct _FwEventScratch FwEventScratch;
FwEventScratch *fw_event_scratch_new (void);
void fw_event_scratch_free (FwEventScratch *self);

/** fw_event_line_parse: @event's texts point into @line or @scratch and live until the next call.
 */
gboolean fw_event_line_parse (FwText line, FwEventScratch *scratch, FwEvent *event, GError **error);

/** fw_event_line_append: writes one line, its "\n" included. */
void fw_event_line_append (GString *out, const FwEvent *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwEventScratch, fw_event_scratch_free)

G_END_DECLS
