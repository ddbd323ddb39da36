/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "intake/calls/fw-call-list.h"
#include "intake/text/fw-xlsx.h"

static FwInput *
open_sheet (FwXlsxBook *book, guint sheet, GError **error)
{
  g_autoptr (GBytes) rows = fw_xlsx_book_read (book, sheet, error);

  return rows != NULL ? fw_input_new_for_bytes (rows, error) : NULL;
}

static gboolean
fail_sheets (FwXlsxBook *book, const char *calls, const GError *why, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (calls != NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "the workbook has several sheets of calls: %s; state which in \"sheet\" in the "
                   "mapping",
                   calls);
      return FALSE;
    }
  fw_xlsx_book_append_names (book, names);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "the workbook has the sheets %s, and none reads as calls: %s; state which in "
               "\"sheet\" in the mapping",
               names->str, why->message);

  return FALSE;
}

/* The only visible sheet that reads as calls. */
static gboolean
choose_sheet (FwIntakeRun *run, FwXlsxBook *book, guint *chosen, GError **error)
{
  g_autoptr (GString) calls = g_string_new (NULL);
  g_autoptr (GError) why = NULL;
  guint n_visible = 0, n_calls = 0;

  for (guint i = 0; i < fw_xlsx_book_get_n_sheets (book); i++)
    if (fw_xlsx_book_is_visible (book, i) && n_visible++ == 0)
      *chosen = i;
  if (n_visible == 1)
    return TRUE;
  for (guint i = 0; i < fw_xlsx_book_get_n_sheets (book); i++)
    {
      g_autoptr (FwInput) sheet = NULL;
      g_autoptr (GError) reason = NULL;

      if (!fw_xlsx_book_is_visible (book, i))
        continue;
      sheet = open_sheet (book, i, error);
      if (sheet == NULL)
        return FALSE;
      if (fw_call_list_try (run, sheet, &reason))
        {
          g_string_append_printf (calls, "%s\"%s\"", n_calls++ > 0 ? ", " : "",
                                  fw_xlsx_book_get_name (book, i));
          *chosen = i;
        }
      else if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      else if (why == NULL || strstr (why->message, "is empty") != NULL)
        {
          g_clear_error (&why);
          why = g_steal_pointer (&reason);
        }
    }

  return n_calls == 1 || fail_sheets (book, n_calls > 1 ? calls->str : NULL, why, error);
}

gboolean
fw_call_workbook_read (FwIntakeRun *run, GBytes *packed, GError **error)
{
  g_autoptr (FwXlsxBook) book = fw_xlsx_book_open (packed, error);
  g_autoptr (FwInput) sheet = NULL;
  guint chosen = 0;
  gboolean done;

  run->epoch_1904 = book != NULL && fw_xlsx_book_is_epoch_1904 (book);
  if (book == NULL ||
      !(run->form.sheet != NULL ? fw_xlsx_book_find (book, run->form.sheet, &chosen, error)
                                : choose_sheet (run, book, &chosen, error)))
    return FALSE;
  g_free (run->report->text.sheet);
  run->report->text.sheet = g_strdup (fw_xlsx_book_get_name (book, chosen));
  sheet = open_sheet (book, chosen, error);
  if (sheet == NULL)
    return FALSE;
  run->input = sheet;
  done = fw_call_list_read_rows (run, sheet, TRUE, error);
  run->input = NULL; /* it goes away before the run does */

  return done;
}
