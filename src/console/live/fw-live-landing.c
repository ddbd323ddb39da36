/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-landing.h"

#include "console/live/fw-floor-query.h"

#include <math.h>

struct _FwLiveLanding
{
  GObject parent_instance;

  FwLive *live;
  FwView *view;
  FwLiveDays *days;
  char *asked;    /* (nullable): the question whose answer is known or on its way */
  char *last_day; /* "" none */
  gboolean settled;
  gboolean may_go; /* nobody has chosen anything yet */
  gboolean away;
};

enum
{
  PROP_0,
  PROP_LAST_DAY,
  N_PROPS
};

enum
{
  TODAY_BEGAN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwLiveLanding, fw_live_landing, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

gboolean
fw_live_has_nothing (FwLive *live)
{
  double offered;

  g_return_val_if_fail (FW_IS_LIVE (live), TRUE);

  offered = fw_group_row_get_value (fw_live_get_total (live), FW_LIVE_OFFERED)->value;
  return (isnan (offered) || offered == 0) && fw_live_get_counts (live)->signed_in == 0 &&
         fw_live_get_waiting (live)->count == 0;
}

/* Noon of a date of the desk's clock: no change of clocks takes it into another day. */
static gint64
find_noon (const char *date)
{
  g_autofree char *text = g_strconcat (date, "T12:00:00", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) noon = g_date_time_new_from_iso8601 (text, zone);

  return noon != NULL ? g_date_time_to_unix (noon) * G_USEC_PER_SEC : 0;
}

static void
settle (FwLiveLanding *self, const char *last_day)
{
  g_free (self->last_day);
  self->last_day = g_strdup (last_day);
  self->settled = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_DAY]);
}

static void
answered_cb (FwLiveDays *days, FwLiveFrame *frame, gpointer data)
{
  FwLiveLanding *self = data;
  gboolean anybody = !fw_live_has_nothing (fw_live_days_get_live (days));

  settle (self, anybody && frame->date != NULL ? frame->date : "");
  if (*self->last_day == '\0' || frame->runs || !self->may_go ||
      !fw_floor_query_is_now (self->view) || !fw_live_has_nothing (self->live))
    return;
  fw_live_landing_show_last_day (self);
  self->away = TRUE;
}

static void
failed_cb (FwLiveDays *days, GError *error, gpointer data)
{
  FwLiveLanding *self = data;

  /* asked again with the next frame */
  g_clear_pointer (&self->asked, g_free);
}

static void
look (FwLiveLanding *self)
{
  g_autofree char *question = NULL;

  if (fw_live_get_state (self->live) != FW_LIVE_CURRENT)
    return;
  if (!fw_live_has_nothing (self->live))
    {
      self->may_go = FALSE;
      if (!self->away)
        return;
      self->away = FALSE;
      fw_view_set (self->view, "range", "today");
      g_signal_emit (self, signals[TODAY_BEGAN], 0);
      return;
    }
  question = fw_floor_query_new_last (self->view);
  if (g_strcmp0 (question, self->asked) == 0)
    return;
  self->settled = FALSE;
  g_free (self->asked);
  self->asked = g_steal_pointer (&question);
  fw_live_days_ask (self->days, self->asked);
}

static void
updated_cb (FwLive *live, gpointer data)
{
  look (data);
}

/* Whoever chooses a time has seen where he is. */
static void
range_cb (FwView *view, GParamSpec *pspec, gpointer data)
{
  FwLiveLanding *self = data;

  self->may_go = FALSE;
  self->away = FALSE;
}

static void
fw_live_landing_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LAST_DAY)
    g_value_set_string (value, FW_LIVE_LANDING (object)->last_day);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fw_live_landing_dispose (GObject *object)
{
  FwLiveLanding *self = FW_LIVE_LANDING (object);

  if (self->days != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->days, self);
      fw_live_days_stop (self->days);
    }
  g_clear_object (&self->days);
  g_clear_object (&self->live);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (fw_live_landing_parent_class)->dispose (object);
}

static void
fw_live_landing_finalize (GObject *object)
{
  FwLiveLanding *self = FW_LIVE_LANDING (object);

  g_free (self->asked);
  g_free (self->last_day);
  G_OBJECT_CLASS (fw_live_landing_parent_class)->finalize (object);
}

static void
fw_live_landing_class_init (FwLiveLandingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_live_landing_get_property;
  object_class->dispose = fw_live_landing_dispose;
  object_class->finalize = fw_live_landing_finalize;
  properties[PROP_LAST_DAY] =
      g_param_spec_string ("last-day", NULL, NULL, "",
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[TODAY_BEGAN] = g_signal_new ("today-began", FW_TYPE_LIVE_LANDING, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fw_live_landing_init (FwLiveLanding *self)
{
  self->last_day = g_strdup ("");
  self->may_go = TRUE;
}

FwLiveLanding *
fw_live_landing_new (FwClient *client, FwLive *live, FwView *view)
{
  FwLiveLanding *self;

  g_return_val_if_fail (FW_IS_CLIENT (client) && FW_IS_LIVE (live) && FW_IS_VIEW (view), NULL);

  self = g_object_new (FW_TYPE_LIVE_LANDING, NULL);
  self->live = g_object_ref (live);
  self->view = g_object_ref (view);
  self->days = fw_live_days_new (client);
  g_signal_connect (self->days, "answered", G_CALLBACK (answered_cb), self);
  g_signal_connect (self->days, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_object (live, "updated", G_CALLBACK (updated_cb), self, 0);
  g_signal_connect_object (view, "notify::range", G_CALLBACK (range_cb), self, 0);
  look (self);
  return self;
}

const char *
fw_live_landing_get_last_day (FwLiveLanding *self)
{
  g_return_val_if_fail (FW_IS_LIVE_LANDING (self), "");
  return self->last_day;
}

gboolean
fw_live_landing_is_settled (FwLiveLanding *self)
{
  g_return_val_if_fail (FW_IS_LIVE_LANDING (self), FALSE);
  return self->settled;
}

gboolean
fw_live_landing_is_away (FwLiveLanding *self)
{
  g_return_val_if_fail (FW_IS_LIVE_LANDING (self), FALSE);
  return self->away;
}

void
fw_live_landing_show_last_day (FwLiveLanding *self)
{
  gint64 noon;

  g_return_if_fail (FW_IS_LIVE_LANDING (self));

  noon = find_noon (self->last_day);
  if (noon != 0)
    fw_view_set_days (self->view, noon, noon);
}
