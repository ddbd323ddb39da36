/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of digits that may be a number, and what stands next to them. */
#include <string.h>

#include "core/quality/fw-mask-try.h"

gunichar
fw_mask_get_rune (const FwMask *self, guint at)
{
  return at < self->runes->len ? fw_rune_fold (g_array_index (self->runes, gunichar, at)) : 0;
}

gunichar
fw_mask_get_before (const FwMask *self, guint at)
{
  while (at > 0 && fw_rune_is_hidden (fw_mask_get_rune (self, at - 1)))
    at--;
  return at > 0 ? fw_mask_get_rune (self, at - 1) : 0;
}

/* ---- neighbours ---- */

static gboolean
is_currency (gunichar c)
{
  return c == '$' || c == 0xa5 || c == 0xffe5 || c == 0x20ac || c == 0xa3;
}

/* Whether what ends at @to is a sum: money is named behind it. */
static gboolean
is_amount (const FwMask *self, guint to)
{
  static const char *const words[] = { "元",   "块",      "圆",  "美元", "人民币", "港币",
                                       "欧元", "dollars", "usd", "rmb",  "yuan",   "cny" };

  while (fw_mask_get_rune (self, to) == ' ')
    to++;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      guint at = to;
      const char *word = words[i];

      for (; *word != '\0' &&
             g_unichar_tolower (fw_mask_get_rune (self, at)) == g_utf8_get_char (word);
           at++)
        word = g_utf8_next_char (word);
      if (*word == '\0' && !(words[i][0] > 0 && fw_mask_is_letter (fw_mask_get_rune (self, at))))
        return TRUE;
    }
  return FALSE;
}

/* Behind a number: the ending of a file's name or of a web address. */
static gboolean
is_file_name (const FwMask *self, guint to)
{
  static const char endings[] = " jpg jpeg png gif bmp webp heic pdf doc docx xls xlsx ppt pptx "
                                "txt csv zip rar 7z gz tar mp3 mp4 wav avi mov "
                                "mkv apk exe json jsonl xml html htm log dat md eml msg amr m4a "
                                "aac flac svg psd tif tiff iso vtt srt com cn net org ";
  char word[10] = " ";
  guint n = 1;

  if (fw_mask_get_rune (self, to) != '.')
    return FALSE;
  for (; n < sizeof word - 2 && fw_mask_get_rune (self, to + n) < 128 &&
         g_ascii_isalnum ((char) fw_mask_get_rune (self, to + n));
       n++)
    word[n] = g_ascii_tolower ((char) fw_mask_get_rune (self, to + n));
  word[n] = ' ';
  return n > 1 && !fw_rune_is_word (fw_mask_get_rune (self, to + n)) &&
         strstr (endings, word) != NULL;
}

gboolean
fw_try_is_left_free (const FwTry *try)
{
  const FwMask *self = try->self;
  guint at = try->group->from;
  gunichar before;

  if (try->cue != FW_CUE_NONE && try->group->cue_to == at)
    return TRUE;
  while (at > 0 && fw_rune_is_hidden (fw_mask_get_rune (self, at - 1)))
    at--;
  if (at == 0)
    return TRUE;
  before = fw_mask_get_rune (self, at - 1);
  if (try->group->spoken)
    return fw_mask_digit (before) < 0;
  if (fw_mask_is_letter (before) || before == '_' || before == '*' || is_currency (before))
    return FALSE;
  if (before == '.' && at > 1 && fw_mask_digit (fw_mask_get_rune (self, at - 2)) >= 0)
    return FALSE;
  /* Of a masked number the end must not become the beginning of another. */
  return try->n_groups == 1 || !(before == ' ' || before == '-') ||
         fw_mask_get_before (self, at - 1) != '*';
}

gboolean
fw_try_is_right_free (const FwTry *try, guint to)
{
  const FwMask *self = try->self;
  gunichar next;

  while (fw_rune_is_hidden (fw_mask_get_rune (self, to)))
    to++;
  next = fw_mask_get_rune (self, to);
  if (try->group->spoken)
    return fw_mask_digit (next) < 0;
  if (fw_mask_is_letter (next) || next == '_' || next == '*' || fw_mask_digit (next) >= 0)
    return FALSE;
  if (next == '.' && fw_mask_digit (fw_mask_get_rune (self, to + 1)) >= 0)
    return FALSE;
  return !is_amount (self, to) && !is_file_name (self, to);
}

/* Groups in a form of their own do not go on over a dash or a dot. */
gboolean
fw_try_stands_alone (const FwTry *try)
{
  const FwGroup *next = try->n_groups < try->left ? try->group + try->n_groups : NULL;
  const guint closed = FW_JOIN_BIT (FW_JOIN_DASH) | FW_JOIN_BIT (FW_JOIN_DOT);

  if (try->n_groups == 1 || try->group->spoken)
    return TRUE;
  return !(FW_JOIN_BIT (try->group->join) & closed && !try->group[-1].taken) &&
         !(next != NULL && FW_JOIN_BIT (next->join) & closed);
}

gboolean
fw_try_is_free (const FwTry *try)
{
  return fw_try_is_left_free (try) &&
         fw_try_is_right_free (try, try->group[try->n_groups - 1].to) && fw_try_stands_alone (try);
}

/* ---- groups together ---- */

gboolean
fw_try_gather (FwTry *try, guint total, guint joins)
{
  guint n = 0;

  for (guint i = 0; i < MIN (try->left, FW_TRY_MOST_GROUPS); i++)
    {
      const FwGroup *group = try->group + i;

      if (i > 0 && (!(FW_JOIN_BIT (group->join) & joins) || group->taken ||
                    group->spoken != try->group->spoken))
        return FALSE;
      n += group->n;
      try->n_groups = i + 1;
      if (n >= total)
        return n == total;
    }
  return FALSE;
}

guint
fw_try_count_chain (const FwTry *try, guint joins)
{
  guint n = try->group->n;

  for (guint i = 1; i < MIN (try->left, FW_TRY_MOST_GROUPS + 1); i++)
    {
      const FwGroup *group = try->group + i;

      if (!(FW_JOIN_BIT (group->join) & joins) || group->taken ||
          group->spoken != try->group->spoken)
        break;
      n += group->n;
    }
  return n;
}

gboolean
fw_try_has_form (const FwTry *try, const char *form)
{
  for (guint i = 0; i < try->n_groups; i++)
    if (form[i] == '\0' || try->group[i].n != (guint) (form[i] - '0'))
      return FALSE;
  return form[try->n_groups] == '\0';
}

gboolean
fw_try_is_digit_by_digit (const FwTry *try)
{
  for (guint i = 0; i < try->n_groups; i++)
    if (try->group[i].n != 1)
      return FALSE;
  return TRUE;
}

gboolean
fw_try_accept (FwTry *try, FwPersonalKind kind, gboolean sure)
{
  const FwGroup *last = try->group + try->n_groups - 1;

  try->found = (FwPersonal){ .from = try->group->from,
                             .to = last->to,
                             .kind = kind,
                             .sure = sure,
                             .spoken = try->group->spoken,
                             .body = try->group->from,
                             .body_to = last->to };
  return TRUE;
}

gboolean
fw_try_accept_if_free (FwTry *try, FwPersonalKind kind, gboolean sure)
{
  return fw_try_is_free (try) && fw_try_accept (try, kind, sure);
}
