// The page at /ui: the files of Sources/WorkshopServer/Page/Web, inside the program.
#ifndef CPAGE_H
#define CPAGE_H

#include <stddef.h>

struct workshop_page {
    const char *name;
    const unsigned char *bytes;
    size_t count;
};

size_t workshop_page_count(void);

/// The index must be below the count.
struct workshop_page workshop_page_file(size_t index);

#endif
