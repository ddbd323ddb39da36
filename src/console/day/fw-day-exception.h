/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/day/fw-day-rows.h"
#include "console/fw-page.h"

G_BEGIN_DECLS

/** fw_day_except: asks what a part of somebody's day was, and writes it as an exception, signed;
 * Ctrl+Z says of it that it was entered by mistake. @from, @to: what is proposed; both are of the
 * form, by the site's clock. */
void
fw_day_except (FwPage *page, const FwDayRows *rows, const FwDayRow *row, gint64 from, gint64 to);

G_END_DECLS
