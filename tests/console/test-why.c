/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/help/fw-help.h"
#include "console/why/fw-why-export.h"
#include "console/why/fw-why-page.h"
#include "console/why/fw-why-question.h"
#include "console/why/fw-why-sentence.h"
#include "console/why/fw-why-words.h"
#include "fw-picture.h"
#include "fw-stage.h"
#include "fw-why-fixture.h"

#include <libsoup/soup.h>
#include <math.h>
#include <string.h>

/* A server that answers every question with one answer, at once or when it is let. */
typedef struct
{
  SoupServer *server;
  FwClient *client;
  FwView *view;
  FwWhyPage *page;
  GtkWindow *window;
  char *answer;
  char *last;
  guint n_asked;
  gboolean slow; /* the answer waits */
  SoupServerMessage *waiting;
} Fixture;

static void
answer (Fixture *f, SoupServerMessage *message, const char *text)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text,
                                    strlen (text));
}

static void
handler_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  Fixture *f = data;

  if (g_str_has_suffix (path, "/why"))
    {
      f->n_asked++;
      g_free (f->last);
      f->last = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
      if (f->slow)
        {
          g_set_object (&f->waiting, message);
          soup_server_message_pause (message);
        }
      else
        answer (f, message, f->answer);
      return;
    }
  answer (f, message,
          "{\"id\":\"a\",\"name\":\"A\",\"role\":\"supervisor\",\"sites\":null,\"teams\":null,"
          "\"sample\":false,\"centre\":\"c\",\"records\":[]}");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *url = NULL;
  GSList *uris;

  f->answer = fw_why_fixture_json (fw_why_fixture_answer ());
  f->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (f->server, NULL, handler_cb, f, NULL);
  g_assert_true (soup_server_listen_local (f->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (f->server);
  url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  f->client = fw_client_new (url);
  fw_client_set_token (f->client, "t");
  f->view = fw_view_new ();
  fw_view_set (f->view, "range", "7d");
  f->page = g_object_new (FW_TYPE_WHY_PAGE, "page-name", "why", NULL);
  f->window = fw_stage_show (GTK_WIDGET (f->page), 1240, 800);
  fw_page_attach (FW_PAGE (f->page), f->client, f->view);
  fw_test_settle (600);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (f->window);
  fw_test_settle (100);
  g_clear_object (&f->client);
  g_clear_object (&f->view);
  g_clear_object (&f->waiting);
  soup_server_disconnect (f->server);
  g_clear_object (&f->server);
  g_clear_pointer (&f->answer, g_free);
  g_clear_pointer (&f->last, g_free);
}

static void
wait_for_answer (Fixture *f)
{
  for (guint i = 0; i < 200 && fw_why_page_is_asking (f->page); i++)
    fw_test_settle (10);
  g_assert_false (fw_why_page_is_asking (f->page));
  fw_test_settle (100);
}

static void
test_answer (Fixture *f, gconstpointer data)
{
  FwWhyBoard *board = fw_why_page_get_board (f->page);
  FwLiveGrid *causes =
      fw_why_table_get_grid (fw_why_causes_get_table (fw_why_board_get_causes (board)));
  g_autofree char *table = NULL;

  wait_for_answer (f);
  g_assert_nonnull (strstr (f->last, "metric=csat"));
  g_assert_nonnull (strstr (f->last, "baseline=last-week"));
  g_assert_cmpint (g_str_has_prefix (fw_why_board_get_sentence (board),
                                     "CSAT is 87.2 %, 4.2 points below the 91.4 % before"),
                   ==, TRUE);
  g_assert_cmpuint (fw_live_grid_count (causes), ==, 7);
  table = fw_live_grid_to_table (causes, TRUE, FALSE);
  /* the first cause is chosen, and is what is copied */
  g_assert_nonnull (strstr (table, "Night B"));
  g_assert_null (strstr (table, "Router"));
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (f->window)), ==, 0);
  fw_test_picture (GTK_WIDGET (f->window), "why-cells");
  fw_why_board_choose_view (board, "factors");
  fw_test_settle (200);
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (f->window)), ==, 0);
  fw_test_picture (GTK_WIDGET (f->window), "why-factors");
}

