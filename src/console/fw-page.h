/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "client/fw-client.h"
#include "console/fw-view.h"

G_BEGIN_DECLS

/**
 * FwPage:
 * One page of the console: a widget that is given a client and a view and fills itself. Listed in
 * fw-pages.c with its section, label, icon and roles; the shell makes it when first shown and keeps
 * it.
 */
#define FW_TYPE_PAGE (fw_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (FwPage, fw_page, FW, PAGE, AdwBin)

struct _FwPageClass
{
  AdwBinClass parent_class;

  void (*setup) (FwPage *self);   /* client and view are there now; once */
  void (*refresh) (FwPage *self); /* F5, Ctrl+R */
  void (*open) (
      FwPage *self,
      GVariant *target); /* (nullable target): come to this thing: a cell, a contact, a record */
  void (*focus) (FwPage *self); /* gives the focus to where work begins; else to the first thing
                                   that takes keys */
  char *(*copy) (FwPage *self, gboolean with_headers); /* Ctrl+C, Ctrl+Shift+C: (transfer full)
                                                          (nullable): NULL: nothing to copy */
  char *(*list) (FwPage *self); /* (transfer full) (nullable): the whole table of the page as lines
                                   of tab-separated cells, heads first; for paper and files */
  gboolean (*export) (FwPage *self); /* Ctrl+E where the server writes the file, else NULL: what
                                        list() gives is written. FALSE: nothing to write */
  gboolean is_table;                 /* paper shows the table alone, not the drawing before it */
  void (*remove_filter) (FwPage *self, const char *id); /* of fw_page_set_filters() */
  GVariant *(*ask_why) (FwPage *self); /* Ctrl+Y: (transfer floating) (nullable): the question about
                                          what is selected, for the page "why" */
};

/*
 * Signal: "undoable" (FwUndo, pointer): something was done that Ctrl+Z takes back from then on.
 * Signal: "stale": what the page was made of has changed: it is to be made anew.
 * Properties: "page-name" (of its entry in fw-pages.c, construct only), "title", "subtitle",
 * "problem" (the banner's sentence, NULL for none), "header-end" (GtkWidget shown at the end of the
 * header bar while the page is shown).
 */
FwClient *fw_page_get_client (FwPage *self);
FwView *fw_page_get_view (FwPage *self);
GCancellable *
fw_page_get_cancellable (FwPage *self); /* (transfer none): cancelled when the page goes */
const char *fw_page_get_name (FwPage *self);
/** fw_page_set_title: what the page shows now, in the header and on paper; NULL: the label of its
 * entry. */
void fw_page_set_title (FwPage *self, const char *title);
const char *fw_page_get_title (FwPage *self); /* (nullable) */
void fw_page_set_subtitle (FwPage *self, const char *subtitle);
const char *fw_page_get_subtitle (FwPage *self);
void fw_page_set_header_end (FwPage *self, GtkWidget *widget);
GtkWidget *fw_page_get_header_end (FwPage *self);
/** fw_page_show_error: a sentence in the page's banner until fw_page_clear_error(); translated from
 * the code. */
void fw_page_show_error (FwPage *self, const GError *error);
void fw_page_clear_error (FwPage *self);
const char *fw_page_get_problem (FwPage *self);
void fw_page_toast (FwPage *self, const char *text);
/** fw_page_toast_waiting: what was written waits for the server, on this desk. */
void fw_page_toast_waiting (FwPage *self);
/** fw_page_toast_undo: the toast has a button "Undo" that calls @undo on this page, once; so does
 * Ctrl+Z, also from another page of the window and after the toast has gone. */
void fw_page_toast_undo (FwPage *self,
                         const char *text,
                         void (*undo) (FwPage *self, gpointer data),
                         gpointer data,
                         GDestroyNotify free_data);
/** fw_page_go: opens another page by its name with a target: fw_page_go (self, "contacts", query).
 * @target is floating or owned. */
void fw_page_go (FwPage *self, const char *page, GVariant *target);
/** fw_page_add_key: activates @action, with @target (nullable, floating), on this page while it is
 * shown, wherever in its window the focus is. @key: as for gtk_shortcut_trigger_parse_string(). */
void fw_page_add_key (FwPage *self, const char *key, const char *action, GVariant *target);
/** fw_page_set_filters: what the page is about beside what the scope bar chooses, each shown there
 * with a way to take it off: @filters (nullable, floating), "a(ss)": id and words. An id that the
 * bar has itself ("team", "queue" ..., "time" for the days) takes the place of that choice.
 * Property "filters". */
void fw_page_set_filters (FwPage *self, GVariant *filters);
GVariant *fw_page_get_filters (FwPage *self); /* (nullable) (transfer none) */
/** fw_page_set_count: what waits on the page, for its row of the sidebar; 0: nothing. @words: what
 * that is, such as "alerts", translated. Property "count". */
void fw_page_set_count (FwPage *self, guint count, const char *words);
guint fw_page_get_count (FwPage *self, const char **words);
/** fw_page_set_as_of: the moment (µs UTC) what the page shows was true, for the scope bar; 0: the
 * client's last contact. */
void fw_page_set_as_of (FwPage *self, gint64 as_of);
gint64 fw_page_get_as_of (FwPage *self);

/* For the shell. */
void fw_page_attach (FwPage *self, FwClient *client, FwView *view);
void fw_page_refresh (FwPage *self);
void fw_page_focus (FwPage *self);
void fw_page_remove_filter (FwPage *self, const char *id);
void fw_page_open (FwPage *self, GVariant *target);
gboolean fw_page_copy (FwPage *self, gboolean with_headers);
GVariant *fw_page_ask_why (FwPage *self);
char *fw_page_list (FwPage *self);
/** fw_page_export: Returns: FALSE where the page leaves that to its caller. */
gboolean fw_page_export (FwPage *self);
gboolean fw_page_is_table (FwPage *self);

/** fw_error_to_sentence: Returns: (transfer full): what happened, what is safe, what to do;
 * translated. */
char *fw_error_to_sentence (const GError *error);

G_END_DECLS
