/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * FwCareerMap:
 * Both ladders: a station for each post, upwards in one line and sideways in another, which wrap
 * where there is little room. A station that a step leads to is chosen with the keys; it says how
 * many hold the post and how many are how near to it.
 *
 * Signal: "chosen": somebody chose another step.
 */
#define FW_TYPE_CAREER_MAP (fw_career_map_get_type ())
G_DECLARE_FINAL_TYPE (FwCareerMap, fw_career_map, FW, CAREER_MAP, AdwBin)

GtkWidget *fw_career_map_new (void);
/** fw_career_map_take: an answer of GET careers. Returns: FALSE: it is none. */
gboolean fw_career_map_take (FwCareerMap *self, JsonObject *answer, GError **error);
/** fw_career_map_get_chosen: (nullable): id of a step. */
const char *fw_career_map_get_chosen (FwCareerMap *self);
/** fw_career_map_choose: without the signal. */
void fw_career_map_choose (FwCareerMap *self, const char *step);
/** fw_career_map_is_empty: whether there is no step. */
gboolean fw_career_map_is_empty (FwCareerMap *self);
/** fw_career_map_describe: Returns: (transfer full) (nullable): the chosen step in a sentence. */
char *fw_career_map_describe (FwCareerMap *self);

G_END_DECLS
