/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-live-fixture.h"

#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"

#include <math.h>

static const struct
{
  const char *key;
  const char *title;
  const char *chinese;
  double offered, connection, service, csat, aht, resolution, occupancy;
} teams[] = {
  { "sales-a", "Sales A", "销售一组", 412, .971, .910, .93, 238, .862, .81 },
  { "sales-b", "Sales B", "销售二组", 388, .968, .904, .92, 242, .859, .80 },
  { "support-a", "Support A", "技术支持一组", 506, .960, .882, .90, 271, .840, .84 },
  { "support-b", "Support B", "技术支持二组", 498, .964, .891, .91, 267, .844, .83 },
  { "billing", "Billing", "账务组", 301, .980, .943, .94, 201, .890, .76 },
  { "night-a", "Night A", "夜班一组", 264, .954, .860, .89, 280, .831, .85 },
  { "night-b", "Night B", "夜班二组", 233, .910, .742, .78, 320, .795, .91 },
  { "chat-1", "Chat 1", "在线一组", 640, .969, NAN, .92, 370, .873, .88 },
  { "chat-2", "Chat 2", "在线二组", 612, .967, NAN, .91, 374, .868, .87 },
  { "e-mail", "E-mail", "邮件组", 118, NAN, NAN, .88, 542, .901, .72 },
  { "vip", "VIP", "贵宾专席", 148, .993, .979, .96, 295, .924, .70 },
  { "complaints", "Complaints and escalations", "投诉升级处理组", 0, NAN, NAN, NAN, NAN, NAN, .41 },
};

static const char *const first_names[] = { "Lin Mei",   "Zhou Wei",     "Han Ling",
                                           "Anna Berg", "Ola Nordmann", "Maria Silva",
                                           "Wang Fang", "Li Na",        "Peter Kraus",
                                           "Aiko Sato", "Sofia Rossi",  "Tom Baker" };
static const char *const chinese_names[] = { "林梅", "周伟", "韩玲",     "王芳", "李娜", "赵敏",
                                             "刘洋", "陈静", "欧阳明月", "张磊", "吴迪", "孙悦" };

void
fw_live_fixture_init (FwLiveFixture *self)
{
  *self = (FwLiveFixture){ 1000, 12, 240, 870, "team", FALSE, 0, 0 };
  self->day_from = G_GINT64_CONSTANT (1795219200) * G_USEC_PER_SEC; /* 2026-11-21T00:00:00Z */
}

static gint64
get_now (FwLiveFixture *self)
{
  return self->day_from + (gint64) self->minute * FW_MINUTE + self->step * 250000;
}

static void
write_time (FwJsonWriter *json, const char *key, gint64 at)
{
  g_autofree char *text = fw_time_format (at);

  fw_json_member_text (json, key, text);
}

static void
write_figure (FwJsonWriter *json,
              const char *name,
              double value,
              double n,
              double target,
              gboolean at_least,
              gboolean ratio)
{
  double half = ratio ? 1.96 * sqrt (MAX (value * (1 - value), 0.0001) / MAX (n, 1))
                      : 60 * 1.96 / sqrt (MAX (n, 1));
  double low = ratio ? MAX (value - half, 0) : value - half,
         high = ratio ? MIN (value + half, 1) : value + half;
  gboolean good = at_least ? value >= target : value <= target;
  const char *verdict = low <= target && target <= high              ? "cannot-tell"
                        : fabs (value - target) < (ratio ? .008 : 8) ? "watch"
                        : good                                       ? "in-order"
                                                                     : "late";

  if (isnan (value))
    return;
  if (name != NULL)
    {
      fw_json_writer_key (json, name);
      fw_json_writer_begin_object (json);
    }
  fw_json_member_number (json, "n", round (n));
  fw_json_member_number (json, "low", low);
  fw_json_member_number (json, "high", high);
  fw_json_member_number (json, "target", target);
  if (name == NULL)
    fw_json_member_integer (json, "least_n", 30);
  fw_json_member_text (json, "verdict", verdict);
  if (name != NULL)
    fw_json_writer_end_object (json);
}

