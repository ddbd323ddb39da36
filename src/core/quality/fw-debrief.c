/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-debrief.h"

#include <time.h>

#include "core/quality/fw-mask.h"

void
fw_debrief_mask (FwRecord *record, const char *const *fields)
{
  g_autoptr (FwMask) mask = NULL;

  g_return_if_fail (record != NULL && fields != NULL);

  /* It may be tomorrow already elsewhere. */
  mask = fw_mask_new ((gint32) (time (NULL) / 86400) + 1);
  for (guint i = 0; fields[i] != NULL; i++)
    {
      const guint field = fw_record_find (record, fields[i]);
      const char *text = fw_record_get_text (record, field);
      g_autofree char *masked = NULL;

      if (fw_record_is_left (record, field) || text == NULL)
        continue;
      masked = fw_mask_write (mask, text);
      fw_record_set_text (record, field, masked);
    }
}

static void
put_name (FwRecord *record, const FwKindLook *look)
{
  const char *id = fw_record_text (record, "person"), *matter = fw_record_text (record, "matter");
  g_autoptr (FwRecord) person = look->find (look->data, "person", id);
  const char *who = person != NULL ? fw_record_text (person, "name") : id;
  g_autofree char *name =
      g_strdup_printf ("%s · %s", who != NULL ? who : "", matter != NULL ? matter : "");

  fw_record_put_text (record, "name", name);
}

void
fw_debrief_arrange (const FwRecord *stored, FwRecord *record, const FwKindLook *look)
{
  static const char *const from[] = { "review", "transcript" };
  static const char *const taken[] = { "person", "contact", "day" };

  g_return_if_fail (record != NULL && look != NULL);

  for (guint i = 0; stored == NULL && i < G_N_ELEMENTS (from); i++)
    {
      const char *id = fw_record_text (record, from[i]);
      g_autoptr (FwRecord) source = id != NULL ? look->find (look->data, from[i], id) : NULL;

      for (guint k = 0; source != NULL && k < G_N_ELEMENTS (taken); k++)
        {
          g_autofree char *text = fw_record_format (source, fw_record_find (source, taken[k]));

          fw_record_parse (record, fw_record_find (record, taken[k]), fw_text (text), NULL);
        }
      if (source != NULL && i == 0 && fw_record_integer (source, "closed") != 0)
        fw_record_clear (record, fw_record_find (record, from[i]));
    }
  put_name (record, look);
}

void
fw_debrief_derive (const FwRecord *stored, FwRecord *record)
{
  static const char *const written[] = { "name",        "matter",      "happened", "differently",
                                         "leader_view", "leader_step", "title",    "conclusion",
                                         "situation",   "done",        "right",    "lesson",
                                         "topics",      "product",     NULL };

  g_return_if_fail (record != NULL);

  fw_debrief_mask (record, written);
}
