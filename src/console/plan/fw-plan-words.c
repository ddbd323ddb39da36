/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/plan/fw-plan-words.h"

#include "charts/fw-format.h"
#include "console/plan/fw-plan-columns.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
append_left_out (const FwPlanAnswer *answer, GString *text)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (answer->left_out->len == 0)
    return;
  for (guint i = 0; i < answer->left_out->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? _ (", ") : "",
                            (const char *) answer->left_out->pdata[i]);
  g_string_append_c (text, '\n');
  /* Translators: names of queues */
  g_string_append_printf (
      text, _ ("Too little is known of these queues to count people for them: %s."), names->str);
}

static void
append_published (const FwPlanAnswer *answer, GString *text)
{
  g_autofree char *error = NULL, *noise = NULL, *ahead = NULL;

  if (answer->published_days == 0 || isnan (answer->published_error))
    return;
  error = fw_format_percent (answer->published_error, 1);
  noise = fw_format_percent (answer->published_noise, 1);
  ahead = fw_format_value (FW_FORMAT_POINTS, answer->published_ahead);
  g_string_append_c (text, '\n');
  /* Translators: days, then how many days before, then two shares */
  g_string_append_printf (
      text,
      ngettext ("What was published of the last %d day, %s days before it, was off by %s; chance "
                "alone makes %s.",
                "What was published of %d of the last days, %s days before each on average, was "
                "off by %s; chance alone makes %s.",
                (gulong) answer->published_days),
      (int) answer->published_days, ahead, error, noise);
}

char *
fw_plan_write_errors (const FwPlanAnswer *answer)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *error = NULL, *noise = NULL, *within = NULL;

  g_return_val_if_fail (answer != NULL, NULL);

  if (isnan (answer->error))
    g_string_append (text, _ ("How wrong such a forecast is shows once it has been made for some "
                              "days."));
  else
    {
      error = fw_format_percent (answer->error, 1);
      noise = fw_format_percent (answer->noise, 1);
      within = fw_format_percent (answer->within, 0);
      /* Translators: days, then three shares */
      g_string_append_printf (
          text,
          ngettext (
              "On the last %d day the forecast of the next day was off by %s in each half hour; "
              "chance alone makes %s. %s of half hours came out within their limits.",
              "On the last %d days the forecast of the next day was off by %s in each half "
              "hour; chance alone makes %s. %s of half hours came out within their limits.",
              (gulong) answer->error_days),
          (int) answer->error_days, error, noise, within);
    }
  append_published (answer, text);
  append_left_out (answer, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
fw_plan_write_published (const FwPlanAnswer *answer)
{
  g_autofree char *date = NULL, *clock = NULL;

  g_return_val_if_fail (answer != NULL, NULL);

  if (answer->published_at == 0)
    return NULL;
  date = fw_format_weekday (answer->published_at, answer->zone);
  clock = fw_format_clock (answer->published_at, answer->zone);
  if (answer->published_by == NULL)
    /* Translators: a day, a time */
    return g_strdup_printf (_ ("published %s, %s"), date, clock);
  /* Translators: a day, a time, an account */
  return g_strdup_printf (_ ("published %s, %s by %s"), date, clock, answer->published_by);
}

char *
fw_plan_write_day (const FwPlanAnswer *answer, guint i)
{
  const FwPlanDay *day;
  g_autofree char *name = NULL, *contacts = NULL, *came = NULL;

  g_return_val_if_fail (answer != NULL && i < answer->days->len, NULL);

  day = fw_plan_answer_get_day (answer, i);
  name = fw_format_weekday (fw_plan_answer_get_moment (answer, day->from)->at, answer->zone);
  contacts = fw_plan_write_contacts (day->contacts);
  if (isnan (day->so_far))
    /* Translators: a day, contacts */
    return g_strdup_printf (_ ("%s: %s contacts expected"), name, contacts);
  came = fw_format_value (FW_FORMAT_COUNT, day->so_far);
  /* Translators: a day, contacts so far, contacts of the whole day */
  return g_strdup_printf (_ ("%s: %s contacts so far, %s expected in all"), name, came, contacts);
}

void
fw_plan_write_lack (const FwPlanAnswer *answer, char **title, char **text)
{
  g_return_if_fail (answer != NULL && title != NULL && text != NULL);

  switch (answer->lack)
    {
    case FW_PLAN_YOUNG:
      *title = g_strdup (_ ("Too little history yet"));
      *text = g_strdup_printf (
          ngettext ("%d day is known of what is chosen above; a forecast that is worth something "
                    "needs %d.",
                    "%d days are known of what is chosen above; a forecast that is worth something "
                    "needs %d.",
                    (gulong) answer->history_days),
          (int) answer->history_days, (int) answer->least_days);
      break;
    case FW_PLAN_OLD:
      *title = g_strdup (_ ("The history ends too early"));
      *text = g_strdup_printf (_ ("The last day of which anything is known is %s. What is so long "
                                  "ago says nothing of the days to come."),
                               answer->last != NULL ? answer->last : FW_FORMAT_NONE);
      break;
    case FW_PLAN_NOTHING:
    case FW_PLAN_READY:
    default:
      *title = g_strdup (_ ("No contacts to learn from"));
      *text = g_strdup (_ ("Here stands how many contacts the next days will bring and how many "
                           "people they need, once there are contacts of what is chosen above."));
    }
}
