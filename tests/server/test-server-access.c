/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The access matrix: kinds × fields × roles × scopes × verbs × routes, made from the
 * kinds and the table of routes, so that a new one is checked without a line here. What must be
 * allowed is worked out a second time: a scope is the set of teams it has, a record the set of
 * teams it belongs to.
 */
#include <string.h>

#include "protocol/fw-record-json.h"
#include "server/fw-route.h"
#include "server/fw-server-fixture.h"
#include "store/fw-own-kinds.h"
#include "support/fw-test-events.h"

#define LEAST_CHECKS 4000

/* Bits: the teams that there are. */
enum
{
  TEAM_A = 1 << 0, /* of sh */
  TEAM_B = 1 << 1,
  TEAM_C = 1 << 2, /* of far */
  ALL_TEAMS = 7
};

typedef struct
{
  const char *site, *team; /* "" none */
} Place;

static const Place places[] = { { "sh", "a" }, { "sh", "b" }, { "far", "c" },
                                { "sh", "" },  { "far", "" }, { "", "" } };

static const struct
{
  const char *sites, *teams; /* as in the account; "" all */
  guint has;
} limits[] = {
  { "", "", ALL_TEAMS }, { "sh", "", TEAM_A | TEAM_B }, { "far", "", TEAM_C },
  { "", "a", TEAM_A },   { "sh", "b", TEAM_B },         { "", "a;c", TEAM_A | TEAM_C },
};

static const char *const roles[] = { "supervisor", "trainer", "hr", "quality", "administrator" };

typedef struct
{
  FwRole role;
  guint has;
  gboolean whole, all_sites, all_teams;
  gboolean own; /* of an agent, whose person stands at the first place */
  char *token;
} Account;

typedef struct
{
  FwServerFixture *f;
  FwScope *all;
  guint checks;
} Matrix;

static guint
get_teams (const Place *place)
{
  if (*place->team != '\0')
    return *place->team == 'a' ? TEAM_A : *place->team == 'b' ? TEAM_B : TEAM_C;

  return strcmp (place->site, "sh") == 0    ? TEAM_A | TEAM_B
         : strcmp (place->site, "far") == 0 ? TEAM_C
                                            : ALL_TEAMS;
}

/* ---- what must be allowed ---- */

/* What is about her, wherever it says so, and of her site and the centre what is about nobody. */
static gboolean
must_see_own (const FwKind *kind, const Place *place)
{
  switch (kind->scope)
    {
    case FW_SCOPE_NONE:
      return TRUE;
    case FW_SCOPE_IS_SITE:
    case FW_SCOPE_BY_SITE:
      return strcmp (place->site, places[0].site) == 0;
    case FW_SCOPE_BY_TEAM:
      return kind->whose != NULL && place == &places[0];
    case FW_SCOPE_IS_TEAM:
    case FW_SCOPE_BY_TOLD:
    case FW_SCOPE_IS_WHOLE:
    default:
      return FALSE;
    }
}

static gboolean
must_see (const Account *account, const FwKind *kind, const Place *place)
{
  guint teams = get_teams (place);

  if (account->own)
    return must_see_own (kind, place);
  /* Each is closed to all but who gave it; those here are another's. */
  if ((strcmp (kind->name, "view") == 0 || strcmp (kind->name, "panel-score") == 0) &&
      account->role != FW_ROLE_ADMINISTRATOR)
    return FALSE;
  switch (kind->scope)
    {
    case FW_SCOPE_NONE:
      return TRUE;
    case FW_SCOPE_IS_WHOLE:
      return account->whole;
    case FW_SCOPE_IS_SITE:
    case FW_SCOPE_BY_SITE:
      return *place->site == '\0' ? account->all_sites : (account->has & teams) != 0;
    case FW_SCOPE_IS_TEAM:
    case FW_SCOPE_BY_TEAM:
    case FW_SCOPE_BY_TOLD:
    default:
      /* One of no team is of all that its site has: of those alone who are not limited to teams. */
      return (account->has & teams) == teams && (*place->team != '\0' || account->all_teams);
    }
}

