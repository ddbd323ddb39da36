/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a description. What is wrong is told by the line on which its element begins; reading goes
 * on, so that one look tells all faults. */
#include "core/flow/fw-flow-tag.h"
#include "core/fw-error.h"

#define MOST_BYTES (256 * 1024)
#define MOST_ELEMENTS 2000

typedef enum
{
  PLACE_TOP,
  PLACE_KIND,
  PLACE_FLOW,
  PLACE_CLOCK
} Place;

typedef struct
{
  FwFlowTag tag; /* the element that begins */
  const char *text;
  FwFlow *flow;        /* (nullable): until its element begins */
  GArray *kind_fields; /* those of the kind around it */
  Place place, outer;
  guint skipped; /* depth inside an element that is not looked into */
  guint n_elements;
  gboolean latest; /* of clocks that do not say */
} Reader;

typedef struct
{
  const char *element;
  Place place;
  const char *allowed, *required; /* attributes, with a space between them */
  void (*begin) (Reader *reader);
} Element;

/* ---- elements ---- */

static void
begin_kind (Reader *reader)
{
  reader->place = PLACE_KIND;
}

static void
begin_flow (Reader *reader)
{
  static const char *const catchups[] = { "all", "latest", NULL };
  g_autofree char *name = fw_flow_tag_take_name (&reader->tag, "name");

  if (reader->flow != NULL)
    {
      fw_flow_tag_complain (&reader->tag, "a second one; expected one flow in a file");
      reader->skipped = 1;
      return;
    }
  reader->flow = fw_flow_new (name != NULL ? name : "");
  reader->flow->label = fw_flow_tag_take_text (&reader->tag, "label");
  reader->flow->start = fw_flow_tag_take_name (&reader->tag, "start");
  reader->flow->graded_by = fw_flow_tag_take_name (&reader->tag, "grade");
  reader->flow->line = reader->tag.line;
  reader->outer = reader->place;
  reader->place = PLACE_FLOW;
  reader->latest = fw_flow_tag_take_choice (&reader->tag, "catchup", catchups) == 1;
}

static void
begin_field (Reader *reader)
{
  FwFlowField field = { fw_flow_tag_take_name (&reader->tag, "name"),
                        fw_flow_tag_take_text (&reader->tag, "type"), reader->tag.line };
  const gboolean of_kind = reader->place == PLACE_KIND;
  GArray *fields = of_kind ? reader->kind_fields : reader->flow->fields;

  if (field.name != NULL && !of_kind && fw_flow_find_field (reader->flow, field.name) != NULL)
    fw_flow_tag_complain (&reader->tag, "“%s” stands here twice", field.name);
  if (field.name != NULL)
    g_array_append_val (fields, field);
  else
    g_free (field.type);
  if (of_kind)
    reader->skipped = 1;
}

static void
begin_function (Reader *reader)
{
  FwFlowFunction function = { .name = fw_flow_tag_take_name (&reader->tag, "name"),
                              .line = reader->tag.line };

  if (function.name == NULL)
    return;
  if (fw_flow_find_function (reader->flow, function.name) != NULL)
    fw_flow_tag_complain (&reader->tag, "“%s” stands here twice", function.name);
  function.label = fw_flow_tag_take_text (&reader->tag, "label");
  function.otherwise = fw_flow_tag_take_names (&reader->tag, "else");
  g_array_append_val (reader->flow->functions, function);
}

static gboolean
is_taken (Reader *reader, const char *name)
{
  if (fw_flow_find_state (reader->flow, name) == NULL &&
      fw_flow_find_message (reader->flow, name) == NULL)
    return FALSE;
  fw_flow_tag_complain (&reader->tag, "there is a state or message “%s” already", name);
  return TRUE;
}

static void
begin_state (Reader *reader)
{
  FwFlowState state = { .name = fw_flow_tag_take_name (&reader->tag, "name"),
                        .line = reader->tag.line };

  if (state.name == NULL || is_taken (reader, state.name))
    {
      g_free (state.name);
      return;
    }
  state.label = fw_flow_tag_take_text (&reader->tag, "label");
  state.ends = fw_flow_tag_take_boolean (&reader->tag, "ends");
  state.voids = fw_flow_tag_take_boolean (&reader->tag, "voids");
  g_array_append_val (reader->flow->states, state);
}

