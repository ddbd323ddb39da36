/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-tabulate-private.h"

#include <string.h>

#include "core/fw-error.h"

#define DIGIT_BITS 11
#define DIGITS (1u << DIGIT_BITS)

typedef struct
{
  const FwTallyRule *rule;
  guint32 *lut; /* by both bytes: n | (sum + 128) << 8 | squares << 16; 0: adds nothing */
  FwQuery *ranges;
  guint n_ranges;
  const FwTabulateSide *sides;
  FwTabulateTable *plans;
  guint n_plans;
  const FwTabulateFilter *filters;
  FwDerivedTable *filter_tables;
  guint n_filters;
  guint64 n_rows;
  gboolean too_large;
  /* The present block: rows that add something, and what. */
  guint32 rows[FW_BLOCK_ROWS];
  guint32 adds[FW_BLOCK_ROWS];
  guint32 values[FW_BLOCK_ROWS]; /* ms */
  guint64 squares[FW_BLOCK_ROWS];
  guint n;
} Tabulate;

/* ---- what rows add ---- */

static guint32
pack_add (FwTally tally)
{
  if (tally.n == 0 && tally.sum == 0)
    return 0;
  return (guint32) (tally.n | (guint64) (tally.sum + 128) << 8 | tally.squares << 16);
}

static guint32 *
make_lut (const FwTallyRule *rule)
{
  guint n = rule->second != FW_N_COLUMNS || rule->waits ? 65536 : 256;
  guint32 *lut = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    lut[i] = pack_add (rule->read (i & 255, i >> 8));
  return lut;
}

/* The second byte of the rule in this segment, NULL where it is 0 throughout or does not matter. */
static const guint8 *
get_second (const FwTallyRule *rule, const FwSegment *segment)
{
  FwColumnName name = rule->waits && segment->n_wait_unknown > 0 ? FW_COLUMN_NPS : rule->second;

  return name == FW_N_COLUMNS ? NULL : segment->columns[name].data;
}

/* What rows of this segment state in place of their bytes, NULL where none does. */
static const guint32 *
get_stated (const FwTallyRule *rule, const FwSegment *segment)
{
  if (rule->stated == FW_TALLY_STATED_NOTHING)
    return NULL;
  return segment
      ->columns[rule->stated == FW_TALLY_STATED_REPLY ? FW_COLUMN_REPLY : FW_COLUMN_CLOSED]
      .data;
}

static guint32
restate (const FwTallyRule *rule, guint32 stated, guint32 add)
{
  if (rule->stated == FW_TALLY_STATED_CLOSED)
    return stated != 0 ? add : 0;
  if (stated == 0)
    return add;
  return stated == 1 ? 0 : pack_add ((FwTally){ .n = 1, .sum = (stated & FW_REPLY_IN_TIME) != 0 });
}

static void
choose_rows (Tabulate *self, const FwPassIter *iter)
{
  const FwSegment *segment = iter->pass->segment;
  const guint8 *first = segment->columns[self->rule->first].data;
  const guint8 *second = get_second (self->rule, segment);
  const guint32 *stated = get_stated (self->rule, segment);
  guint n = 0;

  self->n_rows += iter->n;
#define EACH(row_of)                                                                               \
  for (guint i = 0; i < iter->n; i++)                                                              \
    {                                                                                              \
      guint32 row = iter->row + (row_of);                                                          \
      guint32 add = self->lut[first[row] | (second != NULL ? (guint) second[row] << 8 : 0)];       \
                                                                                                   \
      if (stated != NULL)                                                                          \
        add = restate (self->rule, stated[row], add);                                              \
      self->rows[n] = row;                                                                         \
      self->adds[n] = add;                                                                         \
      n += add != 0;                                                                               \
    }
  if (first == NULL || (stated == NULL && self->rule->stated == FW_TALLY_STATED_CLOSED))
    n = 0;
  else if (iter->all)
    EACH (i)
  else
    EACH (iter->selection[i])
#undef EACH

  for (guint f = 0; f < self->n_filters; f++)
    {
      guint8 levels[FW_BLOCK_ROWS];
      guint left = 0;

      fw_derived_table_read (&self->filter_tables[f], self->rows, n, levels);
      for (guint i = 0; i < n; i++)
        {
          self->rows[left] = self->rows[i];
          self->adds[left] = self->adds[i];
          left += self->filters[f].allow[levels[i]] != 0;
        }
      n = left;
    }
  self->n = n;
}

