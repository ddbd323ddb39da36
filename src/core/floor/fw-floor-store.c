/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stored form of the floor (varints, little checks, a checksum at its end) and its digest. */
#include "core/floor/fw-event-wire.h"
#include "core/floor/fw-floor-state.h"
#include "core/fw-error.h"
#include "core/fw-hash.h"

#define FORM 1
#define SEED 0x464c4f4fu

static void
put (GByteArray *out, guint64 value)
{
  guint8 bytes[10];

  g_byte_array_append (out, bytes, (guint) (fw_wire_put (bytes, value) - bytes));
}

static void
put_signed (GByteArray *out, gint64 value)
{
  put (out, fw_wire_fold_sign (value));
}

static void
put_text (GByteArray *out, const char *text)
{
  guint length = (guint) strlen (text);

  put (out, length);
  g_byte_array_append (out, (const guint8 *) text, length);
}

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
  put (out, self->sources->len);
  for (guint i = 0; i < self->sources->len; i++)
    {
      const FwFloorSource *source = self->sources->pdata[i];

      put_text (out, source->name);
      put_signed (out, source->last_at);
      put (out, source->wraps);
    }
}

static void
get_sources (FwFloor *self, FwWire *in)
{
  for (guint64 n = get_count (in); n > 0 && !in->bad; n--)
    {
      FwFloorSource *source = g_new0 (FwFloorSource, 1);

      source->name = get_text (in);
      source->last_at = get_signed (in);
      source->wraps = fw_wire_get (in) != 0;
      g_ptr_array_add (self->sources, source);
    }
}

static void
put_open_cb (guint64 key, gpointer value, gpointer user_data)
{
  const FwOpenContact *open = value;
  GByteArray *out = user_data;

  put (out, key);
  put_signed (out, open->at);
  put_signed (out, open->answered_at);
  put (out, open->customer);
  put (out, open->ledger);
  put (out, open->source);
  put (out, open->site);
  put (out, open->queue);
  put (out, open->agent);
  put (out, open->channel);
  put (out, open->product);
  put (out, open->ref.site);
  put_signed (out, open->ref.day);
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
      open->customer = fw_wire_get (in);
      open->ledger = fw_wire_get (in);
      open->source = get_code (in);
      open->site = get_code (in);
      open->queue = get_code (in);
      open->agent = get_code (in);
      open->channel = get_code (in);
      open->product = get_code (in);
      open->ref.site = get_code (in);
      open->ref.day = (gint32) get_signed (in);
      if (open->source >= self->sources->len ||
          (open->answered_at != 0 &&
           !fw_cube_find (self->cube, open->ref.site, open->ref.day, 0, key, &open->ref)))
        in->bad = TRUE;
    }
}

static void
put_agents (FwFloor *self, GByteArray *out)
{
  guint n = 0;

  for (guint i = 0; i < self->agents->len; i++)
    n += self->agents->pdata[i] != NULL;

  put (out, n);
  for (guint i = 0; i < self->agents->len; i++)
    {
      const FwFloorAgent *agent = self->agents->pdata[i];

      if (agent == NULL)
        continue;
      put (out, agent->agent);
      put (out, agent->site);
      put (out, agent->queue);
      put (out, agent->state);
      put_signed (out, agent->since);
      put_signed (out, agent->credited);
      put (out,
           (guint) agent->announced | (guint) agent->paused << 1 | (guint) agent->wrapping << 2);
      put_text (out, agent->reason);
      put (out, agent->queues->len);
      for (guint j = 0; j < agent->queues->len; j++)
        put (out, g_array_index (agent->queues, guint16, j));
      put (out, agent->in_hand);
      put_signed (out, agent->day);
      put (out, agent->contacts_today);
    }
}

static void
get_agents (FwFloor *self, FwWire *in)
{
  for (guint64 n = get_count (in); n > 0 && !in->bad; n--)
    {
      FwFloorAgent *agent = fw_floor_get_agent (self, get_code (in));
      guint64 bits;

      if (agent == NULL)
        {
          in->bad = TRUE;
          return;
        }
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
      for (guint64 left = get_count (in); left > 0 && !in->bad; left--)
        {
          guint16 queue = get_code (in);

          g_array_append_val (agent->queues, queue);
        }
      agent->in_hand = (guint) fw_wire_get (in);
      agent->day = (gint32) get_signed (in);
      agent->contacts_today = (guint) fw_wire_get (in);
    }
}

static void
put_customer_cb (guint64 key, gpointer value, gpointer user_data)
{
  const FwFloorCustomer *entry = value;
  GByteArray *out = user_data;

  put (out, key);
  put (out, entry->newest);
  put (out, entry->newest_key);
  put (out, entry->first);
  put (out, entry->last);
  put (out, (guint) entry->newest_site << 1 | entry->marked);
}

