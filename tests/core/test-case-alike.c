/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-case-alike.h"

#include <math.h>

#define HOUR G_TIME_SPAN_HOUR
#define NOW (G_GINT64_CONSTANT (1795600800) * G_USEC_PER_SEC)
#define MOST 20000

static const FwCaseAlikeTerms terms = { HOUR, 5 };

/* ---- a centre that is made up ---- */

typedef struct
{
  FwCaseHeard heard[MOST];
  char ids[MOST][12];
  guint n;
} Centre;

static void
hear (Centre *self, gint64 came, const char *cause, const char *product, const char *device)
{
  g_assert_cmpuint (self->n, <, MOST);
  g_snprintf (self->ids[self->n], sizeof self->ids[0], "c-%u", self->n);
  self->heard[self->n] =
      (FwCaseHeard){ self->ids[self->n], "harbour", cause, product, device, came };
  self->n++;
}

/* @days of complaints before NOW, by day only: @an_hour on average, of four products and three
 * causes. */
static void
hear_days (Centre *self, GRand *random, guint days, double an_hour)
{
  static const char *const products[] = { "Router", "Phone", "Invoice", "Cable" };
  static const char *const causes[] = { "product", "logistics", "attitude" };

  for (gint64 at = NOW - days * G_TIME_SPAN_DAY;;)
    {
      at += (gint64) (-log (1 - g_rand_double (random)) / an_hour * HOUR);
      if (at >= NOW)
        return;
      if (at / HOUR % 24 < 12)
        hear (self, at, causes[g_rand_int_range (random, 0, 3)],
              products[g_rand_int_range (random, 0, 4)], NULL);
    }
}

static Centre *
centre_new (void)
{
  return g_new0 (Centre, 1);
}

static GPtrArray *
look (const Centre *self, gint64 now)
{
  GPtrArray *alarms = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_case_alike_free);

  fw_case_alike_look (self->heard, self->n, now, &terms, alarms);
  return alarms;
}

/* As the server does: a look as each complaint comes, from @from on. Returns: alarms in all. */
static GPtrArray *
look_on (const Centre *self, gint64 from)
{
  GPtrArray *alarms = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_case_alike_free);

  for (guint i = 0; i < self->n; i++)
    if (self->heard[i].came >= from)
      fw_case_alike_look (self->heard, self->n, self->heard[i].came, &terms, alarms);
  return alarms;
}

/* ---- chance ---- */

/* The rate is one of many, weighed by what it explains: Jeffreys' prior and the counts before. */
static double
integrate_chance (guint n, guint before, guint windows)
{
  double whole = 0, tail = 0;

  for (double x = 5e-4; x < 6; x += 1e-3) /* x² is the rate: no edge at 0 */
    {
      const double rate = x * x;
      const double weight = exp (before * log (rate) - windows * rate); /* rate^-½ goes into dx */
      double term = exp (-rate), above = 0;

      for (guint k = 0; k < n + 200; k++)
        {
          above += k < n ? 0 : term;
          term *= rate / (k + 1);
        }
      whole += weight;
      tail += weight * above;
    }
  return tail / whole;
}

