/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-case-alike.h"

#include <math.h>

#define SURPRISE 1e-5
#define LEAST_WINDOWS 20
#define MOST_AT_ONCE 50
#define HISTORY (FW_CASE_ALIKE_DAYS * G_TIME_SPAN_DAY)

const char *const fw_case_alike_names[FW_N_CASE_ALIKE] = { "product", "device", "cause" };

/* What is looked at: complaints up to the moment, without those that were brought in together. */
typedef struct
{
  const FwCaseHeard *heard;
  char *keys[FW_N_CASE_ALIKE]; /* the groups that it belongs to; NULL: not asked for yet */
  gboolean taken;              /* it is in an alarm */
} Seen;

typedef struct
{
  GArray *seen; /* Seen, by when they came */
  guint first;  /* of those within the window */
  gint64 now;
  const FwCaseAlikeTerms *terms;
} Look;

typedef struct
{
  FwCaseAlikeBy by;
  const char *key; /* borrowed of a Seen */
  guint n;
  double chance, usual;
} Candidate;

FwCaseAlike *
fw_case_alike_new (FwCaseAlikeBy by,
                   const char *site,
                   const char *cause,
                   const char *key,
                   gint64 first,
                   gint64 last)
{
  FwCaseAlike *self;

  g_return_val_if_fail (by < FW_N_CASE_ALIKE, NULL);

  self = g_new0 (FwCaseAlike, 1);
  self->by = by;
  self->site = g_strdup (site);
  self->cause = g_strdup (cause);
  self->key = g_strdup (key);
  self->first = first;
  self->last = last;
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->usual = NAN;
  return self;
}

void
fw_case_alike_free (FwCaseAlike *self)
{
  if (self == NULL)
    return;

  g_free (self->site);
  g_free (self->cause);
  g_free (self->key);
  g_ptr_array_unref (self->ids);
  g_free (self);
}

/* ---- chance ---- */

double
fw_case_alike_chance (guint n, guint before, guint windows)
{
  const double shape = before + 0.5,
               next = 1.0 / (windows + 1.0); /* the share of one window more */
  double term, sum;

  if (n == 0 || windows == 0)
    return 1;
  term = exp (lgamma (n + shape) - lgamma (shape) - lgamma (n + 1.0) + shape * log1p (-next) +
              n * log (next));
  sum = term;
  for (double x = n; term > sum * 1e-12; x++)
    {
      term *= (x + shape) / (x + 1) * next;
      sum += term;
    }
  return MIN (sum, 1);
}

/* ---- groups ---- */

/* Written by people: capitals and spaces around make no other product. Empty: it is not said. */
static char *
make_key (FwCaseAlikeBy by, const char *site, const char *cause, const char *what)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (what != NULL ? what : ""));
  g_autofree char *folded = g_utf8_casefold (trimmed, -1);

  if (by == FW_CASE_ALIKE_CAUSE ? cause == NULL : *folded == '\0')
    return g_strdup ("");
  return g_strdup_printf ("%d\n%s\n%s\n%s", by, site != NULL ? site : "",
                          cause != NULL ? cause : "", folded);
}

static const char *
get_what (const FwCaseHeard *heard, FwCaseAlikeBy by)
{
  return by == FW_CASE_ALIKE_PRODUCT  ? heard->product
         : by == FW_CASE_ALIKE_DEVICE ? heard->device
                                      : NULL;
}

static const char *
get_key (Seen *seen, FwCaseAlikeBy by)
{
  if (seen->keys[by] == NULL)
    seen->keys[by] =
        make_key (by, seen->heard->site, seen->heard->cause, get_what (seen->heard, by));
  return seen->keys[by];
}

static void
clear_seen (gpointer data)
{
  Seen *seen = data;

  for (guint by = 0; by < FW_N_CASE_ALIKE; by++)
    g_free (seen->keys[by]);
}

gint
fw_case_heard_compare (gconstpointer a, gconstpointer b)
{
  const FwCaseHeard *x = a, *y = b;

  if (x->came != y->came)
    return x->came < y->came ? -1 : 1;
  return g_strcmp0 (x->id, y->id);
}

static gint
compare_seen (gconstpointer a, gconstpointer b)
{
  return fw_case_heard_compare (((const Seen *) a)->heard, ((const Seen *) b)->heard);
}

static gboolean
came_together (const GArray *seen, guint first, guint *end)
{
  const gint64 came = g_array_index (seen, Seen, first).heard->came;

  *end = first + 1;
  while (*end < seen->len && g_array_index (seen, Seen, *end).heard->came == came)
    (*end)++;
  return *end - first > MOST_AT_ONCE;
}

static gboolean
is_in_order (const GArray *seen)
{
  for (guint i = 1; i < seen->len; i++)
    if (compare_seen (&g_array_index (seen, Seen, i - 1), &g_array_index (seen, Seen, i)) > 0)
      return FALSE;
  return TRUE;
}

static GArray *
list_seen (const FwCaseHeard *heard, guint n, gint64 from, gint64 now)
{
  g_autoptr (GArray) all = g_array_sized_new (FALSE, TRUE, sizeof (Seen), n);
  GArray *seen = g_array_sized_new (FALSE, TRUE, sizeof (Seen), n);
  guint end;

  for (guint i = 0; i < n; i++)
    {
      const Seen each = { .heard = &heard[i] };

      if (heard[i].came > from && heard[i].came <= now)
        g_array_append_val (all, each);
    }
  if (!is_in_order (all))
    g_array_sort (all, compare_seen);
  for (guint i = 0; i < all->len; i = end)
    if (!came_together (all, i, &end))
      g_array_append_vals (seen, &g_array_index (all, Seen, i), end - i);
  g_array_set_clear_func (seen, clear_seen);
  return seen;
}

