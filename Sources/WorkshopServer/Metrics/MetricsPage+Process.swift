import WorkshopMetrics

/// What the system tells of the process, under the names that every Prometheus client gives them.
extension MetricsPage {
    mutating func writeProcess() {
        let process = ProcessFigures.current()
        text.only(
            "process_cpu_seconds_total", .counter, "time spent on processors",
            FixedPoint(process.processorMicroseconds, decimals: 6))
        if let bytes = process.residentBytes {
            text.only("process_resident_memory_bytes", .gauge, "memory in use", bytes)
        }
        if let bytes = process.virtualBytes {
            text.only("process_virtual_memory_bytes", .gauge, "memory reserved", bytes)
        }
        if let files = process.openFiles {
            text.only("process_open_fds", .gauge, "descriptors in use", files)
        }
        text.only("process_max_fds", .gauge, "descriptors that there may be", process.mostFiles)
        if let time = source.startTime {
            text.only(
                "process_start_time_seconds", .gauge, "when the process began, since 1970", time)
        }
    }
}
