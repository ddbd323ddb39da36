/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "store/fw-record-exchange.h"
#include "support/fw-test-record.h"
#include "support/fw-test-store.h"

typedef struct
{
  char *location;
  FwDatabase *database;
  FwRecords *records;
  FwScope *all;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->location = fw_test_store_new ();
  f->all = fw_scope_new_administrator ();
  f->database = fw_database_open (f->location, FALSE, &error);
  g_assert_no_error (error);
  fw_database_set_synchronous (f->database, FALSE);
  f->records = fw_records_open (f->database, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fw_records_close (f->records);
  fw_database_close (f->database);
  fw_scope_unref (f->all);
  fw_test_store_free (f->location);
}

/* After the days of what is put: nobody sat an exam on a day to come. */
#define NOW 1800000000000000

static void
put (Fixture *f, FwRecord *record)
{
  g_autoptr (GError) error = NULL;

  fw_records_put (f->records, f->all, record, NOW, &error);
  g_assert_no_error (error);
  fw_record_unref (record);
}

/* One of each kind and more, with values that tables trip over. */
static void
put_house (Fixture *f)
{
  put (f, fw_test_record ("site", "east", "name", "=1+1", "time_zone", "Asia/Shanghai", "day_start",
                          "06:00", NULL));
  put (f, fw_test_record ("position", "0012", "name", "''=quoted", "rank", "2", NULL));
  put (f, fw_test_record ("position", "-5", "name", "'＝twice", "rank", "0", NULL));
  put (f, fw_test_record ("position", "=id", "name", "'plain", NULL));
  put (f, fw_test_record ("team", "night,b", "name", "a \"b\", c; d", "site", "east", NULL));
  put (f,
       fw_test_record ("team", "客服", "name", "@客服一组", "site", "east", "leader", "lin", NULL));
  put (f, fw_test_record ("shift-template", "n", "name", "+Night", "site", "east", "start", "22:00",
                          "length_minutes", "480", "letter", "N", NULL));
  put (f, fw_test_record ("queue", "sales", "name", "TRUE", "site", "east", "team", "客服",
                          "channel", "email", "product", "1e5", "short_abandon_s", "0.1", NULL));
  put (f, fw_test_record ("person", "Agent/110", "name", "林梅", "login", "Agent/110", "site",
                          "east", "team", "客服", "position", "0012", "shift", "n", "hired",
                          "1999-12-31", "since", "2026-02-28", "learns_by", "mentor", NULL));
  put (f, fw_test_record ("person", "2", "name", "2", "site", "east", NULL));
  put (f, fw_test_record ("policy", "p", "subject", "csat", "value", "0.30000000000000004", "since",
                          "2026-01-01", NULL));
  put (f, fw_test_record ("account", "root", "name", "Root", "role", "administrator", "password",
                          "long enough, truly", NULL));
  put (f, fw_test_record ("account", "sue", "name", "Sue", "role", "supervisor", "sites", "east",
                          "teams", "客服;night,b", "disabled", "yes", NULL));
  put (f, fw_test_record ("period", "spring", "name", "Spring; calm", "site", "east", "from",
                          "2026-03-01", "to", "2026-03-31", "note", "=full, \"rested\"", NULL));
  put (f, fw_test_record ("mapping", "weekly", "name", "Weekly; list", "source", "crm", "format",
                          "calls", "mapping",
                          "{\"date\":\"Tag\",\"words\":{\"outcome\":{\"a;b\":null}}}", NULL));
  put (f, fw_test_record ("watch", "nights", "name", "Nights; all", "metric", "csat", "team",
                          "客服", "filters", "shift=n&channel=phone,chat", NULL));
  put (f, fw_test_record ("finding", "nights/2026-11-21", "title", "Night B · 4+; 'x", "watch",
                          "nights", "day", "2026-11-21", "live", "no", "team", "客服", "metric",
                          "csat", "before", "0.91", "now", "0.30000000000000004", "causes",
                          "team=a%3Bb;queue=q", NULL));
  put (f, fw_test_record ("alert-note", "abandoned/客服", "alert", "=abandoned/客服", "site",
                          "east", "team", "客服", "acknowledged_by", "sue", "given_to", "2", NULL));
  put (f, fw_test_record ("inbox-note", "n1", "about", "finding", "record", "=nights;1", "account",
                          "sue", "snoozed_until", "2026-11-21T09:00:00Z", NULL));
  put (f,
       fw_test_record ("certificate-scheme", "basics", "name", "=Basics; 1+1", "mode", "fixed",
                       "fixed", "06-30 12-31", "minimum_active_months", "5", "positions", "0012;-5",
                       "queues", "sales", "shifts", "n", "since", "2026-01-01", NULL));
  put (f, fw_test_record ("certificate-event", "=e,1", "person", "Agent/110", "scheme", "basics",
                          "event", "pass", "day", "2026-02-28", "note", "'quoted\"; =1", NULL));
  put (f, fw_test_record ("certificate-warning", "=w1", "title", "=Ann; 'x · 2026-08-28", "person",
                          "Agent/110", "scheme", "basics", "until", "2026-08-28", "days", "7",
                          "told", "60 30 7", "skipped", "60 30", NULL));
  put (f, fw_test_record ("competency", "calm", "name", "=Calm; 1", "area", "'Talking", "scale",
                          "7", "decay", "step", "months", "12", "further", "6", "figure",
                          "first-contact", "review_items", "=Calm; 'Way of speech", NULL));
  put (f, fw_test_record ("requirement", "0012,calm", "position", "0012", "competency", "calm",
                          "level", "3.12", "weight", "0.30000000000000004", NULL));
  put (f, fw_test_record ("evidence", "+v1", "person", "Agent/110", "competency", "calm", "level",
                          "2.5", "day", "2026-03-01", "source", "assessment", "reason",
                          "=\"calm\"; twice", NULL));
  put (f, fw_test_record ("shift", "=s1", "person", "Agent/110", "day", "2026-03-29", "type",
                          "work", "template", "n", "state", "published", "told", "n", "note",
                          "'late", "breaks", "23:00-23:30; 02:00-02:15", NULL));
  put (f, fw_test_record ("roster-rule", "-r1", "name", "=Rule; 1", "site", "east", "team", "客服",
                          "person", "Agent/110", "rest_hours", "0.30000000000000004", "days_in_row",
                          "6", "week_hours_most", "44.5", NULL));
  put (f, fw_test_record ("course", "=calls", "name", "=Calls; 'hard ones", "programme", "newcomer",
                          "layer", "character", "hours", "7.5", "capacity", "8", "competency",
                          "calm", "level", "2.5", "scheme", "basics", "form", "practice",
                          "contents", "-Listen; 1+1", NULL));
  put (f, fw_test_record ("training-session", "@s", "name", "=Calls 1", "course", "=calls", "site",
                          "east", "day", "2026-03-02", "last_day", "2026-03-03", "begins", "09:00",
                          "ends", "12:30", "trainer", "Agent/110", "place", "'Room 2", "capacity",
                          "3", NULL));
  put (f, fw_test_record ("enrolment", "=n1", "person", "Agent/110", "session", "@s", "turn", "1",
                          "seat", "2026-02-20", "result", "completed", "note", "'late", NULL));
  put (f, fw_test_record ("exam-result", "=x1", "title", "=Ann", "person", "Agent/110", "scheme",
                          "basics", "day", "2026-03-03", "session", "@s", "theory", "79.995",
                          "plan", "=read; again", "outcome", "fail", "mark", "79.995", "attempt",
                          "1", "resit", "2026-03-10", NULL));
  put (f, fw_test_record ("lesson", "=l1", "name", "=Hello; 'there", "layer", "skill", "form",
                          "video", "minutes", "5", "link", "https://x/?a=1;2", NULL));
  put (f, fw_test_record ("programme", "-p1", "name", "=Month; 1", "audience", "newcomer", "days",
                          "28", "first_part", "=Case", "first_weight", "60", "second_part",
                          "'Customer", "second_weight", "40", NULL));
  put (f, fw_test_record ("programme-step", "+s1", "name", "=Hello", "programme", "-p1", "place",
                          "1", "what", "lesson", "lesson", "=l1", "by_day", "2", NULL));
  put (f, fw_test_record ("trainee", "@t1", "person", "Agent/110", "programme", "-p1", "since",
                          "2026-03-02", NULL));
  put (f, fw_test_record ("lesson-result", "=r1", "person", "Agent/110", "lesson", "=l1", "day",
                          "2026-03-03", "note", "'read", NULL));
  put (f, fw_test_record ("review-form", "=f1", "name", "=Form; 1", "version", "1", "items",
                          "'Attitude: Politeness 60, -Patience 40 n/a fatal", "scale", "5", "used",
                          "yes", NULL));
  put (f, fw_test_record ("review", "=v1", "person", "Agent/110", "contact", "asterisk/1", "day",
                          "2026-03-02", "form", "=f1", "sampled", "risk", "grader", "sue", "scores",
                          "5 n", "comments", "{\"1\":\"=calm; twice\"}", NULL));
  put (f, fw_test_record ("transcript", "=t2", "person", "Agent/110", "contact", "asterisk/1",
                          "day", "2026-03-02", "said", "A@0-900 =Hello; 'x ¶ C@1000-1500 \"-1\"",
                          "brought", "fresh", NULL));
  put (f, fw_test_record ("text-rule", "=u1", "name", "-Not; ours", "language", "zh", "marks",
                          "promise", "terms", "=明天|一定…到", "exclusion", "'sorry", "speaker",
                          "any", "turn", "first", "within", "30", "place", "end", "gap", "3",
                          "promised", "70", "note", "@all", NULL));
  put (f, fw_test_record ("text-verdict", "=w1", "rule", "=u1", "transcript", "=t2", "version", "1",
                          "verdict", "wrong", "judge", "sue", NULL));
  put (f, fw_test_record ("department", "=d1", "name", "'Parts; 1", "contact", "\"Lin\"",
                          "answer_hours", "0.5", "site", "east", NULL));
  put (f,
       fw_test_record ("open-hours", "=o1", "name", "'Open; 1", "site", "east", "department", "=d1",
                       "monday", "09:00-12:00; 13:30-18:00", "saturday", "22:00-06:00", NULL));
  put (f, fw_test_record ("special-day", "@h1", "name", "=Half; 'day", "day", "2026-10-10",
                          "worked", "hours", "day_hours", "09:00-12:00", "campaign", "yes", "site",
                          "east", NULL));
  put (f, fw_test_record ("calendar-template", "=t1", "name", "'Peak; =1", "what", "peak", "often",
                          "peak", "length_minutes", "45", "earliest", "09:00", "latest", "18:30",
                          "whom", "positions", "positions", "0012", "rank", "3", "at_once", "2",
                          "places", "5", "ahead", "30", "before", "7", "tasks",
                          "5: =Seats; 3: 'Stress", "sites", "east", "teams", "客服", "used", "no",
                          NULL));
  put (f,
       fw_test_record ("activity", "+a1", "name", "=Peak", "person", "Agent/110", "template", "=t1",
                       "due", "2026-10-10", "day", "2026-10-03", "begins", "09:00", "ends", "09:45",
                       "phones", "yes", "state", "published", "note", "-note", NULL));
  put (f, fw_test_record ("preparation-task", "-t1", "name", "=Seats", "peak", "@h1", "template",
                          "=t1", "from", "2040-03-01", "by", "2040-03-03", "owner", "sue",
                          "outcome", "'done", "site", "east", NULL));
  put (f,
       fw_test_record ("dispatch-rule", "=r1", "name", "'Parts; 1", "rank", "3", "class", "fault",
                       "product", "=kettle", "department", "=d1", "site", "east", NULL));
  put (f, fw_test_record ("customer", "+k1", "name", "=The; 'bakery", "tier_by_hand", "regular",
                          "tier", "regular", "orders", "2", "order_value", "0.1", "bought",
                          "\"kettle\"", "bought_on", "2026-03-01", "advisor", "Agent/110",
                          "prefers", "phone", "preferences", "-calls; 'late", "contact",
                          "asterisk/1", "site", "east", "team", "客服", NULL));
  put (f, fw_test_record ("care-step", "@s1", "customer", "+k1", "what", "=A card", "day",
                          "2040-03-01", "owner", "sue", "site", "east", "team", "客服", NULL));
  put (f, fw_test_record ("case", "-c1", "title", "=It; 'broke", "class", "fault", "impact", "high",
                          "urgency", "high", "repeated", "yes", "source", "survey", "contact",
                          "asterisk/1", "owner", "sue", "department", "=d1", "plan", "\"new one\"",
                          "came", "2026-03-29T09:00:00.25Z", "refund", "0.1", "delivered",
                          "2026-03-01", "return_asked", "2026-03-04", "satisfaction", "79.5",
                          "site", "east", "team", "客服", NULL));
  put (f, fw_test_record ("case-note", "=n1", "case", "-c1", "note", "=Called; 'twice", "next",
                          "+Wei calls", "owner", "sue", "noted", "2026-03-29T09:00:00.25Z", "site",
                          "east", "team", "客服", NULL));
  put (f,
       fw_test_record ("promise", "@p2", "case", "-c1", "what", "=A call", "class", "word", "until",
                       "2040-03-01", "owner", "sue", "site", "east", "team", "客服", NULL));
  put (f, fw_test_record ("case-alarm", "@a1", "about", "=Hub; 'two", "occasion", "alike", "cause",
                          "product", "product", "-Hub", "device", "+App", "department", "=d1",
                          "day", "2026-03-29", "first_at", "08:05", "last_at", "23:59",
                          "complaints", "6", "usual", "0.25", "share", "17.5", "cases", "-c1",
                          "outcome", "=Sent; 'on", "site", "east", NULL));
  put (f, fw_test_record ("checklist", "=l1", "name", "=List; 'one", "class", "fault", "applies",
                          "begun", "used", "no", NULL));
  put (f, fw_test_record ("checklist-step", "-s1", "name", "=Ask; 'twice", "checklist", "=l1",
                          "place", "2", "stage", "+before", "duty", "@agent", "minutes", "0.5",
                          "two", "yes", "used", "no", "entered", "2026-03-28T09:00:00.25Z", NULL));
  put (f, fw_test_record ("case-check", "=k1", "case", "-c1", "step", "-s1", "what", "apart",
                          "note", "=not; 'here", "owner", "sue", "ticked",
                          "2026-03-29T09:00:00.25Z", "site", "east", "team", "客服", NULL));
  put (f, fw_test_record ("published-forecast", "=p1", "site", "east", "day", "2026-03-29",
                          "queues", "客服;sales", "contacts",
                          "1.25;1.25;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;"
                          "0;0;0;0;0;0;0;0;0;0;0;0;0",
                          "people",
                          "2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;2;"
                          "2;2;2;2;2;2;2;2;2;",
                          "published", "2026-03-28T09:00:00.25Z", "signed", "sue", NULL));
  put (f,
       fw_test_record ("day-exception", "=x,1", "person", "Agent/110", "day", "2026-03-28",
                       "begins", "22:00", "ends", "00:30", "what", "system", "reason",
                       "=PBX; 'down", "signed", "sue", "entered", "2026-03-29T09:00:00.25Z", NULL));
  put (f, fw_test_record ("leave-entitlement", "=e,1", "name", "'Annual; 1", "person", "Agent/110",
                          "leave_type", "annual", "days", "12", "first", "2026-01-01", "last",
                          "2026-12-31", "note", "=carried; over", NULL));
  put (f, fw_test_record ("calendar-address", "=c,1", "name", "=Lin; 'x", "person", "Agent/110",
                          "since", "2026-03-02", "hash", "0012", "training", "=course; 1", "leave",
                          "'off", NULL));
  put (f, fw_test_record ("leave-request", "-e2", "name", "=Lin; 'x", "person", "Agent/110",
                          "leave_type", "sick", "first", "2026-03-02", "last", "2026-03-04", "days",
                          "2", "counted", "2026-03-02; 2026-03-03", "note", "\"=flu\"; 1", NULL));
  put (f, fw_test_record ("function-holder", "=h,1", "function", "other", "other", "=cashier; 'x",
                          "person", "Agent/110", "site", "east", "team", "night,b", "department",
                          "=d1", "first", "2026-01-01", "last", "2026-12-31", "deputy", "2",
                          "away_first", "2026-03-02", "away_last", "2026-03-04", "note",
                          "\"=flu\"; 1", NULL));
  put (f, fw_test_record ("swap", "=w,1", "name", "=Lin; 'x · 2026-03-29", "person", "Agent/110",
                          "day", "2026-03-29", "template", "n", "to", "2", "colleague", "2", "back",
                          "2026-03-30", "back_template", "n", "note", "\"=dentist\"; 1+1", NULL));
  put (f,
       fw_test_record ("open-shift", "=o,1", "site", "east", "team", "night,b", "day", "2026-03-29",
                       "template", "n", "people", "3", "until", "2026-03-28", "certificates",
                       "basics", "note", "\"=launch\"; 1+1", "taken", "1", NULL));
  put (f, fw_test_record ("shift-claim", "=o,2", "name", "=Lin; 'x · 2026-03-29", "offer", "=o,1",
                          "person", "Agent/110", NULL));
  put (f, fw_test_record ("competition", "=c,1", "post", "0012", "site", "east", "quarter",
                          "2026 Q4", "places", "2", "until", "2026-12-01", "panel", "Agent/110",
                          "reason", "=growth; 'two", "note", "\"nights\"", NULL));
  put (f, fw_test_record ("application", "=c,2", "competition", "=c,1", "person", "Agent/110",
                          "motivation", "=I; 'lead", NULL));
  put (f, fw_test_record ("panel-score", "=c,3", "name", "=Lin; 'x", "competition", "=c,1",
                          "application", "=c,2", "member", "Agent/110", "account", "sue", "mark",
                          "0.1", "note", "-clear; 1", "site", "east", NULL));
  put (f,
       fw_test_record ("career-step", "=k1", "from", "-5", "to", "0012", "ladder", "horizontal",
                       "months", "12", "readiness", "80", "courses", "3", "cases", "10",
                       "certificates", "basics", "completed", "=calls", "note", "'=two; 1", NULL));
  put (f, fw_test_record ("work", "+k2", "title", "=Case; 'one", "person", "Agent/110", "what",
                          "course", "day", "2026-03-01", "where", "-shelf; 2", NULL));
  put (f, fw_test_record ("award", "@k3", "person", "Agent/110", "award", "other", "day",
                          "2026-03-01", "month", "2026-02-01", "reason", "=calm; 'always",
                          "evidence", "=98 %; n 211", "bonus", "0.1", "certificate", "yes",
                          "priority", "yes", NULL));
  put (f, fw_test_record ("indicator", "=i1", "name", "=Csat; 'own", "part", "quality", "measure",
                          "csat", "how", "-ratings; 1", "target", "95.5", "nothing", "75", "until",
                          "year", "why", "'they come; back", "least", "20", NULL));
  put (f, fw_test_record ("weight-set", "+i2", "name", "=Set; 1", "version", "2", "since",
                          "2026-01-01", "positions", "-5", "indicators", "=i1", "weights", "84.5",
                          "remainder", "=board; '2", "rescaled", "yes", "superiors", "50", "peers",
                          "30", "customers", "10", "subordinates", "10", NULL));
  put (f, fw_test_record ("appraisal", "@i3", "person", "Agent/110", "period", "=2026; Q1", "from",
                          "2026-01-01", "to", "2026-03-31", "set", "+i2", "behaviour",
                          "=calm; 'mostly", "rest", "50.5", NULL));
  put (f,
       fw_test_record ("view", "-i4", "person", "Agent/110", "from", "2026-01-01", "role", "peer",
                       "knowledge", "4", "skill", "3", "behaviour", "5", "rater", "=b; 1", NULL));
  put (f, fw_test_record ("one-to-one", "=i5", "person", "Agent/110", "what", "performance", "day",
                          "2026-03-01", "said", "=calls; 'two", "next", "-listens", "by",
                          "2026-03-20", "outcome", "+better", "appraisal", "@i3", NULL));
}

static FwImportReport *
import (Fixture *f, FwScope *scope, const FwKind *kind, GBytes *bytes, FwImportFlags flags)
{
  FwImportReport *report = fw_import_report_new ();
  g_autoptr (GError) error = NULL;

  fw_records_import (f->records, scope, kind, bytes, flags, NOW + 1000, report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->read->accepted, ==,
                    report->created + report->changed + report->unchanged);
  g_assert_cmpuint (report->read->rows, ==, report->read->accepted + report->read->rejected);
  return report;
}

static FwImportReport *
import_text (Fixture *f, const FwKind *kind, const char *text, FwImportFlags flags)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return import (f, f->all, kind, bytes, flags);
}

