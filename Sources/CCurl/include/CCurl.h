// libcurl as Swift can call it, loaded when it is first needed: with the thirty libraries it
// brings, loading takes longer than a command takes without it.
#pragma once

// The type checks of curl's header are macros for C callers with constant options.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

// Loads and initialises libcurl. Returns NULL, or what went wrong; that text stays.
// To be called once, before every other function here.
const char *workshop_curl_load(void);

CURL *workshop_curl_easy_init(void);
void workshop_curl_easy_cleanup(CURL *handle);
CURLcode workshop_curl_easy_pause(CURL *handle, int bitmask);
const char *workshop_curl_easy_strerror(CURLcode code);

CURLM *workshop_curl_multi_init(void);
CURLMcode workshop_curl_multi_cleanup(CURLM *multi);
CURLMcode workshop_curl_multi_add_handle(CURLM *multi, CURL *handle);
CURLMcode workshop_curl_multi_remove_handle(CURLM *multi, CURL *handle);
CURLMcode workshop_curl_multi_perform(CURLM *multi, int *running);
CURLMcode workshop_curl_multi_poll(CURLM *multi, int milliseconds);
CURLMcode workshop_curl_multi_wakeup(CURLM *multi);
CURLMsg *workshop_curl_multi_info_read(CURLM *multi, int *waiting);

struct curl_slist *workshop_curl_slist_append(struct curl_slist *list, const char *text);
void workshop_curl_slist_free_all(struct curl_slist *list);

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call: one function for
// each type of argument.

typedef size_t (*workshop_curl_callback)(char *bytes, size_t size, size_t count, void *context);

CURLcode workshop_curl_set_long(CURL *handle, CURLoption option, long value);
CURLcode workshop_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value);
// curl copies the text.
CURLcode workshop_curl_set_text(CURL *handle, CURLoption option, const char *text);
CURLcode workshop_curl_set_pointer(CURL *handle, CURLoption option, void *pointer);
CURLcode workshop_curl_set_callback(CURL *handle, CURLoption option,
                                    workshop_curl_callback callback);
CURLcode workshop_curl_get_long(CURL *handle, CURLINFO info, long *value);
CURLcode workshop_curl_get_pointer(CURL *handle, CURLINFO info, void **value);

// CURLOPT_PROTOCOLS_STR came with 7.85, and the older option is deprecated since.
CURLcode workshop_curl_allow_only_http(CURL *handle);

// Before 7.87, a transfer that is removed waits for its name lookup to end.
void workshop_curl_never_wait_for_resolver(CURL *handle);
