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

/** FwKindBuilder: a description while it is read. */
typedef struct
{
  const char *file, *text;
  gsize length; /* of text, bytes */
  const FwKind *const *known;
  GMarkupParseContext *context;
  FwOwnedKind *kind;
  GArray *fields;                         /* FwField */
  GArray *lines;                          /* guint, one for each of fields */
  FwField field;                          /* the one that is read */
  GPtrArray *values, *labels;             /* those of field so far, of the kind's memory */
  guint kind_line, field_line, list_line; /* 0: not seen */
  guint before_line, flow_line;
} FwKindBuilder;

guint fw_kind_builder_get_line (FwKindBuilder *self);
/** fw_kind_builder_fail: Returns: FALSE. */
gboolean
fw_kind_builder_fail (FwKindBuilder *self, guint line, GError **error, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
/** fw_kind_builder_check_field: that the field that was read is whole in itself. */
gboolean fw_kind_builder_check_field (FwKindBuilder *self, GError **error);
/** fw_kind_builder_finish: gives the kind its fields and checks that they make one. */
gboolean fw_kind_builder_finish (FwKindBuilder *self, GError **error);

G_END_DECLS
