// Brings the parts together.

import { Agents } from "./agents.js";
import { Board } from "./board.js";
import { Compose } from "./compose.js";
import { MessageDetail } from "./detail.js";
import { byId, setText, settled } from "./dom.js";
import { Feed } from "./feed.js";
import { Keyboard } from "./keyboard.js";
import { Message, Messages } from "./messages.js";
import { Place } from "./place.js";
import { Sidebar } from "./sidebar.js";
import { TaskForm } from "./task-form.js";
import { TaskPanel } from "./task-panel.js";
import { setSkew } from "./time.js";
import { Wire } from "./wire.js";

const messages = new Messages();
const place = new Place();
const compose = new Compose(place);
const feed = new Feed(messages, place);
const sidebar = new Sidebar(messages, place);
const board = new Board(place);
const agents = new Agents(place, board);
const detail = new MessageDetail(messages, place, compose);
const taskPanel = new TaskPanel(place, compose, () => board.reload());
new TaskForm(compose, (id) => {
  board.reload();
  place.go({ task: id });
});
board.onLoad = () => place.view === "agents" && agents.render();
// Who speaks wants to see it said.
compose.onSent = () => feed.follow();

// What comes in

function take(lines) {
  const added = messages.append(lines.map((line) => new Message(JSON.parse(line), line)));
  const isReading = feed.isVisible && feed.following;
  for (const message of added) {
    // What a filter takes away is not waited for either.
    const isSeen = isReading && (place.channel === undefined || place.channel === message.ch);
    if (!isSeen) messages.channel(message.ch).unread += 1;
  }
  feed.append(added);
  if (messages.trim(!feed.following) > 0) feed.trimmed();
  sidebar.draw();
  board.arrived(added);
  detail.arrived(added);
  taskPanel.arrived(added);
  announce(added);
  showUnread();
}

/** A screen reader hears of what comes, but not of every one of many. */
let heard = [];
let announcing;
function announce(added) {
  heard = heard.concat(added.filter((message) => place.shows(message)));
  announcing ??= setTimeout(() => {
    announcing = undefined;
    const [first] = heard;
    const text = heard.length === 1
      ? `${first.from} in ${first.ch}: ${first.summary}` : `${heard.length} new messages`;
    if (heard.length > 0 && place.view === "feed") byId("announcer").textContent = text;
    heard = [];
  }, 2000);
}

function showUnread() {
  const unread = [...messages.channels.values()].reduce((sum, channel) => sum + channel.unread, 0);
  document.title = unread > 0 ? `(${unread}) workshop` : "workshop";
}

function markSeen() {
  if (!feed.isVisible || !feed.following) return;
  let changed = false;
  for (const channel of messages.channels.values()) {
    if (channel.unread === 0) continue;
    if (place.channel !== undefined && place.channel !== channel.name) continue;
    channel.unread = 0;
    changed = true;
  }
  if (!changed) return;
  sidebar.draw();
  showUnread();
}
byId("feed-list").addEventListener("scroll", markSeen, { passive: true });
document.addEventListener("visibilitychange", markSeen);
byId("new-messages").addEventListener("click", () => setTimeout(markSeen, 50));

// The state of the wire

const wireText = {
  connecting: () => "connecting",
  live: () => "live",
  behind: ({ seconds }) => `behind by ${Math.round(seconds)} s`,
};
let countdown;

function showWire(state) {
  clearInterval(countdown);
  const label = byId("wire");
  if (state.state === "gap") {
    return feed.missing(state.gap.first_available
      ? "some messages here are no longer kept" : "the messages up to here were deleted");
  }
  if (state.skew !== undefined) setSkew(state.skew);
  const before = label.dataset.state;
  label.dataset.state = state.state;
  // Who listens hears of the state, not of each second.
  setText(byId("wire-state"), state.state === "waiting" ? "reconnecting" : state.state);
  if (state.state === "live" && before !== "behind" && before !== "live") catchUp();
  if (state.state !== "waiting") return setText(label, wireText[state.state](state));
  const tick = () => setText(
    label, `reconnecting in ${Math.max(0, Math.ceil((state.until - Date.now()) / 1000))} s`);
  tick();
  countdown = setInterval(tick, 500);
}

/** What does not come over the wire is asked for when the server is there again. */
function catchUp() {
  sidebar.load().catch(() => {});
  feed.fillUp();
  if (board.isWanted) board.reload();
  taskPanel.refresh();
}

// Where the page is

