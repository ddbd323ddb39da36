/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-case-record.h"

#include "core/fw-error.h"

static guint
weigh (const char *word)
{
  return g_strcmp0 (word, "high") == 0 ? 3 : g_strcmp0 (word, "low") == 0 ? 1 : 2;
}

guint
fw_case_grade (const char *impact, const char *urgency, gboolean threat, gboolean repeated)
{
  const guint weight = weigh (impact) + weigh (urgency);

  if (threat || weight >= 5)
    return 1;
  return repeated || weight == 4 ? 2 : 3;
}

/* The first department that it goes to is no hand-off, and to be without one is none either. */
static gint64
count_handoffs (const FwRecord *stored, const FwRecord *record)
{
  const guint department = fw_record_find (record, "department");
  const gint64 before = stored != NULL && !fw_record_lacks (stored, "handoffs")
                            ? fw_record_integer (stored, "handoffs")
                            : 0;

  return before + (stored != NULL && !fw_record_is_empty (stored, department) &&
                   !fw_record_is_empty (record, department) &&
                   !fw_record_equal_field (stored, record, department));
}

static gboolean
is_yes (const FwRecord *record, const char *field)
{
  return fw_record_integer (record, field) != 0;
}

/* What is most urgent says the limits; inquiries and technical questions have limits of their own
 * where they are of the least grade. */
static const char *
find_terms (const FwRecord *record, const char *grade)
{
  const char *class = fw_record_text (record, "class");

  if (is_yes (record, "safety"))
    return "safety";
  if (is_yes (record, "vip"))
    return "vip";
  if (is_yes (record, "manager"))
    return "manager";
  if (!g_str_equal (grade, "3"))
    return grade;
  return g_strcmp0 (class, "inquiry") == 0   ? "inquiry"
         : g_strcmp0 (class, "support") == 0 ? "technical"
                                             : grade;
}

/* Days of it; empty where one of both is not known. */
static void
derive_days (FwRecord *record, const char *field, const char *from, const char *to)
{
  if (fw_record_lacks (record, from) || fw_record_lacks (record, to))
    fw_record_clear (record, fw_record_find (record, field));
  else
    fw_record_set_integer (record, fw_record_find (record, field),
                           fw_record_integer (record, to) - fw_record_integer (record, from));
}

void
fw_case_derive (const FwRecord *stored, FwRecord *record)
{
  static const char *const grades[] = { "1", "2", "3" };
  const guint grade = fw_case_grade (
      fw_record_text (record, "impact"), fw_record_text (record, "urgency"),
      is_yes (record, "threat") || is_yes (record, "safety"), is_yes (record, "repeated"));

  fw_record_set_text (record, fw_record_find (record, "grade"), grades[grade - 1]);
  fw_record_set_text (record, fw_record_find (record, "terms"),
                      find_terms (record, grades[grade - 1]));
  fw_record_set_integer (record, fw_record_find (record, "handoffs"),
                         count_handoffs (stored, record));
  derive_days (record, "return_after", "delivered", "return_asked");
  derive_days (record, "warranty_left", "faulty_since", "warranty_until");
}

gboolean
fw_case_check (const FwRecord *record, GError **error)
{
  if (fw_record_lacks (record, "delivered") || fw_record_lacks (record, "return_asked") ||
      fw_record_integer (record, "return_asked") >= fw_record_integer (record, "delivered"))
    return TRUE;

  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                       "return_asked: expected a day on or after the one on which the goods came");
  return FALSE;
}
