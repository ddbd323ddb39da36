/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/certificates/fw-certificate-item.h"

#include "protocol/fw-json.h"

#include <math.h>

struct _FwCertificateItem
{
  GObject parent_instance;

  FwCertificateFacts facts;
};

enum
{
  PROP_0,
  PROP_REVISION,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwCertificateItem, fw_certificate_item, G_TYPE_OBJECT)

gboolean
fw_certificate_state_from_name (const char *name, FwCertificateState *state)
{
  g_return_val_if_fail (name != NULL && state != NULL, FALSE);

  for (guint i = 0; i < FW_N_CERTIFICATE_STATES; i++)
    if (g_str_equal (fw_certificate_state_to_name (i), name))
      {
        *state = i;
        return TRUE;
      }
  return FALSE;
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
read_facts (JsonObject *object, FwCertificateFacts *facts, GError **error)
{
  const struct
  {
    const char *member;
    char **value;
  } texts[] = {
    { "person", &facts->person },
    { "name", &facts->name },
    { "team_title", &facts->team },
    { "scheme", &facts->scheme },
    { "scheme_title", &facts->scheme_title },
    { "valid_until", &facts->until },
    { "missing", &facts->missing },
    { "by", &facts->by },
    { "failed", &facts->failed },
  };
  const char *state;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!read_text (object, texts[i].member, texts[i].value, error))
      return FALSE;
  facts->days_left = NAN;
  if (!fw_json_get_text (object, "state", &state, error) ||
      !fw_json_get_boolean (object, "needed", &facts->needed, error) ||
      (fw_json_has (object, "days_left") &&
       !fw_json_get_number (object, "days_left", &facts->days_left, error)))
    return FALSE;
  return fw_certificate_state_from_name (state, &facts->state) ||
         fw_json_refuse (error, "state", "the state of a certificate");
}

FwCertificateItem *
fw_certificate_item_new (JsonObject *object, GError **error)
{
  g_autoptr (FwCertificateItem) self = NULL;

  g_return_val_if_fail (object != NULL, NULL);

  self = g_object_new (FW_TYPE_CERTIFICATE_ITEM, NULL);
  return read_facts (object, &self->facts, error) ? g_steal_pointer (&self) : NULL;
}

const FwCertificateFacts *
fw_certificate_item_get (FwCertificateItem *self)
{
  g_return_val_if_fail (FW_IS_CERTIFICATE_ITEM (self), NULL);

  return &self->facts;
}

static void
fw_certificate_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_REVISION)
    g_value_set_uint (value, 0);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fw_certificate_item_finalize (GObject *object)
{
  FwCertificateFacts *facts = &FW_CERTIFICATE_ITEM (object)->facts;

  g_free (facts->person);
  g_free (facts->name);
  g_free (facts->team);
  g_free (facts->scheme);
  g_free (facts->scheme_title);
  g_free (facts->until);
  g_free (facts->missing);
  g_free (facts->by);
  g_free (facts->failed);
  G_OBJECT_CLASS (fw_certificate_item_parent_class)->finalize (object);
}

static void
fw_certificate_item_class_init (FwCertificateItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_certificate_item_get_property;
  object_class->finalize = fw_certificate_item_finalize;
  g_object_class_install_property (object_class, PROP_REVISION,
                                   g_param_spec_uint ("revision", NULL, NULL, 0, G_MAXUINT, 0,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
fw_certificate_item_init (FwCertificateItem *self)
{
}
