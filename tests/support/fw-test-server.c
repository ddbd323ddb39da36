/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-test-server.h"

#define NOTHING_HERE "{\"error\":{\"code\":\"not-found\",\"message\":\"nothing here\"}}"

typedef struct
{
  guint status;
  char *body;
  char *tag; /* (nullable) */
} Answer;

static void
free_answer (gpointer data)
{
  Answer *answer = data;

  g_free (answer->body);
  g_free (answer->tag);
  g_free (answer);
}

/* TRUE: who asks has it already, and is told so. */
static gboolean
answer_by_tag (FwTestServer *self, SoupServerMessage *message, const Answer *answer)
{
  const char *known = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "If-None-Match");

  if (answer == NULL || answer->tag == NULL)
    return FALSE;
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "ETag",
                                answer->tag);
  if (g_strcmp0 (known, answer->tag) != 0)
    return FALSE;
  soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
  self->n_not_modified++;
  return TRUE;
}

static void
handle_cb (SoupServer *soup,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  FwTestServer *self = user_data;
  const char *method = soup_server_message_get_method (message);
  const char *rest = g_str_has_prefix (path, "/api/v1/") ? path + 8 : path;
  const char *parameters = g_uri_get_query (soup_server_message_get_uri (message));
  g_autofree char *key = g_strdup_printf ("%s %s", method, rest);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  Answer *answer;

  g_ptr_array_add (self->requests, parameters != NULL ? g_strdup_printf ("%s?%s", key, parameters)
                                                      : g_strdup (key));
  g_ptr_array_add (self->bodies, g_strndup (body->data, (gsize) body->length));
  g_free (self->last_token);
  self->last_token = g_strdup (soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization"));

  answer = g_hash_table_lookup (self->answers, key);
  if (answer_by_tag (self, message, answer))
    return;
  if (answer == NULL)
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, NOTHING_HERE,
                                      strlen (NOTHING_HERE));
  else if (answer->status == 0)
    {
      soup_server_message_pause (message);
      g_ptr_array_add (self->paused, g_object_ref (message));
      return;
    }
  else
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer->body,
                                      strlen (answer->body));
  soup_server_message_set_status (message, answer != NULL ? answer->status : 404, NULL);
}

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  FwTestServer *self = user_data;
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  soup_server_accept_iostream (self->soup, G_IO_STREAM (connection), local, remote, NULL);
  return TRUE;
}

FwTestServer *
fw_test_server_new (void)
{
  FwTestServer *self = g_new0 (FwTestServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_answer);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->bodies = g_ptr_array_new_with_free_func (g_free);
  self->paused = g_ptr_array_new_with_free_func (g_object_unref);
  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->soup, NULL, handle_cb, self, NULL);

  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  self->address = g_strdup_printf ("http://127.0.0.1:%u",
                                   g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  return self;
}

void
fw_test_server_stop (FwTestServer *self)
{
  if (self->service == NULL)
    return;
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
  g_ptr_array_set_size (self->paused, 0);
  soup_server_disconnect (self->soup);
}

void
fw_test_server_free (FwTestServer *self)
{
  fw_test_server_stop (self);
  g_object_unref (self->soup);
  g_hash_table_unref (self->answers);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->bodies);
  g_ptr_array_unref (self->paused);
  g_free (self->address);
  g_free (self->last_token);
  g_free (self);
}

void
fw_test_server_answer (
    FwTestServer *self, const char *method, const char *path, guint status, const char *body)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->status = status;
  answer->body = g_strdup (body != NULL ? body : "");
  g_hash_table_insert (self->answers, g_strdup_printf ("%s %s", method, path), answer);
}

void
fw_test_server_tag (FwTestServer *self, const char *method, const char *path, const char *tag)
{
  g_autofree char *key = g_strdup_printf ("%s %s", method, path);
  Answer *answer = g_hash_table_lookup (self->answers, key);

  g_assert_nonnull (answer);
  g_free (answer->tag);
  answer->tag = g_strdup (tag);
}

void
fw_test_server_resume (FwTestServer *self, const char *body)
{
  for (guint i = 0; i < self->paused->len; i++)
    {
      SoupServerMessage *message = g_ptr_array_index (self->paused, i);

      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                        strlen (body));
      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
      soup_server_message_unpause (message);
    }
  g_ptr_array_set_size (self->paused, 0);
}

