/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-kind.h"

G_BEGIN_DECLS

/** FwOwnKind: one description of a centre's own as it was added: a kind, or fields of its own for
 * one that was there. */
typedef struct
{
  gint64 number; /* from 1, in the order in which they are read */
  gint64 at;     /* µs UTC */
  char *account; /* who added it */
  char *kind;    /* its name */
  char *text;
} FwOwnKind;

void fw_own_kind_free (FwOwnKind *self);

/** fw_own_kinds_make: @all: (element-type FwOwnKind): in order. Returns: (transfer none):
 * fw_kinds() with them, for ever; without those that this version cannot read, which a newer one
 * wrote. */
const FwKind *const *fw_own_kinds_make (GPtrArray *all);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwOwnKind, fw_own_kind_free)

G_END_DECLS
