/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What digits alone tell. @digits are values from 0 to 9, @n of them. */

/** fw_digits_are_id: whether they are the number of a resident of China (GB 11643): a province, a
 * birth up to @today and the check digit of ISO 7064, MOD 11-2. @digits: 17; @last: the 18th, 10
 * for X; @today: days since 1970. */
gboolean fw_digits_are_id (const guint8 *digits, guint last, gint32 today);
gboolean fw_digits_pass_luhn (const guint8 *digits, guint n);
/** fw_digits_are_card: of a bank, by issuer, length and check digit. */
gboolean fw_digits_are_card (const guint8 *digits, guint n);
/** fw_digits_are_mobile: a mobile number of China. */
gboolean fw_digits_are_mobile (const guint8 *digits, guint n);
/** fw_digits_are_nanp: ten digits of North America. */
gboolean fw_digits_are_nanp (const guint8 *digits);
/** fw_digits_are_ssn: nine digits of a social security number of the United States. */
gboolean fw_digits_are_ssn (const guint8 *digits);
/** fw_digits_find_area: Returns: of a landline of China with its area code, the digits of that; 0.
 */
guint fw_digits_find_area (const guint8 *digits, guint n);

G_END_DECLS
