/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of mail, and what stands behind a word that says what it is: passwords, accounts,
 * passports. */
#include <string.h>

#include "core/quality/fw-mask-private.h"

#define MOST_CONNECTORS 6
#define LONGEST_WORD 15
#define LONGEST_SECRET 64
#define NEAR 8

/* Said of a password, and no password. */
static const char *const no_secrets[] = {
  "accepted", "again",    "already",  "also",      "always",   "asked",  "blank",    "blocked",
  "case",     "changed",  "correct",  "different", "disabled", "empty",  "expired",  "forgotten",
  "going",    "gone",     "hidden",   "incorrect", "invalid",  "just",   "locked",   "lost",
  "long",     "missing",  "needed",   "never",     "none",     "only",   "optional", "protected",
  "refused",  "rejected", "required", "reset",     "right",    "same",   "saved",    "secure",
  "sent",     "short",    "still",    "stolen",    "stored",   "strong", "supposed", "that",
  "there",    "this",     "unknown",  "unsafe",    "very",     "weak",   "what",     "with",
  "wrong",    "your",     "being",    "somehow",   "actually", "please", "okay",     "compromised",
};

typedef enum
{
  LINK_DIRECT,  /* nothing, or spaces */
  LINK_WORD,    /* "is" */
  LINK_EXPLICIT /* ":", "=", 是, "id": what follows is it */
} Link;

static gunichar
get_rune (const FwMask *self, guint at)
{
  return at < self->runes->len ? fw_rune_fold (g_array_index (self->runes, gunichar, at)) : 0;
}

static gboolean
is_alnum (gunichar c)
{
  return c < 128 && g_ascii_isalnum ((char) c);
}

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == '\t' || c == 0xa0 || fw_rune_is_hidden (c);
}

/* Values are found nearly in order, so that what overlaps was found just now; fw_mask_find() sees
 * to the rest. */
static gboolean
is_taken (const FwMask *self, guint from, guint to)
{
  for (guint i = self->found->len; i > 0 && self->found->len - i < NEAR; i--)
    {
      const FwPersonal *other = &g_array_index (self->found, FwPersonal, i - 1);

      if (from < other->to && other->from < to)
        return TRUE;
    }
  return FALSE;
}

