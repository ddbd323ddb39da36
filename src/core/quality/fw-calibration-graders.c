/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How severe graders are, and whether they grow so. */
#include <math.h>

#include "core/calendar/fw-zone.h"
#include "core/quality/fw-calibration.h"
#include "core/statistics/fw-linear.h"
#include "core/statistics/fw-rater-effects.h"

#define WEEK 7
/* Of two who differ nobody knows which is off. */
#define LEAST_GRADERS 3

/* Sheets of contacts that two graders or more scored, contacts and graders numbered anew. */
typedef struct
{
  FwMark *marks;
  double *weeks; /* by mark: from the middle of all */
  guint n, n_contacts, n_graders;
  guint *grader; /* by new number: the old one */
} Common;

static void
clear_common (Common *self)
{
  g_free (self->marks);
  g_free (self->weeks);
  g_free (self->grader);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Common, clear_common)

static guint
number (guint *numbers, guint at, guint *n)
{
  if (numbers[at] == G_MAXUINT)
    numbers[at] = (*n)++;
  return numbers[at];
}

static guint *
make_numbers (guint n)
{
  guint *numbers = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    numbers[i] = G_MAXUINT;
  return numbers;
}

/* @takes: by grader (nullable): everybody. Contacts that are left with one sheet drop out. */
static void
gather (Common *self, const FwSheet *sheets, guint n_sheets, guint n_graders, const gboolean *takes)
{
  guint contacts = 0;
  g_autofree guint *counts = NULL, *contact = NULL, *grader = make_numbers (n_graders);
  double sum = 0;

  for (guint i = 0; i < n_sheets; i++)
    contacts = MAX (contacts, sheets[i].contact + 1);
  counts = g_new0 (guint, contacts + 1);
  contact = make_numbers (contacts);
#define TAKES(sheet) (!isnan ((sheet)->total) && (takes == NULL || takes[(sheet)->grader]))
  for (guint i = 0; i < n_sheets; i++)
    counts[sheets[i].contact] += TAKES (&sheets[i]);
  self->marks = g_new (FwMark, n_sheets + 1);
  self->weeks = g_new (double, n_sheets + 1);
  self->grader = g_new (guint, n_graders + 1);
  for (guint i = 0; i < n_sheets; i++)
    {
      const FwSheet *sheet = &sheets[i];

      if (!TAKES (sheet) || counts[sheet->contact] < 2)
        continue;
      self->weeks[self->n] = sheet->day / (double) WEEK;
      sum += self->weeks[self->n];
      self->marks[self->n++] =
          (FwMark){ number (contact, sheet->contact, &self->n_contacts),
                    number (grader, sheet->grader, &self->n_graders), sheet->total };
      self->grader[grader[sheet->grader]] = sheet->grader;
    }
#undef TAKES
  for (guint i = 0; i < self->n; i++)
    self->weeks[i] -= sum / self->n;
}

/* ---- against the middle one ---- */

/* Values of some graders with their covariances. */
typedef struct
{
  guint n;
  double *values;
  double *covariance; /* n × n, of the values themselves */
  guint freedom;
} Estimates;

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* One or two of them: whose mean is the median. */
static void
find_middle (const Estimates *self, double *weights)
{
  g_autofree double *sorted = g_memdup2 (self->values, sizeof (double) * self->n);
  double low, high;
  gboolean left[2] = { TRUE, self->n % 2 == 0 };

  qsort (sorted, self->n, sizeof (double), compare_doubles);
  low = sorted[(self->n - 1) / 2];
  high = sorted[self->n / 2];
  for (guint i = 0; i < self->n; i++)
    {
      weights[i] = 0;
      if (left[0] && self->values[i] <= low && self->values[i] >= low)
        left[0] = FALSE;
      else if (left[1] && self->values[i] <= high && self->values[i] >= high)
        left[1] = FALSE;
      else
        continue;
      weights[i] = self->n % 2 == 0 ? 0.5 : 1;
    }
}

/* The middle one itself is known no better than anybody: its error is that against the mean. */
static double
find_error (const Estimates *self, const double *middle, guint grader)
{
  double variance = 0;

  for (guint i = 0; i < self->n; i++)
    for (guint k = 0; k < self->n; k++)
      {
        const double mean = 1.0 / self->n;
        const gboolean is_middle = middle[grader] >= 1;
        const double a = (i == grader) - (is_middle ? mean : middle[i]),
                     b = (k == grader) - (is_middle ? mean : middle[k]);

        variance += a * b * self->covariance[(gsize) i * self->n + k];
      }
  return sqrt (MAX (0, variance));
}

