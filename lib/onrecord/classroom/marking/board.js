"use strict";
(() => {
  const main = document.querySelector("main");
  const board = JSON.parse(main.dataset.board);
  // Places count code points, as the tables do; a JavaScript string counts otherwise.
  const letters = Array.from(board.text);
  const lower = board.text.toLowerCase();
  const words = [...document.querySelectorAll(".word")];
  const starts = words.map((word) => Number(word.dataset.start));
  const ends = words.map((word) => Number(word.dataset.end));
  const part = (id) => document.getElementById(id);
  const one = board.one;
  const isPair = board.table === "pairs";

  let marks = [];
  let chosen = null; // the mark that is open, by its place in `marks`
  let first = null; // the word that was taken first
  let half = null; // the first number of a pair
  let taking = null; // the field that words of the article go into
  let past = [];
  let here = 0; // the word that the keyboard stands on
  let before = ""; // what a field was when it was entered
  let id = String(Math.random()); // of this visit, among those that are kept
  const MOST = 40; // visits that are kept

  const make = (tag, text, more) => {
    const made = Object.assign(document.createElement(tag), more || {});
    if (text) made.textContent = text;
    return made;
  };
  const button = (text, act, more) => {
    const made = make("button", text, { type: "button", ...(more || {}) });
    made.addEventListener("click", act);
    return made;
  };
  const say = (text) => { part("status").textContent = text; };
  const slice = (start, end) => letters.slice(start, end).join("");
  // One end of a number may stay open; only where both are empty nothing was said.
  const isBlank = (mark, field) =>
    field.number ? !board.fields.some((each) => each.number && mark[each.name]) : !mark[field.name];
  const blanks = (mark) => board.fields.filter((field) => isBlank(mark, field)).length;
  const short = (text) => (text.length > 60 ? text.slice(0, 58) + " …" : text);

  // --- what is kept ---------------------------------------------------------------------------------------------

  // Several people may mark on one phone, one after the other: nobody gets another's marks without asking for them.
  function kept() {
    const found = JSON.parse(localStorage.getItem(board.key) || "[]");
    return Array.isArray(found) ? found.filter((each) => each && Array.isArray(each.marks)) : [];
  }

  function keep() {
    try {
      const others = kept().filter((each) => each.id !== id);
      const mine = marks.length ? [{ id, marker: part("marker").value, marks }] : [];
      localStorage.setItem(board.key, JSON.stringify([...mine, ...others].slice(0, MOST)));
    } catch {
      part("kept").textContent = "This browser keeps nothing here: copy or download your marks before you leave.";
    }
  }

  function restore() {
    try {
      const visits = kept();
      part("kept").textContent = "Your marks are kept in this browser. They are sent nowhere.";
      const mine = visits.find((each) => board.marker && each.marker === board.marker);
      if (mine) goOn(mine);
      else if (!board.marker) ask(visits);
    } catch {
      part("kept").textContent = "This browser keeps nothing here: copy or download your marks before you leave.";
    }
  }

  function goOn(visit) {
    id = visit.id;
    marks = visit.marks.filter((mark) => Number.isInteger(mark.start) && Number.isInteger(mark.end));
    part("marker").value = visit.marker || "";
    say("Your marks from last time are back.");
  }

  function ask(visits) {
    part("earlier").hidden = !visits.length;
    history.scrollRestoration = "manual"; // the question stands at the top
    const answered = (visit) => {
      part("earlier").hidden = true;
      if (visit) goOn(visit);
      draw();
      stand(here, true);
    };
    visits.forEach((visit) => {
      const n = visit.marks.length;
      part("visits").append(button(`Go on: ${visit.marker || "no name"}, ${n} ${one}${n === 1 ? "" : "s"}`, () => answered(visit)), " ");
    });
    part("visits").append(button("Start new", () => answered(null), { className: "main" }));
  }

  function remember() {
    past.push(JSON.stringify(marks));
    past = past.slice(-200);
  }

  // --- marking --------------------------------------------------------------------------------------------------

  // The words without the full stop or comma behind them, but with what stands inside marks of quotation.
  function trimmed(start, end) {
    const pairs = { "“": "”", "\"": "\"", "‘": "’", "«": "»" };
    const closing = pairs[letters[start]];
    const isOpen = closing && !letters.slice(start + 1, end).includes(closing);
    if (letters[start] === "(") start += 1;
    while (!isOpen && end > start + 1 && ".,;:!?…)".includes(letters[end - 1])) end -= 1;
    return { start, end };
  }

  function overlapping(span) {
    return isPair ? -1 : marks.findIndex((mark) => mark.start < span.end && span.start < mark.end);
  }

  function take(index, byKeyboard) {
    if (first === null) {
      const over = taking ? -1 : overlapping({ start: starts[index], end: ends[index] });
      if (over >= 0) return open(over, byKeyboard);
      first = index;
      chosen = taking ? chosen : null;
      draw();
      say(`First word: ${words[index].textContent}. Now the last word; the same word again if it is only one.`);
      return undefined;
    }
    const [from, to] = [Math.min(first, index), Math.max(first, index)];
    first = null;
    const span = trimmed(starts[from], ends[to]);
    span.words = slice(span.start, span.end);
    span.sentence = words[from].dataset.sentence;
    if (taking) return fill(span.words, byKeyboard);
    const over = overlapping(span);
    if (over >= 0) {
      draw();
      say(`These words are partly in ${one} ${over + 1}. Delete that one first, or take other words.`);
      return undefined;
    }
    if (isPair && half === null) {
      half = span;
      draw();
      say(`First number: ${span.words}. Now tap the first and the last word of the number that it is compared with.`);
      return undefined;
    }
    remember();
    const mark = isPair
      ? { ...half, other_start: span.start, other_end: span.end, other_words: span.words, other_sentence: span.sentence }
      : span;
    half = null;
    marks.push(mark);
    marks.sort((a, b) => a.start - b.start || a.end - b.end);
    open(marks.indexOf(mark), byKeyboard);
    say(`Marked: “${short(mark.words)}”. Now fill in ${board.fields.map((field) => field.label.toLowerCase()).join(", ")}.`);
    return undefined;
  }

  function fill(text, byKeyboard) {
    remember();
    marks[chosen][taking] = text.replace(/^[“"‘']|[”"’']$/g, "").replace(/['’]s$/, "");
    const field = taking;
    taking = null;
    draw();
    say(`Filled in: ${marks[chosen][field]}.`);
    if (byKeyboard) part(`field-${field}`).focus();
  }

  function open(index, byKeyboard) {
    chosen = index;
    taking = null;
    draw();
    const field = part("editor").querySelector("select, input");
    if (byKeyboard && field) field.focus();
    if (!byKeyboard && innerWidth < 896) {
      // The editor covers the lower part of a phone: the words must not lie under it.
      words.find((word) => Number(word.dataset.end) > marks[index].start)?.scrollIntoView({ block: "start" });
    }
  }

  // One end of the open mark moves by a word; `of` is "other_" for the second number of a pair.
  function move(of, end, step) {
    const mark = marks[chosen];
    const [start, stop] = [mark[`${of}start`], mark[`${of}end`]];
    const from = ends.findIndex((each) => each > start) + (end === "first" ? step : 0);
    const to = starts.filter((each) => each < stop).length - 1 + (end === "last" ? step : 0);
    if (from > to) return say(`A ${one} has at least one word. Delete takes it away.`);
    if (from < 0 || to >= words.length) return say("The article has no more words here.");
    const span = trimmed(starts[from], ends[to]);
    const over = isPair ? -1 : marks.findIndex((each, n) => n !== chosen && each.start < span.end && span.start < each.end);
    if (over >= 0) return say(`The next word is in ${one} ${over + 1}.`);
    remember();
    Object.assign(mark, {
      [`${of}start`]: span.start,
      [`${of}end`]: span.end,
      [`${of}words`]: slice(span.start, span.end),
      [`${of}sentence`]: words[from].dataset.sentence,
    });
    marks.sort((a, b) => a.start - b.start || a.end - b.end);
    chosen = marks.indexOf(mark);
    draw();
    part(`move-${of}${end}${step}`).focus();
    words[end === "first" ? from : to].scrollIntoView({ block: "nearest" });
    return say(`Now: “${short(mark[`${of}words`])}”.`);
  }

  function letGo() {
    const last = chosen;
    [first, half, taking, chosen] = [null, null, null, null];
    draw();
    say("");
    if (last !== null && marks[last]) here = Math.max(0, starts.findIndex((start) => start >= marks[last].start));
    stand(here, part("editor").contains(document.activeElement) || document.activeElement === document.body);
  }

  function remove(index) {
    remember();
    const [gone] = marks.splice(index, 1);
    chosen = null;
    taking = null;
    draw();
    say(`Deleted: “${short(gone.words)}”. Undo brings it back.`);
  }

  function undo() {
    if (!past.length) return;
    marks = JSON.parse(past.pop());
    [first, half, taking, chosen] = [null, null, null, null];
    draw();
    say("Undone.");
  }

  // --- drawing --------------------------------------------------------------------------------------------------

  function draw() {
    words.forEach((word, index) => {
      const over = marks.filter((mark) => covers(mark, index));
      word.className = "word";
      word.removeAttribute("data-number");
      over.forEach((mark) => {
        word.classList.add("marked", blanks(mark) ? "open" : mark.kind || "full");
        if (chosen !== null && marks[chosen] === mark) word.classList.add("chosen");
      });
      const begun = marks.flatMap((mark, n) => (begins(mark, index) ? [n + 1] : []));
      if (begun.length) word.dataset.number = begun.join(" ");
      if (index === first || (half && starts[index] < half.end && ends[index] > half.start)) word.classList.add("first");
    });
    if (marks.length) part("earlier").hidden = true;
    drawEditor();
    drawList();
    part("undo").disabled = !past.length;
    part("anew").disabled = !marks.length;
    result();
    keep();
  }

  const spans = (mark) => [[mark.start, mark.end], ...(isPair ? [[mark.other_start, mark.other_end]] : [])];
  const covers = (mark, index) => spans(mark).some(([start, end]) => starts[index] < end && start < ends[index]);
  const begins = (mark, index) =>
    spans(mark).some(([start]) => starts[index] <= start && start < ends[index]);
  const titleOf = (mark) => (isPair ? `${mark.words} / ${mark.other_words}` : mark.words);

  function drawEditor() {
    const editor = part("editor");
    editor.replaceChildren();
    editor.hidden = chosen === null;
    main.classList.toggle("editing", chosen !== null);
    if (chosen === null) return;
    const mark = marks[chosen];
    editor.append(make("h2", `${chosen + 1}. ${titleOf(mark)}`));
    editor.append(drawEnds("", isPair ? " of the first number" : ""));
    if (isPair) editor.append(drawEnds("other_", " of the second number"));
    board.fields.forEach((field) => editor.append(drawField(mark, field)));
    const row = make("p", "", { className: "buttons" });
    row.append(button("Done", letGo, { className: "main" }), " ", button("Delete", () => remove(chosen)));
    editor.append(row);
  }

  function drawEnds(of, whose) {
    const row = make("div", "", { className: "ends" });
    if (isPair) row.append(make("b", short(marks[chosen][`${of}words`])));
    ["first", "last"].forEach((end) => {
      const group = make("span", `${end === "first" ? "First" : "Last"} word `);
      [[-1, "←", "back"], [1, "→", "on"]].forEach(([step, arrow, where]) => {
        const ariaLabel = `Move the ${end} word${whose} one word ${where}`;
        group.append(button(arrow, () => move(of, end, step), { id: `move-${of}${end}${step}`, ariaLabel }));
      });
      row.append(group);
    });
    return row;
  }

  function drawField(mark, field) {
    const box = make("div", "", { className: "field" });
    const label = make("label", field.label);
    if (!field.choices.length) label.append(make("small", ` ${field.meaning}`));
    label.htmlFor = `field-${field.name}`;
    const entry = field.choices.length ? choice(field) : make("input", "", { type: "text", autocomplete: "off" });
    entry.id = label.htmlFor;
    if (field.number) entry.inputMode = "decimal";
    entry.value = mark[field.name] || "";
    entry.classList.toggle("blank", isBlank(mark, field));
    entry.addEventListener("focus", () => { before = JSON.stringify(marks); });
    entry.addEventListener("input", () => {
      mark[field.name] = entry.value.trim();
      board.fields.forEach((each) => part(`field-${each.name}`).classList.toggle("blank", isBlank(mark, each)));
      drawList();
      result();
      keep();
    });
    entry.addEventListener("change", () => {
      if (before && before !== JSON.stringify(marks)) past.push(before);
      before = JSON.stringify(marks);
      part("undo").disabled = !past.length;
      colour();
    });
    box.append(label);
    if (field.choices.length || field.number) {
      box.append(entry);
    } else {
      const row = make("div", "", { className: "with-button" });
      const from = button("From the article", () => {
        taking = field.name;
        first = null;
        say(`Tap the first and the last word for “${field.label}” in the article.`);
        part("editor").hidden = innerWidth < 896;
        stand(here, true);
      });
      row.append(entry, from);
      box.append(row);
    }
    return box;
  }

  // Colours follow a field without drawing the editor again, which would take the focus away.
  function colour() {
    words.forEach((word, index) => {
      const over = marks.find((mark) => covers(mark, index));
      if (!over) return;
      word.classList.remove("open", "full", ...board.fields.flatMap((field) => field.choices.map(([value]) => value)));
      word.classList.add(blanks(over) ? "open" : over.kind || "full");
    });
  }

  function choice(field) {
    const entry = document.createElement("select");
    entry.append(make("option", "– choose –", { value: "" }));
    field.choices.forEach(([value, meaning]) => entry.append(make("option", `${value}: ${meaning}`, { value })));
    return entry;
  }

  function drawList() {
    const list = part("list");
    list.replaceChildren();
    marks.forEach((mark, index) => {
      const item = make("li");
      const shown = button("", () => open(index, true), { className: "open" });
      shown.append(make("b", `${index + 1} `), short(titleOf(mark)));
      const said = make("span", "", { className: "said" });
      board.fields.forEach((field, n) => {
        if (n) said.append(" · ");
        if (!isBlank(mark, field)) said.append(mark[field.name] || "open");
        else said.append(make("i", `${field.label.toLowerCase()} blank`));
      });
      shown.append(said);
      item.append(shown, button("Delete", () => remove(index), { ariaLabel: `Delete ${one} ${index + 1}` }));
      list.append(item);
    });
    const open_ = marks.reduce((sum, mark) => sum + blanks(mark), 0);
    const n = marks.length;
    const told = n === 0 ? `No ${one} marked yet.` : `${n} ${one}${n === 1 ? "" : "s"} marked`;
    part("count").textContent = n === 0 ? told : `${told}, ${open_ === 0 ? "no blanks" : open_ === 1 ? "1 blank" : `${open_} blanks`}.`;
  }

  // --- what is given --------------------------------------------------------------------------------------------

  const bar = (text) => String(text || "").replace(/\s+/g, " ").replace(/\|/g, "\\|");
  const placed = (sentence, text, start) =>
    lower.split(text.toLowerCase()).length > 2 ? `${sentence}@${start}` : `${sentence}`;

  function result() {
    const lines = marks.map((mark) => {
      const cells = [placed(mark.sentence, mark.words, mark.start), mark.words];
      if (isPair) cells.push(placed(mark.other_sentence, mark.other_words, mark.other_start), mark.other_words);
      return [...cells, ...board.fields.map((field) => mark[field.name])].map(bar).join(" | ");
    });
    part("result").value = [`marker: ${bar(part("marker").value)}`, `marks: ${board.table}`, ...lines].join("\n") + "\n";
  }

  // A spreadsheet would work out what looks like a formula (onrecord/system/spreadsheets.py).
  const [AT_START, INSIDE] = board.formulas.map((pattern) => new RegExp(pattern, "gu"));
  const safe = (text) => text.replace(INSIDE, "$1'").replace(AT_START, "'");
  const cell = (value) => `"${safe(String(value ?? "")).replace(/"/g, "\"\"")}"`;

  function csv() {
    const names = ["marker", ...board.columns];
    const rows = marks.map((mark) => ({ ...mark, marker: part("marker").value }));
    return "\ufeff" + [names, ...rows.map((row) => names.map((name) => row[name]))].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
  }

  async function copy() {
    const text = part("result");
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      text.focus();
      text.select();
      if (!document.execCommand("copy")) return say("This browser does not copy. The text is selected: press Ctrl and C.");
    }
    return say("Copied. Paste it into your notebook, or into a message to whoever collects the marks.");
  }

  function download() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv()], { type: "text/csv;charset=utf-8" }));
    const by = part("marker").value.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
    link.download = [board.file, board.table, by].filter(Boolean).join("_") + ".csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    say(`Saved as ${link.download} in your downloads.`);
  }

  // --- mouse, finger, keyboard ----------------------------------------------------------------------------------

  function stand(index, focus) {
    words[here]?.setAttribute("tabindex", "-1");
    here = Math.max(0, Math.min(words.length - 1, index));
    words[here]?.setAttribute("tabindex", "0");
    if (focus) words[here]?.focus();
  }

  // The word above or below: of the next line, the nearest one.
  function vertical(step) {
    const from = words[here].getBoundingClientRect();
    let best = here;
    let line = null;
    for (let index = here + step; words[index]; index += step) {
      const box = words[index].getBoundingClientRect();
      const below = Math.abs(box.top - from.top) > from.height / 2;
      if (below && line === null) line = box.top;
      if (line !== null && Math.abs(box.top - line) > from.height / 2) break;
      if (line !== null) {
        const gap = (at) => Math.abs(words[at].getBoundingClientRect().left - from.left);
        if (best === here || gap(index) < gap(best)) best = index;
      }
    }
    return best;
  }

  let pressed = null;
  part("text").addEventListener("pointerdown", (event) => {
    pressed = event.pointerType === "mouse" && event.button === 0 ? words.indexOf(event.target.closest(".word")) : null;
  });
  part("text").addEventListener("click", (event) => {
    const index = words.indexOf(event.target.closest(".word"));
    if (index < 0) return;
    stand(index, false);
    take(index, false);
  });
  // Drawing the mouse over words with its button held down takes them all.
  part("text").addEventListener("pointerup", (event) => {
    const index = words.indexOf(event.target.closest(".word"));
    if (pressed === null || pressed < 0 || index < 0 || index === pressed) return;
    if (first === null) {
      first = pressed;
      take(index, false);
    }
  });
  part("text").addEventListener("keydown", (event) => {
    const moves = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: words.length - 1 };
    if (event.key === "Enter" || event.key === " ") take(here, true);
    else if (event.key in moves) stand(moves[event.key], true);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") stand(vertical(event.key === "ArrowDown" ? 1 : -1), true);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName || "");
    if (event.key === "Escape") letGo();
    if (event.key === "z" && (event.ctrlKey || event.metaKey) && !typing) {
      event.preventDefault();
      undo();
    }
  });
  part("marker").addEventListener("input", () => { result(); keep(); });
  part("undo").addEventListener("click", undo);
  part("anew").addEventListener("click", () => {
    remember();
    marks = [];
    letGo();
    say("All marks are deleted. Undo brings them back.");
  });
  part("copy").addEventListener("click", copy);
  part("download").addEventListener("click", download);

  part("marker").value = board.marker;
  restore();
  stand(0, false);
  draw();
})();
