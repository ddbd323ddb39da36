#!/usr/bin/python3
"""Finds the sentences that the program says of what it refuses, in the C that says them.

    tests/support/sentences.py     what the table of translatable sentences lacks, or holds for nothing

tests/lint asks the same. The table is src/protocol/fw-said-*.h, tests/said-exempt names what needs no translation. A
sentence is a literal that reaches the text of an error or a problem document: as the format, as a value that the
format holds, through a variable, a parameter, a member or what a function returns. Each is written as the table has
it, with %s for every conversion.
"""

import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# These speak at the command line alone.
PASSED_OVER = ("ctl", "sample")
TABLE = "src/protocol/fw-said-*.h"
TABLES = tuple(sorted(str(path.relative_to(ROOT)) for path in ROOT.glob(TABLE)))
EXEMPT = "tests/said-exempt"

# Where a text ends that a reader may come to see: function, index of the text, whether it is a format, the file of a
# static function.
SINKS = (
    ("g_set_error", 3, True, None),
    ("g_set_error_literal", 3, False, None),
    ("g_error_new", 2, True, None),
    ("g_error_new_literal", 2, False, None),
    ("g_prefix_error", 1, True, None),
    ("fw_exchange_fail", 3, True, None),
    ("reply_problem", 3, False, "src/server/fw-exchange.c"),
    ("refuse", 2, False, "src/server/fw-gate.c"),
    ("fw_intake_run_reject", 3, False, None),
    ("fw_intake_run_reject", 4, False, None),
    ("refuse", 1, True, "src/core/quality/fw-review-form.c"),
    ("reject", 2, False, "src/store/fw-record-import.c"),
    ("reject", 3, False, "src/store/fw-record-import.c"),
    ("fail", 2, False, "src/intake/calls/fw-call-row.c"),
    ("explain", 2, True, "src/intake/calls/fw-call-choice.c"),
    ("explain", 2, True, "src/intake/calls/fw-call-notations.c"),
)
# Values that are made of parts by these say what the format says.
PRINTERS = {"g_strdup_printf": 0, "g_string_append_printf": 1, "g_string_printf": 1, "g_snprintf": 2, "g_strdup_vprintf": 0}
# Calls that hand a text on as it is.
CARRIERS = {"g_strdup", "g_steal_pointer", "g_string_append", "g_string_new", "g_intern_string"}
# What is translated where it stands.
TRANSLATED = {"N_", "_", "C_", "NC_", "ngettext"}
# Members and what a function gives back through a pointer that hold a sentence, wherever they are read.
MEMBERS = ("expected", "problem", "reason", "detail")
OUT = ("problem", "reason", "why")

TOKEN = re.compile(
    r'(?P<space>\s+|/\*.*?\*/|//[^\n]*|\\\n)'
    r'|(?P<directive>^[ \t]*#(?:[^\n\\]|\\.|\\\n)*)'
    r'|(?P<string>"(?:[^"\\]|\\.)*")'
    r"|(?P<char>'(?:[^'\\]|\\.)*')"
    r'|(?P<name>[A-Za-z_]\w*)'
    r'|(?P<number>\d[\w.]*)'
    r'|(?P<mark>->|\.\.\.|&&|\|\||[=!<>]=|.)',
    re.DOTALL | re.MULTILINE,
)
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "0": "\0", "r": "\r", "?": "?", "'": "'"}
CONVERSION = re.compile(r"%(%|[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|z|j|t|L)?[diouxXeEfFgGcspn])")
FORMAT_MACRO = re.compile(r"G_G(?:U?INT(?:16|32|64)|S?SIZE)_(?:FORMAT|MODIFIER)$|PRI[diuxX]\d+$")

Token = collections.namedtuple("Token", "kind text line")
Found = collections.namedtuple("Found", "text file line")


def unescape(literal):
    def plain(match):
        if match[1][0] == "x":
            return bytes([int(match[1][1:], 16)]).decode("latin-1")
        return ESCAPES.get(match[1], match[1])

    return re.sub(r"\\(x[0-9a-fA-F]+|.)", plain, literal[1:-1], flags=re.DOTALL)


def normalise(text):
    """Every conversion as %s; a percent sign stays what it is in a format."""
    return CONVERSION.sub(lambda match: "%%" if match[1] == "%" else "%s", text)


