/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "centre/fw-form.h"
#include "core/fw-error.h"
#include "ctl/fw-ask.h"
#include "ctl/fw-grid.h"
#include "ctl/fw-progress.h"
#include "protocol/fw-answer-json.h"

static char *from, *to, *by, *bucket, *format_name;
static char **only;

static const GOptionEntry entries[] = {
  { "from", 0, 0, G_OPTION_ARG_STRING, &from,
    "first moment: a date or an RFC 3339 time; default: the first contact", "TIME" },
  { "to", 0, 0, G_OPTION_ARG_STRING, &to,
    "first moment no longer counted; default: the last contact", "TIME" },
  { "by", 0, 0, G_OPTION_ARG_STRING, &by,
    "site, team, shift, queue, channel, product, agent, tenure, half_hour, outcome, transfer",
    "DIM[,DIM]" },
  { "bucket", 0, 0, G_OPTION_ARG_STRING, &bucket, "a row for each half_hour, day, week or month",
    "BUCKET" },
  { "only", 0, 0, G_OPTION_ARG_STRING_ARRAY, &only, "count these alone; may be repeated",
    "DIM=VALUE[,VALUE]" },
  { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, "table (default), json or csv", "FORMAT" },
  { NULL },
};

/* ---- from a store ---- */

static GBytes *
ask_here (const FwTarget *target, const FwAsk *ask, GError **error)
{
  g_autoptr (FwCentre) centre = fw_target_open_centre (target, FW_CENTRE_READ_ONLY, error);
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (FwCubeAnswer) answer = NULL;
  FwQuestion question = { 0 };
  GString *text = NULL;

  if (centre == NULL)
    return NULL;
  if (fw_ask_read (ask, centre, &question, error))
    answer = fw_centre_ask (centre, scope, &question, NULL, error);
  if (answer != NULL)
    {
      g_autoptr (FwDirectory) directory = fw_centre_ref_directory (centre);
      g_auto (FwForm) form = { 0 };
      FwJsonWriter writer;

      text = g_string_new (NULL);
      fw_form_init (&form, centre, directory, &question);
      fw_json_writer_init (&writer, text);
      fw_answer_json_append (&writer, &form.answer, answer);
    }
  fw_question_clear (&question);
  return text != NULL ? g_string_free_to_bytes (text) : NULL;
}

static GBytes *
ask_there (const FwTarget *target, const FwAsk *ask, GError **error)
{
  g_autoptr (GString) path = g_string_new ("kpi");
  g_autoptr (FwRemote) remote = NULL;

  if (!fw_ask_add_query (ask, path, error) ||
      (remote = fw_target_open_remote (target, error)) == NULL)
    return NULL;
  return fw_remote_request (remote, "GET", path->str, NULL, NULL, NULL, error);
}

/* ---- for people ---- */

static const struct
{
  const char *member;
  const char *title;
  FwUnit unit;
} columns[] = {
  { "offered", "offered", FW_UNIT_COUNT },
  { "answered", "answered", FW_UNIT_COUNT },
  { "abandoned", "abandoned", FW_UNIT_COUNT },
  { "left", "left", FW_UNIT_COUNT },
  { "connection_rate", "connection", FW_UNIT_RATIO },
  { "service_level", "service", FW_UNIT_RATIO },
  { "asa_s", "ASA", FW_UNIT_SECONDS },
  { "aht_s", "AHT", FW_UNIT_SECONDS },
  { "csat", "CSAT", FW_UNIT_RATIO },
  { "csat_n", "ratings", FW_UNIT_COUNT },
  { "resolution_rate", "resolved", FW_UNIT_RATIO },
  { "occupancy", "occupancy", FW_UNIT_RATIO },
};

static char *
format_figure (JsonObject *group, const char *member, FwUnit unit)
{
  double value;

  if (!fw_json_get_number (group, member, &value, NULL))
    return g_strdup ("-");
  if (unit == FW_UNIT_RATIO)
    return g_strdup_printf ("%.1f %%", value * 100);
  if (unit == FW_UNIT_SECONDS)
    return fw_progress_format_duration (llround (value));
  return g_strdup_printf ("%.0f", value);
}