static void
expect_refusal (Fixture *f, const FwKind *kind, const char *text, const char *word)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (FwImportReport) report = fw_import_report_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (fw_records_import (f->records, f->all, kind, bytes, FW_IMPORT_DEFAULT, NOW + 1000,
                                     report, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
}

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  const FwTableForm sheets[] = { FW_TABLE_CSV, FW_TABLE_XLSX };

  put_house (f);
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    for (const FwKind *const *kind = fw_kinds (); *kind != NULL; kind++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) bytes = fw_records_export (f->records, f->all, *kind, sheets[i], &error);
        g_autoptr (FwImportReport) report = NULL;

        g_assert_no_error (error);
        report = import (f, f->all, *kind, bytes, FW_IMPORT_DEFAULT);
        for (guint j = 0; j < report->read->examples->len; j++)
          g_test_message ("%s", ((FwReject *) report->read->examples->pdata[j])->detail);
        g_assert_cmpuint (report->read->rejected, ==, 0);
        g_assert_cmpuint (report->created + report->changed, ==, 0);
        g_assert_cmpint (report->unchanged, ==, fw_records_count (f->records, f->all, *kind, NULL));
        g_assert_cmpuint (report->unchanged, >, 0);
      }
}

/* In a copy everything is as it is here, and what is done there is not done here. */
static void
test_copy (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("floorwalker-copy-XXXXXX", NULL);
  g_autoptr (FwDatabase) database = fw_database_open (folder, FALSE, NULL);
  Fixture copy = { .database = database, .all = f->all };
  g_autoptr (FwImportReport) more = NULL;
  const FwKind *site = fw_kind_find ("site");

  put_house (f);
  g_assert_true (fw_records_copy (f->database, database, NULL));
  copy.records = fw_records_open (database, NULL);
  g_assert_nonnull (copy.records);
  for (const FwKind *const *kind = fw_kinds (); *kind != NULL; kind++)
    {
      g_autoptr (GBytes) bytes = fw_records_export (f->records, f->all, *kind, FW_TABLE_CSV, NULL);
      g_autoptr (FwImportReport) report = import (&copy, f->all, *kind, bytes, FW_IMPORT_DEFAULT);

      g_assert_cmpuint (report->read->rejected + report->created + report->changed, ==, 0);
      g_assert_cmpint (report->unchanged, ==, fw_records_count (f->records, f->all, *kind, NULL));
    }
  more = import_text (&copy, site, "id,name,time_zone\nelsewhere,Elsewhere,Europe/Riga\n",
                      FW_IMPORT_DEFAULT);
  g_assert_true (more->written);
  g_assert_null (fw_records_get (f->records, f->all, site, "elsewhere", NULL));
  fw_records_close (copy.records);
  fw_test_remove_directory (folder);
}

