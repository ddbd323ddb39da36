/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/people/fw-directory.h"

G_BEGIN_DECLS

/*
 * Policies as people speak of them: "At least 90 % are answered in time", "5 min 45 s", a form by
 * its name. And back again: what somebody types as a value.
 */

/** fw_policy_words_value: Returns: (transfer full): @value with its unit: "90 %", "30 s", "10 min";
 * a choice by its name; "" for NaN. */
char *fw_policy_words_value (const FwPolicy *policy, double value);

/** fw_policy_words_sentence: Returns: (transfer full): what holds where the policy has @value. */
char *fw_policy_words_sentence (const FwPolicy *policy, double value);

/** fw_policy_words_parse: "95 %", "95", "0.95" of a share; "30", "30 s", "4:30", "10 min", "1 h" of
 * a time; else a number. FALSE: it is none of these. Whether it is allowed is not looked at. */
gboolean fw_policy_words_parse (const FwPolicy *policy, const char *text, double *value);

/** fw_policy_words_choices: Returns: (transfer none) (nullable) (array zero-terminated=1): the
 * names of the values 0, 1, ... of a policy that is a choice, to be translated; NULL: it is none.
 */
const char *const *fw_policy_words_choices (const FwPolicy *policy);

/** fw_policy_words_hint: what may be typed, with an example and what is allowed. Returns: (transfer
 * full). */
char *fw_policy_words_hint (const FwPolicy *policy);

G_END_DECLS
