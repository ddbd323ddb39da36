/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-view.h"

#include "core/calendar/fw-zone.h"

struct _FwView
{
  GObject parent_instance;

  char *texts[9];
  gint64 moments[4]; /* µs UTC: of a custom range, and of a chosen baseline */
};

enum
{
  PROP_0,
  PROP_SITE,
  PROP_TEAM,
  PROP_QUEUE,
  PROP_CHANNEL,
  PROP_PRODUCT,
  PROP_RANGE,
  PROP_AGAINST,
  PROP_METRIC,
  PROP_FROM,
  PROP_TO,
  PROP_BASELINE_FROM,
  PROP_BASELINE_TO,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwView, fw_view, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
fw_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FwView *self = FW_VIEW (object);

  if (id >= PROP_SITE && id <= PROP_METRIC)
    g_value_set_string (value, self->texts[id]);
  else if (id >= PROP_FROM && id <= PROP_BASELINE_TO)
    g_value_set_int64 (value, self->moments[id - PROP_FROM]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
set_moment (FwView *self, gint64 *place, gint64 value, GParamSpec *pspec)
{
  if (*place == value)
    return;
  *place = value;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* More than seven days have days in common with those a week before, of which nothing can be told:
 * such a time is held against as many days before it. */
static void
settle_against (FwView *self)
{
  const char *range = self->texts[PROP_RANGE];
  gint64 days = (self->moments[1] - self->moments[0] - G_TIME_SPAN_HOUR) / G_TIME_SPAN_DAY;
  gboolean is_long = g_str_equal (range, "28d") || g_str_equal (range, "30d") ||
                     (g_str_equal (range, "custom") && days >= 7);

  if (is_long && g_str_equal (self->texts[PROP_AGAINST], "last-week"))
    fw_view_set (self, "against", "previous");
}

static void
fw_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FwView *self = FW_VIEW (object);
  const char *text;

  if (id >= PROP_SITE && id <= PROP_METRIC)
    {
      text = g_value_get_string (value) != NULL ? g_value_get_string (value) : "";
      if (g_str_equal (text, self->texts[id]))
        return;
      g_free (self->texts[id]);
      self->texts[id] = g_strdup (text);
      g_object_notify_by_pspec (object, pspec);
      g_signal_emit (self, signals[CHANGED], 0);
      if (id == PROP_RANGE)
        settle_against (self);
    }
  else if (id >= PROP_FROM && id <= PROP_BASELINE_TO)
    {
      set_moment (self, &self->moments[id - PROP_FROM], g_value_get_int64 (value), pspec);
      settle_against (self);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fw_view_finalize (GObject *object)
{
  FwView *self = FW_VIEW (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (fw_view_parent_class)->finalize (object);
}

static void
fw_view_class_init (FwViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  static const char *const names[] = { NULL,      "site",  "team",    "queue", "channel",
                                       "product", "range", "against", "metric" };
  static const char *const moments[] = { "from", "to", "baseline-from", "baseline-to" };
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = fw_view_get_property;
  object_class->set_property = fw_view_set_property;
  object_class->finalize = fw_view_finalize;

  for (guint id = PROP_SITE; id <= PROP_METRIC; id++)
    properties[id] = g_param_spec_string (names[id], NULL, NULL, "", flags);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    properties[PROP_FROM + i] =
        g_param_spec_int64 (moments[i], NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
fw_view_init (FwView *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    self->texts[i] = g_strdup ("");
  g_free (self->texts[PROP_RANGE]);
  self->texts[PROP_RANGE] = g_strdup ("today");
  g_free (self->texts[PROP_AGAINST]);
  self->texts[PROP_AGAINST] = g_strdup ("last-week");
  g_free (self->texts[PROP_METRIC]);
  self->texts[PROP_METRIC] = g_strdup ("csat");
}

FwView *
fw_view_new (void)
{
  return g_object_new (FW_TYPE_VIEW, NULL);
}

const char *
fw_view_get (FwView *self, const char *property)
{
  g_return_val_if_fail (FW_IS_VIEW (self), "");

  for (guint id = PROP_SITE; id <= PROP_METRIC; id++)
    if (g_str_equal (properties[id]->name, property))
      return self->texts[id];
  g_return_val_if_reached ("");
}

void
fw_view_set (FwView *self, const char *property, const char *value)
{
  g_return_if_fail (FW_IS_VIEW (self));

  g_object_set (self, property, value, NULL);
}

/* A comma is the separator of several values, so one inside a value is written "\,". */
static void
append_filter (GString *query, const char *name, const char *value)
{
  g_autoptr (GString) text = g_string_new (value);

  g_string_replace (text, ",", "\\,", 0);
  if (query->len > 0)
    g_string_append_c (query, '&');
  g_string_append_printf (query, "%s=", name);
  g_string_append_uri_escaped (query, text->str, NULL, FALSE);
}

gboolean
fw_view_get_days (FwView *self, const char **from, const char **to)
{
  static const struct
  {
    const char *range, *from, *to;
  } ranges[] = {
    { "today", "today", "today+1" },  { "yesterday", "today-1", "today" },
    { "7d", "today-6", "today+1" },   { "28d", "today-27", "today+1" },
    { "30d", "today-29", "today+1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (g_str_equal (fw_view_get (self, "range"), ranges[i].range))
      {
        *from = ranges[i].from;
        *to = ranges[i].to;
        return TRUE;
      }
  return FALSE;
}

char *
fw_view_format_day (gint64 midnight)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (midnight / G_USEC_PER_SEC);

  return day != NULL ? g_date_time_format (day, "%Y-%m-%d") : g_strdup ("today");
}

char *
fw_view_to_time (FwView *self)
{
  const char *from, *to;
  g_autofree char *from_text = NULL, *to_text = NULL;

  g_return_val_if_fail (FW_IS_VIEW (self), NULL);

  if (fw_view_get_days (self, &from, &to))
    return g_strdup_printf ("from=%s&to=%s", from, to);

  from_text = fw_view_format_day (self->moments[0]);
  to_text = fw_view_format_day (self->moments[1]);
  return g_strdup_printf ("from=%s&to=%s", from_text, to_text);
}

char *
fw_view_to_filters (FwView *self)
{
  GString *query = g_string_new (NULL);

  g_return_val_if_fail (FW_IS_VIEW (self), NULL);

  for (guint id = PROP_SITE; id <= PROP_PRODUCT; id++)
    if (*self->texts[id] != '\0')
      append_filter (query, properties[id]->name, self->texts[id]);
  return g_string_free (query, FALSE);
}

static gint64
find_midnight (gint64 at, int days)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) day =
      g_date_time_new_local (g_date_time_get_year (moment), g_date_time_get_month (moment),
                             g_date_time_get_day_of_month (moment), 0, 0, 0);
  g_autoptr (GDateTime) then = g_date_time_add_days (day, days);

  return g_date_time_to_unix (then) * G_USEC_PER_SEC;
}

void
fw_view_set_days (FwView *self, gint64 first, gint64 last)
{
  g_return_if_fail (FW_IS_VIEW (self));
  g_return_if_fail (first <= last);

  g_object_set (self, "from", find_midnight (first, 0), "to", find_midnight (last, 1), "range",
                "custom", NULL);
}
