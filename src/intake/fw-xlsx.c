/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-xlsx.h"

#include <archive.h>
#include <archive_entry.h>

#include "core/fw-error.h"
#include "intake/fw-xlsx-parts.h"

/* What a package may unpack to, in all and beside its own size: more is a bomb. */
#define MOST_UNPACKED (G_GUINT64_CONSTANT (1) << 30)
#define FREE_UNPACKED (G_GUINT64_CONSTANT (64) << 20)
#define MOST_RATIO 200
#define MOST_ENTRIES 10000
#define MOST_SHEETS 1000

typedef struct
{
  GBytes *bytes;
  guint64 unpacked;
} Package;

void
fw_xlsx_part_fail (FwXlsxPart *part, int code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  if (part->error != NULL)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  part->error = g_error_new (FW_ERROR, code, "%s: %s", part->name, message);
  XML_StopParser (part->parser, XML_FALSE);
}

static const char *
skip_prefix (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

const char *
fw_xlsx_get_attribute (const char **attributes, const char *name)
{
  for (guint i = 0; attributes[i] != NULL; i += 2)
    if (g_str_equal (skip_prefix (attributes[i]), name))
      return attributes[i + 1];

  return NULL;
}

/* ---- the workbook and its relations ---- */

static void
start_workbook (FwXlsxPart *part, const char *element, const char **attributes)
{
  FwXlsx *book = part->book;

  if (g_str_equal (element, "workbookPr"))
    {
      const char *flag = fw_xlsx_get_attribute (attributes, "date1904");

      book->epoch_1904 = flag != NULL && (g_str_equal (flag, "1") || g_str_equal (flag, "true"));
    }
  else if (g_str_equal (element, "sheet") && book->sheet_relation == NULL)
    {
      const char *state = fw_xlsx_get_attribute (attributes, "state");

      if (state == NULL || g_str_equal (state, "visible"))
        book->sheet_relation = g_strdup (fw_xlsx_get_attribute (attributes, "id"));
    }
}

static void
start_relations (FwXlsxPart *part, const char *element, const char **attributes)
{
  const char *id = fw_xlsx_get_attribute (attributes, "Id");
  const char *target = fw_xlsx_get_attribute (attributes, "Target");

  if (!g_str_equal (element, "Relationship") || id == NULL || target == NULL ||
      g_hash_table_size (part->book->targets) >= MOST_SHEETS)
    return;
  g_hash_table_insert (part->book->targets, g_strdup (id),
                       target[0] == '/' ? g_strdup (target + 1)
                                        : g_strconcat ("xl/", target, NULL));
}

static void
end_nothing (FwXlsxPart *part, const char *element)
{
}

/* ---- expat ---- */

typedef struct
{
  FwXlsxPart part;
  FwXlsxStart start;
  FwXlsxEnd end;
} Reading;

static void
start_cb (void *user_data, const XML_Char *name, const XML_Char **attributes)
{
  Reading *reading = user_data;

  if (reading->part.error == NULL)
    reading->start (&reading->part, skip_prefix (name), attributes);
}

static void
end_cb (void *user_data, const XML_Char *name)
{
  Reading *reading = user_data;

  if (reading->part.error == NULL)
    reading->end (&reading->part, skip_prefix (name));
}

static void
text_cb (void *user_data, const XML_Char *text, int length)
{
  Reading *reading = user_data;

  if (!reading->part.gather || reading->part.error != NULL)
    return;
  if (reading->part.text->len + (gsize) length > FW_XLSX_MOST_CELL)
    fw_xlsx_part_fail (&reading->part, FW_ERROR_TOO_LARGE, "a cell of more than 32,767 characters");
  else
    g_string_append_len (reading->part.text, text, length);
}

/* No part needs a document type; without one there are no entities to blow up. */
static void
doctype_cb (void *user_data,
            const XML_Char *name,
            const XML_Char *system_id,
            const XML_Char *public_id,
            int internal)
{
  fw_xlsx_part_fail (&((Reading *) user_data)->part, FW_ERROR_INVALID, "expected no document type");
}

static gboolean
finish_part (Reading *reading, gboolean fed, GError **error)
{
  FwXlsxPart *part = &reading->part;

  if (fed && part->error == NULL && XML_Parse (part->parser, "", 0, XML_TRUE) != XML_STATUS_OK)
    fed = FALSE;
  if (!fed && part->error == NULL)
    part->error = g_error_new (FW_ERROR, FW_ERROR_INVALID, "%s: line %lu: %s", part->name,
                               (gulong) XML_GetCurrentLineNumber (part->parser),
                               XML_ErrorString (XML_GetErrorCode (part->parser)));
  if (part->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&part->error));

  return FALSE;
}

/* ---- the package ---- */

static gboolean
fail_package (struct archive *zip, GError **error)
{
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "not a readable XLSX file: %s",
               archive_error_string (zip) != NULL ? archive_error_string (zip) : "damaged");

  return FALSE;
}

static gboolean
check_unpacked (Package *self, gsize more, GError **error)
{
  guint64 ratio_limit = (guint64) g_bytes_get_size (self->bytes) * MOST_RATIO;

  self->unpacked += more;
  if (self->unpacked <= MOST_UNPACKED &&
      (self->unpacked <= FREE_UNPACKED || self->unpacked <= ratio_limit))
    return TRUE;
  g_set_error_literal (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                       "the XLSX file unpacks to more than is taken");

  return FALSE;
}

