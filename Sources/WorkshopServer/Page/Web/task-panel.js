// One task, opened beside the board.

import { getText, post } from "./api.js";
import { closer, facts, fileList, jsonBlock } from "./detail.js";
import { byId, element, fill, fillByKey, inertBody, inertLine, quoted, sparingly } from "./dom.js";
import { Lookup } from "./history.js";
import { complaint, member, words } from "./json.js";
import { idAt, isID } from "./messages.js";
import { Signature } from "./signature.js";
import { age, clockTime, exactTime } from "./time.js";

/** Pages of its channel's messages about tasks that are looked through for notes at once. */
const pagesAtOnce = 20;

export class TaskPanel {
  /** @param onChange is called once something was done to the task. */
  constructor(place, compose, onChange) {
    this.place = place;
    this.compose = compose;
    this.onChange = onChange;
    this.panel = byId("detail");
    this.refresh = sparingly(() => this.load(), 250);
  }

  open(id) {
    this.id = isID(id) ? id : undefined;
    this.shown = undefined;
    this.lookup = undefined;
    this.notes = new Map();
    if (this.id === undefined) this.fail(`there is no task ${inertLine(id)}`);
    else this.load();
  }

  close() {
    this.id = undefined;
  }

  fail(sentence) {
    this.shown = undefined;
    fill(this.panel, closer(this.place), element("p", { role: "alert" }, sentence));
  }

  async load() {
    const id = this.id;
    if (id === undefined) return;
    try {
      const text = await getText(`/tasks/${id}`);
      if (this.id !== id) return;
      const task = JSON.parse(text);
      this.show(task, text);
      await this.lookForNotes(task);
    } catch (error) {
      // What is shown stays; the state of the wire says that nobody answers.
      if (this.id === id && !this.shown) this.fail(error.message);
    }
  }

  /** Something was published that may be about it. */
  arrived(added) {
    if (this.id === undefined) return;
    const mark = JSON.stringify(this.id);
    const isAbout = (message) =>
      message.type.startsWith("task.") && member(message.body, "task-id") === mark;
    if (added.some(isAbout)) this.refresh();
  }

  // Notes: what its channel says of it, from its creation on

  async lookForNotes(task) {
    const lookup = this.lookup ??= new Lookup(
      `ch=${encodeURIComponent(task.ch)}&type=task.`, idAt(task.created_at - 1));
    const mark = JSON.stringify(task.id);
    for (let page = 0; page < pagesAtOnce; page += 1) {
      for (const message of await lookup.page()) {
        if (member(message.body, "task-id") === mark) this.notes.set(message.id, message);
      }
      if (this.id !== task.id) return;
      if (lookup.isDone) break;
    }
    this.showNotes(task);
  }

  showNotes(task) {
    const items = [...this.notes.values()].map((note) => ({ key: note.id, note }));
    if (!this.lookup.isDone) items.push({ key: "more" });
    fillByKey(this.noteList, items, {
      make: (item) => item.note ? this.note(item.note) : this.further(task), update: () => {},
    });
  }

  note(note) {
    return element("li", {},
      element("time", { title: exactTime(note.ts) }, clockTime(note.ts)), " ",
      quoted(note.from, "from"), " ", quoted(note.type, "type"), " ",
      element("bdi", { class: "words" }, inertBody(this.noteText(note))));
  }

