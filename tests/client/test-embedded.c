/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "client/fw-embedded.h"
#include "core/fw-error.h"
#include "fw-wait-for.h"

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static guint n_told;
static double last_told;

static void
count_cb (double fraction, gpointer user_data)
{
  n_told++;
  last_told = fraction;
}

static FwEmbedded *
start (const char *script, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  int fd = g_file_open_tmp ("fw-fake-XXXXXX", &path, NULL);
  FwEmbedded *embedded;

  g_close (fd, NULL);
  g_file_set_contents (path, script, -1, NULL);
  g_chmod (path, 0700);
  fw_embedded_start_async (path, "/nowhere", FALSE, count_cb, NULL, started_cb, &result);
  wait_for (result != NULL);
  embedded = fw_embedded_start_finish (result, error);
  g_unlink (path);
  return embedded;
}

static void
test_embedded (void)
{
  static const char *const wrong[] = {
    "#!/bin/sh\nexit 3\n",
    "#!/bin/sh\necho\n",
    "#!/bin/sh\necho '{\"port\":0,\"token\":\"t\"}'\n",
    "#!/bin/sh\necho '{\"port\":\"80\",\"token\":\"t\"}'\n",
    "#!/bin/sh\necho '{\"port\":80}'\n",
    "#!/bin/sh\necho '{\"making\":\"half\"}'\necho '{\"port\":80,\"token\":\"t\"}'\n",
    "#!/bin/sh\necho '{\"making\":0.5}'\n",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (FwEmbedded) embedded = NULL;

  embedded = start ("#!/bin/sh\necho '{\"port\":4321,\"token\":\"abc\"}'\ncat\n", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fw_embedded_get_server (embedded), ==, "http://127.0.0.1:4321");
  g_assert_cmpstr (fw_embedded_get_token (embedded), ==, "abc");
  fw_embedded_stop (embedded, 2000); /* cat ends with its input */

  g_clear_object (&embedded);
  g_assert_cmpuint (n_told, ==, 0);
  embedded = start ("#!/bin/sh\necho '{\"making\":0.25}'\necho '{\"making\":1.00}'\n"
                    "echo '{\"port\":4321,\"token\":\"abc\"}'\ncat\n",
                    &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_told, ==, 2);
  g_assert_cmpfloat (last_told, ==, 1);
  fw_embedded_stop (embedded, 2000);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) refused = NULL;

      g_assert_null (start (wrong[i], &refused));
      g_assert_nonnull (refused);
      g_assert_cmpuint (refused->domain, ==, FW_ERROR);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/embedded", test_embedded);
  return g_test_run ();
}