/* The values of a dimension add up to the change, and what is left is 0. */
static void
test_residual (Fixture *f, gconstpointer data)
{
  FwWhyCells *cells = fw_why_board_get_cells (fw_why_page_get_board (f->page));

  wait_for_answer (f);
  g_assert_true (fw_why_cells_choose (cells, "team"));
  g_assert_cmpfloat (fabs (fw_why_cells_get_residual (cells)), <, 1e-12);
  g_assert_cmpuint (fw_live_grid_count (fw_why_table_get_grid (fw_why_cells_get_table (cells))), ==,
                    6);
  g_assert_true (fw_why_cells_choose (cells, "product"));
  g_assert_cmpfloat (fabs (fw_why_cells_get_residual (cells)), <, 1e-12);
  g_assert_false (fw_why_cells_choose (cells, "weather"));
}

static void
test_drill (Fixture *f, gconstpointer data)
{
  FwWhyBoard *board = fw_why_page_get_board (f->page);
  FwLiveGrid *grid =
      fw_why_table_get_grid (fw_why_cells_get_table (fw_why_board_get_cells (board)));
  g_autoptr (GObject) row = NULL;

  wait_for_answer (f);
  fw_live_grid_select (grid, 0);
  row = fw_live_grid_get_selected (grid);
  g_assert_nonnull (row);
  g_signal_emit_by_name (grid, "activated", row, 0);
  wait_for_answer (f);
  g_assert_cmpuint (fw_why_page_get_depth (f->page), ==, 1);
  g_assert_nonnull (strstr (f->last, "shift=Night"));
  gtk_widget_activate_action (GTK_WIDGET (f->page), "why.copy-answer", NULL);
  g_signal_emit_by_name (board, "go", 0);
  wait_for_answer (f);
  g_assert_cmpuint (fw_why_page_get_depth (f->page), ==, 0);
  g_assert_null (strstr (f->last, "shift="));
}

/* A question that was cancelled leaves the answer of before, and can be asked again. */
static void
test_cancel (Fixture *f, gconstpointer data)
{
  FwWhyBoard *board = fw_why_page_get_board (f->page);
  guint asked;

  wait_for_answer (f);
  f->slow = TRUE;
  fw_page_refresh (FW_PAGE (f->page));
  fw_test_settle (200);
  g_assert_true (fw_why_page_is_asking (f->page));
  g_signal_emit_by_name (board, "cancel");
  fw_test_settle (100);
  g_assert_false (fw_why_page_is_asking (f->page));
  g_assert_nonnull (fw_why_board_get_result (board));
  asked = f->n_asked;
  f->slow = FALSE;
  fw_page_refresh (FW_PAGE (f->page));
  wait_for_answer (f);
  g_assert_cmpuint (f->n_asked, ==, asked + 1);
}

/* Three changes of the view in a row are one question. */
static void
test_view (Fixture *f, gconstpointer data)
{
  guint asked;

  wait_for_answer (f);
  asked = f->n_asked;
  fw_view_set (f->view, "metric", "aht_s");
  fw_view_set (f->view, "range", "yesterday");
  fw_view_set (f->view, "against", "others");
  fw_test_settle (300);
  wait_for_answer (f);
  g_assert_cmpuint (f->n_asked, ==, asked + 1);
  g_assert_nonnull (strstr (f->last, "metric=aht_s"));
  g_assert_nonnull (strstr (f->last, "baseline=others"));
}

