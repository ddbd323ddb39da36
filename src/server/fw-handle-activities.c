/* SPDX-License-Identifier: GPL-3.0-or-later */

/* POST calendar-templates/{template}/plan: who goes when, as a proposal, as drafts or published. */
#include <math.h>

#include "server/fw-activity-plan.h"
#include "server/fw-own.h"
#include "server/fw-seen.h"
#include "server/fw-server-private.h"

/* Days ahead that can be asked about. */
#define AHEAD_DAYS 366
/* Contacts that a meeting may talk about. */
#define MOST_PRAISED 3

/* ---- the answer ---- */

static void
append_clock (FwJsonWriter *writer, const char *member, FwZone *zone, gint64 at)
{
  const guint minute = fw_zone_get_minute_of_day (zone, at);
  g_autofree char *text = g_strdup_printf ("%02u:%02u", minute / 60, minute % 60);

  fw_json_member_text (writer, member, text);
}

static void
append_group (FwJsonWriter *writer,
              const FwActivityOccasion *occasion,
              const FwCalendarGroup *group)
{
  FwZone *zone = occasion->site->zone;

  fw_json_writer_begin_object (writer);
  fw_own_append_date (writer, "day", fw_zone_get_date (zone, group->time.from));
  append_clock (writer, "begins", zone, group->time.from);
  append_clock (writer, "ends", zone, group->time.to);
  fw_json_member_number (writer, "lack", group->cost.lack);
  fw_json_member_number (writer, "slack", isfinite (group->cost.slack) ? group->cost.slack : NAN);
  fw_json_writer_key (writer, "people");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < group->people->len; i++)
    {
      const FwRecord *person = occasion->people->pdata[g_array_index (group->people, guint, i)];

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "person", fw_record_get_id (person));
      fw_json_member_text (writer, "name", fw_record_text (person, "name"));
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
  fw_json_writer_end_object (writer);
}

/* ---- praised contacts ---- */

/* Of whom an occasion is, those that took longest first. */
static GPtrArray *
find_praised (FwCentre *centre,
              const FwActivityPlan *plan,
              const FwActivityOccasion *occasion,
              gint32 day,
              guint64 *total,
              GError **error)
{
  char *sites[] = { (char *) occasion->site->id, NULL }, *teams[] = { occasion->team, NULL };
  FwContactSearch search = { .listing = FW_LISTING_INIT };
  FwQuestion question = { .now = plan->now };

  question.only[FW_DIMENSION_SITE] = sites;
  if (occasion->team != NULL)
    question.only[FW_DIMENSION_TEAM] = teams;
  /* the best mark, and nobody said that it was not resolved */
  search.listing.ratings = 1u << 5;
  search.listing.resolutions = 1u << FW_RESOLUTION_UNKNOWN | 1u << FW_RESOLUTION_YES;
  search.listing.order = FW_LISTING_HANDLING;
  search.listing.descending = TRUE;
  fw_zone_get_day_bounds (occasion->site->zone, day, &question.from, &question.to);
  return fw_centre_search_contacts (centre, plan->scope, &question, FW_MEASURE_OFFERED, &search, 0,
                                    MOST_PRAISED, total, error);
}

static void
append_contact (FwJsonWriter *writer,
                FwCentre *centre,
                FwDirectory *directory,
                FwZone *zone,
                const FwContactLine *line)
{
  const char *agent = fw_centre_name_code (centre, FW_DIMENSION_AGENT, line->contact.agent);
  const char *queue = fw_centre_name_code (centre, FW_DIMENSION_QUEUE, line->contact.queue);

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "source", line->source);
  fw_json_member_text (writer, "id", line->id);
  append_clock (writer, "at", zone, line->contact.at);
  fw_json_member_text (writer, "name", fw_directory_get_title (directory, "agent", agent));
  fw_json_member_text (writer, "queue", fw_directory_get_title (directory, "queue", queue));
  fw_json_writer_end_object (writer);
}

/* What a meeting may begin with: of the day before, as soon as that has begun. Returns: FALSE: it
 * could not be found. */
