/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cards of customers, what is planned for them, and the rule that hands product problems on, with
 * the case that it handed on an hour ago. */
#include "sample/fw-sample-cases.h"
#include "sample/fw-sample-record.h"
#include "sample/fw-sample-words.h"
#include "sample/fw-sample.h"

#define HOUR (60 * FW_MINUTE)
#define DAY (24 * HOUR)

/* clang-format off: a table */
static const struct
{
  const char *number, *name, *by_hand, *orders, *value, *bought;
  gint ago; /* days since they bought it */
  const char *advisor, *prefers, *preferences, *team;
} cards[] = {
  { "1003", "The bakery at the harbour", "", "14", "12300", "A kettle", 70, "1201", "phone",
    "Calls after ten; no letters", "care-a" },
  { "1005", "The school by the park", "vip", "2", "640", "Two scanners", 20, "1202", "email",
    "Everything in writing", "care-b" },
  { "2001", "The retired captain", "", "4", "820", "A lamp", 40, "", "phone",
    "Speaks slowly, and likes to be given time", "care-a" },
  { "2002", "A student", "", "1", "45", "A cable", 12, "", "messaging", "", "care-c" },
};

static const struct
{
  const char *id, *customer, *what;
  gint in; /* days from now */
} steps[] = {
  { "care-1", "1003", "A card for ten years of custom", 3 },
  { "care-2", "1005", "Ask how the scanners do", 0 },
};
/* clang-format on */

static FwRecord *
begin (GPtrArray *made, const char *kind, const char *id)
{
  return fw_sample_add_record (made, kind, id, NULL);
}

static gboolean
put_cards (FwRecords *records, FwScope *scope, const char *language, gint64 now, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      g_autoptr (GPtrArray) made =
          g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
      FwRecord *record = begin (made, "customer", cards[i].number);

      fw_sample_set (record, "name", fw_sample_word (language, cards[i].name));
      fw_sample_set (record, "tier_by_hand", cards[i].by_hand);
      fw_sample_set (record, "orders", cards[i].orders);
      fw_sample_set (record, "order_value", cards[i].value);
      fw_sample_set (record, "bought", fw_sample_word (language, cards[i].bought));
      fw_sample_set_date (record, "bought_on", (gint32) (now / DAY) - cards[i].ago);
      fw_sample_set (record, "advisor", cards[i].advisor);
      fw_sample_set (record, "prefers", cards[i].prefers);
      fw_sample_set (record, "preferences", fw_sample_word (language, cards[i].preferences));
      fw_sample_set (record, "team", cards[i].team);
      fw_sample_set (record, "site", FW_SAMPLE_SITE);
      if (!fw_records_put (records, scope, record, now, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_steps (FwRecords *records, const char *language, gint64 now, GError **error)
{
  g_autoptr (FwScope) scope = fw_scope_new (FW_SAMPLE_HANDLER, FW_ROLE_ADMINISTRATOR, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GPtrArray) made =
          g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
      FwRecord *record = begin (made, "care-step", steps[i].id);

      fw_sample_set (record, "customer", steps[i].customer);
      fw_sample_set (record, "what", fw_sample_word (language, steps[i].what));
      fw_sample_set_date (record, "day", (gint32) (now / DAY) + steps[i].in);
      if (!fw_records_put (records, scope, record, now, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_rule (FwRecords *records, FwScope *scope, const char *language, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  FwRecord *record = fw_sample_add_record (made, "dispatch-rule", "product-problems",
                                           fw_sample_word (language, "Product problems"));

  fw_sample_set (record, "rank", "1");
  fw_sample_set (record, "cause", "product");
  fw_sample_set (record, "department", "technology");
  return fw_records_put (records, scope, record, now, error);
}

static gboolean
put_case (FwRecords *records, FwScope *scope, const char *language, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  FwRecord *record = begin (made, "case", "case-10");

  fw_sample_set (record, "title", fw_sample_word (language, "The kettle switches itself on"));
  fw_sample_set (record, "class", "complaint");
  fw_sample_set (record, "cause", "product");
  fw_sample_set (record, "impact", "medium");
  fw_sample_set (record, "urgency", "medium");
  fw_sample_set (record, "source", "contact");
  fw_sample_set (record, "customer", "1003");
  fw_sample_set (record, "team", "care-a");
  fw_sample_set (record, "site", FW_SAMPLE_SITE);
  return fw_records_put (records, scope, record, now - HOUR, error);
}

gboolean
fw_sample_put_customers (FwRecords *records, const char *language, gint64 now, GError **error)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();

  g_return_val_if_fail (records != NULL, FALSE);

  return put_cards (records, scope, language, now, error) &&
         put_steps (records, language, now, error) &&
         put_rule (records, scope, language, now, error) &&
         put_case (records, scope, language, now, error);
}