static gboolean
must_change (const Account *account, const FwKind *kind, const Place *place)
{
  if (account->own || !must_see (account, kind, place))
    return FALSE;
  if (kind->scope == FW_SCOPE_NONE)
    return account->whole;
  if (kind->scope == FW_SCOPE_IS_SITE || kind->scope == FW_SCOPE_BY_SITE)
    return (account->has & get_teams (place)) == get_teams (place) &&
           (*place->site != '\0' || account->whole) && account->all_teams;
  return TRUE;
}

static FwRole
may_read (const FwKind *kind, const FwField *field)
{
  return field->type == FW_FIELD_SECRET ? 0
         : field->read != 0             ? field->read & kind->read
                                        : kind->read;
}

static FwRole
may_write (const FwKind *kind, const FwField *field)
{
  /* Where a record stands only its moves change. */
  if (field->moved)
    return 0;
  return field->write != 0 ? field->write : kind->write;
}

/* ---- records made from their descriptions ---- */

/* The sample of another kind that lies at the same place; of one without places the only one. */
static char *
make_target (const FwField *field, const Place *place)
{
  const gboolean placed = fw_kind_find_field (fw_kind_find (field->to), "site") >= 0;

  return g_strdup_printf ("m-%s-%s", placed ? place->site : "", placed ? place->team : "");
}

#define OTHER_POST "other-post"

static char *
make_value (const FwKind *kind, const FwField *field, const Place *place)
{
  static const struct
  {
    const char *field, *text;
  } particular[] = {
    { "time_zone", "UTC" },
    { "mapping", "{}" },
    { "items", "Attitude: Politeness 100" },
    { "value", "1" },
    { "months", "6" },
    { "quarter", "2026 Q4" },
    { "type", "leave" },
    { "rest_hours", "11" },
    { "monday", "09:00-18:00" },
    { "hours", "4" },
    { "ends", "09:00" },
    { "latest", "18:00" },
    { "back", "" },
    { "other", "" },
    { "deputy", "" },
    { "nothing", "1" },
    { "lesson", "m--" },
    { "indicators", "m--" },
    { "said", "A hello" },
    { "terms", "not ours" },
    { "weights", "100" },
    { "contacts", "1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;"
                  "1;1;1;1;1;1" },
  };

  if (strcmp (field->name, "site") == 0 || strcmp (field->name, "told_sites") == 0)
    return g_strdup (place->site);
  if (strcmp (field->name, "team") == 0 || strcmp (field->name, "told_teams") == 0)
    return g_strdup (place->team);
  for (guint i = 0; i < G_N_ELEMENTS (particular); i++)
    if (strcmp (field->name, particular[i].field) == 0)
      return g_strdup (particular[i].text);
  if (!field->required && field->type != FW_FIELD_DATE)
    return g_strdup ("");
  /* A step leads to another post than the one that it leads from. */
  if (strcmp (kind->name, "career-step") == 0 && strcmp (field->name, "to") == 0)
    return g_strdup (OTHER_POST);

  switch (field->type)
    {
    case FW_FIELD_ENUM:
      return g_strdup (field->values[0]);
    case FW_FIELD_DATE:
      return g_strdup ("2026-01-05");
    case FW_FIELD_TIME_OF_DAY:
      return g_strdup ("08:00");
    case FW_FIELD_INTEGER:
    case FW_FIELD_NUMBER:
      return g_strdup_printf ("%d", (int) field->minimum);
    case FW_FIELD_BOOLEAN:
      return g_strdup ("no");
    case FW_FIELD_TEXT:
      return g_strdup ("text");
    case FW_FIELD_REF:
      return make_target (field, place);
    case FW_FIELD_REF_LIST:
    case FW_FIELD_SECRET:
    default:
      return g_strdup ("");
    }
}

static FwRecord *
make_record (const FwKind *kind, const Place *place)
{
  g_autofree char *id = g_strdup_printf ("m-%s-%s", place->site, place->team);
  FwRecord *record = fw_record_new (kind, id);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *text = make_value (kind, &kind->fields[i], place);
      g_autoptr (GError) error = NULL;

      fw_record_parse (record, i, fw_text (text), &error);
      g_assert_no_error (error);
    }
  return record;
}

