/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET appraisals: what everybody's work of a period comes to, with every figure that it rests on,
 * and who cannot be told apart. An agent is told of herself. */
#include <math.h>

#include "server/fw-appraisals.h"
#include "server/fw-asked.h"
#include "server/fw-server-private.h"

#define LIMIT 400
#define MOST_ROWS 1000
#define MOST_OFFSET 10000000

typedef struct
{
  FwAppraisals appraisals;
  FwScope *told; /* (transfer full) */
  char **lists[3];
  const char *own[2];
  gboolean agent;
  guint64 offset, limit;
  GPtrArray *parts;         /* GArray of FwFrozenPart, by appraisee */
  FwAppraisalTotal *totals; /* by appraisee */
  guint *groups;            /* by appraisee; 0: no set */
  guint *n_groups;          /* by appraisee: of the set */
  guint *higher, *lower;    /* by appraisee: how many surely are, of the same set */
} Asked;

static void
clear_asked (Asked *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    g_strfreev (self->lists[i]);
  fw_appraisals_clear (&self->appraisals);
  g_clear_pointer (&self->told, fw_scope_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self->totals);
  g_free (self->groups);
  g_free (self->n_groups);
  g_free (self->higher);
  g_free (self->lower);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, clear_asked)

/* ---- the question ---- */

static void
set_scope (FwExchange *exchange, Asked *self)
{
  static const char *const names[] = { "site", "team", "person" };
  FwScope *scope = fw_exchange_get_scope (exchange);

  fw_asked_read_lists (exchange, names, G_N_ELEMENTS (names), self->lists);
  self->agent = fw_scope_get_role (scope) == FW_ROLE_AGENT;
  self->told = self->agent ? fw_scope_new_administrator () : fw_scope_ref (scope);
  self->own[0] = fw_scope_get_person (scope);
  self->appraisals.scope = self->told;
  self->appraisals.sites = (const char *const *) self->lists[0];
  self->appraisals.teams = (const char *const *) self->lists[1];
  self->appraisals.people = self->agent ? self->own : (const char *const *) self->lists[2];
}

static gboolean
begin (FwExchange *exchange, Asked *self)
{
  FwServer *server = fw_server_of (exchange);
  g_autoptr (GError) error = NULL;

  self->limit = LIMIT;
  self->appraisals.centre = server->centre;
  self->appraisals.grid = fw_competency_keeper_get (server->competencies, &error);
  if (self->appraisals.grid != NULL)
    self->appraisals.certificates = fw_certificates_get (server->certificates, &error);
  if (self->appraisals.certificates == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return FALSE;
    }
  set_scope (exchange, self);
  return fw_asked_read_day (exchange, fw_competency_grid_get_directory (self->appraisals.grid),
                            &self->appraisals.day) &&
         fw_exchange_read_number (exchange, "offset", MOST_OFFSET, &self->offset) &&
         fw_exchange_read_number (exchange, "limit", MOST_ROWS, &self->limit);
}

/* ---- who stands together ---- */

static FwAppraisee *
get (Asked *self, guint i)
{
  return &g_array_index (self->appraisals.appraisees, FwAppraisee, i);
}

/* Only what is counted alike is held against each other. */
static void
group_set (Asked *self, const FwWeightSet *set)
{
  const guint n = self->appraisals.appraisees->len;
  g_autofree double *lows = g_new (double, n + 1), *highs = g_new (double, n + 1);
  g_autofree guint *places = g_new (guint, n + 1), *groups = g_new (guint, n + 1);
  g_autofree guint *higher = g_new (guint, n + 1), *lower = g_new (guint, n + 1);
  guint found = 0, n_groups;

  for (guint i = 0; i < n; i++)
    if (get (self, i)->set == set)
      {
        lows[found] = self->totals[i].low;
        highs[found] = self->totals[i].high;
        places[found++] = i;
      }
  n_groups = fw_appraisal_group (lows, highs, found, groups);
  fw_appraisal_place (lows, highs, found, higher, lower);
  for (guint i = 0; i < found; i++)
    {
      self->groups[places[i]] = groups[i];
      self->n_groups[places[i]] = n_groups;
      self->higher[places[i]] = higher[i];
      self->lower[places[i]] = lower[i];
    }
}

static void
compute (Asked *self)
{
  const guint n = self->appraisals.appraisees->len;

  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->totals = g_new0 (FwAppraisalTotal, n + 1);
  self->groups = g_new0 (guint, n + 1);
  self->n_groups = g_new0 (guint, n + 1);
  self->higher = g_new0 (guint, n + 1);
  self->lower = g_new0 (guint, n + 1);
  for (guint i = 0; i < n; i++)
    {
      GArray *parts = fw_appraisals_list_parts (&self->appraisals, get (self, i));

      g_ptr_array_add (self->parts, parts);
      self->totals[i] = fw_appraisals_sum (&self->appraisals, get (self, i), parts);
    }
  /* Of one person there are no others. */
  for (guint i = 0; !self->agent && i < self->appraisals.sets->len; i++)
    group_set (self, self->appraisals.sets->pdata[i]);
}

