/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"
#include "sample/fw-sample-people.h"

G_BEGIN_DECLS

/** fw_sample_add_training: appends to @records (element-type FwRecord) courses, sessions about @day
 * with who is enrolled in them, and the exam that newcomers failed. */
void fw_sample_add_training (const FwSamplePerson *people, gint32 day, GPtrArray *records);

/** fw_sample_make_event_id: Returns: (transfer full): the id under which the rules of the server
 * write what follows from the exam that somebody sat, so that it does not stand there twice. */
char *fw_sample_make_event_id (const FwSamplePerson *person);

/** fw_sample_get_move: Returns: (nullable): the @i-th state that a record of training was moved to
 * after it was written; NULL: no more. @day: on which the sample is made. */
const char *fw_sample_get_move (const FwRecord *record, guint i, gint32 day);

G_END_DECLS