static void
write_values (FwJsonWriter *json,
              double offered,
              double connection,
              double service,
              double csat,
              double aht,
              double resolution,
              double occupancy)
{
  double answered = isnan (connection) ? offered : round (offered * connection);

  fw_json_member_integer (json, "offered", (gint64) offered);
  fw_json_member_integer (json, "answered", (gint64) answered);
  fw_json_member_integer (json, "abandoned", (gint64) (offered - answered));
  fw_json_member_integer (json, "left", 0);
  fw_json_member_number (json, "connection_rate", connection);
  fw_json_member_number (json, "service_level", service);
  fw_json_member_number (json, "asa_s", isnan (service) ? NAN : 40 * (1.1 - service));
  fw_json_member_number (json, "aht_s", aht);
  fw_json_member_number (json, "csat", csat);
  fw_json_member_number (json, "resolution_rate", resolution);
  fw_json_member_number (json, "occupancy", occupancy);
  fw_json_writer_key (json, "figures");
  fw_json_writer_begin_object (json);
  write_figure (json, "connection_rate", connection, offered, .95, TRUE, TRUE);
  write_figure (json, "service_level", service, offered, .9, TRUE, TRUE);
  write_figure (json, "csat", csat, offered / 3, .9, TRUE, TRUE);
  write_figure (json, "aht_s", aht, answered, 270, FALSE, FALSE);
  write_figure (json, "resolution_rate", resolution, offered * .6, .85, TRUE, TRUE);
  fw_json_writer_end_object (json);
}

static void
write_tile (FwJsonWriter *json,
            FwLiveFixture *self,
            const char *metric,
            double value,
            double n,
            double target,
            gboolean at_least,
            gboolean ratio,
            double before)
{
  fw_json_writer_begin_object (json);
  fw_json_member_text (json, "metric", metric);
  fw_json_member_number (json, "value", value);
  write_figure (json, NULL, value, n, target, at_least, ratio);
  fw_json_member_number (json, "before", before);
  fw_json_writer_key (json, "trend");
  fw_json_writer_begin_array (json);
  for (guint i = 0; i < self->minute / 30 + 1; i++)
    fw_json_writer_number (
        json, i < 14 ? NAN : value + (ratio ? .03 : 20) * sin (i * 1.3) + (ratio ? -.002 : 1) * i);
  fw_json_writer_end_array (json);
  fw_json_writer_end_object (json);
}

static void
write_tiles (FwJsonWriter *json, FwLiveFixture *self)
{
  double wobble = (self->step % 7) * .001;

  fw_json_writer_key (json, "tiles");
  fw_json_writer_begin_array (json);
  write_tile (json, self, "connection_rate", .962 + wobble, 4120 + self->step, .95, TRUE, TRUE,
              .958);
  write_tile (json, self, "service_level", .861, 4120, .9, TRUE, TRUE, .884);
  write_tile (json, self, "csat", .91, 38, .9, TRUE, TRUE, NAN);
  write_tile (json, self, "aht_s", 252, 3966, 270, FALSE, FALSE, 246);
  write_tile (json, self, "resolution_rate", .832, 2204, .85, TRUE, TRUE, .834);
  write_tile (json, self, "occupancy", .83, 116, .88, FALSE, TRUE, .80);
  fw_json_writer_end_array (json);
  fw_json_writer_key (json, "waiting");
  fw_json_writer_begin_object (json);
  fw_json_member_integer (json, "count", 7 + self->step % 4);
  fw_json_member_number (json, "longest_s", 48);
  fw_json_member_text (json, "verdict", "late");
  fw_json_member_number (json, "before", 3);
  fw_json_writer_key (json, "worst");
  fw_json_writer_begin_object (json);
  fw_json_member_text (json, "queue", "billing");
  fw_json_member_text (json, "title", self->chinese ? "账单" : "Billing");
  fw_json_member_integer (json, "count", 6);
  fw_json_member_number (json, "limit", 5);
  fw_json_member_number (json, "longest_s", 48);
  fw_json_member_number (json, "limit_s", 60);
  fw_json_writer_end_object (json);
  fw_json_writer_end_object (json);
}

