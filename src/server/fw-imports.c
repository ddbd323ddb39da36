/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-imports.h"

#include <string.h>

struct _FwImport
{
  FwImports *imports;
  char *ticket;
  GCancellable *cancellable;
  guint64 done, size, rows; /* under the lock */
};

struct _FwImports
{
  GMutex lock;
  GHashTable *running; /* char* (the import's) -> FwImport* */
};

FwImports *
fw_imports_new (void)
{
  FwImports *self = g_new0 (FwImports, 1);

  g_mutex_init (&self->lock);
  self->running = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
fw_imports_free (FwImports *self)
{
  g_hash_table_unref (self->running);
  g_mutex_clear (&self->lock);
  g_free (self);
}

gboolean
fw_imports_is_ticket (const char *text)
{
  gsize length = strlen (text);

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-')
      return FALSE;
  return length >= 8 && length <= 64;
}

FwImport *
fw_imports_begin (FwImports *self, const char *ticket)
{
  FwImport *import = NULL;

  g_mutex_lock (&self->lock);
  if (!g_hash_table_contains (self->running, ticket))
    {
      import = g_new0 (FwImport, 1);
      import->imports = self;
      import->ticket = g_strdup (ticket);
      import->cancellable = g_cancellable_new ();
      g_hash_table_insert (self->running, import->ticket, import);
    }
  g_mutex_unlock (&self->lock);

  return import;
}

void
fw_imports_end (FwImports *self, FwImport *import)
{
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->running, import->ticket);
  g_mutex_unlock (&self->lock);

  g_object_unref (import->cancellable);
  g_free (import->ticket);
  g_free (import);
}

void
fw_import_set_progress (FwImport *self, guint64 done, guint64 size, guint64 rows)
{
  g_mutex_lock (&self->imports->lock);
  self->done = done;
  self->size = size;
  self->rows = rows;
  g_mutex_unlock (&self->imports->lock);
}

GCancellable *
fw_import_get_cancellable (FwImport *self)
{
  return self->cancellable;
}

gboolean
fw_imports_look (FwImports *self, const char *ticket, guint64 *done, guint64 *size, guint64 *rows)
{
  const FwImport *import;

  g_mutex_lock (&self->lock);
  import = g_hash_table_lookup (self->running, ticket);
  if (import != NULL)
    {
      *done = import->done;
      *size = import->size;
      *rows = import->rows;
    }
  g_mutex_unlock (&self->lock);

  return import != NULL;
}

gboolean
fw_imports_cancel (FwImports *self, const char *ticket)
{
  g_autoptr (GCancellable) cancellable = NULL;
  FwImport *import;

  g_mutex_lock (&self->lock);
  import = g_hash_table_lookup (self->running, ticket);
  if (import != NULL)
    cancellable = g_object_ref (import->cancellable);
  g_mutex_unlock (&self->lock);

  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);
  return cancellable != NULL;
}
