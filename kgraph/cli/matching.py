"""`kgraph match`, `review`: which entities are one, as far as the evidence goes, and what a person says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from kgraph.cli.answers import Answer, read_answers
from kgraph.cli.opening import opened
from kgraph.cli.output import Settings, as_json, count, echo_json, note, report, screen_width
from kgraph.cli.table import table
from kgraph.errors import JudgementError, NoSuchEntity
from kgraph.explore.lookup import nodes
from kgraph.identity.candidates import Candidate, candidates
from kgraph.identity.entities import KINDS, Entity
from kgraph.identity.joining import MACHINE, PERSON, joins, made_by
from kgraph.identity.joining import note as reason
from kgraph.resolve.judgements import Judgement, Verdict, changed, following, judge
from kgraph.store import Store

_SHOWN_FILMS = 4
_KINDS = {kind.lower(): kind for kind in KINDS}

_kind = click.option(
    "--type", "kind", type=click.Choice(list(_KINDS)), multiple=True, help="Only these; by default all."
)
_source = click.option("--source", default="", metavar="ID", help="Only pairs of which this source speaks.")
_since = click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="With --undo: only what was judged on this day (YYYY-MM-DD) or later.",
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
    _check_since(since, undo=undo)
    with opened(settings) as store:
        if undo:
            _take_back(store, MACHINE, since, dry_run=dry_run)
            return
        judged = store.judgements()
        done = joins(candidates(store, _chosen(kind), source), judged)
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

    Accept (they are one), reject (they are two) or skip. An answer is a judgement: kgraph judgements
    lists it, and --undo or kgraph judge --undo takes it back. With --format json the pairs are
    printed and nothing is asked; --answers takes {"left": ..., "right": ..., "answer": "accept"} a
    line.
    """
    _check_since(since, undo=undo)
    with opened(settings) as store:
        if undo:
            _take_back(store, PERSON, since, dry_run=dry_run)
            return
        if answers is not None:
            _take(store, _judged(store, read_answers(answers)), dry_run=dry_run)
            return
        unclear = joins(candidates(store, _chosen(kind), source), store.judgements()).unclear[:limit]
        if output == "json":
            echo_json(_candidates_json(unclear, store))
        elif not unclear:
            report("Nothing is unclear.")
        else:
            _take(store, _asked(unclear, store.judgements()), dry_run=dry_run)


def _check_since(since: dt.datetime | None, *, undo: bool) -> None:
    if since and not undo:
        raise click.UsageError("--since goes with --undo.")


def _chosen(kind: Sequence[str]) -> list[str]:
    return [_KINDS[one] for one in kind] or list(KINDS)


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
    report(f"{count(len(judged), 'answer')} {'read, none kept' if dry_run else 'kept'}.")


# ---------------------------------------------------------------- answers


def _asked(unclear: Iterable[Candidate], before: list[Judgement]) -> list[Judgement]:
    """Show each pair, and ask; what was answered before `quit`, or the end of the answers, counts."""
    judged = []
    for one in unclear:
        click.echo(_candidate_text(one))
        answer = _answer()
        if answer == "q":
            break
        if answer == "s":
            continue
        verdict = Verdict.SAME if answer == "a" else Verdict.DIFFERENT
        why = reason(one, PERSON, dt.date.today())
        try:
            made = following(before, Judgement(one.left.id, verdict, one.right.id, why))
        except JudgementError as error:  # one answer cannot be, and the others stay
            note(str(error))
            continue
        if made is not None:
            before = changed(before, [made])
            judged.append(made)
    return judged


def _answer() -> str:
    choice = click.Choice(["accept", "reject", "skip", "quit", "a", "r", "s", "q"], case_sensitive=False)
    try:
        told: str = click.prompt(
            "accept, reject, skip, quit", type=choice, default="skip", show_choices=False, err=True
        )
    except click.Abort:
        return "q"
    return told[0].lower()


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


# ---------------------------------------------------------------- telling


def _candidate_text(one: Candidate) -> str:
    lines = [f"\n{one.kind}, {one.bits:+.1f} bits"]
    lines += [f"  {_facts(end)}" for end in (one.left, one.right)]
    lines += [f"    {told.bits:+6.1f}  {told.what}" for told in one.evidence]
    return "\n".join(lines)


def _facts(one: Entity) -> str:
    years = f"{min(one.years)}-{max(one.years)}" if one.years else ""
    told = (*one.names[:3], years, ", ".join(sorted(one.work)), f"{len(one.films)} films" * bool(one.films))
    return " · ".join(part for part in (*told, f"id {one.id}") if part)


def _judgement_json(one: Judgement) -> dict[str, str]:
    return {"left": one.left, "verdict": one.verdict.value, "right": one.right, "note": one.note}


def _candidates_json(unclear: Sequence[Candidate], store: Store) -> list[dict[str, Any]]:
    films = {film for one in unclear for end in (one.left, one.right) for film in end.films}
    titles = {film: node.name for film, node in nodes(store, films).items()} if films else {}
    return [
        {
            "type": one.kind,
            "left": _entity_json(one.left, titles),
            "right": _entity_json(one.right, titles),
            "bits": one.bits,
            "evidence": [{"what": told.what, "bits": round(told.bits, 1)} for told in one.evidence],
        }
        for one in unclear
    ]


def _entity_json(one: Entity, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "id": one.id,
        "names": list(one.names),
        "years": sorted(one.years),
        "work": sorted(one.work),
        "films": sorted(titles.get(film, film) for film in one.films)[:_SHOWN_FILMS],
        "countries": sorted(one.countries),
        "ids": dict(one.ids),
        "sources": sorted(one.sources),
    }
