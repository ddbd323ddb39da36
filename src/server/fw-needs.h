/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"
#include "core/people/fw-competency-grid.h"
#include "core/people/fw-training-needs.h"

G_BEGIN_DECLS

/* Where to train next: what is asked of store and cube for core/people/fw-training-needs.h. */

/** FW_NEEDS_NOTHING: in place of an index. */
#define FW_NEEDS_NOTHING G_MAXUINT
/** Whole days before the one that is asked for: figures and reviews are of these. */
#define FW_NEEDS_DAYS 28

typedef enum
{
  FW_NEEDS_COMPETENCY, /* of a person: less than the position asks for */
  FW_NEEDS_TEAM,       /* of a team: a red or orange cell of the heat map */
  FW_NEEDS_PREFERENCE, /* how people learn best, and how courses are taught */
  FW_NEEDS_FIGURE,     /* of a person: figures that are worse than the team's */
  FW_NEEDS_FEEDBACK,   /* of a person: ratings; of teams: items of reviews */
  FW_N_NEEDS_PARTS
} FwNeedsPart;

extern const char *const fw_needs_part_names[FW_N_NEEDS_PARTS];

/** FwNeedsPerson: somebody who is there on the day and is seen. */
typedef struct
{
  const FwCompetencyRow *row; /* the answer's */
  guint team;                 /* index in teams */
  double weights;             /* Σ of what the position asks for */
  FwSums sums;                /* of the contacts in the team of today */
  char *prefers;              /* (nullable): a way of learning */
} FwNeedsPerson;

typedef struct
{
  const char *id;
  const char *site;
  FwSums sums;           /* of everybody's contacts there */
  FwTrainingCell *cells; /* by competency */
} FwNeedsTeam;

typedef struct
{
  FwRecord *record;
  guint competency; /* index in the grid's; FW_NEEDS_NOTHING: it teaches none */
  double level;
  FwTrainingMeasured measured;
} FwNeedsCourse;

/** FwNeedsSession: one that people can be enrolled in. */
typedef struct
{
  FwRecord *record;
  guint course;
  guint seats, taken;
  GHashTable *people; /* set of ids: who has a seat in it or waits */
} FwNeedsSession;

/** FwNeedsNeed: with its evidence, and what would help. Indices are FW_NEEDS_NOTHING where there is
 * none. */
typedef struct
{
  FwNeedsPart part;
  guint person, team, competency;
  FwTrainingFigure figure;
  const char *item; /* (nullable): of reviews; the board's */
  const char *form; /* (nullable): a review form; the board's */
  double scale;     /* its best score */
  const char *way;  /* (nullable): of learning */
  double level, required;
  FwTrainingGap gap; /* of figures and items; without a comparison only own is filled */
  gboolean compared;
  double q;
  guint64 n, of; /* of a way of learning: who prefers it, of how many who were asked */
  guint taught;  /* courses that are taught so */
  double effect; /* NAN: none can be foreseen */
  guint course, session;
  gboolean enrolled; /* is in that session already */
} FwNeedsNeed;

/** FwNeeds: zero-initialise but for the borrowed members at the beginning; clear at the end. */
typedef struct
{
  FwCentre *centre;
  FwScope *scope;
  FwCompetencyGrid *grid;
  gint32 day;
  char **sites, **teams; /* (nullable) */

  FwRecords *records;
  FwScope *whole; /* seats are counted of everybody */
  FwDirectory *directory;
  FwZone *zone;
  gint64 from, to; /* of the contacts */
  FwCompetencyAnswer *answer;
  GArray *people;                  /* FwNeedsPerson */
  GHashTable *by_person;           /* id -> index in people + 1 */
  GArray *in_teams;                /* FwNeedsTeam */
  GHashTable *by_team;             /* id -> index + 1 */
  FwTrainingFigure *shows;         /* by competency */
  GArray *courses;                 /* FwNeedsCourse */
  GArray *sessions;                /* FwNeedsSession */
  GHashTable *names;               /* set: owns texts of needs */
  GArray *needs;                   /* FwNeedsNeed, the greatest effect first */
  guint too_few[FW_N_NEEDS_PARTS]; /* not judged: of so few nothing can be said */
  guint looked[FW_N_NEEDS_PARTS];  /* judged */
  guint without;             /* pairs of person and competency of which nothing was ever shown */
  guint asked_ways, of_ways; /* people who said how they learn best; all */
} FwNeeds;

/** fw_needs_run: Returns: FALSE: the store refused. */
gboolean fw_needs_run (FwNeeds *self, GError **error);
void fw_needs_clear (FwNeeds *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwNeeds, fw_needs_clear)

/* ---- its parts ---- */

/** fw_needs_read_courses: courses, sessions that are open, and what courses brought. */
gboolean fw_needs_read_courses (FwNeeds *self, GError **error);
/** fw_needs_choose: the course and the session of @need: what reaches the level that is asked for
 * goes first, then a session with a free seat, then the way in which the person learns best, then
 * the earlier day. */
void fw_needs_choose (FwNeeds *self, FwNeedsNeed *need);
/** fw_needs_find_competency: Returns: the one in which @figure shows, one that @person
 * lacks something of first. */
guint fw_needs_find_competency (FwNeeds *self, FwTrainingFigure figure, guint person);
/** fw_needs_measure: what courses brought, by figures of those who completed them. */
gboolean fw_needs_measure (FwNeeds *self, GError **error);
/** fw_needs_read_figures: the contacts of people and teams. */
gboolean fw_needs_read_figures (FwNeeds *self, GError **error);
void fw_needs_add_figures (FwNeeds *self);
/** fw_needs_add_reviews: items of reviews, by the random part alone. */
gboolean fw_needs_add_reviews (FwNeeds *self, GError **error);
/** fw_needs_get_least: the policy that says how many are needed to judge by. */
guint64 fw_needs_get_least (FwNeeds *self, const char *policy);
/** fw_needs_keep: Returns: (transfer none): @text, as long as the board lives. */
const char *fw_needs_keep (FwNeeds *self, const char *text);
/** fw_needs_need: a need of which nothing is known. */
FwNeedsNeed fw_needs_need (FwNeedsPart part);

G_END_DECLS
