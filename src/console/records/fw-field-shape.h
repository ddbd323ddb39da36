/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-kind.h"

G_BEGIN_DECLS

/** How a field is typed and read beyond what its type says. */
typedef enum
{
  FW_SHAPE_PLAIN,
  FW_SHAPE_CHOSEN, /* a text that holds the id of a record of the kind @to */
  FW_SHAPE_LENGTH, /* whole minutes, as hours and minutes: 8:30 */
  FW_SHAPE_METRIC, /* a text that holds the name of a metric */
  FW_SHAPE_MOMENT, /* a text that holds a moment */
  FW_SHAPE_POLICY  /* the value of a policy, in the manner of its subject */
} FwShape;

typedef struct
{
  const char *kind;
  const char *field;
  FwShape shape;
  const char *to;    /* (nullable) */
  const char *empty; /* N_() (nullable): what it means that nothing is there: "All sites" */
  const char *hint;  /* N_() (nullable): in place of the field's own */
} FwFieldShape;

/** fw_field_shape_find: Returns: never NULL; a plain one for a field that is nothing special. */
const FwFieldShape *fw_field_shape_find (const FwKind *kind, const FwField *field);

/** fw_field_shape_format_length: Returns: (transfer full): "8:30". */
char *fw_field_shape_format_length (gint64 minutes);
/** fw_field_shape_parse_length: "8:30", "8 h", "8" (hours up to 24), "510" (minutes above). */
gboolean fw_field_shape_parse_length (const char *text, gint64 *minutes);

G_END_DECLS
