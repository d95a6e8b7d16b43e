#include <linux/stat.h>

/// statx(2); glibc shows it to those alone who ask for all that is GNU's.
extern int statx(int directory, const char *path, int flags, unsigned int mask, struct statx *status);