static gboolean
append_praised (FwJsonWriter *writer,
                FwCentre *centre,
                const FwActivityPlan *plan,
                const FwActivityOccasion *occasion,
                GError **error)
{
  FwZone *zone = occasion->site->zone;
  const gint32 day = occasion->when.first - 1;
  g_autoptr (GPtrArray) lines = NULL;
  guint64 total = 0;

  if (g_strcmp0 (fw_record_text (plan->record, "what"), "meeting") != 0 ||
      day > fw_zone_get_day (zone, plan->now))
    return TRUE;
  lines = find_praised (centre, plan, occasion, day, &total, error);
  if (lines == NULL)
    return FALSE;
  fw_json_writer_key (writer, "praised");
  fw_json_writer_begin_object (writer);
  fw_own_append_date (writer, "day", day);
  fw_json_member_integer (writer, "total", (gint64) total);
  fw_json_writer_key (writer, "contacts");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < lines->len; i++)
    append_contact (writer, centre, plan->directory, zone, lines->pdata[i]);
  fw_json_writer_end_array (writer);
  fw_json_writer_end_object (writer);
  return TRUE;
}

/* ---- occasions ---- */

static gboolean
append_occasion (FwJsonWriter *writer,
                 FwCentre *centre,
                 const FwActivityPlan *plan,
                 const FwActivityOccasion *self,
                 GError **error)
{
  fw_json_writer_begin_object (writer);
  fw_own_append_date (writer, "due", self->when.due);
  fw_own_append_date (writer, "first", self->when.first);
  fw_own_append_date (writer, "last", self->when.last);
  fw_json_member_text (writer, "site", self->site->id);
  fw_json_member_text (writer, "site_title", self->site->name);
  fw_json_member_text (writer, "team", self->team);
  fw_json_member_text (
      writer, "team_title",
      self->team != NULL ? fw_directory_get_title (plan->directory, "team", self->team) : NULL);
  fw_json_member_boolean (writer, "known", self->known);
  fw_json_member_number (writer, "before", self->before);
  fw_json_member_number (writer, "after", self->after);
  fw_json_member_integer (writer, "already", self->already);
  fw_json_member_integer (writer, "left", self->left);
  fw_json_member_integer (writer, "waiting", self->waiting);
  fw_json_writer_key (writer, "groups");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < self->groups->len; i++)
    append_group (writer, self, &g_array_index (self->groups, FwCalendarGroup, i));
  fw_json_writer_end_array (writer);
  if (!append_praised (writer, centre, plan, self, error))
    return FALSE;
  fw_json_writer_end_object (writer);
  return TRUE;
}

static void
append_tasks (FwJsonWriter *writer, const FwActivityPlan *plan)
{
  fw_json_writer_key (writer, "tasks");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < plan->tasks->len; i++)
    {
      const FwRecord *task = plan->tasks->pdata[i];

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "name", fw_record_text (task, "name"));
      fw_json_member_text (writer, "site", fw_record_text (task, "site"));
      fw_own_append_date (writer, "from", (gint32) fw_record_integer (task, "from"));
      fw_own_append_date (writer, "by", (gint32) fw_record_integer (task, "by"));
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
  fw_json_member_integer (writer, "tasks_there", plan->tasks_there);
  fw_json_member_boolean (writer, "tasks_shared", plan->tasks_shared);
}

/* ---- all of it ---- */

