/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"
#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** The rooms of the console. Alt+1…6 go to them, in this order and for every role, so the numbers
 * never change; a room without a page is not shown. */
typedef enum
{
  FW_ROOM_FLOOR,
  FW_ROOM_PLAN,
  FW_ROOM_PEOPLE,
  FW_ROOM_BETTER,
  FW_ROOM_REPORTS,
  FW_ROOM_CENTRE,
  FW_ROOM_INBOX, /* above the rooms, Alt+0: what waits for whoever is signed in */
  FW_N_ROOMS
} FwRoom;

/** Which parts of the scope bar say something about the page; the others are not shown there. */
typedef enum
{
  FW_SCOPE_BAR_NONE = 0,
  FW_SCOPE_BAR_SITE = 1 << 0,
  FW_SCOPE_BAR_TEAM = 1 << 1,
  FW_SCOPE_BAR_QUEUE = 1 << 2, /* queue, channel, product */
  FW_SCOPE_BAR_RANGE = 1 << 3,
  FW_SCOPE_BAR_AGAINST = 1 << 4,
  FW_SCOPE_BAR_METRIC = 1 << 5,
  FW_SCOPE_BAR_DAYS_ALONE = 1 << 6, /* against days and targets, as why alone can ask for more */
  FW_SCOPE_BAR_WHO = FW_SCOPE_BAR_SITE | FW_SCOPE_BAR_TEAM,
  FW_SCOPE_BAR_ALL = 0x3f
} FwScopeBarParts;

/** FwPageEntry: a line of the one table from which sidebar, tabs, palette, Alt+1…6 and the pages
 * themselves follow. */
typedef struct
{
  const char *name; /* "live"; for settings and fw_page_go() */
  FwRoom room;
  const char *group;  /* N_() (nullable): what its rows of the sidebar stand under */
  const char *tab_of; /* (nullable): name of the page that it is a tab of; no row of its own */
  const char *label;  /* N_() */
  const char *icon;
  FwRole roles; /* who sees it */
  FwScopeBarParts scope;
  GType (*get_type) (void);
  const char *kind;  /* (nullable): the kind of a page of records */
  const char *opens; /* (nullable): the page that shows one of them by itself, to which the palette
                        leads */
  const char *empty; /* N_() (nullable): the next step where such a page has no record yet */
  gboolean found;    /* the program makes its records: nobody adds one */
  /* (nullable): what such a page offers to begin with, (transfer full) (element-type
   * FwRecordChange), and N_() what the button says that takes it */
  GArray *(*offer) (FwClient *client);
  const char *offer_label;
  /* (nullable): what who may write them does with the chosen one beside writing it, by Ctrl+Enter,
   * and N_() what its button says, and says of itself */
  void (*act) (FwPage *page, FwRecord *record);
  const char *act_label, *act_tooltip;
  const char *next; /* (nullable): where it has none and offers none: the page where they begin */
  /* (nullable): its records are questions: of one, (transfer floating) for the page "why", */
  GVariant *(*ask_why) (const FwRecord *record);
  /* and (transfer full) in whole sentences */
  char *(*describe) (const FwRecord *record, FwClient *client);
} FwPageEntry;

/** fw_pages: Returns: the table, ended by an entry without name; pages of a room stand together, a
 * tab after its page. */
const FwPageEntry *fw_pages (void);
const FwPageEntry *fw_pages_find (const char *name);
/** fw_pages_set_kinds: each kind of the centre's own has a page of its own in the room Centre. */
void fw_pages_set_kinds (const FwKind *const *kinds);
/** fw_pages_find_kind: Returns: (transfer none) (nullable): of those kinds. */
const FwKind *fw_pages_find_kind (const char *name);
/** fw_pages_get_row: Returns: the entry whose row of the sidebar stands for @entry: itself, or the
 * page that it is a tab of. */
const FwPageEntry *fw_pages_get_row (const FwPageEntry *entry);
/** fw_pages_find_first: Returns: (nullable): the first page that @role sees. */
const FwPageEntry *fw_pages_find_first (FwRole role);
/** fw_pages_find_in_room: Returns: (nullable): the first page of @room that @role sees. */
const FwPageEntry *fw_pages_find_in_room (FwRoom room, FwRole role);
/** fw_pages_count_rows: how many rows of @room @role sees. */
guint fw_pages_count_rows (FwRoom room, FwRole role);
const char *fw_room_get_label (FwRoom room); /* translated */
/** fw_room_get_key: the figure that goes to it with Alt. */
guint fw_room_get_key (FwRoom room);
const char *fw_room_get_icon (FwRoom room);
/** fw_page_entry_may_add: whether @role can make a record of the page: may write all that a new one
 * must have. */
gboolean fw_page_entry_may_add (const FwPageEntry *entry, FwRole role);
/** fw_page_entry_new: Returns: (transfer floating): the page of @entry. */
FwPage *fw_page_entry_new (const FwPageEntry *entry);

G_END_DECLS
