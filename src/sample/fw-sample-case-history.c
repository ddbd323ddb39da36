/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cases of the twelve weeks before: 72 that are closed, with what is planted in them. */
#include "sample/fw-sample-cases.h"

#include "sample/fw-sample-record.h"
#include "sample/fw-sample-words.h"
#include "sample/fw-sample.h"

#define HOUR (60 * FW_MINUTE)
#define DAY (24 * HOUR)
#define N_CASES 72
#define FIRST_DAY 86 /* days before now at which the first one came */
#define CHANGED 45   /* until then what the app did went the long way through two departments */

typedef struct
{
  FwRecords *records;
  const char *language;
  gint64 now;
} Making;

typedef struct
{
  guint number;
  char *id;
  gint64 came;
  gboolean complaint;
  gboolean app; /* the sign-in of the app: a third of all complaints */
  gboolean before;
} Planned;

static const char *const teams[] = { "care-a", "care-b", "tech-a", "sales-a", "tech-b", "desk-a" };
static const char *const channels[] = { "phone", "chat", "email" };
static const double answered[] = { 0.5, 1, 3 }; /* hours, by channel */
static const char *const titles[] = { "The parcel came three days late",
                                      "Was promised a call that never came",
                                      "The lid does not close",
                                      "The order was cancelled without a word" };
static const char *const causes[] = { "logistics", "attitude", "product", "other" };

/* ---- the record ---- */

static void
set_customer (FwRecord *record, const Planned *planned)
{
  /* Of the app's every second one comes again within a week or so. */
  const guint number = planned->app ? 1000 + planned->number / 6 : 2000 + planned->number;
  g_autofree char *text = g_strdup_printf ("%u", number);

  fw_sample_set (record, "customer", text);
}

static void
set_matter (FwRecord *record, const Planned *planned, const char *language)
{
  const guint kind = planned->number % 4;

  if (!planned->complaint)
    {
      fw_sample_set (record, "title", fw_sample_word (language, "Asks how long the battery lasts"));
      fw_sample_set (record, "cause", "other");
      return;
    }
  fw_sample_set (
      record, "title",
      fw_sample_word (language, planned->app ? "The app stands still at sign-in" : titles[kind]));
  fw_sample_set (record, "cause", planned->app ? "product" : causes[kind]);
  if (planned->app)
    fw_sample_set (record, "device", fw_sample_word (language, "App, sign-in"));
  else if (kind == 3)
    fw_sample_set (record, "device", fw_sample_word (language, "Order system"));
}

static gboolean
put_record (const Making *self, const Planned *planned, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  FwRecord *record = fw_sample_add_record (made, "case", planned->id, NULL);

  set_matter (record, planned, self->language);
  set_customer (record, planned);
  fw_sample_set (record, "class", planned->complaint ? "complaint" : "inquiry");
  fw_sample_set (record, "impact", "medium");
  fw_sample_set (record, "urgency", "medium");
  fw_sample_set (record, "source", planned->number % 5 == 0 ? "survey" : "contact");
  fw_sample_set (record, "channel", channels[planned->number % 3]);
  fw_sample_set (record, "product", planned->app ? "Payments" : "Orders");
  fw_sample_set (record, "team", teams[planned->number % G_N_ELEMENTS (teams)]);
  fw_sample_set (record, "owner", FW_SAMPLE_HANDLER);
  fw_sample_set (record, "site", FW_SAMPLE_SITE);
  return fw_records_put (self->records, scope, record, planned->came, error);
}

/* ---- its course ---- */

static gboolean
move_case (const Making *self,
           const Planned *planned,
           double hours,
           const char *to,
           const char *field,
           const char *value,
           GError **error)
{
  const gboolean plans = g_strcmp0 (field, "plan") == 0;
  const FwSampleMove made = {
    .to = to,
    .field = field,
    .value = value != NULL ? fw_sample_word (self->language, value) : NULL,
    .compensation = plans ? fw_sample_word (self->language, "A voucher for the next order") : NULL
  };

  return fw_sample_move (self->records, "case", planned->id, FW_SAMPLE_HANDLER, &made,
                         planned->came + (gint64) (hours * (double) HOUR), error);
}

