// Who acts, asked for where they act: the same name as in the message form.

import { element } from "./dom.js";

export class Signature {
  constructor(id, compose) {
    this.compose = compose;
    this.field = element("input", {
      id, maxlength: "128", size: "14", placeholder: "name.owner", autocomplete: "off",
    });
    this.field.addEventListener("input", () => compose.actAs(this.field.value));
    this.element = element("span", { class: "field" },
      element("label", { for: id }, "from"), this.field);
    this.suggest();
  }

  suggest() {
    this.field.value = this.compose.fields.from.value;
  }

  get name() {
    const name = this.field.value.trim();
    if (name) return name;
    this.field.focus();
    throw new Error("say who you are in 'from' first");
  }
}
