/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/fw-clock-replay.h"

G_BEGIN_DECLS

struct _FwClockReplay
{
  GHashTable *calendars; /* of FwCalendar by name */
  GHashTable *flows;     /* (nullable): of FwFlow by name */
};

gboolean
fw_replay_vector (FwClockReplay *self, JsonObject *line, FwJsonWriter *out, GError **error);
gboolean fw_replay_scenario (
    FwClockReplay *self, JsonObject *line, FwJsonWriter *out, char **note, GError **error);
gboolean fw_replay_move (FwClockReplay *self, JsonObject *line, FwJsonWriter *out, GError **error);

/** fw_replay_read_moment: µs UTC of a text; @member is named where it is none. */
gboolean fw_replay_read_moment (JsonNode *node, const char *member, gint64 *at, GError **error);
gboolean fw_replay_get_moment (JsonObject *object, const char *member, gint64 *at, GError **error);
/** fw_replay_get_spans: [[from, to]] as FwClockPause; a to of null where @open is TRUE. Returns:
 * (transfer full): NULL with an error; empty when the member is not there. */
GArray *fw_replay_get_spans (JsonObject *object, const char *member, gboolean open, GError **error);
/** fw_replay_get_calendar: "calendar"; @calendar is NULL for null. */
gboolean fw_replay_get_calendar (FwClockReplay *self,
                                 JsonObject *object,
                                 FwCalendar **calendar,
                                 GError **error);

/** Members of an answer: a moment or null; seconds, with a fraction only where there is one. */
void fw_replay_write_moment (FwJsonWriter *out, const char *member, gboolean there, gint64 at);
void fw_replay_write_seconds (FwJsonWriter *out, const char *member, gint64 duration);

G_END_DECLS
