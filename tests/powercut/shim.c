/* Preloaded into a program: writes down all that it does to the files below a folder.

   POWERCUT_ROOT names the folder, POWERCUT_LOG the file of the record. What copies inside the
   kernel is refused, so that callers fall back to plain writes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int record_fd = -2;
static char root[4096];

struct head {
    char op;
    uint16_t path, other;
    int64_t offset, size;
} __attribute__((packed));

static void begin(void) {
    const char *log = getenv("POWERCUT_LOG"), *below = getenv("POWERCUT_ROOT");
    record_fd = -1;
    if (!log || !below || !realpath(below, root)) return;
    record_fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_below(const char *path) { return strncmp(path, root, strlen(root)) == 0; }

static void note(char op, const char *path, const char *other, int64_t offset, const void *data, int64_t size) {
    pthread_mutex_lock(&lock);
    if (record_fd == -2) begin();
    if (record_fd >= 0 && is_below(path)) {
        struct head head = {op, (uint16_t)strlen(path), (uint16_t)strlen(other), offset, size};
        struct iovec parts[4] = {
            {&head, sizeof head}, {(void *)path, head.path}, {(void *)other, head.other},
            {(void *)data, data ? (size_t)size : 0}};
        size_t wanted = sizeof head + head.path + head.other + parts[3].iov_len;
        if ((size_t)syscall(SYS_writev, record_fd, parts, 4) != wanted) abort();
    }
    pthread_mutex_unlock(&lock);
}

static int name_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, 4095);
    if (length <= 0) return 0;
    path[length] = 0;
    char *gone = strstr(path, " (deleted)");
    return path[0] == '/' && !gone;
}

static void whole(int folder, const char *name, char *path) {
    if (name[0] == '/') {
        snprintf(path, 4096, "%s", name);
        return;
    }
    char before[4096];
    if (folder == AT_FDCWD ? !getcwd(before, sizeof before) : !name_of(folder, before)) before[0] = 0;
    snprintf(path, 4096, "%.2000s/%.2000s", before, name);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
    ssize_t done = syscall(SYS_pwrite64, fd, data, size, offset);
    char path[4096];
    if (done > 0 && name_of(fd, path)) note('w', path, "", offset, data, done);
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return pwrite64(fd, data, size, offset); }

ssize_t write(int fd, const void *data, size_t size) {
    ssize_t done = syscall(SYS_write, fd, data, size);
    char path[4096];
    if (done > 0 && fd > 2 && name_of(fd, path)) {
        off_t end = (off_t)syscall(SYS_lseek, fd, 0, SEEK_CUR);
        if (end >= done) note('w', path, "", end - done, data, done);
    }
    return done;
}

static int cut(int fd, int64_t size) {
    int answer = (int)syscall(SYS_ftruncate, fd, size);
    char path[4096];
    if (answer == 0 && name_of(fd, path)) note('t', path, "", size, 0, 0);
    return answer;
}
int ftruncate64(int fd, off64_t size) { return cut(fd, size); }
int ftruncate(int fd, off_t size) { return cut(fd, size); }

static int sync_of(int fd, long number) {
    int answer = (int)syscall(number, fd);
    char path[4096];
    if (answer == 0 && name_of(fd, path)) note('s', path, "", 0, 0, 0);
    return answer;
}
int fsync(int fd) { return sync_of(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_of(fd, SYS_fdatasync); }

static int rename_of(int from, const char *old, int to, const char *new) {
    char path[4096], other[4096];
    whole(from, old, path);
    whole(to, new, other);
    int answer = (int)syscall(SYS_renameat, from, old, to, new);
    if (answer == 0) note('r', path, other, 0, 0, 0);
    return answer;
}
int rename(const char *old, const char *new) { return rename_of(AT_FDCWD, old, AT_FDCWD, new); }
int renameat(int from, const char *old, int to, const char *new) { return rename_of(from, old, to, new); }

static int unlink_of(int folder, const char *name, int flags) {
    char path[4096];
    whole(folder, name, path);
    int answer = (int)syscall(SYS_unlinkat, folder, name, flags);
    if (answer == 0) note(flags & AT_REMOVEDIR ? 'd' : 'u', path, "", 0, 0, 0);
    return answer;
}
int unlink(const char *name) { return unlink_of(AT_FDCWD, name, 0); }
int unlinkat(int folder, const char *name, int flags) { return unlink_of(folder, name, flags); }
int rmdir(const char *name) { return unlink_of(AT_FDCWD, name, AT_REMOVEDIR); }

static int mkdir_of(int folder, const char *name, mode_t mode) {
    char path[4096];
    whole(folder, name, path);
    int answer = (int)syscall(SYS_mkdirat, folder, name, mode);
    if (answer == 0) note('m', path, "", 0, 0, 0);
    return answer;
}
int mkdir(const char *name, mode_t mode) { return mkdir_of(AT_FDCWD, name, mode); }
int mkdirat(int folder, const char *name, mode_t mode) { return mkdir_of(folder, name, mode); }

static int open_of(int folder, const char *name, int flags, mode_t mode) {
    char path[4096];
    int was = (int)syscall(SYS_faccessat, folder, name, F_OK);
    int fd = (int)syscall(SYS_openat, folder, name, flags, mode);
    if (fd >= 0 && flags & (O_CREAT | O_TRUNC)) {
        whole(folder, name, path);
        if (was != 0 && flags & O_CREAT) note('c', path, "", 0, 0, 0);
        else if (flags & O_TRUNC) note('t', path, "", 0, 0, 0);
    }
    return fd;
}
#define MODE(flags) mode_t mode = 0; if ((flags) & O_CREAT) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }
int open(const char *name, int flags, ...) { MODE(flags) return open_of(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE(flags) return open_of(AT_FDCWD, name, flags | O_LARGEFILE, mode); }
int openat(int folder, const char *name, int flags, ...) { MODE(flags) return open_of(folder, name, flags, mode); }
int openat64(int folder, const char *name, int flags, ...) { MODE(flags) return open_of(folder, name, flags | O_LARGEFILE, mode); }

ssize_t sendfile(int out, int in, off_t *at, size_t size) { (void)out, (void)in, (void)at, (void)size; errno = ENOTSOCK; return -1; }
ssize_t sendfile64(int out, int in, off64_t *at, size_t size) { (void)out, (void)in, (void)at, (void)size; errno = ENOTSOCK; return -1; }
ssize_t copy_file_range(int in, off64_t *a, int out, off64_t *b, size_t size, unsigned flags) { (void)in, (void)a, (void)out, (void)b, (void)size, (void)flags; errno = ENOSYS; return -1; }

#define CLONE_FILE 0x40049409
int ioctl(int fd, unsigned long wish, ...) {
    va_list rest;
    va_start(rest, wish);
    void *what = va_arg(rest, void *);
    va_end(rest);
    if (wish == CLONE_FILE) {
        errno = EOPNOTSUPP;
        return -1;
    }
    return (int)syscall(SYS_ioctl, fd, wish, what);
}
