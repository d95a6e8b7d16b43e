/** Settings: the sound switch, which belongs to this device alone. */
import { play, setSounds, soundsOn } from "./sounds.js";

const sounds = document.querySelector("#sounds");
sounds.checked = soundsOn();
sounds.addEventListener("change", () => {
    setSounds(sounds.checked);
    if (sounds.checked) play("in");
});
document.querySelector("#sounds-pick").hidden = false;
