// JSON as text: numbers, escapes and the order of keys stay as they were sent, which JSON.parse
// would not keep.

/** The index after the string that begins at `start`. */
function endOfString(text, start) {
  let index = start + 1;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === 0x22) return index + 1;
    index += code === 0x5c ? 2 : 1;
  }
  return text.length;
}

/** The index after the value that begins at `start`, in compact JSON. */
function endOfValue(text, start) {
  let depth = 0;
  let index = start;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === 0x22) {
      index = endOfString(text, index);
      if (depth === 0) return index;
      continue;
    }
    if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) {
      if (depth === 0) return index;
      depth -= 1;
      if (depth === 0) return index + 1;
    } else if (code === 0x2c && depth === 0) return index;
    index += 1;
  }
  return index;
}

/** The raw text of one member of a compact object; `undefined` when it has none. */
export function member(text, name) {
  const key = JSON.stringify(name);
  let index = 1;
  while (index < text.length && text[index] === '"') {
    const keyEnd = endOfString(text, index);
    const end = endOfValue(text, keyEnd + 1);
    if (text.slice(index, keyEnd) === key) return text.slice(keyEnd + 1, end);
    index = end + 1;
  }
  return undefined;
}

/** The raw texts of the elements of a compact array. */
export function elements(text) {
  const found = [];
  for (let index = 1; index < text.length && text[index] !== "]";) {
    const end = endOfValue(text, index);
    found.push(text.slice(index, end));
    index = end + 1;
  }
  return found;
}

const escaped = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** JSON as somebody looks for something in it: every escape is the character that it means. */
export function unescaped(text) {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code, character) =>
    code ? String.fromCharCode(parseInt(code, 16)) : escaped[character] ?? character);
}

/** Lines and indents; every token as it was. */
export function pretty(text) {
  const parts = [];
  let depth = 0;
  let index = 0;
  const newLine = () => parts.push("\n" + "  ".repeat(Math.min(depth, 40)));
  while (index < text.length) {
    const character = text[index];
    if (character === '"') {
      const end = endOfString(text, index);
      parts.push(text.slice(index, end));
      index = end;
      continue;
    }
    if (character === "{" || character === "[") {
      const close = character === "{" ? "}" : "]";
      if (text[index + 1] === close) {
        parts.push(character + close);
        index += 2;
        continue;
      }
      depth += 1;
      parts.push(character);
      newLine();
    } else if (character === "}" || character === "]") {
      depth -= 1;
      newLine();
      parts.push(character);
    } else if (character === ",") {
      parts.push(",");
      newLine();
    } else if (character === ":") parts.push(": ");
    else parts.push(character);
    index += 1;
  }
  return parts.join("");
}

const telling = ["text", "msg", "message", "title", "note", "reason", "error", "summary"];

/** The words of a body; `undefined` when it has none, only data. */
export function words(body) {
  if (body[0] === '"') return parsed(body);
  if (body[0] !== "{") return undefined;
  for (const name of telling) {
    const value = member(body, name);
    if (value?.[0] === '"') return parsed(value);
  }
  return undefined;
}

/** What a body says, in one line. */
export function summary(body) {
  return words(body) ?? (body === "{}" ? "" : body.slice(0, 2000));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why a text is no JSON; `undefined` when it is. */
export function complaint(text) {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error.message;
  }
}
