// The task queue as three columns, and one task opened beside them.

import { getJSON, getText, post } from "./api.js";
import { byId, element, fill, inertLine, onceAFrame, quoted } from "./dom.js";
import { closer, facts, fileList, jsonBlock } from "./detail.js";
import { complaint, member } from "./json.js";
import { read } from "./messages.js";
import { age, clockTime, exactTime } from "./time.js";

const statuses = ["open", "claimed", "done"];
const shown = { open: 200, claimed: 200, done: 50 };
/** A holder that says nothing for this long stands out. */
const longSilence = 600;

export class Board {
  constructor(place, sender) {
    this.place = place;
    /** Who acts: what compose says. */
    this.sender = sender;
    this.tasks = new Map();
    this.lists = { open: [], claimed: [], done: [] };
    this.draw = onceAFrame(() => this.render());
    this.reloadSoon = patiently(() => this.load(), 250);
    this.columns = new Map();
    fill(byId("board"), ...statuses.map((status) => {
      const count = element("span", { class: "age" });
      const list = element("ul", { "aria-label": `${status} tasks` });
      this.columns.set(status, { list, count });
      return element("section", { class: `column ${status}` },
        element("h3", {}, status + " ", count), list);
    }));
    byId("board").addEventListener("click", (event) => {
      const card = event.target.closest("button.card");
      if (card) place.go({ task: card.dataset.id });
    });
    this.makeForm();
    setInterval(() => this.place.view === "tasks" && this.draw(), 5000);
  }

  get isWanted() {
    return this.place.view === "tasks" || this.place.view === "agents" || this.place.task;
  }

  async load() {
    try {
      const lists = await Promise.all(statuses.map(
        (status) => getText(`/tasks?status=${status}&n=${shown[status]}`)));
      lists.forEach((text, index) => {
        this.lists[statuses[index]] = JSON.parse(text);
      });
      byId("tasks-note").textContent = "";
    } catch (error) {
      byId("tasks-note").textContent = error.message;
    }
    this.draw();
    this.onLoad?.();
  }

  /** Some of what was published may be about tasks. */
  arrived(added) {
    if (!this.isWanted) return;
    const about = added.filter((message) => message.type.startsWith("task."));
    if (about.length === 0) return;
    this.reloadSoon();
    if (this.openID && about.some((message) => member(message.body, "task-id")
      === JSON.stringify(this.openID))) this.refreshOpen();
  }

  render() {
    if (this.place.view !== "tasks") return;
    const focused = document.activeElement?.dataset?.id;
    for (const status of statuses) {
      const { list, count } = this.columns.get(status);
      const tasks = this.lists[status];
      count.textContent = tasks.length >= shown[status] ? `the newest ${tasks.length}` : tasks.length;
      fill(list, ...tasks.map((task) => element("li", {}, this.card(task))));
    }
    if (focused) byId("board").querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
  }

  card(task) {
    const silence = Date.now() / 1000 - task.updated_at;
    const isSilent = task.status === "claimed" && silence > longSilence;
    const classes = ["card", task.interrupt ? "interrupted" : "", isSilent ? "silent" : ""];
    const since = task.status === "open" ? task.created_at
      : task.status === "claimed" ? task.claimed_at ?? task.updated_at : task.updated_at;
    return element("button", {
      type: "button", class: classes.join(" ").trim(), "data-id": task.id,
      "aria-current": task.id === this.place.task ? "true" : null,
    },
    element("bdi", { class: "title" }, inertLine(task.title)),
    element("span", { class: "age" },
      ` ${age(since)}`,
      task.claimed_by ? [" · ", inertLine(task.claimed_by)].join("") : "",
      task.assigned_to && task.status === "open" ? ` · for ${inertLine(task.assigned_to)}` : "",
      task.ch !== "tasks" ? ` · ${inertLine(task.ch)}` : ""),
    task.interrupt ? element("strong", {}, "interrupted") : null,
    isSilent ? element("strong", {}, `silent for ${age(task.updated_at)}`) : null);
  }

  // One task

  async open(id) {
    this.openID = id;
    await this.refreshOpen();
  }

  close() {
    this.openID = undefined;
    this.shownID = undefined;
  }

  async refreshOpen() {
    const id = this.openID;
    const panel = byId("detail");
    try {
      const text = await getText(`/tasks/${encodeURIComponent(id)}`);
      const notes = await this.notes(JSON.parse(text));
      if (this.openID === id) this.show(panel, JSON.parse(text), text, notes);
    } catch (error) {
      if (this.openID !== id) return;
      fill(panel, closer(this.place), element("p", { role: "alert" }, error.message));
    }
  }

  /** What was said about it: its messages, the newest thousand of its channel's. */
  async notes(task) {
    const mark = JSON.stringify(task.id);
    const path = `/ch/${encodeURIComponent(task.ch)}/history?type=task.&n=1000`;
    return read(await getText(path)).filter((message) => member(message.body, "task-id") === mark);
  }

