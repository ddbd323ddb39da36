/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdlib.h>

#include "ctl/fw-language.h"

/* Catalogues that were built beside the program come first. */
static char *
find_catalogues (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  g_autofree char *built =
      folder != NULL ? g_build_filename (folder, "..", "..", "po", NULL) : NULL;

  return built != NULL && g_file_test (built, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&built)
                                                                  : g_strdup (FW_LOCALEDIR);
}

void
fw_language_set_up (void)
{
  g_autofree char *folder = find_catalogues ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static gint
measure (const char *text)
{
  gint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }

  return width;
}

char *
fw_language_pad (const char *text, gint width)
{
  gint blanks;

  g_return_val_if_fail (text != NULL, NULL);

  blanks = MAX (0, abs (width) - measure (text));

  return width < 0 ? g_strdup_printf ("%*s%s", blanks, "", text)
                   : g_strdup_printf ("%s%*s", text, blanks, "");
}
