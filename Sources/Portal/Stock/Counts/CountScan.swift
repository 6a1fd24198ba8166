import Database
import Domain
import Ground
import Web

/// Adds what was scanned to what is counted already.
enum CountScan {
    /// - Returns: the line.
    static func add(
        _ form: ScanForm, _ part: StockPart, _ quantity: Int64, _ mark: String, at place: PlaceRow,
        of count: CountRow, by actor: Actor, _ tx: Transaction
    ) throws -> ID<CountLine> {
        let key = CountKey(
            place: place.id, part: part.id, owner: .company, condition: form.condition.value ?? .new,
            lot: part.tracking == .lot ? mark : "")
        let line = try CountStore.line(key, of: count, tx)
        let round = count.state == .second ? 2 : 1
        let counted: Counted
        switch line.counted(round) {
        case .number(let known): counted = .number((known ?? 0) + quantity)
        case .serials(let seen, let isAll):
            guard !seen.contains(mark) else {
                throw FieldRefusal(field: "mark", complaint: Complaint("stock.count.seen", mark))
            }
            counted = .serials(seen + [mark], isAll: isAll)
        }
        do { try CountLineStore.save([(line, counted)], of: count, by: actor, tx) } catch let refused as RefusedLines {
            throw FieldRefusal(field: "part", complaint: refused.complaints[0] ?? Complaint("stock.denied.state"))
        }
        return line.id
    }
}
