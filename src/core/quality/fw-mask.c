/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-mask-private.h"

#include <string.h>

#define MOST_TURNS 8

typedef struct
{
  const char *name, *spoken;
  guint8 head, tail; /* characters of it that stay */
  gboolean whole;    /* whatever stands in it is masked, not only letters and digits */
} Kind;

static const Kind kinds[FW_N_PERSONAL_KINDS] = {
  [FW_PERSONAL_ID] = { "id", "id-spoken", 1, 1, FALSE },
  [FW_PERSONAL_ID15] = { "id15", "id15-spoken", 1, 1, FALSE },
  [FW_PERSONAL_PASSPORT] = { "passport", "passport", 1, 2, FALSE },
  [FW_PERSONAL_PERMIT] = { "permit", "permit", 1, 2, FALSE },
  [FW_PERSONAL_MOBILE] = { "mobile", "mobile-spoken", 3, 4, FALSE },
  [FW_PERSONAL_LANDLINE] = { "landline", "landline-spoken", 0, 2, FALSE },
  [FW_PERSONAL_PHONE] = { "phone", "phone-spoken", 0, 4, FALSE },
  [FW_PERSONAL_CARD] = { "card", "card-spoken", 0, 4, FALSE },
  [FW_PERSONAL_CVV] = { "cvv", "cvv", 0, 0, TRUE },
  [FW_PERSONAL_SSN] = { "ssn", "ssn-spoken", 0, 4, FALSE },
  [FW_PERSONAL_EMAIL] = { "email", "email", 1, 0, TRUE },
  [FW_PERSONAL_IP] = { "ip", "ip", 0, 0, FALSE },
  [FW_PERSONAL_QQ] = { "qq", "qq", 0, 2, FALSE },
  [FW_PERSONAL_WECHAT] = { "wechat", "wechat", 0, 0, TRUE },
  [FW_PERSONAL_SECRET] = { "secret", "secret", 0, 0, TRUE },
};

const char *
fw_personal_name (const FwPersonal *personal)
{
  g_return_val_if_fail (personal != NULL && personal->kind < FW_N_PERSONAL_KINDS, NULL);

  return personal->spoken ? kinds[personal->kind].spoken : kinds[personal->kind].name;
}

FwMask *
fw_mask_new (gint32 today)
{
  FwMask *self = g_new0 (FwMask, 1);

  self->today = today;
  self->words = fw_mask_cues ();
  self->classes = fw_mask_classes ();
  self->runes = g_array_new (FALSE, FALSE, sizeof (gunichar));
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->cues = g_array_new (FALSE, FALSE, sizeof (FwTermHit));
  self->groups = g_array_new (FALSE, FALSE, sizeof (FwGroup));
  self->digits = g_byte_array_new ();
  self->places = g_array_new (FALSE, FALSE, sizeof (guint));
  self->found = g_array_new (FALSE, FALSE, sizeof (FwPersonal));
  return self;
}

void
fw_mask_free (FwMask *self)
{
  if (self == NULL)
    return;
  fw_terms_free (self->words);
  g_free (self->classes);
  g_array_unref (self->runes);
  g_array_unref (self->starts);
  g_array_unref (self->cues);
  g_array_unref (self->groups);
  g_byte_array_unref (self->digits);
  g_array_unref (self->places);
  g_array_unref (self->found);
  g_free (self);
}

static gint
compare_from (gconstpointer a, gconstpointer b)
{
  const FwPersonal *first = a, *second = b;

  return (first->from > second->from) - (first->from < second->from);
}

static gboolean
is_masked (const FwPersonal *personal, gunichar c)
{
  if (fw_rune_is_hidden (c) || c == ' ' || c == '\n')
    return FALSE;
  if (kinds[personal->kind].whole)
    return TRUE;
  if (personal->spoken)
    return g_unichar_isalpha (c) || c == 0x3007;
  return fw_mask_digit (c) >= 0 || fw_mask_is_letter (c);
}

