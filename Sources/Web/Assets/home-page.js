/** The start page: what is scanned there is shown, and a card opens its page. Papers of people go no further than this. */
import { Papers } from "./papers.js";
import { listenForScans } from "./scanner.js";

const papers = new Papers();

listenForScans(document, (code) => {
    if (!papers.drops(code)) location.assign(`/find?code=${encodeURIComponent(code)}`);
}, (heard) => papers.drops(heard), (text) => papers.isTyped(text));
