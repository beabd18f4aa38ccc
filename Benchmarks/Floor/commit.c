// The floor of publishing: SQLite alone, rows of 256 bytes, each commit synced (WAL, FULL).
//
// usage: commit DATABASE ROWS-A-COMMIT SECONDS
// Prints the rows a second, and the median time of a commit in seconds.

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { body_size = 256, max_commits = 1000000 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void check(sqlite3 *database, int status) {
    if (status == SQLITE_OK || status == SQLITE_DONE) return;
    fprintf(stderr, "commit: %s\n", sqlite3_errmsg(database));
    exit(1);
}

static void run(sqlite3 *database, const char *sql) {
    check(database, sqlite3_exec(database, sql, NULL, NULL, NULL));
}

static void step(sqlite3 *database, sqlite3_stmt *statement) {
    check(database, sqlite3_step(statement));
    check(database, sqlite3_reset(statement));
}

static int ascending(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: commit DATABASE ROWS-A-COMMIT SECONDS\n");
        return 2;
    }
    int rows = atoi(argv[2]);
    double seconds = atof(argv[3]);
    sqlite3 *database;
    check(NULL, sqlite3_open(argv[1], &database));
    run(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
    run(database, "CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
    sqlite3_stmt *begin, *insert, *commit;
    check(database, sqlite3_prepare_v2(database, "BEGIN IMMEDIATE", -1, &begin, NULL));
    check(database, sqlite3_prepare_v2(
        database, "INSERT INTO rows (body) VALUES (?)", -1, &insert, NULL));
    check(database, sqlite3_prepare_v2(database, "COMMIT", -1, &commit, NULL));
    static char body[body_size];
    memset(body, 'x', sizeof body);
    check(database, sqlite3_bind_text(insert, 1, body, sizeof body, SQLITE_STATIC));

    static double times[max_commits];
    int commits = 0;
    double start = now(), last = start;
    while (last - start < seconds && commits < max_commits) {
        step(database, begin);
        for (int i = 0; i < rows; i++) step(database, insert);
        step(database, commit);
        double time = now();
        times[commits++] = time - last;
        last = time;
    }
    qsort(times, (size_t)commits, sizeof times[0], ascending);
    printf("%f %.9f\n", (double)commits * rows / (last - start), times[commits / 2]);
    return 0;
}
