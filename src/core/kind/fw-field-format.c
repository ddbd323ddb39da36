/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/kind/fw-field-format.h"

#include <string.h>

#include "core/quality/fw-digits.h"

/* E.164: with the country's code, without the +. */
#define LEAST_ABROAD 8
#define MOST_ABROAD 15
#define ID_DIGITS 17
/* RFC 5321. */
#define MOST_LOCAL 64
#define MOST_LABEL 63
#define MOST_ADDRESS 254
#define LEAST_ORDER 4
#define MOST_ORDER 40

/* Returns: how many digits stand at the front, of which the first @most are read. */
static gsize
read_digits (const char *text, guint8 *digits, gsize most)
{
  gsize n = 0;

  for (; g_ascii_isdigit (text[n]); n++)
    if (n < most)
      digits[n] = (guint8) (text[n] - '0');
  return n;
}

/* Of China as it is dialled there, of any country with its code. */
static gboolean
is_mobile (const char *text)
{
  guint8 digits[MOST_ABROAD];
  const gboolean abroad = *text == '+';
  const gsize n = read_digits (text + abroad, digits, sizeof digits);

  if (text[abroad + n] != '\0')
    return FALSE;
  if (!abroad)
    return n == 11 && fw_digits_are_mobile (digits, 11);
  if (n < LEAST_ABROAD || n > MOST_ABROAD || digits[0] == 0)
    return FALSE;
  return digits[0] != 8 || digits[1] != 6 || (n == 13 && fw_digits_are_mobile (digits + 2, 11));
}

static gboolean
is_local (const char *text, gsize length)
{
  if (length == 0 || length > MOST_LOCAL || text[0] == '.' || text[length - 1] == '.')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if ((!g_ascii_isalnum (text[i]) && strchr (".!#$%&'*+-/=?^_`{|}~", text[i]) == NULL) ||
        (text[i] == '.' && text[i + 1] == '.'))
      return FALSE;
  return TRUE;
}

/* A name of the net may have letters of any script. */
static gboolean
is_label (const char *label)
{
  if (*label == '\0' || *label == '-' || strlen (label) > MOST_LABEL ||
      g_str_has_suffix (label, "-"))
    return FALSE;
  for (const char *p = label; *p != '\0'; p = g_utf8_next_char (p))
    if (*p != '-' && !g_unichar_isalnum (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
is_email (const char *text)
{
  const char *at = strrchr (text, '@');
  g_auto (GStrv) labels = NULL;
  guint n;

  if (at == NULL || strlen (text) > MOST_ADDRESS || !is_local (text, (gsize) (at - text)))
    return FALSE;
  labels = g_strsplit (at + 1, ".", -1);
  n = g_strv_length (labels);
  for (guint i = 0; i < n; i++)
    if (!is_label (labels[i]))
      return FALSE;
  return n >= 2 && g_utf8_strlen (labels[n - 1], -1) >= 2 && !g_ascii_isdigit (*labels[n - 1]);
}

static gboolean
is_order_number (const char *text)
{
  const gsize length = strlen (text);
  gboolean any = FALSE;

  if (length < LEAST_ORDER || length > MOST_ORDER)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      any = any || g_ascii_isdigit (text[i]);
      if (!g_ascii_isalnum (text[i]) && strchr ("-_/.", text[i]) == NULL)
        return FALSE;
    }
  return any && g_ascii_isalnum (text[0]) && g_ascii_isalnum (text[length - 1]);
}

static gboolean
is_resident_id (const char *text)
{
  /* It may be tomorrow already elsewhere. */
  const gint32 tomorrow = (gint32) (g_get_real_time () / G_USEC_PER_SEC / 86400) + 1;
  guint8 digits[ID_DIGITS];

  if (strlen (text) != ID_DIGITS + 1 || read_digits (text, digits, ID_DIGITS) < ID_DIGITS ||
      (!g_ascii_isdigit (text[ID_DIGITS]) && text[ID_DIGITS] != 'X'))
    return FALSE;
  return fw_digits_are_id (digits, text[ID_DIGITS] == 'X' ? 10 : (guint) (text[ID_DIGITS] - '0'),
                           tomorrow);
}

static const struct
{
  gboolean (*is) (const char *text);
  const char *expected;
} formats[] = {
  { is_mobile, "a mobile number in digits, such as 13800138000 or +4915112345678" },
  { is_email, "an e-mail address, such as service@example.com" },
  { is_order_number,
    "an order number: 4 to 40 letters, digits and “-”, with a digit, such as JD20261203-0001" },
  { is_resident_id,
    "the 18 characters of a resident ID with its check digit, such as 11010519491231002X" },
};

const char *const *
fw_field_format_names (void)
{
  static const char *const names[G_N_ELEMENTS (formats) + 1] = { "mobile", "email", "order-number",
                                                                 "resident-id" };

  return names;
}

const char *
fw_field_format_check (const char *format, const char *text)
{
  const char *const *names = fw_field_format_names ();

  g_return_val_if_fail (format != NULL && text != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (names[i], format) == 0)
      return formats[i].is (text) ? NULL : formats[i].expected;
  g_return_val_if_reached (NULL);
}
