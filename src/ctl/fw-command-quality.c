/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/fw-ctl.h"
#include "ctl/fw-people.h"

static char *level_name;

static const GOptionEntry entries[] = {
  { "level", 0, 0, G_OPTION_ARG_STRING, &level_name,
    "with alpha: nominal, ordinal, interval or ratio", "LEVEL" },
  { NULL },
};

static gboolean
run_quality (const FwTarget *target, char **arguments, GError **error)
{
  FwLevel level;

  if (arguments == NULL || !g_str_equal (arguments[0], "alpha"))
    return fw_usage_error (error, "expected alpha");
  if (!fw_check_arguments (arguments + 1, 1, "FILE", error))
    return FALSE;
  if (level_name == NULL || !fw_level_from_name (level_name, &level))
    return fw_usage_error (error, "--level: expected nominal, ordinal, interval or ratio");
  return fw_people_print_alpha (arguments[1], level, error);
}

const FwCommand fw_command_quality = {
  .name = "quality",
  .arguments = "alpha FILE",
  .summary = "How far the raters of a file agree beyond chance",
  .alone = TRUE,
  .entries = entries,
  .run = run_quality,
};
