/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-rule-figures.h"

#include <math.h>

#define Z_97_5 2.241402727604947 /* two-sided 97.5 % of the normal distribution */

/* A rule that hits nothing and misses nothing has no recall. */
static double
get_recall (const FwRuleCounts *counts, double precision, double missed)
{
  const double found = (double) counts->hits * precision, lost = (double) counts->rest * missed;

  return found + lost > 0 ? found / (found + lost) : NAN;
}

static FwInterval
get_recall_bounds (const FwRuleCounts *counts)
{
  const FwInterval p = fw_interval_wilson_at (counts->right, counts->judged, Z_97_5);
  const FwInterval q = fw_interval_wilson_at (counts->missed, counts->sampled, Z_97_5);
  const double low = get_recall (counts, p.low, q.high), high = get_recall (counts, p.high, q.low);

  return (FwInterval){ isnan (low) ? 0 : low, isnan (high) ? 1 : high };
}

FwRuleFigures
fw_rule_figures (const FwRuleCounts *counts)
{
  FwRuleFigures figures = { NAN, NAN, { 0, 1 }, { 0, 1 } };

  g_return_val_if_fail (counts != NULL, figures);

  if (counts->judged > 0)
    figures.precision = (double) counts->right / (double) counts->judged;
  figures.precision_bounds = fw_interval_wilson (counts->right, counts->judged);
  /* Without a sample the unknown share of what is missed may be anything. */
  if (counts->judged > 0 && counts->sampled > 0)
    {
      figures.recall = get_recall (counts, figures.precision,
                                   (double) counts->missed / (double) counts->sampled);
      figures.recall_bounds = get_recall_bounds (counts);
    }
  return figures;
}

gboolean
fw_rule_is_below (guint64 right, guint64 judged, double promised)
{
  return judged >= FW_RULE_LEAST_JUDGED && fw_interval_wilson (right, judged).high < promised;
}

guint64
fw_rule_sample_key (const char *rule, guint version, const char *transcript)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *text = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;
  guint64 key = 0;

  g_return_val_if_fail (rule != NULL && transcript != NULL, 0);

  text = g_strdup_printf ("%s;%u;%s", rule, version, transcript); /* no id has a ";" */
  g_checksum_update (sum, (const guchar *) text, -1);
  g_checksum_get_digest (sum, digest, &length);
  for (guint i = 0; i < sizeof key; i++)
    key = key << 8 | digest[i];
  return key;
}
