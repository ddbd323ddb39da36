/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/audit/fw-audit-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const FwAuditWord acts[] = {
  { "sign-in", N_ ("Signed in") },
  { "sign-out", N_ ("Signed out") },
  { "refused", N_ ("Asked for something else") },
  { "account-change", N_ ("Changed an account") },
  { "account-delete", N_ ("Deleted an account") },
  { "account-restore", N_ ("Restored an account") },
  { "contact-reveal", N_ ("Revealed a customer’s number") },
  { "customer-find", N_ ("Looked for a customer") },
  { "customers-forget", N_ ("Forgot customers’ numbers") },
  { "contacts-export", N_ ("Exported contacts") },
  { "records-export", N_ ("Exported records") },
  { "contacts-read", N_ ("Read contacts") },
  { "contact-read", N_ ("Read a contact") },
  { "records-read", N_ ("Read records") },
  { "record-read", N_ ("Read a record") },
  { "moves-read", N_ ("Read how a record was moved") },
  { "log-read", N_ ("Read a change log") },
  { "record-change", N_ ("Changed a record") },
  { "records-change", N_ ("Changed several records") },
  { "record-delete", N_ ("Deleted a record") },
  { "record-restore", N_ ("Restored a record") },
  { "record-move", N_ ("Moved a record along") },
  { "records-import", N_ ("Imported records") },
  { "import", N_ ("Imported contacts") },
  { "cases-read", N_ ("Read cases") },
  { "reviews-read", N_ ("Read reviews") },
  { "risks-read", N_ ("Read the risk list") },
  { "text-rules-read", N_ ("Read what rules of text hit") },
  { "calibration-read", N_ ("Read the calibration") },
  { "certificates-read", N_ ("Read certificates") },
  { "competencies-read", N_ ("Read competencies") },
  { "appraisals-read", N_ ("Read appraisals") },
  { "appraisal-hand-in", N_ ("Handed an appraisal in") },
  { "appraisal-answer", N_ ("Answered to an appraisal") },
  { "award-proposals-read", N_ ("Read proposals of awards") },
  { "competitions-read", N_ ("Read the calls for posts") },
  { "competition-read", N_ ("Read a call for a post with its applicants") },
  { "application-step", N_ ("Applied for a post, took it back or appealed") },
  { "careers-read", N_ ("Read promotion tracks") },
  { "career-read", N_ ("Read a candidate’s file") },
  { "training-read", N_ ("Read training sessions") },
  { "training-enrol", N_ ("Enrolled people") },
  { "programmes-read", N_ ("Read programmes") },
  { "programme-enrol", N_ ("Put people into a programme") },
  { "lesson-done", N_ ("Noted a lesson as done") },
  { "training-attendance", N_ ("Took attendance") },
  { "needs-read", N_ ("Read needs of training") },
  { "day-read", N_ ("Read a day of a team") },
  { "leave-read", N_ ("Read a leave request") },
  { "calendar-make", N_ ("Made an address for a calendar") },
  { "calendar-end", N_ ("Ended the address of a calendar") },
  { "activities-plan", N_ ("Planned a calendar template") },
  { "repair-read", N_ ("Looked for a repair of a roster") },
  { "leave-ask", N_ ("Asked for leave") },
  { "leave-step", N_ ("Took a leave request back") },
  { "debrief-write", N_ ("Wrote in a debrief of her own") },
  { "shift-claim-read", N_ ("Read a claim on a shift") },
  { "shift-claim-step", N_ ("Claimed a shift, or took the claim back") },
  { "swap-read", N_ ("Read a swap") },
  { "swap-offer", N_ ("Offered a shift") },
  { "swap-step", N_ ("Answered about a swap") },
  { "inbox-read", N_ ("Read an inbox") },
  { "inbox-set-aside", N_ ("Put off or handed on") },
  { "alert-take-up", N_ ("Took up an alert") },
  { "events-strike", N_ ("Struck events out") },
  { "kind-add", N_ ("Added a kind or a field") },
  { "audit-read", N_ ("Read this trail") },
  { "audit-verify", N_ ("Checked this trail") },
  { "verify", N_ ("Verified the figures") },
  { "server-start", N_ ("Server began") },
  { "server-stop", N_ ("Server ended") },
  { "trail", N_ ("About the trail itself") },
  { NULL, NULL },
};

static const FwAuditWord outcomes[] = {
  { "done", N_ ("Done") },
  { "refused", N_ ("Refused") },
  { "failed", N_ ("Went wrong") },
  { NULL, NULL },
};

const FwAuditWord *
fw_audit_acts (void)
{
  return acts;
}

const FwAuditWord *
fw_audit_outcomes (void)
{
  return outcomes;
}

const char *
fw_audit_word (const FwAuditWord *words, const char *name)
{
  g_return_val_if_fail (words != NULL && name != NULL, NULL);

  for (const FwAuditWord *word = words; word->name != NULL; word++)
    if (strcmp (word->name, name) == 0)
      return _ (word->label);
  return name;
}
