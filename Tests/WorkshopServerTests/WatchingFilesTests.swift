import Foundation
import Testing
import WorkshopModel

/// The files under `packaging` that Prometheus and Grafana read, against what a server tells.
@Suite("The files for Prometheus and Grafana")
struct WatchingFilesTests {
    private static let dashboard = "packaging/grafana/workshop.json"
    private static let alerts = "packaging/prometheus/workshop.rules.yml"

    private func text(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    @Test("name only metrics that there are", arguments: [dashboard, alerts])
    func names(path: String) async throws {
        let names = try text(path)
            .matches(of: /(?:workshop|process)_[a-z_]+[a-z]/).map { String($0.output) }
        #expect(names.count > 5)
        try await RunningServer.with { server in
            let kinds = try server.metrics().kinds
            for name in Set(names) {
                let family = name.replacing(/_(bucket|sum|count)$/, with: "")
                let isPart = family != name && kinds[family] == "histogram"
                #expect(isPart || kinds[name] != nil, "there is no '\(name)'")
            }
        }
    }

    @Test("leave out no metric on the dashboard but the few that nobody watches")
    func whole() async throws {
        let dashboard = try text(Self.dashboard)
        try await RunningServer.with { server in
            let missing = try server.metrics().kinds.keys.filter { !dashboard.contains($0) }
            #expect(missing == ["process_virtual_memory_bytes"])
        }
    }

    @Test("have four alerts, and a panel for each number")
    func shape() throws {
        #expect(try text(Self.alerts).components(separatedBy: "- alert: ").count == 4 + 1)
        let json = try JSONText(parsing: Array(text(Self.dashboard).utf8))
        let panels = try #require(json["panels"]?.elements)
        let numbers = panels.compactMap { $0["id"]?.integer }
        #expect(Set(numbers).count == panels.count)
    }
}
