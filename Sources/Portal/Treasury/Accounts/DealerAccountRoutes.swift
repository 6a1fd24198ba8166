import Domain
import Ground
import Hummingbird
import Web

/// A dealer's account and his monthly statements. His manager reaches his own as `mine`.
package enum DealerAccountRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/dealers/:dealer/account") { _, context in
            try await ShowDealerAccount(context: context, code: context.part("dealer")).run()
        }
        rooms.get("/:company/dealers/:dealer/statements/:period") { _, context in
            guard let period = Period(try context.part("period")) else { throw Refusal.hidden }
            return try await ShowStatement(context: context, code: context.part("dealer"), period: period).run()
        }
        rooms.get("/:company/dealers/:dealer/statements/:period/export") { _, context in
            guard let period = Period(try context.part("period")) else { throw Refusal.hidden }
            return try await ExportStatement(context: context, code: context.part("dealer"), period: period).run()
        }
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
