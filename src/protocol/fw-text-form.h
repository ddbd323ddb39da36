/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/fw-json.h"

G_BEGIN_DECLS

/** FwTextForm: how a file is written, apart from what its columns mean: what a mapping states of
 * it, or what a read found. Zeroed at the beginning. */
typedef struct
{
  char *encoding;   /* (nullable): as iconv knows it: "UTF-8", "windows-1252" */
  char *sheet;      /* (nullable): of a workbook */
  char *zone;       /* (nullable): Olson name: the clock of times that do not say their own */
  char decimal;     /* '.' or ',': the sign before a fraction; '\0': not stated, no numbers */
  char separator;   /* between cells; '\0': there are none. Only found */
  gboolean no_time; /* only dates: contacts stand at noon of their day. Only found */
} FwTextForm;

void fw_text_form_clear (FwTextForm *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwTextForm, fw_text_form_clear)

/** fw_text_form_has_member: whether a mapping states the form by @name: "encoding", "sheet",
 * "zone", "decimal". */
gboolean fw_text_form_has_member (const char *name);

/** fw_text_form_read_stated: the members of @mapping (nullable JSON) that state the form; others
 * are not looked at. Returns: FALSE with FW_ERROR_INVALID naming the member and what was expected.
 */
gboolean fw_text_form_read_stated (FwTextForm *self, const char *mapping, GError **error);

/** fw_text_form_json_append: the member "text" of a report. */
void fw_text_form_json_append (FwJsonWriter *writer, const FwTextForm *self);
/** fw_text_form_json_read: the same; what is not there, or of another form, stays empty. */
void fw_text_form_json_read (FwTextForm *self, JsonObject *report);
/** fw_text_form_append_stated: the members that state in a mapping what was found. */
void fw_text_form_append_stated (FwJsonWriter *writer, const FwTextForm *self);

G_END_DECLS
