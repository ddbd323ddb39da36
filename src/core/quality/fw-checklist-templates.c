/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-checklist-templates.h"

#define N_(text) text

static const FwChecklistStepTemplate reception[] = {
  { N_ ("Greeting"), NULL, NULL, NULL, FALSE },
  { N_ ("Need confirmed"), NULL, NULL, NULL, FALSE },
  { N_ ("Identity checked"), NULL, NULL, NULL, FALSE },
  { N_ ("Handled"), NULL, NULL, NULL, FALSE },
  { N_ ("Closing"), NULL, NULL, NULL, FALSE },
};
static const FwChecklistStepTemplate inquiry[] = {
  { N_ ("Information verified"), NULL, NULL, NULL, FALSE },
  { N_ ("Problem diagnosed"), NULL, NULL, NULL, FALSE },
  { N_ ("Solution given"), NULL, NULL, NULL, FALSE },
  { N_ ("Result confirmed with the customer"), NULL, NULL, NULL, FALSE },
};
static const FwChecklistStepTemplate four_steps[] = {
  { N_ ("Clarify: ask openly, say it back"), NULL, NULL, NULL, FALSE },
  { N_ ("Match: the answer that fits this customer"), NULL, NULL, NULL, FALSE },
  { N_ ("Soothe: apology, empathy, a promise of action"), NULL, NULL, NULL, FALSE },
  { N_ ("Close: agree on what happens next"), NULL, NULL, NULL, FALSE },
};
static const FwChecklistStepTemplate repair[] = {
  { N_ ("Proof of purchase and warranty checked"), NULL, NULL, NULL, FALSE },
  { N_ ("Fault described, with the device’s number"), NULL, NULL, NULL, FALSE },
  { N_ ("Under warranty or price told before the repair"), NULL, NULL, NULL, FALSE },
  { N_ ("Repair followed, the customer told when it is ready"), NULL, NULL, NULL, FALSE },
  { N_ ("Tried by the customer, new warranty noted"), NULL, NULL, NULL, FALSE },
};
static const FwChecklistStepTemplate journey[] = {
  { N_ ("First contact: answered at once, by name"), N_ ("Before the sale"), NULL, NULL, FALSE },
  { N_ ("Advice: need understood, product that fits"), N_ ("Before the sale"), NULL, NULL, FALSE },
  { N_ ("Order: data right, delivery day told"), N_ ("During the sale"), NULL, NULL, FALSE },
  { N_ ("Delivery and use: progress told, help at hand"), N_ ("After the sale"), NULL, NULL,
    FALSE },
  { N_ ("After-sales: settled, called back"), N_ ("After the sale"), NULL, NULL, FALSE },
};
static const FwChecklistStepTemplate pre_sale[] = {
  { N_ ("Answered within 30 seconds"), N_ ("Before the sale"), NULL, "0.5", FALSE },
  { N_ ("Clarified: open question, scene confirmed"), N_ ("Before the sale"), NULL, NULL, FALSE },
  { N_ ("Matched, with a comparison to competitors"), N_ ("Before the sale"), NULL, NULL, FALSE },
  { N_ ("Converted: offer with its end, next step agreed"), N_ ("Before the sale"), NULL, NULL,
    FALSE },
};
static const FwChecklistStepTemplate in_sale[] = {
  { N_ ("Order data checked twice"), N_ ("During the sale"), N_ ("Agent"), NULL, TRUE },
  { N_ ("Progress told every day before 18:00"), N_ ("During the sale"), N_ ("Agent"), NULL,
    FALSE },
  { N_ ("Out of stock told within 2 hours, with an alternative"), N_ ("During the sale"),
    N_ ("Agent"), "120", FALSE },
};
static const FwChecklistStepTemplate service[] = {
  { N_ ("Reception"), NULL, N_ ("Front desk"), NULL, FALSE },
  { N_ ("Consultation"), NULL, N_ ("Agent"), NULL, FALSE },
  { N_ ("Answer"), NULL, N_ ("Agent"), NULL, FALSE },
  { N_ ("Handling"), NULL, N_ ("Senior agent"), NULL, FALSE },
  { N_ ("Follow-up"), NULL, N_ ("Quality inspector"), NULL, FALSE },
};
static const FwChecklistStepTemplate exceptions[] = {
  { N_ ("System down: told, noted on paper, called back"), NULL, NULL, NULL, FALSE },
  { N_ ("Parcel lost: traced within the day, sent again"), NULL, NULL, NULL, FALSE },
  { N_ ("Paid twice: proof asked for, refund started"), NULL, NULL, NULL, FALSE },
  { N_ ("Wrong item: exchange first, return after"), NULL, NULL, NULL, FALSE },
  { N_ ("Out of stock after the order: alternative or refund"), NULL, NULL, NULL, FALSE },
  { N_ ("Upset customer: quiet place, one person in charge"), NULL, NULL, NULL, FALSE },
  { N_ ("Manager wanted: soothed, escalated, answered within the hour"), NULL, NULL, NULL, FALSE },
  { N_ ("Data of another customer seen: reported at once"), NULL, NULL, NULL, FALSE },
  { N_ ("Threat of press or regulator: legal told"), NULL, NULL, NULL, FALSE },
  { N_ ("Somebody may be hurt: use stopped, safety called"), NULL, NULL, NULL, FALSE },
};

#define STEPS(steps) steps, G_N_ELEMENTS (steps)

static const FwChecklistTemplate templates[] = {
  { "reception", N_ ("Reception in five nodes"), NULL, "every", STEPS (reception) },
  { "inquiry", N_ ("Inquiry in four nodes"), "inquiry", "every", STEPS (inquiry) },
  { "four-steps", N_ ("Four-step method"), "complaint", "every", STEPS (four_steps) },
  { "repair", N_ ("Repair and warranty"), "fault", "every", STEPS (repair) },
  { "journey", N_ ("Customer journey"), NULL, "begun", STEPS (journey) },
  { "pre-sale", N_ ("Check before the sale"), NULL, "begun", STEPS (pre_sale) },
  { "in-sale", N_ ("Check during the sale"), NULL, "begun", STEPS (in_sale) },
  { "service", N_ ("Service in five steps"), NULL, "begun", STEPS (service) },
  { "exceptions", N_ ("Ten exceptions"), NULL, "begun", STEPS (exceptions) },
};

const FwChecklistTemplate *
fw_checklist_templates (guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);

  *n = G_N_ELEMENTS (templates);
  return templates;
}
