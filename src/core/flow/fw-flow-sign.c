/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/flow/fw-flow-case.h"

/* Each part goes in with its length, so that no two entries give the same bytes; a part that is not
 * there differs from an empty one. */
static void
add_part (GChecksum *sum, const char *part)
{
  g_autofree char *length =
      part != NULL ? g_strdup_printf ("%" G_GSIZE_FORMAT ":", strlen (part)) : g_strdup ("-:");

  g_checksum_update (sum, (const guchar *) length, -1);
  if (part != NULL)
    g_checksum_update (sum, (const guchar *) part, -1);
}

char *
fw_flow_seal (const FwFlowEntry *entry, const char *before)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *numbers = NULL;

  g_return_val_if_fail (entry != NULL, NULL);

  numbers = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %u", entry->time.at,
                             entry->time.made_at, entry->revision);
  add_part (sum, before);
  add_part (sum, numbers);
  add_part (sum, entry->account);
  add_part (sum, entry->person);
  add_part (sum, entry->from);
  add_part (sum, entry->to);
  add_part (sum, entry->message);
  add_part (sum, entry->reason);
  add_part (sum, entry->content);
  return g_strdup (g_checksum_get_string (sum));
}

gboolean
fw_flow_verify (GPtrArray *entries, guint *broken)
{
  const char *before = NULL;

  g_return_val_if_fail (entries != NULL, FALSE);

  for (guint i = 0; i < entries->len; i++)
    {
      const FwFlowEntry *entry = entries->pdata[i];
      g_autofree char *seal = NULL;

      if (entry->seal == NULL)
        continue;
      seal = fw_flow_seal (entry, before);
      if (!g_str_equal (seal, entry->seal))
        {
          if (broken != NULL)
            *broken = i;
          return FALSE;
        }
      before = entry->seal;
    }
  return TRUE;
}
