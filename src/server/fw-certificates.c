/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-certificates.h"

#include "server/fw-keeper.h"

struct _FwCertificates
{
  FwKeeper *keeper;
};

static gpointer
make_board (FwRecords *records, FwScope *whole, gint64 since, gpointer data, GError **error)
{
  g_autoptr (FwDirectory) directory = fw_records_get_directory (records, error);
  g_autoptr (GPtrArray) people =
      directory != NULL ? fw_records_list (records, whole, fw_kind_find ("person"), error) : NULL;
  g_autoptr (GPtrArray) queues =
      people != NULL ? fw_records_list (records, whole, fw_kind_find ("queue"), error) : NULL;
  g_autoptr (GArray) schemes = NULL;
  g_autoptr (GPtrArray) events = NULL;

  if (queues == NULL)
    return NULL;
  schemes = fw_records_list_revisions (records, fw_kind_find ("certificate-scheme"), error);
  events = schemes != NULL
               ? fw_records_list (records, whole, fw_kind_find ("certificate-event"), error)
               : NULL;
  if (events == NULL)
    return NULL;
  return fw_certificate_board_new (
      directory, people, queues, (const FwRevision *) (void *) schemes->data, schemes->len, events);
}

FwCertificates *
fw_certificates_new (FwRecords *records)
{
  FwCertificates *self;

  g_return_val_if_fail (records != NULL, NULL);

  self = g_new0 (FwCertificates, 1);
  self->keeper =
      fw_keeper_new (records, make_board, NULL, (GBoxedCopyFunc) fw_certificate_board_ref,
                     (GDestroyNotify) fw_certificate_board_unref);
  return self;
}

void
fw_certificates_free (FwCertificates *self)
{
  if (self == NULL)
    return;

  fw_keeper_free (self->keeper);
  g_free (self);
}

FwCertificateBoard *
fw_certificates_get (FwCertificates *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  return fw_keeper_get (self->keeper, error);
}
