/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <float.h>
#include <math.h>

#include "core/fw-error.h"
#include "core/staffing/fw-staffing.h"
#include "ctl/fw-ctl.h"
#include "ctl/fw-grid.h"
#include "intake/fw-named-table.h"
#include "intake/people/fw-named-rows.h"

#define MOST_PEOPLE 100000
#define MOST_KINDS 20

/* What a row may say; said by an option, it holds for every row that does not. */
typedef enum
{
  INPUT_MODEL,
  INPUT_CALLS,
  INPUT_AHT,
  INPUT_INTERVAL,
  INPUT_T,
  INPUT_N,
  INPUT_PATIENCE,
  INPUT_TARGET,
  INPUT_MOST_OCCUPANCY,
  INPUT_MOST_ASA,
  INPUT_MOST_ABANDON,
  INPUT_CONCURRENCY,
  INPUT_SHRINKAGE,
  N_INPUTS
} Input;

static const struct
{
  const char *name;
  double least, most; /* DBL_MIN: above 0 */
} inputs[N_INPUTS] = {
  { "model", 0, 0 },
  { "calls", 0, 1e7 },
  { "aht", DBL_MIN, 1e7 },
  { "interval", DBL_MIN, 1e8 },
  { "t", 0, 1e7 },
  { "n", 0, MOST_PEOPLE },
  { "patience", DBL_MIN, FW_ERLANG_MOST_PATIENCE },
  { "target", 0, 1 },
  { "most_occupancy", DBL_MIN, 1 },
  { "most_asa", 0, 1e9 },
  { "most_abandon", 0, 1 },
  { "concurrency", 1, 100 },
  { "shrinkage", 0, 0 },
};

static const char *const results[] = { "pw", "sl", "asa", "asa_answered", "abandon", "occ" };

static char *said[N_INPUTS];
static char *format_name;

static const GOptionEntry entries[] = {
  { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, "table (default) or csv", "FORMAT" },
  { "model", 0, 0, G_OPTION_ARG_STRING, &said[INPUT_MODEL],
    "C: callers wait as long as it takes; A: they hang up; default A where a patience is said",
    "C|A" },
  { "calls", 0, 0, G_OPTION_ARG_STRING, &said[INPUT_CALLS], "contacts in an interval", "N" },
  { "aht", 0, 0, G_OPTION_ARG_STRING, &said[INPUT_AHT], "handling time", "SECONDS" },
  { "interval", 0, 0, G_OPTION_ARG_STRING, &said[INPUT_INTERVAL], "length of it; default 1800",
    "SECONDS" },
  { "t", 0, 0, G_OPTION_ARG_STRING, &said[INPUT_T], "of the service level; default 20", "SECONDS" },
  { "n", 0, 0, G_OPTION_ARG_STRING, &said[INPUT_N], "with erlang: agents", "N" },
  { "patience", 0, 0, G_OPTION_ARG_STRING, &said[INPUT_PATIENCE], "mean of callers who hang up",
    "SECONDS" },
  { "target", 0, 0, G_OPTION_ARG_STRING, &said[INPUT_TARGET],
    "with required: least service level, such as 0.8", "SHARE" },
  { "most-occupancy", 0, 0, G_OPTION_ARG_STRING, &said[INPUT_MOST_OCCUPANCY],
    "with required: never more of the time in contacts", "SHARE" },
  { "most-asa", 0, 0, G_OPTION_ARG_STRING, &said[INPUT_MOST_ASA],
    "with required: never a longer wait on average", "SECONDS" },
  { "most-abandon", 0, 0, G_OPTION_ARG_STRING, &said[INPUT_MOST_ABANDON],
    "with required: never more who hang up", "SHARE" },
  { "concurrency", 0, 0, G_OPTION_ARG_STRING, &said[INPUT_CONCURRENCY],
    "with required: chats that a person handles at once", "N" },
  { "shrinkage", 0, 0, G_OPTION_ARG_STRING, &said[INPUT_SHRINKAGE],
    "with required: shares of paid time not at work, of each kind, added up",
    "SHARE|KIND=SHARE[,KIND=SHARE]" },
  { NULL },
};

/* One row, or what the options say alone. */
typedef struct
{
  const FwNamedTable *table; /* (nullable) */
  guint row;
  int columns[N_INPUTS];
} Row;

static const char *
get_text (const Row *row, Input input)
{
  const char *cell = "";

  if (row->table != NULL && row->columns[input] >= 0)
    cell = fw_named_table_get (row->table, row->row, (guint) row->columns[input]);
  return *cell != '\0' ? cell : said[input] != NULL ? said[input] : "";
}