static void
read_values (Tabulate *self, const FwSegment *segment)
{
  const FwTallyRule *rule = self->rule;
  const guint32 *values = segment->columns[rule->value].data;
  const guint32 *stated = get_stated (rule, segment);

  for (guint i = 0; i < self->n; i++)
    self->values[i] = values[self->rows[i]];
  if (rule->stated == FW_TALLY_STATED_CLOSED)
    {
      for (guint i = 0; i < self->n; i++)
        {
          guint64 seconds = ((guint64) self->values[i] + 499) / 1000;

          self->values[i]--;
          self->squares[i] = seconds * seconds;
        }
      return;
    }
  for (guint i = 0; stated != NULL && i < self->n; i++)
    if (stated[self->rows[i]] != 0)
      self->values[i] = (stated[self->rows[i]] & ~FW_REPLY_IN_TIME) - 2;
  for (guint i = 0; i < self->n; i++)
    self->squares[i] = fw_sums_square (self->values[i]);
}

/* ---- where they add it ---- */

static void
add_term (const FwTabulateTerm *term, const guint32 *rows, guint n, guint64 *keys)
{
  const FwCodes codes = term->codes;
  const guint64 stride = term->stride;

#define EACH(type)                                                                                 \
  for (guint i = 0; i < n; i++)                                                                    \
    keys[i] += term->lut[((const type *) codes.data)[rows[i]] >> codes.shift & codes.mask] * stride;
  if (term->table != NULL)
    {
      guint8 levels[FW_BLOCK_ROWS];

      fw_derived_table_read (term->table, rows, n, levels);
      for (guint i = 0; i < n; i++)
        keys[i] += levels[i] * stride;
    }
  else if (codes.width == 1)
    EACH (guint8)
  else
    EACH (guint16)
#undef EACH
}

static void
grow_places (Tabulate *self, FwTabulateTable *plan)
{
  guint n = MAX (1024, plan->n_allocated * 2), old = plan->n_allocated;

  plan->keys = g_renew (guint64, plan->keys, n);
  for (guint side = 0; side < FW_TABULATE_SIDES; side++)
    if (self->rule->form == FW_TALLY_MEAN)
      {
        plan->tallies[side] = g_renew (FwTally, plan->tallies[side], n);
        memset (plan->tallies[side] + old, 0, (n - old) * sizeof (FwTally));
      }
    else
      {
        plan->packed[side] = g_renew (guint64, plan->packed[side], n);
        memset (plan->packed[side] + old, 0, (n - old) * sizeof (guint64));
      }
  plan->n_allocated = n;
}

static void
intern_keys (Tabulate *self, FwTabulateTable *plan, guint n, guint64 *keys)
{
  for (guint i = 0; i < n; i++)
    {
      guint32 place = fw_table_find (&plan->numbers, keys[i]);

      if (place == FW_TABLE_NONE && plan->n_places < plan->most_places)
        {
          if (plan->n_places == plan->n_allocated)
            grow_places (self, plan);
          place = plan->n_places++;
          plan->keys[place] = keys[i];
          fw_table_set (&plan->numbers, keys[i], place);
        }
      else if (place == FW_TABLE_NONE)
        {
          self->too_large = TRUE;
          place = 0;
        }
      keys[i] = place;
    }
}

static void
count_packed (const Tabulate *self, guint64 *packed, const guint64 *keys)
{
  for (guint i = 0; i < self->n; i++)
    {
      guint32 add = self->adds[i];

      packed[keys[i]] += (add & 255) | (guint64) ((add >> 8 & 255) - 128) << 32;
    }
}

