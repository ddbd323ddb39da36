/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

typedef enum
{
  FW_SECTION_FLOOR,
  FW_SECTION_CENTRE,
  FW_N_SECTIONS
} FwSection;

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
  FW_SCOPE_BAR_WHO = FW_SCOPE_BAR_SITE | FW_SCOPE_BAR_TEAM,
  FW_SCOPE_BAR_ALL = 0x3f
} FwScopeBarParts;

/** FwPageEntry: a line of the one table from which sidebar, palette, Alt+1…9 and the pages
 * themselves follow. */
typedef struct
{
  const char *name; /* "live"; for settings and fw_page_go() */
  FwSection section;
  const char *label; /* N_() */
  const char *icon;
  FwRole roles; /* who sees it */
  FwScopeBarParts scope;
  GType (*get_type) (void);
  const char *kind; /* (nullable): the kind of a page of records */
} FwPageEntry;

/** fw_pages: Returns: the table, ended by an entry without name. */
const FwPageEntry *fw_pages (void);
const FwPageEntry *fw_pages_find (const char *name);
const char *fw_section_get_label (FwSection section); /* translated */
/** fw_page_entry_new: Returns: (transfer floating): the page of @entry. */
FwPage *fw_page_entry_new (const FwPageEntry *entry);

G_END_DECLS