static void
add_key (FwGrid *grid,
         JsonObject *group,
         const char *const *names,
         gboolean bucketed,
         const char *missing)
{
  JsonObject *key = NULL;

  if (bucketed)
    fw_grid_add (grid, json_object_has_member (group, "bucket")
                           ? fw_json_cell (json_object_get_member (group, "bucket"))
                           : g_strdup (missing));
  if (json_object_has_member (group, "key"))
    key = json_object_get_object_member (group, "key");
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    fw_grid_add (grid, key != NULL ? fw_json_cell (json_object_get_member (key, names[i]))
                                   : g_strdup (i == 0 && !bucketed ? missing : ""));
}

/* A spreadsheet gets every figure that the total has. */
static GList *
list_members (JsonObject *total)
{
  GList *members = json_object_get_members (total);

  for (GList *l = members, *next; l != NULL; l = next)
    {
      next = l->next;
      if (JSON_NODE_HOLDS_OBJECT (json_object_get_member (total, l->data)))
        members = g_list_delete_link (members, l);
    }
  return members;
}

static void
add_figures (FwGrid *grid, JsonObject *group, GList *members, FwOutput output)
{
  if (output == FW_OUTPUT_TABLE)
    for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
      fw_grid_add (grid, format_figure (group, columns[i].member, columns[i].unit));
  else
    for (GList *l = members; l != NULL; l = l->next)
      fw_grid_add (grid, fw_json_cell (json_object_get_member (group, l->data)));
}

static void
add_columns (
    FwGrid *grid, GList *members, const char *const *names, gboolean bucketed, FwOutput output)
{
  if (bucketed)
    fw_grid_add_column (grid, "bucket", FALSE);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    fw_grid_add_column (grid, names[i], FALSE);
  if (output == FW_OUTPUT_TABLE)
    for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
      fw_grid_add_column (grid, columns[i].title, TRUE);
  else
    for (GList *l = members; l != NULL; l = l->next)
      fw_grid_add_column (grid, l->data, TRUE);
}

static gboolean
print_answer (GBytes *json, FwOutput output, GError **error)
{
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (json, error);
  g_autoptr (FwGrid) grid = fw_grid_new ();
  g_auto (GStrv) names = by != NULL ? g_strsplit (by, ",", -1) : NULL;
  g_autoptr (GList) members = NULL;
  JsonArray *groups;
  JsonObject *total;

  if (answer == NULL || !fw_json_get_array (answer, "groups", &groups, error) ||
      !fw_json_get_object (answer, "total", &total, error))
    return FALSE;
  members = list_members (total);
  add_columns (grid, members, (const char *const *) names, bucket != NULL, output);
  for (guint i = 0; (names != NULL || bucket != NULL) && i < json_array_get_length (groups); i++)
    {
      JsonObject *group = json_array_get_object_element (groups, i);

      add_key (grid, group, (const char *const *) names, bucket != NULL, "");
      add_figures (grid, group, members, output);
    }
  /* A spreadsheet adds up by itself; a question without groups has nothing but the total. */
  if (output == FW_OUTPUT_TABLE || (names == NULL && bucket == NULL))
    {
      add_key (grid, total, (const char *const *) names, bucket != NULL, "total");
      add_figures (grid, total, members, output);
    }
  fw_grid_print (grid, output);
  return TRUE;
}

static gboolean
run_kpi (const FwTarget *target, char **arguments, GError **error)
{
  FwAsk ask = { from, to, by, bucket, (const char *const *) only, NULL };
  g_autoptr (GBytes) json = NULL;
  FwOutput output;

  if (!fw_check_arguments (arguments, 0, "", error) ||
      !fw_output_from_name (format_name, &output, error))
    return FALSE;
  json = target->data != NULL ? ask_here (target, &ask, error) : ask_there (target, &ask, error);
  if (json == NULL)
    return FALSE;
  if (output != FW_OUTPUT_JSON)
    return print_answer (json, output, error);
  printf ("%.*s\n", (int) g_bytes_get_size (json), (const char *) g_bytes_get_data (json, NULL));
  return TRUE;
}

const FwCommand fw_command_kpi = {
  .name = "kpi",
  .arguments = NULL,
  .summary = "Figures of a period, by team, queue, product or whatever else",
  .targets = FW_TARGET_DATA | FW_TARGET_SERVER,
  .entries = entries,
  .run = run_kpi,
};
