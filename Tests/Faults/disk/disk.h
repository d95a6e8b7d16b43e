// A disk that loses power, fills up or fails, for one program: preload it, and every file under
// POWERCUT_DATA also has a durable self under POWERCUT_DISK, which is what a real disk would hold
// after the mains went.
//
//   POWERCUT_DISK/tree     the durable names; after a cut this is the data directory
//   POWERCUT_DISK/inodes   the durable bytes of each living file, by inode number; the names in
//                          `tree` are hard links to these
//
// Bytes become durable by fsync or fdatasync of their file (or by a write to one opened O_DSYNC),
// names by fsync of their directory, and by nothing else: create, rename and unlink alone are lost.
// That is what POSIX promises, and less than most file systems give. sync() and syncfs() are
// treated as if they did nothing. Whole files are copied at each sync, so stores through mmap
// count as writes.
//
//   POWERCUT_AT=sync:N     cut when the N-th sync begins: it takes no effect
//              =synced:N   cut when the N-th sync ends: it took effect and nobody was told
//              =write:N    cut after the N-th write
//   POWERCUT_WAL=normal    SQLite's synchronous=NORMAL: a sync of a -wal file waits until the
//                          database beside it is about to be written, which is a checkpoint
//   POWERCUT_CONTROL       a directory; what happens hangs on the files that are in it:
//       cut                the next write or sync is the moment of the cut
//       full               no file can grow, but for room that deleting or shrinking others makes
//       read-only          every write ends in EROFS
//       sync-fails         every sync ends in EIO and makes nothing durable
//
// A cut ends the program at once with status 99.

#ifndef DISK_H
#define DISK_H

#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <stddef.h>
#include <sys/types.h>

enum { CUT_STATUS = 99, BROKEN_STATUS = 98, PATH_LIMIT = 2 * PATH_MAX };

typedef char Path[PATH_LIMIT];

// The next definition of a function behind ours: the C library's own.
#define REAL(type, name, ...)                                                                      \
    static type (*real)(__VA_ARGS__);                                                              \
    if (real == NULL) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

// settings.c: what the environment says. `data` and `disk` are NULL where nothing is modelled.
extern const char *data, *disk;
extern int walIsNormal;
int isRaised(const char *flag);
int isCutAt(const char *moment, long count);

// paths.c: which file is meant. `beneath` is NULL for what lies outside the data directory.
void join(Path into, const char *format, const char *a, const char *b);
const char *beneath(const char *path);
const char *beneathOpen(int file, Path buffer);
int endsWith(const char *text, const char *end);
void stopModel(const char *what);

// durable.c: what outlives a cut. All want the lock that calls.c holds.
void keep(int file, const char *relative);
void keepWaitingLog(const char *relative);
void shadowPath(Path into, ino_t inode);

// real.c: the C library's own calls, for the model itself.
int realFsync(int file);
int realFdatasync(int file);
ssize_t realPwrite(int file, const void *bytes, size_t count, off_t at);
int realTruncate(int file, off_t size);
int realUnlink(const char *path);

#endif
