/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <expat.h>
#include <string.h>

#include "badge/fw-badge-private.h"

#define SEPARATOR '|'
#define CREDENTIAL_3 "https://purl.imsglobal.org/ob/v3p0|credential"
#define ASSERTION_2 "http://openbadges.org|assertion"
#define MOST_DEPTH 64

typedef struct
{
  XML_Parser parser;
  FwBadgeText *found;
  GString *text; /* (nullable): of the credential at hand */
  char *verify;  /* (nullable): its attribute, which may hold all of it */
  guint depth, inside;
} Reader;

static void
stop (Reader *self, const char *problem)
{
  if (self->found->problem == NULL)
    self->found->problem = g_strdup (problem);
  XML_StopParser (self->parser, XML_FALSE);
}

static void
start_cb (void *user_data, const char *element, const char **attributes)
{
  Reader *self = (Reader *) user_data;

  if (++self->depth > MOST_DEPTH)
    {
      stop (self, "SVG is nested too deeply");
      return;
    }
  if (self->text != NULL)
    {
      stop (self, "SVG has elements within the badge");
      return;
    }
  if (!g_str_equal (element, CREDENTIAL_3) && !g_str_equal (element, ASSERTION_2))
    return;
  self->inside = self->depth;
  self->text = g_string_new (NULL);
  for (guint i = 0; attributes[i] != NULL; i += 2)
    if (g_str_equal (attributes[i], "verify"))
      self->verify = g_strdup (attributes[i + 1]);
}

static void
end_cb (void *user_data, const char *element)
{
  Reader *self = (Reader *) user_data;

  if (self->text != NULL && self->depth == self->inside)
    {
      char *text = g_strstrip (g_string_free (self->text, FALSE));

      self->text = NULL;
      if (*text == '\0' && self->verify != NULL)
        {
          g_free (text);
          text = g_steal_pointer (&self->verify);
        }
      g_clear_pointer (&self->verify, g_free);
      fw_badge_text_take (self->found, text);
      if (self->found->problem != NULL)
        XML_StopParser (self->parser, XML_FALSE);
    }
  self->depth--;
}

static void
text_cb (void *user_data, const char *text, int length)
{
  Reader *self = (Reader *) user_data;

  if (self->text != NULL)
    g_string_append_len (self->text, text, length);
}

/* Entities are how a small file becomes a large one; no badge needs them. */
static void
doctype_cb (void *user_data,
            const char *name,
            const char *system_id,
            const char *public_id,
            int has_internal_subset)
{
  stop ((Reader *) user_data, "SVG with a document type is not allowed");
}

void
fw_badge_svg_read (const char *data, gsize length, FwBadgeText *found)
{
  XML_Parser parser = XML_ParserCreateNS (NULL, SEPARATOR);
  Reader reader = { .parser = parser, .found = found };

  XML_SetUserData (parser, &reader);
  XML_SetElementHandler (parser, start_cb, end_cb);
  XML_SetCharacterDataHandler (parser, text_cb);
  XML_SetStartDoctypeDeclHandler (parser, doctype_cb);
  if (XML_Parse (parser, data, (int) length, XML_TRUE) != XML_STATUS_OK && found->problem == NULL)
    found->problem = g_strdup_printf ("SVG is not well-formed: line %lu",
                                      (unsigned long) FW_XML_GET_LINE (parser));
  if (found->problem == NULL && found->text == NULL)
    found->problem = g_strdup ("no badge in this image");
  if (reader.text != NULL)
    g_string_free (reader.text, TRUE);
  g_free (reader.verify);
  XML_ParserFree (parser);
}
