/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/competencies/fw-competency-set.h"

#include "protocol/fw-json.h"

static void
clear_competency (gpointer data)
{
  FwCompetencyFacts *facts = data;

  g_free (facts->id);
  g_free (facts->name);
  g_free (facts->area);
}

static void
clear_position (gpointer data)
{
  FwPositionFacts *facts = data;

  g_free (facts->id);
  g_free (facts->name);
  g_free (facts->levels);
  g_free (facts->weights);
}

static void
free_set (gpointer data)
{
  FwCompetencySet *self = data;

  g_free (self->day);
  g_array_unref (self->competencies);
  g_array_unref (self->positions);
}

/* ---- an answer is read ---- */

static gboolean
read_competency (JsonObject *object, FwCompetencyFacts *facts, GError **error)
{
  const char *id, *name, *area = fw_json_find_text (object, "area");
  gint64 scale;

  if (!fw_json_get_text (object, "id", &id, error) ||
      !fw_json_get_text (object, "name", &name, error) ||
      !fw_json_get_integer (object, "scale", &scale, error))
    return FALSE;
  *facts = (FwCompetencyFacts){ g_strdup (id),
                                g_strdup (name),
                                g_strdup (area != NULL ? area : ""),
                                (guint) MAX (scale, 1),
                                (guint) fw_json_find_count (object, "met"),
                                (guint) fw_json_find_count (object, "below"),
                                (guint) fw_json_find_count (object, "without") };
  return TRUE;
}

static gboolean
read_requirement (FwCompetencySet *self, JsonObject *object, FwPositionFacts *facts, GError **error)
{
  const char *id;
  double level, weight;
  guint competency;

  if (!fw_json_get_text (object, "competency", &id, error) ||
      !fw_json_get_number (object, "level", &level, error) ||
      !fw_json_get_number (object, "weight", &weight, error))
    return FALSE;
  competency = fw_competency_set_find (self, id);
  if (competency == FW_COMPETENCY_NOTHING)
    return fw_json_refuse (error, "competency", "the id of a competency");
  facts->levels[competency] = level;
  facts->weights[competency] = weight;
  facts->n_asked++;
  return TRUE;
}

static gboolean
read_position (FwCompetencySet *self, JsonObject *object, GError **error)
{
  FwPositionFacts facts = { 0 };
  const char *id, *name;
  JsonArray *requirements;

  if (!fw_json_get_text (object, "id", &id, error) ||
      !fw_json_get_text (object, "name", &name, error) ||
      !fw_json_get_array (object, "requirements", &requirements, error))
    return FALSE;
  facts = (FwPositionFacts){ g_strdup (id), g_strdup (name), 0,
                             g_new0 (double, self->competencies->len),
                             g_new0 (double, self->competencies->len) };
  g_array_append_val (self->positions, facts);
  for (guint i = 0; i < json_array_get_length (requirements); i++)
    {
      JsonObject *each = fw_json_find_element (requirements, i);

      if (each == NULL)
        return fw_json_refuse (error, "requirements", "an object");
      if (!read_requirement (
              self, each,
              &g_array_index (self->positions, FwPositionFacts, self->positions->len - 1), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_lists (FwCompetencySet *self, JsonObject *answer, GError **error)
{
  JsonArray *competencies, *positions;

  if (!fw_json_get_array (answer, "competencies", &competencies, error) ||
      !fw_json_get_array (answer, "positions", &positions, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (competencies); i++)
    {
      JsonObject *object = fw_json_find_element (competencies, i);
      FwCompetencyFacts facts;

      if (object == NULL)
        return fw_json_refuse (error, "competencies", "an object");
      if (!read_competency (object, &facts, error))
        return FALSE;
      g_array_append_val (self->competencies, facts);
    }
  for (guint i = 0; i < json_array_get_length (positions); i++)
    {
      JsonObject *object = fw_json_find_element (positions, i);

      if (object == NULL)
        return fw_json_refuse (error, "positions", "an object");
      if (!read_position (self, object, error))
        return FALSE;
    }
  return TRUE;
}

FwCompetencySet *
fw_competency_set_new (JsonObject *answer, GError **error)
{
  g_autoptr (FwCompetencySet) self = NULL;
  JsonObject *summary;
  const char *day;

  g_return_val_if_fail (answer != NULL, NULL);

  self = g_atomic_rc_box_new0 (FwCompetencySet);
  self->competencies = g_array_new (FALSE, FALSE, sizeof (FwCompetencyFacts));
  self->positions = g_array_new (FALSE, FALSE, sizeof (FwPositionFacts));
  g_array_set_clear_func (self->competencies, clear_competency);
  g_array_set_clear_func (self->positions, clear_position);
  if (!fw_json_get_text (answer, "day", &day, error) ||
      !fw_json_get_object (answer, "summary", &summary, error) || !read_lists (self, answer, error))
    return NULL;
  self->day = g_strdup (day);
  self->position = fw_competency_set_find_position (self, fw_json_find_text (answer, "position"));
  self->ready = (guint) fw_json_find_count (summary, "ready");
  self->behind = (guint) fw_json_find_count (summary, "behind");
  self->open = (guint) fw_json_find_count (summary, "open");
  self->unasked = (guint) fw_json_find_count (summary, "unasked");
  return g_steal_pointer (&self);
}

FwCompetencySet *
fw_competency_set_ref (FwCompetencySet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
fw_competency_set_unref (FwCompetencySet *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, free_set);
}

/* ---- what is asked of it ---- */

const FwCompetencyFacts *
fw_competency_set_get (const FwCompetencySet *self, guint competency)
{
  g_return_val_if_fail (self != NULL && competency < self->competencies->len, NULL);

  return &g_array_index (self->competencies, FwCompetencyFacts, competency);
}

const FwPositionFacts *
fw_competency_set_get_position (const FwCompetencySet *self, guint position)
{
  g_return_val_if_fail (self != NULL, NULL);

  return position < self->positions->len
             ? &g_array_index (self->positions, FwPositionFacts, position)
             : NULL;
}

guint
fw_competency_set_find (const FwCompetencySet *self, const char *id)
{
  g_return_val_if_fail (self != NULL, FW_COMPETENCY_NOTHING);

  for (guint i = 0; id != NULL && i < self->competencies->len; i++)
    if (g_str_equal (g_array_index (self->competencies, FwCompetencyFacts, i).id, id))
      return i;
  return FW_COMPETENCY_NOTHING;
}

guint
fw_competency_set_find_position (const FwCompetencySet *self, const char *id)
{
  g_return_val_if_fail (self != NULL, FW_COMPETENCY_NOTHING);

  for (guint i = 0; id != NULL && i < self->positions->len; i++)
    if (g_str_equal (g_array_index (self->positions, FwPositionFacts, i).id, id))
      return i;
  return FW_COMPETENCY_NOTHING;
}

double
fw_competency_set_get_asked (const FwCompetencySet *self, guint position, guint competency)
{
  const FwPositionFacts *facts = fw_competency_set_get_position (self, position);

  g_return_val_if_fail (self != NULL && competency < self->competencies->len, 0);

  return facts != NULL ? facts->levels[competency] : 0;
}
