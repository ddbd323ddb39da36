/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/flow/fw-flow-case.h"
#include "fuzz-target.h"

/* Every field is a number that differs, none of them large. */
static FwFlowValue
get_value (gpointer record, const char *name)
{
  return (FwFlowValue){ FW_FLOW_NUMBER, g_str_hash (name) % 40, NULL };
}

/* A flow that was found sound can be played: whatever moves are made, and whenever one looks, it
 * comes to an end and tells nothing twice. */
static void
play (FwFlow *flow)
{
  static const char *const is[] = { "supervisor", "owner", "own", "leader-of-person", NULL };
  g_autoptr (FwFlowCase) flow_case = fw_flow_case_new (flow);
  g_autoptr (GPtrArray) notices =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_notice_free);
  const FwFlowRecord record = { get_value, NULL, NULL };
  const FwFlowActor actor = { "a", "a", is };
  gint64 at = 0;
  guint before;

  if (!fw_flow_case_begin (flow_case, &record, &actor, FW_FLOW_TIME (at), notices, NULL))
    return;
  for (guint i = 0; i < flow->moves->len && i < 50; i++)
    {
      const FwFlowMove *move = &g_array_index (flow->moves, FwFlowMove, i);
      const FwFlowAsk ask = { .actor = actor,
                              .to = move->to,
                              .reason = "reason",
                              .given = (const char *const *) move->asks,
                              .time = FW_FLOW_TIME (at) };
      g_autoptr (FwFlowAnswer) answer = fw_flow_case_move (flow_case, &record, &ask, notices);

      g_assert_true (answer->done == g_str_equal (answer->state, move->to) || !answer->done);
      at += FW_HOUR;
      fw_flow_case_run (flow_case, &record, at, notices);
    }
  for (guint i = 0; i < flow->messages->len && i < 50; i++)
    fw_flow_case_happen (flow_case, &record, &actor,
                         g_array_index (flow->messages, FwFlowMessage, i).name, FALSE,
                         FW_FLOW_TIME (at), notices, NULL);
  fw_flow_case_run (flow_case, &record, FW_CALENDAR_LAST, notices);
  before = notices->len;
  fw_flow_case_run (flow_case, &record, FW_CALENDAR_LAST, notices);
  g_assert_cmpuint (notices->len, ==, before);
  g_assert_true (fw_flow_verify (flow_case->entries, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GPtrArray) faults =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_fault_free);
  g_autoptr (FwFlow) flow = fw_flow_read ((const char *) data, size, faults);

  g_assert_true ((flow == NULL) == (faults->len > 0));
  for (guint i = 0; i < faults->len; i++)
    {
      const FwFlowFault *fault = faults->pdata[i];

      g_assert_cmpuint (fault->line, >=, 1);
      g_assert_true (fault->sentence != NULL && *fault->sentence != '\0');
    }
  if (flow != NULL)
    play (flow);
  return 0;
}
