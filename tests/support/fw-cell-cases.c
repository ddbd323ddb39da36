/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-cell-cases.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_ELEMENTS 9

typedef struct
{
  GRand *random;
  guint n; /* attributes */
  guint cards[FW_CELLS_MOST_ATTRIBUTES];
  const char *const *names;
  guint32 elements[MOST_ELEMENTS][FW_CELLS_MOST_ATTRIBUTES]; /* FW_CELLS_ANY where it is free */
  double severities[MOST_ELEMENTS];
  guint n_elements;
} Case;

static const char *const plain_names[] = { "a", "b", "c", "d", "e" };
static const char *const centre_names[] = { "team", "shift", "product", "channel", "tenure" };

static double
draw_normal (GRand *random)
{
  double u = 1 - g_rand_double (random), v = g_rand_double (random);

  return sqrt (-2 * log (u)) * cos (2 * G_PI * v);
}

static double
draw_between (GRand *random, double low, double high)
{
  return low + (high - low) * g_rand_double (random);
}

static double
draw_poisson (GRand *random, double mean)
{
  double product = 1, limit = exp (-mean);
  guint count = 0;

  if (mean > 50)
    return MAX (0, rint (mean + sqrt (mean) * draw_normal (random)));
  while ((product *= g_rand_double (random)) > limit)
    count++;
  return count;
}

static double
draw_binomial (GRand *random, double n, double p)
{
  guint count = 0;

  if (n * p * (1 - p) > 50)
    return CLAMP (rint (n * p + sqrt (n * p * (1 - p)) * draw_normal (random)), 0, n);
  for (guint i = 0; i < (guint) n; i++)
    count += g_rand_double (random) < p;
  return count;
}

/* ---- causes ---- */

static gboolean
overlaps (const guint32 *x, const guint32 *y, guint n)
{
  for (guint i = 0; i < n; i++)
    if (x[i] != FW_CELLS_ANY && y[i] != FW_CELLS_ANY && x[i] != y[i])
      return FALSE;
  return TRUE;
}

/* An element of the attributes in @mask that has no leaf in common with those before. */
static void
plant (Case *self, guint mask, double severity)
{
  guint32 *element = self->elements[self->n_elements];

  for (guint tries = 0; tries < 200; tries++)
    {
      gboolean free_of_others = TRUE;

      for (guint i = 0; i < self->n; i++)
        element[i] = (mask >> i & 1) != 0
                         ? (guint32) g_rand_int_range (self->random, 0, (gint32) self->cards[i])
                         : FW_CELLS_ANY;
      for (guint k = 0; k < self->n_elements; k++)
        free_of_others = free_of_others && !overlaps (element, self->elements[k], self->n);
      if (free_of_others)
        {
          self->severities[self->n_elements++] = severity;
          return;
        }
    }
}

static guint
draw_mask (Case *self, guint layers)
{
  guint mask;

  do
    mask = (guint) g_rand_int_range (self->random, 1, 1 << self->n);
  while ((guint) __builtin_popcount (mask) != layers);
  return mask;
}

static int
find_element (const Case *self, const guint32 *codes)
{
  for (guint k = 0; k < self->n_elements; k++)
    if (overlaps (codes, self->elements[k], self->n))
      return (int) k;
  return -1;
}

/* ---- tables ---- */

static FwCells *
start_cells (const Case *self, FwCellsForm form)
{
  FwCells *cells = fw_cells_new (form, self->n);

  for (guint i = 0; i < self->n; i++)
    {
      fw_cells_set_attribute (cells, i, self->names[i], self->cards[i]);
      for (guint code = 0; code < self->cards[i]; code++)
        {
          g_autofree char *name = g_strdup_printf ("%s%u", self->names[i], code + 1);

          fw_cells_set_value_name (cells, i, code, name);
        }
    }
  return cells;
}

static gboolean
step (const Case *self, guint32 *codes)
{
  for (guint i = self->n; i > 0; i--)
    {
      if (++codes[i - 1] < self->cards[i - 1])
        return TRUE;
      codes[i - 1] = 0;
    }
  return FALSE;
}

/* Skewed amounts with relative noise on either side of the comparison; a cause takes a share off
 * its leaves on one side. */
