/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Loaded before a test that runs as if elsewhere: most test programs never ask for the locale of
 * their environment, as the programs they stand for do. */
#include <locale.h>

__attribute__ ((constructor)) static void
set_locale (void)
{
  setlocale (LC_ALL, "");
}
