/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-intake.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  read_anything (FW_FORMAT_QUEUE_LOG, NULL, data, size);

  return 0;
}
