import Glibc
import Printing

/// A regular file while it is open and locked.
actor FileConnection: CloseableConnection {
    private var file: Int32
    private let executor: DeviceExecutor

    nonisolated var deliveryIsProof: Bool { true }
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    /// Takes over an open, locked descriptor that appends.
    init(_ file: Int32, on executor: DeviceExecutor) {
        self.file = file
        self.executor = executor
    }

    /// Appends all or nothing: where the disk is full or fails, the file is cut back to what it
    /// was.
    ///
    /// Bytes that are returned are on the disk. A disk has no time limit; `limit` is not used.
    func send(_ bytes: ArraySlice<UInt8>, within limit: Duration) throws(TransportFault) -> Int {
        let before = lseek(file, 0, SEEK_END)
        guard before >= 0 else { throw .broken(bytesSent: 0, code: errno) }
        do throws(TransportFault) {
            try append(bytes)
            guard fsync(file) == 0 else { throw .broken(bytesSent: 0, code: errno) }
            return bytes.count
        } catch {
            ftruncate(file, before)
            throw error
        }
    }

    nonisolated func receive(_ count: Int, within limit: Duration) async -> [UInt8] { [] }

    nonisolated func portStatus() async -> PrinterStatus? { nil }

    func close() {
        guard file >= 0 else { return }
        // A process that is just being started holds a copy of the descriptor, and with it the
        // lock.
        flock(file, LOCK_UN)
        Glibc.close(file)
        file = -1
    }

    private func append(_ bytes: ArraySlice<UInt8>) throws(TransportFault) {
        var rest = bytes
        while !rest.isEmpty {
            // Safety: the kernel reads the buffer during the call only.
            let count = unsafe rest.withUnsafeBytes { buffer in
                unsafe write(file, buffer.baseAddress, buffer.count)
            }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw .broken(bytesSent: 0, code: errno)
            }
        }
    }
}
