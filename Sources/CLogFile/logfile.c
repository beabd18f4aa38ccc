#include "CLogFile.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

// SQLite's own VFS for Unix writes at most 128 KiB less a byte at once. Twenty-nine frames of the
// usual 4 KiB pages; larger ones go past the buffer when they do not fit.
#define CAPACITY (29 * (4096 + 24))

// The default VFS's file stands directly behind it.
typedef struct LogFile {
    sqlite3_file base;
    char *bytes;  // What waits to be written,
    sqlite3_int64 start;  // to this place in the file.
    int count;
} LogFile;

static sqlite3_vfs *original;

static sqlite3_file *real(sqlite3_file *file) {
    return (sqlite3_file *)((LogFile *)file + 1);
}

// What could not be written is dropped: the commit fails and is rolled back, and the next one
// begins at the same place.
static int flush(sqlite3_file *file) {
    LogFile *log = (LogFile *)file;
    int count = log->count;
    log->count = 0;
    if (count == 0) return SQLITE_OK;
    return real(file)->pMethods->xWrite(real(file), log->bytes, count, log->start);
}

static int writeLater(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 place) {
    LogFile *log = (LogFile *)file;
    if (place != log->start + log->count || log->count + count > CAPACITY) {
        int code = flush(file);
        if (code != SQLITE_OK) return code;
        if (count > CAPACITY) return real(file)->pMethods->xWrite(real(file), bytes, count, place);
        log->start = place;
    }
    memcpy(log->bytes + log->count, bytes, count);
    log->count += count;
    return SQLITE_OK;
}

static int readWhole(sqlite3_file *file, void *bytes, int count, sqlite3_int64 place) {
    int code = flush(file);
    return code != SQLITE_OK ? code
                             : real(file)->pMethods->xRead(real(file), bytes, count, place);
}

static int sync(sqlite3_file *file, int flags) {
    int code = flush(file);
    return code != SQLITE_OK ? code : real(file)->pMethods->xSync(real(file), flags);
}

static int truncate(sqlite3_file *file, sqlite3_int64 size) {
    int code = flush(file);
    return code != SQLITE_OK ? code : real(file)->pMethods->xTruncate(real(file), size);
}

static int fileSize(sqlite3_file *file, sqlite3_int64 *size) {
    int code = flush(file);
    return code != SQLITE_OK ? code : real(file)->pMethods->xFileSize(real(file), size);
}

static int closeFile(sqlite3_file *file) {
    int written = flush(file);
    int closed = real(file)->pMethods->xClose(real(file));
    free(((LogFile *)file)->bytes);
    return written != SQLITE_OK ? written : closed;
}

static int lock(sqlite3_file *file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}

static int unlock(sqlite3_file *file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}

static int checkReservedLock(sqlite3_file *file, int *result) {
    return real(file)->pMethods->xCheckReservedLock(real(file), result);
}

static int fileControl(sqlite3_file *file, int operation, void *argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

static int sectorSize(sqlite3_file *file) {
    return real(file)->pMethods->xSectorSize(real(file));
}

static int characteristics(sqlite3_file *file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

// Version 1: the log is neither shared nor mapped, the database is.
static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = closeFile,
    .xRead = readWhole,
    .xWrite = writeLater,
    .xTruncate = truncate,
    .xSync = sync,
    .xFileSize = fileSize,
    .xLock = lock,
    .xUnlock = unlock,
    .xCheckReservedLock = checkReservedLock,
    .xFileControl = fileControl,
    .xSectorSize = sectorSize,
    .xDeviceCharacteristics = characteristics,
};

// Every other file is the default VFS's, without anything in between.
static int openFile(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *opened) {
    (void)vfs;
    if (!(flags & SQLITE_OPEN_WAL)) return original->xOpen(original, name, file, flags, opened);
    LogFile *log = (LogFile *)file;
    memset(log, 0, sizeof *log);
    log->bytes = malloc(CAPACITY);
    if (!log->bytes) return SQLITE_NOMEM;
    int code = original->xOpen(original, name, real(file), flags, opened);
    if (code != SQLITE_OK) {
        // SQLite closes what has methods even when it could not be opened.
        if (real(file)->pMethods) real(file)->pMethods->xClose(real(file));
        free(log->bytes);
        return code;
    }
    log->base.pMethods = &methods;
    return SQLITE_OK;
}

static sqlite3_vfs vfs;
static const char *registered;

static void registerOnce(void) {
    if (sqlite3_initialize() != SQLITE_OK) return;
    original = sqlite3_vfs_find(NULL);
    if (!original) return;
    vfs = *original;
    vfs.pNext = NULL;
    vfs.zName = "workshop";
    vfs.szOsFile = original->szOsFile + (int)sizeof(LogFile);
    vfs.xOpen = openFile;
    if (sqlite3_vfs_register(&vfs, 0) == SQLITE_OK) registered = vfs.zName;
}

const char *workshop_log_vfs(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, registerOnce);
    return registered;
}