static void
count_values (const Tabulate *self, FwTally *tallies, const guint64 *keys)
{
  for (guint i = 0; i < self->n; i++)
    {
      FwTally *tally = &tallies[keys[i]];

      tally->n++;
      tally->sum += self->values[i];
      tally->squares += self->squares[i];
    }
}

static void
count_points (const Tabulate *self, FwTally *tallies, const guint64 *keys)
{
  for (guint i = 0; i < self->n; i++)
    {
      FwTally *tally = &tallies[keys[i]];
      guint32 add = self->adds[i];

      tally->n += add & 255;
      tally->sum += (gint) (add >> 8 & 255) - 128;
      tally->squares += add >> 16;
    }
}

/* All rows into one place: none waits for what the row before it has written. */
static void
count_together (const Tabulate *self, FwTabulateTable *plan, guint side)
{
  FwTally tally = { 0 };

  if (self->rule->form == FW_TALLY_MEAN && self->rule->value != FW_N_COLUMNS)
    {
      for (guint i = 0; i < self->n; i++)
        {
          tally.sum += self->values[i];
          tally.squares += self->squares[i];
        }
      tally.n = self->n;
    }
  else
    for (guint i = 0; i < self->n; i++)
      {
        guint32 add = self->adds[i];

        tally.n += add & 255;
        tally.sum += (gint) (add >> 8 & 255) - 128;
        tally.squares += add >> 16;
      }

  if (self->rule->form == FW_TALLY_MEAN)
    fw_tally_add (&plan->tallies[side][plan->base], &tally);
  else
    plan->packed[side][plan->base] += tally.n + ((guint64) tally.sum << 32);
}

static void
count_block (Tabulate *self, FwTabulateTable *plan, guint side)
{
  guint64 keys[FW_BLOCK_ROWS];

  if (plan->n_terms == 0 && !plan->sparse)
    {
      count_together (self, plan, side);
      return;
    }
  for (guint i = 0; i < self->n; i++)
    keys[i] = plan->base;
  for (guint i = 0; i < plan->n_terms; i++)
    add_term (&plan->terms[i], self->rows, self->n, keys);
  if (plan->sparse)
    intern_keys (self, plan, self->n, keys);

  if (self->rule->form != FW_TALLY_MEAN)
    count_packed (self, plan->packed[side], keys);
  else if (self->rule->value != FW_N_COLUMNS)
    count_values (self, plan->tallies[side], keys);
  else
    count_points (self, plan->tallies[side], keys);
}

static void
tabulate_segment (
    Tabulate *self, FwQuery *range, const FwCubeQuery *query, const FwSegment *segment, guint side)
{
  FwPass pass = { .level = FW_CUBE_CORE };
  FwPassIter iter;

  if (!fw_query_prepare (range, segment, &pass))
    return;
  if (self->rule->ages)
    {
      gint64 border = query->now - query->repeat_window - segment->from;

      border = border / 1000 - (border % 1000 < 0 ? 1 : 0);
      if (border < 0)
        return;
      pass.last = (guint32) MIN (pass.last, border);
      if (pass.first > pass.last)
        return;
    }

  for (guint i = 0; i < self->n_plans; i++)
    fw_tabulate_table_enter (&self->plans[i], segment);
  for (guint i = 0; i < self->n_filters; i++)
    fw_derived_table_fill (&self->filter_tables[i], self->filters[i].derived, segment);

  fw_pass_iter_init (&iter, &pass);
  while (fw_pass_iter_next (&iter))
    {
      choose_rows (self, &iter);
      if (self->rule->value != FW_N_COLUMNS && self->n > 0)
        read_values (self, segment);
      for (guint i = 0; i < self->n_plans; i++)
        count_block (self, &self->plans[i], side);
    }
}

/* ---- the answer ---- */

static FwTally
get_tally (const Tabulate *self, const FwTabulateTable *plan, guint side, guint64 place)
{
  if (self->rule->form == FW_TALLY_MEAN)
    return plan->tallies[side][place];
  return (FwTally){ .n = (guint32) plan->packed[side][place],
                    .sum = (gint64) (plan->packed[side][place] >> 32) };
}

