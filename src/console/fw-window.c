/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-toasts.h"
#include "console/fw-window.h"

#include "console/fw-idle.h"
#include "console/fw-outbox-button.h"
#include "console/fw-page-tabs.h"
#include "console/fw-palette.h"
#include "console/fw-panes.h"
#include "console/fw-settings.h"
#include "console/fw-sidebar.h"
#include "console/fw-sign-in.h"
#include "console/fw-source-notice.h"
#include "console/fw-undo.h"
#include "console/fw-view-memory.h"
#include "console/records/fw-account-names.h"
#include "console/records/fw-record-writer.h"

#define RAIL_BELOW 1100  /* px: icons only */
#define DRAWER_BELOW 700 /* px: the sidebar lies over the page */

struct _FwWindow
{
  AdwApplicationWindow parent_instance;

  GtkStack *outer;
  FwSignIn *sign_in;
  AdwFlap *flap;
  FwSidebar *sidebar;
  GtkToggleButton *drawer_button;
  AdwWindowTitle *title;
  AdwBin *header_end;
  FwOutboxButton *outbox_button;
  FwPageTabs *tabs;
  FwScopeBar *scope_bar;
  FwSourceNotice *source_notice;
  GtkRevealer *banner;
  GtkLabel *banner_label;
  AdwToastOverlay *toasts;
  GtkStack *pages;

  FwClient *client;
  FwView *view;
  FwPage *page; /* the one shown; weak */
  const FwPageEntry *entry;
  const FwPageEntry *last[FW_N_ROOMS]; /* what was shown last in each; nullable */
  GPtrArray *undoable;                 /* FwUndo, the last one done last */
  gboolean alone;
  gint laid_out_for; /* px; -1 before the first allocation */
  guint layout_source;
};

G_DEFINE_FINAL_TYPE (FwWindow, fw_window, ADW_TYPE_APPLICATION_WINDOW)

static void
update_title (FwWindow *self)
{
  const char *subtitle = self->page != NULL ? fw_page_get_subtitle (self->page) : NULL;
  const char *centre = fw_client_get_centre_name (self->client);
  const char *title = self->page != NULL ? fw_page_get_title (self->page) : NULL;
  const char *entry_label = self->entry != NULL ? _ (self->entry->label) : "Floorwalker";
  const char *label = title != NULL ? title : entry_label;
  g_autofree char *place = NULL, *line = NULL, *window_title = NULL;

  if (centre != NULL && fw_client_is_sample (self->client))
    place = g_strdup_printf (_ ("%s · sample"), centre);
  else
    place = g_strdup (centre != NULL ? centre : "");
  if (subtitle != NULL && *subtitle != '\0')
    line = *place != '\0' ? g_strdup_printf ("%s · %s", place, subtitle) : g_strdup (subtitle);

  adw_window_title_set_title (self->title, label);
  adw_window_title_set_subtitle (self->title, line != NULL ? line : place);
  /* Large text leaves a narrow window no room for all of it. */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), line);
  window_title = *place != '\0' ? g_strdup_printf ("%s – %s", label, place) : g_strdup (label);
  gtk_window_set_title (GTK_WINDOW (self), window_title);
  if (fw_client_is_sample (self->client))
    gtk_widget_add_css_class (GTK_WIDGET (self), "sample");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "sample");
}

static void
update_banner (FwWindow *self)
{
  const char *problem = self->page != NULL ? fw_page_get_problem (self->page) : NULL;

  if (problem != NULL)
    gtk_label_set_text (self->banner_label, problem);
  gtk_revealer_set_reveal_child (self->banner, problem != NULL);
}

static void
update_header_end (FwWindow *self)
{
  adw_bin_set_child (self->header_end,
                     self->page != NULL ? fw_page_get_header_end (self->page) : NULL);
}

static void
unwatch_page (FwWindow *self)
{
  if (self->page == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->page, update_title, self);
  g_signal_handlers_disconnect_by_func (self->page, update_banner, self);
  g_signal_handlers_disconnect_by_func (self->page, update_header_end, self);
}

static void
undoable_cb (FwWindow *self, FwUndo *undo)
{
  fw_undo_keep (self->undoable, undo);
}

static void
watch_page (FwWindow *self, FwPage *page)
{
  unwatch_page (self);
  adw_bin_set_child (self->header_end, NULL);
  g_set_weak_pointer (&self->page, page);
  g_signal_connect_swapped (page, "notify::title", G_CALLBACK (update_title), self);
  g_signal_connect_swapped (page, "notify::subtitle", G_CALLBACK (update_title), self);
  g_signal_connect_swapped (page, "notify::problem", G_CALLBACK (update_banner), self);
  g_signal_connect_swapped (page, "notify::header-end", G_CALLBACK (update_header_end), self);
  update_title (self);
  update_banner (self);
  update_header_end (self);
}