/* Into another, empty house, kind after kind: the same records. */
static void
test_move (Fixture *f, gconstpointer data)
{
  Fixture other;

  put_house (f);
  set_up (&other, NULL);
  for (const FwKind *const *kind = fw_kinds (); *kind != NULL; kind++)
    {
      g_autoptr (GBytes) bytes = fw_records_export (f->records, f->all, *kind, FW_TABLE_CSV, NULL);
      g_autoptr (FwImportReport) report = import (&other, f->all, *kind, bytes, FW_IMPORT_DEFAULT);
      g_autoptr (GBytes) again =
          fw_records_export (other.records, f->all, *kind, FW_TABLE_CSV, NULL);

      g_assert_true (report->written);
      g_assert_cmpuint (report->created, ==, report->read->rows);
      g_assert_true (g_bytes_equal (bytes, again));
    }
  tear_down (&other, NULL);
}

static void
test_secrets_stay (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  put_house (f);
  bytes = fw_records_export (f->records, f->all, fw_kind_find ("account"), FW_TABLE_CSV, NULL);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_null (strstr (text, "password"));
  g_assert_null (strstr (text, "argon2"));
}

static void
test_create_and_change (Fixture *f, gconstpointer data)
{
  const char *text = "id;NAME;Rank\n0012;First;2\nnew;New;\n\n;;\n";
  g_autoptr (FwImportReport) dry = NULL;
  g_autoptr (FwImportReport) report = NULL;
  g_autoptr (FwRecord) created = NULL;

  put_house (f);
  dry = import_text (f, fw_kind_find ("position"), text, FW_IMPORT_DRY_RUN);
  g_assert_cmpuint (dry->created, ==, 1);
  g_assert_cmpuint (dry->changed, ==, 1);
  g_assert_false (dry->written);
  g_assert_cmpint (fw_records_count (f->records, f->all, fw_kind_find ("position"), NULL), ==, 3);

  report = import_text (f, fw_kind_find ("position"), text, FW_IMPORT_DEFAULT);
  g_assert_cmpuint (report->created, ==, 1);
  g_assert_cmpuint (report->changed, ==, 1);
  g_assert_true (report->written);
  g_assert_cmpstr (report->read->mapping, ==,
                   "{\"id\":\"id\",\"name\":\"NAME\",\"rank\":\"Rank\"}");
  created = fw_records_get (f->records, f->all, fw_kind_find ("position"), "new", NULL);
  g_assert_cmpint (fw_record_integer (created, "rank"), ==, 0); /* its fallback */
}

