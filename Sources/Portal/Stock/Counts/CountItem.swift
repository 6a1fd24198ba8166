import Domain
import Ground
import Web

/// A line as it is counted: its field, and nothing of what the books say.
struct CountItem: Sendable {
    let id: String
    let place: String
    let code: String
    let name: String
    let lot: String?
    let condition: String
    let field: Field
    /// A zero, said twice.
    let zero: Tick?
    /// Of what is counted by serials: these are all.
    let all: Tick?
    /// Something came or went since the count began.
    let hasMoved: Bool

    struct Tick: Sendable {
        let name: String
        let label: String
        let isOn: Bool
    }

    init(_ input: CountLineInput, _ refused: Complaint?, hasMoved: Bool, isFirst: Bool, _ context: CompanyContext) {
        let (line, reader, words) = (input.line, context.reader, context.words)
        id = line.id.description
        (place, code, name) = (line.placeCode, line.part.code, line.part.names.shown(reader))
        (lot, condition) = (line.lot.isEmpty ? nil : line.lot, line.told(words))
        self.hasMoved = hasMoved
        let label = words(
            line.isBySerial ? "stock.count.serials_of" : "stock.count.quantity_of", line.part.code, line.placeCode)
        func field<Value>(_ typed: Input<Value>) -> Field {
            Field(typed, label: "stock.line.quantity", for: reader).with {
                ($0.label, $0.direction, $0.autocomplete) = (label, "ltr", "off")
                if let refused { $0.error = reader.complaint(refused) }
                $0.hasFocus = isFirst
            }
        }
        if line.isBySerial {
            self.field = field(input.serials)
            zero = nil
            all = Tick(name: "d\(line.id)", label: words("stock.count.all_serials"), isOn: input.isAll)
        } else {
            self.field = field(input.quantity).with { $0.inputMode = "numeric" }
            let isAsked = input.quantity.complaint?.key == "stock.count.zero" || input.isZero
            zero =
                isAsked || input.quantity.value == 0
                ? Tick(
                    name: "z\(line.id)", label: words("stock.count.is_zero"),
                    isOn: input.isZero || input.quantity.value == 0) : nil
            all = nil
        }
    }
}

/// A line as whoever closes the count sees it.
struct CountVerdict: Sendable {
    let place: String
    let code: String
    let name: String
    let mark: String
    let condition: String
    let book: String
    let first: String
    let firstWho: String
    let second: String
    let secondWho: String
    let difference: String
    /// Of whoever sees what parts cost.
    let value: Amount?
    let moved: String?
    let error: String?

    init(
        _ line: CountLineRow, _ load: CountLoad, _ refused: Complaint?, seesValue: Bool, _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        (place, code, name) = (line.placeCode, line.part.code, line.part.names.shown(reader))
        condition = line.told(words)
        let strays = load.strays[line.id] ?? []
        let serials = strays.map { ($0.isThere ? "+" : "−") + $0.serial }.joined(separator: " ")
        mark = line.isBySerial ? serials : line.lot
        let last = line.last
        book = last.map { reader.number($0.book) } ?? ""
        first = line.first.map { reader.number($0.quantity) } ?? ""
        second = line.second.map { reader.number($0.quantity) } ?? ""
        (firstWho, secondWho) = (line.first?.who ?? "", line.second?.who ?? "")
        let off = last.map { $0.quantity - $0.book } ?? 0
        difference = last == nil ? "" : Amount.signed(off, reader)
        let worth = line.worth(of: abs(off), load.worths).map { Int64(clamping: $0) } ?? 0
        value =
            seesValue && off != 0 && worth != 0
            ? Amount(Money(off < 0 ? -worth : worth, context.company.currency), reader) : nil
        moved = load.moved[line.key].map {
            words("stock.count.moved", reader.number($0.came), reader.number($0.went))
        }
        error = refused.map(reader.complaint)
    }
}

extension Amount {
    /// A number with its sign, so that it does not jump among words of the other direction.
    fileprivate static func signed(_ number: Int64, _ reader: Reader) -> String {
        (number > 0 ? "+" : number < 0 ? "−" : "") + reader.number(abs(number))
    }
}
