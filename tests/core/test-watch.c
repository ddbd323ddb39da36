/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "core/why/fw-watch.h"

#define DAY 20778 /* 2026-11-21 */

static guint
find (const FwRecord *record, const char *name)
{
  gint field = fw_kind_find_field (fw_record_get_kind (record), name);

  g_assert_cmpint (field, >=, 0);
  return (guint) field;
}

static FwRecord *
make_watch (const char *direction)
{
  FwRecord *watch = fw_record_new (fw_kind_find ("watch"), "nights");

  fw_record_set_text (watch, find (watch, "name"), "Nights");
  fw_record_set_text (watch, find (watch, "metric"), "csat");
  fw_record_set_text (watch, find (watch, "team"), "night-b");
  fw_record_set_text (watch, find (watch, "filters"), "shift=night");
  fw_record_set_text (watch, find (watch, "direction"), direction);
  fw_record_set_fallbacks (watch);
  return watch;
}

static FwWhyCause *
add_cause (FwWhyAnswer *answer, const char *attribute, const char *value, const char *title)
{
  FwWhyCause *cause = fw_why_cause_new ();

  fw_why_cell_add_part (&cause->cell, attribute, value, title);
  cause->cell.effect = -0.02;
  g_ptr_array_add (answer->causes, cause);
  return cause;
}

static FwWhyAnswer *
make_answer (FwWhyState state)
{
  FwWhyAnswer *answer = fw_why_answer_new (fw_metric_find ("csat"));

  answer->state = state;
  answer->before = (FwWhySide){ TRUE, 0.91, 900, { 0.9, 0.92 } };
  answer->now = (FwWhySide){ TRUE, state == FW_WHY_ROSE ? 0.95 : 0.84, 400, { 0.8, 0.96 } };
  return answer;
}

static void
test_finding (void)
{
  g_autoptr (FwRecord) watch = make_watch ("worse");
  g_autoptr (FwWhyAnswer) answer = make_answer (FW_WHY_FELL);
  FwWhyCause *cause = add_cause (answer, "team", "night-b", "Night B");
  g_autoptr (FwRecord) finding = NULL;
  g_autoptr (GError) error = NULL;

  fw_why_cell_add_part (&cause->cell, "product", "A & B; C", "A & B; C");
  add_cause (answer, "queue", "q1", "夜间");
  finding = fw_watch_make_finding (watch, answer, DAY, FALSE);

  g_assert_nonnull (finding);
  g_assert_true (fw_record_check (finding, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fw_record_get_id (finding), ==, "nights/2026-11-21");
  g_assert_cmpstr (fw_record_text (finding, "title"), ==, "Night B · A & B; C; 夜间");
  g_assert_cmpstr (fw_record_text (finding, "causes"), ==,
                   "team=night-b&product=A%20%26%20B%3B%20C;queue=q1");
  /* what was asked, to be asked again when the watch has gone */
  g_assert_cmpstr (fw_record_text (finding, "team"), ==, "night-b");
  g_assert_cmpstr (fw_record_text (finding, "baseline"), ==, "last-week");
  g_assert_cmpstr (fw_record_text (finding, "filters"), ==, "shift=night");
  g_assert_cmpstr (fw_record_text (finding, FW_KIND_STATE), ==, NULL);
  g_assert_cmpfloat (fw_record_get_number (finding, find (finding, "now")), ==, 0.84);
  g_assert_true (fw_watch_agrees (finding, answer));
}

static void
test_silence (void)
{
  g_autoptr (FwRecord) worse = make_watch ("worse");
  g_autoptr (FwRecord) either = make_watch ("either");
  g_autoptr (FwWhyAnswer) nothing = make_answer (FW_WHY_FELL);
  g_autoptr (FwWhyAnswer) better = make_answer (FW_WHY_ROSE);
  g_autoptr (FwRecord) finding = NULL;

  add_cause (better, "team", "night-b", "Night B")->cell.effect = 0.02;

  g_assert_null (fw_watch_make_finding (worse, nothing, DAY, FALSE));
  g_assert_null (fw_watch_make_finding (worse, better, DAY, FALSE));
  g_assert_null (fw_watch_make_finding (either, nothing, DAY, FALSE));
  finding = fw_watch_make_finding (either, better, DAY, TRUE);
  g_assert_nonnull (finding);
  g_assert_true (fw_record_integer (finding, "live"));
}

/* A live finding is held against the whole day: the same cell, a broader or a narrower one is the
 * same cause; another one, or the other direction, is not. */
static void
test_agreement (void)
{
  g_autoptr (FwRecord) watch = make_watch ("worse");
  g_autoptr (FwWhyAnswer) morning = make_answer (FW_WHY_FELL);
  g_autoptr (FwWhyAnswer) narrower = make_answer (FW_WHY_FELL);
  g_autoptr (FwWhyAnswer) other = make_answer (FW_WHY_FELL);
  g_autoptr (FwWhyAnswer) rose = make_answer (FW_WHY_ROSE);
  g_autoptr (FwRecord) finding = NULL;

  add_cause (morning, "product", "orders", "Orders");
  add_cause (other, "product", "payments", "Payments");
  add_cause (rose, "product", "orders", "Orders")->cell.effect = 0.02;
  add_cause (narrower, "queue", "q1", "Q 1");
  fw_why_cell_add_part (&add_cause (narrower, "team", "night-b", "Night B")->cell, "product",
                        "orders", "Orders");

  finding = fw_watch_make_finding (watch, morning, DAY, TRUE);
  g_assert_true (fw_watch_agrees (finding, narrower));
  g_assert_false (fw_watch_agrees (finding, other));
  g_assert_false (fw_watch_agrees (finding, rose));
}

static void
test_long_texts (void)
{
  g_autoptr (FwRecord) watch = make_watch ("worse");
  g_autoptr (FwWhyAnswer) answer = make_answer (FW_WHY_FELL);
  g_autofree char *name = g_strnfill (500, 'x');
  g_autofree char *chinese = g_strdup ("满");
  g_autoptr (FwRecord) finding = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *longer = g_strconcat (chinese, chinese, NULL);

      g_free (chinese);
      chinese = g_steal_pointer (&longer);
    }
  for (guint i = 0; i < 6; i++)
    add_cause (answer, "product", name, chinese);
  finding = fw_watch_make_finding (watch, answer, DAY, FALSE);

  g_assert_true (fw_record_check (finding, &error));
  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (fw_record_text (finding, "title"), -1, NULL));
}

