/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-sentence.h"

#include "console/why/fw-why-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <pango/pango.h>
#include <stdarg.h>

#define NAMED 3 /* causes told by name; the others stand in the table */

typedef enum
{
  LOWER,
  HIGHER
} Direction;

/* Against another time it moved; against anything else it is there and the other is elsewhere. */
typedef enum
{
  IN_TIME,
  TO_TARGET,
  TO_OTHERS,
  TO_FORECAST,
  N_MANNERS
} Manner;

/* The figure, then where it stands against what was asked. {size} of a ratio is in points, which a
 * duration has not. */
static const char *const changes[N_MANNERS][2][2] = {
  [IN_TIME] = { [LOWER] = { N_ ("<b>{figure} is {now}, {size} points below the {before} before</b> "
                                "(interval {interval})."),
                            N_ ("<b>{figure} is {now}, {size} below the {before} before</b> "
                                "(interval {interval}).") },
                [HIGHER] = { N_ ("<b>{figure} is {now}, {size} points above the {before} "
                                 "before</b> (interval {interval})."),
                             N_ ("<b>{figure} is {now}, {size} above the {before} before</b> "
                                 "(interval {interval}).") } },
  [TO_TARGET] = { [LOWER] = { N_ ("<b>{figure} is {now}, {size} points below the target of "
                                  "{before}</b> (interval {interval})."),
                              N_ ("<b>{figure} is {now}, {size} below the target of {before}</b> "
                                  "(interval {interval}).") },
                  [HIGHER] = { N_ ("<b>{figure} is {now}, {size} points above the target of "
                                   "{before}</b> (interval {interval})."),
                               N_ ("<b>{figure} is {now}, {size} above the target of {before}</b> "
                                   "(interval {interval}).") } },
  [TO_OTHERS] = { [LOWER] = { N_ ("<b>{figure} is {now}, {size} points below the {before} of the "
                                  "others</b> (interval {interval})."),
                              N_ ("<b>{figure} is {now}, {size} below the {before} of the "
                                  "others</b> (interval {interval}).") },
                  [HIGHER] = { N_ ("<b>{figure} is {now}, {size} points above the {before} of "
                                   "the others</b> (interval {interval})."),
                               N_ ("<b>{figure} is {now}, {size} above the {before} of the "
                                   "others</b> (interval {interval}).") } },
  [TO_FORECAST] = { [LOWER] = { N_ ("<b>{figure} is {now}, {size} points below the {before} that "
                                    "was to be expected</b> (interval {interval})."),
                                N_ ("<b>{figure} is {now}, {size} below the {before} that was to "
                                    "be expected</b> (interval {interval}).") },
                    [HIGHER] = { N_ ("<b>{figure} is {now}, {size} points above the {before} that "
                                     "was to be expected</b> (interval {interval})."),
                                 N_ ("<b>{figure} is {now}, {size} above the {before} that was to "
                                     "be expected</b> (interval {interval}).") } },
};

/* Sentences follow each other with a space in most languages, with nothing in Chinese. */
static void
add_sentence (GString *text, char *sentence)
{
  g_autofree char *held = sentence;

  if (text->len > 0)
    /* Translators: what stands between two sentences: a space, or a space of no width */
    g_string_append (text, C_ ("between sentences", " "));
  g_string_append (text, held);
}

/* Replaces {name} by its text, which is escaped: (name, text), ..., NULL. */
static char *fill (const char *template, ...) G_GNUC_NULL_TERMINATED;

static char *
fill (const char *template, ...)
{
  GString *text = g_string_new (template);
  va_list pairs;
  const char *name;

  va_start (pairs, template);
  while ((name = va_arg (pairs, const char *)) != NULL)
    {
      g_autofree char *place = g_strdup_printf ("{%s}", name);
      g_autofree char *escaped = g_markup_escape_text (va_arg (pairs, const char *), -1);

      g_string_replace (text, place, escaped, 0);
    }
  va_end (pairs);
  return g_string_free (text, FALSE);
}

