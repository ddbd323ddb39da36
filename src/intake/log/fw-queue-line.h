/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/floor/fw-event.h"

G_BEGIN_DECLS

/**
 * FwQueueLine: what one line of a queue_log says: seconds|call|queue|agent|WORD|data... The texts
 * are views; "NONE", which stands for what there is not, is empty in call, queue and agent.
 */
#define FW_QUEUE_MOST_DATA 24
#define FW_QUEUE_MOST_FIELDS (FW_QUEUE_MOST_DATA + 5)

typedef struct _FwQueueWord FwQueueWord;

typedef struct
{
  FwText time;
  FwText call;
  FwText queue;
  FwText agent;
  FwText word;
  const FwQueueWord *meaning; /* (nullable): of @word; NULL: not known */
  const FwText *data;         /* within @fields; empty ones at the end are left out */
  guint n_data;
  FwText rest; /* the data as they stand, with the bars between them */
  FwText fields[FW_QUEUE_MOST_FIELDS];
} FwQueueLine;

/** FwQueueNames: queues that lines named which can be read in one way only. */
typedef struct _FwQueueNames FwQueueNames;

FwQueueNames *fw_queue_names_new (void);
void fw_queue_names_free (FwQueueNames *self);

/**
 * fw_queue_line_split: takes @text apart at its bars. The word that is an event's name tells where
 * the names before it end, so that a queue or an agent may have bars in its name.
 * @names: remembers the queues of plain lines; they tell a queue from an agent where bars do not
 * @reason: (out): the class of what is wrong
 * @problem: (out): what is wrong, as "line: expected ..."
 *
 * Returns: FALSE when the line is none, or can be read in two ways.
 */
gboolean fw_queue_line_split (
    FwQueueLine *self, FwText text, FwQueueNames *names, const char **reason, const char **problem);

/** fw_queue_line_set_data: the data from their text, bars between them. */
void fw_queue_line_set_data (FwQueueLine *self, FwText data);

/** fw_queue_line_name: "NONE" and what databases write for nothing become empty. */
static inline FwText
fw_queue_line_name (FwText text)
{
  if (G_LIKELY (text.length != 4 && text.length != 2))
    return text;
  return fw_text_equal (text, FW_TEXT_LITERAL ("NONE")) ||
                 fw_text_equal (text, FW_TEXT_LITERAL ("NULL")) ||
                 fw_text_equal (text, FW_TEXT_LITERAL ("\\N"))
             ? FW_TEXT_NONE
             : text;
}

/* ---- words: fw-queue-words.c ---- */

/** fw_queue_word_find: Returns: (nullable): what a word means; NULL for one that is not known. */
const FwQueueWord *fw_queue_word_find (FwText word);

/** fw_queue_word_weigh: how well @data, the @n fields behind the word, fit it. Returns: how many of
 * them are numbers where the word has numbers; -1 when they do not fit. */
gint fw_queue_word_weigh (const FwQueueWord *self, const FwText *data, guint n);

/**
 * fw_queue_word_read: fills @event, whose names are set, from word and data of @line. A word that
 * is not known, or says nothing about a call or a person here, makes a note. Numbers that are not
 * given, or cannot be, are left unknown.
 * @problem: (out): what is wrong, as "field: expected ..."
 */
gboolean fw_queue_word_read (const FwQueueLine *line, FwEvent *event, const char **problem);

G_END_DECLS
