/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-certificate-warnings.h"

#include "core/kind/fw-kind.h"
#include "core/people/fw-certificate.h"

/* The names of two ids, which hold no line break. */
static char *
make_key (const char *person, const char *scheme)
{
  return g_strconcat (person, "\n", scheme, NULL);
}

static guint
find_field (const char *name)
{
  return (guint) fw_kind_find_field (fw_kind_find ("certificate-warning"), name);
}

static gint32
get_until (const FwRecord *record)
{
  return (gint32) fw_record_integer (record, "until");
}

static gboolean
is_over (const FwRecord *record)
{
  return !fw_record_is_empty (record, find_field ("settled")) ||
         !fw_record_is_empty (record, find_field ("lapsed"));
}

/* ---- days as a text: "60 30" ---- */

static char *
format_days (const guint *days, guint n, guint32 bits)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    if ((bits & (1u << i)) != 0)
      g_string_append_printf (text, "%s%u", text->len > 0 ? " " : "", days[i]);
  return g_string_free (text, FALSE);
}

static guint32
parse_days (const char *text, const guint *days, guint n)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);
  guint32 bits = 0;

  for (char **word = words; *word != NULL; word++)
    for (guint i = 0; i < n; i++)
      if (g_ascii_strtoull (*word, NULL, 10) == days[i] && **word != '\0')
        bits |= 1u << i;
  return bits;
}

/* ---- one warning ---- */

/* The same certificate may be warned of again, when what had renewed it was a mistake. Lists of
 * what came at one moment go by their ids: what ends first stands first. */
static FwRecord *
make_warning (const FwCertificateRow *row, guint n_before)
{
  g_autofree char *last = fw_date_format (row->period.valid_until);
  g_autofree char *origin =
      g_strdup_printf ("%s\n%s\n%s\n%u", row->who.person, row->scheme, last, n_before);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, origin, -1);
  g_autofree char *id = g_strdup_printf ("%s-%.20s", last, sum);
  g_autofree char *title = g_strdup_printf ("%s · %s · %s", row->who.name, row->scheme_name, last);
  FwRecord *record = fw_record_new (fw_kind_find ("certificate-warning"), id);

  fw_record_put_text (record, "title", title);
  fw_record_put_text (record, "person", row->who.person);
  fw_record_put_text (record, "scheme", row->scheme);
  fw_record_set_integer (record, find_field ("until"), row->period.valid_until);
  return record;
}

static void
tell (FwRecord *record, const FwWarning *warning, const guint *days, guint n)
{
  g_autofree char *told = format_days (days, n, warning->settled);
  g_autofree char *skipped = format_days (days, n, warning->skipped);

  fw_record_set_integer (record, find_field ("days"), warning->at);
  fw_record_put_text (record, "told", told);
  fw_record_put_text (record, "skipped", *skipped != '\0' ? skipped : NULL);
}

static void
end (GPtrArray *found, const FwRecord *record, const char *field, gint32 day)
{
  FwRecord *ended = fw_record_copy ((FwRecord *) record);

  fw_record_set_integer (ended, find_field (field), day);
  g_ptr_array_add (found, ended);
}

static gboolean
is_to_be_renewed (const FwCertificateRow *row)
{
  return row->needed && (row->standing.state == FW_CERTIFICATE_VALID ||
                         row->standing.state == FW_CERTIFICATE_WINDOW);
}

/* A suspended one may be reinstated: it is neither warned of nor settled meanwhile. */
static gboolean
is_settled (const FwRecord *record, const FwCertificateRow *row)
{
  return row == NULL || !row->needed || row->standing.state == FW_CERTIFICATE_NONE ||
         row->standing.state == FW_CERTIFICATE_REVOKED ||
         row->period.valid_until != get_until (record);
}

static void
look_at_known (GPtrArray *found, const FwRecord *record, const FwCertificateRow *row, gint32 day)
{
  if (is_settled (record, row))
    end (found, record, "settled", day);
  else if (get_until (record) < day)
    end (found, record, "lapsed", get_until (record) + 1);
}

static void
look_at_row (GPtrArray *found,
             const FwCertificateRow *row,
             const FwRecord *open,
             guint n_before,
             gint32 day,
             const guint *days,
             guint n)
{
  const guint32 settled = open != NULL ? parse_days (fw_record_text (open, "told"), days, n) : 0;
  const FwWarning warning = fw_warning_find (row->period.valid_until, days, n, settled, day);
  FwRecord *record;

  if (!warning.due)
    return;
  record = open != NULL ? fw_record_copy ((FwRecord *) open) : make_warning (row, n_before);
  tell (record, &warning, days, n);
  g_ptr_array_add (found, record);
}

/* ---- all of them ---- */

/* Of one person under one scheme. */
typedef struct
{
  const FwCertificateRow *row; /* (nullable) */
  const FwRecord *open;        /* (nullable): of the end that @row has */
  guint n_before;              /* warnings of that end */
} Pair;

static Pair *
get_pair (GHashTable *pairs, const char *person, const char *scheme)
{
  g_autofree char *key = make_key (person, scheme);
  Pair *pair = g_hash_table_lookup (pairs, key);

  if (pair == NULL)
    {
      pair = g_new0 (Pair, 1);
      g_hash_table_insert (pairs, g_steal_pointer (&key), pair);
    }
  return pair;
}

static void
put_rows (GHashTable *pairs, const FwCertificateAnswer *answer)
{
  for (guint i = 0; i < answer->rows->len; i++)
    {
      const FwCertificateRow *row = &g_array_index (answer->rows, FwCertificateRow, i);

      get_pair (pairs, row->who.person, row->scheme)->row = row;
    }
}

GPtrArray *
fw_certificate_warnings_find (
    const FwCertificateAnswer *answer, GPtrArray *known, gint32 day, const guint *days, guint n)
{
  g_autoptr (GHashTable) pairs = NULL;
  GPtrArray *found;

  g_return_val_if_fail (answer != NULL && known != NULL && days != NULL, NULL);
  g_return_val_if_fail (n <= FW_WARNING_MOST, NULL);

  pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  found = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  put_rows (pairs, answer);
  for (guint i = 0; i < known->len; i++)
    {
      const FwRecord *record = known->pdata[i];
      Pair *pair =
          get_pair (pairs, fw_record_text (record, "person"), fw_record_text (record, "scheme"));

      if (pair->row != NULL && pair->row->period.valid_until == get_until (record))
        {
          pair->n_before++;
          if (!is_over (record))
            pair->open = record;
        }
      if (!is_over (record))
        look_at_known (found, record, pair->row, day);
    }
  for (guint i = 0; i < answer->rows->len; i++)
    {
      const FwCertificateRow *row = &g_array_index (answer->rows, FwCertificateRow, i);
      const Pair *pair = get_pair (pairs, row->who.person, row->scheme);

      if (is_to_be_renewed (row))
        look_at_row (found, row, pair->open, pair->n_before, day, days, n);
    }
  return found;
}
