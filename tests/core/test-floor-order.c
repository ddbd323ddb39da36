/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Order never matters. A centre's events, told in the order in which they happened, with a lag, in
 * pieces that come in any order, or shuffled, in batches of any size, with the floor stored and
 * loaded on the way: contacts, repeats, people's time and what everybody does come out the same.
 * Where the floor says that it cannot tell, the sorted ledger does; where it does not say so, it
 * must have the very digest that the sorted ledger gives.
 */
#include "core/floor-fixture.h"

#define DAYS 12
#define N_AGENTS 5
#define N_CUSTOMERS 60

/* ---- a centre ---- */

typedef struct
{
  GRand *random;
  GArray *events; /* FwEvent, in the order in which a source would tell them */
  GPtrArray *texts;
  gint64 free_at[N_AGENTS]; /* second from which each may take a contact */
  gint64 lost_at;           /* second in which a stay ended that began in it */
  guint n_contacts;
  guint n_ids;
} Centre;

static FwText
keep_text (Centre *self, char *text)
{
  g_ptr_array_add (self->texts, text);
  return fw_text (text);
}

static void
add_event (Centre *self, FwEvent event)
{
  event.id = keep_text (self, g_strdup_printf ("e%u", self->n_ids++));
  g_array_append_val (self->events, event);
}

static gboolean
happens (Centre *self, guint percent)
{
  return (guint) g_rand_int_range (self->random, 0, 100) < percent;
}

static gint64
choose (Centre *self, gint64 from, gint64 to)
{
  return g_rand_int_range (self->random, (gint32) from, (gint32) to);
}

static FwText
name_agent (Centre *self, guint agent)
{
  return keep_text (self, g_strdup_printf ("Agent/%u", agent + 1));
}

/* A survey, a resolution, minutes to days after the end. */
static void
add_facts (Centre *self, FwEvent about, gint64 end)
{
  FwEvent event = about;

  event.agent = FW_TEXT_NONE;
  event.wait_ms = event.talk_ms = event.hold_ms = FW_EVENT_NO_TIME;
  event.reason = FW_TEXT_NONE;
  if (happens (self, 30))
    {
      event.type = FW_EVENT_SURVEY;
      event.at = end + choose (self, 10, 5000) * FW_SECOND;
      event.rating = (gint8) choose (self, 1, 6);
      add_event (self, event);
    }
  event.rating = 0;
  for (guint i = 0; i < 2; i++)
    if (happens (self, 20))
      {
        event.type = i == 0 ? FW_EVENT_SERVICE_ERROR : FW_EVENT_COMPLAINT;
        event.at = end + choose (self, 10, 9000) * FW_SECOND;
        add_event (self, event);
      }
  for (guint i = 0; i < 2; i++)
    if (happens (self, 20))
      {
        event.type = FW_EVENT_CLOSED;
        event.at = end + choose (self, 10, 200000) * FW_SECOND;
        add_event (self, event);
      }
  if (happens (self, 30))
    {
      event.type = FW_EVENT_RESOLUTION;
      event.at = end + choose (self, 10, 200000) * FW_SECOND;
      event.resolved = (gint8) choose (self, 0, 2);
      add_event (self, event);
    }
}

/* One stay in a queue. Returns: the second in which it ended. */
static gint64
add_stay (Centre *self, FwEvent offer, gint64 at, gboolean *answered)
{
  FwEvent event = offer;
  gint64 wait = happens (self, 20) ? 0 : choose (self, 1, 60), talk;
  guint agent = (guint) choose (self, 0, N_AGENTS);

  /* Of two that begin in the moment in which one is lost nothing tells which a later fact is about.
   */
  if (self->lost_at == at)
    at++;
  event.type = FW_EVENT_OFFERED;
  event.at = TEST_START + at * FW_SECOND;
  add_event (self, event);
  event.customer = FW_TEXT_NONE;

  *answered = self->free_at[agent] <= at + wait && !happens (self, 15);
  if (!*answered && wait == 0)
    self->lost_at = at;
  event.at += wait * FW_SECOND;
  event.wait_ms = wait * 1000;
  if (!*answered)
    {
      event.type = happens (self, 60) ? FW_EVENT_ABANDONED : FW_EVENT_LEFT;
      if (event.type == FW_EVENT_LEFT)
        event.reason = fw_text (happens (self, 50) ? "empty" : "timeout");
      add_event (self, event);
      return at + wait;
    }

  event.agent = name_agent (self, agent);
  event.type = FW_EVENT_ANSWERED;
  /* A person's words may be all that tells of an answer. */
  if (wait > 0 && happens (self, 10))
    event.type = FW_EVENT_REPLIED;
  add_event (self, event);
  /* Two answered stays within one moment are one too many for any log. */
  talk = wait > 0 && happens (self, 10) ? 0 : choose (self, 1, 400);
  if (talk > 0 && happens (self, 20))
    {
      FwEvent reply = event;

      reply.type = FW_EVENT_REPLIED;
      reply.wait_ms = FW_EVENT_NO_TIME;
      reply.at += choose (self, 0, MIN (talk, 90)) * FW_SECOND;
      add_event (self, reply);
    }
  event.at += talk * FW_SECOND;
  event.talk_ms = talk * 1000;
  /* Logs that tell whole seconds tell an answer and its end as one moment. */
  if (talk == 0 && happens (self, 50))
    event.talk_ms = choose (self, 1, 1000);
  self->free_at[agent] = at + wait + talk;
  event.type = happens (self, 15) ? FW_EVENT_TRANSFERRED : FW_EVENT_COMPLETED;
  event.reason = fw_text (event.type == FW_EVENT_TRANSFERRED ? "attended" : "customer");
  if (!happens (self, 3)) /* some ends are never told */
    add_event (self, event);
  add_facts (self, event, event.at);
  return at + wait + talk;
}

