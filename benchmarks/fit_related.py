"""Fit what each sign of a related headline is worth, and say how well that carries over to other publishers.

    python benchmarks/fit_related.py GOLD_DIR [--write FILE]

GOLD_DIR is laid out as for benchmarks/related.py. Each link of a labelled page is an example; entries that count
neither way are left out. Two logistic regressions: from the signs to the points of a card alone, then from these
points and those of its company to the points that decide. The points of a card that the second one learns from come
from models that did not see its publisher. Needs numpy only.
"""

from __future__ import annotations

import argparse
import collections
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.related import read_pages
from transforms.extract.html import markup_of, parse_html
from transforms.extract.settings import ExtractSettings
from transforms.related.cards import Card
from transforms.related.cards import Path as LinkPath
from transforms.related.evidence import Evidence, companies
from transforms.related.html import cards_of
from transforms.related.places import Places
from transforms.related.points import RARE
from transforms.related.signs import leads_elsewhere
from transforms.related.wording import folded
from transforms.urls import story_key

FOLDS = 11
STRENGTH, COMPANY_STRENGTH = 1.5, 1.0  # of the L2 penalty
LEAST = 8, 3  # cards and publishers that must show a sign
Example = tuple[str, list[Card], list[tuple[int, LinkPath]], list[set[str]], list[int | None]]


def read_examples(gold_dir: Path) -> list[Example]:
    """Return for each page its publisher, cards, short links, the signs of each card, and 1, 0 or None (either way)."""
    examples: list[Example] = []
    for row, page in read_pages(gold_dir):
        if row["kind"] != "html":
            continue
        tree = parse_html(markup_of(page, ExtractSettings()))
        body = tree.find("body")
        cards, short, _ = cards_of(body.iter("a"), page.url or "")
        evidence = Evidence(Places(body), page.url or "")
        evidence.weigh(cards, short)
        signs = [set(evidence.signs(card)) for card in cards]
        examples.append((row["publisher"], cards, short, signs, [_label(row, card) for card in cards]))
    return examples


def _label(page: dict[str, Any], card: Card) -> int | None:
    unclear = folded(page["title"]) == folded(card.text)
    for item in (item for block in page["blocks"] for item in block["items"]):
        texts = {folded(text) for text in (item["text"], *item.get("alt", []))}
        if folded(card.text) in texts or story_key(item.get("href"), page["url"]) == card.key:
            if not (item.get("doubtful") or item.get("self")):
                return 1
            unclear = True
    return None if unclear else 0


def fit(inputs: np.ndarray, labels: np.ndarray, strength: float) -> np.ndarray:
    """Return the weights of a logistic regression, the constant last (Newton's method)."""
    inputs = np.hstack([inputs, np.ones((len(inputs), 1))])
    penalty = np.full(inputs.shape[1], strength)
    penalty[-1] = 1e-3
    weights = np.zeros(inputs.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        gradient = inputs.T @ (chance - labels) + penalty * weights
        curvature = (inputs * (chance * (1 - chance) + 1e-9)[:, None]).T @ inputs + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def points(inputs: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the points of each row."""
    return np.asarray(inputs @ weights[:-1] + weights[-1])


def sign_names(examples: Sequence[Example]) -> list[str]:
    """Return the signs that enough cards of enough publishers show."""
    seen = [(sign, publisher) for publisher, _, _, signs, _ in examples for card in signs for sign in card]
    cards, publishers = collections.Counter(sign for sign, _ in seen), collections.Counter(s for s, _ in set(seen))
    return sorted(s for s in cards if cards[s] >= LEAST[0] and publishers[s] >= LEAST[1] and s not in RARE)


def matrix(examples: Sequence[Example], names: Sequence[str]) -> np.ndarray:
    """Return a row for each card, a column for each sign."""
    return np.array([[name in card for name in names] for *_, signs, _ in examples for card in signs], dtype=float)


def labels_of(examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    """Return the labels, and which of them count."""
    labels = [label for *_, page in examples for label in page]
    return np.array([label == 1 for label in labels], dtype=float), np.array([label is not None for label in labels])


def with_company(examples: Sequence[Example], alone: np.ndarray) -> np.ndarray:
    """Return the points of each card alone, and what its company says."""
    values, rows = iter(alone), []
    for _, cards, short, _, _ in examples:
        for card in cards:
            card.own = float(next(values))
        rows += list(companies(cards, short))
    return np.hstack([alone[:, None], np.array(rows)])


def train(examples: Sequence[Example], names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights of the signs and those of the company."""
    inputs, (labels, counts) = matrix(examples, names), labels_of(examples)
    owner = np.array([publisher for publisher, cards, *_ in examples for _ in cards])
    alone = np.zeros(len(labels))
    publishers = sorted(set(owner))
    for part in range(5):
        held = np.isin(owner, publishers[part::5])
        alone[held] = points(inputs[held], fit(inputs[counts & ~held], labels[counts & ~held], STRENGTH))
    company = fit(with_company(examples, alone)[counts], labels[counts], COMPANY_STRENGTH)
    return fit(inputs[counts], labels[counts], STRENGTH), company


def cross_validated(examples: Sequence[Example], names: Sequence[str]) -> float:
    """Return the F1 over cards of publishers that the weights were not fitted on."""
    publishers = sorted({publisher for publisher, *_ in examples})
    right = said = true = 0
    for part in range(FOLDS):
        held = set(publishers[part::FOLDS])
        signs, company = train([example for example in examples if example[0] not in held], names)
        tests = [example for example in examples if example[0] in held]
        alone = points(matrix(tests, names), signs)
        links = np.array([leads_elsewhere(card.url) for _, cards, *_ in tests for card in cards])
        chosen = (points(with_company(tests, alone), company) > 0) & ~links
        labels, counts = labels_of(tests)
        right += int((chosen & (labels == 1) & counts).sum())
        said, true = said + int((chosen & counts).sum()), true + int(((labels == 1) & counts).sum())
    return 2 * right / (said + true)


def as_module(names: Sequence[str], signs: np.ndarray, company: np.ndarray) -> str:
    """Return the text of transforms/related/points.py."""
    lines = [f'    "{name}": {value:.2f},' for name, value in zip(names, signs, strict=False) if abs(value) >= 0.005]
    rare = [f'    "{name}": {value},' for name, value in RARE.items()]
    shares = ", ".join(f"{value:.2f}" for value in company[:-1])
    return "\n".join(
        [
            '"""What each sign is worth: logistic regression on labelled pages, so that 0 points mean even odds.',
            "",
            "Fitted by ``benchmarks/fit_related.py``; a sign that is not listed is worth nothing.",
            '"""',
            "",
            "# Set by hand, because too few of the labelled pages show them.",
            *("RARE: dict[str, float] = {", *rare, "}"),
            *("POINTS: dict[str, float] = {", "    **RARE,", f'    "bias": {signs[-1]:.2f},', *lines, "}"),
            "# Of the card itself, and of its company (see ``evidence.companies``).",
            f"COMPANY = ({shares})",
            f"ALONE = {company[-1]:.2f}",
            "",
        ]
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Fit and report from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0], allow_abbrev=False)
    parser.add_argument("gold_dir", type=Path)
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the points as a module")
    args = parser.parse_args(argv)
    examples = read_examples(args.gold_dir)
    names = sign_names(examples)
    print(f"{len(names)} signs; F1 over cards of other publishers: {cross_validated(examples, names):.3f}")
    if args.write is not None:
        args.write.write_text(as_module(names, *train(examples, names)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
