/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/** FwCompetencySign: an assessment that the account signs. */
typedef struct
{
  const char *person;     /* id */
  const char *competency; /* id */
  const char *reason;
  double level;
  gint32 day;
} FwCompetencySign;

/** FwCompetencySigned: @refusal: (nullable): why it was not taken, translated; called also when it
 * was taken back. */
typedef void (*FwCompetencySigned) (FwPage *page, const char *refusal);

/** fw_competency_sign: writes it as evidence; the toast of @page takes it back, which leaves it
 * there as entered by mistake. */
void fw_competency_sign (FwPage *page, const FwCompetencySign *sign, FwCompetencySigned done);

G_END_DECLS
