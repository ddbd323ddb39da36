/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-months.h"
#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "core/people/fw-certificate.h"

#define MOST 16

static gint32
date (const char *text)
{
  gint32 day;

  g_assert_true (fw_date_parse (fw_text (text), &day));
  return day;
}

static void
test_months (void)
{
  static const struct
  {
    const char *from;
    gint months;
    const char *to, *day_before;
  } cases[] = {
    { "2025-01-31", 1, "2025-02-28", "2025-02-28" },
    { "2025-01-31", 2, "2025-03-31", "2025-03-30" },
    { "2025-08-31", 6, "2026-02-28", "2026-02-28" },
    { "2024-02-29", 12, "2025-02-28", "2025-02-28" },
    { "2024-02-29", 48, "2028-02-29", "2028-02-28" },
    { "2025-03-01", 24, "2027-03-01", "2027-02-28" },
    { "2026-03-31", -1, "2026-02-28", "2026-02-28" },
    { "2026-01-15", -1, "2025-12-15", "2025-12-14" },
    { "2025-12-31", 0, "2025-12-31", "2025-12-30" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint32 from = date (cases[i].from);

      g_assert_cmpint (fw_months_add (from, cases[i].months), ==, date (cases[i].to));
      g_assert_cmpint (fw_months_add_to_day_before (from, cases[i].months), ==,
                       date (cases[i].day_before));
    }
  g_assert_cmpuint (fw_months_count (date ("2024-02-29"), date ("2025-02-27")), ==, 11);
  g_assert_cmpuint (fw_months_count (date ("2024-02-29"), date ("2025-02-28")), ==, 12);
  g_assert_cmpuint (fw_months_count (date ("2026-11-30"), date ("2026-11-30")), ==, 0);
  g_assert_cmpuint (fw_months_count (date ("2026-11-30"), date ("2025-11-30")), ==, 0);
  g_assert_cmpint (fw_months_get_end (date ("2026-01-31"), 1), ==, date ("2026-02-28"));
}

static const FwCertificateScheme senior = {
  .validity = FW_VALIDITY_ANNIVERSARY,
  .months = 6,
  .window_days = 60,
  .grace_days = 30,
  .on_roster_in_grace = TRUE,
};

/* Two of one day are put in the order in which they can happen. */
static void
test_one_day (void)
{
  FwCertificateEvent events[] = {
    { date ("2026-03-01"), FW_CERTIFICATE_REVOKE },
    { date ("2026-02-01"), FW_CERTIFICATE_SUSPEND },
    { date ("2026-01-01"), FW_CERTIFICATE_REINSTATE },
    { date ("2026-01-01"), FW_CERTIFICATE_SUSPEND },
    { date ("2026-02-01"), FW_CERTIFICATE_REINSTATE },
    { date ("2026-01-01"), FW_CERTIFICATE_PASS },
    { date ("2026-01-01"), FW_CERTIFICATE_PASS },
    { date ("2026-03-01"), FW_CERTIFICATE_PASS },
    { date ("2026-01-20"), FW_CERTIFICATE_SUSPEND },
  };
  static const FwCertificateEffect expected[] = {
    FW_EFFECT_NEW,        FW_EFFECT_RECORDED,  FW_EFFECT_SUSPENDED,
    FW_EFFECT_REINSTATED, FW_EFFECT_SUSPENDED, FW_EFFECT_REINSTATED,
    FW_EFFECT_SUSPENDED,  FW_EFFECT_TOO_EARLY, FW_EFFECT_REVOKED,
  };
  FwCertificateStep steps[G_N_ELEMENTS (events)];

  fw_certificate_fold (&senior, events, G_N_ELEMENTS (events), steps);
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    g_assert_cmpint (steps[i].effect, ==, expected[i]);
  g_assert_cmpint (fw_certificate_stand (steps, G_N_ELEMENTS (steps), date ("2026-02-10")).state,
                   ==, FW_CERTIFICATE_SUSPENDED);
  g_assert_cmpint (fw_certificate_stand (steps, G_N_ELEMENTS (steps), date ("2026-03-01")).state,
                   ==, FW_CERTIFICATE_REVOKED);
}

/* What needs a certificate and finds none changes nothing. */
static void
test_nothing_held (void)
{
  FwCertificateEvent events[] = {
    { date ("2026-01-01"), FW_CERTIFICATE_SUSPEND },
    { date ("2026-01-02"), FW_CERTIFICATE_REVOKE },
    { date ("2026-01-03"), FW_CERTIFICATE_REINSTATE },
    { date ("2026-01-04"), FW_CERTIFICATE_FAIL },
    { date ("2026-01-05"), FW_CERTIFICATE_PASS },
  };
  FwCertificateStep steps[G_N_ELEMENTS (events)];

  fw_certificate_fold (&senior, events, G_N_ELEMENTS (events), steps);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (steps[i].effect, ==, FW_EFFECT_RECORDED);
  g_assert_cmpint (steps[4].effect, ==, FW_EFFECT_NEW);
  g_assert_cmpint (fw_certificate_stand (steps, 5, date ("2026-01-04")).state, ==,
                   FW_CERTIFICATE_NONE);
  g_assert_cmpint (fw_certificate_stand (steps, 5, date ("2026-01-05")).state, ==,
                   FW_CERTIFICATE_VALID);
}

static FwCertificateScheme
make_scheme (GRand *random)
{
  FwCertificateScheme scheme = {
    .validity = (FwValidity) g_rand_int_range (random, 0, FW_N_VALIDITIES),
    .end = (FwPeriodEnd) g_rand_int_range (random, 0, 2),
    .months = (guint) g_rand_int_range (random, 1, 30),
    .window_days = (guint) g_rand_int_range (random, 0, 100),
    .grace_days = (guint) g_rand_int_range (random, 0, 100),
    .n_fixed = 2,
    .fixed = { { 2, 29 }, { (guint) g_rand_int_range (random, 1, 13), 28 } },
    .minimum_active_months = (guint) g_rand_int_range (random, 0, 18),
  };

  g_assert_true (fw_certificate_scheme_check (&scheme, NULL));
  return scheme;
}

static void
check_step (const FwCertificateStep *step, const FwCertificateStep *before)
{
  if (step->made)
    {
      g_assert_cmpint (step->period.valid_from, ==, step->event.date);
      g_assert_cmpint (step->period.valid_until, >=, step->event.date - 1);
    }
  if (before == NULL)
    return;
  if (step->effect == FW_EFFECT_RENEWED || step->effect == FW_EFFECT_RENEWED_IN_GRACE)
    {
      g_assert_cmpint (step->period.valid_until, >=, before->period.valid_until);
      g_assert_cmpint (step->anchor, ==, before->anchor);
    }
  if (!step->made)
    g_assert_cmpmem (&step->period, sizeof step->period, &before->period, sizeof before->period);
}

/* Whatever the rules: a renewal never shortens, what comes later never changes what was, and the
 * order in which events arrive does not matter. */
static void
test_any_rules (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261130);

  for (guint round = 0; round < 3000; round++)
    {
      FwCertificateScheme scheme = make_scheme (random);
      FwCertificateEvent events[MOST], shuffled[MOST];
      FwCertificateStep steps[MOST], again[MOST];
      guint n = (guint) g_rand_int_range (random, 1, MOST), part;

      for (guint i = 0; i < n; i++)
        events[i] = (FwCertificateEvent){
          .date = date ("2024-01-01") + g_rand_int_range (random, 0, 1200),
          .kind = (FwCertificateEventKind) g_rand_int_range (random, 0, FW_N_CERTIFICATE_EVENTS),
        };
      for (guint i = 0; i < n; i++)
        shuffled[n - 1 - i] = events[i];
      fw_certificate_fold (&scheme, events, n, steps);
      fw_certificate_fold (&scheme, shuffled, n, again);
      for (guint i = 0; i < n; i++)
        {
          check_step (&steps[i], i > 0 ? &steps[i - 1] : NULL);
          g_assert_cmpint (steps[i].effect, ==, again[i].effect);
          g_assert_cmpint (steps[i].period.valid_until, ==, again[i].period.valid_until);
        }
      for (part = (guint) g_rand_int_range (random, 0, (gint32) n);
           part > 0 && part < n && events[part].date == events[part - 1].date;)
        part--;
      fw_certificate_fold (&scheme, events, part, again);
      for (guint i = 0; i < part; i++)
        g_assert_cmpint (steps[i].effect, ==, again[i].effect);
    }
}

