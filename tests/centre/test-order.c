/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Imports in any order: a queue_log in pieces that are parted anywhere, a call list by months, and
 * ratings, told in the order of their times, the newest first, shuffled, twice, with the centre
 * closed and opened between: every metric by every dimension, and every contact, to the last digit.
 */
#include "centre/fw-centre-import.h"
#include "core/metric/fw-metric.h"
#include "support/fw-test-centre.h"
#include "support/fw-test-store.h"

#define DAYS 10
#define LOG_PIECES 5
#define LIST_PIECES 3
#define N_PIECES (LOG_PIECES + LIST_PIECES + 1)

typedef struct
{
  FwFormat format;
  const char *source;
  GString *text;
} Piece;

/* ---- what happened ---- */

typedef struct
{
  gint64 at;
  guint number; /* of the line: the order within a second */
  char *text;
} Line;

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *x = a, *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return (x->number > y->number) - (x->number < y->number);
}

G_GNUC_PRINTF (3, 4)
static void
add_line (GArray *lines, gint64 at, const char *format, ...)
{
  g_autofree char *rest = NULL;
  Line line = { at, lines->len, NULL };
  va_list arguments;

  va_start (arguments, format);
  rest = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  line.text = g_strdup_printf ("%" G_GINT64_FORMAT "|%s\n", TEST_START / FW_SECOND + at, rest);
  g_array_append_val (lines, line);
}

/* What systems tell of a contact afterwards. */
static void
add_facts (GString *facts, GRand *random, guint i, gint64 end)
{
  static const struct
  {
    const char *type, *more;
    gint of;
  } kinds[] = { { "closed", "", 2 },
                { "replied", ",\"agent\":\"Agent/1\"", 4 },
                { "complaint", ",\"reason\":\"delay\"", 10 },
                { "service-error", ",\"reason\":\"wrong\"", 10 } };

  for (guint j = 0; j < G_N_ELEMENTS (kinds); j++)
    if (g_rand_int_range (random, 0, kinds[j].of) == 0)
      g_string_append_printf (
          facts,
          "{\"source\":\"pbx\",\"id\":\"f%u-%u\",\"at\":%" G_GINT64_FORMAT
          ",\"type\":\"%s\",\"contact\":\"c%u\"%s}\n",
          i, j, (TEST_START / FW_SECOND + end + g_rand_int_range (random, 1, 200000)) * 1000000,
          kinds[j].type, i, kinds[j].more);
}

/* A call, and perhaps a survey after it. */
static void
add_call (GArray *lines, GString *ratings, GRand *random, guint i, gint64 at, gint64 *free_at)
{
  static const char *const queues[] = { "sales", "support" };
  const char *queue = queues[g_rand_int_range (random, 0, 2)];
  gint wait = g_rand_int_range (random, 0, 50), talk = g_rand_int_range (random, 1, 500);
  guint agent = (guint) g_rand_int_range (random, 0, 4);

  add_line (lines, at, "c%u|%s|NONE|ENTERQUEUE||1380000%02d|1", i, queue,
            g_rand_int_range (random, 0, 25));
  if (free_at[agent] > at + wait || g_rand_int_range (random, 0, 6) == 0)
    {
      add_line (lines, at + wait, "c%u|%s|NONE|ABANDON|1|1|%d", i, queue, wait);
      return;
    }
  if (wait > 20)
    add_line (lines, at + 15, "c%u|%s|Agent/%u|RINGNOANSWER|9000", i, queue, (agent + 1) % 4 + 1);
  add_line (lines, at + wait, "c%u|%s|Agent/%u|CONNECT|%d|x|2", i, queue, agent + 1, wait);
  free_at[agent] = at + wait + talk;
  if (g_rand_int_range (random, 0, 8) == 0)
    add_line (lines, at + wait + talk, "c%u|%s|Agent/%u|BLINDTRANSFER|200|default|%d|%d|1", i,
              queue, agent + 1, wait, talk);
  else
    add_line (lines, at + wait + talk, "c%u|%s|Agent/%u|COMPLETECALLER|%d|%d|1", i, queue,
              agent + 1, wait, talk);
  add_facts (ratings, random, i, at + wait + talk);
  if (g_rand_int_range (random, 0, 3) == 0)
    g_string_append_printf (ratings,
                            "{\"source\":\"pbx\",\"id\":\"s%u\",\"at\":%" G_GINT64_FORMAT
                            ",\"type\":\"survey\",\"contact\":\"c%u\",\"rating\":%d}\n",
                            i, (TEST_START / FW_SECOND + at + wait + talk + 60) * 1000000, i,
                            g_rand_int_range (random, 1, 6));
}

