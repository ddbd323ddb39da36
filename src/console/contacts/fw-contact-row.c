/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/contacts/fw-contact-row.h"

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "protocol/fw-json.h"

#include <math.h>

struct _FwContactRow
{
  GObject parent_instance;

  guint position;
  guint revision;
  FwContactFacts *contact;
};

enum
{
  PROP_0,
  PROP_REVISION,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwContactRow, fw_contact_row, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

void
fw_contact_facts_free (FwContactFacts *self)
{
  if (self == NULL)
    return;
  g_free (self->source);
  g_free (self->id);
  g_free (self->team);
  g_free (self->shift);
  g_free (self->queue);
  g_free (self->channel);
  g_free (self->product);
  g_free (self->agent);
  g_free (self->outcome);
  g_free (self->transfer);
  g_free (self);
}

static gboolean
read_text (JsonObject *object, const char *member, char **value, GError **error)
{
  const char *text = "";

  if (fw_json_has (object, member) && !fw_json_get_text (object, member, &text, error))
    return FALSE;
  *value = g_strdup (text);
  return TRUE;
}

static gboolean
read_number (JsonObject *object, const char *member, double *value, GError **error)
{
  *value = NAN;
  return !fw_json_has (object, member) || fw_json_get_number (object, member, value, error);
}

static gboolean
read_rest (JsonObject *object, FwContactFacts *contact, GError **error)
{
  gint64 rating = 0;
  gboolean resolved = FALSE;

  if (fw_json_has (object, "rating") && !fw_json_get_integer (object, "rating", &rating, error))
    return FALSE;
  contact->rating = (int) CLAMP (rating, 0, 5);
  contact->resolved = -1;
  if (fw_json_has (object, "resolved"))
    {
      if (!fw_json_get_boolean (object, "resolved", &resolved, error))
        return FALSE;
      contact->resolved = resolved;
    }
  return (!fw_json_has (object, "in_target") ||
          fw_json_get_boolean (object, "in_target", &contact->in_target, error)) &&
         (!fw_json_has (object, "reopen") ||
          fw_json_get_boolean (object, "reopen", &contact->reopen, error));
}

FwContactFacts *
fw_contact_facts_read (JsonObject *object, GError **error)
{
  g_autoptr (FwContactFacts) contact = g_new0 (FwContactFacts, 1);
  const char *at;

  if (!fw_json_get_text (object, "at", &at, error))
    return NULL;
  if (!fw_time_parse (fw_text (at), &contact->at))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "at: no time: %s", at);
      return NULL;
    }
  if (read_text (object, "source", &contact->source, error) &&
      read_text (object, "id", &contact->id, error) &&
      read_text (object, "team", &contact->team, error) &&
      read_text (object, "shift", &contact->shift, error) &&
      read_text (object, "queue", &contact->queue, error) &&
      read_text (object, "channel", &contact->channel, error) &&
      read_text (object, "product", &contact->product, error) &&
      read_text (object, "agent", &contact->agent, error) &&
      read_text (object, "outcome", &contact->outcome, error) &&
      read_text (object, "transfer", &contact->transfer, error) &&
      read_number (object, "wait_s", &contact->wait, error) &&
      read_number (object, "handling_s", &contact->handling, error) &&
      read_number (object, "hold_s", &contact->hold, error) &&
      read_number (object, "wrap_s", &contact->wrap, error) && read_rest (object, contact, error))
    return g_steal_pointer (&contact);
  return NULL;
}

static void
fw_contact_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_REVISION)
    g_value_set_uint (value, FW_CONTACT_ROW (object)->revision);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fw_contact_row_finalize (GObject *object)
{
  g_clear_pointer (&FW_CONTACT_ROW (object)->contact, fw_contact_facts_free);
  G_OBJECT_CLASS (fw_contact_row_parent_class)->finalize (object);
}

static void
fw_contact_row_class_init (FwContactRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_contact_row_get_property;
  object_class->finalize = fw_contact_row_finalize;
  properties[PROP_REVISION] =
      g_param_spec_uint ("revision", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fw_contact_row_init (FwContactRow *self)
{
}

FwContactRow *
fw_contact_row_new (guint position)
{
  FwContactRow *self = g_object_new (FW_TYPE_CONTACT_ROW, NULL);

  self->position = position;
  return self;
}

guint
fw_contact_row_get_position (FwContactRow *self)
{
  g_return_val_if_fail (FW_IS_CONTACT_ROW (self), 0);
  return self->position;
}

const FwContactFacts *
fw_contact_row_get (FwContactRow *self)
{
  g_return_val_if_fail (FW_IS_CONTACT_ROW (self), NULL);
  return self->contact;
}

void
fw_contact_row_set (FwContactRow *self, FwContactFacts *contact)
{
  g_return_if_fail (FW_IS_CONTACT_ROW (self));

  g_clear_pointer (&self->contact, fw_contact_facts_free);
  self->contact = contact;
  self->revision++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVISION]);
}
