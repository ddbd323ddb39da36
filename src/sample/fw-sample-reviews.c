/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-reviews.h"

#include "centre/fw-centre-week.h"
#include "core/quality/fw-review-form.h"
#include "core/quality/fw-review-templates.h"
#include "sample/fw-sample-centre.h"
#include "sample/fw-sample-random.h"
#include "sample/fw-sample-record.h"
#include "sample/fw-sample-words.h"
#include "store/fw-record-moves.h"

#define WEEKS 3
#define SCALE FW_REVIEW_TEMPLATE_SCALE
#define FORM "three-dimensions-1"
#define WAITING 3 /* reviews */

/* Planted: one grades as most do, one is severe, one grew more lenient from week to week. */
static const struct
{
  const char *account;
  double effect, drift; /* points of SCALE; a week */
} graders[] = {
  { "quality", 0, 0 },
  { "grader-mei", -0.9, 0 },
  { "grader-otto", 0, 0.35 },
};

/* Those that every centre may take. */
static void
add_forms (GPtrArray *records, const char *language)
{
  guint n;
  const FwReviewTemplate *forms = fw_review_templates (&n);

  for (guint i = 0; i < n; i++)
    {
      FwRecord *record = fw_sample_add_record (records, "review-form", forms[i].id,
                                               fw_sample_word (language, forms[i].name));

      fw_sample_set (record, "items", fw_sample_word (language, forms[i].items));
    }
}

typedef struct
{
  FwCentre *centre;
  guint64 seed;
  const char *language; /* (nullable) */
  const FwWeek *week;
  const FwReviewForm *form;
  guint age; /* weeks before that of the sample, from 1 */
  GPtrArray *records;
  GPtrArray *seconds; /* second scorings of the same contacts */
} Making;

/* How far two graders who are alike see the same contact apart: half a point of SCALE either way.
 */
#define APART 1.0
/* Of what is to be scored a second time: not done yet in the last week. */
#define SECOND_LEFT 0.35

/* Planted: what solves a problem is scored low in one team. */
#define LOW_ITEM 2
#define LOW_TEAM "tech-b"
#define LOW_BY 0.9

/* @good: 0 to 1: what the person is like; @eye: of the grader at this item, around 0. */
static int
make_score (const FwReviewItem *item, guint64 dice, double good, double effect, double eye)
{
  const double luck = fw_sample_unit (fw_sample_hash (dice, 1, 0, 0));

  if (item->optional && fw_sample_unit (fw_sample_hash (dice, 2, 0, 0)) < 0.08)
    return FW_REVIEW_NOT_APPLICABLE;
  if (item->fatal)
    return luck < 0.006 ? 0 : luck + eye / 8 < 0.2 ? SCALE - 1 : SCALE;
  return (int) CLAMP (lround (3.1 + 1.7 * good + 2 * (luck - 0.5) + effect + eye), 0, SCALE);
}

/* @second: what another grader sees in the same contact. */
static char *
make_scores (const Making *self,
             const FwWeekContact *contact,
             const char *person,
             guint grader,
             gboolean second)
{
  const guint64 who = fw_sample_hash (self->seed, g_str_hash (person), 0, 0);
  const double effect = graders[grader].effect + graders[grader].drift * (WEEKS - self->age) -
                        (contact->sampled == FW_SAMPLED_RISK ? 0.8 : 0);
  const gboolean low = g_str_equal (fw_week_get_team (self->centre, contact), LOW_TEAM);
  int scores[FW_REVIEW_MOST_ITEMS];

  for (guint i = 0; i < self->form->n; i++)
    {
      const guint64 dice = fw_sample_hash (self->seed, contact->key, i, 0);
      const double eye =
          second ? APART * (fw_sample_unit (fw_sample_hash (dice, 3, 0, 0)) - 0.5) : 0;

      scores[i] = make_score (&self->form->items[i], dice, fw_sample_unit (who),
                              effect - (i == LOW_ITEM && low ? LOW_BY : 0), eye);
    }
  return fw_review_scores_write (self->form, scores);
}

/* Of the last week a few wait, for a leader or for who settles a dispute. */
static gboolean
is_waiting (const Making *self, guint n)
{
  return self->age == 1 && n < WAITING;
}

static guint
choose_grader (const Making *self, const FwWeekContact *contact)
{
  return (guint) (fw_sample_hash (self->seed, contact->key, 99, 0) % G_N_ELEMENTS (graders));
}

/* Returns: (transfer none): without a day on which it became known. */
static FwRecord *
add_sheet (const Making *self,
           GPtrArray *records,
           const char *id,
           const FwWeekContact *contact,
           const FwContactLine *line,
           guint grader,
           gboolean second)
{
  const FwWeekPerson *person = &g_array_index (self->week->people, FwWeekPerson, contact->person);
  g_autofree char *scores = make_scores (self, contact, person->id, grader, second);
  g_autofree char *name = g_strconcat (line->source, "/", line->id, NULL);
  FwRecord *record = fw_sample_add_record (records, "review", id, NULL);

  fw_sample_set (record, "person", person->id);
  fw_sample_set (record, "contact", name);
  fw_sample_set_date (record, "day", fw_zone_get_day (self->week->zone, contact->at));
  fw_sample_set (record, "form", FORM);
  fw_sample_set (record, "sampled", contact->sampled == FW_SAMPLED_RANDOM ? "random" : "risk");
  fw_sample_set (record, "grader", graders[grader].account);
  fw_sample_set (record, "scores", scores);
  return record;
}

