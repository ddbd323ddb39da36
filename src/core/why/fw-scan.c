/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/why/fw-scan-private.h"

#define MOST_CAUSES 20
#define LEVEL 0.05

static void
clear_causes (FwScanCause *causes, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_free (causes[i].leaves);
      g_free (causes[i].near);
    }
  g_free (causes);
}

void
fw_scan_result_free (FwScanResult *self)
{
  if (self == NULL)
    return;
  clear_causes (self->causes, self->n_causes);
  clear_causes (self->rest, self->n_rest);
  g_free (self);
}

static guint32 *
make_columns (const FwCells *cells)
{
  guint n = fw_cells_get_n_leaves (cells), n_attributes = fw_cells_get_n_attributes (cells);
  guint32 *columns = g_new (guint32, MAX (1, (gsize) n * n_attributes));

  for (guint leaf = 0; leaf < n; leaf++)
    for (guint i = 0; i < n_attributes; i++)
      columns[(gsize) i * n + leaf] = fw_cells_get_codes (cells, leaf)[i];
  return columns;
}

FwScanResult *
fw_scan_run (const FwCells *cells,
             const FwScanOptions *options,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (FwScanResult) result = g_new0 (FwScanResult, 1);
  guint n = fw_cells_get_n_leaves (cells);
  g_autofree FwScanChannels *leaves = g_new (FwScanChannels, MAX (1, n));
  g_autofree guint8 *dead = g_new0 (guint8, MAX (1, n));
  g_autofree guint32 *columns = make_columns (cells);
  FwScan scan = { .cells = cells,
                  .cancellable = cancellable,
                  .leaves = leaves,
                  .columns = columns,
                  .rhos = { -1, -1 },
                  .dead = dead };
  gboolean done;

  if (options != NULL)
    scan.options = *options;
  if (scan.options.most == 0)
    scan.options.most = MOST_CAUSES;
  if (!(scan.options.level > 0))
    scan.options.level = LEVEL;
  scan.direction = result->direction = scan.options.direction;
  result->level = scan.options.level;
  scan.form = fw_cells_get_form (cells);
  fw_scan_fill_leaves (&scan);
  done = fw_scan_build_cuboids (&scan, error) && fw_scan_search (&scan, result, error);
  fw_scan_clear_cuboids (&scan);
  g_free (scan.rates);
  return done ? g_steal_pointer (&result) : NULL;
}

FwScanResult *
fw_scan_run_volumes (const FwCells *cells,
                     const FwScanOptions *options,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (FwCells) volumes = fw_cells_new_volumes (cells);
  g_autoptr (FwCells) none = fw_cells_new (FW_CELLS_ADDITIVE, fw_cells_get_n_attributes (cells));

  return fw_scan_run (volumes != NULL ? volumes : none, options, cancellable, error);
}

void
fw_scan_format_sets (const FwScanResult *self, const FwCells *cells, GString *text)
{
  for (guint i = 0; i < self->n_causes; i++)
    {
      if (i > 0)
        g_string_append_c (text, ';');
      fw_cells_format_set (cells, self->causes[i].cell.codes, text);
    }
}
