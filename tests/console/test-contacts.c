/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/contacts/fw-contacts-page.h"

#include "charts/fw-format.h"
#include "console/contacts/fw-contact-detail.h"
#include "console/contacts/fw-contacts-export.h"
#include "console/contacts/fw-contacts-filter.h"
#include "fw-picture.h"
#include "fw-stage.h"
#include "fw-wait-for.h"

#include <libsoup/soup.h>
#include <string.h>

#define TOTAL 1234

/* A server that has TOTAL contacts and counts how often it is asked. */
typedef struct
{
  SoupServer *server;
  FwClient *client;
  FwView *view;
  FwContactsPage *page;
  GtkWindow *window;
  guint n_asked;
  char *last_query;
  gboolean broken;
} Fixture;

static void
append_contact (GString *json, guint i)
{
  g_string_append_printf (
      json,
      "%s{\"source\":\"pbx\",\"id\":\"c%u\",\"site\":\"main\",\"at\":\"2026-11-21T%02u:%02u:00Z\","
      "\"team\":\"night-b\",\"shift\":\"night\",\"queue\":\"sales\",\"channel\":\"phone\","
      "\"product\":\"mobile\",\"agent\":\"Agent/1\",\"outcome\":\"%s\",\"transfer\":\"none\","
      "\"wait_s\":%u,\"handling_s\":125,\"rating\":%s,\"resolved\":%s,\"in_target\":true}",
      json->str[json->len - 1] == '[' ? "" : ",", i, i / 60 % 24, i % 60,
      i % 5 == 0 ? "abandoned" : "answered", i % 90, i % 3 == 0 ? "4" : "null",
      i % 2 == 0 ? "true" : "null");
}

static char *
make_list (GHashTable *query)
{
  guint offset = (guint) g_ascii_strtoull (g_hash_table_lookup (query, "offset"), NULL, 10);
  guint limit = (guint) g_ascii_strtoull (g_hash_table_lookup (query, "limit"), NULL, 10);
  gboolean none = g_strcmp0 (g_hash_table_lookup (query, "team"), "nobody") == 0;
  guint total = none ? 0 : TOTAL;
  GString *json = g_string_new (NULL);

  if (g_strcmp0 (g_hash_table_lookup (query, "format"), "csv") == 0)
    {
      g_string_append (json, "id\n");
      for (guint i = offset; i < MIN (offset + limit, total); i++)
        g_string_append_printf (json, "c%u\n", i);
      return g_string_free (json, FALSE);
    }
  g_string_append_printf (json, "{\"total\":%u,%s\"contacts\":[", total,
                          g_strcmp0 (g_hash_table_lookup (query, "team"), "far") == 0
                              ? "\"zone\":\"Asia/Shanghai\","
                              : "");
  for (guint i = offset; i < MIN (offset + limit, total); i++)
    append_contact (json, i);
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

static void
handler_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  Fixture *f = data;
  char *answer = NULL;

  if (g_str_has_suffix (path, "/contacts"))
    {
      /* the pane asks for those of the customer, to find her cases */
      if (g_strcmp0 (g_hash_table_lookup (query, "order"), "-at") != 0)
        {
          f->n_asked++;
          g_free (f->last_query);
          f->last_query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
        }
      answer = f->broken ? g_strdup ("{\"total\":3,\"contacts\":[{\"at\":5}]}") : make_list (query);
    }
  else if (g_str_has_suffix (path, "/reveal"))
    answer = g_strdup ("{\"customer\":\"13800138000\"}");
  else if (strstr (path, "/contacts/pbx/") != NULL)
    answer = g_strdup ("{\"contact\":{},\"customer\":\"•••000\","
                       "\"customer_mark\":\"00000000000000ab\",\"events\":["
                       "{\"source\":\"pbx\",\"id\":\"1\",\"at\":\"2026-11-21T09:00:00Z\",\"type\":"
                       "\"offered\",\"queue\":\"sales\"},"
                       "{\"source\":\"pbx\",\"id\":\"2\",\"at\":\"2026-11-21T09:00:12Z\",\"type\":"
                       "\"answered\",\"agent\":\"Agent/1\",\"wait_ms\":12000},"
                       "{\"source\":\"pbx\",\"id\":\"3\",\"at\":\"2026-11-21T09:03:00Z\",\"type\":"
                       "\"survey\",\"rating\":4}]}");
  else if (g_str_has_suffix (path, "/names"))
    answer = g_strdup ("{\"team\":[{\"id\":\"night-b\",\"title\":\"Night "
                       "B\"}],\"queue\":[{\"id\":\"sales\",\"title\":\"Sales\"}]}");
  else
    answer = g_strdup ("{\"id\":\"a\",\"name\":\"A\",\"role\":\"supervisor\",\"sites\":null,"
                       "\"teams\":null,\"sample\":false,"
                       "\"centre\":\"c\",\"records\":[]}");
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, answer,
                                    strlen (answer));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *url = NULL;
  GSList *uris;

  f->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (f->server, NULL, handler_cb, f, NULL);
  g_assert_true (soup_server_listen_local (f->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (f->server);
  url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  f->client = fw_client_new (url);
  fw_client_set_token (f->client, "t");
  f->view = fw_view_new ();
  f->page = g_object_new (FW_TYPE_CONTACTS_PAGE, "page-name", "contacts", NULL);
  f->window = fw_stage_show (GTK_WIDGET (f->page), 1240, 760);
  fw_page_attach (FW_PAGE (f->page), f->client, f->view);
  fw_test_settle (400);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (f->window);
  fw_test_settle (100);
  g_clear_object (&f->client);
  g_clear_object (&f->view);
  soup_server_disconnect (f->server);
  g_clear_object (&f->server);
  g_clear_pointer (&f->last_query, g_free);
}

static void
test_cell (Fixture *f, gconstpointer data)
{
  FwContactsModel *model = fw_contacts_page_get_model (f->page);
  g_autoptr (FwContactRow) row = NULL;

  fw_page_open (
      FW_PAGE (f->page),
      g_variant_new ("(sss)", "from=2026-11-21&to=2026-11-22&team=night-b", "offered", "Night B"));
  fw_test_settle (500);
  g_assert_cmpstr (fw_contacts_page_get_sentence (f->page), ==, "1234 contacts offered · Night B");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, TOTAL);
  g_assert_nonnull (strstr (f->last_query, "team=night-b"));
  g_assert_nonnull (strstr (f->last_query, "measure=offered"));
  row = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_cmpstr (fw_contact_row_get (row)->id, ==, "c0");
  fw_live_grid_select (fw_contacts_page_get_grid (f->page), 3);
  fw_test_settle (400);
  g_assert_true (fw_test_picture (GTK_WIDGET (f->window), "contacts"));
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (f->page)), ==, 0);
}

