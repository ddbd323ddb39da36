/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-civil.h"
#include "core/calendar/fw-months.h"
#include "core/fw-error.h"
#include "core/fw-name.h"
#include "core/people/fw-certificate.h"

static const char *const validities[FW_N_VALIDITIES] = {
  [FW_VALIDITY_COMPLETION] = "completion", [FW_VALIDITY_ANNIVERSARY] = "anniversary",
  [FW_VALIDITY_HALF_YEAR] = "half-year",   [FW_VALIDITY_MONTH] = "month",
  [FW_VALIDITY_FIXED] = "fixed",
};

static const char *const states[FW_N_CERTIFICATE_STATES] = {
  [FW_CERTIFICATE_NONE] = "none",           [FW_CERTIFICATE_REVOKED] = "revoked",
  [FW_CERTIFICATE_SUSPENDED] = "suspended", [FW_CERTIFICATE_WINDOW] = "window",
  [FW_CERTIFICATE_VALID] = "valid",         [FW_CERTIFICATE_GRACE] = "grace",
  [FW_CERTIFICATE_EXPIRED] = "expired",
};

static const char *const effects[FW_N_EFFECTS] = {
  [FW_EFFECT_RECORDED] = "recorded",     [FW_EFFECT_NEW] = "new",
  [FW_EFFECT_RENEWED] = "renewed",       [FW_EFFECT_RENEWED_IN_GRACE] = "renewed-in-grace",
  [FW_EFFECT_LAPSED_NEW] = "lapsed-new", [FW_EFFECT_NEW_AFTER_REVOCATION] = "new-after-revocation",
  [FW_EFFECT_TOO_EARLY] = "too-early",   [FW_EFFECT_SUSPENDED] = "suspended",
  [FW_EFFECT_REINSTATED] = "reinstated", [FW_EFFECT_REVOKED] = "revoked",
};

static const char *const events[FW_N_CERTIFICATE_EVENTS] = {
  [FW_CERTIFICATE_PASS] = "pass",       [FW_CERTIFICATE_FAIL] = "fail",
  [FW_CERTIFICATE_SUSPEND] = "suspend", [FW_CERTIFICATE_REINSTATE] = "reinstate",
  [FW_CERTIFICATE_REVOKE] = "revoke",
};

const char *
fw_certificate_state_to_name (FwCertificateState state)
{
  g_return_val_if_fail (state < FW_N_CERTIFICATE_STATES, NULL);

  return states[state];
}

int
fw_certificate_state_get_rank (FwCertificateState state)
{
  static const int ranks[FW_N_CERTIFICATE_STATES] = {
    [FW_CERTIFICATE_REVOKED] = 0,   [FW_CERTIFICATE_EXPIRED] = 1, [FW_CERTIFICATE_NONE] = 2,
    [FW_CERTIFICATE_SUSPENDED] = 3, [FW_CERTIFICATE_GRACE] = 4,   [FW_CERTIFICATE_WINDOW] = 5,
    [FW_CERTIFICATE_VALID] = 6,
  };

  g_return_val_if_fail (state < FW_N_CERTIFICATE_STATES, FW_N_CERTIFICATE_STATES);

  return ranks[state];
}

const char *
fw_certificate_effect_to_name (FwCertificateEffect effect)
{
  g_return_val_if_fail (effect < FW_N_EFFECTS, NULL);

  return effects[effect];
}

const char *
fw_validity_to_name (FwValidity validity)
{
  g_return_val_if_fail (validity < FW_N_VALIDITIES, NULL);

  return validities[validity];
}

gboolean
fw_validity_from_name (const char *name, FwValidity *validity)
{
  guint at;

  g_return_val_if_fail (name != NULL && validity != NULL, FALSE);

  if (!fw_name_find (validities, FW_N_VALIDITIES, fw_text (name), &at))
    return FALSE;
  *validity = (FwValidity) at;
  return TRUE;
}

gboolean
fw_certificate_event_from_name (const char *name, FwCertificateEventKind *kind)
{
  guint at;

  g_return_val_if_fail (name != NULL && kind != NULL, FALSE);

  if (!fw_name_find (events, FW_N_CERTIFICATE_EVENTS, fw_text (name), &at))
    return FALSE;
  *kind = (FwCertificateEventKind) at;
  return TRUE;
}

static gboolean
check_range (const char *member, guint value, guint least, guint most, GError **error)
{
  if (value >= least && value <= most)
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected %u to %u, not %u", member, least,
               most, value);
  return FALSE;
}

static gboolean
check_fixed (const FwCertificateScheme *self, GError **error)
{
  if (self->n_fixed == 0 || self->n_fixed > FW_SCHEME_MOST_FIXED)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "fixed: expected 1 to %d days of the year",
                   FW_SCHEME_MOST_FIXED);
      return FALSE;
    }
  for (guint i = 0; i < self->n_fixed; i++)
    if (!fw_civil_is_date (2000, self->fixed[i].month, self->fixed[i].day))
      {
        g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                     "fixed: there is no day %u of a month %u; a month and a day are expected",
                     self->fixed[i].day, self->fixed[i].month);
        return FALSE;
      }
  return check_range ("minimum_active_months", self->minimum_active_months, 0, FW_MONTHS_MOST - 12,
                      error);
}

gboolean
fw_certificate_scheme_check (const FwCertificateScheme *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->validity < FW_N_VALIDITIES, FALSE);

  if ((self->validity == FW_VALIDITY_COMPLETION || self->validity == FW_VALIDITY_ANNIVERSARY) &&
      !check_range ("months", self->months, 1, FW_MONTHS_MOST, error))
    return FALSE;
  if (self->validity == FW_VALIDITY_FIXED && !check_fixed (self, error))
    return FALSE;
  return check_range ("window_days", self->window_days, 0, FW_SCHEME_MOST_DAYS, error) &&
         check_range ("grace_days", self->grace_days, 0, FW_SCHEME_MOST_DAYS, error);
}
