"use strict";

/**
 * The page's own words, in English and Korean; those of the data stay as they are. A feature adds its own
 * from its own file: `words.add({ years: "Years" }, { years: "연도" })`, both with the same names.
 */
kgraph.module("words", () => {
  const counted = (count, thing) => `${count.toLocaleString()} ${thing}${count === 1 ? "" : "s"}`;
  const english = {
    search: "Search names",
    noMatch: "Nothing has such a name",
    counts: (nodes, edges) => `${counted(nodes, "node")}, ${counted(edges, "relation")}`,
    nodes: "Nodes",
    relations: "Relations",
    unlabelled: "(no label)",
    related: "related to",
    disputed: "disputed",
    implied: "implied",
    stated: "stated",
    contradicted: "Claims contradict each other",
    otherNames: "Other names",
    properties: "Properties",
    evidence: "Who says so",
    close: "Close",
    fit: "Show everything",
    nearer: "Zoom in",
    farther: "Zoom out",
    help: "Keys and signs",
    tools: "Tools",
    only: "Only this (again: everything)",
    toggle: "Show or hide",
    terms: (count) => `Sources and licences (${count})`,
    graph: "Graph",
    empty: "There is nothing to draw: the graph is empty.",
    more: (count) => `${count} more`,
    id: "id",
    linkedTo: (count) => counted(count, "relation"),
    clickForMore: "Click for all",
    lone: (count) => `${count.toLocaleString()} without relations`,
    members: (count) => counted(count, "node"),
    undo: "Undo",
    redo: "Redo",
    reset: "Everything as at first",
    open: (name) => `Open the island of ${name}`,
    keysMove: "move the picture",
    keysDouble: "Double click",
    keysFly: "expand a node, or collapse it",
    keysSearch: "search; Enter flies to the first match",
    keysEscape: "clear search, selection and panel",
    signs: { disputed: "dashed: disputed", implied: "dotted: implied" },
  };
  const korean = {
    search: "이름 검색",
    noMatch: "그런 이름이 없습니다",
    counts: (nodes, edges) => `노드 ${nodes.toLocaleString()}개, 관계 ${edges.toLocaleString()}개`,
    nodes: "노드",
    relations: "관계",
    unlabelled: "(유형 없음)",
    related: "관련",
    disputed: "논란 있음",
    implied: "암시됨",
    stated: "명시됨",
    contradicted: "주장이 서로 어긋납니다",
    otherNames: "다른 이름",
    properties: "속성",
    evidence: "근거",
    close: "닫기",
    fit: "전체 보기",
    nearer: "확대",
    farther: "축소",
    help: "단축키와 기호",
    tools: "도구",
    only: "이것만 (다시 누르면 전체)",
    toggle: "보이기/숨기기",
    terms: (count) => `출처와 이용 조건 (${count})`,
    graph: "그래프",
    empty: "그릴 것이 없습니다. 그래프가 비어 있습니다.",
    more: (count) => `${count}개 더`,
    id: "식별자",
    linkedTo: (count) => `관계 ${count}개`,
    clickForMore: "클릭하면 모두 보입니다",
    lone: (count) => `관계 없음: ${count}개`,
    members: (count) => `노드 ${count.toLocaleString()}개`,
    undo: "실행 취소",
    redo: "다시 실행",
    reset: "처음 상태로",
    open: (name) => `${name}의 섬 열기`,
    keysMove: "그림 옮기기",
    keysDouble: "두 번 클릭",
    keysFly: "노드 펼치기, 접기",
    keysSearch: "검색, Enter로 첫 결과로 이동",
    keysEscape: "검색과 선택 지우기",
    signs: { disputed: "긴 점선: 논란 있음", implied: "짧은 점선: 암시됨" },
  };
  const isKorean = navigator.language.toLowerCase().startsWith("ko");
  if (isKorean) document.documentElement.lang = "ko";
  const words = { ...(isKorean ? korean : english) };

  function add(inEnglish, inKorean) {
    const names = (told) => Object.keys(told).sort().join();
    if (names(inEnglish) !== names(inKorean)) throw new Error(`words in one language only: ${names(inEnglish)} | ${names(inKorean)}`);
    for (const name of Object.keys(inEnglish)) if (name in words) throw new Error(`two words are called ${name}`);
    Object.assign(words, isKorean ? inKorean : inEnglish);
  }

  return Object.assign(words, { add });
});
