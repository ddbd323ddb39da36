/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-survey.h"
#include "protocol/fw-text-form.h"

G_BEGIN_DECLS

/** FwCallIgnored: rows that the mapping leaves out, by the place of their column. */
typedef struct
{
  guint column;
  const FwCallIgnore *rows;
} FwCallIgnored;

/** FwCallMapping: which column of a list holds what: what was stated, and what the header and the
 * values tell of the rest. */
typedef struct
{
  FwCallStated stated;
  gint column[FW_CALL_N_COLUMNS];   /* -1: none */
  guint unit_ms[FW_CALL_N_COLUMNS]; /* of plain numbers in duration columns: 1, 1000, 60000, 3600000
                                     */
  FwDateOrder order;                /* UNKNOWN until the column was looked at, or stated */
  char *zone;                       /* (nullable): that a column of zones names for all rows */
  gint zone_column;                 /* that names each row's; -1: none */
  gboolean answered_by_flag;        /* who was not given up was answered, where there was talk */
  gboolean time_is_part;            /* times are parts of a day, as spreadsheets keep them */
  guint time_digits;       /* times are numbers of so many digits at most; 0: they are not */
  gboolean rating_words;   /* ratings can be words of a scale of five */
  gboolean decimal_stated; /* what stands behind a point is a fraction */
  GArray *ignored;         /* FwCallIgnored */
  GPtrArray *why; /* char*, one a column of the file: (nullable): why it is not used, or what is
                     doubtful */
} FwCallMapping;

/** fw_call_mapping_init: @json: (nullable): as --map takes it. FALSE: see fw_call_stated_read(). */
gboolean fw_call_mapping_init (FwCallMapping *self, const char *json, GError **error);
void fw_call_mapping_clear (FwCallMapping *self);

/** fw_call_mapping_choose: what was stated, then what the names say and the values bear out.
 * @header: the names; @survey: what stands under them. FALSE: FW_ERROR_INVALID: a column that is
 * not there, two that mean the same, or none for what is needed. */
gboolean fw_call_mapping_choose (FwCallMapping *self,
                                 const FwText *header,
                                 guint n_header,
                                 const FwSurvey *survey,
                                 GError **error);

/** fw_call_mapping_find_column: the place of a column that a mapping names. -1 with an error that
 * lists what there is. */
gint fw_call_mapping_find_column (
    const char *member, const char *name, const FwText *header, guint n_header, GError **error);

/** fw_call_mapping_to_json: @form: how the file is written, as far as it is worth stating. Returns:
 * (transfer full): what fw_call_mapping_init() would take for the same. */
char *fw_call_mapping_to_json (const FwCallMapping *self,
                               const FwText *header,
                               guint n_header,
                               const FwTextForm *form);

G_END_DECLS
