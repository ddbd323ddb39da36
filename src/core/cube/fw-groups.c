/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-groups.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DENSE 262144 /* keys: 60 MB of sums at the very most, nearly all of it untouched */
#define ALWAYS_DENSE 8192
#define MAX_IN_PLACE 1024 /* groups that are counted where the answer holds them */

void
fw_axis_measure (FwAxis *axis, const FwQuery *range)
{
  guint low = G_MAXUINT16, high = 0;

  for (guint i = 0; i < range->segments->len; i++)
    {
      const FwSegment *segment = g_ptr_array_index (range->segments, i);
      gboolean is_site = axis->dimension == FW_DIMENSION_SITE;

      low = MIN (low, is_site ? segment->key.site : segment->low[axis->dimension]);
      high = MAX (high, is_site ? segment->key.site : segment->high[axis->dimension]);
    }

  axis->low = MIN (low, high);
  axis->size = high - axis->low + 1;
}

gboolean
fw_groups_init (FwGroups *self, const FwQuery *range, const FwCubeQuery *query)
{
  guint64 n_rows = 0;

  memset (self, 0, sizeof *self);
  self->bucket = query->bucket;
  self->n_axes = query->n_by;
  self->most = query->most_groups != 0 ? query->most_groups : FW_GROUPS_MAX;
  self->inner = 1;
  fw_groups_list_starts (self, range);

  for (gint i = (gint) self->n_axes - 1; i >= 0; i--)
    {
      self->axes[i].dimension = query->by[i];
      fw_axis_measure (&self->axes[i], range);
      self->axes[i].stride = self->inner;
      if (__builtin_mul_overflow (self->inner, self->axes[i].size, &self->inner))
        return FALSE;
    }
  if (__builtin_mul_overflow (self->inner, self->starts->len, &self->n_keys))
    return FALSE;

  for (guint i = 0; i < range->segments->len; i++)
    n_rows += ((const FwSegment *) g_ptr_array_index (range->segments, i))->n_rows;
  /* Dense groups beyond what the answer may have would be memory that is filled only to be thrown
   * away. */
  self->sparse = self->n_keys > MIN (MAX_DENSE, MAX (ALWAYS_DENSE, self->most)) ||
                 (self->n_keys > ALWAYS_DENSE && self->n_keys > 2 * n_rows);
  if (!self->sparse)
    {
      self->n_groups = (guint) self->n_keys;
      if (self->n_groups <= MAX_IN_PLACE)
        {
          self->array = g_array_sized_new (FALSE, TRUE, sizeof (FwCubeGroup), self->n_groups);
          g_array_set_size (self->array, self->n_groups);
          self->groups = (FwCubeGroup *) self->array->data;
        }
      else
        self->groups = g_new0 (FwCubeGroup, self->n_groups);
    }
  else
    fw_groups_intern (self, G_MAXUINT64); /* number 0 takes what is too many */

  return TRUE;
}

void
fw_groups_clear (FwGroups *self)
{
  g_clear_pointer (&self->starts, g_array_unref);
  if (self->array == NULL)
    g_free (self->groups);
  g_clear_pointer (&self->array, g_array_unref);
  g_free (self->keys);
  fw_table_clear (&self->numbers);
}

guint32
fw_groups_intern (FwGroups *self, guint64 key)
{
  guint32 number = fw_table_find (&self->numbers, key);

  if (number != FW_TABLE_NONE)
    return number;
  if (self->n_groups > self->most)
    {
      self->overflown = TRUE;
      return 0;
    }

  if (self->n_groups == self->n_allocated)
    {
      self->n_allocated = MAX (1024, MIN (self->n_allocated * 2, self->most + 1));
      self->groups = g_renew (FwCubeGroup, self->groups, self->n_allocated);
      self->keys = g_renew (guint64, self->keys, self->n_allocated);
    }
  memset (&self->groups[self->n_groups], 0, sizeof *self->groups);
  self->keys[self->n_groups] = key;
  fw_table_set (&self->numbers, key, self->n_groups);
  return self->n_groups++;
}

