/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tiers and rules of dispatch, held against every combination worked out a second way. */
#include "core/quality/fw-case-arrange.h"

#include <math.h>

typedef struct
{
  GPtrArray *rules, *departments, *customers; /* FwRecord */
} House;

static FwRecord *
find (gpointer data, const char *kind, const char *id)
{
  House *house = data;
  const GPtrArray *list = g_str_equal (kind, "department") ? house->departments : house->customers;

  for (guint i = 0; i < list->len; i++)
    if (g_strcmp0 (fw_record_get_id (list->pdata[i]), id) == 0)
      return fw_record_ref (list->pdata[i]);
  return NULL;
}

static const GPtrArray *
list (gpointer data, const char *kind)
{
  return ((House *) data)->rules;
}

static double
policy (gpointer data, const char *name, const char *site)
{
  return g_str_equal (name, "customer-vip-orders")       ? 12
         : g_str_equal (name, "customer-vip-value")      ? 10000
         : g_str_equal (name, "customer-regular-orders") ? 3
                                                         : 1000;
}

static void
set (FwRecord *record, const char *field, const char *text)
{
  g_assert_true (fw_record_parse (record, fw_record_find (record, field), fw_text (text), NULL));
}

static GPtrArray *
make_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
}

static FwRecord *
add (GPtrArray *records, const char *kind, const char *id)
{
  FwRecord *record = fw_record_new (fw_kind_find (kind), id);

  g_ptr_array_add (records, record);
  return record;
}

static void
add_rule (House *house, const char *id, const char *rank, const char *class, const char *product)
{
  FwRecord *rule = add (house->rules, "dispatch-rule", id);

  set (rule, "name", id);
  set (rule, "rank", rank);
  set (rule, "class", class);
  set (rule, "product", product);
  set (rule, "department", id[0] == 'e' ? "east" : "parts");
}

static void
house_init (House *house)
{
  *house = (House){ make_list (), make_list (), make_list () };
  add (house->departments, "department", "parts");
  set (add (house->departments, "department", "east"), "site", "e");
  add_rule (house, "any", "9", "", "");
  add_rule (house, "complaint", "3", "complaint", "");
  add_rule (house, "kettle", "3", "", "kettle");
  add_rule (house, "both", "2", "complaint", "kettle");
  add_rule (house, "east", "1", "", "");
}

static void
house_clear (House *house)
{
  g_ptr_array_unref (house->rules);
  g_ptr_array_unref (house->departments);
  g_ptr_array_unref (house->customers);
}

/* The rules above, said in words. */
static const char *
say_rule (const char *class, const char *product, const char *site)
{
  if (g_str_equal (site, "e"))
    return "east"; /* the department of that site alone, and the least rank */
  if (g_str_equal (class, "complaint"))
    return g_str_equal (product, "kettle") ? "both" : "complaint";
  return g_str_equal (product, "kettle") ? "kettle" : "any";
}

static void
shuffle (GPtrArray *records)
{
  for (guint i = records->len; i > 1; i--)
    {
      const guint j = (guint) g_test_rand_int_range (0, (gint32) i);
      gpointer kept = records->pdata[i - 1];

      records->pdata[i - 1] = records->pdata[j];
      records->pdata[j] = kept;
    }
}

static void
test_rules (void)
{
  static const char *const classes[] = { "complaint", "fault" };
  static const char *const products[] = { "kettle", "lamp", "" };
  static const char *const sites[] = { "e", "w" };
  House house;
  FwKindLook look = { &house, find, list, policy };

  house_init (&house);
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (FwRecord) record = fw_record_new (fw_kind_find ("case"), "x");
      const char *class = classes[i % 2], *product = products[i % 3], *site = sites[i / 6 % 2];
      const char *wanted = say_rule (class, product, site);

      shuffle (house.rules);
      set (record, "class", class);
      set (record, "product", product);
      set (record, "site", site);
      set (record, "dispatch", "kettle"); /* passed over */
      fw_case_arrange (NULL, record, &look);
      g_assert_cmpstr (fw_record_text (record, "dispatch"), ==, wanted);
      g_assert_cmpstr (fw_record_text (record, "department"), ==,
                       g_str_equal (wanted, "east") ? "east" : "parts");
    }
  house_clear (&house);
}