/* The dispatch had it first, and had to find out whose it was. */
static gboolean
hand_round (const Making *self, const Planned *planned, double *hours, GError **error)
{
  if (!planned->app)
    return TRUE;
  if (planned->before &&
      (!move_case (self, planned, *hours + 1, "department", "department", "dispatch", error) ||
       !move_case (self, planned, *hours + 15, "planned", NULL, NULL, error)))
    return FALSE;
  *hours += planned->before ? 15 : 0;
  if (!move_case (self, planned, *hours + 1, "department", "department", "technology", error))
    return FALSE;
  *hours += 8;
  return TRUE;
}

static gboolean
put_promise (const Making *self, const Planned *planned, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (FwScope) scope = fw_scope_new (FW_SAMPLE_HANDLER, FW_ROLE_ADMINISTRATOR, NULL, NULL);
  g_autofree char *id = g_strconcat ("promise-", planned->id, NULL);
  const FwSampleMove kept = { .to = "kept" };
  FwRecord *record = fw_sample_add_record (made, "promise", id, NULL);
  const gint64 at = planned->came + 4 * HOUR;

  fw_sample_set (record, "case", planned->id);
  fw_sample_set (record, "what",
                 fw_sample_word (self->language, "We call tomorrow and say where it stands"));
  fw_sample_set_date (record, "until", (gint32) ((at + DAY) / DAY));
  if (!fw_records_put (self->records, scope, record, at, error))
    return FALSE;
  /* Every third one is forgotten. */
  return planned->number % 9 == 0 ||
         fw_sample_move (self->records, "promise", id, FW_SAMPLE_HANDLER, &kept, at + 6 * HOUR,
                         error);
}

/* Every seventh is planned after its limit. */
static gboolean
put_course (const Making *self, const Planned *planned, GError **error)
{
  double hours = answered[planned->number % 3];
  const double worked = 6 + (planned->number * 7) % 13;

  if (!move_case (self, planned, hours, "acknowledged", NULL, NULL, error))
    return FALSE;
  hours += planned->number % 7 == 3 ? 27 : 2;
  if (!move_case (self, planned, hours, "planned", "plan",
                  "Find out, tell the customer, make it good", error) ||
      !hand_round (self, planned, &hours, error))
    return FALSE;
  hours += worked;
  if (!move_case (self, planned, hours, "solved", "solution", "Made good, and told", error))
    return FALSE;
  return move_case (self, planned, hours + 4, "verified", "satisfaction",
                    planned->number % 2 == 0 ? "90" : "100", error);
}

static gboolean
put_one (const Making *self, guint number, GError **error)
{
  const gint64 apart = FIRST_DAY * DAY / N_CASES;
  g_autofree char *id = g_strdup_printf ("past-%02u", number + 1);
  const Planned planned = { .number = number,
                            .id = id,
                            .came = self->now - FIRST_DAY * DAY + number * apart,
                            .complaint = number % 6 != 5,
                            .app = number % 6 != 5 && number % 3 == 0,
                            .before = number * (guint) FIRST_DAY / N_CASES < FIRST_DAY - CHANGED };

  return put_record (self, &planned, error) &&
         (number % 3 != 0 || put_promise (self, &planned, error)) &&
         /* Planted: of every fourth the last steps were left. */
         fw_sample_put_ticks (self->records, id, planned.complaint ? "complaint" : "inquiry",
                              number % 4 != 0, planned.came, error) &&
         put_course (self, &planned, error);
}

gboolean
fw_sample_put_case_history (FwRecords *records, const char *language, gint64 now, GError **error)
{
  const Making self = { records, language, now };

  g_return_val_if_fail (records != NULL, FALSE);

  if (!fw_sample_put_checklists (records, language, now - (FIRST_DAY + 1) * DAY, error))
    return FALSE;
  for (guint i = 0; i < N_CASES; i++)
    if (!put_one (&self, i, error))
      return FALSE;
  return TRUE;
}
