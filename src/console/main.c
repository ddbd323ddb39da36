/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <locale.h>

#include "console/fw-application.h"
#include "console/fw-settings.h"

int
main (int argc, char **argv)
{
  g_autoptr (FwApplication) application = NULL;
  g_autofree char *locale_dir = fw_places_find_locale ();
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = fw_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  return status == 0 && fw_application_has_failed (application) ? EXIT_FAILURE : status;
}
