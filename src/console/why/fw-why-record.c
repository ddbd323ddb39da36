/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-record.h"

#include "console/fw-cause-words.h"
#include "console/records/fw-record-item.h"
#include "console/records/fw-record-list.h"
#include "console/why/fw-why-question.h"
#include "console/why/fw-why-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static gboolean
is_finding (const FwRecord *record)
{
  return fw_record_get_kind (record) == fw_kind_find ("finding");
}

/* ---- asked again ---- */

/* Returns: (transfer full): "site=main&team=night-b&shift=night". */
static char *
make_filters (const FwRecord *record)
{
  static const char *const fields[] = { "site", "team" };
  const char *others = fw_record_text (record, "filters");
  GString *filters = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *value = fw_record_text (record, fields[i]);

      if (value == NULL)
        continue;
      g_string_append_printf (filters, "%s%s=", filters->len > 0 ? "&" : "", fields[i]);
      g_string_append_uri_escaped (filters, value, NULL, TRUE);
    }
  if (others != NULL)
    g_string_append_printf (filters, "%s%s", filters->len > 0 ? "&" : "", others);
  return g_string_free (filters, FALSE);
}

static void
add (GVariantBuilder *builder, const char *name, const char *value)
{
  g_variant_builder_add (builder, "{ss}", name, value);
}

GVariant *
fw_why_record_ask (const FwRecord *record)
{
  GVariantBuilder builder;
  g_autofree char *filters = NULL, *against = NULL;
  const char *baseline, *period;

  g_return_val_if_fail (record != NULL, NULL);

  filters = make_filters (record);
  baseline = fw_record_text (record, "baseline");
  period = fw_record_text (record, "period");
  against = g_strcmp0 (baseline, "period") == 0 && period != NULL
                ? g_strconcat ("period/", period, NULL)
                : g_strdup (baseline);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  add (&builder, FW_WHY_ASK_METRIC, fw_record_text (record, "metric"));
  add (&builder, FW_WHY_ASK_FILTERS, filters);
  if (against != NULL)
    add (&builder, FW_WHY_ASK_AGAINST, against);
  if (is_finding (record))
    {
      g_autofree char *day = fw_record_format (
          record, (guint) fw_kind_find_field (fw_record_get_kind (record), "day"));

      add (&builder, FW_WHY_ASK_DAY, day);
    }
  else
    add (&builder, FW_WHY_ASK_RANGE,
         g_strcmp0 (fw_record_text (record, "moment"), "live") == 0 ? "today" : "yesterday");
  return g_variant_builder_end (&builder);
}

/* ---- in words ---- */

static void
append_part (GString *text, const char *attribute, const char *value, FwClient *client)
{
  static const struct
  {
    const char *attribute, *kind;
  } named[] = {
    { "site", "site" },    { "team", "team" }, { "queue", "queue" }, { "shift", "shift-template" },
    { "agent", "person" },
  };
  FwWhyPart part = { (char *) attribute, (char *) value, (char *) value };
  g_autofree char *words = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    if (g_str_equal (attribute, named[i].attribute))
      {
        const char *title = fw_record_list_title (named[i].kind, value, client);

        if (title != NULL)
          part.title = (char *) title;
      }
  words = fw_why_words_part (&part);
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
}

/* Returns: (transfer full): of whom and of what: "Team Night B · Shift Night". */
static char *
describe_filters (const FwRecord *record, FwClient *client)
{
  g_autofree char *filters = make_filters (record);
  GString *text = g_string_new (NULL);
  GUriParamsIter iter;
  char *name, *value;

  g_uri_params_iter_init (&iter, filters, -1, "&", G_URI_PARAMS_NONE);
  while (g_uri_params_iter_next (&iter, &name, &value, NULL))
    {
      append_part (text, name, value, client);
      g_free (name);
      g_free (value);
    }
  return text->len > 0 ? g_string_free (text, FALSE)
                       : (g_string_free (text, TRUE), g_strdup (_ ("all contacts")));
}

