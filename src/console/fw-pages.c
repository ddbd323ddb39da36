/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-pages.h"

#include "console/appraisals/fw-appraisals-page.h"
#include "console/audit/fw-audit-page.h"
#include "console/careers/fw-careers-page.h"
#include "console/careers/fw-competitions-page.h"
#include "console/careers/fw-proposals-page.h"
#include "console/cases/fw-case-figures-page.h"
#include "console/cases/fw-case-replay-page.h"
#include "console/cases/fw-cases-page.h"
#include "console/cases/fw-checklist-offer.h"
#include "console/certificates/fw-certificates-page.h"
#include "console/competencies/fw-competencies-page.h"
#include "console/competencies/fw-matrix-page.h"
#include "console/contacts/fw-contacts-page.h"
#include "console/data/fw-data-page.h"
#include "console/day/fw-day-page.h"
#include "console/import/fw-import-page.h"
#include "console/inbox/fw-inbox-page.h"
#include "console/kinds/fw-kinds-page.h"
#include "console/live/fw-live-page.h"
#include "console/own/fw-debriefs-page.h"
#include "console/own/fw-leave-page.h"
#include "console/own/fw-open-shifts-page.h"
#include "console/own/fw-own-competitions-page.h"
#include "console/own/fw-own-page.h"
#include "console/own/fw-swaps-page.h"
#include "console/person/fw-person-page.h"
#include "console/plan/fw-forecast-page.h"
#include "console/programmes/fw-learning-page.h"
#include "console/programmes/fw-programmes-page.h"
#include "console/quality/fw-quality-page.h"
#include "console/records/fw-records-page.h"
#include "console/reviews/fw-calibration-page.h"
#include "console/reviews/fw-handbook-page.h"
#include "console/reviews/fw-review-forms.h"
#include "console/reviews/fw-reviews-page.h"
#include "console/reviews/fw-risks-page.h"
#include "console/reviews/fw-text-rules-page.h"
#include "console/roster/fw-activity-dialog.h"
#include "console/roster/fw-calendar-offer.h"
#include "console/roster/fw-roster-page.h"
#include "console/training/fw-needs-page.h"
#include "console/training/fw-training-page.h"
#include "console/why/fw-why-page.h"
#include "console/why/fw-why-record.h"
#include "core/kind/fw-kind.h"

#define ALL FW_ROLE_EVERYONE
#define ADMINISTRATOR FW_ROLE_ADMINISTRATOR
#define AGENT FW_ROLE_AGENT
#define TRAINING (FW_ROLE_SUPERVISOR | FW_ROLE_TRAINER | FW_ROLE_HR | FW_ROLE_ADMINISTRATOR)
#define HANDLING (FW_ROLE_SUPERVISOR | FW_ROLE_QUALITY | FW_ROLE_ADMINISTRATOR)
#define REVIEWING HANDLING
#define DECIDING (FW_ROLE_SUPERVISOR | FW_ROLE_HR | FW_ROLE_ADMINISTRATOR)
#define RECORDS(kind) fw_records_page_get_type, kind
#define RUNNING (FW_ROLE_HR | FW_ROLE_ADMINISTRATOR)
#define QUESTIONS .ask_why = fw_why_record_ask, .describe = fw_why_record_describe
#define MAX_PAGES 256 /* ours, and those of centres' own kinds */

