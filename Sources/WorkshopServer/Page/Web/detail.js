// What is open beside the list: one message with its thread, or one task.

import { address, fileSize, getText, picture } from "./api.js";
import { byId, copy, element, fill, fillByKey, inertBody, inertLine, quoted } from "./dom.js";
import { Lookup } from "./history.js";
import { member, pretty, words } from "./json.js";
import { isID, read, successor } from "./messages.js";
import { age, byteCount, clockTime, exactTime } from "./time.js";

/** Characters of a body that are shown at once; the rest on request. */
const shortBody = 20000;
/** Pages of history that are looked through for answers at once. */
const pagesAtOnce = 10;

/** JSON as a person reads it. */
export const jsonBlock = (text, label) => longBlock(pretty(text), label, "json");

/** The words of a body as they were written: lines, quotes, other alphabets. */
function wordsBlock(body) {
  const text = words(body);
  return text ? longBlock(text, "Text", "words") : null;
}

function longBlock(text, label, className) {
  const whole = inertBody(text);
  const block = element("pre", {
    tabindex: "0", role: "group", "aria-label": label, class: className, dir: "auto",
  }, whole.slice(0, shortBody));
  if (whole.length <= shortBody) return block;
  const more = element("button", { type: "button" }, `show all ${whole.length} characters`);
  more.addEventListener("click", () => {
    block.textContent = whole;
    more.remove();
  });
  return element("div", {}, block, more);
}

/** A button that says for a moment that it has done it. */
export function doer(label, body) {
  const button = element("button", { type: "button" }, label);
  button.addEventListener("click", async () => {
    try {
      await body();
      button.textContent = "done";
    } catch (error) {
      button.textContent = error.message;
    }
    setTimeout(() => { button.textContent = label; }, 1500);
  });
  return button;
}

export function fileList(hashes) {
  return element("ul", { class: "files" }, ...hashes.map((hash) => {
    const size = element("span", { class: "age" });
    const shown = element("span", {});
    fileSize(hash).then(
      (bytes) => { size.textContent = bytes === undefined ? "not there" : byteCount(bytes); },
      () => {});
    const show = element("button", { type: "button" }, "show");
    show.addEventListener("click", async () => {
      show.disabled = true;
      try {
        const source = await picture(hash);
        show.hidden = true;
        if (source === undefined) return fill(shown, "no picture");
        const free = () => URL.revokeObjectURL(source);
        fill(shown, element("img", {
          src: source, alt: `the file ${hash}`, onload: free, onerror: free,
        }));
      } catch (error) {
        fill(shown, error.message);
        show.disabled = false;
      }
    });
    const isHash = /^sha256:[0-9a-f]{64}$/.test(hash);
    return element("li", {},
      isHash
        ? element("a", { href: address(`/files/${hash}`), download: hash.slice(7, 19), title: hash },
          hash.slice(0, 19) + "…")
        : inertLine(hash),
      " ", size, " ", isHash ? show : null, shown);
  }));
}

/** Lines of `name: value`. */
export function facts(pairs) {
  const list = element("dl", { class: "facts" });
  for (const [name, value] of pairs) {
    if (value === undefined || value === null) continue;
    list.append(element("dt", {}, name), element("dd", {}, value));
  }
  return list;
}

