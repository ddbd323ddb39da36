/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "ctl/fw-people.h"
#include "intake/fw-intake.h"
#include "intake/people/fw-competency-file.h"

#define MOST_STRANGERS 10

/* At most nine digits behind the point, at least one; "" for what cannot be said. */
static void
append_number (GString *out, double value)
{
  char text[64];
  gsize end;

  if (!isfinite (value))
    return;
  g_ascii_formatd (text, sizeof text, "%.9f", value);
  for (end = strlen (text); text[end - 1] == '0' && text[end - 2] != '.';)
    end--;
  g_string_append_len (out, text, (gssize) end);
}

static const char *
name_requirement (const FwCompetencies *matrix, const FwPosition *position, guint at)
{
  return at == FW_READINESS_NOTHING
             ? ""
             : matrix->competencies
                   ->pdata[g_array_index (position->requirements, FwRequirement, at).competency];
}

static void
append_key (GString *out, const char *policy, const char *person, const FwPosition *position)
{
  g_string_append_printf (out, "%s,", policy);
  fw_csv_append (out, fw_text (person), FALSE);
  fw_csv_append (out, fw_text (position->name), FALSE);
}

static void
append_readiness (GString *out,
                  const FwCompetencies *matrix,
                  const FwPosition *position,
                  const FwReadiness *found)
{
  const double figures[] = { found->low, found->high, found->met_share, found->weighted_gap };

  g_string_append_printf (out, "%u,%u,%u,", found->n_requirements, found->n_met,
                          found->n_no_evidence);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      append_number (out, figures[i]);
      g_string_append_c (out, ',');
    }
  fw_csv_append (out, fw_text (name_requirement (matrix, position, found->largest_gap)), TRUE);
}

/* A line for each requirement that is not met, or of which there is no evidence. */
static void
append_gaps (GString *out,
             const FwCompetencies *matrix,
             const FwPosition *position,
             const char *policy,
             const char *person,
             const double *levels,
             const FwReadiness *found)
{
  for (guint i = 0; i < position->requirements->len; i++)
    {
      const FwRequirement *at = &g_array_index (position->requirements, FwRequirement, i);
      double gap = fw_readiness_get_gap (at, levels);

      if (gap <= 0)
        continue;
      append_key (out, policy, person, position);
      fw_csv_append (out, fw_text (name_requirement (matrix, position, i)), FALSE);
      append_number (out, at->level);
      g_string_append_c (out, ',');
      append_number (out, levels[at->competency]);
      g_string_append_c (out, ',');
      append_number (out, gap);
      g_string_append_c (out, ',');
      append_number (out, at->weight);
      g_string_append_c (out, ',');
      append_number (out, at->weight * gap);
      g_string_append_printf (out, ",%d\n", i == found->narrows_most);
    }
}

static void
print_people (const FwCompetencies *matrix, const FwReadinessQuestion *question)
{
  g_autoptr (GString) out = g_string_new (
      question->gaps ? "policy,person,position,competency,required_level,level,gap,weight,"
                       "weighted_gap,narrows_most\n"
                     : "policy,person,position,requirements,met,no_evidence,readiness,"
                       "readiness_if_missing_met,met_share_weighted,weighted_gap,largest_gap\n");
  g_autofree double *levels = g_new (double, matrix->competencies->len + 1);

  for (guint i = 0; i < matrix->people->len; i++)
    {
      const FwPersonEvidence *person = matrix->people->pdata[i];

      fw_competencies_fill_levels (matrix, person, &question->decay, question->as_of, levels);
      for (guint k = 0; k < matrix->positions->len; k++)
        {
          const FwPosition *position = matrix->positions->pdata[k];
          FwReadiness found =
              fw_readiness_find ((const FwRequirement *) (void *) position->requirements->data,
                                 position->requirements->len, levels);

          if (question->gaps)
            append_gaps (out, matrix, position, question->policy, person->person, levels, &found);
          else
            {
              append_key (out, question->policy, person->person, position);
              append_readiness (out, matrix, position, &found);
            }
        }
      fwrite (out->str, 1, out->len, stdout);
      g_string_truncate (out, 0);
    }
  fwrite (out->str, 1, out->len, stdout);
}

static void
tell_strangers (const FwCompetencies *matrix, const char *path)
{
  if (matrix->strangers->len == 0)
    return;
  fprintf (stderr, "%s: %u who are not among the people were left out:", path,
           matrix->strangers->len);
  for (guint i = 0; i < MIN (matrix->strangers->len, MOST_STRANGERS); i++)
    fprintf (stderr, " %s", (const char *) matrix->strangers->pdata[i]);
  fputs (matrix->strangers->len > MOST_STRANGERS ? " …\n" : "\n", stderr);
}

gboolean
fw_people_print_readiness (const FwReadinessQuestion *question, GError **error)
{
  g_autoptr (GBytes) requirements = fw_file_bytes (question->requirements, error);
  g_autoptr (GBytes) people = requirements != NULL ? fw_file_bytes (question->people, error) : NULL;
  g_autoptr (GBytes) evidence = people != NULL ? fw_file_bytes (question->evidence, error) : NULL;
  g_autoptr (FwCompetencies) matrix = NULL;

  if (evidence == NULL)
    return FALSE;
  matrix = fw_competencies_read (requirements, question->most_level, error);
  if (matrix == NULL)
    return fw_file_blame (error, question->requirements);
  if (!fw_competencies_add_people (matrix, people, error))
    return fw_file_blame (error, question->people);
  if (!fw_competencies_add_evidence (matrix, evidence, question->most_level, error))
    return fw_file_blame (error, question->evidence);

  tell_strangers (matrix, question->evidence);
  print_people (matrix, question);
  return TRUE;
}
