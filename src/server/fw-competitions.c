/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-competitions.h"

#include <string.h>

#include "core/fw-error.h"
#include "core/people/fw-directory.h"
#include "server/fw-swap-party.h"
#include "store/fw-record-moves.h"

#define LEAST_PANEL 2
#define SCORES                                                                                     \
  (FW_ROLE_SUPERVISOR | FW_ROLE_TRAINER | FW_ROLE_HR | FW_ROLE_QUALITY | FW_ROLE_ADMINISTRATOR)

/* ---- what there is ---- */

static void
take_records (GPtrArray *records, gpointer data)
{
  GPtrArray *found = data;

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (found, fw_record_ref (records->pdata[i]));
}

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (fw_record_get_id (*(FwRecord *const *) a),
                 fw_record_get_id (*(FwRecord *const *) b));
}

/* Returns: (transfer full) (element-type FwRecord): those whose @field is @value. */
static GPtrArray *
ask (FwRecords *records,
     FwScope *whole,
     const char *kind,
     const char *field,
     const char *value,
     GError **error)
{
  const char *const values[] = { value, NULL };
  const FwRecordCondition conditions[] = { { field, FW_RECORD_IS, values } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  if (!fw_records_ask_pages (records, whole, fw_kind_find (kind), &query, take_records, found,
                             error))
    return NULL;
  g_ptr_array_sort (found, compare_ids);
  return g_steal_pointer (&found);
}

gboolean
fw_competition_load (
    FwCompetition *self, FwRecords *records, FwScope *whole, const char *id, GError **error)
{
  g_return_val_if_fail (self != NULL && records != NULL && whole != NULL && id != NULL, FALSE);

  self->records = records;
  self->whole = whole;
  self->call = fw_records_get (records, whole, fw_kind_find (FW_COMPETITIONS), id, error);
  return self->call != NULL &&
         (self->applications = ask (records, whole, FW_APPLICATIONS, "competition", id, error)) !=
             NULL &&
         (self->scores = ask (records, whole, FW_PANEL_SCORES, "competition", id, error)) != NULL;
}

void
fw_competition_clear (FwCompetition *self)
{
  g_clear_pointer (&self->call, fw_record_unref);
  g_clear_pointer (&self->applications, g_ptr_array_unref);
  g_clear_pointer (&self->scores, g_ptr_array_unref);
}

gboolean
fw_competition_is_in (const FwRecord *record, const char *states)
{
  const char *state;
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (record != NULL && states != NULL, FALSE);

  state = fw_record_text (record, FW_KIND_STATE);
  words = g_strsplit (states, " ", -1);
  return state != NULL && g_strv_contains ((const char *const *) words, state);
}

guint
fw_competition_count (const GPtrArray *records,
                      const char *states,
                      const char *field,
                      const char *value)
{
  guint n = 0;

  g_return_val_if_fail (records != NULL && states != NULL, 0);

  for (guint i = 0; i < records->len; i++)
    n += fw_competition_is_in (records->pdata[i], states) &&
         (field == NULL || g_strcmp0 (fw_record_text (records->pdata[i], field), value) == 0);
  return n;
}

const char *const *
fw_competition_get_panel (const FwRecord *call)
{
  static const char *const nobody[] = { NULL };
  const char *const *panel;

  g_return_val_if_fail (call != NULL, nobody);

  panel = fw_record_get_list (call, fw_record_find (call, "panel"));
  return panel != NULL ? panel : nobody;
}

gboolean
fw_competition_is_told (const FwCompetition *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return fw_competition_count (self->scores, "handed-in", NULL, NULL) > 0 &&
         fw_competition_count (self->scores, "asked", NULL, NULL) == 0;
}

/* ---- marks ---- */

static gboolean
find_index (const FwCompetition *self, const FwRecord *score, FwMark *mark)
{
  const char *const *panel = fw_competition_get_panel (self->call);
  const char *member = fw_record_text (score, "member");

  if (!fw_competition_is_in (score, "handed-in"))
    return FALSE;
  for (mark->person = 0; mark->person < self->applications->len; mark->person++)
    if (g_strcmp0 (fw_record_get_id (self->applications->pdata[mark->person]),
                   fw_record_text (score, "application")) == 0)
      break;
  for (mark->rater = 0; panel[mark->rater] != NULL; mark->rater++)
    if (g_strcmp0 (panel[mark->rater], member) == 0)
      break;
  mark->value = fw_record_get_number (score, fw_record_find (score, "mark"));
  return mark->person < self->applications->len && panel[mark->rater] != NULL;
}

void
fw_competition_judge (const FwCompetition *self, FwPanel *panel)
{
  const FwKind *kind = fw_kind_find (FW_PANEL_SCORES);
  const FwField *mark = &kind->fields[fw_kind_find_field (kind, "mark")];
  g_autofree FwMark *marks = NULL;
  guint n = 0;

  g_return_if_fail (self != NULL && panel != NULL);

  marks = g_new (FwMark, self->scores->len + 1);
  for (guint i = 0; i < self->scores->len; i++)
    n += find_index (self, self->scores->pdata[i], &marks[n]);
  fw_panel_judge (panel, marks, n, self->applications->len,
                  g_strv_length ((char **) fw_competition_get_panel (self->call)));
  fw_panel_bound (panel, mark->minimum, mark->maximum);
}

/* ---- telling ---- */

gint
fw_competition_compare (gconstpointer a, gconstpointer b)
{
  const FwRecord *one = *(FwRecord *const *) a, *other = *(FwRecord *const *) b;
  const gint64 days = fw_record_integer (other, "until") - fw_record_integer (one, "until");

  return days != 0 ? (days > 0 ? 1 : -1)
                   : g_strcmp0 (fw_record_get_id (one), fw_record_get_id (other));
}

void
fw_competition_append_name (FwJsonWriter *writer,
                            FwRecords *records,
                            FwScope *whole,
                            const char *member,
                            const char *kind,
                            const char *id)
{
  g_autoptr (FwRecord) record = NULL;

  g_return_if_fail (writer != NULL && records != NULL && whole != NULL);
  g_return_if_fail (member != NULL && kind != NULL);

  if (id != NULL)
    record = fw_records_get (records, whole, fw_kind_find (kind), id, NULL);
  fw_json_member_text (writer, member, record != NULL ? fw_record_text (record, "name") : id);
}

/* ---- when ---- */

gboolean
fw_competition_find_step (FwRecords *records,
                          FwScope *whole,
                          const FwRecord *record,
                          const char *state,
                          gint64 *at,
                          char **reason)
{
  g_autoptr (FwRecordCase) answer = NULL;

  g_return_val_if_fail (records != NULL && record != NULL && state != NULL, FALSE);

  answer = fw_records_read_case (records, whole, fw_record_get_kind (record),
                                 fw_record_get_id (record), g_get_real_time (), NULL);
  for (guint i = answer != NULL ? answer->flow_case->entries->len : 0; i > 0; i--)
    {
      const FwFlowEntry *entry = answer->flow_case->entries->pdata[i - 1];

      if (g_strcmp0 (entry->to, state) != 0)
        continue;
      *at = entry->time.at;
      if (reason != NULL)
        *reason = g_strdup (entry->reason);
      return TRUE;
    }
  return FALSE;
}

gboolean
fw_competition_find_appeal_end (FwRecords *records,
                                FwScope *whole,
                                const FwRecord *application,
                                gint64 *until)
{
  g_autoptr (FwDirectory) directory = NULL;
  gint64 at;

  g_return_val_if_fail (records != NULL && application != NULL && until != NULL, FALSE);

  if (!fw_competition_is_in (application, "screened-out not-chosen-told") ||
      !fw_competition_find_step (records, whole, application,
                                 fw_record_text (application, FW_KIND_STATE), &at, NULL) ||
      (directory = fw_records_get_directory (records, NULL)) == NULL)
    return FALSE;
  *until = at + (gint64) (fw_directory_get_policy (directory, "competition-appeal-days",
                                                   fw_record_text (application, "site"), NULL, at) *
                          24 * FW_HOUR);
  return TRUE;
}

/* ---- whose accounts ---- */

char *
fw_competition_find_person (FwRecords *records, FwScope *whole, const char *account)
{
  g_autoptr (FwRecord) record = NULL;

  g_return_val_if_fail (records != NULL && whole != NULL, NULL);

  if (account != NULL)
    record = fw_records_get (records, whole, fw_kind_find ("account"), account, NULL);
  return record != NULL ? g_strdup (fw_record_text (record, "person")) : NULL;
}

FwRecord *
fw_competition_find_account (FwRecords *records, FwScope *whole, const char *person, GError **error)
{
  g_autoptr (GPtrArray) accounts = ask (records, whole, "account", "person", person, error);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      FwRole role;

      if (fw_record_integer (accounts->pdata[i], "disabled") == 0 &&
          fw_role_from_name (fw_record_text (accounts->pdata[i], "role"), &role) &&
          (role & SCORES) != 0)
        return fw_record_ref (accounts->pdata[i]);
    }
  return NULL;
}

