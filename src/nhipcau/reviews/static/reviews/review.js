/* Enhances the review, which works without it: links to places are plain anchors.
 *
 *   click on marked words or on a row   lights up the other side and scrolls to it
 *   j k Enter e Esc ?                   next, previous, accept, edit, leave editing, help
 *   words selected in the document      offer "make it a task"
 *   a form[data-phrase]                 shows what is understood of a phrase while it is typed
 *   .lines                              always has an empty line at its end
 */
const paper = document.querySelector(".paper");
const understood = document.querySelector(".understood");
let behavior = "instant"; // the page opens at its place; from then on the eye may follow
const twoPanes = matchMedia("(min-width: 62.01em)");
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

/* ---- One side lights up the other */

function scrollWithin(pane, target) {
  if (!twoPanes.matches) return;
  const gap = target.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollBy({ top: gap - pane.clientHeight / 3, behavior });
}

function light(pk, place) {
  for (const lit of document.querySelectorAll(".lit, .here")) lit.classList.remove("lit", "here");
  const card = document.getElementById(`muc-${pk}`);
  card?.classList.add("lit");
  if (!paper) return;
  for (const mark of paper.querySelectorAll(`.u[data-item="${pk}"]`)) mark.classList.add("lit");
  for (const row of paper.querySelectorAll(`tr[data-item="${pk}"], p[data-item="${pk}"]`)) row.classList.add("here");
  const target = document.getElementById(place || card?.dataset.place || "");
  if (target) scrollWithin(paper, target);
}

const keyOf = (card) => card.id.replace("muc-", "");

function select(card) {
  for (let group = card.closest("details"); group; group = group.parentElement.closest("details")) group.open = true;
  card.focus({ preventScroll: true });
  if (twoPanes.matches) scrollWithin(understood, card);
  else card.scrollIntoView({ block: "start", behavior });
  light(keyOf(card));
}

paper?.addEventListener("click", (event) => {
  const spot = event.target.closest(".add") ? null : event.target.closest("[data-item]");
  const card = spot && document.getElementById(`muc-${spot.dataset.item}`);
  if (!card || !getSelection().isCollapsed) return;
  event.preventDefault();
  select(card);
});

understood?.addEventListener("click", (event) => {
  const card = event.target.closest(".item");
  const link = event.target.closest('a[href^="#b"]');
  if (!card || (!link && event.target.closest("a, button, input, select, textarea, summary, label"))) return;
  if (link && !twoPanes.matches) return;
  if (link) event.preventDefault();
  light(keyOf(card), link?.hash.slice(1));
});

/* ---- Keys */

const cards = () => [...understood.querySelectorAll(".item")].filter((card) => card.checkVisibility());
const current = () => understood.querySelector(".item.lit, .item:focus-within");

function step(by, only = ".item") {
  const all = cards();
  const next = all.indexOf(current()) + by;
  const rest = by > 0 ? all.slice(Math.max(next, 0)) : all.slice(0, Math.max(next + 1, 0)).reverse();
  const card = rest.find((one) => one.matches(only));
  if (card) select(card);
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  e: () => current()?.querySelector(".edit")?.click(),
  Enter: () => current()?.querySelector("button.accept")?.click(),
  "?": () => document.getElementById("phim")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (!understood || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") event.target.closest(".editing")?.querySelector(".cancel")?.click();
  if (typing(event.target) || (event.key === "Enter" && event.target.closest("a, button, summary"))) return;
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

/* ---- After a card was changed: stay with it, or go on to the next one that needs a look */

document.addEventListener("htmx:afterSettle", (event) => {
  const card = document.getElementById(event.detail.target.id);
  if (!card?.matches(".item")) return;
  const field = card.querySelector(".field input, .field textarea");
  const settled = !card.matches(".open") && event.detail.requestConfig.verb === "post";
  card.classList.add("lit");
  if (field) field.focus();
  else if (settled) step(1, ".open");
  else card.focus({ preventScroll: true });
});

/* ---- Selected words become a task */

const chosen = document.createElement("a");
chosen.className = "button button-small add-chosen";
chosen.hidden = true;

function offerTask() {
  const selection = getSelection();
  const range = selection.rangeCount ? selection.getRangeAt(0) : null;
  chosen.hidden = !range || selection.isCollapsed || !paper.contains(range.commonAncestorContainer);
  if (chosen.hidden) return;
  const copy = range.cloneContents();
  for (const ours of copy.querySelectorAll(".add, .visually-hidden")) ours.remove();
  const words = copy.textContent.trim();
  const place = range.startContainer.parentElement.closest("[id^=b]")?.id.slice(1).split("-") ?? [];
  const query = new URLSearchParams({ chu: words.slice(0, 1000) });
  if (place[0]) query.set("khoi", place[0]);
  if (place[1]) query.set("hang", place[1]);
  chosen.href = `${paper.dataset.add}?${query}`;
  const box = range.getBoundingClientRect();
  chosen.style.top = `${Math.max(box.top - 40, 4)}px`;
  chosen.style.left = `${box.left}px`;
}

if (paper) {
  chosen.textContent = paper.dataset.addWords;
  document.body.append(chosen);
  document.addEventListener("selectionchange", offerTask);
  paper.addEventListener("scroll", () => { chosen.hidden = true; });
  const first = document.querySelector(".item:target") || understood.querySelector(".item.open");
  if (first && (twoPanes.matches || location.hash)) select(first);
  if (matchMedia("(prefers-reduced-motion: no-preference)").matches) behavior = "smooth";
}

/* ---- Forms */

let waiting;
document.addEventListener("input", (event) => {
  const { name, value } = event.target;
  const lines = event.target.closest(".lines");
  if (lines && lines.lastElementChild.value) {
    const line = lines.lastElementChild.cloneNode();
    line.value = "";
    line.removeAttribute("id");
    lines.append(line);
  }
  const means = event.target.form?.querySelector(`[data-means="${CSS.escape(name)}"]`);
  if (!means) return;
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const answer = await fetch(`${event.target.form.dataset.phrase}?${new URLSearchParams({ [name]: value })}`);
    if (answer.ok) means.textContent = (await answer.text()).trim();
  }, 350);
});