/* ---- the answer ---- */

static void
append_date (FwJsonWriter *writer, const char *member, gint32 day)
{
  g_autofree char *text = fw_date_format (day);

  fw_json_member_text (writer, member, text);
}

static void
append_end (FwJsonWriter *writer, const char *member, double value)
{
  fw_json_member_number (writer, member, isinf (value) ? NAN : value);
}

static void
append_rule (FwJsonWriter *writer, Asked *self, const FwRecord *record)
{
  FwIndicator indicator;
  const char *policy;

  fw_indicator_read (record, &indicator);
  policy = fw_indicated_get_least_policy (indicator.measure);
  fw_json_member_text (writer, "name", fw_record_text (record, "name"));
  fw_json_member_text (writer, "part", fw_record_text (record, "part"));
  fw_json_member_text (writer, "measure", fw_record_text (record, "measure"));
  fw_json_member_text (writer, "how", fw_record_text (record, "how"));
  fw_json_member_text (writer, "until", fw_record_text (record, "until"));
  fw_json_member_text (writer, "why", fw_record_text (record, "why"));
  fw_json_member_number (writer, "target", indicator.target);
  fw_json_member_number (writer, "nothing", indicator.nothing);
  fw_json_member_integer (writer, "least",
                          indicator.least > 0 ? indicator.least
                          : policy != NULL    ? fw_appraisals_get_least (&self->appraisals, policy)
                                              : 0);
}

static void
append_part (FwJsonWriter *writer, Asked *self, const FwFrozenPart *part)
{
  const FwRecord *record = g_hash_table_lookup (self->appraisals.indicators, part->indicator);

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", part->indicator);
  fw_json_member_number (writer, "weight", part->weight);
  fw_json_member_number (writer, "value", part->figure.value);
  append_end (writer, "low", part->figure.low);
  append_end (writer, "high", part->figure.high);
  fw_json_member_integer (writer, "n", part->figure.n);
  fw_json_member_number (writer, "points", part->part.points);
  fw_json_member_number (writer, "points_low", part->part.low);
  fw_json_member_number (writer, "points_high", part->part.high);
  if (record != NULL)
    append_rule (writer, self, record);
  fw_json_writer_end_object (writer);
}

/* A side that is closed says how many there are to come, and nothing else. */
static void
append_views (FwJsonWriter *writer, Asked *self, const FwAppraisee *who)
{
  static const char *const sides[] = { "knowledge", "skill", "behaviour" };
  const guint least = fw_appraisals_get_least (&self->appraisals, "appraisal-least-raters");

  fw_json_writer_key (writer, "views");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < FW_N_VIEWS; i++)
    {
      const guint n = who->views[0][i].n;
      const gboolean open = fw_view_is_open ((FwView) i, n, least);

      if (n == 0 && (who->set == NULL || who->set->shares[i] <= 0))
        continue;
      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "side", fw_view_to_name ((FwView) i));
      fw_json_member_number (writer, "share", who->set != NULL ? who->set->shares[i] : NAN);
      fw_json_member_boolean (writer, "open", open);
      fw_json_member_number (writer, "n", open ? n : NAN);
      for (guint j = 0; j < G_N_ELEMENTS (sides); j++)
        fw_json_member_number (writer, sides[j],
                               open ? who->views[j][i].sum / who->views[j][i].n : NAN);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

/* What is not handed in yet is between those who write it. */
static void
append_record (FwJsonWriter *writer, Asked *self, const FwAppraisee *who)
{
  const FwRecord *record = who->appraisal;
  const char *state = record != NULL ? fw_record_text (record, FW_KIND_STATE) : NULL;
  const gboolean hidden = record == NULL || (self->agent && g_strcmp0 (state, "drafted") == 0);

  fw_json_member_text (writer, "appraisal", hidden ? NULL : fw_record_get_id (record));
  fw_json_member_integer (writer, "revision", hidden ? 0 : fw_record_get_revision (record));
  fw_json_member_text (writer, "state", hidden ? "none" : state);
  fw_json_member_boolean (writer, "frozen", fw_appraisals_is_frozen (who));
  fw_json_member_text (writer, "behaviour", hidden ? NULL : fw_record_text (record, "behaviour"));
  fw_json_member_text (writer, "objection", hidden ? NULL : fw_record_text (record, "objection"));
  fw_json_member_text (writer, "decision", hidden ? NULL : fw_record_text (record, "decision"));
  fw_json_member_text (writer, "appraiser",
                       hidden || self->agent ? NULL : fw_record_text (record, "appraiser"));
  fw_json_member_number (writer, "rest",
                         hidden ? NAN
                                : fw_record_get_number (record, fw_record_find (record, "rest")));
}