/* The first group that ends behind @at. */
static guint
find_group (const FwMask *self, guint at)
{
  guint low = 0, high = self->groups->len;

  while (low < high)
    {
      const guint middle = (low + high) / 2;

      if (g_array_index (self->groups, FwGroup, middle).to <= at)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
take_groups (FwMask *self, guint from, guint to)
{
  for (guint i = find_group (self, from); i < self->groups->len; i++)
    {
      FwGroup *group = &g_array_index (self->groups, FwGroup, i);

      if (group->from >= to)
        break;
      group->taken = TRUE;
    }
}

static void
add_account (FwMask *self, FwPersonalKind kind, guint from, guint to, guint body_to)
{
  const FwPersonal personal = {
    .from = from, .to = to, .kind = kind, .sure = TRUE, .body = from, .body_to = body_to
  };

  if (is_taken (self, from, to))
    return;
  g_array_append_val (self->found, personal);
  take_groups (self, from, to);
}

/* ---- what a word says ---- */

/* A word that joins "my QQ number is" to the number. */
static gboolean
read_link_word (const FwMask *self, guint *at, Link *link)
{
  static const char *const is[] = { "is", "was", "are", "no", "number", "to", "as", "it", "s" };
  char word[8];
  guint n = 0;

  while (n < sizeof word - 1 && fw_mask_is_letter (get_rune (self, *at + n)) &&
         get_rune (self, *at + n) < 128)
    {
      word[n] = g_ascii_tolower ((char) get_rune (self, *at + n));
      n++;
    }
  word[n] = '\0';
  if (n == 0 || fw_rune_is_word (get_rune (self, *at + n)))
    return FALSE;
  if (g_str_equal (word, "id") || g_str_equal (word, "code"))
    *link = LINK_EXPLICIT;
  else
    {
      gboolean known = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (is); i++)
        known |= g_str_equal (word, is[i]);
      if (!known)
        return FALSE;
      *link = MAX (*link, LINK_WORD);
    }
  *at += n;
  if (get_rune (self, *at) == '.' && g_str_equal (word, "no"))
    (*at)++;
  return TRUE;
}

static guint
skip_links (const FwMask *self, guint at, Link *link)
{
  *link = LINK_DIRECT;
  for (guint i = 0; i < MOST_CONNECTORS; i++)
    {
      gunichar c;

      while (is_space (get_rune (self, at)))
        at++;
      c = get_rune (self, at);
      if (c == ':' || c == '=' || c == 0x662f || c == 0x4e3a || c == 0x53f7 || c == 0x7801)
        {
          *link = LINK_EXPLICIT; /* 是 为 号 码 */
          at++;
        }
      else if (c == '#' || c == '\'' || c == 0x2019)
        at++;
      else if (!read_link_word (self, &at, link))
        break;
    }
  return at;
}

/* ---- digits behind a word ---- */

/* Decimal digits alone from @at on, as many as asked for and nothing that goes on. */
static gboolean
read_digits (const FwMask *self, guint at, guint least, guint most, guint *to)
{
  guint n = 0;

  *to = at;
  for (; fw_mask_digit (get_rune (self, at)) >= 0 ||
         (n > 0 && fw_rune_is_hidden (get_rune (self, at)));
       at++)
    if (fw_mask_digit (get_rune (self, at)) >= 0)
      {
        n++;
        *to = at + 1;
      }
  return n >= least && n <= most && !fw_rune_is_word (get_rune (self, *to)) &&
         get_rune (self, *to) != '*' &&
         !(get_rune (self, *to) == '.' && fw_mask_digit (get_rune (self, *to + 1)) >= 0);
}

/* Digits that count something: years, places, minutes. */
static gboolean
counts (const FwMask *self, guint to)
{
  static const gunichar units[] = { 0x5e74, 0x6708, 0x65e5, 0x4f4d, 0x5206, 0x79d2, 0x6b21,
                                    0x5929, 0x4e2a, 0x5143, 0x5c0f, 0x70b9, 0x6761 };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (get_rune (self, to) == units[i])
      return TRUE;
  return FALSE;
}

/* Letters that a passport or a permit begins with, then digits. */
static gboolean
read_document (const FwMask *self, guint at, guint least, guint most, guint *to)
{
  guint letters = 0, digits = 0;

  while (letters < 2 && fw_mask_is_letter (get_rune (self, at + letters)) &&
         get_rune (self, at + letters) < 128)
    letters++;
  while (fw_mask_digit (get_rune (self, at + letters + digits)) >= 0)
    digits++;
  *to = at + letters + digits;
  return letters + digits >= least && letters + digits <= most && digits >= 7 &&
         !fw_rune_is_word (get_rune (self, *to)) && get_rune (self, *to) != '*';
}

static gboolean
read_wechat (const FwMask *self, guint at, Link link, guint *to)
{
  gboolean marked = link == LINK_EXPLICIT;

  *to = at;
  if (get_rune (self, at) >= 128 || !fw_mask_is_letter (get_rune (self, at)))
    return FALSE;
  for (; is_alnum (get_rune (self, *to)) || get_rune (self, *to) == '_' ||
         get_rune (self, *to) == '-';
       (*to)++)
    marked |= !fw_mask_is_letter (get_rune (self, *to));
  return marked && *to - at >= 6 && *to - at <= 20 && get_rune (self, *to) != '*';
}

/* ---- secrets ---- */

static gboolean
is_secret_rune (gunichar c)
{
  return c > ' ' && c < 127 && c != '"' && c != ',' && c != ';' && c != '<' && c != '>';
}

static gboolean
is_no_secret (const FwMask *self, guint from, guint to)
{
  char word[LONGEST_WORD + 1];

  if (to - from > LONGEST_WORD)
    return FALSE;
  for (guint i = from; i < to; i++)
    word[i - from] = g_ascii_tolower ((char) get_rune (self, i));
  word[to - from] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (no_secrets); i++)
    if (g_str_equal (word, no_secrets[i]))
      return TRUE;
  return FALSE;
}

/* Four or more digits in words. */
static gboolean
read_spoken_secret (const FwMask *self, guint at, guint *to)
{
  const FwGroup *groups = (const FwGroup *) self->groups->data;
  guint i = find_group (self, at), n = 0;

  if (i == self->groups->len || groups[i].from != at || !groups[i].spoken)
    return FALSE;
  do
    {
      n += groups[i].n;
      *to = groups[i].to;
    }
  while (++i < self->groups->len && groups[i].join != FW_JOIN_NONE && groups[i].spoken &&
         n < LONGEST_SECRET);
  return n >= 4 && !counts (self, *to);
}

static gboolean
read_secret (const FwMask *self, guint at, Link link, gboolean code, guint *to)
{
  guint digits = 0, others = 0;

  if (get_rune (self, at) == '*')
    return FALSE;
  if (read_spoken_secret (self, at, to))
    return TRUE;
  for (*to = at; *to - at <= LONGEST_SECRET && (is_secret_rune (get_rune (self, *to)) ||
                                                fw_mask_digit (get_rune (self, *to)) >= 0);
       (*to)++)
    ;
  while (*to > at && strchr (".!?)]}'", (gchar) MIN (get_rune (self, *to - 1), 127)) != NULL)
    (*to)--;
  for (guint i = at; i < *to; i++)
    if (fw_mask_digit (get_rune (self, i)) >= 0)
      digits++;
    else if (!is_alnum (get_rune (self, i)))
      others++;
  if (*to - at < 4 || *to - at > LONGEST_SECRET || (digits == *to - at && counts (self, *to)))
    return FALSE;
  if (code)
    return digits > 0 && others == 0 && *to - at <= 10;
  return digits > 0 || (link != LINK_DIRECT && !is_no_secret (self, at, *to));
}

