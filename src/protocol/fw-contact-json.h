/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-cube.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/** FwContactForm: what a contact needs besides its row. */
typedef struct
{
  const char *source;
  const char *id;
  const char *site;
  const FwContact *contact;
  gboolean reopen; /* rated so low that it is to be taken up again */
  /** The text of a code. */
  const char *(*name) (FwDimension dimension, guint16 code, gpointer user_data);
  gpointer user_data;
} FwContactForm;

/** fw_contact_json_append: CONTACT of docs/api.md. */
void fw_contact_json_append (FwJsonWriter *writer, const FwContactForm *form);

/** fw_contact_columns: the members in their order, for tables; NULL-terminated. */
extern const char *const fw_contact_columns[];
/** fw_contact_list_cells: Returns: (transfer full): the values as text in the order of
 * fw_contact_columns; "" for what is not known. */
char **fw_contact_list_cells (const FwContactForm *form);

G_END_DECLS
