import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The questions of the guide by themselves: for whoever speaks with somebody and takes no job down yet.
package enum GuideRoutes: RoomRoutes {
    static let askers = Set<Role>.office.subtracting([.auditor])

    package static let page = PlainPage("jobs/guide", for: askers)

    package static var all: [Mounted] { [page.to { request, context in try await show(request.asked, context) }] }

    private static func show(_ asked: Asked, _ context: CompanyContext) async throws -> Response {
        let (typed, place) = (ID<ProductGroup>(asked.text("group")), asked.text("at"))
        let today = context.today
        let (groups, items, answers, helped) = try await context.company.read { tx in
            let groups = try IntakeItemStore.guided(tx)
            let group = groups.first { $0.id == typed } ?? (groups.count == 1 ? groups.first : nil)
            let items = try group.map { try IntakeItemStore.offered(for: $0.id, tx) } ?? []
            let questions = items.filter { $0.field.kind == .question }.map(\.id)
            return (
                groups, items, try IntakeAnswerStore.all(of: questions, tx),
                try GuideDayStore.count(of: group?.id, today: today, tx)
            )
        }
        return try context.show(GuidePage(groups, typed, items, answers, helped, at: place, context))
    }
}

struct GuidePage: Page {
    static let template = "jobs/guide"
    let titleKey = "jobs.guide.title"
    let action: String
    let group: Field
    let guide: GuideView?
    let isEmpty: Bool
    /// How many helped themselves by these questions on the company's own pages; nil where nobody did.
    let helped: String?

    init(
        _ groups: [(id: ID<ProductGroup>, names: BothNames)], _ chosen: ID<ProductGroup>?, _ items: [IntakeItemRow],
        _ answers: [IntakeAnswerRow], _ helped: GuideDayStore.Count, at place: String, _ context: CompanyContext
    ) {
        let reader = context.reader
        action = context.paths(GuideRoutes.page)
        let one = groups.first { $0.id == chosen } ?? (groups.count == 1 ? groups.first : nil)
        group = Field(name: "group", label: reader.words("jobs.guide.group")).with {
            $0.blank = reader.words("form.blank")
            $0.options = groups.map {
                .init(value: $0.id.description, label: $0.names.shown(reader), selected: $0.id == one?.id)
            }
        }
        guide = one.map {
            GuideView(items.filter { $0.field.kind.isGuide }, all: items, answers, at: place, group: $0.id, context)
        }
        isEmpty = groups.isEmpty
        self.helped =
            helped.lately == 0
            ? nil
            : reader.words("jobs.guide.helped", reader.number(helped.today), reader.number(helped.lately))
    }
}
