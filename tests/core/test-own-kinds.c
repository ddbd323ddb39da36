/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "core/kind/fw-record.h"

#define FIELDS(of, more) "<fields of='" of "'" more ">\n"
#define BADGE "<field name='own_badge' type='text' label='Badge' max='12'/>\n"
#define END "</fields>"

#define KIND(name, more)                                                                           \
  "<kind name='" name "' label='Tool' plural='Tools' read='everyone' write='hr'" more ">\n"
#define NAME "<field name='name' type='text' label='Name' required='yes'/>\n"
#define LIST "<list columns='name' order='name'/>\n</kind>"

static const FwKind *const *
add (const FwKind *const *kinds, const char *text)
{
  g_autoptr (GError) error = NULL;
  const FwKind *const *all = fw_kinds_add (kinds, "x.xml", text, strlen (text), &error);

  g_assert_no_error (error);
  return all;
}

/* The kind that was there stays as it is for whoever holds it. */
static void
test_field (void)
{
  const FwKind *before = fw_kind_find ("person"), *after;
  const guint n = before->n_fields;
  const FwKind *const *kinds =
      add (fw_kinds (), FIELDS ("person", " columns='own_badge'") BADGE END);
  guint n_columns;

  after = fw_kinds_find (kinds, "person");
  g_assert_true (fw_kind_find ("person") == before && after != before);
  g_assert_true (fw_kind_is_same (before, after) && !fw_kind_is_own (after));
  g_assert_cmpuint (before->n_fields, ==, n);
  g_assert_cmpuint (after->n_fields, ==, n + 1);
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (after->fields[i].name, ==, before->fields[i].name);
  g_assert_true (after->fields[n].own && after->fields[n].max == 12);
  g_assert_true (after->counts && after->dated && after->check == before->check);
  n_columns = g_strv_length ((char **) before->columns);
  g_assert_cmpstr (after->columns[n_columns], ==, "own_badge");
  g_assert_null (after->columns[n_columns + 1]);
  g_assert_cmpint (fw_kind_get_write (after, &after->fields[n]), ==, before->write);

  /* In the same place, and all others are the same. */
  for (guint i = 0; kinds[i] != NULL; i++)
    g_assert_true (kinds[i] == fw_kinds ()[i] || kinds[i] == after);
  g_assert_true (add (fw_kinds (), FIELDS ("person", " columns='own_badge'") BADGE END) == kinds);
}

static void
test_register (void)
{
  const FwKind *const *kinds = add (fw_kinds (), KIND ("own-tool", "") NAME LIST);
  const FwKind *const *more = add (
      kinds, FIELDS ("own-tool", "") "<field name='to' type='ref' to='own-tool' label='To'/>" END);
  const FwKind *const *person =
      add (more,
           FIELDS ("person",
                   "") "<field name='own_tools' type='ref-list' to='own-tool' label='Tools'/>" END);

  g_assert_true (fw_kind_is_own (fw_kinds_find (kinds, "own-tool")));
  g_assert_false (fw_kinds_find (kinds, "own-tool")->fields[0].own);
  g_assert_cmpuint (fw_kinds_find (more, "own-tool")->n_fields, ==, 2);
  g_assert_true (fw_kinds_find (person, "own-tool") == fw_kinds_find (more, "own-tool"));
  g_assert_null (fw_kinds_find (fw_kinds (), "own-tool"));
}

