import Foundation
import Stock

/// Ids that this command makes for what it sends.
enum FreshID {
    /// A version 7 UUID.
    static func text() -> String {
        var random = SystemRandomNumberGenerator()
        return ID<Never>(milliseconds: UInt64(Date().timeIntervalSince1970 * 1_000), using: &random)
            .description
    }
}
