#include "disk.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *data, *disk;
int walIsNormal;

static const char *control;
static const char *cutMoment = "";
static long cutCount;

__attribute__((constructor)) static void readEnvironment(void) {
    data = getenv("POWERCUT_DATA");
    disk = getenv("POWERCUT_DISK");
    control = getenv("POWERCUT_CONTROL");
    if (data == NULL || disk == NULL) data = disk = NULL;

    const char *wal = getenv("POWERCUT_WAL");
    walIsNormal = wal != NULL && strcmp(wal, "normal") == 0;

    const char *at = getenv("POWERCUT_AT");
    const char *colon = at == NULL ? NULL : strchr(at, ':');
    if (colon == NULL) return;
    cutMoment = at;
    cutCount = atol(colon + 1);
}

int isRaised(const char *flag) {
    if (control == NULL) return 0;
    Path path;
    join(path, "%s/%s", control, flag);
    return access(path, F_OK) == 0;
}

int isCutAt(const char *moment, long count) {
    size_t length = strlen(moment);
    int counted = strncmp(cutMoment, moment, length) == 0 && cutMoment[length] == ':';
    return (counted && count == cutCount) || isRaised("cut");
}
