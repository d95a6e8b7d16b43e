#include <libusb.h>
#include <sys/prctl.h>

// `prctl` is variadic, so Swift cannot call it.
static inline void larder_name_this_thread(const char *name) { prctl(PR_SET_NAME, name); }
