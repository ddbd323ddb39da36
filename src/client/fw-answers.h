/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * FwAnswers:
 * The last answers that had an ETag, by question, so that the server need not send again what has
 * not changed. In memory, the oldest go first.
 */
typedef struct _FwAnswers FwAnswers;

#define FW_ANSWERS_MOST 24
#define FW_ANSWERS_LONGEST (1024 * 1024) /* bytes; longer ones are asked for anew */

FwAnswers *fw_answers_new (void);
void fw_answers_free (FwAnswers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwAnswers, fw_answers_free)

/** fw_answers_ask: adds If-None-Match to @message where the answer to @question is known. */
void fw_answers_ask (FwAnswers *self, const char *question, SoupMessage *message);
/** fw_answers_take: keeps what came; for a 304 @answer becomes the one that is known. */
void fw_answers_take (FwAnswers *self, const char *question, SoupMessage *message, GBytes **answer);
/** fw_answers_forget: another account or server. */
void fw_answers_forget (FwAnswers *self);

G_END_DECLS