static void
get_customers (FwFloor *self, FwWire *in)
{
  guint64 n = get_count (in);

  self->customers_limit = fw_wire_get (in);
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

GBytes *
fw_floor_encode (FwFloor *self)
{
  GByteArray *out;
  guint64 checksum;

  g_return_val_if_fail (self != NULL, NULL);

  out = g_byte_array_new ();
  put (out, FORM);
  put_signed (out, self->last_event);
  put_signed (out, self->closed);
  put_sources (self, out);
  put (out, fw_floor_table_get_length (self->open));
  fw_floor_table_visit (self->open, put_open_cb, out);
  put_agents (self, out);
  put (out, fw_floor_table_get_length (self->customers));
  put (out, self->customers_limit);
  fw_floor_table_visit (self->customers, put_customer_cb, out);

  checksum = GUINT64_TO_LE (fw_hash_bytes (out->data, out->len, SEED));
  g_byte_array_append (out, (const guint8 *) &checksum, sizeof checksum);
  return g_byte_array_free_to_bytes (out);
}

void
fw_floor_clear_state (FwFloor *self)
{
  fw_floor_table_clear (self->open);
  fw_floor_table_clear (self->customers);
  g_ptr_array_set_size (self->agents, 0);
  g_ptr_array_set_size (self->sources, 0);
  g_hash_table_remove_all (self->seen);
  self->seen_last = NULL;
  self->last_event = self->closed = 0;
  self->customers_limit = 10000;
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

/* ---- digest: by texts, as codes depend on the order in which they were met ---- */

static void
put_name (FwFloor *self, GByteArray *out, FwDimension dimension, guint16 code)
{
  put_text (out, fw_dictionary_get (fw_cube_get_dictionary (self->cube, dimension), code));
}

typedef struct
{
  FwFloor *floor;
  GByteArray *out;
} Digest;

static void
add_open_cb (guint64 key, gpointer value, gpointer user_data)
{
  const FwOpenContact *open = value;
  const Digest *digest = user_data;
  FwFloor *self = digest->floor;
  GByteArray *out = digest->out;

  put (out, key);
  put_signed (out, open->at);
  put_signed (out, open->answered_at);
  put (out, open->customer);
  put (out, open->ledger);
  put_text (out, ((FwFloorSource *) self->sources->pdata[open->source])->name);
  put_name (self, out, FW_DIMENSION_SITE, open->site);
  put_name (self, out, FW_DIMENSION_QUEUE, open->queue);
  put_name (self, out, FW_DIMENSION_AGENT, open->agent);
  put_name (self, out, FW_DIMENSION_CHANNEL, open->channel);
  put_name (self, out, FW_DIMENSION_PRODUCT, open->product);
}

/* Agents and queues get their codes from events alone, in the order of the ledger. */
static void
add_agents (FwFloor *self, GByteArray *out)
{
  for (guint i = 0; i < self->agents->len; i++)
    {
      const FwFloorAgent *agent = self->agents->pdata[i];

      if (agent == NULL)
        continue;
      put_name (self, out, FW_DIMENSION_AGENT, agent->agent);
      put_name (self, out, FW_DIMENSION_SITE, agent->site);
      put_name (self, out, FW_DIMENSION_QUEUE, agent->queue);
      put (out, agent->state);
      put_signed (out, agent->since);
      put (out,
           (guint) agent->announced | (guint) agent->paused << 1 | (guint) agent->wrapping << 2);
      put_text (out, agent->reason);
      for (guint j = 0; j < agent->queues->len; j++)
        put_name (self, out, FW_DIMENSION_QUEUE, g_array_index (agent->queues, guint16, j));
      put (out, agent->in_hand);
      put_signed (out, agent->day);
      put (out, agent->contacts_today);
    }
}

static void
add_customer_cb (guint64 key, gpointer value, gpointer user_data)
{
  const FwFloorCustomer *entry = value;
  GByteArray *out = ((const Digest *) user_data)->out;

  put (out, key);
  put (out, entry->newest);
  put (out, entry->newest_key);
  put (out, entry->first);
  put (out, entry->last);
  put (out, entry->marked);
}

char *
fw_floor_digest (FwFloor *self)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  Digest digest = { self, out };

  g_return_val_if_fail (self != NULL, NULL);

  put_signed (out, self->last_event);
  put_sources (self, out);
  fw_floor_table_visit (self->open, add_open_cb, &digest);
  add_agents (self, out);
  fw_floor_table_visit (self->customers, add_customer_cb, &digest);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, out->data, out->len);
}
