/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/person/fw-person-shown.h"

#include "console/records/fw-record-list.h"

struct _FwPersonShown
{
  GObject parent_instance;

  FwPage *page; /* weak */
  FwRecordList *people;
  char *id;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwPersonShown, fw_person_shown, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
people_changed_cb (FwPersonShown *self)
{
  if (*self->id != '\0')
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
fw_person_shown_dispose (GObject *object)
{
  FwPersonShown *self = FW_PERSON_SHOWN (object);

  g_clear_object (&self->people);
  g_clear_weak_pointer (&self->page);
  G_OBJECT_CLASS (fw_person_shown_parent_class)->dispose (object);
}

static void
fw_person_shown_finalize (GObject *object)
{
  g_free (FW_PERSON_SHOWN (object)->id);
  G_OBJECT_CLASS (fw_person_shown_parent_class)->finalize (object);
}

static void
fw_person_shown_class_init (FwPersonShownClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_person_shown_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_person_shown_finalize;
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_PERSON_SHOWN, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fw_person_shown_init (FwPersonShown *self)
{
  self->id = g_strdup ("");
}

FwPersonShown *
fw_person_shown_new (FwPage *page)
{
  FwPersonShown *self;

  g_return_val_if_fail (FW_IS_PAGE (page), NULL);

  self = g_object_new (FW_TYPE_PERSON_SHOWN, NULL);
  g_set_weak_pointer (&self->page, page);
  self->people =
      g_object_ref (fw_record_list_get (fw_page_get_client (page), fw_kind_find ("person")));
  g_signal_connect_object (self->people, "changed", G_CALLBACK (people_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
fw_person_shown_set (FwPersonShown *self, const char *id)
{
  g_return_if_fail (FW_IS_PERSON_SHOWN (self));
  g_return_if_fail (id != NULL);

  if (g_str_equal (self->id, id))
    return;
  g_free (self->id);
  self->id = g_strdup (id);
  g_signal_emit (self, signals[CHANGED], 0);
}

FwPage *
fw_person_shown_get_page (FwPersonShown *self)
{
  g_return_val_if_fail (FW_IS_PERSON_SHOWN (self), NULL);
  return self->page;
}

const char *
fw_person_shown_get_id (FwPersonShown *self)
{
  g_return_val_if_fail (FW_IS_PERSON_SHOWN (self), "");
  return self->id;
}

FwRecord *
fw_person_shown_get_record (FwPersonShown *self)
{
  FwRecordItem *item;

  g_return_val_if_fail (FW_IS_PERSON_SHOWN (self), NULL);

  item = fw_record_list_find (self->people, self->id);
  return item != NULL ? fw_record_item_get_record (item) : NULL;
}

static const char *
get_text (FwPersonShown *self, const char *field)
{
  FwRecord *record = fw_person_shown_get_record (self);
  const char *text = record != NULL ? fw_record_text (record, field) : NULL;

  return text != NULL ? text : "";
}

const char *
fw_person_shown_get_name (FwPersonShown *self)
{
  const char *name;

  g_return_val_if_fail (FW_IS_PERSON_SHOWN (self), "");

  name = get_text (self, "name");
  return *name != '\0' ? name : self->id;
}

const char *
fw_person_shown_get_agent (FwPersonShown *self)
{
  const char *login;

  g_return_val_if_fail (FW_IS_PERSON_SHOWN (self), "");

  login = get_text (self, "login");
  return *login != '\0' ? login : self->id;
}

char *
fw_person_shown_describe (FwPersonShown *self)
{
  static const char *const parts[][2] = { { "team", "team" },
                                          { "shift-template", "shift" },
                                          { "position", "position" } };
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (FW_IS_PERSON_SHOWN (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *id = get_text (self, parts[i][1]);
      const char *title;

      if (*id == '\0')
        continue;
      title = fw_record_list_title (parts[i][0], id, fw_page_get_client (self->page));
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", title != NULL ? title : id);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