static void
write_group (FwJsonWriter *json, FwLiveFixture *self, guint i)
{
  guint t = i % G_N_ELEMENTS (teams);
  g_autofree char *key = i < G_N_ELEMENTS (teams) ? g_strdup (teams[t].key)
                                                  : g_strdup_printf ("%s-%u", teams[t].key, i);
  g_autofree char *title = i < G_N_ELEMENTS (teams)
                               ? g_strdup (self->chinese ? teams[t].chinese : teams[t].title)
                               : g_strdup_printf ("%s %u", teams[t].title, i);

  fw_json_writer_begin_object (json);
  fw_json_writer_key (json, "key");
  fw_json_writer_begin_object (json);
  fw_json_member_text (json, self->by, key);
  fw_json_writer_end_object (json);
  fw_json_member_text (json, "title", title);
  write_values (json, teams[t].offered > 0 ? teams[t].offered + self->step : 0, teams[t].connection,
                teams[t].service, teams[t].csat, teams[t].aht, teams[t].resolution,
                teams[t].occupancy);
  fw_json_writer_end_object (json);
}

/* Every third has somebody waiting, the first of them for too long. */
static void
write_queues (FwJsonWriter *json, FwLiveFixture *self)
{
  fw_json_writer_key (json, "queues");
  fw_json_writer_begin_array (json);
  for (guint i = 0; i < MIN (self->n_groups, G_N_ELEMENTS (teams)); i++)
    {
      gboolean waits = i % 3 == 0;

      fw_json_writer_begin_object (json);
      fw_json_member_text (json, "queue", teams[i].key);
      fw_json_member_text (json, "title", self->chinese ? teams[i].chinese : teams[i].title);
      fw_json_member_integer (json, "waiting", waits ? i + 2 : 0);
      fw_json_member_number (json, "limit", waits ? 5 : NAN);
      fw_json_member_text (json, "verdict", !waits ? "no-target" : i + 2 > 5 ? "late" : "in-order");
      fw_json_member_number (json, "longest_s", waits ? 95 - 20. * MIN (i, 4) : NAN);
      fw_json_member_number (json, "limit_s", waits ? 60 : NAN);
      fw_json_member_text (json, "longest_verdict",
                           !waits   ? "no-target"
                           : i == 0 ? "late"
                                    : "in-order");
      fw_json_member_integer (json, "ready", i % 4);
      fw_json_writer_end_object (json);
    }
  fw_json_writer_end_array (json);
}

static void
write_groups (FwJsonWriter *json, FwLiveFixture *self)
{
  fw_json_member_text (json, "by", self->by);
  fw_json_writer_key (json, "groups");
  fw_json_writer_begin_array (json);
  for (guint i = 0; i < self->n_groups; i++)
    write_group (json, self, i);
  fw_json_writer_end_array (json);
  fw_json_writer_key (json, "total");
  fw_json_writer_begin_object (json);
  write_values (json, 4120 + self->step, .962, .871, .91, 252, .847, .83);
  fw_json_writer_end_object (json);
}

static void
write_slots (FwJsonWriter *json, const char *key, guint n, double drop)
{
  fw_json_writer_key (json, key);
  fw_json_writer_begin_array (json);
  for (guint i = 0; i < n; i++)
    {
      gboolean open = i >= 14 && i <= 46;
      double bell = open ? 150 * exp (-pow (i - 24., 2) / 90) + 40 : 0;
      double dip = drop > 0 && i > 24 ? drop * (i - 24) * (i - 24) : 0;

      fw_json_writer_begin_object (json);
      write_values (json, round (bell), open ? .965 + .01 * sin (i) : NAN,
                    open ? .94 - dip + .012 * sin (i * 0.9) +
                               (drop > 0 ? .008 : -.006) * sin (i * 1.7) - .001 * i
                         : NAN,
                    open && i != 19 ? .91 + .03 * sin (i * 2.1) : NAN,
                    open ? 250 + 15 * sin (i * .9) : NAN, NAN, NAN);
      fw_json_writer_end_object (json);
    }
  fw_json_writer_end_array (json);
}

