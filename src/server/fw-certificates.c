/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-certificates.h"

#include "store/fw-record-query.h"

struct _FwCertificates
{
  FwRecords *records; /* not owned */
  FwScope *whole;
  GMutex lock; /* what follows; held while a board is made, so that it is made once */
  FwCertificateBoard *board;
  gint64 change; /* the last one that it has in it */
};

FwCertificates *
fw_certificates_new (FwRecords *records)
{
  FwCertificates *self;

  g_return_val_if_fail (records != NULL, NULL);

  self = g_new0 (FwCertificates, 1);
  self->records = records;
  self->whole = fw_scope_new_administrator ();
  g_mutex_init (&self->lock);
  return self;
}

void
fw_certificates_free (FwCertificates *self)
{
  if (self == NULL)
    return;

  fw_certificate_board_unref (self->board);
  fw_scope_unref (self->whole);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
unref_record (gpointer data)
{
  fw_record_unref (data);
}

/* Page by page, as there is no bound to how many there are. */
static GPtrArray *
read_all (FwCertificates *self, const char *kind, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (unref_record);
  g_autofree char *after = NULL;
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.limit = FW_RECORD_QUERY_MAX_LIMIT;
  do
    {
      g_autoptr (FwRecordAnswer) page = NULL;

      query.after = after;
      page = fw_records_ask (self->records, self->whole, fw_kind_find (kind), &query, error);
      if (page == NULL)
        return NULL;
      for (guint i = 0; i < page->records->len; i++)
        g_ptr_array_add (records, fw_record_ref (page->records->pdata[i]));
      g_free (after);
      after = g_steal_pointer (&page->next);
    }
  while (after != NULL);
  return g_steal_pointer (&records);
}

static FwCertificateBoard *
make_board (FwCertificates *self, GError **error)
{
  g_autoptr (FwDirectory) directory = fw_records_get_directory (self->records, error);
  g_autoptr (GPtrArray) people = directory != NULL ? read_all (self, "person", error) : NULL;
  g_autoptr (GPtrArray) queues = people != NULL ? read_all (self, "queue", error) : NULL;
  g_autoptr (GArray) schemes = NULL;
  g_autoptr (GPtrArray) events = NULL;

  if (queues == NULL)
    return NULL;
  schemes = fw_records_list_revisions (self->records, fw_kind_find ("certificate-scheme"), error);
  events = schemes != NULL ? read_all (self, "certificate-event", error) : NULL;
  if (events == NULL)
    return NULL;
  return fw_certificate_board_new (
      directory, people, queues, (const FwRevision *) (void *) schemes->data, schemes->len, events);
}

/* The change is read first: one in between makes the board newer than it says, never older. */
FwCertificateBoard *
fw_certificates_get (FwCertificates *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  FwCertificateBoard *board;
  gint64 change;

  g_return_val_if_fail (self != NULL, NULL);

  locker = g_mutex_locker_new (&self->lock);
  if (!fw_records_get_last_change (self->records, &change, error))
    return NULL;
  if (self->board == NULL || self->change != change)
    {
      board = make_board (self, error);
      if (board == NULL)
        return NULL;
      fw_certificate_board_unref (self->board);
      self->board = board;
      self->change = change;
    }
  return fw_certificate_board_ref (self->board);
}
