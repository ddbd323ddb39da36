/* SPDX-License-Identifier: GPL-3.0-or-later */

/* POST training/{session}/people: by name, by team, or by what a team lacks of what the course
 * teaches. */
#include <math.h>
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-enrol.h"
#include "server/fw-seen.h"
#include "server/fw-server-private.h"

#define MOST_PEOPLE 1000

typedef struct
{
  char **people; /* (nullable): ids */
  const char *team;
  gboolean gap; /* only those of the team who are below what their position asks for */
  gboolean dry;
  JsonObject *object;
} Asked;

static void
clear_asked (Asked *self)
{
  g_strfreev (self->people);
  g_clear_pointer (&self->object, json_object_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, clear_asked)

/* ---- the question ---- */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
read_asked (FwExchange *exchange, Asked *asked, GError **error)
{
  asked->object = fw_json_parse_bytes (fw_exchange_get_body (exchange), error);
  if (asked->object == NULL || !fw_json_read_flag (asked->object, "gap", &asked->gap, error) ||
      !fw_json_read_flag (asked->object, "try", &asked->dry, error))
    return FALSE;
  if (fw_json_has (asked->object, "team") &&
      !fw_json_get_text (asked->object, "team", &asked->team, error))
    return FALSE;
  if (fw_json_has (asked->object, "people"))
    asked->people = fw_json_find_texts (asked->object, "people");
  if ((asked->people == NULL) == (asked->team == NULL))
    return refuse (error, "people: expected ids of people, or a team, not both");
  if (asked->people != NULL && g_strv_length (asked->people) > MOST_PEOPLE)
    return refuse (error, "people: expected at most 1000");
  return !asked->gap || asked->team != NULL || refuse (error, "gap: expected of a team alone");
}

/* ---- who ---- */

static guint
find_competency (FwCompetencyGrid *grid, const FwRecord *course)
{
  const char *id = course != NULL ? fw_record_text (course, "competency") : NULL;
  const GArray *all = fw_competency_grid_get_competencies (grid);

  for (guint i = 0; id != NULL && i < all->len; i++)
    if (strcmp (fw_record_get_id (g_array_index (all, FwGridCompetency, i).record), id) == 0)
      return i;
  return FW_READINESS_NOTHING;
}

static FwEnrolPerson
make_person (FwCompetencyGrid *grid,
             const FwCompetencyAnswer *answer,
             const FwCompetencyRow *row,
             guint competency)
{
  const FwRequirement *requirement = NULL;
  FwEnrolPerson person = { .person = row->who.person,
                           .name = row->who.name,
                           .team = row->who.team,
                           .level = NAN,
                           .required = NAN };

  if (competency == FW_READINESS_NOTHING)
    return person;
  person.level = g_array_index (answer->cells, FwCompetencyCell, row->cells + competency).level;
  if (row->position != FW_READINESS_NOTHING)
    requirement = fw_competency_grid_find_requirement (grid, row->position, competency);
  if (requirement != NULL)
    person.required = requirement->level;
  return person;
}

/* Whose post asks for it, and who has less of it, or has shown nothing. */
static gboolean
has_gap (const FwEnrolPerson *person)
{
  return !isnan (person->required) && (isnan (person->level) || person->level < person->required);
}

static gboolean
is_known (const GArray *people, const char *id)
{
  for (guint i = 0; i < people->len; i++)
    if (strcmp (g_array_index (people, FwEnrolPerson, i).person, id) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_people (const GArray *people, char **asked, GError **error)
{
  for (char **id = asked; id != NULL && *id != NULL; id++)
    if (!is_known (people, *id))
      {
        g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                     "people: expected ids of people who are there; there is no “%s”", *id);
        return FALSE;
      }
  return TRUE;
}

static gboolean
find_people (FwEnrol *enrol,
             FwCompetencyGrid *grid,
             const Asked *asked,
             FwCompetencyAnswer **answer,
             GError **error)
{
  const char *const teams[] = { asked->team, NULL };
  const FwCompetencyQuestion question = {
    .day = (gint32) fw_record_integer (enrol->session, "day"),
    .scope = enrol->scope,
    .teams = asked->team != NULL ? teams : NULL,
    .people = (const char *const *) asked->people,
    .position = FW_READINESS_NOTHING,
    .order = FW_COMPETENCY_BY_PERSON,
  };
  const guint competency = find_competency (grid, enrol->course);

  if (asked->gap && competency == FW_READINESS_NOTHING)
    return refuse (error, "gap: the course teaches no competency");
  *answer = fw_competency_grid_ask (grid, &question);
  for (guint i = 0; i < (*answer)->rows->len; i++)
    {
      const FwEnrolPerson person = make_person (
          grid, *answer, &g_array_index ((*answer)->rows, FwCompetencyRow, i), competency);

      if (!asked->gap || has_gap (&person))
        g_array_append_val (enrol->people, person);
    }
  return check_people (enrol->people, asked->people, error);
}

/* ---- the answer ---- */

static void
write_person (FwJsonWriter *writer, FwDirectory *directory, const FwEnrolPerson *person)
{
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "person", person->person);
  fw_json_member_text (writer, "name", person->name);
  fw_json_member_text (writer, "team", person->team);
  fw_json_member_text (writer, "team_title",
                       fw_directory_get_title (directory, "team", person->team));
  fw_json_member_number (writer, "level", person->level);
  fw_json_member_number (writer, "required", person->required);
  fw_json_member_text (writer, "outcome", fw_enrol_outcome_to_name (person->outcome));
  fw_json_member_text (writer, "with", person->with);
  fw_json_writer_end_object (writer);
}

static void
reply (FwExchange *exchange, FwDirectory *directory, const FwEnrol *enrol)
{
  g_autoptr (GString) json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "session", fw_record_get_id (enrol->session));
  fw_json_member_integer (&writer, "seats", enrol->seats);
  fw_json_member_integer (&writer, "taken", enrol->taken);
  fw_json_member_integer (&writer, "waiting", enrol->waiting);
  fw_json_writer_key (&writer, "people");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < enrol->people->len; i++)
    write_person (&writer, directory, &g_array_index (enrol->people, FwEnrolPerson, i));
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}

