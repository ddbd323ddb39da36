/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/people/fw-directory.h"

/*
 * Every policy: name, label, unit, the handbooks' figure (NaN: none until a centre enters one), and
 * what a centre may set. Shares are
 * fractions. In one place because both the list of policies and the values of a policy record's
 * subject are made of it.
 */
#define FW_POLICIES(P)                                                                             \
  P ("connection-rate", N_ ("Connection rate, target"), "ratio", 0.95, 0, 1)                       \
  P ("service-level", N_ ("Service level, target"), "ratio", 0.90, 0, 1)                           \
  P ("service-level-seconds", N_ ("Service level, answered within"), "s", 30, 1, 604800)           \
  P ("service-level-variant",                                                                      \
     N_ ("Service level, form: 0 offered, 1 positive, 2 ignored, 3 answered, 4 no short"), "", 0,  \
     0, 4)                                                                                         \
  P ("short-abandon-seconds", N_ ("Short abandon, up to"), "s", 5, 0, 600)                         \
  P ("first-response-seconds", N_ ("Chat, answered within"), "s", 30, 1, 604800)                   \
  P ("connected-within-seconds", N_ ("Messages and social media, connected within"), "s", 300, 1,  \
     604800)                                                                                       \
  P ("first-response", N_ ("First response in time, target"), "ratio", 0.90, 0, 1)                 \
  P ("email-response-seconds", N_ ("E-mail, answered within (days off do not count)"), "s", 86400, \
     1, 604800)                                                                                    \
  P ("working-days", N_ ("Working days of a week, from Monday on"), "days", 5, 1, 7)               \
  P ("csat", N_ ("CSAT, target"), "ratio", 0.90, 0, 1)                                             \
  P ("reopen-below",                                                                               \
     N_ ("Opened again below; a single rating is read as a share of 5, so that 4 is 80 %"),        \
     "ratio", 0.80, 0, 1)                                                                          \
  P ("handling-time-limit", N_ ("Average handling time, limit"), "s", 270, 1, 86400)               \
  P ("time-to-close-limit", N_ ("Average time to close, limit"), "s", 86400, 1, 2592000)           \
  P ("talk-limit-seconds", N_ ("One conversation, limit"), "s", 900, 1, 86400)                     \
  P ("wrap-up-limit-seconds", N_ ("After-contact work, limit"), "s", 60, 1, 86400)                 \
  P ("resolution-rate", N_ ("Problem resolution, target"), "ratio", NAN, 0, 1)                     \
  P ("first-contact-resolution", N_ ("First-contact resolution, target"), "ratio", 0.85, 0, 1)     \
  P ("complaint-rate", N_ ("Complaint rate, ceiling"), "ratio", 0.02, 0, 1)                        \
  P ("service-error-rate", N_ ("Service error rate, ceiling"), "ratio", 0.03, 0, 1)                \
  P ("repeat-window-days", N_ ("Repeat contact, within"), "days", 7, 1, 90)                        \
  P ("occupancy", N_ ("Occupancy, ceiling"), "ratio", 0.85, 0, 1)                                  \
  P ("waiting-limit", N_ ("People waiting, limit"), "", 5, 0, 100000)                              \
  P ("waiting-seconds-limit", N_ ("Longest wait, limit"), "s", 60, 1, 604800)                      \
  P ("break-limit-minutes", N_ ("A break, limit"), "minutes", 15, 1, 480)                          \
  P ("lunch-limit-minutes", N_ ("Lunch, limit"), "minutes", 45, 1, 480)                            \
  P ("pause-limit-minutes", N_ ("Any other pause, limit"), "minutes", 30, 1, 1440)                 \
  P ("least-contacts", N_ ("Contacts below which no figure is judged"), "", 30, 1, 100000)         \
  P ("least-ratings", N_ ("Ratings below which no figure is judged"), "", 20, 1, 100000)           \
  P ("least-minutes", N_ ("Time at work below which occupancy is not judged"), "minutes", 30, 1,   \
     100000)                                                                                       \
  P ("certificate-first-warning", N_ ("Certificates, first warning before the end"), "days", 60,   \
     1, 3650)                                                                                      \
  P ("certificate-second-warning", N_ ("Certificates, second warning before the end"), "days", 30, \
     1, 3650)                                                                                      \
  P ("certificate-last-warning", N_ ("Certificates, last warning before the end"), "days", 7, 1,   \
     3650)                                                                                         \
  P ("exam-pass-mark", N_ ("Exams, passed from"), "", 80, 0, 100)                                  \
  P ("exam-rater-difference", N_ ("Exams, marks of two raters apart at most"), "", 10, 0, 100)     \
  P ("exam-resit-wait-days", N_ ("Exams, a resit at the earliest after"), "days", 7, 0, 3650)      \
  P ("exam-attempts", N_ ("Exams, attempts at most; 0: as many as one likes"), "", 3, 0, 1000)     \
  P ("exam-resit-cap", N_ ("Exams, what a resit records at most; 100: no cap"), "", 100, 0, 100)   \
  P ("exam-result-hours", N_ ("Exams, result told within"), "hours", 24, 1, 720)                   \
  P ("exam-plan-days", N_ ("Exams, improvement plan after a failure within"), "days", 7, 1, 365)   \
  P ("case-acknowledge-1-seconds", N_ ("Cases of grade 1, acknowledged within"), "s", 7200, 60,    \
     2592000)                                                                                      \
  P ("case-acknowledge-2-seconds", N_ ("Cases of grade 2, acknowledged within"), "s", 14400, 60,   \
     2592000)                                                                                      \
  P ("case-acknowledge-3-seconds", N_ ("Cases of grade 3, acknowledged within"), "s", 86400, 60,   \
     2592000)                                                                                      \
  P ("case-acknowledge-urgent-seconds",                                                            \
     N_ ("Cases of safety, or where a manager is wanted, acknowledged within"), "s", 3600, 60,     \
     2592000)                                                                                      \
  P ("case-plan-seconds", N_ ("Cases, planned within"), "s", 86400, 60, 2592000)                   \
  P ("case-solve-1-seconds", N_ ("Cases of grade 1, solved within"), "s", 172800, 60, 31536000)    \
  P ("case-solve-2-seconds", N_ ("Cases of grade 2, solved within"), "s", 259200, 60, 31536000)    \
  P ("case-solve-3-seconds", N_ ("Cases of grade 3, solved within"), "s", 2592000, 60, 31536000)   \
  P ("case-solve-vip-seconds", N_ ("Cases of VIP customers, solved within"), "s", 86400, 60,       \
     31536000)                                                                                     \
  P ("case-solve-inquiry-seconds", N_ ("Inquiries of grade 3, solved within"), "s", 86400, 60,     \
     31536000)                                                                                     \
  P ("case-solve-technical-seconds", N_ ("Technical questions of grade 3, solved within"), "s",    \
     259200, 60, 31536000)                                                                         \
  P ("case-decision-seconds", N_ ("Cases that were escalated, decided within"), "s", 86400, 60,    \
     2592000)                                                                                      \
  P ("case-decision-manager-seconds",                                                              \
     N_ ("Cases that were escalated as the customer wants a manager, decided within"), "s", 3600,  \
     60, 2592000)                                                                                  \
  P ("case-call-back-seconds", N_ ("Cases, called back after the solution within"), "s", 259200,   \
     60, 2592000)                                                                                  \
  P ("case-call-back-from-seconds", N_ ("Cases, called back at the earliest after"), "s", NAN, 60, \
     2592000)                                                                                      \
  P ("case-word-seconds", N_ ("Cases that cannot be settled yet, the next word within"), "s",      \
     86400, 60, 2592000)                                                                           \
  P ("case-repair-seconds", N_ ("Cases, back from repair within"), "s", 604800, 60, 31536000)      \
  P ("case-waiting-seconds", N_ ("Cases, the customer is waited for up to"), "s", 259200, 60,      \
     31536000)                                                                                     \
  P ("case-return-seconds", N_ ("Cases, a return is reviewed within"), "s", 172800, 60, 2592000)   \
  P ("case-return-days", N_ ("Cases, goods are taken back within"), "days", 7, 0, 365)             \
  P ("case-two-persons-from", N_ ("Cases, a refund needs a second person from"), "", 500, 0,       \
     1000000000)                                                                                   \
  P ("case-satisfaction", N_ ("Cases, opened again below a satisfaction in percent of"), "", 80,   \
     0, 100)                                                                                       \
  P ("case-repeat-days", N_ ("Complaints, the same again within"), "days", 30, 1, 365)             \
  P ("case-spread-seconds", N_ ("Complaints, spread of the time to close, limit"), "s", 900, 1,    \
     2592000)                                                                                      \
  P ("case-type-share", N_ ("Complaints, a type is a matter of its own from a share of"), "ratio", \
     0.15, 0.001, 1)                                                                               \
  P ("case-alike-count", N_ ("Complaints, many alike from"), "", 5, 2, 1000)                       \
  P ("case-alike-seconds", N_ ("Complaints, many alike within"), "s", 3600, 60, 604800)            \
  P ("case-alarm-seconds", N_ ("Complaints, an alarm is taken up within"), "s", 3600, 60, 604800)  \
  P ("customer-vip-orders", N_ ("Customers, VIP from so many orders in twelve months"), "", 12, 1, \
     1000000)                                                                                      \
  P ("customer-vip-value", N_ ("Customers, VIP from orders in twelve months worth"), "", 10000, 0, \
     1000000000)                                                                                   \
  P ("customer-regular-orders", N_ ("Customers, regular from so many orders in twelve months"),    \
     "", 3, 1, 1000000)                                                                            \
  P ("customer-regular-value", N_ ("Customers, regular from orders in twelve months worth"), "",   \
     1000, 0, 1000000000)                                                                          \
  P ("review-share", N_ ("Reviews, share of a week's contacts"), "ratio", 0.20, 0.001, 1)          \
  P ("review-random-share", N_ ("Reviews, drawn at random, the others by risk"), "ratio", 0.70, 0, \
     1)                                                                                            \
  P ("review-second-share", N_ ("Reviews, share that somebody else scores as well, blind"),        \
     "ratio", 0.05, 0, 1)                                                                          \
  P ("review-second-days", N_ ("Reviews, second scorings until so long after the contact"),        \
     "days", 28, 7, 36500)                                                                         \
  P ("review-low-rating", N_ ("Reviews, a rating is a risk up to"), "", 2, 0, 5)                   \
  P ("review-acknowledge-seconds", N_ ("Reviews, acknowledged within"), "s", 604800, 3600,         \
     31536000)                                                                                     \
  P ("review-dispute-seconds", N_ ("Reviews, a dispute is decided within"), "s", 259200, 3600,     \
     31536000)                                                                                     \
  P ("debrief-own-seconds", N_ ("Debriefs, the person's view within"), "s", 86400, 3600, 2592000)  \
  P ("debrief-leader-seconds", N_ ("Debriefs, the leader's view within"), "s", 172800, 3600,       \
     2592000)                                                                                      \
  P ("debrief-group-seconds", N_ ("Debriefs, the conclusion within, in working days"), "s",        \
     432000, 3600, 31536000)                                                                       \
  P ("late-minutes", N_ ("Late, left early or away, from"), "minutes", 5, 0, 240)                  \
  P ("adherence-outside",                                                                          \
     N_ ("Adherence, work outside of the shift: 0 does not count, 1 counts as exception and "      \
         "as scheduled"),                                                                          \
     "", 0, 0, 1)                                                                                  \
  P ("swap-decision-seconds", N_ ("Swaps of shifts, decided within"), "s", 86400, 3600, 2592000)   \
  P ("leave-decision-seconds", N_ ("Leave requests, decided within"), "s", 172800, 3600, 2592000)  \
  P ("career-nearly", N_ ("Careers, nearly there from this share of what is asked"), "ratio", 0.8, \
     0.1, 1)                                                                                       \
  P ("career-pace-days", N_ ("Careers, the pace is that of the last"), "days", 180, 30, 1830)      \
  P ("career-priority-days", N_ ("Careers, an award gives priority for"), "days", 365, 1, 3650)    \
  P ("award-least-standards", N_ ("Awards, contacts that keep to standards, share from which"),    \
     "ratio", 0.8, 0, 1)                                                                           \
  P ("competition-score-days", N_ ("Competitions, a mark of the panel within"), "days", 7, 1, 365) \
  P ("competition-feedback-days", N_ ("Competitions, feedback after the decision within"), "days", \
     5, 1, 365)                                                                                    \
  P ("competition-appeal-days", N_ ("Competitions, an appeal after it was told within"), "days",   \
     10, 0, 365)                                                                                   \
  P ("competition-settle-days", N_ ("Competitions, an appeal is decided within"), "days", 10, 1,   \
     365)                                                                                          \
  P ("appraisal-months", N_ ("Appraisals, months of a period"), "", 3, 1, 12)                      \
  P ("appraisal-least-reviews", N_ ("Appraisals, reviews below which none is judged"), "", 6, 2,   \
     1000)                                                                                         \
  P ("appraisal-least-raters", N_ ("Appraisals, views of a side below which it stays closed"), "", \
     3, 3, 100)                                                                                    \
  P ("appraisal-acknowledge-seconds", N_ ("Appraisals, word of the person within"), "s", 604800,   \
     3600, 31536000)                                                                               \
  P ("appraisal-settle-seconds", N_ ("Appraisals, an objection is settled within"), "s", 1209600,  \
     3600, 31536000)                                                                               \
  P ("talk-step-seconds", N_ ("Talks, the next step is looked at within"), "s", 604800, 3600,      \
     31536000)                                                                                     \
  P ("watch-margin", N_ ("Within this of its target a figure is to be watched"), "", 0.02, 0, 0.5) \
  P ("customer-digits", N_ ("Customer's number, last digits that are shown"), "", 3, 0, 4)         \
  P ("customer-days", N_ ("Customer's number, days until it is forgotten; 0: it is kept"), "days", \
     0, 0, 36500)                                                                                  \
  P ("benchmark-connection-rate", N_ ("Benchmark: connection rate"), "ratio", 0.95, 0, 0.99)       \
  P ("benchmark-service-level", N_ ("Benchmark: service level"), "ratio", 0.90, 0, 0.99)           \
  P ("benchmark-speed-of-answer", N_ ("Benchmark: speed of answer"), "s", 30, 1, 604800)           \
  P ("benchmark-handling-time", N_ ("Benchmark: handling time"), "s", 270, 1, 86400)               \
  P ("benchmark-csat", N_ ("Benchmark: CSAT"), "ratio", 0.90, 0, 0.99)                             \
  P ("benchmark-resolution", N_ ("Benchmark: resolution"), "ratio", 0.85, 0, 0.99)                 \
  P ("benchmark-first-contact-resolution", N_ ("Benchmark: first-contact resolution"), "ratio",    \
     0.85, 0, 0.99)                                                                                \
  P ("shrinkage", N_ ("Shrinkage: share of paid time not at work"), "ratio", NAN, 0, 0.9)          \
  P ("cost-per-hour", N_ ("Cost of an hour of somebody's time at work"), "", NAN, 0, 1000000)      \
  P ("benchmark-cost-per-contact", N_ ("Benchmark: cost per contact"), "", NAN, 0, 1000000)        \
  P ("benchmark-rated-sides", N_ ("Benchmark: rating of each side of service"), "", 4, 1.1, 4.9)   \
  P ("benchmark-transfers", N_ ("Benchmark: transfers"), "ratio", 0.10, 0.01, 1)
