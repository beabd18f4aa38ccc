/* Makes calls on files fail in a program that has this library preloaded, for as long as a rule
   says so. A rule is a file in the folder that FAULTS names:

     sync   fsync and fdatasync fail
     write  write and pwrite fail
     short  write and pwrite write fewer bytes, and say so
     open   opening for writing fails
     name   link and rename fail

   It holds a part of the paths concerned, or with a "$" behind it their end, a space, and the
   error number (for "short": the bytes that are written). Without the file the call is as
   always. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int matches(const char *path, char *part) {
    size_t length = strlen(part), whole = strlen(path);
    if (part[length - 1] != '$') return strstr(path, part) != NULL;
    part[--length] = 0;
    return whole >= length && strcmp(path + whole - length, part) == 0;
}

/* The number of the rule for this call on this path; 0 where there is none. */
static int rule(const char *call, const char *path) {
    const char *folder = getenv("FAULTS");
    if (!folder) return 0;
    char name[512], text[512], part[512];
    snprintf(name, sizeof name, "%s/%s", folder, call);
    int saved = errno;
    /* Not by way of what is replaced below. */
    long file = syscall(SYS_openat, AT_FDCWD, name, O_RDONLY | O_CLOEXEC);
    long count = file < 0 ? -1 : syscall(SYS_read, file, text, sizeof text - 1);
    if (file >= 0) syscall(SYS_close, file);
    errno = saved;
    int number = 0;
    if (count <= 0) return 0;
    text[count] = 0;
    if (sscanf(text, "%511s %d", part, &number) != 2) return 0;
    return matches(path, part) ? number : 0;
}

static int rule_for(const char *call, int descriptor) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    int saved = errno;
    ssize_t count = readlink(link, path, sizeof path - 1);
    errno = saved;
    if (count <= 0) return 0;
    path[count] = 0;
    return rule(call, path);
}

static int fails(int number) {
    if (!number) return 0;
    errno = number;
    return 1;
}

static size_t shortened(size_t count, int descriptor) {
    int most = rule_for("short", descriptor);
    return most && count > (size_t)most ? (size_t)most : count;
}

int fsync(int descriptor) {
    return fails(rule_for("sync", descriptor)) ? -1 : REAL(fsync)(descriptor);
}

int fdatasync(int descriptor) {
    return fails(rule_for("sync", descriptor)) ? -1 : REAL(fdatasync)(descriptor);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    if (fails(rule_for("write", descriptor))) return -1;
    return REAL(write)(descriptor, bytes, shortened(count, descriptor));
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    if (fails(rule_for("write", descriptor))) return -1;
    return REAL(pwrite)(descriptor, bytes, shortened(count, descriptor), offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    if (fails(rule_for("write", descriptor))) return -1;
    return REAL(pwrite64)(descriptor, bytes, shortened(count, descriptor), offset);
}

#define OPEN(name)                                                                     \
    int name(const char *path, int flags, ...) {                                       \
        va_list arguments;                                                             \
        va_start(arguments, flags);                                                    \
        mode_t mode = va_arg(arguments, mode_t);                                       \
        va_end(arguments);                                                             \
        if ((flags & O_ACCMODE) != O_RDONLY && fails(rule("open", path))) return -1;   \
        return REAL(name)(path, flags, mode);                                          \
    }

OPEN(open)
OPEN(open64)

int link(const char *from, const char *to) {
    return fails(rule("name", to)) ? -1 : REAL(link)(from, to);
}

int rename(const char *from, const char *to) {
    return fails(rule("name", to)) ? -1 : REAL(rename)(from, to);
}
