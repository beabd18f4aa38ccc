// Channels with what is unread, families of types, and who is looked for.

import { getJSON } from "./api.js";
import { byId, element, fill, inertLine, onceAFrame } from "./dom.js";
import { families } from "./messages.js";
import { age } from "./time.js";

export class Sidebar {
  constructor(messages, place) {
    this.messages = messages;
    this.place = place;
    this.filter = byId("channel-filter");
    this.list = byId("channels");
    this.draw = onceAFrame(() => this.render());
    this.filter.addEventListener("input", () => this.draw());
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
    this.makeFamilies();
    place.onChange(() => this.draw());
    setInterval(() => this.draw(), 20000);
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
    if (first) this.choose(first.channel);
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

  render() {
    for (const family of families) byId(`family-${family}`).checked = this.place.families.has(family);
    const sender = byId("sender-filter");
    if (document.activeElement !== sender) sender.value = this.place.sender;
    const wanted = this.filter.value.trim().toLowerCase();
    const channels = [...this.messages.channels.values()]
      .filter((channel) => channel.name.toLowerCase().includes(wanted))
      .sort((left, right) => right.lastTs - left.lastTs || (left.name < right.name ? -1 : 1));
    const unread = [...this.messages.channels.values()].reduce((sum, one) => sum + one.unread, 0);
    const entries = channels.slice(0, 200).map((channel) => this.entry(
      channel.name, inertLine(channel.name), channel.unread, channel.lastTs));
    if (channels.length > 200) {
      entries.push(element("li", { class: "more" }, `${channels.length - 200} more: filter`));
    }
    const focused = document.activeElement?.channel;
    const hadFocus = this.list.contains(document.activeElement);
    fill(this.list, this.entry(undefined, "all channels", unread, 0), ...entries);
    if (hadFocus) {
      [...this.list.querySelectorAll("button")].find((one) => one.channel === focused)?.focus();
    }
    this.offerNames(channels);
  }

  entry(channel, label, unread, lastTs) {
    const isChosen = this.place.view === "feed" && channel === this.place.channel;
    const button = element(
      "button", { type: "button", "aria-current": isChosen ? "true" : null },
      element("bdi", { class: "name" }, label),
      unread > 0 ? element("span", { class: "unread" }, String(unread),
        element("span", { class: "hidden" }, " unread")) : null,
      lastTs > 0 ? element("span", { class: "age" }, age(lastTs)) : null);
    button.channel = channel;
    return element("li", {}, button);
  }

  offerNames(channels) {
    const offers = channels.slice(0, 100).map(({ name }) => element("option", { value: name }));
    fill(byId("channel-names"), ...offers);
    const senders = [...this.messages.senders].slice(0, 100);
    fill(byId("senders"), ...senders.map((name) => element("option", { value: name })));
  }
}
