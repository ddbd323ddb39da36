/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/log/fw-queue-line.h"

/* Where the word stands when no name holds a bar. */
#define WORD 4
/* So many numbers where a word has numbers make it surer than a word before it. */
#define SURE 2

struct _FwQueueNames
{
  GHashTable *queues; /* char* */
  char *last;         /* (nullable): the one met last; owned by @queues */
};

#define MOST_QUEUES 10000

FwQueueNames *
fw_queue_names_new (void)
{
  FwQueueNames *self = g_new0 (FwQueueNames, 1);

  self->queues = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
fw_queue_names_free (FwQueueNames *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->queues);
  g_free (self);
}

static void
remember_queue (FwQueueNames *self, FwText queue)
{
  g_autofree char *name = NULL;
  gpointer known;

  if (self->last != NULL && fw_text_equal (queue, fw_text (self->last)))
    return;
  name = fw_text_dup (queue);
  if (g_hash_table_lookup_extended (self->queues, name, &known, NULL))
    self->last = known;
  else if (g_hash_table_size (self->queues) < MOST_QUEUES)
    {
      self->last = name;
      g_hash_table_add (self->queues, g_steal_pointer (&name));
    }
}

static gboolean
knows_queue (FwQueueNames *self, FwText queue)
{
  g_autofree char *name = fw_text_dup (queue);

  return g_hash_table_contains (self->queues, name);
}

/* From the beginning of one field to the end of another. */
static FwText
join (const FwText *fields, guint first, guint last)
{
  return (FwText){ fields[first].data,
                   (guint) (fields[last].data + fields[last].length - fields[first].data) };
}

static guint
split (FwText text, FwText *fields)
{
  const char *p = text.data, *end = text.data + text.length;

  for (guint n = 0;;)
    {
      /* The last field that fits keeps the rest. */
      const char *bar = n < FW_QUEUE_MOST_FIELDS - 1 ? memchr (p, '|', (gsize) (end - p)) : NULL;

      fields[n++] = (FwText){ p, (guint) ((bar != NULL ? bar : end) - p) };
      if (bar == NULL)
        return n;
      p = bar + 1;
    }
}

/* A word is written without blanks and begins with a letter: STARTCALL, ivr-end. */
static gboolean
looks_like_word (FwText text)
{
  if (text.length < 2 || !g_ascii_isalpha (text.data[0]))
    return FALSE;
  for (guint i = 0; i < text.length; i++)
    if (!g_ascii_isalnum (text.data[i]) && text.data[i] != '_' && text.data[i] != '-')
      return FALSE;

  return TRUE;
}

static gint
weigh (const FwText *fields, guint n, guint at)
{
  const FwQueueWord *word =
      g_ascii_isalpha (fields[at].data[0]) ? fw_queue_word_find (fields[at]) : NULL;

  return word != NULL ? fw_queue_word_weigh (word, fields + at + 1, n - at - 1) : -1;
}

/* The known word behind @after that fits best; 0: none does. */
static guint
find_later_word (const FwText *fields, guint n, guint after, gint *weight)
{
  guint best = 0;

  *weight = -1;
  for (guint i = after + 1; i < n; i++)
    {
      gint here = fields[i].length > 2 ? weigh (fields, n, i) : -1;

      if (here > *weight)
        {
          best = i;
          *weight = here;
        }
    }

  return best;
}

static gboolean
may_hold_word (const FwText *fields, guint n)
{
  for (guint i = WORD + 1; i < n; i++)
    if (fields[i].length > 2 && g_ascii_isupper (fields[i].data[0]) &&
        fw_queue_word_find (fields[i]) != NULL)
      return TRUE;

  return FALSE;
}

static guint
find_unknown_word (const FwText *fields, guint n)
{
  for (guint i = WORD; i < n; i++)
    if (looks_like_word (fields[i]))
      return i;

  return fields[WORD].length > 0 ? WORD : 0;
}

static gboolean
is_none (FwText text)
{
  return text.length == 0 || fw_queue_line_name (text).length == 0;
}

static const char expected_line[] = "line: expected time|call|queue|agent|WORD, such as "
                                    "1772442010|1772442010.1|sales|NONE|ENTERQUEUE";

/* Which field is the word: 0 when that cannot be told, and @problem says why. @meaning: (out): of
 * the field where it stands in a plain line */
