/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "core/fw-error.h"
#include "ctl/fw-grid.h"
#include "ctl/fw-house.h"
#include "protocol/fw-json.h"
#include "store/fw-own-kinds.h"

static char *format_name;
static gboolean dry_run;

static const GOptionEntry entries[] = {
  { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, "of list: table (default), json or csv",
    "FORMAT" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "add: check the description; add nothing", NULL },
  { NULL },
};

/* ---- list, show ---- */

static guint
count_own_fields (const FwKind *kind)
{
  guint n = 0;

  for (guint i = 0; i < kind->n_fields; i++)
    n += kind->fields[i].own ? 1 : 0;
  return n;
}

static void
print_json (const FwKind *const *kinds)
{
  g_autoptr (GString) text = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, text);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "kinds");
  fw_json_writer_begin_array (&writer);
  for (const FwKind *const *kind = kinds; *kind != NULL; kind++)
    {
      fw_json_writer_begin_object (&writer);
      fw_json_member_text (&writer, "name", (*kind)->name);
      fw_json_member_text (&writer, "label", (*kind)->label);
      fw_json_member_boolean (&writer, "own", fw_kind_is_own (*kind));
      fw_json_member_integer (&writer, "fields", (*kind)->n_fields);
      fw_json_member_integer (&writer, "own_fields", count_own_fields (*kind));
      fw_json_writer_end_object (&writer);
    }
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  printf ("%s\n", text->str);
}

static gboolean
list_kinds (const FwTarget *target, FwOutput output, GError **error)
{
  g_auto (FwHouse) house = { 0 };
  const FwKind *const *kinds;
  g_autoptr (FwGrid) grid = NULL;

  if (!fw_house_open (&house, target, FW_CENTRE_READ_ONLY, error) ||
      (kinds = fw_house_get_kinds (&house, error)) == NULL)
    return FALSE;
  if (output == FW_OUTPUT_JSON)
    {
      print_json (kinds);
      return TRUE;
    }

  grid = fw_grid_new ();
  fw_grid_add_column (grid, "name", FALSE);
  fw_grid_add_column (grid, "label", FALSE);
  fw_grid_add_column (grid, "own", FALSE);
  fw_grid_add_column (grid, "fields", TRUE);
  fw_grid_add_column (grid, "own fields", TRUE);
  for (const FwKind *const *kind = kinds; *kind != NULL; kind++)
    {
      fw_grid_add (grid, g_strdup ((*kind)->name));
      fw_grid_add (grid, g_strdup ((*kind)->label));
      fw_grid_add (grid, g_strdup (fw_kind_is_own (*kind) ? "yes" : "no"));
      fw_grid_add (grid, g_strdup_printf ("%u", (*kind)->n_fields));
      fw_grid_add (grid, g_strdup_printf ("%u", count_own_fields (*kind)));
    }
  fw_grid_print (grid, output);
  return TRUE;
}

/* As it was added, so that another centre can be given the same. */
static gboolean
show_kind (const FwTarget *target, const char *name, GError **error)
{
  g_auto (FwHouse) house = { 0 };
  g_autoptr (GPtrArray) all = NULL;
  guint n = 0;

  if (!fw_house_open (&house, target, FW_CENTRE_READ_ONLY, error) ||
      fw_house_find_kind (&house, name, error) == NULL ||
      (all = fw_house_list_own_kinds (&house, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      const FwOwnKind *own = all->pdata[i];
      g_autofree char *at = fw_time_format (own->at);

      if (g_strcmp0 (own->kind, name) != 0)
        continue;
      printf ("<!-- %s, %s -->\n%s\n", at, own->account, own->text);
      n++;
    }
  if (n == 0)
    printf ("%s: nothing was added to it\n", name);
  return TRUE;
}

/* ---- add ---- */

static gboolean
add_here (const FwTarget *target, FwHouse *house, const FwOwnKindNew *added, GError **error)
{
  FwRecords *records = fw_centre_get_records (house->centre);
  const FwKind *kind;

  if (dry_run)
    return fw_kinds_check (fw_records_get_kinds (records), added->file, added->text, added->length,
                           error);
  kind = fw_records_add_kind (records, house->scope, added, g_get_real_time (), error);
  if (kind == NULL)
    return FALSE;
  fw_target_tell (target, "kind-add", kind->name, NULL);
  return TRUE;
}

static gboolean
add_there (FwHouse *house, const FwOwnKindNew *added, GError **error)
{
  GString *json = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "description", added->text);
  fw_json_writer_end_object (&writer);
  body = g_string_free_to_bytes (json);
  answer = fw_remote_request (house->remote, "POST", dry_run ? "kinds?dry_run=1" : "kinds", body,
                              "application/json", NULL, error);
  return answer != NULL;
}

static gboolean
add_kind (const FwTarget *target, const char *path, GError **error)
{
  g_auto (FwHouse) house = { 0 };
  g_autofree char *text = NULL;
  FwOwnKindNew added = { .file = path };

  if (!g_file_get_contents (path, &text, &added.length, error))
    return FALSE;
  added.text = text;
  if (!g_utf8_validate (text, (gssize) added.length, NULL))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected UTF-8 text", path);
      return FALSE;
    }
  if (!fw_house_open (&house, target, dry_run ? FW_CENTRE_READ_ONLY : FW_CENTRE_DEFAULT, error) ||
      !(house.centre != NULL ? add_here (target, &house, &added, error)
                             : add_there (&house, &added, error)))
    return FALSE;
  printf (dry_run ? "%s: no fault; dry run: nothing was added\n" : "%s: added\n", path);
  return TRUE;
}

static gboolean
run_kinds (const FwTarget *target, char **arguments, GError **error)
{
  const char *word = arguments != NULL ? arguments[0] : NULL;
  FwOutput output;

  if (!fw_output_from_name (format_name, &output, error))
    return FALSE;
  if (g_strcmp0 (word, "list") == 0)
    return fw_check_arguments (arguments + 1, 0, "nothing", error) &&
           list_kinds (target, output, error);
  if (g_strcmp0 (word, "show") == 0)
    return fw_check_arguments (arguments + 1, 1, "KIND", error) &&
           show_kind (target, arguments[1], error);
  if (g_strcmp0 (word, "add") == 0)
    return fw_check_arguments (arguments + 1, 1, "FILE", error) &&
           add_kind (target, arguments[1], error);
  return fw_usage_error (error, "expected list, show KIND or add FILE");
}

const FwCommand fw_command_kinds = {
  .name = "kinds",
  .arguments = "list | show KIND | add FILE [--dry-run]",
  .summary = "Kinds of records: what there is, and what a centre adds of its own",
  .targets = FW_TARGET_DATA | FW_TARGET_SERVER,
  .entries = entries,
  .run = run_kinds,
};
