/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-row-names.h"

#include "intake/calls/fw-call-names.h"
#include "intake/fw-placeholders.h"

/* Rows that head others, as the report quotes them. */
#define MOST_HEADS_TOLD 20

/* ---- one form of a name ---- */

static guint
hash_text (gconstpointer key)
{
  return (guint) fw_intake_hash (fw_text (key), 0);
}

static FwText
tidy_slowly (FwCallReader *self, FwText name)
{
  g_autofree char *key = fw_text_dup (name);
  gpointer known;

  if (self->tidied == NULL)
    self->tidied = g_hash_table_new_full (hash_text, g_str_equal, g_free, g_free);
  if (!g_hash_table_lookup_extended (self->tidied, key, NULL, &known))
    {
      known = fw_name_tidy (name);
      g_hash_table_insert (self->tidied, g_steal_pointer (&key), known);
    }

  return known != NULL ? fw_text (known) : name;
}

static inline FwText
tidy (FwCallReader *self, FwText name)
{
  return G_LIKELY (fw_name_looks_tidy (name)) ? name : tidy_slowly (self, name);
}

/* ---- ids ---- */

/* Of rows without an id: the row itself, and how many like it came before. */
static FwText
make_id (FwCallReader *self, FwText raw)
{
  guint64 hash = fw_intake_hash (raw, 0), twins = 0;

  if (fw_hash_set_add (&self->seen, hash))
    {
      if (self->twins == NULL)
        self->twins = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      twins = GPOINTER_TO_SIZE (g_hash_table_lookup (self->twins, &hash)) + 1;
      g_hash_table_replace (self->twins, g_memdup2 (&hash, sizeof hash), GSIZE_TO_POINTER (twins));
    }

  return fw_intake_put_hash (self->id, fw_intake_hash (raw, twins));
}

/* One name for all: rows of a list in which each is a call are known by what they say. */
static FwText
make_own_id (FwCallReader *self, FwText id, FwText raw)
{
  FwText hash = make_id (self, raw);
  char digits[16];
  gint length;

  memcpy (digits, hash.data, sizeof digits);
  length = g_snprintf (self->id, sizeof self->id, "%.*s %.16s", (int) MIN (id.length, 180), id.data,
                       digits);

  return (FwText){ self->id, (guint) length };
}

/* ---- rows that head others ---- */

static gboolean
may_head (FwCallColumn column)
{
  return column == FW_CALL_QUEUE || column == FW_CALL_AGENT || column == FW_CALL_PRODUCT ||
         column == FW_CALL_CHANNEL;
}

/* Splits "Queue: Sales", or "Queue:" beside "Sales". */
static gboolean
split_head (const FwCsv *csv, FwText *name, FwText *value)
{
  FwText filled[2] = { FW_TEXT_NONE, FW_TEXT_NONE };
  const char *colon = NULL;
  guint n = 0, width = 1;

  for (guint i = 0; i < csv->n_cells; i++)
    {
      FwText cell = fw_cell_trim (csv->cells[i]);

      if (cell.length > 0 && n < 2)
        filled[n] = cell;
      n += cell.length > 0;
    }
  if (n == 0 || n > 2)
    return FALSE;
  for (guint i = 0; i < filled[0].length && colon == NULL; i++)
    if (filled[0].data[i] == ':')
      colon = filled[0].data + i;
    else if (i + 3 <= filled[0].length && memcmp (filled[0].data + i, "：", 3) == 0)
      {
        colon = filled[0].data + i;
        width = 3;
      }
  if (colon == NULL)
    return FALSE;
  *name = fw_cell_trim ((FwText){ filled[0].data, (guint) (colon - filled[0].data) });
  *value = fw_cell_trim (
      (FwText){ colon + width, filled[0].length - (guint) (colon - filled[0].data) - width });
  if (n == 2 && value->length > 0)
    return FALSE;
  if (n == 2)
    *value = filled[1];

  return name->length > 0 && value->length > 0 && value->length <= FW_EVENT_MAX_NAME;
}

