/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-page.h"

#include "core/fw-error.h"

char *
fw_error_to_sentence (const GError *error)
{
  if (error->domain != FW_ERROR)
    return g_strdup_printf (_ ("That did not work: %s"), error->message);

  switch ((FwError) error->code)
    {
    case FW_ERROR_UNAVAILABLE:
      return g_strdup (
          _ ("The server does not answer. What you see stays; it is asked again by itself."));
    case FW_ERROR_UNAUTHORISED:
      return g_strdup (_ ("The session is over. Sign in again to go on."));
    case FW_ERROR_FORBIDDEN:
      return g_strdup (_ ("Your role does not allow this. Nothing was changed."));
    case FW_ERROR_NOT_FOUND:
      return g_strdup (_ ("That is no longer there. Refresh to see what is."));
    case FW_ERROR_CONFLICT:
      return g_strdup (_ ("Somebody changed this in the meantime. Nothing was overwritten."));
    case FW_ERROR_BUSY:
      return g_strdup (_ ("The server has too much to do at the moment. Try again in a minute."));
    case FW_ERROR_FULL:
      return g_strdup (_ (
          "The server’s disk is full. Reading goes on; nothing can be saved until there is room."));
    case FW_ERROR_TOO_LARGE:
      return g_strdup_printf (_ ("That is too large: %s"), error->message);
    case FW_ERROR_CORRUPT:
      return g_strdup (_ ("Stored data failed its check. Reading goes on; an administrator has to "
                          "look at the server."));
    case FW_ERROR_INVALID:
      return g_strdup_printf (_ ("That was not accepted: %s"), error->message);
    case FW_ERROR_FAILED:
    default:
      return g_strdup_printf (_ ("That did not work: %s"), error->message);
    }
}
