/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/flow/fw-flow.h"

#define MOST_FAULTS 100

static void
clear_state (gpointer data)
{
  FwFlowState *state = data;

  g_free (state->name);
  g_free (state->label);
}

static void
clear_move (gpointer data)
{
  FwFlowMove *move = data;

  g_free (move->label);
  g_strfreev (move->from);
  g_free (move->to);
  g_strfreev (move->by);
  g_strfreev (move->asks);
  g_clear_pointer (&move->condition, fw_flow_condition_free);
  g_free (move->other_than);
  g_clear_pointer (&move->other_than_if, fw_flow_condition_free);
  if (move->when != NULL)
    {
      g_free (move->when->field);
      g_free (move->when->policy);
    }
  g_free (move->when);
  g_free (move->effect);
}

static void
clear_message (gpointer data)
{
  FwFlowMessage *message = data;

  g_free (message->name);
  g_free (message->label);
  g_strfreev (message->by);
}

static void
clear_guard (gpointer data)
{
  FwFlowGuard *guard = data;

  g_strfreev (guard->fields);
  g_strfreev (guard->voids);
  g_free (guard->to);
}

static void
clear_clock (gpointer data)
{
  FwFlowClock *clock = data;

  g_free (clock->name);
  g_free (clock->label);
  g_strfreev (clock->start);
  g_strfreev (clock->until);
  g_strfreev (clock->pause_in);
  g_strfreev (clock->extend_by);
  g_free (clock->warn_to);
  for (guint i = 0; i < clock->n_limits; i++)
    {
      g_free (clock->limits[i].grade);
      g_free (clock->limits[i].policy);
      g_free (clock->limits[i].hours);
    }
  g_free (clock->limits);
  for (guint i = 0; i < clock->n_steps; i++)
    g_free (clock->steps[i].to);
  g_free (clock->steps);
}

static void
clear_field (gpointer data)
{
  FwFlowField *field = data;

  g_free (field->name);
  g_free (field->type);
}

static void
clear_function (gpointer data)
{
  FwFlowFunction *function = data;

  g_free (function->name);
  g_free (function->label);
  g_strfreev (function->otherwise);
}

static GArray *
new_list (gsize size, GDestroyNotify clear)
{
  GArray *list = g_array_new (FALSE, TRUE, (guint) size);

  g_array_set_clear_func (list, clear);
  return list;
}

FwFlow *
fw_flow_new (const char *name)
{
  FwFlow *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (FwFlow, 1);
  g_atomic_ref_count_init (&self->references);
  self->name = g_strdup (name);
  self->states = new_list (sizeof (FwFlowState), clear_state);
  self->moves = new_list (sizeof (FwFlowMove), clear_move);
  self->messages = new_list (sizeof (FwFlowMessage), clear_message);
  self->guards = new_list (sizeof (FwFlowGuard), clear_guard);
  self->clocks = new_list (sizeof (FwFlowClock), clear_clock);
  self->fields = new_list (sizeof (FwFlowField), clear_field);
  self->functions = new_list (sizeof (FwFlowFunction), clear_function);
  return self;
}

FwFlow *
fw_flow_ref (FwFlow *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fw_flow_unref (FwFlow *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_free (self->name);
  g_free (self->label);
  g_free (self->start);
  g_free (self->graded_by);
  g_free (self->version);
  g_free (self->text);
  g_array_unref (self->states);
  g_array_unref (self->moves);
  g_array_unref (self->messages);
  g_array_unref (self->guards);
  g_array_unref (self->clocks);
  g_array_unref (self->fields);
  g_array_unref (self->functions);
  g_free (self);
}

/* All that have a name begin with it. */
static gconstpointer
find_named (const GArray *list, const char *name)
{
  const gsize size = g_array_get_element_size ((GArray *) list);

  for (guint i = 0; name != NULL && i < list->len; i++)
    {
      const char *const *element = (const char *const *) (const void *) (list->data + i * size);

      if (g_str_equal (*element, name))
        return element;
    }
  return NULL;
}

const FwFlowState *
fw_flow_find_state (const FwFlow *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return find_named (self->states, name);
}

const FwFlowMessage *
fw_flow_find_message (const FwFlow *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return find_named (self->messages, name);
}

const FwFlowClock *
fw_flow_find_clock (const FwFlow *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return find_named (self->clocks, name);
}

const FwFlowField *
fw_flow_find_field (const FwFlow *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return find_named (self->fields, name);
}

const FwFlowFunction *
fw_flow_find_function (const FwFlow *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return find_named (self->functions, name);
}

const FwFlowMove *
fw_flow_find_move (const FwFlow *self, const char *from, const char *to)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (from != NULL && to != NULL, NULL);

  for (guint i = 0; i < self->moves->len; i++)
    {
      const FwFlowMove *move = &g_array_index (self->moves, FwFlowMove, i);

      if (g_str_equal (move->to, to) && g_strv_contains ((const char *const *) move->from, from))
        return move;
    }
  return NULL;
}

gboolean
fw_flow_is_guarded (const FwFlow *self, const char *field)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (field != NULL, FALSE);

  for (guint i = 0; i < self->guards->len; i++)
    if (g_strv_contains ((const char *const *) g_array_index (self->guards, FwFlowGuard, i).fields,
                         field))
      return TRUE;
  return FALSE;
}

gboolean
fw_flow_clock_counts_hours (const FwFlowClock *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->n_limits; i++)
    if (self->limits[i].hours != NULL)
      return TRUE;
  return FALSE;
}

gint
fw_flow_clock_find_limit (const FwFlowClock *self, const char *grade)
{
  gint found = -1;

  g_return_val_if_fail (self != NULL, -1);

  for (guint i = 0; i < self->n_limits; i++)
    if (self->limits[i].grade == NULL)
      found = (gint) i;
    else if (grade != NULL && g_str_equal (self->limits[i].grade, grade))
      return (gint) i;
  return found;
}

void
fw_flow_fault_free (FwFlowFault *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->sentence);
  g_free (self);
}

void
fw_flow_fault (GPtrArray *faults, guint line, const char *format, ...)
{
  FwFlowFault *fault;
  va_list arguments;

  g_return_if_fail (faults != NULL);

  if (faults->len >= MOST_FAULTS)
    return;
  fault = g_new0 (FwFlowFault, 1);
  fault->line = line;
  va_start (arguments, format);
  fault->sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (faults, fault);
}
