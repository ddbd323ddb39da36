/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/fw-why-cells.h"

#include <stdio.h>

#include "core/why/fw-scan.h"
#include "intake/fw-cell-file.h"

gboolean
fw_why_cells_print (const char *path, int direction, GError **error)
{
  FwScanOptions options = { .direction = direction };
  g_autoptr (FwInput) input = fw_input_new_for_path (path, error);
  g_autoptr (FwCells) cells = NULL;
  g_autoptr (FwScanResult) result = NULL;
  g_autoptr (GString) sets = g_string_new (NULL);

  if (input == NULL)
    return FALSE;
  if ((cells = fw_cell_file_read (input, error)) == NULL ||
      (result = fw_scan_run (cells, &options, NULL, error)) == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  fw_scan_format_sets (result, cells, sets);
  printf ("%s\n", sets->str);
  return TRUE;
}
