/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "core/people/fw-certificate-board-private.h"

static const char *const missing_names[] = {
  [FW_MISSING_NOTHING] = "nothing",   [FW_MISSING_FIRST_PASS] = "first-pass",
  [FW_MISSING_RENEWAL] = "renewal",   [FW_MISSING_GRACE_PASS] = "pass-in-grace",
  [FW_MISSING_NEW_PASS] = "new-pass", [FW_MISSING_REINSTATEMENT] = "reinstatement",
};

const char *
fw_certificate_missing_to_name (FwCertificateMissing missing)
{
  g_return_val_if_fail (missing < G_N_ELEMENTS (missing_names), NULL);

  return missing_names[missing];
}

/* ---- one row ---- */

static gboolean
has (const FwRecord *record, const char *field, const char *id)
{
  const char *const *list =
      fw_record_get_list (record, (guint) fw_kind_find_field (fw_record_get_kind (record), field));

  return list != NULL && g_strv_contains (list, id);
}

static gboolean
needs (const FwBoardScheme *scheme, const FwMembership *who)
{
  return has (scheme->record, "positions", who->position) ||
         has (scheme->record, "shifts", who->shift) ||
         g_hash_table_contains (scheme->teams, who->team);
}

static void
find_missing (FwCertificateRow *row)
{
  static const FwCertificateMissing by_state[FW_N_CERTIFICATE_STATES] = {
    [FW_CERTIFICATE_NONE] = FW_MISSING_FIRST_PASS,
    [FW_CERTIFICATE_REVOKED] = FW_MISSING_NEW_PASS,
    [FW_CERTIFICATE_SUSPENDED] = FW_MISSING_REINSTATEMENT,
    [FW_CERTIFICATE_WINDOW] = FW_MISSING_RENEWAL,
    [FW_CERTIFICATE_VALID] = FW_MISSING_NOTHING,
    [FW_CERTIFICATE_GRACE] = FW_MISSING_GRACE_PASS,
    [FW_CERTIFICATE_EXPIRED] = FW_MISSING_NEW_PASS,
  };

  row->missing = by_state[row->standing.state];
  row->by = row->missing == FW_MISSING_RENEWAL      ? row->period.valid_until
            : row->missing == FW_MISSING_GRACE_PASS ? row->period.grace_until
                                                    : G_MININT32;
}

static void
stand (FwCertificateRow *row, const FwBoardPair *pair, gint32 day)
{
  guint n = 0;

  while (n < pair->events->len && pair->steps[n].event.date <= day)
    n++;
  row->standing = fw_certificate_stand (pair->steps, n, day);
  if (n > 0 && pair->steps[n - 1].held)
    row->period = pair->steps[n - 1].period;
  for (guint i = n; i-- > 0 && pair->steps[i].event.kind != FW_CERTIFICATE_PASS;)
    if (pair->steps[i].event.kind == FW_CERTIFICATE_FAIL)
      {
        row->failed = pair->steps[i].event.date;
        break;
      }
  if (row->standing.on_roster)
    row->lapses =
        (row->period.on_roster_in_grace ? row->period.grace_until : row->period.valid_until) + 1;
}

/* FALSE: there is nothing to say of them. */
static gboolean
make_row (FwCertificateBoard *self,
          const FwBoardPerson *person,
          const FwMembership *who,
          guint scheme,
          gint32 day,
          FwCertificateRow *row)
{
  const FwBoardScheme *of = &g_array_index (self->schemes, FwBoardScheme, scheme);
  const FwBoardPair *pair = NULL;

  for (guint i = 0; i < person->pairs->len && pair == NULL; i++)
    if (g_array_index (person->pairs, FwBoardPair, i).scheme == scheme)
      pair = &g_array_index (person->pairs, FwBoardPair, i);
  *row = (FwCertificateRow){ .who = *who,
                             .scheme = fw_record_get_id (of->record),
                             .scheme_name = fw_record_text (of->record, "name"),
                             .needed = needs (of, who),
                             .failed = G_MININT32,
                             .lapses = G_MAXINT32,
                             .sort_key = person->sort_key };
  if (pair != NULL)
    stand (row, pair, day);
  /* Who failed before there was a certificate is on his way to one. */
  if (row->standing.state == FW_CERTIFICATE_NONE && !row->needed && row->failed == G_MININT32)
    return FALSE;
  find_missing (row);
  return TRUE;
}

/* ---- the summary ---- */