static FwCells *
make_amounts (Case *self)
{
  GRand *random = self->random;
  double shape = draw_between (random, 0.5, 1), noise = draw_between (random, 0, 0.25);
  double absent = draw_between (random, 0, 0.25);
  gboolean fell = g_rand_boolean (random);
  FwCells *cells = start_cells (self, FW_CELLS_ADDITIVE);
  guint32 codes[FW_CELLS_MOST_ATTRIBUTES] = { 0 };

  if (self->n == 4)
    noise = draw_between (random, 0, 0.1);
  do
    {
      double value = 100 * pow (-log (1 - g_rand_double (random)), 1 / shape);
      double other = value * (1 + noise * draw_normal (random));
      int element = find_element (self, codes);
      FwCellSums now = { 0 }, then = { 0 };

      if (g_rand_double (random) < absent && element < 0)
        continue;
      now.sum = value;
      then.sum = other;
      if (g_rand_boolean (random))
        {
          now.sum = other;
          then.sum = value;
        }
      if (element >= 0)
        {
          double *hit = fell ? &now.sum : &then.sum;

          *hit = MAX (0, *hit * (1 - self->severities[element] - 0.05 * draw_normal (random)));
        }
      fw_cells_add (cells, codes, &now, &then);
    }
  while (step (self, codes));
  return cells;
}

typedef struct
{
  double rate;   /* log odds, or log seconds */
  double volume; /* a day */
} Leaf;

static void
draw_leaf (const Case *self, double effects[5][16], const guint32 *codes, Leaf *leaf)
{
  leaf->rate = 1.5;
  for (guint i = 0; i < self->n; i++)
    leaf->rate += effects[i][codes[i]];
  leaf->rate += 0.15 * draw_normal (self->random);
  leaf->volume = exp (1.1 + 0.8 * draw_normal (self->random));
}

#define DAYS 20

static void
fill_rate (GRand *random,
           const Leaf *leaf,
           double volume,
           double shift,
           double rho,
           FwCellSums *now,
           FwCellSums *then)
{
  double p = 1 / (1 + exp (-leaf->rate)), q = 1 / (1 + exp (-leaf->rate + shift));

  then->n = draw_poisson (random, leaf->volume * DAYS);
  then->sum = draw_binomial (random, then->n, p) / DAYS;
  then->n /= DAYS;
  now->n = draw_poisson (random, volume);
  q = CLAMP (q + sqrt (rho * q * (1 - q)) * draw_normal (random), 0, 1);
  now->sum = draw_binomial (random, now->n, q);
}

static void
add_times (GRand *random, double middle, double n, FwCellSums *sums)
{
  sums->n = n;
  for (guint i = 0; i < (guint) n; i++)
    {
      double seconds = exp (middle + 0.7 * draw_normal (random));

      sums->sum += seconds;
      sums->squares += seconds * seconds;
    }
}

/* Centres of 6,000, 20,000 or 60,000 contacts, whose dimensions differ more or less among each
 * other, with leaves that nobody ever called, and trials that come in bursts or do not. */
static FwCells *
make_wide_centre (Case *self, double total, gboolean mix)
{
  static const double rhos[] = { 0, 0.002, 0.01 };
  GRand *random = self->random;
  FwCells *cells = start_cells (self, FW_CELLS_RATIO);
  double effects[5][16], shares[5][16];
  double rho = rhos[g_rand_int_range (random, 0, 3)], absent = draw_between (random, 0.1, 0.5);
  double base = draw_between (random, -0.5, 2.2), leaves = 1;
  guint32 codes[FW_CELLS_MOST_ATTRIBUTES] = { 0 };
  guint32 decoy[FW_CELLS_MOST_ATTRIBUTES];
  guint mask = draw_mask (self, (guint) g_rand_int_range (random, 1, 3));

  for (guint i = 0; i < 5; i++)
    {
      double spread = draw_between (random, 0.1, 0.6);

      decoy[i] = mix && (mask >> i & 1) != 0
                     ? (guint32) g_rand_int_range (random, 0, (gint32) self->cards[i])
                     : FW_CELLS_ANY;

      leaves *= self->cards[i];
      for (guint k = 0; k < 16; k++)
        {
          effects[i][k] = spread * draw_normal (random);
          shares[i][k] = 0.5 * draw_normal (random);
        }
    }
  do
    {
      FwCellSums now = { 0 }, then = { 0 };
      int element = find_element (self, codes);
      double factor = mix && overlaps (codes, decoy, self->n) ? 2.5 : 1;
      Leaf leaf = { base + 0.15 * draw_normal (random), 0.8 * draw_normal (random) };

      for (guint i = 0; i < self->n; i++)
        {
          leaf.rate += effects[i][codes[i]];
          leaf.volume += shares[i][codes[i]];
        }
      leaf.volume = total / leaves * exp (leaf.volume - 0.95);
      if (g_rand_double (random) < absent)
        continue;
      fill_rate (random, &leaf, leaf.volume * factor, element >= 0 ? self->severities[element] : 0,
                 rho, &now, &then);
      if (now.n + then.n > 0)
        fw_cells_add (cells, codes, &now, &then);
    }
  while (step (self, codes));
  fw_cells_set_periods (cells, DAYS);
  return cells;
}

