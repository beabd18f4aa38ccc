import WorkshopMetrics
import WorkshopModel
import WorkshopStore

/// What the store tells.
extension MetricsPage {
    mutating func writeCommits() {
        let measures = store.measures
        text.only(
            "workshop_messages_committed_total", .counter,
            "messages stored, those that announce something of a task too",
            measures.messages.value)
        text.begin(
            "workshop_commit_duration_seconds", .histogram,
            "how long a transaction took to be committed, with the sync of the disk")
        text.sample([], measures.commitDurations.reading)
        text.begin(
            "workshop_commit_operations", .histogram,
            "how many requests were stored by one transaction")
        text.sample([], measures.commitOperations.reading)
        text.only(
            "workshop_lease_expiries_total", .counter,
            "leases that lapsed, so that their tasks are open again",
            measures.expiredLeases.value)
    }

    mutating func writeHealth() {
        text.only(
            "workshop_storage_ok", .gauge,
            "1 while what is sent can be stored; /status tells why when it cannot",
            store.storageTrouble == nil ? 1 : 0)
        text.only(
            "workshop_store_answered", .gauge,
            "1 when the store told in time what it holds; 0 leaves out what it would have told",
            figures == nil ? 0 : 1)
    }

    mutating func write(_ figures: StoreFigures) {
        text.only("workshop_messages", .gauge, "messages kept", Int(figures.counts.messages))
        text.begin(
            "workshop_tasks", .gauge,
            "tasks by status; more than 100000 open or claimed ones are told as so many")
        for status in TaskStatus.allCases {
            text.sample([("status", status.rawValue)], Int(figures.tasks[status] ?? 0))
        }
        text.only(
            "workshop_agents", .gauge, "agents seen in the last minute", figures.counts.agentsLive)
        if let bytes = figures.room.database {
            text.only("workshop_database_bytes", .gauge, "size of the database", Int(bytes))
        }
        if let bytes = figures.room.log {
            text.only(
                "workshop_log_bytes", .gauge,
                "size of the write-ahead log's file, beyond 100 MB while something holds it",
                Int(bytes))
        }
        writeDisk(
            "workshop_disk_available_bytes",
            "room left on the disk of the database, and on that of the files", \.available)
        writeDisk(
            "workshop_disk_size_bytes",
            "size of the disk of the database, and of that of the files", \.total)
    }

    private mutating func writeDisk(
        _ name: String, _ help: String, _ bytes: (SpaceFinding.Place) -> Int64
    ) {
        text.begin(name, .gauge, help)
        if let disk = figures?.room.databaseDisk {
            text.sample([("of", "database")], Int(bytes(disk)))
        }
        if let disk = figures?.room.filesDisk { text.sample([("of", "files")], Int(bytes(disk))) }
    }
}
