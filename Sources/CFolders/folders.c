#define _GNU_SOURCE
#include "CFolders.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int workshop_write_out(int file, int64_t offset, int64_t bytes) {
    int done = sync_file_range(file, offset, bytes,
                               SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE |
                                   SYNC_FILE_RANGE_WAIT_AFTER);
    return done != 0 && errno == ENOSYS ? fdatasync(file) : done;
}

int workshop_is_alone(int file) {
    if (fcntl(file, F_SETLEASE, F_WRLCK) != 0) return 0;
    fcntl(file, F_SETLEASE, F_UNLCK);
    return 1;
}

int workshop_exchange(const char *one, const char *other) {
    return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
}
