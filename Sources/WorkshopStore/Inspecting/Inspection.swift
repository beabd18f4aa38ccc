import CSQLite
import Glibc

/// A look into the data folder of a server, beside it or without it.
///
/// Changes nothing unless it is asked to mend, and then only what is safe. It reads a page of rows
/// in a snapshot (invariant 5) but for SQLite's own check of integrity, and holds up no writer.
///
/// Belongs to the thread that makes it, which it blocks.
public struct Inspection {
    private let options: InspectionOptions
    /// Resolved.
    private let path: String
    private let holder: DatabaseHolder?
    private var steps: [Step] = [.database, .files, .space]
    private var ready: [Finding]

    private enum Step {
        case database, files, space
    }

    public init(_ options: InspectionOptions) throws(InspectionError) {
        self.options = options
        do throws(SystemError) {
            path = try DatabasePath.resolve(options.databasePath)
            guard try FileState(of: path) != nil else { throw SystemError(ENOENT) }
            holder = try DatabaseHolder.find(of: path)
        } catch {
            if error.code == ENOENT { throw .noDatabase(path: options.databasePath) }
            throw .unreadable(path: options.databasePath, reason: error.reason)
        }
        ready = [.program(sqlite: String(cString: sqlite3_libversion())), .server(holder)]
    }

    /// The next finding; `nil` when all is told.
    public mutating func next() throws(InspectionError) -> Finding? {
        while ready.isEmpty, !steps.isEmpty {
            switch steps.removeFirst() {
            case .database: ready = try database()
            case .files: ready = try files()
            case .space: ready = try space()
            }
        }
        return ready.isEmpty ? nil : ready.removeFirst()
    }

    private func database() throws(InspectionError) -> [Finding] {
        let inspection = DatabaseInspection(path: path, options: options, holder: holder)
        var findings = try inspection.run()
        guard options.fixes, Inspection.areMendable(findings) else { return findings }
        for (index, finding) in findings.enumerated() {
            guard case .counters(var counters) = finding, !counters.isRight else { continue }
            counters.repair = try repair()
            findings[index] = .counters(counters)
        }
        return findings
    }

    /// Nothing is written into a database that is damaged, or that a start has yet to take over.
    private static func areMendable(_ findings: [Finding]) -> Bool {
        var isSound = false
        var isCurrent = false
        for finding in findings {
            if case .integrity(.sound) = finding { isSound = true }
            if case .format(.current) = finding { isCurrent = true }
        }
        return isSound && isCurrent
    }

    private func repair() throws(InspectionError) -> CountersFinding.Repair {
        do throws(StoreOpenError) {
            try CounterRepair.run(
                StoreConfiguration(
                    databasePath: path, blobsPath: options.blobsPath,
                    holderDescription: "workshop doctor", clock: options.clock))
            return .done
        } catch {
            if case .held(_, let pid, let description) = error {
                return .refused(DatabaseHolder(pid: pid, description: description))
            }
            throw .unrepaired(error)
        }
    }

    private func files() throws(InspectionError) -> [Finding] {
        do throws(SystemError) {
            let inspection = FilesInspection(folder: options.blobsPath, options: options)
            let findings = try inspection.run()
            return [.files(findings.files), .uploads(findings.uploads)]
        } catch {
            throw .unreadable(path: options.blobsPath, reason: error.reason)
        }
    }

    private func space() throws(InspectionError) -> [Finding] {
        let folder = DatabasePath.folder(of: path)
        do throws(SystemError) {
            return [.space(try SpaceCheck.run([folder, options.blobsPath]))]
        } catch {
            throw .unreadable(path: folder, reason: error.reason)
        }
    }
}
