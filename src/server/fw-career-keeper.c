/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-career-keeper.h"

#include "store/fw-record-query.h"

struct _FwCareerKeeper
{
  FwRecords *records; /* not owned, as what follows */
  FwCompetencyKeeper *competencies;
  FwCertificates *certificates;
  FwScope *whole;
  GMutex lock; /* what follows; held while a board is made, so that it is made once */
  FwCareerBoard *board;
  gint64 change; /* the last one that it has in it */
};

FwCareerKeeper *
fw_career_keeper_new (FwRecords *records,
                      FwCompetencyKeeper *competencies,
                      FwCertificates *certificates)
{
  FwCareerKeeper *self;

  g_return_val_if_fail (records != NULL && competencies != NULL && certificates != NULL, NULL);

  self = g_new0 (FwCareerKeeper, 1);
  self->records = records;
  self->competencies = competencies;
  self->certificates = certificates;
  self->whole = fw_scope_new_administrator ();
  g_mutex_init (&self->lock);
  return self;
}

void
fw_career_keeper_free (FwCareerKeeper *self)
{
  if (self == NULL)
    return;

  fw_career_board_unref (self->board);
  fw_scope_unref (self->whole);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
keep_records (GPtrArray *records, gpointer data)
{
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (data, fw_record_ref (records->pdata[i]));
}

/* By pages: there may be more of them than one list holds. */
static GPtrArray *
list (FwCareerKeeper *self, const char *kind, GError **error)
{
  static const char *const completed[] = { "completed", NULL };
  const FwRecordCondition condition = { "result", FW_RECORD_IS, completed };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

  if (g_str_equal (kind, "enrolment"))
    {
      query.conditions = &condition;
      query.n_conditions = 1;
    }
  return fw_records_ask_pages (self->records, self->whole, fw_kind_find (kind), &query,
                               keep_records, records, error)
             ? g_steal_pointer (&records)
             : NULL;
}

static FwCareerBoard *
make_board (FwCareerKeeper *self, GError **error)
{
  static const char *const kinds[] = {
    "person",    "career-step",        "work",  "award", "training-session",
    "enrolment", "certificate-scheme", "course"
  };
  g_autoptr (FwCompetencyGrid) grid = fw_competency_keeper_get (self->competencies, error);
  g_autoptr (FwCertificateBoard) certificates =
      grid != NULL ? fw_certificates_get (self->certificates, error) : NULL;
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  FwCareerRecords records;

  if (certificates == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GPtrArray *all = list (self, kinds[i], error);

      if (all == NULL)
        return NULL;
      g_ptr_array_add (lists, all);
    }
  records = (FwCareerRecords){ .people = lists->pdata[0],
                               .steps = lists->pdata[1],
                               .works = lists->pdata[2],
                               .awards = lists->pdata[3],
                               .sessions = lists->pdata[4],
                               .enrolments = lists->pdata[5],
                               .schemes = lists->pdata[6],
                               .courses = lists->pdata[7] };
  return fw_career_board_new (grid, certificates, &records);
}

/* The change is read first: one in between makes the board newer than it says, never older. */
FwCareerBoard *
fw_career_keeper_get (FwCareerKeeper *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  FwCareerBoard *board;
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
      fw_career_board_unref (self->board);
      self->board = board;
      self->change = change;
    }
  return fw_career_board_ref (self->board);
}
