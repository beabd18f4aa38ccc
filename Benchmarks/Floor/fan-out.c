// The floor of fan-out: one thread, level-triggered epoll, one send a message and stream.
//
// usage: fan-out PORT
// A connection says 'S' and is a stream from then on, told 'open'; or 'P', four digits and so many
// bytes, which go to every stream before '+\n' is the answer. A stream that has no room is waited
// for: nothing is lost.

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { max_streams = 20000, max_message = 9999, head_size = 5 };

static int streams[max_streams];
static int stream_count;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void send_all(int to, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t sent = send(to, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) {
            bytes += sent;
            count -= (size_t)sent;
        } else if (errno == EAGAIN) {
            struct pollfd room = {.fd = to, .events = POLLOUT};
            poll(&room, 1, -1);
        } else if (errno != EINTR) {
            return;
        }
    }
}

/// Returns 0 when the connection has ended.
static int receive_all(int from, char *bytes, size_t count) {
    while (count > 0) {
        ssize_t received = recv(from, bytes, count, 0);
        if (received == 0 || (received < 0 && errno != EINTR)) return 0;
        if (received > 0) {
            bytes += received;
            count -= (size_t)received;
        }
    }
    return 1;
}

static int serve(int connection) {
    static char message[max_message + 1];
    char head[head_size + 1] = "";
    if (!receive_all(connection, head, 1)) return 0;
    if (head[0] == 'S') {
        if (stream_count == max_streams) return 0;
        streams[stream_count++] = connection;
        send_all(connection, "open", 4);
        return 1;
    }
    if (!receive_all(connection, head + 1, head_size - 1)) return 0;
    int size = atoi(head + 1);
    if (size <= 0 || size > max_message || !receive_all(connection, message, (size_t)size)) return 0;
    for (int i = 0; i < stream_count; i++) send_all(streams[i], message, (size_t)size);
    send_all(connection, "+\n", 2);
    return 1;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: fan-out PORT\n");
        return 2;
    }
    int yes = 1;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0) fail("socket");
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((unsigned short)atoi(argv[1])),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0) fail("bind");
    if (listen(listener, 4096) != 0) fail("listen");
    int queue = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};
    if (queue < 0 || epoll_ctl(queue, EPOLL_CTL_ADD, listener, &event) != 0) fail("epoll");

    struct epoll_event events[64];
    for (;;) {
        int count = epoll_wait(queue, events, 64, -1);
        if (count < 0 && errno != EINTR) fail("epoll_wait");
        for (int i = 0; i < count; i++) {
            int ready = events[i].data.fd;
            if (ready != listener) {
                // A stream stays in the list: the program ends with its last connection's owner.
                if (!serve(ready)) epoll_ctl(queue, EPOLL_CTL_DEL, ready, NULL);
                continue;
            }
            int connection = accept(listener, NULL, NULL);
            if (connection < 0) continue;
            setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            struct epoll_event wanted = {.events = EPOLLIN, .data.fd = connection};
            if (epoll_ctl(queue, EPOLL_CTL_ADD, connection, &wanted) != 0) fail("epoll_ctl");
        }
    }
}
