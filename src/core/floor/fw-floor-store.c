/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stored form of the floor: varints, little checks, a checksum at its end. */
#include "core/floor/fw-event-wire.h"
#include "core/floor/fw-floor-state.h"
#include "core/fw-error.h"
#include "core/fw-hash.h"

#define FORM 4
#define SEED 0x464c4f4fu

static gint64
get_signed (FwWire *in)
{
  return fw_wire_unfold_sign (fw_wire_get (in));
}

/* A code or an index: what does not fit is damage. */
static guint16
get_code (FwWire *in)
{
  guint64 value = fw_wire_get (in);

  if (value > G_MAXUINT16)
    in->bad = TRUE;
  return (guint16) value;
}

/* How many follow: each takes a byte at least, so a damaged count cannot make us allocate. */
static guint64
get_count (FwWire *in)
{
  guint64 n = fw_wire_get (in);

  if (n > (guint64) (in->end - in->at))
    in->bad = TRUE;
  return in->bad ? 0 : n;
}

static char *
get_text (FwWire *in)
{
  guint64 length = get_count (in);
  char *text = g_strndup ((const char *) in->at, length);

  in->at += length;
  return text;
}

static void
put_sources (FwFloor *self, GByteArray *out)
{
  fw_wire_add (out, self->sources->len);
  for (guint i = 0; i < self->sources->len; i++)
    {
      const FwFloorSource *source = self->sources->pdata[i];

      fw_wire_add_text (out, source->name);
      fw_wire_add_signed (out, source->last_at);
      fw_wire_add_signed (out, source->wraps_from);
      fw_wire_add_signed (out, source->restart_at);
      fw_wire_add_signed (out, source->orphan_at);
    }
}

static void
get_sources (FwFloor *self, FwWire *in)
{
  for (guint64 n = get_count (in); n > 0 && !in->bad; n--)
    {
      FwFloorSource *source = g_new0 (FwFloorSource, 1);

      source->name = get_text (in);
      source->due_at = G_MAXINT64;
      source->last_at = get_signed (in);
      source->wraps_from = get_signed (in);
      source->restart_at = get_signed (in);
      source->orphan_at = get_signed (in);
      g_ptr_array_add (self->sources, source);
    }
}

static void
put_open_cb (guint64 key, gpointer value, gpointer user_data)
{
  const FwOpenContact *open = value;
  GByteArray *out = user_data;

  fw_wire_add (out, key);
  fw_wire_add_signed (out, open->at);
  fw_wire_add_signed (out, open->answered_at);
  fw_wire_add_signed (out, open->taken_at);
  fw_wire_add_signed (out, open->last_at);
  fw_wire_add (out, open->last_rank);
  fw_wire_add (out, open->customer);
  fw_wire_add (out, open->ledger);
  fw_wire_add (out, open->source);
  fw_wire_add (out, open->site);
  fw_wire_add (out, open->queue);
  fw_wire_add (out, open->agent);
  fw_wire_add (out, open->channel);
  fw_wire_add (out, open->product);
  fw_wire_add (out, open->flags);
  fw_wire_add (out, open->ref.site);
  fw_wire_add_signed (out, open->ref.day);
}

static void
note_due (FwFloorSource *source, gint64 at)
{
  source->due_at = MIN (source->due_at, fw_floor_get_least_due (at));
}

static void
get_open (FwFloor *self, FwWire *in)
{
  for (guint64 n = get_count (in); n > 0 && !in->bad; n--)
    {
      guint64 key = fw_wire_get (in);
      FwOpenContact *open;
      gboolean added;

      if (key == 0)
        {
          in->bad = TRUE;
          return;
        }
      open = fw_floor_table_add (self->open, key, &added);
      open->at = get_signed (in);
      open->answered_at = get_signed (in);
      open->taken_at = get_signed (in);
      open->last_at = get_signed (in);
      open->last_rank = (guint8) fw_wire_get (in);
      open->customer = fw_wire_get (in);
      open->ledger = fw_wire_get (in);
      open->source = get_code (in);
      open->site = get_code (in);
      open->queue = get_code (in);
      open->agent = get_code (in);
      open->channel = get_code (in);
      open->product = get_code (in);
      open->flags = (guint8) get_code (in);
      open->ref.site = get_code (in);
      open->ref.day = (gint32) get_signed (in);
      if (open->source >= self->sources->len ||
          (fw_floor_has_row (open) &&
           !fw_cube_find (self->cube, open->ref.site, open->ref.day, 0, key, &open->ref)))
        in->bad = TRUE;
      else
        note_due (self->sources->pdata[open->source], open->at);
    }
  self->seconds = 1; /* there may be keys of contacts that stand in two queues */
}