static FwCells *
make_centre (Case *self, gboolean means, gboolean mix)
{
  GRand *random = self->random;
  FwCells *cells = start_cells (self, means ? FW_CELLS_MEAN : FW_CELLS_RATIO);
  double effects[5][16], rho = g_rand_boolean (random) ? 0.01 : 0;
  guint32 codes[FW_CELLS_MOST_ATTRIBUTES] = { 0 };
  guint decoy = (guint) g_rand_int_range (random, 1, 5),
        value = (guint) g_rand_int_range (random, 0, 3);

  for (guint i = 0; i < 5; i++)
    for (guint k = 0; k < 16; k++)
      effects[i][k] = 0.3 * draw_normal (random);
  do
    {
      FwCellSums now = { 0 }, then = { 0 };
      int element = find_element (self, codes);
      double shift = element >= 0 ? self->severities[element] : 0;
      double factor = mix && codes[decoy] == value ? 2.5 : 1;
      Leaf leaf;

      draw_leaf (self, effects, codes, &leaf);
      if (means)
        {
          add_times (random, 4 + leaf.rate / 4, draw_poisson (random, leaf.volume * 3), &then);
          add_times (random, 4 + leaf.rate / 4 + shift / 3,
                     draw_poisson (random, leaf.volume * factor), &now);
        }
      else
        fill_rate (random, &leaf, leaf.volume * factor, shift, rho, &now, &then);
      if (now.n + then.n > 0)
        fw_cells_add (cells, codes, &now, &then);
    }
  while (step (self, codes));
  if (!means)
    fw_cells_set_periods (cells, DAYS);
  return cells;
}

/* ---- kinds ---- */

static const struct
{
  const char *name;
  guint n;
  guint cards[5];
} kinds[FW_N_CELL_CASES] = {
  { "large", 4, { 10, 24, 10, 15 } },           { "deep", 5, { 10, 12, 10, 8, 5 } },
  { "large, small", 4, { 6, 12, 6, 8 } },       { "deep, small", 5, { 7, 9, 7, 6, 5 } },
  { "rates", 5, { 12, 3, 6, 4, 4 } },           { "rates and a mix", 5, { 12, 3, 6, 4, 4 } },
  { "mix alone", 5, { 12, 3, 6, 4, 4 } },       { "nothing", 5, { 12, 3, 6, 4, 4 } },
  { "wide, several", 5, { 12, 3, 6, 4, 4 } },   { "wide, and a mix", 5, { 12, 3, 6, 4, 4 } },
  { "wide, mix alone", 5, { 12, 3, 6, 4, 4 } }, { "wide, nothing", 5, { 12, 3, 6, 4, 4 } },
  { "means", 5, { 12, 3, 6, 4, 4 } },           { "means, nothing", 5, { 12, 3, 6, 4, 4 } },
};

const char *
fw_cell_case_get_name (FwCellCase kind)
{
  return kinds[kind].name;
}

static void
plant_groups (Case *self)
{
  guint groups = (guint) g_rand_int_range (self->random, 1, 4);

  for (guint g = 0; g < groups; g++)
    {
      guint layers = (guint) g_rand_int_range (self->random, 1, (gint32) self->n + 1);
      guint mask = draw_mask (self, layers), n = (guint) g_rand_int_range (self->random, 1, 4);
      double severity = draw_between (self->random, 0.3, 1);

      while (n-- > 0)
        plant (self, mask, severity);
    }
}

/* A cause that somebody who knew the place could tell from chance: by five standard errors of its
 * own contacts or more, where a third of all leaves is absent and two in ten contacts fail. */
