/* <input readonly data-copy="Copy" data-copied="Copied"> gets a button that copies it; without scripts it is selected by hand. */
for (const input of document.querySelectorAll("input[data-copy]")) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: input.dataset.copy });
  button.className = "button-quiet";
  button.addEventListener("click", async () => {
    input.select();
    try {
      await navigator.clipboard.writeText(input.value);
    } catch {
      document.execCommand("copy"); // over plain HTTP there is no clipboard object
    }
    button.textContent = input.dataset.copied;
  });
  input.after(button);
}
