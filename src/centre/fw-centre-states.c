/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people did, moment by moment. It is kept nowhere: the events of the days are applied once
 * more to a floor of their own, which tells what it would add to the cube. */
#include "centre/fw-centre-states.h"

#include "centre/fw-centre-private.h"

/* The longest that a state lasts. */
#define BEFORE (16 * FW_HOUR)
#define DAY (24 * FW_HOUR)

struct _FwStates
{
  gint64 from, to;
  GHashTable *agents; /* login to GArray of FwStateSpan */
  GStringChunk *reasons;
};

typedef struct
{
  FwFloorDays *days;
  GPtrArray *spans; /* GArray of FwStateSpan (nullable), by code of the agent */
  FwStates *states;
  GCancellable *cancellable;
} Reading;

static void
clear_spans (gpointer data)
{
  if (data != NULL)
    g_array_unref (data);
}

static GArray *
get_spans (Reading *reading, guint16 agent)
{
  if (reading->spans->len <= agent)
    g_ptr_array_set_size (reading->spans, agent + 1);
  if (reading->spans->pdata[agent] == NULL)
    reading->spans->pdata[agent] = g_array_new (FALSE, FALSE, sizeof (FwStateSpan));
  return reading->spans->pdata[agent];
}

static void
append_part (GArray *spans, FwStateSpan span, gint64 from, gint64 to)
{
  span.from = MAX (span.from, from);
  span.to = MIN (span.to, to);
  if (span.to > span.from)
    g_array_append_val (spans, span);
}

/* What is taken back was told lately: all before it is left alone. */
static void
take_back (GArray *spans, gint64 from, gint64 to)
{
  g_autoptr (GArray) rest = g_array_new (FALSE, FALSE, sizeof (FwStateSpan));
  guint first = spans->len;

  while (first > 0 && g_array_index (spans, FwStateSpan, first - 1).to > from)
    first--;
  for (guint i = first; i < spans->len; i++)
    {
      append_part (rest, g_array_index (spans, FwStateSpan, i), G_MININT64, from);
      append_part (rest, g_array_index (spans, FwStateSpan, i), to, G_MAXINT64);
    }
  g_array_set_size (spans, first);
  g_array_append_vals (spans, rest->data, rest->len);
}

static void
add (GArray *spans, const FwStateSpan *span)
{
  FwStateSpan *last;
  guint i = spans->len;

  while (i > 0 && g_array_index (spans, FwStateSpan, i - 1).from >= span->to)
    i--;
  last = i > 0 ? &g_array_index (spans, FwStateSpan, i - 1) : NULL;
  if (last != NULL && last->to == span->from && last->state == span->state &&
      last->reason == span->reason)
    last->to = span->to;
  else
    g_array_insert_val (spans, i, *span);
}

static void
states_cb (guint16 agent,
           FwAgentState state,
           const char *reason,
           gint64 from,
           gint64 to,
           gboolean taken,
           gpointer user_data)
{
  Reading *reading = user_data;
  FwStateSpan span = { .state = state, .from = from, .to = to };
  GArray *spans = get_spans (reading, agent);

  span.reason = g_string_chunk_insert_const (reading->states->reasons, reason);
  if (taken)
    take_back (spans, from, to);
  else
    add (spans, &span);
}

static gboolean
gather_cb (guint64 number, FwEventBatch *batch, gpointer user_data, GError **error)
{
  Reading *reading = user_data;

  if (g_cancellable_set_error_if_cancelled (reading->cancellable, error))
    return FALSE;
  fw_floor_days_add (reading->days, batch, number);
  return TRUE;
}

static gint32
get_utc_day (gint64 at)
{
  return (gint32) (at / DAY - (at % DAY < 0));
}

static GArray *
clip (const GArray *spans, gint64 from, gint64 to)
{
  GArray *clipped = g_array_new (FALSE, FALSE, sizeof (FwStateSpan));

  for (guint i = 0; i < spans->len; i++)
    {
      FwStateSpan span = g_array_index (spans, FwStateSpan, i);

      span.from = MAX (span.from, from);
      span.to = MIN (span.to, to);
      if (span.to > span.from)
        g_array_append_val (clipped, span);
    }
  return clipped;
}

static void
name_agents (Reading *reading, FwCube *cube)
{
  FwStates *states = reading->states;

  for (guint i = 1; i < reading->spans->len; i++)
    {
      GArray *clipped;

      if (reading->spans->pdata[i] == NULL)
        continue;
      clipped = clip (reading->spans->pdata[i], states->from, states->to);
      if (clipped->len > 0)
        g_hash_table_insert (states->agents,
                             g_strdup (fw_dictionary_get (
                                 fw_cube_get_dictionary (cube, FW_DIMENSION_AGENT), (guint16) i)),
                             clipped);
      else
        g_array_unref (clipped);
    }
}

/* A floor on a cube of its own, which passes over what the centre's passes over. */
static FwFloor *
make_floor (FwCentre *self, FwCube *cube)
{
  g_autoptr (FwDirectory) directory = fw_centre_ref_directory (self);
  FwFloor *floor = fw_floor_new (cube, directory);

  fw_floor_set_key (floor, fw_ledger_get_key (self->ledger));
  fw_cube_read_lock (self->cube);
  fw_floor_expect_struck (floor, self->floor);
  fw_cube_read_unlock (self->cube);
  return floor;
}

FwStates *
fw_centre_read_states (
    FwCentre *self, gint64 from, gint64 to, GCancellable *cancellable, GError **error)
{
  g_autoptr (FwStates) states = NULL;
  g_autoptr (FwCube) cube = NULL;
  g_autoptr (FwFloor) floor = NULL;
  g_autoptr (FwFloorDays) days = NULL;
  g_autoptr (GPtrArray) spans = g_ptr_array_new_with_free_func (clear_spans);
  Reading reading = { .spans = spans, .cancellable = cancellable };

  g_return_val_if_fail (self != NULL && from <= to, NULL);

  states = g_new0 (FwStates, 1);
  states->from = from;
  states->to = to;
  states->agents =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  states->reasons = g_string_chunk_new (256);
  reading.states = states;
  cube = fw_cube_new ();
  floor = make_floor (self, cube);
  reading.days = days =
      fw_floor_days_new (floor, get_utc_day (from - BEFORE), get_utc_day (MAX (to - 1, from)));
  if (!fw_ledger_read_period (self->ledger, from - BEFORE, to, gather_cb, &reading, error))
    return NULL;
  fw_floor_set_states (floor, states_cb, &reading);
  fw_cube_write_lock (cube);
  fw_floor_days_apply (days, NULL);
  fw_floor_close_states (floor, to);
  fw_cube_write_unlock (cube);
  name_agents (&reading, cube);
  return g_steal_pointer (&states);
}

void
fw_states_free (FwStates *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->agents);
  g_string_chunk_free (self->reasons);
  g_free (self);
}

const GArray *
fw_states_find (FwStates *self, const char *agent)
{
  g_return_val_if_fail (self != NULL && agent != NULL, NULL);

  return g_hash_table_lookup (self->agents, agent);
}

GPtrArray *
fw_states_list_agents (FwStates *self)
{
  GPtrArray *agents;
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (self != NULL, NULL);

  agents = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, self->agents);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (agents, key);
  return agents;
}
