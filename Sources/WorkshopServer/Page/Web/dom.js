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

function marked(character) {
  const code = character.codePointAt(0);
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return "‹" + code.toString(16).toUpperCase().padStart(4, "0") + "›";
}

/** Text in which nothing is invisible, for names; line breaks stay. */
export const inert = (text) => String(text).replace(unruly, marked);

/** The same on one line. */
export const inertLine = (text) => inert(text).replace(/\n/g, "␊");

const pictographBefore = /\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]*$/u;
const pictographAfter = /^\p{Extended_Pictographic}/u;
const joiningBefore = /(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{L}\p{M}*$/u;
const joiningAfter = /^(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{L}/u;

/** Whether a joiner stands where writing needs it: in a pictograph, between letters that join. */
function joins(character, before, after) {
  if (character === "\u200d" && pictographBefore.test(before) && pictographAfter.test(after)) return true;
  return /[\u200c\u200d]/.test(character) && joiningBefore.test(before) && joiningAfter.test(after);
}

/** Text in which nothing is invisible, for what people write; line breaks and tabs stay. */
export function inertBody(text) {
  return text.replace(unruly, (character, index) => {
    if (character === "\t") return character;
    const isJoiner = joins(
      character, text.slice(Math.max(0, index - 8), index), text.slice(index + 1, index + 3));
    return isJoiner ? character : marked(character);
  });
}

/** Somebody's words among ours: their direction does not leak. */
export const quoted = (text, className) => element("bdi", { class: className }, inertLine(text));

/** Fills an element anew. */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.filter((child) => child !== null && child !== undefined));
}

/**
 * Makes the children of an element those of the items, in their order. What is there already stays
 * the same element and is moved only if it must, so that neither a press nor the focus is lost;
 * while a hand is on the list nothing comes, goes or moves at all.
 *
 * @param items each with a `key` that tells it from the others.
 * @param make makes an element for an item; `update(child, item)` makes it say what is so now.
 */
export function fillByKey(parent, items, { make, update, isHeld = false }) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : undefined;
  const there = new Map([...parent.children].map((child) => [child.key, child]));
  const wanted = [];
  for (const item of items) {
    let child = there.get(item.key);
    if (!child && isHeld) continue;
    if (!child) {
      child = make(item);
      child.key = item.key;
    }
    there.delete(item.key);
    update(child, item);
    wanted.push(child);
  }
  if (isHeld) return;
  for (const child of there.values()) child.remove();
  let next = parent.firstElementChild;
  for (const child of wanted) {
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
  }
  if (focused?.isConnected && document.activeElement !== focused) {
    focused.focus({ preventScroll: true });
  }
}

/** Whether an element says something else now than it did; then it is to be filled anew. */
export function saysNew(child, ...facts) {
  const said = JSON.stringify(facts);
  if (child.said === said) return false;
  child.said = said;
  return true;
}

/** Sets text, and touches nothing where it stands already. */
export function setText(parent, text) {
  if (parent.textContent !== text) parent.textContent = text;
}

/** Milliseconds after which a pointer that does not move is no hand any more. */
const resting = 2000;

/**
 * Asks whether a hand is on an element: something in it is pressed, or a pointer has just moved
 * over it. What is under a hand must not move away.
 */
export function handOn(parent) {
  let isPressed = false;
  let moved = -Infinity;
  parent.addEventListener("pointermove", () => { moved = performance.now(); });
  parent.addEventListener("pointerleave", () => { moved = -Infinity; });
  parent.addEventListener("pointerdown", () => { isPressed = true; });
  for (const end of ["pointerup", "pointercancel"]) {
    // The click comes after it.
    window.addEventListener(end, () => setTimeout(() => { isPressed = false; }));
  }
  return () => isPressed || performance.now() - moved < resting;
}

/** Runs a function at once, and then so often at most, however often it is asked for. */
export function sparingly(body, milliseconds) {
  let timer;
  let isAsked = false;
  const run = () => {
    isAsked = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (isAsked) run();
    }, milliseconds);
    body();
  };
  return () => {
    if (timer === undefined) run();
    else isAsked = true;
  };
}

/** Runs a function once it has not been asked for during some time. */
export function settled(body, milliseconds) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(body, milliseconds);
  };
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
