/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/competencies/fw-competency-item.h"

#include "protocol/fw-json.h"

#include <math.h>

struct _FwCompetencyItem
{
  GObject parent_instance;

  FwCompetencySet *set;
  FwCompetencyPerson facts;
};

G_DEFINE_FINAL_TYPE (FwCompetencyItem, fw_competency_item, G_TYPE_OBJECT)

static gboolean
read_text (JsonObject *object, const char *member, char **value, GError **error)
{
  const char *text;

  if (!fw_json_get_text (object, member, &text, error))
    return FALSE;
  *value = g_strdup (text);
  return TRUE;
}

/* Null is NaN. */
static gboolean
read_number (JsonObject *object, const char *member, double *value, GError **error)
{
  *value = NAN;
  return !fw_json_has (object, member) || fw_json_get_number (object, member, value, error);
}

static gboolean
read_numbers (JsonObject *object, const char *member, guint n, double **values, GError **error)
{
  JsonArray *array;

  if (!fw_json_get_array (object, member, &array, error))
    return FALSE;
  if (json_array_get_length (array) != n)
    return fw_json_refuse (error, member, "a number for each competency");
  *values = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      (*values)[i] = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : NAN;
    }
  return TRUE;
}

static gboolean
read_days (JsonObject *object, guint n, char ***days, GError **error)
{
  JsonArray *array;

  if (!fw_json_get_array (object, "days", &array, error))
    return FALSE;
  if (json_array_get_length (array) != n)
    return fw_json_refuse (error, "days", "a day for each competency");
  *days = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      (*days)[i] = g_strdup (text != NULL ? text : "");
    }
  return TRUE;
}

static gboolean
read_facts (FwCompetencySet *set, JsonObject *object, FwCompetencyPerson *facts, GError **error)
{
  const guint n = set->competencies->len;

  if (!read_text (object, "person", &facts->person, error) ||
      !read_text (object, "name", &facts->name, error) ||
      !read_text (object, "team_title", &facts->team, error) ||
      !read_number (object, "low", &facts->low, error) ||
      !read_number (object, "high", &facts->high, error) ||
      !read_number (object, "narrows_by", &facts->narrows_by, error) ||
      !read_numbers (object, "levels", n, &facts->levels, error) ||
      !read_numbers (object, "shown", n, &facts->shown, error) ||
      !read_days (object, n, &facts->days, error))
    return FALSE;
  facts->asks = FW_COMPETENCY_NOTHING;
  facts->position = fw_competency_set_find_position (set, fw_json_find_text (object, "position"));
  facts->n_asked = (guint) fw_json_find_count (object, "requirements");
  facts->n_met = (guint) fw_json_find_count (object, "met");
  facts->n_unknown = (guint) fw_json_find_count (object, "no_evidence");
  facts->best = (guint) fw_json_find_count (object, "best");
  facts->worst = (guint) fw_json_find_count (object, "worst");
  facts->largest_gap = fw_competency_set_find (set, fw_json_find_text (object, "largest_gap"));
  facts->narrows_most = fw_competency_set_find (set, fw_json_find_text (object, "narrows_most"));
  return TRUE;
}

FwCompetencyItem *
fw_competency_item_new (FwCompetencySet *set, JsonObject *object, GError **error)
{
  g_autoptr (FwCompetencyItem) self = NULL;

  g_return_val_if_fail (set != NULL && object != NULL, NULL);

  self = g_object_new (FW_TYPE_COMPETENCY_ITEM, NULL);
  self->set = fw_competency_set_ref (set);
  return read_facts (set, object, &self->facts, error) ? g_steal_pointer (&self) : NULL;
}

