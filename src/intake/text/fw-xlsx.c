/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/text/fw-xlsx.h"

#include <archive.h>
#include <archive_entry.h>

#include "core/fw-error.h"
#include "intake/text/fw-xlsx-parts.h"

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
  else if (g_str_equal (element, "sheet") && book->sheets->len < MOST_SHEETS)
    {
      const char *state = fw_xlsx_get_attribute (attributes, "state");
      const char *name = fw_xlsx_get_attribute (attributes, "name");
      FwXlsxSheet *sheet = g_new0 (FwXlsxSheet, 1);

      sheet->name = g_strdup (name != NULL ? name : "");
      sheet->relation = g_strdup (fw_xlsx_get_attribute (attributes, "id"));
      sheet->visible = state == NULL || g_str_equal (state, "visible");
      g_ptr_array_add (book->sheets, sheet);
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
                               (gulong) FW_XML_GET_LINE (part->parser),
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

/* ---- what else a ZIP archive can be ---- */

static const struct
{
  const char *part; /* or the beginning of its name */
  const char *sentence;
} others[] = {
  { "content.xml",
    "the file is a table of OpenDocument (.ods); open it and save it as .xlsx or CSV" },
  { "xl/workbook.bin",
    "the file is a binary workbook (.xlsb); open it and save it as .xlsx or CSV" },
  { "Index/", "the file is a table of Numbers; export it as .xlsx or CSV" },
  { "word/", "the file is a text document; save the table in it as .xlsx or CSV" },
  { "ppt/", "the file is a presentation; save the table in it as .xlsx or CSV" },
};

static gboolean
fail_other (Package *self, GError **error)
{
  const char *sentence = "the file is a ZIP archive that holds no workbook; unpack it and give the "
                         "list that is in it, as .xlsx or CSV";
  struct archive *zip = archive_read_new ();
  struct archive_entry *entry;
  gsize size;
  const void *data = g_bytes_get_data (self->bytes, &size);
  guint n = 0;

  archive_read_support_format_zip_seekable (zip);
  if (archive_read_open_memory (zip, data, size) == ARCHIVE_OK)
    while (archive_read_next_header (zip, &entry) == ARCHIVE_OK && ++n < MOST_ENTRIES)
      for (guint i = 0; i < G_N_ELEMENTS (others); i++)
        if (archive_entry_pathname (entry) != NULL &&
            g_str_has_prefix (archive_entry_pathname (entry), others[i].part))
          sentence = others[i].sentence;
  archive_read_free (zip);
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, sentence);

  return FALSE;
}

/* ---- the book ---- */

struct _FwXlsxBook
{
  Package package;
  FwXlsx xlsx;
};

static gboolean
has_part (Package *self, const char *name, gboolean *found, GError **error)
{
  struct archive *zip = archive_read_new ();
  gsize size;
  const void *data = g_bytes_get_data (self->bytes, &size);
  gboolean done;

  archive_read_support_format_zip_seekable (zip);
  done = (archive_read_open_memory (zip, data, size) == ARCHIVE_OK || fail_package (zip, error)) &&
         seek_part (zip, name, found, error);
  archive_read_free (zip);

  return done;
}

static gboolean
open_book (Package *package, FwXlsx *book, GError **error)
{
  gboolean found;

  if (!has_part (package, "xl/workbook.xml", &found, error))
    return FALSE;
  if (!found)
    return fail_other (package, error);
  if (!read_part (package, book, "xl/workbook.xml", TRUE, start_workbook, end_nothing, error) ||
      !read_part (package, book, "xl/_rels/workbook.xml.rels", TRUE, start_relations, end_nothing,
                  error))
    return FALSE;
  for (guint i = 0; i < book->sheets->len; i++)
    if (((FwXlsxSheet *) book->sheets->pdata[i])->visible)
      return read_part (package, book, "xl/styles.xml", FALSE, fw_xlsx_start_styles,
                        fw_xlsx_end_styles, error) &&
             read_part (package, book, "xl/sharedStrings.xml", FALSE, fw_xlsx_start_strings,
                        fw_xlsx_end_strings, error);
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "the workbook has no visible sheet");

  return FALSE;
}

static void
free_sheet (gpointer data)
{
  FwXlsxSheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet->relation);
  g_free (sheet);
}

void
fw_xlsx_book_free (FwXlsxBook *self)
{
  FwXlsx *book;

  if (self == NULL)
    return;
  book = &self->xlsx;
  g_hash_table_unref (book->targets);
  g_hash_table_unref (book->formats);
  g_array_unref (book->styles);
  g_array_unref (book->strings);
  g_string_free (book->text, TRUE);
  g_ptr_array_unref (book->sheets);
  g_bytes_unref (self->package.bytes);
  g_free (self);
}

