/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-heat.h"
#include "console/why/fw-why-paths.h"
#include "console/why/fw-why-radar.h"
#include "console/why/fw-why-reasons.h"
#include "core/metric/fw-rated.h"
#include "fw-picture.h"
#include "fw-stage.h"

#include <libsoup/soup.h>
#include <string.h>

#define FROM (G_GINT64_CONSTANT (1795046400) * G_USEC_PER_SEC)
#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

/* A server that answers these four and counts how often it is asked. */
typedef struct
{
  SoupServer *server;
  FwClient *client;
  GtkWindow *window;
  guint n_asked;
  char *last_path;
  const char *instead; /* (nullable): answered to everything */
  guint status;
} Fixture;

static const FwWhyPeriod night = { "team=night-b", FROM, FROM + 7 * DAY };

static gboolean nights; /* nothing between six and twenty-two */

static char *
make_hours (void)
{
  GString *json =
      g_string_new ("{\"metric\":\"csat\",\"at_least\":true,\"least_n\":20,\"cells\":[");

  for (guint i = 0; i < 7 * 48; i++)
    if (!nights || i % 48 < 12 || i % 48 >= 44)
      g_string_append_printf (json,
                              "%s{\"weekday\":%u,\"half_hour\":\"%02u:%02u\",\"before\":0.86,"
                              "\"now\":%s,\"n_before\":%u,"
                              "\"n_now\":41}",
                              i > 0 ? "," : "", i / 48 + 1, i % 48 / 2, i % 2 * 30,
                              i / 48 == 1 && i % 48 < 10 ? "0.71"
                              : i % 3 == 0               ? "0.87"
                                                         : "0.85",
                              i / 48 == 6 ? 3 : 60);
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

static char *
make_service (void)
{
  static const char *const metrics[] = {
    "connection_rate",          "service_level", "asa_s", "aht_s", "csat", "resolution_rate",
    "first_contact_resolution", "transfer_rate"
  };
  GString *json = g_string_new ("{\"offered\":640,\"dimensions\":[");

  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      gboolean seconds = g_str_has_suffix (metrics[i], "_s"), below = i % 3 == 1;

      g_string_append_printf (
          json,
          "%s{\"metric\":\"%s\",\"value\":%s,\"n\":600,\"low\":0.7,\"high\":0.9,\"centre\":0.9,"
          "\"benchmark\":%s,\"policy\":\"p\",\"shipped\":%s,\"score\":%s,\"centre_score\":88,"
          "\"benchmark_score\":80,\"below\":%s}",
          i > 0 ? "," : "", metrics[i],
          i == 6    ? "null"
          : seconds ? "252"
                    : "0.84",
          seconds ? "270" : "0.9", i == 0 ? "false" : "true",
          i == 6  ? "null"
          : below ? "61.5"
                  : "86",
          i != 6 && below ? "true" : "false");
    }
  g_string_append (json, "],\"sides\":[");
  for (guint i = 0; i < FW_RATED_N_SIDES; i++)
    g_string_append_printf (
        json,
        "%s{\"side\":\"%s\",\"value\":%s,\"n\":40,\"low\":3,\"high\":4.5,\"centre\":4.2,"
        "\"benchmark\":4,\"shipped\":false,\"source\":\"Survey 2025\",\"below\":%s,"
        "\"cannot_tell\":false}",
        i > 0 ? "," : "", fw_rated_sides ()[i].name, i == 3 ? "3.1" : "4.4",
        i == 3 ? "true" : "false");
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

static const char paths_json[] =
    "{\"wait_limit_s\":60,\"talk_limit_s\":900,\"repeat_window_days\":7,\"mature\":300,\"nodes\":["
    "{\"id\":\"offered\",\"count\":640,\"layer\":0,\"row\":0},"
    "{\"id\":\"answered\",\"count\":600,\"layer\":1,\"row\":0},"
    "{\"id\":\"abandoned\",\"count\":36,\"layer\":1,\"row\":1},"
    "{\"id\":\"left\",\"count\":4,\"layer\":1,\"row\":2},"
    "{\"id\":\"ended\",\"count\":580,\"layer\":2,\"row\":0},"
    "{\"id\":\"sent_on\",\"count\":20,\"layer\":2,\"row\":1},"
    "{\"id\":\"resolved\",\"count\":410,\"layer\":3,\"row\":0},"
    "{\"id\":\"unresolved\",\"count\":90,\"layer\":3,\"row\":1},"
    "{\"id\":\"unsaid\",\"count\":80,\"layer\":3,\"row\":2},"
    "{\"id\":\"a step of later\",\"count\":80,\"layer\":9,\"row\":9}],\"edges\":["
    "{\"from\":\"offered\",\"to\":\"answered\",\"count\":600,\"standard\":true,\"median_s\":12,"
    "\"p90_s\":48,\"timed\":600,\"bottleneck\":false},"
    "{\"from\":\"offered\",\"to\":\"abandoned\",\"count\":36,\"standard\":false,\"median_s\":92,"
    "\"p90_s\":250,\"timed\":36,\"bottleneck\":true},"
    "{\"from\":\"offered\",\"to\":\"left\",\"count\":4,\"standard\":false,\"median_s\":null,"
    "\"p90_s\":null,\"timed\":0,\"bottleneck\":false},"
    "{\"from\":\"answered\",\"to\":\"ended\",\"count\":580,\"standard\":true,\"median_s\":242,"
    "\"p90_s\":600,\"timed\":580,\"bottleneck\":false},"
    "{\"from\":\"answered\",\"to\":\"sent_on\",\"count\":20,\"standard\":false,\"median_s\":90,"
    "\"p90_s\":200,\"timed\":20,\"bottleneck\":false},"
    "{\"from\":\"ended\",\"to\":\"resolved\",\"count\":410,\"standard\":true,\"median_s\":null,"
    "\"p90_s\":null,\"timed\":0,\"bottleneck\":false},"
    "{\"from\":\"ended\",\"to\":\"unresolved\",\"count\":90,\"standard\":false,\"median_s\":null,"
    "\"p90_s\":null,\"timed\":0,\"bottleneck\":false},"
    "{\"from\":\"sent_on\",\"to\":\"offered\",\"count\":20,\"standard\":false,\"median_s\":null,"
    "\"p90_s\":null,\"timed\":0,\"bottleneck\":false},"
    "{\"from\":\"ended\",\"to\":\"offered\",\"count\":44,\"standard\":false,\"median_s\":null,"
    "\"p90_s\":null,\"timed\":0,\"bottleneck\":false}]}";

#define GROUP(product, resolution, n)                                                              \
  "{\"key\":{\"product\":\"" product "\"},\"resolution_rate\":" resolution                         \
  ",\"figures\":{\"resolution_rate\":{\"n\":" n "}}}"

static const char groups_json[] = "{\"groups\":[" GROUP ("mobile", "0.8", "200") "," GROUP (
    "router-x2",
    "0.5",
    "180") ","
           "{\"key\":{\"product\":\"fibre\"},\"resolution_rate\":null,\"figures\":{}}," GROUP (
               "", "0.9", "100") "]}";

static void
handler_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  Fixture *f = data;
  gboolean view = strstr (path, "/why/") != NULL || g_str_has_suffix (path, "/kpi");
  char *answer;

  if (view)
    {
      f->n_asked++;
      g_free (f->last_path);
      f->last_path = g_uri_to_string (soup_server_message_get_uri (message));
    }
  if (view && f->instead != NULL)
    answer = g_strdup (f->instead);
  else if (g_str_has_suffix (path, "/why/hours"))
    answer = make_hours ();
  else if (g_str_has_suffix (path, "/why/service"))
    answer = make_service ();
  else if (g_str_has_suffix (path, "/why/paths"))
    answer = g_strdup (paths_json);
  else if (g_str_has_suffix (path, "/kpi"))
    answer = g_strdup (groups_json);
  else if (g_str_has_suffix (path, "/names"))
    answer = g_strdup ("{\"product\":[{\"id\":\"router-x2\",\"title\":\"Router X2\"}]}");
  else
    answer = g_strdup ("{\"id\":\"a\",\"name\":\"A\",\"role\":\"supervisor\",\"sites\":null,"
                       "\"teams\":null,\"sample\":false,\"centre\":\"c\",\"records\":[]}");
  soup_server_message_set_status (message, view ? f->status : 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, answer,
                                    strlen (answer));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *url = NULL;
  GSList *uris;

  f->status = 200;
  f->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (f->server, NULL, handler_cb, f, NULL);
  g_assert_true (soup_server_listen_local (f->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (f->server);
  url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  f->client = fw_client_new (url);
  fw_client_set_token (f->client, "t");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->window != NULL)
    gtk_window_destroy (f->window);
  fw_test_settle (100);
  g_clear_object (&f->client);
  soup_server_disconnect (f->server);
  g_clear_object (&f->server);
  g_clear_pointer (&f->last_path, g_free);
}

static void
cell_cb (FwWhyHeat *heat, guint weekday, const char *half_hour, gpointer data)
{
  g_snprintf (data, 32, "%u %s", weekday, half_hour);
}

/* A night stands in one row, with its figures, and its second half is of the next day. */
static void
test_nights (Fixture *f, gconstpointer data)
{
  FwWhyHeat *heat = FW_WHY_HEAT (fw_why_heat_new (f->client));
  FwChart *chart = fw_why_pane_get_chart (FW_WHY_PANE (heat));
  g_autofree char *words = NULL;
  char cell[32] = "";

  nights = TRUE;
  g_signal_connect (heat, "activated", G_CALLBACK (cell_cb), cell);
  f->window = fw_stage_show (GTK_WIDGET (heat), 1100, 260);
  fw_why_heat_ask (heat, fw_metric_find ("csat"), &night, FROM - 7 * DAY, FROM);
  fw_test_settle (300);
  nights = FALSE;
  words = fw_chart_describe (chart);
  g_assert_nonnull (strstr (words, "of 112 cells"));
  fw_chart_activate (chart, 4 + 3);
  g_assert_cmpstr (cell, ==, "2 01:30");
  fw_chart_activate (chart, 6 * 16 + 4);
  g_assert_cmpstr (cell, ==, "1 00:00");
  fw_chart_activate (chart, 0);
  g_assert_cmpstr (cell, ==, "1 22:00");
  g_assert_true (fw_test_picture (GTK_WIDGET (f->window), "why-nights"));
}

static void
test_heat (Fixture *f, gconstpointer data)
{
  FwWhyHeat *heat = FW_WHY_HEAT (fw_why_heat_new (f->client));
  FwChart *chart = fw_why_pane_get_chart (FW_WHY_PANE (heat));
  g_autofree char *words = NULL;
  char cell[32] = "";

  g_signal_connect (heat, "activated", G_CALLBACK (cell_cb), cell);
  /* nobody looks: nothing is asked */
  fw_why_heat_ask (heat, fw_metric_find ("csat"), &night, FROM - 7 * DAY, FROM);
  fw_test_settle (50);
  g_assert_cmpuint (f->n_asked, ==, 0);
  f->window = fw_stage_show (GTK_WIDGET (heat), 520, 260);
  fw_test_settle (300);
  g_assert_cmpuint (f->n_asked, ==, 1);
  g_assert_nonnull (strstr (f->last_path, "metric=csat"));
  g_assert_nonnull (strstr (f->last_path, "team=night-b"));
  g_assert_cmpstr (fw_why_pane_get_state (FW_WHY_PANE (heat)), ==, "picture");
  words = fw_chart_describe (chart);
  g_assert_true (g_str_has_prefix (words, "288 of 336 cells"));
  fw_chart_activate (chart, 48 + 3);
  g_assert_cmpstr (cell, ==, "2 01:30");
  g_assert_true (fw_test_picture (GTK_WIDGET (f->window), "why-heat"));
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (heat)), ==, 0);
}

