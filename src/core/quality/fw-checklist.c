/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-checklist.h"

#include <math.h>
#include <string.h>

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"

#define MINUTE (60.0 * G_USEC_PER_SEC)

/* ---- one step ---- */

/* Two of one moment: by name, so that the order in which they come decides nothing. */
static gboolean
is_earlier (const FwChecklistCheck *check, const FwChecklistCheck *than)
{
  if (than == NULL || check->at != than->at)
    return than == NULL || check->at < than->at;
  return g_strcmp0 (check->by, than->by) < 0;
}

static gboolean
is_other (const FwChecklistCheck *check, const FwChecklistCheck *first)
{
  return check->by != NULL && first->by != NULL && strcmp (check->by, first->by) != 0;
}

/* @of: (nullable): only what somebody else than who made this one said. */
static const FwChecklistCheck *
find_earliest (const FwChecklistStep *step,
               const FwChecklistCheck *checks,
               guint n,
               gboolean apart,
               const FwChecklistCheck *of)
{
  const FwChecklistCheck *found = NULL;

  for (guint i = 0; i < n; i++)
    if (!checks[i].apart == !apart && strcmp (checks[i].step, step->id) == 0 &&
        (of == NULL || is_other (&checks[i], of)) && is_earlier (&checks[i], found))
      found = &checks[i];
  return found;
}

FwChecklistJudged
fw_checklist_judge (
    const FwChecklistStep *step, const FwChecklistCheck *checks, guint n, gint64 came, gint64 now)
{
  FwChecklistJudged judged = { FW_CHECKLIST_OPEN, FALSE, 0, NULL, NULL };
  const FwChecklistCheck *apart;

  g_return_val_if_fail (step != NULL && step->id != NULL, judged);
  g_return_val_if_fail (checks != NULL || n == 0, judged);

  judged.first = find_earliest (step, checks, n, FALSE, NULL);
  if (judged.first == NULL)
    {
      apart = find_earliest (step, checks, n, TRUE, NULL);
      if (apart != NULL)
        return (FwChecklistJudged){ FW_CHECKLIST_APART, FALSE, apart->at, apart, NULL };
    }
  else if (step->two)
    {
      judged.second = find_earliest (step, checks, n, FALSE, judged.first);
      judged.state = judged.second != NULL ? FW_CHECKLIST_DONE : FW_CHECKLIST_SECOND;
      judged.at = judged.second != NULL ? judged.second->at : 0;
    }
  else
    {
      judged.state = FW_CHECKLIST_DONE;
      judged.at = judged.first->at;
    }
  judged.late = step->limit > 0 && (judged.at != 0 ? judged.at : now) - came > step->limit;
  return judged;
}

/* ---- of a case, and of many ---- */

void
fw_checklist_add (FwChecklistSum *sum, const FwChecklistJudged *judged)
{
  const gboolean done = judged != NULL && judged->state == FW_CHECKLIST_DONE;

  g_return_if_fail (sum != NULL && judged != NULL);

  if (judged->state == FW_CHECKLIST_APART)
    return;
  sum->owed++;
  sum->done += done;
  sum->late += done && judged->late;
  sum->overdue += !done && judged->late;
}

gboolean
fw_checklist_is_complete (const FwChecklistSum *sum)
{
  g_return_val_if_fail (sum != NULL, FALSE);

  return sum->owed > 0 && sum->done == sum->owed;
}

FwChecklistShare
fw_checklist_find_share (const FwChecklistSum *sums, guint n)
{
  FwChecklistShare share = { 0, NAN, { NAN, NAN } };
  guint64 complete = 0;

  g_return_val_if_fail (sums != NULL || n == 0, share);

  for (guint i = 0; i < n; i++)
    {
      share.n += sums[i].owed > 0;
      complete += fw_checklist_is_complete (&sums[i]);
    }
  if (share.n == 0)
    return share;
  share.value = (double) complete / (double) share.n;
  share.interval = fw_interval_wilson (complete, share.n);
  return share;
}

gboolean
fw_checklist_owes (gint64 entered, gint64 closed)
{
  return closed == 0 || entered <= closed;
}

/* ---- records ---- */

gboolean
fw_checklist_is_used (const FwRecord *record)
{
  return fw_record_lacks (record, "used") || fw_record_integer (record, "used") != 0;
}

gboolean
fw_checklist_fits (const FwRecord *checklist, const char *class, gboolean begun)
{
  const char *of = fw_record_text (checklist, "class");

  if (!fw_checklist_is_used (checklist) || (of != NULL && g_strcmp0 (of, class) != 0))
    return FALSE;
  return begun || g_strcmp0 (fw_record_text (checklist, "applies"), "every") == 0;
}

static gint64
read_moment (const FwRecord *record, const char *field)
{
  const char *text = fw_record_text (record, field);
  gint64 at;

  return text != NULL && fw_time_parse (fw_text (text), &at) ? at : 0;
}

FwChecklistStep
fw_checklist_step_read (const FwRecord *record)
{
  const double minutes = fw_record_get_number (record, fw_record_find (record, "minutes"));

  return (FwChecklistStep){ fw_record_get_id (record),
                            isnan (minutes) ? 0 : (gint64) (minutes * MINUTE + 0.5),
                            fw_record_integer (record, "two") != 0 };
}

FwChecklistCheck
fw_checklist_check_read (const FwRecord *record)
{
  return (FwChecklistCheck){ fw_record_text (record, "step"), fw_record_text (record, "owner"),
                             read_moment (record, "ticked"),
                             g_strcmp0 (fw_record_text (record, "what"), "apart") == 0 };
}

gboolean
fw_case_check_check (const FwRecord *record, GError **error)
{
  if (g_strcmp0 (fw_record_text (record, "what"), "apart") != 0 ||
      !fw_record_lacks (record, "note"))
    return TRUE;
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                       "note: expected the reason why the step does not apply");
  return FALSE;
}
