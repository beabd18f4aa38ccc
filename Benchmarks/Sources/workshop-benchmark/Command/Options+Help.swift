extension Options {
    static var help: String {
        let rows = Row.allCases.map { "  " + $0.rawValue.padded(to: 15) + $0.title }
        return """
            usage: workshop-benchmark --workshop PATH [options]
                   workshop-benchmark --url URL [--pid PID] [options]
                   workshop-benchmark peers --workshop PATH [options]

            Loads a workshop server from one core and prints what it did, beside what it must do.

              --workshop PATH  release binary to start, afresh for every row
              --url URL        running server to load instead
              --pid PID        that server's process, for its CPU time and memory
              --only ROW       this row alone; may be repeated
              --seconds N      how long each timed row is measured (10)
              --messages N     messages in the larger history (1000000)
              --folder DIR     where databases are made ($TMPDIR, else /var/tmp)
              --json           one JSON object in place of the table

            rows:
            \(rows.joined(separator: "\n"))
            """
    }
}
