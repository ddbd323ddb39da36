/* SPDX-License-Identifier: GPL-3.0-or-later */

/* POST programmes/{programme}/people: by name, by team, or by what a team lacks of what the
 * programme leads to. */
#include <math.h>
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-server-private.h"
#include "store/fw-record-batch.h"
#include "store/fw-record-query.h"

#define MOST_PEOPLE 1000
/* Who is to begin within so many days counts as in it. */
#define YEAR 366

typedef struct
{
  FwServer *server;
  FwScope *scope;
  FwRecord *programme;
  FwProgrammeBoard *board;
  FwCompetencyGrid *grid;
  JsonObject *object;
  char **people; /* (nullable): ids */
  const char *team, *mentor;
  gboolean gap, dry;
  gint32 since;
  GArray *writes; /* FwRecordWrite */
  GPtrArray *in;  /* char *: who is in it already */
} Enrolling;

static void
clear_enrolling (Enrolling *self)
{
  g_clear_pointer (&self->programme, fw_record_unref);
  g_clear_pointer (&self->board, fw_programme_board_unref);
  g_clear_pointer (&self->grid, fw_competency_grid_unref);
  g_clear_pointer (&self->object, json_object_unref);
  g_clear_pointer (&self->people, g_strfreev);
  g_clear_pointer (&self->writes, g_array_unref);
  g_clear_pointer (&self->in, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Enrolling, clear_enrolling)

static void
clear_write (gpointer data)
{
  fw_record_unref (((FwRecordWrite *) data)->record);
}

/* ---- the question ---- */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
read_text (JsonObject *object, const char *member, const char **text, GError **error)
{
  return !fw_json_has (object, member) || fw_json_get_text (object, member, text, error);
}

static gboolean
read_asked (FwExchange *exchange, Enrolling *self, GError **error)
{
  const char *since = NULL;

  self->object = fw_json_parse_bytes (fw_exchange_get_body (exchange), error);
  if (self->object == NULL || !read_text (self->object, "team", &self->team, error) ||
      !read_text (self->object, "mentor", &self->mentor, error) ||
      !read_text (self->object, "since", &since, error))
    return FALSE;
  self->gap = fw_json_find_yes (self->object, "gap");
  self->dry = fw_json_find_yes (self->object, "try");
  if (fw_json_has (self->object, "people"))
    self->people = fw_json_find_texts (self->object, "people");
  if (since == NULL || !fw_date_parse (fw_text (since), &self->since))
    return refuse (error, "since: expected a date such as 2026-11-21");
  if ((self->people == NULL) == (self->team == NULL))
    return refuse (error, "people: expected ids of people, or a team, not both");
  if (self->people != NULL && g_strv_length (self->people) > MOST_PEOPLE)
    return refuse (error, "people: expected at most 1000");
  return !self->gap || self->team != NULL || refuse (error, "gap: expected of a team alone");
}

/* ---- who ---- */

static gboolean
teaches (Enrolling *self, const char *competency)
{
  const GPtrArray *steps =
      fw_programme_board_get_steps (self->board, fw_record_get_id (self->programme));

  for (guint i = 0; i < steps->len; i++)
    {
      const char *course = fw_record_text (steps->pdata[i], "course");
      const FwRecord *lesson =
          fw_programme_board_find_lesson (self->board, fw_record_text (steps->pdata[i], "lesson"));
      g_autoptr (FwRecord) record = course != NULL
                                        ? fw_records_get (self->server->records, self->scope,
                                                          fw_kind_find ("course"), course, NULL)
                                        : NULL;

      if ((lesson != NULL && g_strcmp0 (fw_record_text (lesson, "competency"), competency) == 0) ||
          (record != NULL && g_strcmp0 (fw_record_text (record, "competency"), competency) == 0))
        return TRUE;
    }
  return FALSE;
}

/* Returns: (transfer full): guint: places in the grid of what the programme teaches. */
static GArray *
find_taught (Enrolling *self)
{
  const GArray *all = fw_competency_grid_get_competencies (self->grid);
  GArray *taught = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < all->len; i++)
    if (teaches (self, fw_record_get_id (g_array_index (all, FwGridCompetency, i).record)))
      g_array_append_val (taught, i);
  return taught;
}

/* Whose post asks for something that it teaches, and who has less of it, or has shown nothing. */
static gboolean
has_gap (Enrolling *self,
         const GArray *taught,
         const FwCompetencyAnswer *answer,
         const FwCompetencyRow *row)
{
  for (guint i = 0; row->position != FW_READINESS_NOTHING && i < taught->len; i++)
    {
      const guint competency = g_array_index (taught, guint, i);
      const double level =
          g_array_index (answer->cells, FwCompetencyCell, row->cells + competency).level;
      const FwRequirement *asked =
          fw_competency_grid_find_requirement (self->grid, row->position, competency);

      if (asked != NULL && (isnan (level) || level < asked->level))
        return TRUE;
    }
  return FALSE;
}

static void
add_person (Enrolling *self, const char *person)
{
  g_autofree char *id = g_uuid_string_random ();
  FwRecordWrite write = { fw_record_new (fw_kind_find ("trainee"), id), FALSE };

  fw_record_set_fallbacks (write.record);
  fw_record_put_text (write.record, "person", person);
  fw_record_put_text (write.record, "programme", fw_record_get_id (self->programme));
  fw_record_put_text (write.record, "mentor", self->mentor);
  fw_record_set_integer (write.record, fw_record_find (write.record, "since"), self->since);
  g_array_append_val (self->writes, write);
}

