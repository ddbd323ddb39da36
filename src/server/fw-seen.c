/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-seen.h"

#include <string.h>

#include "server/fw-exchange-private.h"
#include "server/fw-server-private.h"

#define LOG_LIMIT 100
#define MAX_DETAIL 1500 /* bytes */

/* Which requests are told of: signing in and out, reads of personal data, exports, changes and
 * other acts of administrators. Any other is told of only where it is refused. */
typedef struct
{
  const char *method;
  const char *path;
  const char *act;
  FwTrailManner manner;
} Told;

static const Told told[] = {
  { "POST", "session", "sign-in", FW_TRAIL_KEEP },
  { "DELETE", "session", "sign-out", FW_TRAIL_KEEP },
  { "GET", "contacts", "contacts-read", FW_TRAIL_OFFER },
  { "GET", "contacts/{source}/{id}", "contact-read", FW_TRAIL_OFFER },
  { "POST", "contacts/find", "customer-find", FW_TRAIL_OFFER },
  { "POST", "contacts/{source}/{id}/reveal", "contact-reveal", FW_TRAIL_OFFER },
  { "POST", "alerts", "alert-take-up", FW_TRAIL_KEEP },
  { "GET", "appraisals", "appraisals-read", FW_TRAIL_OFFER },
  { "POST", "appraisals/{id}", "appraisal-hand-in", FW_TRAIL_KEEP },
  { "POST", "own/appraisals/{id}", "appraisal-answer", FW_TRAIL_KEEP },
  { "GET", "award-proposals", "award-proposals-read", FW_TRAIL_OFFER },
  { "GET", "calibration", "calibration-read", FW_TRAIL_OFFER },
  { "GET", "careers", "careers-read", FW_TRAIL_OFFER },
  { "GET", "careers/{step}/{person}", "career-read", FW_TRAIL_OFFER },
  { "GET", "cases", "cases-read", FW_TRAIL_OFFER },
  { "GET", "cases/figures", "cases-read", FW_TRAIL_OFFER },
  { "GET", "cases/replay", "cases-read", FW_TRAIL_OFFER },
  { "GET", "certificates", "certificates-read", FW_TRAIL_OFFER },
  { "GET", "competencies", "competencies-read", FW_TRAIL_OFFER },
  { "GET", "day", "day-read", FW_TRAIL_OFFER },
  { "GET", "needs", "needs-read", FW_TRAIL_OFFER },
  { "GET", "programmes", "programmes-read", FW_TRAIL_OFFER },
  { "POST", "programmes/{programme}/people", "programme-enrol", FW_TRAIL_KEEP },
  { "POST", "own/lessons/{lesson}", "lesson-done", FW_TRAIL_KEEP },
  { "GET", "reviews", "reviews-read", FW_TRAIL_OFFER },
  { "GET", "risks", "risks-read", FW_TRAIL_OFFER },
  { "GET", "text-rules", "text-rules-read", FW_TRAIL_OFFER },
  { "GET", "training", "training-read", FW_TRAIL_OFFER },
  { "POST", "training/{session}/people", "training-enrol", FW_TRAIL_KEEP },
  { "POST", "training/{session}/attendance", "training-attendance", FW_TRAIL_KEEP },
  { "GET", "leave/{id}", "leave-read", FW_TRAIL_OFFER },
  { "POST", "own/calendar", "calendar-make", FW_TRAIL_KEEP },
  { "DELETE", "own/calendar", "calendar-end", FW_TRAIL_KEEP },
  { "POST", "own/leave", "leave-ask", FW_TRAIL_KEEP },
  { "POST", "own/leave/{id}", "leave-step", FW_TRAIL_KEEP },
  { "POST", "calendar-templates/{template}/plan", "activities-plan", FW_TRAIL_KEEP },
  { "GET", "roster/repair", "repair-read", FW_TRAIL_OFFER },
  { "GET", "swaps/{id}", "swap-read", FW_TRAIL_OFFER },
  { "GET", "shift-claims/{id}", "shift-claim-read", FW_TRAIL_OFFER },
  { "POST", "own/debriefs/{id}", "debrief-write", FW_TRAIL_KEEP },
  { "POST", "own/open-shifts/{id}", "shift-claim-step", FW_TRAIL_KEEP },
  { "GET", "competitions", "competitions-read", FW_TRAIL_OFFER },
  { "GET", "competitions/{id}", "competition-read", FW_TRAIL_OFFER },
  { "POST", "own/competitions/{id}", "application-step", FW_TRAIL_KEEP },
  { "POST", "own/swaps", "swap-offer", FW_TRAIL_KEEP },
  { "POST", "own/swaps/{id}", "swap-step", FW_TRAIL_KEEP },
  { "GET", "inbox", "inbox-read", FW_TRAIL_OFFER },
  { "POST", "inbox", "inbox-set-aside", FW_TRAIL_KEEP },
  { "GET", "records/{kind}", "records-read", FW_TRAIL_OFFER },
  { "GET", "records/{kind}/{id}", "record-read", FW_TRAIL_OFFER },
  { "GET", "records/{kind}/{id}/log", "log-read", FW_TRAIL_OFFER },
  { "GET", "records/{kind}/{id}/moves", "moves-read", FW_TRAIL_OFFER },
  { "POST", "records", "records-change", FW_TRAIL_KEEP },
  { "POST", "records/{kind}", "record-change", FW_TRAIL_KEEP },
  { "PUT", "records/{kind}/{id}", "record-change", FW_TRAIL_KEEP },
  { "DELETE", "records/{kind}/{id}", "record-delete", FW_TRAIL_KEEP },
  { "POST", "records/{kind}/{id}/restore", "record-restore", FW_TRAIL_KEEP },
  { "POST", "records/{kind}/{id}/moves", "record-move", FW_TRAIL_KEEP },
  { "POST", "records/{kind}/import", "records-import", FW_TRAIL_KEEP },
  { "POST", "kinds", "kind-add", FW_TRAIL_KEEP },
  { "POST", "import", "import", FW_TRAIL_KEEP },
  { "GET", "verify", "verify", FW_TRAIL_KEEP },
  { "GET", "audit", "audit-read", FW_TRAIL_OFFER },
  { "GET", "audit/verify", "audit-verify", FW_TRAIL_KEEP },
  { "POST", "events/struck", "events-strike", FW_TRAIL_KEEP },
};

