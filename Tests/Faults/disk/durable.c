#include "disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// A log whose sync synchronous=NORMAL would have left out, "" where there is none.
static Path waitingLog;

void shadowPath(Path into, ino_t inode) {
    char number[32];
    snprintf(number, sizeof number, "%lu", (unsigned long)inode);
    join(into, "%s/inodes/%s", disk, number);
}

// MARK: Bytes

static void copyBytes(int from, const char *to) {
    static char block[1 << 16];
    int shadow = open(to, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (shadow < 0) stopModel(to);
    off_t at = 0;
    for (ssize_t count; (count = pread(from, block, sizeof block, at)) > 0; at += count) {
        if (realPwrite(shadow, block, (size_t)count, at) != count) stopModel(to);
    }
    if (realTruncate(shadow, at) != 0) stopModel(to);
    close(shadow);
}

static void keepBytes(const char *path) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0) stopModel(path);
    Path shadow;
    shadowPath(shadow, status.st_ino);
    copyBytes(file, shadow);
    close(file);
}

void keepWaitingLog(const char *relative) {
    const char *log = beneath(waitingLog);
    if (log == NULL) return;
    size_t length = strlen(relative);
    if (strncmp(log, relative, length) != 0 || strcmp(log + length, "-wal") != 0) return;
    if (access(waitingLog, F_OK) == 0) keepBytes(waitingLog);
    waitingLog[0] = '\0';
}

// MARK: Names

// Gives one durable name to the file that bears it now; what was never synced is empty.
static void keepName(const char *live, const char *durable) {
    struct stat status, old;
    if (lstat(live, &status) != 0) return;
    if (S_ISDIR(status.st_mode)) mkdir(durable, 0700);
    if (!S_ISREG(status.st_mode)) return;
    Path shadow;
    shadowPath(shadow, status.st_ino);
    int made = open(shadow, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (made < 0 || fstat(made, &status) != 0) stopModel(shadow);
    close(made);
    if (stat(durable, &old) == 0 && old.st_ino == status.st_ino) return;
    realUnlink(durable);
    if (link(shadow, durable) != 0) stopModel(durable);
}

static void dropName(const char *durable, const char *live) {
    struct stat status;
    if (lstat(live, &status) == 0) return;
    if (realUnlink(durable) != 0) rmdir(durable);
}

static void eachName(const char *in, const char *beside, void (*visit)(const char *, const char *)) {
    DIR *names = opendir(in);
    if (names == NULL) return;
    for (struct dirent *entry; (entry = readdir(names)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        Path here, there;
        join(here, "%s/%s", in, entry->d_name);
        join(there, "%s/%s", beside, entry->d_name);
        visit(here, there);
    }
    closedir(names);
}

static void keepNames(const char *relative) {
    Path live, durable;
    join(live, "%s/%s", data, relative);
    join(durable, "%s/tree/%s", disk, relative);
    eachName(live, durable, keepName);
    eachName(durable, live, dropName);
}

void keep(int file, const char *relative) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    struct stat status;
    if (fstat(file, &status) != 0) stopModel(path);
    if (status.st_nlink == 0) return;
    if (S_ISDIR(status.st_mode)) {
        keepNames(relative);
    } else if (walIsNormal && endsWith(relative, "-wal")) {
        join(waitingLog, "%s/%s", data, relative);
    } else if (S_ISREG(status.st_mode)) {
        keepBytes(path);
    }
}