/* clang-format off: a table */
static FwPageEntry pages[MAX_PAGES] = {
  { "live", FW_ROOM_FLOOR, NULL, NULL, N_ ("Live"), "fw-live-symbolic", ALL,
    FW_SCOPE_BAR_WHO | FW_SCOPE_BAR_QUEUE | FW_SCOPE_BAR_RANGE | FW_SCOPE_BAR_AGAINST |
        FW_SCOPE_BAR_DAYS_ALONE,
    fw_live_page_get_type, NULL },
  { "why", FW_ROOM_FLOOR, NULL, NULL, N_ ("Why"), "fw-why-symbolic", ALL, FW_SCOPE_BAR_ALL,
    fw_why_page_get_type, NULL },
  { "watches", FW_ROOM_FLOOR, NULL, "why", N_ ("Watches"), "fw-watch-symbolic", ALL,
    FW_SCOPE_BAR_WHO, RECORDS ("watch"),
    .empty = N_ ("Ask a question on the page Why and choose “Watch this question”."), .next = "why",
    QUESTIONS },
  { "findings", FW_ROOM_FLOOR, NULL, "why", N_ ("Findings"), "fw-finding-symbolic", ALL,
    FW_SCOPE_BAR_WHO, RECORDS ("finding"),
    .empty = N_ ("A finding comes from a watch: ask a question on the page Why and watch it."),
    .next = "why", .found = TRUE, QUESTIONS },
  { "periods", FW_ROOM_FLOOR, NULL, "why", N_ ("Good periods"), "fw-period-symbolic", ALL,
    FW_SCOPE_BAR_SITE, RECORDS ("period") },
  { "contacts", FW_ROOM_FLOOR, NULL, NULL, N_ ("Contacts"), "fw-contacts-symbolic", ALL,
    FW_SCOPE_BAR_WHO | FW_SCOPE_BAR_QUEUE | FW_SCOPE_BAR_RANGE, fw_contacts_page_get_type, NULL },
  { "quality", FW_ROOM_FLOOR, NULL, NULL, N_ ("Key quality"), "fw-quality-symbolic", ALL,
    FW_SCOPE_BAR_WHO | FW_SCOPE_BAR_QUEUE | FW_SCOPE_BAR_RANGE, fw_quality_page_get_type, NULL },

  { "forecast", FW_ROOM_PLAN, NULL, NULL, N_ ("Forecast"), "fw-forecast-symbolic", ALL,
    FW_SCOPE_BAR_WHO | FW_SCOPE_BAR_QUEUE, fw_forecast_page_get_type, NULL },
  { "published-forecasts", FW_ROOM_PLAN, NULL, "forecast", N_ ("Published forecasts"),
    "fw-forecast-symbolic", ALL, FW_SCOPE_BAR_WHO, RECORDS ("published-forecast"),
    .empty = N_ ("Publish on the page Forecast says what its days want, and keeps it as it is."),
    .next = "forecast" },
  { "roster", FW_ROOM_PLAN, NULL, NULL, N_ ("Roster"), "fw-shift-symbolic", ALL, FW_SCOPE_BAR_WHO,
    fw_roster_page_get_type, NULL },
  { "planned-shifts", FW_ROOM_PLAN, NULL, "roster", N_ ("Planned shifts"), "fw-shift-symbolic", ALL,
    FW_SCOPE_BAR_WHO, RECORDS ("shift"),
    .empty = N_ ("Letters on the page Roster write shifts; a file brings many at once."),
    .next = "roster" },
  { "roster-rules", FW_ROOM_PLAN, NULL, "roster", N_ ("Roster rules"), "fw-policy-symbolic", ALL,
    FW_SCOPE_BAR_WHO, RECORDS ("roster-rule") },
  { "swaps", FW_ROOM_PLAN, NULL, "roster", N_ ("Swaps"), "fw-swap-symbolic", DECIDING,
    FW_SCOPE_BAR_WHO, RECORDS ("swap"),
    .empty = N_ ("Agents offer and take shifts on their own pages; what was taken waits in the "
                 "inbox."),
    .next = "inbox", .found = TRUE },
  { "open-shifts", FW_ROOM_PLAN, NULL, "roster", N_ ("Open shifts"), "fw-shift-symbolic", ALL,
    FW_SCOPE_BAR_WHO, RECORDS ("open-shift"),
    .empty = N_ ("A shift that nobody has is offered here: agents claim its places on their page "
                 "Open shifts, and what they claim waits in the inbox.") },
  { "shift-claims", FW_ROOM_PLAN, NULL, "roster", N_ ("Claims on shifts"), "fw-swap-symbolic",
    DECIDING, FW_SCOPE_BAR_WHO, RECORDS ("shift-claim"),
    .empty =
        N_ ("Agents claim open shifts on their own page; what was claimed waits in the inbox."),
    .next = "open-shifts", .found = TRUE },
  { "leave-requests", FW_ROOM_PLAN, NULL, "roster", N_ ("Leave"), "fw-period-symbolic", DECIDING,
    FW_SCOPE_BAR_WHO, RECORDS ("leave-request"),
    .empty = N_ ("Agents ask for leave on their page My leave; what waits for a decision stands in "
                 "the inbox."),
    .next = "inbox", .found = TRUE },
  { "leave-entitlements", FW_ROOM_PLAN, NULL, "roster", N_ ("Leave entitlements"),
    "fw-period-symbolic", DECIDING, FW_SCOPE_BAR_WHO, RECORDS ("leave-entitlement") },
  { "activities", FW_ROOM_PLAN, NULL, NULL, N_ ("Activities"), "fw-period-symbolic", ALL,
    FW_SCOPE_BAR_WHO, RECORDS ("activity"),
    .empty = N_ ("Ctrl+Enter on the page Calendar templates plans who takes part in what, and "
                 "when."),
    .next = "calendar-templates" },
  { "calendar-templates", FW_ROOM_PLAN, NULL, "activities", N_ ("Calendar templates"),
    "fw-period-symbolic", ALL, FW_SCOPE_BAR_NONE, RECORDS ("calendar-template"),
    .empty = N_ ("Take those that come along: morning meeting, counselling, team event, leaders on "
                 "the front line, preparation of a peak. Or make one of your own."),
    .offer = fw_calendar_offer, .offer_label = N_ ("Take the templates that come along"),
    .act = fw_activity_dialog_present, .act_label = N_ ("Plan…"),
    .act_tooltip = N_ ("Plan the chosen template (Ctrl+Enter)") },
  { "preparation-tasks", FW_ROOM_PLAN, NULL, "activities", N_ ("Tasks of preparation"),
    "fw-period-symbolic", ALL, FW_SCOPE_BAR_SITE, RECORDS ("preparation-task"),
    .empty = N_ ("Planning the preparation of a peak writes its tasks; from their day on they wait "
                 "in the inbox."),
    .next = "calendar-templates" },
  { "day", FW_ROOM_PLAN, NULL, NULL, N_ ("The day"), "fw-day-symbolic", DECIDING, FW_SCOPE_BAR_WHO,
    fw_day_page_get_type, NULL },
  { "day-exceptions", FW_ROOM_PLAN, NULL, "day", N_ ("Exceptions"), "fw-day-symbolic", DECIDING,
    FW_SCOPE_BAR_WHO, RECORDS ("day-exception"),
    .empty =
        N_ ("Ctrl+Enter on the page The day signs one: what somebody's time was that the states do "
            "not tell."),
    .next = "day", .found = TRUE },
  { "my-shifts", FW_ROOM_PLAN, NULL, NULL, N_ ("My shifts"), "fw-shift-symbolic", AGENT,
    FW_SCOPE_BAR_NONE, fw_own_page_get_type, NULL },
  { "my-open-shifts", FW_ROOM_PLAN, NULL, "my-shifts", N_ ("Open shifts"), "fw-swap-symbolic",
    AGENT, FW_SCOPE_BAR_NONE, fw_open_shifts_page_get_type, NULL },
  { "my-requests", FW_ROOM_PLAN, NULL, NULL, N_ ("My requests"), "fw-swap-symbolic", AGENT,
    FW_SCOPE_BAR_NONE, fw_swaps_page_get_type, NULL },
  { "my-leave", FW_ROOM_PLAN, NULL, NULL, N_ ("My leave"), "fw-period-symbolic", AGENT,
    FW_SCOPE_BAR_NONE, fw_leave_page_get_type, NULL },

  { "my-learning", FW_ROOM_PEOPLE, NULL, NULL, N_ ("My learning"), "fw-training-symbolic", AGENT,
    FW_SCOPE_BAR_NONE, fw_learning_page_get_type, NULL },
  { "my-training", FW_ROOM_PEOPLE, NULL, NULL, N_ ("My training"), "fw-training-symbolic", AGENT,
    FW_SCOPE_BAR_NONE, RECORDS ("enrolment"),
    .empty = N_ ("Trainers enrol people in sessions; yours then stand here."), .found = TRUE },
  { "my-certificates", FW_ROOM_PEOPLE, NULL, NULL, N_ ("My certificates"),
    "fw-certificate-symbolic", AGENT, FW_SCOPE_BAR_NONE, RECORDS ("certificate-event"),
    .empty = N_ ("What you pass stands here, and what becomes of it."), .found = TRUE },
  { "my-evidence", FW_ROOM_PEOPLE, NULL, NULL, N_ ("My evidence"), "fw-competency-symbolic", AGENT,
    FW_SCOPE_BAR_NONE, RECORDS ("evidence"),
    .empty = N_ ("What you have shown of a competency stands here."), .found = TRUE },

  { "my-steps", FW_ROOM_PEOPLE, NULL, NULL, N_ ("My next steps"), "fw-position-symbolic", AGENT,
    FW_SCOPE_BAR_NONE, fw_careers_page_get_type, NULL },
  { "my-competitions", FW_ROOM_PEOPLE, NULL, "my-steps", N_ ("Competitions"),
    "fw-position-symbolic", AGENT, FW_SCOPE_BAR_NONE, fw_own_competitions_page_get_type, NULL },
  { "my-works", FW_ROOM_PEOPLE, NULL, "my-steps", N_ ("My work"), "fw-position-symbolic", AGENT,
    FW_SCOPE_BAR_NONE, RECORDS ("work"),
    .empty = N_ ("Courses that you made and cases that you wrote up stand here."), .found = TRUE },
  { "my-awards", FW_ROOM_PEOPLE, NULL, "my-steps", N_ ("My awards"), "fw-position-symbolic", AGENT,
    FW_SCOPE_BAR_NONE, RECORDS ("award"), .empty = N_ ("What you are honoured for stands here."),
    .found = TRUE },

  { "my-appraisal", FW_ROOM_PEOPLE, NULL, NULL, N_ ("My appraisal"), "fw-review-symbolic", AGENT,
    FW_SCOPE_BAR_NONE, fw_appraisals_page_get_type, NULL },
  { "my-talks", FW_ROOM_PEOPLE, NULL, "my-appraisal", N_ ("My talks"), "fw-review-symbolic", AGENT,
    FW_SCOPE_BAR_NONE, RECORDS ("one-to-one"),
    .empty = N_ ("What was said in a talk, and what is to follow, stands here."), .found = TRUE },

  { "people", FW_ROOM_PEOPLE, NULL, NULL, N_ ("People"), "fw-people-symbolic", ALL,
    FW_SCOPE_BAR_WHO, RECORDS ("person"), "person" },
  { "person", FW_ROOM_PEOPLE, NULL, "people", N_ ("One person"), "fw-people-symbolic", ALL,
    FW_SCOPE_BAR_RANGE | FW_SCOPE_BAR_AGAINST | FW_SCOPE_BAR_DAYS_ALONE, fw_person_page_get_type,
    NULL },
  { "training", FW_ROOM_PEOPLE, NULL, NULL, N_ ("Training"), "fw-training-symbolic", TRAINING,
    FW_SCOPE_BAR_SITE, fw_training_page_get_type, NULL },
  { "needs", FW_ROOM_PEOPLE, NULL, "training", N_ ("Where to train next"), "fw-training-symbolic",
    TRAINING, FW_SCOPE_BAR_WHO, fw_needs_page_get_type, NULL },
  { "training-sessions", FW_ROOM_PEOPLE, NULL, "training", N_ ("All sessions"),
    "fw-training-symbolic", TRAINING, FW_SCOPE_BAR_SITE, RECORDS ("training-session") },
  { "courses", FW_ROOM_PEOPLE, NULL, "training", N_ ("Courses"), "fw-training-symbolic", TRAINING,
    FW_SCOPE_BAR_NONE, RECORDS ("course") },
  { "enrolments", FW_ROOM_PEOPLE, NULL, "training", N_ ("Enrolments"), "fw-training-symbolic",
    TRAINING, FW_SCOPE_BAR_WHO, RECORDS ("enrolment"),
    .empty = N_ ("Enrol people on the page Training: Enter on a session, then E."),
    .next = "training", .found = TRUE },
  { "exam-results", FW_ROOM_PEOPLE, NULL, "training", N_ ("Exam results"), "fw-training-symbolic",
    TRAINING, FW_SCOPE_BAR_WHO, RECORDS ("exam-result") },
  { "programmes", FW_ROOM_PEOPLE, NULL, NULL, N_ ("Programmes"), "fw-training-symbolic", TRAINING,
    FW_SCOPE_BAR_WHO, fw_programmes_page_get_type, NULL },
  { "trainees", FW_ROOM_PEOPLE, NULL, "programmes", N_ ("Trainees"), "fw-training-symbolic",
    TRAINING, FW_SCOPE_BAR_WHO, RECORDS ("trainee") },
  { "lessons-done", FW_ROOM_PEOPLE, NULL, "programmes", N_ ("Lessons done"), "fw-training-symbolic",
    TRAINING, FW_SCOPE_BAR_WHO, RECORDS ("lesson-result") },
  { "programme-list", FW_ROOM_PEOPLE, NULL, "programmes", N_ ("All programmes"),
    "fw-training-symbolic", TRAINING, FW_SCOPE_BAR_NONE, RECORDS ("programme") },
  { "programme-steps", FW_ROOM_PEOPLE, NULL, "programmes", N_ ("Steps of programmes"),
    "fw-training-symbolic", TRAINING, FW_SCOPE_BAR_NONE, RECORDS ("programme-step") },
  { "lessons", FW_ROOM_PEOPLE, NULL, "programmes", N_ ("Lessons"), "fw-training-symbolic", TRAINING,
    FW_SCOPE_BAR_NONE, RECORDS ("lesson") },
  { "certificates", FW_ROOM_PEOPLE, NULL, NULL, N_ ("Certificates"), "fw-certificate-symbolic",
    TRAINING, FW_SCOPE_BAR_WHO, fw_certificates_page_get_type, NULL },
  { "certificate-events", FW_ROOM_PEOPLE, NULL, "certificates", N_ ("Results"),
    "fw-certificate-symbolic", TRAINING, FW_SCOPE_BAR_WHO, RECORDS ("certificate-event") },
  { "certificate-warnings", FW_ROOM_PEOPLE, NULL, "certificates", N_ ("Warnings"),
    "fw-certificate-symbolic", TRAINING, FW_SCOPE_BAR_WHO, RECORDS ("certificate-warning"),
    .empty = N_ ("A warning comes by itself, 60, 30 and 7 days before a certificate lapses; the "
                 "policies say when."),
    .next = "certificates", .found = TRUE },
  { "certificate-schemes", FW_ROOM_PEOPLE, NULL, "certificates", N_ ("Schemes"),
    "fw-certificate-symbolic", TRAINING, FW_SCOPE_BAR_NONE, RECORDS ("certificate-scheme") },
  { "competencies", FW_ROOM_PEOPLE, NULL, NULL, N_ ("Competencies"), "fw-competency-symbolic",
    TRAINING, FW_SCOPE_BAR_WHO, fw_competencies_page_get_type, NULL },
  { "competency-evidence", FW_ROOM_PEOPLE, NULL, "competencies", N_ ("Evidence"),
    "fw-competency-symbolic", TRAINING, FW_SCOPE_BAR_WHO, RECORDS ("evidence") },
  { "competency-matrix", FW_ROOM_PEOPLE, NULL, "competencies", N_ ("Matrix"),
    "fw-competency-symbolic", TRAINING, FW_SCOPE_BAR_NONE, fw_matrix_page_get_type, NULL },
  { "competency-requirements", FW_ROOM_PEOPLE, NULL, "competencies", N_ ("Requirements"),
    "fw-competency-symbolic", TRAINING, FW_SCOPE_BAR_NONE, RECORDS ("requirement") },
  { "competency-list", FW_ROOM_PEOPLE, NULL, "competencies", N_ ("Definitions"),
    "fw-competency-symbolic", TRAINING, FW_SCOPE_BAR_NONE, RECORDS ("competency") },
  { "careers", FW_ROOM_PEOPLE, NULL, NULL, N_ ("Tracks"), "fw-position-symbolic", DECIDING,
    FW_SCOPE_BAR_WHO, fw_careers_page_get_type, NULL },
  { "works", FW_ROOM_PEOPLE, NULL, "careers", N_ ("Pieces of work"), "fw-position-symbolic",
    TRAINING, FW_SCOPE_BAR_WHO, RECORDS ("work") },
  { "awards", FW_ROOM_PEOPLE, NULL, "careers", N_ ("Awards"), "fw-position-symbolic", DECIDING,
    FW_SCOPE_BAR_WHO, RECORDS ("award") },
  { "award-proposals", FW_ROOM_PEOPLE, NULL, "careers", N_ ("Proposals"), "fw-position-symbolic",
    DECIDING, FW_SCOPE_BAR_WHO, fw_proposals_page_get_type, NULL },
  { "competitions", FW_ROOM_PEOPLE, NULL, "careers", N_ ("Competitions"), "fw-position-symbolic",
    ALL, FW_SCOPE_BAR_NONE, fw_competitions_page_get_type, NULL },
  { "competition-calls", FW_ROOM_PEOPLE, NULL, "careers", N_ ("Calls for posts"),
    "fw-position-symbolic", RUNNING, FW_SCOPE_BAR_SITE, RECORDS ("competition"),
    .empty = N_ ("A call says which post is to be filled, until when people apply, and who scores "
                 "them; the page Competitions runs it.") },
  { "applications", FW_ROOM_PEOPLE, NULL, "careers", N_ ("Applications"), "fw-position-symbolic",
    RUNNING, FW_SCOPE_BAR_WHO, RECORDS ("application"),
    .empty = N_ ("Agents apply on their page Competitions; of those without an account HR writes "
                 "it here.") },
  { "panel-scores", FW_ROOM_PEOPLE, NULL, "careers", N_ ("Marks I give"), "fw-position-symbolic",
    ALL, FW_SCOPE_BAR_WHO, RECORDS ("panel-score"),
    .empty = N_ ("Whoever is of a panel finds here, and in the inbox, whom she is to score."),
    .next = "competitions", .found = TRUE },
  { "career-steps", FW_ROOM_PEOPLE, NULL, "careers", N_ ("Steps"), "fw-position-symbolic", DECIDING,
    FW_SCOPE_BAR_NONE, RECORDS ("career-step") },

  { "appraisals", FW_ROOM_PEOPLE, NULL, NULL, N_ ("Appraisals"), "fw-review-symbolic", DECIDING,
    FW_SCOPE_BAR_WHO, fw_appraisals_page_get_type, NULL },
  { "appraisal-list", FW_ROOM_PEOPLE, NULL, "appraisals", N_ ("All appraisals"),
    "fw-review-symbolic", DECIDING, FW_SCOPE_BAR_WHO, RECORDS ("appraisal"),
    .empty = N_ ("Ctrl+N on the page Appraisals begins one, with its period and its weight set."),
    .next = "appraisals" },
  { "talks", FW_ROOM_PEOPLE, NULL, "appraisals", N_ ("Talks"), "fw-review-symbolic", DECIDING,
    FW_SCOPE_BAR_WHO, RECORDS ("one-to-one") },
  { "views", FW_ROOM_PEOPLE, NULL, "appraisals", N_ ("Views I gave"), "fw-review-symbolic", ALL,
    FW_SCOPE_BAR_WHO, RECORDS ("view") },
  { "weight-sets", FW_ROOM_PEOPLE, NULL, "appraisals", N_ ("Weight sets"), "fw-review-symbolic",
    DECIDING, FW_SCOPE_BAR_NONE, RECORDS ("weight-set") },
  { "indicators", FW_ROOM_PEOPLE, NULL, "appraisals", N_ ("Indicators"), "fw-review-symbolic",
    DECIDING, FW_SCOPE_BAR_NONE, RECORDS ("indicator") },

  { "cases", FW_ROOM_BETTER, NULL, NULL, N_ ("Cases"), "fw-case-symbolic", HANDLING,
    FW_SCOPE_BAR_WHO, fw_cases_page_get_type, NULL },
  { "case-list", FW_ROOM_BETTER, NULL, "cases", N_ ("All cases"), "fw-case-symbolic", HANDLING,
    FW_SCOPE_BAR_WHO, RECORDS ("case") },
  { "case-figures", FW_ROOM_BETTER, NULL, "cases", N_ ("Case figures"), "fw-case-symbolic",
    HANDLING, FW_SCOPE_BAR_WHO, fw_case_figures_page_get_type, NULL },
  { "case-replay", FW_ROOM_BETTER, NULL, "cases", N_ ("Try a limit on cases"), "fw-case-symbolic",
    HANDLING, FW_SCOPE_BAR_WHO, fw_case_replay_page_get_type, NULL },
  { "case-alarms", FW_ROOM_BETTER, NULL, "cases", N_ ("Case alarms"), "fw-case-symbolic", HANDLING,
    FW_SCOPE_BAR_SITE, RECORDS ("case-alarm"),
    .empty = N_ ("Nothing stands out: neither many complaints alike within an hour nor a kind of "
                 "complaint that has become a matter of its own."),
    .next = "cases", .found = TRUE },
  { "promises", FW_ROOM_BETTER, NULL, "cases", N_ ("Promises"), "fw-case-symbolic", HANDLING,
    FW_SCOPE_BAR_WHO, RECORDS ("promise"),
    .empty = N_ ("What customers were promised in a case: P on the page Cases."), .next = "cases",
    .found = TRUE },
  { "case-notes", FW_ROOM_BETTER, NULL, "cases", N_ ("Notes on cases"), "fw-case-symbolic",
    HANDLING, FW_SCOPE_BAR_WHO, RECORDS ("case-note"),
    .empty = N_ ("What was done in a case and what comes next: N on the page Cases."),
    .next = "cases", .found = TRUE },
  { "customers", FW_ROOM_BETTER, NULL, "cases", N_ ("Customers"), "fw-people-symbolic", HANDLING,
    FW_SCOPE_BAR_WHO, RECORDS ("customer"),
    .empty = N_ ("What is kept of customers by their number in your register: tier, advisor, what "
                 "they prefer."),
    .next = "cases", .found = TRUE },
  { "care-steps", FW_ROOM_BETTER, NULL, "cases", N_ ("Steps of care"), "fw-case-symbolic", HANDLING,
    FW_SCOPE_BAR_WHO, RECORDS ("care-step"),
    .empty = N_ ("What is planned for customers: a greeting, an offer, a call, each on its day."),
    .next = "customers", .found = TRUE },
  { "dispatch-rules", FW_ROOM_BETTER, NULL, "cases", N_ ("Dispatch rules"), "fw-case-symbolic",
    HANDLING, FW_SCOPE_BAR_SITE, RECORDS ("dispatch-rule") },
  { "checklists", FW_ROOM_BETTER, NULL, "cases", N_ ("Checklists"), "fw-case-symbolic", HANDLING,
    FW_SCOPE_BAR_NONE, RECORDS ("checklist"),
    .empty = N_ ("Take those that come along: reception, inquiry, the four-step method, repair and "
                 "more. Or make one of your own."),
    .offer = fw_checklists_offer, .offer_label = N_ ("Take the checklists that come along") },
  { "checklist-steps", FW_ROOM_BETTER, NULL, "cases", N_ ("Steps of checklists"),
    "fw-case-symbolic", HANDLING, FW_SCOPE_BAR_NONE, RECORDS ("checklist-step"),
    .empty = N_ ("What is to be done in a case, step by step."), .next = "checklists" },
  { "case-checks", FW_ROOM_BETTER, NULL, "cases", N_ ("Ticked steps"), "fw-case-symbolic", HANDLING,
    FW_SCOPE_BAR_WHO, RECORDS ("case-check"),
    .empty = N_ ("Which steps of a checklist were done in a case: C on the page Cases."),
    .next = "cases", .found = TRUE },
  { "departments", FW_ROOM_BETTER, NULL, "cases", N_ ("Departments"), "fw-case-symbolic", HANDLING,
    FW_SCOPE_BAR_SITE, RECORDS ("department") },
  { "reviews", FW_ROOM_BETTER, NULL, NULL, N_ ("Reviews"), "fw-review-symbolic", REVIEWING,
    FW_SCOPE_BAR_WHO, fw_reviews_page_get_type, NULL },
  { "calibration", FW_ROOM_BETTER, NULL, "reviews", N_ ("Calibration"), "fw-review-symbolic",
    REVIEWING, FW_SCOPE_BAR_WHO, fw_calibration_page_get_type, NULL },
  { "risks", FW_ROOM_BETTER, NULL, "reviews", N_ ("Risk list"), "fw-review-symbolic", REVIEWING,
    FW_SCOPE_BAR_WHO, fw_risks_page_get_type, NULL },
  { "transcripts", FW_ROOM_BETTER, NULL, "reviews", N_ ("Transcripts"), "fw-review-symbolic",
    REVIEWING, FW_SCOPE_BAR_WHO, RECORDS ("transcript"),
    .empty = N_ ("What was said in contacts comes in by floorwalkerctl records import, or over the "
                 "network."),
    .next = "risks" },
  { "text-rules", FW_ROOM_BETTER, NULL, "reviews", N_ ("Text rules"), "fw-review-symbolic",
    REVIEWING, FW_SCOPE_BAR_NONE, fw_text_rules_page_get_type, NULL },
  { "text-rule-list", FW_ROOM_BETTER, NULL, "reviews", N_ ("Texts of rules"), "fw-review-symbolic",
    REVIEWING, FW_SCOPE_BAR_NONE, RECORDS ("text-rule"),
    .empty =
        N_ ("Write what nobody should say, or what is to be followed up, in the words in which "
            "it is said."),
    .next = "text-rules" },
  { "review-list", FW_ROOM_BETTER, NULL, "reviews", N_ ("All reviews"), "fw-review-symbolic",
    REVIEWING, FW_SCOPE_BAR_WHO, RECORDS ("review"),
    .empty = N_ ("Score contacts on the page Reviews."), .next = "reviews", .found = TRUE },
  { "debriefs", FW_ROOM_BETTER, NULL, "reviews", N_ ("Debriefs"), "fw-review-symbolic", REVIEWING,
    FW_SCOPE_BAR_WHO, RECORDS ("debrief"),
    .empty = N_ ("Ctrl+B on the pages Reviews, Risk list and Contacts begins one: the person, her "
                 "leader and the quality group then write in turn."),
    .next = "reviews", .found = TRUE },
  { "review-forms", FW_ROOM_BETTER, NULL, "reviews", N_ ("Review forms"), "fw-review-symbolic",
    REVIEWING, FW_SCOPE_BAR_NONE, RECORDS ("review-form"),
    .empty = N_ ("Take those that come along: three dimensions with six items, five points of a "
                 "talk, fifteen norms of etiquette. Or make one of your own."),
    .offer = fw_review_forms_offer, .offer_label = N_ ("Take the forms that come along") },

  { "my-debriefs", FW_ROOM_BETTER, NULL, NULL, N_ ("My debriefs"), "fw-review-symbolic", AGENT,
    FW_SCOPE_BAR_NONE, fw_debriefs_page_get_type, NULL },
  { "handbook", FW_ROOM_BETTER, NULL, NULL, N_ ("Case handbook"), "fw-case-symbolic", ALL | AGENT,
    FW_SCOPE_BAR_NONE, fw_handbook_page_get_type, NULL },
  { "handbook-list", FW_ROOM_BETTER, NULL, "handbook", N_ ("All cases of the handbook"),
    "fw-case-symbolic", REVIEWING, FW_SCOPE_BAR_NONE, RECORDS ("handbook-case"),
    .empty = N_ ("The conclusion of a debrief writes them."), .next = "debriefs", .found = TRUE },

  { "sites", FW_ROOM_CENTRE, N_ ("Organisation"), NULL, N_ ("Sites"), "fw-site-symbolic",
    ADMINISTRATOR, FW_SCOPE_BAR_NONE, RECORDS ("site") },
  { "hours", FW_ROOM_CENTRE, N_ ("Organisation"), NULL, N_ ("Open hours"), "fw-shift-symbolic",
    ADMINISTRATOR, FW_SCOPE_BAR_SITE, RECORDS ("open-hours"),
    .empty = N_ ("When a site works, day by day. Limits in working days count these hours; without "
                 "them time simply elapses.") },
  { "special-days", FW_ROOM_CENTRE, N_ ("Organisation"), NULL, N_ ("Holidays"),
    "fw-period-symbolic", ADMINISTRATOR, FW_SCOPE_BAR_SITE, RECORDS ("special-day"),
    .empty =
        N_ ("Holidays, half days and days that make up for another. What is entered here moves "
            "what is due in working days.") },
  { "teams", FW_ROOM_CENTRE, N_ ("Organisation"), NULL, N_ ("Teams"), "fw-team-symbolic", ALL,
    FW_SCOPE_BAR_SITE, RECORDS ("team") },
  { "positions", FW_ROOM_CENTRE, N_ ("Organisation"), NULL, N_ ("Positions"),
    "fw-position-symbolic", ALL, FW_SCOPE_BAR_NONE, RECORDS ("position") },
  { "functions", FW_ROOM_CENTRE, N_ ("Organisation"), NULL, N_ ("Functions"), "fw-swap-symbolic",
    ALL, FW_SCOPE_BAR_WHO, RECORDS ("function-holder"),
    .empty =
        N_ ("Who is team leader, finance or legal for what, and who does it while she is away. "
            "What a flow gives to a function is done by roles as long as nobody stands here.") },
  { "queues", FW_ROOM_CENTRE, N_ ("Organisation"), NULL, N_ ("Queues"), "fw-queue-symbolic", ALL,
    FW_SCOPE_BAR_WHO, RECORDS ("queue") },
  { "shifts", FW_ROOM_CENTRE, N_ ("Rules"), NULL, N_ ("Shifts"), "fw-shift-symbolic", ALL,
    FW_SCOPE_BAR_SITE, RECORDS ("shift-template") },
  { "policies", FW_ROOM_CENTRE, N_ ("Rules"), NULL, N_ ("Policies"), "fw-policy-symbolic", ALL,
    FW_SCOPE_BAR_SITE, RECORDS ("policy") },
  { "accounts", FW_ROOM_CENTRE, N_ ("Access"), NULL, N_ ("Accounts"), "fw-account-symbolic",
    ADMINISTRATOR, FW_SCOPE_BAR_NONE, RECORDS ("account") },
  { "audit", FW_ROOM_CENTRE, N_ ("Access"), NULL, N_ ("Audit trail"), "fw-account-symbolic",
    ADMINISTRATOR, FW_SCOPE_BAR_NONE, fw_audit_page_get_type, NULL },
  { "import", FW_ROOM_CENTRE, N_ ("Data"), NULL, N_ ("Import"), "fw-import-symbolic", ADMINISTRATOR,
    FW_SCOPE_BAR_NONE, fw_import_page_get_type, NULL },
  { "data", FW_ROOM_CENTRE, N_ ("Data"), NULL, N_ ("State of the data"), "fw-data-symbolic",
    ADMINISTRATOR, FW_SCOPE_BAR_NONE, fw_data_page_get_type, NULL },
  { "kinds", FW_ROOM_CENTRE, N_ ("Registers"), NULL, N_ ("Additions"), "fw-policy-symbolic",
    ADMINISTRATOR, FW_SCOPE_BAR_NONE, fw_kinds_page_get_type, NULL },

  { "inbox", FW_ROOM_INBOX, NULL, NULL, N_ ("Inbox"), "fw-inbox-symbolic", ALL, FW_SCOPE_BAR_NONE,
    fw_inbox_page_get_type, NULL },
  /* What follows is of the centre: fw_pages_set_kinds(). */
};
/* clang-format on */