static void
begin_move (Reader *reader)
{
  FwFlowMove move = { .to = fw_flow_tag_take_name (&reader->tag, "to"), .line = reader->tag.line };

  if (move.to == NULL)
    return;
  move.from = fw_flow_tag_take_names (&reader->tag, "from");
  move.by = fw_flow_tag_take_names (&reader->tag, "by");
  move.asks = fw_flow_tag_take_names (&reader->tag, "asks");
  move.label = fw_flow_tag_take_text (&reader->tag, "label");
  move.sign = fw_flow_tag_take_boolean (&reader->tag, "sign");
  move.reopens = fw_flow_tag_take_boolean (&reader->tag, "reopens");
  move.condition = fw_flow_tag_take_condition (&reader->tag, "if");
  move.other_than = fw_flow_tag_take_name (&reader->tag, "other-than");
  move.other_than_if = fw_flow_tag_take_condition (&reader->tag, "other-than-if");
  move.when = fw_flow_tag_take_moment (&reader->tag, "when");
  move.effect = fw_flow_tag_take_name (&reader->tag, "effect");
  if (move.other_than_if != NULL && move.other_than == NULL)
    fw_flow_tag_complain (&reader->tag, "other-than-if guards on nothing: other-than is missing");
  g_array_append_val (reader->flow->moves, move);
}

static void
begin_message (Reader *reader)
{
  FwFlowMessage message = { .name = fw_flow_tag_take_name (&reader->tag, "name"),
                            .line = reader->tag.line };

  if (message.name == NULL || is_taken (reader, message.name))
    {
      g_free (message.name);
      return;
    }
  message.label = fw_flow_tag_take_text (&reader->tag, "label");
  message.by = fw_flow_tag_take_names (&reader->tag, "by");
  g_array_append_val (reader->flow->messages, message);
}

static void
begin_guard (Reader *reader)
{
  FwFlowGuard guard = { fw_flow_tag_take_names (&reader->tag, "fields"),
                        fw_flow_tag_take_names (&reader->tag, "voids"),
                        fw_flow_tag_take_name (&reader->tag, "to"), reader->tag.line };

  g_array_append_val (reader->flow->guards, guard);
}

static void
add_limit (FwFlowClock *clock, const FwFlowLimit *limit)
{
  clock->limits = g_renew (FwFlowLimit, clock->limits, clock->n_limits + 1);
  clock->limits[clock->n_limits++] = *limit;
}

static void
add_step (Reader *reader, FwFlowClock *clock, gint64 after, const char *to)
{
  if (clock->n_steps == FW_CLOCK_MOST_STEPS)
    {
      fw_flow_tag_complain (&reader->tag, "more than %d steps", FW_CLOCK_MOST_STEPS);
      return;
    }
  if (clock->n_steps > 0 && clock->steps[clock->n_steps - 1].after > after)
    fw_flow_tag_complain (&reader->tag, "a step that comes before the one above it");
  clock->steps = g_renew (FwFlowStep, clock->steps, clock->n_steps + 1);
  clock->steps[clock->n_steps++] = (FwFlowStep){ after, g_strdup (to) };
}

static void
begin_clock (Reader *reader)
{
  static const char *const reopens[] = { "none", "restart", "continue", "again", NULL };
  static const char *const catchups[] = { "all", "latest", NULL };
  FwFlowClock clock = { .name = fw_flow_tag_take_name (&reader->tag, "name"),
                        .line = reader->tag.line };
  g_autofree char *escalate = fw_flow_tag_take_name (&reader->tag, "escalate");
  FwFlowLimit limit;

  reader->place = PLACE_CLOCK;
  if (fw_flow_find_clock (reader->flow, clock.name) != NULL)
    fw_flow_tag_complain (&reader->tag, "there is a clock “%s” already", clock.name);
  if (clock.name == NULL)
    clock.name = g_strdup ("");
  clock.label = fw_flow_tag_take_text (&reader->tag, "label");
  clock.start = fw_flow_tag_take_names (&reader->tag, "start");
  clock.until = fw_flow_tag_take_names (&reader->tag, "until");
  clock.pause_in = fw_flow_tag_take_names (&reader->tag, "pause-in");
  clock.extend_by = fw_flow_tag_take_names (&reader->tag, "extend-by");
  clock.warn_left = fw_flow_tag_take_duration (&reader->tag, "warn", 0);
  clock.warn_to = fw_flow_tag_take_name (&reader->tag, "warn-to");
  clock.reopen = (FwFlowReopen) fw_flow_tag_take_choice (&reader->tag, "reopen", reopens);
  clock.latest = fw_flow_tag_find (&reader->tag, "catchup") != NULL
                     ? fw_flow_tag_take_choice (&reader->tag, "catchup", catchups) == 1
                     : reader->latest;
  if (fw_flow_tag_find (&reader->tag, "limit") != NULL)
    {
      fw_flow_tag_take_limit (&reader->tag, "limit", &limit);
      add_limit (&clock, &limit);
    }
  else if (fw_flow_tag_find (&reader->tag, "hours") != NULL ||
           fw_flow_tag_find (&reader->tag, "count") != NULL ||
           fw_flow_tag_find (&reader->tag, "else") != NULL)
    fw_flow_tag_complain (&reader->tag, "hours, count and else go with a limit");
  if (escalate != NULL)
    add_step (reader, &clock, 0, escalate);
  g_array_append_val (reader->flow->clocks, clock);
}

