/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the digits alone say. */
#include "core/calendar/fw-zone.h"
#include "core/quality/fw-mask-private.h"

/* GB/T 2260: provinces, and 81 to 83 for residents from Hong Kong, Macao and Taiwan. */
static gboolean
is_region (guint code)
{
  static const guint8 last[] = { 0, 15, 23, 37, 46, 54, 65, 71, 83 };

  return code >= 11 && code / 10 < G_N_ELEMENTS (last) && code % 10 >= 1 && code <= last[code / 10];
}

static guint
read_number (const guint8 *digits, guint n)
{
  guint number = 0;

  for (guint i = 0; i < n; i++)
    number = number * 10 + digits[i];
  return number;
}

static gboolean
is_birth (const guint8 *digits, gint32 today)
{
  const guint year = read_number (digits, 4), month = read_number (digits + 4, 2),
              day = read_number (digits + 6, 2);
  guint same_month, same_day;
  gint same_year;
  gint32 born;

  if (year < 1880 || month < 1 || month > 12 || day < 1 || day > 31)
    return FALSE;
  born = fw_date_from_civil ((gint) year, month, day);
  fw_date_to_civil (born, &same_year, &same_month, &same_day);
  return same_day == day && born <= today;
}

/* ISO 7064, MOD 11-2; @last is 10 for X. */
gboolean
fw_digits_are_id (const guint8 *digits, guint last, gint32 today)
{
  guint sum = 0;

  if (!is_region (read_number (digits, 2)) || !is_birth (digits + 6, today))
    return FALSE;
  for (guint i = 0; i < 17; i++)
    sum = (sum + digits[i]) * 2 % 11;
  return (sum + last) % 11 == 1;
}

gboolean
fw_digits_pass_luhn (const guint8 *digits, guint n)
{
  guint sum = 0;

  for (guint i = 0; i < n; i++)
    {
      const guint value = digits[n - 1 - i] << (i % 2);

      sum += value > 9 ? value - 9 : value;
    }
  return sum % 10 == 0;
}

/* ISO/IEC 7812: who issues them, and how long theirs are. */
gboolean
fw_digits_are_card (const guint8 *digits, guint n)
{
  static const struct
  {
    guint from, to; /* of the first four digits */
    guint least, most;
  } issuers[] = {
    { 3400, 3499, 15, 15 }, { 3700, 3799, 15, 15 },                         /* American Express */
    { 3000, 3059, 14, 19 }, { 3095, 3095, 14, 19 },                         /* Diners Club */
    { 3600, 3699, 14, 19 }, { 3800, 3999, 14, 19 }, { 3528, 3589, 16, 19 }, /* JCB */
    { 4000, 4999, 13, 13 }, { 4000, 4999, 16, 16 },                         /* Visa */
    { 4000, 4999, 19, 19 }, { 5100, 5599, 16, 16 }, { 2221, 2720, 16, 16 }, /* Mastercard */
    { 5018, 5018, 13, 19 }, { 5020, 5020, 13, 19 },                         /* Maestro */
    { 5038, 5038, 13, 19 }, { 5893, 5893, 13, 19 }, { 6304, 6304, 13, 19 }, { 6759, 6759, 13, 19 },
    { 6761, 6763, 13, 19 }, { 6011, 6011, 16, 19 }, { 6440, 6599, 16, 19 }, /* Discover */
    { 6200, 6299, 16, 19 }, { 9558, 9558, 19, 19 }, /* UnionPay, and a bank of China before it */
  };
  guint front;

  if (n < 13 || n > 19 || !fw_digits_pass_luhn (digits, n))
    return FALSE;
  front = read_number (digits, 4);
  for (guint i = 0; i < G_N_ELEMENTS (issuers); i++)
    if (front >= issuers[i].from && front <= issuers[i].to && n >= issuers[i].least &&
        n <= issuers[i].most)
      return TRUE;
  return FALSE;
}

gboolean
fw_digits_are_mobile (const guint8 *digits, guint n)
{
  return n == 11 && digits[0] == 1 && digits[1] >= 3;
}

/* The numbering plan of North America: ten digits, area and exchange begin with 2 to 9 and are no
 * service. Areas such as 400, 500, 800 and 900 are no person's; nor is what is free of charge. */
gboolean
fw_digits_are_nanp (const guint8 *digits)
{
  const guint area = read_number (digits, 3);

  if (digits[0] < 2 || digits[3] < 2 || (digits[1] == 1 && digits[2] == 1) ||
      (digits[4] == 1 && digits[5] == 1))
    return FALSE;
  return area % 100 != 0 && !(area >= 800 && area < 890 && digits[1] == digits[2]);
}

gboolean
fw_digits_are_ssn (const guint8 *digits)
{
  const guint area = read_number (digits, 3);

  return area != 0 && area != 666 && area < 900 && read_number (digits + 3, 2) != 0 &&
         read_number (digits + 5, 4) != 0;
}

guint
fw_digits_find_area (const guint8 *digits, guint n)
{
  guint area;

  if (n < 10 || n > 12 || digits[0] != 0 || digits[1] == 0)
    return 0;
  area = digits[1] <= 2 ? 3 : 4;
  if (area == 3 && digits[1] == 1 && digits[2] != 0)
    return 0;
  return n == area + 8 || (area == 4 && n == 11) ? area : 0;
}