/* "All queues", "Sales, Service": what was asked for, and no name of one. */
static gboolean
names_several (FwText value)
{
  static const char all[] = "all|any|every|alle|alla|alles|tous|toutes|todos|todas|tutti|tutte|"
                            "toate|wszystkie|wszyscy|vsechny|osszes|все|всі|tum|tumu|butun|"
                            "semua|كل|جميع|כל";
  static const char *const chinese[] = { "全", "所有", "すべて", "모든", "모두", "전체", NULL };
  g_autoptr (GHashTable) words = fw_fold_set (all);
  g_autofree char *folded = fw_fold_words (value);
  char *blank = strchr (folded, ' ');

  for (guint i = 0; chinese[i] != NULL; i++)
    if (g_str_has_prefix (folded, chinese[i]))
      return TRUE;
  if (memchr (value.data, ',', value.length) != NULL ||
      memchr (value.data, ';', value.length) != NULL || strstr (folded, "、") != NULL)
    return TRUE;
  if (blank != NULL)
    *blank = '\0';

  return *folded == '\0' || g_hash_table_contains (words, folded);
}

/* The column that a list would name so, if it had one. */
static FwCallColumn
find_column (FwText name)
{
  gboolean gathers;
  guint unit_ms;
  g_autoptr (GArray) senses = fw_call_senses_find (name, &unit_ms, &gathers);

  for (guint i = 0; !gathers && i < senses->len; i++)
    if (may_head (g_array_index (senses, FwCallSense, i).column))
      return g_array_index (senses, FwCallSense, i).column;

  return FW_CALL_N_COLUMNS;
}

gboolean
fw_call_row_take_head (FwCallReader *self, const FwCsv *csv, gboolean titles)
{
  FwCallColumn column;
  FwText name, value;
  char **place, *tidied;

  g_return_val_if_fail (self != NULL && csv != NULL, FALSE);

  if (csv->problem != NULL || !split_head (csv, &name, &value))
    return FALSE;
  column = find_column (name);
  if (column == FW_CALL_N_COLUMNS || self->mapping.column[column] >= 0 ||
      !g_utf8_validate_len (value.data, value.length, NULL) || names_several (value))
    return FALSE;

  place = titles ? &self->titled[column] : &self->headed[column];
  tidied = fw_name_tidy (value);
  g_free (*place);
  *place = tidied != NULL ? tidied : fw_text_dup (value);
  if (!self->rehearsing && self->heads_told++ < MOST_HEADS_TOLD)
    {
      g_autofree char *quoted = g_strdup_printf ("%.*s: %s", (int) name.length, name.data, *place);

      fw_list_report_add_word (&self->run->report->list, "heads", "", quoted,
                               "said of the rows below", 1, csv->line);
    }

  return TRUE;
}

void
fw_call_row_forget_heads (FwCallReader *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    g_clear_pointer (&self->headed[i], g_free);
}

void
fw_call_row_names_clear (FwCallReader *self)
{
  g_return_if_fail (self != NULL);

  fw_call_row_forget_heads (self);
  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    g_clear_pointer (&self->titled[i], g_free);
  g_clear_pointer (&self->tidied, g_hash_table_unref);
}

/* ---- names ---- */

static FwText
get_head (const FwCallReader *self, FwCallColumn column)
{
  const char *head = self->headed[column] != NULL ? self->headed[column] : self->titled[column];

  return head != NULL ? fw_text (head) : FW_TEXT_NONE;
}

static inline FwText
get_name (FwCallReader *self, const FwCsv *csv, FwCallColumn column)
{
  if (self->mapping.column[column] < 0)
    return get_head (self, column);

  return tidy (self, fw_call_reader_get_given (self, csv, column));
}

static FwText
get_family (FwCallReader *self, const FwCsv *csv)
{
  FwText family = tidy (self, fw_call_reader_get_given (self, csv, FW_CALL_AGENT_FAMILY));

  return family.length > 0 && fw_agent_is_nobody (family) ? FW_TEXT_NONE : family;
}

static gboolean
is_wide (FwText name)
{
  return g_unichar_iswide (g_utf8_get_char_validated (name.data, name.length));
}

