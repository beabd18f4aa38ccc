// Who is here, and what they hold.

import { getText } from "./api.js";
import { byId, element, fill, fillByKey, handOn, inert, inertLine, saysNew, setText } from "./dom.js";
import { elements, member, pretty } from "./json.js";
import { age } from "./time.js";

export class Agents {
  constructor(place, board) {
    this.place = place;
    this.board = board;
    this.agents = [];
    this.list = byId("agents-list");
    this.isHeld = handOn(this.list);
    setInterval(() => this.place.view === "agents" && this.render(), 1000);
    setInterval(() => this.place.view === "agents" && this.load(), 5000);
  }

  async load() {
    const note = byId("agents-note");
    try {
      // What an agent says of itself is shown as it was sent.
      this.agents = elements(await getText("/presence")).map(
        (text) => ({ ...JSON.parse(text), meta: member(text, "meta") ?? "{}" }));
      setText(note, this.agents.length === 0
        ? "Nobody has been here in the last minute. A heartbeat is a POST to /presence." : "");
    } catch (error) {
      setText(note, error.message);
    }
    this.render();
  }

  render() {
    const agents = this.agents.map((agent) => ({ ...agent, key: agent.agent_id }));
    fillByKey(this.list, agents, {
      isHeld: this.isHeld(),
      make: () => element("li", {}),
      update: (child, agent) => this.update(child, agent),
    });
  }

  update(child, agent) {
    const held = this.board.lists.claimed.filter((task) => task.claimed_by === agent.agent_id);
    const holds = held.map((task) => [task.id, task.title, task.interrupt !== null]);
    if (saysNew(child, agent.channels, agent.meta, holds)) fill(child, ...this.content(agent, held));
    setText(child.querySelector(".seen"), `${age(agent.last_seen)} ago`);
  }

  content(agent, held) {
    return [
      element("h3", {}, element("bdi", { class: "from" }, inertLine(agent.agent_id)), " ",
        element("span", { class: "age seen" })),
      agent.channels.length > 0
        ? element("p", {}, "in ", ...agent.channels.flatMap((name, index) => [
          index > 0 ? ", " : "", element("bdi", { class: "ch" }, inertLine(name))]))
        : null,
      held.length > 0
        ? element("ul", { "aria-label": "Tasks held" }, ...held.map((task) => this.holding(task)))
        : null,
      agent.meta !== "{}"
        ? element("pre", { tabindex: "0", role: "group", "aria-label": "Meta" },
          inert(pretty(agent.meta)))
        : null,
    ];
  }

  holding(task) {
    const button = element("button", { type: "button", class: "link" }, inertLine(task.title));
    button.addEventListener("click", () => {
      this.place.go({ view: "tasks", task: task.id, message: undefined });
    });
    return element("li", {}, button,
      task.interrupt ? element("strong", { class: "interrupted" }, " interrupted") : null);
  }
}
