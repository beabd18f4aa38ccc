// What the keys do. None of them does anything while somebody types.

import { byId, element, fill } from "./dom.js";

export class Keyboard {
  constructor(actions) {
    /** `[keys, what they do, action]` */
    this.actions = actions;
    this.pending = "";
    document.addEventListener("keydown", (event) => this.pressed(event));
    fill(byId("keys"), ...actions.flatMap(([keys, sentence]) => [
      element("dt", {}, ...keys.split(" ").flatMap((key, index) => [
        index > 0 ? " " : "", element("kbd", {}, key)])),
      element("dd", {}, sentence)]));
    byId("show-help").addEventListener("click", () => this.help());
  }

  help() {
    const dialog = byId("help");
    if (dialog.open) dialog.close();
    else dialog.showModal();
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target;
    const isTyping = target.closest("input:not([type=checkbox]), textarea, select");
    if (event.key === "Escape" && isTyping) return target.blur();
    if (byId("help").open) {
      if (event.key === "?") this.help();
      return;
    }
    if (isTyping) return;
    // Enter and space on a button are the button's.
    if ((event.key === "Enter" || event.key === " ") && target.closest("button, a, label")) return;
    const typed = this.pending + (this.pending ? " " : "") + event.key;
    const found = this.actions.find(([keys]) => keys === typed || keys === event.key);
    this.pending = this.actions.some(([keys]) => keys.startsWith(event.key + " ")) && !found
      ? event.key : "";
    if (!found) return;
    event.preventDefault();
    found[2]();
  }
}
