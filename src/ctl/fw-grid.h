/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  FW_OUTPUT_TABLE,
  FW_OUTPUT_JSON,
  FW_OUTPUT_CSV
} FwOutput;

/** fw_output_from_name: "table", "json", "csv"; NULL is table. FALSE with a usage error. */
gboolean fw_output_from_name (const char *name, FwOutput *output, GError **error);

/** FwGrid: rows of texts, printed with aligned columns or as CSV. */
typedef struct _FwGrid FwGrid;

FwGrid *fw_grid_new (void);
void fw_grid_free (FwGrid *self);
void fw_grid_add_column (FwGrid *self, const char *title, gboolean to_the_right);
/** fw_grid_add: the next cell; rows follow by themselves. @text: (transfer full). */
void fw_grid_add (FwGrid *self, char *text);
void fw_grid_print (FwGrid *self, FwOutput output);

/** fw_json_cell: Returns: (transfer full): a value as a cell: text as it is, null "", numbers
 * shortest. */
char *fw_json_cell (JsonNode *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwGrid, fw_grid_free)

G_END_DECLS
