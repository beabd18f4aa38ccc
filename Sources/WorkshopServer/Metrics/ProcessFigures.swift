import Glibc
import WorkshopMetrics

/// What the system tells of this process. Reads files of `/proc`, one of which grows with the
/// number of descriptors.
struct ProcessFigures {
    let processorMicroseconds: Int
    /// `nil` where `/proc` does not tell.
    let residentBytes: Int?
    let virtualBytes: Int?
    let openFiles: Int?
    let mostFiles: Int

    static func current() -> ProcessFigures {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let memory = memory()
        return ProcessFigures(
            processorMicroseconds: microseconds(usage.ru_utime) + microseconds(usage.ru_stime),
            residentBytes: memory?.resident, virtualBytes: memory?.virtual,
            openFiles: openFileCount(), mostFiles: Int(clamping: limit.rlim_cur))
    }

    /// Hundredths of a second since 1970; `nil` where `/proc` does not tell. To be asked once, since
    /// the clock may be set.
    static func startTime() -> FixedPoint? {
        // The name before may hold anything, a parenthesis too: fields are counted after the last.
        guard let text = text(of: "/proc/self/stat"), let end = text.lastIndex(of: ")") else {
            return nil
        }
        let fields = text[end...].split(separator: " ")
        guard fields.count > 20, let ticks = Int(fields[20]) else { return nil }
        let perSecond = sysconf(CInt(_SC_CLK_TCK))
        let booted = centiseconds(CLOCK_REALTIME) - centiseconds(CLOCK_BOOTTIME)
        return FixedPoint(booted + ticks * 100 / perSecond, decimals: 2)
    }

    private static func memory() -> (virtual: Int, resident: Int)? {
        let pages = text(of: "/proc/self/statm")?.split(separator: " ").prefix(2).compactMap {
            Int($0)
        }
        guard let pages, pages.count == 2 else { return nil }
        let size = sysconf(CInt(_SC_PAGESIZE))
        return (pages[0] * size, pages[1] * size)
    }

    private static func openFileCount() -> Int? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var names = 0
        while readdir(folder) != nil { names += 1 }
        // The two that every folder has, and the one that this took.
        return names - 3
    }

    private static func microseconds(_ time: timeval) -> Int {
        time.tv_sec * 1_000_000 + Int(time.tv_usec)
    }

    private static func centiseconds(_ clock: clockid_t) -> Int {
        var time = timespec()
        clock_gettime(clock, &time)
        return time.tv_sec * 100 + time.tv_nsec / 10_000_000
    }

    /// Of a short file of `/proc`.
    private static func text(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 4_096) { buffer, count in
            count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }
}
