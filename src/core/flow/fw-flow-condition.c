/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/flow/fw-flow-condition.h"

#include "core/fw-error.h"

#define MOST_COMPARISONS 32

typedef enum
{
  COMPARE_EQUAL,
  COMPARE_OTHER,
  COMPARE_LESS,
  COMPARE_AT_MOST,
  COMPARE_MORE,
  COMPARE_AT_LEAST,
  COMPARE_SET,
  COMPARE_EMPTY
} Compare;

typedef struct
{
  char *name; /* (nullable): NULL: a constant */
  char *text; /* (nullable): of a constant; NULL: a number */
  double number;
} Operand;

typedef struct
{
  Operand left, right; /* no right one with COMPARE_SET and COMPARE_EMPTY */
  Compare compare;
} Comparison;

struct _FwFlowCondition
{
  char *text;
  Comparison *comparisons;
  guint n;
};

/* ---- reading ---- */

typedef struct
{
  const char *start, *at;
  GError **error;
} Reader;

static gboolean
refuse (Reader *reader, const char *expected)
{
  g_set_error (reader->error, FW_ERROR, FW_ERROR_INVALID, "“%s”: expected %s at “%.20s”",
               reader->start, expected, reader->at);
  return FALSE;
}

static void
skip_spaces (Reader *reader)
{
  while (g_ascii_isspace (*reader->at))
    reader->at++;
}

static gboolean
is_name_character (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-' || c == '.';
}

/* A word alone: "and" does not begin "android". */
static gboolean
take_word (Reader *reader, const char *word)
{
  const gsize length = strlen (word);

  skip_spaces (reader);
  if (strncmp (reader->at, word, length) != 0 || is_name_character (reader->at[length]))
    return FALSE;
  reader->at += length;
  return TRUE;
}

static char *
take_name (Reader *reader)
{
  const char *start = reader->at;

  while (is_name_character (*reader->at))
    reader->at++;
  return reader->at > start ? g_strndup (start, (gsize) (reader->at - start)) : NULL;
}

static gboolean
read_text (Reader *reader, Operand *operand)
{
  const char *end = strchr (reader->at + 1, '\'');

  if (end == NULL)
    return refuse (reader, "a text that ends with '");
  operand->text = g_strndup (reader->at + 1, (gsize) (end - reader->at - 1));
  reader->at = end + 1;
  return TRUE;
}

static gboolean
read_number (Reader *reader, Operand *operand)
{
  char *end;

  operand->number = g_ascii_strtod (reader->at, &end);
  if (end == reader->at || is_name_character (*end))
    return refuse (reader, "a number");
  reader->at = end;
  return TRUE;
}

static gboolean
read_operand (Reader *reader, Operand *operand)
{
  skip_spaces (reader);
  if (*reader->at == '\'')
    return read_text (reader, operand);
  if (g_ascii_isdigit (*reader->at) || *reader->at == '-')
    return read_number (reader, operand);
  if (!g_ascii_isalpha (*reader->at) || (operand->name = take_name (reader)) == NULL)
    return refuse (reader, "a field, policy.NAME, count(NAME), a number or a 'text'");
  if (g_str_equal (operand->name, "count") && *reader->at == '(')
    {
      g_autofree char *inner = NULL;

      reader->at++;
      if ((inner = take_name (reader)) == NULL || *reader->at != ')')
        return refuse (reader, "a name and )");
      reader->at++;
      g_free (operand->name);
      operand->name = g_strdup_printf ("count(%s)", inner);
    }
  return TRUE;
}

static gboolean
read_compare (Reader *reader, Compare *compare)
{
  static const struct
  {
    const char *sign;
    Compare compare;
  } signs[] = {
    { "!=", COMPARE_OTHER }, { "<=", COMPARE_AT_MOST }, { ">=", COMPARE_AT_LEAST },
    { "=", COMPARE_EQUAL },  { "<", COMPARE_LESS },     { ">", COMPARE_MORE },
  };

  if (take_word (reader, "is"))
    {
      if (take_word (reader, "set"))
        *compare = COMPARE_SET;
      else if (take_word (reader, "empty"))
        *compare = COMPARE_EMPTY;
      else
        return refuse (reader, "“set” or “empty”");
      return TRUE;
    }
  skip_spaces (reader);
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (reader->at, signs[i].sign))
      {
        reader->at += strlen (signs[i].sign);
        *compare = signs[i].compare;
        return TRUE;
      }
  return refuse (reader, "one of = != < <= > >=, “is set” or “is empty”");
}

static gboolean
read_comparison (Reader *reader, Comparison *comparison)
{
  const char *start;

  if (!read_operand (reader, &comparison->left))
    return FALSE;
  skip_spaces (reader);
  start = reader->at;
  if (!read_compare (reader, &comparison->compare))
    return FALSE;
  if (comparison->compare == COMPARE_SET || comparison->compare == COMPARE_EMPTY)
    return TRUE;
  if (!read_operand (reader, &comparison->right))
    return FALSE;
  if ((comparison->left.text == NULL && comparison->right.text == NULL) ||
      comparison->compare == COMPARE_EQUAL || comparison->compare == COMPARE_OTHER)
    return TRUE;

  reader->at = start;
  return refuse (reader, "= or !=, as texts have no order,");
}