static const FwKind *const *known_kinds; /* nullable: those of the program */

const FwKind *
fw_pages_find_kind (const char *name)
{
  return fw_kinds_find (known_kinds != NULL ? known_kinds : fw_kinds (), name);
}

static FwScopeBarParts
get_scope_parts (const FwKind *kind)
{
  switch (fw_kind_get_level (kind))
    {
    case FW_LEVEL_SITE:
      return FW_SCOPE_BAR_SITE;
    case FW_LEVEL_TEAM:
      return FW_SCOPE_BAR_WHO;
    case FW_LEVEL_CENTRE:
    case FW_LEVEL_LIMITS:
    default:
      return FW_SCOPE_BAR_NONE;
    }
}

static FwPageEntry *
find_place (const char *name)
{
  FwPageEntry *entry = pages;

  while (entry->name != NULL && strcmp (entry->name, name) != 0)
    entry++;
  return entry < pages + MAX_PAGES - 1 ? entry : NULL;
}

/* An entry stays where it is, because others point to it; of a centre that was left nobody sees it.
 */
void
fw_pages_set_kinds (const FwKind *const *kinds)
{
  g_return_if_fail (kinds != NULL);

  known_kinds = kinds;
  for (FwPageEntry *entry = pages; entry->name != NULL; entry++)
    if (g_str_has_prefix (entry->name, FW_KIND_OWN))
      entry->roles = FW_ROLE_NONE;
  for (const FwKind *const *kind = kinds; *kind != NULL; kind++)
    {
      FwPageEntry *entry = fw_kind_is_own (*kind) ? find_place ((*kind)->name) : NULL;

      if (entry != NULL)
        *entry = (FwPageEntry){ .name = (*kind)->name,
                                .room = FW_ROOM_CENTRE,
                                .group = N_ ("Registers"),
                                .label = (*kind)->plural,
                                .icon = "fw-policy-symbolic",
                                .roles = (*kind)->read,
                                .scope = get_scope_parts (*kind),
                                .get_type = fw_records_page_get_type,
                                .kind = (*kind)->name };
    }
}

