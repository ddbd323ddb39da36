/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/flow/fw-flow-tag.h"

#include "core/calendar/fw-duration.h"

const char *
fw_flow_tag_find (const FwFlowTag *self, const char *name)
{
  for (guint i = 0; self->names[i] != NULL; i++)
    if (g_str_equal (self->names[i], name))
      return self->values[i];
  return NULL;
}

void
fw_flow_tag_complain (FwFlowTag *self, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fw_flow_fault (self->faults, self->line, "%s: %s", self->element, sentence);
}

static gboolean
is_name (const char *text)
{
  if (!g_ascii_islower (*text) || strlen (text) > 64)
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_islower (*text) && !g_ascii_isdigit (*text) && *text != '-' && *text != '_')
      return FALSE;
  return TRUE;
}

char *
fw_flow_tag_take_name (FwFlowTag *self, const char *attribute)
{
  const char *value = fw_flow_tag_find (self, attribute);

  if (value == NULL)
    return NULL;
  if (is_name (value))
    return g_strdup (value);
  fw_flow_tag_complain (self, "%s=\"%s\": expected a name of small letters, digits, - and _",
                        attribute, value);
  self->holed = TRUE;
  return NULL;
}

char *
fw_flow_tag_take_text (FwFlowTag *self, const char *attribute)
{
  return g_strdup (fw_flow_tag_find (self, attribute));
}

char **
fw_flow_tag_take_names (FwFlowTag *self, const char *attribute)
{
  const char *value = fw_flow_tag_find (self, attribute);
  g_auto (GStrv) split = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  split = g_strsplit_set (value != NULL ? value : "", " \t\n\r", -1);
  for (guint i = 0; split[i] != NULL; i++)
    if (is_name (split[i]))
      g_strv_builder_add (builder, split[i]);
    else if (*split[i] != '\0')
      {
        fw_flow_tag_complain (self, "%s: “%s” is no name", attribute, split[i]);
        self->holed = TRUE;
      }
  return g_strv_builder_end (builder);
}

gboolean
fw_flow_tag_take_boolean (FwFlowTag *self, const char *attribute)
{
  const char *value = fw_flow_tag_find (self, attribute);

  if (value == NULL || g_str_equal (value, "no"))
    return FALSE;
  if (!g_str_equal (value, "yes"))
    fw_flow_tag_complain (self, "%s=\"%s\": expected yes or no", attribute, value);
  return TRUE;
}

gint
fw_flow_tag_take_choice (FwFlowTag *self, const char *attribute, const char *const *choices)
{
  const char *value = fw_flow_tag_find (self, attribute);
  g_autofree char *all = NULL;

  if (value == NULL)
    return 0;
  for (gint i = 0; choices[i] != NULL; i++)
    if (g_str_equal (choices[i], value))
      return i;
  all = g_strjoinv (", ", (char **) choices);
  fw_flow_tag_complain (self, "%s=\"%s\": expected one of %s", attribute, value, all);
  return 0;
}

gint64
fw_flow_tag_take_duration (FwFlowTag *self, const char *attribute, gint64 fallback)
{
  const char *value = fw_flow_tag_find (self, attribute);
  g_autoptr (GError) error = NULL;
  gint64 duration = fallback;

  if (value == NULL || fw_duration_parse (fw_text (value), &duration, &error))
    return duration;
  fw_flow_tag_complain (self, "%s: %s", attribute, error->message);
  return fallback;
}

FwFlowCondition *
fw_flow_tag_take_condition (FwFlowTag *self, const char *attribute)
{
  const char *value = fw_flow_tag_find (self, attribute);
  g_autoptr (GError) error = NULL;
  FwFlowCondition *condition;

  if (value == NULL)
    return NULL;
  if (value[strspn (value, " \t\r\n")] == '\0')
    {
      fw_flow_tag_complain (self, "%s guards on nothing: it is empty", attribute);
      return NULL;
    }
  condition = fw_flow_condition_parse (value, &error);
  if (condition == NULL)
    fw_flow_tag_complain (self, "%s: %s", attribute, error->message);
  return condition;
}