  show(panel, task, text, notes) {
    const leave = this.keepTyping(panel, task.id);
    const problem = element("p", { role: "alert" });
    const reason = element("input", { id: "interrupt-reason", placeholder: "reason", size: "16" });
    const act = (label, verb, body = () => "") => element("button", {
      type: "button",
      onclick: async () => {
        problem.textContent = "";
        try {
          const from = JSON.stringify(this.sender());
          await post(`/tasks/${encodeURIComponent(task.id)}/${verb}`, `{"from":${from}${body()}}`);
          await this.load();
          await this.refreshOpen();
        } catch (error) {
          problem.textContent = error.message;
        }
      },
    }, label);
    const result = element("textarea", {
      id: "task-result", rows: "2", placeholder: "{}", "aria-label": "Result, as JSON",
    });
    const isOpen = task.status === "open";
    const isClaimed = task.status === "claimed";
    fill(panel,
      closer(this.place),
      element("h2", { class: "task" }, inertLine(task.title)),
      facts([
        ["status", task.status],
        ["held by", task.claimed_by ? quoted(task.claimed_by, "from") : undefined],
        ["for", task.assigned_to ? quoted(task.assigned_to, "from") : undefined],
        ["made by", quoted(task.created_by, "from")],
        ["channel", quoted(task.ch, "ch")],
        ["created", `${exactTime(task.created_at)} (${age(task.created_at)} ago)`],
        ["last heard", `${age(task.updated_at)} ago`],
        ["lease until", task.lease_until ? exactTime(task.lease_until) : undefined],
        ["interrupted", task.interrupt
          ? `by ${inertLine(task.interrupt.from)}: ${inertLine(task.interrupt.reason ?? "no reason")}`
          : undefined],
        ["id", element("code", {}, task.id)],
      ]),
      element("div", { class: "actions" },
        isOpen ? act("claim", "claim") : null,
        isClaimed ? act("done", "done", () => this.resultMember(result)) : null,
        isClaimed ? act("abandon", "abandon") : null,
        isClaimed ? act("interrupt", "interrupt", () => {
          const words = reason.value.trim();
          return words ? `,"reason":${JSON.stringify(words)}` : "";
        }) : null,
        isClaimed ? element("label", { for: "interrupt-reason", class: "hidden" }, "Reason") : null,
        isClaimed ? reason : null),
      isClaimed ? result : null,
      problem,
      element("h3", {}, "context"),
      jsonBlock(member(text, "context") ?? "{}", "Context"),
      task.status === "done" ? element("h3", {}, "result") : null,
      task.status === "done" ? jsonBlock(member(text, "result") ?? "null", "Result") : null,
      task.files.length > 0 ? fileList(task.files) : null,
      element("h3", {}, "notes"),
      element("ul", { class: "thread" }, ...notes.map((note) => element("li", {},
        element("time", { title: exactTime(note.ts) }, clockTime(note.ts)), " ",
        quoted(note.from, "from"), " ", quoted(note.type, "type"), " ",
        element("span", {}, note.type === "task.updated" ? this.noteText(note) : "")))));
    leave();
  }

  /** What is shown anew while somebody types keeps what was typed, and the focus. */
  keepTyping(panel, id) {
    const isSame = this.shownID === id;
    this.shownID = id;
    if (!isSame) return () => {};
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

  noteText(note) {
    const text = note.summary;
    return text === "" ? note.body : text;
  }

  resultMember(area) {
    const text = area.value.trim();
    if (text === "") return "";
    const problem = complaint(text);
    return `,"result":${problem === undefined ? text : JSON.stringify(text)}`;
  }

  // A new one

  makeForm() {
    const form = byId("task-form");
    const note = byId("task-form-note");
    byId("new-task").addEventListener("click", () => {
      form.hidden = false;
      byId("task-title").focus();
    });
    const close = () => {
      form.hidden = true;
      byId("new-task").focus();
    };
    byId("task-cancel").addEventListener("click", close);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      note.textContent = "";
      try {
        const context = byId("task-context").value.trim() || "{}";
        const problem = complaint(context);
        if (problem !== undefined) throw new Error(`the context is no JSON: ${problem}`);
        const parts = [`"from":${JSON.stringify(this.sender())}`,
          `"title":${JSON.stringify(byId("task-title").value)}`, `"context":${context}`];
        if (byId("task-for").value.trim()) {
          parts.push(`"for":${JSON.stringify(byId("task-for").value.trim())}`);
        }
        if (byId("task-channel").value.trim()) {
          parts.push(`"ch":${JSON.stringify(byId("task-channel").value.trim())}`);
        }
        const made = await post("/tasks", `{${parts.join(",")}}`);
        form.reset();
        close();
        await this.load();
        this.place.go({ task: made.id });
      } catch (error) {
        note.textContent = error.message;
      }
    });
  }
}

/** Runs a function some time after it was asked for, once however often that was. */
function patiently(body, milliseconds) {
  let timer;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      body();
    }, milliseconds);
  };
}