/* Rules that get stricter: what was issued before keeps its end, window and grace; what comes after
 * is judged anew, and a renewal still never shortens. */
static void
test_change_of_rules (void)
{
  const FwCertificateVersion versions[] = {
    { date ("2020-01-01"),
      { .validity = FW_VALIDITY_COMPLETION,
        .months = 24,
        .window_days = 90,
        .grace_days = 30,
        .on_roster_in_grace = TRUE } },
    { date ("2026-01-01"), { .validity = FW_VALIDITY_COMPLETION, .months = 6, .window_days = 30 } },
  };
  FwCertificateEvent events[] = { { date ("2025-06-30"), FW_CERTIFICATE_PASS },
                                  { date ("2026-03-31"), FW_CERTIFICATE_PASS },
                                  { date ("2027-06-30"), FW_CERTIFICATE_PASS } };
  FwCertificateStep steps[3];
  FwCertificateStanding standing;

  fw_certificate_fold_versions (versions, 2, events, 3, steps);
  g_assert_cmpint (steps[0].period.valid_until, ==, date ("2027-06-30"));
  g_assert_cmpint (steps[0].period.window_opens, ==, date ("2027-04-01"));
  g_assert_cmpint (steps[1].effect, ==, FW_EFFECT_RENEWED);
  g_assert_cmpint (steps[1].period.valid_until, ==, date ("2027-06-30"));
  g_assert_cmpint (steps[2].period.valid_until, ==, date ("2027-12-30"));
  /* Without another pass the first one's grace is what it was. */
  fw_certificate_fold_versions (versions, 2, events, 1, steps);
  standing = fw_certificate_stand (steps, 1, date ("2027-07-30"));
  g_assert_cmpint (standing.state, ==, FW_CERTIFICATE_GRACE);
  g_assert_true (standing.on_roster);
  standing = fw_certificate_stand (steps, 1, date ("2027-07-31"));
  g_assert_cmpint (standing.state, ==, FW_CERTIFICATE_EXPIRED);
}

