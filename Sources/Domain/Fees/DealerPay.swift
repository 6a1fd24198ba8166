/// What prices the jobs of a dealer.
public enum DealerPay: String, CaseIterable, Sendable {
    /// The tariff of dealers.
    case dealers
    /// A workshop or technician of the company's own, by the technicians' tariff.
    case technicians
    /// One of the company's own on a salary: no job is paid.
    case salaried

    /// The audience of the tariff that prices his jobs; nil where none does.
    public var audience: String? { self == .salaried ? nil : rawValue }
}

extension Calculation {
    /// Of a job that is paid by a salary: it has no lines.
    public static func salaried(_ facts: FeeFacts) -> Calculation {
        Calculation(facts: facts, lines: [], payable: 0)
    }
}
