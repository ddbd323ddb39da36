/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/metric/fw-metric.h"

G_BEGIN_DECLS

/** FwWhyVerdict: what is said of one candidate; the false-discovery rate over all that a question
 * tested is 5 %. */
typedef enum
{
  FW_WHY_NOT_TRIED, /* nothing is known of it: no verdict */
  FW_WHY_CAUSE,     /* chance does not explain it at 5 % */
  FW_WHY_POSSIBLE,  /* at 20 %, not at 5 % */
  FW_WHY_CHANCE,    /* chance explains it */
  FW_WHY_TOO_FEW,   /* too few contacts to tell */
  FW_WHY_MIX        /* its share of the contacts moved, not what it does */
} FwWhyVerdict;

/** "not-tried", "cause", "possible", "chance", "too-few", "mix" */
const char *fw_why_verdict_to_name (FwWhyVerdict verdict);
gboolean fw_why_verdict_from_name (const char *name, FwWhyVerdict *verdict);

/** FwWhyBaseline: what a window is held against. */
typedef enum
{
  FW_WHY_LAST_WEEK, /* the same hours a week before */
  FW_WHY_PREVIOUS,  /* the period just before, as many whole days long */
  FW_WHY_TARGET,    /* the policy's target: a constant, of which no contacts are known */
  FW_WHY_PERIOD,    /* a period that somebody chose or named */
  FW_WHY_OTHERS,    /* the same time, everybody else that the scope may see */
  FW_WHY_FORECAST,  /* what the weeks before let expect for each half hour of the week */
  FW_N_WHY_BASELINES
} FwWhyBaseline;

/** "last-week", "previous", "target", "period", "others", "forecast" */
const char *fw_why_baseline_to_name (FwWhyBaseline baseline);
gboolean fw_why_baseline_from_name (const char *name, FwWhyBaseline *baseline);

/** FwWhySide: the figure on one side of the question, never without its n and 95 % interval. */
typedef struct
{
  gboolean has_value;
  double value; /* in the metric's unit */
  double n;     /* denominator; may be fractional of a forecast */
  FwInterval interval;
} FwWhySide;

/** FwWhyPart: one attribute of a cell: a dimension or a factor, and its value. */
typedef struct
{
  char *
      attribute; /* "team", "shift" ..., or a factor: "consecutive_nights", "system_response" ... */
  char *value;   /* on the wire, as filters take it */
  char *title;   /* for people */
} FwWhyPart;

/**
 * FwWhyCell:
 * A set of contacts and what it did to the figure. Effects are in the metric's unit and add up:
 * over the values of one dimension to the change of the question, exactly.
 */
typedef struct
{
  GArray *parts; /* FwWhyPart; empty: all */
  FwWhySide before, now;
  double share_before, share_now; /* of the question's contacts, 0-1 */
  double mix, rate, interaction;  /* three parts of its effect; their sum is its effect */
  double effect;
  FwInterval
      interval;    /* of the effect: 95 % with all counted that was looked at beside it, so that
                      it leaves out 0 where the verdict is cause and holds 0 where it is chance */
  double share;    /* effect over the change of the question, 0-1; NaN where others pulled the
                      other way, or nothing changed */
  double strength; /* ln of the likelihood ratio */
  double p, q;     /* alone; and with all that was tested beside it */
  FwWhyVerdict verdict;
} FwWhyCell;

/** FwWhyCause: a found cell. Causes share no contact; each with its weaker neighbours. */
typedef struct
{
  FwWhyCell cell;
  GPtrArray *neighbours; /* FwWhyCell: broader and narrower explanations of the same */
} FwWhyCause;

/** FwWhySplit: one dimension, all of its values, and how well it tells the change apart. */
typedef struct
{
  char *attribute;
  char *title;
  double strength;  /* ln LR of telling its values apart, less what as many values gain by chance */
  GPtrArray *cells; /* FwWhyCell, by |effect| descending; sums to the change */
} FwWhySplit;

/** FwWhyFactor: a factor tested against the change while the others are held (stratified
 * difference). An association, never a proof. */
typedef struct
{
  char *factor;
  char *title;
  char **held;       /* attributes that were held */
  GPtrArray *levels; /* FwWhyCell by level, ascending */
  double difference; /* of the marked levels against the rest, in the metric's unit */
  FwInterval interval;
  double effect; /* what it explains of the change */
  double n;
  double p, q;
  FwWhyVerdict verdict;
  char *missing; /* (nullable): why it cannot be asked: "no-system-response", "no-states" ... */
} FwWhyFactor;

