/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-kind-parse.h"

G_BEGIN_DECLS

/** FwOwnedKind: a kind and what its pointers point to. */
typedef struct
{
  FwKind kind; /* first: an FwKind is one of these */
  GPtrArray *memory;
} FwOwnedKind;

/** FwKindAttribute: what an element may have, and where it goes. */
typedef enum
{
  FW_ATTRIBUTE_TEXT,
  FW_ATTRIBUTE_FLAG,   /* yes or no */
  FW_ATTRIBUTE_COUNT,  /* a whole number from 1 on */
  FW_ATTRIBUTE_NUMBER, /* a double */
  FW_ATTRIBUTE_ROLES,  /* names, separated by spaces */
  FW_ATTRIBUTE_WORDS,  /* names of fields, separated by spaces */
  FW_ATTRIBUTE_TYPE,
  FW_ATTRIBUTE_SCOPE,
  FW_ATTRIBUTE_CHECK,
  FW_ATTRIBUTE_DERIVE,
  FW_ATTRIBUTE_ARRANGE,
  FW_ATTRIBUTE_FLOW,
  FW_ATTRIBUTE_TO,
  FW_ATTRIBUTE_VALUES
} FwKindAttributeType;

typedef struct
{
  const char *name;
  FwKindAttributeType type;
  gsize offset;
  gboolean required;
} FwKindAttribute;

/** FwKindAddition: what <fields> says. */
typedef struct
{
  const char *of;             /* the kind that is given fields */
  const char *const *columns; /* (nullable): those that its list shows too; NULL-terminated */
} FwKindAddition;

/** FwKindBuilder: a description while it is read. */
typedef struct
{
  const char *file, *text;
  gsize length; /* of text, bytes */
  const FwKind *const *known;
  gboolean own; /* a description of a centre's own */
  GMarkupParseContext *context;
  FwOwnedKind *kind;
  GArray *fields;                         /* FwField */
  GArray *lines;                          /* guint, one for each of fields */
  FwField field;                          /* the one that is read */
  GPtrArray *values, *labels;             /* those of field so far, of the kind's memory */
  guint kind_line, field_line, list_line; /* 0: not seen */
  guint before_line, flow_line;
  FwKindAddition addition;
  guint n_known; /* of fields: those that the kind has already */
} FwKindBuilder;

guint fw_kind_builder_get_line (FwKindBuilder *self);
/** fw_kind_builder_fail: Returns: FALSE. */
gboolean
fw_kind_builder_fail (FwKindBuilder *self, guint line, GError **error, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
/** fw_kind_builder_read: the attributes of an element, into the struct @base; each once, and those
 * that are required. */
gboolean fw_kind_builder_read (FwKindBuilder *self,
                               const char *element,
                               const FwKindAttribute *attributes,
                               guint n_attributes,
                               const char **names,
                               const char **texts,
                               gpointer base,
                               GError **error);
/** fw_kind_builder_check_field: that the field that was read is whole in itself. */
gboolean fw_kind_builder_check_field (FwKindBuilder *self, GError **error);
/** fw_kind_builder_finish: gives the kind its fields and checks that they make one. */
gboolean fw_kind_builder_finish (FwKindBuilder *self, GError **error);
/** fw_kind_builder_check_fields: that the fields agree with the kind, which has them by now. */
gboolean fw_kind_builder_check_fields (FwKindBuilder *self, GError **error);
/** fw_kind_builder_check_words: that @words are fields that a list can show, or be ordered by.
 * @line: of who names them. */
gboolean fw_kind_builder_check_words (FwKindBuilder *self,
                                      guint line,
                                      const char *what,
                                      const char *const *words,
                                      gboolean order,
                                      GError **error);

/** fw_kind_builder_check_own_field, _check_own_kind: what a centre can not describe by itself. */
gboolean fw_kind_builder_check_own_field (FwKindBuilder *self, GError **error);
gboolean fw_kind_builder_check_own_kind (FwKindBuilder *self, GError **error);
/** fw_kind_builder_begin_addition: begins with the kind as it is known. */
gboolean fw_kind_builder_begin_addition (FwKindBuilder *self, GError **error);
/** fw_kind_builder_finish_addition: gives it the fields beside its own. */
gboolean fw_kind_builder_finish_addition (FwKindBuilder *self, GError **error);

G_END_DECLS