static void page_stale_cb (FwWindow *self, FwPage *page);

static FwPage *
ensure_page (FwWindow *self, const FwPageEntry *entry)
{
  GtkWidget *child = gtk_stack_get_child_by_name (self->pages, entry->name);
  FwPage *page;

  if (child != NULL)
    return FW_PAGE (child);
  page = fw_page_entry_new (entry);
  gtk_stack_add_named (self->pages, GTK_WIDGET (page), entry->name);
  g_signal_connect_object (page, "undoable", G_CALLBACK (undoable_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "stale", G_CALLBACK (page_stale_cb), self, G_CONNECT_SWAPPED);
  fw_sidebar_watch (self->sidebar, page);
  fw_page_attach (page, self->client, self->view);
  return page;
}

static void
show_entry (FwWindow *self, const FwPageEntry *entry)
{
  gboolean new_page = gtk_stack_get_child_by_name (self->pages, entry->name) == NULL;
  FwPage *page = ensure_page (self, entry);
  gboolean other = self->page != NULL && page != self->page;

  self->entry = entry;
  self->last[entry->room] = entry;
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (page));
  watch_page (self, page);
  if (!self->alone)
    fw_page_tabs_show (self->tabs, entry, fw_client_get_role (self->client));
  fw_scope_bar_set_page (self->scope_bar, page, entry->scope);
  fw_sidebar_select (self->sidebar, entry->name);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  if (other)
    fw_panes_enter (GTK_WINDOW (self), page, new_page);
}

/* What one account saw of one centre is not shown to the next, or under another centre's name. */
static void
drop_pages (FwWindow *self)
{
  GtkWidget *page;

  unwatch_page (self);
  g_clear_weak_pointer (&self->page);
  g_ptr_array_set_size (self->undoable, 0);
  adw_bin_set_child (self->header_end, NULL);
  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, page);
  update_banner (self);
}

/* It is made anew, of what the centre has now. */
static void
page_stale_cb (FwWindow *self, FwPage *page)
{
  const gboolean shown = page == self->page;

  if (shown)
    unwatch_page (self);
  gtk_stack_remove (self->pages, GTK_WIDGET (page));
  if (shown)
    show_entry (self, self->entry);
}

/* Signed out shows the sign-in; everything else shows pages, be they fresh or old. */
static void
state_changed_cb (FwWindow *self)
{
  FwRole role = fw_client_get_role (self->client);
  gboolean known = role != FW_ROLE_NONE;
  gboolean out = fw_client_get_state (self->client) == FW_CLIENT_SIGNED_OUT;
  const FwPageEntry *entry = self->entry;

  gtk_stack_set_visible_child_name (self->outer, out || !known ? "sign-in" : "shell");
  if (!known)
    drop_pages (self);
  else if (!out && (self->page == NULL || (entry->roles & role) == 0))
    {
      if (entry == NULL || (entry->roles & role) == 0)
        entry = fw_pages_find_first (role);
      if (entry != NULL)
        show_entry (self, entry);
    }
  update_title (self);
}

/* Wide: names and icons. Middle: icons. Narrow: a drawer. Done after the allocation, which must not
 * change sizes. */
static gboolean
layout_cb (gpointer user_data)
{
  FwWindow *self = FW_WINDOW (user_data);
  gboolean drawer = self->laid_out_for < DRAWER_BELOW;

  self->layout_source = 0;
  if (self->alone)
    return G_SOURCE_REMOVE;
  fw_sidebar_set_rail (self->sidebar, !drawer && self->laid_out_for < RAIL_BELOW);
  if (drawer != (adw_flap_get_fold_policy (self->flap) == ADW_FLAP_FOLD_POLICY_ALWAYS))
    {
      adw_flap_set_fold_policy (self->flap,
                                drawer ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
      adw_flap_set_reveal_flap (self->flap, !drawer);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->drawer_button), drawer);
  return G_SOURCE_REMOVE;
}

static int
get_layout_class (gint width)
{
  return width < DRAWER_BELOW ? 0 : width < RAIL_BELOW ? 1 : 2;
}

static void
fw_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FwWindow *self = FW_WINDOW (widget);

  GTK_WIDGET_CLASS (fw_window_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->laid_out_for >= 0 && get_layout_class (width) == get_layout_class (self->laid_out_for))
    return;
  self->laid_out_for = width;
  if (self->layout_source == 0)
    self->layout_source = g_idle_add_full (GTK_PRIORITY_RESIZE, layout_cb, self, NULL);
}

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GVariant) target = NULL;
  const char *page;

  g_variant_get (parameter, "(&smv)", &page, &target);
  fw_window_go (FW_WINDOW (widget), page, target);
}

