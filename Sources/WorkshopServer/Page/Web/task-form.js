// A new task.

import { post } from "./api.js";
import { byId } from "./dom.js";
import { complaint } from "./json.js";
import { Signature } from "./signature.js";

export class TaskForm {
  /** @param onMade gets the id of a task that was made. */
  constructor(compose, onMade) {
    this.onMade = onMade;
    this.form = byId("task-form");
    this.signature = new Signature("task-maker", compose);
    byId("task-signature").append(this.signature.field);
    byId("new-task").addEventListener("click", () => this.open());
    byId("task-cancel").addEventListener("click", () => this.close());
    this.form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.close();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  open() {
    this.form.hidden = false;
    this.signature.suggest();
    byId("task-title").focus();
  }

  close() {
    this.form.hidden = true;
    byId("new-task").focus();
  }

  async submit() {
    const note = byId("task-form-note");
    note.textContent = "";
    try {
      const made = await post("/tasks", this.request());
      this.form.reset();
      this.close();
      this.onMade(made.id);
    } catch (error) {
      note.textContent = error.message;
    }
  }

  request() {
    const said = (id) => byId(id).value.trim();
    const context = said("task-context") || "{}";
    const problem = complaint(context);
    if (problem !== undefined) throw new Error(`the context is no JSON: ${problem}`);
    const parts = [`"from":${JSON.stringify(this.signature.name)}`,
      `"title":${JSON.stringify(byId("task-title").value)}`, `"context":${context}`];
    if (said("task-for")) parts.push(`"for":${JSON.stringify(said("task-for"))}`);
    if (said("task-channel")) parts.push(`"ch":${JSON.stringify(said("task-channel"))}`);
    return `{${parts.join(",")}}`;
  }
}