/* Lays the mask on the code points. Returns: whether that changed any. */
static gboolean
lay_mask (FwMask *self, const FwPersonal *personal)
{
  gunichar *runes = (gunichar *) self->runes->data;
  const guint head = personal->spoken ? 0 : kinds[personal->kind].head;
  guint n = 0, seen = 0, tail;
  gboolean changed = FALSE;

  for (guint i = personal->body; i < personal->body_to; i++)
    n += is_masked (personal, runes[i]);
  tail = personal->spoken ? 0 : MIN (kinds[personal->kind].tail, n);
  for (guint i = personal->body; i < personal->body_to; i++)
    {
      if (!is_masked (personal, runes[i]))
        continue;
      if (seen >= head && seen + tail < n && runes[i] != '*')
        {
          runes[i] = '*';
          changed = TRUE;
        }
      seen++;
    }
  return changed;
}

/* By place; what overlaps begins where the one before it ends. */
static void
order_found (FwMask *self)
{
  FwPersonal *found;
  guint n = 0, to = 0;

  g_array_sort (self->found, compare_from);
  found = (FwPersonal *) self->found->data;
  for (guint i = 0; i < self->found->len; i++)
    {
      if (found[i].to <= to)
        continue;
      found[i].from = MAX (found[i].from, to);
      found[i].body = MAX (found[i].body, found[i].from);
      to = found[i].to;
      found[i].start = g_array_index (self->starts, guint, found[i].from);
      found[i].end = g_array_index (self->starts, guint, to);
      found[n++] = found[i];
    }
  g_array_set_size (self->found, n);
}

/* Returns: whether anything was masked that was not. */
static gboolean
find_once (FwMask *self)
{
  const guint before = self->found->len;
  gboolean changed = FALSE;

  g_array_set_size (self->cues, 0);
  fw_terms_find (self->words, (const gunichar *) self->runes->data, self->runes->len, self->cues);
  fw_mask_read_groups (self);
  fw_mask_find_accounts (self);
  fw_mask_find_numbers (self);
  for (guint i = before; i < self->found->len; i++)
    changed |= lay_mask (self, &g_array_index (self->found, FwPersonal, i));
  return changed;
}

const FwPersonal *
fw_mask_find (FwMask *self, const char *text, gsize length, guint *n)
{
  g_return_val_if_fail (self != NULL && (text != NULL || length == 0) && n != NULL, NULL);

  g_array_set_size (self->found, 0);
  fw_runes_decode (text, length, self->runes, self->starts);
  /* What a mask leaves may be part of another number with what stood next to it: looked at again
   * until nothing is left, or a text that is made to keep us has had its turns. */
  for (guint i = 0; i < MOST_TURNS && find_once (self); i++)
    ;
  order_found (self);
  *n = self->found->len;
  return (const FwPersonal *) self->found->data;
}

void
fw_mask_append (const FwMask *self, const char *text, gsize length, GString *out)
{
  const gunichar *runes;
  const guint *starts;
  guint at = 0;

  g_return_if_fail (self != NULL && (text != NULL || length == 0) && out != NULL);

  runes = (const gunichar *) self->runes->data;
  starts = (const guint *) self->starts->data;
  for (guint i = 0; i < self->found->len; i++)
    {
      const FwPersonal *personal = &g_array_index (self->found, FwPersonal, i);

      g_string_append_len (out, text + at, personal->start - at);
      for (guint k = personal->from; k < personal->to; k++)
        if (runes[k] == '*')
          g_string_append_c (out, '*');
        else
          g_string_append_len (out, text + starts[k], starts[k + 1] - starts[k]);
      at = personal->end;
    }
  g_string_append_len (out, text + at, (gssize) length - at);
}

char *
fw_mask_write (FwMask *self, const char *text)
{
  GString *masked;
  guint n;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  masked = g_string_new (NULL);
  fw_mask_find (self, text, strlen (text), &n);
  fw_mask_append (self, text, strlen (text), masked);
  return g_string_free (masked, FALSE);
}