/* Whether somebody is still to score it a second time. */
static gboolean
is_left (const Making *self, const FwWeekContact *contact)
{
  return self->age == 1 &&
         fw_sample_unit (fw_sample_hash (self->seed, contact->key, 97, 0)) < SECOND_LEFT;
}

/* The other two by turns. */
static void
add_second (Making *self, const FwWeekContact *contact, const FwContactLine *line)
{
  const guint64 dice = fw_sample_hash (self->seed, contact->key, 98, 0);
  const guint grader = (choose_grader (self, contact) + 1 + dice % (G_N_ELEMENTS (graders) - 1)) %
                       G_N_ELEMENTS (graders);
  g_autofree char *id = g_strdup_printf ("second-%u-%u", self->age, self->seconds->len + 1);

  fw_sample_set_date (add_sheet (self, self->seconds, id, contact, line, grader, TRUE), "second",
                      self->week->monday + 7);
}

static void
add_review (Making *self, const FwWeekContact *contact, const FwContactLine *line)
{
  const gboolean waits = is_waiting (self, self->records->len);
  const gboolean twice = !waits && fw_week_is_second (self->centre, self->week, contact);
  g_autofree char *id = g_strdup_printf ("review-%u-%u", self->age, self->records->len + 1);
  FwRecord *record =
      add_sheet (self, self->records, id, contact, line, choose_grader (self, contact), FALSE);

  fw_sample_set (record, "closed", twice && is_left (self, contact) ? "yes" : "no");
  if (!waits)
    fw_sample_set_date (record, "told", self->week->monday + 7);
  if (twice && !is_left (self, contact))
    add_second (self, contact, line);
}

static gboolean
is_reviewed (const Making *self, const FwWeekContact *contact)
{
  return contact->sampled != FW_SAMPLED_NOT &&
         (self->age > 1 || fw_sample_hash (self->seed, contact->key, 7, 0) % 3 != 0);
}

static gboolean
put (Making *self, GPtrArray *records, FwScope *scope, gint64 now, GError **error)
{
  return records->len == 0 ||
         fw_records_put_all (fw_centre_get_records (self->centre), scope, records, now, error);
}

static gboolean
put_week (Making *self, FwScope *scope, gint64 now, GError **error)
{
  g_autoptr (GArray) indices = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) lines = NULL;
  guint32 *places;

  for (guint i = 0; i < self->week->contacts->len; i++)
    if (is_reviewed (self, &g_array_index (self->week->contacts, FwWeekContact, i)))
      g_array_append_val (indices, i);
  places = (guint32 *) (gpointer) indices->data;
  lines = fw_centre_name_week (self->centre, self->week, places, indices->len, error);
  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < indices->len; i++)
    add_review (self, &g_array_index (self->week->contacts, FwWeekContact, places[i]),
                lines->pdata[i]);
  return put (self, self->records, scope, now, error) &&
         put (self, self->seconds, scope, now, error);
}

/* The first of those that wait is disputed, too. */
static gboolean
move_waiting (Making *self, FwScope *scope, gint64 now, GError **error)
{
  FwRecords *records = fw_centre_get_records (self->centre);

  for (guint i = 0; i < self->records->len && is_waiting (self, i); i++)
    {
      static const char *const names[] = { "disputed_item", "proposed", "objection", NULL };
      const FwRecord *record = self->records->pdata[i];
      const char *id = fw_record_get_id (record);
      const FwKind *kind = fw_record_get_kind (record);
      g_autoptr (FwRecord) fields = fw_record_new (kind, id);
      const FwRecordMove handed_in = { .to = "handed-in" };
      const FwRecordMove disputed = { .to = "disputed", .fields = fields, .names = names };
      FwFlowRefusal refusal;
      guint revision;

      fw_sample_set (fields, "disputed_item", "4");
      fw_sample_set (fields, "proposed", "5");
      fw_sample_set (fields, "objection",
                     fw_sample_word (self->language, "The order system was slow that night"));
      if (!fw_records_move (records, scope, kind, id, &handed_in, now, &refusal, &revision,
                            error) ||
          (i == 0 &&
           !fw_records_move (records, scope, kind, id, &disputed, now, &refusal, &revision, error)))
        return FALSE;
    }
  return TRUE;
}

gboolean
fw_sample_put_reviews (
    FwCentre *centre, guint64 seed, const char *language, gint32 day, gint64 now, GError **error)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (GPtrArray) forms = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (FwReviewForm) form = NULL;

  g_return_val_if_fail (centre != NULL, FALSE);

  add_forms (forms, language);
  form = fw_review_form_parse (fw_record_text (forms->pdata[0], "items"), error);
  if (form == NULL ||
      !fw_records_put_all (fw_centre_get_records (centre), scope, forms, now, error))
    return FALSE;
  for (guint age = WEEKS; age > 0; age--)
    {
      g_autoptr (FwWeek) week = fw_centre_read_week (centre, day - 7 * (gint32) age);
      g_autoptr (GPtrArray) records =
          g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
      g_autoptr (GPtrArray) seconds =
          g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
      Making making = { centre, seed, language, week, form, age, records, seconds };

      if (!put_week (&making, scope, now, error) || !move_waiting (&making, scope, now, error))
        return FALSE;
    }
  return fw_sample_run_clocks (fw_centre_get_records (centre), now, error);
}
