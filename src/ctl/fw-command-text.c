/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/fw-ctl.h"
#include "ctl/fw-text.h"

static char *encoding, *rules, *lang;

static const GOptionEntry entries[] = {
  { "encoding", 0, 0, G_OPTION_ARG_STRING, &encoding, "of the file, where it cannot be told",
    "NAME" },
  { "rules", 0, 0, G_OPTION_ARG_FILENAME, &rules, "with check: instead of those that come with it",
    "FILE" },
  { "lang", 0, 0, G_OPTION_ARG_STRING, &lang,
    "with check: zh or en, for dialogues that do not tell", "LANG" },
  { NULL },
};

static gboolean
run_text (const FwTarget *target, char **arguments, GError **error)
{
  const gboolean masks = arguments != NULL && g_str_equal (arguments[0], "mask");

  if (!masks && (arguments == NULL || !g_str_equal (arguments[0], "check")))
    return fw_usage_error (error, "expected check or mask");
  if (lang != NULL && !g_str_equal (lang, "zh") && !g_str_equal (lang, "en"))
    return fw_usage_error (error, "--lang: expected zh or en");
  if (!fw_check_arguments (arguments + 1, 1, "FILE", error))
    return FALSE;
  return masks ? fw_text_print_masked (arguments[1], encoding, error)
               : fw_text_print_checked (arguments[1], rules, lang, encoding, error);
}

const FwCommand fw_command_text = {
  .name = "text",
  .arguments = "check FILE | mask FILE",
  .summary = "What rules say of what was said, and the personal numbers in it, masked",
  .alone = TRUE,
  .entries = entries,
  .run = run_text,
};