static char *
describe_baseline (const FwRecord *record, FwClient *client)
{
  const char *name = fw_record_text (record, "baseline");
  const char *period = fw_record_text (record, "period");
  FwWhyBaseline baseline;
  const char *title;

  if (name == NULL || !fw_why_baseline_from_name (name, &baseline))
    return g_strdup (_ ("what it is held against"));
  title = baseline == FW_WHY_PERIOD && period != NULL
              ? fw_record_list_title ("period", period, client)
              : NULL;
  return g_strdup (title != NULL ? title : fw_why_words_baseline (baseline));
}

static char *
describe_watch (const FwRecord *watch, const char *figure, const char *whom, const char *against)
{
  const gboolean live = g_strcmp0 (fw_record_text (watch, "moment"), "live") == 0;
  const gboolean either = g_strcmp0 (fw_record_text (watch, "direction"), "either") == 0;

  /* Translators: a figure, whose it is, and what it is held against. */
  if (live && either)
    return g_strdup_printf (_ ("%1$s of %2$s against %3$s: asked while the day runs, told when it "
                               "got worse or better."),
                            figure, whom, against);
  if (live)
    return g_strdup_printf (_ ("%1$s of %2$s against %3$s: asked while the day runs, told when it "
                               "got worse."),
                            figure, whom, against);
  if (either)
    return g_strdup_printf (_ ("%1$s of %2$s against %3$s: asked after each day, told when it got "
                               "worse or better."),
                            figure, whom, against);
  return g_strdup_printf (_ ("%1$s of %2$s against %3$s: asked after each day, told when it got "
                             "worse."),
                          figure, whom, against);
}

static double
get_number (const FwRecord *record, const char *field)
{
  guint at = (guint) fw_kind_find_field (fw_record_get_kind (record), field);

  return fw_record_is_empty (record, at) ? NAN : fw_record_get_number (record, at);
}

/* What the first cause did, in a sentence of its own. */
static char *
describe_cause (const FwRecord *finding, const FwMetric *metric)
{
  g_auto (GStrv) causes = g_strsplit (fw_record_text (finding, "title"), "; ", 2);
  g_autofree char *cause = fw_cause_words_title (causes[0]);
  g_autofree char *effect = fw_why_words_effect (metric, get_number (finding, "effect"));

  /* Translators: a cause, such as "Night B · Orders", and what it did: "−4.1" */
  return g_strdup_printf (_ ("%1$s alone did %2$s."), cause, effect);
}

static char *
describe_finding (const FwRecord *finding,
                  const char *figure,
                  const char *whom,
                  const char *against)
{
  const FwMetric *metric = fw_metric_find (fw_record_text (finding, "metric"));
  const gint day = fw_kind_find_field (fw_record_get_kind (finding), "day");
  g_autofree char *date = fw_record_format_field (finding, day, NULL, NULL);
  g_autofree char *now = NULL, *before = NULL, *cause = NULL, *n = NULL;
  const double contacts = get_number (finding, "n");

  /* A figure of another version of the server. */
  if (metric == NULL)
    return g_strdup_printf ("%s · %s · %s", figure, whom, date);

  now = fw_format_value (fw_why_words_format (metric), get_number (finding, "now"));
  before = fw_format_value (fw_why_words_format (metric), get_number (finding, "before"));
  n = isnan (contacts) ? g_strdup (FW_FORMAT_NONE) : fw_format_count ((gint64) llround (contacts));
  cause = describe_cause (finding, metric);
  /* Translators: a figure, whose it is, the day, its value, how many contacts it is of, what it is
   * held against and the value there; then a sentence about the first cause. */
  return g_strdup_printf (_ ("%1$s of %2$s on %3$s: %4$s, n %5$s; against %6$s: %7$s. %8$s"),
                          figure, whom, date, now, n, against, before, cause);
}

char *
fw_why_record_describe (const FwRecord *record, FwClient *client)
{
  g_autofree char *whom = NULL, *against = NULL;
  const char *figure;

  g_return_val_if_fail (record != NULL && FW_IS_CLIENT (client), NULL);

  whom = describe_filters (record, client);
  against = describe_baseline (record, client);
  figure = fw_why_words_metric (fw_record_text (record, "metric"));
  return is_finding (record) ? describe_finding (record, figure, whom, against)
                             : describe_watch (record, figure, whom, against);
}
