/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/fw-ctl.h"

G_BEGIN_DECLS

/** FwAsk: a question as the command line puts it; filled by option parsing. Texts are the command's
 * statics. */
typedef struct
{
  const char *from, *to;   /* (nullable): RFC 3339 or a date */
  const char *by;          /* (nullable): "team,shift" */
  const char *bucket;      /* (nullable): "day" */
  const char *const *only; /* (nullable): "team=a,b" */
  const char *measure;     /* (nullable): of contacts */
} FwAsk;

/** fw_ask_read: for a centre that is open here. Clear with fw_question_clear(). A wrong word is a
 * usage error. */
gboolean fw_ask_read (const FwAsk *ask, FwCentre *centre, FwQuestion *question, GError **error);
/** fw_ask_add_query: for a server; it checks the words itself. */
gboolean fw_ask_add_query (const FwAsk *ask, GString *path, GError **error);

G_END_DECLS