static gboolean
is_empty (const FwCubeGroup *group)
{
  const FwSums *sums = &group->sums;

  return sums->offered == 0 &&
         (sums->unknown | sums->busy_ms | sums->ready_ms | sums->paused_ms) == 0;
}

static void
set_key (const FwGroups *self, guint64 key, FwCubeGroup *group)
{
  group->bucket = g_array_index (self->starts, gint64, key / self->inner);
  key %= self->inner;
  for (guint i = 0; i < self->n_axes; i++)
    {
      group->codes[i] = (guint16) (self->axes[i].low + key / self->axes[i].stride);
      key %= self->axes[i].stride;
    }
}

/* An answer while its groups are written; they may be the very ones that are read. */
typedef struct
{
  FwCubeAnswer *answer;
  FwCubeLevel level;
  FwCubeGroup *groups;
  guint n;
} Writer;

static void
add_group (Writer *writer, const FwCubeGroup *key, FwCubeGroup *counted)
{
  FwCubeGroup *group = &writer->groups[writer->n++];

  if (writer->level == FW_CUBE_CORE)
    fw_sums_add_core (&writer->answer->total, &counted->sums);
  else
    {
      counted->sums.left = counted->sums.offered - counted->sums.answered - counted->sums.abandoned;
      fw_sums_add (&writer->answer->total, &counted->sums);
    }
  if (group != counted)
    group->sums = counted->sums;
  group->bucket = key->bucket;
  memcpy (group->codes, key->codes, sizeof group->codes);
}

/* Keys ascend by one: only the last codes change, and divisions would take longer than the rest. */
static void
answer_dense (FwGroups *self, Writer *writer)
{
  guint inner = (guint) self->inner;

  for (guint start = 0; start < self->n_groups; start += inner)
    {
      FwCubeGroup key = { 0 };

      set_key (self, start, &key);
      for (guint i = 0; i < inner; i++)
        {
          if (!is_empty (&self->groups[start + i]))
            add_group (writer, &key, &self->groups[start + i]);
          for (guint axis = self->n_axes; axis-- > 0;)
            {
              if (key.codes[axis] + 1u < self->axes[axis].low + self->axes[axis].size)
                {
                  key.codes[axis]++;
                  break;
                }
              key.codes[axis] = (guint16) self->axes[axis].low;
            }
        }
    }
}

typedef struct
{
  guint64 key;
  guint32 number;
} Numbered;

static int
compare_numbered (gconstpointer a, gconstpointer b)
{
  const Numbered *left = a, *right = b;

  return left->key < right->key ? -1 : left->key > right->key;
}

static void
answer_sparse (FwGroups *self, Writer *writer)
{
  g_autofree Numbered *order = g_new (Numbered, self->n_groups);

  for (guint i = 1; i < self->n_groups; i++)
    order[i] = (Numbered){ self->keys[i], i };
  qsort (order + 1, self->n_groups - 1, sizeof *order, compare_numbered);
  for (guint i = 1; i < self->n_groups; i++)
    {
      FwCubeGroup key = { 0 }, *group = &self->groups[order[i].number];

      set_key (self, order[i].key, &key);
      if (!is_empty (group))
        add_group (writer, &key, group);
    }
}

static guint
count_groups (const FwGroups *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_groups; i++)
    n += !is_empty (&self->groups[i]);

  return n;
}

static GArray *
make_room (const FwGroups *self)
{
  return g_array_set_size (g_array_new (FALSE, FALSE, sizeof (FwCubeGroup)), count_groups (self));
}

FwCubeAnswer *
fw_groups_answer (FwGroups *self, FwCubeLevel level)
{
  FwCubeAnswer *answer;
  Writer writer = { .level = level };

  self->overflown = self->overflown || count_groups (self) > self->most;
  if (self->overflown)
    return NULL;

  answer = writer.answer = g_new0 (FwCubeAnswer, 1);
  answer->groups = self->array != NULL ? g_array_ref (self->array) : make_room (self);
  writer.groups = (FwCubeGroup *) answer->groups->data;
  if (self->sparse)
    answer_sparse (self, &writer);
  else
    answer_dense (self, &writer);
  g_array_set_size (answer->groups, writer.n);

  return answer;
}
