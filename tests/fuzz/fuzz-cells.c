/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/fw-error.h"
#include "core/why/fw-scan.h"
#include "fuzz-target.h"
#include "intake/fw-cell-file.h"

static void
check_cause (const FwCells *cells, const FwScanCause *cause, guint8 *seen)
{
  g_assert_true (isfinite (cause->cell.strength) && isfinite (cause->cell.theta));
  g_assert_true (cause->cell.q >= 0 && cause->cell.q <= 1);
  for (guint i = 0; i < cause->n_leaves; i++)
    {
      g_assert_cmpuint (cause->leaves[i], <, fw_cells_get_n_leaves (cells));
      g_assert_cmpuint (seen[cause->leaves[i]]++, ==, 0);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (FwInput) input = fw_input_new_for_bytes (bytes, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FwCells) cells = input != NULL ? fw_cell_file_read (input, &error) : NULL;
  g_autoptr (FwScanResult) result = NULL;
  g_autoptr (GString) sets = g_string_new (NULL);
  g_autofree guint8 *seen = NULL;
  FwScanOptions options = { .most_rest = 3, .most_near = 3 };
  FwCellsParts total;

  if (cells == NULL)
    {
      g_assert_true (input == NULL || (error != NULL && error->message[0] != '\0'));
      return 0;
    }
  fw_cells_decompose (cells, TRUE, NULL, &total);
  result = fw_scan_run (cells, &options, NULL, &error);
  if (result == NULL)
    {
      g_assert_error (error, FW_ERROR, FW_ERROR_TOO_LARGE);
      return 0;
    }
  seen = g_new0 (guint8, fw_cells_get_n_leaves (cells) + 1);
  for (guint i = 0; i < result->n_causes; i++)
    check_cause (cells, &result->causes[i], seen);
  for (guint i = 0; i < result->n_rest; i++)
    check_cause (cells, &result->rest[i], seen);
  fw_scan_format_sets (result, cells, sets);
  g_assert_true (g_utf8_validate_len (sets->str, sets->len, NULL));
  return 0;
}