static void
text_cb (GObject *object, const char *text, gpointer data)
{
  *(const char **) data = g_intern_string (text);
}

static void
test_radar (Fixture *f, gconstpointer data)
{
  FwWhyRadar *radar = FW_WHY_RADAR (fw_why_radar_new (f->client, FALSE));
  FwChart *chart = fw_why_pane_get_chart (FW_WHY_PANE (radar));
  const char *metric = NULL;
  g_autofree char *item = NULL;
  g_autofree char *words = NULL;

  g_signal_connect (radar, "activated", G_CALLBACK (text_cb), &metric);
  f->window = fw_stage_show (GTK_WIDGET (radar), 860, 340);
  fw_why_radar_ask (radar, &night, "Night B");
  fw_test_settle (400);
  g_assert_cmpstr (fw_why_pane_get_state (FW_WHY_PANE (radar)), ==, "picture");
  words = fw_chart_describe (chart);
  g_assert_nonnull (strstr (words, "84.0 % below")); /* a figure, as everywhere */
  item = fw_chart_describe_item (chart, 1);
  g_assert_nonnull (strstr (item, "Night B: score 62 of 100"));
  fw_chart_activate (chart, 4);
  g_assert_cmpstr (metric, ==, "csat");
  g_assert_true (fw_test_picture (GTK_WIDGET (f->window), "why-radar"));
  gtk_window_set_default_size (f->window, 420, 460);
  fw_test_settle (200);
  g_assert_true (fw_test_picture (GTK_WIDGET (f->window), "why-radar-narrow"));
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (radar)), ==, 0);
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