/* One name of two cells, as it is said: "Ann" and "Lee" are Ann Lee, "小明" and "王" 王小明. */
static FwText
join_names (FwCallReader *self, FwText given, FwText family)
{
  gint length;

  if (given.length == 0 || family.length == 0)
    return given.length > 0 ? given : family;
  if (is_wide (given) && is_wide (family))
    length = g_snprintf (self->agent, sizeof self->agent, "%.*s%.*s", (int) family.length,
                         family.data, (int) given.length, given.data);
  else
    length = g_snprintf (self->agent, sizeof self->agent, "%.*s %.*s", (int) given.length,
                         given.data, (int) family.length, family.data);

  return (FwText){ self->agent, MIN ((guint) length, (guint) sizeof self->agent - 1) };
}

static FwText
get_agent (FwCallReader *self, const FwCsv *csv)
{
  FwText agent;

  if (self->mapping.column[FW_CALL_AGENT] >= 0)
    {
      FwText cell = fw_call_reader_get_cell (self, csv, FW_CALL_AGENT);
      const FwCallWordUse *use = fw_call_words_look (&self->words[FW_CALL_AGENT], cell, csv->line);

      agent = use->meaning == FW_CALL_WORD_NAME ? use->name : FW_TEXT_NONE;
    }
  else
    {
      agent = get_head (self, FW_CALL_AGENT);
      if (agent.length > 0 && fw_agent_is_nobody (agent))
        agent = FW_TEXT_NONE;
    }

  if (self->mapping.column[FW_CALL_AGENT_FAMILY] >= 0)
    agent = join_names (self, agent, get_family (self, csv));

  return agent.length > 0 ? fw_other_names_find (self->mapping.stated.people, agent) : agent;
}

static FwText
get_queue (FwCallReader *self, const FwCsv *csv)
{
  FwText queue = get_name (self, csv, FW_CALL_QUEUE);

  if (queue.length > 0)
    return fw_other_names_find (self->mapping.stated.queues, queue);
  if (self->mapping.column[FW_CALL_QUEUE] >= 0 && !self->rehearsing && self->way == FW_CALL_WORD_IN)
    self->run->report->list.without_queue++;

  return self->run->source;
}

static void
tell_cut (FwCallReader *self, const FwCsv *csv, FwText customer)
{
  if (self->rehearsing || self->way != FW_CALL_WORD_IN)
    return;
  if (self->cut_rows++ > 0)
    return;
  self->cut_line = csv->line;
  g_snprintf (self->cut_text, sizeof self->cut_text, "%.*s", (int) customer.length, customer.data);
}

static FwText
get_customer (FwCallReader *self, const FwCsv *csv)
{
  FwText customer = fw_call_reader_get_given (self, csv, FW_CALL_CUSTOMER);

  if (self->words[FW_CALL_CUSTOMER].uses != NULL)
    {
      FwText cell = fw_call_reader_get_cell (self, csv, FW_CALL_CUSTOMER);
      const FwCallWordUse *use =
          fw_call_words_look (&self->words[FW_CALL_CUSTOMER], cell, csv->line);

      return use->meaning == FW_CALL_WORD_NAME ? use->name : FW_TEXT_NONE;
    }

  if (G_UNLIKELY (fw_number_is_cut (customer)))
    {
      tell_cut (self, csv, customer);
      return FW_TEXT_NONE;
    }

  return customer.length > 0 && fw_customer_is_withheld (customer) ? FW_TEXT_NONE : customer;
}

void
fw_call_row_read_names (FwCallReader *self, const FwCsv *csv, FwEvent *event)
{
  g_return_if_fail (self != NULL && csv != NULL && event != NULL);

  event->id = fw_call_reader_get_id (self, csv);
  if (event->id.length == 0)
    event->id = make_id (self, csv->raw);
  else if (self->mapping.stated.same_id == FW_SAME_ID_CALLS)
    event->id = make_own_id (self, event->id, csv->raw);
  event->contact = event->id;
  event->agent = get_agent (self, csv);
  event->queue = get_queue (self, csv);
  event->product = get_name (self, csv, FW_CALL_PRODUCT);
  event->channel = get_name (self, csv, FW_CALL_CHANNEL);
  event->customer = get_customer (self, csv);
}