static void
test_chance (void)
{
  static const guint cases[][3] = {
    { 5, 0, 20 }, { 5, 3, 40 }, { 8, 60, 90 }, { 3, 1, 1 }, { 12, 300, 300 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const double found = fw_case_alike_chance (cases[i][0], cases[i][1], cases[i][2]);
      const double wanted = integrate_chance (cases[i][0], cases[i][1], cases[i][2]);

      g_assert_cmpfloat (fabs (found - wanted), <, 1e-3 * wanted);
    }
  g_assert_cmpfloat (fw_case_alike_chance (0, 3, 9), ==, 1);
  g_assert_cmpfloat (fw_case_alike_chance (9, 0, 0), ==, 1);
  g_assert_cmpfloat (fw_case_alike_chance (1000, 0, 1000), <, 1e-300);
}

/* ---- what is raised ---- */

static void
test_storm (void)
{
  g_autofree Centre *centre = centre_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (GPtrArray) alarms = NULL;
  const FwCaseAlike *alarm;

  hear_days (centre, random, 30, 3);
  for (guint i = 0; i < 6; i++)
    hear (centre, NOW + i * 60 * G_USEC_PER_SEC, "product", i % 2 ? " Hub" : "hub ",
          i == 3 ? "" : NULL);
  alarms = look (centre, NOW + HOUR / 2);
  g_assert_cmpuint (alarms->len, ==, 1);
  alarm = alarms->pdata[0];
  g_assert_cmpint (alarm->by, ==, FW_CASE_ALIKE_PRODUCT);
  g_assert_cmpstr (alarm->cause, ==, "product");
  g_assert_cmpstr (alarm->key, ==, "hub ");
  g_assert_cmpuint (alarm->ids->len, ==, 6);
  g_assert_cmpint (alarm->last - alarm->first, ==, 300 * G_USEC_PER_SEC);
  g_assert_cmpfloat (alarm->usual, <, 0.1);

  /* The same storm goes on: the same alarm, no other. */
  for (guint i = 0; i < 4; i++)
    hear (centre, NOW + HOUR / 2 + i * HOUR / 2, "product", "Hub", NULL);
  for (guint i = 0; i < 4; i++)
    fw_case_alike_look (centre->heard, centre->n, NOW + HOUR / 2 + i * HOUR / 2, &terms, alarms);
  g_assert_cmpuint (alarms->len, ==, 1);
  g_assert_cmpuint (alarm->ids->len, ==, 10);
  g_assert_cmpint (alarm->last, ==, NOW + 2 * HOUR);

  /* Quiet for longer than the window: what comes then is another one. */
  for (guint i = 0; i < 5; i++)
    hear (centre, NOW + 5 * HOUR + i, "product", "Hub", NULL);
  fw_case_alike_look (centre->heard, centre->n, NOW + 5 * HOUR + 9, &terms, alarms);
  g_assert_cmpuint (alarms->len, ==, 2);
  g_assert_cmpuint (alarm->ids->len, ==, 10);
}

static void
test_quiet (void)
{
  g_autofree Centre *centre = centre_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (6);
  g_autoptr (GPtrArray) few = NULL, usual = NULL, young = NULL, nothing = look (centre, NOW),
                        apart = NULL;

  g_assert_cmpuint (nothing->len, ==, 0);
  /* In a new centre nobody knows what is usual: the number decides. */
  for (guint i = 0; i < 5; i++)
    hear (centre, NOW + i, "logistics", NULL, "App 3.1");
  young = look (centre, NOW + 9);
  g_assert_cmpuint (young->len, ==, 1);
  g_assert_cmpint (((FwCaseAlike *) young->pdata[0])->by, ==, FW_CASE_ALIKE_DEVICE);
  g_assert_true (isnan (((FwCaseAlike *) young->pdata[0])->usual));
  /* The first of them is an hour old by now. */
  few = look (centre, NOW + HOUR);
  g_assert_cmpuint (few->len, ==, 0);

  centre->n = 0;
  hear_days (centre, random, 20, 60);
  usual = look (centre, NOW); /* some five an hour of each group */
  g_assert_cmpuint (usual->len, ==, 0);
  for (guint i = 0; i < 4; i++)
    hear (centre, NOW + i, "attitude", "Hub", NULL);
  apart = look (centre, NOW + 9);
  g_assert_cmpuint (apart->len, ==, 0);
}

/* Cause alone, where neither product nor device is the same. */
static void
test_cause (void)
{
  g_autofree Centre *centre = centre_new ();
  g_autoptr (GPtrArray) alarms = NULL;

  for (guint i = 0; i < 6; i++)
    hear (centre, NOW + i, "logistics", NULL, NULL);
  for (guint i = 0; i < 6; i++)
    hear (centre, NOW + i, NULL, NULL, NULL); /* nothing is known of them */
  alarms = look (centre, NOW + 9);
  g_assert_cmpuint (alarms->len, ==, 1);
  g_assert_cmpint (((FwCaseAlike *) alarms->pdata[0])->by, ==, FW_CASE_ALIKE_CAUSE);
  g_assert_null (((FwCaseAlike *) alarms->pdata[0])->key);
}

static void
test_import (void)
{
  g_autofree Centre *centre = centre_new ();
  g_autoptr (GPtrArray) many = NULL, some = NULL;

  for (guint i = 0; i < 51; i++)
    hear (centre, NOW, "product", "Hub", NULL);
  many = look (centre, NOW + 1);
  g_assert_cmpuint (many->len, ==, 0);
  centre->n = 50;
  some = look (centre, NOW + 1);
  g_assert_cmpuint (some->len, ==, 1);
}

/* ---- a second way, and any order ---- */

static void
shuffle (Centre *centre, GRand *random)
{
  for (guint i = centre->n; i > 1; i--)
    {
      const guint j = (guint) g_rand_int_range (random, 0, (gint32) i);
      const FwCaseHeard kept = centre->heard[j];

      centre->heard[j] = centre->heard[i - 1];
      centre->heard[i - 1] = kept;
    }
}

static void
test_order (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint round = 0; round < 20; round++)
    {
      g_autofree Centre *centre = centre_new ();
      g_autoptr (GPtrArray) first = NULL, second = NULL;

      hear_days (centre, random, 10, 4);
      for (guint i = 0; i < 12; i++)
        hear (centre, NOW - (gint64) i * 90 * G_USEC_PER_SEC, i % 3 ? "product" : "attitude",
              i % 2 ? "Hub" : NULL, i % 4 ? "App" : NULL);
      first = look (centre, NOW);
      shuffle (centre, random);
      second = look (centre, NOW);
      g_assert_cmpuint (first->len, ==, second->len);
      g_assert_cmpuint (first->len, >, 0);
      for (guint i = 0; i < first->len; i++)
        {
          const FwCaseAlike *one = first->pdata[i], *other = second->pdata[i];

          g_assert_cmpint (one->by, ==, other->by);
          g_assert_cmpint (one->first, ==, other->first);
          g_assert_cmpuint (one->ids->len, ==, other->ids->len);
          g_assert_cmpuint (one->ids->len, >=, terms.least);
          for (guint k = 0; k < one->ids->len; k++)
            g_assert_cmpstr (one->ids->pdata[k], ==, other->ids->pdata[k]);
        }
    }
}