static void
test_ids (void)
{
  g_autofree char *name = g_strnfill (64, 'n');
  g_autoptr (FwRecord) watch = fw_record_new (fw_kind_find ("watch"), name);
  g_autofree char *id = fw_watch_make_id (watch, DAY);
  g_autofree char *next = fw_watch_make_id (watch, DAY + 1);

  g_assert_true (fw_record_is_id (id));
  g_assert_cmpstr (id, !=, next);
}

static void
test_description (void)
{
  static const struct
  {
    const char *filters;
    gboolean good;
  } cases[] = {
    { "shift=night", TRUE },
    { "shift=night&channel=phone,chat", TRUE },
    { "consecutive_nights=4", TRUE },
    { "", TRUE },
    { "team=night-b", FALSE },
    { "site=main", FALSE },
    { "night", FALSE },
    { "shift=", FALSE },
    { "shift=night&&", FALSE },
  };
  const FwField *metric;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FwRecord) watch = make_watch ("worse");

      if (*cases[i].filters != '\0')
        fw_record_set_text (watch, find (watch, "filters"), cases[i].filters);
      g_assert_true (fw_record_check (watch, NULL) == cases[i].good);
    }

  metric = &fw_kind_find ("watch")->fields[fw_kind_find_field (fw_kind_find ("watch"), "metric")];
  for (guint i = 0; metric->values[i] != NULL; i++)
    {
      g_assert_nonnull (fw_metric_find (metric->values[i]));
      g_assert_cmpstr (fw_metric_find (metric->values[i])->label, ==, metric->labels[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/watch/finding", test_finding);
  g_test_add_func ("/watch/silence", test_silence);
  g_test_add_func ("/watch/agreement", test_agreement);
  g_test_add_func ("/watch/long-texts", test_long_texts);
  g_test_add_func ("/watch/ids", test_ids);
  g_test_add_func ("/watch/description", test_description);

  return g_test_run ();
}
