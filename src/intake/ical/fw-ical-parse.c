/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/ical/fw-ical-parse.h"

#include <string.h>

#include "core/fw-error.h"

typedef struct
{
  FwIcalFile *file;
  const char *at, *end;
  guint64 line;
  GString *text;   /* of the unfolded line */
  GPtrArray *open; /* char*: names of components */
  FwIcalComponent *component;
  guint component_depth;
  FwIcalTimezone *timezone;
  guint timezone_depth;
  guint calendars;
} Parser;

static void
free_property (gpointer data)
{
  FwIcalProperty *self = data;

  g_free (self->name);
  g_free (self->value);
  g_free (self->text);
  g_free (self->tzid);
  g_free (self);
}

static void
free_component (gpointer data)
{
  FwIcalComponent *self = data;

  g_ptr_array_unref (self->properties);
  g_free (self->problem);
  g_free (self);
}

static void
free_timezone (gpointer data)
{
  FwIcalTimezone *self = data;

  g_ptr_array_unref (self->changes);
  g_free (self->tzid);
  g_free (self);
}

void
fw_ical_file_free (FwIcalFile *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->timezones);
  g_free (self);
}

const FwIcalProperty *
fw_ical_component_find (const FwIcalComponent *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->properties->len; i++)
    {
      const FwIcalProperty *property = self->properties->pdata[i];

      if (g_str_equal (property->name, name))
        return property;
    }
  return NULL;
}

/* ---- lines ---- */

/* Put together as bytes: a fold may fall into the middle of a character. FALSE at the end. */
static gboolean
take_line (Parser *self, guint64 *number)
{
  g_string_truncate (self->text, 0);
  *number = self->line + 1;
  if (self->at == self->end)
    return FALSE;
  do
    {
      const char *newline = memchr (self->at, '\n', (gsize) (self->end - self->at));
      const char *stop = newline != NULL ? newline : self->end;
      gsize length = (gsize) (stop - self->at);

      if (*number != self->line + 1) /* without the blank of the fold */
        {
          self->at++;
          length--;
        }
      if (length > 0 && self->at[length - 1] == '\r')
        length--;
      g_string_append_len (self->text, self->at, (gssize) length);
      self->at = newline != NULL ? newline + 1 : self->end;
      self->line++;
    }
  while (self->at < self->end && (*self->at == ' ' || *self->at == '\t'));
  return TRUE;
}

/* One parameter: ;NAME=VALUE, where the value or parts of it may be quoted. */
static const char *
take_parameter (FwIcalProperty *property, const char *at)
{
  const char *name = ++at;
  gsize length;
  g_autoptr (GString) value = g_string_new (NULL);
  gboolean quoted = FALSE;

  at += strcspn (at, "=;:");
  length = (gsize) (at - name);
  if (*at != '=')
    return at;
  for (at++; *at != '\0' && (quoted || (*at != ';' && *at != ':')); at++)
    if (*at == '"')
      quoted = !quoted;
    else
      g_string_append_c (value, *at);
  if (length == 4 && g_ascii_strncasecmp (name, "TZID", 4) == 0)
    {
      g_free (property->tzid);
      property->tzid = g_strdup (value->str);
    }
  else if (length == 5 && g_ascii_strncasecmp (name, "VALUE", 5) == 0)
    {
      property->is_date = g_ascii_strcasecmp (value->str, "DATE") == 0;
      property->is_period = g_ascii_strcasecmp (value->str, "PERIOD") == 0;
    }
  else if (length == 5 && g_ascii_strncasecmp (name, "RANGE", 5) == 0)
    property->and_future = g_ascii_strcasecmp (value->str, "THISANDFUTURE") == 0;
  return at;
}

/* Returns: (nullable): NULL for what is no line of a calendar. */
static FwIcalProperty *
parse_property (const char *text)
{
  gsize length = strcspn (text, ";:");
  FwIcalProperty *property;
  const char *at = text + length;

  if (length == 0 || *at == '\0')
    return NULL;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '-')
      return NULL;
  property = g_new0 (FwIcalProperty, 1);
  property->name = g_ascii_strup (text, (gssize) length);
  while (*at == ';')
    at = take_parameter (property, at);
  if (*at != ':')
    {
      free_property (property);
      return NULL;
    }
  property->text = g_strdup (at + 1);
  property->value = g_strstrip (g_strdup (at + 1));
  return property;
}