static void
put_queues (GByteArray *out, const GArray *queues)
{
  fw_wire_add (out, queues->len);
  for (guint i = 0; i < queues->len; i++)
    fw_wire_add (out, g_array_index (queues, guint16, i));
}

static void
get_queues (FwWire *in, GArray *queues)
{
  g_array_set_size (queues, 0);
  for (guint64 left = get_count (in); left > 0 && !in->bad; left--)
    {
      guint16 queue = get_code (in);

      g_array_append_val (queues, queue);
    }
}

static void
put_state (GByteArray *out, const FwFloorAgent *agent)
{
  const gboolean by_queue = agent->paused_in->len > 0;

  fw_wire_add (out, agent->site);
  fw_wire_add (out, agent->queue);
  fw_wire_add (out, agent->state);
  fw_wire_add_signed (out, agent->since);
  fw_wire_add_signed (out, agent->credited);
  fw_wire_add (out, (guint) agent->announced | (guint) agent->paused << 1 |
                        (guint) agent->wrapping << 2 | (guint) by_queue << 3 |
                        (guint) agent->paused_at_all << 4);
  fw_wire_add_text (out, agent->reason);
  put_queues (out, agent->queues);
  if (by_queue)
    put_queues (out, agent->paused_in);
  fw_wire_add (out, agent->in_hand);
  fw_wire_add_signed (out, agent->day);
  fw_wire_add (out, agent->contacts_today);
}

static void
get_state (FwWire *in, FwFloorAgent *agent)
{
  guint64 bits;

  agent->site = get_code (in);
  agent->queue = get_code (in);
  agent->state = (FwAgentState) fw_wire_get (in);
  in->bad |= agent->state >= FW_N_AGENT_STATES;
  agent->since = get_signed (in);
  agent->credited = get_signed (in);
  bits = fw_wire_get (in);
  agent->announced = bits & 1;
  agent->paused = bits >> 1 & 1;
  agent->wrapping = bits >> 2 & 1;
  g_free (agent->reason);
  agent->reason = get_text (in);
  get_queues (in, agent->queues);
  g_array_set_size (agent->paused_in, 0);
  if (bits >> 3 & 1)
    get_queues (in, agent->paused_in);
  /* Pauses were once kept without their queues. */
  agent->paused_at_all = (bits >> 4 & 1) || (agent->paused && agent->paused_in->len == 0);
  agent->in_hand = (guint) fw_wire_get (in);
  agent->day = (gint32) get_signed (in);
  agent->contacts_today = (guint) fw_wire_get (in);
}

static void
put_acts (GByteArray *out, const FwFloorHistory *history)
{
  fw_wire_add (out, history->acts->len);
  for (guint i = 0; i < history->acts->len; i++)
    {
      const FwFloorAct *act = &g_array_index (history->acts, FwFloorAct, i);

      fw_wire_add (out, act->kind);
      fw_wire_add_signed (out, act->at);
      fw_wire_add_signed (out, act->from);
      fw_wire_add (out, act->tie);
      fw_wire_add (out, act->site);
      fw_wire_add (out, act->queue);
      fw_wire_add (out, (guint) act->state << 1 | (act->wraps != FALSE));
      fw_wire_add_text (out, act->reason != NULL ? act->reason : "");
    }
}

static void
get_acts (FwWire *in, GArray *acts)
{
  for (guint64 n = get_count (in); n > 0 && !in->bad; n--)
    {
      FwFloorAct act = { .kind = (FwActKind) fw_wire_get (in) };
      guint64 state;

      act.at = get_signed (in);
      act.from = get_signed (in);
      act.tie = fw_wire_get (in);
      act.site = get_code (in);
      act.queue = get_code (in);
      state = fw_wire_get (in);
      act.state = (FwAgentState) (state >> 1);
      act.wraps = state & 1;
      act.reason = get_text (in);
      in->bad |= act.kind > FW_ACT_TAKEN || state >> 1 >= FW_N_AGENT_STATES ||
                 (acts->len > 0 && g_array_index (acts, FwFloorAct, acts->len - 1).at > act.at);
      g_array_append_val (acts, act);
    }
}

