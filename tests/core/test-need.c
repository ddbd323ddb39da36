/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was published of a day: its fields both ways, and which of several hold. */
#include <math.h>

#include "core/fw-error.h"
#include "core/staffing/fw-need.h"

static void
set (FwRecord *record, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  fw_record_parse (record, (guint) fw_kind_find_field (fw_record_get_kind (record), field),
                   fw_text (text), &error);
  g_assert_no_error (error);
}

static FwRecord *
make (const char *id, const char *queues, const char *published, guint n)
{
  FwRecord *record = fw_record_new (fw_kind_find ("published-forecast"), id);
  double values[FW_NEED_MOST_MOMENTS + 1];
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    values[i] = i == 3 ? NAN : i + 0.126;
  text = fw_need_format (values, n, 2);
  set (record, "site", "sh");
  set (record, "day", "2026-03-29");
  set (record, "queues", queues);
  set (record, "published", published);
  set (record, "contacts", text);
  return record;
}

static void
test_read (void)
{
  g_autoptr (FwRecord) record = make ("a", "mail;chat", "2026-03-28T09:00:00.25Z", 46);
  g_autoptr (GError) error = NULL;
  g_autoptr (FwNeed) need = fw_need_read (record, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (need->n, ==, 46);
  g_assert_cmpstr (need->queues[0], ==, "chat");
  g_assert_cmpstr (need->queues[1], ==, "mail");
  g_assert_true (fw_need_is_of (need, "chat;mail"));
  g_assert_false (fw_need_is_of (need, ""));
  g_assert_cmpfloat (need->contacts[0], ==, 0.13);
  g_assert_cmpfloat (need->contacts[45], ==, 45.13);
  g_assert_true (isnan (need->contacts[3]));
  g_assert_true (isnan (need->people[0]));
  g_assert_cmpint (need->published % G_USEC_PER_SEC, ==, G_USEC_PER_SEC / 4);
}

/* Each list by itself may be right and still not go with the others. */
static void
test_refuse (void)
{
  static const struct
  {
    const char *field, *text;
  } bad[] = {
    { "people", "1;2" }, { "people", "-1" },  { "contacts", "" },    { "queues", "a;;b" },
    { "queues", "a;a" }, { "contacts", "x" }, { "handling", "nan" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (FwRecord) record = make ("a", "", "", 48);
      g_autoptr (GError) error = NULL;

      set (record, bad[i].field, bad[i].text);
      g_assert_false (fw_record_check (record, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, bad[i].field));
    }
  for (guint n = 45; n <= 51; n++)
    {
      g_autoptr (FwRecord) record = make ("a", "", "", n);

      g_assert_true (fw_record_check (record, NULL) == (n >= 46 && n <= 50));
    }
}

static void
add (GPtrArray *needs, const char *id, const char *queues, const char *published)
{
  g_autoptr (FwRecord) record = make (id, queues, published, 48);

  g_ptr_array_add (needs, fw_need_read (record, NULL));
}

static void
assert_chosen (GPtrArray *needs, const char *expected)
{
  g_autoptr (GPtrArray) chosen = fw_need_choose (needs);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < chosen->len; i++)
    g_string_append (ids, ((const FwNeed *) chosen->pdata[i])->id);
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
test_choose (void)
{
  g_autoptr (GPtrArray) needs = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_need_free);

  assert_chosen (needs, "");
  add (needs, "a", "", "2026-03-01T00:00:00Z");
  assert_chosen (needs, "a");
  /* What is newer of some of the queues leaves of what was said of all nothing that could be told
   * apart. */
  add (needs, "b", "chat;mail", "2026-03-02T00:00:00Z");
  assert_chosen (needs, "b");
  add (needs, "c", "phone", "2026-03-03T00:00:00Z");
  assert_chosen (needs, "cb");
  add (needs, "d", "chat", "2026-03-04T00:00:00Z");
  assert_chosen (needs, "dc");
  add (needs, "e", "", "2026-03-05T00:00:00Z");
  assert_chosen (needs, "e");
  ((FwNeed *) needs->pdata[4])->withdrawn = TRUE;
  assert_chosen (needs, "dc");
  add (needs, "f", "chat", "2026-03-04T00:00:00Z");
  assert_chosen (needs, "fc");
}

/* Those of other queues add up, older ones and those of other days do not; what is not said is not
 * nought. */
static void
test_add_up (void)
{
  g_autoptr (GPtrArray) needs = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_need_free);
  double wanted[50];
  gint32 day;

  add (needs, "a", "chat", "2026-03-01T00:00:00Z");
  add (needs, "b", "chat", "2026-03-02T00:00:00Z");
  add (needs, "c", "phone", "2026-03-02T00:00:00Z");
  add (needs, "d", "mail", "2026-03-02T00:00:00Z");
  day = ((FwNeed *) needs->pdata[0])->day;
  ((FwNeed *) needs->pdata[3])->day = day + 1;
  for (guint i = 0; i < 3; i++)
    {
      FwNeed *need = needs->pdata[i];

      for (guint at = 0; at < need->n; at++)
        need->people[at] = at == 0 ? NAN : i == 0 ? 1000 : (i + 1) * at;
    }
  ((FwNeed *) needs->pdata[1])->people[2] = NAN;
  g_assert_true (fw_need_add_up (needs, day, wanted, G_N_ELEMENTS (wanted)));
  g_assert_true (isnan (wanted[0]));
  g_assert_cmpfloat (wanted[1], ==, 2 + 3);
  g_assert_cmpfloat (wanted[2], ==, 6);
  g_assert_cmpfloat (wanted[47], ==, 5 * 47);
  g_assert_true (isnan (wanted[48]) && isnan (wanted[49]));
  g_assert_false (fw_need_add_up (needs, day + 2, wanted, G_N_ELEMENTS (wanted)));
  g_assert_true (isnan (wanted[1]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/need/read", test_read);
  g_test_add_func ("/need/refuse", test_refuse);
  g_test_add_func ("/need/choose", test_choose);
  g_test_add_func ("/need/add-up", test_add_up);
  return g_test_run ();
}
