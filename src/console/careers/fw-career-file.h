/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * fw_career_file_read: a file as GET careers/{step}/{person} answers it, made into lines of one
 * table: each demand, what the post asks of competencies, and under each the records that say
 * something about it.
 * Returns: (transfer full): objects with "id", "what", "there", "day", "by", "verdict" and, where a
 * record stands behind the line, "page" and "record".
 */
JsonArray *fw_career_file_read (JsonObject *file);

G_END_DECLS
