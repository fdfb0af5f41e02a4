"""`kgraph match`, `review`: which entities are one, as far as the evidence goes, and what a person says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from kgraph.cli.answers import Answer, read_answers
from kgraph.cli.opening import opened
from kgraph.cli.output import Settings, as_json, count, echo_json, note, report, screen_width
from kgraph.cli.reviewing import Journal, asked, candidates_json, line
from kgraph.cli.table import table
from kgraph.errors import BadSource, JudgementError, NoSuchEntity, UnknownName
from kgraph.explore.lookup import nodes
from kgraph.identity.candidates import Candidate, candidates
from kgraph.identity.entities import KINDS
from kgraph.identity.joining import MACHINE, PERSON, joins, made_by
from kgraph.resolve.judgements import Judgement, changed, following, judge
from kgraph.store import Store

_KINDS = {kind.lower(): kind for kind in KINDS}

_kind = click.option(
    "--type", "kind", type=click.Choice(list(_KINDS)), multiple=True, help="Only these; by default all."
)
_source = click.option("--source", default="", metavar="ID", help="Only pairs of which this source speaks.")
_since = click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="Only pairs of which a source speaks that was loaded on this day (YYYY-MM-DD) or later; "
    "with --undo only what was judged then.",
)
_dry_run = click.option("--dry-run", is_flag=True, help="Say what would be judged, and judge nothing.")
_undo = click.option("--undo", is_flag=True, help="Take back what this command judged.")


@click.command()
@_kind
@_source
@_dry_run
@_undo
@_since
@as_json
@click.pass_obj
def match(
    settings: Settings,
    /,
    kind: tuple[str, ...],
    source: str,
    *,
    dry_run: bool,
    undo: bool,
    since: dt.datetime | None,
    output: str,
) -> None:
    """Join people, films and companies that are plainly one.

    Shared ids of other bases join at once; else names, films, colleagues, years and countries are
    weighed. What is clear becomes judgements, whose notes say why; the rest is for kgraph review.
    """
    with opened(settings) as store:
        if undo:
            _take_back(store, MACHINE, since, dry_run=dry_run)
            return
        judged = store.judgements()
        done = joins(_candidates(store, kind, source, since), judged)
        if done.judgements and not dry_run:
            store.rejudge(done.judgements)
    if output == "json":
        told = [_judgement_json(one) for one in done.judgements]
        echo_json({"judged": told, "unclear": len(done.unclear), "dry run": dry_run})
        return
    if dry_run and done.judgements:
        rows = [(one.left, one.right, one.note) for one in done.judgements]
        click.echo(table(("left", "the same as", "why"), rows, screen_width()))
    what = "would be joined" if dry_run else "joined"
    report(f"{count(len(done.judgements), 'pair')} {what}, {len(done.unclear):,} unclear.")
    if done.unclear:
        note("See the unclear ones: kgraph review.")


@click.command()
@_kind
@_source
@click.option("--limit", type=click.IntRange(min=1), help="The most pairs to show.")
@click.option(
    "--answers",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help='Take the answers from a file ("-" is standard input): JSON lines, or a judgements file.',
)
@_dry_run
@_undo
@_since
@as_json
@click.pass_obj
def review(
    settings: Settings,
    /,
    kind: tuple[str, ...],
    source: str,
    limit: int | None,
    answers: Path | None,
    *,
    dry_run: bool,
    undo: bool,
    since: dt.datetime | None,
    output: str,
) -> None:
    """Show pairs that may be one, and take a person's answers.

    Accept (they are one), reject (they are two), skip, or go back to the pair before and answer it
    anew. An answer is a judgement: kgraph judgements lists it, and --undo or kgraph judge --undo takes
    it back. What was answered is kept, however the review ends. With --format json the pairs are
    printed and nothing is asked; --answers takes {"left": ..., "right": ..., "answer": "accept"} a
    line.
    """
    with opened(settings) as store:
        if undo:
            _take_back(store, PERSON, since, dry_run=dry_run)
            return
        if answers is not None:
            judged = _judged(store, read_answers(answers))
            _take(store, judged, dry_run=dry_run)
            _tell(judged, dry_run=dry_run)
            return
        journal = None if dry_run or output == "json" else Journal.of(store)
        if journal:
            _take_up(store, journal)
        unclear = joins(_candidates(store, kind, source, since), store.judgements()).unclear[:limit]
        if output == "json":
            echo_json(candidates_json(unclear, store))
        elif not unclear:
            report("Nothing is unclear.")
        else:
            _keep(store, asked(unclear, store, journal), journal)


def _candidates(store: Store, kind: Sequence[str], source: str, since: dt.datetime | None) -> list[Candidate]:
    """Return the pairs of which the source, or any that came since then, speaks."""
    loaded: dict[str, str] = {}
    for one in store.sources():
        loaded[one.id] = max(one.loaded, loaded.get(one.id, ""))
    if source and source not in loaded:
        raise UnknownName.among("loaded source", source, loaded)
    day = since.date().isoformat() if since else ""
    asked = {one for one in ([source] if source else loaded) if loaded[one] >= day}
    kinds = [_KINDS[one] for one in kind] or list(KINDS)
    return candidates(store, kinds, asked if source or since else None)


def _take_back(store: Store, who: str, since: dt.datetime | None, *, dry_run: bool) -> None:
    day = since.date() if since else None
    gone = [one for one in store.judgements() if made_by(one, who, day)]
    if gone and not dry_run:
        store.rejudge((), gone)
    report(f"{count(len(gone), 'judgement')} {'would be ' if dry_run else ''}taken back.")


def _take(store: Store, judged: Sequence[Judgement], *, dry_run: bool) -> None:
    before, kept = store.judgements(), []
    for one in judged:
        if (made := following(before, one)) is not None:
            before = changed(before, [made])
            kept.append(made)
    if kept and not dry_run:
        store.rejudge(kept)


def _tell(judged: Sequence[Judgement], *, dry_run: bool) -> None:
    report(f"{count(len(judged), 'answer')} {'read, none kept' if dry_run else 'kept'}.")


def _take_up(store: Store, journal: Journal) -> None:
    """Make judgements of what a review has left that was broken off."""
    try:
        if left := journal.answers():
            note(f"{journal.path}: {count(len(left), 'answer')} of a review that was broken off.")
            _keep(store, left, journal)
    except (BadSource, JudgementError, NoSuchEntity) as error:
        note(f"{error} The answers are set aside in {journal.set_aside()}.")


def _keep(store: Store, answers: Sequence[Answer], journal: Journal | None) -> None:
    """Make judgements of what was answered; where that fails, tell where the answers are."""
    try:
        judged = _judged(store, answers)
        _take(store, judged, dry_run=journal is None)
    except (JudgementError, NoSuchEntity):
        raise
    except BaseException:
        if journal and journal.whole and answers:
            note(f"The answers are kept in {journal.path}, and kgraph review takes them up again.")
        elif journal and answers:
            note("Keep these lines in a file: kgraph review --answers FILE takes them.")
            click.echo("".join(map(line, answers)), nl=False)
        raise
    if journal:
        journal.remove()
    _tell(judged, dry_run=journal is None)


def _judged(store: Store, answers: Iterable[Answer]) -> list[Judgement]:
    """Return answers as judgements; NoSuchEntity where one is about what nobody knows."""
    told = [one for one in answers if one.verdict is not None]
    known = set(nodes(store, {end for one in told for end in (one.left, one.right)}))
    known |= {end for one in store.judgements() for end in one.pair}
    for end in (end for one in told for end in (one.left, one.right)):
        if end not in known:
            raise NoSuchEntity.among("entity", end, known)
    today = dt.date.today().isoformat()
    return [
        judge(one.left, str(one.verdict), one.right, one.note or f"{PERSON} {today}: from a file")
        for one in told
    ]


def _judgement_json(one: Judgement) -> dict[str, str]:
    return {"left": one.left, "verdict": one.verdict.value, "right": one.right, "note": one.note}