static void
test_names (void)
{
  for (guint i = 0; i < FW_N_VALIDITIES; i++)
    {
      FwValidity validity;

      g_assert_true (fw_validity_from_name (fw_validity_to_name ((FwValidity) i), &validity));
      g_assert_cmpuint (validity, ==, i);
    }
  g_assert_cmpstr (fw_certificate_state_to_name (FW_CERTIFICATE_GRACE), ==, "grace");
}

static void
run_clock (const char *const *ran, const gint (*expected)[3])
{
  static const guint days[] = { 60, 30, 7 };
  guint32 settled = 0;

  for (guint i = 0; ran[i] != NULL; i++)
    {
      FwWarning warning = fw_warning_find (date ("2026-08-31"), days, 3, settled, date (ran[i]));

      g_assert_cmpint (warning.due ? (gint) warning.at : 0, ==, expected[i][0]);
      g_assert_cmpint (warning.days_left, ==, expected[i][1]);
      g_assert_cmpint ((gint) warning.skipped, ==, expected[i][2]);
      settled = warning.settled;
    }
}

/* The most urgent one once, the skipped ones named, none after the end. */
static void
test_warnings (void)
{
  run_clock (
      (const char *const[]){ "2026-07-01", "2026-07-02", "2026-07-03", "2026-08-01", "2026-08-24",
                             "2026-08-24", NULL },
      (const gint[][3]){
          { 0, 61, 0 }, { 60, 60, 0 }, { 0, 59, 0 }, { 30, 30, 0 }, { 7, 7, 0 }, { 0, 7, 0 } });
  run_clock ((const char *const[]){ "2026-07-02", "2026-07-29", "2026-08-25", "2026-08-26", NULL },
             (const gint[][3]){ { 60, 60, 0 }, { 0, 33, 0 }, { 7, 6, 1 << 1 }, { 0, 5, 0 } });
  run_clock ((const char *const[]){ "2026-08-31", "2026-09-01", NULL },
             (const gint[][3]){ { 7, 0, 1 << 0 | 1 << 1 }, { 0, -1, 0 } });
  run_clock ((const char *const[]){ "2026-09-01", NULL }, (const gint[][3]){ { 0, -1, 0 } });
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate/months", test_months);
  g_test_add_func ("/certificate/one-day", test_one_day);
  g_test_add_func ("/certificate/nothing-held", test_nothing_held);
  g_test_add_func ("/certificate/any-rules", test_any_rules);
  g_test_add_func ("/certificate/change-of-rules", test_change_of_rules);
  g_test_add_func ("/certificate/names", test_names);
  g_test_add_func ("/certificate/warnings", test_warnings);

  return g_test_run ();
}
