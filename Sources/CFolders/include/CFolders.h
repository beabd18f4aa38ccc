/// Makes each of two names lead to what the other did, in one step.
///
/// Returns 0, or -1 with `errno`: `EINVAL` or `ENOSYS` where the file system or the kernel cannot.
int workshop_exchange(const char *one, const char *other);