/* A column that is not there leaves its field; an empty cell empties it. */
static void
test_missing_columns (Fixture *f, gconstpointer data)
{
  g_autoptr (FwImportReport) report = NULL;
  g_autoptr (FwRecord) person = NULL;

  put_house (f);
  report = import_text (f, fw_kind_find ("person"), "id,shift\nAgent/110,\n", FW_IMPORT_DEFAULT);
  g_assert_cmpuint (report->changed, ==, 1);
  person = fw_records_get (f->records, f->all, fw_kind_find ("person"), "Agent/110", NULL);
  g_assert_null (fw_record_text (person, "shift"));
  g_assert_cmpstr (fw_record_text (person, "team"), ==, "客服");
}

static const char mixed[] = "id,name,site,team,hired\n"
                            "a,Ann,east,客服,2026-01-01\n"
                            "b,Bob,east,nosuch,\n"
                            "c,Cid,east,客服,01.02.2026\n"
                            "a,Ann again,east,,\n"
                            "d,Dan,east,,,more\n"
                            ",Nobody,east,,\n"
                            "e,Eve\n"
                            "f,\"=HYPERLINK(\"\"x\"\")\",east,客服,\n";

static void
check_example (
    FwImportReport *report, guint index, guint line, const char *reason, const char *word)
{
  FwReject *example = report->read->examples->pdata[index];

  g_assert_cmpuint (example->line, ==, line);
  g_assert_cmpstr (example->reason, ==, reason);
  if (strstr (example->detail, word) == NULL)
    g_error ("“%s” does not say “%s”", example->detail, word);
  g_assert_nonnull (example->text);
}

