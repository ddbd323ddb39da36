/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-channel-word.h"

#include <glib/gi18n-lib.h>

#include "core/kind/fw-kind.h"

const char *
fw_channel_word (const char *channel)
{
  const FwField *field =
      &fw_kind_find ("queue")->fields[fw_kind_find_field (fw_kind_find ("queue"), "channel")];

  g_return_val_if_fail (channel != NULL, "");

  for (guint i = 0; field->values[i] != NULL; i++)
    if (g_str_equal (field->values[i], channel))
      return _ (field->labels[i]);
  return channel;
}
