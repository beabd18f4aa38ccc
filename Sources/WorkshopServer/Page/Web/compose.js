// Writing: who says what where, with files.

import { newKey, post, upload } from "./api.js";
import { byId, element, fill, inertLine, quoted } from "./dom.js";
import { complaint } from "./json.js";
import { byteCount } from "./time.js";

const remembered = ["from", "channel", "type", "kind"];

export class Compose {
  constructor(place) {
    this.place = place;
    this.form = byId("compose");
    this.body = byId("compose-body");
    this.note = byId("compose-note");
    /** `{name, hash, share, problem}`, in the order of attaching. */
    this.files = [];
    this.reply = undefined;
    /** What was sent, oldest first. */
    this.past = [];
    /** What could not be sent, with the key under which it may have arrived all the same. */
    this.unsent = undefined;
    /** Is called once something was sent. */
    this.onSent = () => {};
    this.fields = Object.fromEntries(remembered.map((name) => [name, byId(`compose-${name}`)]));
    this.restore();
    this.listen();
    place.onChange(() => this.suggestChannel());
    this.suggestChannel();
    this.check();
  }

  /** Who this page acts as, said elsewhere. */
  actAs(name) {
    this.fields.from.value = name;
    write("workshop.from", name);
  }

  restore() {
    for (const [name, field] of Object.entries(this.fields)) {
      const value = read(`workshop.${name}`);
      if (value) field.value = value;
      field.addEventListener("change", () => write(`workshop.${name}`, field.value));
    }
  }