static char *
write_side (const FwWhyAnswer *answer, const FwWhySide *side)
{
  return fw_format_value (fw_why_words_format (answer->metric),
                          side->has_value ? side->value : NAN);
}

static Manner
get_manner (const FwWhyAnswer *answer)
{
  switch (answer->baseline)
    {
    case FW_WHY_TARGET:
      return TO_TARGET;
    case FW_WHY_OTHERS:
      return TO_OTHERS;
    case FW_WHY_FORECAST:
      return TO_FORECAST;
    case FW_WHY_LAST_WEEK:
    case FW_WHY_PREVIOUS:
    case FW_WHY_PERIOD:
    case FW_N_WHY_BASELINES:
    default:
      return IN_TIME;
    }
}

static char *
say_change (const FwWhyAnswer *answer)
{
  gboolean ratio = answer->metric->unit == FW_UNIT_RATIO;
  Direction direction = answer->state == FW_WHY_ROSE ? HIGHER : LOWER;
  g_autofree char *now = write_side (answer, &answer->now);
  g_autofree char *before = write_side (answer, &answer->before);
  g_autofree char *size =
      fw_format_delta (fw_why_words_format (answer->metric), fabs (answer->change));
  g_autofree char *interval = fw_why_words_interval (answer->metric, &answer->change_interval);

  return fill (_ (changes[get_manner (answer)][direction][ratio ? 0 : 1]), "figure",
               fw_why_words_metric (answer->metric->name), "before", before, "now", now, "size",
               size, "interval", interval, NULL);
}

static char *
say_cause (const FwWhyAnswer *answer, const FwWhyCause *cause, const char *template)
{
  g_autofree char *name = fw_why_words_cell (&cause->cell);
  g_autofree char *effect = fw_why_words_effect (answer->metric, cause->cell.effect);

  return fill (template, "cause", name, "effect", effect, NULL);
}

/* Whoever waited, waited behind this. */
static void
say_load (const FwWhyAnswer *answer, GString *text)
{
  const FwWhyLoad *load = answer->load;
  g_autofree char *name = fw_why_words_part (&load->part);
  g_autofree char *share = fw_format_value (FW_FORMAT_RATIO, load->share);
  g_autofree char *more = NULL;

  if (load->before_s > 0)
    more = fw_format_value (FW_FORMAT_RATIO, load->now_s / load->before_s - 1);
  add_sentence (text, more != NULL
                          ? fill (_ ("Look first at <b>{part}</b>: it asked for {more} more work, "
                                     "{share} of all that was added, and everybody waited for "
                                     "it."),
                                  "part", name, "more", more, "share", share, NULL)
                          : fill (_ ("Look first at <b>{part}</b>: it is new, {share} of all the "
                                     "work that was added, and everybody waited for it."),
                                  "part", name, "share", share, NULL));
}

/* The one thing to look at comes first. */
static void
say_causes (const FwWhyAnswer *answer, GString *text)
{
  guint n = answer->causes->len;

  for (guint i = 0; i < MIN (n, NAMED); i++)
    {
      const FwWhyCause *cause = g_ptr_array_index (answer->causes, i);
      const char *template =
          i > 0 || answer->load != NULL ? _ ("Then <b>{cause}</b> ({effect}).")
          : answer->state == FW_WHY_WITHIN_CHANCE
              ? _ ("Look at <b>{cause}</b> all the same: it moved by more than chance ({effect}), "
                   "and the sum hides it.")
          : cause->cell.share >= 0.5
              ? _ ("Look first at <b>{cause}</b>: it explains most of it ({effect}).")
              : _ ("Look first at <b>{cause}</b>: it explains {effect}.");

      add_sentence (text, say_cause (answer, cause, template));
    }
  if (n > NAMED)
    add_sentence (
        text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u more cause stands in the table.",
                                            "%u more causes stand in the table.", n - NAMED),
                               n - NAMED));
}