/* A good period is asked for by its id; its days are the server's to know. */
static void
test_good_period (Fixture *f, gconstpointer data)
{
  wait_for_answer (f);
  fw_view_set (f->view, "against", "period/calm week");
  fw_test_settle (300);
  wait_for_answer (f);
  g_assert_nonnull (strstr (f->last, "baseline=period&baseline_id=calm%20week"));
  g_assert_null (strstr (f->last, "baseline_from"));
  /* a period without days is none that could be asked about */
  fw_view_set (f->view, "against", "period");
  fw_test_settle (300);
  wait_for_answer (f);
  g_assert_nonnull (strstr (f->last, "baseline=previous"));
}

static void
test_bad_answer (Fixture *f, gconstpointer data)
{
  wait_for_answer (f);
  g_free (f->answer);
  f->answer = g_strdup ("{\"metric\":\"csat\",\"state\":7}");
  fw_page_refresh (FW_PAGE (f->page));
  wait_for_answer (f);
  g_assert_nonnull (fw_page_get_problem (FW_PAGE (f->page)));
  g_assert_nonnull (fw_why_board_get_result (fw_why_page_get_board (f->page)));
}

static void
test_opened (Fixture *f, gconstpointer data)
{
  g_autoptr (GVariant) thin =
      g_variant_ref_sink (fw_why_question_new ("service_level", 12, "team", "night,b", "Night, B"));

  wait_for_answer (f);
  fw_view_set (f->view, "team", "sales-a");
  fw_page_open (FW_PAGE (f->page), thin);
  wait_for_answer (f);
  g_assert_cmpstr (fw_view_get (f->view, "metric"), ==, "service_level");
  /* twelve contacts are too few for a day */
  g_assert_cmpstr (fw_view_get (f->view, "range"), ==, "7d");
  g_assert_cmpuint (fw_why_page_get_depth (f->page), ==, 1);
  /* the team of the row takes the place of that of the bar */
  g_assert_null (strstr (f->last, "sales-a"));
  g_assert_nonnull (strstr (f->last, "team=night%5C%2Cb"));
}

static void
test_narrow (Fixture *f, gconstpointer data)
{
  wait_for_answer (f);
  gtk_window_set_default_size (f->window, 640, 600);
  fw_test_settle (300);
  fw_test_picture (GTK_WIDGET (f->window), "why-narrow");
}

/* ---- words ---- */

static void
check_sentence (FwWhyAnswer *what, const char *begins, const char *contains)
{
  g_autoptr (FwWhyAnswer) held = what;
  g_autofree char *text = fw_why_sentence_text (held);
  g_autofree char *markup = fw_why_sentence_markup (held);

  g_test_message ("%s", text);
  if (!g_str_has_prefix (text, begins) || strstr (text, contains) == NULL)
    g_error ("%s", text);
  g_assert_null (strchr (text, '{'));
  g_assert_true (pango_parse_markup (markup, -1, 0, NULL, NULL, NULL, NULL));
}

static void
test_sentences (void)
{
  FwWhyAnswer *other = fw_why_fixture_answer (), *hidden = fw_why_fixture_answer ();

  hidden->state = FW_WHY_WITHIN_CHANCE;
  check_sentence (hidden, "CSAT is 87.2 %, against 91.4 %: as a whole it stayed where it was",
                  "all the same");
  check_sentence (fw_why_fixture_answer (), "CSAT is 87.2 %, 4.2 points below", "Look first at ");
  check_sentence (fw_why_fixture_answer (),
                  "CSAT is 87.2 %, 4.2 points below the 91.4 % before (interval",
                  "The rest, −0.6, is within chance.");
  check_sentence (fw_why_fixture_state (FW_WHY_WITHIN_CHANCE, FW_WHY_PREVIOUS),
                  "CSAT is 91.1 %, against 91.2 %", "chance explains the difference");
  check_sentence (fw_why_fixture_state (FW_WHY_NO_WINDOW, FW_WHY_PREVIOUS),
                  "No contact counts for CSAT", "Choose a longer time");
  check_sentence (fw_why_fixture_state (FW_WHY_NO_BASELINE, FW_WHY_PREVIOUS),
                  "There is nothing to compare CSAT with", "Compare with another time");
  check_sentence (fw_why_fixture_state (FW_WHY_NO_BASELINE, FW_WHY_TARGET),
                  "No target is set for CSAT.", "Policies");
  check_sentence (fw_why_fixture_state (FW_WHY_SCARCE, FW_WHY_PREVIOUS),
                  "Too few contacts to tell: 12 count for CSAT, 9 before.", "wider scope");
  other->baseline = FW_WHY_OTHERS;
  other->localised = FALSE;
  other->simpson = g_strdup ("team");
  g_ptr_array_set_size (other->causes, 0);
  g_ptr_array_set_size (other->mixes, 0);
  check_sentence (other, "CSAT is 87.2 %, 4.2 points below the 91.4 % of the others", "Simpson");
}

