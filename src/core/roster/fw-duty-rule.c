/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-duty-rule.h"

typedef enum
{
  REST,
  DAYS,
  NIGHTS,
  LEAST,
  MOST,
  N_LIMITS
} Limit;

/* The stricter of a least is the larger one. */
static const struct
{
  const char *field;
  gboolean least;
} fields[N_LIMITS] = {
  [REST] = { "rest_hours", TRUE },       [DAYS] = { "days_in_row", FALSE },
  [NIGHTS] = { "nights_in_row", FALSE }, [LEAST] = { "week_hours_least", TRUE },
  [MOST] = { "week_hours_most", FALSE },
};

static void
take (const FwRecord *rule, double *values)
{
  const FwKind *kind = fw_record_get_kind (rule);

  for (guint i = 0; i < N_LIMITS; i++)
    {
      const guint field = (guint) fw_kind_find_field (kind, fields[i].field);
      const double value =
          fw_record_is_empty (rule, field) ? 0 : fw_record_get_number (rule, field);

      if (value > 0 && (values[i] == 0 || (value > values[i]) == fields[i].least))
        values[i] = value;
    }
}

void
fw_duty_find_limits (GPtrArray *rules, const char *team, const char *person, FwDutyLimits *limits)
{
  double own[N_LIMITS] = { 0 }, of_team[N_LIMITS] = { 0 };

  g_return_if_fail (rules != NULL && limits != NULL);

  for (guint i = 0; i < rules->len; i++)
    {
      const char *whose = fw_record_text (rules->pdata[i], "person");

      if (whose != NULL && g_strcmp0 (whose, person) == 0)
        take (rules->pdata[i], own);
      else if (whose == NULL && g_strcmp0 (fw_record_text (rules->pdata[i], "team"), team) == 0)
        take (rules->pdata[i], of_team);
    }
  for (guint i = 0; i < N_LIMITS; i++)
    if (own[i] == 0)
      own[i] = of_team[i];
  *limits = (FwDutyLimits){ .rest = (gint64) (own[REST] * (double) FW_HOUR),
                            .days_in_row = (guint) own[DAYS],
                            .nights_in_row = (guint) own[NIGHTS],
                            .week_least = (gint64) (own[LEAST] * (double) FW_HOUR),
                            .week_most = (gint64) (own[MOST] * (double) FW_HOUR) };
}
