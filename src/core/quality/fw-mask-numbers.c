/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that are known by their digits, and by how these are grouped. */
#include "core/quality/fw-mask-try.h"

/* ---- resident IDs and cards ---- */

/* The X behind seventeen digits. */
static gboolean
find_x (const FwTry *try, guint *to)
{
  *to = try->group[try->n_groups - 1].to;
  while (fw_rune_is_hidden (fw_mask_get_rune (try->self, *to)) ||
         fw_mask_get_rune (try->self, *to) == ' ')
    (*to)++;
  return (fw_mask_get_rune (try->self, *to) | 0x20) == 'x';
}

static gboolean
try_id (FwTry *try)
{
  guint to, last;

  if (fw_try_gather (try, 18, FW_JOIN_SPACE_OR_DASH))
    {
      last = try->digits[17];
      to = try->group[try->n_groups - 1].to;
    }
  else if (fw_try_gather (try, 17, FW_JOIN_SPACE_OR_DASH) && find_x (try, &to))
    {
      last = 10;
      to++;
    }
  else
    return FALSE;
  if (!fw_try_is_left_free (try) || !fw_try_is_right_free (try, to) || !fw_try_stands_alone (try))
    return FALSE;
  if (!fw_digits_are_id (try->digits, last, try->self->today) && try->cue != FW_CUE_ID)
    return FALSE;
  fw_try_accept (try, FW_PERSONAL_ID, fw_digits_are_id (try->digits, last, try->self->today));
  try->found.to = try->found.body_to = to;
  return TRUE;
}

static gboolean
try_id15 (FwTry *try)
{
  return try->cue == FW_CUE_ID && fw_try_gather (try, 15, FW_JOIN_SPACE_OR_DASH) &&
         fw_try_accept_if_free (try, FW_PERSONAL_ID15, FALSE);
}

static gboolean
try_card (FwTry *try)
{
  const guint chain = fw_try_count_chain (try, FW_JOIN_SPACE_OR_DASH);

  if (try->cue == FW_CUE_DEVICE)
    return FALSE;
  for (guint n = MIN (chain, 19); n >= 13; n--)
    if (fw_try_gather (try, n, FW_JOIN_SPACE_OR_DASH) && fw_digits_are_card (try->digits, n) &&
        fw_try_accept_if_free (try, FW_PERSONAL_CARD, TRUE))
      return TRUE;
  if (try->cue != FW_CUE_CARD)
    return FALSE;
  if (chain <= 19 && fw_try_gather (try, chain, FW_JOIN_SPACE_OR_DASH) && chain >= 13)
    return fw_try_accept_if_free (try, FW_PERSONAL_CARD, fw_digits_pass_luhn (try->digits, chain));
  return chain > 16 && fw_try_gather (try, 16, FW_JOIN_SPACE_OR_DASH) &&
         fw_try_accept_if_free (try, FW_PERSONAL_CARD, fw_digits_pass_luhn (try->digits, 16));
}

/* ---- others ---- */

static gboolean
try_ssn (FwTry *try)
{
  const gboolean told = try->cue == FW_CUE_SSN;
  const FwGroup *next;

  if (!fw_try_gather (try, 9, told ? FW_JOIN_ANY : FW_JOIN_SPACE_OR_DASH))
    return FALSE;
  next = try->n_groups < try->left ? try->group + try->n_groups : NULL;
  if (!told && (!fw_try_has_form (try, "324") || !fw_digits_are_ssn (try->digits) ||
                try->group[1].join != try->group[2].join))
    return FALSE;
  /* Numbers in a row are none. */
  if (!told && try->group[1].join == FW_JOIN_SPACE &&
      (try->group->join == FW_JOIN_SPACE || (next != NULL && next->join == FW_JOIN_SPACE)) &&
      !(try->group->join == FW_JOIN_SPACE && try->group[-1].taken))
    return FALSE;
  return fw_try_accept_if_free (try, FW_PERSONAL_SSN, fw_digits_are_ssn (try->digits));
}

static gboolean
try_ip (FwTry *try)
{
  guint at = 0;

  if (try->left < 4 || try->group->spoken || try->cue == FW_CUE_VERSION)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      const FwGroup *group = try->group + i;
      guint value = 0;

      if (group->n > 3 ||
          (i > 0 && (group->join != FW_JOIN_DOT || group->from - group[-1].to != 1)) ||
          (group->n > 1 && try->digits[at] == 0))
        return FALSE;
      for (guint k = 0; k < group->n; k++)
        value = value * 10 + try->digits[at++];
      if (value > 255)
        return FALSE;
    }
  try->n_groups = 4;
  return fw_try_accept_if_free (try, FW_PERSONAL_IP, TRUE);
}

static gboolean
try_all (FwTry *try)
{
  return try_id (try) || try_id15 (try) || fw_try_mobile (try) || try_card (try) || try_ip (try) ||
         fw_try_landline (try) || fw_try_phone (try) || try_ssn (try);
}

/* ---- lists ---- */

/* Whether only what joins the parts of a list stands between: "… and …". */
static gboolean
is_listed (const FwMask *self, guint from, guint to)
{
  static const char joins[] = "和、，,/或者跟与及以 andor&";

  if (to - from > 5 || to == from)
    return FALSE;
  for (; from < to; from++)
    if (g_utf8_strchr (joins, -1, fw_mask_get_rune (self, from)) == NULL)
      return FALSE;
  return TRUE;
}

void
fw_mask_find_numbers (FwMask *self)
{
  FwGroup *groups = (FwGroup *) self->groups->data;
  FwCue cue = FW_CUE_NONE;
  guint cue_to = 0;

  for (guint i = 0; i < self->groups->len; i++)
    {
      FwTry try = { .self = self,
                    .group = groups + i,
                    .left = self->groups->len - i,
                    .n_groups = 1,
                    .digits = self->digits->data + groups[i].first,
                    .cue = groups[i].cue };

      if (groups[i].taken || self->digits->len - groups[i].first < 4)
        continue;
      if (try.cue == FW_CUE_NONE && cue != FW_CUE_NONE && is_listed (self, cue_to, groups[i].from))
        try.cue = cue;
      if (!try_all (&try))
        continue;
      g_array_append_val (self->found, try.found);
      for (guint k = 0; k < try.n_groups; k++)
        groups[i + k].taken = TRUE;
      i += try.n_groups - 1;
      cue = try.cue;
      cue_to = try.found.to;
    }
}
