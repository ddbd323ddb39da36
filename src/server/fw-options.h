/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwOptions: the command line of floorwalkerd. */
typedef struct
{
  char *data;      /* directory or postgresql:// */
  char *data_file; /* (nullable): whose first line says so */
  char *key_file;  /* (nullable): with the key of the store */
  char *address;
  guint16 port;
  GPtrArray *trusted;  /* GInetAddressMask: proxies that speak the PROXY protocol */
  char *queue_log;     /* (nullable) */
  char *queue_log_map; /* (nullable): a file: how it is read */
  char *source;        /* of the queue log */
  gboolean create;     /* a new centre may be begun in data */
  gboolean sample;
  gboolean embedded;
  gboolean version;
} FwOptions;

/** fw_options_parse: FALSE with an error of G_OPTION_ERROR. */
gboolean fw_options_parse (FwOptions *options, int *argc, char ***argv, GError **error);
void fw_options_clear (FwOptions *options);

/** fw_options_split_listen: "127.0.0.1:8780", "[::1]:8780". */
gboolean fw_options_split_listen (const char *text, char **address, guint16 *port);
/** fw_options_get_position_path: Returns: (transfer full): where the place in the queue log is
 * kept. */
char *fw_options_get_position_path (const FwOptions *options);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwOptions, fw_options_clear)

G_END_DECLS
