/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/floor/fw-event-batch.h"
#include "core/floor/fw-event-wire.h"
#include "core/fw-error.h"
#include "core/metric/fw-rated.h"

#define NOON (G_GINT64_CONSTANT (1795262400) * 1000000)

/* A hundred shapes of event, from nearly nothing to everything, with repeated and new texts. */
static FwEvent
make_event (guint i, char *room)
{
  static const char *const queues[] = { "sales", "support", "billing", "\xe6\x8a\x95\xe8\xaf\x89" };
  static const char *const outcomes[] = { "answered", "abandoned", "timeout", "empty", "key" };
  FwEvent event = FW_EVENT_INIT;

  g_snprintf (room, 64, "id-%u", i);
  g_snprintf (room + 64, 64, "contact-%u", i / 3);
  g_snprintf (room + 128, 64, "Agent/%u", 100 + i % 37);
  g_snprintf (room + 192, 64, "1388%07u", i / 2 * 7919);
  event.type = (FwEventType) (i % FW_N_EVENT_TYPES);
  event.at = NOON + (gint64) i * 977777 - (i % 10 == 0 ? 3000000 : 0);
  event.source = i % 5 == 0 ? FW_TEXT_LITERAL ("tickets") : FW_TEXT_LITERAL ("pbx");
  event.id = fw_text (room);
  event.contact = i % 7 == 0 ? event.id : fw_text (room + 64);
  event.agent = fw_text (room + 128);
  event.queue = i % 4 == 0 ? FW_TEXT_NONE : fw_text (queues[i % 4]);
  event.customer = i % 3 == 0 ? FW_TEXT_NONE : fw_text (room + 192);
  event.reason = fw_text (outcomes[i % 5]);
  event.channel = i % 11 == 0 ? FW_TEXT_LITERAL ("chat") : FW_TEXT_NONE;
  event.product = i % 13 == 0 ? FW_TEXT_LITERAL ("loans") : FW_TEXT_NONE;
  event.text = i % 17 == 0 ? FW_TEXT_LITERAL ("sent on to 200") : FW_TEXT_NONE;
  event.wait_ms =
      i % 2 == 0 || event.type == FW_EVENT_SYSTEM_RESPONSE ? (gint64) i * 1000 : FW_EVENT_NO_TIME;
  event.talk_ms = i % 3 == 0 ? (gint64) i * 777 : FW_EVENT_NO_TIME;
  event.hold_ms = i % 19 == 0 ? 0 : FW_EVENT_NO_TIME;
  event.wrap_ms = i % 23 == 0 ? G_GINT64_CONSTANT (2592000000) : FW_EVENT_NO_TIME;
  event.rating = (gint8) (i % 5 + 1);
  event.nps = (gint8) ((gint) (i % 12) - 1);
  event.resolved = (gint8) (i % 2);
  event.scores = i % 6 == 0 ? fw_rated_set (fw_rated_set (0, 0, 5), i % 8, 1 + i % 5) : 0;

  return event;
}

static void
assert_same (const FwEvent *a, const FwEvent *b)
{
  const FwText *x = &a->source, *y = &b->source;

  g_assert_cmpint (a->type, ==, b->type);
  g_assert_cmpint (a->at, ==, b->at);
  for (guint i = 0; i < 10; i++) /* source to text are ten views in a row */
    g_assert_cmpmem (x[i].data, x[i].length, y[i].data, y[i].length);
  g_assert_cmpint (a->wait_ms, ==, b->wait_ms);
  g_assert_cmpint (a->talk_ms, ==, b->talk_ms);
  g_assert_cmpint (a->hold_ms, ==, b->hold_ms);
  g_assert_cmpint (a->wrap_ms, ==, b->wrap_ms);
  g_assert_cmpint (a->rating, ==, b->rating);
  g_assert_cmpint (a->nps, ==, b->nps);
  g_assert_cmpint (a->resolved, ==, b->resolved);
  g_assert_cmpuint (a->scores, ==, b->scores);
}

static FwEventBatch *
make_batch (guint length)
{
  FwEventBatch *batch = fw_event_batch_new ();
  char room[256];

  for (guint i = 0; i < length; i++)
    {
      FwEvent event = make_event (i, room);

      g_assert_true (fw_event_check (&event, NULL));
      fw_event_batch_add (batch, &event);
    }

  return batch;
}

static void
assert_holds (FwEventBatch *batch, guint length)
{
  FwEventIter iter;
  FwEvent event;
  char room[256];
  guint i = 0;

  fw_event_iter_init (&iter, batch);
  for (; fw_event_iter_next (&iter, &event); i++)
    {
      FwEvent expected = make_event (i, room);

      assert_same (&event, &expected);
    }
  g_assert_cmpuint (i, ==, length);
}

