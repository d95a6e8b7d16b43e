// Every call that a modelled program makes and that a disk could see comes through here.

#include "disk.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

// The library is built with everything hidden but these, lest a name of ours meet one of theirs.
#pragma GCC visibility push(default)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long syncs, writes;
// Bytes that were deleted since the disk was full.
static off_t room;

// Ends the program where this is the moment; with the lock held no copy is half done.
static void cutIfDue(const char *moment, long count) {
    if (isCutAt(moment, count)) _exit(CUT_STATUS);
}

// MARK: Syncs

static int syncFile(int file, int (*realSync)(int)) {
    Path buffer;
    const char *relative = beneathOpen(file, buffer);
    if (relative == NULL) return realSync(file);
    pthread_mutex_lock(&lock);
    syncs += 1;
    cutIfDue("sync", syncs);
    int fails = isRaised("sync-fails");
    if (!fails) keep(file, relative);
    cutIfDue("synced", syncs);
    pthread_mutex_unlock(&lock);
    if (!fails) return 0;
    errno = EIO;
    return -1;
}

int fsync(int file) { return syncFile(file, realFsync); }

int fdatasync(int file) { return syncFile(file, realFdatasync); }

// MARK: Writes

static int hasRoom(int file, off_t end) {
    struct stat status;
    if (fstat(file, &status) != 0 || end <= status.st_size) return 1;
    if (!isRaised("full")) return 1;
    off_t growth = end - status.st_size;
    if (room < growth) return 0;
    room -= growth;
    return 1;
}

// Takes the lock, and keeps it where the write may go on.
static int beginWrite(int file, const char *relative, off_t end) {
    pthread_mutex_lock(&lock);
    int isReadOnly = isRaised("read-only");
    if (!isReadOnly && hasRoom(file, end)) {
        keepWaitingLog(relative);
        return 1;
    }
    pthread_mutex_unlock(&lock);
    errno = isReadOnly ? EROFS : ENOSPC;
    return 0;
}

static void endWrite(int file, const char *relative) {
    int status = errno;
    if ((fcntl(file, F_GETFL) & O_DSYNC) != 0) keep(file, relative);
    writes += 1;
    cutIfDue("write", writes);
    pthread_mutex_unlock(&lock);
    errno = status;
}

// Where a write that names no position would end.
static off_t endOfWrite(int file, size_t count) {
    int appends = (fcntl(file, F_GETFL) & O_APPEND) != 0;
    return lseek(file, 0, appends ? SEEK_END : SEEK_CUR) + (off_t)count;
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    Path buffer;
    const char *relative = beneathOpen(file, buffer);
    if (relative == NULL) return realPwrite(file, bytes, count, at);
    if (!beginWrite(file, relative, at + (off_t)count)) return -1;
    ssize_t result = realPwrite(file, bytes, count, at);
    endWrite(file, relative);
    return result;
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
    return pwrite64(file, bytes, count, at);
}

ssize_t write(int file, const void *bytes, size_t count) {
    REAL(ssize_t, "write", int, const void *, size_t);
    Path buffer;
    const char *relative = beneathOpen(file, buffer);
    if (relative == NULL) return real(file, bytes, count);
    if (!beginWrite(file, relative, endOfWrite(file, count))) return -1;
    ssize_t result = real(file, bytes, count);
    endWrite(file, relative);
    return result;
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    Path buffer;
    const char *relative = beneathOpen(file, buffer);
    if (relative == NULL) return real(file, parts, count);
    size_t total = 0;
    for (int part = 0; part < count; part += 1) total += parts[part].iov_len;
    if (!beginWrite(file, relative, endOfWrite(file, total))) return -1;
    ssize_t result = real(file, parts, count);
    endWrite(file, relative);
    return result;
}

// MARK: Sizes

int ftruncate64(int file, off64_t size) {
    Path buffer;
    const char *relative = beneathOpen(file, buffer);
    if (relative == NULL) return realTruncate(file, size);
    struct stat status;
    if (fstat(file, &status) != 0 || !beginWrite(file, relative, size)) return -1;
    int result = realTruncate(file, size);
    if (size < status.st_size && isRaised("full")) room += status.st_size - size;
    endWrite(file, relative);
    return result;
}

int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

int fallocate64(int file, int mode, off64_t at, off64_t count) {
    REAL(int, "fallocate64", int, int, off64_t, off64_t);
    Path buffer;
    const char *relative = beneathOpen(file, buffer);
    if (relative == NULL) return real(file, mode, at, count);
    if (!beginWrite(file, relative, at + count)) return -1;
    int result = real(file, mode, at, count);
    endWrite(file, relative);
    return result;
}

int fallocate(int file, int mode, off_t at, off_t count) {
    return fallocate64(file, mode, at, count);
}

int posix_fallocate64(int file, off64_t at, off64_t count) {
    return fallocate64(file, 0, at, count) == 0 ? 0 : errno;
}

int posix_fallocate(int file, off_t at, off_t count) { return posix_fallocate64(file, at, count); }

// MARK: Names

// A file whose last name goes: its room is free, and its inode number may soon mean another file.
// The durable names in `tree` keep its bytes until their directory is synced.
static void forgetFile(const char *path) {
    struct stat status;
    Path whole;
    if (data == NULL || realpath(path, whole) == NULL || beneath(whole) == NULL) return;
    if (lstat(whole, &status) != 0 || !S_ISREG(status.st_mode) || status.st_nlink != 1) return;
    Path shadow;
    shadowPath(shadow, status.st_ino);
    pthread_mutex_lock(&lock);
    realUnlink(shadow);
    if (isRaised("full")) room += status.st_size;
    pthread_mutex_unlock(&lock);
}

int unlink(const char *path) {
    forgetFile(path);
    return realUnlink(path);
}

int remove(const char *path) {
    REAL(int, "remove", const char *);
    forgetFile(path);
    return real(path);
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    forgetFile(to);
    return real(from, to);
}
