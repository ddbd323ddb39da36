/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * FwMappingDraft:
 * What a person has said so far of how a call list is to be read: the members of a mapping
 * (docs/intake.md) that differ from what the reading finds by itself. It is sent with each
 * inspection, whose answer has the whole mapping.
 */
typedef struct _FwMappingDraft FwMappingDraft;

/** fw_mapping_draft_new: @json: (nullable): a mapping to begin with; what is no object is nothing.
 */
FwMappingDraft *fw_mapping_draft_new (const char *json);
void fw_mapping_draft_free (FwMappingDraft *self);
/** fw_mapping_draft_reset: forgets all and begins with @json again. */
void fw_mapping_draft_reset (FwMappingDraft *self, const char *json);
/** fw_mapping_draft_to_json: Returns: (transfer full). */
char *fw_mapping_draft_to_json (FwMappingDraft *self);
gboolean fw_mapping_draft_is_empty (FwMappingDraft *self);

/**
 * fw_mapping_draft_set_column: what the column named @header holds.
 * @number: from 1, where the name is blank or there twice; 0: by its name
 * @as: (nullable): "date", "agent" ...; NULL: it is not used
 * @was: (nullable): what it was taken for until now
 */
void fw_mapping_draft_set_column (
    FwMappingDraft *self, const char *header, guint number, const char *as, const char *was);

/** fw_mapping_draft_set_word: what a @word in the column of ours @as means; @means: (nullable):
 * nobody, or nothing. */
void fw_mapping_draft_set_word (FwMappingDraft *self,
                                const char *as,
                                const char *word,
                                const char *means);
/** fw_mapping_draft_ignore: rows with @word in the column named @header are left out, or no longer.
 */
void fw_mapping_draft_ignore (FwMappingDraft *self,
                              const char *header,
                              const char *word,
                              gboolean ignore);

/** fw_mapping_draft_add_name: @name in the file is @known too; whatever it was said to be before
 * loses it, as a name can be one person or queue. @member: "people" or "queues" */
void fw_mapping_draft_add_name (FwMappingDraft *self,
                                const char *member,
                                const char *known,
                                const char *name);
/** fw_mapping_draft_remove_name: @name is no name of @known any more. */
void fw_mapping_draft_remove_name (FwMappingDraft *self,
                                   const char *member,
                                   const char *known,
                                   const char *name);

/** fw_mapping_draft_set_text: a member such as "date_order"; @value: (nullable): as it is found. */
void fw_mapping_draft_set_text (FwMappingDraft *self, const char *member, const char *value);
/** fw_mapping_draft_get_text: Returns: (transfer none) (nullable): what was said. */
const char *fw_mapping_draft_get_text (FwMappingDraft *self, const char *member);
/** fw_mapping_draft_set_header_row: from 1; another header has other columns, so what was said of
 * columns is forgotten. 0: as it is found. */
void fw_mapping_draft_set_header_row (FwMappingDraft *self, gint64 row);
/** fw_mapping_draft_set_sheet: likewise. */
void fw_mapping_draft_set_sheet (FwMappingDraft *self, const char *sheet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwMappingDraft, fw_mapping_draft_free)

G_END_DECLS
