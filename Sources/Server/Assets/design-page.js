/** Shows the label while its texts are typed: what a change of the form does, a pause in typing does too. */

/** Without a key for this long, in milliseconds, what was typed is shown. */
const PAUSE_MS = 300;

let typing;

const form = document.querySelector("form[data-preview]");
form.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => form.dispatchEvent(new Event("change")), PAUSE_MS);
});