/* ---- what keeps a call where it is ---- */

static const char *
check_panel (const FwCompetition *self)
{
  const char *const *panel = fw_competition_get_panel (self->call);
  guint n;

  for (n = 0; panel[n] != NULL; n++)
    {
      g_autoptr (FwRecord) account =
          fw_competition_find_account (self->records, self->whole, panel[n], NULL);

      if (account == NULL)
        return "panel";
      if (fw_competition_count (self->applications, "applied screened-in", "person", panel[n]) > 0)
        return "applicant";
    }
  return n < LEAST_PANEL ? "panel" : NULL;
}

static const char *
check_open (const FwCompetition *self, gint64 now)
{
  g_autoptr (FwDirectory) directory = fw_records_get_directory (self->records, NULL);
  const char *id = fw_record_text (self->call, "site");
  const FwSiteEntry *site =
      directory != NULL && id != NULL ? fw_directory_find_site (directory, id) : NULL;

  if (site != NULL && fw_record_integer (self->call, "until") < fw_zone_get_day (site->zone, now))
    return "over";
  return check_panel (self);
}

static const char *
check_close (const FwCompetition *self, gint64 now)
{
  if (fw_competition_count (self->applications, "chosen not-chosen", NULL, NULL) > 0)
    return "feedback";
  if (fw_competition_count (self->applications, "appealed changed", NULL, NULL) > 0)
    return "appeals";
  for (guint i = 0; i < self->applications->len; i++)
    {
      gint64 until;

      if (fw_competition_find_appeal_end (self->records, self->whole, self->applications->pdata[i],
                                          &until) &&
          until > now)
        return "appealable";
    }
  return NULL;
}

const char *
fw_competition_find_obstacle (const FwCompetition *self, gint64 now)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (fw_competition_is_in (self->call, "draft"))
    return check_open (self, now);
  if (fw_competition_is_in (self->call, "screening"))
    return fw_competition_count (self->applications, "applied", NULL, NULL) > 0 ? "unscreened"
           : fw_competition_count (self->applications, "screened-in", NULL, NULL) == 0
               ? "nobody"
               : check_panel (self);
  if (fw_competition_is_in (self->call, "panel"))
    return fw_competition_count (self->applications, "applied screened-in", NULL, NULL) > 0
               ? "unscored"
           : fw_competition_count (self->applications, "scored changed", NULL, NULL) > 0
               ? "undecided"
               : NULL;
  return fw_competition_is_in (self->call, "decided") ? check_close (self, now) : NULL;
}