/* How much farther off one of @n must be than one alone, of the normal distribution. */
static double
widen (guint n)
{
  const double alone = 1.959963984540054;
  double low = alone, high = 10;

  for (guint i = 0; i < 60; i++)
    {
      const double middle = (low + high) / 2;

      if (erfc (middle / G_SQRT2) > 0.05 / n)
        low = middle;
      else
        high = middle;
    }
  return n > 1 ? low / alone : 1;
}

/* @least: below which nobody is named. */
static void
judge (FwGraderFigure *figure, double half, double least, guint n)
{
  figure->interval = (FwInterval){ figure->value - half, figure->value + half };
  if (n < LEAST_GRADERS)
    figure->verdict = FW_GRADER_CANNOT_TELL;
  else if (fabs (figure->value) < least || fabs (figure->value) <= half * widen (n))
    figure->verdict = FW_GRADER_FAIR;
  else
    figure->verdict = figure->value < 0 ? FW_GRADER_SEVERE : FW_GRADER_LENIENT;
}

/* @leasts: by grader. */
static void
hold_against_middle (const Estimates *self, const double *leasts, FwGraderFigure *figures)
{
  g_autofree double *middle = g_new (double, self->n + 1);
  const double quantile = fw_student_quantile_95 (self->freedom);
  double reference = 0;

  find_middle (self, middle);
  for (guint i = 0; i < self->n; i++)
    reference += middle[i] * self->values[i];
  for (guint i = 0; i < self->n; i++)
    {
      figures[i].value = self->values[i] - reference;
      if (self->freedom > 0)
        judge (&figures[i], quantile * find_error (self, middle, i), leasts[i], self->n);
    }
}

/* ---- the parts ---- */

/* The marks of one part of @self. */
static void
take_part (Common *part, const Common *self, const FwRaterEffects *whole, guint number_of_part)
{
  g_autofree guint *contact = make_numbers (self->n_contacts),
                   *grader = make_numbers (self->n_graders);

  part->marks = g_new (FwMark, self->n + 1);
  part->weeks = g_new (double, self->n + 1);
  part->grader = g_new (guint, self->n_graders + 1);
  for (guint i = 0; i < self->n; i++)
    {
      const FwMark *mark = &self->marks[i];

      if (whole->rater_part[mark->rater] != number_of_part)
        continue;
      part->weeks[part->n] = self->weeks[i];
      part->marks[part->n++] =
          (FwMark){ number (contact, mark->person, &part->n_contacts),
                    number (grader, mark->rater, &part->n_graders), mark->value };
      part->grader[grader[mark->rater]] = self->grader[mark->rater];
    }
}

typedef void (*PartFunc) (const Common *part, guint number_of_part, FwGraderFigures *figures);

static void
each_part (const Common *self, PartFunc func, FwGraderFigures *figures)
{
  g_autoptr (FwRaterEffects) whole =
      self->n > 0 ? fw_rater_effects_find (self->marks, self->n, self->n_contacts, self->n_graders)
                  : NULL;

  for (guint i = 0; whole != NULL && i < whole->n_components; i++)
    {
      g_auto (Common) part = { NULL };

      take_part (&part, self, whole, i);
      func (&part, i, figures);
    }
}

/* ---- severity ---- */

static gboolean
has_enough (const FwGraderFigures *figures)
{
  return figures->n >= FW_CALIBRATION_LEAST_CONTACTS;
}

static void
put_figures (const Common *part,
             const FwGraderFigure *found,
             gboolean drift,
             FwGraderFigures *figures)
{
  for (guint i = 0; i < part->n_graders; i++)
    {
      FwGraderFigures *one = &figures[part->grader[i]];
      FwGraderFigure *figure = drift ? &one->drift : &one->severity;

      *figure = found[i];
      if (!has_enough (one))
        figure->verdict = FW_GRADER_CANNOT_TELL;
    }
}

