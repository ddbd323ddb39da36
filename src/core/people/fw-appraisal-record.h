/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"
#include "core/people/fw-appraisal.h"

G_BEGIN_DECLS

/** Indicators of a weight set at most. */
#define FW_WEIGHT_SET_MOST 20

/** FwWeightSet: of a record of the kind weight-set. Its texts are the record's. */
typedef struct
{
  const FwRecord *record;
  guint n;
  const char *const *indicators;      /* (array length=n): ids */
  double weights[FW_WEIGHT_SET_MOST]; /* percent */
  double rest;                        /* percent that is left to a person, by a name */
  double shares[FW_N_VIEWS];
} FwWeightSet;

/** fw_weight_set_read: Returns: FALSE with FW_ERROR_INVALID, "field: what was expected". */
gboolean fw_weight_set_read (const FwRecord *record, FwWeightSet *self, GError **error);
/** fw_weight_set_is_for: whether it says of a position what counts; a set without positions is for
 * all that no other one names. */
gboolean fw_weight_set_is_for (const FwWeightSet *self, const char *position);

/** fw_indicator_read: measure, target and nothing; least is 0 where the policies say it. */
void fw_indicator_read (const FwRecord *record, FwIndicator *self);

/* What the descriptions of the kinds name. */
void fw_weight_set_derive (const FwRecord *stored, FwRecord *record);
gboolean fw_weight_set_check (const FwRecord *record, GError **error);
gboolean fw_indicator_check (const FwRecord *record, GError **error);
gboolean fw_appraisal_check (const FwRecord *record, GError **error);
gboolean fw_talk_check (const FwRecord *record, GError **error);
void fw_view_derive (const FwRecord *stored, FwRecord *record);

/** FwFrozenPart: a figure as it stood when an appraisal was handed in. */
typedef struct
{
  char *indicator; /* id */
  double weight;
  FwMeasured figure;
  FwAppraisalPart part;
} FwFrozenPart;

/** fw_appraisal_write_figures: "indicator weight value low high n points low high; …"; "-" is what
 * there is not. Returns: (transfer full). @parts: (element-type FwFrozenPart) */
char *fw_appraisal_write_figures (const GArray *parts);
/** fw_appraisal_read_figures: Returns: (transfer full) (nullable) (element-type FwFrozenPart): NULL
 * for what is none. */
GArray *fw_appraisal_read_figures (const char *text);

G_END_DECLS
