/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre-why.h"

G_BEGIN_DECLS

/**
 * A centre where nothing ever happens: the same people, products and customers throughout. People
 * differ in pace and in how they are liked, days differ by a little, half hours too, and customers
 * who come again feel as they felt before. Whoever finds a cause in it has found chance.
 */
#define FW_STATIONARY_START G_GINT64_CONSTANT (1767592800000000) /* 2026-01-05T06:00Z, a Monday */
#define FW_STATIONARY_DAYS 84

/** fw_stationary_fill: into an empty centre. */
void fw_stationary_fill (FwCentre *centre, guint32 seed, guint contacts_a_day);

/** fw_stationary_question: the @index-th random question: window, baseline, metric, now and then a
 * filter. Clear with fw_why_question_clear(). */
FwWhyQuestion fw_stationary_question (guint32 seed, guint index);

G_END_DECLS