guint
fw_test_server_count (FwTestServer *self, const char *prefix)
{
  guint n = 0;

  for (guint i = 0; i < self->requests->len; i++)
    n += g_str_has_prefix (g_ptr_array_index (self->requests, i), prefix) ? 1 : 0;
  return n;
}

static void
furnish_people (FwTestServer *self)
{
  static const char *const names[] = {
    "Chen Yu", "Wu Jie",  "Lin Mei", "Zhao Lei", "Sun Hao", "He Qing", "Ma Rui",    "Guo Jing",
    "Luo Dan", "Xu Fang", "Tang Bo", "Cao Ning", "李梅",    "王伟",    "Zoë Ørsted"
  };
  static const char *const teams[] = { "sales-a", "night-b", "chat-1" };
  g_autoptr (GString) body = g_string_new ("{\"records\":[");

  for (guint i = 0; i < 240; i++)
    g_string_append_printf (
        body,
        "%s{\"id\":\"%u\",\"revision\":%u,\"name\":\"%s\",\"login\":\"Agent/%u\",\"site\":\"main\","
        "\"team\":\"%s\",\"position\":\"agent\",\"shift\":\"early\",\"hired\":\"20%02u-%02u-%02u\","
        "\"since\":null}",
        i > 0 ? "," : "", 100 + i, 1 + i % 4, names[i % G_N_ELEMENTS (names)], 100 + i,
        teams[i % 3], 18 + i % 8, 1 + i % 12, 1 + i % 28);
  g_string_append (body, "]}");
  fw_test_server_answer (self, "GET", "records/person", 200, body->str);
}