  noteText({ type, body }) {
    if (type === "task.interrupt") return words(`{"text":${member(body, "reason") ?? '""'}}`) ?? "";
    if (type !== "task.updated") return "";
    // The server puts the task's id first; it says nothing new here.
    return words(body) ?? body.replace(/^\{"task-id":"[^"]*",?/, "{").replace(/^\{\}$/, "");
  }

  further(task) {
    const button = element("button", { type: "button" }, "look further for notes");
    button.addEventListener("click", () => {
      this.lookForNotes(task).catch((error) => { button.textContent = error.message; });
    });
    return element("li", {}, button);
  }

  // What is shown

  show(task, text) {
    // While only the facts change, what is pressed or typed into stays as it is.
    const shown = `${task.id} ${task.status}`;
    if (this.shown === shown) return fill(this.facts, facts(this.factsOf(task)));
    const leave = this.keepTyping(task.id);
    this.shown = shown;
    this.facts = element("div", {}, facts(this.factsOf(task)));
    this.noteList = element("ul", { class: "thread", "aria-label": "Notes" });
    fill(this.panel,
      closer(this.place),
      element("h2", { class: "task" }, inertLine(task.title)),
      this.facts,
      ...this.actions(task),
      element("h3", {}, "context"),
      jsonBlock(member(text, "context") ?? "{}", "Context"),
      task.status === "done" ? element("h3", {}, "result") : null,
      task.status === "done" ? jsonBlock(member(text, "result") ?? "null", "Result") : null,
      task.files.length > 0 ? fileList(task.files) : null,
      element("h3", {}, "notes"),
      this.noteList);
    leave();
    if (this.lookup) this.showNotes(task);
  }

  factsOf(task) {
    const { interrupt } = task;
    return [
      ["status", task.status],
      ["held by", task.claimed_by ? quoted(task.claimed_by, "from") : undefined],
      ["for", task.assigned_to ? quoted(task.assigned_to, "from") : undefined],
      ["made by", quoted(task.created_by, "from")],
      ["channel", quoted(task.ch, "ch")],
      ["created", `${exactTime(task.created_at)} (${age(task.created_at)} ago)`],
      ["last heard", `${age(task.updated_at)} ago`],
      ["lease until", task.lease_until ? exactTime(task.lease_until) : undefined],
      ["interrupted", interrupt
        ? `by ${inertLine(interrupt.from)}: ${inertLine(interrupt.reason ?? "no reason")}`
        : undefined],
      ["id", element("code", {}, task.id)],
    ];
  }

  actions(task) {
    const problem = element("p", { role: "alert" });
    const signature = new Signature("task-from", this.compose);
    const act = (verb, members = () => "") => {
      const button = element("button", { type: "button" }, verb);
      button.addEventListener("click", async () => {
        problem.textContent = "";
        try {
          const body = `{"from":${JSON.stringify(signature.name)}${members()}}`;
          await post(`/tasks/${task.id}/${verb}`, body);
          this.onChange();
          await this.load();
        } catch (error) {
          problem.textContent = error.message;
        }
      });
      return button;
    };
    if (task.status === "open") {
      return [element("div", { class: "actions" }, signature.element, act("claim")), problem];
    }
    if (task.status !== "claimed") return [];
    const reason = element("input", {
      id: "interrupt-reason", placeholder: "reason", size: "16", "aria-label": "Reason",
    });
    const result = element("textarea", {
      id: "task-result", rows: "2", placeholder: "{}", "aria-label": "Result, as JSON",
    });
    return [
      element("div", { class: "actions" },
        signature.element,
        act("done", () => this.resultMember(result.value.trim())),
        act("abandon"),
        element("span", { class: "field" },
          act("interrupt", () => {
            const said = reason.value.trim();
            return said ? `,"reason":${JSON.stringify(said)}` : "";
          }),
          reason)),
      result,
      problem,
    ];
  }

  resultMember(text) {
    if (text === "") return "";
    const problem = complaint(text);
    if (problem !== undefined) throw new Error(`the result is no JSON: ${problem}`);
    return `,"result":${text}`;
  }

  /** What is shown anew while somebody types keeps what was typed, and the focus. */
  keepTyping(id) {
    const { panel } = this;
    if (!this.shown?.startsWith(`${id} `)) return () => {};
    const typed = [...panel.querySelectorAll("input, textarea")].map((one) => [one.id, one.value]);
    const focused = panel.contains(document.activeElement) ? document.activeElement : undefined;
    return () => {
      for (const [name, value] of typed) {
        const field = byId(name);
        if (field) field.value = value;
      }
      if (focused?.id) byId(focused.id)?.focus();
      else if (focused) {
        [...panel.querySelectorAll("button")]
          .find((one) => one.textContent === focused.textContent)?.focus();
      }
    };
  }
}
