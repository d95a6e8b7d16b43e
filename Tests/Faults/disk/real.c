#include "disk.h"

int realFsync(int file) {
    REAL(int, "fsync", int);
    return real(file);
}

int realFdatasync(int file) {
    REAL(int, "fdatasync", int);
    return real(file);
}

ssize_t realPwrite(int file, const void *bytes, size_t count, off_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    return real(file, bytes, count, at);
}

int realTruncate(int file, off_t size) {
    REAL(int, "ftruncate64", int, off_t);
    return real(file, size);
}

int realUnlink(const char *path) {
    REAL(int, "unlink", const char *);
    return real(path);
}