def read_tokens(text):
    tokens, line = [], 1
    for match in TOKEN.finditer(text):
        if match.lastgroup not in ("space", "directive"):
            tokens.append(Token(match.lastgroup, match[0], line))
        line += match[0].count("\n")
    return tokens


def find_end(tokens, start):
    """The index of the bracket that closes the one at @start."""
    depth = 0
    for i in range(start, len(tokens)):
        if tokens[i].text in ("(", "[", "{"):
            depth += 1
        elif tokens[i].text in (")", "]", "}"):
            depth -= 1
            if depth == 0:
                return i
    return len(tokens) - 1


def split(tokens, mark=","):
    parts, depth = [[]], 0
    for token in tokens:
        depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
        if token.text == mark and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


class Function:
    def __init__(self, name, file, parameters, body):
        self.name, self.file, self.body = name, file, body
        self.folder = file.split("/")[1]
        self.parameters = [([t.text for t in p if t.kind == "name"] or [""])[-1] for p in parameters]
        self.variadic = bool(parameters) and any(t.text == "..." for t in parameters[-1])


class Source:
    """One file, cut into functions and what stands outside of them."""

    def __init__(self, name):
        self.name = name
        self.tokens = read_tokens((ROOT / name).read_text(encoding="utf-8"))
        self.functions, self.tables = [], {}
        i = 0
        while i < len(self.tokens):
            if self.tokens[i].text == "{":
                end = find_end(self.tokens, i)
                self.cut(i, end)
                i = end
            elif self.tokens[i].kind == "string" and self.tokens[i - 1].text == "=":
                names = [t.text for t in self.tokens[max(0, i - 6) : i] if t.kind == "name"]
                self.tables[names[-1]] = self.tokens[i : Search.find_mark(self.tokens, i)]
            i += 1

    def cut(self, start, end):
        before = start - 1
        if self.tokens[before].text == ")":
            depth = 0
            for i in range(before, -1, -1):
                depth += (self.tokens[i].text == ")") - (self.tokens[i].text == "(")
                if depth == 0:
                    break
            parameters = split(self.tokens[i + 1 : before])
            self.functions.append(Function(self.tokens[i - 1].text, self.name, parameters, self.tokens[start + 1 : end]))
        elif self.tokens[before].text == "=":
            names = [t.text for t in self.tokens[max(0, before - 12) : before] if t.kind == "name"]
            while names and names[-1].isupper():
                names.pop()
            if names:
                self.tables[names[-1]] = self.tokens[start + 1 : end]