static const Told *
find_told (const FwRoute *route)
{
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (strcmp (told[i].path, route->path) == 0 && strcmp (told[i].method, route->method) == 0)
      return &told[i];
  return NULL;
}

const char *
fw_seen_get_act (const FwRoute *route)
{
  const Told *entry;

  g_return_val_if_fail (route != NULL, NULL);

  entry = find_told (route);
  return entry != NULL ? entry->act : NULL;
}

static gboolean
is_export (FwExchange *exchange)
{
  const char *format = exchange->query != NULL ? fw_exchange_get_query (exchange, "format") : NULL;

  return format != NULL && strcmp (format, "json") != 0;
}

static gboolean
is_audited (const FwKind *kind)
{
  return kind != NULL && kind->audited;
}

/* Returns: (nullable): the name of the act; NULL: nobody needs to know of it. */
static const char *
name_act (FwExchange *exchange, const Told *entry)
{
  const FwKind *kind =
      g_str_has_prefix (entry->path, "records/{kind}")
          ? fw_records_find_kind (fw_server_of (exchange)->records, exchange->parameters[0])
          : NULL;
  const gboolean accounts = kind != NULL && kind->accounts;

  if (g_str_equal (entry->act, "contacts-read"))
    return is_export (exchange) ? "contacts-export" : entry->act;
  if (g_str_equal (entry->act, "records-read") && is_export (exchange))
    return "records-export";
  if (g_str_equal (entry->act, "records-read") || g_str_equal (entry->act, "record-read") ||
      g_str_equal (entry->act, "moves-read"))
    return is_audited (kind) ? entry->act : NULL;
  if (accounts && g_str_equal (entry->act, "record-change"))
    return "account-change";
  if (accounts && g_str_equal (entry->act, "record-delete"))
    return "account-delete";
  if (accounts && g_str_equal (entry->act, "record-restore"))
    return "account-restore";
  return entry->act;
}

/* What people look for in their own words may be a customer's number: that they looked is told, and
 * not for what. */
static gboolean
is_secret (const char *part, const char *end)
{
  g_autofree char *name = g_uri_unescape_segment (part, end, NULL);

  return name != NULL &&
         (strcmp (name, "words") == 0 || strcmp (name, "customer") == 0 ||
          g_str_has_suffix (name, ".customer") || g_str_has_prefix (name, "begins."));
}

static void
append_query (GString *text, const char *query)
{
  g_auto (GStrv) parts = g_strsplit (query, "&", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *value = strchr (parts[i], '=');
      const gboolean secret = value != NULL && is_secret (parts[i], value);

      g_string_append_c (text, i == 0 ? '?' : '&');
      g_string_append_len (text, parts[i], secret ? value + 1 - parts[i] : -1);
      if (secret && value[1] != '\0')
        g_string_append (text, "…");
    }
}