static GtkWidget *
find_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Point 20, sealed: who called is masked until somebody asks for the number. */
static void
test_reveal (Fixture *f, gconstpointer data)
{
  GtkWidget *button;

  fw_page_open (FW_PAGE (f->page), g_variant_new ("(sss)", "team=night-b", "offered", "Night B"));
  fw_test_settle (500);
  fw_live_grid_select (fw_contacts_page_get_grid (f->page), 3);
  fw_test_settle (400);
  g_assert_nonnull (find_text (GTK_WIDGET (f->page), "•••000"));
  g_assert_null (find_text (GTK_WIDGET (f->page), "13800138000"));
  button = gtk_widget_get_ancestor (find_text (GTK_WIDGET (f->page), "Show the Whole Number"),
                                    GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  fw_test_settle (400);
  g_assert_nonnull (find_text (GTK_WIDGET (f->page), "13800138000"));
  g_assert_false (gtk_widget_get_visible (button));

  /* Another contact is masked again. */
  fw_live_grid_select (fw_contacts_page_get_grid (f->page), 4);
  fw_test_settle (400);
  g_assert_null (find_text (GTK_WIDGET (f->page), "13800138000"));
}

/* Only what is looked at is fetched, each page once. */
static void
test_pages (Fixture *f, gconstpointer data)
{
  FwContactsModel *model = fw_contacts_page_get_model (f->page);
  guint before = f->n_asked;
  g_autoptr (FwContactRow) far = NULL;
  g_autoptr (FwContactRow) near = NULL;

  g_assert_cmpuint (before, <=, 2);
  far = g_list_model_get_item (G_LIST_MODEL (model), 1100);
  near = g_list_model_get_item (G_LIST_MODEL (model), 1150);
  g_assert_null (fw_contact_row_get (far));
  fw_test_settle (400);
  g_assert_cmpuint (f->n_asked, ==, before + 1);
  g_assert_cmpstr (fw_contact_row_get (far)->id, ==, "c1100");
  g_assert_cmpstr (fw_contact_row_get (near)->id, ==, "c1150");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), TOTAL));
}

static void
test_none (Fixture *f, gconstpointer data)
{
  fw_page_open (FW_PAGE (f->page), g_variant_new ("(sss)", "team=nobody", "rated", "Nobody"));
  fw_test_settle (400);
  g_assert_cmpstr (fw_contacts_page_get_sentence (f->page), ==, "0 contacts rated · Nobody");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fw_contacts_page_get_model (f->page))),
                    ==, 0);
  g_assert_true (fw_test_picture (GTK_WIDGET (f->window), "contacts-none"));
}