FwXlsxBook *
fw_xlsx_book_open (GBytes *bytes, GError **error)
{
  g_autoptr (FwXlsxBook) self = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = g_new0 (FwXlsxBook, 1);
  self->package.bytes = g_bytes_ref (bytes);
  self->xlsx.targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->xlsx.formats = g_hash_table_new (NULL, NULL);
  self->xlsx.styles = g_array_new (FALSE, FALSE, sizeof (FwXlsxStyle));
  self->xlsx.strings = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->xlsx.text = g_string_new (NULL);
  self->xlsx.sheets = g_ptr_array_new_with_free_func (free_sheet);

  return open_book (&self->package, &self->xlsx, error) ? g_steal_pointer (&self) : NULL;
}

guint
fw_xlsx_book_get_n_sheets (FwXlsxBook *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->xlsx.sheets->len;
}

static const FwXlsxSheet *
get_sheet (FwXlsxBook *self, guint sheet)
{
  return self->xlsx.sheets->pdata[sheet];
}

const char *
fw_xlsx_book_get_name (FwXlsxBook *self, guint sheet)
{
  g_return_val_if_fail (self != NULL && sheet < self->xlsx.sheets->len, NULL);

  return get_sheet (self, sheet)->name;
}

gboolean
fw_xlsx_book_is_visible (FwXlsxBook *self, guint sheet)
{
  g_return_val_if_fail (self != NULL && sheet < self->xlsx.sheets->len, FALSE);

  return get_sheet (self, sheet)->visible;
}

gboolean
fw_xlsx_book_is_epoch_1904 (FwXlsxBook *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->xlsx.epoch_1904;
}

void
fw_xlsx_book_append_names (FwXlsxBook *self, GString *to)
{
  gboolean first = TRUE;

  g_return_if_fail (self != NULL && to != NULL);

  for (guint i = 0; i < self->xlsx.sheets->len && to->len < 1000; i++)
    if (get_sheet (self, i)->visible)
      {
        g_string_append_printf (to, "%s\"%s\"", first ? "" : ", ", get_sheet (self, i)->name);
        first = FALSE;
      }
}

static char *
fold_name (const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return g_strdup (g_strstrip (folded));
}

gboolean
fw_xlsx_book_find (FwXlsxBook *self, const char *name, guint *sheet, GError **error)
{
  g_autofree char *wanted = NULL;
  g_autoptr (GString) names = NULL;

  g_return_val_if_fail (self != NULL && name != NULL && sheet != NULL, FALSE);

  for (*sheet = 0; *sheet < self->xlsx.sheets->len; (*sheet)++)
    if (g_str_equal (get_sheet (self, *sheet)->name, name))
      return TRUE;
  wanted = fold_name (name);
  for (*sheet = 0; *sheet < self->xlsx.sheets->len; (*sheet)++)
    {
      g_autofree char *folded = fold_name (get_sheet (self, *sheet)->name);

      if (g_str_equal (folded, wanted))
        return TRUE;
    }
  names = g_string_new (NULL);
  fw_xlsx_book_append_names (self, names);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "mapping: sheet: the workbook has no sheet \"%s\"; it has %s", name, names->str);

  return FALSE;
}

GBytes *
fw_xlsx_book_read (FwXlsxBook *self, guint sheet, GError **error)
{
  const char *relation, *path;
  gboolean done;

  g_return_val_if_fail (self != NULL && sheet < self->xlsx.sheets->len, NULL);

  relation = get_sheet (self, sheet)->relation;
  path = relation != NULL ? g_hash_table_lookup (self->xlsx.targets, relation) : NULL;
  if (path == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "the workbook lists a sheet \"%s\" that it does not have",
                   get_sheet (self, sheet)->name);
      return NULL;
    }
  self->xlsx.out = g_string_new (NULL);
  done = read_part (&self->package, &self->xlsx, path, TRUE, fw_xlsx_start_sheet, fw_xlsx_end_sheet,
                    error);
  if (!done)
    {
      g_string_free (g_steal_pointer (&self->xlsx.out), TRUE);
      return NULL;
    }

  return g_string_free_to_bytes (g_steal_pointer (&self->xlsx.out));
}

static gboolean
is_empty (GBytes *csv)
{
  gsize size;
  const char *data = g_bytes_get_data (csv, &size);

  for (gsize i = 0; i < size; i++)
    if (data[i] != '\n' && data[i] != ',' && data[i] != ' ')
      return FALSE;

  return TRUE;
}

GBytes *
fw_xlsx_to_csv (GBytes *bytes, GError **error)
{
  g_autoptr (FwXlsxBook) self = NULL;
  g_autoptr (GBytes) csv = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = fw_xlsx_book_open (bytes, error);
  for (guint i = 0; self != NULL && i < self->xlsx.sheets->len; i++)
    {
      if (!get_sheet (self, i)->visible)
        continue;
      g_clear_pointer (&csv, g_bytes_unref);
      csv = fw_xlsx_book_read (self, i, error);
      if (csv == NULL)
        return NULL;
      if (!is_empty (csv))
        break;
    }

  return g_steal_pointer (&csv);
}
