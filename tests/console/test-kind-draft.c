/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/kinds/fw-kind-draft.h"

static const FwKind *
add (const FwKindDraft *draft, const FwKind *const **kinds)
{
  g_autofree char *name = NULL;
  g_autofree char *text = fw_kind_draft_write (draft, *kinds, &name);
  g_autoptr (GError) error = NULL;

  *kinds = fw_kinds_add (*kinds, "x.xml", text, strlen (text), &error);
  g_assert_no_error (error);
  return fw_kinds_find (*kinds, name);
}

/* Whatever somebody may call it: the same name twice, no Latin letter, what XML means something by.
 */
static void
test_register (void)
{
  const FwFieldDraft fields[] = {
    { .label = "Item & \"more\"", .type = "text", .required = TRUE },
    { .label = "Item, more", .type = "date" },
    { .label = "到期日", .type = "date" },
    { .label = "备注", .type = "text" },
    { .label = "Site", .type = "boolean" },
    { .label = "How bad", .type = "enum", .choices = "Low; High;;低;Low" },
    { .label = "Who", .type = "ref", .to = "person" },
    { .label = "A name that is much longer than any column of a table may be", .type = "number" },
  };
  const FwKindDraft draft = { .label = "设备 <1>",
                              .scope = FW_SCOPE_BY_TEAM,
                              .writers = "supervisor administrator",
                              .fields = fields,
                              .n_fields = G_N_ELEMENTS (fields) };
  const FwKind *const *kinds = fw_kinds ();
  const FwKind *kind = add (&draft, &kinds), *again = NULL;
  const FwField *level;

  g_assert_cmpstr (kind->name, ==, "own-register");
  g_assert_cmpstr (kind->label, ==, "设备 <1>");
  g_assert_cmpint (kind->scope, ==, FW_SCOPE_BY_TEAM);
  g_assert_cmpuint (kind->n_fields, ==, G_N_ELEMENTS (fields) + 2);
  g_assert_cmpstr (kind->title, ==, "item_more");
  g_assert_true (kind->fields[0].required);
  g_assert_cmpstr (kind->fields[1].name, ==, "item_more_a");
  g_assert_cmpstr (kind->fields[2].name, ==, "field");
  g_assert_cmpstr (kind->fields[3].name, ==, "field_a");
  g_assert_cmpstr (kind->fields[4].name, ==, "site_a");
  level = &kind->fields[5];
  g_assert_cmpuint (g_strv_length ((char **) level->values), ==, 4);
  g_assert_cmpstr (level->labels[2], ==, "低");
  g_assert_cmpstr (kind->fields[6].to, ==, "person");

  again = add (&draft, &kinds);
  g_assert_cmpstr (again->name, ==, "own-register-a");
}

/* A register whose records fall due: nothing of it waits for anybody before. */
static void
test_due (void)
{
  const FwFieldDraft fields[] = { { .label = "Item", .type = "text", .required = TRUE },
                                  { .label = "Due", .type = "date", .required = TRUE },
                                  { .label = "State", .type = "text" } };
  const FwKindDraft draft = { .label = "Equipment & more",
                              .scope = FW_SCOPE_BY_SITE,
                              .writers = "supervisor administrator",
                              .fields = fields,
                              .n_fields = G_N_ELEMENTS (fields),
                              .due = &fields[1],
                              .days = 7 };
  const FwKind *const *kinds = fw_kinds ();
  const FwKind *kind = add (&draft, &kinds);
  const FwFlowMove *tells;

  g_assert_cmpstr (kind->flow->start, ==, "planned");
  g_assert_true (fw_flow_find_state (kind->flow, "planned")->ends);
  g_assert_false (fw_flow_find_state (kind->flow, "soon")->ends);
  tells = &g_array_index (kind->flow->moves, FwFlowMove, 0);
  g_assert_cmpstr (tells->when->field, ==, "due");
  g_assert_cmpint (tells->when->offset, ==, -7 * 24 * 3600 * G_TIME_SPAN_SECOND);
  g_assert_cmpstr (kind->fields[2].name, ==, "state_a");
}

static void
test_fields (void)
{
  const FwFieldDraft fields[] = { { .label = "Badge", .type = "text" },
                                  { .label = "Badge", .type = "integer" } };
  const FwKind *const *kinds = fw_kinds ();
  const FwKindDraft draft = { .of = fw_kind_find ("person"), .fields = fields, .n_fields = 2 };
  const guint n = draft.of->n_fields;
  const FwKind *kind = add (&draft, &kinds);
  const FwKindDraft more = { .of = kind, .fields = fields, .n_fields = 1 };

  g_assert_cmpstr (kind->fields[n].name, ==, "own_badge");
  g_assert_cmpstr (kind->fields[n + 1].name, ==, "own_badge_a");
  kind = add (&more, &kinds);
  g_assert_cmpstr (kind->fields[n + 2].name, ==, "own_badge_b");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kind-draft/register", test_register);
  g_test_add_func ("/kind-draft/due", test_due);
  g_test_add_func ("/kind-draft/fields", test_fields);
  return g_test_run ();
}
