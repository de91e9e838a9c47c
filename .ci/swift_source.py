"""A lexical view of Swift sources, enough for the checks of this directory.

Limits: nothing is type-checked. Comments and string literals are blanked, but code inside an interpolation is kept.
Regular expression literals and conditional compilation are read as plain code.
"""
import pathlib
import re

TYPE = re.compile(r"\b(struct|class|enum|protocol|actor|typealias|extension)\s+([A-Za-z_][\w.]*)")
MEMBER = re.compile(r"\b(?:func|var|let)\s+([A-Za-z_]\w*)")


def blank(text):
    """`text` with comments and the contents of strings replaced by spaces; lines keep their numbers."""
    out = []
    stack = ["code"]  # "code", "(" inside an interpolation, or the quote of a string
    index = 0
    while index < len(text):
        top = stack[-1]
        rest = text[index:index + 3]
        if top in ("code", "("):
            if rest.startswith("//"):
                end = text.find("\n", index)
                end = len(text) if end < 0 else end
                out.append(" " * (end - index))
                index = end
                continue
            if rest.startswith("/*"):
                depth, end = 1, index + 2
                while depth and end < len(text):
                    if text.startswith("/*", end):
                        depth, end = depth + 1, end + 2
                    elif text.startswith("*/", end):
                        depth, end = depth - 1, end + 2
                    else:
                        end += 1
                out.append(re.sub(r"[^\n]", " ", text[index:end]))
                index = end
                continue
            quote = re.match(r'(#*)("""|")', text[index:index + 8])
            if quote:
                stack.append((quote[2] + quote[1], "\\" + quote[1]))
                out.append(" " * len(quote[0]))
                index += len(quote[0])
                continue
            character = text[index]
            if len(stack) > 1 and character == "(":
                stack.append("(")
            elif len(stack) > 1 and character == ")":
                stack.pop()
                if isinstance(stack[-1], tuple):
                    out.append(" ")
                    index += 1
                    continue
            out.append(character)
            index += 1
            continue
        quote, escape = top
        if text.startswith(quote, index):
            stack.pop()
            out.append(" " * len(quote))
            index += len(quote)
        elif text.startswith(escape + "(", index):
            stack.append("(")
            out.append(" " * (len(escape) + 1))
            index += len(escape) + 1
        elif text.startswith(escape, index) and index + len(escape) < len(text):
            out.append(re.sub(r"[^\n]", " ", text[index:index + len(escape) + 1]))
            index += len(escape) + 1
        else:
            out.append("\n" if text[index] == "\n" else " ")
            index += 1
    return "".join(out)


class Declaration:
    """A type or an extension: its keyword, its name, where its body lies, and what encloses it."""

    def __init__(self, keyword, name, start, body, end, outer):
        self.keyword, self.name, self.start = keyword, name, start
        self.body, self.end, self.outer = body, end, outer

    def depth(self):
        return 0 if self.outer is None else 1 + self.outer.depth()


def matching(code, opening):
    """The index after the brace that closes the one at `opening`."""
    depth = 0
    for index in range(opening, len(code)):
        if code[index] == "{":
            depth += 1
        elif code[index] == "}":
            depth -= 1
            if depth == 0:
                return index + 1
    return len(code)


def declarations(code):
    """The types and extensions of blanked code, outer ones first."""
    found = []
    for match in TYPE.finditer(code):
        keyword, name = match[1], match[2]
        if keyword == "class" and name in ("func", "var", "let", "subscript"):
            continue
        if keyword == "typealias":
            body = end = match.end()
        else:
            body = code.find("{", match.end())
            if body < 0:
                continue
            end = matching(code, body)
        outer = next((d for d in reversed(found) if d.body < match.start() < d.end), None)
        found.append(Declaration(keyword, name, match.start(), body, end, outer))
    return found


class Source:
    """A file of a target."""

    def __init__(self, path, target):
        self.path = pathlib.Path(path)
        directory = self.path.parent.relative_to(target)
        self.directory = str(directory) if directory.parts else "(root)"
        self.text = self.path.read_text(encoding="utf-8")
        self.code = blank(self.text)
        self.declarations = declarations(self.code)

    def line(self, index):
        return self.code.count("\n", 0, index) + 1


def targets(sources):
    """The directories of the targets."""
    return sorted(path for path in pathlib.Path(sources).iterdir() if path.is_dir())


def read(target):
    """The files of a target."""
    return [Source(path, target) for path in sorted(target.rglob("*.swift"))]