static void
add_contact (Centre *self, gint64 at)
{
  static const char *const queues[] = { "sales", "support", "repairs", "nosuch" };
  FwEvent offer = FW_EVENT_INIT;
  guint first = (guint) choose (self, 0, G_N_ELEMENTS (queues));
  gboolean answered;

  offer.source = fw_text ("pbx");
  offer.contact = keep_text (self, g_strdup_printf ("c%u", self->n_contacts++));
  if (!happens (self, 15))
    offer.customer =
        keep_text (self, g_strdup_printf ("k%d", g_rand_int_range (self->random, 0, N_CUSTOMERS)));
  for (guint i = 0; i < 3; i++)
    {
      /* Where it has not been: two stays alike in one moment differ in nothing but their ids. */
      offer.queue = fw_text (queues[(first + i) % G_N_ELEMENTS (queues)]);
      at = add_stay (self, offer, at, &answered);
      if (answered && !happens (self, 20))
        return;
    }
}

/* A row of a call list, of another source. */
static void
add_row (Centre *self, gint64 at)
{
  static const char *const outcomes[] = { "answered", "answered", "abandoned", "timeout" };
  FwEvent event = FW_EVENT_INIT;

  event.type = FW_EVENT_CONTACT;
  event.source = fw_text ("list");
  event.at = TEST_START + at / 60 * 60 * FW_SECOND; /* lists tell the minute */
  event.contact = keep_text (self, g_strdup_printf ("r%u", self->n_contacts++));
  event.queue = fw_text ("sales");
  event.customer =
      keep_text (self, g_strdup_printf ("k%d", g_rand_int_range (self->random, 0, N_CUSTOMERS)));
  event.reason = fw_text (outcomes[choose (self, 0, G_N_ELEMENTS (outcomes))]);
  event.wait_ms = choose (self, 0, 60) * 1000;
  if (g_str_equal (event.reason.data, "answered"))
    {
      event.agent = name_agent (self, (guint) choose (self, 0, N_AGENTS));
      event.talk_ms = choose (self, 1, 600) * 1000;
      event.rating = (gint8) choose (self, 0, 6);
    }
  add_event (self, event);
}

static void
add_person_event (Centre *self, FwEventType type, gint64 at, guint agent, const char *queue)
{
  FwEvent event = FW_EVENT_INIT;

  event.type = type;
  event.source = fw_text ("pbx");
  event.at = TEST_START + at * FW_SECOND;
  event.agent = name_agent (self, agent);
  event.queue = fw_text (queue);
  if (type == FW_EVENT_PAUSED)
    event.reason = fw_text (happens (self, 50) ? "lunch" : "coaching");
  if (type == FW_EVENT_RING_NO_ANSWER)
    {
      event.contact = keep_text (self, g_strdup_printf ("c%u", self->n_contacts));
      event.wait_ms = choose (self, 1, 20) * 1000;
    }
  add_event (self, event);
}

/* Signed in to two queues, now and then rung in vain or paused in both, and out again. */
static void
add_shift (Centre *self, gint64 from, guint agent)
{
  gint64 at = from + choose (self, 0, 600);

  add_person_event (self, FW_EVENT_SIGNED_IN, at, agent, "sales");
  add_person_event (self, FW_EVENT_SIGNED_IN, at, agent, "repairs");
  for (guint i = 0; i < 6; i++)
    {
      at += choose (self, 600, 4000);
      if (happens (self, 40))
        add_person_event (self, FW_EVENT_RING_NO_ANSWER, at, agent, "sales");
      add_person_event (self, FW_EVENT_PAUSED, at, agent, "sales");
      if (happens (self, 50))
        add_person_event (self, FW_EVENT_PAUSED, at, agent, "repairs");
      at += choose (self, 0, 900);
      add_person_event (self, FW_EVENT_UNPAUSED, at, agent, "sales");
    }
  at += choose (self, 600, 4000);
  add_person_event (self, FW_EVENT_SIGNED_OUT, at, agent, "sales");
  if (!happens (self, 20))
    add_person_event (self, FW_EVENT_SIGNED_OUT, at, agent, "repairs");
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const FwEvent *x = a, *y = b;

  return (x->at > y->at) - (x->at < y->at);
}