static void
plant_material (Case *self, double total)
{
  double severity, contacts;
  guint mask;

  do
    {
      mask = draw_mask (self, (guint) g_rand_int_range (self->random, 1, 4));
      severity = draw_between (self->random, 0.65, 1.7);
      contacts = total * 0.67;
      for (guint i = 0; i < self->n; i++)
        if ((mask >> i & 1) != 0)
          contacts /= self->cards[i];
    }
  while (contacts * 0.16 * severity * severity < 25);
  plant (self, mask, severity);
}

static FwCells *
make_wide_case (Case *self, FwCellCase kind)
{
  static const double totals[] = { 6000, 20000, 60000 };
  double total = totals[g_rand_int_range (self->random, 0, 3)];
  guint n = kind == FW_CELL_CASE_WIDE_SEVERAL ? (guint) g_rand_int_range (self->random, 2, 4)
            : kind == FW_CELL_CASE_WIDE_DECOY ? 1
                                              : 0;

  while (n-- > 0)
    plant_material (self, total);
  return make_wide_centre (self, total,
                           kind == FW_CELL_CASE_WIDE_DECOY || kind == FW_CELL_CASE_WIDE_MIX);
}

static FwCells *
make_case (Case *self, FwCellCase kind)
{
  guint n = (guint) g_rand_int_range (self->random, 1, 6);
  gboolean quiet =
      kind == FW_CELL_CASE_MIX || kind == FW_CELL_CASE_NOTHING || kind == FW_CELL_CASE_MEAN_NOTHING;

  if (kind == FW_CELL_CASE_LARGE || kind == FW_CELL_CASE_LARGE_SMALL)
    {
      while (n-- > 0)
        plant (self, (1u << self->n) - 1, draw_between (self->random, 0.5, 1));
      return make_amounts (self);
    }
  if (kind == FW_CELL_CASE_DEEP || kind == FW_CELL_CASE_DEEP_SMALL)
    {
      plant_groups (self);
      return make_amounts (self);
    }
  if (kind >= FW_CELL_CASE_WIDE_SEVERAL && kind <= FW_CELL_CASE_WIDE_NOTHING)
    return make_wide_case (self, kind);
  for (guint i = 0; !quiet && i < (n + 1) / 2; i++)
    plant (self, draw_mask (self, (guint) g_rand_int_range (self->random, 1, 3)),
           draw_between (self->random, 0.8, 1.6));
  return make_centre (self, kind == FW_CELL_CASE_MEAN || kind == FW_CELL_CASE_MEAN_NOTHING,
                      kind == FW_CELL_CASE_RATE_DECOY || kind == FW_CELL_CASE_MIX);
}

FwCells *
fw_cell_case_new (FwCellCase kind, guint32 seed, char **truth)
{
  Case self = { .random = g_rand_new_with_seed (seed), .n = kinds[kind].n };
  GString *text = g_string_new (NULL);
  FwCells *cells;

  memcpy (self.cards, kinds[kind].cards, sizeof kinds[kind].cards);
  self.names = kind < FW_CELL_CASE_RATE ? plain_names : centre_names;
  cells = make_case (&self, kind);
  for (guint i = 0; i < self.n_elements; i++)
    {
      if (i > 0)
        g_string_append_c (text, ';');
      fw_cells_format_set (cells, self.elements[i], text);
    }
  *truth = g_string_free (text, FALSE);
  g_rand_free (self.random);
  return cells;
}

/* ---- score ---- */

static int
compare_strings (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Each element with its pairs in order, so that equal sets are equal texts. */
static GPtrArray *
split_set (const char *set)
{
  GPtrArray *elements = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit (set, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) pairs = g_strsplit (parts[i], "&", -1);

      if (parts[i][0] == '\0')
        continue;
      qsort (pairs, g_strv_length (pairs), sizeof *pairs, compare_strings);
      g_ptr_array_add (elements, g_strjoinv ("&", pairs));
    }
  return elements;
}

void
fw_cell_score_add (FwCellScore *self, const char *truth, const char *found)
{
  g_autoptr (GPtrArray) wanted = split_set (truth), got = split_set (found);
  guint hits = 0;

  for (guint i = 0; i < got->len; i++)
    if (g_ptr_array_find_with_equal_func (wanted, got->pdata[i], g_str_equal, NULL))
      hits++;
  self->hits += hits;
  self->false_alarms += got->len - hits;
  self->misses += wanted->len - hits;
}

double
fw_cell_score_get_f1 (const FwCellScore *self)
{
  return 2.0 * self->hits / MAX (1, 2 * self->hits + self->false_alarms + self->misses);
}
