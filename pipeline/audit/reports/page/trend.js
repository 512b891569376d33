"use strict";
// Shows the demands to which a step of the chosen sort happened; the words of the documents are not read.
const rows = [...document.querySelectorAll("tr[data-steps]")];
const buttons = [...document.querySelectorAll("button[data-show]")];
function show(step) {
  for (const row of rows) row.hidden = step !== "" && !row.dataset.steps.split(" ").includes(step);
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.show === step));
  document.getElementById("count").textContent = `${rows.filter((row) => !row.hidden).length} 项`;
}
for (const button of buttons) button.addEventListener("click", () => show(button.dataset.show));
show("");
