/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-past-floor.h"

#include "centre/fw-form.h"
#include "core/fw-error.h"
#include "server/fw-live-write.h"

/* So many days are shown one by one; of more, weeks. */
#define DAYS_BY_DAY 400
#define WEEK 7

/** Axis: the slots that a period is shown by. */
typedef struct
{
  FwZone *zone;
  gint64 from; /* µs UTC */
  gint32 first_day;
  guint n_days;
  guint n_slots;
  guint per_slot; /* days; 0: half hours */
} Axis;

static guint
count_days (FwZone *zone, gint64 from, gint64 to)
{
  return to <= from ? 1
                    : (guint) (fw_zone_get_day (zone, to - 1) - fw_zone_get_day (zone, from)) + 1;
}

static void
init_axis (Axis *axis, FwZone *zone, gint64 from, gint64 to)
{
  *axis = (Axis){ .zone = zone, .from = from, .first_day = fw_zone_get_day (zone, from) };
  axis->n_days = count_days (zone, from, to);
  if (axis->n_days == 1)
    axis->n_slots = (guint) ((to - from + FW_HALF_HOUR - 1) / FW_HALF_HOUR);
  else
    {
      axis->per_slot = axis->n_days <= DAYS_BY_DAY ? 1 : WEEK;
      axis->n_slots = (axis->n_days + axis->per_slot - 1) / axis->per_slot;
    }
}

static guint
find_slot (const Axis *axis, gint64 at)
{
  if (axis->per_slot == 0)
    return (guint) (MAX (at - axis->from, 0) / FW_HALF_HOUR);
  return (guint) MAX (fw_zone_get_day (axis->zone, at) - axis->first_day, 0) / axis->per_slot;
}

static FwCubeAnswer *
ask (FwPastFloor *self, gint64 from, gint64 to, gboolean grouped, FwBucket bucket, GError **error)
{
  FwQuestion question = self->asked->question;

  question.from = from;
  question.to = to;
  question.bucket = bucket;
  if (!grouped)
    question.n_by = 0;
  return fw_centre_ask (self->centre, self->scope, &question, NULL, error);
}

/* Sums by their slot; those without contacts are empty. */
static GArray *
ask_slots (FwPastFloor *self, const Axis *axis, gint64 to, GError **error)
{
  FwBucket bucket = axis->per_slot == 0 ? FW_BUCKET_HALF_HOUR : FW_BUCKET_DAY;
  g_autoptr (FwCubeAnswer) answer = ask (self, axis->from, to, FALSE, bucket, error);
  GArray *slots;

  if (answer == NULL)
    return NULL;
  slots = g_array_sized_new (FALSE, TRUE, sizeof (FwSums), axis->n_slots);
  g_array_set_size (slots, axis->n_slots);
  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);
      guint slot = find_slot (axis, group->bucket);

      if (slot < axis->n_slots)
        fw_sums_add (&g_array_index (slots, FwSums, slot), &group->sums);
    }
  return slots;
}

gboolean
fw_past_floor_find_last (FwPastFloor *self, GError **error)
{
  FwQuestion *question = &self->asked->question;
  FwZone *zone = self->asked->site->zone;
  g_autoptr (FwCubeAnswer) answer = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  answer = ask (self, 0, question->now + 1, FALSE, FW_BUCKET_DAY, error);
  if (answer == NULL)
    return FALSE;
  for (guint i = answer->groups->len; i > 0; i--)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i - 1);

      if (group->sums.offered == 0)
        continue;
      fw_zone_get_day_bounds (zone, fw_zone_get_day (zone, group->bucket), &question->from,
                              &question->to);
      break;
    }
  return TRUE;
}

/* The days to compare with; @from = @to: none. @until: where the total of them ends: the hours to
 * come of a day that runs are not held against hours that were. */
static gboolean
find_before (
    FwPastFloor *self, guint n_days, gint64 *from, gint64 *to, gint64 *until, GError **error)
{
  const FwQuestion *question = &self->asked->question;
  FwZone *zone = self->asked->site->zone;
  guint shift = self->baseline == FW_WHY_LAST_WEEK ? WEEK : n_days;

  *from = *to = *until = 0;
  if (self->baseline == FW_WHY_TARGET)
    return TRUE;
  if (self->baseline == FW_WHY_PERIOD)
    {
      *from = self->before_from;
      *to = *until = self->before_to;
    }
  else
    {
      *from = fw_zone_same_time_before (zone, question->from, shift);
      *to = fw_zone_same_time_before (zone, question->to, shift);
      *until = fw_zone_same_time_before (zone, CLAMP (question->now, question->from, question->to),
                                         shift);
    }
  if (*to <= question->from || *from >= question->to)
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "baseline: the days that are asked about and those they are held against overlap");
  return FALSE;
}