const FwPageEntry *
fw_pages (void)
{
  return pages;
}

const FwPageEntry *
fw_pages_find (const char *name)
{
  for (const FwPageEntry *entry = pages; entry->name != NULL; entry++)
    if (g_strcmp0 (entry->name, name) == 0)
      return entry;
  return NULL;
}

const FwPageEntry *
fw_pages_get_row (const FwPageEntry *entry)
{
  g_return_val_if_fail (entry != NULL, NULL);

  return entry->tab_of != NULL ? fw_pages_find (entry->tab_of) : entry;
}

const FwPageEntry *
fw_pages_find_first (FwRole role)
{
  for (const FwPageEntry *entry = pages; entry->name != NULL; entry++)
    if ((entry->roles & role) != 0)
      return entry;
  return NULL;
}

const FwPageEntry *
fw_pages_find_in_room (FwRoom room, FwRole role)
{
  for (const FwPageEntry *entry = pages; entry->name != NULL; entry++)
    if (entry->room == room && (entry->roles & role) != 0)
      return entry;
  return NULL;
}

guint
fw_pages_count_rows (FwRoom room, FwRole role)
{
  guint n = 0;

  for (const FwPageEntry *entry = pages; entry->name != NULL; entry++)
    n += entry->room == room && entry->tab_of == NULL && (entry->roles & role) != 0;
  return n;
}

