/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/flow/fw-flow.h"

G_BEGIN_DECLS

/** FwFlowTag: an element of a description as it begins, with its attributes. What is wrong in one
 * is told, and something harmless taken in its place. All is borrowed. */
typedef struct
{
  GPtrArray *faults;
  const char *element;
  const char **names, **values;
  guint line;
  gboolean holed; /* something could not be taken: checking what is left would mislead */
} FwFlowTag;

void fw_flow_tag_complain (FwFlowTag *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

const char *fw_flow_tag_find (const FwFlowTag *self, const char *attribute); /* (nullable) */

/** All of these: an attribute that is not there is NULL, empty, FALSE, the first choice, the
 * fallback. Returns: (transfer full). */
char *fw_flow_tag_take_name (FwFlowTag *self, const char *attribute);
char *fw_flow_tag_take_text (FwFlowTag *self, const char *attribute);
char **fw_flow_tag_take_names (FwFlowTag *self, const char *attribute); /* never NULL */
gboolean fw_flow_tag_take_boolean (FwFlowTag *self, const char *attribute);
gint fw_flow_tag_take_choice (FwFlowTag *self, const char *attribute, const char *const *choices);
gint64 fw_flow_tag_take_duration (FwFlowTag *self, const char *attribute, gint64 fallback);
FwFlowCondition *fw_flow_tag_take_condition (FwFlowTag *self, const char *attribute);
FwFlowMoment *fw_flow_tag_take_moment (FwFlowTag *self, const char *attribute);
/** fw_flow_tag_take_limit: with the attributes "else" and "hours"; @attribute must be there. */
void fw_flow_tag_take_limit (FwFlowTag *self, const char *attribute, FwFlowLimit *limit);

G_END_DECLS
