/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/quality/fw-terms.h"
#include "core/quality/fw-text-rules.h"

G_BEGIN_DECLS

/* A part of a term between gaps; its place in @pieces is its id in @terms. */
typedef struct
{
  guint rule;
  gboolean follows;  /* the piece before it, after a gap */
  gboolean last;     /* of its term */
  gboolean excludes; /* of a <not> */
} FwTextPiece;

struct _FwTextRules
{
  GArray *rules;  /* FwTextRule */
  GArray *pieces; /* FwTextPiece */
  FwTerms *terms;
};

/** fw_text_rules_find_name: Returns: its index; G_MAXUINT: there is none. */
guint fw_text_rules_find_name (const FwTextRules *self, const char *name);

G_END_DECLS
