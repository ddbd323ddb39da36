/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "ctl/fw-ctl.h"
#include "ctl/fw-people.h"

static char *schemes, *events, *as_of, *requirements, *evidence, *people, *policy, *answers, *key;
static double most_level = 7; /* O*NET's scale */
static double pass = NAN;
static gboolean gaps;

static const GOptionEntry entries[] = {
  { "schemes", 0, 0, G_OPTION_ARG_FILENAME, &schemes,
    "with certificates: JSON with the rules of each scheme", "FILE" },
  { "events", 0, 0, G_OPTION_ARG_FILENAME, &events,
    "with certificates: table of person, scheme, event, date", "FILE" },
  { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of,
    "the day that is asked about; with certificates "
    "several, with commas",
    "DATE[,DATE]" },
  { "requirements", 0, 0, G_OPTION_ARG_FILENAME, &requirements,
    "with readiness: table of position, competency, required_level, weight", "FILE" },
  { "evidence", 0, 0, G_OPTION_ARG_FILENAME, &evidence,
    "with readiness: table of person, competency, level, date", "FILE" },
  { "people", 0, 0, G_OPTION_ARG_FILENAME, &people, "with readiness: table with a column person",
    "FILE" },
  { "policy", 0, 0, G_OPTION_ARG_STRING, &policy,
    "with readiness, how levels fade: none (default), expire-24, step-12-12, half-life-36, or with "
    "other months",
    "NAME" },
  { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &most_level,
    "with readiness: the highest level there is (7)", "LEVEL" },
  { "gaps", 0, 0, G_OPTION_ARG_NONE, &gaps,
    "with readiness: a line for each gap, and whose evidence would narrow the interval most",
    NULL },
  { "answers", 0, 0, G_OPTION_ARG_FILENAME, &answers,
    "with items: table with a row for each person and a column for each question", "FILE" },
  { "key", 0, 0, G_OPTION_ARG_FILENAME, &key,
    "with items: table of item and key; without it the answers are 0 and 1", "FILE" },
  { "pass", 0, 0, G_OPTION_ARG_DOUBLE, &pass,
    "with items the right answers, with raters the mark that passes: tells whose pass is in doubt",
    "MARK" },
  { NULL },
};

GBytes *
fw_file_bytes (const char *path, GError **error)
{
  char *data;
  gsize length;

  return g_file_get_contents (path, &data, &length, error) ? g_bytes_new_take (data, length) : NULL;
}

gboolean
fw_file_blame (GError **error, const char *path)
{
  g_prefix_error (error, "%s: ", path);
  return FALSE;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  gint32 x = *(const gint32 *) a, y = *(const gint32 *) b;

  return (x > y) - (x < y);
}

/* Returns: (transfer full) (nullable): the days in order, each once. */
static GArray *
read_days (GError **error)
{
  g_auto (GStrv) words = g_strsplit (as_of != NULL ? as_of : "", ",", -1);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (guint i = 0; words[i] != NULL; i++)
    {
      gint32 day;

      if (!fw_date_parse (fw_text (g_strstrip (words[i])), &day))
        {
          fw_usage_error (error, "--as-of: there is no day “%s”; expected YYYY-MM-DD", words[i]);
          return NULL;
        }
      g_array_append_val (days, day);
    }
  if (days->len == 0)
    {
      fw_usage_error (error, "--as-of says the day that is asked about");
      return NULL;
    }
  g_array_sort (days, compare_days);
  for (guint i = days->len - 1; i > 0; i--)
    if (g_array_index (days, gint32, i) == g_array_index (days, gint32, i - 1))
      g_array_remove_index (days, i);
  return g_steal_pointer (&days);
}

static gboolean
run_certificates (char **arguments, GError **error)
{
  g_autoptr (GArray) days = NULL;

  if (!fw_check_arguments (arguments, 0, "", error))
    return FALSE;
  if (schemes == NULL || events == NULL)
    return fw_usage_error (error, "certificates needs --schemes and --events");
  days = read_days (error);
  return days != NULL &&
         fw_people_print_certificates (schemes, events, (const gint32 *) (void *) days->data,
                                       days->len, error);
}

static gboolean
run_readiness (char **arguments, GError **error)
{
  FwReadinessQuestion question = { requirements, people, evidence,
                                   policy != NULL ? policy : "none" };
  g_autoptr (GArray) days = NULL;

  if (!fw_check_arguments (arguments, 0, "", error))
    return FALSE;
  if (requirements == NULL || people == NULL || evidence == NULL)
    return fw_usage_error (error, "readiness needs --requirements, --people and --evidence");
  if (!fw_decay_from_name (question.policy, &question.decay))
    return fw_usage_error (error,
                           "--policy: expected none, expire-24, step-12-12, half-life-36 or "
                           "the like, not “%s”",
                           question.policy);
  if (!(most_level > 0 && most_level <= 1e6))
    return fw_usage_error (error, "--scale: expected a level above 0");
  days = read_days (error);
  if (days == NULL)
    return FALSE;
  if (days->len > 1)
    return fw_usage_error (error, "--as-of: readiness is told of one day");
  question.as_of = g_array_index (days, gint32, 0);
  question.most_level = most_level;
  question.gaps = gaps;
  return fw_people_print_readiness (&question, error);
}

static gboolean
run_items (char **arguments, GError **error)
{
  if (!fw_check_arguments (arguments, 0, "", error))
    return FALSE;
  if (answers == NULL)
    return fw_usage_error (error, "items needs --answers");
  if (!isnan (pass) && !(pass >= 1 && pass <= 1e6))
    return fw_usage_error (error, "--pass: expected how many right answers pass");
  return fw_people_print_items (answers, key, isnan (pass) ? 0 : (guint) ceil (pass), error);
}

static gboolean
run_people (const FwTarget *target, char **arguments, GError **error)
{
  const char *word = arguments != NULL ? arguments[0] : "";

  if (g_strcmp0 (word, "certificates") == 0)
    return run_certificates (arguments + 1, error);
  if (g_strcmp0 (word, "readiness") == 0)
    return run_readiness (arguments + 1, error);
  if (g_strcmp0 (word, "items") == 0)
    return run_items (arguments + 1, error);
  if (g_strcmp0 (word, "raters") == 0)
    return fw_check_arguments (arguments + 1, 1, "FILE", error) &&
           fw_people_print_raters (arguments[1], pass, error);
  return fw_usage_error (error, "expected certificates, readiness, items or raters");
}

const FwCommand fw_command_people = {
  .name = "people",
  .arguments = "certificates|readiness|items|raters [FILE]",
  .summary = "What rules of people say about files: certificates, readiness, exams",
  .alone = TRUE,
  .entries = entries,
  .run = run_people,
};
