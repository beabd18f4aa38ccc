import Glibc
import WorkshopBench

/// nginx: nchan's channels, and a folder of files.
struct NchanServer: PeerServer {
    let durability = "nchan keeps messages in memory only"

    func configuration(at place: PeerPlace) -> String? {
        // Started by root, the worker would otherwise become one who may not enter the folder.
        let user = geteuid() == 0 ? "user root;\n" : ""
        return user + """
            load_module /usr/lib/nginx/modules/ngx_nchan_module.so;
            daemon off;
            pid \(place.folder)/nginx.pid;
            error_log \(place.folder)/error.log warn;
            # One a core.
            worker_processes auto;
            worker_rlimit_nofile 20000;
            events {
                worker_connections 19000;
            }
            http {
                access_log off;
                sendfile on;
                tcp_nopush on;
                tcp_nodelay on;
                keepalive_timeout 1h;
                keepalive_requests 1000000000;
                client_body_buffer_size 16k;
                client_body_temp_path \(place.folder)/body;
                proxy_temp_path \(place.folder)/proxy;
                fastcgi_temp_path \(place.folder)/fastcgi;
                uwsgi_temp_path \(place.folder)/uwsgi;
                scgi_temp_path \(place.folder)/scgi;
                nchan_shared_memory_size 1024M;
                server {
                    listen 127.0.0.1:\(place.port) backlog=4096;
                    # Places without regular expressions, which cost nginx more than nchan does.
                    location = /publish {
                        nchan_publisher;
                        nchan_channel_id load;
                        # Enough that nobody who is slow misses one.
                        nchan_message_buffer_length 200000;
                        nchan_message_timeout 10m;
                    }
                    location = /follow {
                        nchan_subscriber eventsource;
                        nchan_channel_id load;
                        nchan_subscriber_first_message newest;
                    }
                    location = /alive {
                        return 200 "alive";
                    }
                    location /files/ {
                        root \(place.folder);
                    }
                }
            }

            """
    }

    func command(at place: PeerPlace) -> [String] {
        ["nginx", "-p", place.folder, "-c", place.configurationPath]
    }

    /// A worker greets a stream before the one that has the channel knows of it.
    let greetsEarly = true

    /// Its streams have neither a length nor chunks.
    func subscription(at address: ServerAddress) -> Opening {
        Opening(
            "GET /follow HTTP/1.1\r\nHost: \(address.authority)\r\n"
                + "Accept: text/event-stream\r\n\r\n",
            mark: ": hi\n")
    }

    func publication(connection: Int, at address: ServerAddress) -> Publication {
        let body = Publication.body()
        return Publication(
            "POST /publish HTTP/1.1\r\nHost: \(address.authority)\r\n"
                + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
                + body,
            acknowledgement: .http)
    }

    let question = Opening("GET /alive HTTP/1.1\r\nHost: localhost\r\n\r\n", mark: "alive")
}
