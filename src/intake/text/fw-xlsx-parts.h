/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <expat.h>
#include <gio/gio.h>

#include "core/fw-text.h"

G_BEGIN_DECLS

/* The inside of the XLSX reader: fw-xlsx.c opens the package, fw-xlsx-sheet.c and fw-xlsx-style.c
 * read its parts. */

#define FW_XLSX_MOST_ROWS 1048576
#define FW_XLSX_MOST_COLUMNS 1000
#define FW_XLSX_MOST_CELL (32767u * 4) /* bytes */
#define FW_XLSX_MOST_STRINGS (4u << 20)
#define FW_XLSX_MOST_TEXT (256u << 20) /* bytes of all shared strings, and of the result */

/** What a style makes of a number. */
typedef enum
{
  FW_XLSX_NUMBER,
  FW_XLSX_DATE,
  FW_XLSX_TIME,
  FW_XLSX_DATE_TIME,
  FW_XLSX_DURATION /* hours may pass 24 */
} FwXlsxStyle;

/** FwXlsxSheet: as the workbook lists it. */
typedef struct
{
  char *name;
  char *relation; /* (nullable) */
  gboolean visible;
} FwXlsxSheet;

/** FwXlsx: a workbook as far as it was read. */
typedef struct
{
  GHashTable *targets; /* relation id -> path within the package */
  GPtrArray *sheets;   /* FwXlsxSheet */
  gboolean epoch_1904;

  GHashTable *formats; /* numFmtId -> FwXlsxStyle, of custom formats */
  GArray *styles;      /* FwXlsxStyle by the cells' "s" */

  GString *text;   /* of all shared strings */
  GArray *strings; /* guint32: where each ends */

  GString *out; /* the CSV */
} FwXlsx;

/** FwXlsxPart: one part being read by expat. */
typedef struct
{
  FwXlsx *book;
  XML_Parser parser;
  const char *name;
  GError *error; /* (nullable): set by fw_xlsx_part_fail() */

  GString *text;   /* of the element at hand */
  gboolean gather; /* whether text is wanted */
  guint phonetic;  /* depth of <rPh> */
  guint section;   /* styles: within <cellXfs> */

  guint row, column;           /* sheet: of the cell at hand; from 1 */
  guint next_row, next_column; /* to be written */
  guint style;
  char type[12];
} FwXlsxPart;

typedef void (*FwXlsxStart) (FwXlsxPart *part, const char *element, const char **attributes);
typedef void (*FwXlsxEnd) (FwXlsxPart *part, const char *element);

void fw_xlsx_part_fail (FwXlsxPart *part, int code, const char *format, ...) G_GNUC_PRINTF (3, 4);
/** fw_xlsx_get_attribute: Returns: (nullable). Prefixes of namespaces are passed over. */
const char *fw_xlsx_get_attribute (const char **attributes, const char *name);

void fw_xlsx_start_styles (FwXlsxPart *part, const char *element, const char **attributes);
void fw_xlsx_end_styles (FwXlsxPart *part, const char *element);
void fw_xlsx_start_strings (FwXlsxPart *part, const char *element, const char **attributes);
void fw_xlsx_end_strings (FwXlsxPart *part, const char *element);
void fw_xlsx_start_sheet (FwXlsxPart *part, const char *element, const char **attributes);
void fw_xlsx_end_sheet (FwXlsxPart *part, const char *element);

/** fw_xlsx_append_number: as @style shows it. FALSE when it is not a number. */
gboolean
fw_xlsx_append_number (GString *out, const char *text, FwXlsxStyle style, gboolean epoch_1904);

G_END_DECLS
