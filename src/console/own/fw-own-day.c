/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/own/fw-own-day.h"

#include "charts/fw-format.h"
#include "charts/fw-moment.h"
#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

/* A code is what of a day can change, in lines: the type, the name of its shift, from when, to
 * when. It is kept on the desk, so it holds no word of a language. */
typedef enum
{
  TYPE,
  NAME,
  START,
  END,
  N_PARTS
} Part;

struct _FwOwnDay
{
  GObject parent_instance;

  FwOwnFacts facts;
  char *id, *code, *breaks, *before;
};

enum
{
  PROP_0,
  PROP_REVISION,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwOwnDay, fw_own_day, G_TYPE_OBJECT)

static const char *
find_text (JsonObject *shift, const char *member)
{
  const char *text = fw_json_find_text (shift, member);

  return text != NULL ? text : "";
}

FwOwnDay *
fw_own_day_new (gint32 day, JsonObject *shift, gboolean today, gboolean open)
{
  FwOwnDay *self = g_object_new (FW_TYPE_OWN_DAY, NULL);

  self->facts.day = day;
  self->facts.today = today;
  self->facts.open = open && shift == NULL;
  if (shift != NULL)
    {
      self->id = g_strdup (find_text (shift, "id"));
      self->code =
          g_strdup_printf ("%s\n%s\n%s\n%s", find_text (shift, "type"), find_text (shift, "name"),
                           find_text (shift, "start"), find_text (shift, "end"));
      self->breaks = g_strdup (find_text (shift, "breaks"));
      self->facts.minutes = (gint64) fw_json_find_count (shift, "minutes");
      self->facts.paid = (gint64) fw_json_find_count (shift, "paid");
    }
  self->facts.id = self->id != NULL ? self->id : "";
  self->facts.code = self->code != NULL ? self->code : "";
  self->facts.breaks = self->breaks != NULL ? self->breaks : "";
  return self;
}

const FwOwnFacts *
fw_own_day_get (FwOwnDay *self)
{
  g_return_val_if_fail (FW_IS_OWN_DAY (self), NULL);

  return &self->facts;
}

gboolean
fw_own_is_work (const FwOwnFacts *facts)
{
  g_return_val_if_fail (facts != NULL, FALSE);

  return g_str_has_prefix (facts->code, "work\n");
}

void
fw_own_day_set_before (FwOwnDay *self, const char *code)
{
  g_return_if_fail (FW_IS_OWN_DAY (self));

  g_free (self->before);
  self->before = code != NULL && !g_str_equal (code, self->facts.code) ? g_strdup (code) : NULL;
  self->facts.before = self->before;
}

static void
fw_own_day_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_REVISION)
    g_value_set_uint (value, 0);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fw_own_day_finalize (GObject *object)
{
  FwOwnDay *self = FW_OWN_DAY (object);

  g_free (self->id);
  g_free (self->code);
  g_free (self->breaks);
  g_free (self->before);
  G_OBJECT_CLASS (fw_own_day_parent_class)->finalize (object);
}

static void
fw_own_day_class_init (FwOwnDayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_own_day_get_property;
  object_class->finalize = fw_own_day_finalize;
  g_object_class_install_property (object_class, PROP_REVISION,
                                   g_param_spec_uint ("revision", NULL, NULL, 0, G_MAXUINT, 0,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
fw_own_day_init (FwOwnDay *self)
{
}

/* ---- words ---- */

char *
fw_own_write_date (gint32 day)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return fw_format_weekday ((gint64) day * 24 * FW_HOUR, utc);
}

char *
fw_own_write_days (gint32 from, gint32 to)
{
  g_autofree char *first = fw_own_write_date (from), *last = fw_own_write_date (to);

  /* Translators: from one day to another */
  return g_strdup_printf (C_ ("days", "%s – %s"), first, last);
}

char *
fw_own_write_duration (gint64 minutes)
{
  return fw_format_tick (FW_FORMAT_DURATION, (double) minutes * 60, 60);
}

/* "06:00" as the desk writes times. */
static char *
write_clock (const char *text)
{
  guint minutes;

  return fw_moment_parse_minutes (text, &minutes) ? fw_moment_format_minutes (minutes)
                                                  : g_strdup (text);
}

static char *
write_name (const char *code)
{
  g_auto (GStrv) parts = g_strsplit (code, "\n", N_PARTS);

  if (g_strv_length (parts) < N_PARTS)
    return g_strdup (_ ("Day off"));
  if (g_str_equal (parts[TYPE], "leave"))
    return g_strdup (_ ("Leave"));
  if (g_str_equal (parts[TYPE], "training"))
    return g_strdup (_ ("Training"));
  return g_strdup (*parts[NAME] != '\0' ? parts[NAME] : _ ("Work"));
}

char *
fw_own_write_name (const FwOwnFacts *facts)
{
  return facts->open ? g_strdup (_ ("Not published yet")) : write_name (facts->code);
}

char *
fw_own_write_hours (const char *code)
{
  g_auto (GStrv) parts = g_strsplit (code, "\n", N_PARTS);
  g_autofree char *start = NULL, *end = NULL;

  if (g_strv_length (parts) < N_PARTS || *parts[START] == '\0')
    return g_strdup ("");
  start = write_clock (parts[START]);
  end = write_clock (parts[END]);
  return g_strdup_printf ("%s–%s", start, end);
}

/* @name: (transfer full) */
static char *
join_hours (char *name, const char *code)
{
  g_autofree char *held = name, *hours = fw_own_write_hours (code);

  return *hours != '\0' ? g_strdup_printf ("%s %s", held, hours) : g_steal_pointer (&held);
}

char *
fw_own_write_change (const FwOwnFacts *facts)
{
  g_autofree char *was = NULL;

  if (facts->before == NULL)
    return g_strdup ("");
  was = join_hours (write_name (facts->before), facts->before);
  /* Translators: what a day was before it changed, such as "was Late 14:00–22:00" */
  return g_strdup_printf (_ ("was %s"), was);
}

char *
fw_own_write_day (const FwOwnFacts *facts)
{
  g_autofree char *date = fw_own_write_date (facts->day);
  g_autofree char *what = join_hours (fw_own_write_name (facts), facts->code);
  g_autofree char *paid = fw_own_write_duration (facts->paid);
  g_autofree char *change = fw_own_write_change (facts);
  /* Translators: a day, and what somebody has on it */
  GString *text = g_string_new (NULL);

  g_string_printf (text, C_ ("own day", "%s: %s"), date, what);
  if (facts->minutes > 0)
    /* Translators: goes on "Thu 27 Nov: Early 06:00–14:00"; hours that are paid */
    g_string_append_printf (text, C_ ("own day", ", %s paid"), paid);
  if (*facts->breaks != '\0')
    g_string_append_printf (text, C_ ("own day", ", breaks %s"), facts->breaks);
  if (*change != '\0')
    g_string_append_printf (text, C_ ("own day", "; %s"), change);
  return g_string_free (text, FALSE);
}
