/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fw_channel_word:
 * What a channel is called in the language of the desktop, as the form of a queue calls it.
 *
 * Returns: (transfer none): @channel itself where it is not one of the known ones
 */
const char *fw_channel_word (const char *channel);

G_END_DECLS