static FwFlowClock *
get_clock (Reader *reader)
{
  return &g_array_index (reader->flow->clocks, FwFlowClock, reader->flow->clocks->len - 1);
}

static void
begin_limit (Reader *reader)
{
  FwFlowClock *clock = get_clock (reader);
  g_autofree char *grade = fw_flow_tag_take_text (&reader->tag, "grade");
  FwFlowLimit limit;

  for (guint i = 0; i < clock->n_limits; i++)
    if (g_strcmp0 (clock->limits[i].grade, grade) == 0)
      fw_flow_tag_complain (&reader->tag, "a second limit for %s%s",
                            grade != NULL ? "grade " : "every grade", grade != NULL ? grade : "");
  fw_flow_tag_take_limit (&reader->tag, "is", &limit);
  limit.grade = g_steal_pointer (&grade);
  add_limit (clock, &limit);
}

static void
begin_escalate (Reader *reader)
{
  g_autofree char *to = fw_flow_tag_take_name (&reader->tag, "to");

  if (to != NULL)
    add_step (reader, get_clock (reader), fw_flow_tag_take_duration (&reader->tag, "after", 0), to);
}

static const Element elements[] = {
  { "kind", PLACE_TOP, NULL, "name", begin_kind },
  { "flow", PLACE_TOP, "name label start grade catchup", "name start", begin_flow },
  { "flow", PLACE_KIND, "name label start grade catchup", "name start", begin_flow },
  { "field", PLACE_KIND, NULL, "name", begin_field },
  { "field", PLACE_FLOW, "name type label", "name type", begin_field },
  { "function", PLACE_FLOW, "name label else", "name", begin_function },
  { "state", PLACE_FLOW, "name label ends voids", "name", begin_state },
  { "move", PLACE_FLOW,
    "label from to by asks sign reopens if other-than other-than-if when "
    "effect",
    "from to by", begin_move },
  { "message", PLACE_FLOW, "name label by", "name", begin_message },
  { "guard", PLACE_FLOW, "fields voids to", "fields", begin_guard },
  { "clock", PLACE_FLOW,
    "name label start until limit else hours count warn warn-to escalate pause-in reopen catchup "
    "extend-by",
    "name", begin_clock },
  { "limit", PLACE_CLOCK, "grade is else hours count", "is", begin_limit },
  { "escalate", PLACE_CLOCK, "after to", "to", begin_escalate },
};

static gboolean
has_word (const char *words, const char *word)
{
  g_auto (GStrv) split = g_strsplit (words, " ", -1);

  return g_strv_contains ((const char *const *) split, word);
}

/* Returns: FALSE when the element lacks what it cannot be without. */
static gboolean
check_attributes (Reader *reader, const Element *element)
{
  g_auto (GStrv) required = g_strsplit (element->required, " ", -1);
  gboolean whole = TRUE;

  for (guint i = 0; reader->tag.names[i] != NULL; i++)
    {
      for (guint j = 0; j < i; j++)
        if (g_str_equal (reader->tag.names[i], reader->tag.names[j]))
          fw_flow_tag_complain (&reader->tag, "%s stands there twice", reader->tag.names[i]);
      if (element->allowed != NULL && !has_word (element->allowed, reader->tag.names[i]))
        fw_flow_tag_complain (&reader->tag, "there is no attribute %s; expected one of %s",
                              reader->tag.names[i], element->allowed);
    }
  for (guint i = 0; required[i] != NULL; i++)
    if (fw_flow_tag_find (&reader->tag, required[i]) == NULL)
      {
        fw_flow_tag_complain (&reader->tag, "%s is missing", required[i]);
        whole = FALSE;
      }
  return whole;
}

static const Element *
find_element (Reader *reader)
{
  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    if (elements[i].place == reader->place &&
        g_str_equal (elements[i].element, reader->tag.element))
      return &elements[i];
  return NULL;
}

/* The parser stands behind a tag, which may have several lines. It takes the end of a line for the
 * first character of the next one. */
static guint
find_tag_line (Reader *reader, GMarkupParseContext *context)
{
  gint line, character;
  guint found = 1;
  const char *at = reader->text, *end = reader->text;

  g_markup_parse_context_get_position (context, &line, &character);
  for (gint i = 1; i < line && end != NULL; i++)
    {
      end = strchr (i == 1 ? end : end + 1, '\n');
      at = end != NULL ? end : at;
    }
  for (gint i = 1; i < character && *at != '\0'; i++)
    at = g_utf8_next_char (at);
  while (at > reader->text && *--at != '<')
    ;
  for (end = reader->text; (end = memchr (end, '\n', (gsize) (at - end))) != NULL; end++)
    found++;
  return found;
}