/* What surveys say of single sides, each held against an industry average whose source is said; the
 * short side has its advice. */
static void
test_rated_sides (Fixture *f, gconstpointer data)
{
  FwWhyRadar *radar = FW_WHY_RADAR (fw_why_radar_new (f->client, TRUE));
  g_autofree char *words = NULL;

  f->window = fw_stage_show (GTK_WIDGET (radar), 860, 340);
  fw_why_radar_ask (radar, &night, "Night B");
  fw_test_settle (400);
  g_assert_cmpstr (fw_why_pane_get_state (FW_WHY_PANE (radar)), ==, "picture");
  words = fw_chart_describe (fw_why_pane_get_chart (FW_WHY_PANE (radar)));
  g_assert_nonnull (strstr (words, "Attitude"));
  g_assert_true (says (GTK_WIDGET (radar), "Practise clear wording"));
  g_assert_true (fw_test_picture (GTK_WIDGET (f->window), "why-rated"));
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (radar)), ==, 0);
}

static void
test_paths (Fixture *f, gconstpointer data)
{
  FwWhyPaths *paths = FW_WHY_PATHS (fw_why_paths_new (f->client));
  FwChart *chart = fw_why_pane_get_chart (FW_WHY_PANE (paths));
  const char *measure = NULL;
  g_autofree char *table = NULL;

  g_signal_connect (paths, "activated", G_CALLBACK (text_cb), &measure);
  f->window = fw_stage_show (GTK_WIDGET (paths), 900, 300);
  fw_why_paths_ask (paths, &night);
  fw_test_settle (400);
  g_assert_cmpstr (fw_why_pane_get_state (FW_WHY_PANE (paths)), ==, "picture");
  table = fw_chart_to_table (chart);
  g_assert_nonnull (strstr (table, "Offered\tAbandoned\t36\tdeviation\thalf within 1m 32s, nine of "
                                   "ten within 4m 10s"));
  g_assert_nonnull (strstr (table, "Ended\tOffered\t44\tdeviation\tthe same customer again within "
                                   "7 days"));
  fw_chart_activate (chart, 0);
  g_assert_cmpstr (measure, ==, "offered");
  g_assert_true (fw_test_picture (GTK_WIDGET (f->window), "why-paths"));
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (paths)), ==, 0);
}