static gboolean
fail_input (const Row *row, Input input, const char *expected, GError **error)
{
  g_autofree char *option = g_strdelimit (g_strdup (inputs[input].name), "_", '-');

  if (row->table != NULL && row->columns[input] >= 0 &&
      (said[input] == NULL ||
       *fw_named_table_get (row->table, row->row, (guint) row->columns[input]) != '\0'))
    return fw_named_table_fail (row->table, row->row, (guint) row->columns[input], expected, error);
  if (said[input] != NULL)
    return fw_usage_error (error, "--%s: expected %s, found “%s”", option, expected, said[input]);
  if (row->table == NULL)
    return fw_usage_error (error, "--%s says %s", option, expected);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "the column “%s” is missing, or --%s for all rows", inputs[input].name, option);
  return FALSE;
}

/* @fallback: NAN: it must be said. */
static gboolean
get_number (const Row *row, Input input, double fallback, double *value, GError **error)
{
  const char *text = get_text (row, input);
  g_autofree char *least = NULL, *most = NULL, *expected = NULL;

  *value = fallback;
  if (*text == '\0' && !isnan (fallback))
    return TRUE;
  if (*text != '\0' && fw_number_parse (fw_text (text), value) && *value >= inputs[input].least &&
      *value <= inputs[input].most && (input != INPUT_N || *value == floor (*value)))
    return TRUE;

  least = fw_number_dup (inputs[input].least);
  most = fw_number_dup (inputs[input].most);
  expected = inputs[input].least == DBL_MIN
                 ? g_strdup_printf ("a number above 0 and at most %s", most)
                 : g_strdup_printf (input == INPUT_N ? "a whole number from %s to %s"
                                                     : "a number from %s to %s",
                                    least, most);
  return fail_input (row, input, expected, error);
}

static gboolean
get_demand (const Row *row, FwStaffingDemand *demand, double *target_s, GError **error)
{
  const char *model = get_text (row, INPUT_MODEL);
  gboolean patient =
      g_str_equal (model, "C") || (*model == '\0' && *get_text (row, INPUT_PATIENCE) == '\0');

  if (*model != '\0' && !g_str_equal (model, "C") && !g_str_equal (model, "A"))
    return fail_input (row, INPUT_MODEL, "C or A", error);
  demand->patience_s = INFINITY;
  return get_number (row, INPUT_CALLS, NAN, &demand->contacts, error) &&
         get_number (row, INPUT_AHT, NAN, &demand->aht_s, error) &&
         get_number (row, INPUT_INTERVAL, 1800, &demand->interval_s, error) &&
         get_number (row, INPUT_T, 20, target_s, error) &&
         get_number (row, INPUT_CONCURRENCY, 1, &demand->concurrency, error) &&
         (patient || get_number (row, INPUT_PATIENCE, NAN, &demand->patience_s, error));
}

static gboolean
get_target (const Row *row, FwStaffingTarget *target, GError **error)
{
  const FwStaffingTarget any = FW_STAFFING_ANY_TARGET;

  return get_number (row, INPUT_TARGET, any.least_service_level, &target->least_service_level,
                     error) &&
         get_number (row, INPUT_MOST_OCCUPANCY, any.most_occupancy, &target->most_occupancy,
                     error) &&
         get_number (row, INPUT_MOST_ASA, any.most_asa_s, &target->most_asa_s, error) &&
         get_number (row, INPUT_MOST_ABANDON, any.most_abandoned, &target->most_abandoned, error);
}

/* "0.3", or "leave=0.12,training=0.05". */
static gboolean
get_shrinkage (const Row *row, double *shares, guint *n, GError **error)
{
  const char *text = get_text (row, INPUT_SHRINKAGE);
  g_auto (GStrv) kinds = g_strsplit (text, ",", MOST_KINDS + 1);
  double sum = 0;

  for (*n = 0; *text != '\0' && kinds[*n] != NULL; (*n)++)
    {
      const char *sign = strchr (kinds[*n], '=');

      if (*n == MOST_KINDS ||
          !fw_number_parse (fw_text (sign != NULL ? sign + 1 : kinds[*n]), &shares[*n]) ||
          shares[*n] < 0 || (sum += shares[*n]) >= 1)
        return fail_input (row, INPUT_SHRINKAGE,
                           "shares that are 0 or more and below 1 together, such as 0.3 or "
                           "leave=0.12,training=0.05",
                           error);
    }
  return TRUE;
}

static void
add_number (FwGrid *grid, double value, FwOutput output)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    fw_grid_add (grid, g_strdup (""));
  else if (output == FW_OUTPUT_CSV)
    fw_grid_add (grid, g_strdup (g_ascii_dtostr (text, sizeof text, value)));
  else
    fw_grid_add (grid, fw_number_dup (value));
}

static void
add_results (FwGrid *grid, const FwErlang *result, gboolean patient, FwOutput output)
{
  add_number (grid, result->wait_probability, output);
  add_number (grid, result->service_level, output);
  add_number (grid, result->asa_s, output);
  /* Where all are answered it would be the same once more. */
  add_number (grid, patient ? NAN : result->asa_answered_s, output);
  add_number (grid, result->abandoned, output);
  add_number (grid, result->occupancy, output);
}