/* The first of the mixes gives its name to all of it where it carries most. */
static void
say_mix (const FwWhyAnswer *answer, GString *text)
{
  const FwWhyCell *first = answer->mixes->len > 0 ? g_ptr_array_index (answer->mixes, 0) : NULL;
  g_autofree char *effect = fw_why_words_effect (answer->metric, answer->mix);
  g_autofree char *name = first != NULL ? fw_why_words_cell (first) : NULL;

  if (first != NULL)
    add_sentence (text, fill (first->share_now < first->share_before
                                  ? _ ("Fewer contacts of <b>{cell}</b> and other changes of the "
                                       "mix, not of quality, explain {effect}.")
                                  : _ ("More contacts of <b>{cell}</b> and other changes of the "
                                       "mix, not of quality, explain {effect}."),
                              "cell", name, "effect", effect, NULL));
  else if (answer->mix != 0 && effect[0] != '0')
    add_sentence (text, fill (_ ("A change of the mix, not of quality, explains {effect}."),
                              "effect", effect, NULL));
}

static void
say_rest (const FwWhyAnswer *answer, GString *text)
{
  double half = (answer->change_interval.high - answer->change_interval.low) / 2;
  g_autofree char *rest = fw_why_words_effect (answer->metric, answer->rest);

  if (answer->causes->len == 0 || !isfinite (half))
    return;
  add_sentence (text, fill (fabs (answer->rest) <= half
                                ? _ ("The rest, {rest}, is within chance.")
                                : _ ("The rest, {rest}, is more than chance and has no cause that "
                                     "stands out."),
                            "rest", rest, NULL));
}

static void
say_doubts (const FwWhyAnswer *answer, GString *text)
{
  if (answer->causes->len == 0 && answer->candidates->len > 0)
    {
      const FwWhyCell *first = g_ptr_array_index (answer->candidates, 0);
      g_autofree char *name = fw_why_words_cell (first);

      if (first->verdict == FW_WHY_POSSIBLE)
        add_sentence (text,
                      fill (_ ("Possible, but not certain: <b>{cause}</b>."), "cause", name, NULL));
    }
  if (!answer->localised)
    add_sentence (text, g_strdup (_ ("The change is real, but no group of contacts explains most "
                                     "of it: it is everywhere, or its cause is not recorded.")));
  if (answer->simpson != NULL)
    add_sentence (text,
                  fill (_ ("Within each {dimension} it mostly went the other way: the mix between "
                           "them makes the total (Simpson's paradox)."),
                        "dimension", fw_why_words_attribute (answer->simpson, NULL), NULL));
}

static char *
say_within_chance (const FwWhyAnswer *answer)
{
  g_autofree char *now = write_side (answer, &answer->now);
  g_autofree char *before = write_side (answer, &answer->before);
  g_autofree char *change = fw_why_words_effect (answer->metric, answer->change);
  g_autofree char *interval = fw_why_words_interval (answer->metric, &answer->change_interval);

  return fill (answer->causes->len > 0
                   ? _ ("<b>{figure} is {now}, against {before}: as a whole it stayed where it "
                        "was</b> ({change}, interval {interval}).")
                   : _ ("<b>{figure} is {now}, against {before}: chance explains the "
                        "difference</b> ({change}, interval {interval})."),
               "figure", fw_why_words_metric (answer->metric->name), "now", now, "before", before,
               "change", change, "interval", interval, NULL);
}

