import Glibc
import WorkshopModel

/// Copies a file under a new name, hashes what it reads, and waits until the disk has it.
struct FileCopy {
    /// Which of the two files could not be handled.
    enum Failure: Error, Equatable {
        case source(SystemError)
        case target(SystemError)
    }

    let source: String
    let target: String
    let mode: mode_t
    /// Whether others use the disk meanwhile, and come first.
    let isGentle: Bool
    /// Told how many bytes more were copied.
    let progress: (Int64) -> Void

    /// What it began is removed when it fails.
    func run() throws(Failure) -> (hash: BlobHash, bytes: Int64) {
        let from = try open()
        let to: FileDescriptor
        do throws(SystemError) {
            to = try FileDescriptor.open(target, O_WRONLY | O_CREAT | O_EXCL, mode: mode)
        } catch {
            throw .target(error)
        }
        do throws(Failure) {
            return try copy(from, to)
        } catch {
            unlink(target)
            throw error
        }
    }

    private func open() throws(Failure) -> FileDescriptor {
        do throws(SystemError) {
            // Not through a link out of the folder, and not waiting for a pipe's writer.
            let file = try FileDescriptor.open(source, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
            guard try file.status().st_mode & S_IFMT == S_IFREG else { throw SystemError(EINVAL) }
            return file
        } catch {
            throw .source(error)
        }
    }

    private func copy(
        _ from: FileDescriptor, _ to: FileDescriptor
    ) throws(Failure) -> (hash: BlobHash, bytes: Int64) {
        var writing: SystemError?
        var written: Int64 = 0
        var gentle = GentleWriting(of: to)
        do throws(SystemError) {
            let copied = try FileDigest.of(from) { bytes throws(SystemError) in
                do throws(SystemError) {
                    try to.write(bytes)
                    written += Int64(bytes.count)
                    if isGentle { try gentle.write(upTo: written) }
                } catch {
                    writing = error
                    throw error
                }
                progress(Int64(bytes.count))
            }
            do throws(SystemError) {
                try to.synchronize()
            } catch {
                writing = error
                throw error
            }
            return copied
        } catch {
            if let writing { throw .target(writing) }
            throw .source(error)
        }
    }
}