/* Who is in it and has not passed is not begun with a second time; nor who begins on that day. */
static gboolean
is_in (Enrolling *self, const FwProgrammeAnswer *answer, const char *person)
{
  for (guint i = 0; i < answer->rows->len; i++)
    {
      const FwProgrammeRow *row = &g_array_index (answer->rows, FwProgrammeRow, i);

      if (g_str_equal (row->who.person, person) &&
          (row->since == self->since ||
           (row->state != FW_TRAINEE_PASSED && row->state != FW_TRAINEE_STOPPED)))
        return TRUE;
    }
  return FALSE;
}

static FwProgrammeAnswer *
ask_board (Enrolling *self)
{
  const FwProgrammeQuestion question = { .day = self->since + YEAR,
                                         .scope = self->scope,
                                         .programme = fw_record_get_id (self->programme) };

  return fw_programme_board_ask (self->board, &question);
}

static gboolean
find_people (Enrolling *self, GError **error)
{
  const char *const team[] = { self->team, NULL };
  const gint64 now = g_get_real_time ();
  const FwCompetencyQuestion question = {
    .day = fw_zone_get_day (
        fw_directory_get_default_site (fw_competency_grid_get_directory (self->grid))->zone, now),
    .scope = self->scope,
    .teams = self->team != NULL ? team : NULL,
    .people = (const char *const *) self->people,
    .position = FW_READINESS_NOTHING,
    .order = FW_COMPETENCY_BY_PERSON,
  };
  g_autoptr (FwCompetencyAnswer) answer = fw_competency_grid_ask (self->grid, &question);
  g_autoptr (FwProgrammeAnswer) stands = ask_board (self);
  g_autoptr (GArray) taught = find_taught (self);

  if (self->gap && taught->len == 0)
    return refuse (error, "gap: the programme teaches no competency");
  if (self->people != NULL && answer->rows->len < g_strv_length (self->people))
    return refuse (error, "people: expected ids of people who are there, each once");
  for (guint i = 0; i < answer->rows->len; i++)
    {
      const FwCompetencyRow *row = &g_array_index (answer->rows, FwCompetencyRow, i);

      if (self->gap && !has_gap (self, taught, answer, row))
        continue;
      if (is_in (self, stands, row->who.person))
        g_ptr_array_add (self->in, g_strdup (row->who.name));
      else
        add_person (self, row->who.person);
    }
  return TRUE;
}

/* ---- the route ---- */

static void
reply (FwExchange *exchange, Enrolling *self)
{
  g_autoptr (GString) json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "enrolled");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < self->writes->len; i++)
    {
      const FwRecord *record = g_array_index (self->writes, FwRecordWrite, i).record;

      fw_json_writer_begin_object (&writer);
      fw_json_member_text (&writer, "id", fw_record_get_id (record));
      fw_json_member_text (&writer, "person", fw_record_text (record, "person"));
      fw_json_writer_end_object (&writer);
    }
  fw_json_writer_end_array (&writer);
  fw_json_writer_key (&writer, "already");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < self->in->len; i++)
    fw_json_writer_text (&writer, self->in->pdata[i]);
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}

static gboolean
run (Enrolling *self, GError **error)
{
  g_autoptr (GArray) refusals = g_array_new (FALSE, FALSE, sizeof (FwRecordRefusal));

  g_array_set_clear_func (refusals, (GDestroyNotify) fw_record_refusal_clear);
  if (!find_people (self, error))
    return FALSE;
  if (self->dry || self->writes->len == 0)
    return TRUE;
  if (!fw_records_write_batch (self->server->records, self->scope, self->writes, g_get_real_time (),
                               refusals, error))
    return FALSE;
  fw_hub_tell_records (self->server->hub, "trainee", "", 0);
  fw_training_keeper_wake (self->server->training);
  return TRUE;
}

static gboolean
begin (FwExchange *exchange, Enrolling *self, GError **error)
{
  self->server = fw_server_of (exchange);
  self->scope = fw_exchange_get_scope (exchange);
  self->in = g_ptr_array_new_with_free_func (g_free);
  self->writes = g_array_new (FALSE, FALSE, sizeof (FwRecordWrite));
  g_array_set_clear_func (self->writes, clear_write);
  self->programme = fw_records_get (self->server->records, self->scope, fw_kind_find ("programme"),
                                    fw_exchange_get_parameter (exchange, 0), error);
  if (self->programme == NULL || !read_asked (exchange, self, error))
    return FALSE;
  self->board = fw_programme_keeper_get (self->server->programmes, error);
  if (self->board == NULL)
    return FALSE;
  self->grid = fw_competency_keeper_get (self->server->competencies, error);
  return self->grid != NULL;
}

void
fw_handle_trainees (FwExchange *exchange)
{
  g_auto (Enrolling) enrolling = { NULL };
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;
  g_mutex_lock (&fw_server_of (exchange)->enrolling);
  done = begin (exchange, &enrolling, &error) && run (&enrolling, &error);
  g_mutex_unlock (&fw_server_of (exchange)->enrolling);
  if (done)
    reply (exchange, &enrolling);
  else
    fw_exchange_reply_error (exchange, error);
}
