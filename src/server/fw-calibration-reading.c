/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-calibration-reading.h"

#include <math.h>
#include <string.h>

#include "core/quality/fw-review-record.h"
#include "store/fw-record-query.h"

const char *const fw_dispute_names[FW_N_DISPUTES] = { "open", "kept", "proposed", "third" };

typedef struct
{
  FwRecords *records;
  FwScope *scope;
  const FwCalibrationQuestion *question;
  char *from, *to; /* dates */
  FwCalibrationReading *reading;
  GHashTable *seconds; /* contact -> FwRecord, the newest of several */
  GHashTable *forms;   /* id -> index + 1 */
  GHashTable *graders; /* id -> index + 1 */
} Reader;

static void
clear_reader (Reader *self)
{
  g_free (self->from);
  g_free (self->to);
  g_clear_pointer (&self->reading, fw_calibration_reading_free);
  g_clear_pointer (&self->seconds, g_hash_table_unref);
  g_clear_pointer (&self->forms, g_hash_table_unref);
  g_clear_pointer (&self->graders, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, clear_reader)

static void
clear_pair (gpointer data)
{
  FwCalibrationPair *pair = data;

  fw_record_unref (pair->first);
  fw_record_unref (pair->second);
}

static void
clear_form (gpointer data)
{
  FwCalibrationForm *form = data;

  g_free (form->id);
  g_free (form->name);
  fw_review_form_free (form->items);
}

static void
clear_grader (gpointer data)
{
  FwCalibrationGrader *grader = data;

  g_free (grader->id);
  g_free (grader->name);
}

void
fw_calibration_reading_free (FwCalibrationReading *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->pairs);
  g_array_unref (self->sheets);
  g_array_unref (self->forms);
  g_array_unref (self->graders);
  g_free (self);
}

/* ---- asking ---- */

/* The two last conditions of each question are the days; those of its own come before. */
static gboolean
ask (Reader *self,
     const FwRecordCondition *own,
     guint n_own,
     void (*take) (GPtrArray *, gpointer),
     GError **error)
{
  const char *const least[] = { self->from, NULL }, *const most[] = { self->to, NULL };
  g_autofree FwRecordCondition *conditions = g_new (FwRecordCondition, n_own + 4);
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  guint n = 0;

  for (; n < n_own; n++)
    conditions[n] = own[n];
  conditions[n++] = (FwRecordCondition){ "day", FW_RECORD_AT_LEAST, least };
  conditions[n++] = (FwRecordCondition){ "day", FW_RECORD_AT_MOST, most };
  if (self->question->teams != NULL)
    conditions[n++] = (FwRecordCondition){ "team", FW_RECORD_IS, self->question->teams };
  if (self->question->sites != NULL)
    conditions[n++] = (FwRecordCondition){ "site", FW_RECORD_IS, self->question->sites };
  query.conditions = conditions;
  query.n_conditions = n;
  return fw_records_ask_pages (self->records, self->scope, fw_kind_find ("review"), &query, take,
                               self, error);
}

static FwCalibrationGrader *
get_grader (const Reader *self, guint place)
{
  return &g_array_index (self->reading->graders, FwCalibrationGrader, place);
}

/* Returns: its place. */
static guint
find_grader (Reader *self, const char *id)
{
  const gpointer found = g_hash_table_lookup (self->graders, id);
  FwCalibrationGrader grader = { .id = NULL };

  if (found != NULL)
    return GPOINTER_TO_UINT (found) - 1;
  grader.id = g_strdup (id);
  g_array_append_val (self->reading->graders, grader);
  g_hash_table_insert (self->graders, g_strdup (id),
                       GUINT_TO_POINTER (self->reading->graders->len));
  return self->reading->graders->len - 1;
}

static const char *
get_text (const FwRecord *record, const char *field)
{
  const char *text = fw_record_text (record, field);

  return text != NULL ? text : "";
}

/* ---- pairs ---- */

static void
take_seconds_cb (GPtrArray *records, gpointer user_data)
{
  Reader *self = user_data;

  for (guint i = 0; i < records->len; i++)
    g_hash_table_insert (self->seconds, g_strdup (fw_record_text (records->pdata[i], "contact")),
                         fw_record_ref (records->pdata[i]));
}

static guint
find_form (Reader *self, const FwRecord *review)
{
  const char *id = get_text (review, "form");
  const gpointer found = g_hash_table_lookup (self->forms, id);
  FwCalibrationForm form = { .id = NULL };

  if (found != NULL)
    return GPOINTER_TO_UINT (found) - 1;
  form.items = fw_review_read (review, &form.scale);
  if (form.items == NULL)
    return G_MAXUINT;
  form.id = g_strdup (id);
  g_array_append_val (self->reading->forms, form);
  g_hash_table_insert (self->forms, g_strdup (id), GUINT_TO_POINTER (self->reading->forms->len));
  return self->reading->forms->len - 1;
}

