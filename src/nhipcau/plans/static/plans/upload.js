/* form[data-send-at-once] is sent as soon as files are chosen or dropped; without script it has a button. */
for (const form of document.querySelectorAll("form[data-send-at-once]")) {
  form.addEventListener("change", () => form.requestSubmit());
  for (const kind of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(kind, () => form.classList.toggle("over", kind === "dragover"));
  }
}
