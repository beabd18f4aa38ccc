// Looking through history, from a message on, for what is not loaded.

import { getText } from "./api.js";
import { read } from "./messages.js";

const pageSize = 1000;

export class Lookup {
  /**
   * @param query what else is asked for, such as `ch=…`.
   * @param since the id after which it begins.
   * @param before the id before which it ends, when it does.
   */
  constructor(query, since, before) {
    this.query = query;
    this.since = since;
    this.before = before;
    this.isDone = before !== undefined && since >= before;
  }

  /** The next messages; `isDone` says whether these were the last for now. */
  async page() {
    const parameters = [this.query, `first=${pageSize}`, `since=${this.since}`];
    if (this.before !== undefined) parameters.push(`before=${this.before}`);
    const messages = read(await getText(`/history?${parameters.filter(Boolean).join("&")}`));
    this.isDone = messages.length < pageSize;
    this.since = messages.at(-1)?.id ?? this.since;
    return messages;
  }
}
