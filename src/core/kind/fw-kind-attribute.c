/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands in an element of a description: each attribute is checked as it is read, so that the
 * message has its line. */
#include <string.h>

#include "core/kind/fw-kind-private.h"

#define FAIL(self, error, ...)                                                                     \
  fw_kind_builder_fail ((self), fw_kind_builder_get_line (self), (error), __VA_ARGS__)

static const char *const scopes[] = { "none",    "is-site", "is-team",  "by-site",
                                      "by-team", "by-told", "is-whole", NULL };

const char *
fw_kind_scope_to_name (FwKindScope scope)
{
  g_return_val_if_fail (scope < G_N_ELEMENTS (scopes) - 1, NULL);

  return scopes[scope];
}

static guint
find_word (const char *const *words, const char *word)
{
  guint i = 0;

  while (words[i] != NULL && strcmp (words[i], word) != 0)
    i++;
  return i;
}

static const char *
keep_text (FwKindBuilder *self, const char *text)
{
  char *copy = g_strdup (text);

  g_ptr_array_add (self->kind->memory, copy);
  return copy;
}

static const char *const *
keep_words (FwKindBuilder *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " \t\n", -1);
  GPtrArray *words = g_ptr_array_new ();
  const char **kept;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_ptr_array_add (words, (gpointer) keep_text (self, parts[i]));
  g_ptr_array_add (words, NULL);
  kept = (const char **) g_ptr_array_free (words, FALSE);
  g_ptr_array_add (self->kind->memory, kept);
  return kept;
}

static gboolean
read_roles (FwKindBuilder *self, const char *text, FwRole *roles, GError **error)
{
  const char *const *words = keep_words (self, text);

  *roles = FW_ROLE_NONE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      FwRole role = FW_ROLE_EVERYONE;

      if (strcmp (words[i], "everyone") != 0 &&
          (!fw_role_from_name (words[i], &role) || role == FW_ROLE_FEED))
        return FAIL (self, error, "there is no role “%s” that reads or writes records", words[i]);
      *roles |= role;
    }
  return *roles != FW_ROLE_NONE || FAIL (self, error, "expected at least one role");
}

static gboolean
read_number (FwKindBuilder *self, const char *name, const char *text, double *value, GError **error)
{
  char *end;

  *value = g_ascii_strtod (text, &end);
  return (*end == '\0' && text[strspn (text, "-0123456789.")] == '\0') ||
         FAIL (self, error, "%s: expected a number, not “%s”", name, text);
}

static gboolean
read_flow (FwKindBuilder *self, const char *name, FwFlow **flow, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *flow = fw_flow_find (name, &failure);
  return *flow != NULL || FAIL (self, error, "flow: %s", failure->message);
}

static gboolean
read_named (FwKindBuilder *self,
            const FwKindAttribute *attribute,
            const char *text,
            gpointer target,
            GError **error)
{
  FwKindValues values;
  guint64 count;

  switch (attribute->type)
    {
    case FW_ATTRIBUTE_TYPE:
      return fw_field_type_from_name (text, target) ||
             FAIL (self, error, "there is no type “%s”", text);
    case FW_ATTRIBUTE_SCOPE:
      *(FwKindScope *) target = find_word (scopes, text);
      return *(FwKindScope *) target < G_N_ELEMENTS (scopes) - 1 ||
             FAIL (self, error, "there is no scope “%s”", text);
    case FW_ATTRIBUTE_CHECK:
      *(FwKindCheck *) target = fw_kind_find_check (text);
      return *(FwKindCheck *) target != NULL ||
             FAIL (self, error, "there is no check “%s” in this version", text);
    case FW_ATTRIBUTE_DERIVE:
      *(FwKindDerive *) target = fw_kind_find_derive (text);
      return *(FwKindDerive *) target != NULL ||
             FAIL (self, error, "there is no derive “%s” in this version", text);
    case FW_ATTRIBUTE_ARRANGE:
      *(FwKindArrange *) target = fw_kind_find_arrange (text);
      return *(FwKindArrange *) target != NULL ||
             FAIL (self, error, "there is no arrange “%s” in this version", text);
    case FW_ATTRIBUTE_FLOW:
      return read_flow (self, text, target, error);
    case FW_ATTRIBUTE_VALUES:
      if (!fw_kind_find_values (text, &values))
        return FAIL (self, error, "there are no values “%s” in this version", text);
      self->field.values = values.names;
      self->field.labels = values.labels;
      return TRUE;
    case FW_ATTRIBUTE_TO:
      for (guint i = 0; self->known[i] != NULL; i++)
        if (strcmp (self->known[i]->name, text) == 0)
          {
            *(const char **) target = self->known[i]->name;
            return TRUE;
          }
      return FAIL (self, error, "there is no kind “%s” that is read before this one", text);
    case FW_ATTRIBUTE_COUNT:
      if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT, &count, NULL))
        return FAIL (self, error, "%s: expected a whole number, not “%s”", attribute->name, text);
      *(guint *) target = (guint) count;
      return TRUE;
    case FW_ATTRIBUTE_TEXT:
    case FW_ATTRIBUTE_FLAG:
    case FW_ATTRIBUTE_NUMBER:
    case FW_ATTRIBUTE_ROLES:
    case FW_ATTRIBUTE_WORDS:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
read_attribute (FwKindBuilder *self,
                const FwKindAttribute *attribute,
                const char *text,
                gpointer base,
                GError **error)
{
  gpointer target = (char *) base + attribute->offset;

  if (*text == '\0')
    return FAIL (self, error, "%s is empty", attribute->name);

  if (attribute->type == FW_ATTRIBUTE_TEXT)
    *(const char **) target = keep_text (self, text);
  else if (attribute->type == FW_ATTRIBUTE_WORDS)
    *(const char *const **) target = keep_words (self, text);
  else if (attribute->type == FW_ATTRIBUTE_NUMBER)
    return read_number (self, attribute->name, text, target, error);
  else if (attribute->type == FW_ATTRIBUTE_ROLES)
    return read_roles (self, text, target, error);
  else if (attribute->type != FW_ATTRIBUTE_FLAG)
    return read_named (self, attribute, text, target, error);
  else if (strcmp (text, "yes") == 0 || strcmp (text, "no") == 0)
    *(gboolean *) target = *text == 'y';
  else
    return FAIL (self, error, "%s: expected yes or no, not “%s”", attribute->name, text);

  return TRUE;
}

gboolean
fw_kind_builder_read (FwKindBuilder *self,
                      const char *element,
                      const FwKindAttribute *attributes,
                      guint n_attributes,
                      const char **names,
                      const char **texts,
                      gpointer base,
                      GError **error)
{
  guint32 seen = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      guint j = 0;

      while (j < n_attributes && strcmp (attributes[j].name, names[i]) != 0)
        j++;
      if (j == n_attributes)
        return FAIL (self, error, "a %s has no “%s”", element, names[i]);
      if ((seen & (1U << j)) != 0)
        return FAIL (self, error, "%s stands there twice", names[i]);
      seen |= 1U << j;
      if (!read_attribute (self, &attributes[j], texts[i], base, error))
        return FALSE;
    }

  for (guint j = 0; j < n_attributes; j++)
    if (attributes[j].required && (seen & (1U << j)) == 0)
      return FAIL (self, error, "a %s needs “%s”", element, attributes[j].name);
  return TRUE;
}
