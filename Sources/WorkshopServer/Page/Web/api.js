// The server's endpoints. Addresses are relative to the page, so that it works behind any prefix.

const base = new URL("..", import.meta.url);
/** Milliseconds that an answer may take to begin, and then to end. */
const patience = { begin: 10000, end: 60000 };

export const address = (path) => new URL(path.replace(/^\//, ""), base).href;

/** What the server, or the way to it, has against a request. */
export class Refusal extends Error {
  constructor(message, status) {
    super(message);
    /** 0: no answer came. */
    this.status = status;
  }
}

/** Asks, and reads the answer; one that does not come in time is as good as none. */
async function ask(path, read, options = {}) {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), patience.begin);
  try {
    const response = await fetch(address(path), {
      credentials: "omit", cache: "no-store", signal: abort.signal, ...options,
    });
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), patience.end);
    if (!response.ok) throw await refusal(response);
    return await read(response);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(abort.signal.aborted
      ? "the server does not answer in time" : "the server cannot be reached", 0);
  } finally {
    clearTimeout(timer);
  }
}

async function refusal(response) {
  try {
    const { error } = await response.json();
    if (error) return new Refusal(error, response.status);
  } catch {
    // What is no JSON comes from something between.
  }
  return new Refusal(`the server answered ${response.status}`, response.status);
}

export const getText = (path) => ask(path, (response) => response.text());

export const getJSON = (path) => ask(path, (response) => response.json());

/** A random key, also where the page is not served over TLS. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Sends JSON, given as text. A lost answer is asked for again under the same key, so that nothing
 * is done twice; for as long as an answer may take, whatever the number of attempts.
 */
export async function post(path, body, key = newKey()) {
  const options = {
    method: "POST", body,
    headers: { "Content-Type": "application/json", "Idempotency-Key": key },
  };
  const until = Date.now() + patience.begin;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask(
        path, (response) => response.status === 204 ? undefined : response.json(), options);
    } catch (error) {
      const maybeLost = error.status === 0 || error.status === 503;
      if (!maybeLost || attempt === 2 || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 300 * (attempt + 1)));
    }
  }
}

/** Uploads a file; `progress` gets the share that is sent, `signal` ends it. */
export function upload(file, progress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address("/files"));
    signal.addEventListener("abort", () => request.abort());
    request.onabort = () => reject(new Refusal("removed", 0));
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

const bytes = async (response) => new Uint8Array(await response.arrayBuffer());

/**
 * A picture as an address to show, which its user revokes; `undefined` when the file is none by
 * its first bytes, which are all that is fetched then.
 */
export async function picture(hash) {
  const first = await ask(`/files/${hash}`, bytes, { headers: { Range: "bytes=0-3" } });
  const found = pictures.find(([, mark]) => mark.every((byte, index) => first[index] === byte));
  if (!found) return undefined;
  const all = await ask(`/files/${hash}`, bytes);
  return URL.createObjectURL(new Blob([all], { type: found[0] }));
}