/* What is missing, and what to do. */
static char *
say_missing (const FwWhyAnswer *answer)
{
  const char *figure = fw_why_words_metric (answer->metric->name);
  g_autofree char *period = fw_why_words_period (answer->from, answer->to, NULL);
  g_autofree char *baseline =
      answer->baseline_to > 0
          ? fw_why_words_period (answer->baseline_from, answer->baseline_to, NULL)
          : g_strdup (fw_why_words_baseline (answer->baseline));
  g_autofree char *now = fw_format_count ((gint64) answer->now.n);
  g_autofree char *before = fw_format_count ((gint64) answer->before.n);

  if (answer->state == FW_WHY_NO_WINDOW)
    return fill (_ ("<b>No contact counts for {figure} in {period}.</b> Choose a longer time or a "
                    "wider scope."),
                 "figure", figure, "period", period, NULL);
  if (answer->state == FW_WHY_NO_BASELINE && answer->baseline == FW_WHY_TARGET)
    return fill (_ ("<b>No target is set for {figure}.</b> Set one under Policies, or compare "
                    "with another time."),
                 "figure", figure, NULL);
  if (answer->state == FW_WHY_NO_BASELINE)
    return fill (_ ("<b>There is nothing to compare {figure} with: no contact counts in "
                    "{period}.</b> Compare with another time."),
                 "figure", figure, "period", baseline, NULL);
  if (answer->baseline == FW_WHY_TARGET)
    return fill (_ ("<b>Too few contacts to tell: {now} count for {figure}.</b> Choose a longer "
                    "time or a wider scope."),
                 "figure", figure, "now", now, NULL);
  return fill (_ ("<b>Too few contacts to tell: {now} count for {figure}, {before} before.</b> "
                  "Choose a longer time or a wider scope."),
               "figure", figure, "now", now, "before", before, NULL);
}

char *
fw_why_sentence_markup (const FwWhyAnswer *answer)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (answer != NULL, NULL);

  switch (answer->state)
    {
    case FW_WHY_FELL:
    case FW_WHY_ROSE:
      add_sentence (text, say_change (answer));
      if (answer->load != NULL)
        say_load (answer, text);
      say_causes (answer, text);
      say_mix (answer, text);
      say_rest (answer, text);
      say_doubts (answer, text);
      break;
    case FW_WHY_WITHIN_CHANCE:
      add_sentence (text, say_within_chance (answer));
      if (answer->causes->len > 0)
        {
          say_causes (answer, text);
          say_mix (answer, text);
        }
      else
        add_sentence (text, g_strdup (_ ("There is nothing to look for; a longer time would show "
                                         "a smaller change.")));
      break;
    case FW_WHY_NO_WINDOW:
    case FW_WHY_NO_BASELINE:
    case FW_WHY_SCARCE:
    case FW_N_WHY_STATES:
    default:
      add_sentence (text, say_missing (answer));
      break;
    }
  return g_string_free (text, FALSE);
}

char *
fw_why_sentence_text (const FwWhyAnswer *answer)
{
  g_autofree char *markup = fw_why_sentence_markup (answer);
  char *text = NULL;

  if (!pango_parse_markup (markup, -1, 0, NULL, &text, NULL, NULL))
    return g_steal_pointer (&markup);
  return text;
}

/* Attributes that were not searched, those of one reason together. */
static char *
list_unsearched (const FwWhyAnswer *answer)
{
  static const struct
  {
    const char *reason;
    const char *words; /* of a list of attributes */
  } reasons[] = {
    { "who-answers", N_ ("{list} (follows from who answers)") },
    { "outcome", N_ ("{list} (follows from how the contact ended)") },
    { "unknown", N_ ("{list} (not known of enough contacts)") },
    { "no-overlap", N_ ("{list} (not the same on both sides)") },
    { "too-many", N_ ("{list} (too many combinations: ask about fewer days)") },
  };
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autoptr (GString) list = g_string_new (NULL);

      for (guint k = 0; k < answer->unsearched->len; k++)
        {
          const FwWhyUnsearched *at = g_ptr_array_index (answer->unsearched, k);

          if (!g_str_equal (at->reason, reasons[i].reason))
            continue;
          if (list->len > 0)
            g_string_append (list, C_ ("between list items", ", "));
          g_string_append (list, fw_why_words_attribute (at->attribute, at->title));
        }
      if (list->len > 0)
        {
          GString *group = g_string_new (_ (reasons[i].words));

          g_string_replace (group, "{list}", list->str, 1);
          g_ptr_array_add (groups, g_string_free (group, FALSE));
        }
    }
  g_ptr_array_add (groups, NULL);
  return g_strjoinv (C_ ("between groups of a list", "; "), (char **) groups->pdata);
}

