import Glibc
public import Printing

/// Prints into a file, or through a character device such as `/dev/usb/lp0`.
///
/// A regular file collects jobs in order, each whole: it is locked for as long as it is open, what
/// is sent stands at its end and on the disk when `send` returns, and a `send` that fails leaves
/// nothing.
public struct FileTransport: PrinterTransport {
    private let path: String
    private let forbidden: String?

    /// - Parameters:
    ///   - path: A file that exists or whose folder does; never a folder or a disk.
    ///   - forbidden: A folder in which nothing is opened, wherever a link of the path leads by then.
    public init(path: String, forbidden: String? = nil) {
        (self.path, self.forbidden) = (path, forbidden)
    }

    /// Opens the file, hands it to `body`, and closes it whatever happens.
    ///
    /// - Throws: ``TransportFault`` where it cannot be opened; else what `body` throws.
    /// - Returns: What `body` returns.
    public func withConnection<Result: Sendable>(
        _ body: @Sendable (any PrinterConnection) async throws -> Result
    ) async throws -> Result {
        let opener = FileOpener(path, forbidden: forbidden)
        switch try await opener.open() {
        case .file(let file): return try await file.lend(to: body)
        case .device(let device): return try await device.lend(to: body)
        }
    }
}

/// Finds out what is at a path and opens it accordingly, on a queue that may block.
private actor FileOpener {
    enum Connection {
        case file(FileConnection)
        case device(StreamConnection)
    }

    // Safety: the calls below read the path and fill structures of this frame; the executor lives as
    // long as the actor that names it.
    private let path: String
    private let forbidden: String?
    private let executor: DeviceExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }
    private var address: String { DeviceAddress.file(path: path).description }

    init(_ path: String, forbidden: String?) {
        (self.path, self.forbidden) = (path, forbidden)
        executor = DeviceExecutor("file")
    }

    func open() throws(TransportFault) -> Connection {
        var status = stat()
        if unsafe stat(path, &status) != 0 {
            guard errno == ENOENT else { throw fault(errno) }
            return .file(try regularFile(creating: true))
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file(try regularFile(creating: false))
        case S_IFCHR: return .device(try device())
        default: throw .notAPrinter(address: address)
        }
    }

    private func regularFile(creating: Bool) throws(TransportFault) -> FileConnection {
        let flags = O_WRONLY | O_APPEND | O_CLOEXEC | O_NONBLOCK
        // A new file stands where its path says: a link that leads nowhere makes none elsewhere.
        let file = try descriptor(flags | (creating ? O_CREAT | O_EXCL : 0))
        guard !isForbidden(file) else {
            if creating { _ = unsafe unlink(path) }
            close(file)
            throw .notAPrinter(address: address)
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            close(file)
            throw number == EWOULDBLOCK ? .busy(address: address) : fault(number)
        }
        if creating { syncFolder() }
        return FileConnection(file, on: executor)
    }

    /// Whether an open file lies in the folder that is not to be printed into, as the kernel sees both; or may, since it has
    /// another name that may be there.
    private func isForbidden(_ file: Int32) -> Bool {
        guard let forbidden, let folder = unsafe realpath(forbidden, nil) else { return false }
        defer { unsafe free(folder) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_nlink <= 1 else { return true }
        var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = unsafe readlink("/proc/self/fd/\(file)", &target, Int(PATH_MAX))
        guard count > 0 else { return true }
        let opened = String(decoding: target[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        let kept = unsafe String(cString: folder)
        return opened == kept || opened.hasPrefix(kept + "/")
    }

    /// Opened both ways where that is allowed, so that the printer can answer.
    private func device() throws(TransportFault) -> StreamConnection {
        let flags = O_NONBLOCK | O_NOCTTY | O_CLOEXEC
        let file: Int32
        do throws(TransportFault) {
            file = try descriptor(O_RDWR | flags)
        } catch .permissionMissing {
            file = try descriptor(O_WRONLY | flags)
        }
        var settings = termios()
        // A serial line would otherwise turn a picture's 0x0A into two bytes.
        if unsafe tcgetattr(file, &settings) == 0 {
            unsafe cfmakeraw(&settings)
            _ = unsafe tcsetattr(file, TCSANOW, &settings)
        }
        return StreamConnection(file, .device, closingLimit: .zero, on: executor)
    }

    private func descriptor(_ flags: Int32) throws(TransportFault) -> Int32 {
        let file = unsafe Glibc.open(path, flags, 0o640)
        guard file >= 0 else { throw fault(errno) }
        return file
    }

    /// A new file's name is on the disk when its folder is.
    private func syncFolder() {
        let name = path.lastIndex(of: "/").map { path[...$0] } ?? "./"
        let folder = unsafe Glibc.open(String(name), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    private func fault(_ number: Int32) -> TransportFault {
        switch number {
        case ENOENT, ENOTDIR, ENXIO, ENODEV, EEXIST: .notFound(address: address)
        case EACCES, EPERM, EROFS: .permissionMissing(address: address)
        case EBUSY: .busy(address: address)
        case EISDIR: .notAPrinter(address: address)
        default: .broken(bytesSent: 0, code: number)
        }
    }
}
