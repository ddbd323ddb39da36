/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program floorwalkerctl: reads cell files by itself and hands everything else to
 * floorwalkerctl-centre. A centre needs the libraries of databases, sheets and HTTP with all that
 * they need, some fifty; loading them takes 10 ms of CPU, searching a file of cells 2. */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctl/fw-why-cells.h"

#define PROGRAM "floorwalkerctl-centre"
#define EXIT_FAILED 1

/* "why --cells FILE [--direction fell|rose]", in just this form. Whatever else is said with it, and
 * what is said wrongly, floorwalkerctl-centre answers. */
static gboolean
is_cells (int argc, char **argv, const char **path, int *direction)
{
  *direction = 0;
  if ((argc != 4 && argc != 6) || !g_str_equal (argv[1], "why") ||
      !g_str_equal (argv[2], "--cells") || *argv[3] == '-')
    return FALSE;

  *path = argv[3];
  if (argc == 6 && g_str_equal (argv[4], "--direction"))
    *direction = g_str_equal (argv[5], "fell") ? -1 : g_str_equal (argv[5], "rose") ? 1 : 0;
  return argc == 4 || *direction != 0;
}

static int
run_cells (const char *path, int direction)
{
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_set_prgname ("floorwalkerctl why");
  if (fw_why_cells_print (path, direction, &error))
    return fflush (stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILED;

  fprintf (stderr, "floorwalkerctl why: %s\n", error->message);
  return EXIT_FAILED;
}

/* Beside this program where it was built, else where it was installed. */
static char *
find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  g_autofree char *beside = folder != NULL ? g_build_filename (folder, PROGRAM, NULL) : NULL;

  if (beside != NULL && access (beside, X_OK) == 0)
    return g_steal_pointer (&beside);
  return g_build_filename (FW_LIBEXECDIR, PROGRAM, NULL);
}

int
main (int argc, char **argv)
{
  g_autofree char *program = NULL;
  const char *path;
  int direction;

  if (is_cells (argc, argv, &path, &direction))
    return run_cells (path, direction);

  program = find_program ();
  execv (program, argv);
  fprintf (stderr, "floorwalkerctl: %s: %s\n", program, g_strerror (errno));
  return EXIT_FAILED;
}
