/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/people/fw-certificate-file.h"

#include "intake/people/fw-named-rows.h"

enum
{
  PERSON,
  SCHEME,
  EVENT,
  DATE,
  N_COLUMNS
};

static const FwNamedColumn columns[N_COLUMNS] = {
  [PERSON] = { "person", TRUE },
  [SCHEME] = { "scheme", TRUE },
  [EVENT] = { "event", TRUE },
  [DATE] = { "date", TRUE },
};

typedef struct
{
  GHashTable *schemes;
  GHashTable *known; /* FwCertificateHistory, by person and scheme; owned by the list */
  GPtrArray *list;
} Reader;

void
fw_certificate_history_free (FwCertificateHistory *self)
{
  g_free (self->person);
  g_array_unref (self->events);
  g_free (self->steps);
  g_free (self);
}

static guint
hash_history (gconstpointer key)
{
  const FwCertificateHistory *self = (const FwCertificateHistory *) key;

  return g_str_hash (self->person) * 31 + g_direct_hash (self->scheme);
}

static gboolean
same_history (gconstpointer a, gconstpointer b)
{
  const FwCertificateHistory *x = (const FwCertificateHistory *) a;
  const FwCertificateHistory *y = (const FwCertificateHistory *) b;

  return x->scheme == y->scheme && g_str_equal (x->person, y->person);
}

static FwCertificateHistory *
find_history (Reader *self, FwText person, const char *name, const FwCertificateScheme *scheme)
{
  g_autofree char *text = fw_text_dup (person);
  FwCertificateHistory wanted = { .person = text, .scheme = scheme };
  FwCertificateHistory *history = g_hash_table_lookup (self->known, &wanted);

  if (history != NULL)
    return history;
  history = g_new0 (FwCertificateHistory, 1);
  history->person = g_steal_pointer (&text);
  history->scheme_name = name;
  history->scheme = scheme;
  history->events = g_array_new (FALSE, FALSE, sizeof (FwCertificateEvent));
  g_hash_table_add (self->known, history);
  g_ptr_array_add (self->list, history);
  return history;
}

static void
row_cb (FwNamedRows *rows, gpointer user_data)
{
  Reader *self = (Reader *) user_data;
  FwText person, scheme_cell, event_cell;
  FwCertificateEvent event;
  g_autofree char *scheme = NULL, *name = NULL;
  gpointer kept, rules;
  gboolean right = fw_named_rows_get_text (rows, PERSON, &person);

  right = fw_named_rows_get_text (rows, SCHEME, &scheme_cell) && right;
  right = fw_named_rows_get_text (rows, EVENT, &event_cell) && right;
  right = fw_named_rows_get_date (rows, DATE, &event.date) && right;
  if (!right)
    return;

  scheme = fw_text_dup (scheme_cell);
  name = fw_text_dup (event_cell);
  if (!g_hash_table_lookup_extended (self->schemes, scheme, &kept, &rules))
    fw_named_rows_complain (rows, "scheme", "there is no scheme “%s”", scheme);
  else if (!fw_certificate_event_from_name (name, &event.kind))
    fw_named_rows_complain (rows, "event",
                            "expected pass, fail, suspend, reinstate or revoke, not “%s”", name);
  else
    g_array_append_val (find_history (self, person, kept, rules)->events, event);
}

static int
compare_histories (gconstpointer a, gconstpointer b)
{
  const FwCertificateHistory *x = *(FwCertificateHistory *const *) a;
  const FwCertificateHistory *y = *(FwCertificateHistory *const *) b;
  int order = strcmp (x->person, y->person);

  return order != 0 ? order : strcmp (x->scheme_name, y->scheme_name);
}

GPtrArray *
fw_certificate_file_read (GBytes *table, GHashTable *schemes, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new (hash_history, same_history);
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_certificate_history_free);
  Reader reader = { schemes, known, list };

  g_return_val_if_fail (table != NULL && schemes != NULL, NULL);

  if (!fw_named_rows_read (table, columns, N_COLUMNS, NULL, row_cb, &reader, error))
    return NULL;
  for (guint i = 0; i < list->len; i++)
    {
      FwCertificateHistory *history = list->pdata[i];

      history->steps = g_new (FwCertificateStep, history->events->len);
      fw_certificate_fold (history->scheme, (FwCertificateEvent *) (void *) history->events->data,
                           history->events->len, history->steps);
    }
  g_ptr_array_sort (list, compare_histories);
  return g_steal_pointer (&list);
}
