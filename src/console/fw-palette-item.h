/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** FwPaletteItem: a thing that can be gone to or done. */
#define FW_TYPE_PALETTE_ITEM (fw_palette_item_get_type ())
G_DECLARE_FINAL_TYPE (FwPaletteItem, fw_palette_item, FW, PALETTE_ITEM, GObject)

struct _FwPaletteItem
{
  GObject parent_instance;

  char *title;
  char *detail; /* what it is: "Page", "Person · 102" */
  char *icon;
  char *action; /* "win.go", "app.preferences" */
  GVariant *target;
  char *folded;   /* title and detail, case folded */
  char *initials; /* of words, and pinyin's of Chinese characters */
};

FwPaletteItem *fw_palette_item_new (
    const char *title, const char *detail, const char *icon, const char *action, GVariant *target);

/** fw_palette_item_score: 0: does not match @folded; else higher is better. */
guint fw_palette_item_score (FwPaletteItem *self, const char *folded);

/** fw_palette_get_initials: Returns: (transfer full): "lm" for "Lin Mei" and for 李梅. */
char *fw_palette_get_initials (const char *text);

G_END_DECLS
