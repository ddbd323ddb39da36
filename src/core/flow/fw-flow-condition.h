/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/** FwFlowValue: what a flow sees of a record, a policy or a count. */
typedef struct
{
  enum
  {
    FW_FLOW_EMPTY,
    FW_FLOW_NUMBER, /* also a date (days since 1970-01-01) or a moment (µs UTC) */
    FW_FLOW_TEXT    /* borrowed until the next call */
  } type;
  double number;
  const char *text;
} FwFlowValue;

#define FW_FLOW_VALUE_EMPTY ((FwFlowValue){ FW_FLOW_EMPTY, 0, NULL })

/**
 * FwFlowGet:
 * The one way in which a flow sees what it moves. @name is that of a field ("amount"), of a policy
 * ("policy.two_persons_from") as it is in force for the record, or of a count ("count(items)":
 * parts or related records).
 */
typedef FwFlowValue (*FwFlowGet) (gpointer record, const char *name);

/** FwFlowCondition: comparisons joined by "and": "amount >= policy.two_persons_from and channel =
 * 'phone'", "count(items) > 0", "note is set", "owner is empty". Immutable. */
typedef struct _FwFlowCondition FwFlowCondition;

/** fw_flow_condition_parse: Returns: (transfer full): NULL with FW_ERROR_INVALID that says what was
 * expected where. */
FwFlowCondition *fw_flow_condition_parse (const char *text, GError **error);
void fw_flow_condition_free (FwFlowCondition *self);
const char *fw_flow_condition_get_text (const FwFlowCondition *self);

/** fw_flow_condition_list_names: Returns: (transfer container): the names it asks for, as FwFlowGet
 * gets them; NULL-terminated. None: it compares nothing but constants. */
const char **fw_flow_condition_list_names (const FwFlowCondition *self);

typedef enum
{
  FW_FLOW_NO,
  FW_FLOW_YES,
  FW_FLOW_UNKNOWN /* a value that it compares is empty, or of another type */
} FwFlowTruth;

FwFlowTruth fw_flow_condition_ask (const FwFlowCondition *self, FwFlowGet get, gpointer record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwFlowCondition, fw_flow_condition_free)

G_END_DECLS
