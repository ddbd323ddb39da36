/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-view.h"

G_BEGIN_DECLS

/** What the scope bar says, as the floor asks it. */

/** fw_floor_query_is_now: the moment that is, which comes by the stream. */
gboolean fw_floor_query_is_now (FwView *view);
/** fw_floor_query_is_plain: held against the same day last week, as the stream does by itself. */
gboolean fw_floor_query_is_plain (FwView *view);
/** fw_floor_query_append_filters: "&site=main…": the filters of @view, and in place of that by
 * @dimension ("" none) that it is @key. */
void fw_floor_query_append_filters (GString *query,
                                    FwView *view,
                                    const char *dimension,
                                    const char *key);
/** fw_floor_query_new: Returns: (transfer full): "floor?…": the days of @view and what they are
 * held against, by @by, of @key of @dimension ("" all). */
char *fw_floor_query_new (FwView *view, const char *by, const char *dimension, const char *key);
/** fw_floor_query_new_alone: Returns: (transfer full): the same of @key of @dimension, whatever
 * else the scope bar chooses. */
char *fw_floor_query_new_alone (FwView *view, const char *dimension, const char *key);
/** fw_floor_query_new_contacts_alone: Returns: (transfer full): its contacts, as a query of GET
 * contacts without a measure. */
char *fw_floor_query_new_contacts_alone (FwView *view, const char *dimension, const char *key);
/** fw_floor_query_choose_measure: Returns: which contacts the n of @figure counts, as "measure" of
 * GET contacts; @figure itself where it is one. */
const char *fw_floor_query_choose_measure (const char *figure);
/** fw_floor_query_new_last: Returns: (transfer full): the last day on which anybody came. */
char *fw_floor_query_new_last (FwView *view);

G_END_DECLS
