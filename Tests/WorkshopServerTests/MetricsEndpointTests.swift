import Synchronization
import Testing
import WorkshopModel
import WorkshopServer
import WorkshopStore

@Suite("Metrics", .timeLimit(.minutes(1)))
struct MetricsEndpointTests {
    @Test("are text that Prometheus reads, and no body for HEAD")
    func answer() async throws {
        try await RunningServer.with { server in
            let response = try server.request("GET", "/metrics")
            #expect(response.status == 200)
            let type = "text/plain; version=0.0.4; charset=utf-8"
            #expect(response.header("content-type") == type)
            let build = #"workshop_build_info{version="0.0.0"}"#
            #expect(try MetricsSamples(response.text)[build] == 1)
            let head = try server.request("HEAD", "/metrics")
            #expect(head.status == 200)
            #expect(head.header("content-type") == type)
            let post = try server.request("POST", "/metrics", "")
            #expect(post.status == 405)
            #expect(post.header("allow") == "GET, HEAD, OPTIONS")
        }
    }

    @Test("are guarded as everything is")
    func guards() async throws {
        try await RunningServer.with { server in
            let page = try server.request(
                "GET", "/metrics", headers: ["Origin: https://evil.example"])
            #expect(page.status == 403)
            let connection = try server.connect()
            try connection.send("GET /metrics HTTP/1.1\r\nHost: evil.example\r\n\r\n")
            #expect(try connection.readResponse().status == 421)
        }
    }

    @Test("count each request by its route, method and status, and time it")
    func requests() async throws {
        try await RunningServer.with { server in
            for _ in 0..<3 { try server.publish("a") }
            _ = try server.request("POST", "/ch/a", "{}")
            _ = try server.request("HEAD", "/ch/a/history")
            _ = try server.request("PUT", "/status")
            let metrics = try server.metrics()
            #expect(metrics.requests("POST", "/ch/{ch}", 201) == 3)
            #expect(metrics.requests("POST", "/ch/{ch}", 400) == 1)
            #expect(metrics.requests("HEAD", "/ch/{ch}/history", 200) == 1)
            #expect(metrics.requests("other", "/status", 405) == 1)
            let durations = "workshop_http_request_duration_seconds"
            let labels = #"route="/ch/{ch}",method="POST""#
            #expect(metrics["\(durations)_count{\(labels)}"] == 4)
            #expect(metrics[#"\#(durations)_bucket{\#(labels),le="+Inf"}"#] == 4)
            #expect(metrics["\(durations)_sum{\(labels)}"] > 0)
            #expect(try server.metrics().requests("GET", "/metrics", 200) == 1)
        }
    }

    @Test("have no series more, whatever paths, channels and names there are")
    func cardinality() async throws {
        try await RunningServer.with { server in
            func ask(_ number: Int) throws {
                let name = String(repeating: "x", count: number)
                try server.publish(name, type: name, from: name)
                for path in ["/\(name)", "/ch/\(name)/history", "/tasks/\(name)", "/ui/\(name)"] {
                    _ = try server.request("GET", path)
                }
                _ = try server.request("PUT", "/ch/\(name)")
                let connection = try server.connect()
                try connection.send("\(name)\r\n\r\n")
                #expect(try connection.readResponse().status == 400)
            }
            try ask(1)
            _ = try server.metrics()
            let before = Set(try server.metrics().values.keys)
            for number in 2..<20 { try ask(number) }
            #expect(Set(try server.metrics().values.keys) == before)
            #expect(try server.metrics().requests("GET", "none", 404) == 19)
            #expect(try server.metrics().requests("other", "none", 400) == 19)
        }
    }

