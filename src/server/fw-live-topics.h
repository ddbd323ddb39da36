/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-live-topic.h"

G_BEGIN_DECLS

/**
 * FwLiveTopics:
 * The live views that somebody watches, or watched of late. Their places are shared by accounts
 * (FwQuota): one that somebody watches never goes because others want more. Of one thread.
 */
typedef struct _FwLiveTopics FwLiveTopics;

#define FW_LIVE_MAX_TOPICS 512
#define FW_LIVE_MAX_BYTES ((gsize) 64 * 1024 * 1024) /* of all views; beyond none is opened */

FwLiveTopics *fw_live_topics_new (FwCentre *centre);
void fw_live_topics_free (FwLiveTopics *self);

/** fw_live_topics_find: the topic of @key, made where there is none. @now: µs UTC. Returns:
 * (transfer none): NULL with FW_ERROR_BUSY: the account has its share. */
FwLiveTopic *fw_live_topics_find (FwLiveTopics *self,
                                  const char *key,
                                  FwScope *scope,
                                  const FwQuestion *question,
                                  const char *site,
                                  gint64 now,
                                  GError **error);
/** fw_live_topics_drop_idle: those that nobody has watched since @before. */
void fw_live_topics_drop_idle (FwLiveTopics *self, gint64 before);
/** fw_live_topics_foreach_watched: calls @func with the first two topics of each account, and with
 * their others, in turn, until @budget is used up: the rest has its turn at the next call. So who
 * has many views open waits for them, not everybody. @budget: µs. Returns: whether all had theirs.
 */
gboolean fw_live_topics_foreach_watched (FwLiveTopics *self,
                                         gint64 budget,
                                         void (*func) (FwLiveTopic *topic, gpointer user_data),
                                         gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwLiveTopics, fw_live_topics_free)

G_END_DECLS
