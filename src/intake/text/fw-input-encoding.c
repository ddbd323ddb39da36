/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/text/fw-charset.h"
#include "intake/text/fw-csv.h"
#include "intake/text/fw-input.h"

/* Looks at all of the text. */
static gboolean
study_text (FwInput *self, FwCharsetStudy *study, GError **error)
{
  GError *failure = NULL;
  guint64 number = 0;
  gsize length;
  char *line;

  while (fw_input_next_line (self, &line, &length, &failure))
    fw_charset_study_add (study, ++number, (FwText){ line, (guint) length });
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

char *
fw_input_find_encoding (FwInput *self, const char *stated, GError **error)
{
  g_autoptr (FwCharsetStudy) study = fw_charset_study_new ();
  g_autofree char *charset = NULL;
  const char *found = fw_csv_find_charset (self->data + self->start, self->end - self->start);

  if (stated != NULL && (charset = fw_charset_find (stated, error)) == NULL)
    return NULL;
  if (found != NULL)
    return g_strdup (found);
  /* Of what is stated to be UTF-8 other lines are rejected one by one. */
  if (charset != NULL && g_str_has_prefix (charset, "UTF-"))
    return g_steal_pointer (&charset);
  if (!study_text (self, study, error))
    return NULL;
  if (charset == NULL)
    return fw_charset_study_settle (study, &found, error) ? g_strdup (found) : NULL;

  return fw_charset_study_contradicts (study, charset, error) ? NULL : g_steal_pointer (&charset);
}