static void
wallboard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwWindow *self = FW_WINDOW (widget);

  fw_window_go (self, "live", NULL);
  if (self->page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->page), "live.wallboard", NULL);
}

/* Where one was last in that room. */
static void
room_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwWindow *self = FW_WINDOW (widget);
  FwRole role = fw_client_get_role (self->client);
  gint room = g_variant_get_int32 (parameter);
  const FwPageEntry *entry;

  if (room < 0 || room >= FW_N_ROOMS || self->alone)
    return;
  entry = self->last[room];
  if (entry == NULL || (entry->roles & role) == 0)
    entry = fw_pages_find_in_room ((FwRoom) room, role);
  if (entry != NULL)
    show_entry (self, entry);
}

static void
pin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwWindow *self = FW_WINDOW (widget);

  if (self->entry != NULL)
    fw_page_toast (self->page, fw_settings_toggle_pin (self->entry->name)
                                   ? _ ("Pinned above the rooms")
                                   : _ ("No longer pinned"));
}

/* Sidebar, scope bar and page are the panes; from anywhere else the page is next. */
static void
pane_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwWindow *self = FW_WINDOW (widget);
  GtkWidget *panes[] = { GTK_WIDGET (self->sidebar), GTK_WIDGET (self->scope_bar),
                         GTK_WIDGET (self->page) };

  if (self->page != NULL &&
      fw_panes_go (panes, G_N_ELEMENTS (panes), gtk_window_get_focus (GTK_WINDOW (self)),
                   g_variant_get_int32 (parameter)) != NULL)
    fw_page_focus (self->page);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_undo_run_last (FW_WINDOW (widget)->undoable);
}

static void
refresh_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwWindow *self = FW_WINDOW (widget);

  if (self->page != NULL)
    fw_page_refresh (self->page);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwWindow *self = FW_WINDOW (widget);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  /* A text that is being edited or selected has its own copy. */
  if (GTK_IS_TEXT (focus) || (GTK_IS_LABEL (focus) && gtk_label_get_selectable (GTK_LABEL (focus))))
    {
      gtk_widget_activate_action (focus, "clipboard.copy", NULL);
      return;
    }
  if (self->page != NULL && fw_page_copy (self->page, g_str_equal (name, "win.copy-with-headers")))
    fw_page_toast (self->page, _ ("Copied"));
}

static void
detach_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwWindow *self = FW_WINDOW (widget);
  FwWindow *other;

  if (self->entry == NULL)
    return;
  other = fw_window_new (gtk_window_get_application (GTK_WINDOW (self)), self->client, TRUE);
  fw_window_go (other, self->entry->name, NULL);
  gtk_window_present (GTK_WINDOW (other));
}

static void
toggle_sidebar_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwWindow *self = FW_WINDOW (widget);

  if (!self->alone)
    adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

/* About what the page has selected; a page that has nothing of the kind leads to the question as it
 * was left. */
static void
why_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwWindow *self = FW_WINDOW (widget);

  if (self->page != NULL)
    fw_window_go (self, "why", fw_page_ask_why (self->page));
}

static void
palette_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwWindow *self = FW_WINDOW (widget);

  if (fw_client_get_role (self->client) != FW_ROLE_NONE)
    gtk_window_present (GTK_WINDOW (fw_palette_new (self->client, GTK_WINDOW (self))));
}