static void
centre_init (Centre *self, guint32 seed)
{
  *self = (Centre){ .random = g_rand_new_with_seed (seed) };
  self->events = g_array_new (FALSE, FALSE, sizeof (FwEvent));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  for (guint day = 0; day < DAYS; day++)
    {
      gint64 at = day * 86400;

      for (guint agent = 0; agent < N_AGENTS; agent++)
        if (happens (self, 80))
          add_shift (self, at, agent);
      if (happens (self, 20))
        {
          FwEvent restart = FW_EVENT_INIT;

          restart.type = FW_EVENT_SOURCE_STARTED;
          restart.source = fw_text ("pbx");
          restart.at = TEST_START + (at + choose (self, 0, 30000)) * FW_SECOND;
          add_event (self, restart);
        }
      for (guint i = 0; i < 12; i++)
        add_contact (self, at + choose (self, 0, 30000));
      for (guint i = 0; i < 6; i++)
        add_row (self, at + choose (self, 0, 30000));
    }
  g_array_sort (self->events, compare_times); /* keeps the order within a moment */
}

static void
centre_clear (Centre *self)
{
  g_rand_free (self->random);
  g_array_unref (self->events);
  g_ptr_array_unref (self->texts);
}

/* ---- orders ---- */

typedef enum
{
  ORDER_TOLD,   /* as it happened */
  ORDER_LAG,    /* one source some seconds behind the other */
  ORDER_PIECES, /* cut anywhere, the pieces in any order */
  ORDER_NEWEST, /* the newest first */
  ORDER_SHUFFLED,
  ORDER_LISTS, /* all rows of lists, shuffled, after all else */
  N_ORDERS
} Order;

static int
compare_first (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const gint64 *places = user_data;
  gint64 x = places[*(const guint *) a], y = places[*(const guint *) b];

  if (x != y)
    return x < y ? -1 : 1;
  return *(const guint *) a < *(const guint *) b ? -1 : 1; /* pieces keep their order */
}

static GArray *
arrange (const Centre *self, Order order, GRand *random)
{
  const guint n = self->events->len;
  GArray *arranged = g_array_new (FALSE, FALSE, sizeof (FwEvent));
  g_autofree gint64 *places = g_new (gint64, n);
  g_autofree guint *numbers = g_new (guint, n);
  gint64 piece = g_rand_int_range (random, 0, 1000);
  gint64 lag = g_rand_int_range (random, -120, 120) * FW_SECOND;

  for (guint i = 0; i < n; i++)
    {
      const FwEvent *event = &g_array_index (self->events, FwEvent, i);

      numbers[i] = i;
      if (g_rand_int_range (random, 0, 150) == 0)
        piece = g_rand_int_range (random, 0, 1000);
      switch (order)
        {
        case ORDER_LAG:
          places[i] = event->at + (event->source.data[0] == 'l' ? lag : 0);
          break;
        case ORDER_PIECES:
          places[i] = piece;
          break;
        case ORDER_NEWEST:
          places[i] = -(gint64) i;
          break;
        case ORDER_SHUFFLED:
          places[i] = g_rand_int (random);
          break;
        case ORDER_LISTS:
          places[i] = event->type == FW_EVENT_CONTACT ? G_MAXINT64 - g_rand_int (random) : i;
          break;
        case ORDER_TOLD:
        case N_ORDERS:
        default:
          places[i] = i;
        }
    }
  g_qsort_with_data (numbers, (gint) n, sizeof *numbers, compare_first, places);
  for (guint i = 0; i < n; i++)
    g_array_append_val (arranged, g_array_index (self->events, FwEvent, numbers[i]));
  return arranged;
}

/* ---- telling them ---- */

static FloorWorld
make_world (void)
{
  g_autoptr (GPtrArray) house = fw_test_house ();

  g_ptr_array_add (
      house, fw_test_record ("site", "bj", "name", "Beijing", "time_zone", "Asia/Shanghai", NULL));
  g_ptr_array_add (house, fw_test_record ("queue", "repairs", "name", "Repairs", "site", "bj",
                                          "channel", "phone", "product", "cards", NULL));
  return floor_world_make (house);
}

static void
reload (FloorWorld *world)
{
  g_autoptr (GBytes) bytes = fw_floor_encode (world->floor);
  g_autoptr (GError) error = NULL;

  fw_floor_decode (world->floor, bytes, &error);
  g_assert_no_error (error);
}

