/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-export.h"

#include "console/why/fw-why-sentence.h"
#include "console/why/fw-why-words.h"

#include <glib/gi18n-lib.h>

static void
append_cells (const FwWhyAnswer *answer, GPtrArray *cells, GString *text)
{
  for (guint i = 0; i < cells->len; i++)
    {
      const FwWhyCell *cell = g_ptr_array_index (cells, i);
      g_autofree char *name = fw_why_words_cell (cell);
      g_autofree char *effect = fw_why_words_effect (answer->metric, cell->effect);
      g_autofree char *interval = fw_why_words_interval (answer->metric, &cell->interval);
      g_autofree char *before = fw_why_words_figure (answer->metric, &cell->before);
      g_autofree char *now = fw_why_words_figure (answer->metric, &cell->now);
      g_autofree char *n = fw_format_count ((gint64) cell->now.n);

      g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", name, effect, interval, before,
                              now, n, fw_why_words_verdict (cell->verdict));
    }
}

char *
fw_why_export_text (const FwWhyAnswer *answer)
{
  GString *text = g_string_new (NULL);
  g_autofree char *report = fw_why_sentence_report (answer);

  g_string_append (text, report);
  for (guint i = 0; i < answer->splits->len; i++)
    {
      const FwWhySplit *split = g_ptr_array_index (answer->splits, i);

      g_string_append_printf (text, "\n%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
                              fw_why_words_attribute (split->attribute, split->title), _ ("Effect"),
                              _ ("Interval"), fw_why_words_before (answer->baseline),
                              C_ ("figure", "Now"), C_ ("number of contacts", "n"), _ ("Verdict"));
      append_cells (answer, split->cells, text);
    }
  return g_string_free (text, FALSE);
}
