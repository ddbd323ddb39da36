/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-server.h"

#include "centre/fw-rule-trial.h"
#include "server/fw-competitions.h"
#include "server/fw-handbook.h"
#include "server/fw-leaves.h"
#include "server/fw-open-shifts.h"
#include "server/fw-seen.h"
#include "server/fw-server-private.h"
#include "server/fw-swaps.h"

/* An account is slowed after three failures at one address, so that nobody elsewhere is kept out.
 * An address, behind which a whole floor may sit and mistype, is slowed after fifty and is forgiven
 * one each ten seconds; a device that has signed in before is slowed by its own failures alone. */
#define PAIR_FREE 3
#define ADDRESS_FREE 50
#define ADDRESS_FORGIVE 10 /* s */
#define DEVICE_FREE 5
#define MAX_WAIT 60 /* s */

static FwScope *
authorise_cb (const char *token, gpointer server, GError **error)
{
  FwServer *self = server;

  return fw_sessions_check (self->sessions, token, error);
}

/* Streams are connections: the rest is for requests. */
static guint
count_streams (const FwServerOptions *options)
{
  guint connections =
      options->max_connections != 0 ? options->max_connections : FW_HTTP_MAX_CONNECTIONS;

  return MAX (connections * 13 / 16, 1);
}

/* The server's own beginning and end, so that a time without lines can be told from one without a
 * server. */
static void
tell_trail (FwServer *self, const char *act)
{
  const FwTrailEvent event = { .what = act, .detail = FW_VERSION, .outcome = "done" };

  if (self->trail != NULL)
    fw_trail_record (self->trail, &event, FW_TRAIL_KEEP, NULL, NULL);
}

static void
keep_programmes (gpointer keeper, gint64 now)
{
  fw_programme_keeper_step (keeper, now);
}

/* What a move writes of rosters (FwRecordEffect). */
static GArray *
have_effect (FwRecords *records,
             const char *name,
             const FwRecord *record,
             gint64 now,
             gpointer server,
             GError **error)
{
  if (fw_kind_is_same (fw_record_get_kind (record), fw_kind_find ("text-rule")))
    return fw_rule_trial_check (records, record, now, error);
  if (g_str_equal (name, FW_HANDBOOK))
    return fw_handbook_have_effect (records, record, error);
  if (g_str_equal (name, FW_COMPETITIONS))
    return fw_competitions_have_effect (records, record, now, error);
  if (g_str_equal (name, FW_OPEN_SHIFTS))
    return fw_open_shifts_have_effect (records, record, server, error);
  return fw_kind_is_same (fw_record_get_kind (record), fw_kind_find ("leave-request"))
             ? fw_leaves_have_effect (records, name, record, now, error)
             : fw_swaps_have_effect (records, name, record, now, server, error);
}