/* A week before has days in common with more than seven days. */
static void
test_long_times (void)
{
  const gint64 day = G_TIME_SPAN_DAY, first = G_GINT64_CONSTANT (1794636000) * G_USEC_PER_SEC;
  g_autoptr (FwView) view = fw_view_new ();

  fw_view_set (view, "range", "7d");
  g_assert_cmpstr (fw_view_get (view, "against"), ==, "last-week");
  fw_view_set_days (view, first, first + 6 * day);
  g_assert_cmpstr (fw_view_get (view, "against"), ==, "last-week");
  fw_view_set_days (view, first, first + 7 * day);
  g_assert_cmpstr (fw_view_get (view, "against"), ==, "previous");
  fw_view_set (view, "range", "today");
  fw_view_set (view, "against", "last-week");
  fw_view_set (view, "range", "28d");
  g_assert_cmpstr (fw_view_get (view, "against"), ==, "previous");
  fw_view_set (view, "against", "target");
  fw_view_set (view, "range", "30d");
  g_assert_cmpstr (fw_view_get (view, "against"), ==, "target");
}

/* What was not searched is said, for its reason. */
static void
test_unsearched (void)
{
  g_autoptr (FwWhyAnswer) what = fw_why_fixture_answer ();
  g_autofree char *all = NULL, *some = NULL;

  g_ptr_array_set_size (what->unsearched, 0);
  all = fw_why_sentence_tested (what);
  g_assert_null (strstr (all, "not searched"));
  g_ptr_array_add (what->unsearched, fw_why_unsearched_new ("team", "", "who-answers"));
  g_ptr_array_add (what->unsearched, fw_why_unsearched_new ("product", "", "unknown"));
  g_ptr_array_add (what->unsearched, fw_why_unsearched_new ("tenure", "", "who-answers"));
  some = fw_why_sentence_tested (what);
  g_assert_true (
      g_str_has_suffix (some, "not searched: Team, Time in the job (follows from who answers); "
                              "Product (not known of enough contacts)"));
}

/* Names come from outside: nothing in them may become markup. */
static void
test_escaped (void)
{
  g_autoptr (FwWhyAnswer) what = fw_why_fixture_answer ();
  FwWhyCause *cause = g_ptr_array_index (what->causes, 0);
  g_autofree char *markup = NULL, *text = NULL;

  g_array_set_size (cause->cell.parts, 0);
  fw_why_cell_add_part (&cause->cell, "team", "x", "<b>Night & {effect}");
  markup = fw_why_sentence_markup (what);
  text = fw_why_sentence_text (what);
  g_assert_true (pango_parse_markup (markup, -1, 0, NULL, NULL, NULL, NULL));
  g_assert_nonnull (strstr (text, "<b>Night & "));
}

