/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-debrief-words.h"

#include "console/fw-swap-words.h"
#include "core/flow/fw-flow.h"
#include "core/kind/fw-kind.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

const char *
fw_debrief_get_label (const char *field)
{
  const FwKind *kind = fw_kind_find ("debrief");

  g_return_val_if_fail (fw_kind_find_field (kind, field) >= 0, NULL);

  return _ (kind->fields[fw_kind_find_field (kind, field)].label);
}

const char *
fw_debrief_write_state (const char *state)
{
  const FwFlowState *found =
      state != NULL ? fw_flow_find_state (fw_kind_find ("debrief")->flow, state) : NULL;

  return found != NULL && found->label != NULL ? _ (found->label) : "";
}

char *
fw_debrief_write (JsonObject *record)
{
  static const char *const written[] = { "happened", "differently", "leader_view", "leader_step",
                                         "conclusion" };
  GString *text;
  const char *contact;
  g_autofree char *day = NULL;

  g_return_val_if_fail (record != NULL, NULL);

  text = g_string_new (NULL);
  contact = fw_json_find_text (record, "contact");
  day = fw_swap_write_day (fw_json_find_text (record, "day"));
  /* Translators: the id of a contact, and its day */
  g_string_append_printf (text, _ ("Contact %s of %s"), contact != NULL ? contact : "", day);
  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      const char *said = fw_json_find_text (record, written[i]);

      if (said != NULL && *said != '\0')
        {
          g_string_append_c (text, '\n');
          g_string_append_printf (text, _ ("%s: %s"), fw_debrief_get_label (written[i]), said);
        }
    }
  return g_string_free (text, FALSE);
}
