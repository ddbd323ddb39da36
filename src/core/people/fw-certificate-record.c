/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-certificate-record.h"

#include "core/fw-error.h"

/* "06-30" */
static gboolean
read_day (const char *word, FwYearDay *day)
{
  if (!g_regex_match_simple ("^[0-9]{2}-[0-9]{2}$", word, 0, 0))
    return FALSE;
  *day = (FwYearDay){ (guint) g_ascii_strtoull (word, NULL, 10),
                      (guint) g_ascii_strtoull (word + 3, NULL, 10) };
  return TRUE;
}

static gboolean
read_fixed (const char *text, FwCertificateScheme *scheme, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (scheme->n_fixed < FW_SCHEME_MOST_FIXED &&
          read_day (words[i], &scheme->fixed[scheme->n_fixed]))
        {
          scheme->n_fixed++;
          continue;
        }
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "fixed: expected month and day, such as 06-30, at most %d of them, not “%s”",
                   FW_SCHEME_MOST_FIXED, words[i]);
      return FALSE;
    }
  return TRUE;
}

gboolean
fw_certificate_scheme_read (const FwRecord *record, FwCertificateScheme *scheme, GError **error)
{
  const char *fixed;

  g_return_val_if_fail (record != NULL && scheme != NULL, FALSE);

  *scheme = (FwCertificateScheme){
    .end = g_strcmp0 (fw_record_text (record, "end_rule"), "day-before") == 0
               ? FW_PERIOD_END_DAY_BEFORE
               : FW_PERIOD_END_CORRESPONDING,
    .months = (guint) fw_record_integer (record, "months"),
    .window_days = (guint) fw_record_integer (record, "window_days"),
    .grace_days = (guint) fw_record_integer (record, "grace_days"),
    .on_roster_in_grace = fw_record_integer (record, "grace_eligible") != 0,
    .minimum_active_months = (guint) fw_record_integer (record, "minimum_active_months"),
  };
  if (!fw_validity_from_name (
          fw_record_text (record, "mode") != NULL ? fw_record_text (record, "mode") : "",
          &scheme->validity))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "mode: expected how long it is valid");
      return FALSE;
    }
  fixed = fw_record_text (record, "fixed");
  return (fixed == NULL || read_fixed (fixed, scheme, error)) &&
         fw_certificate_scheme_check (scheme, error);
}