/* Each says where, and what was expected; nothing is added by half. */
static void
test_wrong (void)
{
  static const struct
  {
    const char *text, *says;
  } wrong[] = {
    { "", "x.xml:1: " },
    { "<list/>", "x.xml:1: <list> does not belong here" },
    { FIELDS ("nosuch", "") BADGE END, "x.xml:1: there is no kind “nosuch”" },
    { FIELDS ("account", "") BADGE END, "x.xml:1: the kind “account” takes no fields" },
    { FIELDS ("person", "") END, "x.xml:1: expected at least one field" },
    { FIELDS ("person", "") BADGE BADGE END, "x.xml:3: there is a “own_badge” already" },
    { FIELDS ("person", "") "<field name='badge' type='text' label='B'/>" END,
      "x.xml:2: “badge”: what a centre adds to the program begins with “own_”" },
    { FIELDS ("person", "") "<field name='own_b' type='text' label='B' required='yes'/>" END,
      "x.xml:2: “own_b”: required: the records that are there have none" },
    { FIELDS ("person", "") "<field name='own_b' type='secret' label='B'/>" END,
      "x.xml:2: “own_b”: a centre has no secrets of its own" },
    { FIELDS ("person", "") "<field name='own_b' type='colour' label='B'/>" END,
      "x.xml:2: there is no type “colour”" },
    { FIELDS ("person", "") "<field name='own_b' type='ref' to='tool' label='B'/>" END,
      "x.xml:2: there is no kind “tool”" },
    { FIELDS ("person", "") "<field name='own_abcdefghijklmnopqrstuvw' type='text' label='B'/>" END,
      "at most 24 characters" },
    { FIELDS ("person", " columns='own_nosuch'") BADGE END, "x.xml:1: columns: there is no field" },
    { FIELDS ("person", " columns='name'") BADGE END, "columns: “name” stands there twice" },
    { FIELDS ("person", "") BADGE "<list columns='name' order='name'/>" END, "<list> does not" },
    { KIND ("tool", "") NAME LIST, "x.xml:1: “tool”: what a centre adds to the program begins" },
    { KIND ("team", "") NAME LIST, "x.xml:1: “team”: what a centre adds" },
    { KIND ("own-tool", " counts='yes'") NAME LIST, "counts: only a kind of the program" },
    { KIND ("own-tool", " closed='away'") NAME
      "<field name='who' type='text' label='W' account='yes'/>"
      "<field name='away' type='boolean' label='A' indexed='yes' read='administrator'/>" LIST,
      "closed: only a kind of the program" },
    { KIND ("own-tool", " accounts='yes'") NAME LIST, "accounts: only a kind of the program" },
    { KIND ("own-tool", " check='person'") NAME LIST, "check: only a kind of the program" },
    { KIND ("own-tool", " scope='is-team'") NAME LIST, "scope: only a kind" },
    { KIND ("own-tool", " scope='by-team'") NAME LIST, "its scope needs the field “team”" },
    { KIND ("own-tool", " flow='nosuch'") NAME LIST, "x.xml:1: flow: " },
    { KIND ("own-tool", "") NAME "<flow name='f' start='a'><state name='b'/></flow>" LIST,
      "x.xml:3: " },
    { KIND ("own-tool", "") NAME NAME LIST, "x.xml:3: there is a “name” already" },
    { KIND ("own-tool", "") "<field name='pin' type='secret' label='P'/>" NAME LIST,
      "x.xml:2: “pin”: a centre has no secrets of its own" },
    { KIND ("own-tool", "") NAME, "x.xml:" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      const gsize length = strlen (wrong[i].text);

      g_assert_null (fw_kinds_add (fw_kinds (), "x.xml", wrong[i].text, length, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      if (strstr (error->message, wrong[i].says) == NULL)
        g_error ("%s\n“%s” does not say “%s”", wrong[i].text, error->message, wrong[i].says);
      g_clear_error (&error);
      g_assert_false (fw_kinds_check (fw_kinds (), "x.xml", wrong[i].text, length, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
    }
}

static void
test_twice (void)
{
  static const char again[] = KIND ("own-tool", "") NAME LIST;
  const FwKind *const *kinds = add (fw_kinds (), again);
  g_autoptr (GError) error = NULL;

  g_assert_null (fw_kinds_add (kinds, "x.xml", again, strlen (again), &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "there is a kind “own-tool” already"));
}

/* As many as there may be, and not one more. */
static void
test_many (void)
{
  const FwKind *const *kinds = fw_kinds ();
  g_autoptr (GString) name = g_string_new ("own-");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i <= FW_KINDS_MAX_OWN; i++)
    {
      g_string_printf (name, "own-%c%c", 'a' + i / 26, 'a' + i % 26);
      g_free (text);
      text = g_strdup_printf (
          "<kind name='%s' label='T' plural='T' read='hr' write='hr'>" NAME LIST, name->str);
      if (i < FW_KINDS_MAX_OWN)
        kinds = add (kinds, text);
    }
  g_assert_null (fw_kinds_add (kinds, "x.xml", text, strlen (text), &error));
  g_assert_nonnull (strstr (error->message, "at most 100"));
}

/* A record that was made before the field, and one that does not speak of it. */
static void
test_records (void)
{
  const FwKind *before = fw_kind_find ("position"), *after;
  g_autoptr (FwRecord) old = fw_record_new (before, "agent");
  g_autoptr (FwRecord) record = NULL, same = NULL, back = NULL;
  guint badge;

  after = fw_kinds_find (add (fw_kinds (), FIELDS ("position", "") BADGE END), "position");
  badge = before->n_fields;
  fw_record_put_text (old, "name", "Agent");
  fw_record_set_revision (old, 3);
  record = fw_record_as (old, after);
  g_assert_true (fw_record_get_kind (record) == after);
  g_assert_cmpuint (fw_record_get_revision (record), ==, 3);
  g_assert_cmpstr (fw_record_text (record, "name"), ==, "Agent");
  g_assert_true (fw_record_is_empty (record, badge) && fw_record_is_left (record, badge));
  g_assert_true (fw_record_equal_field (old, record, badge));
  g_assert_true (fw_record_equal_field (old, record, 0));

  fw_record_set_text (record, badge, "17");
  g_assert_false (fw_record_is_left (record, badge));
  g_assert_false (fw_record_equal_field (old, record, badge));
  same = fw_record_as (record, after);
  g_assert_true (same == record);
  back = fw_record_as (record, before);
  g_assert_cmpstr (fw_record_text (back, "name"), ==, "Agent");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/own-kinds/field", test_field);
  g_test_add_func ("/own-kinds/register", test_register);
  g_test_add_func ("/own-kinds/wrong", test_wrong);
  g_test_add_func ("/own-kinds/twice", test_twice);
  g_test_add_func ("/own-kinds/many", test_many);
  g_test_add_func ("/own-kinds/records", test_records);
  return g_test_run ();
}
