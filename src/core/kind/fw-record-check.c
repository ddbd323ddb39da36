/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/fw-error.h"
#include "core/kind/fw-field-format.h"
#include "core/kind/fw-record.h"

#define DEFAULT_MAX_CHARACTERS 200
#define MAX_LIST 1000
/* Days since 1970-01-01 of 1900-01-01 and 2199-12-31. */
#define FIRST_DATE -25567
#define LAST_DATE 84005

static gboolean G_GNUC_PRINTF (3, 4)
    fail (const FwField *field, GError **error, const char *format, ...)
{
  g_autofree char *expectation = NULL;
  va_list arguments;

  va_start (arguments, format);
  expectation = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected %s", field->name, expectation);
  return FALSE;
}

/* And what Unicode has set aside for no character at all (U+FDD0 to U+FDEF, the last two of each
 * plane): no XML may hold U+FFFE and U+FFFF, so that a workbook with one cannot be opened. */
static gboolean
has_control_character (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef))
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_text (const FwField *field, const char *text, GError **error)
{
  guint max = field->max != 0 ? field->max : DEFAULT_MAX_CHARACTERS;
  const char *expected;

  if (!g_utf8_validate (text, -1, NULL))
    return fail (field, error, "UTF-8 text");
  if (g_utf8_strlen (text, -1) > max)
    return fail (field, error, "at most %u characters", max);
  if (field->type == FW_FIELD_TEXT && has_control_character (text))
    return fail (field, error, "text without line breaks or control characters");

  expected = field->format != NULL ? fw_field_format_check (field->format, text) : NULL;
  return expected == NULL || fail (field, error, "%s", expected);
}

static gboolean
check_range (const FwField *field, double value, GError **error)
{
  g_autofree char *minimum = NULL, *maximum = NULL;

  if (!isfinite (value))
    return fail (field, error, "a finite number");
  if ((field->minimum != 0 || field->maximum != 0) &&
      (value < field->minimum || value > field->maximum))
    {
      minimum = fw_number_dup (field->minimum);
      maximum = fw_number_dup (field->maximum);
      return fail (field, error, "%s to %s", minimum, maximum);
    }

  return TRUE;
}

static gboolean
check_enum (const FwField *field, const char *value, GError **error)
{
  g_autofree char *names = NULL;

  if (g_strv_contains (field->values, value))
    return TRUE;

  names = g_strjoinv (", ", (char **) field->values);
  return fail (field, error, "one of %s", names);
}

static gboolean
check_list (const FwField *field, const char *const *list, GError **error)
{
  if (g_strv_length ((char **) list) > MAX_LIST)
    return fail (field, error, "at most %d ids", MAX_LIST);

  for (guint i = 0; list[i] != NULL; i++)
    if (!fw_record_is_id (list[i]))
      return fail (field, error, "ids of records of the kind %s", field->to);

  return TRUE;
}

gboolean
fw_record_check_field (const FwRecord *self, guint index, GError **error)
{
  const FwField *field;
  gint64 integer;

  g_return_val_if_fail (self != NULL && index < fw_record_get_kind (self)->n_fields, FALSE);

  field = &fw_record_get_kind (self)->fields[index];
  integer = fw_record_get_integer (self, index);

  if (fw_record_is_empty (self, index))
    return !field->required || fail (field, error, "a value; it must not be empty");

  switch (field->type)
    {
    case FW_FIELD_TEXT:
    case FW_FIELD_SECRET:
      return check_text (field, fw_record_get_text (self, index), error);
    case FW_FIELD_INTEGER:
    case FW_FIELD_NUMBER:
      return check_range (field, fw_record_get_number (self, index), error);
    case FW_FIELD_BOOLEAN:
      return integer == 0 || integer == 1 || fail (field, error, "yes or no");
    case FW_FIELD_DATE:
      return (integer >= FIRST_DATE && integer <= LAST_DATE) ||
             fail (field, error, "a date from 1900 to 2199");
    case FW_FIELD_TIME_OF_DAY:
      return (integer >= 0 && integer < 1440) || fail (field, error, "a time of day such as 22:00");
    case FW_FIELD_ENUM:
      return check_enum (field, fw_record_get_text (self, index), error);
    case FW_FIELD_REF:
      return fw_record_is_id (fw_record_get_text (self, index)) ||
             fail (field, error, "the id of a record of the kind %s", field->to);
    case FW_FIELD_REF_LIST:
      return check_list (field, fw_record_get_list (self, index), error);
    default:
      return fail (field, error, "a field type that this version knows");
    }
}

gboolean
fw_record_check (const FwRecord *self, GError **error)
{
  const FwKind *kind = fw_record_get_kind (self);

  if (!fw_record_is_id (fw_record_get_id (self)))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "id: expected 1 to 64 characters, no control characters, no “;”, no space at "
                   "an end");
      return FALSE;
    }

  for (guint i = 0; i < kind->n_fields; i++)
    if (!fw_record_check_field (self, i, error))
      return FALSE;

  return kind->check == NULL || kind->check (self, error);
}
