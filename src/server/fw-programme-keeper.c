/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-programme-keeper.h"

#include "server/fw-keeper.h"
#include "server/fw-training-keeper.h"
#include "store/fw-record-query.h"

struct _FwProgrammeKeeper
{
  FwRecords *records;           /* not owned, as what follows */
  FwCertificates *certificates; /* not owned */
  FwHub *hub;                   /* (nullable) */
  FwKeeper *keeper;
  FwScope *scope;
  gint64 change; /* the last one before the last step; -1: there was none */
  gint32 day;    /* of that step: sessions to come are over some day */
};

/* By pages: there may be more of them than one list holds. */
static GPtrArray *
list (FwRecords *records, FwScope *whole, const char *kind, GError **error)
{
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  return fw_records_ask_all (records, whole, fw_kind_find (kind), &query, error);
}

static gpointer
make_board (FwRecords *records, FwScope *whole, gint64 since, gpointer data, GError **error)
{
  FwProgrammeKeeper *self = data;
  static const char *const kinds[] = { "person",      "programme",        "programme-step",
                                       "lesson",      "trainee",          "lesson-result",
                                       "exam-result", "training-session", "enrolment" };
  g_autoptr (FwCertificateBoard) certificates = fw_certificates_get (self->certificates, error);
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  FwProgrammeRecords read;

  if (certificates == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GPtrArray *all = list (records, whole, kinds[i], error);

      if (all == NULL)
        return NULL;
      g_ptr_array_add (lists, all);
    }
  read = (FwProgrammeRecords){ .people = lists->pdata[0],
                               .programmes = lists->pdata[1],
                               .steps = lists->pdata[2],
                               .lessons = lists->pdata[3],
                               .trainees = lists->pdata[4],
                               .lesson_results = lists->pdata[5],
                               .exam_results = lists->pdata[6],
                               .sessions = lists->pdata[7],
                               .enrolments = lists->pdata[8] };
  return fw_programme_board_new (certificates, &read);
}

FwProgrammeKeeper *
fw_programme_keeper_new (FwRecords *records, FwCertificates *certificates, FwHub *hub)
{
  FwProgrammeKeeper *self;

  g_return_val_if_fail (records != NULL && certificates != NULL, NULL);

  self = g_new0 (FwProgrammeKeeper, 1);
  self->records = records;
  self->certificates = certificates;
  self->hub = hub;
  self->scope = fw_scope_new (FW_TRAINING_RULE, FW_ROLE_ADMINISTRATOR, NULL, NULL);
  self->change = -1;
  self->keeper = fw_keeper_new (records, make_board, self, (GBoxedCopyFunc) fw_programme_board_ref,
                                (GDestroyNotify) fw_programme_board_unref);
  return self;
}

void
fw_programme_keeper_free (FwProgrammeKeeper *self)
{
  if (self == NULL)
    return;

  fw_keeper_free (self->keeper);
  fw_scope_unref (self->scope);
  g_free (self);
}

FwProgrammeBoard *
fw_programme_keeper_get (FwProgrammeKeeper *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return fw_keeper_get (self->keeper, error);
}

/* ---- who has passed ---- */

/* Returns: FALSE: it is tried again. */
static gboolean
write_passed (FwProgrammeKeeper *self, const FwProgrammeRow *row, gint64 now)
{
  g_autoptr (FwRecord) record = fw_record_copy ((FwRecord *) row->trainee);
  const guint field = fw_record_find (record, "passed");
  g_autoptr (GError) error = NULL;

  if (row->passed == FW_PROGRAMME_NO_DAY)
    fw_record_clear (record, field);
  else
    fw_record_set_integer (record, field, row->passed);
  if (fw_record_equal_field (record, row->trainee, field))
    return TRUE;
  if (fw_records_put (self->records, self->scope, record, now, &error))
    {
      if (self->hub != NULL)
        fw_hub_tell_record (self->hub, record);
      return TRUE;
    }
  g_message ("a rule of programmes waits: %s", error->message);
  return g_error_matches (error, FW_ERROR, FW_ERROR_INVALID);
}

static gboolean
look (FwProgrammeKeeper *self, gint32 day, gint64 now, GError **error)
{
  g_autoptr (FwProgrammeBoard) board = fw_programme_keeper_get (self, error);
  const GPtrArray *programmes;
  gboolean done = TRUE;

  if (board == NULL)
    return FALSE;
  programmes = fw_programme_board_get_programmes (board);
  for (guint i = 0; i < programmes->len; i++)
    {
      const FwProgrammeQuestion question = { .day = day,
                                             .scope = self->scope,
                                             .programme = fw_record_get_id (programmes->pdata[i]) };
      g_autoptr (FwProgrammeAnswer) answer = fw_programme_board_ask (board, &question);

      for (guint k = 0; k < answer->rows->len; k++)
        done = write_passed (self, &g_array_index (answer->rows, FwProgrammeRow, k), now) && done;
    }
  return done;
}

void
fw_programme_keeper_step (FwProgrammeKeeper *self, gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwDirectory) directory = NULL;
  gint64 change;
  gint32 day;

  g_return_if_fail (self != NULL);

  directory = fw_records_get_directory (self->records, &error);
  /* The change is read first: what is written from here on is looked at the next time. */
  if (directory != NULL && fw_records_get_last_change (self->records, &change, &error))
    {
      day = fw_zone_get_day (fw_directory_get_default_site (directory)->zone, now);
      if (change == self->change && day == self->day)
        return;
      if (look (self, day, now, &error))
        {
          self->change = change;
          self->day = day;
        }
    }
  if (error != NULL)
    g_message ("rules of programmes wait: %s", error->message);
}
