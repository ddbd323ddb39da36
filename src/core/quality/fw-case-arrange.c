/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-case-arrange.h"

#include <math.h>

/* ---- whom it is of ---- */

static void
take_tier (FwRecord *record, const FwKindLook *look)
{
  const char *id = fw_record_text (record, "customer");
  g_autoptr (FwRecord) customer =
      id != NULL && fw_record_is_id (id) ? look->find (look->data, "customer", id) : NULL;

  if (customer != NULL && g_strcmp0 (fw_record_text (customer, "tier"), "vip") == 0)
    fw_record_set_integer (record, fw_record_find (record, "vip"), TRUE);
}

/* ---- where it goes ---- */

/* An empty field of a rule holds of any value. */
static gboolean
fits (const FwRecord *rule, const FwRecord *record, const char *field)
{
  const char *wanted = fw_record_text (rule, field);

  return wanted == NULL || g_strcmp0 (wanted, fw_record_text (record, field)) == 0;
}

static gboolean
is_better (const FwRecord *rule, const FwRecord *best)
{
  const gint64 rank = fw_record_integer (rule, "rank");
  const gint64 other = best != NULL ? fw_record_integer (best, "rank") : G_MAXINT64;

  return rank < other ||
         (rank == other && g_strcmp0 (fw_record_get_id (rule), fw_record_get_id (best)) < 0);
}

/* A department of another site is none for the case, whatever rule names it. */
static gboolean
is_within_reach (const FwRecord *rule, const FwRecord *record, const FwKindLook *look)
{
  g_autoptr (FwRecord) department =
      look->find (look->data, "department", fw_record_text (rule, "department"));

  return department != NULL && fits (department, record, "site");
}

static const FwRecord *
find_rule (const FwRecord *record, const FwKindLook *look)
{
  const GPtrArray *rules = look->list (look->data, "dispatch-rule");
  const FwRecord *best = NULL;

  for (guint i = 0; i < rules->len; i++)
    {
      const FwRecord *rule = rules->pdata[i];

      if (fits (rule, record, "class") && fits (rule, record, "cause") &&
          fits (rule, record, "product") && fits (rule, record, "site") && is_better (rule, best) &&
          is_within_reach (rule, record, look))
        best = rule;
    }
  return best;
}

/* Whoever takes the department out again wants it so. */
static gboolean
is_to_be_handed_on (const FwRecord *stored, const FwRecord *record)
{
  static const char *const told[] = { "class", "cause", "product" };

  if (!fw_record_lacks (record, "department"))
    return FALSE;
  if (stored == NULL)
    return TRUE;
  if (!fw_record_lacks (stored, "department") ||
      g_strcmp0 (fw_record_text (stored, FW_KIND_STATE), "new") != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (g_strcmp0 (fw_record_text (stored, told[i]), fw_record_text (record, told[i])) != 0)
      return TRUE;
  return FALSE;
}

void
fw_case_arrange (const FwRecord *stored, FwRecord *record, const FwKindLook *look)
{
  const FwRecord *rule;

  g_return_if_fail (record != NULL && look != NULL);

  take_tier (record, look);
  /* What comes in it is passed over. */
  fw_record_put_text (record, "dispatch",
                      stored != NULL ? fw_record_text (stored, "dispatch") : NULL);
  rule = is_to_be_handed_on (stored, record) ? find_rule (record, look) : NULL;
  if (rule == NULL)
    return;
  fw_record_put_text (record, "department", fw_record_text (rule, "department"));
  fw_record_put_text (record, "dispatch", fw_record_get_id (rule));
}

/* ---- tiers ---- */

/* Whether a number of the card reaches what the policy asks for. */
static gboolean
reaches (const FwRecord *record, const char *field, const char *policy, const FwKindLook *look)
{
  const guint at = fw_record_find (record, field);
  const double least = look->policy (look->data, policy, fw_record_text (record, "site"));
  double value;

  if (fw_record_is_empty (record, at) || isnan (least))
    return FALSE;
  value = fw_record_get_kind (record)->fields[at].type == FW_FIELD_NUMBER
              ? fw_record_get_number (record, at)
              : (double) fw_record_get_integer (record, at);
  return value >= least;
}

static const char *
find_tier (const FwRecord *record, const FwKindLook *look)
{
  const char *by_hand = fw_record_text (record, "tier_by_hand");

  if (by_hand != NULL)
    return by_hand;
  if (reaches (record, "orders", "customer-vip-orders", look) ||
      reaches (record, "order_value", "customer-vip-value", look))
    return "vip";
  if (reaches (record, "orders", "customer-regular-orders", look) ||
      reaches (record, "order_value", "customer-regular-value", look))
    return "regular";
  return fw_record_lacks (record, "orders") && fw_record_lacks (record, "order_value")
             ? NULL
             : "occasional";
}

void
fw_customer_arrange (const FwRecord *stored, FwRecord *record, const FwKindLook *look)
{
  g_return_if_fail (record != NULL && look != NULL);

  fw_record_put_text (record, "tier", find_tier (record, look));
}