/* ---- simulated truth ---- */

/* Centres in which nothing happens, from 1 to 20 complaints an hour, watched for the last five of
 * 20 days. */
static void
test_false_alarms (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (8);
  guint found = 0, days = 0;

  for (guint round = 0; round < 24; round++)
    {
      static const double rates[] = { 1, 3, 9, 20 };
      g_autofree Centre *centre = centre_new ();
      g_autoptr (GPtrArray) alarms = NULL;

      hear_days (centre, random, 20, rates[round % 4]);
      alarms = look_on (centre, NOW - 5 * G_TIME_SPAN_DAY);
      found += alarms->len;
      days += 5;
    }
  g_test_message ("%u false alarms in %u days", found, days);
  g_assert_cmpuint (days, ==, 120);
  g_assert_cmpuint (found, <=, 4); /* one in a month */
}

/* Ten more than usual within an hour, of a product that is usual: it is found in nine of ten. */
static void
test_power (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (9);
  guint found = 0;
  const guint rounds = 60;

  for (guint round = 0; round < rounds; round++)
    {
      g_autofree Centre *centre = centre_new ();
      g_autoptr (GPtrArray) alarms = NULL;

      hear_days (centre, random, 20, 6);
      for (guint i = 0; i < 10; i++)
        hear (centre, NOW + (gint64) (g_rand_double (random) * HOUR * 0.9), "product", "Router",
              NULL);
      alarms = look (centre, NOW + (gint64) (HOUR * 0.9));
      found +=
          alarms->len == 1 && g_strcmp0 (((FwCaseAlike *) alarms->pdata[0])->key, "Router") == 0;
    }
  g_test_message ("%u of %u found", found, rounds);
  g_assert_cmpuint (found * 10, >=, rounds * 9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-alike/chance", test_chance);
  g_test_add_func ("/case-alike/storm", test_storm);
  g_test_add_func ("/case-alike/quiet", test_quiet);
  g_test_add_func ("/case-alike/cause", test_cause);
  g_test_add_func ("/case-alike/import", test_import);
  g_test_add_func ("/case-alike/order", test_order);
  g_test_add_func ("/case-alike/false-alarms", test_false_alarms);
  g_test_add_func ("/case-alike/power", test_power);
  return g_test_run ();
}
