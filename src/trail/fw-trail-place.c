/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "trail/fw-trail-files.h"

static gboolean
is_database (const char *store)
{
  return g_str_has_prefix (store, "postgresql://") || g_str_has_prefix (store, "postgres://");
}

/* systemd names the one folder that a service may write to. */
static char *
get_state_directory (void)
{
  const char *given = g_getenv ("STATE_DIRECTORY");

  return given != NULL && *given != '\0' && strchr (given, ':') == NULL
             ? g_strdup (given)
             : g_build_filename (g_get_user_state_dir (), "floorwalker", NULL);
}

static char *
name_folder (const char *text)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strdup_printf ("audit-%.16s", digest);
}

/* How it was named before stores were known by what they hold: by the address without its password,
 * of which there are many for one store. */
static char *
name_by_address (const char *store)
{
  g_autoptr (GUri) uri = g_uri_parse (store, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL);
  g_autofree char *address =
      uri != NULL ? g_uri_to_string_partial (uri, G_URI_HIDE_PASSWORD) : g_strdup (store);

  return name_folder (address);
}

char *
fw_trail_find_directory (const char *store, const char *identity)
{
  g_autofree char *state = NULL;
  g_autofree char *name = NULL;
  g_autofree char *old_name = NULL;
  g_autofree char *old = NULL;
  char *path;

  g_return_val_if_fail (store != NULL && identity != NULL, NULL);

  if (!is_database (store))
    return g_build_filename (store, "audit", NULL);

  state = get_state_directory ();
  name = name_folder (identity);
  old_name = name_by_address (store);
  path = g_build_filename (state, name, NULL);
  old = g_build_filename (state, old_name, NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS) && g_file_test (old, G_FILE_TEST_IS_DIR) &&
      g_rename (old, path) != 0)
    return g_steal_pointer (&old); /* rather there than begun anew */
  return path;
}
