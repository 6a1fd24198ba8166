import Database
import Domain
import Ground
import Web

/// What a new count chooses from.
struct CountChoices: Sendable {
    let places: [PlaceRow]
    let groups: [(id: ID<PartGroup>, names: BothNames)]

    init(_ actor: Actor, _ tx: Transaction) throws {
        places = try StockPlaceList.all(PlaceFilter(kinds: PlaceKind.byHand, sight: actor.sight), tx)
        groups = try PartList.groups(tx)
    }
}

/// A new count as it was typed.
struct CountForm: Sendable {
    let place: Input<ID<StockPlace>>
    let scope: Input<CountScope>
    let group: Input<ID<PartGroup>>
    let partClass: Input<PartClass>
    let note: Input<String>

    init(_ form: FormBody, _ choices: CountChoices) {
        place = form.input("place") { typed in
            guard let id = ID<StockPlace>(typed), choices.places.contains(where: { $0.id == id }) else {
                throw Complaint("form.choose")
            }
            return id
        }
        let scope: Input<CountScope> = form.input("scope", else: .all) { typed in
            guard let scope = CountScope(rawValue: typed) else { throw Complaint("form.choose") }
            return scope
        }
        self.scope = scope
        let isGroup = scope.value == .group
        group =
            isGroup
            ? form.input("group") { typed in
                guard let id = ID<PartGroup>(typed), choices.groups.contains(where: { $0.id == id }) else {
                    throw Complaint("form.choose")
                }
                return id
            } : Input(name: "group", typed: "", value: nil)
        partClass =
            scope.value == .partClass
            ? form.input("class") { typed in
                guard let known = PartClass(rawValue: typed) else { throw Complaint("form.choose") }
                return known
            } : Input(name: "class", typed: "", value: nil)
        note = form.input("note", else: "", shortText(limit: 300))
    }

    var isRefused: Bool {
        [place.complaint, scope.complaint, group.complaint, partClass.complaint, note.complaint].contains { $0 != nil }
    }

    func count(_ tx: Transaction) throws -> NewCount {
        NewCount(
            place: try StockPlaceList.find(place.required(), .company, tx), scope: try scope.required(),
            group: group.value, partClass: partClass.value, note: try note.required())
    }
}

/// One line as it was counted on a page.
struct CountLineInput: Sendable {
    let line: CountLineRow
    let round: Int
    /// Of what is counted by number.
    let quantity: Input<Int64>
    /// Whether it was said besides that nothing lies there.
    let isZero: Bool
    /// Of what is counted by serials.
    let serials: Input<[String]>
    let isAll: Bool

    init(_ form: FormBody, _ line: CountLineRow, round: Int) {
        (self.line, self.round) = (line, round)
        isZero = form.isChecked("z\(line.id)")
        isAll = form.isChecked("d\(line.id)")
        let (isSure, known) = (isZero, line.time(round)?.quantity)
        let quantity: Input<Int64> = form.input("q\(line.id)", else: nil) {
            try TypedNumber.integer($0, in: 0...PaperLines.mostQuantity)
        }
        // Blank is not counted; a zero is said twice.
        self.quantity =
            quantity.value == 0 && !isSure && known != 0
            ? Input(
                name: quantity.name, typed: quantity.typed, value: nil, complaint: Complaint("stock.count.zero"))
            : quantity
        serials = form.input("s\(line.id)", else: []) { typed in
            let words = typed.split { $0.isWhitespace || ",،;".contains($0) }
            guard words.count <= CountLineInput.mostSerials else {
                throw Complaint("stock.count.serials_many", String(CountLineInput.mostSerials))
            }
            var seen: [String] = []
            for word in words {
                let serial = try SerialText.parse(String(word))
                if !seen.contains(serial) { seen.append(serial) }
            }
            return seen
        }
    }

    /// Of one line: more is counted in several places.
    static let mostSerials = 500

    var complaint: Complaint? { line.isBySerial ? serials.complaint : quantity.complaint }

    var counted: Counted {
        line.isBySerial ? .serials(serials.value ?? [], isAll: isAll) : .number(quantity.value)
    }

    /// As it stands, for a page that nobody has typed on yet.
    static func known(_ line: CountLineRow, round: Int) -> CountLineInput {
        var fields: [String: String] = [:]
        let time = line.time(round)
        if line.isBySerial {
            fields["s\(line.id)"] = (line.seen[round] ?? []).joined(separator: " ")
            if time != nil { fields["d\(line.id)"] = "1" }
        } else if let time {
            fields["q\(line.id)"] = String(time.quantity)
        }
        return CountLineInput(FormBody(fields), line, round: round)
    }
}