static void
start_element (GMarkupParseContext *context,
               const char *name,
               const char **names,
               const char **values,
               gpointer user_data,
               GError **error)
{
  Reader *reader = user_data;
  const Element *element;

  if (++reader->n_elements > MOST_ELEMENTS)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE, "more than %d elements", MOST_ELEMENTS);
      return;
    }
  if (reader->skipped > 0)
    {
      reader->skipped++;
      return;
    }

  reader->tag.element = name;
  reader->tag.names = names;
  reader->tag.values = values;
  reader->tag.line = find_tag_line (reader, context);
  element = find_element (reader);
  if (element == NULL)
    {
      if (reader->place != PLACE_KIND)
        {
          fw_flow_tag_complain (&reader->tag, "not expected here");
          reader->tag.holed = TRUE;
        }
      reader->skipped = 1;
    }
  else if (check_attributes (reader, element))
    element->begin (reader);
  else
    {
      reader->tag.holed = TRUE;
      reader->skipped = 1;
    }
}

static void
end_element (GMarkupParseContext *context, const char *name, gpointer user_data, GError **error)
{
  Reader *reader = user_data;

  if (reader->skipped > 0)
    reader->skipped--;
  else if (g_str_equal (name, "clock"))
    reader->place = PLACE_FLOW;
  else if (g_str_equal (name, "flow"))
    reader->place = reader->outer;
  else if (g_str_equal (name, "kind"))
    reader->place = PLACE_TOP;
}

static void
read_characters (GMarkupParseContext *context,
                 const char *text,
                 gsize length,
                 gpointer user_data,
                 GError **error)
{
  Reader *reader = user_data;
  gint line;

  if (reader->skipped > 0 || reader->place == PLACE_KIND || reader->place == PLACE_TOP)
    return;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      {
        g_markup_parse_context_get_position (context, &line, NULL);
        fw_flow_fault (reader->tag.faults, (guint) line, "text between the elements");
        return;
      }
}

static void
parse_text (Reader *reader, gsize length)
{
  static const GMarkupParser parser = { start_element, end_element, read_characters, NULL, NULL };
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, reader, NULL);
  g_autoptr (GError) error = NULL;
  gint line;

  if (g_markup_parse_context_parse (context, reader->text, (gssize) length, &error) &&
      g_markup_parse_context_end_parse (context, &error))
    return;

  g_markup_parse_context_get_position (context, &line, NULL);
  fw_flow_fault (reader->tag.faults, (guint) line, "%s", error->message);
  reader->tag.holed = TRUE;
}

static gint
compare_faults (gconstpointer a, gconstpointer b)
{
  const FwFlowFault *left = *(const FwFlowFault *const *) a;
  const FwFlowFault *right = *(const FwFlowFault *const *) b;

  return left->line < right->line ? -1 : left->line > right->line;
}

/* What it asks for of a record are the fields of the kind that it stands in. */
static void
finish_flow (Reader *reader, gsize length)
{
  FwFlow *flow = reader->flow;

  flow->text = g_strndup (reader->text, length);
  flow->version =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) reader->text, length);
  for (guint i = 0; i < reader->kind_fields->len; i++)
    {
      const FwFlowField *field = &g_array_index (reader->kind_fields, FwFlowField, i);
      FwFlowField copy = { g_strdup (field->name), g_strdup (field->type), field->line };

      g_array_append_val (flow->fields, copy);
    }
}

static void
clear_kind_field (gpointer data)
{
  FwFlowField *field = data;

  g_free (field->name);
  g_free (field->type);
}

FwFlow *
fw_flow_read (const char *text, gsize length, GPtrArray *faults)
{
  g_autofree char *copy = NULL;
  g_autoptr (FwFlow) flow = NULL;
  Reader reader = { .tag.faults = faults };
  const guint before = faults != NULL ? faults->len : 0;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (faults != NULL, NULL);

  if (length > MOST_BYTES)
    {
      fw_flow_fault (faults, 1, "more than %d bytes", MOST_BYTES);
      return NULL;
    }
  copy = g_strndup (text, length);
  reader.text = copy;
  reader.kind_fields = g_array_new (FALSE, FALSE, sizeof (FwFlowField));
  g_array_set_clear_func (reader.kind_fields, clear_kind_field);
  parse_text (&reader, length);
  if (reader.flow != NULL)
    finish_flow (&reader, length);
  else if (!reader.tag.holed)
    fw_flow_fault (faults, 1, "there is no flow in it");
  g_array_unref (reader.kind_fields);
  flow = reader.flow;
  if (flow != NULL && !reader.tag.holed)
    fw_flow_check (flow, faults);
  g_ptr_array_sort (faults, compare_faults);
  return faults->len == before ? g_steal_pointer (&flow) : NULL;
}
