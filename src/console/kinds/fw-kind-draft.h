/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-kind.h"

G_BEGIN_DECLS

/** FwFieldDraft: a field as somebody describes it in a form. */
typedef struct
{
  const char *label;
  const char *type;    /* as descriptions name it */
  const char *to;      /* (nullable): kind referred to */
  const char *format;  /* (nullable): of a text: what it looks like */
  const char *choices; /* of an enum: joined by ";" */
  gboolean required;
} FwFieldDraft;

/** FwKindDraft: what is added: a register, or fields for a kind that is there. All of it is
 * borrowed. */
typedef struct
{
  const FwKind *of;    /* (nullable): the kind that is given fields; NULL: a register */
  const char *label;   /* of a register */
  FwKindScope scope;   /* of a register: FW_SCOPE_NONE, _BY_SITE or _BY_TEAM */
  const char *writers; /* of a register: roles, separated by spaces */
  const FwFieldDraft *fields;
  guint n_fields;
  const FwFieldDraft *due; /* (nullable): of a register: one of @fields, a date, by which a record
                              falls due; it is then moved along to its end */
  guint days;              /* before that day whoever writes is told */
} FwKindDraft;

/** fw_kind_draft_write: @name: (out) (transfer full): of the kind. Names are made of what things
 * are called, of what a Latin keyboard cannot write of letters; @kinds tells those that are taken.
 * Returns: (transfer full): the description, as fw_kinds_add() reads it. */
char *fw_kind_draft_write (const FwKindDraft *self, const FwKind *const *kinds, char **name);

G_END_DECLS