FwServer *
fw_server_new (FwCentre *centre, const FwServerOptions *options, GError **error)
{
  g_autoptr (FwServer) self = NULL;
  g_autoptr (FwTrail) trail = NULL;
  FwHttpOptions http = {
    .routes = fw_routes,
    .n_routes = fw_n_routes,
    .authorise = authorise_cb,
    .tell = fw_seen_tell,
    .address = options->address,
    .port = options->port,
    .max_connections = options->max_connections,
    .trusted = options->trusted,
  };

  if (options->trail != NULL && (trail = fw_trail_open (options->trail, error)) == NULL)
    return NULL;
  self = g_new0 (FwServer, 1);
  http.server = self;
  self->trail = g_steal_pointer (&trail);
  self->options = *options;
  self->centre = centre;
  self->records = fw_centre_get_records (centre);
  self->sessions = fw_sessions_new (self->records);
  self->kpi_cache = fw_reply_cache_new ();
  self->certificates = fw_certificates_new (self->records);
  self->competencies = fw_competency_keeper_new (self->records);
  self->careers = fw_career_keeper_new (self->records, self->competencies, self->certificates);
  g_mutex_init (&self->large);
  self->imports = fw_imports_new ();
  self->pair_throttle = fw_throttle_new (PAIR_FREE, MAX_WAIT, 0);
  self->address_throttle = fw_throttle_new (ADDRESS_FREE, MAX_WAIT, ADDRESS_FORGIVE);
  self->device_throttle = fw_throttle_new (DEVICE_FREE, MAX_WAIT, 0);
  self->hub = fw_hub_new (centre, self->sessions, count_streams (options));
  self->watches = fw_watch_keeper_new (centre, self->hub);
  self->clocks = fw_clock_keeper_new (centre, self->hub);
  self->warnings = fw_warning_keeper_new (centre, self->certificates, self->hub);
  self->training = fw_training_keeper_new (centre, self->hub);
  self->programmes = fw_programme_keeper_new (self->records, self->certificates, self->hub);
  fw_training_keeper_set_after (self->training, keep_programmes, self->programmes);
  self->reviews = fw_review_keeper_new (centre, self->hub);
  self->customers = fw_customer_keeper_new (centre, self->hub);
  self->rules = fw_rule_keeper_new (centre, self->hub);
  self->alike = fw_alike_keeper_new (centre, self->hub);
  g_mutex_init (&self->enrolling);
  g_mutex_init (&self->offering);
  fw_records_set_effect (self->records, have_effect, self);
  self->pushed = fw_pushed_new ();
  /* From here on requests come in: what they ask of is there. */
  self->http = fw_http_new (&http, error);

  if (self->http == NULL)
    return NULL;
  fw_watch_keeper_start (self->watches);
  fw_clock_keeper_start (self->clocks);
  fw_warning_keeper_start (self->warnings);
  fw_training_keeper_start (self->training);
  fw_review_keeper_start (self->reviews);
  fw_customer_keeper_start (self->customers);
  fw_rule_keeper_start (self->rules);
  fw_alike_keeper_start (self->alike);
  self->forgets = fw_forget_keeper_new (self->centre, self->trail);
  tell_trail (self, "server-start");

  return g_steal_pointer (&self);
}

void
fw_server_free (FwServer *self)
{
  if (self->http != NULL)
    fw_http_quiesce (self->http);
  fw_forget_keeper_free (self->forgets);
  fw_watch_keeper_free (self->watches);
  fw_warning_keeper_free (self->warnings);
  fw_hub_stop (self->hub);
  g_clear_pointer (&self->http, fw_http_free);
  fw_alike_keeper_free (self->alike);
  fw_rule_keeper_free (self->rules);
  fw_customer_keeper_free (self->customers);
  fw_review_keeper_free (self->reviews);
  fw_training_keeper_free (self->training);
  fw_programme_keeper_free (self->programmes);
  fw_clock_keeper_free (self->clocks);
  tell_trail (self, "server-stop");
  fw_pushed_free (self->pushed);
  fw_trail_close (self->trail);
  fw_hub_free (self->hub);
  fw_throttle_free (self->device_throttle);
  fw_throttle_free (self->address_throttle);
  fw_throttle_free (self->pair_throttle);
  fw_imports_free (self->imports);
  fw_reply_cache_free (self->kpi_cache);
  g_mutex_clear (&self->large);
  g_mutex_clear (&self->enrolling);
  g_mutex_clear (&self->offering);
  fw_records_set_effect (self->records, NULL, NULL);
  fw_career_keeper_free (self->careers);
  fw_competency_keeper_free (self->competencies);
  fw_certificates_free (self->certificates);
  fw_sessions_free (self->sessions);
  g_free (self);
}

FwPushed *
fw_server_get_pushed (FwServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pushed;
}

guint16
fw_server_get_port (FwServer *self)
{
  return fw_http_get_port (self->http);
}

char *
fw_server_add_local_session (FwServer *self)
{
  return fw_sessions_add_local (self->sessions);
}
