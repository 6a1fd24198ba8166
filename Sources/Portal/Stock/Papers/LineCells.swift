import Domain
import Web

/// Makes the cells of one line of a form of the warehouse, each named with the line's number.
struct LineCells: Sendable {
    /// Empty where there is one line alone.
    let number: String
    /// Of a form that nobody has sent yet nothing is wrong.
    let isSilent: Bool
    let reader: Reader

    func cell<Value>(_ typed: Input<Value>, _ label: String) -> Field {
        Field(typed, label: label, for: reader).with {
            $0.label = number.isEmpty ? reader.words(label) : "\(reader.words(label)) \(number)"
            ($0.direction, $0.autocomplete) = ("ltr", "off")
            if isSilent { $0.error = nil }
        }
    }

    /// - Parameters:
    ///   - list: the id of the list that offers codes.
    ///   - refused: what the deed said of this line.
    func code(_ typed: Input<String>, list: String, _ refused: Complaint?) -> Field {
        cell(typed, "stock.part").with {
            $0.list = list
            if let refused { $0.error = reader.complaint(refused) }
        }
    }

    func count(_ typed: Input<Int64>, _ label: String = "stock.line.quantity") -> Field {
        cell(typed, label).with { $0.inputMode = "numeric" }
    }

    func condition(_ typed: Input<PartCondition>) -> Field {
        cell(typed, "stock.line.condition").with {
            $0.direction = nil
            $0.options = PartCondition.allCases.map {
                .init(
                    value: $0.rawValue, label: reader.words("stock.condition.\($0.rawValue)"),
                    selected: $0 == typed.value)
            }
        }
    }

    func amount<Value>(_ typed: Input<Value>, _ label: String) -> Field {
        cell(typed, label).with { $0.label += " (\(reader.unitName))" }
    }
}