static gboolean
feed_part (Package *self, struct archive *zip, Reading *reading, GError **error)
{
  gboolean fed = TRUE;

  for (;;)
    {
      const void *data;
      size_t length;
      la_int64_t offset;
      int status = archive_read_data_block (zip, &data, &length, &offset);

      if (status == ARCHIVE_EOF)
        break;
      if (status != ARCHIVE_OK)
        return fail_package (zip, error);
      if (!check_unpacked (self, length, error))
        return FALSE;
      fed = XML_Parse (reading->part.parser, data, (int) length, XML_FALSE) == XML_STATUS_OK;
      if (!fed)
        break;
    }

  return finish_part (reading, fed, error);
}

/* Goes to @name. @found: whether it is there. */
static gboolean
seek_part (struct archive *zip, const char *name, gboolean *found, GError **error)
{
  struct archive_entry *entry;
  guint n = 0;
  int status;

  *found = FALSE;
  while ((status = archive_read_next_header (zip, &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN)
    {
      const char *path = archive_entry_pathname (entry);

      if (++n > MOST_ENTRIES)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                       "expected an XLSX file of at most %d parts", MOST_ENTRIES);
          return FALSE;
        }
      if (path != NULL && g_str_equal (path, name))
        {
          *found = TRUE;
          return TRUE;
        }
    }

  return status == ARCHIVE_EOF || fail_package (zip, error);
}

static gboolean
parse_part (Package *self,
            FwXlsx *book,
            struct archive *zip,
            const char *name,
            FwXlsxStart start,
            FwXlsxEnd end,
            GError **error)
{
  Reading reading = { .part = { .book = book, .name = name, .next_row = 1 }, start, end };
  gboolean done;

  reading.part.parser = XML_ParserCreate (NULL);
  reading.part.text = g_string_new (NULL);
  XML_SetUserData (reading.part.parser, &reading);
  XML_SetElementHandler (reading.part.parser, start_cb, end_cb);
  XML_SetCharacterDataHandler (reading.part.parser, text_cb);
  XML_SetStartDoctypeDeclHandler (reading.part.parser, doctype_cb);
  done = feed_part (self, zip, &reading, error);
  XML_ParserFree (reading.part.parser);
  g_string_free (reading.part.text, TRUE);
  g_clear_error (&reading.part.error);

  return done;
}

/* @required: without it the part may be missing. */
static gboolean
read_part (Package *self,
           FwXlsx *book,
           const char *name,
           gboolean required,
           FwXlsxStart start,
           FwXlsxEnd end,
           GError **error)
{
  struct archive *zip = archive_read_new ();
  gsize size;
  const void *data = g_bytes_get_data (self->bytes, &size);
  gboolean found = FALSE, done;

  archive_read_support_format_zip_seekable (zip);
  done = archive_read_open_memory (zip, data, size) == ARCHIVE_OK || fail_package (zip, error);
  done = done && seek_part (zip, name, &found, error);
  if (done && found)
    done = parse_part (self, book, zip, name, start, end, error);
  else if (done && required)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "not an XLSX file: it has no part %s", name);
      done = FALSE;
    }
  archive_read_free (zip);

  return done;
}

static gboolean
read_book (Package *self, FwXlsx *book, GError **error)
{
  const char *path;

  if (!read_part (self, book, "xl/workbook.xml", TRUE, start_workbook, end_nothing, error) ||
      !read_part (self, book, "xl/_rels/workbook.xml.rels", TRUE, start_relations, end_nothing,
                  error))
    return FALSE;

  path = book->sheet_relation != NULL ? g_hash_table_lookup (book->targets, book->sheet_relation)
                                      : NULL;
  if (path == NULL)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "the workbook has no visible sheet");
      return FALSE;
    }

  return read_part (self, book, "xl/styles.xml", FALSE, fw_xlsx_start_styles, fw_xlsx_end_styles,
                    error) &&
         read_part (self, book, "xl/sharedStrings.xml", FALSE, fw_xlsx_start_strings,
                    fw_xlsx_end_strings, error) &&
         read_part (self, book, path, TRUE, fw_xlsx_start_sheet, fw_xlsx_end_sheet, error);
}

static void
clear_book (FwXlsx *book)
{
  g_hash_table_unref (book->targets);
  g_hash_table_unref (book->formats);
  g_array_unref (book->styles);
  g_array_unref (book->strings);
  g_string_free (book->text, TRUE);
  g_free (book->sheet_relation);
}

GBytes *
fw_xlsx_to_csv (GBytes *bytes, GError **error)
{
  Package package = { bytes, 0 };
  FwXlsx book = { 0 };
  gboolean done;

  g_return_val_if_fail (bytes != NULL, NULL);

  book.targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  book.formats = g_hash_table_new (NULL, NULL);
  book.styles = g_array_new (FALSE, FALSE, sizeof (FwXlsxStyle));
  book.strings = g_array_new (FALSE, FALSE, sizeof (guint32));
  book.text = g_string_new (NULL);
  book.out = g_string_new (NULL);
  done = read_book (&package, &book, error);
  clear_book (&book);
  if (!done)
    {
      g_string_free (book.out, TRUE);
      return NULL;
    }

  return g_string_free_to_bytes (book.out);
}
