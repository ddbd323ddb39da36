/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-certificate.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** FwCertificateItem: somebody under a scheme, as GET certificates tells it. "revision" (uint) is
 * there for the grid; an item never changes. */
#define FW_TYPE_CERTIFICATE_ITEM (fw_certificate_item_get_type ())
G_DECLARE_FINAL_TYPE (FwCertificateItem, fw_certificate_item, FW, CERTIFICATE_ITEM, GObject)

/** FwCertificateFacts: days as the server writes them, "2026-11-30"; "" where there is none. */
typedef struct
{
  char *person;
  char *name;
  char *team; /* title */
  char *scheme;
  char *scheme_title;
  FwCertificateState state;
  char *until;
  double days_left; /* NaN: there never was one */
  gboolean needed;
  char *missing;
  char *by;
  char *failed;
} FwCertificateFacts;

/** fw_certificate_item_new: Returns: (transfer full): NULL with FW_ERROR_INVALID. */
FwCertificateItem *fw_certificate_item_new (JsonObject *object, GError **error);
const FwCertificateFacts *fw_certificate_item_get (FwCertificateItem *self);

/** fw_certificate_state_from_name: as the server names it. FALSE: there is none of that name. */
gboolean fw_certificate_state_from_name (const char *name, FwCertificateState *state);

G_END_DECLS
