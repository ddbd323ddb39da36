/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-format.h"
#include "console/contacts/fw-contact-detail.h"
#include "console/contacts/fw-contacts-filter.h"

#include <glib/gi18n-lib.h>

static char *
describe_length (const char *label, const char *value, gboolean most)
{
  g_autofree char *length = fw_format_duration (g_ascii_strtod (value, NULL));

  /* Translators: "Waited: at most 30s" */
  return g_strdup_printf (most ? _ ("%1$s: at most %2$s") : _ ("%1$s: at least %2$s"), label,
                          length);
}

const char *
fw_contacts_filter_word (const char *word)
{
  return g_str_equal (word, "yes") ? _ ("yes") : g_str_equal (word, "no") ? _ ("no") : _ ("none");
}

static char *
describe_values (const char *label, const char *value)
{
  g_auto (GStrv) values = g_strsplit (value, ",", -1);
  g_autofree char *joined = NULL;

  for (guint i = 0; values[i] != NULL; i++)
    if (!g_ascii_isdigit (*values[i]))
      {
        const char *word = fw_contacts_filter_word (values[i]);

        g_free (values[i]);
        values[i] = g_strdup (word);
      }
  joined = g_strjoinv (", ", values);
  return g_strdup_printf (_ ("%s: %s"), label, joined);
}

char *
fw_contacts_filter_describe (const char *name, const char *value, FwNames *names)
{
  g_return_val_if_fail (name != NULL && value != NULL, NULL);

  if (g_str_equal (name, "id"))
    return g_strdup_printf (_ ("%s: %s"), _ ("Number"), value);
  if (g_str_equal (name, "customer"))
    return g_strdup (_ ("one customer"));
  if (g_str_equal (name, "outcome"))
    return g_strdup_printf (_ ("%s: %s"), _ ("Outcome"), fw_contact_word (value));
  if (g_str_equal (name, "rating"))
    return describe_values (_ ("Rating"), value);
  if (g_str_equal (name, "resolved"))
    return describe_values (C_ ("contact", "Resolved"), value);
  if (g_str_has_prefix (name, "wait_") && !g_str_equal (name, "wait_band"))
    return describe_length (_ ("Waited"), value, g_str_has_suffix (name, "_to"));
  if (g_str_has_prefix (name, "handling_"))
    return describe_length (_ ("Handling"), value, g_str_has_suffix (name, "_to"));
  return NULL;
}
