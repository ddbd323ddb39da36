/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a store is: said on the command line, or, as it may hold a password, in a file. */
#include "core/fw-error.h"
#include "store/fw-database.h"

char *
fw_database_hide_secrets (const char *location)
{
  g_autoptr (GRegex) within = g_regex_new ("(://[^/?#:@]*):[^/?#]*@", 0, 0, NULL);
  g_autoptr (GRegex) behind = g_regex_new ("([?&]password=)[^&]*", G_REGEX_CASELESS, 0, NULL);
  g_autofree char *once = NULL;

  g_return_val_if_fail (location != NULL, NULL);

  if (strstr (location, "://") == NULL)
    return g_strdup (location);
  once = g_regex_replace (within, location, -1, 0, "\\1@", 0, NULL);
  return g_regex_replace (behind, once, -1, 0, "\\1…", 0, NULL);
}

gboolean
fw_database_has_secret (const char *location)
{
  g_autofree char *shown = NULL;

  g_return_val_if_fail (location != NULL, FALSE);

  shown = fw_database_hide_secrets (location);
  return !g_str_equal (shown, location);
}

char *
fw_database_read_location (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_get_contents (path, &text, NULL, &failure))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND, "%s", failure->message);
      return NULL;
    }
  text[strcspn (text, "\r\n")] = '\0';
  g_strstrip (text);
  if (*text != '\0' && g_utf8_validate (text, -1, NULL))
    return g_steal_pointer (&text);

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "%s: its first line should say where the centre is kept", path);
  return NULL;
}
