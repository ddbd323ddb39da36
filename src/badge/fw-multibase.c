/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badge/fw-multibase.h"

#include <string.h>

static const char alphabet[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

#define MOST_BYTES 256

gboolean
fw_base58_decode (const char *text, guint8 *bytes, gsize most, gsize *length)
{
  guint8 digits[MOST_BYTES] = { 0 }; /* base 256, the lowest first */
  gsize n = 0, zeros = 0;

  g_return_val_if_fail (text != NULL && bytes != NULL && length != NULL, FALSE);

  while (text[zeros] == '1')
    zeros++;
  for (const char *at = text; *at != '\0'; at++)
    {
      const char *found = strchr (alphabet, *at);
      guint carry;

      if (found == NULL)
        return FALSE;
      carry = (guint) (found - alphabet);
      for (gsize i = 0; i < n; i++)
        {
          carry += digits[i] * 58u;
          digits[i] = (guint8) carry;
          carry >>= 8;
        }
      if (carry > 0 && n == MOST_BYTES)
        return FALSE;
      if (carry > 0)
        digits[n++] = (guint8) carry;
    }
  if (zeros + n > most)
    return FALSE;
  memset (bytes, 0, zeros);
  for (gsize i = 0; i < n; i++)
    bytes[zeros + i] = digits[n - 1 - i];
  *length = zeros + n;
  return TRUE;
}

char *
fw_base58_encode (const guint8 *bytes, gsize length)
{
  guint8 digits[MOST_BYTES * 2] = { 0 }; /* base 58, the lowest first */
  gsize n = 0, zeros = 0;
  GString *text;

  g_return_val_if_fail (bytes != NULL && length <= MOST_BYTES, NULL);

  while (zeros < length && bytes[zeros] == 0)
    zeros++;
  for (gsize k = zeros; k < length; k++)
    {
      guint carry = bytes[k];

      for (gsize i = 0; i < n; i++)
        {
          carry += digits[i] * 256u;
          digits[i] = (guint8) (carry % 58);
          carry /= 58;
        }
      for (; carry > 0; carry /= 58)
        digits[n++] = (guint8) (carry % 58);
    }
  text = g_string_new (NULL);
  for (gsize i = 0; i < zeros; i++)
    g_string_append_c (text, '1');
  while (n > 0)
    g_string_append_c (text, alphabet[digits[--n]]);
  return g_string_free (text, FALSE);
}

static int
get_value (char c)
{
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (c >= '0' && c <= '9')
    return c - '0' + 52;
  return c == '-' ? 62 : c == '_' ? 63 : -1;
}

guint8 *
fw_base64url_decode (const char *text, gsize text_length, gsize *length)
{
  g_autofree guint8 *bytes = g_malloc (text_length + 1);
  guint held = 0, bits = 0;
  gsize n = 0;

  g_return_val_if_fail (text != NULL && length != NULL, NULL);

  for (gsize i = 0; i < text_length; i++)
    {
      int value = get_value (text[i]);

      if (value < 0)
        return NULL;
      held = (held << 6 | (guint) value) & 0xffffff;
      bits += 6;
      if (bits >= 8)
        {
          bits -= 8;
          bytes[n++] = (guint8) (held >> bits);
        }
    }
  /* What is left over is padding and says nothing else; a whole sign more is an error. */
  if (bits >= 6 || (held & ((1u << bits) - 1)) != 0)
    return NULL;
  bytes[n] = 0;
  *length = n;
  return g_steal_pointer (&bytes);
}

char *
fw_base64url_encode (const guint8 *bytes, gsize length)
{
  char *text;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  text = g_base64_encode (bytes, length);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}
