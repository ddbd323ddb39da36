/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Where the key lies that what a centre keeps of customers is encrypted with: in a file that was
 * named, among the credentials of a service, or beside the store. It is in no backup: who has one
 * cannot read it.
 */
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

#define KEY_FILE "store.key"

static char *named; /* (nullable): lives as long as the program */

void
fw_centre_set_key_file (const char *path)
{
  g_free (named);
  named = g_strdup (path);
}

/* Returns: (transfer full) (nullable): a file that is given to us from outside. */
static char *
find_given (void)
{
  const char *credentials = g_getenv ("CREDENTIALS_DIRECTORY");
  g_autofree char *path = NULL;

  if (named != NULL)
    return g_strdup (named);
  if (credentials == NULL || *credentials == '\0')
    return NULL;
  path = g_build_filename (credentials, KEY_FILE, NULL);
  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

/* In the folder of a database server's centres each has its own, by its name. The command line,
 * which no service started, may have made it in the folder of the user. */
static char *
find_own (const char *location, const char *name)
{
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;
  g_autofree char *of_user = NULL;

  if (strstr (location, "://") == NULL)
    return fw_centre_get_state_path (location, KEY_FILE);
  file = g_strdup_printf ("%s.%s", name, KEY_FILE);
  path = fw_centre_get_state_path (location, file);
  of_user = g_build_filename (g_get_user_state_dir (), "floorwalker", file, NULL);
  return !g_file_test (path, G_FILE_TEST_EXISTS) && g_file_test (of_user, G_FILE_TEST_EXISTS)
             ? g_steal_pointer (&of_user)
             : g_steal_pointer (&path);
}

char *
fw_centre_find_key_file (const char *location, const char *name)
{
  char *given;

  g_return_val_if_fail (location != NULL && name != NULL, NULL);

  given = find_given ();
  return given != NULL ? given : find_own (location, name);
}

static FwCipher *
make_cipher (const char *location, GError **error)
{
  g_autoptr (FwCipher) cipher = fw_cipher_new (NULL, error);
  g_autofree char *path = NULL;

  if (cipher == NULL)
    return NULL;
  path = find_own (location, fw_cipher_get_name (cipher));
  return fw_cipher_write (cipher, path, error) ? g_steal_pointer (&cipher) : NULL;
}

static FwCipher *
set_missing (const char *path, const char *name, GError **error)
{
  g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN,
               "the key %s that this centre is encrypted with is not in %s: put it back there, or "
               "name a copy of it with --key-file; without it nobody can read the centre",
               name, path);
  return NULL;
}

FwCipher *
fw_centre_find_cipher (const char *name, gpointer user_data, GError **error)
{
  const char *location = user_data;
  g_autofree char *given = find_given ();
  g_autofree char *path = NULL;
  g_autoptr (GError) failure = NULL;
  FwCipher *cipher;

  path = given != NULL                                      ? g_strdup (given)
         : name != NULL || strstr (location, "://") == NULL ? find_own (location, name)
                                                            : NULL;
  cipher = path != NULL ? fw_cipher_read (path, &failure) : NULL;
  if (cipher != NULL)
    return cipher;
  if (path != NULL && !g_error_matches (failure, FW_ERROR, FW_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (name != NULL)
    return set_missing (path, name, error);
  if (given == NULL)
    return make_cipher (location, error);

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

gboolean
fw_centre_copy_key (const char *location, GError **error)
{
  g_autofree char *given = find_given ();
  g_autofree char *own = NULL;
  g_autoptr (FwCipher) cipher = NULL;
  g_autoptr (FwCipher) there = NULL;

  if (given == NULL)
    return TRUE;
  cipher = fw_cipher_read (given, error);
  if (cipher == NULL)
    return FALSE;
  own = find_own (location, fw_cipher_get_name (cipher));
  there = fw_cipher_read (own, NULL);
  return there != NULL || fw_cipher_write (cipher, own, error);
}
