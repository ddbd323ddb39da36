/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/**
 * fw_name_find: which value of an enumeration is called @name.
 * @names: (array length=n): by value
 * @name: what is absent is the empty name, which some have
 * @index: (out): where it stands; left as it is where it does not
 */
static inline gboolean
fw_name_find (const char *const *names, guint n, FwText name, guint *index)
{
  for (guint i = 0; i < n; i++)
    if (fw_text_equal (fw_text (names[i]), name))
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

G_END_DECLS