/* ---- those that there are ---- */

static gboolean
holds (const FwCaseAlike *alarm, const char *id)
{
  for (guint i = 0; i < alarm->ids->len; i++)
    if (g_str_equal (alarm->ids->pdata[i], id))
      return TRUE;
  return FALSE;
}

/* One that was noted before belongs to it, though it may be told otherwise now. */
static void
take_held (Look *look, FwCaseAlike *alarm)
{
  g_autofree char *key = make_key (alarm->by, alarm->site, alarm->cause, alarm->key);

  for (guint i = 0; i < look->seen->len; i++)
    {
      Seen *seen = &g_array_index (look->seen, Seen, i);
      const FwCaseHeard *heard = seen->heard;

      if (seen->taken || heard->came < alarm->first)
        continue;
      if (holds (alarm, heard->id))
        seen->taken = TRUE;
      else if (g_str_equal (get_key (seen, alarm->by), key) &&
               heard->came - alarm->last < look->terms->window)
        {
          seen->taken = TRUE;
          alarm->last = MAX (alarm->last, heard->came);
          g_ptr_array_add (alarm->ids, g_strdup (heard->id));
        }
    }
}

/* ---- new ones ---- */

static guint
count_of (const Look *look, FwCaseAlikeBy by, const char *key)
{
  guint n = 0;

  for (guint i = look->first; i < look->seen->len; i++)
    {
      Seen *seen = &g_array_index (look->seen, Seen, i);

      n += !seen->taken && g_str_equal (get_key (seen, by), key);
    }
  return n;
}

/* What came before the window: of the group, and the windows of the site with anything at all.
 * @of: one of the group. */
static void
weigh (const Look *look, const FwCaseHeard *of, Candidate *candidate)
{
  const gint64 window = look->terms->window;
  gint64 last = -1;
  guint before = 0, windows = 0;

  for (guint i = 0; i < look->first; i++)
    {
      Seen *seen = &g_array_index (look->seen, Seen, i);
      const gint64 back = (look->now - seen->heard->came) / window;

      if (g_strcmp0 (seen->heard->site, of->site) != 0)
        continue;
      windows += back != last;
      last = back;
      before += g_strcmp0 (seen->heard->cause, of->cause) == 0 &&
                (candidate->by == FW_CASE_ALIKE_CAUSE ||
                 g_str_equal (get_key (seen, candidate->by), candidate->key));
    }
  candidate->chance =
      windows < LEAST_WINDOWS ? 0 : fw_case_alike_chance (candidate->n, before, windows);
  candidate->usual = windows < LEAST_WINDOWS ? NAN : (double) before / windows;
}

static gboolean
is_better (const Candidate *one, const Candidate *other)
{
  if (other->key == NULL)
    return TRUE;
  if (one->chance < other->chance || one->chance > other->chance)
    return one->chance < other->chance;
  if (one->n != other->n)
    return one->n > other->n;
  return one->by != other->by ? one->by < other->by : g_strcmp0 (one->key, other->key) < 0;
}

static Candidate
find_best (const Look *look)
{
  Candidate best = { .key = NULL };
  g_autoptr (GHashTable) met = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = look->first; i < look->seen->len; i++)
    {
      Seen *seen = &g_array_index (look->seen, Seen, i);

      for (guint by = 0; !seen->taken && by < FW_N_CASE_ALIKE; by++)
        {
          Candidate each = { .by = (FwCaseAlikeBy) by, .key = get_key (seen, (FwCaseAlikeBy) by) };

          if (*each.key == '\0' || !g_hash_table_add (met, (gpointer) each.key) ||
              (each.n = count_of (look, each.by, each.key)) < look->terms->least)
            continue;
          weigh (look, seen->heard, &each);
          if (each.chance < SURPRISE && is_better (&each, &best))
            best = each;
        }
    }
  return best;
}

static FwCaseAlike *
raise_alarm (Look *look, const Candidate *candidate)
{
  FwCaseAlike *alarm = NULL;

  for (guint i = look->first; i < look->seen->len; i++)
    {
      Seen *seen = &g_array_index (look->seen, Seen, i);
      const FwCaseHeard *heard = seen->heard;

      if (seen->taken || !g_str_equal (get_key (seen, candidate->by), candidate->key))
        continue;
      if (alarm == NULL)
        alarm = fw_case_alike_new (candidate->by, heard->site, heard->cause,
                                   get_what (heard, candidate->by), heard->came, heard->came);
      alarm->last = heard->came;
      g_ptr_array_add (alarm->ids, g_strdup (heard->id));
      seen->taken = TRUE;
    }
  alarm->usual = candidate->usual;
  return alarm;
}

void
fw_case_alike_look (
    const FwCaseHeard *heard, guint n, gint64 now, const FwCaseAlikeTerms *terms, GPtrArray *alarms)
{
  Look look = { .now = now, .terms = terms };
  g_autoptr (GArray) seen = NULL;
  Candidate best;

  g_return_if_fail (heard != NULL || n == 0);
  g_return_if_fail (terms != NULL && terms->window > 0 && terms->least > 1);
  g_return_if_fail (alarms != NULL);

  seen = list_seen (heard, n, now - terms->window - HISTORY, now);
  look.seen = seen;
  while (look.first < seen->len &&
         g_array_index (seen, Seen, look.first).heard->came <= now - terms->window)
    look.first++;
  for (guint i = 0; i < alarms->len; i++)
    take_held (&look, alarms->pdata[i]);
  while ((best = find_best (&look)).key != NULL)
    g_ptr_array_add (alarms, raise_alarm (&look, &best));
}
