/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-review-templates.h"

#define N_(text) text

static const FwReviewTemplate templates[] = {
  { "three-dimensions-1", N_ ("Service in three dimensions"),
    /* Translators: items of a form: a dimension, “:”, its items, each with its weight; the numbers,
     * “n/a” and “fatal” stay as they are. */
    N_ ("Attitude: Politeness 20, Emotion under control 15 n/a; Problem solving: Effective "
        "solution "
        "25 n/a, Right process 15; Compliance: Script 10 n/a, Information security 15 fatal") },
  { "five-points-1", N_ ("Talk in five points"),
    N_ ("Understanding 20, Professionalism 20, Norms 20, Attitude 20, Efficiency 20 n/a") },
  { "fifteen-norms-1", N_ ("Visit by fifteen norms"),
    N_ ("Appearance: Dress 7, Name plate 7, Posture 7, Smile 7, Tidy place 7; Wording: Greeting 7, "
        "Form of address 7, Polite words 7, Clear voice 7, Closing 7; Conduct: Listening 6, Eye "
        "contact 6, Both hands 6 n/a, Patience 6, Discretion 6 fatal") },
};

const FwReviewTemplate *
fw_review_templates (guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);

  *n = G_N_ELEMENTS (templates);
  return templates;
}
