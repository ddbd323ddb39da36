/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-cube.h"

#define MOST_ROUNDS 3000 /* of a millisecond, that readers make while a writer waits */
#define PATIENCE (25 * G_TIME_SPAN_MILLISECOND)

/* Two readers who overlap without end: each keeps her lock until the other has hers, so that the
 * cube is never free of readers unless one is made to wait. */
typedef struct
{
  FwCube *cube;
  gint entered[2]; /* how often each reader came in */
  gint waits;      /* whether the writer is about to ask */
  gint wrote;
} Turns;

typedef struct
{
  Turns *turns;
  guint self;
  guint n_rounds; /* since a writer waits */
} Reader;

static gpointer
read_on (gpointer data)
{
  Reader *reader = data;
  Turns *turns = reader->turns;
  gint *other = &turns->entered[1 - reader->self];

  while (!g_atomic_int_get (&turns->wrote) && reader->n_rounds < MOST_ROUNDS)
    {
      gint64 until;
      gint seen;

      fw_cube_read_lock (turns->cube);
      seen = g_atomic_int_get (other);
      g_atomic_int_inc (&turns->entered[reader->self]);
      until = g_get_monotonic_time () + PATIENCE;
      while (g_atomic_int_get (other) == seen && g_get_monotonic_time () < until)
        g_usleep (1000);
      fw_cube_read_unlock (turns->cube);
      reader->n_rounds += g_atomic_int_get (&turns->waits);
    }
  return NULL;
}

static gpointer
write_once (gpointer data)
{
  Turns *turns = data;

  g_atomic_int_set (&turns->waits, TRUE);
  fw_cube_write_lock (turns->cube);
  g_atomic_int_set (&turns->wrote, TRUE);
  fw_cube_write_unlock (turns->cube);
  return NULL;
}

static void
test_writer_comes_in (void)
{
  Turns turns = { fw_cube_new () };
  Reader readers[2] = { { &turns, 0 }, { &turns, 1 } };
  GThread *threads[2], *writer;

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    threads[i] = g_thread_new ("reader", read_on, &readers[i]);
  while (g_atomic_int_get (&turns.entered[0]) < 2 || g_atomic_int_get (&turns.entered[1]) < 2)
    g_usleep (100);
  writer = g_thread_new ("writer", write_once, &turns);
  g_thread_join (writer);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (MAX (readers[0].n_rounds, readers[1].n_rounds), <, MOST_ROUNDS);
  fw_cube_free (turns.cube);
}

/* A question that asks another one while a writer waits for it. */
static void
test_reads_again (void)
{
  Turns turns = { fw_cube_new () };
  GThread *writer;

  fw_cube_read_lock (turns.cube);
  writer = g_thread_new ("writer", write_once, &turns);
  while (!g_atomic_int_get (&turns.waits))
    g_usleep (100);
  g_usleep (PATIENCE);
  fw_cube_read_lock (turns.cube);
  g_assert_false (g_atomic_int_get (&turns.wrote));
  fw_cube_read_unlock (turns.cube);
  fw_cube_read_unlock (turns.cube);
  g_thread_join (writer);
  g_assert_true (g_atomic_int_get (&turns.wrote));

  fw_cube_read_lock (turns.cube);
  fw_cube_read_unlock (turns.cube);
  fw_cube_free (turns.cube);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cube-turns/writer-comes-in", test_writer_comes_in);
  g_test_add_func ("/cube-turns/reads-again", test_reads_again);
  return g_test_run ();
}
