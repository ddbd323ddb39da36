/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/certificates/fw-certificate-words.h"
#include "console/person/fw-person-lines.h"
#include "console/person/fw-person-panels.h"

#include <glib/gi18n-lib.h>

static char *
write_detail (const FwCertificateFacts *facts)
{
  g_autofree char *missing = fw_certificate_write_missing (facts);
  g_autofree char *until = NULL;

  if (*facts->until == '\0')
    return g_steal_pointer (&missing);
  /* Translators: a day */
  until = g_strdup_printf (_ ("until %s"), facts->until);
  return g_str_equal (facts->missing, "nothing") ? g_steal_pointer (&until)
                                                 : g_strdup_printf ("%s · %s", until, missing);
}

static void
fill (FwPersonLines *lines, JsonObject *answer)
{
  JsonArray *rows = NULL;

  if (!fw_json_get_array (answer, "rows", &rows, NULL))
    return;
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = fw_json_find_element (rows, i);
      g_autoptr (FwCertificateItem) item = row != NULL ? fw_certificate_item_new (row, NULL) : NULL;
      const FwCertificateFacts *facts = item != NULL ? fw_certificate_item_get (item) : NULL;
      g_autofree char *detail = facts != NULL ? write_detail (facts) : NULL;

      if (facts != NULL)
        fw_person_lines_add (lines, &(FwPersonLine){ fw_certificate_shape (facts->state),
                                                     fw_certificate_color (facts->state),
                                                     facts->scheme_title,
                                                     fw_certificate_word (facts->state), detail,
                                                     "certificates", NULL });
    }
}

GtkWidget *
fw_person_certificates_new (FwPersonShown *shown)
{
  static const char *const kinds[] = { "certificate-event", "certificate-scheme", NULL };
  static const FwPersonQuestion question = { "certificates?person=", N_ ("Certificates"),
                                             N_ ("No certificate is needed or held."), kinds,
                                             fill };

  return fw_person_lines_new (shown, &question);
}
