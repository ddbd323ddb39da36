/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FwTerms:
 * Many terms looked for in one pass over a text, after Aho and Corasick, by code points. Letters
 * are the same in both cases and in full width, and what has no width (U+200B and its like) may
 * stand anywhere in between. Immutable once it is compiled; may then be asked from several threads.
 */
typedef struct _FwTerms FwTerms;

/** FwTermBounds: where a term begins or ends with a Latin letter or a digit, what may stand next to
 * that end. */
typedef enum
{
  FW_TERM_WHOLE,  /* no letter, digit or "_" at either end */
  FW_TERM_DIGITS, /* the same, but digits may follow: "QQ10000037" */
  FW_TERM_STEM    /* anything may follow */
} FwTermBounds;

FwTerms *fw_terms_new (void);
void fw_terms_free (FwTerms *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwTerms, fw_terms_free)

/** fw_terms_add: @term: UTF-8, not empty; the same one may be added with several @ids. */
void fw_terms_add (FwTerms *self, const char *term, guint id, FwTermBounds bounds);
/** fw_terms_compile: after the last fw_terms_add(), before the first fw_terms_find(). */
void fw_terms_compile (FwTerms *self);

/** FwTermHit: code points [from, to) are a term. */
typedef struct
{
  guint from, to;
  guint id;
} FwTermHit;

/** fw_terms_find: @hits: (element-type FwTermHit): what is found is added, by @to; of those that
 * end at one place the longer come first. */
void fw_terms_find (const FwTerms *self, const gunichar *runes, guint n, GArray *hits);

/** fw_runes_decode: @text: UTF-8 that is valid. @runes: (element-type gunichar): set to its code
 * points. @starts: (element-type guint) (nullable): set to the byte at which each begins, and the
 * end. */
void fw_runes_decode (const char *text, gsize length, GArray *runes, GArray *starts);

/** fw_rune_is_hidden: whether it takes no room between its neighbours. */
static inline gboolean
fw_rune_is_hidden (gunichar c)
{
  return (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff || c == 0xad;
}

/** fw_rune_fold: full width becomes half. */
static inline gunichar
fw_rune_fold (gunichar c)
{
  return c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c == 0x3000 ? ' ' : c;
}

/** fw_rune_is_word: a letter of a script that puts spaces between words, a digit of ASCII or its
 * full width, or "_". */
static inline gboolean
fw_rune_is_word (gunichar c)
{
  c = fw_rune_fold (c);
  return c < 128 ? g_ascii_isalnum ((char) c) || c == '_' : c < 0x600 && g_unichar_isalpha (c);
}

G_END_DECLS