static void
find_severity (const Common *part, guint number_of_part, FwGraderFigures *figures)
{
  g_autoptr (FwRaterEffects) effects =
      fw_rater_effects_find (part->marks, part->n, part->n_contacts, part->n_graders);
  const guint n = part->n_graders;
  g_autofree FwGraderFigure *found = g_new0 (FwGraderFigure, n + 1);
  g_autofree double *leasts = g_new (double, n + 1);
  g_autofree double *covariance = g_new (double, (gsize) n *n + 1);
  Estimates estimates = { n, effects->effect, covariance, effects->freedom };

  for (guint i = 0; i < n; i++)
    {
      found[i].interval = (FwInterval){ NAN, NAN };
      leasts[i] = FW_CALIBRATION_LEAST_POINTS;
      figures[part->grader[i]].part = number_of_part;
    }
  for (guint i = 0; i < part->n; i++)
    figures[part->grader[part->marks[i].rater]].n++;
  if (effects->covariance == NULL)
    return;
  for (gsize i = 0; i < (gsize) n * n; i++)
    covariance[i] = effects->residual * effects->residual * effects->covariance[i];
  hold_against_middle (&estimates, leasts, found);
  put_figures (part, found, FALSE, figures);
}

/* ---- drift ---- */

/* Contacts are eliminated: each sheet stands as it differs from the mean of its contact's. Columns
 * are graders, then their slopes. Levels of all graders and slopes of all are told from contacts by
 * nothing; adding one to every element of each block makes both sum to 0. */
typedef struct
{
  guint columns;
  double *system;
  double *right;
  double *rows; /* mark by mark */
  double *apart;
} Slopes;

static void
clear_slopes (Slopes *self)
{
  g_free (self->system);
  g_free (self->right);
  g_free (self->rows);
  g_free (self->apart);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Slopes, clear_slopes)

static void
fill_rows (Slopes *self, const Common *part)
{
  const guint c = self->columns, n = part->n_graders;
  g_autofree double *means = g_new0 (double, (gsize) part->n_contacts *(c + 1));
  g_autofree guint *counts = g_new0 (guint, part->n_contacts + 1);

  for (guint i = 0; i < part->n; i++)
    {
      const FwMark *mark = &part->marks[i];
      double *row = self->rows + (gsize) i * c, *mean = means + (gsize) mark->person * (c + 1);

      row[mark->rater] = 1;
      row[n + mark->rater] = part->weeks[i];
      self->apart[i] = mark->value;
      counts[mark->person]++;
      for (guint k = 0; k < c; k++)
        mean[k] += row[k];
      mean[c] += mark->value;
    }
  for (guint i = 0; i < part->n; i++)
    {
      const guint contact = part->marks[i].person;
      const double *mean = means + (gsize) contact * (c + 1);

      for (guint k = 0; k < c; k++)
        self->rows[(gsize) i * c + k] -= mean[k] / counts[contact];
      self->apart[i] -= mean[c] / counts[contact];
    }
}

static void
fill_system (Slopes *self, const Common *part)
{
  const guint c = self->columns, n = part->n_graders;

  for (guint a = 0; a < c; a++)
    for (guint b = 0; b < c; b++)
      self->system[(gsize) a * c + b] = (a < n) == (b < n);
  for (guint i = 0; i < part->n; i++)
    {
      const double *row = self->rows + (gsize) i * c;

      for (guint a = 0; a < c; a++)
        {
          self->right[a] += row[a] * self->apart[i];
          for (guint b = 0; b < c; b++)
            self->system[(gsize) a * c + b] += row[a] * row[b];
        }
    }
}

/* Of a system that hangs together by rounding alone the last pivots are next to nothing. */
static gboolean
factor (Slopes *self)
{
  double most = 0, least = INFINITY;

  if (!fw_linear_factor (self->system, self->columns, NULL))
    return FALSE;
  for (guint i = 0; i < self->columns; i++)
    {
      const double pivot = self->system[(gsize) i * self->columns + i];

      most = MAX (most, pivot);
      least = MIN (least, pivot);
    }
  return least > 1e-6 * most;
}

static double
sum_residuals (const Slopes *self, const Common *part)
{
  double sum = 0;

  for (guint i = 0; i < part->n; i++)
    {
      double apart = self->apart[i];

      for (guint k = 0; k < self->columns; k++)
        apart -= self->rows[(gsize) i * self->columns + k] * self->right[k];
      sum += apart * apart;
    }
  return sum;
}

