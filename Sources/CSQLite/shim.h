#include <sqlite3.h>

// Whether SQLite counts what memory it holds; SQLITE_MISUSE once it has begun. sqlite3_config is variadic, and Swift cannot
// call it.
static inline int larder_sqlite_counts_memory(int counts) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, counts);
}
