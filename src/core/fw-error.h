/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FwError:
 * One error domain for the whole product. The code says what the caller can do about it, the
 * message what happened (file, line, field and what was expected, where they are known). The
 * console turns the code into a translated sentence; the server turns it into a status and a
 * problem document.
 */
#define FW_ERROR (fw_error_quark ())
GQuark fw_error_quark (void);

typedef enum
{
  FW_ERROR_INVALID,      /* the input is wrong: mend it and send it again (HTTP 400) */
  FW_ERROR_TOO_LARGE,    /* over a stated limit (413) */
  FW_ERROR_NOT_FOUND,    /* (404) */
  FW_ERROR_CONFLICT,     /* somebody changed it in between: look at both (409) */
  FW_ERROR_UNAUTHORISED, /* sign in (401) */
  FW_ERROR_FORBIDDEN,    /* the role or the scope does not allow it (403) */
  FW_ERROR_BUSY,         /* later: too many at once (429) */
  FW_ERROR_FULL,         /* the disk is full: reads go on, writes wait (507) */
  FW_ERROR_UNAVAILABLE,  /* the server or the database does not answer (503) */
  FW_ERROR_CORRUPT, /* stored data fails its check: the store is read-only until somebody looked
                       (500) */
  FW_ERROR_FAILED   /* anything else (500) */
} FwError;

/** fw_error_to_name: Returns: the code's name on the wire, such as "not-found". */
const char *fw_error_to_name (FwError code);

/** fw_error_from_name: Returns: the code; FW_ERROR_FAILED for an unknown name. */
FwError fw_error_from_name (const char *name);

G_END_DECLS
