/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/records/fw-field-shape.h"

#include <glib/gi18n-lib.h>

static const FwFieldShape shapes[] = {
  { "team", "leader", FW_SHAPE_CHOSEN, "person", N_ ("None"), "" },
  { "shift-template", "length_minutes", FW_SHAPE_LENGTH, NULL, NULL,
    N_ ("hours and minutes, such as 8:30; it may pass midnight") },
  { "policy", "value", FW_SHAPE_POLICY, NULL, NULL, NULL },
  { "policy", "site", FW_SHAPE_PLAIN, NULL, N_ ("All sites"), "" },
  { "policy", "queue", FW_SHAPE_PLAIN, NULL, N_ ("All queues"), "" },
  { "period", "site", FW_SHAPE_PLAIN, NULL, N_ ("All sites"), "" },
  { "watch", "site", FW_SHAPE_PLAIN, NULL, N_ ("All sites"), "" },
  { "watch", "team", FW_SHAPE_PLAIN, NULL, N_ ("All teams"), "" },
  { "watch", "filters", FW_SHAPE_PLAIN, NULL, N_ ("Everything"), NULL },
  { "watch", "state", FW_SHAPE_PLAIN, NULL, N_ ("Asked"), NULL },
  { "finding", "watch", FW_SHAPE_CHOSEN, "watch", NULL, "" },
  { "finding", "metric", FW_SHAPE_METRIC, NULL, NULL, NULL },
  { "finding", "period", FW_SHAPE_CHOSEN, "period", N_ ("None"), "" },
  { "finding", "filters", FW_SHAPE_PLAIN, NULL, N_ ("Everything"), NULL },
  { "finding", "site", FW_SHAPE_PLAIN, NULL, N_ ("All sites"), NULL },
  { "finding", "team", FW_SHAPE_PLAIN, NULL, N_ ("All teams"), NULL },
  { "finding", "told_sites", FW_SHAPE_PLAIN, NULL, N_ ("All sites"), NULL },
  { "finding", "told_teams", FW_SHAPE_PLAIN, NULL, N_ ("All teams"), NULL },
  { "account", "sites", FW_SHAPE_PLAIN, NULL, N_ ("All sites"), N_ ("what may be seen") },
  { "account", "teams", FW_SHAPE_PLAIN, NULL, N_ ("All teams"), N_ ("what may be seen") },
  { "competition", "panel", FW_SHAPE_PLAIN, NULL, N_ ("Nobody"), NULL },
  { "open-shift", "team", FW_SHAPE_PLAIN, NULL, N_ ("All teams"),
    N_ ("whose people may claim it") },
  { "open-shift", "queue", FW_SHAPE_PLAIN, NULL, N_ ("All queues"),
    N_ ("for which people are wanted") },
  { "open-shift", "certificates", FW_SHAPE_PLAIN, NULL, N_ ("None"), NULL },
  { "alert-note", "window", FW_SHAPE_MOMENT, NULL, NULL, NULL },
  { "alert-note", "since", FW_SHAPE_MOMENT, NULL, NULL, NULL },
  { "alert-note", "snoozed_until", FW_SHAPE_MOMENT, NULL, NULL, NULL },
  { "inbox-note", "snoozed_until", FW_SHAPE_MOMENT, NULL, NULL, NULL },
  { "mapping", "used", FW_SHAPE_MOMENT, NULL, NULL, NULL },
  { "case", "owner", FW_SHAPE_PLAIN, NULL, N_ ("Nobody"), NULL },
  { "person", "shift", FW_SHAPE_PLAIN, NULL, N_ ("By the hour"), NULL },
};

const FwFieldShape *
fw_field_shape_find (const FwKind *kind, const FwField *field)
{
  static const FwFieldShape plain = { NULL };
  static const FwFieldShape moment = { .shape = FW_SHAPE_MOMENT };

  g_return_val_if_fail (kind != NULL && field != NULL, &plain);

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (g_str_equal (shapes[i].kind, kind->name) && g_str_equal (shapes[i].field, field->name))
      return &shapes[i];
  return field->moment ? &moment : &plain;
}

char *
fw_field_shape_format_length (gint64 minutes)
{
  return g_strdup_printf ("%d:%02d", (int) (minutes / 60), (int) (minutes % 60));
}

gboolean
fw_field_shape_parse_length (const char *text, gint64 *minutes)
{
  g_autofree char *plain = NULL;
  char *end, *last;
  guint64 first, second;

  g_return_val_if_fail (text != NULL && minutes != NULL, FALSE);

  plain = g_strstrip (g_strdup (text));
  if (!g_ascii_isdigit (*plain))
    return FALSE;
  first = g_ascii_strtoull (plain, &end, 10);
  if (first > 10000)
    return FALSE;
  if (*end == '\0' || g_str_equal (end, " h") || g_str_equal (end, "h"))
    {
      *minutes = (gint64) (first <= 24 || *end != '\0' ? first * 60 : first);
      return TRUE;
    }
  if (*end != ':' || !g_ascii_isdigit (end[1]) || !g_ascii_isdigit (end[2]))
    return FALSE;
  second = g_ascii_strtoull (end + 1, &last, 10);
  if (*last != '\0' || second > 59)
    return FALSE;
  *minutes = (gint64) (first * 60 + second);
  return TRUE;
}