let shown = {};
function showPlace() {
  for (const view of ["feed", "tasks", "agents"]) {
    byId(view).hidden = place.view !== view;
    const tab = byId(`view-${view}`);
    if (place.view === view) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  const { filters } = place;
  if (filters !== shown.filters) feed.rebuild();
  if (place.view !== shown.view) {
    if (place.view === "feed") feed.measure();
    else board.load();
    if (place.view === "agents") agents.load();
  }
  const search = byId("search");
  if (document.activeElement !== search) search.value = place.search;
  showOpen();
  shown = { ...shown, filters, view: place.view };
  setTimeout(markSeen, 50);
}

function showOpen() {
  const open = place.view === "feed" ? place.message : place.view === "tasks" ? place.task : undefined;
  const panel = byId("detail");
  const key = open === undefined ? undefined : `${place.view} ${open}`;
  if (key === shown.open) return;
  const hadFocus = panel.contains(document.activeElement);
  panel.hidden = open === undefined;
  document.body.classList.toggle("with-detail", open !== undefined);
  if (place.view === "tasks" && open !== undefined) taskPanel.open(open);
  else taskPanel.close();
  if (place.view === "feed" && open !== undefined) {
    detail.open(open);
    feed.find(open);
  } else detail.id = undefined;
  feed.selected = place.message ?? feed.selected;
  feed.draw();
  board.draw();
  if (open === undefined && hadFocus) {
    (place.view === "feed" ? byId("feed-list") : byId("view-tasks")).focus();
  }
  shown.open = key;
}

place.onChange(showPlace);
for (const view of ["feed", "tasks", "agents"]) {
  byId(`view-${view}`).addEventListener("click", () => place.go({ view }));
}
const look = settled(() => {
  place.go({ search: byId("search").value.trim() });
  // The count goes on changing with what comes; who listens hears it once.
  setText(byId("announcer"), byId("found").textContent);
}, 120);
byId("search").addEventListener("input", look);

// What stays on the screen

const scheme = byId("theme");
function setTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
}
try {
  setTheme(localStorage.getItem("workshop.theme"));
} catch {
  // A browser may keep nothing for a page.
}
scheme.addEventListener("click", () => {
  const isDark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark"
    : !matchMedia("(prefers-color-scheme: light)").matches;
  setTheme(isDark ? "light" : "dark");
  try {
    localStorage.setItem("workshop.theme", isDark ? "light" : "dark");
  } catch {
    // See above.
  }
});
const toggleSidebar = () => {
  const isShown = document.body.classList.toggle("with-sidebar");
  byId("show-sidebar").setAttribute("aria-expanded", String(isShown));
};
byId("show-sidebar").addEventListener("click", toggleSidebar);

// Keys

const cards = () => [...byId("board").querySelectorAll("button")];
function step(amount) {
  if (place.view === "feed") return feed.move(amount);
  if (place.view !== "tasks") return;
  const all = cards();
  const index = all.indexOf(document.activeElement);
  all[Math.min(all.length - 1, Math.max(0, index + amount))]?.focus();
}

const keyboard = new Keyboard([
  ["/", "search what is loaded", () => {
    place.go({ view: "feed" });
    byId("search").focus();
  }],
  ["j", "down", () => step(1)],
  ["k", "up", () => step(-1)],
  ["Enter", "open what is selected", () => {
    feed.openSelected();
    if (!byId("detail").hidden) byId("detail").focus();
  }],
  ["Escape", "close what is open", () => place.go({ message: undefined, task: undefined })],
  ["PageUp", "a window up", () => feed.page(-1)],
  ["PageDown", "a window down", () => feed.page(1)],
  ["End", "the newest message", () => feed.follow()],
  ["o", "load older messages", () => feed.loadOlder()],
  ["r", "answer the open message", () => {
    const open = messages.byID.get(place.message ?? feed.selected);
    if (open) compose.replyTo(open);
  }],
  ["n", "write a message, or a task", () => {
    if (place.view === "tasks") return byId("new-task").click();
    place.go({ view: "feed" });
    byId("compose-body").focus();
  }],
  ["g c", "channels", () => {
    document.body.classList.add("with-sidebar");
    byId("channel-filter").focus();
  }],
  ["g f", "feed", () => place.go({ view: "feed" })],
  ["g t", "tasks", () => place.go({ view: "tasks" })],
  ["g a", "agents", () => place.go({ view: "agents" })],
  ["?", "this list", () => keyboard.help()],
]);
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId({ feed: "feed-list", tasks: "board", agents: "agents-list" }[place.view]).focus();
});

// Begin

async function begin() {
  showPlace();
  let newest;
  for (;;) {
    try {
      newest = await feed.loadNewest();
      break;
    } catch {
      showWire({ state: "waiting", until: Date.now() + 2000 });
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
  feed.rebuild();
  sidebar.render();
  if (place.message) {
    shown.open = undefined;
    showOpen();
  }
  new Wire(take, showWire).run(newest);
}
begin();
