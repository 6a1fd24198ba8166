import Base
import Books
import Desk
import Domain
import Fees
import Gate
import Ground
import Hummingbird
import Post
import Stock
import Treasury
import Web
import Work

/// The way to all that a company says of itself and of how it works.
enum SettingsRoutes: RoomRoutes {
    static let index = PlainPage("settings", for: .managers, menu: .init("settings", icon: "settings", order: 125))
    static let settlement = DeductionRoutes.list

    static var all: [Mounted] {
        [
            index.to { _, context in
                let easing = try await context.company.read { try Easing.now($0) }
                return try context.show(SettingsPage(easing, context))
            }
        ]
    }
}

struct SettingsPage: Page {
    struct Section: Sendable {
        let title: String
        let text: String
        let href: String
    }

    static let template = "settings/index"
    let titleKey = "settings.title"
    /// Until when one person may do what two do, and why.
    let eased: String?
    let sections: [Section]

    init(_ easing: Easing?, _ context: CompanyContext) {
        eased = easing.map { context.reader.eased($0) }
        let words = context.words
        func section(_ name: String, _ href: String?) -> Section? {
            href.map { Section(title: words("settings.\(name)"), text: words("settings.\(name).text"), href: $0) }
        }
        sections = [
            section("company", context.pathIfAllowed(CompanyRoutes.page)),
            section("money", context.pathIfAllowed(MoneyUnitRoutes.page)),
            section("calendar", context.pathIfAllowed(CalendarRoutes.page)),
            section("front", context.pathIfAllowed(FrontSettingsRoutes.page)),
            section("inbox", context.pathIfAllowed(JointInboxSettingRoutes.page)),
            section("week", context.pathIfAllowed(WorkWeekRoutes.page)),
            section("messages", context.pathIfAllowed(AccountRoutes.page)),
            section("message_templates", context.pathIfAllowed(MessageTemplateRoutes.list)),
            section("hooks", context.pathIfAllowed(HookRoutes.list)),
            section("holidays", context.pathIfAllowed(HolidayRoutes.page)),
            section("services", context.pathIfAllowed(OwnListRoutes.services)),
            section("faults", context.pathIfAllowed(FaultCodeRoutes.page)),
            section("reasons", context.pathIfAllowed(OwnListRoutes.reasons)),
            section("numbers", context.pathIfAllowed(NumberRoutes.page)),
            section("reception", context.pathIfAllowed(ReceptionSettingsRoutes.page)),
            section("promises", context.pathIfAllowed(PromiseSettingsRoutes.page)),
            section("dispatch", context.pathIfAllowed(DispatchSettingsRoutes.page)),
            section("visits", context.pathIfAllowed(VisitSettingsRoutes.page)),
            section("stock", context.pathIfAllowed(StockSettingsRoutes.page)),
            section("books", context.pathIfAllowed(BooksSettingsRoutes.page)),
            section("groups", context.pathIfAllowed(ProductGroupRoutes.list)),
            section("claim_rules", context.pathIfAllowed(ClaimRuleRoutes.list)),
            section("settlement", context.pathIfAllowed(SettingsRoutes.settlement)),
            section("banks", context.pathIfAllowed(BankFormatRoutes.list)),
        ].compactMap(\.self)
    }
}
