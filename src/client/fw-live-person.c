/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-live-rows.h"

#include <math.h>
#include <string.h>

struct _FwPersonRow
{
  GObject parent_instance;

  guint revision;
  char *agent;
  char *title;
  char *collation;
  char *team;
  char *team_title;
  char *reason;
  char *queue;
  FwAgentState state;
  gint64 since;
  double limit;
  guint contacts;
  gboolean late;
};

enum
{
  PROP_0,
  PROP_REVISION,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwPersonRow, fw_person_row, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
bump_revision (FwPersonRow *self)
{
  self->revision++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVISION]);
}

static void
fw_person_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_REVISION)
    g_value_set_uint (value, FW_PERSON_ROW (object)->revision);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fw_person_row_finalize (GObject *object)
{
  FwPersonRow *self = FW_PERSON_ROW (object);

  g_free (self->agent);
  g_free (self->title);
  g_free (self->collation);
  g_free (self->team);
  g_free (self->team_title);
  g_free (self->reason);
  g_free (self->queue);
  G_OBJECT_CLASS (fw_person_row_parent_class)->finalize (object);
}

static void
fw_person_row_class_init (FwPersonRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_person_row_get_property;
  object_class->finalize = fw_person_row_finalize;
  properties[PROP_REVISION] =
      g_param_spec_uint ("revision", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fw_person_row_init (FwPersonRow *self)
{
  self->limit = NAN;
}

FwPersonRow *
fw_person_row_new (const char *agent)
{
  FwPersonRow *self = g_object_new (FW_TYPE_PERSON_ROW, NULL);

  self->agent = g_strdup (agent);
  self->title = g_strdup (agent);
  self->collation = g_utf8_collate_key (agent, -1);
  self->team = g_strdup ("");
  self->team_title = g_strdup ("");
  self->reason = g_strdup ("");
  self->queue = g_strdup ("");
  return self;
}

const char *
fw_person_row_get_agent (FwPersonRow *self)
{
  g_return_val_if_fail (FW_IS_PERSON_ROW (self), NULL);
  return self->agent;
}

const char *
fw_person_row_get_title (FwPersonRow *self)
{
  g_return_val_if_fail (FW_IS_PERSON_ROW (self), NULL);
  return self->title;
}

const char *
fw_person_row_get_collation (FwPersonRow *self)
{
  g_return_val_if_fail (FW_IS_PERSON_ROW (self), NULL);
  return self->collation;
}

const char *
fw_person_row_get_team (FwPersonRow *self)
{
  g_return_val_if_fail (FW_IS_PERSON_ROW (self), NULL);
  return self->team;
}

const char *
fw_person_row_get_team_title (FwPersonRow *self)
{
  g_return_val_if_fail (FW_IS_PERSON_ROW (self), NULL);
  return self->team_title;
}

const char *
fw_person_row_get_reason (FwPersonRow *self)
{
  g_return_val_if_fail (FW_IS_PERSON_ROW (self), NULL);
  return self->reason;
}

const char *
fw_person_row_get_queue (FwPersonRow *self)
{
  g_return_val_if_fail (FW_IS_PERSON_ROW (self), NULL);
  return self->queue;
}

FwAgentState
fw_person_row_get_state (FwPersonRow *self)
{
  g_return_val_if_fail (FW_IS_PERSON_ROW (self), FW_AGENT_SIGNED_OUT);
  return self->state;
}

gint64
fw_person_row_get_since (FwPersonRow *self)
{
  g_return_val_if_fail (FW_IS_PERSON_ROW (self), 0);
  return self->since;
}

double
fw_person_row_get_limit (FwPersonRow *self)
{
  g_return_val_if_fail (FW_IS_PERSON_ROW (self), NAN);
  return self->limit;
}

guint
fw_person_row_get_contacts (FwPersonRow *self)
{
  g_return_val_if_fail (FW_IS_PERSON_ROW (self), 0);
  return self->contacts;
}

gboolean
fw_person_row_is_late (FwPersonRow *self)
{
  g_return_val_if_fail (FW_IS_PERSON_ROW (self), FALSE);
  return self->late;
}

static gboolean
set_text (char **field, const char *text)
{
  if (text == NULL)
    text = "";
  if (g_str_equal (*field, text))
    return FALSE;
  g_free (*field);
  *field = g_strdup (text);
  return TRUE;
}

void
fw_person_row_apply (FwPersonRow *self, const FwLiveFramePerson *person)
{
  gboolean changed = FALSE;

  g_return_if_fail (FW_IS_PERSON_ROW (self));

  if (set_text (&self->title, *person->title != '\0' ? person->title : self->agent))
    {
      g_free (self->collation);
      self->collation = g_utf8_collate_key (self->title, -1);
      changed = TRUE;
    }
  changed |= set_text (&self->team, person->team);
  changed |=
      set_text (&self->team_title, *person->team_title != '\0' ? person->team_title : person->team);
  changed |= set_text (&self->reason, person->reason);
  changed |= set_text (&self->queue, person->queue);
  changed |= self->state != person->state || self->since != person->since ||
             self->contacts != person->contacts || self->late != person->late ||
             !(self->limit == person->limit || (isnan (self->limit) && isnan (person->limit)));
  if (!changed)
    return;
  self->state = person->state;
  self->since = person->since;
  self->limit = person->limit;
  self->contacts = person->contacts;
  self->late = person->late;
  bump_revision (self);
}