/* ---- components ---- */

static FwIcalComponent *
add_component (GPtrArray *list, guint64 line)
{
  FwIcalComponent *component = g_new0 (FwIcalComponent, 1);

  component->line = line;
  component->properties = g_ptr_array_new_with_free_func (free_property);
  g_ptr_array_add (list, component);
  return component;
}

static gboolean
begin_component (Parser *self, const char *name, guint64 line, GError **error)
{
  if (self->open->len == FW_ICAL_MOST_DEPTH)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "line %" G_GUINT64_FORMAT ": components nested too deep: at most %d", line,
                   FW_ICAL_MOST_DEPTH);
      return FALSE;
    }
  if (self->open->len == 0 && !g_str_equal (name, "VCALENDAR"))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "line %" G_GUINT64_FORMAT ": %s outside of a calendar (no BEGIN:VCALENDAR)",
                   line, name);
      return FALSE;
    }
  self->calendars += self->open->len == 0;
  g_ptr_array_add (self->open, g_strdup (name));
  if (self->component == NULL && self->timezone == NULL && g_str_equal (name, "VEVENT"))
    {
      if (self->file->events->len == FW_ICAL_MOST_EVENTS)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE, "more than %d events",
                       FW_ICAL_MOST_EVENTS);
          return FALSE;
        }
      self->component = add_component (self->file->events, line);
      self->component_depth = self->open->len;
    }
  else if (self->component == NULL && self->timezone == NULL && g_str_equal (name, "VTIMEZONE"))
    {
      self->timezone = g_new0 (FwIcalTimezone, 1);
      self->timezone->changes = g_ptr_array_new_with_free_func (free_component);
      self->timezone_depth = self->open->len;
      g_ptr_array_add (self->file->timezones, self->timezone);
    }
  else if (self->component == NULL && self->timezone != NULL &&
           (g_str_equal (name, "STANDARD") || g_str_equal (name, "DAYLIGHT")))
    {
      self->component = add_component (self->timezone->changes, line);
      self->component_depth = self->open->len;
    }
  return TRUE;
}

static gboolean
end_component (Parser *self, const char *name, guint64 line, GError **error)
{
  if (self->open->len == 0 || !g_str_equal (self->open->pdata[self->open->len - 1], name))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "line %" G_GUINT64_FORMAT ": END:%.40s where %s is open", line, name,
                   self->open->len > 0 ? (const char *) self->open->pdata[self->open->len - 1]
                                       : "nothing");
      return FALSE;
    }
  if (self->component != NULL && self->component_depth == self->open->len)
    self->component = NULL;
  if (self->timezone != NULL && self->timezone_depth == self->open->len)
    self->timezone = NULL;
  g_ptr_array_set_size (self->open, (int) self->open->len - 1);
  return TRUE;
}

static gboolean
add_line (Parser *self, FwIcalProperty *property, guint64 line, GError **error)
{
  gboolean done = TRUE;

  if (g_str_equal (property->name, "BEGIN") || g_str_equal (property->name, "END"))
    {
      g_autofree char *name = g_ascii_strup (property->value, -1);

      done = property->name[0] == 'B' ? begin_component (self, name, line, error)
                                      : end_component (self, name, line, error);
      free_property (property);
      return done;
    }
  if (self->component != NULL && self->component_depth == self->open->len)
    {
      g_ptr_array_add (self->component->properties, property);
      return TRUE;
    }
  if (self->timezone != NULL && self->timezone_depth == self->open->len &&
      g_str_equal (property->name, "TZID") && self->timezone->tzid == NULL)
    self->timezone->tzid = g_strdup (property->value);
  if (self->open->len == 1 && g_str_equal (property->name, "METHOD"))
    self->file->cancels = g_ascii_strcasecmp (property->value, "CANCEL") == 0;
  free_property (property);
  return TRUE;
}

