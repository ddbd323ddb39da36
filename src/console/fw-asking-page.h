/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/**
 * FwAskingPage:
 * A page that shows one answer of the server. It is asked for as the page comes up, when the scope
 * bar chooses otherwise, when a record that it follows from has changed, and with F5; several
 * reasons at once are one question, and a new question gives up the one before.
 */
#define FW_TYPE_ASKING_PAGE (fw_asking_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (FwAskingPage, fw_asking_page, FW, ASKING_PAGE, FwPage)

struct _FwAskingPageClass
{
  FwPageClass parent_class;

  void (*ask) (FwAskingPage *self); /* the question, by fw_asking_page_get() */
  const char *const *kinds;         /* (nullable): names of kinds that the answer follows from */
};

/** fw_asking_page_ask_soon: once the loop is idle, where the page is shown. */
void fw_asking_page_ask_soon (FwAskingPage *self);
/** FwAskingTake: what becomes of the body of an answer. Returns: FALSE: it is none that can be
 * shown, and the page tells @error. */
typedef gboolean (*FwAskingTake) (FwAskingPage *self, GBytes *body, GError **error);
/** fw_asking_page_get: GET @path; @take gets the answer, unless another question came meanwhile.
 * What went wrong is told by the page. */
void fw_asking_page_get (FwAskingPage *self, const char *path, FwAskingTake take);
/** fw_asking_page_get_cancellable: Returns: (transfer none) (nullable): of the question on its way.
 */
GCancellable *fw_asking_page_get_cancellable (FwAskingPage *self);
/** fw_asking_page_append_who: the site and team that the scope bar chooses, as filters of @path. */
void fw_asking_page_append_who (FwAskingPage *self, GString *path);
/** fw_asking_page_append: "?NAME=VALUE", escaped, with "&" where @path has filters already; nothing
 * for an empty one. */
void fw_asking_page_append (GString *path, const char *name, const char *value);
/** fw_asking_page_focus_later: has the keys go to what the next answer brings, by the page's own
 * focus, if they are still on the page then. */
void fw_asking_page_focus_later (FwAskingPage *self);
/** fw_asking_page_focus_or_wait: what the focus of a page does whose @content may not be there yet:
 * until it is, the keys are on @meanwhile (nullable: on the first that the page has). */
void fw_asking_page_focus_or_wait (FwAskingPage *self, GtkWidget *content, GtkWidget *meanwhile);
/** fw_asking_page_show_part: the child of @stack; keys that were in it stay where they are of use.
 */
void fw_asking_page_show_part (FwAskingPage *self, GtkStack *stack, const char *name);
/** fw_asking_page_may_write: whether who is signed in may write records of @kind. */
gboolean fw_asking_page_may_write (FwAskingPage *self, const char *kind);

G_END_DECLS
