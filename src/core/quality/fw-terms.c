/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-terms.h"

#include <string.h>

#define N_PAGES (0x110000 >> 8)
#define SYMBOL_HIDDEN 1 /* stays where it is */
#define NOWHERE 0       /* the root, which no edge leads to */
/* Up to that many entries every step is looked up in one table. */
#define MOST_DENSE (1u << 20)

typedef struct
{
  guint id;
  guint length;         /* in code points, hidden ones left out */
  gboolean front, back; /* begins, ends with what a word is made of */
  FwTermBounds bounds;
  guint next; /* another of the same text, + 1; 0: none */
} Term;

typedef struct
{
  guint parent, fail;
  guint term;   /* + 1; 0: none ends here */
  guint suffix; /* the longest state behind the fail links at which a term ends */
  guint depth;
  guint16 symbol;
} State;

struct _FwTerms
{
  guint16 *pages[N_PAGES]; /* code point to symbol; 0: in no term */
  guint16 n_symbols;
  GArray *terms, *states;
  guint64 *keys; /* edges by state and symbol, open addressing; 0: free */
  guint32 *targets;
  gsize n_slots, n_edges;
  guint32 *first; /* of the root, by symbol */
  guint16 *dense; /* (nullable): of every state, by symbol; the highest bit: a term ends there */
};

FwTerms *
fw_terms_new (void)
{
  FwTerms *self = g_new0 (FwTerms, 1);
  const State root = { 0 };

  self->n_symbols = SYMBOL_HIDDEN + 1;
  self->terms = g_array_new (FALSE, FALSE, sizeof (Term));
  self->states = g_array_new (FALSE, FALSE, sizeof (State));
  self->n_slots = 1024;
  self->keys = g_new0 (guint64, self->n_slots);
  self->targets = g_new0 (guint32, self->n_slots);
  g_array_append_val (self->states, root);
  return self;
}

void
fw_terms_free (FwTerms *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_PAGES; i++)
    g_free (self->pages[i]);
  g_array_unref (self->terms);
  g_array_unref (self->states);
  g_free (self->keys);
  g_free (self->targets);
  g_free (self->first);
  g_free (self->dense);
  g_free (self);
}

/* ---- symbols ---- */

static guint16
find_symbol (const FwTerms *self, gunichar c)
{
  const guint16 *page = self->pages[c >> 8];

  return page != NULL ? page[c & 255] : fw_rune_is_hidden (c) ? SYMBOL_HIDDEN : 0;
}

static void
set_symbol (FwTerms *self, gunichar c, guint16 symbol)
{
  guint16 **page = &self->pages[c >> 8];

  if (*page == NULL)
    {
      *page = g_new0 (guint16, 256);
      for (guint i = 0; i < 256; i++)
        if (fw_rune_is_hidden ((c & ~255u) + i))
          (*page)[i] = SYMBOL_HIDDEN;
    }
  (*page)[c & 255] = symbol;
}

static guint16
make_symbol (FwTerms *self, gunichar c)
{
  const gunichar lower = g_unichar_tolower (fw_rune_fold (c)), upper = g_unichar_toupper (lower);
  guint16 symbol = find_symbol (self, lower);

  if (symbol != 0)
    return symbol;
  symbol = self->n_symbols++;
  set_symbol (self, lower, symbol);
  set_symbol (self, upper, symbol);
  for (guint i = 0; i < 2; i++)
    {
      const gunichar narrow = i == 0 ? lower : upper;

      if (narrow > ' ' && narrow < 127)
        set_symbol (self, narrow + 0xfee0, symbol);
      else if (narrow == ' ')
        {
          set_symbol (self, 0x3000, symbol);
          set_symbol (self, 0xa0, symbol);
        }
    }
  return symbol;
}

/* ---- edges ---- */

