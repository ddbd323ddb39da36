/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "client/fw-client.h"
#include "console/fw-view.h"

G_BEGIN_DECLS

/**
 * FwPage:
 * One page of the console: a widget that is given a client and a view and fills itself. Listed in fw-pages.c with its
 * section, label, icon and roles; the shell makes it when first shown and keeps it.
 */
#define FW_TYPE_PAGE (fw_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (FwPage, fw_page, FW, PAGE, AdwBin)

struct _FwPageClass
{
  AdwBinClass parent_class;

  void (*setup) (FwPage *self);                              /* client and view are there now; once */
  void (*refresh) (FwPage *self);                            /* F5, Ctrl+R */
  void (*open) (FwPage *self, GVariant *target);             /* (nullable target): come to this thing: a cell, a contact, a record */
  gboolean (*copy) (FwPage *self, gboolean with_headers);    /* Ctrl+C, Ctrl+Shift+C; FALSE: nothing to copy */
};

FwClient *fw_page_get_client (FwPage *self);
FwView *fw_page_get_view (FwPage *self);
GCancellable *fw_page_get_cancellable (FwPage *self);         /* (transfer none): cancelled when the page goes */
void fw_page_set_subtitle (FwPage *self, const char *subtitle);
/** fw_page_show_error: a sentence in the page's banner until fw_page_clear_error(); translated from the code. */
void fw_page_show_error (FwPage *self, const GError *error);
void fw_page_clear_error (FwPage *self);
void fw_page_toast (FwPage *self, const char *text);
/** fw_page_go: opens another page by its name with a target: fw_page_go (self, "contacts", query). @target is floating or owned. */
void fw_page_go (FwPage *self, const char *page, GVariant *target);

G_END_DECLS
