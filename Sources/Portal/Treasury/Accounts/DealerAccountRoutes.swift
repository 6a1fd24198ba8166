import Domain
import Ground
import Hummingbird
import Web

/// A dealer's account and his monthly statements. His manager reaches his own as `mine`.
package enum DealerAccountRoutes: RoomRoutes {
    static let readers = Set<Role>.seesMoney.union([.dealerManager])
    package static let account = PageRoute<String>(
        "dealers/:dealer/account", for: readers,
        menu: .init("account", icon: "money", order: 130, for: [.dealerManager], at: "mine"))
    static let rows = PageRoute<String>("dealers/:dealer/account/export", for: readers, watched: .export)
    static let statement = PageRoute<String, Period>(
        "dealers/:dealer/statements/:period", for: readers, watched: .paper)
    static let export = PageRoute<String, Period>(
        "dealers/:dealer/statements/:period/export", for: readers, watched: .export)

    package static var all: [Mounted] {
        [
            account.to { request, context, code in
                try await ShowDealerAccount(context: context, code: code, filter: AccountFilter(request.asked)).run()
            },
            rows.to { request, context, code in
                try await ExportAccount(context: context, code: code).response(to: request)
            },
            statement.to { _, context, code, period in
                try await ShowStatement(context: context, code: code, period: period).run()
            },
            export.to { request, context, code, period in
                try await ExportStatement(context: context, code: code, period: period).response(to: request)
            },
        ]
    }

    package static func facts(_ owner: LedgerList.Owner, _ reader: Reader) -> [Fact] {
        [
            Fact(label: reader.words("claims.dealer"), value: owner.name),
            Fact(label: reader.words("claims.dealer_code"), value: owner.code, isLtr: true),
            Fact(label: reader.words("accounts.manager"), value: owner.manager),
            Fact(label: reader.words("accounts.city"), value: reader.name(fa: owner.cityFa, en: owner.cityEn)),
            Fact(
                label: reader.words("payouts.sheba"), value: (try? Sheba(owner.sheba))?.grouped ?? owner.sheba,
                isLtr: true),
        ]
    }
}

extension Period: PathPart {
    package init?(pathPart: String) { self.init(pathPart) }
    package var pathPart: String { text }
}
