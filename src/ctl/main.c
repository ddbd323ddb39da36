/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "client/fw-reach.h"
#include "ctl/fw-ctl.h"
#include "ctl/fw-language.h"
#include "protocol/fw-said.h"

#define EXIT_FAILED 1
#define EXIT_USAGE 2

static const FwCommand *const commands[] = {
  &fw_command_import,   &fw_command_kpi,      &fw_command_why,     &fw_command_contacts,
  &fw_command_verify,   &fw_command_rebuild,  &fw_command_salvage, &fw_command_events,
  &fw_command_backup,   &fw_command_key,      &fw_command_forget,  &fw_command_restore,
  &fw_command_user,     &fw_command_audit,    &fw_command_records, &fw_command_people,
  &fw_command_badge,    &fw_command_quality,  &fw_command_sample,  &fw_command_staffing,
  &fw_command_roster,   &fw_command_calendar, &fw_command_clocks,  &fw_command_flow,
  &fw_command_forecast, &fw_command_text,     &fw_command_kinds,
};

static void
print_usage (FILE *out)
{
  fprintf (out, "Usage: floorwalkerctl COMMAND --data DIR | --server URL [OPTION…] "
                "[ARGUMENT…]\n\nCommands:\n");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (out, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
  fprintf (out, "\n“floorwalkerctl COMMAND --help” tells the options of a command.\n"
                "Exit status: 0 done, 1 failed and nothing was changed, 2 wrong use.\n");
}

static const FwCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i]->name, name))
      return commands[i];
  return NULL;
}

static gboolean
check_target (const FwCommand *command, const FwTarget *target, GError **error)
{
  guint given =
      (target->data != NULL ? FW_TARGET_DATA : 0) | (target->server != NULL ? FW_TARGET_SERVER : 0);

  if (given == (FW_TARGET_DATA | FW_TARGET_SERVER))
    return fw_usage_error (error, "--data and --server exclude each other");
  if (given != 0 && command->targets == FW_TARGET_NONE)
    return fw_usage_error (error, "“%s” is about files, not about a centre", command->name);
  if ((given & ~command->targets) != 0)
    return fw_usage_error (error, "“%s” works with %s only", command->name,
                           command->targets == FW_TARGET_DATA ? "--data" : "--server");
  if (target->create && target->data == NULL)
    return fw_usage_error (error, "--create goes with --data");
  if (given == 0 && !command->alone)
    return fw_usage_error (error, command->targets == FW_TARGET_DATA
                                      ? "--data DIR is missing"
                                      : "--data DIR or --server URL is missing");
  return TRUE;
}

/* A folder that is not there, or holds nothing: nobody can have lost a centre in it. Elsewhere a
 * centre that is not found may be one that was lost, and a person has to say --create. */
static gboolean
is_untouched (const char *location)
{
  g_autoptr (GDir) folder = NULL;

  if (strstr (location, "://") != NULL)
    return FALSE;
  if (!g_file_test (location, G_FILE_TEST_EXISTS))
    return !g_file_test (location, G_FILE_TEST_IS_SYMLINK);
  folder = g_dir_open (location, 0, NULL);
  return folder != NULL && g_dir_read_name (folder) == NULL;
}

static gboolean
find_data (FwTarget *target, GError **error)
{
  if (target->data != NULL && target->data_file != NULL)
    return fw_usage_error (error, "--data and --data-file exclude each other");
  if (target->data != NULL && fw_database_has_secret (target->data))
    return fw_usage_error (error, "--data: everybody on this machine can read a password there: "
                                  "write the address into a file and name it with --data-file");
  if (target->data_file != NULL)
    target->data = fw_database_read_location (target->data_file, error);
  target->create = target->create || (target->data != NULL && is_untouched (target->data));
  return target->data_file == NULL || target->data != NULL;
}

static gboolean
run_command (const FwCommand *command, int argc, char **argv, GError **error)
{
  FwTarget target = { 0 };
  g_autofree char *key_file = NULL;
  gboolean plain = FALSE;
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (command->arguments);
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &target.data,
      "a store here; to change it, no server may have it open", "DIR|postgresql://…" },
    { "data-file", 0, 0, G_OPTION_ARG_FILENAME, &target.data_file,
      "file whose first line says where, for an address with a password", "FILE" },
    { "key-file", 0, 0, G_OPTION_ARG_FILENAME, &key_file,
      "file with the key that the store is encrypted with; without it the one beside the store",
      "FILE" },
    { "create", 0, 0, G_OPTION_ARG_NONE, &target.create,
      "begin a new centre there if it holds none", NULL },
    { "server", 0, 0, G_OPTION_ARG_STRING, &target.server, "a running server", "URL" },
    { "allow-plain-http", 0, 0, G_OPTION_ARG_NONE, &plain,
      "ask a server on another machine without TLS: passwords can be read on the way", NULL },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &target.token_file,
      "file with a token for the server (or FLOORWALKER_TOKEN_FILE)", "FILE" },
    { "user", 0, 0, G_OPTION_ARG_STRING, &target.user,
      "sign in to the server as; the password is asked for", "NAME" },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &target.password_file, "file with the password",
      "FILE" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments, NULL, NULL },
    { NULL },
  };
  gboolean done;

  g_option_context_set_summary (context, command->summary);
  if (command->entries != NULL)
    g_option_context_add_main_entries (context, command->entries, NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  done = g_option_context_parse (context, &argc, &argv, error) && find_data (&target, error) &&
         check_target (command, &target, error);
  fw_reach_allow_plain (plain);
  fw_centre_set_key_file (key_file);
  done = done && command->run (&target, arguments, error);
  g_free (target.data);
  g_free (target.data_file);
  g_free (target.server);
  g_free (target.token_file);
  g_free (target.user);
  g_free (target.password_file);
  return done;
}

int
main (int argc, char **argv)
{
  const FwCommand *command;
  g_autoptr (GError) error = NULL;
  g_autofree char *program = NULL, *said = NULL;

  fw_language_set_up ();
  if (argc < 2 || (command = find_command (argv[1])) == NULL)
    {
      if (argc >= 2 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")))
        {
          print_usage (stdout);
          return EXIT_SUCCESS;
        }
      if (argc >= 2 && g_str_equal (argv[1], "--version"))
        {
          printf ("floorwalkerctl " FW_VERSION "\n");
          return EXIT_SUCCESS;
        }
      if (argc >= 2)
        fprintf (stderr, "floorwalkerctl: there is no command “%s”\n\n", argv[1]);
      print_usage (stderr);
      return EXIT_USAGE;
    }
  program = g_strdup_printf ("floorwalkerctl %s", command->name);
  g_set_prgname (program);
  argv[1] = program;
  if (run_command (command, argc - 1, argv + 1, &error))
    return fflush (stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILED;
  said = fw_said_translate (error->message);
  fprintf (stderr, "%s: %s\n", program, said);
  if (error->domain == G_OPTION_ERROR)
    fprintf (stderr, "“%s --help” tells how it is used.\n", program);
  return error->domain == G_OPTION_ERROR ? EXIT_USAGE : EXIT_FAILED;
}