static void
test_round_trip (void)
{
  static const guint lengths[] = { 0, 1, 2, 300, 10000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (FwEventBatch) batch = make_batch (lengths[i]);
      g_autoptr (FwEventBatch) stored = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GBytes) again = NULL;
      g_autoptr (GError) error = NULL;
      gint64 first[2], last[2];

      assert_holds (batch, lengths[i]);
      bytes = fw_event_batch_to_bytes (batch);
      assert_holds (batch, lengths[i]);
      g_assert_cmpuint (fw_event_batch_get_size (batch), ==, g_bytes_get_size (bytes));
      stored = fw_event_batch_from_bytes (bytes, &error);
      g_assert_no_error (error);
      assert_holds (stored, lengths[i]);
      g_assert_cmpuint (fw_event_batch_get_length (stored), ==, lengths[i]);
      fw_event_batch_get_period (batch, &first[0], &last[0]);
      fw_event_batch_get_period (stored, &first[1], &last[1]);
      g_assert_cmpint (first[0], ==, first[1]);
      g_assert_cmpint (last[0], ==, last[1]);
      again = fw_event_batch_to_bytes (stored);
      g_assert_true (g_bytes_equal (bytes, again));
    }
}

static void
test_small (void)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  guint n = 10000;

  for (guint i = 0; i < n; i++)
    {
      FwEvent event = FW_EVENT_INIT;
      char id[32], agent[32];

      g_snprintf (id, sizeof id, "ID%08u", i);
      g_snprintf (agent, sizeof agent, "Agent/%u", i * 7 % 2000);
      event.type = FW_EVENT_CONTACT;
      event.at = NOON + (gint64) (i * 3) * 1000000;
      event.source = FW_TEXT_LITERAL ("calls");
      event.id = event.contact = fw_text (id);
      event.queue = FW_TEXT_LITERAL ("sales");
      event.agent = fw_text (agent);
      event.reason = FW_TEXT_LITERAL ("answered");
      event.wait_ms = i % 120 * 1000;
      event.talk_ms = i % 600 * 1000;
      event.rating = 5;
      fw_event_batch_add (batch, &event);
    }

  g_assert_cmpuint (fw_event_batch_get_size (batch) / n, <=, 35);
}

static void
assert_corrupt (GBytes *bytes)
{
  g_autoptr (FwEventBatch) batch = NULL;
  g_autoptr (GError) error = NULL;

  batch = fw_event_batch_from_bytes (bytes, &error);
  g_assert_null (batch);
  g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
}

static void
test_damage (void)
{
  g_autoptr (FwEventBatch) batch = make_batch (50);
  g_autoptr (GBytes) bytes = fw_event_batch_to_bytes (batch);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autofree guint8 *copy = g_memdup2 (data, size);

  for (gsize i = 0; i < size; i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (data, i);

      assert_corrupt (cut);
    }
  for (gsize i = 0; i < size; i++)
    {
      g_autoptr (GBytes) changed = NULL;

      copy[i] ^= (guint8) (1u << (i % 8));
      changed = g_bytes_new (copy, size);
      assert_corrupt (changed);
      copy[i] = data[i];
    }
}

/* Damage that carries a right checksum must be refused, or give events that pass their check. */
static void
test_forged (void)
{
  g_autoptr (FwEventBatch) batch = make_batch (20);
  g_autoptr (GBytes) bytes = fw_event_batch_to_bytes (batch);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autofree guint8 *copy = g_memdup2 (data, size);
  guint refused = 0;

  for (gsize i = 0; i < size - 8; i++)
    for (guint value = 0; value < 256; value += 5)
      {
        g_autoptr (GBytes) changed = NULL;
        g_autoptr (FwEventBatch) stored = NULL;
        guint64 checksum;
        FwEventIter iter;
        FwEvent event;

        copy[i] = (guint8) value;
        checksum = GUINT64_TO_LE (fw_wire_checksum (copy, size - 8));
        memcpy (copy + size - 8, &checksum, 8);
        changed = g_bytes_new (copy, size);
        copy[i] = data[i];
        stored = fw_event_batch_from_bytes (changed, NULL);
        if (stored == NULL)
          {
            refused++;
            continue;
          }
        fw_event_iter_init (&iter, stored);
        while (fw_event_iter_next (&iter, &event))
          g_assert_true (fw_event_check (&event, NULL));
        g_assert_cmpuint (iter.index, ==, fw_event_batch_get_length (stored));
      }
  g_assert_cmpuint (refused, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/event-batch/round-trip", test_round_trip);
  g_test_add_func ("/event-batch/small", test_small);
  g_test_add_func ("/event-batch/damage", test_damage);
  g_test_add_func ("/event-batch/forged", test_forged);

  return g_test_run ();
}