void
fw_test_server_furnish (FwTestServer *self, const char *role)
{
  static const struct
  {
    const char *path;
    const char *body;
  } answers[] = {
    { "names", "{\"site\":[{\"id\":\"main\",\"title\":\"Harbour "
               "centre\"}],\"team\":[{\"id\":\"sales-a\",\"title\":\"Sales A\"},"
               "{\"id\":\"night-b\",\"title\":\"Night B\"},{\"id\":\"chat-1\",\"title\":\"Chat "
               "1\"}],\"queue\":[{\"id\":\"sales\","
               "\"title\":\"Sales\"},{\"id\":\"billing\",\"title\":\"Billing\"}],\"product\":[{"
               "\"id\":\"router\",\"title\":\"Router X2\"}],"
               "\"channel\":[{\"id\":\"voice\",\"title\":\"Voice\"},{\"id\":\"chat\",\"title\":"
               "\"Chat\"}],\"shift\":[{\"id\":\"early\","
               "\"title\":\"Early\"}]}" },
    { "certificates",
      "{\"day\":\"2026-11-21\",\"total\":3,\"summary\":{\"people\":216,\"lacking\":26,\"states\":{"
      "\"none\":24,\"revoked\":0,\"suspended\":1,\"window\":31,\"valid\":1204,\"grace\":1,"
      "\"expired\":1},\"forecast\":[{\"shift\":\"\",\"title\":\"\",\"of\":216,\"by\":[3,7,18,22,"
      "30]},{\"shift\":\"night\",\"title\":\"Night\",\"of\":9,\"by\":[0,1,4,4,5]}]},\"rows\":["
      "{\"person\":\"101\",\"name\":\"Ada Okafor\",\"team_title\":\"Sales "
      "A\",\"scheme\":\"basics\","
      "\"scheme_title\":\"Service "
      "basics\",\"state\":\"none\",\"valid_until\":null,\"days_left\":null,"
      "\"needed\":true,\"missing\":\"first-pass\",\"by\":null,\"failed\":\"2026-11-17\"},"
      "{\"person\":\"102\",\"name\":\"Bo Lind\",\"team_title\":\"Chat 1\",\"scheme\":\"basics\","
      "\"scheme_title\":\"Service basics\",\"state\":\"expired\",\"valid_until\":\"2026-10-12\","
      "\"days_left\":-40,\"needed\":true,\"missing\":\"new-pass\",\"by\":null,\"failed\":null},"
      "{\"person\":\"103\",\"name\":\"Cem Aydin\",\"team_title\":\"Night B\",\"scheme\":\"night\","
      "\"scheme_title\":\"Night duty\",\"state\":\"window\",\"valid_until\":\"2026-12-10\","
      "\"days_left\":19,\"needed\":true,\"missing\":\"renewal\",\"by\":\"2026-12-10\","
      "\"failed\":null}]}" },
    { "competencies",
      "{\"day\":\"2026-11-21\",\"position\":null,\"total\":3,\"summary\":{\"ready\":1,"
      "\"behind\":1,\"open\":1,\"unasked\":0},\"positions\":[{\"id\":\"lead\",\"name\":"
      "\"Team leader\",\"rank\":3,\"requirements\":[{\"competency\":\"calm\",\"level\":3,"
      "\"weight\":2},{\"competency\":\"coach\",\"level\":3,\"weight\":4}]}],"
      "\"competencies\":[{\"id\":\"coach\",\"name\":\"Coaching and feedback\",\"area\":"
      "\"Leading\",\"scale\":4,\"met\":1,\"below\":1,\"without\":1},{\"id\":\"calm\","
      "\"name\":\"Calming\",\"area\":\"Service\",\"scale\":4,\"met\":2,\"below\":1,"
      "\"without\":0}],\"rows\":[{\"person\":\"101\",\"name\":\"Ada Okafor\","
      "\"team_title\":\"Sales A\",\"position\":\"lead\",\"requirements\":2,\"met\":2,"
      "\"no_evidence\":0,\"low\":1,\"high\":1,\"largest_gap\":null,\"narrows_most\":null,"
      "\"narrows_by\":null,\"best\":1,\"worst\":2,\"levels\":[4,3],\"shown\":[4,4],"
      "\"days\":[\"2026-10-12\",\"2025-10-12\"]},{\"person\":\"102\",\"name\":"
      "\"Bo Lind\",\"team_title\":\"Chat 1\",\"position\":\"lead\",\"requirements\":2,"
      "\"met\":1,\"no_evidence\":1,\"low\":0.33,\"high\":1,\"largest_gap\":\"coach\","
      "\"narrows_most\":\"coach\",\"narrows_by\":0.67,\"best\":1,\"worst\":3,"
      "\"levels\":[null,3],\"shown\":[null,3],\"days\":[null,\"2026-05-02\"]},{\"person\":"
      "\"103\",\"name\":\"Cem Aydin\",\"team_title\":\"Night B\",\"position\":\"lead\","
      "\"requirements\":2,\"met\":0,\"no_evidence\":0,\"low\":0.4,\"high\":0.4,"
      "\"largest_gap\":\"coach\",\"narrows_most\":null,\"narrows_by\":null,\"best\":2,"
      "\"worst\":3,\"levels\":[1,1.2],\"shown\":[1,2],\"days\":[\"2026-06-01\","
      "\"2024-11-02\"]}]}" },
    { "appraisals",
      "{\"period\":\"2026 Q4\",\"from\":\"2026-10-01\",\"to\":\"2026-12-31\",\"as_of\":\"20"
      "26-11-21\",\"least_raters\":3,\"total\":2,\"rows\":[{\"id\":\"101\",\"name\":\"Ada O"
      "kafor\",\"team\":\"a\",\"team_title\":\"Sales A\",\"position\":\"agent\",\"set\":\"a"
      "gents\",\"set_name\":\"Agents\",\"version\":1,\"rest_weight\":0,\"remainder\":null,"
      "\"appraisal\":\"a101\",\"revision\":2,\"state\":\"objected\",\"frozen\":true,\"behav"
      "iour\":null,\"objection\":\"Two weeks of the slow order system are in my handling ti"
      "me\",\"decision\":null,\"appraiser\":null,\"rest\":null,\"total\":81.2,\"low\":74.4,"
      "\"high\":86.9,\"floor\":74.4,\"ceil\":86.9,\"unknown\":0,\"rescaled\":null,\"group\""
      ":1,\"groups\":1,\"higher\":0,\"lower\":1,\"views\":[{\"side\":\"superior\",\"share\""
      ":40,\"open\":true,\"n\":3,\"knowledge\":4,\"skill\":3.7,\"behaviour\":4.3},{\"side\""
      ":\"peer\",\"share\":30,\"open\":false,\"n\":null,\"knowledge\":null,\"skill\":null,"
      "\"behaviour\":null}],\"parts\":[{\"id\":\"csat\",\"weight\":60,\"value\":91.3,\"low"
      "\":86,\"high\":94.5,\"n\":412,\"points\":81.5,\"points_low\":55,\"points_high\":97.5"
      ",\"name\":\"Satisfied customers\",\"part\":\"quality\",\"measure\":\"csat\",\"how\":"
      "\"Ratings of 4 and 5 of all ratings of the own contacts\",\"until\":\"period\",\"why"
      "\":\"They come back\",\"target\":95,\"nothing\":75,\"least\":20},{\"id\":\"handling"
      "\",\"weight\":40,\"value\":241.2,\"low\":236,\"high\":246.1,\"n\":1288,\"points\":74"
      ",\"points_low\":69.9,\"points_high\":78.3,\"name\":\"Time for a contact\",\"part\":"
      "\"quality\",\"measure\":\"handling\",\"how\":\"Ratings of 4 and 5 of all ratings of "
      "the own contacts\",\"until\":\"period\",\"why\":\"They come back\",\"target\":210,\""
      "nothing\":330,\"least\":30}]},{\"id\":\"102\",\"name\":\"Bo Lind\",\"team\":\"a\",\""
      "team_title\":\"Chat 1\",\"position\":\"agent\",\"set\":\"agents\",\"set_name\":\"Age"
      "nts\",\"version\":1,\"rest_weight\":0,\"remainder\":null,\"appraisal\":null,\"revisi"
      "on\":0,\"state\":\"none\",\"frozen\":false,\"behaviour\":null,\"objection\":null,\"d"
      "ecision\":null,\"appraiser\":null,\"rest\":null,\"total\":null,\"low\":28,\"high\":7"
      "1.3,\"floor\":28,\"ceil\":71.3,\"unknown\":40,\"rescaled\":null,\"group\":1,\"groups"
      "\":1,\"higher\":1,\"lower\":0,\"views\":[{\"side\":\"superior\",\"share\":40,\"open"
      "\":true,\"n\":3,\"knowledge\":4,\"skill\":3.7,\"behaviour\":4.3},{\"side\":\"peer\","
      "\"share\":30,\"open\":false,\"n\":null,\"knowledge\":null,\"skill\":null,\"behaviour"
      "\":null}],\"parts\":[{\"id\":\"csat\",\"weight\":40,\"value\":null,\"low\":null,\"hi"
      "gh\":null,\"n\":4,\"points\":null,\"points_low\":0,\"points_high\":100,\"name\":\"Sa"
      "tisfied customers\",\"part\":\"quality\",\"measure\":\"csat\",\"how\":\"Ratings of 4"
      " and 5 of all ratings of the own contacts\",\"until\":\"period\",\"why\":\"They come"
      " back\",\"target\":95,\"nothing\":75,\"least\":20},{\"id\":\"handling\",\"weight\":6"
      "0,\"value\":254.8,\"low\":246,\"high\":263.7,\"n\":611,\"points\":62.7,\"points_low"
      "\":55.3,\"points_high\":70,\"name\":\"Time for a contact\",\"part\":\"quality\",\"me"
      "asure\":\"handling\",\"how\":\"Ratings of 4 and 5 of all ratings of the own contacts"
      "\",\"until\":\"period\",\"why\":\"They come back\",\"target\":210,\"nothing\":330,\""
      "least\":30}]}]}" },
    { "careers",
      "{\"day\":\"2026-11-21\",\"nearly_from\":0.8,\"pace_days\":180,\"priority_days\":365,"
      "\"positions\":[{\"id\":\"agent\",\"name\":\"Agent\",\"rank\":1,\"tier\":\"front\","
      "\"function\":\"delivery\",\"holders\":120,\"ready\":0,\"nearly\":0,\"cannot_tell\":0,"
      "\"not_yet\":0,\"unasked\":0},{\"id\":\"senior\",\"name\":\"Senior "
      "agent\",\"rank\":2,\"tier\":\"front\",\"function\":\"delivery\",\"holders\":84,"
      "\"ready\":3,\"nearly\":14,\"cannot_tell\":11,\"not_yet\":92,\"unasked\":0},{\"id\":"
      "\"expert\",\"name\":\"Customer experience expert\",\"rank\":4,\"tier\":\"middle\","
      "\"function\":\"quality\",\"holders\":0,\"ready\":1,\"nearly\":1,\"cannot_tell\":1,"
      "\"not_yet\":81,\"unasked\":0}],\"steps\":[{\"id\":\"up\",\"from\":\"agent\","
      "\"to\":\"senior\",\"ladder\":\"vertical\",\"months\":12,\"readiness\":0.9,"
      "\"courses\":0,\"cases\":2,\"certificates\":[],\"completed\":[],\"ready\":0,"
      "\"nearly\":14,\"cannot_tell\":11,\"not_yet\":95,\"unasked\":0},{\"id\":\"side\","
      "\"from\":\"senior\",\"to\":\"expert\",\"ladder\":\"horizontal\",\"months\":12,"
      "\"readiness\":0.8,\"courses\":3,\"cases\":10,\"certificates\":[],\"completed\":[],"
      "\"ready\":1,\"nearly\":1,\"cannot_tell\":1,\"not_yet\":81,\"unasked\":0}],\"rows\":["
      "{\"id\":\"side/101\",\"person\":\"101\",\"name\":\"Ada Okafor\",\"team_title\":\"Sales "
      "A\",\"step\":\"side\",\"to\":\"expert\",\"to_title\":\"Customer experience "
      "expert\",\"state\":\"ready\",\"priority\":true,"
      "\"met\":2,\"lacking\":0,\"unknown\":0,\"by\":\"2026-11-21\",\"demands\":[]},{\"id\":"
      "\"side/102\",\"person\":\"102\",\"name\":\"Bo Lind\",\"team_title\":\"Chat 1\","
      "\"step\":\"side\",\"to\":\"expert\",\"to_title\":\"Customer experience "
      "expert\",\"state\":\"nearly\",\"priority\":false,"
      "\"met\":2,\"lacking\":2,\"unknown\":0,\"by\":\"2027-05-20\",\"demands\":[{\"asked\":"
      "\"courses\",\"subject\":null,\"title\":null,\"low\":2,\"high\":2,\"wants\":3,"
      "\"recent\":1,\"verdict\":\"lacking\",\"by\":\"2027-05-20\"},{\"asked\":\"cases\","
      "\"subject\":null,\"title\":null,\"low\":8,\"high\":8,\"wants\":10,\"recent\":4,"
      "\"verdict\":\"lacking\",\"by\":\"2027-02-19\"}]},{\"id\":\"side/103\",\"person\":"
      "\"103\",\"name\":\"Cem Aydin\",\"team_title\":\"Night B\",\"step\":\"side\",\"to\":"
      "\"expert\",\"state\":\"cannot-tell\",\"priority\":false,\"met\":3,\"lacking\":0,"
      "\"unknown\":1,\"by\":null,\"demands\":[{\"asked\":\"readiness\",\"subject\":null,"
      "\"title\":null,\"low\":0.4,\"high\":1,\"wants\":0.8,\"recent\":null,\"verdict\":"
      "\"unknown\",\"by\":null}]}],\"total\":3}" },
    { "records/site", "{\"records\":[{\"id\":\"main\",\"revision\":1,\"name\":\"Harbour "
                      "centre\",\"time_zone\":\"Europe/Berlin\","
                      "\"day_start\":\"00:00\"}]}" },
    { "records/team", "{\"records\":[{\"id\":\"chat-1\",\"revision\":1,\"name\":\"Chat "
                      "1\",\"site\":\"main\",\"leader\":null},"
                      "{\"id\":\"night-b\",\"revision\":3,\"name\":\"Night "
                      "B\",\"site\":\"main\",\"leader\":\"103\"},"
                      "{\"id\":\"sales-a\",\"revision\":2,\"name\":\"Sales "
                      "A\",\"site\":\"main\",\"leader\":null}]}" },
    { "records/position",
      "{\"records\":[{\"id\":\"agent\",\"revision\":1,\"name\":\"Agent\",\"rank\":1},"
      "{\"id\":\"leader\",\"revision\":1,\"name\":\"Team leader\",\"rank\":3}]}" },
    { "records/shift-template", "{\"records\":[{\"id\":\"early\",\"revision\":1,\"name\":\"Early\","
                                "\"site\":\"main\",\"start\":\"06:00\","
                                "\"length_minutes\":480,\"letter\":\"E\"},{\"id\":\"night\","
                                "\"revision\":1,\"name\":\"Night\",\"site\":\"main\","
                                "\"start\":\"22:00\",\"length_minutes\":480,\"letter\":\"N\"}]}" },
    { "records/queue", "{\"records\":[{\"id\":\"billing\",\"revision\":1,\"name\":\"Billing\","
                       "\"site\":\"main\",\"team\":\"sales-a\",\"channel\":"
                       "\"voice\",\"product\":\"mobile\",\"short_abandon_s\":5},{\"id\":\"sales\","
                       "\"revision\":1,\"name\":\"Sales\",\"site\":"
                       "\"main\",\"team\":\"sales-a\",\"channel\":\"voice\",\"product\":\"router\","
                       "\"short_abandon_s\":5}]}" },
    { "records/account", "{\"records\":[{\"id\":\"mei\",\"revision\":2,\"name\":\"Lin "
                         "Mei\",\"role\":\"supervisor\",\"sites\":[\"main\"],\"teams\":"
                         "[\"sales-a\",\"night-b\"],\"disabled\":false},{\"id\":\"root\","
                         "\"revision\":1,\"name\":\"Chief\",\"role\":"
                         "\"administrator\",\"sites\":[],\"teams\":[],\"disabled\":false}]}" },
    { "inbox",
      "{\"entries\":[{\"kind\":\"alert\",\"id\":\"service_level/team/main/night-b\",\"title\":"
      "\"Night B\",\"since\":\"2026-11-21T08:12:00Z\",\"due\":null,\"waits\":true,\"alert\":{"
      "\"id\":\"service_level/team/main/night-b\",\"metric\":\"service_level\",\"dimension\":"
      "\"team\",\"key\":\"night-b\",\"title\":\"Night B\",\"site\":\"main\",\"value\":0.742,"
      "\"limit\":0.8,\"n\":233,\"since\":\"2026-11-21T08:12:00Z\",\"action\":\"why\"}},"
      "{\"kind\":\"finding\",\"id\":\"f1\",\"title\":\"CSAT fell\",\"revision\":1,\"state\":"
      "\"new\",\"label\":\"Not judged\",\"since\":\"2026-11-21T08:12:00Z\",\"due\":"
      "\"2026-11-23T08:12:00Z\",\"clock\":{\"label\":\"Judgement\",\"state\":\"warned\","
      "\"limit_s\":172800},\"given_to\":\"mei\",\"given_by\":\"root\",\"waits\":true,\"moves\":"
      "[]}]}" },
    { "inbox/finding/f1",
      "{\"accounts\":[{\"id\":\"root\",\"name\":\"Chief\",\"role\":\"administrator\"}]}" },
    { "records/finding/f1",
      "{\"id\":\"f1\",\"revision\":1,\"title\":\"CSAT fell\",\"metric\":\"csat\",\"day\":"
      "\"2026-11-21\",\"state\":\"new\"}" },
    { "records/person/102/log", "{\"changes\":[{\"at\":\"2026-11-20T08:12:00Z\",\"account\":"
                                "\"root\",\"revision\":3,\"field\":\"team\",\"before\":"
                                "\"sales-a\",\"after\":\"chat-1\"},{\"at\":\"2026-10-02T14:05:"
                                "00Z\",\"account\":\"mei\",\"revision\":2,\"field\":\"shift\","
                                "\"before\":null,\"after\":\"early\"}]}" },
  };
  g_autofree char *session = NULL;

  session = g_strdup_printf (
      "{\"id\":\"mei\",\"name\":\"Lin Mei\",\"role\":\"%s\",\"sites\":null,\"teams\":[\"sales-a\","
      "\"night-b\"],\"sample\":true,\"centre\":\"Harbour centre\"}",
      role);
  fw_test_server_answer (self, "GET", "session", 200, session);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    fw_test_server_answer (self, "GET", answers[i].path, 200, answers[i].body);
  furnish_people (self);
}
