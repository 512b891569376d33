"use strict";
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const cards = all(".card"), links = all(".speech a"), buttons = all("[data-show]");
  const unit = document.querySelector("#unit"), count = document.querySelector("#count");
  let verdict = "";
  const shown = (element) =>
    (!verdict || element.dataset.verdict === verdict) &&
    (!unit.value || element.dataset.units.split("\t").includes(unit.value));
  const apply = () => {
    cards.forEach((card) => { card.hidden = !shown(card); });
    links.forEach((link) => { link.classList.toggle("off", !shown(link)); });
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.show === verdict)));
    count.textContent = "显示 " + cards.filter((card) => !card.hidden).length + " 项";
  };
  const focus = (id, from) => {
    [...cards, ...links].forEach((element) => element.classList.toggle("on", element.dataset.of === id));
    const other = (from === "card" ? links : cards).find((element) => element.dataset.of === id);
    if (other) { other.hidden = false; other.scrollIntoView({ block: "center" }); }
  };
  const chosen = () => {
    apply();
    const first = cards.find((card) => !card.hidden);
    if (first && first.getBoundingClientRect().top < 0) first.scrollIntoView({ block: "start" });
  };
  buttons.forEach((button) => button.addEventListener("click", () => { verdict = button.dataset.show; chosen(); }));
  unit.addEventListener("change", chosen);
  links.forEach((link) => link.addEventListener("click", (event) => { event.preventDefault(); focus(link.dataset.of, "link"); }));
  cards.forEach((card) => card.addEventListener("click", () => focus(card.dataset.of, "card")));
  apply();
})();