  suggestChannel() {
    const channel = this.place.channel;
    if (channel !== undefined) this.fields.channel.value = channel;
    else if (!this.fields.channel.value) this.fields.channel.value = "general";
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.body.addEventListener("keydown", (event) => this.pressed(event));
    this.body.addEventListener("input", () => this.check());
    this.fields.kind.addEventListener("change", () => this.check());
    byId("attach").addEventListener("click", () => byId("attach-input").click());
    byId("attach-input").addEventListener("change", (event) => {
      this.attach(event.target.files);
      event.target.value = "";
    });
    const feed = byId("feed");
    const holdsFiles = (event) => [...event.dataTransfer.types].includes("Files");
    // Beside the feed a file is not taken; the browser would leave the page for it.
    for (const name of ["dragover", "drop"]) {
      document.addEventListener(name, (event) => {
        if (holdsFiles(event)) event.preventDefault();
      });
    }
    feed.addEventListener("dragover", (event) => {
      if (holdsFiles(event)) feed.classList.add("dropping");
    });
    feed.addEventListener("dragleave", () => feed.classList.remove("dropping"));
    feed.addEventListener("drop", (event) => {
      feed.classList.remove("dropping");
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      this.attach(event.dataTransfer.files);
    });
    this.body.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length === 0) return;
      event.preventDefault();
      this.attach(event.clipboardData.files);
    });
  }

  pressed(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "ArrowUp" && this.body.value === "" && this.past.length > 0) {
      event.preventDefault();
      this.body.value = this.past.at(-1);
      this.check();
    } else if (event.key === "Escape") {
      this.replyTo(undefined);
      this.body.blur();
    }
  }

  /** The body as it would be sent, or why it cannot be. */
  check() {
    this.body.rows = Math.min(8, this.body.value.split("\n").length);
    const text = this.body.value;
    const isJSON = this.fields.kind.value === "json";
    const problem = isJSON && text.trim() !== "" ? complaint(text) : undefined;
    this.say(problem === undefined ? "" : `no JSON yet: ${problem}`);
    this.body.setAttribute("aria-invalid", String(problem !== undefined));
    if (problem !== undefined) return undefined;
    if (isJSON) return text.trim() === "" ? "{}" : text;
    return JSON.stringify({ text });
  }

  say(sentence) {
    this.note.textContent = sentence;
  }

  replyTo(message) {
    this.showReply(message);
    if (message === undefined) return;
    this.place.go({ view: "feed" });
    this.fields.channel.value = message.ch;
    this.body.focus();
  }

  showReply(message) {
    this.reply = message;
    const note = byId("reply-note");
    note.hidden = message === undefined;
    if (message === undefined) return;
    const cancel = element("button", { type: "button", "aria-label": "Do not answer" }, "×");
    cancel.addEventListener("click", () => this.replyTo(undefined));
    fill(note, "answers ", quoted(message.from), ": ",
      element("bdi", {}, message.summary.slice(0, 80)), " ", cancel);
  }

  /** Why what is in the form cannot be sent yet; `undefined` when it can. */
  get obstacle() {
    const channel = this.fields.channel.value.trim();
    if (channel === "." || channel === "..") {
      return `no browser can send to '${channel}': it takes the name for a folder; other programs can`;
    }
    if (this.files.some((file) => !file.hash)) {
      return "a file is not uploaded yet; send again when it is, or remove it";
    }
    return undefined;
  }

  async send() {
    // What is sent next waits in the field for what is under way, so that the order stays.
    if (this.isSending) {
      this.isNextWanted = true;
      return;
    }
    const body = this.check();
    if (body === undefined) return this.body.focus();
    if (this.body.value === "" && this.files.length === 0) return;
    if (this.obstacle !== undefined) return this.say(this.obstacle);
    const { path, request } = this.request(body);
    const content = `${path} ${request}`;
    const key = this.unsent?.content === content ? this.unsent.key : newKey();
    const taken = this.takeOut();
    this.isSending = true;
    try {
      await post(path, request, key);
      this.unsent = undefined;
      if (taken.text) this.past = [...this.past.slice(-49), taken.text];
      this.onSent();
    } catch (error) {
      this.unsent = { content, key };
      this.isNextWanted = false;
      this.putBack(taken);
      this.say(`not sent: ${error.message}`);
    }
    this.isSending = false;
    if (!this.isNextWanted) return;
    this.isNextWanted = false;
    this.send();
  }

  request(body) {
    const { from, channel, type } = this.fields;
    const parts = [`"from":${JSON.stringify(from.value.trim())}`,
      `"type":${JSON.stringify(type.value.trim())}`, `"body":${body}`];
    if (this.files.length > 0) parts.push(`"files":${JSON.stringify(this.files.map((one) => one.hash))}`);
    if (this.reply) parts.push(`"reply_to":${JSON.stringify(this.reply.id)}`);
    return {
      path: `/ch/${encodeURIComponent(channel.value.trim())}`, request: `{${parts.join(",")}}`,
    };
  }

  /** Empties the form for what is typed while this is sent. */
  takeOut() {
    const taken = { text: this.body.value, files: this.files, reply: this.reply };
    this.body.value = "";
    this.files = [];
    this.showFiles();
    this.showReply(undefined);
    this.check();
    return taken;
  }

  /** What was not sent comes back, before what was typed since. */
  putBack({ text, files, reply }) {
    this.body.value = [text, this.body.value].filter(Boolean).join("\n");
    this.files = [...files, ...this.files];
    this.showFiles();
    if (this.reply === undefined) this.showReply(reply);
    this.check();
  }

  // Files

  attach(files) {
    for (const file of files) this.upload({ name: file.name || "pasted", size: file.size, share: 0 }, file);
  }

  async upload(entry, file) {
    this.files.push(entry);
    this.showFiles();
    const abort = new AbortController();
    entry.remove = () => abort.abort();
    try {
      const answer = await upload(file, (share) => {
        entry.share = share;
        if (entry.bar) entry.bar.value = share;
      }, abort.signal);
      entry.hash = answer.hash;
    } catch (error) {
      entry.problem = error.message;
    }
    this.showFiles();
  }

  showFiles() {
    fill(byId("attachments"), ...this.files.map((entry) => {
      const remove = element("button", {
        type: "button", "aria-label": `Remove ${inertLine(entry.name)}`,
      }, "×");
      remove.addEventListener("click", () => {
        entry.remove();
        this.files = this.files.filter((other) => other !== entry);
        this.showFiles();
      });
      const isUnderWay = !entry.hash && !entry.problem;
      entry.bar = isUnderWay ? element("progress", {
        max: "1", value: String(entry.share), "aria-label": `Upload of ${inertLine(entry.name)}`,
      }) : undefined;
      return element("li", {}, quoted(entry.name), " ",
        element("span", { class: "age" }, entry.problem ?? byteCount(entry.size)), " ",
        entry.bar, remove);
    }));
  }
}

// A browser may keep nothing for a page; then nothing is remembered.
function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // See above.
  }
}
