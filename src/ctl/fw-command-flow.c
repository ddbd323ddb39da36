/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "core/flow/fw-flow.h"
#include "core/fw-error.h"
#include "ctl/fw-ctl.h"

static gboolean
check_file (const char *path, GError **error)
{
  g_autoptr (GPtrArray) faults =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_fault_free);
  g_autofree char *text = NULL;
  g_autoptr (FwFlow) flow = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  flow = fw_flow_read (text, length, faults);
  for (guint i = 0; i < faults->len; i++)
    {
      const FwFlowFault *fault = faults->pdata[i];

      printf ("%s:%u: %s\n", path, fault->line, fault->sentence);
    }
  if (flow == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   faults->len == 1 ? "%s: %u fault" : "%s: %u faults", path, faults->len);
      return FALSE;
    }
  printf ("%s: flow “%s”: no fault; %u states, %u moves, %u clocks\n", path, flow->name,
          flow->states->len, flow->moves->len, flow->clocks->len);
  return TRUE;
}

static gboolean
run_flow (const FwTarget *target, char **arguments, GError **error)
{
  if (!fw_check_arguments (arguments, 2, "check FILE", error))
    return FALSE;
  if (!g_str_equal (arguments[0], "check"))
    return fw_usage_error (error, "there is no “%s”; expected check", arguments[0]);
  return check_file (arguments[1], error);
}

const FwCommand fw_command_flow = {
  .name = "flow",
  .arguments = "check FILE",
  .summary = "Check the description of a flow, and tell each fault with its line",
  .alone = TRUE,
  .run = run_flow,
};
