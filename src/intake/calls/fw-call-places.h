/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/** fw_call_place_find: the zone of a city, or of a country that has one, where all of @phrase says
 * that its time is meant: "Shanghai time", "hora de Madrid", "北京时间", "London". Returns:
 * (nullable): its identifier. */
const char *fw_call_place_find (FwText phrase);

/** fw_call_place_find_in_header: the same where it stands in brackets in @header or at its end:
 * "Start Time (Shanghai time)", "Inicio (hora de Madrid)". @alone: brackets with nothing but the
 * place will do, as in the name of a column of times. */
const char *fw_call_place_find_in_header (FwText header, gboolean alone);

/** fw_call_place_find_part: "Eastern Time", "PT" and the like, in brackets or at the end, which are
 * of the same name in several countries. Returns: the letter before "ST" by which such a zone goes
 * in winter, '\0': none. */
char fw_call_place_find_part (FwText header);

G_END_DECLS
