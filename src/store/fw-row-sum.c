/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/fw-row-sum.h"

#include "core/fw-error.h"
#include "core/fw-hash.h"

#define SEED 0x524f5753u

static guint64
add_value (guint64 sum, const char *name, const FwSqlValue *value)
{
  union
  {
    double real;
    guint64 bits;
  } number = { .real = value->real };
  guint64 word = 0;

  sum = fw_hash_bytes (name, strlen (name), sum);
  switch (value->type)
    {
    case FW_SQL_INTEGER:
      word = GUINT64_TO_LE ((guint64) value->integer);
      return fw_hash_bytes (&word, sizeof word, sum);
    case FW_SQL_REAL:
      word = GUINT64_TO_LE (number.bits);
      return fw_hash_bytes (&word, sizeof word, sum ^ 1);
    case FW_SQL_TEXT:
    case FW_SQL_BLOB:
      return fw_hash_bytes (value->data != NULL ? value->data : "", value->length, sum ^ 2);
    case FW_SQL_NULL:
    default:
      return sum;
    }
}

gint64
fw_row_sum (const char *table, const char *const *names, const FwSqlValue *values, guint n_values)
{
  guint64 sum;

  g_return_val_if_fail (table != NULL && names != NULL, 0);

  sum = fw_hash_bytes (table, strlen (table), SEED);
  for (guint i = 0; i < n_values; i++)
    if (values[i].type != FW_SQL_NULL)
      sum = add_value (sum, names[i], &values[i]);
  return (gint64) sum;
}

gboolean
fw_row_sum_is (
    const FwSqlValue *stored, gint64 sum, const char *table, const char *key, GError **error)
{
  /* A row from before there were sums has none. */
  if (stored->type == FW_SQL_NULL || (stored->type == FW_SQL_INTEGER && stored->integer == sum))
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT,
               "%s “%s” is not what was written: restore a backup, or save the rest with "
               "“floorwalkerctl salvage”",
               table, key);
  return FALSE;
}

#define MARK "#"
#define SUM_CHARACTERS 16

static char *
sum_text (const char *key, const char *text)
{
  guint64 sum = fw_hash_bytes (text, strlen (text), fw_hash_bytes (key, strlen (key), SEED));

  return g_strdup_printf ("%s" MARK "%016" G_GINT64_MODIFIER "x", text, sum);
}

char *
fw_row_sum_seal (const char *key, const char *text)
{
  g_return_val_if_fail (key != NULL && text != NULL, NULL);

  return sum_text (key, text);
}

/* Whether what stands at the end looks like one of our sums, though its mark may be damaged. */
static gboolean
ends_with_sum (const char *sealed, gsize length)
{
  for (gsize i = length - SUM_CHARACTERS; i < length; i++)
    if (!g_ascii_isxdigit (sealed[i]))
      return FALSE;
  return TRUE;
}

char *
fw_row_sum_open (const char *key, const char *sealed, GError **error)
{
  gsize length;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;

  g_return_val_if_fail (key != NULL && sealed != NULL, NULL);

  length = strlen (sealed);
  /* Written before there were sums. */
  if (strchr (sealed, *MARK) == NULL &&
      (length <= SUM_CHARACTERS || !ends_with_sum (sealed, length)))
    return g_strdup (sealed);
  if (length > SUM_CHARACTERS)
    {
      text = g_strndup (sealed, length - SUM_CHARACTERS - 1);
      expected = sum_text (key, text);
      if (g_str_equal (expected, sealed))
        return g_steal_pointer (&text);
    }

  g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT,
               "the password of “%s” is not what was written: give a new one", key);
  return NULL;
}
