/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-programme-templates.h"

#include <glib/gi18n-lib.h>

/* clang-format off: tables */
static const struct
{
  const char *id, *name, *months;
} schemes[] = {
  { "programme-basic", N_ ("Basic certificate"), "6" },
  { "programme-backbone", N_ ("Backbone certificate"), "12" },
  { "programme-leadership", N_ ("Leadership certificate"), "24" },
};

static const struct
{
  const char *id, *name, *audience, *layer, *hours, *form;
} courses[] = {
  { "programme-theory", N_ ("Newcomers, theory"), "newcomer", "cognition", "40", "class" },
  { "programme-practice", N_ ("Newcomers, practice"), "newcomer", "skill", "40", "practice" },
  { "programme-basic-course", N_ ("Basic certificate, course"), "newcomer", "skill", "24",
    "class" },
  { "programme-backbone-course", N_ ("Backbone, special course"), "staff", "process", "40",
    "mentor" },
  { "programme-strengthen", N_ ("In-post strengthening"), "staff", "skill", "12", "practice" },
  { "programme-teams", N_ ("Team management"), "leader", "character", "16", "class" },
  { "programme-data", N_ ("Data analysis"), "leader", "cognition", "16", "class" },
  { "programme-processes", N_ ("Process optimisation"), "leader", "process", "16", "class" },
};

static const struct
{
  const char *id, *name, *layer, *form, *module, *minutes;
} lessons[] = {
  { "lesson-norms", N_ ("Norms of service"), "cognition", "reading", "norms", "60" },
  { "lesson-professionalism", N_ ("A professional on the line"), "character", "video",
    "professionalism", "5" },
  { "lesson-teamwork", N_ ("Teamwork across the shift"), "character", "talk", "teamwork", "45" },
  { "lesson-emergency", N_ ("Emergencies, step by step"), "process", "practice", "emergency",
    "45" },
  { "lesson-systems", N_ ("The systems, click by click"), "process", "video", "tools", "5" },
  { "lesson-tools", N_ ("Three digital tools"), "skill", "practical", "tools", "60" },
  { "lesson-nonverbal", N_ ("Voice, listening, empathy"), "skill", "practice", "communication",
    "60" },
  { "lesson-product", N_ ("Products in scenes"), "cognition", "practice", "product", "60" },
  { "lesson-emotion", N_ ("Keeping one's calm"), "character", "practice", "emotion", "45" },
  { "lesson-noisy", N_ ("Drill: listening in noise"), "skill", "drill", "communication", "30" },
  { "lesson-pyramid", N_ ("Drill: the pyramid of expression"), "skill", "drill", "communication",
    "30" },
  { "lesson-abusive", N_ ("Drill: an abusive customer"), "skill", "drill", "emotion", "30" },
  { "lesson-role-swap", N_ ("Drill: role swap"), "character", "drill", "teamwork", "30" },
  { "lesson-virtual", N_ ("Drill: a virtual case across departments"), "process", "drill",
    "teamwork", "45" },
  { "lesson-alone", N_ ("From inquiry to close, alone"), "process", "practical", "tools", "30" },
  { "lesson-weekly-product", N_ ("New products of the week"), "cognition", "reading", "product",
    "20" },
  { "lesson-weekly-quiz", N_ ("Quiz of the week"), "cognition", "quiz", "product", "10" },
  { "lesson-weekly-practice", N_ ("Practice of the week"), "skill", "practice", "product", "20" },
  { "lesson-clinic", N_ ("Case clinic: five fresh cases"), "skill", "talk", "communication", "60" },
  { "lesson-lead-plan", N_ ("Leading: aims and plans"), "process", "practice", "leadership", "60" },
  { "lesson-lead-coach", N_ ("Leading: coaching"), "skill", "practice", "leadership", "60" },
  { "lesson-lead-conflict", N_ ("Leading: conflict"), "character", "practice", "leadership", "60" },
  { "lesson-lead-figures", N_ ("Leading: figures of the team"), "cognition", "practice",
    "leadership", "60" },
  { "lesson-lead-change", N_ ("Leading: change"), "process", "practice", "leadership", "60" },
  { "lesson-lead-crisis", N_ ("Leading: a crisis"), "process", "practice", "leadership", "60" },
};

