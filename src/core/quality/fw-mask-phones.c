/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/quality/fw-mask-try.h"

static gboolean
gather_mobile (FwTry *try)
{
  static const char *const forms[] = {
    "344", "434", "38", "74", "335", "443", "56", "3422", "3224"
  };

  if (!fw_try_gather (try, 11, FW_JOIN_ANY) || !fw_digits_are_mobile (try->digits, 11))
    return FALSE;
  if (try->group->spoken || try->n_groups == 1 || fw_try_is_digit_by_digit (try))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (fw_try_has_form (try, forms[i]))
      return TRUE;
  return FALSE;
}

/* The code of a country before a number: how many groups, or digits of the first group, it is; the
 * span begins with its sign and bracket, the mask behind it. */
static void
begin_with_code (FwTry *try, const FwGroup *code, guint body)
{
  guint from = code->from;

  if (from > 0 && fw_mask_get_rune (try->self, from - 1) == '+')
    from--;
  if (from > 0 && fw_mask_get_rune (try->self, from - 1) == '(' && code < try->group &&
      try->group->join == FW_JOIN_BRACKET)
    from--;
  try->found.from = from;
  try->found.body = body;
}

static gboolean
is_code (const FwTry *try, const char *code)
{
  const gsize n = strlen (code);

  if (try->group->n < n)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (try->digits[i] != (guint) (code[i] - '0'))
      return FALSE;
  return TRUE;
}

/* Behind 86 or 0086: what is left of the try begins there. */
static gboolean
try_coded_mobile (FwTry *try, guint skip)
{
  FwGroup *code = try->group;
  FwTry rest = *try;
  guint8 landline[12] = { 0 };
  guint n;

  rest.digits += skip;
  if (code->n > skip)
    {
      rest.n_groups = 1;
      if (!fw_digits_are_mobile (rest.digits, code->n - skip) || !fw_try_is_free (&rest))
        return FALSE;
      fw_try_accept (try, FW_PERSONAL_MOBILE, TRUE);
      begin_with_code (try, code, g_array_index (try->self->places, guint, code->first + skip));
      return TRUE;
    }
  if (try->left < 2 || code[1].join == FW_JOIN_NONE || code[1].taken)
    return FALSE;
  rest.group++;
  rest.left--;
  if (gather_mobile (&rest) && fw_try_is_left_free (try) &&
      fw_try_is_right_free (&rest, rest.group[rest.n_groups - 1].to))
    fw_try_accept (&rest, FW_PERSONAL_MOBILE, TRUE);
  else
    {
      n = fw_try_count_chain (&rest, FW_JOIN_ANY);
      if (n < 9 || n > 11 || !fw_try_gather (&rest, n, FW_JOIN_ANY))
        return FALSE;
      memcpy (landline + 1, rest.digits, n);
      if (fw_digits_find_area (landline, n + 1) == 0 || !fw_try_is_left_free (try) ||
          !fw_try_is_right_free (&rest, rest.group[rest.n_groups - 1].to))
        return FALSE;
      fw_try_accept (&rest, FW_PERSONAL_LANDLINE, TRUE);
    }
  try->n_groups = rest.n_groups + 1;
  try->found = rest.found;
  try->group = rest.group;
  begin_with_code (try, code, rest.found.body);
  try->group = code;
  return TRUE;
}

gboolean
fw_try_mobile (FwTry *try)
{
  const gboolean plus = fw_mask_get_before (try->self, try->group->from) == '+';
  const FwJoin next = try->left > 1 ? try->group[1].join : FW_JOIN_NONE;

  if (is_code (try, "0086") && try_coded_mobile (try, 4))
    return TRUE;
  if (is_code (try, "86") && (plus || (try->group->n == 2 && next != FW_JOIN_SPACE)) &&
      try_coded_mobile (try, 2))
    return TRUE;
  if (plus && try->digits[0] == 1 && try->group->n == 11 && fw_digits_are_nanp (try->digits + 1))
    return FALSE;
  return gather_mobile (try) && fw_try_accept_if_free (try, FW_PERSONAL_MOBILE, TRUE);
}

static gboolean
opens_bracket (const FwTry *try)
{
  return try->left > 1 && try->group[1].join == FW_JOIN_BRACKET && try->group->from > 0 &&
         fw_mask_get_rune (try->self, try->group->from - 1) == '(';
}

static gboolean
has_phone_cue (const FwTry *try)
{
  return try->cue == FW_CUE_PHONE || try->cue == FW_CUE_CONTACT;
}

/* A landline may have an extension of a few digits behind a dash. */
static gboolean
is_landline_free (const FwTry *try)
{
  const FwGroup *next = try->n_groups < try->left ? try->group + try->n_groups : NULL;

  if (!fw_try_is_left_free (try) || !fw_try_is_right_free (try, try->group[try->n_groups - 1].to) ||
      (try->group->join == FW_JOIN_DASH && !try->group[-1].taken))
    return FALSE;
  return next == NULL || next->join != FW_JOIN_DASH || next->n <= 5;
}

