import Database
import Domain
import Ground
import HTTPTypes
import Web

extension PartCondition: ColumnValue {}
extension StockOwner: ColumnValue {}

/// So many of a part, from one place to another.
struct StockMove: Sendable {
    /// What goods that come from outside cost.
    enum Cost: Sendable {
        /// What the others cost.
        case average
        /// Minor units for one.
        case each(Int64)
        /// Minor units for all: the very value of the row that is taken back.
        case worth(Int64)
    }

    let part: ID<SparePart>
    let quantity: Int64
    let from: PlaceRow
    let to: PlaceRow
    var owner = StockOwner.company
    var condition = PartCondition.new
    var serial = ""
    var lot = ""
    var cost = Cost.average
    var paper: ID<StockPaper>?
    var line: ID<StockLine>?
    /// What is kept back for it, it may take.
    var request: ID<PartRequest>?
    var job: ID<Job>?
    var visit: ID<Visit>?
    var count: ID<StockCount>?
    let day: CalendarDay
    var why = ""
    var reverses: ID<StockMovement>?

    /// By what what lies somewhere is told apart.
    struct Key: Hashable, Sendable {
        let part: ID<SparePart>
        let place: ID<StockPlace>
        let owner: StockOwner
        let condition: PartCondition
        let serial: String
        let lot: String

        init(
            part: ID<SparePart>, place: ID<StockPlace>, owner: StockOwner, condition: PartCondition, serial: String,
            lot: String
        ) {
            (self.part, self.place, self.owner) = (part, place, owner)
            (self.condition, self.serial, self.lot) = (condition, serial, lot)
        }

        /// Goods as they are kept back: new ones of ours, whichever serial or lot is picked.
        init(new part: ID<SparePart>, at place: ID<StockPlace>) {
            self.init(part: part, place: place, owner: .company, condition: .new, serial: "", lot: "")
        }
    }

    func key(at place: PlaceRow) -> Key {
        Key(part: part, place: place.id, owner: owner, condition: condition, serial: serial, lot: lot)
    }

    /// Whether the company's own value hangs on it.
    var isValued: Bool { owner == .company && condition.isValued }
}

/// Why lines of a paper were refused, each at its place among them.
struct RefusedLines: DeedRefusal {
    let complaints: [Int: Complaint]

    var status: HTTPResponse.Status { .unprocessableContent }
    func complaint(_: Reader) -> Complaint { Complaint("stock.denied.lines", String(complaints.count)) }
}
