/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-answer-item.h"
#include "console/fw-page.h"

G_BEGIN_DECLS

/** FwNeedEnrolled: the server has enrolled, or refused; what became of it was told. */
typedef void (*FwNeedEnrolled) (FwPage *page);

/** fw_need_enrol: puts the person of @need, or those of its team who are below, into its session;
 * the toast takes it back. */
void fw_need_enrol (FwPage *page, FwAnswerItem *need, FwNeedEnrolled done);

/** fw_need_plan: opens the form of what is missing: a session of the course, or a course, with what
 * is known of it. */
void fw_need_plan (FwPage *page, FwAnswerItem *need);

G_END_DECLS
