/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "core/fw-error.h"
#include "ctl/fw-grid.h"
#include "ctl/fw-house.h"

static char *role, *full_name, *sites, *teams, *new_password_file;

static const GOptionEntry entries[] = {
  { "role", 0, 0, G_OPTION_ARG_STRING, &role, "supervisor, trainer, hr, quality or administrator",
    "ROLE" },
  { "name", 0, 0, G_OPTION_ARG_STRING, &full_name, "the person's name; default: the user name",
    "TEXT" },
  { "sites", 0, 0, G_OPTION_ARG_STRING, &sites, "sites that may be seen; default: all", "ID[;ID]" },
  { "teams", 0, 0, G_OPTION_ARG_STRING, &teams, "teams that may be seen; default: all", "ID[;ID]" },
  { "new-password-file", 0, 0, G_OPTION_ARG_FILENAME, &new_password_file,
    "file with the account's password; without it the terminal asks", "FILE" },
  { NULL },
};

static gboolean
set_password (FwRecord *record, GError **error)
{
  g_autofree char *password = fw_read_secret (new_password_file, "New password", error);
  g_autofree char *again = NULL;
  gboolean done;

  if (password == NULL)
    return FALSE;
  if (new_password_file == NULL)
    {
      again = fw_read_secret (NULL, "The same again", error);
      if (again == NULL)
        return FALSE;
      if (!g_str_equal (password, again))
        {
          g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "the two passwords differ");
          return FALSE;
        }
    }
  done = fw_set_field (record, "password", password, "password", error);
  memset (password, 0, strlen (password));
  return done;
}

static gboolean
add_user (FwHouse *house, const char *id, GError **error)
{
  g_autoptr (FwRecord) record = fw_record_new (&fw_kind_account, id);
  g_autoptr (GError) missing = NULL;

  if (role == NULL)
    return fw_usage_error (error, "--role is missing");
  fw_record_set_fallbacks (record);
  if (!fw_set_field (record, "name", full_name != NULL ? full_name : id, "--name", error) ||
      !fw_set_field (record, "role", role, "--role", error) ||
      !fw_set_field (record, "sites", sites != NULL ? sites : "", "--sites", error) ||
      !fw_set_field (record, "teams", teams != NULL ? teams : "", "--teams", error) ||
      !set_password (record, error) || !fw_record_check (record, error) ||
      !fw_house_put (house, record, error))
    return FALSE;
  printf ("added %s, %s\n", id, role);
  return TRUE;
}

static gboolean
change_password (FwHouse *house, const char *id, GError **error)
{
  g_autoptr (FwRecord) record = fw_house_get (house, &fw_kind_account, id, error);

  if (record == NULL || !set_password (record, error) || !fw_record_check (record, error) ||
      !fw_house_put (house, record, error))
    return FALSE;
  printf ("changed the password of %s\n", id);
  return TRUE;
}

static gboolean
set_disabled (FwHouse *house, const char *id, gboolean disabled, GError **error)
{
  g_autoptr (FwRecord) record = fw_house_get (house, &fw_kind_account, id, error);

  if (record == NULL ||
      !fw_set_field (record, "disabled", disabled ? "yes" : "no", "disabled", error) ||
      !fw_house_put (house, record, error))
    return FALSE;
  printf (disabled ? "%s can no longer sign in\n" : "%s can sign in again\n", id);
  return TRUE;
}

static gboolean
list_users (FwHouse *house, GError **error)
{
  static const char *const fields[] = { "name", "role", "sites", "teams", "disabled" };
  g_autoptr (GPtrArray) records = fw_house_list (house, &fw_kind_account, error);
  g_autoptr (FwGrid) grid = fw_grid_new ();

  if (records == NULL)
    return FALSE;
  fw_grid_add_column (grid, "user", FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    fw_grid_add_column (grid, fields[i], FALSE);
  for (guint i = 0; i < records->len; i++)
    {
      FwRecord *record = g_ptr_array_index (records, i);

      fw_grid_add (grid, g_strdup (fw_record_get_id (record)));
      for (guint k = 0; k < G_N_ELEMENTS (fields); k++)
        fw_grid_add (grid, fw_record_format (
                               record, (guint) fw_kind_find_field (&fw_kind_account, fields[k])));
    }
  fw_grid_print (grid, FW_OUTPUT_TABLE);
  return TRUE;
}

static gboolean
run_user (const FwTarget *target, char **arguments, GError **error)
{
  static const char *const words[] = { "add", "password", "disable", "enable", "list", NULL };
  guint n = arguments != NULL ? g_strv_length (arguments) : 0;
  g_auto (FwHouse) house = { 0 };
  gboolean listing = n > 0 && g_str_equal (arguments[0], "list");

  if (n == 0 || !g_strv_contains (words, arguments[0]))
    return fw_usage_error (error, "expected add, password, disable, enable or list");
  if (!fw_check_arguments (arguments + 1, listing ? 0 : 1, "NAME", error))
    return FALSE;
  if (!fw_house_open (&house, target,
                      g_str_equal (arguments[0], "add") ? FW_CENTRE_CREATE
                      : listing                         ? FW_CENTRE_READ_ONLY
                                                        : FW_CENTRE_DEFAULT,
                      error))
    return FALSE;
  if (listing)
    return list_users (&house, error);
  if (g_str_equal (arguments[0], "add"))
    return add_user (&house, arguments[1], error);
  if (g_str_equal (arguments[0], "password"))
    return change_password (&house, arguments[1], error);
  return set_disabled (&house, arguments[1], g_str_equal (arguments[0], "disable"), error);
}

const FwCommand fw_command_user = {
  .name = "user",
  .arguments = "add|password|disable|enable|list [NAME]",
  .summary = "Accounts: who may sign in, as what, and what they see",
  .targets = FW_TARGET_DATA | FW_TARGET_SERVER,
  .entries = entries,
  .run = run_user,
};