/** FwWhyUnsearched: an attribute that was not searched, and why. */
typedef struct
{
  char *attribute;
  char *title;
  char *reason;      /* "who-answers", "unknown", "outcome", "no-overlap" or "too-many" */
  double unknown[2]; /* share of contacts of which it is not known: now, before; 0-1 */
} FwWhyUnsearched;

/** FwWhyLoad: what asked for more work, where waits grew. Whoever waits waits behind everybody's
 * contacts, so the figure falls wherever the same people answer, and no cell of contacts stands
 * out; what stands out is the kind of contact that took their time. */
typedef struct
{
  FwWhyPart part;
  double before_s, now_s; /* work asked for on a mean day: contacts × mean handling of their kind */
  double share;           /* of all that was added, 0-1 */
  double p;               /* days against days, with everything counted that was looked at */
} FwWhyLoad;

/** FwWhyState: what the answer is as a whole. */
typedef enum
{
  FW_WHY_FELL,
  FW_WHY_ROSE,
  FW_WHY_WITHIN_CHANCE, /* before and now differ by no more than chance lets them */
  FW_WHY_NO_WINDOW,     /* no contact in the window */
  FW_WHY_NO_BASELINE,   /* none in the baseline, or no target is set */
  FW_WHY_SCARCE,        /* too few on either side to tell anything */
  FW_N_WHY_STATES
} FwWhyState;

/** "fell", "rose", "within-chance", "no-window", "no-baseline", "too-few" */
const char *fw_why_state_to_name (FwWhyState state);
gboolean fw_why_state_from_name (const char *name, FwWhyState *state);

/**
 * FwWhyAnswer:
 * The whole answer, the same for page, command line and API. @mix + Σ causes' effect + @rest is the
 * change, exactly (symmetric split); @mix_only, @rate_only and @interaction are the three-way split
 * of the same change, exactly as well.
 */
typedef struct
{
  const FwMetric *metric;
  FwWhyState state;
  FwWhyBaseline baseline;
  gint64 from, to;                   /* of the window, µs UTC */
  gint64 baseline_from, baseline_to; /* 0 for a target */
  char *baseline_title;              /* (nullable): of a period that has a name */
  FwWhySide before, now;
  double change;
  FwInterval change_interval;
  double p;
  double mix, rest;
  double mix_only, rate_only, interaction;
  GPtrArray *causes;     /* FwWhyCause, by share descending: FW_WHY_CAUSE alone */
  GPtrArray *candidates; /* FwWhyCell: possible, chance, too few, worth naming; a dozen at most */
  GPtrArray *mixes;      /* FwWhyCell of FW_WHY_MIX: whose share moved enough to matter */
  GPtrArray *splits;     /* FwWhySplit, the one that splits best first */
  GPtrArray *factors;    /* FwWhyFactor, by q */
  GPtrArray *unsearched; /* FwWhyUnsearched */
  FwWhyLoad *load; /* (nullable): of a figure of waiting that got worse; comes before causes */
  guint n_tested, n_supported;
  gboolean localised; /* FALSE: the change is real but the causes explain less than 35 % of it */
  char *simpson; /* (nullable): the attribute within whose values the figure moved the other way */
  double took_ms;
} FwWhyAnswer;

FwWhyAnswer *fw_why_answer_new (const FwMetric *metric);
void fw_why_answer_free (FwWhyAnswer *answer);
FwWhyCell *fw_why_cell_new (void);
void fw_why_cell_free (FwWhyCell *cell);
/** fw_why_cell_is_same: whether both are the same set of contacts, by name. */
gboolean fw_why_cell_is_same (const FwWhyCell *a, const FwWhyCell *b);
void
fw_why_cell_add_part (FwWhyCell *cell, const char *attribute, const char *value, const char *title);
FwWhyCause *fw_why_cause_new (void);
void fw_why_cause_free (FwWhyCause *cause);
FwWhySplit *fw_why_split_new (const char *attribute, const char *title);
void fw_why_split_free (FwWhySplit *split);
FwWhyUnsearched *
fw_why_unsearched_new (const char *attribute, const char *title, const char *reason);
void fw_why_unsearched_free (FwWhyUnsearched *unsearched);
FwWhyFactor *fw_why_factor_new (const char *factor, const char *title);
void fw_why_factor_free (FwWhyFactor *factor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwWhyAnswer, fw_why_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwWhyCell, fw_why_cell_free)

G_END_DECLS