static const struct
{
  const char *id, *name, *audience, *days, *gates, *target, *mentored, *first, *first_weight,
      *second, *second_weight, *repeats;
} programmes[] = {
  { "programme-month", N_ ("Newcomers, one month full-time"), "newcomer", "30", "yes", "80", "no",
    NULL, NULL, NULL, NULL, "never" },
  { "programme-weeks", N_ ("Newcomers, one week and one"), "newcomer", "14", "yes", "80", "no",
    NULL, NULL, NULL, NULL, "never" },
  { "programme-days", N_ ("Basic certificate, three days"), "newcomer", "3", "no", "80", "no", NULL,
    NULL, NULL, NULL, "never" },
  { "programme-seven", N_ ("Backbone, seven days with a mentor"), "staff", "7", "no", NULL, "yes",
    N_ ("Cases"), "60", N_ ("Customers"), "40", "never" },
  { "programme-quarter", N_ ("Staff in post, each quarter"), "staff", "2", "no", NULL, "no", NULL,
    NULL, NULL, NULL, "quarterly" },
  { "programme-week", N_ ("Product and cases of the week"), "staff", "7", "no", NULL, "no", NULL,
    NULL, NULL, NULL, "weekly" },
  { "programme-five", N_ ("Leadership, five days"), "leader", "5", "no", NULL, "no",
    N_ ("Leadership"), "60", N_ ("Team"), "40", "never" },
  { "programme-three", N_ ("Management, three courses"), "leader", "90", "no", NULL, "no", NULL,
    NULL, NULL, NULL, "never" },
};

/* Of a lesson or course its own name is that of the step. */
static const struct
{
  const char *programme, *what, *of, *by_day;
} steps[] = {
  { "programme-month", "lesson", "lesson-norms", "2" },
  { "programme-month", "lesson", "lesson-professionalism", "3" },
  { "programme-month", "lesson", "lesson-systems", "4" },
  { "programme-month", "course", "programme-theory", "12" },
  { "programme-month", "lesson", "lesson-nonverbal", "14" },
  { "programme-month", "lesson", "lesson-product", "15" },
  { "programme-month", "lesson", "lesson-noisy", "16" },
  { "programme-month", "lesson", "lesson-pyramid", "17" },
  { "programme-month", "lesson", "lesson-abusive", "18" },
  { "programme-month", "lesson", "lesson-role-swap", "19" },
  { "programme-month", "lesson", "lesson-virtual", "20" },
  { "programme-month", "lesson", "lesson-teamwork", "21" },
  { "programme-month", "lesson", "lesson-emergency", "22" },
  { "programme-month", "course", "programme-practice", "26" },
  { "programme-month", "lesson", "lesson-alone", "27" },
  { "programme-month", "exam", "programme-basic", "30" },
  { "programme-month", "certificate", "programme-basic", "30" },
  { "programme-weeks", "lesson", "lesson-norms", "2" },
  { "programme-weeks", "lesson", "lesson-systems", "3" },
  { "programme-weeks", "course", "programme-theory", "7" },
  { "programme-weeks", "lesson", "lesson-emergency", "9" },
  { "programme-weeks", "course", "programme-practice", "13" },
  { "programme-weeks", "lesson", "lesson-alone", "13" },
  { "programme-weeks", "exam", "programme-basic", "14" },
  { "programme-days", "course", "programme-basic-course", "3" },
  { "programme-days", "lesson", "lesson-tools", "3" },
  { "programme-days", "exam", "programme-basic", "3" },
  { "programme-days", "certificate", "programme-basic", "3" },
  { "programme-seven", "lesson", "lesson-nonverbal", "2" },
  { "programme-seven", "lesson", "lesson-product", "3" },
  { "programme-seven", "lesson", "lesson-emotion", "4" },
  { "programme-seven", "course", "programme-backbone-course", "7" },
  { "programme-seven", "exam", "programme-backbone", "7" },
  { "programme-quarter", "course", "programme-strengthen", "2" },
  { "programme-quarter", "lesson", "lesson-emotion", "2" },
  { "programme-week", "lesson", "lesson-weekly-product", "3" },
  { "programme-week", "lesson", "lesson-weekly-quiz", "5" },
  { "programme-week", "lesson", "lesson-weekly-practice", "6" },
  { "programme-week", "lesson", "lesson-clinic", "7" },
  { "programme-five", "lesson", "lesson-lead-plan", "1" },
  { "programme-five", "lesson", "lesson-lead-coach", "2" },
  { "programme-five", "lesson", "lesson-lead-conflict", "2" },
  { "programme-five", "lesson", "lesson-lead-figures", "3" },
  { "programme-five", "lesson", "lesson-lead-change", "4" },
  { "programme-five", "lesson", "lesson-lead-crisis", "4" },
  { "programme-five", "exam", "programme-leadership", "5" },
  { "programme-three", "course", "programme-teams", "30" },
  { "programme-three", "course", "programme-data", "60" },
  { "programme-three", "course", "programme-processes", "90" },
};
/* clang-format on */

