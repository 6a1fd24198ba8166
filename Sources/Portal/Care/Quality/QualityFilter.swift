import Domain
import Ground
import Web

/// The controls, by what became of them.
enum QualityTab: String, CaseIterable, Sendable {
    case waiting, failed, passed
    /// Jobs of dealers that failed and are not made good yet.
    case held
    case all
}

/// Of what a control is.
enum QualityPlace: String, CaseIterable, Sendable {
    case bench, dealer
}

/// Who carries it out.
enum QualityTurn: String, CaseIterable, Sendable {
    case mine, free
}

struct QualityFilter: PagedFilter {
    static let paging = Paging(onward: "after", back: .toFirst)
    var tab: QualityTab
    let place: QualityPlace?
    let turn: QualityTurn?
    let dealer: ID<Dealer>?
    let city: ID<City>?
    let typed: String
    /// Who asks.
    let person: ID<Person>
    var cursor: Cursor<ID<QualityControl>>?

    init(_ asked: Asked, by person: ID<Person>) {
        tab = asked.word("tab") ?? .waiting
        (place, turn) = (asked.word("place"), asked.word("turn"))
        (dealer, city) = (asked.id("dealer"), asked.id("city"))
        typed = asked.text("q")
        cursor = asked.cursor(Self.paging) { ID($0) }
        self.person = person
    }

    var fields: [Address.Field] {
        [
            ("tab", tab.rawValue), ("place", place?.rawValue ?? ""), ("turn", turn?.rawValue ?? ""),
            ("dealer", dealer?.description ?? ""), ("city", city?.description ?? ""), ("q", typed),
        ]
    }

    var isNarrowed: Bool { fields.contains { $0.name != "tab" && !$0.text.isEmpty } }
}
