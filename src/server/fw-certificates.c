/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-certificates.h"

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

static GPtrArray *
list (FwCertificates *self, const char *kind, GError **error)
{
  return fw_records_list (self->records, self->whole, fw_kind_find (kind), error);
}

static FwCertificateBoard *
make_board (FwCertificates *self, GError **error)
{
  g_autoptr (FwDirectory) directory = fw_records_get_directory (self->records, error);
  g_autoptr (GPtrArray) people = directory != NULL ? list (self, "person", error) : NULL;
  g_autoptr (GPtrArray) queues = people != NULL ? list (self, "queue", error) : NULL;
  g_autoptr (GArray) schemes = NULL;
  g_autoptr (GPtrArray) events = NULL;

  if (queues == NULL)
    return NULL;
  schemes = fw_records_list_revisions (self->records, fw_kind_find ("certificate-scheme"), error);
  events = schemes != NULL ? list (self, "certificate-event", error) : NULL;
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
