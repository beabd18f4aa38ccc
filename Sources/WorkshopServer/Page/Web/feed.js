// The list of messages: as many rows in the document as fit the window, whatever is loaded.

import { getText } from "./api.js";
import { byId, element, fill, inertLine, onceAFrame, quoted, setText } from "./dom.js";
import { families, predecessor, read, successor } from "./messages.js";
import { clockTime, dayNumber, dayTitle, exactTime } from "./time.js";

/** Rows beyond each edge of the window. */
const margin = 12;
const pageSize = 1000;
/** Pages that one wish for older messages may look through for some that are shown. */
const pagesAtOnce = 20;
/** The same where nobody wished for them, but there is room on the screen. */
const pagesUnasked = 5;
/** Rows below which older ones are loaded by themselves. */
const few = 50;

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
    this.list.addEventListener("keydown", (event) => this.pressed(event));
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
      // What is read stays where it is, not the pixels.
      const anchor = this.anchor();
      this.rowHeight = height || 24;
      this.clearRows();
      if (anchor) this.restore(anchor);
    }
    this.draw();
  }

  /** Builds the list anew: another channel, other filters, older messages. */
  rebuild({ keepPlace = false } = {}) {
    this.lookForOlder();
    const anchor = keepPlace ? this.anchor() : undefined;
    const floor = this.messages.floorOf(this.place.channel);
    this.items = [{ older: true }];
    this.day = undefined;
    this.shown = 0;
    const gaps = this.messages.gaps.filter(({ after }) => after >= floor);
    for (const message of this.messages.all) {
      while (gaps.length > 0 && gaps[0].after < message.id) this.items.push(gaps.shift());
      if (message.id > floor && this.place.shows(message)) this.add(message);
    }
    this.items.push(...gaps);
    this.clearRows();
    if (anchor) this.restore(anchor);
    else if (!keepPlace) this.follow();
    this.told();
    this.draw();
    this.fillUp();
  }

  /** A message at the end, with its day when that is another. */
  add(message) {
    const day = dayNumber(message.ts);
    if (day !== this.day) this.items.push({ day: message.ts });
    this.day = day;
    this.items.push(message);
    this.shown += 1;
  }

  /** Takes messages that are newer than all that are shown. */
  append(added) {
    const before = this.shown;
    for (const message of added) if (this.place.shows(message)) this.add(message);
    const count = this.shown - before;
    if (count === 0) return;
    if (!this.following) {
      this.unseen += count;
      this.showUnseen();
    }
    this.told();
    this.draw();
  }

  /** Messages are missing here that nobody has any more. */
  missing(note) {
    const gap = { after: this.messages.newest ?? "", note };
    this.messages.gaps = [...this.messages.gaps.slice(-99), gap];
    this.items.push(gap);
    this.draw();
  }

  told() {
    const { place } = this;
    const isFiltered = place.search !== "" || place.sender !== "";
    setText(byId("found"), this.problem ?? (isFiltered ? `${this.shown} found` : ""));
    setText(
      byId("feed-title"), place.channel === undefined ? "all channels" : inertLine(place.channel));
    // A list of choices without a choice is none.
    const isEmpty = this.shown === 0;
    this.list.setAttribute("role", isEmpty ? "group" : "listbox");
    const isAll = place.channel === undefined && place.families.size === families.length;
    setText(byId("feed-empty"), !isEmpty || !this.isReady ? ""
      : this.loading ? "looking for older messages…"
        : this.hasOlder ? "Nothing that is loaded fits; \"load older\" looks further back."
          : isFiltered || !isAll ? "Nothing fits."
            : "Nothing has been said yet. The form below says something, and so does "
              + "workshop pub general msg.text --text hello");
  }

  // Where the window stands

  scrolled() {
    const rest = this.list.scrollHeight - this.list.clientHeight - this.list.scrollTop;
    this.following = rest < this.rowHeight * 1.5;
    if (this.following) {
      this.unseen = 0;
      this.showUnseen();
    }
    if (this.list.scrollTop === 0 && this.shown > few) this.loadOlder();
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
      fill(row, this.wayBack());
    } else if (item.day || item.note) {
      row.className = item.day ? "row day" : "row day gap";
      row.setAttribute("role", "presentation");
      fill(row, element("span", {}, item.note ?? dayTitle(item.day)));
    } else {
      row.className = `row message ${item.family}`;
      row.setAttribute("role", "option");
      row.id = `m-${item.id}`;
      fill(row,
        element("time", { title: exactTime(item.ts) }, clockTime(item.ts)),
        quoted(item.from, "from"),
        quoted(item.ch, "ch"),
        quoted(item.type, "type"),
        element("bdi", { class: "body" }, this.marks(item) + item.summary));
    }
  }

  wayBack() {
    if (!this.hasOlder) return element("span", { class: "load-older" }, "the beginning");
    if (this.messages.isFull) {
      return element("span", { class: "load-older" }, "no more fit into this page");
    }
    return element("button", { type: "button", class: "load-older", tabindex: "-1" },
      this.loading ? "loading…" : "load older");
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
    if (this.place.view !== "feed") return;
    if (this.selected && this.messages.byID.has(this.selected)) this.open(this.selected);
  }

  pressed(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.move(step);
  }

  /** Scrolls by windows. */
  page(count) {
    this.list.scrollTop += count * (this.list.clientHeight - this.rowHeight);
  }

  /** Brings a message that was opened elsewhere into sight. */
  find(id) {
    const index = this.items.findIndex((item) => item.id === id);
    if (index < 0) return;
    this.size();
    if (this.following) this.list.scrollTop = this.list.scrollHeight;
    const top = index * this.rowHeight - this.list.scrollTop;
    if (top >= 0 && top + this.rowHeight <= this.list.clientHeight) return;
    this.following = false;
    this.list.scrollTop = index * this.rowHeight - this.list.clientHeight / 2;
    this.draw();
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
    this.isReady = true;
    return messages.at(-1)?.id;
  }

  /** Where there is room on the screen, older messages need no wish. */
  async fillUp() {
    const { filters } = this.place;
    if (!this.isReady || this.loading || this.shown >= few || this.filled === filters) return;
    this.filled = filters;
    await this.loadOlder(pagesUnasked);
    // What could not be had is tried again; what is looked at may be something else by now.
    if (this.problem !== undefined) this.filled = undefined;
    else this.fillUp();
  }

  /** Some of the oldest had to go. */
  trimmed() {
    this.filled = undefined;
    this.rebuild({ keepPlace: !this.following });
  }

  async loadOlder(pages = pagesAtOnce) {
    if (this.loading || !this.hasOlder || this.messages.isFull) return;
    this.loading = true;
    this.problem = undefined;
    this.clearRows();
    this.told();
    this.draw();
    const wanted = Math.max(few, this.shown + 30);
    try {
      for (let page = 0; page < pages && this.hasOlder && !this.messages.isFull; page += 1) {
        await this.loadPage();
        this.rebuild({ keepPlace: true });
        if (this.shown >= wanted) break;
      }
    } catch (error) {
      this.problem = error.message;
    } finally {
      this.loading = false;
      this.clearRows();
      this.told();
      this.draw();
    }
  }

  async loadPage() {
    const channel = this.place.channel;
    const of = channel === undefined ? "" : `ch=${encodeURIComponent(channel)}&`;
    const before = successor(this.messages.floorOf(channel));
    const messages = read(await getText(`/history?${of}n=${pageSize}&before=${before}`));
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
