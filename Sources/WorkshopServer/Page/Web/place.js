// Where the page is: view, channel, filters and what is open, kept in the address' fragment, so
// that a link shows somebody else the same.

import { families } from "./messages.js";

export class Place {
  constructor() {
    this.listeners = [];
    window.addEventListener("hashchange", () => {
      this.readFragment();
      this.tell();
    });
    this.readFragment();
  }

  readFragment() {
    const [view] = location.hash.slice(1).split("?", 1);
    const parameters = new URLSearchParams(location.hash.slice(view.length + 2));
    const list = parameters.get("types")?.split(",").filter((name) => families.includes(name));
    this.view = ["feed", "tasks", "agents"].includes(view) ? view : "feed";
    this.channel = parameters.get("ch") ?? undefined;
    this.families = new Set(list?.length ? list : families);
    this.sender = parameters.get("from") ?? "";
    this.search = parameters.get("q") ?? "";
    /** The id of the open message, or task. */
    this.message = parameters.get("m") ?? undefined;
    this.task = parameters.get("t") ?? undefined;
  }

  /** What of the messages is shown, as a text. */
  get filters() {
    return JSON.stringify([this.channel, [...this.families].sort(), this.sender, this.search]);
  }

  get fragment() {
    const parameters = new URLSearchParams();
    if (this.channel !== undefined) parameters.set("ch", this.channel);
    if (this.families.size < families.length) parameters.set("types", [...this.families].join(","));
    if (this.sender) parameters.set("from", this.sender);
    if (this.search) parameters.set("q", this.search);
    if (this.message) parameters.set("m", this.message);
    if (this.task) parameters.set("t", this.task);
    const query = parameters.toString();
    return "#" + this.view + (query ? "?" + query : "");
  }

  /** Changes some of it. Going somewhere else is a step to come back from; filtering is none. */
  go(changes) {
    const isStep = ["view", "channel", "message", "task"].some(
      (key) => key in changes && changes[key] !== this[key]);
    Object.assign(this, changes);
    const target = this.fragment;
    if (target !== location.hash) {
      if (isStep) history.pushState(null, "", target);
      else history.replaceState(null, "", target);
    }
    this.tell();
  }

  onChange(listener) {
    this.listeners.push(listener);
  }

  tell() {
    for (const listener of this.listeners) listener(this);
  }

  /** Whether a message is shown here. */
  shows(message) {
    return (this.channel === undefined || message.ch === this.channel)
      && this.families.has(message.family)
      && (this.sender === "" || message.from.toLowerCase().includes(this.sender.toLowerCase()))
      && (this.search === "" || message.contains(this.search.toLowerCase()));
  }
}
