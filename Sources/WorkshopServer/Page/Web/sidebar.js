// Channels with what is unread, families of types, and who is looked for.

import { getJSON } from "./api.js";
import { byId, element, fill, fillByKey, handOn, inertLine, saysNew, sparingly } from "./dom.js";
import { families } from "./messages.js";
import { age } from "./time.js";

/** Channels that are listed at once. */
const most = 200;

export class Sidebar {
  constructor(messages, place) {
    this.messages = messages;
    this.place = place;
    this.filter = byId("channel-filter");
    this.list = byId("channels");
    this.isHeld = handOn(this.list);
    this.makeFamilies();
    this.draw = sparingly(() => this.render(), 500);
    this.filter.addEventListener("input", () => this.render(false));
    this.filter.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.chooseFirst();
    });
    this.list.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.choose(button.channel);
    });
    byId("sender-filter").addEventListener("input", (event) => {
      place.go({ sender: event.target.value.trim() });
    });
    place.onChange(() => this.render());
    setInterval(() => this.draw(), 20000);
    this.draw();
  }

  /** Channels that nothing loaded is of are channels too. */
  async load() {
    for (const detail of await getJSON("/channels?detail=1")) {
      const channel = this.messages.channel(detail.ch);
      channel.lastTs = Math.max(channel.lastTs, detail.last_ts ?? 0);
    }
    this.draw();
  }

  choose(channel) {
    this.place.go({ view: "feed", channel });
    document.body.classList.remove("with-sidebar");
    byId("show-sidebar").setAttribute("aria-expanded", "false");
  }

  chooseFirst() {
    const first = this.list.querySelectorAll("button")[this.filter.value ? 1 : 0];
    if (!first) return;
    this.filter.value = "";
    this.choose(first.channel);
    byId("feed-list").focus();
  }

  makeFamilies() {
    fill(byId("families"), ...families.map((family) => {
      const box = element("input", { type: "checkbox", id: `family-${family}` });
      box.addEventListener("change", () => {
        const chosen = new Set(this.place.families);
        if (box.checked) chosen.add(family);
        else chosen.delete(family);
        this.place.go({ families: chosen.size > 0 ? chosen : new Set(families) });
      });
      return element("label", { class: `family ${family}`, for: box.id }, box, family);
    }));
  }

  /** @param isHeld whether what is listed stays where it is, for somebody's hand or eyes. */
  render(isHeld = this.isHeld() || this.list.querySelector(":focus-visible") !== null) {
    for (const family of families) byId(`family-${family}`).checked = this.place.families.has(family);
    const sender = byId("sender-filter");
    if (document.activeElement !== sender) sender.value = this.place.sender;
    const wanted = this.filter.value.trim().toLowerCase();
    const channels = [...this.messages.channels.values()]
      .filter((channel) => channel.name.toLowerCase().includes(wanted))
      .sort((left, right) => right.lastTs - left.lastTs || (left.name < right.name ? -1 : 1));
    fillByKey(this.list, this.entries(channels), {
      isHeld,
      make: () => element("li", {}),
      update: (child, entry) => this.update(child, entry),
    });
    this.offerNames(channels);
    if (isHeld) this.draw();
  }

  entries(channels) {
    const unread = [...this.messages.channels.values()].reduce((sum, one) => sum + one.unread, 0);
    const listed = channels.slice(0, most);
    // What is chosen is listed, however long nobody has spoken in it.
    const chosen = channels.slice(most).find(({ name }) => name === this.place.channel);
    if (chosen) listed.push(chosen);
    const entries = listed.map((one) => ({ ...one, key: `#${one.name}`, label: inertLine(one.name) }));
    entries.unshift({ key: "all", label: "all channels", unread, lastTs: 0 });
    const rest = channels.length - listed.length;
    if (rest > 0) entries.push({ key: "more", more: `${rest} more: filter` });
    return entries;
  }

  update(child, { name, label, unread, lastTs, more }) {
    const isChosen = this.place.view === "feed" && name === this.place.channel;
    const passed = lastTs > 0 ? age(lastTs) : "";
    if (!saysNew(child, isChosen, unread, passed, more)) return;
    if (more) {
      child.className = "more";
      child.textContent = more;
      return;
    }
    if (!child.firstChild) child.append(element("button", { type: "button" }));
    const button = child.firstChild;
    button.channel = name;
    if (isChosen) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    fill(button,
      element("bdi", { class: "name" }, label),
      unread > 0 ? element("span", { class: "unread" }, String(unread),
        element("span", { class: "hidden" }, " unread")) : null,
      passed ? element("span", { class: "age" }, passed) : null);
  }

  offerNames(channels) {
    const offer = (id, names) => fillByKey(byId(id), names.map((name) => ({ key: name })), {
      make: ({ key }) => element("option", { value: key }), update: () => {},
    });
    offer("channel-names", channels.slice(0, 100).map(({ name }) => name));
    offer("senders", [...this.messages.senders].slice(0, 100));
  }
}
