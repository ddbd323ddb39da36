/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-career-board.h"
#include "protocol/fw-json.h"
#include "server/fw-exchange.h"

G_BEGIN_DECLS

/** FwCareers: a question about careers, with what it is asked of. */
typedef struct
{
  FwCareerBoard *board;
  FwScope *scope; /* of what is counted: of an agent all there is, but of herself alone */
  FwCareerQuestion question;
  FwCareerAnswer *answer;
  char **lists[3];       /* (nullable): site, team, person */
  const char *person[2]; /* of an agent: herself */
} FwCareers;

/** fw_careers_begin: @filtered: the parameters site, team and person are read; “day” always is.
 * Returns: FALSE: that was answered. */
gboolean fw_careers_begin (FwExchange *exchange, gboolean filtered, FwCareers *self);
void fw_careers_clear (FwCareers *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwCareers, fw_careers_clear)

/** fw_careers_find_step: Returns: its place in the board's; G_MAXUINT: there is none of that id. */
guint fw_careers_find_step (const FwCareers *self, const char *id);
/** fw_careers_append_day: null where it cannot be told. */
void fw_careers_append_day (FwJsonWriter *writer, const char *member, gint32 day);
/** fw_careers_append_step: members of one step. */
void fw_careers_append_step (FwJsonWriter *writer, const FwCareers *self, guint index);
/** fw_careers_append_row: members of one person before one step. */
void fw_careers_append_row (FwJsonWriter *writer, const FwCareers *self, const FwCareerRow *row);

G_END_DECLS