static void
write_person (FwJsonWriter *json, FwLiveFixture *self, guint i, guint turn)
{
  static const char *const states[] = { "talking", "talking", "talking", "talking",
                                        "ready",   "ready",   "wrap-up", "paused" };
  guint h = (i * 2654435761u + turn * 40503u) >> 8, t = i % 11;
  const char *state = states[h % G_N_ELEMENTS (states)];
  gboolean paused = g_str_equal (state, "paused"), late = paused && h % 3 == 0;
  g_autofree char *agent = g_strdup_printf ("Agent/%u", 100 + i);
  g_autofree char *title =
      i < G_N_ELEMENTS (first_names)
          ? g_strdup (self->chinese ? chinese_names[i] : first_names[i])
          : g_strdup_printf ("%s %u", self->chinese ? chinese_names[i % 12] : first_names[i % 12],
                             i);

  fw_json_writer_begin_object (json);
  fw_json_member_text (json, "agent", agent);
  fw_json_member_text (json, "title", title);
  fw_json_member_text (json, "team", teams[t].key);
  fw_json_member_text (json, "team_title", self->chinese ? teams[t].chinese : teams[t].title);
  fw_json_member_text (json, "state", state);
  fw_json_member_text (json, "reason", paused ? (h / 8 % 2 ? "break" : "lunch") : "");
  write_time (json, "since",
              get_now (self) - (gint64) (late ? 1500 + h % 300 : h % 400) * FW_SECOND);
  fw_json_member_number (json, "limit_s", paused ? 900 : NAN);
  fw_json_member_boolean (json, "late", late);
  fw_json_member_text (json, "queue", g_str_equal (state, "talking") ? teams[t].key : "");
  fw_json_member_integer (json, "contacts", h % 40);
  fw_json_writer_end_object (json);
}

static void
write_people (FwJsonWriter *json, FwLiveFixture *self, guint first, guint n, gboolean partial)
{
  guint talking = self->n_people / 2, wrap_up = self->n_people / 8, ready = self->n_people / 4;

  fw_json_writer_key (json, "people");
  fw_json_writer_begin_object (json);
  if (partial)
    fw_json_member_boolean (json, "partial", TRUE);
  fw_json_member_integer (json, "signed_in", self->n_people);
  fw_json_member_integer (json, "ready", ready);
  fw_json_member_integer (json, "talking", talking);
  fw_json_member_integer (json, "wrap_up", wrap_up);
  fw_json_member_integer (json, "paused", self->n_people - talking - wrap_up - ready);
  fw_json_member_integer (json, "late", 2);
  fw_json_writer_key (json, "rows");
  fw_json_writer_begin_array (json);
  for (guint i = 0; i < n; i++)
    write_person (json, self, (first + i) % self->n_people, partial ? self->step : 0);
  fw_json_writer_end_array (json);
  fw_json_writer_end_object (json);
}

static void
write_alerts (FwJsonWriter *json, FwLiveFixture *self)
{
  fw_json_writer_key (json, "alerts");
  fw_json_writer_begin_array (json);
  fw_json_writer_begin_object (json);
  fw_json_member_text (json, "id", "service_level/team/night-b");
  fw_json_member_text (json, "metric", "service_level");
  fw_json_member_text (json, "dimension", "team");
  fw_json_member_text (json, "key", "night-b");
  fw_json_member_text (json, "title", self->chinese ? "夜班二组" : "Night B");
  fw_json_member_text (json, "site", "main");
  fw_json_member_text (json, "reason", "");
  fw_json_member_number (json, "value", .742);
  fw_json_member_number (json, "limit", .8);
  fw_json_member_integer (json, "n", 233);
  fw_json_member_number (json, "low", .682);
  fw_json_member_number (json, "high", .794);
  write_time (json, "from", self->day_from);
  write_time (json, "to", get_now (self) + FW_MINUTE);
  write_time (json, "since", get_now (self) - 25 * FW_MINUTE);
  fw_json_member_text (json, "action", "why");
  fw_json_writer_end_object (json);
  fw_json_writer_begin_object (json);
  fw_json_member_text (json, "id", "paused_s/agent/Agent/101");
  fw_json_member_text (json, "metric", "paused_s");
  fw_json_member_text (json, "dimension", "agent");
  fw_json_member_text (json, "key", "Agent/101");
  fw_json_member_text (json, "title", self->chinese ? "周伟" : "Zhou Wei");
  fw_json_member_text (json, "site", "main");
  fw_json_member_text (json, "reason", "coaching");
  fw_json_member_number (json, "value", 1620);
  fw_json_member_number (json, "limit", 900);
  write_time (json, "since", get_now (self) - 12 * FW_MINUTE);
  fw_json_member_text (json, "action", "people");
  fw_json_writer_end_object (json);
  fw_json_writer_end_array (json);
}

