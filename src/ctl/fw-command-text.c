/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/fw-ctl.h"
#include "ctl/fw-text.h"

static char *encoding;

static const GOptionEntry entries[] = {
  { "encoding", 0, 0, G_OPTION_ARG_STRING, &encoding, "of the file, where it cannot be told",
    "NAME" },
  { NULL },
};

static gboolean
run_text (const FwTarget *target, char **arguments, GError **error)
{
  if (arguments == NULL || !g_str_equal (arguments[0], "mask"))
    return fw_usage_error (error, "expected mask");
  return fw_check_arguments (arguments + 1, 1, "FILE", error) &&
         fw_text_print_masked (arguments[1], encoding, error);
}

const FwCommand fw_command_text = {
  .name = "text",
  .arguments = "mask FILE",
  .summary = "Masks the personal numbers in what was said",
  .alone = TRUE,
  .entries = entries,
  .run = run_text,
};