static gboolean
is_empty (const Tabulate *self, const FwTabulateTable *plan, guint64 place)
{
  for (guint side = 0; side < FW_TABULATE_SIDES; side++)
    if (self->rule->form == FW_TALLY_MEAN ? plan->tallies[side][place].n > 0
                                          : plan->packed[side][place] != 0)
      return FALSE;
  return TRUE;
}

typedef struct
{
  guint64 key;
  guint32 place;
} Keyed;

/* By their keys, which are below @n_keys: 11 bits at a time, the lowest first. */
static void
sort_places (guint32 *places, guint n, const guint64 *keys, guint64 n_keys)
{
  g_autofree Keyed *from = g_new (Keyed, MAX (n, 1));
  g_autofree Keyed *to = g_new (Keyed, MAX (n, 1));
  g_autofree guint32 *at = g_new (guint32, DIGITS);

  for (guint i = 0; i < n; i++)
    from[i] = (Keyed){ keys[places[i]], places[i] };
  for (guint shift = 0; shift < 64 && (n_keys - 1) >> shift > 0; shift += DIGIT_BITS)
    {
      guint32 sum = 0;
      Keyed *sorted = to;

      memset (at, 0, DIGITS * sizeof *at);
      for (guint i = 0; i < n; i++)
        at[from[i].key >> shift & (DIGITS - 1)]++;
      for (guint digit = 0; digit < DIGITS; digit++)
        {
          guint32 count = at[digit];

          at[digit] = sum;
          sum += count;
        }
      for (guint i = 0; i < n; i++)
        to[at[from[i].key >> shift & (DIGITS - 1)]++] = from[i];
      to = from;
      from = sorted;
    }
  for (guint i = 0; i < n; i++)
    places[i] = from[i].place;
}

static guint
count_used (const Tabulate *self, const FwTabulateTable *plan)
{
  guint64 n = plan->sparse ? plan->n_places : plan->n_keys;
  guint used = 0;

  for (guint64 i = 0; i < n; i++)
    used += !is_empty (self, plan, i);
  return used;
}

/* Returns: the places that hold anything, by key. */
static guint32 *
list_places (const Tabulate *self, const FwTabulateTable *plan, guint *n_places)
{
  guint64 n = plan->sparse ? plan->n_places : plan->n_keys;
  guint32 *places = g_new (guint32, MAX (count_used (self, plan), 1));
  guint count = 0;

  for (guint64 i = 0; i < n; i++)
    if (!is_empty (self, plan, i))
      places[count++] = (guint32) i;
  if (plan->sparse)
    sort_places (places, count, plan->keys, plan->n_keys);

  *n_places = count;
  return places;
}

static FwTabulation *
make_tabulation (const Tabulate *self, const FwTabulateTable *plan)
{
  FwTabulation *table = g_new0 (FwTabulation, 1);
  g_autofree guint32 *places = list_places (self, plan, &table->n_leaves);

  table->n_axes = plan->n_axes;
  table->n_rows = self->n_rows;
  table->codes = g_new (guint16, MAX ((gsize) table->n_leaves * plan->n_axes, 1));
  for (guint side = 0; side < FW_TABULATE_SIDES; side++)
    table->sides[side] = g_new (FwTally, MAX (table->n_leaves, 1));

  for (guint leaf = 0; leaf < table->n_leaves; leaf++)
    {
      guint64 key = plan->sparse ? plan->keys[places[leaf]] : places[leaf];

      for (guint i = 0; i < plan->n_axes; i++)
        {
          const FwTabulateRange *axis = &plan->axes[i];

          table->codes[(gsize) leaf * plan->n_axes + i] =
              (guint16) (axis->low + key / axis->stride % axis->size);
        }
      for (guint side = 0; side < FW_TABULATE_SIDES; side++)
        {
          table->sides[side][leaf] = get_tally (self, plan, side, places[leaf]);
          fw_tally_add (&table->totals[side], &table->sides[side][leaf]);
        }
    }
  return table;
}