static gsize
find_slot (const guint64 *keys, gsize n_slots, guint64 key)
{
  gsize slot = (key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 20 & (n_slots - 1);

  while (keys[slot] != 0 && keys[slot] != key)
    slot = (slot + 1) & (n_slots - 1);
  return slot;
}

static guint32
find_edge (const FwTerms *self, guint32 state, guint16 symbol)
{
  return self->targets[find_slot (self->keys, self->n_slots, (guint64) state << 16 | symbol)];
}

static void
grow_edges (FwTerms *self)
{
  const gsize n_slots = self->n_slots * 2;
  guint64 *keys = g_new0 (guint64, n_slots);
  guint32 *targets = g_new0 (guint32, n_slots);

  for (gsize i = 0; i < self->n_slots; i++)
    if (self->keys[i] != 0)
      {
        const gsize slot = find_slot (keys, n_slots, self->keys[i]);

        keys[slot] = self->keys[i];
        targets[slot] = self->targets[i];
      }
  g_free (self->keys);
  g_free (self->targets);
  self->keys = keys;
  self->targets = targets;
  self->n_slots = n_slots;
}

static guint32
make_edge (FwTerms *self, guint32 from, guint16 symbol)
{
  const guint64 key = (guint64) from << 16 | symbol;
  gsize slot = find_slot (self->keys, self->n_slots, key);
  State state = { .parent = from,
                  .symbol = symbol,
                  .depth = g_array_index (self->states, State, from).depth + 1 };

  if (self->keys[slot] != 0)
    return self->targets[slot];
  if (++self->n_edges * 2 > self->n_slots)
    {
      grow_edges (self);
      slot = find_slot (self->keys, self->n_slots, key);
    }
  self->keys[slot] = key;
  self->targets[slot] = self->states->len;
  g_array_append_val (self->states, state);
  return self->targets[slot];
}

void
fw_terms_add (FwTerms *self, const char *text, guint id, FwTermBounds bounds)
{
  Term term = { .id = id, .bounds = bounds };
  guint32 state = NOWHERE;
  gunichar last = 0;

  g_return_if_fail (self != NULL && text != NULL && *text != '\0' && self->first == NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (fw_rune_is_hidden (c))
        continue;
      if (term.length++ == 0)
        term.front = fw_rune_is_word (c);
      state = make_edge (self, state, make_symbol (self, c));
      last = c;
    }
  if (term.length == 0)
    return;
  term.back = fw_rune_is_word (last);
  term.next = g_array_index (self->states, State, state).term;
  g_array_append_val (self->terms, term);
  g_array_index (self->states, State, state).term = self->terms->len;
}

/* ---- compiling ---- */

static gint
compare_depth (gconstpointer a, gconstpointer b, gpointer states)
{
  const State *first = &((const State *) states)[*(const guint32 *) a];
  const State *second = &((const State *) states)[*(const guint32 *) b];

  return (first->depth > second->depth) - (first->depth < second->depth);
}

static guint32
step (const FwTerms *self, guint32 state, guint16 symbol)
{
  const State *states = (const State *) self->states->data;

  while (state != NOWHERE)
    {
      const guint32 target = find_edge (self, state, symbol);

      if (target != NOWHERE)
        return target;
      state = states[state].fail;
    }
  return self->first[symbol];
}

static gboolean
is_end (const State *state)
{
  return state->term != 0 || state->suffix != NOWHERE;
}

#define DENSE_END 0x8000u

static void
make_dense (FwTerms *self)
{
  const State *states = (const State *) self->states->data;
  const guint n = self->n_symbols;

  if ((guint64) self->states->len * n > MOST_DENSE || self->states->len >= DENSE_END)
    return;
  self->dense = g_new0 (guint16, self->states->len * n);
  for (guint32 state = 0; state < self->states->len; state++)
    for (guint16 symbol = SYMBOL_HIDDEN + 1; symbol < n; symbol++)
      {
        const guint32 target = step (self, state, symbol);

        self->dense[state * n + symbol] =
            (guint16) (target | (is_end (&states[target]) ? DENSE_END : 0));
      }
}

void
fw_terms_compile (FwTerms *self)
{
  State *states;
  g_autofree guint32 *order = NULL;

  g_return_if_fail (self != NULL && self->first == NULL);

  states = (State *) self->states->data;
  order = g_new (guint32, self->states->len);
  self->first = g_new0 (guint32, self->n_symbols);
  for (guint32 i = 0; i < self->states->len; i++)
    {
      order[i] = i;
      if (i > 0 && states[i].depth == 1)
        self->first[states[i].symbol] = i;
    }
  g_qsort_with_data (order, (gint) self->states->len, sizeof *order, compare_depth, states);
  for (guint i = 1; i < self->states->len; i++)
    {
      State *state = &states[order[i]];

      if (state->depth > 1)
        state->fail = step (self, states[state->parent].fail, state->symbol);
      state->suffix = states[state->fail].term != 0 ? state->fail : states[state->fail].suffix;
    }
  make_dense (self);
}

/* ---- finding ---- */

/* Steps back over @length code points that are seen. */
static guint
find_start (const gunichar *runes, guint to, guint length)
{
  guint from = to;

  while (length > 0)
    if (!fw_rune_is_hidden (runes[--from]))
      length--;
  return from;
}

static gboolean
is_bounded (const Term *term, const gunichar *runes, guint n, guint from, guint to)
{
  if (term->front && from > 0 && fw_rune_is_word (runes[from - 1]))
    return FALSE;
  if (!term->back || term->bounds == FW_TERM_STEM || to == n || !fw_rune_is_word (runes[to]))
    return TRUE;
  return term->bounds == FW_TERM_DIGITS && g_unichar_isdigit (runes[to]);
}

static void
report (const FwTerms *self, guint index, const gunichar *runes, guint n, guint to, GArray *hits)
{
  while (index != 0)
    {
      const Term *term = &g_array_index (self->terms, Term, index - 1);
      const FwTermHit hit = { find_start (runes, to, term->length), to, term->id };

      if (is_bounded (term, runes, n, hit.from, to))
        g_array_append_val (hits, hit);
      index = term->next;
    }
}

static void
report_all (
    const FwTerms *self, guint32 state, const gunichar *runes, guint n, guint to, GArray *hits)
{
  const State *states = (const State *) self->states->data;

  if (states[state].term == 0)
    state = states[state].suffix;
  for (; state != NOWHERE; state = states[state].suffix)
    report (self, states[state].term, runes, n, to, hits);
}

static void
find_dense (const FwTerms *self, const gunichar *runes, guint n, GArray *hits)
{
  const guint n_symbols = self->n_symbols;
  guint32 state = NOWHERE;

  for (guint i = 0; i < n; i++)
    {
      const guint16 symbol = find_symbol (self, runes[i]);

      if (symbol == SYMBOL_HIDDEN)
        continue;
      state = self->dense[state * n_symbols + symbol];
      if (G_LIKELY ((state & DENSE_END) == 0))
        continue;
      state &= ~DENSE_END;
      report_all (self, state, runes, n, i + 1, hits);
    }
}

static void
find_sparse (const FwTerms *self, const gunichar *runes, guint n, GArray *hits)
{
  const State *states = (const State *) self->states->data;
  guint32 state = NOWHERE;

  for (guint i = 0; i < n; i++)
    {
      const guint16 symbol = find_symbol (self, runes[i]);

      if (symbol == SYMBOL_HIDDEN)
        continue;
      state = symbol == 0 ? NOWHERE : step (self, state, symbol);
      if (is_end (&states[state]))
        report_all (self, state, runes, n, i + 1, hits);
    }
}

void
fw_terms_find (const FwTerms *self, const gunichar *runes, guint n, GArray *hits)
{
  g_return_if_fail (self != NULL && self->first != NULL && hits != NULL);

  if (self->dense != NULL)
    find_dense (self, runes, n, hits);
  else
    find_sparse (self, runes, n, hits);
}

/* ---- code points ---- */

void
fw_runes_decode (const char *text, gsize length, GArray *runes, GArray *starts)
{
  const guchar *at = (const guchar *) text, *end = at + length;
  gunichar *rune;
  guint *start;

  g_return_if_fail (runes != NULL && (text != NULL || length == 0) && length < G_MAXINT);

  g_array_set_size (runes, (guint) length + 1);
  if (starts != NULL)
    g_array_set_size (starts, (guint) length + 1);
  rune = (gunichar *) runes->data;
  start = starts != NULL ? (guint *) starts->data : NULL;
  while (at < end)
    {
      if (start != NULL)
        *start++ = (guint) (at - (const guchar *) text);
      if (*at < 0x80)
        *rune++ = *at++;
      else if (*at < 0xe0)
        {
          *rune++ = (at[0] & 0x1fu) << 6 | (at[1] & 0x3fu);
          at += 2;
        }
      else if (*at < 0xf0)
        {
          *rune++ = (at[0] & 0x0fu) << 12 | (at[1] & 0x3fu) << 6 | (at[2] & 0x3fu);
          at += 3;
        }
      else
        {
          *rune++ = (at[0] & 0x07u) << 18 | (at[1] & 0x3fu) << 12 | (at[2] & 0x3fu) << 6 |
                    (at[3] & 0x3fu);
          at += 4;
        }
    }
  if (start != NULL)
    {
      *start = (guint) length;
      g_array_set_size (starts, (guint) (start - (guint *) starts->data) + 1);
    }
  g_array_set_size (runes, (guint) (rune - (gunichar *) runes->data));
}
