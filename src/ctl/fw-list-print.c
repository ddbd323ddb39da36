/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/fw-list-print.h"

#include <stdio.h>

#include "ctl/fw-progress.h"

#define MOST_WORDS 20

static const char *const reasons[FW_N_LEFT_OUT] = {
  [FW_LEFT_OUT_DIRECTION] = "did not come in",
  [FW_LEFT_OUT_IGNORED] = "as the mapping says",
  [FW_LEFT_OUT_TOTAL] = "totals, notes, or the header once more",
  [FW_LEFT_OUT_JOINED] = "parts of calls that other rows tell",
  [FW_LEFT_OUT_REPEATED] = "the same row once more",
  [FW_LEFT_OUT_HEAD] = "say something of the rows below them",
};

static void
print_left_out (const FwListReport *list)
{
  g_autofree char *all = fw_group_digits (fw_list_report_count_left_out (list));

  if (fw_list_report_count_left_out (list) == 0)
    return;
  printf ("%-16s %12s\n", "left out", all);
  for (guint i = 0; i < FW_N_LEFT_OUT; i++)
    if (list->left_out[i] > 0)
      {
        g_autofree char *digits = fw_group_digits (list->left_out[i]);

        printf ("  %12s  %s\n", digits, reasons[i]);
      }
}

static gboolean
is_told (const FwListWord *word)
{
  return word->meaning == NULL ||
         g_strv_contains ((const char *const[]){ "out", "internal", "nobody", "left out", "total",
                                                 "said of the rows below", NULL },
                          word->meaning);
}

/* Words that are not known, and what rows were left out or lost somebody for. */
static void
print_words (const FwListReport *list)
{
  guint told = 0;

  for (guint i = 0; i < list->words->len && told < MOST_WORDS; i++)
    {
      const FwListWord *word = list->words->pdata[i];
      g_autofree char *digits = fw_group_digits (word->rows);

      if (!is_told (word))
        continue;
      if (told++ == 0)
        printf ("words\n");
      if (word->header[0] == '\0')
        printf ("  %12s  %s (line %" G_GUINT64_FORMAT "): %s\n", digits, word->word, word->line,
                word->meaning);
      else if (word->meaning != NULL)
        printf ("  %12s  “%s” in “%s”: %s\n", digits, word->word, word->header, word->meaning);
      else
        printf ("  %12s  “%s” in “%s”: not understood, first on line %" G_GUINT64_FORMAT "\n",
                digits, word->word, word->header, word->line);
    }
}

static void
print_used (const FwListReport *list)
{
  printf ("%-16s line %" G_GUINT64_FORMAT "\n", "header", list->header_row);
  for (guint i = 0; i < list->columns->len; i++)
    {
      const FwListColumn *column = list->columns->pdata[i];

      if (column->used_as != NULL)
        printf ("  %12s  “%s”%s%s%s%s\n", column->used_as, column->header,
                column->unit != NULL ? ", plain numbers in " : "",
                column->unit != NULL ? column->unit : "", column->why != NULL ? ": " : "",
                column->why != NULL ? column->why : "");
    }
}

static void
print_unused (const FwListReport *list)
{
  for (guint i = 0; i < list->columns->len; i++)
    {
      const FwListColumn *column = list->columns->pdata[i];

      if (column->used_as == NULL)
        printf ("  %12s  “%s”%s%s\n", "not used", column->header, column->why != NULL ? ": " : "",
                column->why != NULL ? column->why : "");
    }
}

void
fw_alike_print (const GPtrArray *alike)
{
  g_return_if_fail (alike != NULL);

  for (guint i = 0; i < alike->len; i++)
    {
      const char *const *names = alike->pdata[i];
      guint last = g_strv_length ((char **) names) - 1;

      printf ("%-16s %12s ", i == 0 ? "case apart" : "", names[0]);
      for (guint j = 1; names[j] != NULL; j++)
        printf ("%s“%s”", j > 1 ? ", " : " ", names[j]);
      printf (g_str_equal (names[0], "agent")
                  ? ": counted as several people; if they are one, say so in the mapping, such as "
                    "{\"people\": {\"%s\": [\"%s\"]}}\n"
                  : ": counted as several queues; if they are one, say so in the mapping, such as "
                    "{\"queues\": {\"%s\": [\"%s\"]}}\n",
              names[last], names[1]);
    }
}

void
fw_list_print (const FwListReport *list, const char *source)
{
  g_return_if_fail (list != NULL);

  if (list->header_row == 0)
    return;
  print_left_out (list);
  if (list->without_queue > 0)
    {
      g_autofree char *digits = fw_group_digits (list->without_queue);

      printf ("%-16s %12s  counted under “%s”\n", "without a queue", digits, source);
    }
  print_used (list);
  print_unused (list);
  print_words (list);
}
