"use strict";

/** The years: a slider with two ends over a little chart of them, and a button that lets them pass by. */
kgraph.module("years", ({ dates, state, visible, actions, words, dom }) => {
  const { element } = dom;
  const { ofNodes, ofEdges, all, first, last } = dates;
  const STEP = 450; // milliseconds that a year stands while the years pass by
  const MOST_BARS = 48;
  const [WIDE, HIGH] = [200, 34];

  words.add(
    { years: "Years", yearsFrom: "From year", yearsTo: "To year", yearsPlay: "Let the years pass by", yearsStop: "Stop" },
    { years: "연도", yearsFrom: "시작 연도", yearsTo: "끝 연도", yearsPlay: "연도 재생", yearsStop: "멈추기" },
  );

  const isSpan = (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isInteger) && value[0] <= value[1];
  state.declare("years", null, {
    undoable: true,
    address: "y",
    codec: {
      write: (span) => span.join("-"),
      read(text) {
        const span = text.split("-").map(Number);
        return isSpan(span) ? span : undefined;
      },
    },
  });

  const span = () => state.get("years") ?? [first, last];
  const written = ([from, to]) => (from === to ? String(from) : `${from}\u2060–\u2060${to}`);

  /** Return a test of years, which lets what has none pass; null where every year passes. */
  function test(years) {
    if (!state.get("years")) return null;
    const [from, to] = span();
    return (at) => !years[at] || (years[at] >= from && years[at] <= to);
  }

  visible.add("years", {
    slots: ["years"],
    node: () => test(ofNodes),
    edge: () => test(ofEdges),
    held: () => state.get("years") && { node: (at) => !ofNodes[at], edge: dates.isDated },
    told: () => (state.get("years") ? written(span()) : ""),
    reveal: (at) => visible.node(at) || state.clear(["years"]),
  });

  /** Choose a span; one that holds every year is no choice. */
  function choose(from, to, how) {
    state.set({ years: from <= first && to >= last ? null : [from, to] }, how);
  }

  let timer = 0;
  const isPlaying = () => timer !== 0;

  function stop() {
    clearInterval(timer);
    timer = 0;
    render();
    actions.changed();
  }

  /** All years: they are added one by one. A part of them: it moves on until the last year. */
  function play() {
    if (isPlaying()) return stop();
    const isAll = !state.get("years") || span()[1] === last;
    const [from, to] = isAll ? [state.get("years") ? span()[0] : first, null] : span();
    let now = isAll ? from : to;
    if (isAll) choose(from, from);
    let given = state.get("years");
    timer = setInterval(() => {
      if (state.get("years") !== given) return stop(); // the reader has chosen others
      now = all.find((year) => year > now) ?? last;
      choose(isAll ? from : from + now - to, now, { isStep: false });
      given = state.get("years");
      if (now >= last) stop();
    }, STEP);
    kgraph.life().addEventListener("abort", stop, { once: true });
    render();
    actions.changed();
  }

  const box = element("section", { id: "years", "aria-label": words.years });
  const label = element("output");
  const button = element("button", { class: "play", onclick: play });
  let isDragging = false;

  /** An end of the slider: dragging is one step of undo, and neither end passes the other. */
  function end(words, at) {
    return element("input", {
      type: "range", min: first, max: last, step: 1, "aria-label": words,
      oninput({ target }) {
        if (isPlaying()) stop();
        const [from, to] = span();
        const value = Number(target.value);
        choose(...(at ? [from, Math.max(value, from)] : [Math.min(value, to), to]), { isStep: !isDragging });
        isDragging = true;
        render();
      },
      onchange: () => (isDragging = false),
    });
  }

  const ends = all.length > 1 ? [end(words.yearsFrom, 0), end(words.yearsTo, 1)] : [];
  const bars = [];

  /** The chart: a bar per year, or per few years where there are many. */
  function chart() {
    const each = Math.ceil((last - first + 1) / MOST_BARS);
    const sums = new Array(Math.floor((last - first) / each) + 1).fill(0);
    for (const [year, count] of dates.counts) sums[Math.floor((year - first) / each)] += count;
    const most = Math.max(...sums);
    const step = WIDE / sums.length;
    const made = dom.svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, preserveAspectRatio: "none", "aria-hidden": "true", class: "chart" });
    sums.forEach((sum, at) => {
      const high = sum ? Math.max(2, HIGH * Math.sqrt(sum / most)) : 0;
      const bar = dom.svg("rect", { x: at * step, y: HIGH - high, width: Math.max(step - 1, 0.6), height: high });
      bars.push({ bar, from: first + at * each, to: first + (at + 1) * each - 1 });
      made.append(bar);
    });
    return made;
  }

  function render() {
    if (!ends.length) return;
    const [from, to] = span();
    [ends[0].value, ends[1].value] = [from, to];
    label.textContent = written([from, to]);
    for (const { bar, ...of } of bars) bar.classList.toggle("out", of.to < from || of.from > to);
    button.textContent = isPlaying() ? "❚❚" : "▶";
    button.title = isPlaying() ? words.yearsStop : words.yearsPlay;
    button.setAttribute("aria-label", button.title);
  }

  function start() {
    if (!ends.length) return;
    box.append(element("div", { class: "row" }, element("h2", {}, words.years), label, button), chart(), element("div", { class: "ends" }, ends));
    document.getElementById("filters").append(box);
    state.on(["years"], render);
    render();
  }

  if (ends.length) actions.add({ id: "play", words: words.yearsPlay, keys: ["p"], run: play, isOn: isPlaying });

  return { start, play, isPlaying };
});
