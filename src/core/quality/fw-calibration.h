/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/metric/fw-metric.h"
#include "core/quality/fw-review-form.h"

G_BEGIN_DECLS

/*
 * What can be said of graders and of the items of a form, from contacts that two graders scored
 * without knowing of each other. Nothing else is used: who scores other people's contacts alone
 * cannot be told from who met better work.
 */

/** Contacts from which on something is said of an item or a grader. */
#define FW_CALIBRATION_LEAST_PAIRS 20
#define FW_CALIBRATION_LEAST_CONTACTS 10
/** Points of 100 below which nobody is called severe or lenient, whatever n is. */
#define FW_CALIBRATION_LEAST_POINTS 3
/** Weeks in which somebody scored, from which on a drift is told. */
#define FW_CALIBRATION_LEAST_WEEKS 3

/** FwSheet: what one grader gave in one contact; all by their index. Two sheets of a contact by
 * other forms are not compared, and have another @contact. */
typedef struct
{
  guint contact;
  guint grader;
  gint32 day;   /* of the contact, as fw_date_from_civil() counts */
  double total; /* 0 to 100, as if no item were fatal; NAN: nothing applied */
  int scores[FW_REVIEW_MOST_ITEMS];
} FwSheet;

typedef struct
{
  guint n;             /* contacts with two scores or more of the item */
  double alpha;        /* Krippendorff's, of the level interval; NAN: it does not vary */
  FwInterval interval; /* 95 %; NAN where none can be told */
  double agreement;    /* share of pairs that are equal; NAN without one */
  gboolean known;      /* FALSE: too few to tell */
} FwItemAgreement;

/**
 * fw_calibration_find_item: how far graders agree in an item. The interval is a jackknife's over
 * contacts, in groups of them where there are more than 100, of log (1 - alpha), so that none goes
 * past 1.
 * @sheets: of one form
 */
FwItemAgreement fw_calibration_find_item (const FwSheet *sheets, guint n_sheets, guint item);

typedef enum
{
  FW_GRADER_CANNOT_TELL, /* too few contacts, or fewer than three graders: of two who differ nobody
                            knows which is off */
  FW_GRADER_FAIR,        /* no different from the others, as far as can be told */
  FW_GRADER_SEVERE,      /* of a drift: she grows so */
  FW_GRADER_LENIENT
} FwGraderVerdict;

/** fw_grader_verdict_to_name: "cannot-tell", "fair", "severe", "lenient". */
const char *fw_grader_verdict_to_name (FwGraderVerdict verdict);

typedef struct
{
  double value;        /* NAN: not known */
  FwInterval interval; /* 95 %; NAN where none can be told */
  FwGraderVerdict verdict;
} FwGraderFigure;

typedef struct
{
  guint n;     /* contacts that somebody else scored as well */
  guint part;  /* graders of one part hang together by contacts; others say nothing of them */
  guint weeks; /* in which those contacts were */
  FwGraderFigure
      severity;         /* points of 100 against the middle grader of the part; below 0: severe */
  FwGraderFigure drift; /* points a week, against the middle one */
} FwGraderFigures;

/**
 * fw_calibration_find_graders: total = contact + grader + error by least squares
 * (fw_rater_effects_find()), and with a slope by weeks for each grader beside it. Held against the
 * middle grader, whom one that is far off does not move. Named is who differs by more than chance
 * would make any of so many graders differ (Bonferroni), and by FW_CALIBRATION_LEAST_POINTS: of a
 * drift over all the weeks.
 * @figures: (out) (array length=n_graders)
 */
void fw_calibration_find_graders (const FwSheet *sheets,
                                  guint n_sheets,
                                  guint n_graders,
                                  FwGraderFigures *figures);

G_END_DECLS
