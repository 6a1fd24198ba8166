import Domain

extension FormBody {
    /// The field that says in which unit a form's amounts are: the company may have changed it since the form was opened.
    public static let unitField = "money_unit"

    public var moneyUnit: MoneyUnit { MoneyUnit(rawValue: raw(Self.unitField)) ?? .rial }

    /// An amount that must be there, in minor units.
    public func money(_ name: String, in range: ClosedRange<Int64>) -> Input<Int64> {
        input(name) { try moneyUnit.read($0, in: range) }
    }

    /// An amount that may stay empty: then it is `fallback`.
    public func money(_ name: String, else fallback: Int64?, in range: ClosedRange<Int64>) -> Input<Int64> {
        input(name, else: fallback) { try moneyUnit.read($0, in: range) }
    }
}

extension Field {
    /// A field for an amount, which says its unit.
    public func asMoney(_ reader: Reader) -> Field {
        with {
            ($0.direction, $0.inputMode) = ("ltr", reader.unit == .rial ? "numeric" : "decimal")
            $0.unit = reader.unitName
        }
    }
}
