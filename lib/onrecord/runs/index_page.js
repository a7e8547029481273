// Sorting and filtering of the table of articles. Without it, the table stands as it is.
(() => {
  const table = document.querySelector("#articles table");
  if (!table) return;
  const body = table.tBodies[0], rows = [...body.rows];
  const text = (row, at) => row.cells[at].textContent.trim();
  const value = (row, at) => {
    const number = Number(text(row, at).replaceAll(",", ""));
    return text(row, at) && !Number.isNaN(number) ? number : text(row, at).toLowerCase();
  };
  const compare = (a, b) => (typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === "number" ? -1 : 1);

  [...table.tHead.rows[0].cells].forEach((head, at) => {
    if (head.textContent === "Voices and figures") return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sorted = [...rows].sort((a, b) => compare(value(a, at), value(b, at)) * (down ? -1 : 1));
      body.append(...sorted);
    });
  });

  const form = document.createElement("p");
  form.className = "filter";
  form.innerHTML =
    '<label>Show <input type="search" placeholder="words in a row"></label> ' +
    '<label>State <select><option value="">all</option><option>done</option><option>failed</option>' +
    '<option>not finished</option></select></label> <span role="status"></span>';
  table.before(form);
  const [search, state, count] = [form.querySelector("input"), form.querySelector("select"), form.querySelector("span")];
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/);
    let shown = 0;
    for (const row of rows) {
      const all = row.textContent.toLowerCase(), last = text(row, row.cells.length - 1);
      row.hidden = !(words.every((word) => all.includes(word)) && last.startsWith(state.value));
      shown += !row.hidden;
    }
    count.textContent = `${shown} of ${rows.length}`;
  };
  form.addEventListener("input", filter);
  filter();
})();
