/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwOptions: the command line of floorwalkerd. */
typedef struct
{
  char *data; /* directory or postgresql:// */
  char *address;
  guint16 port;
  char *queue_log; /* (nullable) */
  char *source;    /* of the queue log */
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
