/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-options.h"

#include <gio/gio.h>
#include <string.h>

#include "centre/fw-centre.h"

#define DEFAULT_LISTEN "127.0.0.1:8780"

void
fw_options_clear (FwOptions *options)
{
  g_free (options->data);
  g_free (options->data_file);
  g_free (options->key_file);
  g_free (options->address);
  g_clear_pointer (&options->trusted, g_ptr_array_unref);
  g_free (options->queue_log);
  g_free (options->queue_log_map);
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

/* What goes over a network in plain HTTP is read by whoever is on the way. */
static gboolean
check_reach (const FwOptions *options, gboolean behind_tls, GError **error)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (options->address);

  if (behind_tls || g_inet_address_get_is_loopback (address))
    return TRUE;

  g_set_error (
      error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
      "--listen %s: others would reach this address without TLS. Listen on 127.0.0.1 and "
      "let a proxy on this machine end TLS, or, where that proxy stands on another one, say "
      "--behind-tls-proxy",
      options->address);
  return FALSE;
}

static gboolean
read_trusted (FwOptions *options, char **texts, GError **error)
{
  options->trusted = g_ptr_array_new_with_free_func (g_object_unref);
  for (; texts != NULL && *texts != NULL; texts++)
    {
      GInetAddressMask *mask = g_inet_address_mask_new_from_string (*texts, NULL);

      if (mask == NULL)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       "--trusted-proxy %s: a numeric address, or ADDRESS/BITS", *texts);
          return FALSE;
        }
      g_ptr_array_add (options->trusted, mask);
    }

  return TRUE;
}

static gboolean
find_data (FwOptions *options, GError **error)
{
  if (options->data != NULL && options->data_file != NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           "--data and --data-file exclude each other");
      return FALSE;
    }
  if (options->data != NULL && fw_database_has_secret (options->data))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           "--data: everybody on this machine can read a password there: write the "
                           "address into a file and name it with --data-file");
      return FALSE;
    }
  if (options->data_file != NULL)
    options->data = fw_database_read_location (options->data_file, error);
  else if (options->data == NULL)
    options->data = get_default_data (options->sample);
  return options->data != NULL;
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
  if (options->queue_log_map != NULL && options->queue_log == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "--queue-log-map goes with --queue-log");
      return FALSE;
    }
  /* The desk's own centre and a sample begin by themselves. */
  options->create |= options->embedded || options->sample;
  if (options->embedded)
    {
      g_free (options->address);
      options->address = g_strdup ("127.0.0.1");
      options->port = 0;
    }
  if (!find_data (options, error))
    return FALSE;
  if (options->source == NULL)
    options->source = g_strdup ("pbx");

  return TRUE;
}

gboolean
fw_options_parse (FwOptions *options, int *argc, char ***argv, GError **error)
{
  g_autofree char *listen = NULL;
  g_auto (GStrv) trusted = NULL;
  gboolean behind_tls = FALSE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_STRING, &options->data, "Where the centre is kept",
      "DIR|postgresql://…" },
    { "data-file", 0, 0, G_OPTION_ARG_FILENAME, &options->data_file,
      "File whose first line says where, for an address with a password", "FILE" },
    { "key-file", 0, 0, G_OPTION_ARG_FILENAME, &options->key_file,
      "File with the key that the store is encrypted with; without it a credential, or beside the "
      "store",
      "FILE" },
    { "create", 0, 0, G_OPTION_ARG_NONE, &options->create,
      "Begin a new centre there if it holds none", NULL },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &listen, "Where to serve (" DEFAULT_LISTEN ")",
      "ADDRESS:PORT" },
    { "behind-tls-proxy", 0, 0, G_OPTION_ARG_NONE, &behind_tls,
      "A proxy that ends TLS stands before this address: other than loopback is allowed", NULL },
    { "trusted-proxy", 0, 0, G_OPTION_ARG_STRING_ARRAY, &trusted,
      "This proxy says in the PROXY protocol whose connection it is; may be given several times",
      "ADDRESS[/BITS]" },
    { "queue-log", 0, 0, G_OPTION_ARG_FILENAME, &options->queue_log,
      "Follow this queue_log of Asterisk", "PATH" },
    { "queue-log-source", 0, 0, G_OPTION_ARG_STRING, &options->source, "Name of that source (pbx)",
      "NAME" },
    { "queue-log-map", 0, 0, G_OPTION_ARG_FILENAME, &options->queue_log_map,
      "JSON that says more about it, such as further names of people; default: the kept mapping of "
      "that source",
      "FILE" },
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

  return check_options (options, listen, error) && check_reach (options, behind_tls, error) &&
         read_trusted (options, trusted, error);
}

char *
fw_options_get_position_path (const FwOptions *options)
{
  g_autofree char *name = g_strconcat ("queue-log-", options->source, ".position", NULL);

  g_strdelimit (name, G_DIR_SEPARATOR_S, '_');
  return fw_centre_get_state_path (options->data, name);
}