static const struct
{
  const char *label;
  const char *icon;
} rooms[FW_N_ROOMS] = {
  [FW_ROOM_FLOOR] = { N_ ("Floor"), "fw-floor-symbolic" },
  [FW_ROOM_PLAN] = { N_ ("Plan"), "fw-shift-symbolic" },
  [FW_ROOM_PEOPLE] = { N_ ("People"), "fw-people-symbolic" },
  [FW_ROOM_BETTER] = { N_ ("Better"), "fw-better-symbolic" },
  [FW_ROOM_REPORTS] = { N_ ("Reports"), "fw-policy-symbolic" },
  [FW_ROOM_CENTRE] = { N_ ("Centre"), "fw-centre-symbolic" },
  [FW_ROOM_INBOX] = { N_ ("Inbox"), "fw-inbox-symbolic" },
};

const char *
fw_room_get_label (FwRoom room)
{
  g_return_val_if_fail (room < FW_N_ROOMS, "");

  return _ (rooms[room].label);
}

guint
fw_room_get_key (FwRoom room)
{
  g_return_val_if_fail (room < FW_N_ROOMS, 0);

  return room == FW_ROOM_INBOX ? 0 : room + 1;
}

const char *
fw_room_get_icon (FwRoom room)
{
  g_return_val_if_fail (room < FW_N_ROOMS, "");

  return rooms[room].icon;
}

gboolean
fw_page_entry_may_add (const FwPageEntry *entry, FwRole role)
{
  const FwKind *kind;

  g_return_val_if_fail (entry != NULL, FALSE);

  kind = fw_pages_find_kind (entry->kind);
  if (kind == NULL || entry->found || (kind->write & role) == 0)
    return FALSE;
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].required && kind->fields[i].fallback == NULL &&
        (fw_kind_get_write (kind, &kind->fields[i]) & role) == 0)
      return FALSE;
  return TRUE;
}

FwPage *
fw_page_entry_new (const FwPageEntry *entry)
{
  if (entry->kind != NULL)
    return g_object_new (entry->get_type (), "page-name", entry->name, "kind", entry->kind, NULL);
  return g_object_new (entry->get_type (), "page-name", entry->name, NULL);
}
