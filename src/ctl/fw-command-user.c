/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "core/fw-error.h"
#include "ctl/fw-grid.h"
#include "ctl/fw-house.h"

static char *role, *full_name, *sites, *teams, *person, *sources, *new_password_file;

static const GOptionEntry entries[] = {
  { "role", 0, 0, G_OPTION_ARG_STRING, &role,
    "supervisor, trainer, hr, quality, administrator, agent or feed", "ROLE" },
  { "name", 0, 0, G_OPTION_ARG_STRING, &full_name, "the person's name; default: the user name",
    "TEXT" },
  { "sites", 0, 0, G_OPTION_ARG_STRING, &sites, "sites that may be seen; default: all", "ID[;ID]" },
  { "teams", 0, 0, G_OPTION_ARG_STRING, &teams, "teams that may be seen; default: all", "ID[;ID]" },
  { "person", 0, 0, G_OPTION_ARG_STRING, &person,
    "for whom it is; an agent sees what is about this person alone", "ID" },
  { "sources", 0, 0, G_OPTION_ARG_STRING, &sources, "of a feed: the sources that it may send",
    "NAME[;NAME]" },
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
put_user (FwHouse *house, gboolean rehearsal, gpointer user_data, GError **error)
{
  /* Putting gives a record its revision: what is rehearsed is another one. */
  g_autoptr (FwRecord) record = fw_record_copy (user_data);

  return fw_house_put (house, record, error);
}

static gboolean
add_user (const FwTarget *target, const char *id, GError **error)
{
  g_autoptr (FwRecord) record = fw_record_new (fw_kind_find ("account"), id);

  if (role == NULL)
    return fw_usage_error (error, "--role is missing");
  fw_record_set_fallbacks (record);
  if (!fw_set_field (record, "name", full_name != NULL ? full_name : id, "--name", error) ||
      !fw_set_field (record, "role", role, "--role", error) ||
      !fw_set_field (record, "sites", sites != NULL ? sites : "", "--sites", error) ||
      !fw_set_field (record, "teams", teams != NULL ? teams : "", "--teams", error) ||
      !fw_set_field (record, "person", person != NULL ? person : "", "--person", error) ||
      !fw_set_field (record, "sources", sources != NULL ? sources : "", "--sources", error) ||
      !set_password (record, error) || !fw_record_check (record, error) ||
      !fw_house_change (target, FALSE, put_user, record, error))
    return FALSE;
  fw_target_tell (target, "account-change", id, role);
  printf ("added %s, %s\n", id, role);
  return TRUE;
}

static gboolean
change_password (FwHouse *house, const char *id, GError **error)
{
  g_autoptr (FwRecord) record = fw_house_get (house, fw_kind_find ("account"), id, error);

  if (record == NULL || !set_password (record, error) || !fw_record_check (record, error) ||
      !fw_house_put (house, record, error))
    return FALSE;
  printf ("changed the password of %s\n", id);
  return TRUE;
}

static gboolean
set_disabled (FwHouse *house, const char *id, gboolean disabled, GError **error)
{
  g_autoptr (FwRecord) record = fw_house_get (house, fw_kind_find ("account"), id, error);

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
  static const char *const fields[] = { "name", "role", "sites", "teams", "sources", "disabled" };
  g_autoptr (GPtrArray) records = fw_house_list (house, fw_kind_find ("account"), error);
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
        fw_grid_add (grid, fw_record_format (record, (guint) fw_kind_find_field (
                                                         fw_kind_find ("account"), fields[k])));
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
  gboolean done;
  gboolean listing = n > 0 && g_str_equal (arguments[0], "list");

  if (n == 0 || !g_strv_contains (words, arguments[0]))
    return fw_usage_error (error, "expected add, password, disable, enable or list");
  if (!fw_check_arguments (arguments + 1, listing ? 0 : 1, "NAME", error))
    return FALSE;
  if (g_str_equal (arguments[0], "add"))
    return add_user (target, arguments[1], error);
  if (!fw_house_open (&house, target, listing ? FW_CENTRE_READ_ONLY : FW_CENTRE_DEFAULT, error))
    return FALSE;
  if (listing)
    {
      fw_target_tell (target, "records-read", "account", NULL);
      return list_users (&house, error);
    }
  done = g_str_equal (arguments[0], "password")
             ? change_password (&house, arguments[1], error)
             : set_disabled (&house, arguments[1], g_str_equal (arguments[0], "disable"), error);
  if (done)
    fw_target_tell (target, "account-change", arguments[1], arguments[0]);
  return done;
}

const FwCommand fw_command_user = {
  .name = "user",
  .arguments = "add|password|disable|enable|list [NAME]",
  .summary = "Accounts: who may sign in, as what, and what they see",
  .targets = FW_TARGET_DATA | FW_TARGET_SERVER,
  .entries = entries,
  .run = run_user,
};
