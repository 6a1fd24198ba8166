import Database
import Domain
import Ground

/// Takes what was counted out of a file into an open count.
package enum TakeCount {
    /// - Returns: whether it says a number: what is left empty is not counted. - Throws: `FieldRefusal`, its field named as
    ///   the file's column.
    package static func run(_ record: CountRecord, by person: ID<Person>?, _ tx: Transaction) throws -> Bool {
        let (count, place, part) = try found(record, tx)
        guard let quantity = record.quantity else { return false }
        guard let person else { throw FieldRefusal(field: "number", complaint: Complaint("stock.count.nobody")) }
        let key = CountKey(
            place: place.id, part: part.id, owner: .company, condition: record.condition,
            lot: part.tracking == .lot ? record.mark : "")
        do {
            let line = try CountStore.line(key, of: count, tx)
            let round = count.state == .second ? 2 : 1
            let counted: Counted
            switch line.counted(round) {
            case .number: counted = .number(quantity)
            case .serials(let seen, let isAll):
                guard !seen.contains(record.mark) else { return false }
                counted = .serials(seen + [record.mark], isAll: isAll)
            }
            let actor = try Actor(person: person, name: "", roles: Roles([.storekeeper]), dealer: nil)
            try CountLineStore.save([(line, counted)], of: count, by: actor, tx)
        } catch let refused as RefusedLines {
            throw FieldRefusal(field: "code", complaint: refused.complaints[0] ?? Complaint("stock.denied.state"))
        } catch let complaint as Complaint { throw FieldRefusal(field: "code", complaint: complaint) }
        return true
    }

    /// What stands against a record, without taking it. - Throws: `FieldRefusal`.
    package static func check(_ record: CountRecord, _ tx: Transaction) throws { _ = try found(record, tx) }

    private static func found(
        _ record: CountRecord, _ tx: Transaction
    ) throws -> (CountRow, PlaceRow, StockPart) {
        let count = try StockCountList.open(record.number, tx)
        guard let count else {
            throw FieldRefusal(field: "number", complaint: Complaint("stock.count.unknown", record.number))
        }
        let key = PartCode.key(record.place)
        guard let place = try StockCountList.places(of: count.id, tx).first(where: { PartCode.key($0.code) == key })
        else {
            throw FieldRefusal(field: "place", complaint: Complaint("stock.count.no_place", record.place))
        }
        guard let part = try StockPartList.scanned(record.code, tx) else {
            throw FieldRefusal(field: "code", complaint: Complaint("stock.line.unknown", record.code))
        }
        if let complaint = complaint(record, part) { throw FieldRefusal(field: "mark", complaint: complaint) }
        return (count, place, part)
    }

    private static func complaint(_ record: CountRecord, _ part: StockPart) -> Complaint? {
        guard let quantity = record.quantity else { return nil }
        switch part.tracking {
        case .none: return record.mark.isEmpty ? nil : Complaint("stock.line.untracked")
        case .lot: return record.mark.isEmpty ? Complaint("stock.line.lot") : nil
        case .serial where record.mark.isEmpty: return Complaint("stock.line.serial")
        case .serial: return quantity == 1 ? nil : Complaint("stock.denied.serial_one")
        }
    }
}