static void
reason_cb (FwWhyReasons *reasons, const char *dimension, const char *value, gpointer data)
{
  g_snprintf (data, 64, "%s=%s", dimension, value);
}

static void
test_reasons (Fixture *f, gconstpointer data)
{
  FwWhyReasons *reasons = FW_WHY_REASONS (fw_why_reasons_new (f->client));
  FwChart *chart = fw_why_pane_get_chart (FW_WHY_PANE (reasons));
  g_autofree char *words = NULL;
  char chosen[64] = "";

  g_signal_connect (reasons, "activated", G_CALLBACK (reason_cb), chosen);
  f->window = fw_stage_show (GTK_WIDGET (reasons), 620, 320);
  fw_test_settle (200);
  g_assert_cmpuint (f->n_asked, ==, 0);
  fw_why_reasons_ask (reasons, &night);
  fw_test_settle (400);
  g_assert_nonnull (strstr (f->last_path, "by=product"));
  words = fw_chart_describe (chart);
  g_assert_true (g_str_has_prefix (words, "Router X2 90, mobile 40, none 10"));
  fw_chart_activate (chart, 0);
  g_assert_cmpstr (chosen, ==, "product=router-x2");
  g_assert_true (fw_test_picture (GTK_WIDGET (f->window), "why-reasons"));
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (reasons)), ==, 0);
  f->instead = "{\"groups\":[]}";
  fw_why_reasons_choose (reasons, "csat", "queue");
  fw_test_settle (300);
  g_assert_nonnull (strstr (f->last_path, "by=queue"));
  g_assert_cmpstr (fw_why_pane_get_state (FW_WHY_PANE (reasons)), ==, "nothing");
}