static void
fw_window_dispose (GObject *object)
{
  FwWindow *self = FW_WINDOW (object);

  g_clear_handle_id (&self->layout_source, g_source_remove);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  unwatch_page (self);
  g_clear_weak_pointer (&self->page);
  g_clear_pointer (&self->undoable, g_ptr_array_unref);
  g_clear_object (&self->view);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (fw_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.go", "(smv)", go_action);
  gtk_widget_class_install_action (widget_class, "win.room", "i", room_action);
  gtk_widget_class_install_action (widget_class, "win.wallboard", NULL, wallboard_action);
  gtk_widget_class_install_action (widget_class, "win.pin", NULL, pin_action);
  gtk_widget_class_install_action (widget_class, "win.pane", "i", pane_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  /* Where something that is being edited has its own, that one comes first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "win.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "win.copy-with-headers", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "win.detach", NULL, detach_action);
  gtk_widget_class_install_action (widget_class, "win.why", NULL, why_action);
  gtk_widget_class_install_action (widget_class, "win.palette", NULL, palette_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar_action);
}

static void
fw_window_class_init (FwWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FW_TYPE_SIDEBAR);
  g_type_ensure (FW_TYPE_PAGE_TABS);
  g_type_ensure (FW_TYPE_SCOPE_BAR);
  g_type_ensure (FW_TYPE_SIGN_IN);
  g_type_ensure (FW_TYPE_SOURCE_NOTICE);
  g_type_ensure (FW_TYPE_OUTBOX_BUTTON);
  G_OBJECT_CLASS (klass)->dispose = fw_window_dispose;
  widget_class->size_allocate = fw_window_size_allocate;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/floorwalker/Floorwalker/ui/fw-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FwWindow, outer);
  gtk_widget_class_bind_template_child (widget_class, FwWindow, sign_in);
  gtk_widget_class_bind_template_child (widget_class, FwWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, FwWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, FwWindow, drawer_button);
  gtk_widget_class_bind_template_child (widget_class, FwWindow, title);
  gtk_widget_class_bind_template_child (widget_class, FwWindow, header_end);
  gtk_widget_class_bind_template_child (widget_class, FwWindow, outbox_button);
  gtk_widget_class_bind_template_child (widget_class, FwWindow, tabs);
  gtk_widget_class_bind_template_child (widget_class, FwWindow, scope_bar);
  gtk_widget_class_bind_template_child (widget_class, FwWindow, source_notice);
  gtk_widget_class_bind_template_child (widget_class, FwWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, FwWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, FwWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FwWindow, pages);
  install_actions (widget_class);
}

static void
fw_window_init (FwWindow *self)
{
  self->laid_out_for = -1;
  self->undoable = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_undo_unref);
  self->view = fw_view_new ();
  fw_view_recall (self->view);
  gtk_widget_init_template (GTK_WIDGET (self));
}

FwWindow *
fw_window_new (GtkApplication *application, FwClient *client, gboolean alone)
{
  FwWindow *self;

  g_return_val_if_fail (FW_IS_CLIENT (client), NULL);

  self = g_object_new (FW_TYPE_WINDOW, "application", application, NULL);
  self->client = g_object_ref (client);
  self->alone = alone;
  fw_sidebar_bind (self->sidebar, client);
  fw_scope_bar_bind (self->scope_bar, client, self->view);
  fw_sign_in_bind (self->sign_in, client);
  fw_source_notice_bind (self->source_notice, client);
  fw_outbox_button_bind (self->outbox_button, client, fw_outbox_of (client));
  fw_account_names_get (client); /* they are there when somebody is first named */
  fw_idle_watch (GTK_WIDGET (self));
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (state_changed_cb), self);
  g_signal_connect_swapped (client, "notify::account-role", G_CALLBACK (state_changed_cb), self);
  g_signal_connect_swapped (client, "notify::centre-name", G_CALLBACK (update_title), self);
  g_signal_connect_swapped (client, "notify::sample", G_CALLBACK (update_title), self);
  g_signal_connect (self->view, "changed", G_CALLBACK (fw_view_keep), NULL);
  if (alone)
    {
      adw_flap_set_fold_policy (self->flap, ADW_FLAP_FOLD_POLICY_ALWAYS);
      adw_flap_set_reveal_flap (self->flap, FALSE);
      adw_flap_set_swipe_to_open (self->flap, FALSE);
      gtk_window_set_default_size (GTK_WINDOW (self), 1100, 760);
    }
  state_changed_cb (self);
  return self;
}

void
fw_window_go (FwWindow *self, const char *page, GVariant *target)
{
  g_autoptr (GVariant) held = target != NULL ? g_variant_ref_sink (target) : NULL;
  const FwPageEntry *entry = fw_pages_find (page);

  g_return_if_fail (FW_IS_WINDOW (self));

  if (entry == NULL || (entry->roles & fw_client_get_role (self->client)) == 0)
    return;
  show_entry (self, entry);
  if (held != NULL)
    fw_page_open (self->page, held);
}

FwPage *
fw_window_get_page (FwWindow *self)
{
  g_return_val_if_fail (FW_IS_WINDOW (self), NULL);

  return self->page;
}

FwScopeBar *
fw_window_get_scope_bar (FwWindow *self)
{
  g_return_val_if_fail (FW_IS_WINDOW (self), NULL);

  return self->scope_bar;
}

FwView *
fw_window_get_view (FwWindow *self)
{
  g_return_val_if_fail (FW_IS_WINDOW (self), NULL);

  return self->view;
}

gboolean
fw_window_is_alone (FwWindow *self)
{
  g_return_val_if_fail (FW_IS_WINDOW (self), FALSE);

  return self->alone;
}

void
fw_window_show_problem (FwWindow *self, const char *sentence)
{
  g_return_if_fail (FW_IS_WINDOW (self));

  fw_sign_in_show_problem (self->sign_in, sentence);
}

void
fw_window_show_making (FwWindow *self, double fraction)
{
  g_return_if_fail (FW_IS_WINDOW (self));

  fw_sign_in_show_making (self->sign_in, fraction);
}

void
fw_window_toast (FwWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_return_if_fail (FW_IS_WINDOW (self));

  fw_toasts_show (self->toasts, adw_toast_new (escaped));
}
