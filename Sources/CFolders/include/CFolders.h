#include <stdint.h>

/// Makes each of two names lead to what the other did, in one step.
///
/// Returns 0, or -1 with `errno`: `EINVAL` or `ENOSYS` where the file system or the kernel cannot.
int workshop_exchange(const char *one, const char *other);

/// Writes this part of a file to the disk and waits for that, but not for what leads to it.
/// Where the kernel cannot do that, all of the file is synced.
///
/// Returns 0, or -1 with `errno`.
int workshop_write_out(int file, int64_t offset, int64_t bytes);

/// Whether nobody else has this file open: 1, or 0 also where that cannot be known.
int workshop_is_alone(int file);