gboolean
fw_try_landline (FwTry *try)
{
  guint area;

  if (try->group->spoken)
    return FALSE;
  for (guint n = 12; n >= 10; n--)
    {
      if (!fw_try_gather (try, n, FW_JOIN_ANY | FW_JOIN_BIT (FW_JOIN_BRACKET)) ||
          (area = fw_digits_find_area (try->digits, n)) == 0)
        continue;
      if (try->n_groups > 1 && (try->group->n != area || try->n_groups > 3))
        continue;
      if (try->n_groups == 1 && (try->cue == FW_CUE_THING || try->cue == FW_CUE_DEVICE))
        continue;
      if (try->n_groups == 3 && !has_phone_cue (try))
        continue;
      if (!is_landline_free (try))
        continue;
      fw_try_accept (try, FW_PERSONAL_LANDLINE, TRUE);
      if (opens_bracket (try))
        try->found.from--;
      return TRUE;
    }
  if (try->cue == FW_CUE_CONTACT && try->digits[0] >= 2 && try->digits[0] <= 8)
    for (guint n = 8; n >= 7; n--)
      if (fw_try_gather (try, n, FW_JOIN_SPACE_OR_DASH) && try->n_groups <= 2 &&
          is_landline_free (try))
        return fw_try_accept (try, FW_PERSONAL_LANDLINE, TRUE);
  return FALSE;
}

static gboolean
gather_nanp (FwTry *try)
{
  if (!fw_try_gather (try, 10, FW_JOIN_ANY | FW_JOIN_BIT (FW_JOIN_BRACKET)) ||
      !fw_digits_are_nanp (try->digits))
    return FALSE;
  if (try->group->spoken)
    return try->cue != FW_CUE_THING && (try->n_groups > 3 || has_phone_cue (try));
  return fw_try_has_form (try, "334") || (opens_bracket (try) && fw_try_has_form (try, "37")) ||
         (has_phone_cue (try) && (try->n_groups == 1 || fw_try_has_form (try, "37") ||
                                  fw_try_has_form (try, "64") || fw_try_is_digit_by_digit (try)));
}

/* "+1", or "1" that a dash or a dot joins to the rest. */
static gboolean
try_coded_phone (FwTry *try)
{
  FwGroup *code = try->group;
  const gboolean plus = fw_mask_get_before (try->self, code->from) == '+';
  FwTry rest = *try;

  if (try->digits[0] != 1)
    return FALSE;
  rest.digits++;
  if (code->n == 11)
    {
      try->n_groups = 1;
      if (!(plus || has_phone_cue (try)) || !fw_digits_are_nanp (rest.digits) ||
          !fw_try_is_free (try))
        return FALSE;
      fw_try_accept (try, FW_PERSONAL_PHONE, TRUE);
      begin_with_code (try, code, g_array_index (try->self->places, guint, code->first + 1));
      return TRUE;
    }
  if (code->n != 1 || try->left < 2 || code->spoken ||
      !(plus || code[1].join == FW_JOIN_DASH || code[1].join == FW_JOIN_DOT ||
        code[1].join == FW_JOIN_BRACKET))
    return FALSE;
  rest.group++;
  rest.left--;
  rest.cue = FW_CUE_PHONE;
  if (!gather_nanp (&rest))
    return FALSE;
  try->n_groups = rest.n_groups + 1;
  if (!fw_try_is_free (try))
    return FALSE;
  fw_try_accept (&rest, FW_PERSONAL_PHONE, TRUE);
  try->found = rest.found;
  begin_with_code (try, code, rest.found.body);
  return TRUE;
}

/* Any other country, by its code. */
static gboolean
try_abroad (FwTry *try)
{
  const guint n = fw_try_count_chain (try, FW_JOIN_ANY | FW_JOIN_BIT (FW_JOIN_BRACKET));

  if (fw_mask_get_before (try->self, try->group->from) != '+' || try->digits[0] == 0 || n < 9 ||
      n > 15 || (n > try->group->n ? try->group->n > 3 : !has_phone_cue (try)) ||
      !fw_try_gather (try, n, FW_JOIN_ANY | FW_JOIN_BIT (FW_JOIN_BRACKET)) || !fw_try_is_free (try))
    return FALSE;
  fw_try_accept (try, FW_PERSONAL_PHONE, TRUE);
  begin_with_code (try, try->group, try->n_groups > 1 ? try->group[1].from : try->group->from);
  return TRUE;
}

gboolean
fw_try_phone (FwTry *try)
{
  if (try_coded_phone (try))
    return TRUE;
  if (!gather_nanp (try) || !fw_try_is_free (try))
    return try_abroad (try);
  fw_try_accept (try, FW_PERSONAL_PHONE, TRUE);
  if (opens_bracket (try))
    try->found.from--;
  return TRUE;
}
