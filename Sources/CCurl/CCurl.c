#define _GNU_SOURCE
#include "CCurl.h"

#include <dlfcn.h>
#include <stddef.h>

// Every function that is used, by its name in libcurl without the prefix.
#define EACH_FUNCTION(FUNCTION) \
    FUNCTION(global_init) \
    FUNCTION(easy_init) \
    FUNCTION(easy_cleanup) \
    FUNCTION(easy_pause) \
    FUNCTION(easy_strerror) \
    FUNCTION(easy_setopt) \
    FUNCTION(easy_getinfo) \
    FUNCTION(multi_init) \
    FUNCTION(multi_cleanup) \
    FUNCTION(multi_add_handle) \
    FUNCTION(multi_remove_handle) \
    FUNCTION(multi_perform) \
    FUNCTION(multi_poll) \
    FUNCTION(multi_wakeup) \
    FUNCTION(multi_info_read) \
    FUNCTION(slist_append) \
    FUNCTION(slist_free_all)

// Written once, by workshop_curl_load, before anything reads it.
static struct {
#define MEMBER(name) __typeof__(&curl_##name) name;
    EACH_FUNCTION(MEMBER)
#undef MEMBER
} curl;

const char *workshop_curl_load(void) {
    // Debian has it in two builds that differ in their TLS library alone.
    static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};
    void *library = NULL;
    for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++)
        library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
    if (!library) return "libcurl.so.4 is not there, and TLS and proxies need it";
#define FIND(name) \
    curl.name = (__typeof__(curl.name))dlsym(library, "curl_" #name); \
    if (!curl.name) return "libcurl is too old: curl_" #name " is missing";
    EACH_FUNCTION(FIND)
#undef FIND
    if (curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return "libcurl cannot be initialised";
    return NULL;
}

CURL *workshop_curl_easy_init(void) { return curl.easy_init(); }

void workshop_curl_easy_cleanup(CURL *handle) { curl.easy_cleanup(handle); }

CURLcode workshop_curl_easy_pause(CURL *handle, int bitmask) {
    return curl.easy_pause(handle, bitmask);
}

const char *workshop_curl_easy_strerror(CURLcode code) { return curl.easy_strerror(code); }

CURLM *workshop_curl_multi_init(void) { return curl.multi_init(); }

CURLMcode workshop_curl_multi_cleanup(CURLM *multi) { return curl.multi_cleanup(multi); }

CURLMcode workshop_curl_multi_add_handle(CURLM *multi, CURL *handle) {
    return curl.multi_add_handle(multi, handle);
}

CURLMcode workshop_curl_multi_remove_handle(CURLM *multi, CURL *handle) {
    return curl.multi_remove_handle(multi, handle);
}

CURLMcode workshop_curl_multi_perform(CURLM *multi, int *running) {
    return curl.multi_perform(multi, running);
}

CURLMcode workshop_curl_multi_poll(CURLM *multi, int milliseconds) {
    return curl.multi_poll(multi, NULL, 0, milliseconds, NULL);
}

CURLMcode workshop_curl_multi_wakeup(CURLM *multi) { return curl.multi_wakeup(multi); }

CURLMsg *workshop_curl_multi_info_read(CURLM *multi, int *waiting) {
    return curl.multi_info_read(multi, waiting);
}

struct curl_slist *workshop_curl_slist_append(struct curl_slist *list, const char *text) {
    return curl.slist_append(list, text);
}

void workshop_curl_slist_free_all(struct curl_slist *list) { curl.slist_free_all(list); }

CURLcode workshop_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl.easy_setopt(handle, option, value);
}

CURLcode workshop_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl.easy_setopt(handle, option, value);
}

CURLcode workshop_curl_set_text(CURL *handle, CURLoption option, const char *text) {
    return curl.easy_setopt(handle, option, text);
}

CURLcode workshop_curl_set_pointer(CURL *handle, CURLoption option, void *pointer) {
    return curl.easy_setopt(handle, option, pointer);
}

CURLcode workshop_curl_set_callback(CURL *handle, CURLoption option,
                                    workshop_curl_callback callback) {
    return curl.easy_setopt(handle, option, callback);
}

CURLcode workshop_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl.easy_getinfo(handle, info, value);
}

CURLcode workshop_curl_get_pointer(CURL *handle, CURLINFO info, void **value) {
    return curl.easy_getinfo(handle, info, value);
}

CURLcode workshop_curl_allow_only_http(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl.easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    return curl.easy_setopt(handle, CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
}

void workshop_curl_never_wait_for_resolver(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075700
    curl.easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
#else
    (void)handle;
#endif
}
