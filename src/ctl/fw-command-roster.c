/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "core/fw-error.h"
#include "core/roster/fw-roster-collision.h"
#include "core/roster/fw-roster-search.h"
#include "ctl/fw-ctl.h"
#include "intake/fw-curtois.h"

#define THREADS 2
#define ROUNDS 16
#define MOVES 8

static int seconds = 60, seed = 1;
static char *format_name, *out_path;

static const GOptionEntry entries[] = {
  { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, "of the file: curtois", "FORMAT" },
  { "seconds", 0, 0, G_OPTION_ARG_INT, &seconds, "how long it may take; default 60", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "of the search; default 1", "N" },
  { "out", 0, 0, G_OPTION_ARG_FILENAME, &out_path,
    "where the roster goes; default the standard output", "FILE" },
  { NULL },
};

/* One search on a thread of its own, for a part of the time. */
typedef struct
{
  FwRosterSearch *search;
  gint64 begin, until, end; /* monotonic */
} Runner;

static gpointer
run_search (gpointer data)
{
  Runner *self = data;

  for (gint64 now = g_get_monotonic_time (); now < self->until; now = g_get_monotonic_time ())
    fw_roster_search_run (self->search, MOVES,
                          (double) (now - self->begin) / (double) (self->end - self->begin));
  return NULL;
}

/* The searches run side by side and meet now and then, where the dearer goes on from the cheaper.
 */
static void
run_round (Runner *runners)
{
  GThread *threads[THREADS];
  gint64 best = G_MAXINT64, worst = G_MININT64, cost;
  guint from = 0, to = 0;

  for (guint i = 0; i < THREADS; i++)
    threads[i] = g_thread_new ("roster", run_search, &runners[i]);
  for (guint i = 0; i < THREADS; i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < THREADS; i++)
    {
      fw_roster_search_get_best (runners[i].search, &cost);
      if (cost < best)
        {
          best = cost;
          from = i;
        }
      fw_roster_search_get_current (runners[i].search, &cost);
      if (cost > worst)
        {
          worst = cost;
          to = i;
        }
    }
  if (from != to)
    fw_roster_search_adopt (runners[to].search,
                            fw_roster_search_get_best (runners[from].search, NULL));
}

static char *
format_plan (const FwRosterProblem *problem, const guint8 *plan)
{
  GString *text = g_string_new (NULL);

  for (guint person = 0; person < problem->n_people; person++)
    for (guint day = 0; day < problem->n_days; day++)
      {
        guint8 shift = plan[person * problem->n_days + day];

        g_string_append (text, shift != FW_ROSTER_OFF ? problem->shifts[shift - 1].id : "");
        g_string_append_c (text, day + 1 < problem->n_days ? ',' : '\n');
      }
  g_string_append_printf (text, "# cost %" G_GINT64_FORMAT "\n",
                          fw_roster_compute_cost (problem, plan));
  return g_string_free (text, FALSE);
}

static gboolean
write_plan (const FwRosterProblem *problem, const guint8 *plan, GError **error)
{
  g_autofree char *text = format_plan (problem, plan);
  g_autofree char *breach = fw_roster_check (problem, plan);

  if (breach != NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_FAILED, "the roster breaks a rule: %s", breach);
      return FALSE;
    }
  if (out_path != NULL)
    return g_file_set_contents (out_path, text, -1, error);
  fputs (text, stdout);
  return TRUE;
}

static gboolean
solve (const FwRosterProblem *problem, GError **error)
{
  Runner runners[THREADS] = { 0 };
  gint64 begin = g_get_monotonic_time (), span = (gint64) seconds * G_USEC_PER_SEC, cost, best;
  guint winner = 0;
  gboolean done = TRUE;

  for (guint i = 0; done && i < THREADS; i++)
    {
      runners[i].search = fw_roster_search_new (problem, (guint32) seed * THREADS + i, error);
      done = runners[i].search != NULL;
    }
  for (guint round = 0; done && round < ROUNDS; round++)
    {
      for (guint i = 0; i < THREADS; i++)
        {
          runners[i].begin = begin;
          runners[i].until = begin + span * (round + 1) / ROUNDS;
          runners[i].end = begin + span;
        }
      run_round (runners);
    }
  if (done)
    {
      fw_roster_search_get_best (runners[0].search, &best);
      fw_roster_search_get_best (runners[1].search, &cost);
      winner = cost < best;
      done = write_plan (problem, fw_roster_search_get_best (runners[winner].search, NULL), error);
    }
  for (guint i = 0; i < THREADS; i++)
    g_clear_pointer (&runners[i].search, fw_roster_search_free);
  return done;
}

static FwRosterProblem *
read_problem (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  FwRosterProblem *problem;
  char *data;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, error))
    return NULL;
  bytes = g_bytes_new_take (data, length);
  problem = fw_curtois_read (bytes, error);
  if (problem == NULL)
    g_prefix_error (error, "%s: ", path);
  return problem;
}

static gboolean
solve_file (const char *path, GError **error)
{
  g_autoptr (FwRosterProblem) problem = read_problem (path, error);
  g_autofree char *conflict = NULL;

  if (problem == NULL)
    return FALSE;
  conflict = fw_roster_problem_find_conflict (problem);
  if (conflict != NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: no roster can be: %s", path, conflict);
      return FALSE;
    }
  return solve (problem, error);
}

/* What is short is told and can be lived with; a person without a row cannot. */
static gboolean
check_file (const char *path, GError **error)
{
  g_autoptr (FwRosterProblem) problem = read_problem (path, error);
  g_autoptr (GPtrArray) found = NULL;
  guint hard = 0;

  if (problem == NULL)
    return FALSE;
  found = fw_roster_find_collisions (problem);
  for (guint i = 0; i < found->len; i++)
    {
      const FwRosterCollision *collision = g_ptr_array_index (found, i);

      hard += collision->hard;
      printf ("%s: %s\n", collision->hard ? "impossible" : "short", collision->text);
    }
  if (hard == 0)
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: no roster can be", path);
  return FALSE;
}

static gboolean
run_roster (const FwTarget *target, char **arguments, GError **error)
{
  const gboolean solves = arguments != NULL && g_str_equal (arguments[0], "solve");

  if (!solves && (arguments == NULL || !g_str_equal (arguments[0], "check")))
    return fw_usage_error (error, "expected solve FILE or check FILE");
  if (!fw_check_arguments (arguments, 2, solves ? "solve FILE" : "check FILE", error))
    return FALSE;
  if (g_strcmp0 (format_name, "curtois") != 0)
    return fw_usage_error (error, "--format: expected curtois");
  if (seconds < 0 || seconds > 86400)
    return fw_usage_error (error, "--seconds: expected 0 to 86400");
  return solves ? solve_file (arguments[1], error) : check_file (arguments[1], error);
}

const FwCommand fw_command_roster = {
  .name = "roster",
  .arguments = "solve FILE | check FILE",
  .summary =
      "A roster that keeps all rules and costs as little as can be found, or why there is none",
  .targets = FW_TARGET_NONE,
  .alone = TRUE,
  .entries = entries,
  .run = run_roster,
};
