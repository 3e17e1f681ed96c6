/* Small conveniences; every page works without them.
 *
 *   /                           focuses the search box, arrows lead into its suggestions
 *   <form data-auto-submit>     sends itself when a select, radio or checkbox changes; its button then steps back
 *   <button data-dialog="id">   opens the <dialog id="id">; <button data-close> inside closes it
 *   <details class="drop">      closes on Escape and on a click elsewhere
 *   <details data-remember="x"> stays open or closed for the rest of the visit
 *   <form data-once>            cannot be sent twice by a double click
 */
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
    const search = document.querySelector("#site-search");
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  }
  if (event.key === "Escape") {
    for (const drop of document.querySelectorAll("details.drop[open]")) {
      drop.open = false;
      drop.querySelector("summary").focus();
    }
  }
});

// From the search box down into its suggestions and up again.
document.querySelector(".search")?.addEventListener("keydown", (event) => {
  const steps = { ArrowDown: 1, ArrowUp: -1, Escape: 0 }[event.key];
  const places = [...event.currentTarget.querySelectorAll("input, .suggestions a")];
  if (steps === undefined || places.length === 1) return;
  event.preventDefault();
  if (steps === 0) event.currentTarget.querySelector(".suggestions").replaceChildren();
  places[steps && Math.max(0, places.indexOf(document.activeElement) + steps)]?.focus();
});

document.addEventListener("click", (event) => {
  for (const drop of document.querySelectorAll("details.drop[open]")) {
    if (!drop.contains(event.target)) drop.open = false;
  }
  const opener = event.target.closest("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
});

const stepBack = () => {
  for (const form of document.querySelectorAll("form[data-auto-submit]")) form.classList.add("auto");
};
stepBack();
document.addEventListener("htmx:load", stepBack);
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto-submit]");
  if (form && event.target.matches("select, [type=checkbox], [type=radio]")) form.requestSubmit();
});

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.ariaBusy === "true") event.preventDefault();
    form.ariaBusy = "true";
  });
}

for (const details of document.querySelectorAll("details[data-remember]")) {
  const key = `open-${details.dataset.remember}`;
  details.open = sessionStorage.getItem(key) === "yes";
  details.addEventListener("toggle", () => sessionStorage.setItem(key, details.open ? "yes" : "no"));
}
