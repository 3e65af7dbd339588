#!/usr/bin/env python3
"""Makes docs/beeld/hond_kliniek.svg from what the program really prints.

Run it in the root of the repository, after `cargo build --release --locked`:

    python3 docs/beeld/maak.py

Another binary can be named as the first argument. Python standard library only. The program is run on a
pseudo-terminal, so that it prints in colour. Every line is a line of the program; what is left out is marked with an
ellipsis.
"""

import os
import pty
import re
import subprocess
import sys
from html import escape

CASE = "examples/casussen/hond_kliniek.toml"
OUT = "docs/beeld/hond_kliniek.svg"
COLUMNS = 108
# What is shown: of the blocks between `[…]` those with one of these words in the title, without these labels; one section.
BLOCKS = ("B12", "voor pension")
WITHOUT = ("beslissend", "ruimte", "herstel", "helpt niet")
SECTION = "Termijnen"

SIZE, CELL, LINE, PAD, BAR = 13, 7.8, 18, 16, 30
FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
BACKGROUND, FRAME, TEXT, DIM = "#10151c", "#1b222c", "#d7dde5", "#8c98a8"
COLOURS = {"31": "#f2777a", "32": "#7fcf8a", "33": "#e8c167"}


def run(binary):
    """The output of the program on a terminal."""
    environment = {**os.environ, "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    ours, theirs = pty.openpty()
    with subprocess.Popen([binary, "beoordeel", CASE], stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as p:
        os.close(theirs)
        out = b""
        while data := read(ours):
            out += data
    text = out.decode().replace("\r\n", "\n").rstrip("\n")
    if p.returncode != 0:
        sys.exit(text)
    return text.split("\n")


def read(terminal):
    """What is next on the terminal; nothing once the program is done (Linux then gives an error)."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def plain(line):
    return re.sub(r"\x1b\[[0-9;]*m", "", line)


def paragraphs(lines):
    """Lines between empty lines."""
    out = [[]]
    for line in lines:
        if plain(line).strip():
            out[-1].append(line)
        elif out[-1]:
            out.append([])
    return [p for p in out if p]


def cut(lines):
    """The heading, the chosen blocks below their own head, one section, and the last line."""
    first, *rest = paragraphs(lines)
    kept, head, gap = list(first), None, False
    for part in rest[:-1]:
        title = plain(part[0])
        block = title.startswith("  [")
        if len(part) == 1 and not title.startswith(" "):
            head = part
        elif block and any(word in title for word in BLOCKS):
            kept += ([""] + head if head else []) + (["", "  …"] if gap else []) + [""] + short(part)
            head, gap = None, False
        elif title == SECTION:
            kept += ["", "…", ""] + part
            gap = False
        else:
            gap = True
    return kept + ["", "…", ""] + rest[-1]


def short(block):
    """A block without some labels, and with long lists of provisions on one line."""
    kept, label = [], ""
    for line in block:
        text = plain(line)
        begins = bool(text[:16].strip())
        label = text[:16].strip() if begins else label
        if label in WITHOUT:
            if plain(kept[-1]).strip() != "…":
                kept.append("    …")
        elif label == "en op" and not begins:
            if not kept[-1].endswith("…"):
                kept[-1] = re.sub(r"[,;][^,;]*[,;]?$", ", …", kept[-1])
        else:
            kept.append(line)
    return kept


def spans(line):
    """Pieces of a line as (column, text, bold, colour); positions are fixed, whatever font is used."""
    column, bold, colour = 0, False, TEXT
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        code = re.fullmatch(r"\x1b\[([0-9;]*)m", part)
        if code:
            for c in code[1].split(";"):
                if c in ("", "0"):
                    bold, colour = False, TEXT
                elif c == "1":
                    bold = True
                elif c == "2":
                    colour = DIM
                else:
                    colour = COLOURS.get(c, colour)
            continue
        for word in re.finditer(r"\S+(?: \S+)*", part):
            yield column + word.start(), word[0], bold, colour
        column += len(part)


def svg(lines):
    width = round(COLUMNS * CELL + 2 * PAD)
    height = BAR + 2 * PAD + LINE * len(lines)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' role="img" font-family="{FONT}" font-size="{SIZE}">',
        "<title>kanwel beoordeel examples/casussen/hond_kliniek.toml</title>",
        f'<rect width="{width}" height="{height}" rx="8" fill="{BACKGROUND}"/>',
        f'<path d="M0 {BAR}V8a8 8 0 0 1 8-8h{width - 16}a8 8 0 0 1 8 8v{BAR - 8}z" fill="{FRAME}"/>',
        f"<desc>{escape(' '.join(' '.join(map(plain, lines)).split()), quote=False)}</desc>",
        f'<text x="{PAD}" y="20" fill="{DIM}">$ kanwel beoordeel {CASE}</text>',
    ]
    for row, line in enumerate(lines):
        y = BAR + PAD + SIZE + row * LINE - 2
        for column, text, bold, colour in spans(line):
            weight = ' font-weight="bold"' if bold else ""
            out.append(
                f'<text x="{PAD + column * CELL:.1f}" y="{y}" textLength="{len(text) * CELL:.1f}"'
                f' lengthAdjust="spacingAndGlyphs" fill="{colour}"{weight}>{escape(text, quote=False)}</text>'
            )
    return "\n".join(out + ["</svg>", ""])


def main():
    binary = sys.argv[1] if len(sys.argv) > 1 else "target/release/kanwel"
    lines = cut(run(binary))
    with open(OUT, "w", encoding="utf-8") as file:
        file.write(svg(lines))
    print(f"{OUT}: {len(lines)} lines")


main()
