/// Measures what a stretch of load takes, on both sides and beside them.
package struct UsageMeter {
    private let servers: [ProcessMeter]
    private let began = Moment.now
    private let machineBefore: Double
    private let generatorBefore: ProcessorTime
    private let serversBefore: ProcessorTime

    /// Begins to measure.
    ///
    /// - Parameter servers: taken together; `nil` for one whose process is not known.
    package init(_ servers: ProcessMeter?...) throws(BenchmarkError) {
        try self.init(all: servers.compactMap(\.self))
    }

    /// Begins to measure servers of several processes.
    package init(all servers: [ProcessMeter]) throws(BenchmarkError) {
        self.servers = servers
        machineBefore = try MachineTime.busy()
        generatorBefore = .own
        serversBefore = try UsageMeter.total(servers)
    }

    /// What was used since the beginning.
    package func read() throws(BenchmarkError) -> Usage {
        let seconds = Moment.now.seconds(since: began)
        let used = try UsageMeter.total(servers) - serversBefore
        let generator = ProcessorTime.own - generatorBefore
        let machine = try MachineTime.busy() - machineBefore
        return Usage(
            seconds: seconds, generator: generator, server: servers.isEmpty ? nil : used,
            others: max(0, machine - generator.total - used.total))
    }

    private static func total(_ servers: [ProcessMeter]) throws(BenchmarkError) -> ProcessorTime {
        var total = ProcessorTime.none
        for server in servers { total = total + (try server.processorTime()) }
        return total
    }
}
