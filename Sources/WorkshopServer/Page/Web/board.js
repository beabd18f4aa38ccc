// The task queue as three columns.

import { getText } from "./api.js";
import { byId, element, fill, fillByKey, handOn, inertLine, saysNew, setText, sparingly } from "./dom.js";
import { age, serverNow } from "./time.js";

const statuses = ["open", "claimed", "done"];
/** Tasks of a column that are shown, and so many more each time that older ones are asked for. */
const atOnce = { open: 200, claimed: 200, done: 50 };
/** A holder that says nothing for this long stands out. */
const longSilence = 600;

export class Board {
  constructor(place) {
    this.place = place;
    this.lists = { open: [], claimed: [], done: [] };
    this.wanted = { ...atOnce };
    this.isLoaded = false;
    this.draw = sparingly(() => this.render(), 250);
    this.reload = sparingly(() => this.load(), 250);
    const board = byId("board");
    this.isHeld = handOn(board);
    this.columns = new Map(statuses.map((status) => [status, {
      list: element("ul", { "aria-label": `${status} tasks` }),
      count: element("span", { class: "age" }, "–"),
    }]));
    fill(board, ...statuses.map((status) => {
      const { list, count } = this.columns.get(status);
      return element("section", { class: `column ${status}` },
        element("h3", {}, status + " ", count), list);
    }));
    board.addEventListener("click", (event) => this.clicked(event));
    setInterval(() => this.place.view === "tasks" && this.draw(), 5000);
  }

  clicked(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.older) {
      this.wanted[button.dataset.older] += atOnce[button.dataset.older];
      return this.reload();
    }
    this.place.go({ task: button.dataset.id });
    // Who opens it by keyboard reads on there.
    if (event.detail === 0) byId("detail").focus();
  }

  get isWanted() {
    return this.place.view === "tasks" || this.place.view === "agents";
  }

  async load() {
    const note = byId("tasks-note");
    try {
      const lists = await Promise.all(statuses.map(
        (status) => getText(`/tasks?status=${status}&n=${this.wanted[status]}`)));
      lists.forEach((text, index) => {
        this.lists[statuses[index]] = JSON.parse(text);
      });
      this.isLoaded = true;
      setText(note, "");
    } catch (error) {
      setText(note, error.message);
    }
    this.draw();
    this.onLoad?.();
  }

  /** Some of what was published may be about tasks. */
  arrived(added) {
    if (this.isWanted && added.some(({ type }) => type.startsWith("task."))) this.reload();
  }

  render() {
    if (this.place.view !== "tasks" || !this.isLoaded) return;
    const isHeld = this.isHeld();
    const focused = byId("board").contains(document.activeElement)
      ? document.activeElement.dataset.id : undefined;
    for (const status of statuses) {
      const { list, count } = this.columns.get(status);
      const tasks = this.lists[status];
      const isAll = tasks.length < this.wanted[status];
      setText(count, isAll ? String(tasks.length) : `the newest ${tasks.length}`);
      const items = tasks.map((task) => ({ key: task.id, task }));
      if (!isAll) items.push({ key: "older", older: status });
      fillByKey(list, items, {
        isHeld,
        make: () => element("li", {}, element("button", { type: "button" })),
        update: (child, item) => item.task
          ? this.showCard(child, item.task) : this.showOlder(child.firstChild, item.older),
      });
    }
    // A card that went to another column takes the focus along.
    if (focused && document.activeElement === document.body) {
      byId("board").querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
    }
    byId("board-empty").hidden = statuses.some((status) => this.lists[status].length > 0);
    if (isHeld) this.draw();
  }

  showOlder(button, status) {
    if (button.dataset.older) return;
    button.dataset.older = status;
    button.className = "link";
    button.textContent = "older ones";
  }

  showCard(child, task) {
    const isOpen = task.status === "open";
    const isSilent = task.status === "claimed" && serverNow() - task.updated_at > longSilence;
    const since = isOpen ? task.created_at
      : task.status === "claimed" ? task.claimed_at ?? task.updated_at : task.updated_at;
    const facts = [
      age(since),
      task.claimed_by ? inertLine(task.claimed_by) : "",
      task.assigned_to && isOpen ? `for ${inertLine(task.assigned_to)}` : "",
      task.ch !== "tasks" ? inertLine(task.ch) : "",
    ].filter(Boolean).join(" · ");
    const silence = isSilent ? `silent for ${age(task.updated_at)}` : "";
    const isCurrent = task.id === this.place.task;
    const isInterrupted = Boolean(task.interrupt);
    if (!saysNew(child, task.title, facts, silence, isInterrupted, isCurrent)) return;
    const card = child.firstChild;
    card.dataset.id = task.id;
    card.className = ["card", isInterrupted ? "interrupted" : "", isSilent ? "silent" : ""]
      .filter(Boolean).join(" ");
    if (isCurrent) card.setAttribute("aria-current", "true");
    else card.removeAttribute("aria-current");
    fill(card,
      element("bdi", { class: "title" }, inertLine(task.title)),
      element("span", { class: "age" }, facts),
      isInterrupted ? element("strong", { class: "interrupted" }, "interrupted") : null,
      isSilent ? element("strong", { class: "silent" }, silence) : null);
  }
}
