/// What a job in hand may wait for.
public enum JobWait: String, CaseIterable, Sendable {
    /// Its customer's word on what it will cost.
    case approval
    case part
    /// He is away, thinks it over …
    case customer
    case other
}