static FwRecord *
add (GPtrArray *records, const char *kind, const char *id)
{
  FwRecord *record = fw_record_new (fw_kind_find (kind), id);

  fw_record_set_fallbacks (record);
  g_ptr_array_add (records, record);
  return record;
}

static void
set (FwRecord *record, const char *field, const char *text)
{
  if (text != NULL)
    fw_record_parse (record, fw_record_find (record, field), fw_text (text), NULL);
}

static void
add_outside (GPtrArray *records, FwProgrammeWord word)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      FwRecord *record = add (records, "certificate-scheme", schemes[i].id);

      set (record, "name", word (schemes[i].name));
      set (record, "months", schemes[i].months);
    }
  for (guint i = 0; i < G_N_ELEMENTS (courses); i++)
    {
      FwRecord *record = add (records, "course", courses[i].id);

      set (record, "name", word (courses[i].name));
      set (record, "programme", courses[i].audience);
      set (record, "layer", courses[i].layer);
      set (record, "hours", courses[i].hours);
      set (record, "form", courses[i].form);
    }
}

static void
add_lessons (GPtrArray *records, FwProgrammeWord word)
{
  for (guint i = 0; i < G_N_ELEMENTS (lessons); i++)
    {
      FwRecord *record = add (records, "lesson", lessons[i].id);

      set (record, "name", word (lessons[i].name));
      set (record, "layer", lessons[i].layer);
      set (record, "form", lessons[i].form);
      set (record, "module", lessons[i].module);
      set (record, "minutes", lessons[i].minutes);
    }
}

static void
add_programmes (GPtrArray *records, FwProgrammeWord word)
{
  for (guint i = 0; i < G_N_ELEMENTS (programmes); i++)
    {
      FwRecord *record = add (records, "programme", programmes[i].id);

      set (record, "name", word (programmes[i].name));
      set (record, "audience", programmes[i].audience);
      set (record, "days", programmes[i].days);
      set (record, "gates", programmes[i].gates);
      set (record, "pass_target", programmes[i].target);
      set (record, "mentored", programmes[i].mentored);
      set (record, "repeats", programmes[i].repeats);
      if (programmes[i].first == NULL)
        continue;
      set (record, "first_part", word (programmes[i].first));
      set (record, "first_weight", programmes[i].first_weight);
      set (record, "second_part", word (programmes[i].second));
      set (record, "second_weight", programmes[i].second_weight);
    }
}

/* Returns: (transfer full): what a step is called. */
static char *
make_name (GPtrArray *records, guint step, FwProgrammeWord word)
{
  const char *name = "";

  for (guint i = 0; i < records->len; i++)
    if (g_str_equal (fw_record_get_id (records->pdata[i]), steps[step].of))
      name = fw_record_text (records->pdata[i], "name");
  return g_str_equal (steps[step].what, "exam")
             ? g_strdup_printf ("%s: %s", word (N_ ("Exam")), name)
             : g_strdup (name);
}

static void
add_steps (GPtrArray *records, FwProgrammeWord word)
{
  guint place = 0;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *name = make_name (records, i, word);
      g_autofree char *id = NULL, *in_order = NULL;
      FwRecord *record;

      place = i > 0 && g_str_equal (steps[i].programme, steps[i - 1].programme) ? place + 1 : 1;
      id = g_strdup_printf ("%s-%u", steps[i].programme, place);
      in_order = g_strdup_printf ("%u", place);
      record = add (records, "programme-step", id);
      set (record, "name", name);
      set (record, "programme", steps[i].programme);
      set (record, "place", in_order);
      set (record, "what", steps[i].what);
      set (record,
           g_str_equal (steps[i].what, "lesson")   ? "lesson"
           : g_str_equal (steps[i].what, "course") ? "course"
                                                   : "scheme",
           steps[i].of);
      set (record, "by_day", steps[i].by_day);
    }
}

GPtrArray *
fw_programme_templates (FwProgrammeWord word)
{
  GPtrArray *records;

  g_return_val_if_fail (word != NULL, NULL);

  records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  add_outside (records, word);
  add_lessons (records, word);
  add_programmes (records, word);
  add_steps (records, word);
  return records;
}
