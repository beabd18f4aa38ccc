// The list of messages: as many rows in the document as fit the window, whatever is loaded.

import { getText } from "./api.js";
import { byId, element, fill, inertLine, onceAFrame, quoted } from "./dom.js";
import { predecessor, read, successor } from "./messages.js";
import { clockTime, dayNumber, dayTitle, exactTime } from "./time.js";

/** Rows beyond each edge of the window. */
const margin = 12;
const pageSize = 1000;
/** Pages that one wish for older messages may look through for some that are shown. */
const pagesAtOnce = 20;

export class Feed {
  constructor(messages, place) {
    this.messages = messages;
    this.place = place;
    this.list = byId("feed-list");
    this.sizer = byId("feed-sizer");
    this.newButton = byId("new-messages");
    /** What is shown: messages and days, and at the very top the way to older ones. */
    this.items = [];
    this.rows = new Map();
    this.following = true;
    this.unseen = 0;
    this.selected = undefined;
    this.hasOlder = true;
    this.draw = onceAFrame(() => this.render());
    this.list.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.list.addEventListener("click", (event) => this.clicked(event));
    this.newButton.addEventListener("click", () => this.follow());
    new ResizeObserver(() => this.measure()).observe(this.list);
    this.measure();
  }

  get isVisible() {
    return this.place.view === "feed" && !document.hidden;
  }

  measure() {
    const height = parseFloat(getComputedStyle(this.list).getPropertyValue("--row"));
    if (height !== this.rowHeight) {
      this.rowHeight = height || 24;
      for (const row of this.rows.values()) row.remove();
      this.rows.clear();
    }
    this.draw();
  }

  /** Builds the list anew: another channel, other filters, older messages. */
  rebuild({ keepPlace = false } = {}) {
    this.lookForOlder();
    const anchor = keepPlace ? this.anchor() : undefined;
    const floor = this.messages.floorOf(this.place.channel);
    const items = [{ older: true }];
    let day;
    let shown = 0;
    for (const message of this.messages.all) {
      if (message.id <= floor || !this.place.shows(message)) continue;
      const ownDay = dayNumber(message.ts);
      if (ownDay !== day) items.push({ day: message.ts });
      day = ownDay;
      items.push(message);
      shown += 1;
    }
    this.items = items;
    this.day = day;
    this.shown = shown;
    this.clearRows();
    if (anchor) this.restore(anchor);
    else if (!keepPlace) this.follow();
    this.told();
    this.draw();
  }

  /** Takes messages that are newer than all that are shown. */
  append(added) {
    let count = 0;
    for (const message of added) {
      if (!this.place.shows(message)) continue;
      const day = dayNumber(message.ts);
      if (day !== this.day) this.items.push({ day: message.ts });
      this.day = day;
      this.items.push(message);
      count += 1;
    }
    if (count === 0) return;
    this.shown += count;
    if (!this.following) {
      this.unseen += count;
      this.showUnseen();
    }
    this.told();
    this.draw();
  }

  told() {
    const isFiltered = this.place.search !== "" || this.place.sender !== "";
    byId("found").textContent = isFiltered ? `${this.shown} found` : "";
    byId("feed-title").textContent =
      this.place.channel === undefined ? "all channels" : inertLine(this.place.channel);
  }

  // Where the window stands

  scrolled() {
    const rest = this.list.scrollHeight - this.list.clientHeight - this.list.scrollTop;
    this.following = rest < this.rowHeight * 1.5;
    if (this.following) {
      this.unseen = 0;
      this.showUnseen();
    }
    if (this.list.scrollTop === 0 && this.shown > 50) this.loadOlder();
    this.draw();
  }

  follow() {
    this.following = true;
    this.unseen = 0;
    this.showUnseen();
    this.draw();
  }

  showUnseen() {
    this.newButton.hidden = this.unseen === 0;
    this.newButton.textContent = `${this.unseen} new ↓`;
  }

  /** The first row that is seen, and how far it is from the top. */
  anchor() {
    if (this.following) return undefined;
    let index = Math.floor(this.list.scrollTop / this.rowHeight);
    while (index < this.items.length && !this.items[index].id) index += 1;
    const item = this.items[index];
    return item && { id: item.id, offset: this.list.scrollTop - index * this.rowHeight };
  }

  restore(anchor) {
    const index = this.items.findIndex((item) => item.id >= anchor.id);
    this.size();
    if (index >= 0) this.list.scrollTop = index * this.rowHeight + anchor.offset;
  }

  // Rows

  size() {
    this.sizer.style.height = `${this.items.length * this.rowHeight}px`;
  }