    @Test("count what is committed, by transactions")
    func commits() async throws {
        try await RunningServer.with { server in
            let before = try server.metrics()
            for _ in 0..<3 { try server.publish("a") }
            _ = try server.request("POST", "/tasks", #"{"from":"a","title":"t"}"#)
            let after = try server.metrics()
            func moved(_ sample: String) -> Double { after[sample] - before[sample] }
            #expect(moved("workshop_messages_committed_total") == 4)
            #expect(moved("workshop_messages") == 4)
            #expect(moved("workshop_commit_operations_sum") == 4)
            #expect(moved("workshop_commit_duration_seconds_count") == 4)
            #expect(moved(#"workshop_commit_operations_bucket{le="1"}"#) == 4)
            #expect(moved("workshop_commit_duration_seconds_sum") > 0)
            #expect(after["workshop_database_bytes"] > 0)
            #expect(after[#"workshop_disk_available_bytes{of="files"}"#] > 0)
        }
    }

    @Test("count deliveries, replayed and live, and the bytes that they are")
    func deliveries() async throws {
        try await RunningServer.with { server in
            try server.publish("a")
            let stream = try server.connect()
            try stream.send("GET /ch/a?since=\(ULID.zero.text) HTTP/1.0\r\n\r\n")
            _ = try stream.take(through: "retry: ")
            _ = try stream.take(through: "\n\n")
            var frames = try stream.take(through: "\n\n")
            let other = try server.stream("/ch/other")
            for _ in 0..<2 { try server.publish("a") }
            for _ in 0..<2 { frames += try stream.take(through: "\n\n") }
            let metrics = try server.metrics()
            #expect(metrics["workshop_deliveries_total"] == 3)
            #expect(metrics["workshop_delivered_bytes_total"] == Double(frames.utf8.count))
            #expect(metrics[#"workshop_streams{state="live"}"#] == 2)
            withExtendedLifetime(other) {}
        }
    }

    @Test("tell a slow stream from a live one, until it has gone")
    func slowStream() async throws {
        try await RunningServer.with { server in
            var slow: RawStream? = try server.stream("/ch/a", receiveBuffer: 4_096)
            #expect(try server.metrics()[#"workshop_streams{state="live"}"#] == 1)
            let body = "\"" + String(repeating: "x", count: 200_000) + "\""
            var count = 0
            while try server.metrics()["workshop_streams_fallen_behind_total"] == 0, count < 100 {
                try server.publish("a", body: body)
                count += 1
            }
            let behind = try server.metrics()
            #expect(behind["workshop_streams_fallen_behind_total"] == 1)
            #expect(behind[#"workshop_streams{state="live"}"#] == 0)
            #expect(behind[#"workshop_streams{state="replaying"}"#] == 1)
            _ = try slow?.nextIDs(count)
            try server.waitForMetric(#"workshop_streams{state="live"}"#, 1)
            slow = nil
            try server.waitForMetric(#"workshop_streams{state="live"}"#, 0)
            #expect(try server.metrics()[#"workshop_streams{state="replaying"}"#] == 0)
        }
    }

    @Test("count streams that were let go because they took nothing")
    func letGo() async throws {
        try await RunningServer.with { configuration, _ in
            configuration.timing.beatMilliseconds = 20
            configuration.timing.stallMilliseconds = 200
        } _: { server in
            let stalled = try server.stream("/", receiveBuffer: 4_096)
            let body = "\"" + String(repeating: "x", count: 900_000) + "\""
            for _ in 0..<10 { try server.publish("a", body: body) }
            try server.waitForMetric("workshop_streams_let_go_total", 1)
            withExtendedLifetime(stalled) {}
        }
    }

    @Test("count connections, those that were turned away apart")
    func connections() async throws {
        try await RunningServer.with { configuration, _ in
            configuration.descriptors = DescriptorBudget(
                connections: 2, turnedAway: 4, files: 100)
        } _: { server in
            let asking = try server.connect()
            func metrics() throws -> MetricsSamples {
                try asking.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
                return try MetricsSamples(try asking.readResponse().text)
            }
            _ = try metrics()
            let stream = try server.stream("/")
            for _ in 0..<3 { #expect(try server.request("GET", "/status").status == 503) }
            let after = try metrics()
            #expect(after["workshop_connections"] == 2)
            #expect(after["workshop_connections_limit"] == 2)
            #expect(after["workshop_connections_accepted_total"] == 2)
            #expect(after["workshop_connections_turned_away_total"] == 3)
            withExtendedLifetime(stream) {}
        }
    }

    @Test("count the bytes of files, in and out", arguments: [1_000, 300_000])
    func files(size: Int) async throws {
        try await RunningServer.with { server in
            let bytes = [UInt8](repeating: 7, count: size)
            let upload = try server.request("POST", "/files", bytes: bytes)
            let hash = try #require(upload.json()["hash"]?.string)
            for _ in 0..<2 { _ = try server.request("GET", "/files/\(hash)") }
            _ = try server.request("HEAD", "/files/\(hash)")
            _ = try server.request("GET", "/files/\(hash)", headers: ["Range: bytes=0-99"])
            let metrics = try server.metrics()
            #expect(metrics["workshop_file_received_bytes_total"] == Double(size))
            #expect(metrics["workshop_file_sent_bytes_total"] == Double(2 * size + 100))
        }
    }

    @Test("tell tasks by status, and leases that lapsed")
    func tasks() async throws {
        let uptime = Mutex(Duration.zero)
        try await RunningServer.with { _, storage in
            storage.uptime = { uptime.withLock { $0 } }
        } _: { server in
            for _ in 0..<3 {
                _ = try server.request("POST", "/tasks", #"{"from":"a","title":"t"}"#)
            }
            let claim = #"{"from":"w","lease":60}"#
            let claimed = try server.request("POST", "/tasks/claim", claim).json()
            let id = try #require(claimed["id"]?.string)
            _ = try server.request("POST", "/tasks/\(id)/done", #"{"from":"w"}"#)
            _ = try server.request("POST", "/tasks/claim", claim)
            func tasks() throws -> [Double] {
                let metrics = try server.metrics()
                return ["open", "claimed", "done"].map {
                    metrics[#"workshop_tasks{status="\#($0)"}"#]
                }
            }
            #expect(try tasks() == [1, 1, 1])
            #expect(try server.metrics()["workshop_lease_expiries_total"] == 0)
            uptime.withLock { $0 = .seconds(61) }
            try server.publish("a")
            #expect(try tasks() == [2, 0, 1])
            #expect(try server.metrics()["workshop_lease_expiries_total"] == 1)
        }
    }

    @Test("tell of the process what every client of Prometheus does")
    func process() async throws {
        try await RunningServer.with { server in
            let metrics = try server.metrics()
            let names = [
                "process_cpu_seconds_total", "process_resident_memory_bytes",
                "process_virtual_memory_bytes", "process_open_fds", "process_max_fds",
                "process_start_time_seconds",
            ]
            for name in names { #expect(metrics[name] > 0, "\(name)") }
            #expect(metrics["process_open_fds"] < metrics["process_max_fds"])
            let age =
                Double(TestClock.wall().milliseconds) / 1_000
                - metrics["process_start_time_seconds"]
            #expect(age > 0 && age < 3_600)
            #expect(
                try server.metrics()["process_start_time_seconds"]
                    == metrics["process_start_time_seconds"])
        }
    }
}
