/* SPDX-License-Identifier: GPL-3.0-or-later */
/* States and warnings of 100,000 certificates as of a day; readiness of 2,000 people for 20
 * positions; analysis of 10,000 × 100 answers. */
#include <stdio.h>

#include "core/people/fw-certificate.h"
#include "core/people/fw-items.h"
#include "core/people/fw-readiness.h"

#define N_CERTIFICATES 100000
#define EVENTS_EACH 6
#define N_PEOPLE 2000
#define N_POSITIONS 20
#define N_COMPETENCIES 60
#define EVIDENCE_EACH 3
#define N_EXAMINED 10000
#define N_QUESTIONS 100
#define N_OPTIONS 5
#define ROUNDS 7

typedef struct
{
  FwCertificateScheme schemes[3];
  FwCertificateEvent *events;
  FwCertificateStep *steps;
} Board;

static void
make_board (Board *board)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  board->schemes[0] =
      (FwCertificateScheme){ .validity = FW_VALIDITY_COMPLETION, .months = 6, .window_days = 60 };
  board->schemes[1] = (FwCertificateScheme){
    .validity = FW_VALIDITY_ANNIVERSARY, .months = 6, .window_days = 60, .grace_days = 30
  };
  board->schemes[2] = (FwCertificateScheme){
    .validity = FW_VALIDITY_FIXED, .n_fixed = 1, .fixed = { { 3, 31 } }, .window_days = 60
  };
  board->events = g_new (FwCertificateEvent, N_CERTIFICATES * EVENTS_EACH);
  board->steps = g_new (FwCertificateStep, N_CERTIFICATES * EVENTS_EACH);
  for (guint i = 0; i < N_CERTIFICATES * EVENTS_EACH; i++)
    board->events[i] = (FwCertificateEvent){
      .date = 19700 + g_rand_int_range (random, 0, 1000),
      .kind = g_rand_int_range (random, 0, 10) < 8 ? FW_CERTIFICATE_PASS : FW_CERTIFICATE_SUSPEND,
    };
}

static double
time_fold (Board *board)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < N_CERTIFICATES; i++)
    fw_certificate_fold (&board->schemes[i % 3], board->events + i * EVENTS_EACH, EVENTS_EACH,
                         board->steps + i * EVENTS_EACH);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static double
time_day (const Board *board, gint32 day, guint *counts, guint *warned)
{
  static const guint days[] = { 60, 30, 7 };
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < N_CERTIFICATES; i++)
    {
      FwCertificateStanding standing =
          fw_certificate_stand (board->steps + i * EVENTS_EACH, EVENTS_EACH, day);

      counts[standing.state]++;
      if (standing.state != FW_CERTIFICATE_NONE)
        *warned += fw_warning_find (day + standing.days_left, days, 3, 0, day).due;
    }
  return (double) (g_get_monotonic_time () - start) / 1000;
}

/* Every person has three pieces of evidence of every competency; all positions ask for all. */
static double
time_readiness (const FwEvidence *evidence, const FwRequirement *requirements, double *low)
{
  const FwDecay decay = { FW_DECAY_STEP, 12, 12 };
  gint64 start = g_get_monotonic_time ();
  double levels[N_COMPETENCIES];

  for (guint person = 0; person < N_PEOPLE; person++)
    {
      for (guint i = 0; i < N_COMPETENCIES; i++)
        {
          const FwEvidence *current = fw_evidence_find_current (
              evidence + (person * N_COMPETENCIES + i) * EVIDENCE_EACH, EVIDENCE_EACH, 20500);

          levels[i] = fw_decay_apply (&decay, current->level, current->date, 20500);
        }
      for (guint i = 0; i < N_POSITIONS; i++)
        *low += fw_readiness_find (requirements + i * N_COMPETENCIES, N_COMPETENCIES, levels).low;
    }
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static void
bench_readiness (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (12);
  g_autofree FwEvidence *evidence = g_new (FwEvidence, N_PEOPLE * N_COMPETENCIES * EVIDENCE_EACH);
  g_autofree FwRequirement *requirements = g_new (FwRequirement, N_POSITIONS * N_COMPETENCIES);
  double best = G_MAXDOUBLE, low = 0;

  for (guint i = 0; i < N_PEOPLE * N_COMPETENCIES * EVIDENCE_EACH; i++)
    evidence[i] = (FwEvidence){ 19700 + g_rand_int_range (random, 0, 800),
                                g_rand_double_range (random, 0, 7) };
  for (guint i = 0; i < N_POSITIONS * N_COMPETENCIES; i++)
    requirements[i] = (FwRequirement){ i % N_COMPETENCIES, g_rand_double_range (random, 1, 7),
                                       g_rand_double_range (random, 1, 5) };
  for (guint i = 0; i < ROUNDS; i++)
    {
      double took = time_readiness (evidence, requirements, &low);

      best = MIN (best, took);
    }
  printf ("readiness of %d people for %d positions of %d competencies: %.1f ms (mean %.3f)\n",
          N_PEOPLE, N_POSITIONS, N_COMPETENCIES, best, low / ROUNDS / (N_PEOPLE * N_POSITIONS));
}

/* Strong people find the key of an easy question; all others guess. */
static void
bench_items (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (13);
  g_autofree guint16 *answers = g_new (guint16, N_EXAMINED * N_QUESTIONS);
  guint16 keys[N_QUESTIONS], n_options[N_QUESTIONS];
  FwAnswers exam = { N_EXAMINED, N_QUESTIONS, answers, keys, n_options, NULL };
  double best = G_MAXDOUBLE, alpha = 0;

  for (guint i = 0; i < N_QUESTIONS; i++)
    {
      keys[i] = (guint16) g_rand_int_range (random, 0, N_OPTIONS);
      n_options[i] = N_OPTIONS;
    }
  for (guint p = 0; p < N_EXAMINED; p++)
    {
      double strength = g_rand_double (random);

      for (guint i = 0; i < N_QUESTIONS; i++)
        answers[p * N_QUESTIONS + i] = g_rand_double (random) < strength
                                           ? keys[i]
                                           : (guint16) g_rand_int_range (random, 0, N_OPTIONS);
    }
  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (FwItemAnalysis) analysis = fw_items_analyse (&exam);
      double took = (double) (g_get_monotonic_time () - start) / 1000;

      best = MIN (best, took);
      alpha = analysis->alpha;
    }
  printf ("items of %d x %d answers: %.1f ms (alpha %.4f)\n", N_EXAMINED, N_QUESTIONS, best, alpha);
}

int
main (void)
{
  Board board;
  double fold = G_MAXDOUBLE, day = G_MAXDOUBLE;
  guint counts[FW_N_CERTIFICATE_STATES] = { 0 }, warned = 0;

  make_board (&board);
  for (guint i = 0; i < ROUNDS; i++)
    {
      double folded = time_fold (&board), asked = time_day (&board, 20500, counts, &warned);

      fold = MIN (fold, folded);
      day = MIN (day, asked);
    }
  printf (
      "%d certificates of %d events: folded in %.1f ms; states and warnings of a day in %.1f ms "
      "(%u of them valid, %u warned)\n",
      N_CERTIFICATES, EVENTS_EACH, fold, day, counts[FW_CERTIFICATE_VALID] / ROUNDS,
      warned / ROUNDS);
  g_free (board.events);
  g_free (board.steps);
  bench_readiness ();
  bench_items ();
  return 0;
}
