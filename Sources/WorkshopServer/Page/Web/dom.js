// Elements, and text that cannot do anything.

/** What an element holds: a string becomes text, never markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") made.className = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const byId = (id) => document.getElementById(id);

// Controls, and the characters that turn or hide the text around them.
const unruly = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text in which nothing is invisible; line breaks stay. */
export function inert(text) {
  return String(text).replace(unruly, (character) => {
    const code = character.codePointAt(0);
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return "‹" + code.toString(16).toUpperCase().padStart(4, "0") + "›";
  });
}

/** The same on one line. */
export const inertLine = (text) => inert(text).replace(/\n/g, "␊");

/** Somebody's words among ours: their direction does not leak. */
export const quoted = (text, className) => element("bdi", { class: className }, inertLine(text));

/** Fills an element anew. */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.filter((child) => child !== null && child !== undefined));
}

/** Runs a function at the next frame, however often it is asked for. */
export function onceAFrame(body) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      body();
    });
  };
}

/** Puts text on the clipboard, also where the page is not served over TLS. */
export async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = element("textarea", { class: "hidden", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  const before = document.activeElement;
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  before?.focus();
  if (!done) throw new Error("the browser does not let this page copy");
}
