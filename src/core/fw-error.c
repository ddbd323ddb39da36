/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"

G_DEFINE_QUARK (fw - error - quark, fw_error)

static const char *const names[] = {
  [FW_ERROR_INVALID] = "invalid",
  [FW_ERROR_TOO_LARGE] = "too-large",
  [FW_ERROR_NOT_FOUND] = "not-found",
  [FW_ERROR_CONFLICT] = "conflict",
  [FW_ERROR_UNAUTHORISED] = "unauthorised",
  [FW_ERROR_FORBIDDEN] = "forbidden",
  [FW_ERROR_BUSY] = "busy",
  [FW_ERROR_FULL] = "full",
  [FW_ERROR_UNAVAILABLE] = "unavailable",
  [FW_ERROR_CORRUPT] = "corrupt",
  [FW_ERROR_FAILED] = "failed",
};

const char *
fw_error_to_name (FwError code)
{
  return (guint) code < G_N_ELEMENTS (names) ? names[code] : "failed";
}

FwError
fw_error_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (FwError) i;

  return FW_ERROR_FAILED;
}
