/** What a field wants, told beside it in words until something else is typed there; of one field at a time. */

/** Says what a field wants, and goes there. */
export function askAgainIn(field, text) {
    accept();
    const wants = Object.assign(document.createElement("p"), { id: "wants", role: "alert", textContent: text });
    (field.closest("label") ?? field).after(wants);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", wants.id);
    field.addEventListener("input", accept, { once: true });
    field.focus();
}

/** Nothing is wrong any more. */
export function accept() {
    document.querySelector("#wants")?.remove();
    const field = document.querySelector("[aria-describedby=wants]");
    for (const name of ["aria-invalid", "aria-describedby"]) field?.removeAttribute(name);
}
