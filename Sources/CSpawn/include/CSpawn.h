// What Swift's view of glibc leaves out of starting processes.
#pragma once
#include <sys/types.h>

// A pipe that no other process inherits: ends[0] is read, ends[1] written.
// Returns 0, or an error number.
int workshop_pipe(int ends[2]);

// Starts a program in a process group of its own, of which it is the leader, with these standard
// streams, no other descriptor, no signal held back and SIGPIPE as it is by default.
//
// Returns 0, or the error number of the system, that of the program's start included.
int workshop_spawn(pid_t *child, const char *path, char *const words[], char *const variables[],
                   const int streams[3]);

// Blocks until a child has ended, and leaves it to be reaped: until then nobody else gets its
// number.
void workshop_await_end(pid_t child);
