/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-palette-item.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (FwPaletteItem, fw_palette_item, G_TYPE_OBJECT)

/*
 * GB 2312 orders its first 3,755 characters by pinyin, so a character's initial is found by where
 * it stands among the first characters of each letter. Rarer characters, ordered by stroke, have
 * none.
 */
static const struct
{
  guint16 from; /* GB 2312 code of the first character of the letter */
  char letter;
} initials[] = {
  { 0xb0a1, 'a' }, { 0xb0c5, 'b' }, { 0xb2c1, 'c' }, { 0xb4ee, 'd' }, { 0xb6ea, 'e' },
  { 0xb7a2, 'f' }, { 0xb8c1, 'g' }, { 0xb9fe, 'h' }, { 0xbbf7, 'j' }, { 0xbfa6, 'k' },
  { 0xc0ac, 'l' }, { 0xc2e8, 'm' }, { 0xc4c3, 'n' }, { 0xc5b6, 'o' }, { 0xc5be, 'p' },
  { 0xc6da, 'q' }, { 0xc8bb, 'r' }, { 0xc8f6, 's' }, { 0xcbfa, 't' }, { 0xcdda, 'w' },
  { 0xcef4, 'x' }, { 0xd1b9, 'y' }, { 0xd4d1, 'z' },
};

#define LAST_BY_PINYIN 0xd7f9

static char
find_initial (const char *character, gsize length)
{
  gsize written = 0;
  g_autofree char *coded =
      g_convert (character, (gssize) length, "GB2312", "UTF-8", NULL, &written, NULL);
  guint16 code;

  if (coded == NULL || written != 2)
    return '\0';
  code = (guint16) (((guchar) coded[0] << 8) | (guchar) coded[1]);
  if (code < initials[0].from || code > LAST_BY_PINYIN)
    return '\0';
  for (guint i = G_N_ELEMENTS (initials); i > 0; i--)
    if (code >= initials[i - 1].from)
      return initials[i - 1].letter;
  return '\0';
}

char *
fw_palette_get_initials (const char *text)
{
  GString *result = g_string_new (NULL);
  gboolean in_word = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      gsize length = (gsize) (g_utf8_next_char (p) - p);
      char letter;

      if (character >= 0x4e00 && character <= 0x9fff)
        {
          letter = find_initial (p, length);
          if (letter != '\0')
            g_string_append_c (result, letter);
          in_word = FALSE;
        }
      else if (g_unichar_isalnum (character))
        {
          if (!in_word)
            g_string_append_unichar (result, g_unichar_tolower (character));
          in_word = TRUE;
        }
      else
        in_word = FALSE;
    }
  return g_string_free (result, FALSE);
}

guint
fw_palette_item_score (FwPaletteItem *self, const char *folded)
{
  g_auto (GStrv) words = NULL;
  const char *found;

  g_return_val_if_fail (FW_IS_PALETTE_ITEM (self), 0);

  if (*folded == '\0')
    return 1;
  found = strstr (self->folded, folded);
  if (found == self->folded)
    return 100;
  if (g_str_has_prefix (self->initials, folded))
    return 80;
  if (found != NULL)
    return found[-1] == ' ' ? 60 : 40;
  words = g_strsplit (folded, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (self->folded, words[i]) == NULL)
      return 0;
  return words[0] != NULL && words[1] != NULL ? 30 : 0;
}

static void
fw_palette_item_finalize (GObject *object)
{
  FwPaletteItem *self = FW_PALETTE_ITEM (object);

  g_free (self->title);
  g_free (self->detail);
  g_free (self->icon);
  g_free (self->action);
  g_clear_pointer (&self->target, g_variant_unref);
  g_free (self->folded);
  g_free (self->initials);

  G_OBJECT_CLASS (fw_palette_item_parent_class)->finalize (object);
}

static void
fw_palette_item_class_init (FwPaletteItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fw_palette_item_finalize;
}

static void
fw_palette_item_init (FwPaletteItem *self)
{
}

FwPaletteItem *
fw_palette_item_new (
    const char *title, const char *detail, const char *icon, const char *action, GVariant *target)
{
  FwPaletteItem *self = g_object_new (FW_TYPE_PALETTE_ITEM, NULL);
  g_autofree char *both = g_strdup_printf ("%s %s", title, detail);

  self->title = g_strdup (title);
  self->detail = g_strdup (detail);
  self->icon = g_strdup (icon);
  self->action = g_strdup (action);
  self->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  self->folded = g_utf8_casefold (both, -1);
  self->initials = fw_palette_get_initials (title);
  return self;
}
