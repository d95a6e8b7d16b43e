/** Questions of one answer that dock beside the run: how many, how heavy, which item, keep it or not. */
import { grouped } from "./codes.js";
import { askAgainIn } from "./field-trouble.js";
import { readAsked } from "./quantity.js";
import { readDate } from "./typed-date.js";
import { WeightField } from "./weight-field.js";

export class SmallQuestions {
    #root;
    #localizer;
    #unit;
    #asked = new Map();

    /** @param {"kg" | "lb"} unit the hub's unit of weight */
    constructor(root, localizer, unit) {
        this.#root = root;
        this.#localizer = localizer;
        this.#unit = unit;
    }

    /** Asks how many a scan is of, where what was typed is no number; without an answer it is taken back. */
    askQuantity(id, { code }, typed, onAnswer, onForget) {
        const { text } = this.#localizer;
        this.#askAmount(id, {
            title: text("scan.askMany", { code: grouped(code) }), tell: text("scan.askManyTell", { typed }),
            label: text("scan.howMany"), take: text("scan.thisMany"), leave: text("scan.forgetScan"), wants: text("scan.wantsNumber"),
        }, readAsked(typed) ?? "", readAsked, onAnswer, onForget);
    }

    /** Asks how heavy a scan of an item was that is kept by weight, and was recorded as so many grams. */
    askWeight(id, item, grams, onAnswer) {
        const { text, amount } = this.#localizer;
        const form = this.#askAmount(id, {
            title: text("scan.askHeavy", { item }), tell: text("scan.askHeavyTell", { weight: amount(grams, "gram") }), label: text("scan.weight"),
            take: text("scan.thisHeavy"), leave: text("scan.leaveIt"), wants: text("scan.wantsWeight"),
        }, "", () => field.grams, onAnswer, () => {});
        const field = new WeightField(form.elements.amount, this.#localizer, this.#unit);
    }

    /** Asks for a date. */
    askDate(id, { title, tell }, onAnswer) {
        const { text } = this.#localizer;
        this.#askAmount(id, { title, tell, label: text("scan.dateMonth"), take: text("scan.thisDate"), leave: text("scan.chipNone"), wants: text("scan.dateUnclear") },
            "", readDate, onAnswer, () => {});
    }

    /** Asks which of some items was meant by a name that was typed, or whether it is a new one; without `items`, for the hub did not say which there are, what it is. */
    askItem(name, items, onAnswer, onNew) {
        const { text } = this.#localizer;
        const choices = [...items ?? [], { name: text("scan.newItem"), isNew: true }];
        const form = this.pick(`name ${name}`, { title: text("scan.askItem", { name }), tell: items?.length ? "" : text(items ? "scan.askItemNone" : "scan.askItemAway") }, choices,
            (choice) => choice.isNew ? onNew() : onAnswer(choice));
        // Whoever typed waits for it.
        form.scrollIntoView({ block: "nearest" });
        return form;
    }

    /** Asks for one of some choices, each with its name; returns the question. */
    pick(id, { title, tell }, choices, onAnswer, onLater = () => {}) {
        const form = this.#add(id, "#question-name", title, tell);
        form.querySelector(".picks").replaceChildren(...choices.map((choice) => {
            const button = document.createElement("button");
            button.type = "button";
            // Where names are alike, what else tells them apart goes with them.
            const isAlike = choices.filter(({ name }) => name === choice.name).length > 1;
            button.textContent = isAlike ? [choice.name, choice.category, choice.codes?.[0]?.code].filter(Boolean).join(" · ") : choice.name;
            button.addEventListener("click", () => {
                form.remove();
                onAnswer(choice);
            });
            return button;
        }));
        form.querySelector(".later").addEventListener("click", () => {
            form.remove();
            onLater();
        });
        return form;
    }

    /** Asks which of the places of a list it was. */
    askPlace(id, { title, tell, label, take: taking }, list, onAnswer) {
        const form = this.#add(id, "#question-name", title, tell);
        const places = document.createElement("select");
        places.setAttribute("aria-label", label);
        places.append(...[...list.options].filter(({ value }) => value).map(({ text: name, value }) => new Option(name, value)));
        const take = document.createElement("button");
        take.textContent = taking;
        take.className = "main";
        form.querySelector(".picks").append(places, take);
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            form.remove();
            onAnswer(places.value);
        });
        form.querySelector(".later").addEventListener("click", () => form.remove());
    }

    /** Asks for one of two: `keep` leaves it as it is; returns the question. */
    choose(id, { title, tell, keep, other }, onOther) {
        const form = this.#add(id, "#question-choice", title, tell);
        const [main, second] = form.querySelectorAll("button");
        [main.textContent, second.textContent] = [keep, other];
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            form.remove();
        });
        second.addEventListener("click", () => {
            form.remove();
            onOther();
        });
        return form;
    }

    /** Takes a question back. */
    forget(id) {
        this.#asked.get(id)?.remove();
    }

    #askAmount(id, { title, tell, label, take, leave, wants }, proposed, read, onAnswer, onLeave) {
        const form = this.#add(id, "#question-amount", title, tell);
        const { amount } = form.elements;
        form.querySelector("label span").textContent = label;
        const [main, second] = form.querySelectorAll("button");
        [main.textContent, second.textContent, amount.value] = [take, leave, proposed];
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            const answer = read(amount.value);
            if (answer === undefined) return askAgainIn(amount, wants);
            form.remove();
            onAnswer(answer);
        });
        second.addEventListener("click", () => {
            form.remove();
            onLeave();
        });
        return form;
    }

    #add(id, template, title, tell) {
        this.forget(id);
        const form = document.querySelector(template).content.firstElementChild.cloneNode(true);
        form.querySelector("h2").textContent = title;
        form.querySelector("p").textContent = tell;
        this.#asked.set(id, form);
        this.#root.append(form);
        return form;
    }
}