static char *
list_filters (FwPage *page)
{
  GVariant *filters = fw_page_get_filters (page);
  GString *text = g_string_new (NULL);
  const char *id, *words;
  GVariantIter iter;

  g_variant_iter_init (&iter, filters);
  while (g_variant_iter_next (&iter, "(&s&s)", &id, &words))
    g_string_append_printf (text, "%s%s=%s", text->len > 0 ? "; " : "", id, words);
  return g_string_free (text, FALSE);
}

/* What a cell is about beside what the scope bar says is told to the bar, and can be taken off. */
static void
test_own_filters (Fixture *f, gconstpointer data)
{
  FwPage *page = FW_PAGE (f->page);
  g_autoptr (GDateTime) from = g_date_time_new_utc (2026, 11, 21, 0, 0, 0);
  g_autofree char *day = fw_format_day (g_date_time_to_unix (from) * G_USEC_PER_SEC, NULL);
  g_autofree char *expected =
      g_strdup_printf ("team=Team: Night B; shift=Shift: night; measure=rated; time=%s", day);
  g_autofree char *expected_rest = g_strdup_printf ("team=Team: Night B; time=%s", day);
  g_autofree char *all = NULL, *rest = NULL;

  g_assert_null (fw_page_get_filters (page));
  fw_view_set (f->view, "site", "main");
  fw_test_settle (200);
  fw_page_open (page, g_variant_new ("(sss)",
                                     "from=2026-11-21T00:00:00Z&to=2026-11-22T00:00:00Z&site=main"
                                     "&team=night-b&shift=night",
                                     "rated", "Night B"));
  fw_test_settle (400);
  all = list_filters (page);
  g_assert_cmpstr (all, ==, expected);

  fw_page_remove_filter (page, "shift");
  fw_page_remove_filter (page, "measure");
  fw_test_settle (400);
  g_assert_nonnull (strstr (f->last_query, "team=night-b"));
  g_assert_null (strstr (f->last_query, "shift="));
  g_assert_nonnull (strstr (f->last_query, "measure=offered"));
  rest = list_filters (page);
  g_assert_cmpstr (rest, ==, expected_rest);

  fw_page_remove_filter (page, "time");
  fw_page_remove_filter (page, "team");
  fw_test_settle (400);
  g_assert_null (fw_page_get_filters (page));
  g_assert_nonnull (strstr (f->last_query, "from=today"));
  g_assert_null (strstr (f->last_query, "team="));
}

/* The server sorts, and all that was fetched is of the order before. */
static void
test_order (Fixture *f, gconstpointer data)
{
  FwLiveGrid *grid = fw_contacts_page_get_grid (f->page);

  fw_live_grid_sort_by (grid, 6, GTK_SORT_DESCENDING); /* how long they waited */
  fw_test_settle (400);
  g_assert_nonnull (strstr (f->last_query, "order=-wait_s"));
  fw_live_grid_sort_by (grid, 3, GTK_SORT_ASCENDING);
  fw_test_settle (400);
  g_assert_nonnull (strstr (f->last_query, "order=agent"));
  fw_live_grid_sort_by (grid, 0, GTK_SORT_ASCENDING);
  fw_test_settle (400);
  g_assert_null (strstr (f->last_query, "order="));
}

/* What is looked for stands in the bar, stays when the scope changes, and is taken off one by one.
 */
static void
test_filters (Fixture *f, gconstpointer data)
{
  FwPage *page = FW_PAGE (f->page);
  GtkWidget *filter = fw_test_find (GTK_WIDGET (page), FW_TYPE_CONTACTS_FILTER, NULL);
  g_autofree char *length = fw_format_duration (30);
  g_autofree char *expected =
      g_strdup_printf ("rating=Rating: 1, 2; wait_from=Waited: at least %s", length);
  g_autofree char *all = NULL, *rest = NULL;

  g_assert_nonnull (filter);
  fw_contacts_filter_set_query (FW_CONTACTS_FILTER (filter), "rating=1,2&wait_from=30");
  fw_test_settle (400);
  g_assert_nonnull (strstr (f->last_query, "rating=1,2&wait_from=30"));
  all = list_filters (page);
  g_assert_cmpstr (all, ==, expected);
  fw_view_set (f->view, "team", "night-b");
  fw_test_settle (400);
  g_assert_nonnull (strstr (f->last_query, "team=night-b"));
  g_assert_nonnull (strstr (f->last_query, "rating=1,2"));
  fw_page_remove_filter (page, "wait_from");
  fw_test_settle (400);
  g_assert_null (strstr (f->last_query, "wait_from"));
  rest = list_filters (page);
  g_assert_cmpstr (rest, ==, "rating=Rating: 1, 2");
  fw_page_remove_filter (page, "rating");
  fw_test_settle (400);
  g_assert_null (fw_page_get_filters (page));
}

