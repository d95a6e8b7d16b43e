package import API
import Printing
package import Rendering
import Spool
package import Stock
import Storage

extension Problem {
    /// The answer to any fault that comes from inside the hub.
    package init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let fault as StockFault: self = Problem(fault)
        case let fault as StorageFault: self = Problem(fault)
        case let fault as LabelFault: self = Problem(fault)
        case let fault as PhotoFault: self = Problem(fault)
        case is DrawingBusy:
            self.init(
                .drawingBusy,
                "Many labels wait to be drawn. Nothing was done; ask again in a moment.")
        case is DrawingStop: self = Problem(StorageFault.stopping)
        case let fault as SpoolFault: self = Problem(fault)
        case let fault as PrinterUnusable: self = Problem(.printerUnusable, fault.description)
        case let fault as DecodingError: self = Problem(fault)
        default:
            self = Problem(
                .faultInside,
                "Something went wrong in the hub. Nothing was recorded; send it again.")
        }
    }

    package init(_ fault: StockFault) {
        switch fault {
        case .quantityNotPositive: self.init(ProblemCode.quantityNotPositive)
        case .quantityOutOfRange:
            self.init(
                .quantityOutOfRange, "That quantity is too large to be kept."
            )
        case .weightOutOfRange:
            self.init(
                .quantityOutOfRange,
                "One scan weighs at most 25,000 kg. Are these grams? Mend the weight, and send it again."
            )
        case .unitWeightUnknown:
            self.init(
                .unitWeightUnknown,
                "What a piece of this item weighs is not known. Give the item its weight; for a scan, a quantity does too."
            )
        // No scan comes to such a line.
        case .placesAreTheSame:
            self.init(.faultInside, "Something went wrong in the hub. Nothing was recorded.")
        }
    }

    package init(_ fault: LabelFault) {
        if case .ofLabel(let number, let fault) = fault {
            self = .ofLabel(number, Problem(fault))
            return
        }
        let code: ProblemCode =
            switch fault {
            case .layoutUnknown: .layoutUnknown
            case .mediaUnknown: .mediaUnknown
            case .sheetUnknown: .sheetUnknown
            case .sheetPlaceOutOfRange: .sheetPlaceOutOfRange
            case .labelCountOutOfRange: .labelCountOutOfRange
            case .sheetOffsetOutOfRange: .optionOutOfRange
            case .mediaTooSmall: .mediaTooSmall
            case .labelTooLarge: .labelTooLarge
            case .codeLengthOutOfRange: .labelCodeLengthOutOfRange
            case .codeDoesNotFit: .codeDoesNotFit
            case .textDoesNotFit: .textDoesNotFit
            case .iconUnknown: .iconUnknown
            case .labelEmpty: .labelEmpty
            case .labelWiderThanHead: .labelWiderThanHead
            case .drawingFailed, .ofLabel: .drawingFailed
            }
        self.init(code, fault.description)
    }
}

extension Problem: FaultOfLabels {
    package static func ofLabel(_ number: Int, _ problem: Problem) -> Problem {
        Problem(problem.code, "Label \(number): \(problem.detail)", status: problem.status)
    }

    /// Does something whose refusals are said in the words of the API; a fault that nobody foresaw stays as it is.
    static func worded<Value>(_ work: () throws -> Value) throws -> Value {
        do { return try work() } catch {
            let problem = Problem(error)
            throw problem.code == .faultInside ? error : problem
        }
    }
}
