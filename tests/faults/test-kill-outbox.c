/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * kill -9 of a desk at random moments while edits are kept for a server that is away: what it was
 * told to be waiting is there after the next start, in order, and nothing is there twice. The same
 * program is both sides: with a path it is the desk, which says on each line what was promised.
 *
 *   test-kill-outbox      FW_KILL_COUNT: how often (20)
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "client/fw-outbox.h"

#define REALM "centre|mei"
/* Nobody answers there: an edit of a desk that is signed out waits. */
#define SERVER "http://127.0.0.1:9"

static const char *program;

/* ---- the desk ---- */

static guint n_on_their_way;

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  n_on_their_way--;
  if (!fw_outbox_add_finish (result, NULL))
    exit (3);
  printf ("%u\n", GPOINTER_TO_UINT (user_data));
  fflush (stdout);
}

/* Edits from @first on, up to three of them on their way to the disk at a time. */
static G_NORETURN void
run_desk (const char *path, guint first)
{
  g_autoptr (FwShelf) shelf = fw_shelf_new (path);
  g_autoptr (FwClient) client = fw_client_new (SERVER);
  g_autoptr (FwOutbox) outbox = fw_outbox_new (client, shelf);

  fw_outbox_set_realm (outbox, REALM);
  for (guint i = first;; i++)
    {
      g_autofree char *id = g_strdup_printf ("team-%u", i);
      g_autofree char *body = g_strdup_printf ("{\"id\":\"%s\"}", id);
      g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func (g_object_unref);

      g_ptr_array_add (edits, fw_outbox_item_new ("PUT", "team", id, 1, body, id));
      fw_outbox_add_all_async (outbox, edits, kept_cb, GUINT_TO_POINTER (i));
      for (n_on_their_way++; n_on_their_way > i % 3;)
        g_main_context_iteration (NULL, TRUE);
    }
}

/* ---- who kills it ---- */

/* Returns: the number of the last edit that the desk was told to be waiting; @before if none. */
static guint
run_and_kill (const char *path, guint before, guint n_lines)
{
  g_autofree char *first = g_strdup_printf ("%u", before + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) desk =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, path, first, NULL);
  g_autoptr (GDataInputStream) out = NULL;
  guint last = before;

  g_assert_no_error (error);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (desk));
  for (guint i = 0;; i++)
    {
      g_autofree char *line = NULL;

      if (i == n_lines)
        g_subprocess_send_signal (desk, SIGKILL);
      line = g_data_input_stream_read_line (out, NULL, NULL, NULL);
      if (line == NULL)
        break;
      last = MAX (last, (guint) g_ascii_strtoull (line, NULL, 10));
    }
  g_subprocess_wait (desk, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (desk));
  return last;
}

/* Returns: the number of the last edit that is kept. */
static guint
check_kept (const char *path, guint promised)
{
  g_autoptr (FwShelf) shelf = fw_shelf_new (path);
  g_autoptr (FwClient) client = fw_client_new (SERVER);
  g_autoptr (FwOutbox) outbox = fw_outbox_new (client, shelf);
  GListModel *items = fw_outbox_get_items (outbox);
  guint n;

  fw_outbox_set_realm (outbox, REALM);
  while (g_list_model_get_n_items (items) == 0)
    g_main_context_iteration (NULL, TRUE);
  n = g_list_model_get_n_items (items);
  g_assert_cmpuint (n, >=, promised);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("team-%u", i + 1);
      g_autoptr (FwOutboxItem) item = g_list_model_get_item (items, i);

      g_assert_cmpstr (item->id, ==, id);
    }
  return n;
}

static void
test_kill (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("fw-outbox-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "desk.sqlite", NULL);
  const char *wanted = g_getenv ("FW_KILL_COUNT");
  guint n_kills = wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : 20, kept = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < n_kills; i++)
    {
      guint promised = run_and_kill (path, kept, (guint) g_test_rand_int_range (1, 12));

      kept = check_kept (path, promised);
    }
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  program = argv[0];
  if (argc == 3)
    run_desk (argv[1], (guint) g_ascii_strtoull (argv[2], NULL, 10));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/16-outbox-kill", test_kill);
  return g_test_run ();
}