static void
clear_comparison (gpointer data)
{
  Comparison *comparison = data;

  g_free (comparison->left.name);
  g_free (comparison->left.text);
  g_free (comparison->right.name);
  g_free (comparison->right.text);
}

FwFlowCondition *
fw_flow_condition_parse (const char *text, GError **error)
{
  g_autoptr (GArray) comparisons = g_array_new (FALSE, TRUE, sizeof (Comparison));
  Reader reader = { text, text, error };
  FwFlowCondition *self;

  g_return_val_if_fail (text != NULL, NULL);

  g_array_set_clear_func (comparisons, clear_comparison);
  do
    {
      g_array_set_size (comparisons, comparisons->len + 1);
      if (comparisons->len > MOST_COMPARISONS)
        refuse (&reader, "at most 32 comparisons, which end");
      if (comparisons->len > MOST_COMPARISONS ||
          !read_comparison (&reader,
                            &g_array_index (comparisons, Comparison, comparisons->len - 1)))
        return NULL;
    }
  while (take_word (&reader, "and"));
  skip_spaces (&reader);
  if (*reader.at != '\0')
    {
      refuse (&reader, "“and” or the end");
      return NULL;
    }

  self = g_new0 (FwFlowCondition, 1);
  self->text = g_strdup (text);
  self->n = comparisons->len;
  self->comparisons = (Comparison *) (void *) g_array_steal (comparisons, NULL);
  return self;
}

void
fw_flow_condition_free (FwFlowCondition *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n; i++)
    clear_comparison (&self->comparisons[i]);
  g_free (self->comparisons);
  g_free (self->text);
  g_free (self);
}

const char *
fw_flow_condition_get_text (const FwFlowCondition *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

const char **
fw_flow_condition_list_names (const FwFlowCondition *self)
{
  const char **names;
  guint n = 0;

  g_return_val_if_fail (self != NULL, NULL);

  names = g_new0 (const char *, 2 * self->n + 1);
  for (guint i = 0; i < self->n; i++)
    {
      if (self->comparisons[i].left.name != NULL)
        names[n++] = self->comparisons[i].left.name;
      if (self->comparisons[i].right.name != NULL)
        names[n++] = self->comparisons[i].right.name;
    }
  return names;
}

/* ---- asking ---- */

typedef struct
{
  int type;
  double number;
  char *text;
} Seen;

static void
see (const Operand *operand, FwFlowGet get, gpointer record, Seen *seen)
{
  FwFlowValue value = { operand->text != NULL ? FW_FLOW_TEXT : FW_FLOW_NUMBER, operand->number,
                        operand->text };

  if (operand->name != NULL)
    value = get (record, operand->name);
  seen->type = value.type;
  seen->number = value.number;
  seen->text = value.type == FW_FLOW_TEXT ? g_strdup (value.text) : NULL;
}

static gboolean
holds (Compare compare, gint order)
{
  switch (compare)
    {
    case COMPARE_EQUAL:
      return order == 0;
    case COMPARE_OTHER:
      return order != 0;
    case COMPARE_LESS:
      return order < 0;
    case COMPARE_AT_MOST:
      return order <= 0;
    case COMPARE_MORE:
      return order > 0;
    case COMPARE_AT_LEAST:
      return order >= 0;
    case COMPARE_SET:
    case COMPARE_EMPTY:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static FwFlowTruth
compare_seen (Compare compare, const Seen *left, const Seen *right)
{
  gint order;

  if (left->type == FW_FLOW_EMPTY || left->type != right->type)
    return FW_FLOW_UNKNOWN;
  if (left->type == FW_FLOW_TEXT)
    {
      if (compare != COMPARE_EQUAL && compare != COMPARE_OTHER)
        return FW_FLOW_UNKNOWN;
      order = g_strcmp0 (left->text, right->text);
    }
  else
    order = left->number < right->number ? -1 : left->number > right->number ? 1 : 0;
  return holds (compare, order) ? FW_FLOW_YES : FW_FLOW_NO;
}

static FwFlowTruth
ask_comparison (const Comparison *comparison, FwFlowGet get, gpointer record)
{
  Seen left = { 0 }, right = { 0 };
  FwFlowTruth truth;

  see (&comparison->left, get, record, &left);
  if (comparison->compare == COMPARE_SET || comparison->compare == COMPARE_EMPTY)
    truth = (left.type == FW_FLOW_EMPTY) == (comparison->compare == COMPARE_EMPTY) ? FW_FLOW_YES
                                                                                   : FW_FLOW_NO;
  else
    {
      see (&comparison->right, get, record, &right);
      truth = compare_seen (comparison->compare, &left, &right);
    }
  g_free (left.text);
  g_free (right.text);
  return truth;
}

FwFlowTruth
fw_flow_condition_ask (const FwFlowCondition *self, FwFlowGet get, gpointer record)
{
  FwFlowTruth all = FW_FLOW_YES;

  g_return_val_if_fail (self != NULL, FW_FLOW_UNKNOWN);
  g_return_val_if_fail (get != NULL, FW_FLOW_UNKNOWN);

  for (guint i = 0; i < self->n; i++)
    {
      const FwFlowTruth truth = ask_comparison (&self->comparisons[i], get, record);

      if (truth == FW_FLOW_NO)
        return FW_FLOW_NO;
      if (truth == FW_FLOW_UNKNOWN)
        all = FW_FLOW_UNKNOWN;
    }
  return all;
}
