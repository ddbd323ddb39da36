/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "badge/fw-badge-private.h"
#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"

static const char *
find_first (JsonObject *credential, const char *const *members)
{
  for (guint i = 0; members[i] != NULL; i++)
    if (fw_json_has (credential, members[i]))
      {
        const char *text = fw_json_find_text (credential, members[i]);

        return text != NULL ? text : ""; /* of another type: malformed */
      }
  return NULL;
}

const char *
fw_badge_time_get_from (JsonObject *credential)
{
  static const char *const members[] = { "validFrom", "issuanceDate", "issuedOn", NULL };

  return find_first (credential, members);
}

const char *
fw_badge_time_get_until (JsonObject *credential)
{
  static const char *const members[] = { "validUntil", "expirationDate", "expires", NULL };

  return find_first (credential, members);
}

/* Some programs write more digits of a second than there are in a microsecond. */
static gboolean
parse_time (const char *text, gint64 *time)
{
  const char *point = strchr (text, '.'), *end = point != NULL ? point + 1 : text;
  g_autofree char *shorter = NULL;

  while (point != NULL && g_ascii_isdigit (*end))
    end++;
  if (point == NULL || end - point <= 7)
    return fw_time_parse (fw_text (text), time);
  shorter = g_strdup_printf ("%.*s%s", (int) (point + 7 - text), text, end);
  return fw_time_parse (fw_text (shorter), time);
}

char *
fw_badge_time_check (JsonObject *credential, gint64 at)
{
  const char *texts[] = { fw_badge_time_get_from (credential),
                          fw_badge_time_get_until (credential) };
  gint64 times[] = { G_MININT64, G_MAXINT64 };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL && !parse_time (texts[i], &times[i]))
      return g_strdup_printf ("date-time without zone or malformed: %s", texts[i]);
  if (times[1] < times[0])
    return g_strdup ("ends before it begins");
  if (at < times[0])
    return g_strdup ("not yet valid");
  return g_strdup (at > times[1] ? "expired" : "valid");
}
