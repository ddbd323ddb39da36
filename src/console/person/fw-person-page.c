/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/person/fw-person-page.h"

#include "console/live/fw-floor-query.h"
#include "console/person/fw-person-panels.h"
#include "console/why/fw-why-question.h"

#include <glib/gi18n-lib.h>

struct _FwPersonPage
{
  FwPage parent_instance;

  FwPersonShown *shown;
  GtkStack *stack;
  GtkBox *box;
  GtkLabel *name;
  GtkLabel *about;
  GtkWidget *why;
};

G_DEFINE_FINAL_TYPE (FwPersonPage, fw_person_page, FW_TYPE_PAGE)

static void
changed_cb (FwPersonPage *self)
{
  g_autofree char *about = fw_person_shown_describe (self->shown);
  gboolean somebody = *fw_person_shown_get_id (self->shown) != '\0';

  gtk_stack_set_visible_child_name (self->stack, somebody ? "person" : "nobody");
  gtk_label_set_text (self->name, fw_person_shown_get_name (self->shown));
  gtk_label_set_text (self->about, about);
  gtk_widget_set_visible (GTK_WIDGET (self->about), *about != '\0');
  fw_page_set_subtitle (FW_PAGE (self), somebody ? fw_person_shown_get_name (self->shown) : NULL);
}

static void
contacts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwPersonPage *self = FW_PERSON_PAGE (widget);
  FwView *view = fw_page_get_view (FW_PAGE (self));
  g_autofree char *query =
      fw_floor_query_new_contacts_alone (view, "agent", fw_person_shown_get_agent (self->shown));
  const char *measure = g_variant_get_string (parameter, NULL);

  fw_page_go (FW_PAGE (self), "contacts",
              g_variant_new ("(sss)", query, fw_floor_query_choose_measure (measure),
                             fw_person_shown_get_name (self->shown)));
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwPersonPage *self = FW_PERSON_PAGE (widget);

  if (*fw_person_shown_get_id (self->shown) != '\0')
    fw_page_go (FW_PAGE (self), "people",
                g_variant_new_string (fw_person_shown_get_id (self->shown)));
}

static GVariant *
fw_person_page_ask_why (FwPage *page)
{
  FwPersonPage *self = FW_PERSON_PAGE (page);

  if (*fw_person_shown_get_id (self->shown) == '\0')
    return NULL;
  return fw_why_question_new ("aht_s", FW_WHY_N_UNKNOWN, "agent",
                              fw_person_shown_get_agent (self->shown),
                              fw_person_shown_get_name (self->shown));
}

static void
fw_person_page_open (FwPage *page, GVariant *target)
{
  FwPersonPage *self = FW_PERSON_PAGE (page);

  if (target == NULL || !g_variant_is_of_type (target, G_VARIANT_TYPE_STRING))
    return;
  fw_person_shown_set (self->shown, g_variant_get_string (target, NULL));
  gtk_widget_grab_focus (self->why);
}

static void
fw_person_page_focus (FwPage *page)
{
  gtk_widget_child_focus (gtk_stack_get_visible_child (FW_PERSON_PAGE (page)->stack),
                          GTK_DIR_TAB_FORWARD);
}

static void
add_panels (FwPersonPage *self)
{
  FwRole role = fw_client_get_role (fw_page_get_client (FW_PAGE (self)));

  for (const FwPersonPanel *panel = fw_person_panels (); panel->title != NULL; panel++)
    {
      GtkWidget *heading = gtk_label_new (_ (panel->title));

      if ((panel->roles & role) == 0)
        continue;
      gtk_label_set_xalign (GTK_LABEL (heading), 0);
      gtk_widget_add_css_class (heading, "heading");
      gtk_widget_set_margin_top (heading, 12);
      gtk_box_append (self->box, heading);
      gtk_box_append (self->box, panel->create (self->shown));
    }
}

static void
fw_person_page_setup (FwPage *page)
{
  FwPersonPage *self = FW_PERSON_PAGE (page);

  self->shown = fw_person_shown_new (page);
  g_signal_connect_object (self->shown, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  fw_page_add_key (page, "F2", "person.edit", NULL);
  add_panels (self);
  changed_cb (self);
}

static void
fw_person_page_dispose (GObject *object)
{
  g_clear_object (&FW_PERSON_PAGE (object)->shown);
  G_OBJECT_CLASS (fw_person_page_parent_class)->dispose (object);
}

static void
fw_person_page_class_init (FwPersonPageClass *klass)
{
  FwPageClass *page_class = FW_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_person_page_dispose;
  page_class->setup = fw_person_page_setup;
  page_class->open = fw_person_page_open;
  page_class->focus = fw_person_page_focus;
  page_class->ask_why = fw_person_page_ask_why;
  gtk_widget_class_install_action (widget_class, "person.contacts", "s", contacts_action);
  gtk_widget_class_install_action (widget_class, "person.edit", NULL, edit_action);
}

static GtkWidget *
add_button (GtkBox *box, const char *label, const char *tooltip, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (box, button);
  return button;
}

static GtkWidget *
create_nobody (void)
{
  GtkWidget *page = adw_status_page_new (), *find = gtk_button_new_with_label (_ ("Find a person"));

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "fw-people-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Nobody is chosen"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page), _ ("Here stand what a person does now and her figures. Find anybody "
                                 "by name or initials."));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (find), "win.palette");
  gtk_widget_set_halign (find, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (find, "pill");
  adw_status_page_set_child (ADW_STATUS_PAGE (page), find);
  return page;
}

static void
fill_head (FwPersonPage *self, GtkBox *head)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->name = GTK_LABEL (gtk_label_new (NULL));
  self->about = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->name, 0);
  gtk_label_set_wrap (self->name, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->name), "title-2");
  gtk_label_set_xalign (self->about, 0);
  gtk_label_set_wrap (self->about, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->about), "soft");
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->about));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (head, texts);
  self->why = add_button (head, _ ("Why?"), _ ("What moved the handling time (Ctrl+Y)"), "win.why");
  add_button (head, _ ("Contacts"), _ ("The contacts of these days"),
              "person.contacts('answered')");
  add_button (head, _ ("Edit…"), _ ("The record of this person (F2)"), "person.edit");
}

static void
fw_person_page_init (FwPersonPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->stack = GTK_STACK (gtk_stack_new ());
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "live-board");
  fill_head (self, GTK_BOX (head));
  gtk_box_append (self->box, head);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1240);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 1100);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->box));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_stack_add_named (self->stack, create_nobody (), "nobody");
  gtk_stack_add_named (self->stack, scrolled, "person");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
