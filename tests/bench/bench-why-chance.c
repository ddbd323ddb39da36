/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Made centres with known truth: how often the 95 % interval of a change holds it, how often a
 * change is found, beside a test that knows how the centres are made, and how often one is found
 * where there is none. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/fw-chance.h"

#define SEED 1000003

static const FwChance rates[] = {
  { "", 14, 500, 6, 0.85, 0.015, 0.03, 0, 0.02 },
  { "", 14, 2000, 6, 0.85, 0.015, 0.03, 0, 0.02 },
  { "", 14, 500, 60, 0.85, 0.015, 0.03, 0.01, 0.02 },
  { "", 14, 2000, 60, 0.85, 0.015, 0.03, 0.01, 0.02 },
  { "", 7, 700, 8, 0.85, 0, 0.03, 0, 0 },
  { "", 7, 700, 8, 0.85, 0.03, 0.03, 0.01, 0.03 },
  { "", 7, 7000, 80, 0.92, 0.015, 0.04, 0.02, 0.03 },
  { "", 30, 3000, 8, 0.85, 0.015, 0.03, 0, 0.02 },
  { "", 30, 9000, 80, 0.6, 0.03, 0.05, 0.02, 0.04 },
  { "", 30, 600, 20, 0.97, 0.005, 0.01, 0, 0 },
  { "", 1, 400, 40, 0.85, 0.02, 0.03, 0, 0.02 },
};

static const FwChance means[] = {
  { "", 14, 500, 6, 240, 0.042, 0.1, 0, 0.05 },      { "", 14, 2000, 6, 240, 0.042, 0.1, 0, 0.05 },
  { "", 14, 2000, 60, 240, 0.042, 0.1, 0.03, 0.05 }, { "", 7, 700, 8, 240, 0, 0.1, 0, 0 },
  { "", 7, 700, 8, 240, 0.08, 0.1, 0.03, 0.1 },      { "", 30, 3000, 8, 240, 0.042, 0.1, 0, 0.05 },
  { "", 30, 9000, 80, 240, 0.08, 0.1, 0.05, 0.1 },   { "", 1, 400, 40, 240, 0.06, 0.1, 0, 0.05 },
};

static const char *const metrics[] = { "connection_rate", "service_level", "csat",
                                       "resolution_rate", "aht_s",         "asa_s" };

static gboolean
is_mean (const char *metric)
{
  return strlen (metric) > 2 && strcmp (metric + strlen (metric) - 2, "_s") == 0;
}

static void
print_row (FwChance chance, guint n)
{
  double sd = fw_chance_get_known_sd (&chance), scale = fw_chance_get_scale (&chance);
  FwChanceTally none = fw_chance_measure (&chance, 0, n, SEED);
  /* such that who knows how it was made finds one half, and four fifths */
  FwChanceTally half = fw_chance_measure (&chance, -1.96 * sd, n, SEED + 100000);
  FwChanceTally most = fw_chance_measure (&chance, -2.80 * sd, n, SEED + 200000);
  FwChanceTally great = fw_chance_measure (
      &chance, (is_mean (chance.metric) ? -0.28 : -0.1) * scale, n, SEED + 300000);
  FwChanceTally small = fw_chance_measure (
      &chance, (is_mean (chance.metric) ? -0.14 : -0.05) * scale, n, SEED + 400000);

  printf ("| %s | %u | %u | %u | %.3g | %.3g | %.3g | %.3g | %.1f / %.1f | %.1f | %.2f / %.2f | "
          "%.1f (%.1f) | %.1f (%.1f) |\n",
          chance.metric, chance.days, chance.n, chance.n_units, chance.day, chance.unit,
          chance.drift, chance.burst, none.covered * 100, most.covered * 100, none.found * 100,
          half.found / half.known, most.found / most.known, great.found * 100, great.known * 100,
          small.found * 100, small.known * 100);
  fflush (stdout);
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 1000;

  printf ("%u centres a figure\n\n"
          "| figure | days | contacts | people or queues | day | person or queue | drift | burst | "
          "95 %% interval covers, nothing / a change | found where nothing is | of what is found "
          "knowing: 50 %% / 80 %% | 10 points (knowing) | 5 points (knowing) |\n"
          "|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
          n);
  for (guint m = 0; m < G_N_ELEMENTS (metrics); m++)
    {
      const FwChance *chances = is_mean (metrics[m]) ? means : rates;
      guint n_chances = is_mean (metrics[m]) ? G_N_ELEMENTS (means) : G_N_ELEMENTS (rates);

      if (argc > 2 && strcmp (argv[2], metrics[m]) != 0)
        continue;
      for (guint i = 0; i < n_chances; i++)
        {
          FwChance chance = chances[i];

          chance.metric = metrics[m];
          print_row (chance, n);
        }
    }
  return 0;
}
