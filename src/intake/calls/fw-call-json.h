/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/text/fw-input.h"

G_BEGIN_DECLS

/** fw_call_json_is: whether a text begins as JSON does: an object, or an array of them. */
gboolean fw_call_json_is (const char *data, gsize length);

/**
 * fw_call_json_to_rows:
 * A list of calls in JSON as CSV with commas: an object a line, an array of objects, or an object
 * with one such array. Members are columns, those of an object within a call by both names ("queue
 * name"); row N + 1 is the Nth call. Returns: (transfer full): NULL with FW_ERROR_INVALID that says
 * where the text is no JSON or what it holds in place of calls.
 */
GBytes *fw_call_json_to_rows (const char *data, gsize length, GError **error);

G_END_DECLS
