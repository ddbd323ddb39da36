/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-intake.h"

/* The first byte chooses whether the date order is stated. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  read_anything (FW_FORMAT_CALLS, data[0] == 'D' ? "{\"date_order\":\"dmy\"}" : NULL, data + 1,
                 size - 1);

  return 0;
}
