// A write-ahead log that is written with few system calls.
#pragma once

// The name of a VFS that is SQLite's default one, but for the write-ahead log: what SQLite writes
// to that in pieces, two for each page, goes to the file in one piece when it is synced.
//
// Only for connections with `synchronous=FULL`, which sync the log at the end of every commit and
// before others are told of it. With less, others would look for frames that are not in the file
// yet.
//
// Registers it on the first call. Returns NULL when there is no memory, or no default VFS.
//
// Sources: https://sqlite.org/vfs.html and https://sqlite.org/c3ref/io_methods.html.
const char *workshop_log_vfs(void);