double
fw_calibration_get_total (const FwRecord *review, int *scores)
{
  int given[FW_REVIEW_MOST_ITEMS];
  guint scale;
  g_autoptr (FwReviewForm) form = NULL;

  g_return_val_if_fail (review != NULL, NAN);

  form = fw_review_read (review, &scale);
  if (form == NULL ||
      !fw_review_scores_read (form, scale, fw_record_text (review, "scores"), given, NULL))
    return NAN;
  if (scores != NULL)
    for (guint i = 0; i < FW_REVIEW_MOST_ITEMS; i++)
      scores[i] = i < form->n ? given[i] : FW_REVIEW_OPEN;
  return fw_review_sum_given (form, scale, given);
}

static double
add_sheet (Reader *self, const FwRecord *review, guint grader)
{
  FwSheet sheet = { .contact = self->reading->pairs->len,
                    .grader = grader,
                    .day = (gint32) fw_record_integer (review, "day") };

  sheet.total = fw_calibration_get_total (review, sheet.scores);
  g_array_append_val (self->reading->sheets, sheet);
  return sheet.total;
}

/* What stands on two forms is not compared, nor what somebody scored again. */
static void
add_pair (Reader *self, FwRecord *first, FwRecord *second)
{
  FwCalibrationPair pair = { .first = first, .second = second };

  if (g_strcmp0 (fw_record_text (first, "form"), fw_record_text (second, "form")) != 0 ||
      g_strcmp0 (fw_record_text (first, "grader"), fw_record_text (second, "grader")) == 0)
    return;
  pair.form = find_form (self, first);
  if (pair.form == G_MAXUINT)
    return;
  pair.graders[0] = find_grader (self, get_text (first, "grader"));
  pair.graders[1] = find_grader (self, get_text (second, "grader"));
  pair.apart =
      fabs (add_sheet (self, first, pair.graders[0]) - add_sheet (self, second, pair.graders[1]));
  fw_record_ref (first);
  fw_record_ref (second);
  g_array_append_val (self->reading->pairs, pair);
  g_array_index (self->reading->forms, FwCalibrationForm, pair.form).pairs++;
}

static void
take_firsts_cb (GPtrArray *records, gpointer user_data)
{
  Reader *self = user_data;

  for (guint i = 0; i < records->len; i++)
    {
      FwRecord *first = records->pdata[i];
      const char *contact = fw_record_text (first, "contact");
      FwRecord *second = g_hash_table_lookup (self->seconds, contact);

      if (second == NULL || !fw_record_lacks (first, "second") ||
          g_strcmp0 (fw_record_text (first, FW_KIND_STATE), "draft") == 0)
        continue;
      add_pair (self, first, second);
      /* What somebody scored later on knew of both. */
      g_hash_table_remove (self->seconds, contact);
    }
}

