/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-items.h"

G_BEGIN_DECLS

/** FwAnswerFile: the answers of an exam as a table has them. */
typedef struct
{
  FwAnswers answers;   /* over the arrays below */
  GPtrArray *items;    /* their names, in the order of the table */
  GPtrArray **options; /* by item: what was answered, numbers in order before other texts */
  GPtrArray *persons;  /* names, or "line 7" where no column tells them */
  GPtrArray *others;   /* columns that are no items */
  GPtrArray *attempts; /* (nullable): by person, what the column attempt says */
  gboolean keyed;      /* FALSE: the table says 0 and 1 */
  char **key_texts;    /* by item, with a key */
  guint16 *codes, *keys, *n_options;
  guint64 *times; /* (nullable) */
} FwAnswerFile;

/**
 * fw_answer_file_read:
 * @answers: a row for each person. With @key the columns that it names are items, and nothing is no
 *   answer. Without, those that hold 0 and 1 are. A column freq says how many answered just so.
 * @key: (nullable): columns item and key
 * Returns: (transfer full): NULL with FW_ERROR_INVALID that begins with "key: " where it is about
 * the key, and names the lines.
 */
FwAnswerFile *fw_answer_file_read (GBytes *answers, GBytes *key, GError **error);
void fw_answer_file_free (FwAnswerFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwAnswerFile, fw_answer_file_free)

G_END_DECLS