class Search:
    def __init__(self):
        names = sorted(str(p.relative_to(ROOT)) for p in (ROOT / "src").rglob("*.[ch]") if p.relative_to(ROOT).parts[1] not in PASSED_OVER)
        self.sources = [Source(name) for name in names if name not in TABLES]
        self.functions = collections.defaultdict(list)
        self.members = collections.defaultdict(list)
        self.found = {}
        self.calls = collections.defaultdict(list)  # name → (function, arguments)
        self.seen = set()
        for source in self.sources:
            for function in source.functions:
                function.source = source
                self.functions[function.name].append(function)
                self.index(function)

    def index(self, function):
        body = function.body
        for i, token in enumerate(body[:-1]):
            if token.kind == "name" and body[i + 1].text == "(":
                end = find_end(body, i + 1)
                self.calls[token.text].append((function, split(body[i + 2 : end])))
            if i > 0 and token.kind == "name" and body[i - 1].text in (".", "->") and body[i + 1].text == "=":
                self.members[token.text].append((function, self.until(body, i + 2)))

    @staticmethod
    def find_mark(tokens, start):
        """Where the expression that begins at @start ends."""
        depth = 0
        for i in range(start, len(tokens)):
            if depth == 0 and tokens[i].text in (";", ",", ")", "}", "]"):
                return i
            depth += (tokens[i].text in ("(", "[", "{")) - (tokens[i].text in (")", "]", "}"))
        return len(tokens)

    def until(self, body, start):
        return body[start : self.find_mark(body, start)]

    def run(self):
        for sink in SINKS:
            self.sink(*sink)
        for functions in self.functions.values():
            for function in functions:
                self.look_for_out(function)
                # Whatever makes a text of a format and more.
                if function.variadic and any(token.text.endswith("vprintf") for token in function.body):
                    self.sink(function.name, len(function.parameters) - 2, True, None if function.name.startswith("fw_") else function.file)
        return self.found

    def look_for_out(self, function):
        body = function.body
        for i in range(len(body) - 3):
            if body[i].text in (";", "{", "}", ")") and body[i + 1].text == "*" and body[i + 2].text in OUT and body[i + 3].text == "=":
                self.trace(function, self.until(body, i + 4), False)
            elif body[i].text == "g_snprintf" and any(t.text == "detail" for t in body[i + 1 : i + 8]):
                self.trace(function, body[i : find_end(body, i + 1) + 1], False)

    def sink(self, name, index, is_format, file):
        """All that is given to @name as its argument @index; @file: of a static function, its own."""
        key = (name, index, file)
        if key in self.seen:
            return
        self.seen.add(key)
        for function, arguments in self.calls[name]:
            if file is not None and function.file != file:
                continue
            if len(arguments) > index:
                self.trace(function, arguments[index], is_format, "%s" if name == "g_prefix_error" else "")
                if is_format:
                    for value in arguments[index + 1 :]:
                        self.trace(function, value, False)

    def note(self, text, function, line):
        self.found.setdefault(text, []).append(Found(text, function.file, line))

    def trace(self, function, tokens, is_format, rest=""):
        """Every text that the expression can be; @rest follows it."""
        key = (function.file, function.name, is_format, tokens[0].line if tokens else 0, " ".join(t.text for t in tokens))
        if not tokens or key in self.seen:
            return
        self.seen.add(key)
        i = 0
        while i < len(tokens):
            token = tokens[i]
            if token.kind == "string" or (token.kind == "name" and FORMAT_MACRO.match(token.text)):
                i, text = self.join(tokens, i)
                self.note(normalise(text) + rest if is_format else text, function, token.line)
                continue
            if token.kind == "name":
                i = self.trace_name(function, tokens, i)
                continue
            i += 1

    @staticmethod
    def join(tokens, i):
        """Literals that stand side by side are one."""
        text = ""
        while i < len(tokens):
            if tokens[i].kind == "string":
                text += unescape(tokens[i].text)
            elif tokens[i].text == "G_STRINGIFY":
                text += "%s"
                i = find_end(tokens, i + 1)
            elif FORMAT_MACRO.match(tokens[i].text):
                text += "s"
            else:
                break
            i += 1
        return i, text

    def trace_name(self, function, tokens, i):
        name = tokens[i].text
        after = tokens[i + 1].text if i + 1 < len(tokens) else ""
        before = tokens[i - 1].text if i > 0 else ""
        if after == "(":
            end = find_end(tokens, i + 1)
            arguments = split(tokens[i + 2 : end])
            if name in TRANSLATED:
                return end + 1
            if name in PRINTERS:
                index = PRINTERS[name]
                self.trace(function, arguments[index], True)
                for value in arguments[index + 1 :]:
                    self.trace(function, value, False)
            elif name in CARRIERS:
                for value in arguments:
                    self.trace(function, value, False)
            elif not self.is_condition(tokens, i, end):
                self.trace_returned(function, name)
            return end + 1
        if before in (".", "->"):
            if after not in (".", "->", "[") or after == "[":
                for place, value in self.members[name]:
                    if place.source is function.source or (name in MEMBERS and place.folder == function.folder):
                        self.trace(place, value, False)
            return i + 1
        if after in (".", "->") and name != "self" or after == "":
            self.trace_variable(function, name)
        elif after not in (".", "->"):
            self.trace_variable(function, name)
        return i + 1

    @staticmethod
    def is_condition(tokens, i, end):
        """Whether the call at @i stands before a question mark: what it returns is no text."""
        depth = 0
        for token in tokens[end + 1 :]:
            depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
            if depth == 0 and token.text == "?":
                return True
            if depth == 0 and token.text == ":":
                return False
        return False

    def trace_variable(self, function, name):
        if name in function.parameters:
            index = function.parameters.index(name)
            is_format = function.variadic and index == len(function.parameters) - 2
            self.sink(function.name, index, is_format, None if function.name.startswith("fw_") else function.file)
        elif name in function.source.tables:
            self.trace(function, function.source.tables[name], False)
        else:
            body = function.body
            for i, token in enumerate(body[:-1]):
                if token.text == name and (i == 0 or body[i - 1].text not in (".", "->")):
                    at = i + 1
                    while at < len(body) and body[at].text == "[":
                        at = find_end(body, at) + 1
                    if at < len(body) and body[at].text == "=":
                        self.trace(function, self.until(body, at + 1), False)
                    elif at < len(body) and body[i - 1].text == "(" and i > 1 and body[i - 2].text in PRINTERS | {"g_string_append": 1}:
                        end = find_end(body, i - 1)
                        self.trace(function, body[i - 2 : end + 1], False)
                    elif i > 1 and body[i - 1].text == "&":
                        self.trace_out(function, body, i)

    def trace_out(self, function, body, i):
        """A variable that a call fills through its address."""
        depth, at = 0, i
        while at > 0 and depth >= 0:
            at -= 1
            depth += (body[at].text == ")") - (body[at].text == "(")
        name = body[at - 1].text if at > 0 else ""
        index = sum(1 for part in split(body[at + 1 : i])) - 1
        for called in self.functions.get(name, []):
            if called.file == function.file or name.startswith("fw_"):
                if index < len(called.parameters):
                    parameter = called.parameters[index]
                    for k, token in enumerate(called.body[:-2]):
                        if token.text == "*" and called.body[k + 1].text == parameter and called.body[k + 2].text == "=":
                            self.trace(called, self.until(called.body, k + 3), False)

    def trace_returned(self, function, name):
        for called in self.functions.get(name, []):
            if called.file != function.file and not name.startswith("fw_"):
                continue
            if name.endswith(("_to_name", "_get_name", "_get_id", "_to_text", "_format")):
                continue
            for i, token in enumerate(called.body):
                if token.text == "return":
                    self.trace(called, self.until(called.body, i + 1), False)


