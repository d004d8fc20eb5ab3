/* A bare timer: sleeps a period at a time, and writes how late each sleep ended. */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static long long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(int count, char **words) {
    long long period = atoll(words[1]), before = now();
    int ticks = atoi(words[2]);
    struct sched_param lowest = {1};
    if (count > 3 && sched_setscheduler(0, SCHED_RR, &lowest) != 0)
        setpriority(PRIO_PROCESS, 0, atoi(words[3]));
    for (int tick = 0; tick < ticks; tick++) {
        long long due = before + period;
        struct timespec t = {due / 1000000000LL, due % 1000000000LL};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
        before = now();
        printf("%lld\n", before - due);
    }
    return 0;
}
