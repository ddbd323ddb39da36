/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-segment.h"

#define MOST_SYSTEMS G_MAXUINT16
#define MOST_DIGITS 999
#define MOST_POWER 6 /* 999 × 10⁶ ms: eleven days, beyond which a time stays there */

guint16
fw_segment_pack_response_ms (gint64 ms)
{
  guint power = 0;

  for (; ms > MOST_DIGITS; ms /= 10)
    power++;
  return power > MOST_POWER ? (guint16) (MOST_DIGITS | MOST_POWER << 10)
                            : (guint16) (ms | power << 10);
}

gboolean
fw_segment_check_response (const FwSegment *self, const FwResponse *response)
{
  guint digits = response->time & 1023, power = response->time >> 10;

  return self->systems != NULL && response->system < self->systems->len && response->count > 0 &&
         response->general <= 1 && digits <= MOST_DIGITS && power <= MOST_POWER &&
         (power == 0 || digits > MOST_DIGITS / 10);
}

static gint
find_system (FwSegment *self, FwText name)
{
  for (guint i = 0; i < self->systems->len; i++)
    if (fw_text_equal (fw_text (g_ptr_array_index (self->systems, i)), name))
      return (gint) i;
  if (self->systems->len >= MOST_SYSTEMS)
    return -1;

  g_ptr_array_add (self->systems, fw_text_dup (name));
  return (gint) self->systems->len - 1;
}

void
fw_segment_add_response (FwSegment *self, FwText name, const FwResponse *response)
{
  FwResponse entry = *response;
  gint system;
  guint64 key;
  guint32 index;

  if (self->systems == NULL)
    {
      self->systems = g_ptr_array_new_with_free_func (g_free);
      self->responses = g_array_new (FALSE, FALSE, sizeof (FwResponse));
    }
  system = find_system (self, name);
  if (system < 0)
    return;

  entry.system = (guint16) system;
  key = (guint64) entry.system << 48 | (guint64) entry.product << 32 | (guint64) entry.time << 16 |
        (guint64) entry.general << 8 | entry.half_hour;
  index = fw_table_find (&self->response_index, key);
  if (index == FW_TABLE_NONE)
    {
      fw_table_set (&self->response_index, key, self->responses->len);
      g_array_append_val (self->responses, entry);
    }
  else
    g_array_index (self->responses, FwResponse, index).count += entry.count;
}

typedef struct
{
  guint32 ms;
  guint32 count;
} Timed;

static gint
compare_timed (gconstpointer a, gconstpointer b)
{
  const Timed *first = a, *second = b;

  return (first->ms > second->ms) - (first->ms < second->ms);
}

/* The smallest time that at least 95 % of the measurements do not exceed. */
static guint32
find_percentile (GArray *timed)
{
  guint64 n = 0, passed = 0, rank;
  guint i = 0;

  for (i = 0; i < timed->len; i++)
    n += g_array_index (timed, Timed, i).count;
  g_array_sort (timed, compare_timed);
  rank = (n * 95 + 99) / 100;
  for (i = 0; i + 1 < timed->len; i++)
    {
      passed += g_array_index (timed, Timed, i).count;
      if (passed >= rank)
        break;
    }
  return g_array_index (timed, Timed, i).ms;
}

gboolean
fw_segment_find_response (
    const FwSegment *self, guint half_hour, guint16 product, gboolean general_only, guint32 *ms)
{
  g_autoptr (GArray) timed = NULL;
  gboolean found = FALSE;

  if (self->responses == NULL)
    return FALSE;

  timed = g_array_new (FALSE, FALSE, sizeof (Timed));
  *ms = 0;
  for (guint system = 0; system < self->systems->len; system++)
    {
      g_array_set_size (timed, 0);
      for (guint i = 0; i < self->responses->len; i++)
        {
          const FwResponse *entry = &g_array_index (self->responses, FwResponse, i);

          if (entry->system == system && entry->half_hour == half_hour &&
              (entry->product == 0 || entry->product == product) &&
              (!general_only || entry->general))
            g_array_append_val (
                timed, ((Timed){ fw_segment_get_response_ms (entry->time), entry->count }));
        }
      if (timed->len > 0)
        {
          *ms = MAX (*ms, find_percentile (timed));
          found = TRUE;
        }
    }
  return found;
}

gboolean
fw_segment_has_response_of (const FwSegment *self, guint16 product)
{
  for (guint i = 0; self->responses != NULL && i < self->responses->len; i++)
    if (g_array_index (self->responses, FwResponse, i).product == product)
      return TRUE;

  return FALSE;
}