def is_sentence(text):
    """Names, signs and separators are no sentences, and bytes that are no text."""
    plain = text.replace("%s", "")
    return text.isprintable() and re.search(r"[A-Za-z]", plain) is not None and re.fullmatch(r"[A-Za-z0-9_./:*<>=&?%{}+\"\-]+", plain) is None


def read_table():
    """The formats of the table, with the file each stands in."""
    table = {}
    for name in TABLES:
        tokens = read_tokens((ROOT / name).read_text(encoding="utf-8"))
        for i, token in enumerate(tokens):
            if token.text == "N_":
                text = Search.join(tokens, i + 2)[1]
                if text in table:
                    table[text] = f"{name}, twice"
                else:
                    table[text] = name
    return table


def read_exempt():
    files, sentences = set(), set()
    for line in (ROOT / EXEMPT).read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            (files if line.startswith("src/") else sentences).add(line)
    return files, sentences


def check():
    """Returns: complaints."""
    found = Search().run()
    table = read_table()
    files, exempt = read_exempt()
    said = {text: places for text, places in found.items() if is_sentence(text)}
    complaints = []
    for text, places in sorted(said.items()):
        if text not in table and text not in exempt and any(place.file not in files for place in places):
            place = next(place for place in places if place.file not in files)
            complaints.append(f"{place.file}:{place.line}: “{text}” is said to readers and does not stand in {TABLE}")
    for text, name in sorted(table.items()):
        if name.endswith("twice"):
            complaints.append(f"{name}: “{text}”")
        if text not in found and is_sentence(text):
            complaints.append(f"{name}: nothing says “{text}”")
        if re.search(r"%s%s|%[^s%]", text):
            complaints.append(f"{name}: “{text}” has another conversion than %s, or two that touch")
    complaints += [f"{EXEMPT}: nothing says “{text}”" for text in sorted(exempt - set(found))]
    complaints += [f"{EXEMPT}: “{text}” stands in the table" for text in sorted(exempt & set(table))]
    needless = files - {place.file for text, places in said.items() if text not in table for place in places}
    complaints += [f"{EXEMPT}: {name} says nothing that the table does not hold" for name in sorted(needless)]
    return complaints


def main():
    for complaint in check():
        print(complaint)


if __name__ == "__main__":
    main()
