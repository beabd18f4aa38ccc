import WorkshopMetrics
import WorkshopStore

/// The answer of `/metrics`. Each family is written by one of the extensions, and stands there even
/// while nothing was counted.
struct MetricsPage {
    let source: MetricsSource
    let store: any Store
    /// `nil` when the store did not tell in time.
    let figures: StoreFigures?
    var text = MetricsText()

    init(source: MetricsSource, store: any Store, figures: StoreFigures?) {
        self.source = source
        self.store = store
        self.figures = figures
        text.begin("workshop_build_info", .gauge, "which workshop this is; always 1")
        text.sample([("version", source.version)], 1)
        writeRequests()
        writeConnections()
        writeStreams()
        writeFiles()
        writeCommits()
        writeHealth()
        if let figures { write(figures) }
        writeProcess()
    }

    var bytes: [UInt8] { text.bytes }
}
