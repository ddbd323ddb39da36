/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-route.h"

#include <string.h>

typedef struct
{
  const char *start;
  gsize length;
} Segment;

/* Without allocation: every request walks the table. */
static gboolean
match_path (const char *pattern, const char *path, Segment *segments, guint *n_segments)
{
  *n_segments = 0;

  while (TRUE)
    {
      gsize wanted = strcspn (pattern, "/");
      gsize given = strcspn (path, "/");

      if (pattern[0] == '{')
        {
          g_assert (*n_segments < FW_ROUTE_MAX_PARAMETERS);
          if (given == 0)
            return FALSE;
          segments[(*n_segments)++] = (Segment){ path, given };
        }
      else if (wanted != given || memcmp (pattern, path, wanted) != 0)
        return FALSE;

      pattern += wanted;
      path += given;
      if (*pattern != *path)
        return FALSE;
      if (*pattern == '\0')
        return TRUE;
      pattern++;
      path++;
    }
}

/* A segment that does not unescape to UTF-8 text names nothing. */
static gboolean
unescape_segments (const Segment *segments, guint n_segments, char **parameters)
{
  for (guint i = 0; i < n_segments; i++)
    {
      const char *start = segments[i].start;

      parameters[i] = g_uri_unescape_segment (start, start + segments[i].length, NULL);
      if (parameters[i] == NULL || !g_utf8_validate (parameters[i], -1, NULL))
        {
          for (guint j = 0; j <= i; j++)
            g_clear_pointer (&parameters[j], g_free);
          return FALSE;
        }
    }

  return TRUE;
}

FwMatch
fw_route_match (const FwRoute *routes,
                guint n_routes,
                const char *method,
                const char *path,
                const FwRoute **route,
                char **parameters)
{
  FwMatch best = FW_MATCH_NOTHING;

  *route = NULL;
  memset (parameters, 0, sizeof (char *) * FW_ROUTE_MAX_PARAMETERS);
  if (!g_str_has_prefix (path, FW_ROUTE_PREFIX))
    return FW_MATCH_NOTHING;

  path += strlen (FW_ROUTE_PREFIX);
  for (guint i = 0; i < n_routes; i++)
    {
      Segment segments[FW_ROUTE_MAX_PARAMETERS];
      guint n_segments;

      if (!match_path (routes[i].path, path, segments, &n_segments))
        continue;

      best = FW_MATCH_PATH;
      if (strcmp (routes[i].method, method) != 0)
        continue;

      if (!unescape_segments (segments, n_segments, parameters))
        return FW_MATCH_NOTHING;
      *route = &routes[i];
      return FW_MATCH_ROUTE;
    }

  return best;
}
