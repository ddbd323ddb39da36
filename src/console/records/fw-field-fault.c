/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-field-fault.h"

#include "console/records/fw-policy-words.h"
#include "core/kind/fw-record.h"
#include "protocol/fw-said.h"

static char *
describe_range (const FwField *field)
{
  gboolean whole = field->type == FW_FIELD_INTEGER;
  g_autofree char *least = fw_number_dup (field->minimum);
  g_autofree char *most = fw_number_dup (field->maximum);

  if (field->minimum == 0 && field->maximum == 0)
    return g_strdup (whole ? _ ("Enter a whole number.") : _ ("Enter a number."));
  return whole ? g_strdup_printf (_ ("Enter a whole number from %s to %s."), least, most)
               : g_strdup_printf (_ ("Enter a number from %s to %s."), least, most);
}

static char *
describe_number (const FwField *field, const FwFieldShape *shape, const FwPolicy *policy)
{
  g_autofree char *least = NULL, *most = NULL;

  if (shape->shape == FW_SHAPE_LENGTH)
    {
      least = fw_field_shape_format_length ((gint64) field->minimum);
      most = fw_field_shape_format_length ((gint64) field->maximum);
      return g_strdup_printf (_ ("Enter hours and minutes from %s to %s."), least, most);
    }
  if (policy == NULL)
    return describe_range (field);
  least = fw_policy_words_value (policy, policy->minimum);
  most = fw_policy_words_value (policy, policy->maximum);
  return g_strdup_printf (_ ("Enter a value from %s to %s."), least, most);
}

char *
fw_field_fault_describe (const FwField *field,
                         const FwFieldShape *shape,
                         const FwPolicy *policy,
                         const GError *error)
{
  g_return_val_if_fail (field != NULL && shape != NULL && error != NULL, NULL);

  switch (field->type)
    {
    case FW_FIELD_INTEGER:
    case FW_FIELD_NUMBER:
      return describe_number (field, shape, policy);
    case FW_FIELD_DATE:
      return g_strdup (_ ("Enter a day such as 2026-11-21."));
    case FW_FIELD_TIME_OF_DAY:
      return g_strdup (_ ("Enter a time of day such as 22:00."));
    case FW_FIELD_TEXT:
      return g_strdup_printf (_ ("At most %u characters, in one line."),
                              field->max != 0 ? field->max : 200);
    case FW_FIELD_BOOLEAN:
    case FW_FIELD_ENUM:
    case FW_FIELD_REF:
    case FW_FIELD_REF_LIST:
    case FW_FIELD_SECRET:
    default:
      return fw_said_translate_rest (error->message);
    }
}
