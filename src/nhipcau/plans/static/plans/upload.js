/* form[data-send-at-once] is sent as soon as files are chosen or dropped, and its button opens the file box; without
   script the button sends the form. */
for (const form of document.querySelectorAll("form[data-send-at-once]")) {
  const button = form.querySelector("button[data-choose]");
  button.type = "button";
  button.textContent = button.dataset.choose;
  button.addEventListener("click", () => form.querySelector("input[type=file]").click());
  form.addEventListener("change", () => form.requestSubmit());
  for (const kind of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(kind, () => form.classList.toggle("over", kind === "dragover"));
  }
}