static void
add_shift (GArray *lines, GRand *random, guint agent, gint64 from)
{
  gint64 at = from + g_rand_int_range (random, 0, 300);

  add_line (lines, at, "NONE|sales|Agent/%u|ADDMEMBER|", agent);
  add_line (lines, at, "NONE|support|Agent/%u|ADDMEMBER|", agent);
  for (guint i = 0; i < 4; i++)
    {
      at += g_rand_int_range (random, 600, 5000);
      add_line (lines, at, "NONE|sales|Agent/%u|PAUSE|lunch", agent);
      add_line (lines, at, "NONE|support|Agent/%u|PAUSE|lunch", agent);
      at += g_rand_int_range (random, 1, 900);
      add_line (lines, at, "NONE|sales|Agent/%u|UNPAUSE|", agent);
      add_line (lines, at, "NONE|support|Agent/%u|UNPAUSE|", agent);
    }
  at += g_rand_int_range (random, 600, 5000);
  add_line (lines, at, "NONE|sales|Agent/%u|REMOVEMEMBER|", agent);
  add_line (lines, at, "NONE|support|Agent/%u|REMOVEMEMBER|", agent);
}

static void
clear_line (gpointer line)
{
  g_free (((Line *) line)->text);
}

static void
write_log (Piece *pieces, GRand *random)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  gint64 free_at[4] = { 0 };
  guint calls = 0;

  g_array_set_clear_func (lines, clear_line);
  for (guint day = 0; day < DAYS; day++)
    {
      for (guint agent = 1; agent <= 3; agent++) /* the fourth never signs in */
        add_shift (lines, random, agent, day * 86400);
      if (day % 4 == 1)
        add_line (lines, day * 86400 + g_rand_int_range (random, 0, 20000),
                  "NONE|NONE|NONE|QUEUESTART|");
      for (guint i = 0; i < 20; i++, calls++)
        add_call (lines, pieces[N_PIECES - 1].text, random, calls,
                  day * 86400 + i * 1000 + g_rand_int_range (random, 0, 990), free_at);
    }
  g_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append (pieces[(i + 37) * LOG_PIECES / (lines->len + 37)].text,
                     g_array_index (lines, Line, i).text);
}

static void
write_lists (Piece *pieces, GRand *random)
{
  for (guint i = 0; i < LIST_PIECES; i++)
    g_string_append (pieces[i].text,
                     "date_time,agent,queue,customer,outcome,wait,talk,rating,nps,resolved\n");
  for (guint i = 0; i < 120; i++)
    {
      gint64 at =
          TEST_START + (gint64) g_rand_int_range (random, -20 * 1440, 20 * 1440) * FW_MINUTE;
      gboolean answered = g_rand_int_range (random, 0, 4) != 0;
      g_autofree char *time = fw_time_format (at);

      g_string_append_printf (
          pieces[g_rand_int_range (random, 0, LIST_PIECES)].text,
          "%s,%s,%s,k%d,%s,%d,%d,%d,%d,%s\n", time, answered ? "Agent/1" : "", "sales",
          g_rand_int_range (random, 0, 20), answered ? "answered" : "abandoned",
          g_rand_int_range (random, 0, 90), answered ? g_rand_int_range (random, 10, 600) : 0,
          answered ? g_rand_int_range (random, 1, 6) : 0,
          answered ? g_rand_int_range (random, 0, 11) : 0, g_rand_boolean (random) ? "yes" : "no");
    }
}

static void
write_pieces (Piece *pieces, guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  for (guint i = 0; i < N_PIECES; i++)
    pieces[i] =
        (Piece){ i < LOG_PIECES     ? FW_FORMAT_QUEUE_LOG
                 : i < N_PIECES - 1 ? FW_FORMAT_CALLS
                                    : FW_FORMAT_EVENTS,
                 i < LOG_PIECES || i == N_PIECES - 1 ? "pbx" : "calls", g_string_new (NULL) };
  write_log (pieces, random);
  write_lists (pieces + LOG_PIECES, random);
}

/* ---- what comes of it ---- */

