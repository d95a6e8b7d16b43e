/** Three short sounds, made here: in rises, out falls, look-here is low and twice. And a buzz on phones. */

const OFF = "larder.sounds";

/** Each sound: notes as [hertz, start in seconds, length in seconds]; and a vibration in milliseconds. */
const SOUNDS = {
    in: { notes: [[660, 0, 0.07], [990, 0.07, 0.1]], buzz: [40] },
    out: { notes: [[880, 0, 0.07], [587, 0.07, 0.1]], buzz: [40] },
    look: { notes: [[220, 0, 0.16], [196, 0.22, 0.22]], buzz: [120, 60, 120] },
};

let context;

/** @param {"in" | "out" | "look"} name */
export function play(name) {
    // A page is mute until someone, or a scanner, pressed a key on it.
    if (navigator.userActivation && !navigator.userActivation.hasBeenActive) return;
    const { notes, buzz } = SOUNDS[name];
    navigator.vibrate?.(buzz);
    if (!soundsOn()) return;
    context ??= new AudioContext();
    context.resume();
    for (const [hertz, start, length] of notes) sound(hertz, context.currentTime + start, length);
}

/** Whether sounds are on, on this device. */
export function soundsOn() {
    return localStorage.getItem(OFF) !== "off";
}

/** Turns sounds on or off, on this device. */
export function setSounds(on) {
    localStorage.setItem(OFF, on ? "on" : "off");
}

function sound(hertz, at, length) {
    const tone = new OscillatorNode(context, { type: "triangle", frequency: hertz });
    const loudness = new GainNode(context, { gain: 0 });
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.35, at + 0.01);
    loudness.gain.linearRampToValueAtTime(0, at + length);
    tone.connect(loudness).connect(context.destination);
    tone.start(at);
    tone.stop(at + length);
}
