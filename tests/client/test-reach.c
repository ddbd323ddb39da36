/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Point 21: nothing secret leaves this machine in plain HTTP unless somebody said so; point 4: what
 * a server says to this device is kept. */
#include <glib/gstdio.h>

#include "client/fw-call.h"
#include "client/fw-devices.h"
#include "client/fw-reach.h"
#include "core/fw-error.h"

static const struct
{
  const char *server;
  gboolean taken;
} cases[] = {
  { "https://floor.example.org", TRUE },
  { "https://192.0.2.1:8443", TRUE },
  { "http://127.0.0.1:8780", TRUE },
  { "http://127.8.9.1", TRUE },
  { "http://[::1]:8780", TRUE },
  { "http://localhost:8780", TRUE },
  { "http://LOCALHOST", TRUE },
  { "http://floor.example.org", FALSE },
  { "HTTP://floor.example.org", FALSE },
  { "http://192.0.2.1:8780", FALSE },
  { "http://10.0.0.1", FALSE },
  { "http://[2001:db8::1]:8780", FALSE },
  { "http://[::ffff:192.0.2.1]", FALSE },
  { "http://localhost.example.org", FALSE },
  { "http://127.0.0.1.example.org", FALSE },
  { "http://0.0.0.0:8780", FALSE },
  { "http://localhost@floor.example.org", FALSE },
};

static void
test_reach (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].server);
      g_assert_cmpint (fw_reach_check (cases[i].server, &error), ==, cases[i].taken);
      if (!cases[i].taken)
        g_assert_error (error, FW_ERROR, FW_ERROR_FORBIDDEN);
      else
        g_assert_no_error (error);
    }
}

static void
test_messages (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupMessage) message = NULL;

  g_assert_null (fw_call_new_message ("http://192.0.2.1", "POST", "session", NULL, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FORBIDDEN);
  g_clear_error (&error);

  fw_reach_allow_plain (TRUE);
  message = fw_call_new_message ("http://192.0.2.1", "POST", "session", NULL, &error);
  fw_reach_allow_plain (FALSE);
  g_assert_no_error (error);
  g_assert_nonnull (message);
}

static void
test_devices (void)
{
  g_autofree char *path =
      g_build_filename (g_get_user_state_dir (), "floorwalker", "devices", NULL);
  g_autofree char *first = NULL;
  g_autofree char *other = NULL;
  g_autofree char *after = NULL;
  GStatBuf status;

  g_assert_null (fw_devices_look_up ("http://[::1]:8780", "lin=1"));
  fw_devices_keep ("http://[::1]:8780", "lin=1", "a-token");
  fw_devices_keep ("https://floor.example.org", "林", "b-token");
  first = fw_devices_look_up ("http://[::1]:8780", "lin=1");
  other = fw_devices_look_up ("https://floor.example.org", "林");
  g_assert_cmpstr (first, ==, "a-token");
  g_assert_cmpstr (other, ==, "b-token");
  g_assert_null (fw_devices_look_up ("http://[::1]:8780", "林"));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  /* What cannot be read is nothing that was kept. */
  g_assert_true (g_file_set_contents (path, "\xff[", 2, NULL));
  g_assert_null (fw_devices_look_up ("http://[::1]:8780", "lin=1"));
  fw_devices_keep ("http://[::1]:8780", "lin=1", "c-token");
  after = fw_devices_look_up ("http://[::1]:8780", "lin=1");
  g_assert_cmpstr (after, ==, "c-token");
  g_remove (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *state = g_dir_make_tmp ("floorwalker-reach-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (state, "floorwalker", NULL);
  int result;

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/reach/21/reach", test_reach);
  g_test_add_func ("/client/reach/21/messages", test_messages);
  g_test_add_func ("/client/reach/4/devices", test_devices);
  result = g_test_run ();
  g_rmdir (folder);
  g_rmdir (state);
  return result;
}