static void
find_behind (FwMask *self, const FwTermHit *hit)
{
  Link link;
  const guint at = skip_links (self, hit->to, &link);
  guint to;

  switch ((gint) hit->id)
    {
    case FW_CUE_SECRET:
    case FW_CUE_CODE:
      if (read_secret (self, at, link, hit->id == FW_CUE_CODE, &to))
        add_account (self, FW_PERSONAL_SECRET, at, to, to);
      break;
    case FW_CUE_CVV:
      if (read_digits (self, at, 3, 4, &to) && !counts (self, to))
        add_account (self, FW_PERSONAL_CVV, at, to, to);
      break;
    case FW_CUE_QQ:
      if (read_digits (self, at, 5, 11, &to) && fw_mask_digit (get_rune (self, at)) != 0 &&
          get_rune (self, to) != '@' && !counts (self, to))
        add_account (self, FW_PERSONAL_QQ, at, to, to);
      break;
    case FW_CUE_WECHAT:
      if (read_wechat (self, at, link, &to) && get_rune (self, to) != '@')
        add_account (self, FW_PERSONAL_WECHAT, at, to, to);
      break;
    case FW_CUE_PASSPORT:
      if (read_document (self, at, 8, 9, &to))
        add_account (self, FW_PERSONAL_PASSPORT, at, to, to);
      break;
    case FW_CUE_PERMIT:
      if (read_document (self, at, 8, 11, &to))
        add_account (self, FW_PERSONAL_PERMIT, at, to, to);
      break;
    default:
      break;
    }
}

/* ---- addresses ---- */

static gboolean
is_local (gunichar c)
{
  return is_alnum (c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
}

/* Where the domain at @at ends: the last label that can be a top-level one, of two or more. */
static guint
read_domain (const FwMask *self, guint at)
{
  guint end = at, labels = 0;

  for (guint from = at;; from = at)
    {
      gboolean alpha = TRUE;

      for (; is_alnum (get_rune (self, at)) || get_rune (self, at) == '-'; at++)
        alpha &= fw_mask_is_letter (get_rune (self, at));
      if (at == from)
        return end;
      if (++labels >= 2 && alpha && at - from >= 2)
        end = at;
      if (get_rune (self, at) != '.')
        return labels < 2 ? from : end;
      at++;
    }
}

/* @after: where the address before this one ends. Returns: where this one does, or @after. */
static guint
find_mail (FwMask *self, guint sign, guint after)
{
  const guint to = read_domain (self, sign + 1);
  guint from = sign;

  if (to <= sign + 1 || get_rune (self, to - 1) >= 128 ||
      !fw_mask_is_letter (get_rune (self, to - 1)) || get_rune (self, to) == '*')
    return after;
  while (from > after && is_local (get_rune (self, from - 1)))
    from--;
  while (from < sign && !is_alnum (get_rune (self, from)) && get_rune (self, from) != '_')
    from++;
  if (from < sign && (from == 0 || get_rune (self, from - 1) != '*'))
    add_account (self, FW_PERSONAL_EMAIL, from, to, sign);
  return to;
}

/* A web address: of its numbers only the values count. Returns: where it ends. */
static guint
pass_address (FwMask *self, guint at)
{
  gboolean query = FALSE;
  guint from = at;

  for (; get_rune (self, at) > ' ' && get_rune (self, at) < 127 &&
         strchr ("<>\"'", (gchar) get_rune (self, at)) == NULL;
       at++)
    {
      query |= get_rune (self, at) == '?' || get_rune (self, at) == '#';
      if (query && get_rune (self, at) == '=')
        {
          take_groups (self, from, at);
          do
            at++;
          while (is_alnum (get_rune (self, at)) || get_rune (self, at) == '%' ||
                 get_rune (self, at) == '-' || get_rune (self, at) == '+');
          from = at;
          at--;
        }
    }
  take_groups (self, from, at);
  return at;
}

/* "www." */
static gboolean
begins_address (const FwMask *self, guint dot)
{
  for (guint i = 1; i <= 3; i++)
    if (dot < i || (get_rune (self, dot - i) | 0x20) != 'w')
      return FALSE;
  return dot == 3 || !fw_rune_is_word (get_rune (self, dot - 4));
}

void
fw_mask_find_accounts (FwMask *self)
{
  const gunichar *runes = (const gunichar *) self->runes->data;
  guint after = 0;

  for (guint i = 0; i < self->cues->len; i++)
    {
      const FwTermHit *hit = &g_array_index (self->cues, FwTermHit, i);

      if (hit->id >= FW_CUE_PASSPORT && hit->id <= FW_CUE_CODE)
        find_behind (self, hit);
    }
  for (guint i = 0; i < self->runes->len; i++)
    {
      if (runes[i] >= FW_MASK_CLASSES || self->classes[runes[i]] != FW_CLASS_SIGN)
        continue;
      if (runes[i] == ':' && get_rune (self, i + 1) == '/' && get_rune (self, i + 2) == '/')
        i = pass_address (self, i + 3);
      else if (runes[i] == '.' && begins_address (self, i))
        i = pass_address (self, i + 1);
      else if (runes[i] != ':' && runes[i] != '.')
        after = find_mail (self, i, after);
    }
}