/* "policy.result-hours", "department.answer_hours": what has the value; the unit is the word at its
 * end. */
static gboolean
read_policy (const char *text, char **policy, gint64 *unit)
{
  static const struct
  {
    const char *word;
    gint64 unit;
  } units[] = { { "seconds", FW_SECOND },
                { "minutes", FW_MINUTE },
                { "hours", FW_HOUR },
                { "days", 24 * FW_HOUR } };

  const char *point = strchr (text, '.');

  if (point == NULL || point == text || !g_ascii_islower (*text))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      const gsize length = strlen (text), word = strlen (units[i].word);

      if (length > (gsize) (point + 1 - text) + word && g_str_has_suffix (text, units[i].word) &&
          (text[length - word - 1] == '-' || text[length - word - 1] == '_'))
        {
          *policy = g_strdup (text);
          *unit = units[i].unit;
          return TRUE;
        }
    }
  return FALSE;
}

static const char policy_form[] = "expected policy.NAME or REFERENCE.FIELD with a name that ends "
                                  "in -seconds, -minutes, -hours or -days";

void
fw_flow_tag_take_limit (FwFlowTag *self, const char *attribute, FwFlowLimit *limit)
{
  const char *value = fw_flow_tag_find (self, attribute);
  const char *hours = fw_flow_tag_find (self, "hours");
  static const char *const whose[] = { "elapsed", "site", "department", "person", NULL };
  static const char *const counts[] = { "time", "days", NULL };
  const gint choice = fw_flow_tag_take_choice (self, "hours", whose);

  *limit = (FwFlowLimit){ .limit = -1 };
  limit->by_days = fw_flow_tag_take_choice (self, "count", counts) == 1;
  if (hours != NULL && choice > 0)
    limit->hours = g_strdup (whose[choice]);
  else if (limit->by_days)
    fw_flow_tag_complain (self, "count=\"days\" goes with hours: whose days they are");
  if (!g_ascii_islower (*value) || strchr (value, '.') == NULL)
    {
      limit->limit = fw_flow_tag_take_duration (self, attribute, 0);
      if (fw_flow_tag_find (self, "else") != NULL)
        fw_flow_tag_complain (self, "else goes with a limit by policy");
      return;
    }
  if (!read_policy (value, &limit->policy, &limit->unit))
    fw_flow_tag_complain (self, "%s=\"%s\": %s", attribute, value, policy_form);
  limit->limit = fw_flow_tag_take_duration (self, "else", -1);
}

/* "valid_until", "valid_until - 30d", "valid_until - policy.certificate-warn-days". */
FwFlowMoment *
fw_flow_tag_take_moment (FwFlowTag *self, const char *attribute)
{
  const char *value = fw_flow_tag_find (self, attribute);
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  FwFlowMoment *moment;
  guint n;

  if (value == NULL)
    return NULL;
  words = g_strsplit (value, " ", -1);
  n = g_strv_length (words);
  moment = g_new0 (FwFlowMoment, 1);
  moment->field = g_strdup (n > 0 ? words[0] : "");
  if (n == 1 && is_name (words[0]))
    return moment;
  if (n != 3 || !is_name (words[0]) ||
      (!g_str_equal (words[1], "-") && !g_str_equal (words[1], "+")))
    fw_flow_tag_complain (self, "%s=\"%s\": expected FIELD, or FIELD + or - a duration or a policy",
                          attribute, value);
  else if (g_str_has_prefix (words[2], "policy."))
    {
      moment->offset = 1;
      if (!read_policy (words[2], &moment->policy, &moment->unit))
        fw_flow_tag_complain (self, "%s: %s", attribute, policy_form);
    }
  else if (!fw_duration_parse (fw_text (words[2]), &moment->offset, &error))
    fw_flow_tag_complain (self, "%s: %s", attribute, error->message);
  if (n == 3 && g_str_equal (words[1], "-"))
    moment->offset = -moment->offset;
  return moment;
}
