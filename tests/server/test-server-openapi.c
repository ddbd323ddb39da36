/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/cube/fw-dimension.h"
#include "core/metric/fw-metric.h"
#include "protocol/fw-json.h"
#include "server/fw-openapi.h"
#include "server/fw-route.h"

static JsonObject *
read_document (void)
{
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (fw_openapi_get_resource (), "/org/floorwalker/openapi.json",
                              G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;
  JsonObject *document = fw_json_parse_bytes (bytes, &error);

  g_assert_no_error (error);
  return document;
}

static JsonObject *
find_operation (JsonObject *document, const FwRoute *route)
{
  g_autofree char *path = g_strconcat ("/", route->path, NULL);
  g_autofree char *method = g_ascii_strdown (route->method, -1);
  JsonObject *paths = json_object_get_object_member (document, "paths");
  JsonObject *item;

  if (!json_object_has_member (paths, path))
    g_error ("openapi.json does not tell of %s", path);
  item = json_object_get_object_member (paths, path);
  if (!json_object_has_member (item, method))
    g_error ("openapi.json does not tell of %s %s", method, path);

  return json_object_get_object_member (item, method);
}

static gboolean
names_parameter (JsonObject *operation, const char *in, const char *name)
{
  JsonArray *parameters;

  if (!json_object_has_member (operation, "parameters"))
    return FALSE;
  parameters = json_object_get_array_member (operation, "parameters");
  for (guint i = 0; i < json_array_get_length (parameters); i++)
    {
      JsonObject *parameter = json_array_get_object_element (parameters, i);

      if (json_object_has_member (parameter, "name") &&
          strcmp (json_object_get_string_member (parameter, "name"), name) == 0 &&
          strcmp (json_object_get_string_member (parameter, "in"), in) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Each route is described: its path's parameters, its body, and who may. */
/* Answers that grow with what is asked. */
static const char *const may_be_long[] = {
  "kpi",      "why",     "why/hours",  "certificates",   "competencies",    "forecast",
  "contacts", "floor",   "live",       "records/{kind}", "training",        "needs",
  "day",      "careers", "programmes", "appraisals",     "award-proposals", NULL
};

static void
test_routes_are_described (void)
{
  g_autoptr (JsonObject) document = read_document ();

  for (guint i = 0; i < fw_n_routes; i++)
    {
      const FwRoute *route = &fw_routes[i];
      JsonObject *operation = find_operation (document, route);
      JsonObject *responses = json_object_get_object_member (operation, "responses");
      const char *role = json_object_get_string_member (operation, "x-role");
      g_auto (GStrv) segments = g_strsplit (route->path, "/", -1);

      g_test_message ("%s %s", route->method, route->path);
      for (char **segment = segments; *segment != NULL; segment++)
        if (**segment == '{')
          {
            g_autofree char *name = g_strndup (*segment + 1, strlen (*segment) - 2);

            g_assert_true (names_parameter (operation, "path", name));
          }
      g_assert_cmpint (json_object_has_member (operation, "requestBody"), ==, route->body_max > 0);
      g_assert_cmpint (json_object_has_member (responses, "413"), ==,
                       route->body_max > 0 || g_strv_contains (may_be_long, route->path));
      g_assert_true (json_object_has_member (responses, "400"));
      g_assert_cmpint (json_object_has_member (operation, "security"), ==,
                       route->role == FW_ROLE_NONE);
      g_assert_cmpint (strcmp (role, "none") == 0, ==, route->role == FW_ROLE_NONE);
      g_assert_cmpint (strcmp (role, "administrator") == 0, ==,
                       route->role == FW_ROLE_ADMINISTRATOR);
      g_assert_cmpint (strcmp (role, "feed") == 0, ==,
                       route->role == (FW_ROLE_ADMINISTRATOR | FW_ROLE_FEED));
      g_assert_cmpint (json_object_has_member (operation, "x-whole"), ==, route->whole);
    }
}

/* And nothing is described that is not there. */
static void
test_description_has_routes (void)
{
  g_autoptr (JsonObject) document = read_document ();
  JsonObject *paths = json_object_get_object_member (document, "paths");
  g_autoptr (GList) names = json_object_get_members (paths);
  guint n = 0;

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *item = json_object_get_object_member (paths, l->data);
      g_autoptr (GList) methods = json_object_get_members (item);

      for (GList *m = methods; m != NULL; m = m->next)
        {
          g_autofree char *method = g_ascii_strup (m->data, -1);
          gboolean found = FALSE;

          for (guint i = 0; i < fw_n_routes; i++)
            found |= strcmp (fw_routes[i].path, (char *) l->data + 1) == 0 &&
                     strcmp (fw_routes[i].method, method) == 0;
          if (!found)
            g_error ("there is no route %s %s", method, (char *) l->data);
          n++;
        }
    }
  g_assert_cmpuint (n, ==, fw_n_routes);
}

/* Every "$ref" leads somewhere. */
static void
check_references (JsonObject *document, JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        check_references (document, json_array_get_element (array, i));
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) members = json_object_get_members (object);

      for (GList *l = members; l != NULL; l = l->next)
        if (strcmp (l->data, "$ref") == 0)
          {
            g_auto (GStrv) parts =
                g_strsplit (json_object_get_string_member (object, "$ref"), "/", -1);
            JsonObject *at = document;

            g_assert_cmpstr (parts[0], ==, "#");
            for (guint i = 1; parts[i] != NULL; i++)
              {
                g_assert_true (json_object_has_member (at, parts[i]));
                at = json_object_get_object_member (at, parts[i]);
              }
          }
        else
          check_references (document, json_object_get_member (object, l->data));
    }
}

static void
test_references (void)
{
  g_autoptr (JsonObject) document = read_document ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, document);
  check_references (document, node);
}

/* Metrics and dimensions come from the core: a new one is described, too. */
static void
test_words (void)
{
  g_autoptr (JsonObject) document = read_document ();
  JsonObject *components = json_object_get_object_member (document, "components");
  JsonObject *group = json_object_get_object_member (
      json_object_get_object_member (json_object_get_object_member (components, "schemas"),
                                     "Group"),
      "properties");
  JsonObject *parameters = json_object_get_object_member (components, "parameters");

  for (const FwMetric *const *metrics = fw_metrics (); *metrics != NULL; metrics++)
    if (!json_object_has_member (group, (*metrics)->name))
      g_error ("openapi.json does not tell of the metric %s", (*metrics)->name);
  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    g_assert_true (json_object_has_member (parameters, fw_dimension_to_name ((FwDimension) i)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/openapi/routes-are-described", test_routes_are_described);
  g_test_add_func ("/server/openapi/description-has-routes", test_description_has_routes);
  g_test_add_func ("/server/openapi/references", test_references);
  g_test_add_func ("/server/openapi/words", test_words);

  return g_test_run ();
}
