/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-cases.h"

#include "sample/fw-sample-record.h"
#include "sample/fw-sample-words.h"
#include "sample/fw-sample.h"
#include "store/fw-record-moves.h"

#define HOUR (60 * FW_MINUTE)
#define STOCK_AHEAD 14 /* days */

/* A move of the story of a case, so many hours before now; most are made by who handles it. */
typedef struct
{
  const char *to;
  double ago; /* hours */
  const char *field, *value;
  const char *reason;
} Move;

#define MOST_MOVES 6

/* clang-format off: a table */
static const struct
{
  const char *id, *title, *class, *cause, *impact, *urgency, *source, *team, *owner;
  gboolean threat, repeated;
  double ago; /* hours before now at which it came */
  Move moves[MOST_MOVES];
} cases[] = {
  /* Overdue: nobody acknowledged it in two hours. */
  { "case-01",
    "The kettle was delivered with a scorched cable",
    "complaint",
    "product",
    "high",
    "high",
    "social",
    "care-a",
    NULL,
    TRUE,
    FALSE,
    3.5,
    { { NULL } } },
  { "case-02",
    "Charged twice for one order",
    "complaint",
    "other",
    "high",
    "medium",
    "ticket",
    "care-b",
    "supervisor",
    FALSE,
    TRUE,
    20,
    { { "acknowledged", 19.5 },
      { "planned", 15, "plan", "The second charge is paid back within three days" } } },
  { "case-03",
    "The parcel has stood still for a week",
    "complaint",
    "logistics",
    "medium",
    "medium",
    "contact",
    "care-a",
    "supervisor",
    FALSE,
    FALSE,
    30,
    { { "acknowledged", 29 },
      { "planned", 26, "plan", "The carrier looks for it; else another one goes out" },
      { "department", 25, "department", "dispatch" } } },
  { "case-04",
    "The wrong colour, and no photograph of it yet",
    "complaint",
    "logistics",
    "low",
    "medium",
    "survey",
    "care-c",
    "quality",
    FALSE,
    FALSE,
    40,
    { { "acknowledged", 38 }, { "waiting", 36 } } },
  { "case-05",
    "The app signs out after every payment",
    "fault",
    "product",
    "medium",
    "high",
    "rating",
    "tech-a",
    "supervisor",
    FALSE,
    FALSE,
    50,
    { { "acknowledged", 49 },
      { "planned", 40, "plan", "A new version of the app" },
      { "department", 39, "department", "technology" },
      { "planned", 20 },
      { "solved", 12, "solution", "The new version keeps people signed in" } } },
  { "case-06",
    "Was talked over twice and hung up on",
    "complaint",
    "attitude",
    "medium",
    "medium",
    "survey",
    "sales-a",
    "quality",
    FALSE,
    TRUE,
    46,
    { { "acknowledged", 45 },
      { "planned", 41, "plan", "An apology by the leader, and a talk with the person" },
      { "solved", 30, "solution", "The leader called and apologised" },
      { "verified", 4, "satisfaction", "60" } } },
  { "case-07",
    "Asks for an invoice in the company's name",
    "inquiry",
    "other",
    "low",
    "low",
    "contact",
    "desk-a",
    NULL,
    FALSE,
    FALSE,
    2,
    { { NULL } } },
  { "case-08",
    "Would like the manual in large print",
    "special",
    "other",
    "low",
    "low",
    "contact",
    "care-c",
    NULL,
    FALSE,
    FALSE,
    10,
    { { NULL } } },
  { "case-09",
    "The scanner does not find the network",
    "support",
    "product",
    "medium",
    "low",
    "ticket",
    "tech-b",
    "supervisor",
    FALSE,
    FALSE,
    26,
    { { "acknowledged", 25 },
      { "planned", 24, "plan", "A call with the technician" },
      { "solved", 22, "solution", "Set up together on the phone" },
      { "verified", 5, "satisfaction", "95" } } },
};
/* clang-format on */