static void
write_head (FwJsonWriter *json, FwLiveFixture *self, gboolean partial)
{
  g_autofree char *date = fw_date_format ((gint32) (self->day_from / (24 * FW_HOUR)));

  fw_json_member_integer (json, "number", (gint64) self->number++);
  if (partial)
    fw_json_member_boolean (json, "partial", TRUE);
  write_time (json, "at", get_now (self));
  write_time (json, "last_event", get_now (self));
  fw_json_writer_key (json, "day");
  fw_json_writer_begin_object (json);
  fw_json_member_text (json, "site", "main");
  fw_json_member_text (json, "zone", "UTC");
  write_time (json, "from", self->day_from);
  write_time (json, "to", self->day_from + 24 * FW_HOUR);
  fw_json_member_text (json, "date", date);
  fw_json_writer_end_object (json);
}

char *
fw_live_fixture_whole (FwLiveFixture *self)
{
  GString *out = g_string_new (NULL);
  FwJsonWriter json;

  fw_json_writer_init (&json, out);
  fw_json_writer_begin_object (&json);
  write_head (&json, self, FALSE);
  write_tiles (&json, self);
  if (g_str_equal (self->by, "queue"))
    write_queues (&json, self);
  write_groups (&json, self);
  fw_json_writer_key (&json, "curve");
  fw_json_writer_begin_object (&json);
  write_time (&json, "from", self->day_from);
  fw_json_member_number (&json, "step_s", 1800);
  write_slots (&json, "now", self->minute / 30 + 1, .0006);
  write_slots (&json, "before", 48, 0);
  fw_json_writer_end_object (&json);
  write_people (&json, self, 0, self->n_people, FALSE);
  write_alerts (&json, self);
  fw_json_writer_end_object (&json);
  return g_string_free (out, FALSE);
}

char *
fw_live_fixture_partial (FwLiveFixture *self, guint n_changed)
{
  GString *out = g_string_new (NULL);
  FwJsonWriter json;

  self->step++;
  fw_json_writer_init (&json, out);
  fw_json_writer_begin_object (&json);
  write_head (&json, self, TRUE);
  write_tiles (&json, self);
  fw_json_member_text (&json, "by", self->by);
  fw_json_writer_key (&json, "groups");
  fw_json_writer_begin_array (&json);
  for (guint i = 0; i < MIN (self->n_groups, 12); i++)
    write_group (&json, self, i);
  fw_json_writer_end_array (&json);
  write_people (&json, self, self->step * n_changed, n_changed, TRUE);
  fw_json_writer_end_object (&json);
  return g_string_free (out, FALSE);
}

char *
fw_live_fixture_empty (FwLiveFixture *self)
{
  GString *out = g_string_new (NULL);
  FwJsonWriter json;
  guint n_people = self->n_people;

  fw_json_writer_init (&json, out);
  fw_json_writer_begin_object (&json);
  write_head (&json, self, FALSE);
  fw_json_member_text (&json, "by", self->by);
  fw_json_writer_key (&json, "groups");
  fw_json_writer_begin_array (&json);
  fw_json_writer_end_array (&json);
  self->n_people = 0;
  write_people (&json, self, 0, 0, FALSE);
  self->n_people = n_people;
  fw_json_writer_end_object (&json);
  return g_string_free (out, FALSE);
}
