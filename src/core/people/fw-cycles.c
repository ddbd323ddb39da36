/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-cycles.h"

/* Strongly connected components by Tarjan's way, with a stack of our own: a chain of a hundred
 * thousand prerequisites must not be one of calls. */
typedef struct
{
  const FwEdge *edges;
  guint *first; /* by node: its first edge in @order; n_nodes + 1 of them */
  guint *order; /* edges by their node */
  guint *index; /* by node: when it was seen, from 1; 0: not yet */
  guint *low;
  gboolean *waits; /* by node: on the stack of open components */
  guint *next;     /* by node: the edge to follow next */
  guint *open, n_open;
  guint *path, n_path;
  guint seen;
  guint *component; /* by node */
} Search;

static void
sort_edges (Search *self, guint n_edges, guint n_nodes)
{
  for (guint i = 0; i < n_edges; i++)
    self->first[self->edges[i].from + 1]++;
  for (guint i = 0; i < n_nodes; i++)
    self->first[i + 1] += self->first[i];
  for (guint i = 0; i < n_nodes; i++)
    self->next[i] = self->first[i];
  for (guint i = 0; i < n_edges; i++)
    self->order[self->next[self->edges[i].from]++] = i;
  for (guint i = 0; i < n_nodes; i++)
    self->next[i] = self->first[i];
}

static void
enter (Search *self, guint node)
{
  self->index[node] = self->low[node] = ++self->seen;
  self->waits[node] = TRUE;
  self->open[self->n_open++] = node;
  self->path[self->n_path++] = node;
}

static void
leave (Search *self)
{
  guint node = self->path[--self->n_path], member;

  if (self->n_path > 0)
    {
      guint before = self->path[self->n_path - 1];

      self->low[before] = MIN (self->low[before], self->low[node]);
    }
  if (self->low[node] != self->index[node])
    return;
  do
    {
      member = self->open[--self->n_open];
      self->waits[member] = FALSE;
      self->component[member] = node;
    }
  while (member != node);
}

static void
walk (Search *self, guint start)
{
  enter (self, start);
  while (self->n_path > 0)
    {
      guint node = self->path[self->n_path - 1], to;

      if (self->next[node] == self->first[node + 1])
        {
          leave (self);
          continue;
        }
      to = self->edges[self->order[self->next[node]++]].to;
      if (self->index[to] == 0)
        enter (self, to);
      else if (self->waits[to])
        self->low[node] = MIN (self->low[node], self->index[to]);
    }
}

/* A component is a cycle when it has an edge within itself. */
static guint
number_cycles (const Search *self, guint n_edges, guint n_nodes, guint *cycles)
{
  g_autofree guint *numbers = g_new (guint, n_nodes + 1);
  g_autofree gboolean *round = g_new0 (gboolean, n_nodes + 1);
  guint n = 0;

  for (guint i = 0; i < n_edges; i++)
    if (self->component[self->edges[i].from] == self->component[self->edges[i].to])
      round[self->component[self->edges[i].from]] = TRUE;
  for (guint i = 0; i < n_nodes; i++)
    numbers[i] = FW_CYCLE_NONE;
  for (guint i = 0; i < n_nodes; i++)
    {
      guint component = self->component[i];

      if (round[component] && numbers[component] == FW_CYCLE_NONE)
        numbers[component] = n++;
      cycles[i] = numbers[component];
    }
  return n;
}

guint
fw_cycles_find (const FwEdge *edges, guint n_edges, guint n_nodes, guint *cycles)
{
  Search search = { .edges = edges };
  g_autofree guint *room = g_new0 (guint, (gsize) n_nodes * 7 + n_edges + 2);
  g_autofree gboolean *waits = g_new0 (gboolean, n_nodes + 1);

  g_return_val_if_fail (n_edges == 0 || edges != NULL, 0);
  g_return_val_if_fail (n_nodes == 0 || cycles != NULL, 0);
  for (guint i = 0; i < n_edges; i++)
    g_return_val_if_fail (edges[i].from < n_nodes && edges[i].to < n_nodes, 0);

  search.first = room;
  search.index = room + n_nodes + 1;
  search.low = search.index + n_nodes;
  search.next = search.low + n_nodes;
  search.open = search.next + n_nodes;
  search.path = search.open + n_nodes;
  search.component = search.path + n_nodes;
  search.order = search.component + n_nodes;
  search.waits = waits;
  sort_edges (&search, n_edges, n_nodes);
  for (guint i = 0; i < n_nodes; i++)
    if (search.index[i] == 0)
      walk (&search, i);
  return number_cycles (&search, n_edges, n_nodes, cycles);
}