static void
test_rejects (Fixture *f, gconstpointer data)
{
  g_autoptr (FwImportReport) report = NULL;
  g_autoptr (FwImportReport) kept = NULL;

  put_house (f);
  report = import_text (f, fw_kind_find ("person"), mixed, FW_IMPORT_DEFAULT);
  g_assert_cmpuint (report->read->rows, ==, 8);
  g_assert_cmpuint (report->created, ==, 2);
  g_assert_cmpuint (report->read->rejected, ==, 6);
  g_assert_false (report->written);
  check_example (report, 0, 3, "wrong value", "team: ");
  check_example (report, 1, 4, "wrong value", "hired: expected a date");
  check_example (report, 2, 5, "twice in the file", "line 2");
  check_example (report, 3, 6, "too many cells", "5 cells");
  check_example (report, 4, 7, "wrong value", "id: ");
  check_example (report, 5, 8, "wrong value", "site: ");
  g_assert_cmpuint (*(guint64 *) g_hash_table_lookup (report->read->reasons, "wrong value"), ==, 4);
  g_assert_cmpint (fw_records_count (f->records, f->all, fw_kind_find ("person"), NULL), ==, 2);

  kept = import_text (f, fw_kind_find ("person"), mixed, FW_IMPORT_SKIP_REJECTED);
  g_assert_true (kept->written);
  g_assert_cmpint (fw_records_count (f->records, f->all, fw_kind_find ("person"), NULL), ==, 4);
}

