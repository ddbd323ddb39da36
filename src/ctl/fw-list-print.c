/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ctl/fw-language.h"
#include "ctl/fw-list-print.h"
#include "ctl/fw-progress.h"
#include "protocol/fw-said.h"

#define MOST_WORDS 20

static const char *const reasons[FW_N_LEFT_OUT] = {
  [FW_LEFT_OUT_DIRECTION] = N_ ("did not come in"),
  [FW_LEFT_OUT_IGNORED] = N_ ("as the mapping says"),
  [FW_LEFT_OUT_TOTAL] = N_ ("totals, notes, or the header once more"),
  [FW_LEFT_OUT_JOINED] = N_ ("parts of calls that other rows tell"),
  [FW_LEFT_OUT_REPEATED] = N_ ("the same row once more"),
  [FW_LEFT_OUT_HEAD] = N_ ("say something of the rows below them"),
};

/* What words of a list were taken for, as far as it is told. */
static const struct
{
  const char *name;
  const char *label;
} meanings[] = {
  { "out", N_ ("outgoing") },  { "internal", N_ ("internal") },
  { "nobody", N_ ("nobody") }, { "left out", N_ ("left out") },
  { "total", N_ ("total") },   { "said of the rows below", N_ ("said of the rows below") },
};

static const char *
find_meaning (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (g_strcmp0 (meanings[i].name, name) == 0)
      return _ (meanings[i].label);

  return NULL;
}

static void
print_left_out (const FwListReport *list)
{
  g_autofree char *all = fw_group_digits (fw_list_report_count_left_out (list));
  g_autofree char *label = fw_language_pad (_ ("left out"), 16);

  if (fw_list_report_count_left_out (list) == 0)
    return;
  printf ("%s %12s\n", label, all);
  for (guint i = 0; i < FW_N_LEFT_OUT; i++)
    if (list->left_out[i] > 0)
      {
        g_autofree char *digits = fw_group_digits (list->left_out[i]);

        printf ("  %12s  %s\n", digits, _ (reasons[i]));
      }
}

static void
print_word (const FwListWord *word)
{
  g_autofree char *digits = fw_group_digits (word->rows);
  g_autofree char *line = g_strdup_printf ("%" G_GUINT64_FORMAT, word->line);
  g_autofree char *text = NULL;

  if (word->header[0] == '\0')
    /* Translators: a text of the file, the number of its line, and what it was taken for. */
    text = g_strdup_printf (_ ("%s (line %s): %s"), word->word, line, find_meaning (word->meaning));
  else if (word->meaning != NULL)
    /* Translators: a word of the file, its column, and what it was taken for. */
    text = g_strdup_printf (_ ("“%s” in “%s”: %s"), word->word, word->header,
                            find_meaning (word->meaning));
  else
    text = g_strdup_printf (_ ("“%s” in “%s”: not understood, first on line %s"), word->word,
                            word->header, line);
  printf ("  %12s  %s\n", digits, text);
}

/* Words that are not known, and what rows were left out or lost somebody for. */
static void
print_words (const FwListReport *list)
{
  guint told = 0;

  for (guint i = 0; i < list->words->len && told < MOST_WORDS; i++)
    {
      const FwListWord *word = list->words->pdata[i];

      if (word->meaning != NULL && find_meaning (word->meaning) == NULL)
        continue;
      if (told++ == 0)
        printf ("%s\n", _ ("words"));
      print_word (word);
    }
}

static void
print_used (const FwListReport *list)
{
  g_autofree char *label = fw_language_pad (_ ("header"), 16);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, list->header_row);
  g_autofree char *line = g_strdup_printf (_ ("line %s"), number);

  printf ("%s %s\n", label, line);
  for (guint i = 0; i < list->columns->len; i++)
    {
      const FwListColumn *column = list->columns->pdata[i];
      g_autofree char *why = column->why != NULL ? fw_said_translate (column->why) : NULL;
      g_autofree char *unit = column->unit != NULL
                                  /* Translators: %s is a unit: ms, s, min or h. */
                                  ? g_strdup_printf (_ (", plain numbers in %s"), column->unit)
                                  : NULL;

      if (column->used_as != NULL)
        printf ("  %12s  “%s”%s%s%s\n", column->used_as, column->header, unit != NULL ? unit : "",
                why != NULL ? ": " : "", why != NULL ? why : "");
    }
}

static void
print_unused (const FwListReport *list)
{
  g_autofree char *label = fw_language_pad (_ ("not used"), -12);

  for (guint i = 0; i < list->columns->len; i++)
    {
      const FwListColumn *column = list->columns->pdata[i];
      g_autofree char *why = column->why != NULL ? fw_said_translate (column->why) : NULL;

      if (column->used_as == NULL)
        printf ("  %s  “%s”%s%s\n", label, column->header, why != NULL ? ": " : "",
                why != NULL ? why : "");
    }
}

/* The member stands as it is written in a mapping. */
static char *
advise (const char *const *names)
{
  gboolean people = g_str_equal (names[0], "agent");
  guint last = g_strv_length ((char **) names) - 1;
  g_autofree char *member = g_strdup_printf ("{\"%s\": {\"%s\": [\"%s\"]}}",
                                             people ? "people" : "queues", names[last], names[1]);

  return g_strdup_printf (
      people ? _ ("counted as several people; if they are one, say so in the mapping, such as %s")
             : _ ("counted as several queues; if they are one, say so in the mapping, such as %s"),
      member);
}

void
fw_alike_print (const GPtrArray *alike)
{
  g_return_if_fail (alike != NULL);

  for (guint i = 0; i < alike->len; i++)
    {
      const char *const *names = alike->pdata[i];
      g_autofree char *label = fw_language_pad (i == 0 ? _ ("case apart") : "", 16);
      g_autofree char *advice = advise (names);

      printf ("%s %12s ", label, names[0]);
      for (guint j = 1; names[j] != NULL; j++)
        printf ("%s“%s”", j > 1 ? ", " : " ", names[j]);
      printf (": %s\n", advice);
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
      g_autofree char *label = fw_language_pad (_ ("without a queue"), 16);
      g_autofree char *under = g_strdup_printf (_ ("counted under “%s”"), source);

      printf ("%s %12s  %s\n", label, digits, under);
    }
  print_used (list);
  print_unused (list);
  print_words (list);
}
