"""What a program shows to assistive technologies, read as a whole: asking node by node took most of the time of a test."""

import functools

import dbus
import dbus.connection
import dbus.lowlevel
import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402  pylint: disable=wrong-import-position

ACCESSIBLE = "org.a11y.atspi.Accessible"
ACTION = "org.a11y.atspi.Action"
TEXT = "org.a11y.atspi.Text"
ROOT = "/org/a11y/atspi/accessible/root"
PATIENCE = 30  # seconds
FOCUSED = 1 << int(Atspi.StateType.FOCUSED)

# What newer libraries call by another name, or tell apart.
ROLES = {"button": "push button", "toggle button": "push button", "grouping": "panel"}


@functools.lru_cache(maxsize=None)
def bus():
    """The connection to the bus of assistive technologies, which lives as long as the test."""
    session = dbus.SessionBus()
    address = session.call_blocking("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", "", (), PATIENCE)
    connection = dbus.connection.Connection(address)
    connection.call_blocking(dbus.BUS_DAEMON_NAME, dbus.BUS_DAEMON_PATH, dbus.BUS_DAEMON_IFACE, "Hello", "", (), PATIENCE)
    return connection


def ask(owner, path, interface, method, signature="", *parameters):
    return bus().call_blocking(owner, path, interface, method, signature, parameters, PATIENCE)


@functools.lru_cache(maxsize=None)
def name_role(number):
    """The name of a role, by one name in all versions of GTK and at-spi."""
    name = Atspi.role_get_name(Atspi.Role(number))
    return ROLES.get(name, name)


class Node:
    """A thing that is shown: its name, role, states and children as they were when the tree was read; what is asked of it is asked now."""

    def __init__(self, owner, item):
        (_, self.path), _, (_, self.parent), self.place, self.expected, self.interfaces, self.name, role, _, states = item
        self.owner = owner
        self.role = name_role(role)
        self.states = states[0]
        self.children = []

    def __eq__(self, other):
        return isinstance(other, Node) and self.path == other.path

    def __hash__(self):
        return hash(self.path)

    def has_focus(self):
        return bool(self.states & FOCUSED)

    def _ask(self, interface, method, signature="", *parameters):
        return ask(self.owner, self.path, interface, method, signature, *parameters)

    def _ask_property(self, interface, name):
        return self._ask(dbus.PROPERTIES_IFACE, "Get", "ss", interface, name)

    def get_name(self):
        """Its name by now; empty where it has gone."""
        try:
            return self._ask_property(ACCESSIBLE, "Name")
        except dbus.DBusException:
            return ""

    def get_description(self):
        return self._ask_property(ACCESSIBLE, "Description")

    def get_text(self):
        """What stands in a field or a label; empty where it has gone."""
        if TEXT not in self.interfaces:
            return self.get_name()
        try:
            return self._ask(TEXT, "GetText", "ii", 0, self._ask_property(TEXT, "CharacterCount"))
        except dbus.DBusException:
            return ""

    def act(self):
        """Does what a click on it would do; false where a click does nothing, or where it has gone."""
        if ACTION not in self.interfaces:
            return False
        try:
            return self._ask_property(ACTION, "NActions") > 0 and self._ask(ACTION, "DoAction", "i", 0)
        except dbus.DBusException:
            return False


def find_owner(process):
    """Who the program of this process is on the bus, once it has told the registry of itself; None before."""
    for owner, _ in ask("org.a11y.atspi.Registry", ROOT, ACCESSIBLE, "GetChildren"):
        try:
            found = ask(dbus.BUS_DAEMON_NAME, dbus.BUS_DAEMON_PATH, dbus.BUS_DAEMON_IFACE, "GetConnectionUnixProcessID", "s", owner)
        except dbus.DBusException:
            continue
        if found == process:
            return owner
    return None


def _list_children(owner, paths):
    """The paths of the children of each of these nodes, none of one that has gone. All are asked at once: to wait for each answer before the next
    question took most of the time of a test."""
    children, waiting = {}, []
    for path in paths:
        question = dbus.lowlevel.MethodCallMessage(owner, path, ACCESSIBLE, "GetChildren")

        def take(answer, path=path):
            told = answer.get_args_list() if isinstance(answer, dbus.lowlevel.MethodReturnMessage) else [()]
            children[path] = [child for _, child in told[0]]

        waiting.append(bus().send_message_with_reply(question, take, PATIENCE))
    for answer in waiting:
        answer.block()
    return children


def _read_told(owner):
    """All nodes that the cache of the program knows, by their paths, with those of their children that it knows."""
    nodes = {}
    for item in ask(owner, "/org/a11y/atspi/cache", "org.a11y.atspi.Cache", "GetItems"):
        node = Node(owner, item)
        nodes[node.path] = node
    for node in nodes.values():
        if node.parent in nodes:
            nodes[node.parent].children.append(node)
    for node in nodes.values():
        node.children.sort(key=lambda child: child.place)
    return nodes


def _is_whole(node):
    """The rows of tables are most of a page, and hide nothing: what the cache tells of their children is believed."""
    return node.role == "table row" and [child.place for child in node.children] == list(range(node.expected))


# What was shown when a program was last read is asked for at once; what has come since, level by level.
last_shown = {}


def _link(owner, nodes):
    """Gives the nodes outside the rows of tables the children that are shown: the cache tells of hidden ones as well. Returns what is shown and
    not told of yet."""
    children = _list_children(owner, last_shown.get(owner, set()).intersection(nodes))
    level, new, shown = [ROOT] if ROOT in nodes else [], [], set()
    while level:
        open_ones = [path for path in level if not _is_whole(nodes[path])]
        asked = [path for path in open_ones if nodes[path].expected > 0 or path == ROOT]
        children.update(_list_children(owner, [path for path in asked if path not in children]))
        shown.update(asked)
        level = []
        for path in open_ones:
            below = children[path] if path in shown else []
            new.extend(child for child in below if child not in nodes)
            nodes[path].children = [nodes[child] for child in below if child in nodes]
            level.extend(child.path for child in nodes[path].children)
    last_shown[owner] = shown
    return new


def read(owner):
    """The tree of a program: all nodes by their path, with their children; the windows are those of ROOT. Of a program that does not answer, or has
    ended, there is nothing.

    GTK tells the cache of a node when somebody has asked for it. So children that are not there are asked for, with all below them, and the
    cache once more."""
    nodes = {}
    try:
        for _ in range(5):
            nodes = _read_told(owner)
            new = _link(owner, nodes)
            if not new:
                break
            while new:
                new = [child for children in _list_children(owner, new).values() for child in children]
    except dbus.DBusException:
        return {}
    return nodes
