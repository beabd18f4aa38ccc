// Who is here, and what they hold.

import { getJSON } from "./api.js";
import { byId, element, fill, inertLine } from "./dom.js";
import { pretty } from "./json.js";
import { age } from "./time.js";

export class Agents {
  constructor(place, board) {
    this.place = place;
    this.board = board;
    this.agents = [];
    setInterval(() => this.place.view === "agents" && this.render(), 1000);
    setInterval(() => this.place.view === "agents" && this.load(), 5000);
  }

  async load() {
    try {
      this.agents = await getJSON("/presence");
      byId("agents-note").textContent = this.agents.length === 0
        ? "Nobody has been here in the last minute. A heartbeat is a POST to /presence." : "";
    } catch (error) {
      byId("agents-note").textContent = error.message;
    }
    this.render();
  }

  render() {
    const list = byId("agents-list");
    if (list.contains(document.activeElement) && list.childElementCount === this.agents.length) {
      // Only the times move while somebody reads by keyboard.
      this.agents.forEach((agent, index) => {
        list.children[index].querySelector(".seen").textContent = `${age(agent.last_seen)} ago`;
      });
      return;
    }
    fill(list, ...this.agents.map((agent) => this.entry(agent)));
  }

  entry(agent) {
    const held = this.board.lists.claimed.filter((task) => task.claimed_by === agent.agent_id);
    const meta = JSON.stringify(agent.meta);
    return element("li", {},
      element("h3", {}, element("bdi", { class: "from" }, inertLine(agent.agent_id)), " ",
        element("span", { class: "age seen" }, `${age(agent.last_seen)} ago`)),
      agent.channels.length > 0
        ? element("p", {}, "in ", ...agent.channels.flatMap((name, index) => [
          index > 0 ? ", " : "", element("bdi", { class: "ch" }, inertLine(name))]))
        : null,
      held.length > 0
        ? element("ul", { "aria-label": "Tasks held" }, ...held.map((task) => element("li", {},
          element("button", {
            type: "button", class: "link",
            onclick: () => this.place.go({ view: "tasks", task: task.id, message: undefined }),
          }, inertLine(task.title)), task.interrupt ? element("strong", {}, " interrupted") : null)))
        : null,
      meta !== "{}" ? element("pre", { tabindex: "0", "aria-label": "Meta" },
        inertLine(pretty(meta)).replaceAll("␊", "\n")) : null);
  }
}