/* Covariances of the slopes: of the inverse their block, less what was added. */
static void
find_covariance (const Slopes *self, guint n, double variance, double *covariance)
{
  g_autofree double *column = g_new (double, self->columns + 1);

  for (guint a = 0; a < n; a++)
    {
      for (guint k = 0; k < self->columns; k++)
        column[k] = k == n + a;
      fw_linear_solve (self->system, self->columns, column);
      for (guint b = 0; b < n; b++)
        covariance[(gsize) a * n + b] = variance * (column[n + b] - 1.0 / ((double) n * n));
    }
}

static double
find_span (const Common *part, guint grader)
{
  double low = INFINITY, high = -INFINITY;

  for (guint i = 0; i < part->n; i++)
    if (part->marks[i].rater == grader)
      {
        low = MIN (low, part->weeks[i]);
        high = MAX (high, part->weeks[i]);
      }
  return high - low;
}

static void
find_drift (const Common *part, guint number_of_part, FwGraderFigures *figures)
{
  const guint n = part->n_graders, c = 2 * n;
  g_auto (Slopes) slopes = { .columns = c };
  g_autofree double *covariance = g_new (double, (gsize) n *n + 1);
  g_autofree double *leasts = g_new (double, n + 1);
  g_autofree FwGraderFigure *found = g_new0 (FwGraderFigure, n + 1);
  Estimates estimates = { .n = n, .covariance = covariance };

  if (n < 2 || part->n + 2 <= part->n_contacts + c)
    return;
  slopes.system = g_new (double, (gsize) c *c);
  slopes.right = g_new0 (double, c);
  slopes.rows = g_new0 (double, (gsize) part->n *c);
  slopes.apart = g_new (double, part->n);
  fill_rows (&slopes, part);
  fill_system (&slopes, part);
  if (!factor (&slopes))
    return;
  fw_linear_solve (slopes.system, c, slopes.right);
  estimates.freedom = part->n + 2 - part->n_contacts - c;
  estimates.values = slopes.right + n;
  find_covariance (&slopes, n, sum_residuals (&slopes, part) / estimates.freedom, covariance);
  for (guint i = 0; i < n; i++)
    leasts[i] = FW_CALIBRATION_LEAST_POINTS / MAX (find_span (part, i), 1);
  hold_against_middle (&estimates, leasts, found);
  put_figures (part, found, TRUE, figures);
}

/* ---- all of it ---- */

static int
compare_uints (gconstpointer a, gconstpointer b)
{
  const guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return (x > y) - (x < y);
}

/* In how many weeks each was. */
static void
count_weeks (const FwSheet *sheets, guint n_sheets, FwGraderFigures *figures)
{
  g_autofree guint64 *seen = g_new (guint64, n_sheets + 1);

  for (guint i = 0; i < n_sheets; i++)
    seen[i] = (guint64) sheets[i].grader << 32 |
              (guint32) (sheets[i].day - (gint32) fw_zone_get_weekday (sheets[i].day));
  qsort (seen, n_sheets, sizeof (guint64), compare_uints);
  for (guint i = 0; i < n_sheets; i++)
    figures[seen[i] >> 32].weeks += i == 0 || seen[i] != seen[i - 1];
}

void
fw_calibration_find_graders (const FwSheet *sheets,
                             guint n_sheets,
                             guint n_graders,
                             FwGraderFigures *figures)
{
  static const FwGraderFigure unknown = { NAN, { NAN, NAN }, FW_GRADER_CANNOT_TELL };
  g_auto (Common) all = { NULL }, long_enough = { NULL };
  g_autofree gboolean *takes = g_new0 (gboolean, n_graders + 1);

  g_return_if_fail (n_sheets == 0 || sheets != NULL);
  g_return_if_fail (n_graders == 0 || figures != NULL);

  for (guint i = 0; i < n_graders; i++)
    figures[i] = (FwGraderFigures){ .part = G_MAXUINT, .severity = unknown, .drift = unknown };
  gather (&all, sheets, n_sheets, n_graders, NULL);
  each_part (&all, find_severity, figures);
  count_weeks (sheets, n_sheets, figures);
  for (guint i = 0; i < n_graders; i++)
    takes[i] = has_enough (&figures[i]) && figures[i].weeks >= FW_CALIBRATION_LEAST_WEEKS;
  gather (&long_enough, sheets, n_sheets, n_graders, takes);
  each_part (&long_enough, find_drift, figures);
}
