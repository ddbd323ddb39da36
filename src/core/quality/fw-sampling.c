/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-sampling.h"

#include <math.h>

const char *const fw_risk_names[FW_N_RISKS] = { "rating", "repeat", "long", "transfer" };

/* ---- how many of each ---- */

static double
get_spread (const double *spreads, guint i)
{
  return spreads != NULL ? spreads[i] : 1;
}

typedef struct
{
  double raw;
  gboolean held; /* at its least or its size */
} Part;

/* Holds each stratum that would get less than its least or more than there is, until none would;
 * what is left goes to the others in proportion. */
static void
share_out (const guint *sizes,
           const double *spreads,
           guint n_strata,
           guint n,
           const guint *leasts,
           Part *parts)
{
  gboolean again = TRUE;

  while (again)
    {
      double rest = n, whole = 0;

      again = FALSE;
      for (guint i = 0; i < n_strata; i++)
        if (parts[i].held)
          rest -= parts[i].raw;
        else
          whole += sizes[i] * get_spread (spreads, i);
      for (guint i = 0; i < n_strata; i++)
        {
          if (parts[i].held)
            continue;
          parts[i].raw = whole > 0 ? MAX (rest, 0) * sizes[i] * get_spread (spreads, i) / whole : 0;
          if (parts[i].raw > sizes[i] || parts[i].raw < leasts[i])
            {
              parts[i].raw = parts[i].raw > sizes[i] ? sizes[i] : leasts[i];
              parts[i].held = again = TRUE;
            }
        }
    }
}

void
fw_sampling_allocate (
    const guint *sizes, const double *spreads, guint n_strata, guint n, guint least, guint *parts)
{
  g_autofree Part *shares = g_new0 (Part, n_strata);
  g_autofree guint *leasts = g_new0 (guint, n_strata);
  guint sum = 0;

  g_return_if_fail (n_strata == 0 || (sizes != NULL && parts != NULL));

  for (guint i = 0; i < n_strata; i++)
    leasts[i] = MIN (least, sizes[i]);
  share_out (sizes, spreads, n_strata, n, leasts, shares);
  for (guint i = 0; i < n_strata; i++)
    sum += parts[i] = (guint) shares[i].raw;
  while (sum < n)
    {
      gint best = -1;
      double most = -1;

      for (guint i = 0; i < n_strata; i++)
        if (parts[i] < sizes[i] && shares[i].raw - parts[i] > most)
          {
            most = shares[i].raw - parts[i];
            best = (gint) i;
          }
      if (best < 0)
        break;
      parts[best]++;
      sum++;
    }
}

double
fw_sampling_foresee_error (const guint *sizes,
                           const double *spreads,
                           const guint *parts,
                           guint n_strata)
{
  double whole = 0, variance = 0;

  g_return_val_if_fail (n_strata == 0 || (sizes != NULL && spreads != NULL && parts != NULL), NAN);

  for (guint i = 0; i < n_strata; i++)
    whole += sizes[i];
  for (guint i = 0; i < n_strata; i++)
    if (parts[i] > 0)
      variance +=
          pow (sizes[i] / whole * spreads[i], 2) * (1 - (double) parts[i] / sizes[i]) / parts[i];
  return whole > 0 ? sqrt (variance) : NAN;
}

/* ---- which of them ---- */