static void
put_agents (FwFloor *self, GByteArray *out)
{
  guint n = 0;

  for (guint i = 0; i < self->agents->len; i++)
    n += self->agents->pdata[i] != NULL;

  fw_wire_add (out, n);
  for (guint i = 0; i < self->agents->len; i++)
    {
      const FwFloorAgent *agent = self->agents->pdata[i];

      if (agent == NULL)
        continue;
      fw_wire_add (out, agent->agent);
      put_state (out, agent);
      fw_wire_add (out, agent->history.acts != NULL);
      if (agent->history.acts == NULL)
        continue;
      put_state (out, agent->history.base);
      put_acts (out, &agent->history);
    }
}

static void
get_agents (FwFloor *self, FwWire *in)
{
  for (guint64 n = get_count (in); n > 0 && !in->bad; n--)
    {
      FwFloorAgent *agent = fw_floor_get_agent (self, get_code (in));

      if (agent == NULL)
        {
          in->bad = TRUE;
          return;
        }
      get_state (in, agent);
      if (fw_wire_get (in) == 0 || in->bad)
        continue;
      fw_floor_history_begin (agent);
      get_state (in, agent->history.base);
      get_acts (in, agent->history.acts);
    }
}

static void
put_customer_cb (guint64 key, gpointer value, gpointer user_data)
{
  const FwFloorCustomer *entry = value;
  GByteArray *out = user_data;

  fw_wire_add (out, key);
  fw_wire_add (out, entry->newest);
  fw_wire_add (out, entry->newest_key);
  fw_wire_add (out, entry->first);
  fw_wire_add (out, entry->last);
  fw_wire_add (out, (guint) entry->newest_site << 1 | entry->marked);
}

static void
get_customers (FwFloor *self, FwWire *in)
{
  guint64 n = get_count (in);

  self->customers_limit = fw_wire_get (in);
  self->customers_reach = get_signed (in);
  self->pruned_first = (guint32) fw_wire_get (in);
  self->pruned_last = (guint32) fw_wire_get (in);
  fw_floor_table_reserve (self->customers, n);
  for (; n > 0 && !in->bad; n--)
    {
      guint64 key = fw_wire_get (in), site;
      FwFloorCustomer *entry;
      gboolean added;

      if (key == 0)
        {
          in->bad = TRUE;
          return;
        }
      entry = fw_floor_table_add (self->customers, key, &added);
      entry->newest = (guint32) fw_wire_get (in);
      entry->newest_key = fw_wire_get (in);
      entry->first = (guint32) fw_wire_get (in);
      entry->last = (guint32) fw_wire_get (in);
      site = fw_wire_get (in);
      entry->newest_site = (guint16) (site >> 1);
      entry->marked = site & 1;
    }
}

static void
put_key_cb (guint64 key, gpointer value, gpointer user_data)
{
  fw_wire_add (user_data, key);
}

/* Keys that matter for what comes late, and whether anything did. */
static void
put_keys (FwFloor *self, GByteArray *out)
{
  fw_wire_add (out, self->disordered || self->misstruck);
  fw_wire_add (out, self->strays->len);
  for (guint i = 0; i < self->strays->len; i++)
    fw_wire_add (out, g_array_index (self->strays, guint64, i));
  fw_wire_add (out, fw_floor_table_get_length (self->unmatched));
  fw_floor_table_visit (self->unmatched, put_key_cb, out);
}

static void
get_keys (FwFloor *self, FwWire *in)
{
  gboolean added;

  self->disordered = fw_wire_get (in) != 0;
  for (guint64 n = get_count (in); n > 0 && !in->bad; n--)
    {
      guint64 key = fw_wire_get (in);

      g_array_append_val (self->strays, key);
    }
  for (guint64 n = get_count (in); n > 0 && !in->bad; n--)
    {
      guint64 key = fw_wire_get (in);

      in->bad |= key == 0;
      if (key != 0)
        fw_floor_table_add (self->unmatched, key, &added);
    }
}