/* ---- all of it ---- */

static void
init_ranges (Tabulate *self, FwCube *cube)
{
  guint r = 0;

  for (guint side = 0; side < FW_TABULATE_SIDES; side++)
    self->n_ranges += self->sides[side].n_queries;
  self->ranges = g_new0 (FwQuery, MAX (self->n_ranges, 1));
  for (guint side = 0; side < FW_TABULATE_SIDES; side++)
    for (guint i = 0; i < self->sides[side].n_queries; i++)
      fw_query_init (&self->ranges[r++], cube, &self->sides[side].queries[i]);
}

/* A dense table is found to have too many only when all is counted. */
static gboolean
is_too_large (const Tabulate *self)
{
  for (guint i = 0; i < self->n_plans; i++)
    if (!self->plans[i].sparse && self->plans[i].n_keys > self->plans[i].most_places &&
        count_used (self, &self->plans[i]) > self->plans[i].most_places)
      return TRUE;
  return self->too_large;
}

static gboolean
run (Tabulate *self, GCancellable *cancellable, GError **error)
{
  guint r = 0;

  for (guint side = 0; side < FW_TABULATE_SIDES; side++)
    for (guint i = 0; i < self->sides[side].n_queries; i++, r++)
      for (guint s = 0; s < self->ranges[r].segments->len && !self->too_large; s++)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          tabulate_segment (self, &self->ranges[r], &self->sides[side].queries[i],
                            g_ptr_array_index (self->ranges[r].segments, s), side);
        }
  return TRUE;
}

static void
clear (Tabulate *self)
{
  for (guint i = 0; i < self->n_plans; i++)
    fw_tabulate_table_clear (&self->plans[i]);
  for (guint i = 0; i < self->n_ranges; i++)
    fw_query_clear (&self->ranges[i]);
  for (guint i = 0; i < self->n_filters; i++)
    fw_derived_table_clear (&self->filter_tables[i]);
  g_free (self->filter_tables);
  g_free (self->plans);
  g_free (self->ranges);
  g_free (self->lut);
}

GPtrArray *
fw_cube_tabulate (FwCube *self,
                  const FwTallyRule *rule,
                  const FwTabulateSide sides[FW_TABULATE_SIDES],
                  const FwTabulatePlan *plans,
                  guint n_plans,
                  const FwTabulateFilter *filters,
                  guint n_filters,
                  GCancellable *cancellable,
                  GError **error)
{
  Tabulate tabulate = { .rule = rule, .sides = sides, .filters = filters, .n_filters = n_filters };
  GPtrArray *tables = NULL;
  gboolean done = TRUE;

  g_return_val_if_fail (self != NULL && rule != NULL && sides != NULL && plans != NULL, NULL);

  tabulate.lut = make_lut (rule);
  tabulate.filter_tables = g_new0 (FwDerivedTable, MAX (n_filters, 1));
  tabulate.plans = g_new0 (FwTabulateTable, MAX (n_plans, 1));
  init_ranges (&tabulate, self);
  for (; tabulate.n_plans < n_plans && done; tabulate.n_plans++)
    done = fw_tabulate_table_lay_out (&tabulate.plans[tabulate.n_plans], &plans[tabulate.n_plans],
                                      rule->form, tabulate.ranges, tabulate.n_ranges);
  tabulate.too_large = !done;
  done = done && run (&tabulate, cancellable, error);
  tabulate.too_large = tabulate.too_large || (done && is_too_large (&tabulate));
  if (tabulate.too_large)
    g_set_error_literal (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                         "the attributes searched have too many combinations: ask about fewer "
                         "days, one team or queue, or fewer attributes");
  else if (done)
    {
      tables = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_tabulation_free);
      for (guint i = 0; i < n_plans; i++)
        g_ptr_array_add (tables, make_tabulation (&tabulate, &tabulate.plans[i]));
    }
  clear (&tabulate);
  return tables;
}