/* As good as at random (splitmix64), and the same for the same contact. */
static guint64
throw_dice (guint64 seed, guint64 key)
{
  guint64 x = key + seed * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

typedef struct
{
  FwSamplingContact *contact;
  guint64 dice;
  guint weight; /* of its risks */
} Throw;

static int
compare_dice (gconstpointer a, gconstpointer b)
{
  const Throw *x = a, *y = b;

  if (x->dice != y->dice)
    return x->dice < y->dice ? -1 : 1;
  return (x->contact->key > y->contact->key) - (x->contact->key < y->contact->key);
}

static int
compare_weight (gconstpointer a, gconstpointer b)
{
  const Throw *x = a, *y = b;

  return x->weight != y->weight ? (x->weight > y->weight ? -1 : 1) : compare_dice (a, b);
}

/* What the customer said weighs more than what may have other reasons. */
static guint
weigh_risks (guint risks)
{
  static const guint weights[FW_N_RISKS] = { 4, 3, 2, 1 };
  guint sum = 0;

  for (guint i = 0; i < FW_N_RISKS; i++)
    sum += (risks & (1u << i)) != 0 ? weights[i] : 0;
  return sum;
}

static void
draw_at_random (Throw *throws, guint n, guint n_strata, guint most)
{
  g_autofree guint *sizes = g_new0 (guint, n_strata);
  g_autofree guint *parts = g_new0 (guint, n_strata);

  for (guint i = 0; i < n; i++)
    sizes[throws[i].contact->stratum]++;
  fw_sampling_allocate (sizes, NULL, n_strata, most, 1, parts);
  qsort (throws, n, sizeof *throws, compare_dice);
  for (guint i = 0; i < n; i++)
    if (parts[throws[i].contact->stratum] > 0)
      {
        parts[throws[i].contact->stratum]--;
        throws[i].contact->sampled = FW_SAMPLED_RANDOM;
      }
}

static void
draw_risks (Throw *throws, guint n, guint most)
{
  qsort (throws, n, sizeof *throws, compare_weight);
  for (guint i = 0; i < n && most > 0 && throws[i].weight > 0; i++)
    if (throws[i].contact->sampled == FW_SAMPLED_NOT)
      {
        throws[i].contact->sampled = FW_SAMPLED_RISK;
        most--;
      }
}

/* Where there are fewer risks than their part, chance has the rest: the share is covered. */
void
fw_sampling_draw (FwSamplingContact *contacts, guint n, guint n_strata, const FwSamplingPlan *plan)
{
  g_autofree Throw *throws = g_new (Throw, n);
  guint all, random, risky = 0;

  g_return_if_fail (plan != NULL);

  if (n == 0)
    return;
  all = (guint) ceil (CLAMP (plan->share, 0, 1) * n - 1e-9);
  random = (guint) ceil (CLAMP (plan->random_share, 0, 1) * all - 1e-9);
  for (guint i = 0; i < n; i++)
    {
      g_return_if_fail (contacts[i].stratum < n_strata);
      contacts[i].sampled = FW_SAMPLED_NOT;
      throws[i] = (Throw){ &contacts[i], throw_dice (plan->seed, contacts[i].key),
                           weigh_risks (contacts[i].risks) };
      risky += contacts[i].risks != 0;
    }
  random = MAX (random, all - MIN (all, risky));
  draw_at_random (throws, n, n_strata, random);
  draw_risks (throws, n, all - MIN (all, random));
}

/* ---- which of those twice, and by whom ---- */

/* Throws of the plan and of what is scored twice have nothing to do with each other. */
#define SECOND G_GUINT64_CONSTANT (0x7365636f6e640001)
#define SECOND_BY G_GUINT64_CONSTANT (0x7365636f6e640002)

gboolean
fw_sampling_is_second (guint64 key, guint64 seed, double share)
{
  return (double) (throw_dice (seed ^ SECOND, key) >> 11) < ldexp (CLAMP (share, 0, 1), 53);
}

static guint64
hash_text (const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325); /* FNV-1a */

  for (; *text != '\0'; text++)
    hash = (hash ^ (guint8) *text) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

const char *
fw_sampling_choose_second (guint64 key, const char *const *accounts, const char *first)
{
  const char *chosen = NULL;
  guint64 least = 0;

  g_return_val_if_fail (accounts != NULL && first != NULL, NULL);

  for (guint i = 0; accounts[i] != NULL; i++)
    {
      const guint64 dice = throw_dice (key ^ SECOND_BY, hash_text (accounts[i]));

      if (g_str_equal (accounts[i], first) || (chosen != NULL && dice >= least))
        continue;
      chosen = accounts[i];
      least = dice;
    }
  return chosen;
}

/* ---- what is known then ---- */

static double
find_variance (const FwStratum *stratum)
{
  const double mean = stratum->sum / stratum->n;

  return MAX (0, (stratum->sum_of_squares - stratum->n * mean * mean) / (stratum->n - 1));
}

/* Of the strata that have one, each by its degrees of freedom; NAN where none has. */
static double
pool_variance (const FwStratum *strata, guint n_strata)
{
  double sum = 0;
  guint freedom = 0;

  for (guint i = 0; i < n_strata; i++)
    if (strata[i].n > 1)
      {
        sum += (strata[i].n - 1) * find_variance (&strata[i]);
        freedom += strata[i].n - 1;
      }
  return freedom > 0 ? sum / freedom : NAN;
}

FwStratifiedMean
fw_sampling_estimate (const FwStratum *strata, guint n_strata)
{
  FwStratifiedMean answer = { .mean = NAN, .error = NAN, .interval = { -INFINITY, INFINITY } };
  const double pooled = pool_variance (strata, n_strata);
  double whole = 0, sum = 0, variance = 0, half;
  guint freedom = 0;

  for (guint i = 0; i < n_strata; i++)
    {
      answer.of += strata[i].size;
      answer.n += strata[i].n;
      whole += strata[i].n > 0 ? strata[i].size : 0;
      freedom += strata[i].n > 1 ? strata[i].n - 1 : 0;
    }
  if (answer.n == 0 || whole <= 0)
    return answer;
  for (guint i = 0; i < n_strata; i++)
    {
      const FwStratum *one = &strata[i];
      const double weight = one->size / whole;

      if (one->n == 0)
        continue;
      sum += weight * one->sum / one->n;
      variance += weight * weight * MAX (0, 1 - (double) one->n / one->size) *
                  (one->n > 1 ? find_variance (one) : pooled) / one->n;
    }
  answer.mean = sum;
  answer.error = sqrt (variance);
  if (isnan (answer.error))
    return answer;
  half = answer.error > 0 ? fw_student_quantile_95 (freedom) * answer.error : 0;
  answer.interval = (FwInterval){ answer.mean - half, answer.mean + half };
  return answer;
}
