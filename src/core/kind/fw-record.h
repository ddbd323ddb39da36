/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/access/fw-access.h"
#include "core/fw-text.h"
#include "core/kind/fw-kind.h"

G_BEGIN_DECLS

/** FwRecord: one record of a kind, its values in the order of the kind's fields. Reference counted.
 */
typedef struct _FwRecord FwRecord;

FwRecord *fw_record_new (const FwKind *kind, const char *id);
FwRecord *fw_record_copy (FwRecord *self);
/** fw_record_as: Returns: (transfer full): the record as one of @kind, which is the same kind with
 * other fields of a centre's own; what it did not have is left (fw_record_leave()). */
FwRecord *fw_record_as (FwRecord *self, const FwKind *kind);
FwRecord *fw_record_ref (FwRecord *self);
void fw_record_unref (FwRecord *self);

const FwKind *fw_record_get_kind (const FwRecord *self);
const char *fw_record_get_id (const FwRecord *self);
guint fw_record_get_revision (const FwRecord *self); /* 0: not stored yet */
void fw_record_set_revision (FwRecord *self, guint revision);
gboolean fw_record_is_deleted (const FwRecord *self);
void fw_record_set_deleted (FwRecord *self, gboolean deleted);

/** Values: a field that was never set, or set to NULL, is empty (JSON null, SQL NULL, empty CSV
 * cell). */
gboolean fw_record_is_empty (const FwRecord *self, guint field);
void fw_record_clear (FwRecord *self, guint field);
/** fw_record_leave: empties a field and notes that nothing is said of it: what is stored stays.
 * Whoever does not know a field yet that a centre has given to a kind leaves it. */
void fw_record_leave (FwRecord *self, guint field);
gboolean fw_record_is_left (const FwRecord *self, guint field);
const char *fw_record_get_text (const FwRecord *self,
                                guint field); /* TEXT, ENUM, REF, SECRET; (nullable) */
gint64 fw_record_get_integer (const FwRecord *self,
                              guint field); /* INTEGER, BOOLEAN, DATE, TIME_OF_DAY; 0 when empty */
double fw_record_get_number (const FwRecord *self,
                             guint field); /* NUMBER, INTEGER; NaN when empty */
const char *const *fw_record_get_list (const FwRecord *self,
                                       guint field); /* REF_LIST; (nullable) */
void fw_record_set_text (FwRecord *self, guint field, const char *value);
void fw_record_set_integer (FwRecord *self, guint field, gint64 value);
void fw_record_set_number (FwRecord *self, guint field, double value);
void fw_record_set_list (FwRecord *self, guint field, const char *const *value);

/** The same by name; the field must exist. */
guint fw_record_find (const FwRecord *self, const char *field);
gboolean fw_record_lacks (const FwRecord *self, const char *field); /* it is empty */
const char *fw_record_text (const FwRecord *self, const char *field);
gint64 fw_record_integer (const FwRecord *self, const char *field);
/** fw_record_find_reference: what the record refers to by a field of this name. Returns:
 * (nullable): an id; NULL also where the kind has no such field, or none that refers to one record.
 */
const char *fw_record_find_reference (const FwRecord *self, const char *field);
void fw_record_put_text (FwRecord *self, const char *field, const char *value);

/** fw_record_parse: sets a field from its CSV text ("" empties it). Returns: FALSE with
 * FW_ERROR_INVALID, "field: expectation". Direction marks are taken out of texts. */
gboolean fw_record_parse (FwRecord *self, guint field, FwText text, GError **error);
/** fw_record_format: Returns: (transfer full): the CSV text. */
char *fw_record_format (const FwRecord *self, guint field);

/** fw_record_equal_field: whether a field holds the same in two records of a kind; one that has no
 * such field yet holds nothing. */
gboolean fw_record_equal_field (const FwRecord *self, const FwRecord *other, guint field);

/** fw_record_is_allowed: whether the record lies within @scope; says nothing of roles. */
gboolean fw_record_is_allowed (const FwRecord *self, FwScope *scope);
/** fw_record_may_change: whether somebody with that scope may write it; seen is not changed: what
 * belongs to a whole site or centre is shared. */
gboolean fw_record_may_change (const FwRecord *self, FwScope *scope);
/** fw_record_hide: empties the fields that @role may not read, and all secrets. */
void fw_record_hide (FwRecord *self, FwRole role);

/** fw_record_is_id: 1-64 characters, no control characters, no ";", no space at an end. */
gboolean fw_record_is_id (const char *id);

/** fw_record_check: required fields, ranges, lengths, and the kind's own check; the message is
 * "field: expectation". References are checked by the store. */
gboolean fw_record_check (const FwRecord *self, GError **error);

/** fw_record_check_field: the same of one field by itself. */
gboolean fw_record_check_field (const FwRecord *self, guint field, GError **error);

/** fw_record_set_fallbacks: fills the empty fields of a new record. */
void fw_record_set_fallbacks (FwRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRecord, fw_record_unref)

G_END_DECLS
