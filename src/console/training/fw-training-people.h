/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-answer-item.h"
#include "console/fw-page.h"
#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** FwTrainingPeople: the table of a session, and what single keys do to it. */
typedef struct
{
  FwPage *page;
  FwLiveGrid *grid;
  const char *session; /* id */
} FwTrainingPeople;

/** fw_training_people_mark: attendance of the person that is selected, with a result (nullable: as
 * it is; "": none). The selection goes on to the next one; the toast takes it back. */
void fw_training_people_mark (const FwTrainingPeople *self, const char *state, const char *result);
/** fw_training_people_mark_all: everybody who is enrolled attended. */
void fw_training_people_mark_all (const FwTrainingPeople *self);
/** fw_training_people_seat: gives the selected person a seat, if one is free. */
void fw_training_people_seat (const FwTrainingPeople *self);

G_END_DECLS
