/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/* What stands around the value of a cell and is no part of it: blanks of every kind, invisible
 * marks, and what programs add so that a spreadsheet leaves the value alone. */

/** fw_cell_clean: the value without blanks (no-break, thin and wide ones too), zero-width and
 * direction marks, a leading apostrophe, and the signs of ="00123". "'t Hooft" keeps its
 * apostrophe: it is a word there. Returns: a part of @cell. */
FwText fw_cell_clean (FwText cell);

/** fw_cell_trim: the same, for the hot path: most cells show by their ends that they are clean. */
static inline FwText
fw_cell_trim (FwText cell)
{
  guchar first, last;

  if (cell.length == 0)
    return cell;
  first = (guchar) cell.data[0];
  last = (guchar) cell.data[cell.length - 1];
  if (G_LIKELY (first > '\'' && first < 0x80 && first != '=' && last > '"' && last < 0x80 &&
                last != '\''))
    return cell;

  return fw_cell_clean (cell);
}

/** FW_CELL_FOLDED: bytes that fw_cell_fold() writes at most, with the NUL. */
#define FW_CELL_FOLDED 160

/** fw_cell_fold: lower case, without accents and invisible marks, every blank a ' ', every digit
 * and sign of the wide forms and of other scripts the plain one. @to: FW_CELL_FOLDED bytes.
 * Returns: the length without the NUL, 0 when the cell is no UTF-8 or does not fit. */
guint fw_cell_fold (FwText cell, char *to);

/** fw_name_tidy: one form of a name that is written in several ways that look alike: every blank,
 * no-break and wide ones too, is one ' ', a letter and its mark are one character (NFC), marks that
 * nobody sees are gone; the two joiners stay, which Persian and Indian words need. Returns:
 * (transfer full) (nullable): NULL where @name has that form already, or is no UTF-8. */
char *fw_name_tidy (FwText name);

/** fw_name_looks_tidy: TRUE of most names that are, without looking at characters. */
static inline gboolean
fw_name_looks_tidy (FwText name)
{
  guchar before = 0;

  for (guint i = 0; i < name.length; i++)
    {
      guchar c = (guchar) name.data[i];

      if ((c == ' ' && before == ' ') || c < ' ' || c == 0xc2 || c == 0xcc || c == 0xcd ||
          (c >= 0xe1 && c <= 0xe3) || c == 0xef)
        return FALSE;
      before = c;
    }

  return TRUE;
}

/** fw_cell_cut: how much of @text is shown in at most @most bytes, none of them a piece of a
 * character, as the precision of a "%.*s". */
int fw_cell_cut (FwText text, guint most);

G_END_DECLS