static gboolean
reply (FwExchange *exchange,
       const FwActivityPlan *plan,
       const FwActivityWritten *written,
       GError **error)
{
  g_autoptr (GString) json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "template", fw_record_get_id (plan->record));
  fw_json_member_text (&writer, "name", fw_record_text (plan->record, "name"));
  fw_json_member_boolean (&writer, "phones", plan->template.adds);
  fw_own_append_date (&writer, "first", plan->first);
  fw_own_append_date (&writer, "last", plan->last);
  fw_json_member_boolean (&writer, "known", plan->known);
  fw_json_member_number (&writer, "before", plan->before);
  fw_json_member_number (&writer, "after", plan->after);
  fw_json_member_integer (&writer, "drafts", plan->drafts->len);
  fw_json_member_integer (&writer, "published", written->published);
  fw_json_member_integer (&writer, "tasks_written", written->tasks);
  fw_json_writer_key (&writer, "written");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; written->made != NULL && i < written->made->len; i++)
    fw_json_writer_text (&writer, written->made->pdata[i]);
  fw_json_writer_end_array (&writer);
  fw_json_writer_key (&writer, "occasions");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < plan->occasions->len; i++)
    if (!append_occasion (&writer, fw_server_of (exchange)->centre, plan,
                          &g_array_index (plan->occasions, FwActivityOccasion, i), error))
      return FALSE;
  fw_json_writer_end_array (&writer);
  append_tasks (&writer, plan);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
  return TRUE;
}

/* ---- the question ---- */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
find_today (FwServer *server, gint32 *today, GError **error)
{
  g_autoptr (FwDirectory) directory = fw_records_get_directory (server->records, error);

  if (directory == NULL)
    return FALSE;
  *today = fw_zone_get_day (fw_directory_get_default_site (directory)->zone, g_get_real_time ());
  return TRUE;
}

typedef struct
{
  gint32 first, last;
  gboolean dry, publish;
} Asked;

static gboolean
read_asked (FwExchange *exchange, Asked *asked, GError **error)
{
  g_autoptr (JsonObject) object = fw_json_parse_bytes (fw_exchange_get_body (exchange), error);
  gint32 today;

  if (object == NULL || !find_today (fw_server_of (exchange), &today, error) ||
      !fw_own_read_day (object, "first", &asked->first, error) ||
      !fw_own_read_day (object, "last", &asked->last, error) ||
      !fw_json_read_flag (object, "try", &asked->dry, error) ||
      !fw_json_read_flag (object, "publish", &asked->publish, error))
    return FALSE;
  if (asked->first < today || asked->first > today + AHEAD_DAYS)
    return refuse (error, "first: expected today or a day within the next 366");
  if (asked->last < asked->first)
    return refuse (error, "last: expected a day on or after the first");
  return asked->last - asked->first < FW_ACTIVITY_PLAN_MOST_DAYS ||
         refuse (error, "last: expected at most 100 days in all");
}

static void
tell (FwExchange *exchange, const FwActivityWritten *written)
{
  FwServer *server = fw_server_of (exchange);
  g_autofree char *detail = g_strdup_printf ("%u: %s", written->made->len, "activity");

  fw_seen_describe (exchange, detail);
  if (written->made->len > 0 || written->published > 0)
    fw_hub_tell_records (server->hub, "activity", "", 0);
  if (written->tasks == 0)
    return;
  /* preparation may have begun */
  fw_clock_keeper_step (server->clocks, g_get_real_time ());
  fw_hub_tell_records (server->hub, "preparation-task", "", 0);
}

/* One at a time, so that nobody is chosen twice. */
static gboolean
plan_activities (FwExchange *exchange, GError **error)
{
  FwServer *server = fw_server_of (exchange);
  g_auto (FwActivityPlan) plan = { NULL };
  g_auto (FwActivityWritten) written = { NULL };
  Asked asked;
  gboolean done;

  if (!read_asked (exchange, &asked, error))
    return FALSE;
  g_mutex_lock (&server->enrolling);
  done = fw_activity_plan_init (&plan, server->records, fw_exchange_get_scope (exchange),
                                fw_exchange_get_parameter (exchange, 0), asked.first, asked.last,
                                error) &&
         (asked.dry || fw_activity_plan_write (&plan, asked.publish, &written, error));
  g_mutex_unlock (&server->enrolling);
  if (!done)
    return FALSE;
  if (!asked.dry)
    tell (exchange, &written);
  return reply (exchange, &plan, &written, error);
}

void
fw_handle_activity_plan (FwExchange *exchange)
{
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;
  if (!plan_activities (exchange, &error))
    fw_exchange_reply_error (exchange, error);
}
