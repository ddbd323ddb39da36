/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-options.h"

#include <string.h>

#define DEFAULT_LISTEN "127.0.0.1:8780"

void
fw_options_clear (FwOptions *options)
{
  g_free (options->data);
  g_free (options->address);
  g_free (options->queue_log);
  g_free (options->source);
}

gboolean
fw_options_split_listen (const char *text, char **address, guint16 *port)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *host = NULL;
  gsize length;
  guint64 number;

  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &number, NULL))
    return FALSE;

  host = g_strndup (text, (gsize) (colon - text));
  length = strlen (host);
  if (length > 2 && host[0] == '[' && host[length - 1] == ']')
    {
      host[length - 1] = '\0';
      memmove (host, host + 1, length - 1);
    }
  if (!g_hostname_is_ip_address (host))
    return FALSE;

  *address = g_steal_pointer (&host);
  *port = (guint16) number;
  return TRUE;
}

static char *
get_default_data (gboolean sample)
{
  return g_build_filename (g_get_user_data_dir (), "floorwalker", sample ? "sample" : "centre",
                           NULL);
}

static gboolean
check_options (FwOptions *options, const char *listen, GError **error)
{
  if (!fw_options_split_listen (listen != NULL ? listen : DEFAULT_LISTEN, &options->address,
                                &options->port))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "--listen: a numeric address and a port: %s", listen);
      return FALSE;
    }
  if (options->source != NULL && options->queue_log == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "--queue-log-source goes with --queue-log");
      return FALSE;
    }
  if (options->embedded)
    {
      g_free (options->address);
      options->address = g_strdup ("127.0.0.1");
      options->port = 0;
    }
  if (options->data == NULL)
    options->data = get_default_data (options->sample);
  if (options->source == NULL)
    options->source = g_strdup ("pbx");

  return TRUE;
}

gboolean
fw_options_parse (FwOptions *options, int *argc, char ***argv, GError **error)
{
  g_autofree char *listen = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_STRING, &options->data, "Where the centre is kept",
      "DIR|postgresql://…" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &listen, "Where to serve (" DEFAULT_LISTEN ")",
      "ADDRESS:PORT" },
    { "queue-log", 0, 0, G_OPTION_ARG_FILENAME, &options->queue_log,
      "Follow this queue_log of Asterisk", "PATH" },
    { "queue-log-source", 0, 0, G_OPTION_ARG_STRING, &options->source, "Name of that source (pbx)",
      "NAME" },
    { "sample", 0, 0, G_OPTION_ARG_NONE, &options->sample,
      "Serve the sample centre, made when there is none", NULL },
    { "embedded", 0, 0, G_OPTION_ARG_NONE, &options->embedded,
      "For the console: any port, its number and a token on standard output, until standard input "
      "ends",
      NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Say the version and leave", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  memset (options, 0, sizeof *options);
  g_option_context_set_summary (context, "Serves a Floorwalker centre over HTTP.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  if (*argc > 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "what is %s?", (*argv)[1]);
      return FALSE;
    }

  return check_options (options, listen, error);
}

char *
fw_options_get_position_path (const FwOptions *options)
{
  g_autofree char *name = g_strconcat ("queue-log-", options->source, ".position", NULL);

  g_strdelimit (name, G_DIR_SEPARATOR_S, '_');
  if (g_str_has_prefix (options->data, "postgresql://") ||
      g_str_has_prefix (options->data, "postgres://"))
    {
      g_autofree char *directory = g_build_filename (g_get_user_state_dir (), "floorwalker", NULL);

      g_mkdir_with_parents (directory, 0700);
      return g_build_filename (directory, name, NULL);
    }

  return g_build_filename (options->data, name, NULL);
}
