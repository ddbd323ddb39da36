/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-pages.h"

#include "console/contacts/fw-contacts-page.h"
#include "console/import/fw-import-page.h"
#include "console/live/fw-live-page.h"
#include "console/records/fw-records-page.h"
#include "console/why/fw-why-page.h"

#define RECORDS(name, label, icon, roles, scope, kind)                                             \
  {                                                                                                \
    name, FW_SECTION_CENTRE, label, icon, roles, scope, fw_records_page_get_type, kind             \
  }

static const FwPageEntry pages[] = {
  { "live", FW_SECTION_FLOOR, N_ ("Live"), "fw-live-symbolic", FW_ROLE_EVERYONE,
    FW_SCOPE_BAR_WHO | FW_SCOPE_BAR_QUEUE, fw_live_page_get_type, NULL },
  { "why", FW_SECTION_FLOOR, N_ ("Why"), "fw-why-symbolic", FW_ROLE_EVERYONE, FW_SCOPE_BAR_ALL,
    fw_why_page_get_type, NULL },
  { "contacts", FW_SECTION_FLOOR, N_ ("Contacts"), "fw-contacts-symbolic", FW_ROLE_EVERYONE,
    FW_SCOPE_BAR_WHO | FW_SCOPE_BAR_QUEUE | FW_SCOPE_BAR_RANGE, fw_contacts_page_get_type, NULL },
  RECORDS (
      "sites", N_ ("Sites"), "fw-site-symbolic", FW_ROLE_ADMINISTRATOR, FW_SCOPE_BAR_NONE, "site"),
  RECORDS ("teams", N_ ("Teams"), "fw-team-symbolic", FW_ROLE_EVERYONE, FW_SCOPE_BAR_SITE, "team"),
  RECORDS (
      "people", N_ ("People"), "fw-people-symbolic", FW_ROLE_EVERYONE, FW_SCOPE_BAR_WHO, "person"),
  RECORDS ("positions",
           N_ ("Positions"),
           "fw-position-symbolic",
           FW_ROLE_EVERYONE,
           FW_SCOPE_BAR_NONE,
           "position"),
  RECORDS (
      "queues", N_ ("Queues"), "fw-queue-symbolic", FW_ROLE_EVERYONE, FW_SCOPE_BAR_WHO, "queue"),
  RECORDS ("shifts",
           N_ ("Shifts"),
           "fw-shift-symbolic",
           FW_ROLE_EVERYONE,
           FW_SCOPE_BAR_SITE,
           "shift-template"),
  RECORDS ("policies",
           N_ ("Policies"),
           "fw-policy-symbolic",
           FW_ROLE_EVERYONE,
           FW_SCOPE_BAR_SITE,
           "policy"),
  RECORDS ("periods",
           N_ ("Good periods"),
           "fw-period-symbolic",
           FW_ROLE_EVERYONE,
           FW_SCOPE_BAR_SITE,
           "period"),
  RECORDS (
      "watches", N_ ("Watches"), "fw-watch-symbolic", FW_ROLE_EVERYONE, FW_SCOPE_BAR_WHO, "watch"),
  RECORDS ("findings",
           N_ ("Findings"),
           "fw-finding-symbolic",
           FW_ROLE_EVERYONE,
           FW_SCOPE_BAR_WHO,
           "finding"),
  RECORDS ("accounts",
           N_ ("Accounts"),
           "fw-account-symbolic",
           FW_ROLE_ADMINISTRATOR,
           FW_SCOPE_BAR_NONE,
           "account"),
  { "import", FW_SECTION_CENTRE, N_ ("Import"), "fw-import-symbolic", FW_ROLE_ADMINISTRATOR,
    FW_SCOPE_BAR_NONE, fw_import_page_get_type, NULL },
  { NULL },
};

const FwPageEntry *
fw_pages (void)
{
  return pages;
}

const FwPageEntry *
fw_pages_find (const char *name)
{
  for (const FwPageEntry *entry = pages; entry->name != NULL; entry++)
    if (g_strcmp0 (entry->name, name) == 0)
      return entry;
  return NULL;
}

const char *
fw_section_get_label (FwSection section)
{
  static const char *const labels[FW_N_SECTIONS] = { N_ ("Floor"), N_ ("Centre") };

  g_return_val_if_fail (section < FW_N_SECTIONS, "");

  return _ (labels[section]);
}

FwPage *
fw_page_entry_new (const FwPageEntry *entry)
{
  if (entry->kind != NULL)
    return g_object_new (entry->get_type (), "page-name", entry->name, "kind", entry->kind, NULL);
  return g_object_new (entry->get_type (), "page-name", entry->name, NULL);
}
