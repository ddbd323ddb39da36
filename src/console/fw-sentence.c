/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-page.h"

#include "client/fw-outbox.h"
#include "core/fw-error.h"
#include "protocol/fw-said.h"

char *
fw_error_to_sentence (const GError *error)
{
  g_autofree char *said = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  said = fw_said_translate (error->message);
  if (g_error_matches (error, FW_OUTBOX_ERROR, FW_OUTBOX_ERROR_FULL))
    return g_strdup (
        _ ("This desk’s disk is full, and the server is away: the change was not kept. "
           "Make room and save again."));
  if (g_error_matches (error, FW_OUTBOX_ERROR, FW_OUTBOX_ERROR_FAILED))
    return g_strdup_printf (
        _ ("The server is away, and this desk cannot keep the change (%s). Save again when the "
           "server is back."),
        said);
  if (error->domain != FW_ERROR)
    return g_strdup_printf (_ ("That did not work: %s"), said);

  switch ((FwError) error->code)
    {
    case FW_ERROR_UNAVAILABLE:
      return g_strdup (
          _ ("The server does not answer. What you see stays; it is asked again by itself."));
    case FW_ERROR_UNAUTHORISED:
      return g_strdup (_ ("The session is over. Sign in again to go on."));
    case FW_ERROR_FORBIDDEN:
      /* Translators: %s says what the role or the scope does not allow. */
      return g_strdup_printf (_ ("This is not allowed: %s"), said);
    case FW_ERROR_NOT_FOUND:
      return g_strdup (_ ("That is no longer there. Refresh to see what is."));
    case FW_ERROR_CONFLICT:
      /* Translators: %s says what stands in the way, such as records that refer to this one. */
      return g_strdup_printf (_ ("Nothing was changed: %s"), said);
    case FW_ERROR_BUSY:
      return g_strdup (_ ("The server has too much to do at the moment. Try again in a minute."));
    case FW_ERROR_FULL:
      return g_strdup (_ (
          "The server’s disk is full. Reading goes on; nothing can be saved until there is room."));
    case FW_ERROR_TOO_LARGE:
      return g_strdup_printf (_ ("That is too large: %s"), said);
    case FW_ERROR_CORRUPT:
      return g_strdup (_ ("Stored data failed its check. Reading goes on; an administrator has to "
                          "look at the server."));
    case FW_ERROR_INVALID:
      return g_strdup_printf (_ ("That was not accepted: %s"), said);
    case FW_ERROR_FAILED:
    default:
      return g_strdup_printf (_ ("That did not work: %s"), said);
    }
}