static void
test_problems (Fixture *f, gconstpointer data)
{
  static const char *const bad[] = {
    "{}",
    "[]",
    "{\"cells\":5}",
    "{\"nodes\":[1],\"edges\":[]}",
    "{\"dimensions\":[{}],\"offered\":1}",
    "{\"cells\":[{\"weekday\":9,\"half_hour\":\"99:99\",\"before\":"
    "1,\"now\":1,\"n_before\":1,\"n_now\":1}],\"least_n\":1}"
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heat = fw_why_heat_new (f->client), *paths = fw_why_paths_new (f->client),
            *radar = fw_why_radar_new (f->client, FALSE);

  gtk_box_append (GTK_BOX (box), heat);
  gtk_box_append (GTK_BOX (box), paths);
  gtk_box_append (GTK_BOX (box), radar);
  f->window = fw_stage_show (box, 700, 900);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      f->instead = bad[i];
      fw_why_heat_ask (FW_WHY_HEAT (heat), fw_metric_find ("csat"), &night, FROM - DAY, FROM);
      fw_why_paths_ask (FW_WHY_PATHS (paths), &night);
      fw_why_radar_ask (FW_WHY_RADAR (radar), &night, NULL);
      fw_test_settle (150);
      g_assert_cmpstr (fw_why_pane_get_state (FW_WHY_PANE (heat)), ==, "problem");
      g_assert_cmpstr (fw_why_pane_get_state (FW_WHY_PANE (paths)), ==, "problem");
      g_assert_cmpstr (fw_why_pane_get_state (FW_WHY_PANE (radar)), ==, "problem");
    }
  f->instead = "{\"error\":{\"code\":\"unavailable\",\"message\":\"gone\"}}";
  f->status = 503;
  fw_why_paths_ask (FW_WHY_PATHS (paths), &night);
  fw_test_settle (150);
  g_assert_cmpstr (fw_why_pane_get_state (FW_WHY_PANE (paths)), ==, "problem");
  g_assert_true (fw_test_picture (GTK_WIDGET (f->window), "why-problem"));
  /* a new question takes the place of one on its way, and one on its way outlives its window */
  f->instead = NULL;
  f->status = 200;
  for (guint i = 0; i < 3; i++)
    fw_why_paths_ask (FW_WHY_PATHS (paths), &night);
  fw_test_settle (200);
  g_assert_cmpstr (fw_why_pane_get_state (FW_WHY_PANE (paths)), ==, "picture");
  fw_why_paths_ask (FW_WHY_PATHS (paths), &night);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fw_stage_init ();
  g_test_add ("/why-views/heat", Fixture, NULL, set_up, test_heat, tear_down);
  g_test_add ("/why-views/nights", Fixture, NULL, set_up, test_nights, tear_down);
  g_test_add ("/why-views/rated-sides", Fixture, NULL, set_up, test_rated_sides, tear_down);
  g_test_add ("/why-views/radar", Fixture, NULL, set_up, test_radar, tear_down);
  g_test_add ("/why-views/paths", Fixture, NULL, set_up, test_paths, tear_down);
  g_test_add ("/why-views/reasons", Fixture, NULL, set_up, test_reasons, tear_down);
  g_test_add ("/why-views/problems", Fixture, NULL, set_up, test_problems, tear_down);
  return g_test_run ();
}