static void
append_time (FwJsonWriter *writer, const char *key, gint64 at)
{
  g_autofree char *text = fw_time_format (at);

  fw_json_member_text (writer, key, text);
}

static void
append_before (FwJsonWriter *writer, gint64 from, gint64 to)
{
  fw_json_writer_key (writer, "before");
  if (from == to)
    {
      fw_json_writer_null (writer);
      return;
    }
  fw_json_writer_begin_object (writer);
  append_time (writer, "from", from);
  append_time (writer, "to", to);
  fw_json_writer_end_object (writer);
}

/* The middle of a day stays in it when clocks change, its beginning does not. */
static char *
write_curve_head (const Axis *axis)
{
  return axis->per_slot == 0 ? fw_live_write_curve_head (axis->from, FW_HALF_HOUR)
                             : fw_live_write_curve_head (axis->from + 12 * FW_HOUR,
                                                         (gint64) axis->per_slot * 24 * FW_HOUR);
}

static void
append_groups (FwJsonWriter *writer, FwForm *form, const FwCubeAnswer *answer)
{
  fw_json_writer_key (writer, "groups");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);

      fw_answer_json_append_group (writer, &form->answer, group, &group->sums);
    }
  fw_json_writer_end_array (writer);
  fw_json_writer_key (writer, "total");
  fw_answer_json_append_group (writer, &form->answer, NULL, &answer->total);
}

GString *
fw_past_floor_write (FwPastFloor *self, GError **error)
{
  const FwQuestion *question = &self->asked->question;
  gint64 to = MIN (question->to, MAX (question->now + 1, question->from));
  gint64 before_from, before_to, before_until;
  Axis axis, before_axis;
  g_auto (FwForm) form = { 0 };
  g_autoptr (FwCubeAnswer) groups = NULL;
  g_autoptr (FwCubeAnswer) before = NULL;
  g_autoptr (GArray) slots = NULL;
  g_autoptr (GArray) before_slots = NULL;
  g_autofree char *head = NULL, *tiles = NULL, *curve = NULL, *now_slots = NULL, *past_slots = NULL;
  const FwSums none = { 0 };
  FwJsonWriter writer;
  GString *json;

  g_return_val_if_fail (self != NULL, NULL);

  init_axis (&axis, self->asked->site->zone, question->from, question->to);
  if (axis.n_days > FW_PAST_FLOOR_MOST_DAYS)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "to: at most %d days",
                   FW_PAST_FLOOR_MOST_DAYS);
      return NULL;
    }
  if (!find_before (self, axis.n_days, &before_from, &before_to, &before_until, error))
    return NULL;
  init_axis (&before_axis, axis.zone, before_from, before_to);
  /* Slots of the same length, or the two lines were of different things. */
  before_axis.per_slot = axis.per_slot;
  before_axis.n_slots =
      before_from == before_to || (axis.per_slot == 0 && before_axis.n_days != axis.n_days)
          ? 0
          : axis.n_slots;

  groups = ask (self, question->from, to, TRUE, FW_BUCKET_NONE, error);
  slots = groups != NULL ? ask_slots (self, &axis, to, error) : NULL;
  if (slots != NULL)
    before = ask (self, before_from, before_until, FALSE, FW_BUCKET_NONE, error);
  before_slots = before != NULL ? ask_slots (self, &before_axis, before_to, error) : NULL;
  if (before_slots == NULL)
    return NULL;

  /* What is to come has no slots yet. */
  if (to < question->to)
    g_array_set_size (slots, MIN (find_slot (&axis, to - 1) + 1, axis.n_slots));
  fw_form_init (&form, self->centre, self->asked->directory, question);
  head = fw_live_write_head (&form, self->asked->site, question);
  tiles =
      fw_live_write_tiles (&form, &groups->total, before_from != before_to ? &before->total : &none,
                           slots, to < question->to);
  curve = write_curve_head (&axis);
  now_slots = fw_live_write_curve (&form, slots);
  past_slots = fw_live_write_curve (&form, before_slots);

  json = g_string_new (NULL);
  g_string_append_printf (json, "{\"number\":0,\"days\":%u,\"runs\":%s,%s,", axis.n_days,
                          to < question->to ? "true" : "false", head);
  g_string_append_printf (json, "\"tiles\":%s,\"curve\":{%s,\"now\":%s,\"before\":%s},", tiles,
                          curve, now_slots, past_slots);
  fw_json_writer_init (&writer, json);
  append_time (&writer, "at", question->now);
  append_before (&writer, before_from, before_to);
  append_groups (&writer, &form, groups);
  g_string_append_c (json, '}');
  return json;
}
