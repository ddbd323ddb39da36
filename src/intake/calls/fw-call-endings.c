/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-endings.h"

/* What says that a caller gave up, wherever it stands: "Abandonada en IVR", "IVR放弃". */
gboolean
fw_call_ending_tells_giving_up (const char *folded)
{
  static const char *const stems_of_it[] = { "abandon", "abbandon", "放弃", "放棄",
                                             "포기",    "porzuc",   NULL };
  static const char others[] = "|not|non|nicht|no|nie|не|ikke|inte|hold|held|transfer|"
                               "transferred|answered|";
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  gboolean found = FALSE;

  for (guint i = 0; stems_of_it[i] != NULL; i++)
    found |= strstr (folded, stems_of_it[i]) != NULL;
  for (guint i = 0; found && words[i] != NULL; i++)
    {
      g_autofree char *fenced = g_strconcat ("|", words[i], "|", NULL);

      found = strstr (others, fenced) == NULL;
    }

  return found;
}

/* "Hung up in the menu" is a call that ended before it was answered; in a conversation it is not.
 */
char *
fw_call_ending_before_place (const char *folded)
{
  static const char places[] =
      "|in|during|while|on|at|before|en|durante|na|em|pendant|dans|avant|w|podczas|przed|в|во|до|"
      "wahrend|im|bei|vor|nella|nel|prima|tijdens|voor|";
  static const char talks[] =
      "|call|talk|talking|conversation|hold|gesprach|gesprachs|conversacion|"
      "conversa|llamada|appel|rozmowy|разговора|conversazione|gesprek|";
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  g_autoptr (GString) before = g_string_new (NULL);
  gboolean place = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *fenced = g_strconcat ("|", words[i], "|", NULL);

      if (place && strstr (talks, fenced) != NULL)
        return NULL;
      place |= i > 0 && strstr (places, fenced) != NULL;
      if (!place)
        g_string_append_printf (before, "%s%s", i > 0 ? " " : "", words[i]);
    }

  return place ? g_string_free (g_steal_pointer (&before), FALSE) : NULL;
}
