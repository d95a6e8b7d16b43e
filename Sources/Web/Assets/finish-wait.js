/** Finishing a count waits for the scans of it that are still on this device: without them less would seem to be there. */

export class FinishWait {
    #form;
    #note;
    #localizer;
    #open;
    #isPressed = false;

    /** @param {() => Promise<number>} open how many scans of the count have no answer yet */
    constructor(form, note, localizer, open) {
        this.#form = form;
        this.#note = note;
        this.#localizer = localizer;
        this.#open = open;
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            this.#isPressed = true;
            this.look();
        });
    }

    /** Whether someone wants to finish. */
    get isPressed() {
        return this.#isPressed;
    }

    /** Says how many scans it waits for, and answers that. */
    async tell() {
        const n = await this.#open();
        this.#note.hidden = n === 0;
        this.#note.textContent = n ? this.#localizer.text("kept.finishWaits", { n }) : "";
        return n;
    }

    /** Finishes, if someone wants that and nothing waits any more. */
    async look() {
        if (!this.#isPressed || await this.tell() || !this.#isPressed) return;
        this.#isPressed = false;
        this.#form.submit();
    }
}
