import Domain
import Ground
import Hummingbird
import Web

/// The board: what waits where.
package enum BoardRoutes: RoomRoutes {
    package static let page = PlainPage(
        "board", for: Set.dispatch.union([.auditor, .reception]), menu: .init("board", icon: "board", order: 40))

    package static var all: [Mounted] {
        [page.to { request, context in try await show(request, context) }]
    }

    private static func show(_ request: Request, _ context: CompanyContext) async throws -> Response {
        let today = context.reader.clock.day(of: context.portal.now())
        let (cities, provinces) = try await context.company.read { tx in
            (
                try BoardList.cities(today: today, unansweredBefore: context.promises(tx).answerBy, tx),
                try BoardList.provinces(tx)
            )
        }
        let filter = BoardFilter(request.asked)
        return try context.show(BoardPage(cities, provinces, filter, today: today, context))
    }
}

/// Which cities of the board are shown.
struct BoardFilter: Filter {
    enum Show: String, CaseIterable, Sendable { case waiting, late, uncovered, all }

    var show: Show
    let province: ID<Province>?

    init(_ asked: Asked) {
        show = asked.word("show") ?? .waiting
        province = asked.id("province")
    }

    var fields: [Address.Field] { [("show", show.rawValue), ("province", province?.description ?? "")] }

    func showing(_ show: Show) -> BoardFilter {
        var copy = self
        copy.show = show
        return copy
    }
}

extension BoardCity {
    func isShown(_ show: BoardFilter.Show) -> Bool {
        switch show {
        case .waiting: waiting > 0 || unanswered > 0
        case .late: isLate
        case .uncovered: waiting > 0 && dealers == 0
        case .all: true
        }
    }

    /// A job is overdue, or a dealer keeps an offer waiting.
    var isLate: Bool { unanswered > 0 || overdue > 0 }

    /// What a tile of the board counts: jobs, or cities where no dealer is.
    func count(_ show: BoardFilter.Show) -> Int {
        guard isShown(show) else { return 0 }
        switch show {
        case .waiting: return waiting
        case .late, .uncovered, .all: return 1
        }
    }
}