static gboolean
put_departments (
    FwRecords *records, FwScope *scope, const char *language, gint64 now, GError **error)
{
  static const struct
  {
    const char *id, *name, *contact, *hours;
  } departments[] = {
    { "dispatch", "Dispatch", "the shift leader of the warehouse", "24" },
    { "technology", "Technology", "the duty engineer", "24" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (departments); i++)
    {
      g_autoptr (GPtrArray) made =
          g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
      FwRecord *record = fw_sample_add_record (made, "department", departments[i].id,
                                               fw_sample_word (language, departments[i].name));

      fw_sample_set (record, "contact", fw_sample_word (language, departments[i].contact));
      fw_sample_set (record, "answer_hours", departments[i].hours);
      if (!fw_records_put (records, scope, record, now, error))
        return FALSE;
    }
  return TRUE;
}

/* Of the office, not of the floor, which is never closed; and a morning on which it takes stock. */
static gboolean
put_hours (FwRecords *records, FwScope *scope, const char *language, gint64 now, GError **error)
{
  static const char *const days[] = { "monday", "tuesday", "wednesday", "thursday", "friday" };
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autofree char *stock = fw_date_format ((gint32) (now / (24 * HOUR)) + STOCK_AHEAD);
  FwRecord *record = fw_sample_add_record (made, "open-hours", "office",
                                           fw_sample_word (language, "Office hours"));

  fw_sample_set (record, "site", FW_SAMPLE_SITE);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    fw_sample_set (record, days[i], "09:00-18:00");
  if (!fw_records_put (records, scope, record, now, error))
    return FALSE;

  record = fw_sample_add_record (made, "special-day", "stock",
                                 fw_sample_word (language, "Taking stock"));
  fw_sample_set (record, "site", FW_SAMPLE_SITE);
  fw_sample_set (record, "day", stock);
  fw_sample_set (record, "worked", "hours");
  fw_sample_set (record, "day_hours", "13:00-18:00");
  return fw_records_put (records, scope, record, now, error);
}

gboolean
fw_sample_move (FwRecords *records,
                const char *kind_name,
                const char *id,
                const char *account,
                const FwSampleMove *move,
                gint64 at,
                GError **error)
{
  const FwKind *kind = fw_kind_find (kind_name);
  g_autoptr (FwScope) scope = fw_scope_new (account, FW_ROLE_ADMINISTRATOR, NULL, NULL);
  g_autoptr (FwRecord) fields = fw_record_new (kind, id);
  const char *const names[] = { move->field, move->compensation != NULL ? "compensation" : NULL,
                                NULL };
  FwRecordMove asked = { .to = move->to, .reason = move->reason };
  FwFlowRefusal refusal;
  guint revision;

  g_return_val_if_fail (records != NULL && move != NULL, FALSE);

  if (move->field != NULL)
    {
      fw_sample_set (fields, move->field, move->value);
      if (move->compensation != NULL)
        fw_sample_set (fields, "compensation", move->compensation);
      asked.fields = fields;
      asked.names = names;
    }
  return fw_records_move (records, scope, kind, id, &asked, at, &refusal, &revision, error);
}

static gboolean
put_move (FwRecords *records,
          const char *owner,
          const char *id,
          const char *language,
          const Move *move,
          gint64 now,
          GError **error)
{
  const gboolean plans = g_strcmp0 (move->field, "plan") == 0;
  const FwSampleMove made = {
    .to = move->to,
    .field = move->field,
    .value = move->value != NULL ? fw_sample_word (language, move->value) : NULL,
    .reason = move->reason,
    .compensation = plans ? fw_sample_word (language, "A voucher for the next order") : NULL
  };

  return fw_sample_move (records, "case", id, owner, &made, now - (gint64) (move->ago * HOUR),
                         error);
}

static gboolean
put_case (
    FwRecords *records, FwScope *scope, guint i, const char *language, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  FwRecord *record = fw_sample_add_record (made, "case", cases[i].id, NULL);

  fw_sample_set (record, "title", fw_sample_word (language, cases[i].title));
  fw_sample_set (record, "class", cases[i].class);
  fw_sample_set (record, "cause", cases[i].cause);
  fw_sample_set (record, "impact", cases[i].impact);
  fw_sample_set (record, "urgency", cases[i].urgency);
  fw_sample_set (record, "source", cases[i].source);
  fw_sample_set (record, "threat", cases[i].threat ? "yes" : "no");
  fw_sample_set (record, "repeated", cases[i].repeated ? "yes" : "no");
  fw_sample_set (record, "team", cases[i].team);
  fw_sample_set (record, "owner", cases[i].owner != NULL ? cases[i].owner : "");
  fw_sample_set (record, "site", FW_SAMPLE_SITE);
  if (!fw_records_put (records, scope, record, now - (gint64) (cases[i].ago * HOUR), error))
    return FALSE;
  for (guint j = 0; j < MOST_MOVES && cases[i].moves[j].to != NULL; j++)
    if (!put_move (records, cases[i].owner, cases[i].id, language, &cases[i].moves[j], now, error))
      return FALSE;
  return TRUE;
}

gboolean
fw_sample_put_cases (FwRecords *records, const char *language, gint64 now, GError **error)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();

  g_return_val_if_fail (records != NULL, FALSE);

  if (!put_departments (records, scope, language, now, error) ||
      !put_hours (records, scope, language, now, error) ||
      !fw_sample_put_case_history (records, language, now, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (!put_case (records, scope, i, language, now, error))
      return FALSE;
  return fw_sample_put_customers (records, language, now, error);
}
