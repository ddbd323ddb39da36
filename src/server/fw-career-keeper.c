/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-career-keeper.h"

#include "server/fw-keeper.h"
#include "store/fw-record-query.h"

struct _FwCareerKeeper
{
  FwCompetencyKeeper *competencies; /* not owned, as what follows */
  FwCertificates *certificates;
  FwKeeper *keeper; /* owned */
};

/* By pages: there may be more of them than one list holds. */
static GPtrArray *
list (FwRecords *records, FwScope *whole, const char *kind, GError **error)
{
  static const char *const completed[] = { "completed", NULL };
  const FwRecordCondition condition = { "result", FW_RECORD_IS, completed };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  if (g_str_equal (kind, "enrolment"))
    {
      query.conditions = &condition;
      query.n_conditions = 1;
    }
  return fw_records_ask_all (records, whole, fw_kind_find (kind), &query, error);
}

static gpointer
make_board (FwRecords *records, FwScope *whole, gint64 since, gpointer data, GError **error)
{
  FwCareerKeeper *self = data;
  static const char *const kinds[] = {
    "person",    "career-step",        "work",  "award", "training-session",
    "enrolment", "certificate-scheme", "course"
  };
  g_autoptr (FwCompetencyGrid) grid = fw_competency_keeper_get (self->competencies, error);
  g_autoptr (FwCertificateBoard) certificates =
      grid != NULL ? fw_certificates_get (self->certificates, error) : NULL;
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  FwCareerRecords read;

  if (certificates == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GPtrArray *all = list (records, whole, kinds[i], error);

      if (all == NULL)
        return NULL;
      g_ptr_array_add (lists, all);
    }
  read = (FwCareerRecords){ .people = lists->pdata[0],
                            .steps = lists->pdata[1],
                            .works = lists->pdata[2],
                            .awards = lists->pdata[3],
                            .sessions = lists->pdata[4],
                            .enrolments = lists->pdata[5],
                            .schemes = lists->pdata[6],
                            .courses = lists->pdata[7] };
  return fw_career_board_new (grid, certificates, &read);
}

FwCareerKeeper *
fw_career_keeper_new (FwRecords *records,
                      FwCompetencyKeeper *competencies,
                      FwCertificates *certificates)
{
  FwCareerKeeper *self;

  g_return_val_if_fail (records != NULL && competencies != NULL && certificates != NULL, NULL);

  self = g_new0 (FwCareerKeeper, 1);
  self->competencies = competencies;
  self->certificates = certificates;
  self->keeper = fw_keeper_new (records, make_board, self, (GBoxedCopyFunc) fw_career_board_ref,
                                (GDestroyNotify) fw_career_board_unref);
  return self;
}

void
fw_career_keeper_free (FwCareerKeeper *self)
{
  if (self == NULL)
    return;

  fw_keeper_free (self->keeper);
  g_free (self);
}

FwCareerBoard *
fw_career_keeper_get (FwCareerKeeper *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  return fw_keeper_get (self->keeper, error);
}