static void
test_words (void)
{
  const FwMetric *csat = fw_metric_find ("csat"), *aht = fw_metric_find ("aht_s");
  g_autofree char *down = fw_why_words_effect (csat, -0.019);
  g_autofree char *up = fw_why_words_effect (aht, 6.2);
  g_autofree char *none = fw_why_words_effect (csat, NAN);
  g_autofree char *zero = fw_why_words_effect (csat, -0.00001);
  g_autofree char *period =
      fw_why_words_period (G_GINT64_CONSTANT (1794636000) * G_USEC_PER_SEC,
                           G_GINT64_CONSTANT (1795240800) * G_USEC_PER_SEC, NULL);

  g_assert_cmpstr (down, ==, "−1.9");
  g_assert_cmpstr (up, ==, "+6s");
  g_assert_cmpstr (none, ==, "—");
  g_assert_cmpstr (zero, ==, "0.0");
  /* seven days that begin at six */
  g_assert_nonnull (strstr (period, "14"));
  g_assert_nonnull (strstr (period, "20"));
  g_assert_true (fw_why_words_good (csat, 0.1));
  g_assert_false (fw_why_words_good (aht, 3));
}

static void
test_contacts_behind (void)
{
  g_autoptr (FwView) view = fw_view_new ();
  g_autoptr (FwWhyAnswer) what = fw_why_fixture_answer ();
  g_autoptr (GArray) parts = fw_why_parts_new ();
  const FwWhyCause *cause = g_ptr_array_index (what->causes, 0);
  g_autofree char *now = NULL, *before = NULL, *none = NULL;
  const char *reason;

  fw_view_set (view, "site", "main");
  fw_why_parts_add (parts, "shift", "night", "Night");
  now = fw_why_question_to_contacts (view, parts, what, &cause->cell, FALSE, &reason);
  g_assert_cmpstr (now, ==,
                   "from=2026-11-14T00%3A00%3A00Z&to=2026-11-21T00%3A00%3A00Z&site=main&"
                   "shift=night&team=night-b&consecutive_nights=4%2C5");
  before = fw_why_question_to_contacts (view, parts, what, NULL, TRUE, &reason);
  g_assert_true (g_str_has_prefix (before, "from=2026-11-07T00%3A00%3A00Z"));
  what->baseline = FW_WHY_TARGET;
  none = fw_why_question_to_contacts (view, parts, what, NULL, TRUE, &reason);
  g_assert_null (none);
  g_assert_nonnull (reason);
}

static void
test_export (void)
{
  g_autoptr (FwWhyAnswer) what = fw_why_fixture_answer ();
  g_autofree char *text = fw_why_export_text (what);

  g_assert_nonnull (strstr (text, "Team Night B"));
  g_assert_nonnull (strstr (text, "71 of 412 cells"));
  g_assert_nonnull (strstr (text, "Product\tEffect"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fw_stage_init ();
  g_test_add ("/why/answer", Fixture, NULL, set_up, test_answer, tear_down);
  g_test_add ("/why/residual", Fixture, NULL, set_up, test_residual, tear_down);
  g_test_add ("/why/drill", Fixture, NULL, set_up, test_drill, tear_down);
  g_test_add ("/why/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/why/view", Fixture, NULL, set_up, test_view, tear_down);
  g_test_add ("/why/good-period", Fixture, NULL, set_up, test_good_period, tear_down);
  g_test_add ("/why/bad-answer", Fixture, NULL, set_up, test_bad_answer, tear_down);
  g_test_add ("/why/opened", Fixture, NULL, set_up, test_opened, tear_down);
  g_test_add ("/why/narrow", Fixture, NULL, set_up, test_narrow, tear_down);
  g_test_add_func ("/why/sentences", test_sentences);
  g_test_add_func ("/why/long-times", test_long_times);
  g_test_add_func ("/why/unsearched", test_unsearched);
  g_test_add_func ("/why/escaped", test_escaped);
  g_test_add_func ("/why/words", test_words);
  g_test_add_func ("/why/contacts-behind", test_contacts_behind);
  g_test_add_func ("/why/export", test_export);
  return g_test_run ();
}