static FwCertificateForecast *
find_forecast (FwCertificateAnswer *answer, const char *shift)
{
  FwCertificateForecast fresh = { .shift = shift };

  for (guint i = 0; i < answer->forecast->len; i++)
    if (g_str_equal (g_array_index (answer->forecast, FwCertificateForecast, i).shift, shift))
      return &g_array_index (answer->forecast, FwCertificateForecast, i);
  g_array_append_val (answer->forecast, fresh);
  return &g_array_index (answer->forecast, FwCertificateForecast, answer->forecast->len - 1);
}

/* One person counts once, by the first of hers that lapses. */
static void
count_lapse (FwCertificateForecast *forecast, gint32 day, gint32 lapses)
{
  forecast->of++;
  for (guint week = 0; week < FW_FORECAST_WEEKS; week++)
    if (lapses <= day + 7 * (gint32) (week + 1))
      forecast->by[week]++;
}

static void
add_person (FwCertificateBoard *self,
            const FwCertificateQuestion *question,
            const FwBoardPerson *person,
            const FwMembership *who,
            FwCertificateAnswer *answer)
{
  gint32 first = G_MAXINT32;
  guint n = 0;

  for (guint i = 0; i < self->schemes->len; i++)
    {
      const FwRecord *scheme = g_array_index (self->schemes, FwBoardScheme, i).record;
      FwCertificateRow row;

      if ((question->schemes != NULL &&
           !g_strv_contains (question->schemes, fw_record_get_id (scheme))) ||
          !make_row (self, person, who, i, question->day, &row))
        continue;
      n++;
      answer->counts[row.standing.state]++;
      answer->lacking += row.needed && !row.standing.on_roster;
      first = MIN (first, row.lapses);
      if (question->states == 0 || (question->states & 1u << row.standing.state) != 0)
        g_array_append_val (answer->rows, row);
    }
  answer->n_people += n > 0;
  if (first == G_MAXINT32)
    return;
  count_lapse (find_forecast (answer, ""), question->day, first);
  if (*who->shift != '\0')
    count_lapse (find_forecast (answer, who->shift), question->day, first);
}

/* ---- the order ---- */

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

static gint
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const FwCertificateQuestion *question = data;
  const FwCertificateRow *x = a, *y = b;
  int order = 0;

  switch (question->order)
    {
    case FW_CERTIFICATE_BY_UNTIL:
      order = compare_numbers (x->period.valid_until, y->period.valid_until);
      break;
    case FW_CERTIFICATE_BY_SCHEME:
      order = g_utf8_collate (x->scheme_name, y->scheme_name);
      break;
    case FW_CERTIFICATE_BY_STATE:
      order = fw_certificate_state_get_rank (x->standing.state) -
              fw_certificate_state_get_rank (y->standing.state);
      if (order == 0)
        order = compare_numbers (x->period.valid_until, y->period.valid_until);
      break;
    case FW_CERTIFICATE_BY_PERSON:
    case FW_N_CERTIFICATE_ORDERS:
    default:
      order = strcmp (x->sort_key, y->sort_key);
    }
  if (question->descending)
    order = -order;
  if (order == 0)
    order = strcmp (x->sort_key, y->sort_key);
  if (order == 0)
    order = strcmp (x->who.person, y->who.person);
  return order != 0 ? order : strcmp (x->scheme, y->scheme);
}

static gint
compare_forecasts (gconstpointer a, gconstpointer b)
{
  return strcmp (((const FwCertificateForecast *) a)->shift,
                 ((const FwCertificateForecast *) b)->shift);
}

FwCertificateAnswer *
fw_certificate_board_ask (FwCertificateBoard *self, const FwCertificateQuestion *question)
{
  FwCertificateAnswer *answer;

  g_return_val_if_fail (self != NULL && question != NULL && question->scope != NULL, NULL);

  answer = g_new0 (FwCertificateAnswer, 1);
  answer->rows = g_array_new (FALSE, FALSE, sizeof (FwCertificateRow));
  answer->forecast = g_array_new (FALSE, FALSE, sizeof (FwCertificateForecast));
  find_forecast (answer, "");
  for (guint i = 0; i < self->people->len; i++)
    {
      const FwBoardPerson *person = &g_array_index (self->people, FwBoardPerson, i);
      FwMembership who;

      if (fw_directory_find_person (self->directory, person->record, question->day, &who) &&
          fw_membership_is_asked (&who, question->scope, question->sites, question->teams,
                                  question->people))
        add_person (self, question, person, &who, answer);
    }
  g_array_sort_with_data (answer->rows, compare_rows, (gpointer) question);
  g_array_sort (answer->forecast, compare_forecasts);
  return answer;
}

void
fw_certificate_answer_free (FwCertificateAnswer *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->rows);
  g_array_unref (self->forecast);
  g_free (self);
}
