/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "core/fw-text.h"

G_BEGIN_DECLS

/**
 * Strict JSON for both ends. Nothing from outside reaches json-glib before fw_json_check() has
 * passed it (hazards.md): one document, depth ≤ 32, no duplicate keys, numbers in the range of
 * int64 or finite double, valid UTF-8, no NUL, no comments.
 */

#define FW_JSON_MAX_DEPTH 32

/** fw_json_check: FALSE with FW_ERROR_INVALID naming line and column and what was expected. */
gboolean fw_json_check (const char *data, gsize length, GError **error);

/** fw_json_parse: checks, then builds. Returns: (transfer full): NULL with an error. */
JsonNode *fw_json_parse (const char *data, gsize length, GError **error);
/** fw_json_parse_object: the same where the document must be an object. Returns: (transfer full).
 */
JsonObject *fw_json_parse_object (const char *data, gsize length, GError **error);
/** fw_json_parse_bytes: the same of the body of a request or answer. Returns: (transfer full). */
JsonObject *fw_json_parse_bytes (GBytes *bytes, GError **error);

/** Strict members: a missing one or one of another type is FW_ERROR_INVALID naming it. Texts and
 * nodes belong to @object. */
gboolean
fw_json_get_text (JsonObject *object, const char *member, const char **value, GError **error);
gboolean
fw_json_get_integer (JsonObject *object, const char *member, gint64 *value, GError **error);
gboolean fw_json_get_number (JsonObject *object, const char *member, double *value, GError **error);
gboolean
fw_json_get_boolean (JsonObject *object, const char *member, gboolean *value, GError **error);
/** fw_json_read_flag: the same of a member that may be left out: then it is FALSE. */
gboolean
fw_json_read_flag (JsonObject *object, const char *member, gboolean *value, GError **error);
gboolean
fw_json_get_object (JsonObject *object, const char *member, JsonObject **value, GError **error);
gboolean
fw_json_get_array (JsonObject *object, const char *member, JsonArray **value, GError **error);
/** fw_json_refuse: says what a member must be, as these do. Returns: FALSE. */
gboolean fw_json_refuse (GError **error, const char *member, const char *expected);
/** fw_json_has: TRUE when the member is there and not null. */
gboolean fw_json_has (JsonObject *object, const char *member);

/** Members of what is read as far as it goes: what is absent, null or of another type is nothing.
 */
const char *fw_json_find_text (JsonObject *object, const char *member); /* (nullable) */
guint64 fw_json_find_count (JsonObject *object, const char *member); /* 0 also for less than that */
/** fw_json_find_number: NAN where it is none. @object: (nullable) */
double fw_json_find_number (JsonObject *object, const char *member);
/** fw_json_find_yes: FALSE where it is no boolean. */
gboolean fw_json_find_yes (JsonObject *object, const char *member);
/** fw_json_find_moment: µs UTC of a time in the form of RFC 3339; 0. */
gint64 fw_json_find_moment (JsonObject *object, const char *member);
/** fw_json_find_object: Returns: (transfer none) (nullable). @object: (nullable) */
JsonObject *fw_json_find_object (JsonObject *object, const char *member);
/** fw_json_find_texts: Returns: (transfer full): those elements of an array that are texts. */
char **fw_json_find_texts (JsonObject *object, const char *member);
/** fw_json_find_element: Returns: (transfer none) (nullable): the element, if it is an object. */
JsonObject *fw_json_find_element (JsonArray *array, guint i);
/** fw_json_node_find_text: Returns: (nullable): what the node (nullable) holds, if that is a text;
 * it belongs to the node. */
const char *fw_json_node_find_text (JsonNode *node);

/** FwJsonWriter: appends to a GString; commas follow by themselves; on the stack. */
typedef struct
{
  GString *out; /* not owned */
  gboolean comma;
} FwJsonWriter;

void fw_json_writer_init (FwJsonWriter *self, GString *out);
void fw_json_writer_begin_object (FwJsonWriter *self);
void fw_json_writer_end_object (FwJsonWriter *self);
void fw_json_writer_begin_array (FwJsonWriter *self);
void fw_json_writer_end_array (FwJsonWriter *self);
void fw_json_writer_key (FwJsonWriter *self, const char *key);
void fw_json_writer_text (FwJsonWriter *self, const char *value); /* NULL writes null */
void fw_json_writer_view (FwJsonWriter *self, FwText value);
void fw_json_writer_integer (FwJsonWriter *self, gint64 value);
void
fw_json_writer_number (FwJsonWriter *self,
                       double value); /* shortest that reads back; NaN and infinities write null */
void fw_json_writer_boolean (FwJsonWriter *self, gboolean value);
void fw_json_writer_null (FwJsonWriter *self);
void fw_json_writer_raw (FwJsonWriter *self, const char *json, gsize length);

/** Member shorthands: key and value in one. */
void fw_json_member_text (FwJsonWriter *self, const char *key, const char *value);
void fw_json_member_integer (FwJsonWriter *self, const char *key, gint64 value);
void fw_json_member_number (FwJsonWriter *self, const char *key, double value);
void fw_json_member_boolean (FwJsonWriter *self, const char *key, gboolean value);

G_END_DECLS