/* ---- the route ---- */

static gboolean
is_open (const FwRecord *session, GError **error)
{
  const char *state = fw_record_text (session, FW_KIND_STATE);

  if (g_strcmp0 (state, "cancelled") != 0 && g_strcmp0 (state, "held") != 0)
    return TRUE;
  g_set_error_literal (error, FW_ERROR, FW_ERROR_CONFLICT,
                       g_strcmp0 (state, "held") == 0
                           ? "the session was held and is closed: nobody is enrolled in it any more"
                           : "the session was cancelled: nobody is enrolled in it");
  return FALSE;
}

static gboolean
run (FwExchange *exchange,
     FwEnrol *enrol,
     FwCompetencyGrid *grid,
     const Asked *asked,
     GError **error)
{
  FwServer *server = fw_server_of (exchange);
  g_autoptr (FwCompetencyAnswer) answer = NULL;
  g_autofree char *detail = NULL;
  gboolean written;

  if (!find_people (enrol, grid, asked, &answer, error))
    return FALSE;
  g_mutex_lock (&server->enrolling);
  written = fw_enrol_run (enrol, asked->dry, error);
  g_mutex_unlock (&server->enrolling);
  if (!written)
    return FALSE;
  if (!asked->dry)
    {
      detail = g_strdup_printf ("%u: %s", enrol->people->len, "enrolment");
      fw_seen_describe (exchange, detail);
      /* Seats are states as soon as the server's moves are made. */
      fw_clock_keeper_step (server->clocks, enrol->now);
      fw_hub_tell_records (server->hub, "enrolment", "", 0);
      fw_training_keeper_wake (server->training);
    }
  reply (exchange, fw_competency_grid_get_directory (grid), enrol);
  return TRUE;
}

static gboolean
enrol_people (FwExchange *exchange, GError **error)
{
  FwServer *server = fw_server_of (exchange);
  FwScope *scope = fw_exchange_get_scope (exchange);
  g_autoptr (FwRecord) session =
      fw_records_get (server->records, scope, fw_kind_find ("training-session"),
                      fw_exchange_get_parameter (exchange, 0), error);
  g_autoptr (FwRecord) course = NULL;
  g_autoptr (FwCompetencyGrid) grid = NULL;
  g_autoptr (GArray) people = fw_enrol_people_new ();
  g_auto (Asked) asked = { NULL };
  FwEnrol enrol = { .records = server->records, .scope = scope, .people = people };
  const FwSiteEntry *site;

  if (session == NULL || !is_open (session, error) || !read_asked (exchange, &asked, error))
    return FALSE;
  course = fw_records_get (server->records, scope, fw_kind_find ("course"),
                           fw_record_text (session, "course"), NULL);
  grid = fw_competency_keeper_get (server->competencies, error);
  if (grid == NULL)
    return FALSE;
  enrol.session = session;
  enrol.course = course;
  enrol.now = g_get_real_time ();
  site = fw_directory_find_site (fw_competency_grid_get_directory (grid),
                                 fw_record_text (session, "site"));
  if (site == NULL)
    site = fw_directory_get_default_site (fw_competency_grid_get_directory (grid));
  enrol.today = fw_zone_get_day (site->zone, enrol.now);
  return run (exchange, &enrol, grid, &asked, error);
}

void
fw_handle_enrol (FwExchange *exchange)
{
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;
  if (!enrol_people (exchange, &error))
    fw_exchange_reply_error (exchange, error);
}