  render() {
    if (this.place.view !== "feed") return;
    this.size();
    if (this.following) this.list.scrollTop = this.list.scrollHeight;
    const top = this.list.scrollTop;
    const first = Math.max(0, Math.floor(top / this.rowHeight) - margin);
    const last = Math.min(
      this.items.length,
      Math.ceil((top + this.list.clientHeight) / this.rowHeight) + margin);
    const free = [];
    for (const [index, row] of this.rows) {
      if (index >= first && index < last && row.item === this.items[index]) continue;
      this.rows.delete(index);
      free.push(row);
    }
    const made = document.createDocumentFragment();
    for (let index = first; index < last; index += 1) {
      let row = this.rows.get(index);
      if (!row) {
        row = free.pop() ?? element("div", { class: "row" });
        this.show(row, this.items[index]);
        row.style.transform = `translateY(${index * this.rowHeight}px)`;
        this.rows.set(index, row);
        if (!row.isConnected) made.append(row);
      }
      const isSelected = row.item.id !== undefined && row.item.id === this.selected;
      row.classList.toggle("selected", isSelected);
      if (row.item.id) {
        row.setAttribute("aria-selected", String(isSelected));
        row.setAttribute("aria-setsize", String(this.items.length));
        row.setAttribute("aria-posinset", String(index + 1));
      }
    }
    for (const row of free) row.remove();
    this.sizer.append(made);
    this.markActive();
  }

  clearRows() {
    for (const row of this.rows.values()) row.remove();
    this.rows.clear();
  }

  show(row, item) {
    row.item = item;
    row.removeAttribute("id");
    if (item.older) {
      row.className = "row older";
      row.setAttribute("role", "presentation");
      fill(row, element("button", { type: "button", class: "load-older", tabindex: "-1" },
        this.loading ? "loading…" : this.hasOlder ? "load older" : "the beginning"));
    } else if (item.day) {
      row.className = "row day";
      row.setAttribute("role", "presentation");
      fill(row, element("span", {}, dayTitle(item.day)));
    } else {
      row.className = `row message ${item.family}`;
      row.setAttribute("role", "option");
      row.id = `m-${item.id}`;
      fill(row,
        element("time", { title: exactTime(item.ts) }, clockTime(item.ts)),
        quoted(item.from, "from"),
        quoted(item.ch, "ch"),
        quoted(item.type, "type"),
        element("span", { class: "body" }, this.marks(item) + item.summary));
    }
  }

  marks(item) {
    const count = item.files.length;
    const files = count === 0 ? "" : count === 1 ? "[1 file] " : `[${count} files] `;
    return (item.replyTo ? "↳ " : "") + files;
  }

  clicked(event) {
    const row = event.target.closest(".row");
    if (!row) return;
    if (row.item.older) this.loadOlder();
    else if (row.item.id) this.open(row.item.id);
  }

  // By keyboard

  open(id) {
    this.selected = id;
    this.place.go({ message: id });
  }

  openSelected() {
    if (this.selected && this.messages.byID.has(this.selected)) this.open(this.selected);
  }

  move(step) {
    const indices = this.items.length;
    let index = this.items.findIndex((item) => item.id && item.id === this.selected);
    if (index < 0) index = step > 0 ? Math.floor(this.list.scrollTop / this.rowHeight) - 1 : indices;
    do index += step; while (index >= 0 && index < indices && !this.items[index].id);
    if (index < 0 || index >= indices) return;
    this.selected = this.items[index].id;
    this.reveal(index);
  }

  reveal(index) {
    const top = index * this.rowHeight;
    if (top < this.list.scrollTop) {
      this.following = false;
      this.list.scrollTop = top;
    } else if (top + this.rowHeight > this.list.scrollTop + this.list.clientHeight) {
      this.list.scrollTop = top + this.rowHeight - this.list.clientHeight;
    }
    this.draw();
  }

  markActive() {
    const id = this.selected && `m-${this.selected}`;
    if (id && document.getElementById(id)) this.list.setAttribute("aria-activedescendant", id);
    else this.list.removeAttribute("aria-activedescendant");
  }

  // History

  /** Loads the newest messages. */
  async loadNewest() {
    const text = await getText("/history?n=500");
    const messages = read(text);
    this.messages.insert(messages);
    this.reached(messages, 500, undefined);
    return messages.at(-1)?.id;
  }

  async loadOlder() {
    if (this.loading || !this.hasOlder) return;
    this.loading = true;
    this.clearRows();
    this.draw();
    const before = this.shown;
    try {
      for (let page = 0; page < pagesAtOnce && this.hasOlder; page += 1) {
        await this.loadPage();
        this.rebuild({ keepPlace: true });
        if (this.shown >= before + 30) break;
      }
      byId("found").removeAttribute("data-error");
    } catch (error) {
      byId("found").textContent = error.message;
    } finally {
      this.loading = false;
      this.clearRows();
      this.draw();
    }
  }

  async loadPage() {
    const channel = this.place.channel;
    const floor = this.messages.floorOf(channel);
    const path = channel === undefined
      ? "/history" : `/ch/${encodeURIComponent(channel)}/history`;
    const messages = read(await getText(`${path}?n=${pageSize}&before=${successor(floor)}`));
    if (this.following) {
      this.following = false;
      this.list.scrollTop = Math.max(this.list.scrollTop, 1);
    }
    this.messages.insert(messages);
    this.reached(messages, pageSize, channel);
  }

  /** Everything from the page's first message on is loaded now; a short page is the last. */
  reached(page, wanted, channel) {
    const floor = page.length < wanted ? "0".repeat(26) : predecessor(page[0].id);
    if (channel === undefined) this.messages.floor = floor;
    else this.messages.wholeFrom.set(channel, floor);
    this.lookForOlder();
  }

  lookForOlder() {
    this.hasOlder = this.messages.floorOf(this.place.channel) > "0".repeat(26);
  }
}
