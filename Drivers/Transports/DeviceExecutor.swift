import Dispatch

/// Runs an actor on a queue of its own: a call that blocks holds up one device, never Swift's
/// shared threads.
final class DeviceExecutor: SerialExecutor {
    private let queue: DispatchQueue

    /// - Parameter device: What the queue serves, for a debugger's list of threads.
    init(_ device: String) { queue = DispatchQueue(label: "larder.\(device)") }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // Safety: the closure holds the executor for as long as the unowned reference is used.
        queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
