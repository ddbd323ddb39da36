/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Who acts in a function (team leader, finance, …) at a place on a day. A holder acts for the
 * places that she holds it for; a deputy acts for her on the days on which she is away. The texts
 * are borrowed, days are days since 1970-01-01, below G_MAXINT32.
 */

/** FwFunctionHolder: somebody who holds a function. What is NULL of its place does not limit it. */
typedef struct
{
  const char *person;
  const char *deputy; /* (nullable): person */
  const char *site, *team, *department;
  gint32 first, last; /* days on which she holds it */
} FwFunctionHolder;

/** FwFunctionAbsence: days on which somebody is away, from whatever she does. */
typedef struct
{
  const char *person;
  gint32 first, last;
} FwFunctionAbsence;

/** FwFunctionPlace: what it is to be done for; (nullable) where it belongs to none. */
typedef struct
{
  const char *site, *team, *department;
} FwFunctionPlace;

/** FwFunctionActor: somebody who may act. */
typedef struct
{
  const char *person;
  const char *holder; /* whose function it is: herself, or for whom she acts */
  gint32 until;       /* the last day on which @holder is away without a break; G_MININT32: she is
                         there */
} FwFunctionActor;

/** FwFunctionAsk: a question, of one function. */
typedef struct
{
  const FwFunctionHolder *holders;
  guint n_holders;
  const FwFunctionAbsence *absences; /* in any order; they may overlap */
  guint n_absences;
  /* (nullable): a set of persons (char *) who have an account; nobody else acts. NULL: everybody */
  GHashTable *able;
  FwFunctionPlace place;
  gint32 day;
} FwFunctionAsk;

/**
 * fw_function_find_actors: those of the nearest place (department, then team, then site, then all)
 * at which somebody is there to act: holders who are there, and deputies, who are there themselves,
 * of holders who are away. Holders who are away keep their right, there and at nearer places.
 * @covered: (out): somebody is there. FALSE: nobody acts but who is away.
 * Returns: (transfer full) (element-type FwFunctionActor): by place from near to far, then by
 * holder and person; whatever the order of what was handed in. The texts are those of @ask.
 */
GArray *fw_function_find_actors (const FwFunctionAsk *ask, gboolean *covered);

/** fw_function_find_until: whether @person is away on @day. @until: (out): the last day of that,
 * absences that touch each other taken together. */
gboolean fw_function_find_until (const FwFunctionAbsence *absences,
                                 guint n_absences,
                                 const char *person,
                                 gint32 day,
                                 gint32 *until);

G_END_DECLS