export function closer(place) {
  const button = element("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
  button.addEventListener("click", () => place.go({ message: undefined, task: undefined }));
  return button;
}

export class MessageDetail {
  constructor(messages, place, compose) {
    this.messages = messages;
    this.place = place;
    this.compose = compose;
    this.panel = byId("detail");
  }

  async open(id) {
    this.id = id;
    this.lookup = undefined;
    const message = this.messages.byID.get(id) ?? (await this.fetch(id));
    if (this.id !== id) return;
    if (!message) {
      fill(this.panel, closer(this.place), element("p", {}, `there is no message ${inertLine(id)}`));
      return;
    }
    this.show(message);
    await this.loadThread(message);
  }

  /** A message that is not loaded. */
  async fetch(id) {
    if (!isID(id)) return undefined;
    try {
      const found = read(await getText(`/history?n=1&before=${successor(id)}`));
      return found.find((message) => message.id === id);
    } catch {
      return undefined;
    }
  }

  show(message) {
    const thread = element("section", { "aria-label": "Thread" });
    this.thread = thread;
    fill(this.panel,
      closer(this.place),
      element("h2", { class: message.family }, inertLine(message.type)),
      facts([
        ["from", quoted(message.from, "from")],
        ["channel", this.channelLink(message.ch)],
        ["time", `${exactTime(message.ts)} (${age(message.ts)} ago)`],
        ["id", element("code", {}, message.id)],
        ["answers", message.replyTo ? element("code", {}, inertLine(message.replyTo)) : undefined],
      ]),
      element("div", { class: "actions" },
        doer("copy id", () => copy(message.id)),
        doer("copy curl", () => copy(curl(message))),
        element("button", { type: "button", onclick: () => this.compose.replyTo(message) }, "reply")),
      wordsBlock(message.body),
      jsonBlock(message.body, "Body"),
      message.files.length > 0 ? fileList(message.files) : null,
      thread);
    this.showThread(message);
  }

  channelLink(name) {
    const button = element("button", { type: "button", class: "link" }, inertLine(name));
    button.addEventListener("click", () => this.place.go({ channel: name }));
    return button;
  }

  async loadThread(message) {
    this.found = new Map();
    // From the floor on everything is loaded; what answers it may be between.
    this.lookup = new Lookup("", message.id, successor(this.messages.floor));
    if (message.replyTo && !this.messages.byID.has(message.replyTo)) {
      const above = await this.fetch(message.replyTo);
      if (above) this.found.set(above.id, above);
    }
    if (this.id === message.id) await this.lookFurther(message);
  }

  async lookFurther(message) {
    const { lookup } = this;
    this.state = { isUnderWay: true, text: "looking for answers…" };
    this.showThread(message);
    try {
      for (let page = 0; page < pagesAtOnce && !lookup.isDone; page += 1) {
        for (const one of await lookup.page()) {
          if (one.replyTo === message.id) this.found.set(one.id, one);
        }
        if (this.id !== message.id) return;
        this.showThread(message);
      }
      this.state = { text: "" };
    } catch (error) {
      this.state = { text: `${error.message} ` };
    }
    if (this.id === message.id) this.showThread(message);
  }

  /** What is done about answers that are not loaded, or can be. */
  search(message) {
    if (this.lookup === undefined || this.lookup.isDone) return null;
    const button = element("button", { type: "button" }, "look further for answers");
    button.addEventListener("click", () => this.lookFurther(message));
    return element("p", { class: "age" }, this.state.text, this.state.isUnderWay ? null : button);
  }

  showThread(message) {
    const get = (id) => this.messages.byID.get(id) ?? this.found?.get(id);
    const above = message.replyTo ? get(message.replyTo) : undefined;
    const loaded = this.messages.replies.get(message.id) ?? [];
    const others = [...(this.found?.values() ?? [])]
      .filter((one) => one.replyTo === message.id).map((one) => one.id);
    const below = [...new Set([...loaded, ...others])].sort().map(get).filter(Boolean);
    const search = this.search(message);
    if (!above && below.length === 0) return fill(this.thread, search);
    const items = [
      above ? { key: above.id, message: above, relation: "answers" } : undefined,
      { key: "this" },
      ...below.map((one) => ({ key: one.id, message: one, relation: "answered by" })),
    ].filter(Boolean);
    const list = this.thread.querySelector("ul") ?? element("ul", { class: "thread" });
    fillByKey(list, items, {
      make: (item) => item.message ? this.entry(item.message, item.relation)
        : element("li", { class: "this" }, "this message"),
      update: () => {},
    });
    if (!list.isConnected) fill(this.thread, element("h3", {}, "thread"), list, search);
    else fill(this.thread, ...[...this.thread.children].slice(0, 2), search);
  }

  entry(message, relation) {
    const button = element("button", { type: "button" },
      element("span", { class: "age" }, `${relation} `),
      element("time", { title: exactTime(message.ts) }, clockTime(message.ts)), " ",
      quoted(message.from, "from"), " ", element("bdi", {}, message.summary));
    button.addEventListener("click", () => this.place.go({ message: message.id }));
    return element("li", {}, button);
  }

  /** Something was published that may answer what is open. */
  arrived(added) {
    if (!this.id || !added.some((message) => message.replyTo === this.id)) return;
    const open = this.messages.byID.get(this.id) ?? this.found?.get(this.id);
    if (open && this.thread?.isConnected) this.showThread(open);
  }
}

const shellQuoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** Characters that one argument of a command may have everywhere; Linux takes 128 KiB. */
const longestArgument = 30000;

/** The command that publishes the same once more. */
export function curl(message) {
  const version = member(message.line, "v") ?? "1";
  const parts = [`"from":${JSON.stringify(message.from)}`, `"type":${JSON.stringify(message.type)}`,
    version === "1" ? "" : `"v":${version}`, `"body":${message.body}`,
    message.files.length > 0 ? `"files":${JSON.stringify(message.files)}` : "",
    message.replyTo ? `"reply_to":${JSON.stringify(message.replyTo)}` : ""];
  const body = `{${parts.filter(Boolean).join(",")}}`;
  // The names that mean another folder are taken as they are only on request.
  const isFolder = message.ch === "." || message.ch === "..";
  const command = isFolder ? "curl --path-as-is" : "curl";
  const target = shellQuoted(address("/ch/") + encodeURIComponent(message.ch));
  // What is one line cannot end such a text early.
  return body.length > longestArgument
    ? `${command} --data-binary @- ${target} <<'EOF'\n${body}\nEOF`
    : `${command} -d ${shellQuoted(body)} ${target}`;
}
