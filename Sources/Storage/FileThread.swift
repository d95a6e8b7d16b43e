import Dispatch
import Synchronization

/// Runs what reads files, on one thread beside those that answer requests: a file of ten megabytes takes seconds, and there
/// are only as many of those as cores.
package final class FileThread: TaskExecutor {
    private let queue = DispatchQueue(label: "larder-files", qos: .utility)
    private let taken = Atomic(0)

    /// Nothing is read yet.
    package init() {}

    /// Pieces of work that it was given.
    package var steps: Int { taken.load(ordering: .relaxed) }

    package func enqueue(_ job: consuming ExecutorJob) {
        taken.add(1, ordering: .relaxed)
        let job = UnownedJob(job)
        // Safety: the closure holds the executor for as long as the unowned reference is used.
        queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
