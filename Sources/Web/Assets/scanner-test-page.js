/** Measures a scanner's keys, and sends them to be read: with Enter, with Tab, or after a pause. Nothing is recorded. */

/** Milliseconds without a key after which a scan is over. */
const PAUSE = 400;
/** Keys of a scan at the least; fewer are a person's. */
const FEWEST = 4;
/** Milliseconds from key to key of somebody who types. */
const TYPED = 120;

const form = document.querySelector("#scanner-test");
const { code, gaps, end } = form.elements;
let times = [];
let pause;

code.addEventListener("keydown", (event) => {
    clearTimeout(pause);
    if (event.key === "Enter") return note("enter");
    if (event.key === "Tab" && isScan()) {
        event.preventDefault();
        return send("tab");
    }
    if (event.key.length !== 1) return undefined;
    if (code.value === "") times = [];
    times.push(event.timeStamp);
    pause = setTimeout(() => isScan() && send("none"), PAUSE);
    return undefined;
});

function between() {
    return times.slice(1).map((time, index) => Math.round(time - times[index]));
}

function isScan() {
    return times.length >= FEWEST && between().every((gap) => gap < TYPED);
}

function note(ending) {
    gaps.value = between().join(",");
    end.value = ending;
}

function send(ending) {
    note(ending);
    form.requestSubmit();
}
