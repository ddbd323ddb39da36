/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-cause-words.h"

#include <glib/gi18n-lib.h>

#include "console/fw-channel-word.h"
#include "core/why/fw-factor.h"

static const struct
{
  const char *name;
  const char *words;
} tenures[] = {
  { "0-29", N_ ("under 30 days") },    { "30-89", N_ ("30 to 89 days") },
  { "90-179", N_ ("90 to 179 days") }, { "180-364", N_ ("180 to 364 days") },
  { "365+", N_ ("a year and more") },
};

const char *
fw_cause_words_tenure (const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (tenures); i++)
    if (g_strcmp0 (tenures[i].name, value) == 0)
      return _ (tenures[i].words);
  return NULL;
}

char *
fw_cause_words_weekday (guint day)
{
  /* 2 November 2026 is a Monday */
  g_autoptr (GDateTime) date = g_date_time_new_utc (2026, 11, 1 + (int) day, 12, 0, 0);

  g_return_val_if_fail (day >= 1 && day <= 7, NULL);

  return g_date_time_format (date, "%A");
}

static gboolean
is_title_of (const FwFactor *factor, const char *text)
{
  if (g_strcmp0 (factor->marked_title, text) == 0 || g_strcmp0 (factor->rest_title, text) == 0)
    return TRUE;
  for (guint i = 0; i < factor->n_levels; i++)
    if (g_strcmp0 (factor->levels[i].title, text) == 0)
      return TRUE;
  return FALSE;
}

static char *
translate_part (const char *text)
{
  static const char *const days[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                      "Friday", "Saturday", "Sunday" };
  const FwFactor *const *factors = fw_factor_list ();

  for (guint i = 0; factors[i] != NULL; i++)
    if (is_title_of (factors[i], text))
      return g_strdup (_ (text));
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (g_str_equal (days[i], text))
      return fw_cause_words_weekday (i + 1);
  if (fw_cause_words_tenure (text) != NULL)
    return g_strdup (fw_cause_words_tenure (text));
  return g_strdup (fw_channel_word (text));
}

char *
fw_cause_words_title (const char *title)
{
  g_auto (GStrv) causes = NULL;

  g_return_val_if_fail (title != NULL, NULL);

  causes = g_strsplit (title, "; ", -1);
  for (guint i = 0; causes[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (causes[i], " · ", -1);

      for (guint k = 0; parts[k] != NULL; k++)
        {
          char *said = translate_part (parts[k]);

          g_free (parts[k]);
          parts[k] = said;
        }
      g_free (causes[i]);
      causes[i] = g_strjoinv (" · ", parts);
    }
  /* Translators: stands between causes that a watch found. */
  return g_strjoinv (_ ("; "), causes);
}
