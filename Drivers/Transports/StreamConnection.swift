import Glibc
import Printing
import Synchronization

/// A socket or a character device while it is open: bytes go in and out without a message's bounds.
actor StreamConnection: CloseableConnection {
    /// How the kernel takes bytes for it.
    enum Kind: Sendable {
        case socket, device
    }

    /// Milliseconds of one wait, after which a cancelled task is noticed.
    private static let slice: Int32 = 100

    private var descriptor: Int32
    private let kind: Kind
    private let closingLimit: Duration
    /// Another way to ask the printer, and whether that was in vain: each silence costs a wait.
    private let elsewhere: SNMPReader?
    private let isMuteElsewhere = Mutex(false)
    private let executor: DeviceExecutor

    nonisolated var deliveryIsProof: Bool { false }
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    /// Takes over an open descriptor that does not block.
    ///
    /// A printer may read on for `closingLimit` after the last byte.
    init(
        _ descriptor: Int32, _ kind: Kind, closingLimit: Duration, elsewhere: SNMPReader? = nil,
        on executor: DeviceExecutor
    ) {
        self.elsewhere = elsewhere
        self.closingLimit = closingLimit
        self.descriptor = descriptor
        self.kind = kind
        self.executor = executor
    }

    func send(_ bytes: ArraySlice<UInt8>, within limit: Duration) throws(TransportFault) -> Int {
        let deadline = Deadline(in: limit)
        var rest = bytes
        while !rest.isEmpty {
            guard wait(for: POLLOUT, until: deadline) else { break }
            let count = write(rest)
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EAGAIN, errno != EINTR {
                throw Self.fault(errno, sent: bytes.count - rest.count)
            }
        }
        return bytes.count - rest.count
    }

    func receive(_ count: Int, within limit: Duration) throws(TransportFault) -> [UInt8] {
        let deadline = Deadline(in: limit)
        var came: [UInt8] = []
        while came.count < count {
            guard wait(for: POLLIN, until: deadline) else { break }
            var buffer = [UInt8](repeating: 0, count: count - came.count)
            // Safety: the kernel writes at most `buffer.count` bytes, during the call.
            let got = unsafe read(descriptor, &buffer, buffer.count)
            if got > 0 {
                came += buffer[..<got]
            } else if got == 0 || errno == EBADF {
                break  // The other side says no more, or this one was opened for writing only.
            } else if errno != EAGAIN, errno != EINTR {
                throw Self.fault(errno, sent: 0)
            }
        }
        return came
    }

    nonisolated func portStatus() async -> PrinterStatus? {
        guard let elsewhere, !isMuteElsewhere.withLock({ $0 }) else { return nil }
        let status = await elsewhere.status()
        if status == nil { isMuteElsewhere.withLock { $0 = true } }
        return status
    }

    nonisolated var isPortTrusted: Bool { elsewhere != nil }

    /// Says that no more comes and waits for the printer to have read it all and to hang up: a
    /// socket closed with unread answers in it would be reset, and the end of the job lost.
    func close() {
        guard descriptor >= 0 else { return }
        if kind == .socket, shutdown(descriptor, Int32(SHUT_WR)) == 0 {
            let deadline = Deadline(in: closingLimit)
            var answers = [UInt8](repeating: 0, count: 1_024)
            var isOpen = true
            while isOpen, wait(for: POLLIN, until: deadline) {
                isOpen = unsafe read(descriptor, &answers, answers.count) > 0
            }
        }
        Glibc.close(descriptor)
        descriptor = -1
    }

    private func write(_ bytes: ArraySlice<UInt8>) -> Int {
        // Safety: the kernel reads the buffer during the call only.
        unsafe bytes.withUnsafeBytes { buffer in
            switch kind {
            // A printer that hung up is an error here, not a signal that ends the process.
            case .socket:
                unsafe Glibc.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
            case .device: unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
            }
        }
    }

    /// - Returns: False when the time is up or the task was cancelled.
    private func wait(for events: Int32, until deadline: Deadline) -> Bool {
        while !Task.isCancelled {
            let left = deadline.milliseconds(atMost: Self.slice)
            guard left > 0 else { return false }
            var wanted = pollfd(fd: descriptor, events: Int16(events), revents: 0)
            // An error or a hang-up also ends the wait: the call that follows names it.
            if unsafe poll(&wanted, 1, left) > 0 { return true }
        }
        return false
    }

    private static func fault(_ number: Int32, sent: Int) -> TransportFault {
        switch number {
        case EPIPE, ECONNRESET, ETIMEDOUT, ENODEV, ENXIO, EBADF: .unplugged(bytesSent: sent)
        default: .broken(bytesSent: sent, code: number)
        }
    }
}
