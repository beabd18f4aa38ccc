// #embed makes the compiler read the bytes by itself, so that they cost next to nothing to
// compile. A file that is new in the folder gets its two lines here; a test says so.
#pragma clang diagnostic ignored "-Wc23-extensions"
#include "CPage.h"

static const unsigned char agents_js[] = {
#embed "../WorkshopServer/Page/Web/agents.js"
};
static const unsigned char api_js[] = {
#embed "../WorkshopServer/Page/Web/api.js"
};
static const unsigned char board_js[] = {
#embed "../WorkshopServer/Page/Web/board.js"
};
static const unsigned char compose_js[] = {
#embed "../WorkshopServer/Page/Web/compose.js"
};
static const unsigned char detail_js[] = {
#embed "../WorkshopServer/Page/Web/detail.js"
};
static const unsigned char dom_js[] = {
#embed "../WorkshopServer/Page/Web/dom.js"
};
static const unsigned char feed_js[] = {
#embed "../WorkshopServer/Page/Web/feed.js"
};
static const unsigned char history_js[] = {
#embed "../WorkshopServer/Page/Web/history.js"
};
static const unsigned char icon_svg[] = {
#embed "../WorkshopServer/Page/Web/icon.svg"
};
static const unsigned char index_html[] = {
#embed "../WorkshopServer/Page/Web/index.html"
};
static const unsigned char json_js[] = {
#embed "../WorkshopServer/Page/Web/json.js"
};
static const unsigned char keyboard_js[] = {
#embed "../WorkshopServer/Page/Web/keyboard.js"
};
static const unsigned char main_js[] = {
#embed "../WorkshopServer/Page/Web/main.js"
};
static const unsigned char messages_js[] = {
#embed "../WorkshopServer/Page/Web/messages.js"
};
static const unsigned char place_js[] = {
#embed "../WorkshopServer/Page/Web/place.js"
};
static const unsigned char sidebar_js[] = {
#embed "../WorkshopServer/Page/Web/sidebar.js"
};
static const unsigned char signature_js[] = {
#embed "../WorkshopServer/Page/Web/signature.js"
};
static const unsigned char stream_js[] = {
#embed "../WorkshopServer/Page/Web/stream.js"
};
static const unsigned char style_css[] = {
#embed "../WorkshopServer/Page/Web/style.css"
};
static const unsigned char task_form_js[] = {
#embed "../WorkshopServer/Page/Web/task-form.js"
};
static const unsigned char task_panel_js[] = {
#embed "../WorkshopServer/Page/Web/task-panel.js"
};
static const unsigned char time_js[] = {
#embed "../WorkshopServer/Page/Web/time.js"
};
static const unsigned char wire_worker_js[] = {
#embed "../WorkshopServer/Page/Web/wire-worker.js"
};
static const unsigned char wire_js[] = {
#embed "../WorkshopServer/Page/Web/wire.js"
};

static const struct workshop_page files[] = {
    {"agents.js", agents_js, sizeof agents_js},
    {"api.js", api_js, sizeof api_js},
    {"board.js", board_js, sizeof board_js},
    {"compose.js", compose_js, sizeof compose_js},
    {"detail.js", detail_js, sizeof detail_js},
    {"dom.js", dom_js, sizeof dom_js},
    {"feed.js", feed_js, sizeof feed_js},
    {"history.js", history_js, sizeof history_js},
    {"icon.svg", icon_svg, sizeof icon_svg},
    {"index.html", index_html, sizeof index_html},
    {"json.js", json_js, sizeof json_js},
    {"keyboard.js", keyboard_js, sizeof keyboard_js},
    {"main.js", main_js, sizeof main_js},
    {"messages.js", messages_js, sizeof messages_js},
    {"place.js", place_js, sizeof place_js},
    {"sidebar.js", sidebar_js, sizeof sidebar_js},
    {"signature.js", signature_js, sizeof signature_js},
    {"stream.js", stream_js, sizeof stream_js},
    {"style.css", style_css, sizeof style_css},
    {"task-form.js", task_form_js, sizeof task_form_js},
    {"task-panel.js", task_panel_js, sizeof task_panel_js},
    {"time.js", time_js, sizeof time_js},
    {"wire-worker.js", wire_worker_js, sizeof wire_worker_js},
    {"wire.js", wire_js, sizeof wire_js},
};

size_t workshop_page_count(void) { return sizeof files / sizeof files[0]; }

struct workshop_page workshop_page_file(size_t index) { return files[index]; }
