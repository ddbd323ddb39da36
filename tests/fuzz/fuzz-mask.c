/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-mask.h"

#include "fuzz-target.h"

/* What is found stands in the text, in order and apart; the mask keeps the length; and what is
 * masked is masked once and for all. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static FwMask *mask;
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  const gsize length = strlen (text);
  g_autoptr (GString) once = g_string_new (NULL);
  g_autoptr (GString) twice = g_string_new (NULL);
  const FwPersonal *found;
  guint n, at = 0;

  if (mask == NULL)
    mask = fw_mask_new (20787);
  found = fw_mask_find (mask, text, length, &n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (found[i].from, >=, at);
      g_assert_cmpuint (found[i].to, >, found[i].from);
      g_assert_cmpuint (found[i].body, >=, found[i].from);
      g_assert_cmpuint (found[i].body_to, <=, found[i].to);
      g_assert_nonnull (fw_personal_name (&found[i]));
      at = found[i].to;
    }
  fw_mask_append (mask, text, length, once);
  g_assert_cmpint (g_utf8_strlen (once->str, (gssize) once->len), ==,
                   g_utf8_strlen (text, (gssize) length));
  fw_mask_find (mask, once->str, once->len, &n);
  fw_mask_append (mask, once->str, once->len, twice);
  g_assert_cmpstr (twice->str, ==, once->str);
  return 0;
}