static gboolean
parse_lines (Parser *self, GError **error)
{
  guint64 line;

  while (take_line (self, &line))
    {
      FwIcalProperty *property;

      if (self->text->len == 0 || strspn (self->text->str, " \t") == self->text->len)
        continue;
      if (!g_utf8_validate_len (self->text->str, self->text->len, NULL))
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "line %" G_GUINT64_FORMAT ": not UTF-8",
                       line);
          return FALSE;
        }
      property = parse_property (self->text->str);
      if (property != NULL)
        {
          if (!add_line (self, property, line, error))
            return FALSE;
        }
      else if (self->component != NULL)
        {
          if (self->component->problem == NULL)
            self->component->problem =
                g_strdup_printf ("line %" G_GUINT64_FORMAT " is no line of a calendar: “%.30s”",
                                 line, self->text->str);
        }
      else
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                       "line %" G_GUINT64_FORMAT " is no line of a calendar: “%.30s”", line,
                       self->text->str);
          return FALSE;
        }
    }
  return TRUE;
}

/* ---- the file as a whole ---- */

static gboolean
check_encoding (const char *data, gsize length, GError **error)
{
  const char *bad;
  g_autofree char *converted = NULL;
  g_autoptr (GString) unfolded = NULL;
  gsize i = 0;

  if (g_utf8_validate_len (data, length, &bad))
    return TRUE;
  unfolded = g_string_sized_new (length);
  while (i < length)
    if (data[i] == '\r' && i + 2 < length && data[i + 1] == '\n' &&
        (data[i + 2] == ' ' || data[i + 2] == '\t'))
      i += 3;
    else if (data[i] == '\n' && i + 1 < length && (data[i + 1] == ' ' || data[i + 1] == '\t'))
      i += 2;
    else
      g_string_append_c (unfolded, data[i++]);
  if (g_utf8_validate_len (unfolded->str, unfolded->len, NULL))
    return TRUE;
  converted =
      g_convert (unfolded->str, (gssize) unfolded->len, "UTF-8", "GB18030", NULL, NULL, NULL);
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                       converted != NULL
                           ? "not UTF-8: it looks like GB18030 and can be read when it is "
                             "converted (iconv -f GB18030 -t UTF-8)"
                           : "not UTF-8");
  return FALSE;
}

static gboolean
check_bytes (const char *data, gsize length, GError **error)
{
  gsize blank = 0;

  while (blank < length && g_ascii_isspace (data[blank]))
    blank++;
  if (blank == length)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "the file is empty");
      return FALSE;
    }
  if (memchr (data, '\0', length) != NULL)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                           "binary zero in the file: it is damaged, or no calendar");
      return FALSE;
    }
  if (data[blank] == '<')
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                           "a web page and not a calendar: perhaps a sign-in is needed");
      return FALSE;
    }
  return check_encoding (data, length, error);
}

static gboolean
finish (const Parser *self, GError **error)
{
  if (self->open->len > 0)
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "calendar is cut off (no END:%s)",
                 (const char *) self->open->pdata[0]);
  else if (self->calendars == 0)
    g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "no calendar (no BEGIN:VCALENDAR)");
  else
    return TRUE;
  return FALSE;
}

FwIcalFile *
fw_ical_file_parse (GBytes *bytes, GError **error)
{
  gsize length;
  const char *data;
  g_autoptr (FwIcalFile) file = g_new0 (FwIcalFile, 1);
  Parser parser = { 0 };
  gboolean done;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &length);
  file->events = g_ptr_array_new_with_free_func (free_component);
  file->timezones = g_ptr_array_new_with_free_func (free_timezone);
  if (length > FW_ICAL_MOST_BYTES)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE, "a calendar of more than %u MiB",
                   FW_ICAL_MOST_BYTES >> 20);
      return NULL;
    }
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      length -= 3;
    }
  if (!check_bytes (data, length, error))
    return NULL;
  parser.file = file;
  parser.at = data;
  parser.end = data + length;
  parser.text = g_string_new (NULL);
  parser.open = g_ptr_array_new_with_free_func (g_free);
  done = parse_lines (&parser, error) && finish (&parser, error);
  g_string_free (parser.text, TRUE);
  g_ptr_array_unref (parser.open);
  return done ? g_steal_pointer (&file) : NULL;
}
