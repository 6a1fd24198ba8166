import Domain
import Ground
import Web

/// The menu of a person in a company: what his roles may open, in the order of the work.
enum Navigation {
    private struct Item {
        let path: String
        let label: String
        let icon: String
        let href: (Paths) -> String
    }

    private static var items: [Item] {
        [
            Item(path: "/:company/today", label: "menu.today", icon: "home") { $0.today },
            Item(path: "/:company", label: "menu.home", icon: "home") { $0.home },
            Item(path: "/:company/jobs", label: "menu.jobs", icon: "list") { $0.jobs },
            Item(path: "/:company/board", label: "menu.board", icon: "board") { $0.board },
            Item(path: "/:company/claims", label: "menu.claims", icon: "document") { $0.claims },
            Item(path: "/:company/payouts", label: "menu.payouts", icon: "bank") { $0.payouts },
            Item(path: "/:company/accrual", label: "menu.accrual", icon: "clock") { $0.accrual },
            Item(path: "/:company/banks", label: "menu.banks", icon: "settings") { $0.bankFormats },
            Item(path: "/:company/tariffs", label: "menu.tariffs", icon: "money") { $0.tariffs },
            Item(path: "/:company/dealers", label: "menu.dealers", icon: "truck") { $0.dealers },
            Item(path: "/:company/products", label: "menu.products", icon: "box") { $0.products },
            Item(path: "/:company/imports", label: "menu.imports", icon: "upload") { $0.imports },
            Item(path: "/:company/people", label: "menu.people", icon: "user") { $0.people },
        ]
    }

    static func menu(_ context: CompanyContext) -> [Shell.Link] {
        let here = context.guest.here.split(separator: "?").first.map(String.init) ?? ""
        let isDealer = context.actor.dealer != nil
        var links = items.filter { context.may(.get, $0.path) && !(isDealer && $0.path == "/:company") }
            .map { item in
                let href = item.href(context.paths)
                let current = here == href || (href != context.paths.home && here.hasPrefix(href + "/"))
                return Shell.Link(href: href, label: context.words(item.label), icon: item.icon, current: current)
            }
        if let account = context.dealerAccountPath {
            links.append(
                Shell.Link(
                    href: account, label: context.words("menu.account"), icon: "money",
                    current: here.hasPrefix(account)))
        }
        return links
    }
}

extension CompanyContext {
    /// A dealer's manager has his account in the menu; he reaches it as `dealers/mine`.
    fileprivate var dealerAccountPath: String? {
        actor.has(.dealerManager) ? paths.dealerAccount("mine") : nil
    }
}
