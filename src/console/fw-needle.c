/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-needle.h"

#include <string.h>

void
fw_needle_set (char **needle, const char *text)
{
  g_return_if_fail (needle != NULL && text != NULL);

  g_free (*needle);
  *needle = *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
}

gboolean
fw_needle_matches (const char *needle, const char *text)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  if (needle == NULL)
    return TRUE;
  folded = g_utf8_casefold (text, -1);
  return strstr (folded, needle) != NULL;
}
