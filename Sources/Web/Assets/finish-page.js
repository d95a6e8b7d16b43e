/** The end of a count: a scanner's keys press nothing here, and what was scanned is said not to be counted. */
import { listenForScans } from "./scanner.js";

const note = document.querySelector("#heard");
const tell = () => { note.hidden = false; };
listenForScans(document, tell, tell);