static gboolean
read_pairs (Reader *self, GError **error)
{
  static const char *const compared[] = { "compared", NULL };
  const FwRecordCondition condition = { FW_KIND_STATE, FW_RECORD_IS, compared };
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer contact;

  if (!ask (self, &condition, 1, take_seconds_cb, error))
    return FALSE;
  g_hash_table_iter_init (&iter, self->seconds);
  while (g_hash_table_iter_next (&iter, &contact, NULL))
    g_ptr_array_add (names, g_strdup (contact));
  for (guint i = 0; i < names->len; i += FW_RECORD_QUERY_MAX_VALUES)
    {
      const guint n = MIN (names->len - i, FW_RECORD_QUERY_MAX_VALUES);
      const char *values[FW_RECORD_QUERY_MAX_VALUES + 1] = { NULL };
      const FwRecordCondition of = { "contact", FW_RECORD_IS, values };

      for (guint k = 0; k < n; k++)
        values[k] = names->pdata[i + k];
      if (!ask (self, &of, 1, take_firsts_cb, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- graders ---- */

static void
take_disputes_cb (GPtrArray *records, gpointer user_data)
{
  Reader *self = user_data;

  for (guint i = 0; i < records->len; i++)
    {
      const char *outcome = fw_record_text (records->pdata[i], "outcome");
      const guint grader = find_grader (self, get_text (records->pdata[i], "grader"));
      guint dispute = FW_DISPUTE_OPEN;

      for (guint k = 0; outcome != NULL && k < FW_N_DISPUTES; k++)
        if (g_str_equal (fw_dispute_names[k], outcome))
          dispute = k;
      get_grader (self, grader)->disputes[dispute]++;
    }
}

static gboolean
read_disputes (Reader *self, GError **error)
{
  static const char *const states[] = { "disputed", "settled", NULL };
  const FwRecordCondition condition = { FW_KIND_STATE, FW_RECORD_IS, states };

  return ask (self, &condition, 1, take_disputes_cb, error);
}

static void
take_accounts_cb (GPtrArray *records, gpointer user_data)
{
  Reader *self = user_data;

  for (guint i = 0; i < records->len; i++)
    {
      const FwRecord *account = records->pdata[i];
      const char *id = fw_record_get_id (account);
      const gboolean grades = g_strcmp0 (fw_record_text (account, "role"), "quality") == 0 &&
                              fw_record_integer (account, "disabled") == 0;
      FwCalibrationGrader *grader;

      if (!grades && g_hash_table_lookup (self->graders, id) == NULL)
        continue;
      grader = get_grader (self, find_grader (self, id));
      g_free (grader->name);
      grader->name = g_strdup (fw_record_text (account, "name"));
    }
}

/* What an account is called is for everybody who may read what it scored. */
static gboolean
read_accounts (Reader *self, GError **error)
{
  const FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();

  return fw_records_ask_pages (self->records, whole, fw_kind_find ("account"), &query,
                               take_accounts_cb, self, error);
}

static gboolean
count_reviews (Reader *self, FwCalibrationGrader *grader, GError **error)
{
  static const char *const states[] = { "handed-in", "acknowledged", "disputed", "settled", NULL };
  const char *const whose[] = { grader->id, NULL };
  const char *const least[] = { self->from, NULL }, *const most[] = { self->to, NULL };
  FwRecordCondition conditions[6] = { { "grader", FW_RECORD_IS, whose },
                                      { FW_KIND_STATE, FW_RECORD_IS, states },
                                      { "day", FW_RECORD_AT_LEAST, least },
                                      { "day", FW_RECORD_AT_MOST, most } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwRecordAnswer) answer = NULL;
  guint n = 4;

  if (self->question->teams != NULL)
    conditions[n++] = (FwRecordCondition){ "team", FW_RECORD_IS, self->question->teams };
  if (self->question->sites != NULL)
    conditions[n++] = (FwRecordCondition){ "site", FW_RECORD_IS, self->question->sites };
  query.conditions = conditions;
  query.n_conditions = n;
  query.limit = 1;
  query.count = TRUE;
  answer = fw_records_ask (self->records, self->scope, fw_kind_find ("review"), &query, error);
  if (answer == NULL)
    return FALSE;
  grader->reviews = (guint) answer->count;
  return TRUE;
}

static gboolean
read_graders (Reader *self, GError **error)
{
  if (!read_disputes (self, error) || !read_accounts (self, error))
    return FALSE;
  for (guint i = 0; i < self->reading->graders->len; i++)
    if (!count_reviews (self, get_grader (self, i), error))
      return FALSE;
  return TRUE;
}

static void
name_forms (Reader *self)
{
  for (guint i = 0; i < self->reading->forms->len; i++)
    {
      FwCalibrationForm *form = &g_array_index (self->reading->forms, FwCalibrationForm, i);
      g_autoptr (FwRecord) record =
          fw_records_get (self->records, self->scope, fw_kind_find ("review-form"), form->id, NULL);

      form->name = record != NULL ? g_strdup (fw_record_text (record, "name")) : NULL;
      form->version = record != NULL ? fw_record_integer (record, "version") : 0;
    }
}

FwCalibrationReading *
fw_calibration_read (FwRecords *records,
                     FwScope *scope,
                     const FwCalibrationQuestion *question,
                     GError **error)
{
  g_auto (Reader) self = { .records = records, .scope = scope, .question = question };

  g_return_val_if_fail (records != NULL && scope != NULL && question != NULL, NULL);

  self.from = fw_date_format (question->from);
  self.to = fw_date_format (question->to);
  self.seconds =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) fw_record_unref);
  self.forms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.graders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.reading = g_new0 (FwCalibrationReading, 1);
  self.reading->pairs = g_array_new (FALSE, FALSE, sizeof (FwCalibrationPair));
  g_array_set_clear_func (self.reading->pairs, clear_pair);
  self.reading->sheets = g_array_new (FALSE, FALSE, sizeof (FwSheet));
  self.reading->forms = g_array_new (FALSE, FALSE, sizeof (FwCalibrationForm));
  g_array_set_clear_func (self.reading->forms, clear_form);
  self.reading->graders = g_array_new (FALSE, FALSE, sizeof (FwCalibrationGrader));
  g_array_set_clear_func (self.reading->graders, clear_grader);
  if (!read_pairs (&self, error) || !read_graders (&self, error))
    return NULL;
  name_forms (&self);
  return g_steal_pointer (&self.reading);
}