static guint
find_word (const FwText *fields, guint n, const FwQueueWord **meaning, const char **problem)
{
  const FwQueueWord *known = fw_queue_word_find (fields[WORD]);
  gint weight, later_weight;
  guint later;

  *meaning = known;
  if (G_LIKELY (known != NULL && !may_hold_word (fields, n)))
    return WORD;

  weight = known != NULL ? fw_queue_word_weigh (known, fields + WORD + 1, n - WORD - 1) : -1;
  later = find_later_word (fields, n, WORD, &later_weight);
  /* A person's name never continues behind NONE. */
  if (later == 0 || (is_none (fields[WORD - 1]) && looks_like_word (fields[WORD])))
    return known != NULL ? WORD : find_unknown_word (fields, n);
  if (known == NULL)
    return later;
  if (weight < 0)
    return later;
  if (later_weight < SURE)
    return WORD;
  *problem = "line: a bar within a name: two of its fields can be the word that says what "
             "happened; write the name without bars";

  return 0;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* A bar with blanks at it stands within a name: "Bob Roy | Acme". */
static gboolean
has_blank_at_bar (const FwText *fields, guint i)
{
  const FwText *left = &fields[i], *right = &fields[i + 1];

  return (left->length > 0 && is_blank (left->data[left->length - 1])) ||
         (right->length > 0 && is_blank (right->data[0]));
}

/* SIP/101, Local/101@from-queue/n, Agent/21: where a call is sent. */
static gboolean
looks_like_interface (FwText text)
{
  const char *slash = text.length > 0 ? memchr (text.data, '/', text.length) : NULL;
  guint letters = slash != NULL ? (guint) (slash - text.data) : 0;

  if (letters < 2 || letters + 1 >= text.length)
    return FALSE;
  for (guint i = 0; i < letters; i++)
    if (!g_ascii_isalnum (text.data[i]) && text.data[i] != '_')
      return FALSE;

  return TRUE;
}

/* The field with which the agent begins, of those from 2 to before @word; 0: cannot be told. */
static guint
find_agent (const FwText *fields, guint word, FwQueueNames *names)
{
  guint at = 0, n = 0;

  if (is_none (fields[2]))
    return 3;
  if (is_none (fields[word - 1]))
    return word - 1;
  for (guint i = 3; i < word; i++)
    if (knows_queue (names, join (fields, 2, i - 1)))
      {
        at = i;
        n++;
      }
  if (n == 1)
    return at;
  if (looks_like_interface (fields[word - 1]))
    return word - 1;
  /* The one bar without blanks at it parts the two names. */
  at = n = 0;
  for (guint i = 3; i < word; i++)
    if (!has_blank_at_bar (fields, i - 1))
      {
        at = i;
        n++;
      }

  return n == 1 ? at : 0;
}

static void
trim_data (FwQueueLine *self)
{
  while (self->n_data > 0 && self->data[self->n_data - 1].length == 0)
    self->n_data--;
}

void
fw_queue_line_set_data (FwQueueLine *self, FwText data)
{
  self->rest = data;
  self->data = self->fields;
  self->n_data = split (data, self->fields);
  trim_data (self);
}

gboolean
fw_queue_line_split (
    FwQueueLine *self, FwText text, FwQueueNames *names, const char **reason, const char **problem)
{
  const FwText *fields = self->fields;
  guint n = split (text, self->fields), word, agent = 3;

  *reason = "too few fields";
  *problem = expected_line;
  word = n > WORD ? find_word (fields, n, &self->meaning, problem) : 0;
  if (*problem != expected_line || word > WORD)
    *reason = "bar within a name";
  if (word == 0)
    return FALSE;
  if (G_UNLIKELY (word > WORD))
    {
      self->meaning = fw_queue_word_find (fields[word]);
      agent = find_agent (fields, word, names);
    }
  if (agent == 0)
    {
      *problem = "line: a bar within a name: cannot tell where the queue's name ends and the "
                 "agent's begins; write the name without bars";
      return FALSE;
    }

  self->time = fields[0];
  self->call = fw_queue_line_name (fields[1]);
  self->queue = fw_queue_line_name (join (fields, 2, agent - 1));
  self->agent = fw_queue_line_name (join (fields, agent, word - 1));
  self->word = fields[word];
  self->rest = word + 1 < n ? join (fields, word + 1, n - 1) : FW_TEXT_NONE;
  self->data = fields + word + 1;
  self->n_data = n - word - 1;
  trim_data (self);
  if (word == WORD && self->queue.length > 0 && self->agent.length == 0)
    remember_queue (names, self->queue);

  return TRUE;
}