static void
test_refusals (Fixture *f, gconstpointer data)
{
  expect_refusal (f, fw_kind_find ("team"), "", "empty");
  expect_refusal (f, fw_kind_find ("team"), "\n\n", "empty");
  expect_refusal (f, fw_kind_find ("team"), "name,site\nA,east\n", "no column");
  expect_refusal (f, fw_kind_find ("team"), "id,name,nmae\nA,A,A\n", "nmae");
  expect_refusal (f, fw_kind_find ("team"), "id,name,Name\nA,A,A\n", "twice");
  expect_refusal (f, fw_kind_find ("team"), "id,name\na,\"open\n", "line");
}

/* An import sees and touches no more than its person may. */
static void
test_scope (Fixture *f, gconstpointer data)
{
  static const char *const teams[] = { "客服", NULL };
  g_autoptr (FwScope) hr = fw_scope_new ("hr", FW_ROLE_HR, NULL, teams);
  g_autoptr (FwScope) supervisor = fw_scope_new ("sue", FW_ROLE_SUPERVISOR, NULL, teams);
  const char *text = "id,name,site,team\n2,Two,east,客服\nx,X,east,\"night,b\"\ny,Y,east,客服\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) exported = NULL;
  g_autofree char *csv = NULL;
  g_autoptr (FwImportReport) report = NULL;
  g_autoptr (FwImportReport) moved = NULL;

  put_house (f);
  exported = fw_records_export (f->records, hr, fw_kind_find ("person"), FW_TABLE_CSV, NULL);
  csv = g_strndup (g_bytes_get_data (exported, NULL), g_bytes_get_size (exported));
  g_assert_nonnull (strstr (csv, "Agent/110"));
  g_assert_null (strstr (csv, "\n2,"));

  report = import (f, hr, fw_kind_find ("person"), bytes, FW_IMPORT_DEFAULT);
  g_assert_cmpuint (report->read->rejected, ==, 2);
  check_example (report, 0, 2, "not allowed", "outside");
  check_example (report, 1, 3, "not allowed", "outside");
  g_assert_cmpuint (report->created, ==, 1);

  moved = import (f, supervisor, fw_kind_find ("person"), exported, FW_IMPORT_DEFAULT);
  g_assert_cmpuint (moved->unchanged, ==, 1);
}

static void
test_passwords (Fixture *f, gconstpointer data)
{
  g_autoptr (FwImportReport) report = NULL;
  g_autoptr (FwScope) scope = NULL;
  g_autoptr (GError) error = NULL;

  put_house (f);
  report = import_text (f, fw_kind_find ("account"),
                        "id,name,role,password\nann,Ann,hr,a good long one\nbob,Bob,hr,\n",
                        FW_IMPORT_DEFAULT);
  g_assert_true (report->written);
  scope = fw_records_check_password (f->records, "ann", "a good long one", &error);
  g_assert_no_error (error);
  g_assert_null (fw_records_check_password (f->records, "bob", "", NULL));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/exchange/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("copy", test_copy);
  ADD ("move", test_move);
  ADD ("secrets-stay", test_secrets_stay);
  ADD ("create-and-change", test_create_and_change);
  ADD ("missing-columns", test_missing_columns);
  ADD ("rejects", test_rejects);
  ADD ("refusals", test_refusals);
  ADD ("scope", test_scope);
  ADD ("passwords", test_passwords);
  return g_test_run ();
}
