#include "disk.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void stopModel(const char *what) {
    fprintf(stderr, "the disk model cannot go on: %s: %s\n", what, strerror(errno));
    _exit(BROKEN_STATUS);
}

void join(Path into, const char *format, const char *a, const char *b) {
    if (snprintf(into, PATH_LIMIT, format, a, b) >= PATH_LIMIT) stopModel("path too long");
}

const char *beneath(const char *path) {
    if (data == NULL) return NULL;
    size_t length = strlen(data);
    if (strncmp(path, data, length) != 0) return NULL;
    if (path[length] == '\0') return "";
    return path[length] == '/' ? path + length + 1 : NULL;
}

const char *beneathOpen(int file, Path buffer) {
    if (data == NULL) return NULL;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, buffer, PATH_LIMIT - 1);
    if (length < 0) return NULL;
    buffer[length] = '\0';
    return beneath(buffer);
}

int endsWith(const char *text, const char *end) {
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}