static void
append_total (FwJsonWriter *writer, Asked *self, guint i)
{
  const FwAppraisalTotal *total = &self->totals[i];
  const FwAppraisee *who = get (self, i);
  const gboolean any = who->set != NULL;
  const gboolean rescaled =
      any && fw_record_integer (who->set->record, "rescaled") != 0 && isnan (total->total);

  fw_json_member_number (writer, "total", any ? total->total : NAN);
  fw_json_member_number (writer, "low", any ? total->low : NAN);
  fw_json_member_number (writer, "high", any ? total->high : NAN);
  fw_json_member_number (writer, "floor", any ? total->floor : NAN);
  fw_json_member_number (writer, "ceil", any ? total->ceil : NAN);
  fw_json_member_number (writer, "unknown", any ? total->unknown : NAN);
  fw_json_member_number (writer, "rescaled", rescaled ? total->rescaled : NAN);
  fw_json_member_integer (writer, "group", self->groups[i]);
  fw_json_member_integer (writer, "groups", self->n_groups[i]);
  fw_json_member_integer (writer, "higher", self->higher[i]);
  fw_json_member_integer (writer, "lower", self->lower[i]);
}

static void
append_row (FwJsonWriter *writer, Asked *self, guint i)
{
  const FwAppraisee *who = get (self, i);
  const GArray *parts = self->parts->pdata[i];
  FwDirectory *directory = self->appraisals.directory;

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", who->row->who.person);
  fw_json_member_text (writer, "name", who->row->who.name);
  fw_json_member_text (writer, "team", who->row->who.team);
  fw_json_member_text (writer, "team_title",
                       fw_directory_get_title (directory, "team", who->row->who.team));
  fw_json_member_text (writer, "position", who->row->who.position);
  fw_json_member_text (writer, "set",
                       who->set != NULL ? fw_record_get_id (who->set->record) : NULL);
  fw_json_member_text (writer, "set_name",
                       who->set != NULL ? fw_record_text (who->set->record, "name") : NULL);
  fw_json_member_number (writer, "version",
                         who->set != NULL ? (double) fw_record_integer (who->set->record, "version")
                                          : NAN);
  fw_json_member_number (writer, "rest_weight", who->set != NULL ? who->set->rest : NAN);
  fw_json_member_text (writer, "remainder",
                       who->set != NULL ? fw_record_text (who->set->record, "remainder") : NULL);
  append_record (writer, self, who);
  append_total (writer, self, i);
  append_views (writer, self, who);
  fw_json_writer_key (writer, "parts");
  fw_json_writer_begin_array (writer);
  for (guint j = 0; j < parts->len; j++)
    append_part (writer, self, &g_array_index (parts, FwFrozenPart, j));
  fw_json_writer_end_array (writer);
  fw_json_writer_end_object (writer);
}

static void
append_period (FwJsonWriter *writer, Asked *self)
{
  fw_json_member_text (writer, "period", self->appraisals.period.name);
  append_date (writer, "from", self->appraisals.period.from);
  append_date (writer, "to", self->appraisals.period.to);
  append_date (writer, "as_of", self->appraisals.as_of);
  fw_json_member_integer (writer, "least_raters",
                          fw_appraisals_get_least (&self->appraisals, "appraisal-least-raters"));
}

static void
reply (FwExchange *exchange, Asked *self)
{
  g_autoptr (GString) json = g_string_new (NULL);
  const guint n = self->appraisals.appraisees->len;
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  append_period (&writer, self);
  fw_json_member_integer (&writer, "total", n);
  fw_json_writer_key (&writer, "rows");
  fw_json_writer_begin_array (&writer);
  for (guint64 i = self->offset; i < n && i < self->offset + self->limit; i++)
    {
      append_row (&writer, self, (guint) i);
      if (!fw_exchange_check_size (exchange, json, "ask with a smaller limit"))
        return;
    }
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}

void
fw_handle_appraisals (FwExchange *exchange)
{
  static const char *const known[] = { "day", "site", "team", "person", "offset", "limit", NULL };
  g_autoptr (GError) error = NULL;
  g_auto (Asked) asked = { { NULL } };

  if (!fw_exchange_check_query (exchange, known) || !begin (exchange, &asked))
    return;
  if (!fw_appraisals_run (&asked.appraisals, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  compute (&asked);
  reply (exchange, &asked);
}