static void
put (Matrix *m, FwRecord *record)
{
  FwRecords *records = fw_centre_get_records (m->f->centre);
  g_autoptr (GError) error = NULL;

  fw_records_put (records, m->all, record, TEST_START, &error);
  if (error != NULL)
    g_error ("%s: a sample record made from the description is not taken: %s",
             fw_record_get_kind (record)->name, error->message);
}

static void
put_other_post (Matrix *m)
{
  const FwKind *kind = fw_kind_find ("position");
  g_autoptr (FwRecord) there =
      fw_records_get (fw_centre_get_records (m->f->centre), m->all, kind, OTHER_POST, NULL);
  g_autoptr (FwRecord) record = NULL;

  if (there != NULL)
    return;
  record = fw_record_new (kind, OTHER_POST);
  fw_record_set_fallbacks (record);
  fw_record_parse (record, (guint) fw_kind_find_field (kind, "name"), fw_text ("Other"), NULL);
  put (m, record);
}

/* What a record must refer to has a sample there. */
static gboolean
has_targets (Matrix *m, const FwKind *kind, const Place *place)
{
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const FwField *field = &kind->fields[i];
      g_autofree char *id = NULL;
      g_autoptr (FwRecord) target = NULL;

      if (!field->required || field->type != FW_FIELD_REF || strcmp (field->name, "site") == 0 ||
          strcmp (field->name, "team") == 0)
        continue;
      id = make_target (field, place);
      target = fw_records_get (fw_centre_get_records (m->f->centre), m->all,
                               fw_kind_find (field->to), id, NULL);
      if (target == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Returns: (nullable): NULL where the kind has no record at that place. */
static FwRecord *
put_sample (Matrix *m, const FwKind *kind, const Place *place)
{
  FwRecords *records = fw_centre_get_records (m->f->centre);
  gint site = fw_kind_find_field (kind, "site"), team = fw_kind_find_field (kind, "team");
  g_autoptr (FwRecord) record = NULL;

  if (kind->scope == FW_SCOPE_IS_SITE || kind->scope == FW_SCOPE_IS_TEAM)
    return fw_records_get (records, m->all, kind,
                           kind->scope == FW_SCOPE_IS_TEAM ? place->team
                           : *place->team == '\0'          ? place->site
                                                           : "",
                           NULL);
  if ((site < 0 && *place->site != '\0') ||
      (site >= 0 && kind->fields[site].required && *place->site == '\0') ||
      (team < 0 && *place->team != '\0') ||
      (team >= 0 && kind->fields[team].required && *place->team == '\0') ||
      !has_targets (m, kind, place))
    return NULL;

  if (strcmp (kind->name, "career-step") == 0)
    put_other_post (m);
  record = make_record (kind, place);
  put (m, record);
  return fw_records_get (records, m->all, kind, fw_record_get_id (record), NULL);
}

/* ---- asking ---- */

static guint
ask (Matrix *m,
     const char *method,
     const char *path,
     const Account *account,
     const char *body,
     char **answer)
{
  g_autoptr (FwRawAnswer) raw =
      fw_raw_request (m->f->port, method, path, account->token, body, body != NULL ? -1 : 0);

  m->checks++;
  if (answer != NULL)
    *answer = g_strdup (raw->body);
  return raw->status;
}

static void
check (
    guint status, guint expected, const char *what, const FwRecord *record, const Account *account)
{
  if (status != expected)
    g_error ("%s of %s %s by %s (teams %x): %u, not %u", what, fw_record_get_kind (record)->name,
             fw_record_get_id (record), fw_role_to_name (account->role), account->has, status,
             expected);
}

static void
check_fields (Matrix *m, const FwRecord *record, const Account *account, const char *body)
{
  const FwKind *kind = fw_record_get_kind (record);
  g_autoptr (FwRecord) now = fw_records_get (fw_centre_get_records (m->f->centre), m->all, kind,
                                             fw_record_get_id (record), NULL);
  g_autoptr (JsonObject) object = fw_json_parse_object (body, strlen (body), NULL);

  g_assert_nonnull (object);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      JsonNode *node = json_object_get_member (object, kind->fields[i].name);
      gboolean there = node != NULL && !json_node_is_null (node) &&
                       !(JSON_NODE_HOLDS_ARRAY (node) &&
                         json_array_get_length (json_node_get_array (node)) == 0);
      gboolean readable = (may_read (kind, &kind->fields[i]) & account->role) != 0;

      m->checks++;
      if (there != (readable && !fw_record_is_empty (now, i)))
        g_error ("%s of a %s is %s by %s", kind->fields[i].name, kind->name,
                 there ? "read" : "not read", fw_role_to_name (account->role));
    }
}

static void
check_reads (Matrix *m, const FwRecord *record, const Place *place, const Account *account)
{
  const FwKind *kind = fw_record_get_kind (record);
  g_autofree char *id = g_uri_escape_string (fw_record_get_id (record), NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("records/%s/%s", kind->name, id);
  g_autofree char *log = g_strconcat (path, "/log", NULL);
  g_autofree char *delete = g_strconcat (path, "?revision=999", NULL);
  g_autofree char *restore = g_strconcat (path, "/restore", NULL);
  g_autofree char *body = NULL;
  gboolean reads = (kind->read & account->role) != 0, writes = (kind->write & account->role) != 0;
  gboolean sees = must_see (account, kind, place);
  guint expected = !reads ? 403 : sees ? 200 : 404;

  check (ask (m, "GET", path, account, NULL, &body), expected, "GET", record, account);
  if (expected == 200)
    check_fields (m, record, account, body);
  check (ask (m, "GET", log, account, NULL, NULL), expected, "log", record, account);
  /* Of a revision that never was: what is not theirs is refused before it is looked at. */
  check (ask (m, "DELETE", delete, account, NULL, NULL),
         !writes ? 403
         : sees  ? 409
                 : 404,
         "DELETE", record, account);
  check (ask (m, "POST", restore, account, NULL, NULL),
         !writes ? 403
         : sees  ? 409
                 : 404,
         "restore", record, account);
}

/* A value that differs, of the fields that do not say where a record belongs; what follows from
 * others is left as it is, whoever says something of it. */
static gboolean
change_field (FwRecord *record, guint i)
{
  const FwKind *kind = fw_record_get_kind (record);
  const FwField *field = &kind->fields[i];

  if (field->type == FW_FIELD_SECRET || field->to != NULL || field->unique || field->account ||
      field->derived || field->copy_of != NULL || g_strcmp0 (field->name, "since") == 0)
    return FALSE;
  if (field->type == FW_FIELD_TEXT || field->type == FW_FIELD_ENUM)
    {
      g_autofree char *text = g_strdup_printf ("x%u", g_test_rand_int_range (1, 1 << 30));

      fw_record_set_text (record, i, text);
    }
  else if (field->type == FW_FIELD_NUMBER)
    fw_record_set_number (record, i, fw_record_get_number (record, i) == 1 ? 0 : 1);
  else
    fw_record_set_integer (record, i, fw_record_get_integer (record, i) == 1 ? 0 : 1);
  return TRUE;
}

/* Rules of the server write some records as well, and may have been faster. */
static gboolean
was_written (Matrix *m, const FwRecord *record)
{
  g_autoptr (FwRecord) stored =
      fw_records_get (fw_centre_get_records (m->f->centre), m->all, fw_record_get_kind (record),
                      fw_record_get_id (record), NULL);

  return stored != NULL && fw_record_get_revision (stored) != fw_record_get_revision (record);
}

/* Some are changed by nobody any more, or not as the record stands. */
static gboolean
is_open (const FwRecord *record, const FwField *field)
{
  return !field->fixed &&
         (field->open_in == NULL ||
          g_strv_contains (field->open_in, fw_record_text (record, FW_KIND_STATE)));
}

/* Whether it is refused for what it is (400, 409) says nothing; whether it is for who asks does. */
static void
check_writes (Matrix *m, FwRecord *record, const Place *place, const Account *account)
{
  const FwKind *kind = fw_record_get_kind (record);
  g_autofree char *id = g_uri_escape_string (fw_record_get_id (record), NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("records/%s/%s", kind->name, id);

  /* Each field where two kinds of places differ most; elsewhere the first ones. */
  guint n_fields = place == &places[0] || place == &places[3] ? kind->n_fields : 2;

  for (guint i = 0; i < MIN (n_fields, kind->n_fields); i++)
    {
      g_autoptr (FwRecord) changed = fw_records_get (fw_centre_get_records (m->f->centre), m->all,
                                                     kind, fw_record_get_id (record), NULL);
      GString *body = g_string_new (NULL);
      gboolean allowed, told;
      FwJsonWriter writer;
      guint status;

      fw_record_hide (changed, account->role);
      if (change_field (changed, i))
        {
          fw_json_writer_init (&writer, body);
          fw_record_json_append (&writer, changed, TRUE);
          status = ask (m, "PUT", path, account, body->str, NULL);
          if (status == 409 && was_written (m, changed))
            {
              g_string_free (body, TRUE);
              i--;
              continue;
            }
          allowed = (may_write (kind, &kind->fields[i]) & account->role) != 0 &&
                    must_change (account, kind, place) && is_open (changed, &kind->fields[i]);
          told = status != 403 && status != 404;
          /* A value that is refused as such is refused before the scope is asked. */
          if (told != allowed && status != 400)
            g_error ("PUT of %s of %s %s by %s (teams %x): %u, %s", kind->fields[i].name,
                     kind->name, fw_record_get_id (record), fw_role_to_name (account->role),
                     account->has, status, allowed ? "allowed" : "not allowed");
        }
      g_string_free (body, TRUE);
    }
}

static void
check_routes (Matrix *m, const Account *account)
{
  for (guint i = 0; i < fw_n_routes; i++)
    {
      const FwRoute *route = &fw_routes[i];
      g_autofree char *path = NULL;
      gboolean refused;
      guint status;

      /* An unknown parameter: refused for that, but for who asks first. */
      if (route->role == FW_ROLE_NONE || strstr (route->path, "{kind}") != NULL)
        continue;
      path = g_strconcat (route->path, "?nonsense=1", NULL);
      status = ask (m, route->method, path, account, NULL, NULL);
      refused = (route->role & account->role) == 0 || (route->whole && !account->whole);
      if ((status == 403) != refused)
        g_error ("%s %s by %s (teams %x): %u", route->method, route->path,
                 fw_role_to_name (account->role), account->has, status);
    }
}

static void
open_session (Matrix *m, const char *id, Account *account)
{
  g_autoptr (FwScope) scope = fw_scope_new (id, account->role, NULL, NULL);

  account->token = fw_records_open_session (fw_centre_get_records (m->f->centre), scope,
                                            g_get_real_time (), 3600, NULL);
  g_assert_nonnull (account->token);
}

static void
make_agent (Matrix *m, Account *account)
{
  g_autofree char *person = g_strdup_printf ("m-%s-%s", places[0].site, places[0].team);
  g_autoptr (FwRecord) record = fw_test_record ("account", "who-agent", "name", "Agent", "role",
                                                "agent", "person", person, NULL);

  put (m, record);
  *account = (Account){ .role = FW_ROLE_AGENT, .has = TEAM_A, .own = TRUE };
  open_session (m, "who-agent", account);
}

static void
make_account (Matrix *m, guint role, guint limit, Account *account)
{
  g_autofree char *id = g_strdup_printf ("who-%u-%u", role, limit);
  g_autoptr (FwRecord) record =
      fw_test_record ("account", id, "name", id, "role", roles[role], "sites", limits[limit].sites,
                      "teams", limits[limit].teams, NULL);

  put (m, record);
  *account = (Account){ 0 };
  fw_role_from_name (roles[role], &account->role);
  account->has = limits[limit].has;
  account->whole = limit == 0;
  account->all_sites = *limits[limit].sites == '\0';
  account->all_teams = *limits[limit].teams == '\0';
  open_session (m, id, account);
}

static void
check_account (Matrix *m, GPtrArray *samples, const Place **where, const Account *account)
{
  check_routes (m, account);
  for (guint i = 0; i < samples->len; i++)
    {
      check_reads (m, samples->pdata[i], where[i], account);
      check_writes (m, samples->pdata[i], where[i], account);
    }
}

/* A list tells the same as each record does: the query asks what the one place says. */
static void
check_lists (Matrix *m, GPtrArray *samples, const Place **where, const Account *account)
{
  guint n_seen = 0, n_hidden = 0;

  for (guint i = 0; i < samples->len; i++)
    {
      const FwKind *kind = fw_record_get_kind (samples->pdata[i]);
      g_autofree char *path = g_strconcat ("records/", kind->name, NULL);
      g_autofree char *named =
          g_strdup_printf ("\"id\":\"%s\"", fw_record_get_id (samples->pdata[i]));
      g_autofree char *body = NULL;
      const gboolean reads = (kind->read & account->role) != 0;
      const gboolean sees = reads && must_see (account, kind, where[i]);

      check (ask (m, "GET", path, account, NULL, &body), reads ? 200 : 403, "list",
             samples->pdata[i], account);
      if (sees != (strstr (body, named) != NULL))
        g_error ("%s %s is %s in a list by %s", kind->name, fw_record_get_id (samples->pdata[i]),
                 sees ? "not" : "there", fw_role_to_name (account->role));
      n_seen += sees;
      n_hidden += reads && !sees;
    }
  g_assert_cmpuint (n_seen, >, 5);
  g_assert_cmpuint (n_hidden, >, 5);
}

/* What a centre adds is held to the same. */
static void
add_own (Matrix *m)
{
  static const char *const own[] = {
    "<fields of='person'><field name='own_size' type='text' label='Size' read='hr trainer "
    "administrator' "
    "write='hr administrator'/></fields>",
    "<kind name='own-tool' label='Tool' plural='Tools' scope='by-team' read='supervisor quality "
    "administrator' "
    "write='supervisor administrator'><field name='name' type='text' label='Name' "
    "required='yes'/><field "
    "name='site' type='ref' to='site' label='Site'/><field name='team' type='ref' to='team' "
    "label='Team' same-site='yes'/><list columns='name' order='name'/></kind>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      const FwOwnKindNew added = { "x.xml", own[i], strlen (own[i]) };
      g_autoptr (GError) error = NULL;

      fw_records_add_kind (fw_centre_get_records (m->f->centre), m->all, &added, 1, &error);
      g_assert_no_error (error);
    }
}

static void
test_matrix (FwServerFixture *f, gconstpointer data)
{
  Account agent;
  Matrix m = { .f = f, .all = fw_scope_new_administrator () };
  g_autoptr (GPtrArray) samples = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  const Place *where[256];
  g_autoptr (FwRecord) far =
      fw_test_record ("site", "far", "name", "Far", "time_zone", "UTC", NULL);
  g_autoptr (FwRecord) c = fw_test_record ("team", "c", "name", "C", "site", "far", NULL);

  put (&m, far);
  put (&m, c);
  add_own (&m);
  for (const FwKind *const *kind = fw_records_get_kinds (fw_centre_get_records (f->centre));
       *kind != NULL; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (places); i++)
      {
        FwRecord *sample = put_sample (&m, *kind, &places[i]);

        if (sample == NULL)
          continue;
        g_assert_cmpuint (samples->len, <, G_N_ELEMENTS (where));
        where[samples->len] = &places[i];
        g_ptr_array_add (samples, sample);
      }

  for (guint role = 0; role < G_N_ELEMENTS (roles); role++)
    for (guint limit = 0; limit < G_N_ELEMENTS (limits); limit++)
      {
        Account account;

        make_account (&m, role, limit, &account);
        check_account (&m, samples, where, &account);
        g_free (account.token);
      }

  make_agent (&m, &agent);
  check_account (&m, samples, where, &agent);
  check_lists (&m, samples, where, &agent);
  g_free (agent.token);

  g_test_message ("%u checks", m.checks);
  g_assert_cmpuint (m.checks, >=, LEAST_CHECKS);
  fw_scope_unref (m.all);
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/access/matrix", test_matrix },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