static gboolean
add_erlang (const Row *row, FwGrid *grid, FwOutput output, GError **error)
{
  FwStaffingDemand demand;
  FwErlang result;
  double target_s, agents;

  if (!get_demand (row, &demand, &target_s, error) ||
      !get_number (row, INPUT_N, NAN, &agents, error))
    return FALSE;
  demand.concurrency = 1; /* n counts the places */
  result = fw_staffing_evaluate (&demand, (guint) agents, target_s);
  add_results (grid, &result, isinf (demand.patience_s), output);
  return TRUE;
}

static gboolean
add_required (const Row *row, FwGrid *grid, FwOutput output, GError **error)
{
  FwStaffingDemand demand;
  FwStaffingTarget target;
  FwErlang result;
  double shares[MOST_KINDS];
  guint n_shares, people;

  if (!get_demand (row, &demand, &target.target_s, error) || !get_target (row, &target, error) ||
      !get_shrinkage (row, shares, &n_shares, error))
    return FALSE;
  if (!fw_staffing_find (&demand, &target, MOST_PEOPLE, &people))
    {
      if (row->table != NULL)
        g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                     "line %" G_GUINT64_FORMAT ": %d people do not reach the target",
                     g_array_index (row->table->lines, guint64, row->row), MOST_PEOPLE);
      else
        g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%d people do not reach the target",
                     MOST_PEOPLE);
      return FALSE;
    }
  result = fw_staffing_evaluate (&demand, people, target.target_s);
  fw_grid_add (grid, g_strdup_printf ("%u", people));
  fw_grid_add (grid, g_strdup_printf ("%u", fw_staffing_add_shrinkage (people, shares, n_shares)));
  add_results (grid, &result, isinf (demand.patience_s), output);
  return TRUE;
}

static gboolean
is_result (const char *name, gboolean required)
{
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    if (g_str_equal (name, results[i]))
      return TRUE;
  return required && (g_str_equal (name, "n") || g_str_equal (name, "people"));
}

/* All that the file says, without what is worked out anew. */
static FwGrid *
begin_grid (const FwNamedTable *table, gboolean required)
{
  FwGrid *grid = fw_grid_new ();

  for (guint i = 0; table != NULL && i < table->names->len; i++)
    if (!is_result (table->names->pdata[i], required))
      fw_grid_add_column (grid, table->names->pdata[i], TRUE);
  if (required)
    {
      fw_grid_add_column (grid, "n", TRUE);
      fw_grid_add_column (grid, "people", TRUE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    fw_grid_add_column (grid, results[i], TRUE);
  return grid;
}

static gboolean
print_rows (const FwNamedTable *table, gboolean required, FwOutput output, GError **error)
{
  g_autoptr (FwGrid) grid = begin_grid (table, required);
  Row row = { .table = table };
  guint n = table != NULL ? fw_named_table_get_n_rows (table) : 1;

  for (guint i = 0; i < N_INPUTS; i++)
    row.columns[i] = table != NULL ? fw_named_table_find (table, inputs[i].name) : -1;
  for (row.row = 0; row.row < n; row.row++)
    {
      for (guint i = 0; table != NULL && i < table->names->len; i++)
        if (!is_result (table->names->pdata[i], required))
          fw_grid_add (grid, g_strdup (fw_named_table_get (table, row.row, i)));
      if (required ? !add_required (&row, grid, output, error)
                   : !add_erlang (&row, grid, output, error))
        return FALSE;
    }
  fw_grid_print (grid, output);
  return TRUE;
}

static gboolean
run_staffing (const FwTarget *target, char **arguments, GError **error)
{
  guint n = arguments != NULL ? g_strv_length (arguments) : 0;
  gboolean required = n > 0 && g_str_equal (arguments[0], "required");
  g_autoptr (FwNamedTable) table = NULL;
  FwOutput output;

  if (n == 0 || (!required && !g_str_equal (arguments[0], "erlang")))
    return fw_usage_error (error, "expected erlang or required");
  if (n > 1 && !fw_check_arguments (arguments + 1, 1, "FILE", error))
    return FALSE;
  if (!fw_output_from_name (format_name, &output, error))
    return FALSE;
  if (output == FW_OUTPUT_JSON)
    return fw_usage_error (error, "--format: expected table or csv");
  if (n > 1 && (table = fw_named_table_read (arguments[1], error)) == NULL)
    return FALSE;
  if (print_rows (table, required, output, error))
    return TRUE;
  if (table != NULL && error != NULL && (*error)->domain == FW_ERROR)
    g_prefix_error (error, "%s: ", arguments[1]);
  return FALSE;
}

const FwCommand fw_command_staffing = {
  .name = "staffing",
  .arguments = "erlang|required [FILE]",
  .summary = "People for a service level, and what a number of people does to it",
  .targets = FW_TARGET_NONE,
  .alone = TRUE,
  .entries = entries,
  .run = run_staffing,
};
