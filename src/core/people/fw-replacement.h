/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/access/fw-access.h"
#include "core/people/fw-directory.h"

G_BEGIN_DECLS

/**
 * FwReplacement:
 * A revision of a dated record that is about to be written, and what it would be put in the place
 * of. A record lies where its last revision says, but what that revision overrides lay where it
 * lay then: somebody who moved in yesterday belonged to others before.
 */
typedef struct
{
  FwDirectory *house; /* for the days of its sites */
  /* Those of the record itself, and of others of its kind that ever had its name at the source;
   * those of one record together, in the order they were written. */
  const FwRevision *revisions;
  guint n_revisions;
  FwRevision next;   /* what is to be written; a deletion is marked deleted */
  gboolean restores; /* it was there and is to be again: the time between was its own */
} FwReplacement;

/**
 * fw_replacement_is_allowed:
 * Whether @scope may change all that is replaced: each earlier revision of the record, and of
 * others of its name, as far as it is overridden; and, where nobody had the name, what came under
 * it until today, which only people without limits may give to somebody.
 */
gboolean fw_replacement_is_allowed (const FwReplacement *self, FwScope *scope);

/** fw_replacement_reaches_back: whether it changes days before today at its site. */
gboolean fw_replacement_reaches_back (const FwReplacement *self);

G_END_DECLS
