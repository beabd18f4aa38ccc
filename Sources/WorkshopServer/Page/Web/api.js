// The server's endpoints. Addresses are relative to the page, so that it works behind any prefix.

const base = new URL(".", location.href);

export const address = (path) => new URL(path.replace(/^\//, ""), base).href;

/** What the server, or the way to it, has against a request. */
export class Refusal extends Error {
  constructor(message, status) {
    super(message);
    /** 0: no answer came. */
    this.status = status;
  }
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(address(path), { credentials: "omit", cache: "no-store", ...options });
  } catch {
    throw new Refusal("the server cannot be reached", 0);
  }
  if (response.ok) return response;
  let message = `the server answered ${response.status}`;
  try {
    message = (await response.json()).error ?? message;
  } catch {
    // What is no JSON comes from something between.
  }
  throw new Refusal(message, response.status);
}

export async function getText(path) {
  return (await ask(path)).text();
}

export async function getJSON(path) {
  return (await ask(path)).json();
}

/** A random key, also where the page is not served over TLS. */
function key() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Sends JSON, given as text. A lost answer is asked for again under the same key, so that nothing
 * is done twice.
 */
export async function post(path, body) {
  const options = {
    method: "POST", body,
    headers: { "Content-Type": "application/json", "Idempotency-Key": key() },
  };
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await ask(path, options);
      return response.status === 204 ? undefined : await response.json();
    } catch (error) {
      const maybeLost = !(error instanceof Refusal) || error.status === 0 || error.status === 503;
      if (!maybeLost || attempt === 2) throw error;
      await new Promise((resolve) => setTimeout(resolve, 300 * (attempt + 1)));
    }
  }
}

/** Uploads a file; `progress` gets the share that is sent. */
export function upload(file, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address("/files"));
    request.upload.onprogress = (event) => progress(event.total ? event.loaded / event.total : 0);
    request.onerror = () => reject(new Refusal("the server cannot be reached", 0));
    request.onload = () => {
      let answer;
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        answer = {};
      }
      if (request.status < 300 && answer.hash) resolve(answer);
      else reject(new Refusal(answer.error ?? `the server answered ${request.status}`, request.status));
    };
    request.send(file);
  });
}

/** How many bytes a file has; `undefined` when the server does not have it. */
export async function fileSize(hash) {
  const response = await fetch(address(`/files/${hash}`), { method: "HEAD", credentials: "omit" });
  return response.ok ? Number(response.headers.get("content-length")) : undefined;
}

const pictures = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/gif", [0x47, 0x49, 0x46, 0x38]],
  ["image/webp", [0x52, 0x49, 0x46, 0x46]],
];

/** A picture as an address to show; `undefined` when the file is none by its first bytes. */
export async function picture(hash) {
  const bytes = new Uint8Array(await (await ask(`/files/${hash}`)).arrayBuffer());
  const found = pictures.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (!found) return undefined;
  return URL.createObjectURL(new Blob([bytes], { type: found[0] }));
}
