import Testing
import WorkshopModel

/// What `/metrics` told.
struct MetricsSamples {
    /// Each value under its name with its labels, as they were written.
    let values: [String: Double]
    /// Each family with its type.
    let kinds: [String: String]

    init(_ text: String) throws {
        var values: [String: Double] = [:]
        var kinds: [String: String] = [:]
        for line in text.split(separator: "\n") {
            if line.hasPrefix("# TYPE ") {
                let words = line.split(separator: " ").map(String.init)
                kinds[words[2]] = words[3]
            }
            if line.hasPrefix("#") { continue }
            let space = try #require(line.lastIndex(of: " "))
            let name = String(line[..<space])
            #expect(values[name] == nil, "\(name) is there twice")
            let value: Double = try #require(Double(line[line.index(after: space)...]), "\(line)")
            values[name] = value
        }
        self.values = values
        self.kinds = kinds
    }

    /// 0 for what is not there yet.
    subscript(_ sample: String) -> Double { values[sample] ?? 0 }

    /// The value of a request's counter.
    func requests(_ method: String, _ route: String, _ status: Int) -> Double {
        self[
            #"workshop_http_requests_total{route="\#(route)",method="\#(method)",status="\#(status)"}"#
        ]
    }
}

extension RunningServer {
    func metrics() throws -> MetricsSamples {
        let response = try request("GET", "/metrics")
        try #require(response.status == 200)
        return try MetricsSamples(response.text)
    }

    /// Asks until a sample has a value, for ten seconds at most.
    func waitForMetric(_ sample: String, _ value: Double) throws {
        let end = ContinuousClock.now + .seconds(10)
        while try metrics()[sample] != value {
            try #require(ContinuousClock.now < end, "'\(sample)' does not become \(value)")
        }
    }
}