char *
fw_why_sentence_tested (const FwWhyAnswer *answer)
{
  g_autofree char *supported = fw_format_count (answer->n_supported);
  g_autofree char *tested = fw_format_count (answer->n_tested);
  g_autofree char *unsearched = list_unsearched (answer);
  g_autofree char *text = g_strdup_printf (
      _ ("%1$s of %2$s cells passed support · false discovery ≤ 5 %%"), supported, tested);
  g_autofree char *not_searched = g_strdup_printf (_ ("not searched: %s"), unsearched);

  return *unsearched != '\0' ? g_strconcat (text, " · ", not_searched, NULL)
                             : g_steal_pointer (&text);
}

char *
fw_why_sentence_neighbours (const FwWhyAnswer *answer, const FwWhyCause *cause)
{
  g_autofree char *name = fw_why_words_cell (&cause->cell);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < cause->neighbours->len; i++)
    {
      const FwWhyCell *cell = g_ptr_array_index (cause->neighbours, i);
      g_autofree char *neighbour = fw_why_words_cell (cell);
      g_autofree char *effect = fw_why_words_effect (answer->metric, cell->effect);

      if (i > 0)
        g_string_append (list, C_ ("between list items", ", "));
      if (cell->verdict == FW_WHY_TOO_FEW)
        g_string_append_printf (list, _ ("%1$s (%2$s, too few)"), neighbour, effect);
      else
        g_string_append_printf (list, _ ("%1$s (%2$s, weaker)"), neighbour, effect);
    }
  return list->len > 0 ? g_strdup_printf (_ ("Neighbours of “%1$s”: %2$s"), name, list->str)
                       : g_strdup ("");
}

static void
append_line (const FwWhyAnswer *answer, const FwWhyCell *cell, GString *report)
{
  g_autofree char *name = fw_why_words_cell (cell);
  g_autofree char *effect = fw_why_words_effect (answer->metric, cell->effect);
  g_autofree char *interval = fw_why_words_interval (answer->metric, &cell->interval);
  g_autofree char *figures = fw_why_words_figures (answer->metric, cell);
  g_autofree char *n = fw_format_count ((gint64) cell->now.n);

  g_string_append_printf (report, "%s\t%s\t%s\t%s\t%s\t%s\n", name, effect, interval, figures, n,
                          fw_why_words_verdict (cell->verdict));
}

char *
fw_why_sentence_report (const FwWhyAnswer *answer)
{
  g_autofree char *subtitle = fw_why_words_subtitle (answer);
  g_autofree char *sentence = fw_why_sentence_text (answer);
  g_autofree char *tested = fw_why_sentence_tested (answer);
  GString *report = g_string_new (NULL);

  g_string_append_printf (report, "%s\n%s\n", subtitle, sentence);
  if (answer->causes->len + answer->candidates->len + answer->mixes->len == 0)
    return g_string_free (report, FALSE);
  g_string_append_printf (report, "\n%s\t%s\t%s\t%s\t%s\t%s\n", _ ("Cause"), _ ("Effect"),
                          _ ("Interval"), _ ("Before → now"), C_ ("number of contacts", "n"),
                          _ ("Verdict"));
  for (guint i = 0; i < answer->causes->len; i++)
    append_line (answer, &((FwWhyCause *) g_ptr_array_index (answer->causes, i))->cell, report);
  for (guint i = 0; i < answer->candidates->len; i++)
    append_line (answer, g_ptr_array_index (answer->candidates, i), report);
  for (guint i = 0; i < answer->mixes->len; i++)
    append_line (answer, g_ptr_array_index (answer->mixes, i), report);
  g_string_append_printf (report, "%s\n", tested);
  return g_string_free (report, FALSE);
}
