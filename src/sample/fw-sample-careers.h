/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/fw-sample-people.h"

G_BEGIN_DECLS

/** fw_sample_add_careers: the posts beside those of the teams, the steps between all of them, what
 * people made, and who was honoured. data/sample/README.md tells what is planted. */
void fw_sample_add_careers (const FwSamplePerson *people, gint32 day, GPtrArray *records);

G_END_DECLS