/* What it was done to: what stands in the path, and what was asked of it. */
static char *
describe_object (FwExchange *exchange, gboolean known)
{
  GString *text = g_string_new (NULL);

  /* Who is not signed in cannot write into the trail what he likes. */
  if (!known || exchange->scope == NULL)
    {
      g_string_printf (text, "%s %s", exchange->route->method, exchange->route->path);
      return g_string_free (text, FALSE);
    }
  for (guint i = 0; i < FW_ROUTE_MAX_PARAMETERS; i++)
    if (exchange->parameters[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "/" : "", exchange->parameters[i]);
  /* What was not understood may hold anything, a customer's number too. */
  if (*exchange->raw_query != '\0' && fw_exchange_get_status (exchange) < 400)
    append_query (text, exchange->raw_query);
  return g_string_free (text, FALSE);
}

/* On the trail's thread. */
static void
written_cb (const GError *error, gpointer user_data)
{
  FwExchange *exchange = user_data;

  if (error != NULL && exchange->offered)
    {
      /* Where it lies is for the log. */
      g_autoptr (GError) told_error = g_error_new_literal (
          FW_ERROR,
          g_error_matches (error, FW_ERROR, FW_ERROR_FULL) ? FW_ERROR_FULL : FW_ERROR_UNAVAILABLE,
          "the audit trail cannot be written, so nothing that belongs in it is shown");

      fw_exchange_withdraw (exchange, told_error);
    }
  fw_http_release (exchange);
}

static void
tell_done (FwExchange *exchange, FwTrail *trail, const FwTrailEvent *event, FwTrailManner manner)
{
  exchange->offered = manner == FW_TRAIL_OFFER;
  exchange->held = TRUE;
  fw_trail_record (trail, event, manner, written_cb, exchange);
}

gboolean
fw_seen_tell (FwExchange *exchange, gboolean may_wait, gpointer server)
{
  FwTrail *trail = ((FwServer *) server)->trail;
  const guint status = fw_exchange_get_status (exchange);
  const Told *entry = exchange->route != NULL ? find_told (exchange->route) : NULL;
  const char *act = entry != NULL ? name_act (exchange, entry) : NULL;
  const gboolean refused = status == 401 || status == 403;
  const gboolean sign_in = entry == &told[0];
  g_autofree char *object = NULL;
  FwTrailEvent event = { .status = status };

  if (trail == NULL || exchange->route == NULL || (act == NULL && !refused))
    return FALSE;

  object = sign_in ? NULL : describe_object (exchange, act != NULL);
  event.who = exchange->scope != NULL ? fw_scope_get_account (exchange->scope) : exchange->account;
  event.from = fw_exchange_get_address (exchange);
  event.what = act != NULL && (exchange->scope != NULL || sign_in) ? act : "refused";
  event.on = object;
  event.detail = exchange->detail;
  event.outcome = status < 400 ? "done" : refused || status == 429 ? "refused" : "failed";

  /* A failed sign-in has cost its time; other failures may come in floods. */
  if (status >= 400 && !(sign_in && status == 401))
    fw_trail_record (trail, &event, FW_TRAIL_COUNT, NULL, NULL);
  else if (may_wait && fw_http_hold (exchange))
    {
      tell_done (exchange, trail, &event, status < 400 ? entry->manner : FW_TRAIL_KEEP);
      return TRUE;
    }
  else
    fw_trail_record (trail, &event, FW_TRAIL_KEEP, NULL, NULL);
  return FALSE;
}

/* ---- what a handler adds ---- */

void
fw_seen_describe (FwExchange *exchange, const char *detail)
{
  g_return_if_fail (exchange != NULL);

  g_free (exchange->detail);
  exchange->detail = g_strdup (detail);
}

static void
describe_change (GString *text, const FwChange *change)
{
  static const char *const shown[] = { "role", "sites", "teams", "disabled", NULL };

  if (text->len > 0)
    g_string_append (text, "; ");
  g_string_append_printf (text, "%s %s", change->id, change->field);
  if (g_strv_contains (shown, change->field))
    g_string_append_printf (text, " “%s” → “%s”", change->before != NULL ? change->before : "",
                            change->after != NULL ? change->after : "");
}

void
fw_seen_describe_accounts (FwExchange *exchange, const char *id)
{
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) changes = NULL;
  const char *who;

  g_return_if_fail (exchange != NULL && exchange->scope != NULL);

  who = fw_scope_get_account (exchange->scope);
  changes = fw_records_get_log (fw_server_of (exchange)->records, whole, fw_kind_find ("account"),
                                id, LOG_LIMIT, NULL);
  for (guint i = 0; changes != NULL && i < changes->len && text->len < MAX_DETAIL; i++)
    {
      const FwChange *change = changes->pdata[i];

      if (change->at >= exchange->started && g_strcmp0 (change->account, who) == 0)
        describe_change (text, change);
    }
  g_free (exchange->detail);
  exchange->detail = text->len > 0 ? g_strdup (text->str) : NULL;
}

void
fw_seen_note_failure (FwExchange *exchange, const char *user)
{
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autoptr (FwRecord) record = NULL;

  g_return_if_fail (exchange != NULL && user != NULL);

  record = fw_records_get (fw_server_of (exchange)->records, whole, fw_kind_find ("account"), user,
                           NULL);
  fw_exchange_set_account (exchange, record != NULL ? user : NULL);
}