/* What somebody said of the department holds, and what is under way is left alone. */
static void
test_left_alone (void)
{
  House house;
  FwKindLook look = { &house, find, list, policy };
  g_autoptr (FwRecord) record = fw_record_new (fw_kind_find ("case"), "x");
  g_autoptr (FwRecord) stored = NULL;

  house_init (&house);
  set (record, "class", "fault");
  set (record, "site", "w");
  set (record, "department", "other");
  fw_case_arrange (NULL, record, &look);
  g_assert_cmpstr (fw_record_text (record, "department"), ==, "other");
  g_assert_null (fw_record_text (record, "dispatch"));

  set (record, "state", "new");
  stored = fw_record_copy (record);
  set (record, "department", "");
  fw_case_arrange (stored, record, &look); /* taken out by hand */
  g_assert_null (fw_record_text (record, "department"));

  set (stored, "department", "");
  fw_case_arrange (stored, record, &look); /* nothing that a rule asks for changed */
  g_assert_null (fw_record_text (record, "department"));
  set (record, "class", "complaint");
  fw_case_arrange (stored, record, &look);
  g_assert_cmpstr (fw_record_text (record, "dispatch"), ==, "complaint");

  set (record, "department", "");
  set (stored, "state", "acknowledged");
  fw_case_arrange (stored, record, &look);
  g_assert_null (fw_record_text (record, "department"));
  house_clear (&house);
}

/* The second way: by what the limits are. */
static const char *
say_tier (const char *by_hand, const char *orders, const char *value)
{
  const double n = g_ascii_strtod (orders, NULL), worth = g_ascii_strtod (value, NULL);

  if (*by_hand != '\0')
    return by_hand;
  if (*orders == '\0' && *value == '\0')
    return NULL;
  return n >= 12 || worth >= 10000 ? "vip" : n >= 3 || worth >= 1000 ? "regular" : "occasional";
}

static void
test_tiers (void)
{
  static const char *const by_hand[] = { "", "vip", "occasional" };
  static const char *const orders[] = { "", "0", "2", "3", "11", "12" };
  static const char *const values[] = { "", "0", "999.99", "1000", "9999.5", "10000" };
  House house;
  FwKindLook look = { &house, find, list, policy };

  house_init (&house);
  for (guint i = 0; i < G_N_ELEMENTS (by_hand) * 36; i++)
    {
      const char *hand = by_hand[i / 36], *n = orders[i / 6 % 6], *worth = values[i % 6];
      g_autoptr (FwRecord) customer = fw_record_new (fw_kind_find ("customer"), "1003");
      FwRecord *record = fw_record_new (fw_kind_find ("case"), "x");
      const gboolean vip = g_strcmp0 (say_tier (hand, n, worth), "vip") == 0;

      set (customer, "tier_by_hand", hand);
      set (customer, "orders", n);
      set (customer, "order_value", worth);
      set (customer, "tier", "vip"); /* passed over */
      fw_customer_arrange (NULL, customer, &look);
      g_assert_cmpstr (fw_record_text (customer, "tier"), ==, say_tier (hand, n, worth));

      g_ptr_array_set_size (house.customers, 0);
      g_ptr_array_add (house.customers, fw_record_ref (customer));
      set (record, "customer", "1003");
      fw_case_arrange (NULL, record, &look);
      g_assert_cmpint (fw_record_integer (record, "vip"), ==, vip);
      fw_record_unref (record);
    }
  house_clear (&house);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-arrange/rules", test_rules);
  g_test_add_func ("/case-arrange/left-alone", test_left_alone);
  g_test_add_func ("/case-arrange/tiers", test_tiers);
  return g_test_run ();
}