/* Cuts @events into batches of any size: a ledger. */
static GPtrArray *
make_ledger (const GArray *events, GRand *random)
{
  GPtrArray *batches = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_event_batch_unref);
  FwEventBatch *batch = NULL;
  guint size = (guint) g_rand_int_range (random, 1, 300);

  for (guint i = 0; i < events->len; i++)
    {
      if (batch == NULL || g_rand_int_range (random, 0, (gint32) size) == 0)
        {
          batch = fw_event_batch_new ();
          g_ptr_array_add (batches, batch);
        }
      fw_test_add (batch, g_array_index (events, FwEvent, i));
    }
  return batches;
}

static void
tell (FloorWorld *world, GPtrArray *ledger, GRand *random)
{
  for (guint i = 0; i < ledger->len; i++)
    {
      fw_floor_apply (world->floor, ledger->pdata[i], i + 1, NULL);
      if (g_rand_int_range (random, 0, 4) == 0)
        fw_floor_close_states (world->floor, fw_floor_get_last_event (world->floor) +
                                                 g_rand_int_range (random, 0, 900) * FW_SECOND);
      if (g_rand_int_range (random, 0, 10) == 0)
        reload (world);
    }
}

/* A few days at a time, as a centre does. */
static void
tell_sorted (FloorWorld *world, GPtrArray *ledger)
{
  const gint32 first = (gint32) (TEST_START / (24 * FW_HOUR)) - 2;

  for (gint32 day = first; day < first + 2 * DAYS; day += 3)
    {
      g_autoptr (FwFloorDays) days = fw_floor_days_new (world->floor, day, day + 2);

      for (guint i = 0; i < ledger->len; i++)
        fw_floor_days_add (days, ledger->pdata[i], i + 1);
      fw_floor_days_apply (days, NULL);
    }
}

static char *
make_digest (FloorWorld *world)
{
  g_autofree char *rows = fw_cube_digest (world->cube);
  g_autofree char *state = fw_floor_digest (world->floor);

  return g_strconcat (rows, " ", state, NULL);
}

static void
assert_same (const char *found, const char *expected, guint32 seed, Order order)
{
  g_auto (GStrv) a = g_strsplit (found, "\n", -1);
  g_auto (GStrv) b = g_strsplit (expected, "\n", -1);

  for (guint i = 0; a[i] != NULL || b[i] != NULL; i++)
    if (a[i] == NULL || b[i] == NULL || !g_str_equal (a[i], b[i]))
      g_error ("seed %u, order %d, line %u:\n  %s\ninstead of\n  %s", seed, order, i,
               a[i] != NULL ? a[i] : "(nothing)", b[i] != NULL ? b[i] : "(nothing)");
}

/* Returns: (transfer full): what comes of @events in that order. @in_place: counts those that
 * needed no sorting. */
static char *
tell_in_order (const Centre *centre, Order order, guint32 seed, guint *in_place)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed * 31 + order);
  g_autoptr (GArray) events = arrange (centre, order, random);
  g_autoptr (GPtrArray) ledger = make_ledger (events, random);
  FloorWorld told = make_world (), sorted = make_world ();
  char *found;

  tell (&told, ledger, random);
  tell_sorted (&sorted, ledger);
  g_assert_false (fw_floor_is_disordered (sorted.floor));
  found = floor_world_describe (&sorted);
  if (!fw_floor_is_disordered (told.floor))
    {
      g_autofree char *at_once = floor_world_describe (&told);
      g_autofree char *digest = make_digest (&told);
      g_autofree char *expected = make_digest (&sorted);

      assert_same (at_once, found, seed, order);
      g_assert_cmpstr (digest, ==, expected);
      (*in_place)++;
    }
  floor_world_end (&told);
  floor_world_end (&sorted);
  return found;
}

#define N_SEEDS 8

static void
test_orders (void)
{
  guint in_place[N_ORDERS] = { 0 };

  for (guint32 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autofree char *expected = NULL;
      Centre centre;

      centre_init (&centre, seed);
      expected = tell_in_order (&centre, ORDER_TOLD, seed, &in_place[ORDER_TOLD]);
      for (Order order = ORDER_LAG; order < N_ORDERS; order++)
        {
          g_autofree char *found = tell_in_order (&centre, order, seed, &in_place[order]);

          assert_same (found, expected, seed, order);
        }
      centre_clear (&centre);
    }
  for (guint i = 0; i < N_ORDERS; i++)
    g_test_message ("order %u: %u of %d at once", i, in_place[i], N_SEEDS);
  /* What a source tells as it happens must not cost a walk through the ledger. */
  g_assert_cmpuint (in_place[ORDER_TOLD], >=, N_SEEDS / 2);
  g_assert_cmpuint (in_place[ORDER_LAG], >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/floor/order/any", test_orders);
  return g_test_run ();
}
