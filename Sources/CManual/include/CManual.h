// The pages under man/, as they are and as text, inside the program.
#pragma once
#include <stddef.h>

struct workshop_manual_page {
    // "workshop-pub"
    const char *name;
    // In the language of mdoc(7).
    const unsigned char *source;
    size_t source_size;
    // What mandoc(1) makes of it on 78 columns.
    const unsigned char *text;
    size_t text_size;
};

// All pages, which live as long as the program.
const struct workshop_manual_page *workshop_manual_pages(size_t *count);