static void
click_text (Fixture *f, const char *text)
{
  GtkWidget *label = find_text (GTK_WIDGET (f->page), text);

  g_assert_nonnull (label);
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
  fw_test_settle (400);
}

/* The customer's other contacts are found without the number, and one comes back from them. */
static void
test_others (Fixture *f, gconstpointer data)
{
  GtkWidget *back;

  fw_page_open (FW_PAGE (f->page), g_variant_new ("(sss)", "team=night-b", "rated", "Night B"));
  fw_test_settle (400);
  fw_live_grid_select (fw_contacts_page_get_grid (f->page), 3);
  fw_test_settle (400);
  click_text (f, "Other Contacts of This Customer");
  g_assert_nonnull (strstr (f->last_query, "customer=00000000000000ab"));
  g_assert_null (strstr (f->last_query, "team="));
  g_assert_nonnull (strstr (f->last_query, "measure=offered"));
  back = fw_test_find (GTK_WIDGET (f->page), GTK_TYPE_BUTTON, NULL);
  g_signal_emit_by_name (back, "clicked");
  wait_for (g_str_equal (fw_contacts_page_get_sentence (f->page), "1234 contacts rated · Night B"));
  g_assert_null (strstr (f->last_query, "customer="));
  g_assert_nonnull (strstr (f->last_query, "team=night-b"));
}

/* A day is the site's, whatever clock the desk goes by. */
static void
test_zone (Fixture *f, gconstpointer data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (GDateTime) from = g_date_time_new_utc (2026, 11, 20, 16, 0, 0);
  g_autofree char *day = fw_format_day (g_date_time_to_unix (from) * G_USEC_PER_SEC, zone);
  g_autofree char *expected = g_strdup_printf ("team=Team: far; time=%s", day);
  g_autofree char *all = NULL;

  fw_page_open (FW_PAGE (f->page),
                g_variant_new ("(sss)",
                               "from=2026-11-20T16:00:00Z&to=2026-11-21T16:00:00Z&team=far",
                               "offered", ""));
  fw_test_settle (500);
  all = list_filters (FW_PAGE (f->page));
  g_assert_cmpstr (all, ==, expected);
}

static void
test_malformed (Fixture *f, gconstpointer data)
{
  f->broken = TRUE;
  fw_page_open (FW_PAGE (f->page), g_variant_new ("(sss)", "team=a", "offered", "A"));
  fw_test_settle (400);
  g_assert_nonnull (fw_page_get_problem (FW_PAGE (f->page)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fw_contacts_page_get_model (f->page))),
                    ==, 0);
  /* the next question is a new one */
  f->broken = FALSE;
  fw_page_open (FW_PAGE (f->page), g_variant_new ("(sss)", "team=b", "offered", "B"));
  fw_test_settle (400);
  g_assert_null (fw_page_get_problem (FW_PAGE (f->page)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fw_contacts_page_get_model (f->page))),
                    ==, TOTAL);
}

static gboolean export_done;

static void
done_cb (FwPage *page, const GError *error)
{
  g_assert_no_error (error);
  export_done = TRUE;
}

/* Two parts, one header, every contact once. */
static void
test_export (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "fw-test-contacts.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  export_done = FALSE;
  fw_contacts_export_to (FW_PAGE (f->page), "team=a&measure=offered", TOTAL, file, done_cb);
  for (guint i = 0; i < 200 && !export_done; i++)
    fw_test_settle (20);
  g_assert_true (export_done);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, TOTAL + 2);
  g_assert_cmpstr (lines[0], ==, "id");
  g_assert_cmpstr (lines[1001], ==, "c1000");
  g_assert_cmpstr (lines[TOTAL], ==, "c1233");
  g_file_delete (file, NULL, NULL);
}

static void
test_words (void)
{
  g_assert_cmpstr (fw_contact_word ("abandoned"), ==, "abandoned");
  g_assert_cmpstr (fw_contact_word ("none"), ==, "");
  g_assert_cmpstr (fw_contact_word ("something new"), ==, "something new");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fw_stage_init ();
#define ADD(name, func) g_test_add ("/contacts/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("cell", test_cell);
  ADD ("20-reveal", test_reveal);
  ADD ("pages", test_pages);
  ADD ("none", test_none);
  ADD ("own-filters", test_own_filters);
  ADD ("order", test_order);
  ADD ("filters", test_filters);
  ADD ("others", test_others);
  ADD ("zone", test_zone);
  ADD ("malformed", test_malformed);
  ADD ("export", test_export);
  g_test_add_func ("/contacts/words", test_words);
  return g_test_run ();
}
