/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "ctl/fw-ctl.h"

#define EXIT_FAILED 1
#define EXIT_USAGE 2

static const FwCommand *const commands[] = {
  &fw_command_import,  &fw_command_kpi,    &fw_command_why,     &fw_command_contacts,
  &fw_command_verify,  &fw_command_backup, &fw_command_restore, &fw_command_user,
  &fw_command_records, &fw_command_sample,
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
  if ((given & ~command->targets) != 0)
    return fw_usage_error (error, "“%s” works with %s only", command->name,
                           command->targets == FW_TARGET_DATA ? "--data" : "--server");
  if (given == 0 && !command->alone)
    return fw_usage_error (error, command->targets == FW_TARGET_DATA
                                      ? "--data DIR is missing"
                                      : "--data DIR or --server URL is missing");
  return TRUE;
}

static gboolean
run_command (const FwCommand *command, int argc, char **argv, GError **error)
{
  FwTarget target = { 0 };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (command->arguments);
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &target.data,
      "a store here; to change it, no server may have it open", "DIR|postgresql://…" },
    { "server", 0, 0, G_OPTION_ARG_STRING, &target.server, "a running server", "URL" },
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
  done = g_option_context_parse (context, &argc, &argv, error) &&
         check_target (command, &target, error) && command->run (&target, arguments, error);
  g_free (target.data);
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
  g_autofree char *program = NULL;

  setlocale (LC_ALL, "");
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
  fprintf (stderr, "%s: %s\n", program, error->message);
  if (error->domain == G_OPTION_ERROR)
    fprintf (stderr, "“%s --help” tells how it is used.\n", program);
  return error->domain == G_OPTION_ERROR ? EXIT_USAGE : EXIT_FAILED;
}
