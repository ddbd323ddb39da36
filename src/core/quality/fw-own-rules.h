/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/quality/fw-dialogue-judge.h"
#include "core/quality/fw-transcript.h"

G_BEGIN_DECLS

/** FwOwnRule: one of a centre's own rules, a record of the kind text-rule. */
typedef struct
{
  char *id;
  guint version;
  gboolean live; /* in force; else in the shadow, or not run at all */
  FwTextRisk risk;
} FwOwnRule;

/** FwOwnMark: what one of them says of a transcript. */
typedef struct
{
  guint rule; /* index in FwOwnRules */
  guint turn;
  guint from, to; /* code points of its text */
} FwOwnMark;

/** FwOwnRules: rules of a centre for one language, read together with those that come with the
 * program, which some of them name. Immutable; counted. */
typedef struct _FwOwnRules FwOwnRules;

/** fw_own_rules_get: @records: (element-type FwRecord): of the kind text-rule, of any language;
 * @running: those in the shadow and in force alone. Those that cannot be read, which no check let
 * pass, are left out. The same as before is not read again. Returns: (transfer full). */
FwOwnRules *fw_own_rules_get (const GPtrArray *records, gboolean chinese, gboolean running);
FwOwnRules *fw_own_rules_ref (FwOwnRules *self);
void fw_own_rules_unref (FwOwnRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwOwnRules, fw_own_rules_unref)

guint fw_own_rules_count (const FwOwnRules *self);
const FwOwnRule *fw_own_rules_nth (const FwOwnRules *self, guint i);
/** fw_own_rules_mark: @marks: (element-type FwOwnMark): replaced, in the order of the turns. */
void fw_own_rules_mark (const FwOwnRules *self, const FwDialogue *dialogue, GArray *marks);

/** FwOwnFound: a mark as a transcript keeps it. */
typedef struct
{
  char *rule;
  guint version, turn;
  gboolean live;
  FwTextRisk risk;
  guint from, to;
} FwOwnFound;

/** fw_own_rules_write: Returns: (transfer full): marks as the field "rules_found" has them. */
char *fw_own_rules_write (const FwOwnRules *self, const GArray *marks);
/** fw_own_rules_read: @found: (nullable): that field. Returns: (transfer full) (element-type
 * FwOwnFound). */
GArray *fw_own_rules_read (const char *found);

/** fw_text_rule_derive: a change of what it hits is another version, of which nothing is known. */
void fw_text_rule_derive (const FwRecord *stored, FwRecord *record);
/** fw_text_rule_check: what the reader of rules refuses, by the first fault: terms that match
 * everything, a rule that takes itself back, names that are not there. */
gboolean fw_text_rule_check (const FwRecord *record, GError **error);

G_END_DECLS
