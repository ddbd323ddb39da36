/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/competencies/fw-competency-set.h"

G_BEGIN_DECLS

/** fw_position_choice_fill: a drop-down offers the positions of @set that ask for something, each
 * against her own first. What is chosen stays chosen while it is offered; where nothing is other
 * than before the drop-down keeps the keys. */
void fw_position_choice_fill (GtkDropDown *drop_down, const FwCompetencySet *set);
/** fw_position_choice_get: Returns: (transfer none): the id; "" for each against her own. */
const char *fw_position_choice_get (GtkDropDown *drop_down);

G_END_DECLS