/* At the end, and only where there is any: a state of before has none. */
static void
put_struck (FwFloor *self, GByteArray *out)
{
  g_autoptr (GBytes) struck = fw_floor_encode_struck (self);

  if (struck == NULL)
    return;
  fw_wire_add (out, g_bytes_get_size (struck));
  g_byte_array_append (out, g_bytes_get_data (struck, NULL), (guint) g_bytes_get_size (struck));
}

static void
get_struck (FwFloor *self, FwWire *in)
{
  g_autoptr (GBytes) struck = NULL;
  guint64 length;

  if (in->bad || in->at == in->end)
    return;
  length = get_count (in);
  if (in->bad)
    return;
  struck = g_bytes_new (in->at, length);
  in->at += length;
  in->bad = !fw_floor_decode_struck (self, struck);
}

GBytes *
fw_floor_encode (FwFloor *self)
{
  GByteArray *out;
  guint64 checksum;

  g_return_val_if_fail (self != NULL, NULL);

  out = g_byte_array_new ();
  fw_wire_add (out, FORM);
  fw_wire_add_signed (out, self->last_event);
  fw_wire_add_signed (out, self->closed);
  put_sources (self, out);
  fw_wire_add (out, fw_floor_table_get_length (self->open));
  fw_floor_table_visit (self->open, put_open_cb, out);
  put_agents (self, out);
  fw_wire_add (out, fw_floor_table_get_length (self->customers));
  fw_wire_add (out, self->customers_limit);
  fw_wire_add_signed (out, self->customers_reach);
  fw_wire_add (out, self->pruned_first);
  fw_wire_add (out, self->pruned_last);
  fw_floor_table_visit (self->customers, put_customer_cb, out);
  put_keys (self, out);
  put_struck (self, out);

  checksum = GUINT64_TO_LE (fw_hash_bytes (out->data, out->len, SEED));
  g_byte_array_append (out, (const guint8 *) &checksum, sizeof checksum);
  return g_byte_array_free_to_bytes (out);
}

void
fw_floor_clear_state (FwFloor *self)
{
  fw_floor_table_clear (self->open);
  fw_floor_table_clear (self->customers);
  fw_floor_table_clear (self->unmatched);
  g_array_set_size (self->strays, 0);
  g_ptr_array_set_size (self->agents, 0);
  g_ptr_array_set_size (self->sources, 0);
  g_hash_table_remove_all (self->seen);
  self->seen_last = NULL;
  self->last_event = self->closed = 0;
  self->seconds = 0;
  self->customers_limit = 10000;
  self->customers_reach = 0;
  self->pruned_first = self->pruned_last = 0;
  self->late = self->disordered = self->misstruck = FALSE;
  g_clear_pointer (&self->struck, g_hash_table_unref);
}

gboolean
fw_floor_decode (FwFloor *self, GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data;
  guint64 checksum = 0;
  FwWire in;

  g_return_val_if_fail (self != NULL && bytes != NULL, FALSE);

  data = g_bytes_get_data (bytes, &size);
  in = (FwWire){ .at = data, .end = data + size, .bad = size < sizeof checksum };
  if (!in.bad)
    {
      in.end -= sizeof checksum;
      memcpy (&checksum, in.end, sizeof checksum);
      in.bad = GUINT64_FROM_LE (checksum) != fw_hash_bytes (data, size - sizeof checksum, SEED);
    }

  fw_floor_clear_state (self);
  if (!in.bad && fw_wire_get (&in) != FORM)
    in.bad = TRUE;
  if (!in.bad)
    {
      self->last_event = get_signed (&in);
      self->closed = get_signed (&in);
      get_sources (self, &in);
      get_open (self, &in);
      get_agents (self, &in);
      get_customers (self, &in);
      get_keys (self, &in);
      get_struck (self, &in);
    }
  if (!in.bad && in.at == in.end)
    {
      fw_floor_warm_queues (self);
      return TRUE;
    }

  fw_floor_clear_state (self);
  g_set_error_literal (error, FW_ERROR, FW_ERROR_CORRUPT,
                       "the stored state of the floor fails its check");
  return FALSE;
}