FwCompetencyItem *
fw_competency_item_new_position (FwCompetencySet *set, guint position)
{
  FwCompetencyItem *self;
  const FwPositionFacts *facts;
  const guint n = set != NULL ? set->competencies->len : 0;

  g_return_val_if_fail (set != NULL, NULL);
  facts = fw_competency_set_get_position (set, position);
  g_return_val_if_fail (facts != NULL, NULL);

  self = g_object_new (FW_TYPE_COMPETENCY_ITEM, NULL);
  self->set = fw_competency_set_ref (set);
  self->facts = (FwCompetencyPerson){ .asks = position,
                                      .person = g_strdup (facts->id),
                                      .name = g_strdup (facts->name),
                                      .team = g_strdup (""),
                                      .position = FW_COMPETENCY_NOTHING,
                                      .n_asked = facts->n_asked,
                                      .low = NAN,
                                      .high = NAN,
                                      .largest_gap = FW_COMPETENCY_NOTHING,
                                      .narrows_most = FW_COMPETENCY_NOTHING,
                                      .narrows_by = NAN,
                                      .levels = g_new (double, n),
                                      .shown = g_new (double, n),
                                      .days = g_new0 (char *, n + 1) };
  for (guint i = 0; i < n; i++)
    {
      self->facts.levels[i] = self->facts.shown[i] = facts->levels[i] > 0 ? facts->levels[i] : NAN;
      self->facts.days[i] = g_strdup ("");
    }
  return self;
}

const FwCompetencyPerson *
fw_competency_item_get (FwCompetencyItem *self)
{
  g_return_val_if_fail (FW_IS_COMPETENCY_ITEM (self), NULL);

  return &self->facts;
}

FwCompetencySet *
fw_competency_item_get_set (FwCompetencyItem *self)
{
  g_return_val_if_fail (FW_IS_COMPETENCY_ITEM (self), NULL);

  return self->set;
}

const char *
fw_competency_item_get_key (gpointer item)
{
  g_return_val_if_fail (FW_IS_COMPETENCY_ITEM (item), NULL);

  return FW_COMPETENCY_ITEM (item)->facts.person;
}

void
fw_competency_item_take (gpointer item, gpointer newer)
{
  FwCompetencyItem *self = item, *other = newer;
  FwCompetencyPerson facts;
  FwCompetencySet *set;

  g_return_if_fail (FW_IS_COMPETENCY_ITEM (item) && FW_IS_COMPETENCY_ITEM (newer));

  facts = self->facts;
  self->facts = other->facts;
  other->facts = facts;
  set = self->set;
  self->set = other->set;
  other->set = set;
}

double
fw_competency_item_get_asked (FwCompetencyItem *self, guint competency)
{
  g_return_val_if_fail (FW_IS_COMPETENCY_ITEM (self), 0);

  return fw_competency_set_get_asked (self->set, self->facts.position, competency);
}

FwCompetencyState
fw_competency_item_get_state (FwCompetencyItem *self, guint competency)
{
  double asked, level;

  g_return_val_if_fail (FW_IS_COMPETENCY_ITEM (self), FW_COMPETENCY_EMPTY);

  asked = fw_competency_item_get_asked (self, competency);
  level = self->facts.levels[competency];
  if (isnan (level))
    return asked > 0 ? FW_COMPETENCY_UNKNOWN : FW_COMPETENCY_EMPTY;
  if (self->facts.asks != FW_COMPETENCY_NOTHING)
    return FW_COMPETENCY_MET;
  if (!(asked > 0))
    return FW_COMPETENCY_FREE;
  return level >= asked ? FW_COMPETENCY_MET : FW_COMPETENCY_BELOW;
}

static void
fw_competency_item_finalize (GObject *object)
{
  FwCompetencyItem *self = FW_COMPETENCY_ITEM (object);

  g_free (self->facts.person);
  g_free (self->facts.name);
  g_free (self->facts.team);
  g_free (self->facts.levels);
  g_free (self->facts.shown);
  g_strfreev (self->facts.days);
  fw_competency_set_unref (self->set);
  G_OBJECT_CLASS (fw_competency_item_parent_class)->finalize (object);
}

static void
fw_competency_item_class_init (FwCompetencyItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fw_competency_item_finalize;
}

static void
fw_competency_item_init (FwCompetencyItem *self)
{
}
