/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/certificates/fw-certificate-words.h"

#include "charts/fw-format.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

/* Weeks within which the shift that loses most is named. */
#define SOON 4

static const struct
{
  const char *word;
  FwMarkShape shape;
  FwChartColor color;
} states[FW_N_CERTIFICATE_STATES] = {
  [FW_CERTIFICATE_NONE] = { NC_ ("certificate", "None yet"), FW_MARK_RING, FW_CHART_COLOR_NO_DATA },
  [FW_CERTIFICATE_REVOKED] = { NC_ ("certificate", "Revoked"), FW_MARK_TRIANGLE,
                               FW_CHART_COLOR_LATE },
  [FW_CERTIFICATE_SUSPENDED] = { NC_ ("certificate", "Suspended"), FW_MARK_TRIANGLE,
                                 FW_CHART_COLOR_LATE },
  [FW_CERTIFICATE_WINDOW] = { NC_ ("certificate", "To renew"), FW_MARK_HALF, FW_CHART_COLOR_WATCH },
  [FW_CERTIFICATE_VALID] = { NC_ ("certificate", "Valid"), FW_MARK_DISC, FW_CHART_COLOR_IN_ORDER },
  [FW_CERTIFICATE_GRACE] = { NC_ ("certificate", "In grace"), FW_MARK_TRIANGLE,
                             FW_CHART_COLOR_WATCH },
  [FW_CERTIFICATE_EXPIRED] = { NC_ ("certificate", "Lapsed"), FW_MARK_TRIANGLE,
                               FW_CHART_COLOR_LATE },
};

const char *
fw_certificate_word (FwCertificateState state)
{
  g_return_val_if_fail (state < FW_N_CERTIFICATE_STATES, "");

  return g_dpgettext2 (GETTEXT_PACKAGE, "certificate", states[state].word);
}

FwMarkShape
fw_certificate_shape (FwCertificateState state)
{
  g_return_val_if_fail (state < FW_N_CERTIFICATE_STATES, FW_MARK_NONE);

  return states[state].shape;
}

FwChartColor
fw_certificate_color (FwCertificateState state)
{
  g_return_val_if_fail (state < FW_N_CERTIFICATE_STATES, FW_CHART_COLOR_TEXT);

  return states[state].color;
}

static char *
write_need (const FwCertificateFacts *facts)
{
  if (g_str_equal (facts->missing, "first-pass"))
    return g_strdup (_ ("A first pass"));
  if (g_str_equal (facts->missing, "renewal"))
    return g_strdup_printf (_ ("Pass by %s"), facts->by);
  if (g_str_equal (facts->missing, "pass-in-grace"))
    return g_strdup_printf (_ ("Pass in grace by %s"), facts->by);
  if (g_str_equal (facts->missing, "new-pass"))
    return g_strdup (_ ("A new pass"));
  if (g_str_equal (facts->missing, "reinstatement"))
    return g_strdup (_ ("Reinstatement"));
  return g_strdup (FW_FORMAT_NONE);
}

char *
fw_certificate_write_missing (const FwCertificateFacts *facts)
{
  g_autofree char *need = NULL;

  g_return_val_if_fail (facts != NULL, NULL);

  need = write_need (facts);
  if (*facts->failed == '\0')
    return g_steal_pointer (&need);
  /* Translators: what is missing, and the day of the last exam: "Pass by 2026-12-10, failed on
   * 2026-11-20" */
  return g_strdup_printf (_ ("%s, failed on %s"), need, facts->failed);
}

/* ---- the forecast ---- */

typedef struct
{
  const char *title;
  gint64 of;
  gint64 by[SOON];
} Forecast;

static gboolean
read_forecast (JsonObject *object, Forecast *forecast)
{
  JsonArray *by;

  *forecast = (Forecast){ .title = fw_json_find_text (object, "title"),
                          .of = (gint64) fw_json_find_count (object, "of") };
  if (!fw_json_get_array (object, "by", &by, NULL) || json_array_get_length (by) < SOON)
    return FALSE;
  for (guint week = 0; week < SOON; week++)
    forecast->by[week] = json_array_get_int_element (by, week);
  return forecast->of > 0;
}

/* The first week by whose end as many are without one as after the last of those looked at. */
static guint
find_week (const Forecast *forecast)
{
  guint week = 0;

  while (forecast->by[week] < forecast->by[SOON - 1])
    week++;
  return week + 1;
}

static char *
write_all (const Forecast *all)
{
  const guint week = find_week (all);
  g_autofree char *n = fw_format_count (all->by[SOON - 1]);
  g_autofree char *of = fw_format_count (all->of);

  if (all->by[SOON - 1] == 0)
    return g_strdup_printf (_ ("Nobody of %s who hold a certificate loses one within 4 weeks."),
                            of);
  /* Translators: a number of weeks; so many of so many people */
  return g_strdup_printf (
      ngettext (
          "In %u week %s of %s who hold a certificate will have lost one, unless they pass before.",
          "In %u weeks %s of %s who hold a certificate will have lost one, unless they pass "
          "before.",
          week),
      week, n, of);
}

static char *
write_shift (const Forecast *shift)
{
  const guint week = find_week (shift);
  g_autofree char *n = fw_format_count (shift->by[SOON - 1]);
  g_autofree char *of = fw_format_count (shift->of);

  /* Translators: the name of a shift; so many of so many people; a number of weeks */
  return g_strdup_printf (ngettext ("The shift %s is hit hardest: %s of %s in %u week.",
                                    "The shift %s is hit hardest: %s of %s in %u weeks.", week),
                          shift->title, n, of, week);
}

char *
fw_certificate_write_forecast (JsonObject *summary)
{
  Forecast all = { 0 }, worst = { 0 };
  JsonArray *list;
  g_autofree char *first = NULL, *second = NULL;

  g_return_val_if_fail (summary != NULL, NULL);

  if (!fw_json_get_array (summary, "forecast", &list, NULL))
    return g_strdup ("");
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = fw_json_find_element (list, i);
      Forecast one;

      if (object == NULL || !read_forecast (object, &one))
        continue;
      if (one.title == NULL || *one.title == '\0')
        all = one;
      else if (one.by[SOON - 1] * MAX (worst.of, 1) > worst.by[SOON - 1] * one.of)
        worst = one;
    }
  if (all.of == 0)
    return g_strdup ("");
  first = write_all (&all);
  if (worst.of == 0)
    return g_steal_pointer (&first);
  second = write_shift (&worst);
  return g_strdup_printf ("%s %s", first, second);
}
