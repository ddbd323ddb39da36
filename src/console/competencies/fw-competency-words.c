/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/competencies/fw-competency-words.h"

#include "charts/fw-format.h"
#include "core/kind/fw-kind.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Shares that differ by less are shown alike. */
#define SAME 0.005

char *
fw_competency_write_level (double level)
{
  if (isnan (level))
    return g_strdup ("○");
  return fabs (level - round (level)) < 0.05 ? g_strdup_printf ("%.0f", level)
                                             : fw_format_value (FW_FORMAT_POINTS, level);
}

char *
fw_competency_write_readiness (const FwCompetencyPerson *person)
{
  g_autofree char *low = NULL, *high = NULL;

  g_return_val_if_fail (person != NULL, NULL);

  if (person->asks != FW_COMPETENCY_NOTHING)
    /* Translators: how many competencies a position asks for */
    return g_strdup_printf (ngettext ("%u asked", "%u asked", person->n_asked), person->n_asked);
  if (isnan (person->low))
    return g_strdup (FW_FORMAT_NONE);
  high = fw_format_percent (person->high, 0);
  if (person->high - person->low < SAME)
    return g_steal_pointer (&high);
  low = g_strdup_printf ("%.0f", 100 * person->low);
  /* Translators: the lower end of an interval and its upper one with the sign: "75–100 %" */
  return g_strdup_printf (_ ("%s–%s"), low, high);
}

char *
fw_competency_write_place (const FwCompetencyPerson *person, guint of)
{
  g_return_val_if_fail (person != NULL, NULL);

  if (person->best == 0)
    return g_strdup ("");
  if (person->best == person->worst)
    return g_strdup_printf (_ ("Place %u of %u"), person->best, of);
  return g_strdup_printf (_ ("Place %u to %u of %u: cannot tell more exactly"), person->best,
                          person->worst, of);
}

char *
fw_competency_write_gaps (const FwCompetencyPerson *person)
{
  g_autofree char *low = NULL, *unknown = NULL;
  guint n;

  g_return_val_if_fail (person != NULL, NULL);

  if (person->n_asked == 0)
    return g_strdup (_ ("Nothing is asked"));
  n = person->n_asked - person->n_met - person->n_unknown;
  low = g_strdup_printf (ngettext ("%u too low", "%u too low", n), n);
  unknown = g_strdup_printf (ngettext ("%u not known", "%u not known", person->n_unknown),
                             person->n_unknown);
  if (n == 0 && person->n_unknown == 0)
    return g_strdup (_ ("All met"));
  if (person->n_unknown == 0)
    return g_steal_pointer (&low);
  if (n == 0)
    return g_steal_pointer (&unknown);
  /* Translators: two numbers of gaps: "2 too low, 3 not known" */
  return g_strdup_printf (_ ("%s, %s"), low, unknown);
}

static char *
write_standing (const char *name, FwCompetencyState state, const char *level, const char *asked)
{
  switch (state)
    {
    case FW_COMPETENCY_UNKNOWN:
      return g_strdup_printf (_ ("%s: no evidence, asked %s"), name, asked);
    case FW_COMPETENCY_BELOW:
      return g_strdup_printf (_ ("%s: %s, below the asked %s"), name, level, asked);
    case FW_COMPETENCY_MET:
      return g_strdup_printf (_ ("%s: %s, asked %s"), name, level, asked);
    case FW_COMPETENCY_FREE:
      return g_strdup_printf (_ ("%s: %s, not asked"), name, level);
    case FW_COMPETENCY_EMPTY:
    default:
      return g_strdup_printf (_ ("%s: no evidence, not asked"), name);
    }
}

/* Of a position: what it asks. */
static char *
write_asked (FwCompetencyItem *item, guint competency)
{
  FwCompetencySet *set = fw_competency_item_get_set (item);
  const FwPositionFacts *position =
      fw_competency_set_get_position (set, fw_competency_item_get (item)->asks);
  const char *name = fw_competency_set_get (set, competency)->name;
  g_autofree char *level = fw_competency_write_level (position->levels[competency]);
  g_autofree char *weight = fw_competency_write_level (position->weights[competency]);

  return position->levels[competency] > 0
             ? g_strdup_printf (_ ("%s: asked %s, weight %s"), name, level, weight)
             : g_strdup_printf (_ ("%s: not asked"), name);
}

char *
fw_competency_write_cell (FwCompetencyItem *item, guint competency)
{
  const FwCompetencyPerson *person;
  g_autofree char *level = NULL, *asked = NULL, *shown = NULL, *standing = NULL;

  g_return_val_if_fail (FW_IS_COMPETENCY_ITEM (item), NULL);

  person = fw_competency_item_get (item);
  if (person->asks != FW_COMPETENCY_NOTHING)
    return write_asked (item, competency);
  level = fw_competency_write_level (person->levels[competency]);
  asked = fw_competency_write_level (fw_competency_item_get_asked (item, competency));
  standing =
      write_standing (fw_competency_set_get (fw_competency_item_get_set (item), competency)->name,
                      fw_competency_item_get_state (item, competency), level, asked);
  if (isnan (person->levels[competency]) ||
      person->levels[competency] >= person->shown[competency] - SAME)
    return g_steal_pointer (&standing);
  shown = fw_competency_write_level (person->shown[competency]);
  /* Translators: how somebody stands; the level that was shown, and the day */
  return g_strdup_printf (_ ("%s; was %s on %s"), standing, shown, person->days[competency]);
}

char *
fw_competency_write_narrows (FwCompetencyItem *item)
{
  const FwCompetencyPerson *person;
  g_autofree char *points = NULL;

  g_return_val_if_fail (FW_IS_COMPETENCY_ITEM (item), NULL);

  person = fw_competency_item_get (item);
  if (person->narrows_most == FW_COMPETENCY_NOTHING)
    return g_strdup ("");
  points = g_strdup_printf ("%.0f", 100 * person->narrows_by);
  /* Translators: a competency; a number of percentage points */
  return g_strdup_printf (
      _ ("Evidence of “%s” would tell most: it leaves %s points open."),
      fw_competency_set_get (fw_competency_item_get_set (item), person->narrows_most)->name,
      points);
}

const char *
fw_competency_source_word (const char *source)
{
  const FwKind *kind = fw_kind_find ("evidence");
  const FwField *field = &kind->fields[fw_kind_find_field (kind, "source")];

  g_return_val_if_fail (source != NULL, "");

  for (guint i = 0; field->values[i] != NULL; i++)
    if (g_str_equal (field->values[i], source))
      return _ (field->labels[i]);
  return source;
}
