/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/* The tokens of strict JSON; private to fw-json-check.c, fw-event-line.c and fw-flow-body.c, which
 * read without building anything. */

/** FwJsonScan: a place in a text. On failure @at is where it went wrong and @expected says what
 * should stand there. */
typedef struct
{
  const char *at;
  const char *end;
  const char *expected;
} FwJsonScan;

static inline gboolean
fw_json_scan_fail (FwJsonScan *scan, const char *expected)
{
  scan->expected = expected;

  return FALSE;
}

static inline void
fw_json_scan_space (FwJsonScan *scan)
{
  while (scan->at < scan->end &&
         (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\n' || *scan->at == '\r'))
    scan->at++;
}

static inline gboolean
fw_json_scan_char (FwJsonScan *scan, char c)
{
  if (G_UNLIKELY (scan->at >= scan->end || *scan->at != c))
    return FALSE;
  scan->at++;

  return TRUE;
}

/* A bit set for each byte that is a quote, a backslash, below 0x20 or above 0x7f. */
static inline guint64
fw_json_find_special (guint64 word)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 quote = word ^ (ones * '"');
  guint64 backslash = word ^ (ones * '\\');

  return (((word - ones * 0x20) & ~word) | ((quote - ones) & ~quote) |
          ((backslash - ones) & ~backslash) | word) &
         (ones * 0x80);
}

/** fw_json_scan_special: takes what is not plain ASCII at @at: an escape or a UTF-8 sequence.
 * @escaped is set by an escape. */
gboolean fw_json_scan_special (FwJsonScan *scan, gboolean *escaped);

/**
 * fw_json_scan_string: from the opening to behind the closing quote.
 * @raw: (out): what stands between, checked: valid UTF-8, no control characters, no NUL, surrogates
 * only in pairs
 * @escaped: (out): whether fw_json_unescape() is needed
 */
static inline gboolean
fw_json_scan_string (FwJsonScan *scan, FwText *raw, gboolean *escaped)
{
  const char *start;

  if (G_UNLIKELY (!fw_json_scan_char (scan, '"')))
    return fw_json_scan_fail (scan, "a string");

  *escaped = FALSE;
  start = scan->at;
  for (;;)
    {
      guint64 word, found;

      if (G_LIKELY (scan->end - scan->at >= 8))
        {
          memcpy (&word, scan->at, 8);
          found = fw_json_find_special (GUINT64_FROM_LE (word));
          if (found == 0)
            {
              scan->at += 8;
              continue;
            }
          scan->at += __builtin_ctzll (found) / 8;
        }
      else if (scan->at >= scan->end)
        return fw_json_scan_fail (scan, "the end of the string");

      if (G_LIKELY (*scan->at == '"'))
        break;
      if (*scan->at >= 0x20 && *scan->at < 0x7f && *scan->at != '\\')
        scan->at++; /* only within the last seven bytes */
      else if (!fw_json_scan_special (scan, escaped))
        return FALSE;
    }
  *raw = (FwText){ start, (guint) (scan->at - start) };
  scan->at++;

  return TRUE;
}

/** fw_json_scan_number: @whole: (out): it has neither fraction nor exponent. In the range of int64
 * when whole, of a finite double otherwise. */
gboolean fw_json_scan_number (FwJsonScan *scan, FwText *text, gboolean *whole);

/** fw_json_scan_literal: takes @literal, such as "true". */
gboolean fw_json_scan_literal (FwJsonScan *scan, const char *literal);

/** fw_json_unescape: @raw as fw_json_scan_string() gave it; @to has room for raw.length bytes.
 * Returns: bytes written. */
guint fw_json_unescape (FwText raw, char *to);

/** fw_json_to_integer, fw_json_to_double: of a text that fw_json_scan_number() took. */
gint64 fw_json_to_integer (FwText text);
double fw_json_to_double (FwText text);

G_END_DECLS