static void
import_piece (FwCentre *centre, const Piece *piece)
{
  g_autoptr (FwZone) zone = fw_zone_new ("UTC", 0, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (piece->text->str, piece->text->len);
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;
  FwCentreImport import = {
    .intake = { .format = piece->format, .source = piece->source, .zone = zone },
    .bytes = bytes,
    .skip_word = "skip"
  };
  FwFloorReport floor = { 0 };

  fw_centre_import_perform (&import, centre, NULL, report, &floor, NULL, &error);
  g_assert_no_error (error);
  if (report->rejected > 0)
    g_error ("%s", ((FwReject *) report->examples->pdata[0])->detail);
  g_assert_cmpuint (report->unfinished, ==, 0);
}

static void
describe_sums (FwCentre *centre, const char *name, const FwSums *sums, GPtrArray *lines)
{
  for (const FwMetric *const *metric = fw_metrics (); *metric != NULL; metric++)
    {
      FwFigure figure = fw_metric_compute (*metric, sums, FW_SERVICE_LEVEL_OFFERED);

      if (figure.has_value)
        g_ptr_array_add (lines, g_strdup_printf ("%s %s %.17g of %" G_GUINT64_FORMAT, name,
                                                 (*metric)->name, figure.value, figure.n));
    }
}

static void
describe_by (FwCentre *centre, FwScope *scope, FwDimension dimension, GPtrArray *lines)
{
  FwQuestion question = fw_test_question ();
  g_autoptr (FwCubeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  question.by[0] = dimension;
  question.n_by = 1;
  answer = fw_centre_ask (centre, scope, &question, NULL, &error);
  g_assert_no_error (error);
  describe_sums (centre, "all", &answer->total, lines);
  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);
      g_autofree char *name =
          g_strdup_printf ("%s %s", fw_dimension_to_name (dimension),
                           fw_centre_name_code (centre, dimension, group->codes[0]));

      describe_sums (centre, name, &group->sums, lines);
    }
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static char *
describe (FwCentre *centre)
{
  static const FwDimension dimensions[] = {
    FW_DIMENSION_SHIFT,  FW_DIMENSION_QUEUE,     FW_DIMENSION_TEAM,    FW_DIMENSION_AGENT,
    FW_DIMENSION_TENURE, FW_DIMENSION_HALF_HOUR, FW_DIMENSION_OUTCOME, FW_DIMENSION_TRANSFER,
  };
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  FwQuestion question = fw_test_question ();
  g_autoptr (GPtrArray) contacts = NULL;
  g_autoptr (GError) error = NULL;
  guint64 total;

  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    describe_by (centre, scope, dimensions[i], lines);
  contacts = fw_centre_list_contacts (centre, scope, &question, FW_MEASURE_OFFERED, 0, 100000,
                                      &total, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < contacts->len; i++)
    {
      const FwContactLine *line = contacts->pdata[i];
      const FwContact *row = &line->contact;

      g_ptr_array_add (lines,
                       g_strdup_printf ("%s %s %" G_GINT64_FORMAT " %d %u %u %d %d %d",
                                        line->source, line->id, row->at, row->outcome, row->wait_ms,
                                        row->handling_ms, row->rating, row->repeat, row->transfer));
    }
  g_ptr_array_sort (lines, compare_texts);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
assert_same (const char *found, const char *expected, guint32 seed, guint order)
{
  g_auto (GStrv) a = g_strsplit (found, "\n", -1);
  g_auto (GStrv) b = g_strsplit (expected, "\n", -1);

  for (guint i = 0; a[i] != NULL || b[i] != NULL; i++)
    if (g_strcmp0 (a[i], b[i]) != 0)
      g_error ("seed %u, order %u:\n  %s\ninstead of\n  %s", seed, order, a[i], b[i]);
}

/* Order 0: as written; 1: from the last to the first; others: shuffled, some pieces twice, with the
 * centre closed now and then. */
static char *
import_in_order (const Piece *pieces, guint order, GRand *random)
{
  char *location = fw_test_store_new ();
  FwCentre *centre = fw_test_centre_open (location);
  g_autoptr (GPtrArray) house = fw_test_house ();
  guint numbers[N_PIECES];
  char *found;

  fw_test_centre_put_house (centre, house);
  for (guint i = 0; i < N_PIECES; i++)
    numbers[i] = order == 1 ? N_PIECES - 1 - i : i;
  for (guint i = N_PIECES - 1; order > 1 && i > 0; i--)
    {
      guint other = (guint) g_rand_int_range (random, 0, (gint) i + 1), kept = numbers[i];

      numbers[i] = numbers[other];
      numbers[other] = kept;
    }
  for (guint i = 0; i < N_PIECES; i++)
    {
      import_piece (centre, &pieces[numbers[i]]);
      if (order > 1 && g_rand_boolean (random))
        import_piece (centre, &pieces[numbers[g_rand_int_range (random, 0, (gint) i + 1)]]);
      if (order > 1 && g_rand_int_range (random, 0, 3) == 0)
        {
          fw_centre_close (centre);
          centre = fw_test_centre_open (location);
        }
    }
  fw_test_centre_verify (centre);
  found = describe (centre);
  fw_centre_close (centre);
  centre = fw_test_centre_open (location);
  {
    g_autofree char *again = describe (centre);

    g_assert_cmpstr (again, ==, found);
  }
  fw_centre_close (centre);
  fw_test_store_free (location);
  return found;
}

static void
test_orders (void)
{
  for (guint32 seed = 1; seed <= 3; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed * 101);
      g_autofree char *expected = NULL;
      Piece pieces[N_PIECES];

      write_pieces (pieces, seed);
      expected = import_in_order (pieces, 0, random);
      /* There is something to compare, of every metric. */
      g_assert_nonnull (strstr (expected, "agent Agent/4 occupancy"));
      g_assert_nonnull (strstr (expected, "transfer blind first_contact_resolution"));
      g_assert_nonnull (strstr (expected, "calls "));
      for (const FwMetric *const *metric = fw_metrics (); *metric != NULL; metric++)
        {
          g_autofree char *line = g_strdup_printf ("all %s ", (*metric)->name);

          if (strstr (expected, line) == NULL)
            g_error ("nothing of %s", (*metric)->name);
        }
      for (guint order = 1; order < 5; order++)
        {
          g_autofree char *found = import_in_order (pieces, order, random);

          assert_same (found, expected, seed, order);
        }
      for (guint i = 0; i < N_PIECES; i++)
        g_string_free (pieces[i].text, TRUE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/centre/order/imports", test_orders);
  return g_test_run ();
}
